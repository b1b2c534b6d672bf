//! Learning from decisions as they are made: on a thread, into a file of the corpus and the analyst.
//!
//! After a change the open document's lessons are read off anew; when that changes what is known, the file is
//! written and the article is looked through again, so that a name accepted once is found elsewhere at once.

use super::effect::{Effect, Panel};
use super::event::Event;
use super::suggesting::{Manner, Merged};
use super::{Workbench, open::Open};
use crate::model::{Document, Severity, Status};
use crate::store;
use crate::suggest::learned::{self, Evidence, Learned, Topic};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Above this many annotations the lessons are read off only when the article is looked through again.
const LARGE: usize = 5_000;

/// What was learned, and from what.
#[derive(Debug, Default)]
pub(super) struct Learning {
    /// The lessons of the corpus.
    pub(super) learned: Arc<Learned>,
    /// The file they lie in.
    path: Option<PathBuf>,
    /// Whether the file was read, and may be written.
    readable: bool,
    /// The document's generation and history for which lessons were read off last.
    seen: (u64, u64),
    /// Whether lessons are being read off.
    running: bool,
}

impl Workbench {
    /// Returns what was learned from this analyst's decisions in this corpus.
    #[must_use]
    pub fn learned(&self) -> &Learned {
        &self.learning.learned
    }

    /// Reads the lessons of the open folder and the analyst, on a thread.
    pub(super) fn read_learned(&mut self) {
        let folder = self.folder.as_ref().map(|folder| folder.path.as_path());
        let path = self.files.places.learned(folder, &self.files.settings.analyst);
        if self.learning.path.as_ref() == Some(&path) {
            return;
        }
        self.learning = Learning { path: Some(path.clone()), ..Learning::default() };
        let disk = Arc::clone(&self.files.disk);
        self.jobs.spawn("learned", move || {
            let read = store::learned::load(&*disk, &path);
            Event::Learned(path, Box::new(read))
        });
    }

    pub(super) fn take_learned(&mut self, path: &std::path::Path, read: Result<Learned, String>) {
        if self.learning.path.as_deref() != Some(path) {
            return; // another corpus was opened meanwhile
        }
        match read {
            Ok(learned) => {
                self.learning.readable = true;
                self.learning.learned = Arc::new(learned);
            }
            Err(why) => self.tell(Severity::Warning, format!("{why} Nothing is learned until it can.")),
        }
    }

    /// Has the lessons of the open document read off when something was decided since.
    pub(super) fn learn(&mut self) {
        let Some(open) = &self.open else { return };
        let now = (open.generation, open.document().revision());
        let idle = !self.learning.running && !open.suggesting;
        if !idle || !self.learning.readable || self.learning.seen == now {
            return;
        }
        let taught = self.learning.learned.has(open.document().id());
        if !open.is_writable() || !(teaches(open) || taught) {
            return;
        }
        self.learning.seen = now;
        self.learning.running = true;
        let (document, generation) = (open.document().clone(), self.generation);
        let (manner, learned) = (self.manner(), Arc::clone(&self.learning.learned));
        self.jobs.spawn("learn", move || {
            Event::Lessons(generation, document.id().into(), lessons(&document, &learned, &manner))
        });
    }

    pub(super) fn take_lessons(&mut self, generation: u64, article: &str, evidence: Evidence) {
        self.learning.running = false;
        let mut learned = Learned::clone(&self.learning.learned);
        if !learned.put(article, evidence) {
            return;
        }
        self.learning.learned = Arc::new(learned);
        self.keep_learned();
        if generation == self.generation {
            self.apply_lessons();
        }
    }

    /// Looks through the open article again with what is known now. One that was merely opened stays as it is.
    fn apply_lessons(&mut self) {
        let Some(open) = &self.open else { return };
        let begun = !open.history().is_empty();
        if open.suggesting || !open.is_writable() || !begun || !is_suggested(open) {
            return;
        }
        let (document, generation, held) = (open.document().clone(), self.generation, open.held());
        let manner = self.manner();
        self.jobs.spawn("suggest", move || {
            let merged = Merged::new(document, &manner, held, &AtomicBool::new(false));
            Event::Suggested(generation, Box::new(merged))
        });
    }

    fn keep_learned(&mut self) {
        let Some(path) = self.learning.path.clone().filter(|_| self.learning.readable) else { return };
        let (disk, learned) = (Arc::clone(&self.files.disk), Arc::clone(&self.learning.learned));
        self.jobs.spawn("learned", move || {
            let wrong = store::learned::save(&*disk, &path, &learned).err();
            Event::LearnedKept(wrong.map(|why| format!("{why}: {}", path.display())))
        });
    }

    pub(super) fn learned_kept(&mut self, wrong: Option<String>) {
        if let Some(why) = wrong {
            self.tell(Severity::Warning, format!("What was learned could not be kept: {why}"));
        }
    }

    /// Forgets a lesson, or takes it up again.
    pub(super) fn set_forgotten(&mut self, topic: Topic, forgotten: bool) {
        let mut learned = Learned::clone(&self.learning.learned);
        if forgotten {
            learned.forget(topic);
        } else {
            learned.learn_again(&topic);
        }
        self.learning.learned = Arc::new(learned);
        self.keep_learned();
        self.apply_lessons();
    }

    /// Forgets everything that was learned in this corpus.
    pub(super) fn forget_all(&mut self) {
        self.learning.learned = Arc::default();
        if let Some(open) = &self.open {
            self.learning.seen = (open.generation, open.document().revision());
        }
        self.keep_learned();
        self.apply_lessons();
    }

    pub(super) fn show_learned(&mut self) {
        self.effects.push(Effect::Show(Panel::Learned));
    }

    /// Returns where the lessons lie.
    #[must_use]
    pub fn learned_path(&self) -> Option<&std::path::Path> {
        self.learning.path.as_deref()
    }
}

/// Says whether decisions in a document teach something: it was looked through for suggestions, some of which
/// were decided on, and it is not too large to look through after each.
fn teaches(open: &Open) -> bool {
    is_suggested(open) && open.document().annotations().any(|it| it.status != Status::Suggested)
}

fn is_suggested(open: &Open) -> bool {
    let document = open.document();
    document.annotation_count() <= LARGE && document.annotations().any(|it| it.origin.score.is_some())
}

/// Reads the lessons off a document, beside what is suggested for it without any.
fn lessons(document: &Document, learned: &Learned, manner: &Manner) -> Evidence {
    let suggestions = manner.suggest(document, None, None, None);
    learned::evidence(document, &suggestions, learned)
}
