//! What is open and what can be done with it. Knows no window: the command line and tests drive the
//! same commands as the panels do.
//!
//! [`Workbench::run`] is the one door; [`Workbench::poll`] takes in what threads have finished;
//! [`Workbench::take_effects`] says what only a window can do (dialogs, the clipboard).

pub mod action;
mod actors;
mod annotate;
mod annotating;
mod arrange;
mod attribution;
pub mod bulk;
pub mod candidates;
mod citing;
pub mod closely;
mod codebook_files;
pub mod coding;
pub mod command;
mod corpus;
pub mod derived;
mod diagnostics;
mod dispatch;
pub mod effect;
pub mod elsewhere;
mod event;
pub mod export;
mod exporting;
mod extents;
mod files;
pub mod finding;
pub mod folder;
mod folder_book;
mod folder_keys;
mod gate;
pub mod going;
mod importing;
mod jobs;
mod keying;
pub mod keymap;
pub mod keywords;
mod labelling;
mod learning;
mod linking;
mod looks;
pub mod notice;
mod occurrences;
pub mod open;
mod opening;
mod outside;
mod picking;
mod pointing;
mod progress;
mod reading;
pub mod registry;
mod resuming;
mod review;
mod saving;
pub mod seeking;
pub mod selection;
mod suggesters;
mod suggesting;
mod turns;
mod under_caret;
mod unpacking;
pub mod versions;

pub use action::{Action, End};
pub use bulk::Bulk;
pub use candidates::Candidate;
pub use command::{Command, Key, Menu, Needs, Shortcut};
pub use derived::Derived;
pub use export::Export;
pub use files::Safety;
pub use folder::Folder;
pub use going::Going;
pub use jobs::Wake;
pub use keymap::Keymap;
pub use keywords::Keywords;
pub use notice::{Notice, Question};
pub use occurrences::Offer;
pub use open::{Open, Pending, Place};
pub use picking::Picking;
pub use registry::Registry;
pub use resuming::View;
pub use seeking::Seeking;
pub use selection::{Selection, TextSelection};

use crate::model::Severity;
use crate::store::{Disk, Places, RealDisk};
use effect::Effect;
use event::Event;
use jobs::Jobs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Everything that the program holds while it runs.
pub struct Workbench {
    open: Option<Open>,
    derived: Derived,
    export: Export,
    folder: Option<Folder>,
    keywords: Keywords,
    corpus: corpus::Corpus,
    seeking: Seeking,
    registry: Registry,
    versions: versions::Versions,
    going: Option<Going>,
    resume: crate::store::Resume,
    corpus_writes: Arc<turns::Turns>,
    files: files::Files,
    jobs: Jobs<Event>,
    closely: closely::Closely,
    learning: learning::Learning,
    suggesters: crate::store::suggester::Suggesters,
    effects: Vec<Effect>,
    notices: Vec<Notice>,
    question: Option<Question>,
    told: u64,
    desktop_is_dark: bool,
    generation: u64,
    /// The keys that hold: the person's own, and those of the folder before them.
    keymap: Arc<Keymap>,
    own_keys: Keymap,
    folder_keys: folder_keys::FolderKeys,
    folder_book: folder_book::FolderBook,
    /// When a view that was put off is to be computed.
    later: Option<Duration>,
}

impl Workbench {
    /// Begins with nothing open; `wake` is called from other threads when [`Self::poll`] has something
    /// to take in. Settings, journals and backups lie where the system keeps such things.
    #[must_use]
    pub fn new(wake: Wake) -> Self {
        let places = Places::of_user();
        let homeless = places.is_none();
        let places = places.unwrap_or_else(|| Places::under(&std::env::temp_dir().join("glossator")));
        let mut bench = Self::in_places(places, wake);
        if homeless {
            bench.tell(
                Severity::Warning,
                "There is no home folder: journals and settings are in a temporary place.",
            );
        }
        bench
    }

    /// Begins with nothing open and settings, journals and backups in the given places.
    #[must_use]
    pub fn in_places(places: Places, wake: Wake) -> Self {
        Self::on_disk(Arc::new(RealDisk), places, wake)
    }

