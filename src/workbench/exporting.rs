//! Writing exports: the preview, the clipboard, files that are asked about when they are there.

use super::Workbench;
use super::effect::Effect;
use super::event::{Event, ExportError};
use super::export;
use super::notice::{Question, Topic};
use super::open::Open;
use crate::formats::annotation::{FileName, OutFile};
use crate::model::Severity;
use crate::store::{self, Disk};
use smol_str::SmolStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl Workbench {
    pub(super) fn suggested_export_path(&self) -> PathBuf {
        let extension = export::formats()
            .find(|format| format.name() == self.export.format)
            .and_then(|format| format.extensions().first().copied())
            .unwrap_or("txt");
        let stem = self.open.as_ref().map(Open::file_stem).unwrap_or_default();
        let name = format!("{stem}.{extension}");
        let beside = self.open.as_ref().map(|open| open.place.path.with_file_name(&name));
        beside.filter(|path| path.is_absolute()).unwrap_or_else(|| PathBuf::from(name))
    }

    pub(super) fn set_export_format(&mut self, format: SmolStr) {
        self.export.format = format.clone();
        self.export.of = None;
        self.files.settings.export_format = format.to_string();
        self.keep_settings();
    }

    /// Makes the export's preview if it is out of date.
    pub(super) fn want_preview(&mut self) {
        let Some(open) = &self.open else { return };
        let of = (self.generation, open.document.revision());
        if self.export.of == Some(of) || self.export.working {
            return;
        }
        self.export.working = true;
        self.export.of = Some(of);
        let (document, format) = (open.document.clone(), self.export.format.clone());
        self.jobs.spawn("preview", move || {
            Event::Preview(of, format.clone(), Box::new(export::preview(&document, &format)))
        });
    }

    pub(super) fn copy_export(&mut self) {
        let Some(open) = &self.open else { return };
        let (document, format) = (open.document.clone(), self.export.format.clone());
        self.jobs.spawn("export", move || Event::ExportCopied(export::write(&document, &format)));
    }

    pub(super) fn take_copied(&mut self, result: Result<Vec<OutFile>, String>) {
        let text = result.and_then(|files| {
            let main = files.into_iter().next().ok_or("the format writes no file")?;
            String::from_utf8(main.bytes).map_err(|_not_text| "the format is not text".to_owned())
        });
        match text {
            Ok(text) => {
                self.effects.push(Effect::Copy(text));
                self.tell(Severity::Note, "The export is in the clipboard.");
            }
            Err(why) => self.tell(Severity::Error, format!("Nothing was copied: {why}.")),
        }
    }

    /// Writes the export on a thread; asks first when the file is there.
    pub(super) fn export_to(&mut self, path: PathBuf, over: bool) {
        let Some(open) = &self.open else { return };
        let (document, format) = (open.document.clone(), self.export.format.clone());
        let disk = Arc::clone(&self.files.disk);
        self.jobs.spawn("export", move || {
            let result = export::write(&document, &format)
                .map_err(ExportError::Failed)
                .and_then(|files| write_files(&*disk, &path, &files, over));
            Event::Exported(path, result)
        });
    }

    pub(super) fn exported(&mut self, path: PathBuf, result: Result<usize, ExportError>) {
        match result {
            Ok(files) => {
                let more =
                    if files > 1 { format!(" and {} files beside it", files - 1) } else { String::new() };
                self.tell(Severity::Note, format!("Exported{more}: {}", path.display()));
            }
            Err(ExportError::Exists) => {
                let text = format!("This file is there already. Write over it? {}", path.display());
                self.files.export_to = Some(path);
                let answers = vec!["Write over it", "Cancel"];
                self.question = Some(Question { topic: Topic::ExportExists, text, answers });
            }
            Err(ExportError::Failed(why)) => {
                self.tell(Severity::Error, format!("The export was not written ({why}): {}", path.display()));
            }
        }
    }
}

/// Writes an export and its companions, each whole or not at all.
fn write_files(disk: &dyn Disk, path: &Path, files: &[OutFile], over: bool) -> Result<usize, ExportError> {
    let targets: Vec<_> = files.iter().map(|file| (target(path, file.name), &file.bytes)).collect();
    if !over && targets.iter().any(|(target, _)| disk.facts(target).is_ok()) {
        return Err(ExportError::Exists);
    }
    for (target, bytes) in &targets {
        store::atomic::write(disk, target, bytes).map_err(|why| ExportError::Failed(why.to_string()))?;
    }
    Ok(targets.len())
}

fn target(path: &Path, name: FileName) -> PathBuf {
    match name {
        FileName::Main => path.to_path_buf(),
        FileName::Stem(ending) => {
            let stem = crate::formats::input::stem(&path.to_string_lossy()).to_owned();
            path.with_file_name(format!("{stem}{ending}"))
        }
        FileName::Beside(name) => path.with_file_name(name),
    }
}
