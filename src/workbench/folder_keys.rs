//! The keys of the folder (`corpus-keys.ron`): they go before the person's own, for everybody who works on it.

use super::Workbench;
use super::command::{Command, Shortcut};
use super::event::Event;
use super::keymap::Keymap;
use super::turns::Turns;
use crate::model::Severity;
use crate::store::corpus::beside::Part;
use crate::store::corpus::rules;
use std::sync::Arc;

/// The keys that the folder lays down.
#[derive(Debug, Default)]
pub(super) struct FolderKeys {
    map: Option<Keymap>,
    /// What the file says.
    text: Option<String>,
    /// Why it cannot be read, if it cannot.
    wrong: Option<String>,
    writes: Arc<Turns>,
}

impl Workbench {
    /// Returns the keys that the folder lays down.
    #[must_use]
    pub fn folder_keys(&self) -> Option<&Keymap> {
        self.folder_keys.map.as_ref()
    }

    /// Returns the person's own keys, which hold where the folder says nothing.
    #[must_use]
    pub fn own_keys(&self) -> &Keymap {
        &self.own_keys
    }

    /// Puts the person's keys and the folder's together.
    pub(super) fn join_keys(&mut self) {
        self.keymap = Arc::new(match &self.folder_keys.map {
            Some(folder) => self.own_keys.under(folder),
            None => self.own_keys.clone(),
        });
    }

    /// Takes in the folder's keys as they stand on disk.
    pub(super) fn took_folder_keys(&mut self, read: Result<Option<String>, String>) {
        let text = match read {
            Ok(text) => {
                self.folder_keys.wrong = None;
                text
            }
            Err(why) => {
                if self.folder_keys.wrong.as_ref() != Some(&why) {
                    self.tell(Severity::Warning, why.clone());
                }
                self.folder_keys.wrong = Some(why);
                None
            }
        };
        if self.folder_keys.text == text {
            return;
        }
        let (map, wrong) = text.as_deref().map(Keymap::read).unzip();
        let path = self.folder.as_ref().map(|folder| Part::Keys.path(&folder.path)).unwrap_or_default();
        if let Some(wrong) = wrong.filter(|wrong| !wrong.is_empty()) {
            let text = format!("Keys of the folder: {}. {}", wrong.join("; "), path.display());
            self.tell(Severity::Warning, text);
        }
        (self.folder_keys.map, self.folder_keys.text) = (map, text);
        self.join_keys();
        if let Some(folder) = self.folder_keys.map.as_ref().filter(|map| !map.is_empty()) {
            let text = format!("This folder has keys of its own: {}.", folder.described());
            self.tell(Severity::Note, text);
        }
    }

    /// Gives a command other keys in this folder, for everybody; with `None` the folder says nothing of it.
    pub(super) fn set_folder_keys(&mut self, command: Command, keys: Option<Vec<Shortcut>>) {
        let mut map = self.folder_keys.map.clone().unwrap_or_default();
        match keys {
            Some(keys) => map.lay_down(command, keys),
            None => map.set(command, None),
        }
        self.keep_folder_keys(map);
    }

    /// Makes the keys that hold now the folder's, as far as they are not the program's own.
    pub(super) fn make_folder_keys(&mut self) {
        let map = Keymap::clone(&self.keymap);
        if map.is_empty() {
            self.tell(Severity::Note, "You have changed no key that the folder could have.");
            return;
        }
        self.tell(Severity::Note, format!("Keys of the folder now: {}.", map.described()));
        self.keep_folder_keys(map);
    }

    /// The folder lays down no keys any more.
    pub(super) fn drop_folder_keys(&mut self) {
        if self.folder_keys.map.is_none() {
            self.tell(Severity::Note, "The folder has no keys of its own.");
            return;
        }
        self.tell(Severity::Note, "The folder has no keys of its own any more; your own ones hold.");
        self.keep_folder_keys(Keymap::default());
    }

    fn keep_folder_keys(&mut self, map: Keymap) {
        let Some(path) = self.folder.as_ref().map(|folder| folder.path.clone()) else { return };
        let text = (!map.is_empty()).then(|| map.to_ron());
        self.folder_keys.map = (!map.is_empty()).then_some(map);
        self.folder_keys.text.clone_from(&text);
        self.join_keys();
        let (disk, writes) = (Arc::clone(&self.files.disk), Arc::clone(&self.folder_keys.writes));
        let number = writes.next();
        self.jobs.spawn("keys", move || {
            let kept = writes.in_turn(number, || rules::write_keys(&*disk, &path, text.as_deref()));
            Event::RulesKept(kept.unwrap_or(Ok(())).map(|()| String::new()))
        });
    }
}
