//! Codebooks as files: reading one, to ask whether to take it, and writing the document's own; on a thread.

use super::Workbench;
use super::event::Event;
use crate::model::{Codebook, Severity};
use crate::store::atomic;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The longest codebook that is read.
const MAX_BYTES: u64 = 4 << 20;

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
            let read = disk.read(&path, MAX_BYTES).map_err(|why| why.to_string());
            let text = read.and_then(|bytes| String::from_utf8(bytes).map_err(|why| why.to_string()));
            let book = text.and_then(|text| Codebook::of_ron(&text)).map(Box::new);
            Event::CodebookRead(path, book)
        });
    }

    pub(super) fn codebook_read(&mut self, path: &Path, result: Result<Box<Codebook>, String>) {
        match result {
            Ok(book) => {
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
