//! Suggesting on a thread, and bringing the results into the document.
//!
//! The thread works on a copy and merges there, so that the window has only to exchange the document for the
//! copy; when the person changed something meanwhile, the suggestions are merged anew into what he has.

use super::Workbench;
use super::closely::Reach;
use super::command::Command;
use super::effect::{Effect, Panel};
use super::event::Event;
use super::open::Open;
use crate::model::{Actors, Annotation, AnnotationId, Codebook, Document, Edit, Meta, Severity, apply};
use crate::suggest::{self, Learned, Reading, Request, Suggestions};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, RwLock};

/// How suggestions are made.
#[derive(Debug, Clone, Default)]
pub(super) struct Manner {
    /// Whether attitudes and plans count as quotes, too.
    attitudes: bool,
    /// What decisions taught.
    learned: Arc<Learned>,
    /// The actors of the folder.
    corpus: Arc<Actors>,
    /// What the network said of the article so far.
    reading: Option<Arc<RwLock<Reading>>>,
}

/// Suggestions with the document that has them.
pub(super) struct Merged {
    suggestions: Suggestions,
    /// The revision of the document that was copied.
    of: u64,
    document: Document,
    edit: Edit,
    /// The selected suggestion that was not to move.
    held: Option<AnnotationId>,
}

impl Merged {
    /// Suggests for a copy of a document.
    pub(super) fn new(
        document: Document,
        manner: &Manner,
        held: Option<AnnotationId>,
        cancelled: &AtomicBool,
    ) -> Self {
        Self::with(document, manner, held, cancelled, None)
    }

    /// The same, and what a suggester of the user's own proposes joins it.
    pub(super) fn with(
        mut document: Document,
        manner: &Manner,
        held: Option<AnnotationId>,
        cancelled: &AtomicBool,
        theirs: Option<Suggestions>,
    ) -> Self {
        let of = document.revision();
        let known = known(document.actors(), &manner.corpus);
        let mut suggestions = manner.suggest(&document, Some(&known), Some(&manner.learned), Some(cancelled));
        if let Some(theirs) = theirs {
            suggestions.join(theirs);
        }
        let edit = edit_of(&document, suggestions.clone(), held.as_ref());
        apply(&mut document, edit.clone());
        Self { suggestions, of, document, edit, held }
    }

    /// Says whether the document and what is selected in it are still those that suggestions were made for.
    pub(super) fn is_of(&self, open: &Open) -> bool {
        self.of == open.document.revision() && self.held == open.held()
    }

    /// Returns the selected suggestion of a document, if it stays only because it is selected.
    fn lost(&self, open: &Open) -> Option<AnnotationId> {
        let held = open.document.annotation(&open.held()?)?;
        let again = |one: &Annotation| one.layer == held.layer && one.fragments == held.fragments;
        (!self.suggestions.annotations.iter().any(again)).then(|| held.id.clone())
    }
}

impl Manner {
    /// Suggests for a document in this manner.
    pub(super) fn suggest(
        &self,
        document: &Document,
        known: Option<&Actors>,
        learned: Option<&Learned>,
        cancelled: Option<&AtomicBool>,
    ) -> Suggestions {
        let reading = self.reading.as_ref().and_then(|reading| reading.read().ok());
        let request = Request {
            language: &document.meta().language,
            known,
            attitudes: self.attitudes,
            learned,
            reading: reading.as_deref(),
            cancelled,
        };
        suggest::suggest(document.article(), &request)
    }
}

/// The actors of the document, and those of the folder that it does not have.
fn known(own: &Actors, corpus: &Actors) -> Actors {
    let mut known = corpus.clone();
    for actor in own.entries() {
        drop(known.put(actor.clone()));
    }
    for (old, new) in own.redirects() {
        known.redirect(old, Some(new.clone()));
    }
    known
}

