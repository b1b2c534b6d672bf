//! Opening and letting go: what comes in from a thread, what the store's thread is given, what is left behind.

use super::Workbench;
use super::effect::Effect;
use super::event::Event;
use super::open::{Open, Place};
use crate::formats::Imported;
use crate::model::{Codebook, Document, Edit, History, Meta, Severity, apply};
use crate::store::{self, OpenError, Opened, SaveTo, Unsaved, Writer};
use crate::text::Article;
use smol_str::SmolStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// The article that "Open the example" opens.
const EXAMPLE: &str = include_str!("../../examples/corridor-commentary.txt");

impl Workbench {
    /// Opens what a path leads to, on a thread; what is open stays until the other is there. A folder is listed.
    pub(super) fn open_path(&mut self, path: PathBuf) {
        let here = self.open.as_ref().map(|open| &open.place);
        if here.is_some_and(|place| place.path == path || place.native.as_ref() == Some(&path)) {
            return;
        }
        let (disk, places) = (Arc::clone(&self.files.disk), self.files.places.clone());
        let (gate, ahead) = (self.files.gate.clone(), self.files.ahead.clone());
        self.start_opening(move || {
            gate.wait(&path);
            store::open_with(&*disk, &places, &ahead, &path)
        });
    }

    /// Opens what the command line named: the folder's list and, of several articles, the first.
    pub(super) fn open_all(&mut self, paths: Vec<PathBuf>) {
        let disk = Arc::clone(&self.files.disk);
        self.jobs.spawn("paths", move || {
            let is_folder = |path: &PathBuf| disk.facts(path).is_ok_and(|facts| facts.folder);
            let (folders, files) = paths.into_iter().partition(is_folder);
            Event::Paths { folders, files }
        });
    }

    pub(super) fn took_paths(&mut self, folders: Vec<PathBuf>, files: Vec<PathBuf>) {
        let count = folders.len();
        let folder = folders.into_iter().next();
        match (folder, files.into_iter().next()) {
            (None, None) => {}
            (None, Some(file)) => self.open_path(file),
            (Some(folder), file) => {
                // The article first: a folder that is listed while nothing is being opened opens its own first one.
                file.into_iter().for_each(|file| self.open_path(file));
                self.list_folder(folder);
            }
        }
        if count > 1 {
            self.tell(Severity::Note, "One folder at a time: the first that was named is open.");
        }
    }

    /// Opens unsaved work that lies in no file.
    pub(super) fn open_left(&mut self, journal: PathBuf) {
        self.files.left.retain(|left| left.journal != journal);
        let (disk, places) = (Arc::clone(&self.files.disk), self.files.places.clone());
        self.start_opening(move || store::unsaved::open(&*disk, &places, &journal));
    }

    /// Only what was asked for last is opened.
    pub(super) fn start_opening(
        &mut self,
        open: impl FnOnce() -> Result<Opened, OpenError> + Send + 'static,
    ) {
        self.files.opening += 1;
        let ticket = self.files.opening;
        self.jobs.spawn("open", move || Event::Opened(ticket, Box::new(open())));
    }

    pub(super) fn open_text(&mut self, name: &str, text: String) {
        if text.trim().is_empty() {
            self.tell(Severity::Warning, "The clipboard holds no text.");
            return;
        }
        let mut document =
            Document::new(Arc::new(Article::new(text.replace("\r\n", "\n"))), Codebook::standard());
        let meta = Meta { title: name.to_owned(), ..Default::default() };
        apply(&mut document, Edit::SetMeta(Box::new(meta)));
        self.hold(document, Place { came_from: "Pasted text.".to_owned(), ..Place::default() });
        self.start_suggesting();
    }

    pub(super) fn open_example(&mut self) {
        self.open_text("An example: the corridor", EXAMPLE.to_owned());
    }

    /// Holds a document that lies in no file.
    pub fn hold(&mut self, document: Document, place: Place) {
        self.let_document_go();
        self.generation += 1;
        let session = store::Session::untitled();
        self.show(document, place, session);
    }

    pub(super) fn show(&mut self, document: Document, place: Place, session: store::Session) {
        let post = self.jobs.post();
        let generation = self.generation;
        let reports = move |report| post.send(Event::Store(generation, report));
        let (disk, places) = (Arc::clone(&self.files.disk), self.files.places.clone());
        match Writer::start(disk, places, session, document.clone(), reports) {
            Ok(writer) => {
                self.files.sent = writer.number();
                self.files.safe = writer.number();
                self.files.writer = Some(writer);
                self.files.failing = None;
            }
            Err(why) => {
                let message = format!("No thread for the journal could be started ({why}): save often.");
                self.files.failing = Some(message.clone());
                self.tell(Severity::Error, message);
            }
        }
        self.files.saved_at = None;
        self.files.saving = false;
        let mut open = Open::new(document, place);
        open.generation = self.generation;
        open.analyst = SmolStr::new(&self.files.settings.analyst);
        open.filter.min_score = self.files.settings.min_score;
        self.resume_filter(&mut open.filter);
        self.open = Some(open);
        if !std::mem::replace(&mut self.files.settings.asked_name, true)
            && self.files.settings.analyst.is_empty()
        {
            self.keep_settings();
            self.effects.push(Effect::Show(super::effect::Panel::Analyst));
        }
        self.export.of = None;
        self.note_in_folder();
        self.after_change();
    }

