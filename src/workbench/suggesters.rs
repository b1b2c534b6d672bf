//! Suggesters of the user's own, in the background: which there are, asking one, stopping it.

use super::Workbench;
use super::closely::Reach;
use super::command::Command;
use super::effect::{Effect, Panel};
use super::event::Event;
use super::suggesting::Merged;
use crate::model::Severity;
use crate::store::suggester::{self, Suggesters};
use smol_str::SmolStr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

impl Workbench {
    /// Returns the suggesters that the settings name, as they were read when their dialog was opened.
    #[must_use]
    pub fn suggesters(&self) -> &Suggesters {
        &self.suggesters
    }

    /// Returns the file in the settings that names suggesters.
    #[must_use]
    pub fn suggesters_path(&self) -> PathBuf {
        self.files.places.suggesters()
    }

    /// Runs a command about suggesting: again, with a program of the user's own, what of, lessons.
    pub(super) fn assist(&mut self, command: Command) {
        match command {
            Command::Suggest => self.start_suggesting(),
            Command::SuggestWith => self.show_suggesters(),
            Command::ToggleAttitudes => self.toggle_attitudes(),
            Command::ToggleClosely => self.toggle_closely(),
            Command::StopSuggesting => self.stop_suggesting(),
            _ => self.show_learned(),
        }
    }

    /// Reads which suggesters there are, on a thread, and shows them.
    pub(super) fn show_suggesters(&mut self) {
        let (disk, places) = (Arc::clone(&self.files.disk), self.files.places.clone());
        let folder = self.folder.as_ref().map(|folder| folder.path.clone());
        self.jobs.spawn("suggesters", move || {
            Event::Suggesters(Box::new(Suggesters::load(&*disk, &places, folder.as_deref())))
        });
    }

    pub(super) fn take_suggesters(&mut self, found: Suggesters) {
        self.suggesters = found;
        self.effects.push(Effect::Show(Panel::Suggesters));
    }

    /// Asks a suggester about the open article, on a thread; what it proposes joins the program's own.
    pub(super) fn suggest_with(&mut self, name: &str) {
        let Some(suggester) = self.suggesters.named(name).cloned() else {
            self.tell(Severity::Warning, format!("Your settings name no suggester “{name}”."));
            return;
        };
        let manner = self.manner();
        self.leave_reading();
        let Some(open) = self.open.as_mut().filter(|open| open.is_writable()) else { return };
        self.files.stop_suggesting.store(true, Ordering::Relaxed);
        let stop = Arc::new(AtomicBool::new(false));
        self.files.stop_suggesting = Arc::clone(&stop);
        open.suggesting = true;
        open.asking = SmolStr::new(name);
        let (document, generation, held) = (open.document().clone(), self.generation, open.held());
        self.jobs.spawn("suggester", move || {
            let answer = suggester::ask(&suggester, &[&document], &stop, &mut |_| {}).pop();
            let answer = answer.unwrap_or_else(|| Err("it was not asked".to_owned()));
            Event::Asked(
                generation,
                Box::new(answer.map(|theirs| Merged::with(document, &manner, held, &stop, Some(theirs)))),
            )
        });
    }

    pub(super) fn asked(&mut self, answer: Result<Merged, String>) {
        match answer {
            Ok(merged) => self.suggested(merged),
            Err(why) => {
                if let Some(open) = &mut self.open {
                    open.suggesting = false;
                    open.asking = SmolStr::default();
                }
                self.tell(Severity::Warning, format!("Nothing was taken over. {why}"));
            }
        }
    }

    /// Stops looking for suggestions; a suggester of the user's own is killed.
    pub(super) fn stop_suggesting(&mut self) {
        self.files.stop_suggesting.store(true, Ordering::Relaxed);
        let busy = self.open.as_ref().is_some_and(|open| open.suggesting);
        let text = if self.stop_reading(Reach::Stopped) {
            "Reading closely was stopped; what was read so far counts."
        } else if busy {
            "Suggesting is being stopped."
        } else {
            "Nothing is being suggested."
        };
        self.tell(Severity::Note, text);
    }
}