/// Returns the edit that brings suggestions in, with the language they were made for.
pub(super) fn edit_of(
    document: &Document,
    mut suggestions: Suggestions,
    held: Option<&AnnotationId>,
) -> Edit {
    keep_to_codebook(document.codebook(), &mut suggestions);
    let language = suggestions.language.clone();
    let mut edits =
        vec![suggest::merge::lean(document, suggest::merge::merge_around(document, suggestions, held))];
    if document.meta().language.is_empty() && !language.is_empty() {
        edits.push(Edit::SetMeta(Box::new(Meta { language, ..document.meta().clone() })));
    }
    Edit::Batch(edits)
}

/// Drops what the codebook has no layer or no kind of link for.
fn keep_to_codebook(book: &Codebook, suggestions: &mut Suggestions) {
    suggestions.annotations.retain(|one| book.layer(&one.layer).is_some());
    let layers: FxHashMap<_, _> =
        suggestions.annotations.iter().map(|one| (one.id.clone(), one.layer.clone())).collect();
    suggestions.links.retain(|link| {
        layers.get(&link.from).is_some_and(|layer| book.link_rule(layer, &link.role).is_some())
    });
}

impl Workbench {
    /// Returns how this person wants suggestions.
    pub(super) fn manner(&self) -> Manner {
        Manner {
            attitudes: self.files.settings.attitudes,
            learned: Arc::clone(&self.learning.learned),
            corpus: Arc::clone(&self.registry.actors),
            reading: self
                .open
                .as_ref()
                .filter(|_| self.files.settings.closely)
                .map(|open| Arc::clone(&open.reading)),
        }
    }

    /// Looks for actors, quotes and claims on a thread.
    pub(super) fn start_suggesting(&mut self) {
        let manner = self.manner();
        self.stop_reading(Reach::Nowhere);
        let Some(open) = &mut self.open else { return };
        if open.closely == Reach::Stopped {
            open.closely = Reach::Nowhere;
        }
        self.files.stop_suggesting.store(true, Ordering::Relaxed);
        let stop = Arc::new(AtomicBool::new(false));
        self.files.stop_suggesting = Arc::clone(&stop);
        open.suggesting = true;
        let (document, generation, held) = (open.document.clone(), self.generation, open.held());
        self.jobs.spawn("suggest", move || {
            Event::Suggested(generation, Box::new(Merged::new(document, &manner, held, &stop)))
        });
    }

    /// Turns attitudes and plans on or off, for this and later articles.
    pub(super) fn toggle_attitudes(&mut self) {
        self.files.settings.attitudes = !self.files.settings.attitudes;
        self.keep_settings();
        let text = if self.files.settings.attitudes {
            "What people are reported to believe, want, plan or oppose is suggested as a quote, too."
        } else {
            "Only what people are reported to say is suggested as a quote."
        };
        self.tell(Severity::Note, text);
        if self.is_enabled(Command::Suggest) {
            self.start_suggesting();
        }
    }

    pub(super) fn suggested(&mut self, merged: Merged) {
        let Some(open) = &mut self.open else { return };
        let notes = merged.suggestions.notes.clone();
        self.closely.held = open.take_suggestions(merged);
        self.bring_in_line();
        for note in notes {
            self.tell(Severity::Note, note);
        }
        self.read_closely();
    }

    pub(super) fn check_document(&mut self) {
        let Some(open) = &mut self.open else { return };
        open.problems = crate::model::check(&open.document);
        let text = match open.problems.len() {
            0 => "The document is sound.".to_owned(),
            count => format!("{count} problems; the inspector lists them when nothing is selected."),
        };
        open.select(None, false);
        self.tell(Severity::Note, text);
        self.effects.push(Effect::Show(Panel::Inspector));
    }
}

impl Open {
    /// Brings suggestions in. Returns the selected one if it was not found again: it stays as long as it is selected.
    pub(super) fn take_suggestions(&mut self, merged: Merged) -> Option<AnnotationId> {
        let lost = merged.lost(self);
        self.suggesting = false;
        self.is_suggested = true;
        self.asking = SmolStr::default();
        if merged.is_of(self) && !merged.edit.is_nothing() {
            self.exchange(merged.document, merged.edit);
        } else {
            let edit = edit_of(&self.document, merged.suggestions, self.held().as_ref());
            self.absorb(edit);
        }
        lost
    }
}
