//! Writing exports: the preview, the clipboard, files that are asked about when they are there, all documents of
//! a folder.

use super::Workbench;
use super::command::Command;
use super::effect::{Ask, Effect};
use super::event::{Event, ExportError};
use super::export::{Choice, formats, target};
use super::notice::{Question, Topic};
use super::open::Open;
use crate::formats::annotation::{OutFile, native};
use crate::formats::input::free_name;
use crate::model::{Document, Severity};
use crate::store::{self, Disk};
use smol_str::SmolStr;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where an export goes, and what of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ExportTo {
    /// The open document, to this main file.
    One(PathBuf),
    /// All documents of the folder: to this folder, or this file where one holds many.
    All(PathBuf),
}

impl ExportTo {
    fn path(&self) -> &Path {
        match self {
            Self::One(path) | Self::All(path) => path,
        }
    }
}

/// Files that are ready to be written.
type Files = Vec<(PathBuf, Vec<u8>)>;

/// What makes them, on a thread.
type Work = Box<dyn FnOnce(&dyn Disk) -> Result<Files, ExportError> + Send>;

impl Workbench {
    fn extension(&self) -> &'static str {
        let chosen = formats().find(|format| format.name() == self.export.format);
        chosen.and_then(|format| format.extensions().first().copied()).unwrap_or("txt")
    }

    /// Does what a command of the export panel asks for.
    pub(super) fn run_export(&mut self, command: Command) {
        match command {
            Command::ExportSave => self.effects.push(Effect::Ask(Ask::Export(self.suggested_export_path()))),
            Command::ExportCopy => self.copy_export(),
            _ => self.ask_export_all(),
        }
    }

    /// Proposes a file: where the last export went, else beside the article.
    pub(super) fn suggested_export_path(&self) -> PathBuf {
        let stem = self.open.as_ref().map(Open::file_stem).unwrap_or_default();
        let name = format!("{stem}.{}", self.extension());
        let last =
            self.files.settings.last_folder.as_ref().filter(|folder| self.files.disk.facts(folder).is_ok());
        let beside = self.open.as_ref().and_then(|open| open.place.path.parent());
        let folder = last.map(PathBuf::as_path).or(beside).filter(|folder| folder.is_absolute());
        folder.map_or_else(|| PathBuf::from(&name), |folder| folder.join(&name))
    }

    /// Asks where all documents of the folder are to go: a file where one holds many, else a folder.
    pub(super) fn ask_export_all(&mut self) {
        let Some(folder) = &self.folder else { return };
        let many = self.export.choice().format().is_ok_and(|format| format.holds_many());
        let name = folder.path.file_name().unwrap_or_default().to_string_lossy();
        let file = folder.path.join(format!("{name}.{}", self.extension()));
        self.effects.push(Effect::Ask(if many { Ask::ExportAll(file) } else { Ask::ExportFolder }));
    }

    pub(super) fn set_export_format(&mut self, format: SmolStr) {
        self.files.settings.export_format = format.to_string();
        self.export.format = format;
        self.export.of = None;
        self.keep_settings();
    }

    pub(super) fn set_export_rejected(&mut self, rejected: bool) {
        self.files.settings.export_rejected = rejected;
        self.export.rejected = rejected;
        self.export.of = None;
        self.keep_settings();
    }

    pub(super) fn set_export_passage(&mut self, passage: bool) {
        self.export.passage = passage;
        self.export.of = None;
    }

    pub(super) fn set_export_maxqda(&mut self, maxqda: bool) {
        self.export.maxqda = maxqda;
        self.export.of = None;
    }

    /// Notes which passage is selected: the selected text, or the paragraphs of the selected annotation.
    fn note_passage(&mut self) {
        let selected = self.open.as_ref().and_then(|open| {
            let around = || Some(open.document.article().paragraphs_around(open.selected()?.hull()));
            open.selection.stretch().or_else(around)
        });
        if self.export.selected != selected {
            self.export.selected = selected;
            let matters = self.export.passage;
            self.export.of = self.export.of.filter(|_| !matters);
        }
    }

    /// Makes the export's preview if it is out of date.
    pub(super) fn want_preview(&mut self) {
        self.note_passage();
        let Some(open) = &self.open else { return };
        let of = (self.generation, open.document.revision());
        if self.export.of == Some(of) || self.export.working {
            return;
        }
        self.export.working = true;
        self.export.of = Some(of);
        let (document, choice, stem) = (open.document.clone(), self.export.choice(), open.file_stem());
        self.jobs.spawn("preview", move || {
            let preview = choice.preview(&document, &stem);
            Event::Preview(of, choice, Box::new(preview))
        });
    }

    pub(super) fn copy_export(&mut self) {
        self.note_passage();
        let Some(open) = &self.open else { return };
        let (document, choice) = (open.document.clone(), self.export.choice());
        self.jobs.spawn("export", move || Event::ExportCopied(choice.write(&[&document])));
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

    /// Writes an export on a thread; asks first when a file is there.
    pub(super) fn export_to(&mut self, to: ExportTo, over: bool) {
        self.note_passage();
        let mut choice = self.export.choice();
        match &to {
            ExportTo::One(path) => choice = choice.for_file(path),
            // A passage is of the open article alone.
            ExportTo::All(_) => choice.options.passage = None,
        }
        let disk = Arc::clone(&self.files.disk);
        let open = self.open.as_ref().map(|open| (open.place.native.clone(), open.document.clone()));
        let work: Work = match &to {
            ExportTo::One(path) => {
                let (Some((_, document)), path) = (open, path.clone()) else { return };
                Box::new(move |_| one(&choice, &document, &path))
            }
            ExportTo::All(path) => {
                let Some(folder) = self.folder.as_ref().map(|folder| folder.path.clone()) else { return };
                let path = path.clone();
                Box::new(move |disk| all(disk, &choice, &folder, open, &path))
            }
        };
        self.export.writing = true;
        self.jobs.spawn("export", move || {
            let result = work(&*disk).and_then(|files| write_files(&*disk, &files, over));
            Event::Exported(to, result)
        });
    }

    pub(super) fn exported(&mut self, to: ExportTo, result: Result<usize, ExportError>) {
        self.export.writing = false;
        let path = to.path().to_path_buf();
        match result {
            Ok(files) => {
                let text = match &to {
                    ExportTo::One(_) if files > 1 => {
                        format!("Exported, and {} files beside it: {}", files - 1, path.display())
                    }
                    ExportTo::One(_) => format!("Exported: {}", path.display()),
                    ExportTo::All(_) => {
                        format!("All documents of the folder exported, {files} files: {}", path.display())
                    }
                };
                self.tell(Severity::Note, text);
                let folder = if matches!(to, ExportTo::All(_))
                    && self.files.disk.facts(&path).is_ok_and(|it| it.folder)
                {
                    Some(path)
                } else {
                    path.parent().map(Path::to_path_buf)
                };
                if self.files.settings.last_folder != folder {
                    self.files.settings.last_folder = folder;
                    self.keep_settings();
                }
            }
            Err(ExportError::Exists(there)) => {
                let first = there.first().map(|path| path.display().to_string()).unwrap_or_default();
                let text = match there.len() {
                    1 => format!("This file is there already. Write over it? {first}"),
                    count => {
                        format!("{count} of the files are there already. Write over them? The first: {first}")
                    }
                };
                self.files.export_to = Some(to);
                let answers = vec!["Write over it", "Cancel"];
                self.question = Some(Question { topic: Topic::ExportExists, text, answers });
            }
            Err(ExportError::Failed(why)) => {
                self.tell(Severity::Error, format!("The export was not written ({why}): {}", path.display()));
            }
        }
    }
}