    /// Begins with nothing open on a disk of its own, for tests that make it fail.
    #[must_use]
    pub fn on_disk(disk: Arc<dyn Disk>, places: Places, wake: Wake) -> Self {
        let mut bench = Self {
            open: None,
            derived: Derived::default(),
            export: Export::default(),
            folder: None,
            keywords: Keywords::default(),
            corpus: corpus::Corpus::default(),
            seeking: Seeking::default(),
            registry: Registry::default(),
            versions: versions::Versions::default(),
            going: None,
            resume: crate::store::Resume::default(),
            corpus_writes: Arc::default(),
            files: files::Files::new(disk, places),
            jobs: Jobs::new(wake),
            closely: closely::Closely::default(),
            learning: learning::Learning::default(),
            suggesters: crate::store::suggester::Suggesters::default(),
            effects: Vec::new(),
            notices: Vec::new(),
            question: None,
            told: 0,
            desktop_is_dark: false,
            generation: 0,
            keymap: Arc::default(),
            own_keys: Keymap::default(),
            folder_keys: folder_keys::FolderKeys::default(),
            folder_book: folder_book::FolderBook::default(),
            later: None,
        };
        bench.read_settings();
        bench.read_keys();
        bench
    }

    /// Returns the open document.
    #[must_use]
    pub fn open(&self) -> Option<&Open> {
        self.open.as_ref()
    }

    /// Returns the views of the open document.
    #[must_use]
    pub fn derived(&self) -> &Derived {
        &self.derived
    }

    /// Returns what the export panel shows.
    #[must_use]
    pub fn export(&self) -> &Export {
        &self.export
    }

    /// Returns the open folder.
    #[must_use]
    pub fn folder(&self) -> Option<&Folder> {
        self.folder.as_ref()
    }

    /// Returns what the person has not read yet.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Returns the question that must be answered first.
    #[must_use]
    pub fn question(&self) -> Option<&Question> {
        self.question.as_ref()
    }

    /// Keeps settings and what was read of the folder; waits for what threads still write. To be called when the
    /// window is closed.
    pub fn end(&mut self) {
        self.keep_at_end();
    }

    /// Returns what only a window can do, once.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Takes in what threads have finished. Returns when to call again though nothing happened.
    pub fn poll(&mut self) -> Option<Duration> {
        while let Some(event) = self.jobs.next(false) {
            self.take(event);
        }
        self.after_change();
        let now = Instant::now();
        let (keep, read) = (self.keep_due_settings(now), self.read_unasked(now));
        [self.later, keep, read].into_iter().flatten().min()
    }

    /// Waits until all jobs have finished, and takes their results in. For tests and batches.
    pub fn settle(&mut self) {
        while self.jobs.is_busy() {
            match self.jobs.next(true) {
                Some(event) => self.take(event),
                None => break,
            }
            self.after_change();
        }
        self.flush();
        self.poll();
    }

    /// Returns the kinds an actor can have.
    #[must_use]
    pub fn actor_kinds(&self) -> Vec<crate::model::codebook::Value> {
        let layer = crate::model::LayerId::ACTOR;
        let book = self
            .open
            .as_ref()
            .map(|open| open.document().codebook().clone())
            .unwrap_or_else(crate::model::Codebook::standard);
        book.layer(&layer)
            .and_then(|layer| layer.attribute("kind"))
            .map(|kind| kind.values.clone())
            .unwrap_or_default()
    }

    /// Returns where things lie: settings, journals, backups, the open document.
    #[must_use]
    pub fn places(&self) -> Vec<(&'static str, PathBuf)> {
        self.files.described(self.open.as_ref())
    }

    /// Tells the person something.
    fn tell(&mut self, severity: Severity, text: impl Into<String>) {
        const MOST: usize = 6;
        let text = text.into();
        match severity {
            Severity::Note => {}
            Severity::Warning => log::warn!("{text}"),
            Severity::Error => log::error!("{text}"),
        }
        self.notices.retain(|notice| notice.text != text);
        self.told += 1;
        self.notices.push(Notice { id: self.told, severity, text, at: Instant::now() });
        if self.notices.len() > MOST {
            self.notices.remove(0);
        }
    }

    /// After anything changed: edits go to the journal, views are computed anew.
    fn after_change(&mut self) {
        self.send_edits();
        self.later = match &self.open {
            Some(open) => self.derived.update(open),
            None => None,
        };
        self.note_progress();
        self.bring_in_reading();
        self.learn_actors();
        let arranged = self.arrange_if_stale();
        self.later = self.later.into_iter().chain(arranged).min();
        self.learn();
        self.look_elsewhere();
    }
}
