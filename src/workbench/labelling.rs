//! Labels of other programs: what they become is asked once, kept, and done by itself the next time.

use super::Workbench;
use super::effect::{Effect, Panel};
use crate::formats::labels::{Labels, foreign};
use crate::model::Severity;
use crate::store;

impl Workbench {
    /// Returns what is known of labels, from this and earlier sessions.
    #[must_use]
    pub fn labels(&self) -> &Labels {
        &self.files.labels
    }

    /// After a file of another program was opened: does what is known, and asks about the rest.
    pub(super) fn greet_labels(&mut self) {
        let (labels, problems) = store::labels::load(&*self.files.disk, &self.files.places);
        self.files.labels = labels;
        for problem in problems {
            self.tell(problem.severity, problem.to_string());
        }
        let Some(open) = &mut self.open else { return };
        let before = foreign(&open.document);
        if before.is_empty() || !open.is_writable() {
            return;
        }
        let edit = self.files.labels.edit(&open.document);
        let mapped = !edit.is_nothing();
        open.perform("Bring labels where they belong", None, edit);
        let open_questions =
            foreign(&open.document).iter().filter(|it| self.files.labels.get(&it.label).is_none()).count();
        if mapped {
            self.tell(Severity::Note, "Labels of another program went where they went before; Tools, Labels of the file changes that.");
        }
        if open_questions > 0 {
            self.effects.push(Effect::Show(Panel::Labels));
        }
    }

    /// Brings the labels of the open document where the person said, in one step, and keeps that for next time.
    pub(super) fn map_labels(&mut self, labels: &Labels) {
        self.files.labels.extend(labels);
        if let Err(why) = store::labels::save(&*self.files.disk, &self.files.places, &self.files.labels) {
            self.tell(
                Severity::Warning,
                format!("What labels become could not be kept for next time: {why}"),
            );
        }
        let Some(open) = &mut self.open else { return };
        let edit = labels.edit(&open.document);
        open.perform("Bring labels where they belong", None, edit);
    }
}