    /// Lets the open document go: unsaved work is saved where it can be, and is in the journal in any case.
    pub(super) fn let_document_go(&mut self) {
        self.files.stop_suggesting.store(true, Ordering::Relaxed);
        self.leave_reading();
        self.send_edits();
        let Some(open) = self.open.take() else { return };
        let Some(writer) = self.files.writer.take() else { return };
        let native = open.place.native.clone();
        let save = !open.history.is_saved() && native.is_some();
        // Suggestions alone are no work of a person: they are made again.
        let kept = if open.history.is_saved() && native.is_some() { Unsaved::Discard } else { Unsaved::Keep };
        let leaving = self.files.gate.leave(&native.unwrap_or_default());
        self.jobs.spawn("close", move || {
            if save {
                writer.save(SaveTo::Own);
            }
            writer.close(kept);
            drop(leaving);
            Event::Closed
        });
    }

    pub(super) fn close_document(&mut self) {
        self.let_document_go();
        self.generation += 1;
        self.note_in_folder();
    }

    pub(super) fn opened(&mut self, result: Result<store::Opened, store::OpenError>) {
        let opened = match result {
            Ok(opened) => opened,
            Err(OpenError::Folder(path)) => {
                self.list_folder(path);
                return;
            }
            Err(OpenError::Several { path, count }) => {
                self.ask_to_unpack(&path, count);
                return;
            }
            Err(error) => {
                self.tell(Severity::Error, error.to_string());
                return;
            }
        };
        self.note_session();
        self.let_document_go();
        self.generation += 1;
        let place = Place {
            path: opened.path.clone(),
            native: (!opened.native_path.as_os_str().is_empty()).then_some(opened.native_path),
            read_only: opened.read_only.map(|why| why.to_string()),
            came_from: format!("Read as {}.", opened.format),
        };
        self.files.known = opened.stamp.iter().map(|stamp| stamp.hash).collect();
        let fresh = opened.document.annotation_count() == 0;
        self.show(opened.document, place, opened.session);
        if let Some(edits) = opened.recovered {
            let text = format!("{edits} edits that were not saved were recovered from the journal.");
            self.tell(Severity::Note, text);
        }
        for problem in opened.problems.iter().filter(|problem| problem.severity == Severity::Error).take(3) {
            self.tell(Severity::Warning, problem.message.clone());
        }
        if let Some(open) = &mut self.open {
            open.problems = opened.problems;
            if opened.recovered.is_some() {
                open.history = History::default();
            }
        }
        if self.open.as_ref().is_some_and(|open| open.place.native.is_some()) {
            self.remember(&opened.path);
        }
        self.keep_to_folder();
        self.resume_place();
        self.show_hit();
        if fresh {
            self.start_suggesting();
        } else if opened.format != "ron" {
            self.greet_labels();
        }
        self.read_ahead();
    }

    /// Opens a piece of a web page that was pasted.
    pub(super) fn open_html(&mut self, html: String) {
        self.jobs.spawn("paste", move || {
            let read = crate::formats::article::html::pasted(&html).map_err(|why| why.to_string());
            let id = uuid::Uuid::new_v4().to_string();
            Event::Pasted(Box::new(read.map(|read| read.into_imported(&id))))
        });
    }

    pub(super) fn pasted(&mut self, result: Result<Imported, String>) {
        match result {
            Ok(imported) => {
                let came_from = "Pasted from a page.".to_owned();
                self.hold(imported.document, Place { came_from, ..Place::default() });
                if let Some(open) = &mut self.open {
                    open.problems = imported.problems;
                }
                self.start_suggesting();
            }
            Err(why) => self.tell(Severity::Warning, format!("What was pasted cannot be read: {why}.")),
        }
    }

    /// Opens the open document anew: its file was changed.
    pub(super) fn open_again(&mut self) {
        let Some(path) = self.open.as_ref().map(|open| open.place.path.clone()) else { return };
        self.let_document_go();
        self.generation += 1;
        self.open_path(path);
    }

    /// The same, throwing away what is not saved.
    pub(super) fn forget_and_open_again(&mut self) {
        self.leave_reading();
        let Some(path) = self.open.take().map(|open| open.place.path) else { return };
        if let Some(writer) = self.files.writer.take() {
            let leaving = self.files.gate.leave(&path);
            self.jobs.spawn("close", move || {
                writer.close(Unsaved::Discard);
                drop(leaving);
                Event::Closed
            });
        }
        self.generation += 1;
        self.open_path(path);
    }

    pub(super) fn remember(&mut self, path: &Path) {
        self.files.settings.recent.add(path);
        self.keep_settings();
    }
}
