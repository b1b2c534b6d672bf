//! Files that are dropped on the window: opened, or copied into the open folder, with progress, never over another.

use super::Workbench;
use super::event::Event;
use crate::formats::input;
use crate::model::Severity;
use crate::store::{self, Disk, folder};
use crate::text::Article;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// What became of files that were to be copied.
#[derive(Debug, Default)]
pub(super) struct Imported {
    copied: Vec<PathBuf>,
    wrong: Vec<String>,
    stopped: bool,
}

impl Workbench {
    /// Takes files that were dropped: one is opened, several go into the open folder.
    pub(super) fn take_dropped(&mut self, paths: Vec<PathBuf>) {
        let [first, rest @ ..] = paths.as_slice() else { return };
        if rest.is_empty() {
            self.open_path(first.clone());
            return;
        }
        let own_folder = self.folder.as_ref().map(|folder| folder.path.clone());
        let resolved: Vec<_> = paths.iter().map(|path| self.files.disk.resolve(path)).collect();
        let shared = first.parent().filter(|parent| paths.iter().all(|path| path.parent() == Some(parent)));
        match own_folder {
            Some(own) => {
                let outside: Vec<_> = resolved.into_iter().filter(|path| path.parent() != Some(&own)).collect();
                if outside.is_empty() {
                    self.open_path(first.clone());
                } else {
                    self.import(own, outside);
                }
            }
            None => match shared {
                Some(parent) => {
                    self.list_folder(parent.to_path_buf());
                    self.open_path(first.clone());
                }
                None => self.tell(
                    Severity::Warning,
                    "These files lie in several folders. Open a folder first: what is dropped then is copied into it.",
                ),
            },
        }
    }

    fn import(&mut self, into: PathBuf, paths: Vec<PathBuf>) {
        let Some(stop) = self.begin("copying", paths.len()) else { return };
        let (disk, post) = (Arc::clone(&self.files.disk), self.jobs.post());
        self.jobs.spawn("import", move || {
            let mut imported = Imported::default();
            for path in paths {
                if stop.load(Ordering::Relaxed) {
                    imported.stopped = true;
                    break;
                }
                match copy(&*disk, &path, &into) {
                    Ok(copied) => imported.copied.push(copied),
                    Err(why) => imported.wrong.push(why),
                }
                post.send(Event::OneIsDone);
            }
            Event::Imported(Box::new(imported))
        });
    }

    pub(super) fn imported(&mut self, imported: Imported) {
        self.going = None;
        self.list_again();
        let count = imported.copied.len();
        let stopped = if imported.stopped { " The rest was left out, as you wished." } else { "" };
        self.tell(Severity::Note, format!("{count} files were copied into the folder.{stopped}"));
        if let Some(first) = imported.wrong.first() {
            let text = format!("{} files were not copied. The first: {first}", imported.wrong.len());
            self.tell(Severity::Warning, text);
        }
        if let Some(first) = imported.copied.into_iter().next() {
            self.open_path(first);
        }
    }
}

/// Copies a file into a folder under a name that is free there.
fn copy(disk: &dyn Disk, path: &Path, into: &Path) -> Result<PathBuf, String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if !folder::is_readable(&name) {
        return Err(format!("its format is not known: {}", path.display()));
    }
    let bytes =
        disk.read(path, Article::MAX_BYTES as u64).map_err(|why| format!("{why}: {}", path.display()))?;
    let target = free_name(disk, into, &name);
    store::atomic::write(disk, &target, &bytes).map_err(|why| format!("{why}: {}", target.display()))?;
    Ok(target)
}

/// Returns `name` in a folder, or the first of `name-2`, `name-3` … that is free.
fn free_name(disk: &dyn Disk, folder: &Path, name: &str) -> PathBuf {
    let stem = input::stem(name);
    let ending = name.strip_prefix(stem).unwrap_or_default();
    let numbered = (2_u32..).map(|number| folder.join(format!("{stem}-{number}{ending}")));
    let mut names = std::iter::once(folder.join(name)).chain(numbered);
    names.find(|path| disk.facts(path).is_err()).unwrap_or_else(|| folder.join(name))
}
