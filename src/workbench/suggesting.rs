//! Suggesting on a thread, and bringing the results into the document.

use super::Workbench;
use super::effect::{Effect, Panel};
use super::event::Event;
use crate::model::{Edit, Meta, Severity};
use crate::suggest;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

impl Workbench {
    /// Looks for actors, quotes and claims on a thread.
    pub(super) fn start_suggesting(&mut self) {
        let Some(open) = &mut self.open else { return };
        self.files.stop_suggesting.store(true, Ordering::Relaxed);
        let stop = Arc::new(AtomicBool::new(false));
        self.files.stop_suggesting = Arc::clone(&stop);
        open.suggesting = true;
        let article = Arc::clone(open.document.article());
        let language = open.document.meta().language.clone();
        let known = open.document.actors().clone();
        let generation = self.generation;
        self.jobs.spawn("suggest", move || {
            let request =
                suggest::Request { language: &language, known: Some(&known), cancelled: Some(&stop) };
            Event::Suggested(generation, Box::new(suggest::suggest(&article, &request)))
        });
    }

    pub(super) fn suggested(&mut self, suggestions: suggest::Suggestions) {
        let Some(open) = &mut self.open else { return };
        open.suggesting = false;
        let notes = suggestions.notes.clone();
        let language = suggestions.language.clone();
        let edit = suggest::merge(&open.document, suggestions);
        open.absorb(edit);
        if open.document.meta().language.is_empty() && !language.is_empty() {
            let meta = Meta { language, ..open.document.meta().clone() };
            open.absorb(Edit::SetMeta(Box::new(meta)));
        }
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

    pub(super) fn copy(&mut self, citation: bool) {
        let Some(open) = &self.open else { return };
        let text = if citation { open.citation() } else { open.selected_words() };
        if text.is_empty() {
            self.tell(Severity::Note, "Nothing is selected that could be copied.");
        } else {
            self.effects.push(Effect::Copy(text));
        }
    }
}
