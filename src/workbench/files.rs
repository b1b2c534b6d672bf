//! Opening, saving, closing: the workbench's side of the store.
//!
//! Reading happens on a thread; edits go to the store's thread at once; nothing here waits for a disk.

use super::effect::{Ask, Effect};
use super::event::Event;
use super::gate::Gate;
use super::notice::{Question, Topic};
use super::open::{Open, Place};
use super::{Folder, Workbench};
use crate::formats::annotation::native;
use crate::model::{Codebook, Document, Edit, History, Meta, Severity, apply};
use crate::store::{
    self, Disk, OpenError, Opened, Places, Report, SaveError, SaveTo, Settings, Unsaved, Writer,
};
use crate::text::Article;
use smol_str::SmolStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// The article that "Open the example" opens.
const EXAMPLE: &str = include_str!("../../examples/corridor-commentary.txt");

/// How long settings wait for further changes before they are written.
const PAUSE: Duration = Duration::from_millis(400);

/// What the workbench knows of disks, settings and the store's thread.
pub(super) struct Files {
    pub(super) disk: Arc<dyn Disk>,
    pub(super) places: Places,
    pub(super) settings: Settings,
    /// When settings that were changed are to be written.
    settings_due: Option<Instant>,
    /// The store's thread for the open document.
    writer: Option<Writer>,
    /// The number of the last edit given to it, and of the last one that is safe.
    sent: u64,
    safe: u64,
    /// Grows with each wish to open something.
    opening: u64,
    gate: Gate,
    /// What went wrong with the journal.
    failing: Option<String>,
    /// When the document was last saved, as people read it.
    saved_at: Option<String>,
    saving: bool,
    /// The window is to be closed as soon as the work is safe.
    closing: bool,
    /// The person said that the window may close though something is not saved.
    let_go: bool,
    /// Stops the suggesting that is under way.
    pub(super) stop_suggesting: Arc<AtomicBool>,
    /// Unsaved work that an earlier session left.
    left: Vec<store::unsaved::Left>,
    /// Where an export is to go that needs an answer first.
    pub(super) export_to: Option<PathBuf>,
}

impl Files {
    pub(super) fn new(disk: Arc<dyn Disk>, places: Places) -> Self {
        Self {
            disk,
            places,
            settings: Settings::default(),
            settings_due: None,
            writer: None,
            sent: 0,
            safe: 0,
            opening: 0,
            gate: Gate::default(),
            failing: None,
            saved_at: None,
            saving: false,
            closing: false,
            let_go: false,
            stop_suggesting: Arc::default(),
            left: Vec::new(),
            export_to: None,
        }
    }

    /// Returns where things lie.
    pub(super) fn described(&self, open: Option<&Open>) -> Vec<(&'static str, PathBuf)> {
        let mut all =
            vec![("Settings", self.places.settings()), ("Journals and backups", self.places.state.clone())];
        if let Some(native) = open.and_then(|open| open.place.native.clone()) {
            all.push(("This document", native));
        }
        all
    }
}

/// How safe the open document is, for the status bar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Safety {
    /// A few words: "saved 14:02".
    pub text: String,
    /// What they mean.
    pub hint: String,
    /// Whether something is wrong.
    pub is_alarm: bool,
}

impl Workbench {
    /// Says how safe the open document is.
    #[must_use]
    pub fn safety(&self) -> Safety {
        let Some(open) = &self.open else { return Safety::default() };
        let files = &self.files;
        let (text, hint, is_alarm) = if let Some(message) = &files.failing {
            ("not safe on disk".to_owned(), message.clone(), true)
        } else if files.saving {
            ("saving …".to_owned(), String::new(), false)
        } else if files.safe < files.sent {
            ("writing …".to_owned(), "The last edits are on their way to the journal.".to_owned(), false)
        } else if !open.history.is_saved() {
            let hint = "Every edit is in the journal and survives a crash. Ctrl+S writes the document.";
            ("safe in the journal".to_owned(), hint.to_owned(), false)
        } else {
            match &files.saved_at {
                Some(at) => (format!("saved {at}"), "The document is written.".to_owned(), false),
                None => {
                    ("no changes".to_owned(), "Nothing was changed since it was opened.".to_owned(), false)
                }
            }
        };
        Safety { text, hint, is_alarm }
    }

