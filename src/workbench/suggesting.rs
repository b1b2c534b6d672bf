//! Suggesting on a thread, and bringing the results into the document.
//!
//! The thread works on a copy and merges there, so that the window has only to exchange the document for the
//! copy; when the person changed something meanwhile, the suggestions are merged anew into what he has.

use super::Workbench;
use super::command::Command;
use super::effect::{Effect, Panel};
use super::event::Event;
use super::open::Open;
use crate::model::{Actors, Codebook, Document, Edit, Meta, Severity, apply};
use crate::suggest::{self, Request, Suggestions};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Suggestions with the document that has them.
pub(super) struct Merged {
    suggestions: Suggestions,
    /// The revision of the document that was copied.
    of: u64,
    document: Document,
    edit: Edit,
}

impl Merged {
    fn new(mut document: Document, corpus: &Actors, attitudes: bool, cancelled: &AtomicBool) -> Self {
        let of = document.revision();
        let language = document.meta().language.clone();
        let known = known(document.actors(), corpus);
        let request =
            Request { language: &language, known: Some(&known), attitudes, cancelled: Some(cancelled) };
        let suggestions = suggest::suggest(document.article(), &request);
        let edit = edit_of(&document, suggestions.clone());
        apply(&mut document, edit.clone());
        Self { suggestions, of, document, edit }
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
fn edit_of(document: &Document, mut suggestions: Suggestions) -> Edit {
    keep_to_codebook(document.codebook(), &mut suggestions);
    let language = suggestions.language.clone();
    let mut edits = vec![suggest::merge(document, suggestions)];
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
    /// Looks for actors, quotes and claims on a thread.
    pub(super) fn start_suggesting(&mut self) {
        let Some(open) = &mut self.open else { return };
        self.files.stop_suggesting.store(true, Ordering::Relaxed);
        let stop = Arc::new(AtomicBool::new(false));
        self.files.stop_suggesting = Arc::clone(&stop);
        open.suggesting = true;
        let (document, generation) = (open.document.clone(), self.generation);
        let (attitudes, corpus) = (self.files.settings.attitudes, Arc::clone(&self.registry.actors));
        self.jobs.spawn("suggest", move || {
            Event::Suggested(generation, Box::new(Merged::new(document, &corpus, attitudes, &stop)))
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
        open.take_suggestions(merged);
        self.bring_in_line();
        for note in notes {
            self.tell(Severity::Note, note);
        }
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
    fn take_suggestions(&mut self, merged: Merged) {
        self.suggesting = false;
        if self.document.revision() == merged.of {
            self.exchange(merged.document, merged.edit);
        } else {
            let edit = edit_of(&self.document, merged.suggestions);
            self.absorb(edit);
        }
    }
}
