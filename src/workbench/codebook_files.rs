//! Codebooks as files: reading one, to ask whether to take it, and writing the document's own; on a thread.

use super::Workbench;
use super::event::Event;
use crate::formats::codebook;
use crate::model::{Codebook, Problem, Severity};
use crate::store::atomic;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A codebook of a file, with what of it was left out.
pub(super) type CodebookRead = (Box<Codebook>, Vec<Problem>);

impl Workbench {
    /// Returns where the codebook could be written: beside the article.
    pub(super) fn suggested_codebook_path(&self) -> PathBuf {
        let Some(open) = &self.open else { return PathBuf::new() };
        let folder = open.place.path.parent().map(Path::to_path_buf).unwrap_or_default();
        folder.join(format!("{}.ron", open.document().codebook().id))
    }

    pub(super) fn import_codebook(&mut self, path: PathBuf) {
        let disk = Arc::clone(&self.files.disk);
        self.jobs.spawn("codebook", move || {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let read = disk.read(&path, codebook::MAX_BYTES as u64).map_err(|why| why.to_string());
            let book = read.and_then(|bytes| codebook::read(&bytes, &name));
            Event::CodebookRead(path, book.map(|(book, problems)| (Box::new(book), problems)))
        });
    }

    pub(super) fn codebook_read(&mut self, path: &Path, result: Result<CodebookRead, String>) {
        match result {
            Ok((book, problems)) => {
                problems.iter().for_each(|problem| self.tell(problem.severity, problem.to_string()));
                if let Some(open) = &mut self.open {
                    open.incoming = Some(Arc::from(book));
                    self.effects.push(super::effect::Effect::Show(super::effect::Panel::Codebook));
                }
            }
            Err(why) => {
                let text = format!("This is no codebook that can be taken: {why} {}", path.display());
                self.tell(Severity::Error, text);
            }
        }
    }

    pub(super) fn export_codebook(&mut self, path: PathBuf) {
        let Some(open) = &self.open else { return };
        let (disk, book) = (Arc::clone(&self.files.disk), Arc::clone(open.document().codebook()));
        self.jobs.spawn("codebook", move || {
            let written = atomic::write(&*disk, &path, book.to_ron().as_bytes());
            Event::CodebookWritten(path, written.map_err(|why| why.to_string()))
        });
    }

    pub(super) fn codebook_written(&mut self, path: &Path, result: Result<(), String>) {
        match result {
            Ok(()) => self.tell(Severity::Note, format!("The codebook is written: {}", path.display())),
            Err(why) => {
                self.tell(Severity::Error, format!("The codebook was not written: {why} {}", path.display()));
            }
        }
    }
}