    /// Returns the files that were opened last.
    #[must_use]
    pub fn recent(&self) -> Vec<&Path> {
        self.files.settings.recent.iter().collect()
    }

    /// Returns the unsaved work that an earlier session left.
    #[must_use]
    pub fn left(&self) -> &[store::unsaved::Left] {
        &self.files.left
    }

    pub(super) fn read_settings(&mut self) {
        let (settings, problems) = Settings::load(&*self.files.disk, &self.files.places);
        self.files.settings = settings;
        if !self.files.settings.export_format.is_empty() {
            self.export.format = SmolStr::new(&self.files.settings.export_format);
        }
        self.keywords.follow(&self.files.settings.keywords);
        for problem in problems {
            self.tell(problem.severity, problem.message);
        }
        let (disk, places) = (Arc::clone(&self.files.disk), self.files.places.clone());
        self.jobs.spawn("unsaved", move || Event::Left(store::unsaved::list(&*disk, &places)));
    }

    /// Writes the settings when nothing more was changed for a while.
    pub(super) fn keep_settings_soon(&mut self) {
        self.files.settings_due = Some(Instant::now() + PAUSE);
    }

    /// Writes the settings if that was put off and is due. Returns when to ask again.
    pub(super) fn keep_due_settings(&mut self, now: Instant) -> Option<Duration> {
        let rest = self.files.settings_due?.saturating_duration_since(now);
        if rest.is_zero() {
            self.keep_settings();
            return None;
        }
        Some(rest)
    }

    pub(super) fn keep_settings(&mut self) {
        self.files.settings_due = None;
        if let Err(why) = self.files.settings.save(&*self.files.disk, &self.files.places) {
            self.tell(Severity::Warning, format!("The settings could not be kept: {why}"));
        }
    }

    /// Opens what a path leads to, on a thread; what is open stays until the other is there. A folder is listed.
    pub(super) fn open_path(&mut self, path: PathBuf) {
        let here = self.open.as_ref().map(|open| &open.place);
        if here.is_some_and(|place| place.path == path || place.native.as_ref() == Some(&path)) {
            return;
        }
        let (disk, places) = (Arc::clone(&self.files.disk), self.files.places.clone());
        self.start_opening(move || store::open(&*disk, &places, &path));
    }

    /// Opens unsaved work that lies in no file.
    pub(super) fn open_left(&mut self, journal: PathBuf) {
        self.files.left.retain(|left| left.journal != journal);
        let (disk, places) = (Arc::clone(&self.files.disk), self.files.places.clone());
        self.start_opening(move || store::unsaved::open(&*disk, &places, &journal));
    }

    /// Only what was asked for last is opened.
    fn start_opening(&mut self, open: impl FnOnce() -> Result<Opened, OpenError> + Send + 'static) {
        self.files.opening += 1;
        let (ticket, gate) = (self.files.opening, self.files.gate.clone());
        self.jobs.spawn("open", move || {
            gate.wait();
            Event::Opened(ticket, Box::new(open()))
        });
    }

