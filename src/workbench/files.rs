//! The workbench's side of the store: settings, how safe the work is, and what threads bring.
//!
//! Reading happens on a thread ([`super::opening`]); edits go to the store's thread at once ([`super::saving`]);
//! nothing here waits for a disk.

use super::Workbench;
use super::event::Event;
use super::exporting::ExportTo;
use super::gate::Gate;
use super::open::Open;
use crate::formats::labels::Labels;
use crate::model::Severity;
use crate::store::{self, Disk, Places, Report, Settings, Writer};
use smol_str::SmolStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

/// How long settings wait for further changes before they are written.
const PAUSE: Duration = Duration::from_millis(400);

/// What the workbench knows of disks, settings and the store's thread.
pub(super) struct Files {
    pub(super) disk: Arc<dyn Disk>,
    pub(super) places: Places,
    pub(super) settings: Settings,
    /// When settings that were changed are to be written.
    pub(super) settings_due: Option<Instant>,
    /// The store's thread for the open document.
    pub(super) writer: Option<Writer>,
    /// The number of the last edit given to it, and of the last one that is safe.
    pub(super) sent: u64,
    pub(super) safe: u64,
    /// Grows with each wish to open something.
    pub(super) opening: u64,
    /// The wish that was answered last.
    pub(super) answered: u64,
    /// The hashes of what this program read from or wrote to the open document's file, the latest last.
    pub(super) known: Vec<u64>,
    /// What another program wrote there, while the person is asked about it.
    pub(super) outside: Option<super::outside::Outside>,
    writes: Arc<super::turns::Turns>,
    pub(super) gate: Gate,
    /// The neighbours of the open article.
    pub(super) ahead: store::Ahead,
    /// What went wrong with the journal.
    pub(super) failing: Option<String>,
    /// When the document was last saved, as people read it.
    pub(super) saved_at: Option<String>,
    pub(super) saving: bool,
    /// The window is to be closed as soon as the work is safe.
    pub(super) closing: bool,
    /// The person said that the window may close though something is not saved.
    pub(super) let_go: bool,
    /// Stops the suggesting that is under way.
    pub(super) stop_suggesting: Arc<AtomicBool>,
    /// Unsaved work that an earlier session left.
    pub(super) left: Vec<store::unsaved::Left>,
    /// Where an export is to go that needs an answer first.
    pub(super) export_to: Option<ExportTo>,
    /// The file of several articles that a folder is to be made of.
    pub(super) unpack: Option<PathBuf>,
    /// What is known of labels of other programs.
    pub(super) labels: Labels,
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
            answered: 0,
            known: Vec::new(),
            outside: None,
            writes: Arc::default(),
            gate: Gate::default(),
            ahead: store::Ahead::default(),
            failing: None,
            saved_at: None,
            saving: false,
            closing: false,
            let_go: false,
            stop_suggesting: Arc::default(),
            left: Vec::new(),
            export_to: None,
            unpack: None,
            labels: Labels::default(),
        }
    }

    /// Says whether nothing is being opened.
    pub(super) fn opening_idle(&self) -> bool {
        self.opening == self.answered
    }

    /// Returns where things lie.
    pub(super) fn described(&self, open: Option<&Open>) -> Vec<(&'static str, PathBuf)> {
        let mut all =
            vec![("Settings", self.places.settings()), ("Journals, backups, log", self.places.state.clone())];
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
        self.export.rejected = self.files.settings.export_rejected;
        self.keywords.follow(&self.files.settings.keywords);
        for problem in problems {
            self.tell(problem.severity, problem.message);
        }
        self.resume = store::Resume::load(&*self.files.disk, &self.files.places);
        self.read_learned();
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

    /// Writes the settings on a thread.
    pub(super) fn keep_settings(&mut self) {
        self.files.settings_due = None;
        let (disk, places) = (Arc::clone(&self.files.disk), self.files.places.clone());
        let (settings, writes) = (self.files.settings.clone(), Arc::clone(&self.files.writes));
        let number = writes.next();
        self.jobs.spawn("settings", move || {
            match writes.in_turn(number, || settings.save(&*disk, &places)) {
                Some(Err(why)) => Event::Told(Err(format!("The settings could not be kept: {why}"))),
                _ => Event::Closed,
            }
        });
    }

    /// Writes what threads may not have written when the program ends.
    pub(super) fn keep_at_end(&mut self) {
        self.keep_cards();
        (self.resume.folder, self.resume.article) = (None, None);
        self.note_session();
        if let Err(why) = self.resume.save(&*self.files.disk, &self.files.places) {
            log::warn!("what is on the screen could not be kept for the next session: {why}");
        }
        let number = self.files.writes.next();
        let (disk, places) = (Arc::clone(&self.files.disk), &self.files.places);
        let kept = self.files.writes.in_turn(number, || self.files.settings.save(&*disk, places));
        if let Some(Err(why)) = kept {
            log::warn!("the settings could not be kept: {why}");
        }
        self.settle();
    }

    /// Takes in what a thread has finished.
    pub(super) fn take(&mut self, event: Event) {
        match event {
            Event::Opened(ticket, result) if ticket == self.files.opening => {
                self.files.answered = ticket;
                self.opened(*result);
            }
            Event::Paths { folders, files } => self.took_paths(folders, files),
            Event::Listed(path, listed) => self.listed(path, listed),
            Event::Suggested(generation, suggestions) if generation == self.generation => {
                self.suggested(*suggestions);
            }
            Event::ReadSome(news) => self.read_some(&news),
            Event::ReadToEnd(ticket, result) => self.read_to_end(ticket, result),
            Event::SuggestedClosely(generation, merged, took) => {
                self.suggested_closely(generation, *merged, took);
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
            Event::Learned(path, read) => self.take_learned(&path, *read),
            Event::Lessons(generation, article, evidence) => {
                self.take_lessons(generation, &article, evidence);
            }
            Event::LearnedKept(wrong) => self.learned_kept(wrong),
            Event::Suggesters(found) => self.take_suggesters(*found),
            Event::Asked(generation, answer) if generation == self.generation => self.asked(*answer),
            Event::Preview(of, choice, preview) => self.export.show(*preview, of, &choice),
            Event::Left(left) => self.files.left = left,
            Event::ExportCopied(result) => self.take_copied(result),
            Event::CodebookRead(path, result) => self.codebook_read(&path, result),
            Event::CodebookWritten(path, result) => self.codebook_written(&path, result),
            Event::Exported(to, result) => self.exported(to, result),
            Event::Unpacked(folder, result) => self.unpacked(folder, result),
            Event::Pasted(result) => self.pasted(*result),
            Event::FolderChanged(changed) => self.folder_changed(&changed),
            Event::Outside(generation, outside) if generation == self.generation => {
                self.found_outside(*outside);
            }
            Event::OneIsDone => self.one_is_done(),
            Event::Imported(imported) => self.imported(*imported),
            Event::Diagnostics(text) => self.took_diagnostics(text),
            Event::Versions(generation, list) if generation == self.generation => self.listed_versions(list),
            Event::Version(generation, shown) if generation == self.generation => {
                self.versions.shown = Some(*shown);
            }
            Event::Told(text) => self.told(text),
            event => self.take_of_folder(event),
        }
    }

    /// Takes in what was read of the folder, unless another one is open now.
    fn take_of_folder(&mut self, event: Event) {
        match event {
            Event::Read(ticket, read) if ticket == self.corpus.ticket => self.took_read(*read),
            Event::ReadAll(ticket, count) if ticket == self.corpus.ticket => self.all_read(count),
            Event::Sought(ticket, sought) if ticket == self.corpus.ticket => self.sought(*sought),
            Event::RulesKept(kept) => self.rules_kept(kept),
            Event::BulkDone(done) => self.bulk_done(*done),
            Event::Elsewhere(of, found) => self.found_elsewhere(of, *found),
            Event::Registry(ticket, actors) if ticket == self.corpus.ticket => self.took_registry(actors),
            _ => {}
        }
    }

    /// After a change: keeps what settings remember of the view.
    pub(super) fn note_progress(&mut self) {
        let Some(open) = &self.open else { return };
        if (open.filter.min_score - self.files.settings.min_score).abs() > f32::EPSILON {
            self.files.settings.min_score = open.filter.min_score;
            self.keep_settings();
        }
    }
}
