//! Saving, and closing the window: what the store's thread reports, and what is asked when it cannot save.

use super::Workbench;
use super::effect::{Ask, Effect};
use super::notice::{Question, Topic};
use super::open::Open;
use crate::formats::annotation::native;
use crate::model::Severity;
use crate::store::{Report, SaveError, SaveTo};
use std::path::PathBuf;

impl Workbench {
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

    pub(super) fn save_to(&mut self, to: SaveTo) {
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

    pub(super) fn ask_before_closing(&mut self, text: String) {
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
            (topic @ (Topic::JoinOutside | Topic::TakeOutside), index) => self.answer_outside(topic, index),
            (Topic::WholeFolder, index) => self.answer_where(index),
            (topic @ (Topic::FolderBook | Topic::ReplaceFolderBook | Topic::DropFolderBook), index) => {
                self.answer_on_book(topic, index);
            }
            (Topic::FolderActors, index) => self.answer_on_actors(index),
            (Topic::ExportExists, 0) => {
                if let Some(to) = self.files.export_to.take() {
                    self.export_to(to, true);
                }
            }
            (topic @ (Topic::Several | Topic::UnpackedBefore), index) => self.answer_unpacking(topic, index),
            _ => self.files.closing = false,
        }
    }

    pub(super) fn take_report(&mut self, report: Report) {
        match report {
            Report::Journalled { number } => {
                self.files.safe = self.files.safe.max(number);
                self.files.failing = None;
            }
            Report::NotJournalled { message } => {
                self.files.failing = Some(message.clone());
                self.tell(Severity::Error, message);
            }
            Report::Saved { number, path, at, hash, warning } => {
                self.files.known.push(hash);
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
                self.saved_in_folder();
                if let Some(warning) = warning {
                    self.tell(Severity::Warning, warning);
                }
            }
            Report::NotSaved(error) => self.not_saved(&error),
        }
    }

    pub(super) fn not_saved(&mut self, error: &SaveError) {
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