    fn list_folder(&mut self, path: PathBuf) {
        let disk = Arc::clone(&self.files.disk);
        self.jobs.spawn("list", move || {
            let entries = store::folder::list(&*disk, &path).map_err(|error| error.to_string());
            Event::Listed(path, entries)
        });
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

    fn show(&mut self, document: Document, place: Place, session: store::Session) {
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
    fn let_document_go(&mut self) {
        self.files.stop_suggesting.store(true, Ordering::Relaxed);
        self.send_edits();
        let Some(open) = self.open.take() else { return };
        let Some(writer) = self.files.writer.take() else { return };
        let save = !open.history.is_saved() && open.place.native.is_some();
        let leaving = self.files.gate.leave();
        self.jobs.spawn("close", move || {
            if save {
                writer.save(SaveTo::Own);
            }
            writer.close(Unsaved::Keep);
            drop(leaving);
            Event::Closed
        });
    }

    pub(super) fn close_document(&mut self) {
        self.let_document_go();
        self.generation += 1;
        self.note_in_folder();
    }

    /// Hands the edits that were made to the journal.
    pub(super) fn send_edits(&mut self) {
        let (Some(open), Some(writer)) = (&mut self.open, &mut self.files.writer) else { return };
        for edit in open.unsent.drain(..) {
            self.files.sent = writer.edit(edit);
        }
    }

    pub(super) fn save(&mut self) {
        let Some(open) = &self.open else { return };
        if open.place.native.is_none() {
            let path = self.suggested_native_path();
            self.effects.push(Effect::Ask(Ask::SaveAs(path)));
            return;
        }
        self.save_to(SaveTo::Own);
    }

    pub(super) fn save_as(&mut self, path: PathBuf) {
        let path = with_ending(path);
        self.save_to(SaveTo::As(path));
    }

    fn save_to(&mut self, to: SaveTo) {
        self.send_edits();
        if let Some(writer) = &self.files.writer {
            writer.save(to);
            self.files.saving = true;
        }
    }

    pub(super) fn suggested_native_path(&self) -> PathBuf {
        let open = self.open.as_ref();
        let known = open.and_then(|open| open.place.native.clone());
        known.unwrap_or_else(|| {
            PathBuf::from(format!("{}.gloss.ron", open.map(Open::file_stem).unwrap_or_default()))
        })
    }

    /// Says whether the window may close: nothing is unsaved, or the person said so. If not, saving begins.
    pub fn may_close(&mut self) -> bool {
        self.send_edits();
        if self.files.settings_due.is_some() {
            self.keep_settings();
        }
        let Some(open) = &self.open else { return true };
        let safe = open.history.is_saved() || self.files.let_go || !open.is_writable();
        if safe {
            self.files.closing = false;
            return true;
        }
        if !self.files.saving && self.question.is_none() {
            self.files.closing = true;
            if open.place.native.is_some() {
                self.save_to(SaveTo::Own);
            } else {
                self.ask_before_closing("The article lies in no file yet. What you did is in the journal and is offered again at the next start.".to_owned());
            }
        }
        false
    }

    /// Says whether the window is to close as soon as it may.
    #[must_use]
    pub fn is_closing(&self) -> bool {
        self.files.closing
    }

    fn ask_before_closing(&mut self, text: String) {
        let answers = vec!["Save as…", "Close and keep it in the journal", "Stay"];
        self.question = Some(Question { topic: Topic::CannotSave, text, answers });
    }

    /// Takes the answer to the question that was asked.
    pub(super) fn answer(&mut self, index: usize) {
        let Some(question) = self.question.take() else { return };
        match (question.topic, index) {
            (Topic::ChangedOnDisk, 0) => self.save_to(SaveTo::Over),
            (Topic::ChangedOnDisk, 1) | (Topic::CannotSave, 0) => {
                self.files.closing = false;
                let path = self.suggested_native_path();
                self.effects.push(Effect::Ask(Ask::SaveAs(path)));
            }
            (Topic::CannotSave, 1) => {
                self.files.let_go = true;
                self.effects.push(Effect::Quit);
            }
            (Topic::ExportExists, 0) => {
                if let Some(path) = self.files.export_to.take() {
                    self.export_to(path, true);
                }
            }
            _ => self.files.closing = false,
        }
    }

    /// Takes in what a thread has finished.
    pub(super) fn take(&mut self, event: Event) {
        match event {
            Event::Opened(ticket, result) if ticket == self.files.opening => self.opened(*result),
            Event::Listed(path, Ok(entries)) => {
                if entries.is_empty() {
                    let text = format!(
                        "This folder holds no article that can be read (text, Markdown, HTML, documents): {}",
                        path.display()
                    );
                    self.tell(Severity::Warning, text);
                }
                self.folder = Some(Folder::new(path.clone(), entries));
                self.remember(&path);
                self.note_in_folder();
                if self.open.is_none() {
                    self.open_listed(0);
                }
            }
            Event::Listed(_, Err(message)) => self.tell(Severity::Error, message),
            Event::Suggested(generation, suggestions) if generation == self.generation => {
                self.suggested(*suggestions);
            }
            Event::Store(generation, report) if generation == self.generation => self.take_report(report),
            Event::Store(_, Report::NotSaved(error)) => {
                let text = format!(
                    "The article that was closed could not be saved; what you did is in the journal and comes back when it is opened. {error}"
                );
                self.tell(Severity::Error, text);
            }
            Event::Found(generation, query, found) if generation == self.generation => {
                if let Some(open) = &mut self.open {
                    open.found(&query, found);
                }
            }
            Event::Preview(of, format, preview) => self.export.show(*preview, of, &format),
            Event::Left(left) => self.files.left = left,
            Event::ExportCopied(result) => self.take_copied(result),
            Event::CodebookRead(path, result) => self.codebook_read(&path, result),
            Event::CodebookWritten(path, result) => self.codebook_written(&path, result),
            Event::Exported(path, result) => self.exported(path, result),
            _ => {}
        }
    }

    fn opened(&mut self, result: Result<store::Opened, store::OpenError>) {
        let opened = match result {
            Ok(opened) => opened,
            Err(OpenError::Folder(path)) => {
                self.list_folder(path);
                return;
            }
            Err(error) => {
                self.tell(Severity::Error, error.to_string());
                return;
            }
        };
        self.let_document_go();
        self.generation += 1;
        let place = Place {
            path: opened.path.clone(),
            native: (!opened.native_path.as_os_str().is_empty()).then_some(opened.native_path),
            read_only: opened.read_only.map(|why| why.to_string()),
            came_from: format!("Read as {}.", opened.format),
        };
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
        if fresh {
            self.start_suggesting();
        }
    }

    fn remember(&mut self, path: &Path) {
        self.files.settings.recent.add(path);
        self.keep_settings();
    }

    fn take_report(&mut self, report: Report) {
        match report {
            Report::Journalled { number } => {
                self.files.safe = self.files.safe.max(number);
                self.files.failing = None;
            }
            Report::NotJournalled { message } => {
                self.files.failing = Some(message.clone());
                self.tell(Severity::Error, message);
            }
            Report::Saved { number, path, at, warning } => {
                self.files.saving = false;
                self.files.safe = self.files.safe.max(number);
                self.files.failing = None;
                self.files.saved_at = Some(clock(at));
                if let Some(open) = &mut self.open {
                    open.place.native = Some(path);
                    open.place.read_only = None;
                    if number == self.files.sent {
                        open.history.mark_saved();
                    }
                }
                self.note_in_folder();
                if let Some(warning) = warning {
                    self.tell(Severity::Warning, warning);
                }
            }
            Report::NotSaved(error) => self.not_saved(&error),
        }
    }

    fn not_saved(&mut self, error: &SaveError) {
        self.files.saving = false;
        if matches!(error, SaveError::ChangedOnDisk(_)) {
            let answers = vec!["Save over it", "Save as…", "Cancel"];
            self.question = Some(Question { topic: Topic::ChangedOnDisk, text: error.to_string(), answers });
        } else if self.files.closing {
            self.ask_before_closing(format!("The document could not be saved. {error}"));
        } else {
            self.tell(Severity::Error, error.to_string());
        }
    }

    /// Waits until every edit is safe. For tests and batches.
    pub(super) fn flush(&mut self) {
        self.send_edits();
        if let Some(writer) = &self.files.writer {
            let safe = writer.flush(std::time::Duration::from_secs(10));
            if !safe {
                self.tell(Severity::Warning, "The journal could not be written.");
            }
        }
    }

    /// After a change: keeps what settings remember of the view.
    pub(super) fn note_progress(&mut self) {
        let Some(open) = &self.open else { return };
        if (open.filter.min_score - self.files.settings.min_score).abs() > f32::EPSILON {
            self.files.settings.min_score = open.filter.min_score;
            self.keep_settings();
        }
        self.note_in_folder();
    }
}

/// Returns the path with the native ending, which makes the file known again.
fn with_ending(path: PathBuf) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if name.to_lowercase().ends_with(native::ENDING) {
        path
    } else {
        path.with_file_name(format!("{}{}", crate::formats::input::stem(&name), native::ENDING))
    }
}

/// Writes a time as a clock shows it.
fn clock(at: jiff::Timestamp) -> String {
    let local = jiff::tz::TimeZone::system().to_datetime(at);
    format!("{:02}:{:02}", local.hour(), local.minute())
}
