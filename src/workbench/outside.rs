//! What another program made of the open document's file: taken over, joined, or asked about.

use super::Workbench;
use super::event::Event;
use super::notice::{Question, Topic};
use crate::formats::annotation::native;
use crate::model::{Document, Severity, merge};
use crate::store::{SaveTo, Writer};
use crate::text::hash;
use std::sync::Arc;
use std::time::Duration;

/// The most bytes of a document that are looked at again by itself.
const MAX_BYTES: u64 = native::MAX_BYTES as u64;

/// How long the store's thread is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// What stands in the file now.
pub(super) struct Outside {
    hash: u64,
    theirs: Document,
    /// What stood there when it was last read or saved here, if a backup has it.
    base: Option<Document>,
}

impl Workbench {
    /// Looks whether another program changed the open document's file.
    pub(super) fn look_at_own_file(&mut self) {
        let Some(open) = &self.open else { return };
        let Some(native) = open.place.native.clone().filter(|_| !self.files.saving) else { return };
        let (disk, known) = (Arc::clone(&self.files.disk), self.files.known.clone());
        let Some(last) = known.last().copied() else { return };
        let former = self.files.writer.as_ref().map(Writer::former);
        let generation = self.generation;
        self.jobs.spawn("look", move || {
            let Ok(bytes) = disk.read(&native, MAX_BYTES) else { return Event::Closed };
            let hash = hash::fnv1a(&bytes);
            if known.contains(&hash) {
                return Event::Closed;
            }
            // What is half written or broken is told when it is saved over or opened.
            let Ok(loaded) = native::read(&bytes) else { return Event::Closed };
            // The store's thread may be busy, but not for long.
            let base = former.and_then(|former| former.recv_timeout(PATIENCE).ok().flatten());
            let base = base.filter(|bytes| hash::fnv1a(bytes) == last);
            let base = base.and_then(|bytes| native::read(&bytes).ok()).map(|loaded| loaded.document);
            Event::Outside(generation, Box::new(Outside { hash, theirs: loaded.document, base }))
        });
    }

    pub(super) fn found_outside(&mut self, outside: Outside) {
        let Some(open) = &self.open else { return };
        if self.files.known.contains(&outside.hash) || self.question.is_some() {
            return;
        }
        if open.history.is_saved() {
            self.open_again();
            self.tell(Severity::Note, "Another program changed this article; it is shown as it is now.");
            return;
        }
        let same_text = outside.theirs.text() == open.document.text();
        let can_join =
            same_text && outside.base.as_ref().is_some_and(|base| base.text() == open.document.text());
        let name = open.title();
        self.files.outside = Some(outside);
        let (topic, answers, text) = if can_join {
            let text = format!(
                "Another program changed “{name}” while you worked on it. Join both (where both changed the same, yours stays), or keep only one? What is not kept is in a backup."
            );
            (Topic::JoinOutside, vec!["Join both", "Take theirs", "Keep mine"], text)
        } else {
            let text = format!(
                "Another program changed “{name}” while you worked on it, so that both cannot be joined. Which is to be kept? Saving yours over theirs makes a backup of theirs."
            );
            (Topic::TakeOutside, vec!["Take theirs", "Keep mine"], text)
        };
        self.question = Some(Question { topic, text, answers });
    }

    /// Takes the answer.
    pub(super) fn answer_outside(&mut self, topic: Topic, index: usize) {
        let Some(outside) = self.files.outside.take() else { return };
        let joins = topic == Topic::JoinOutside && index == 0;
        let takes = index == usize::from(topic == Topic::JoinOutside);
        if joins {
            self.join(&outside);
        } else if takes {
            if let Some(open) =
                self.open.as_mut().filter(|open| open.document.text() == outside.theirs.text())
            {
                let edit = crate::model::difference(&open.document, &outside.theirs);
                open.perform("take what another program saved", None, edit);
                self.save_to(SaveTo::Over);
            } else {
                self.forget_and_open_again();
            }
        } else {
            // Saving asks before it writes over theirs; nothing more is asked until then.
            self.files.known.insert(0, outside.hash);
        }
    }

    fn join(&mut self, outside: &Outside) {
        let (Some(open), Some(base)) = (&mut self.open, &outside.base) else { return };
        self.files.known.insert(0, outside.hash);
        let merged = merge(base, &open.document, &outside.theirs);
        open.perform("join what another program saved", None, merged.edit);
        self.save_to(SaveTo::Over);
        let conflicts = match merged.conflicts {
            0 => String::new(),
            count => format!(" {count} that both changed stayed as yours."),
        };
        let text =
            format!("{} changes were joined.{conflicts} Undo takes them back in one step.", merged.taken);
        self.tell(Severity::Note, text);
    }
}