/// The files of one document.
fn one(choice: &Choice, document: &Document, path: &Path) -> Result<Files, ExportError> {
    let files = choice.write(&[document]).map_err(ExportError::Failed)?;
    Ok(files.into_iter().map(|file| (target(path, &file), file.bytes)).collect())
}

/// The files of all documents of a folder. What is open is taken as it stands on the screen.
fn all(
    disk: &dyn Disk,
    choice: &Choice,
    folder: &Path,
    open: Option<(Option<PathBuf>, Document)>,
    to: &Path,
) -> Result<Files, ExportError> {
    let failed = |why: String| ExportError::Failed(why);
    let format = choice.format().map_err(failed)?;
    let mut documents: Vec<(String, Document)> = Vec::new();
    for entry in store::folder::list(disk, folder).map_err(|why| failed(why.to_string()))? {
        if entry.kind != store::folder::Kind::Document {
            continue;
        }
        let here = open.as_ref().filter(|(native, _)| native.as_ref() == Some(&entry.path));
        let document = match here {
            Some((_, document)) => document.clone(),
            None => {
                let read = disk.read(&entry.path, native::MAX_BYTES as u64).map_err(|why| why.to_string());
                let loaded = read.and_then(|bytes| native::read(&bytes).map_err(|why| why.to_string()));
                loaded.map_err(|why| failed(format!("{why}: {}", entry.path.display())))?.document
            }
        };
        documents.push((entry.name, document));
    }
    if documents.is_empty() {
        return Err(failed("no article of the folder has been worked on yet".to_owned()));
    }
    if format.holds_many() {
        let together: Vec<_> = documents.iter().map(|(_, document)| document).collect();
        let files = choice.write(&together).map_err(failed)?;
        return Ok(files.into_iter().map(|file| (target(to, &file), file.bytes)).collect());
    }
    let ending = format.extensions().first().copied().unwrap_or("txt");
    let (mut taken, mut files) = (BTreeSet::new(), Files::new());
    for (name, document) in &documents {
        let main = to.join(format!("{}.{ending}", free_name(name, &mut taken)));
        for (path, bytes) in one(choice, document, &main)? {
            match files.iter().find(|(other, _)| *other == path) {
                None => files.push((path, bytes)),
                Some((_, same)) if *same == bytes => {}
                Some(_) => {
                    return Err(failed(format!("two files of the export have one name: {}", path.display())));
                }
            }
        }
    }
    Ok(files)
}

/// Writes files, each whole or not at all, unless one is there that nobody was asked about.
fn write_files(disk: &dyn Disk, files: &Files, over: bool) -> Result<usize, ExportError> {
    let there: Vec<_> =
        files.iter().filter(|(path, _)| disk.facts(path).is_ok()).map(|(path, _)| path.clone()).collect();
    if !over && !there.is_empty() {
        return Err(ExportError::Exists(there));
    }
    for (path, bytes) in files {
        store::atomic::write(disk, path, bytes)
            .map_err(|why| ExportError::Failed(format!("{why}, at {}", path.display())))?;
    }
    Ok(files.len())
}
