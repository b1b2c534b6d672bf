//! Noticing that other programs changed a folder. Where the system does not tell (some network drives), the window
//! looks again when it comes to the front.

use notify::{Event, EventKind, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// How long nothing happens before it is told, and how long it is put off at most.
const QUIET: Duration = Duration::from_millis(200);
const LONGEST: Duration = Duration::from_secs(1);

/// A folder is watched for as long as this is held.
pub struct Watch {
    _watcher: notify::RecommendedWatcher,
    folder: PathBuf,
}

impl Watch {
    /// Returns the folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

/// Watches a folder, not those in it; `tell` is called on a thread of its own with the files that changed. The
/// program's own hidden files do not count.
///
/// # Errors
/// In words, when the system does not watch this folder.
pub fn watch(folder: &Path, tell: impl Fn(Vec<PathBuf>) + Send + 'static) -> Result<Watch, String> {
    let (sender, events) = channel();
    let wrong =
        |why: notify::Error| format!("changes of the folder are not noticed ({why}): {}", folder.display());
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // The thread below ends with the watcher.
        let _ended = event.map(|event| sender.send(event));
    })
    .map_err(wrong)?;
    watcher.watch(folder, RecursiveMode::NonRecursive).map_err(wrong)?;
    std::thread::Builder::new()
        .name("watch".to_owned())
        .spawn(move || gather(&events, &tell))
        .map_err(|why| why.to_string())?;
    Ok(Watch { _watcher: watcher, folder: folder.to_path_buf() })
}

/// Tells of changes together once it is quiet.
fn gather(events: &Receiver<Event>, tell: &impl Fn(Vec<PathBuf>)) {
    while let Ok(first) = events.recv() {
        let latest = Instant::now() + LONGEST;
        let mut changed = BTreeSet::new();
        note(&first, &mut changed);
        loop {
            let wait = QUIET.min(latest.saturating_duration_since(Instant::now()));
            match events.recv_timeout(wait) {
                Ok(event) => note(&event, &mut changed),
                Err(_quiet) => break,
            }
        }
        if !changed.is_empty() {
            tell(changed.into_iter().collect());
        }
    }
}

fn note(event: &Event, changed: &mut BTreeSet<PathBuf>) {
    if matches!(event.kind, EventKind::Access(_) | EventKind::Other) {
        return;
    }
    let hidden =
        |path: &&PathBuf| path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b"."));
    changed.extend(event.paths.iter().filter(|path| !hidden(path)).cloned());
}

#[cfg(test)]
mod tests {
    use super::super::atomic;
    use super::super::disk::RealDisk;
    use super::*;

    #[test]
    fn a_changed_file_is_told_of_once_and_hidden_ones_are_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let (sender, told) = channel();
        let watched = watch(folder.path(), move |paths| drop(sender.send(paths)));
        let watch = match watched {
            Ok(watch) => watch,
            Err(why) => {
                eprintln!("SKIPPED: {why}");
                return;
            }
        };
        let path = folder.path().join("a.gloss.ron");
        atomic::write(&RealDisk, &folder.path().join(".hidden"), b"x").expect("written");
        atomic::write(&RealDisk, &path, b"one").expect("written");
        let paths = told.recv_timeout(Duration::from_secs(20)).expect("it is told");
        assert_eq!(paths, [watch.folder().join("a.gloss.ron")]);
    }
}
