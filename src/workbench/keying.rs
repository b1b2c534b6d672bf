//! What a key means now: a letter that is waited for, a layer of the codebook, a command.

use super::Workbench;
use super::action::Action;
use super::command::{Command, Shortcut};
use super::keymap::{Keymap, typed};
use super::open::Pending;
use crate::model::Severity;
use crate::store;
use std::sync::Arc;

impl Workbench {
    /// Returns what a key asks for.
    #[must_use]
    pub fn action_of(&self, key: Shortcut) -> Option<Action> {
        let char = typed(key);
        if let (Some(open), Some(char)) = (&self.open, char) {
            let waits = match open.pending {
                Pending::Nothing => false,
                Pending::Type | Pending::Layer => true,
                Pending::Voice => char.is_ascii_digit() && char != '0',
            };
            if waits {
                return Some(Action::Letter(char));
            }
        }
        let command = self.keymap.command_of(key);
        let makes =
            matches!(command, None | Some(Command::MakeActor | Command::MakeQuote | Command::MakeClaim));
        let layer = || {
            let open = self.open.as_ref().filter(|open| open.is_writable())?;
            let layers = &open.document().codebook().layers;
            layers.iter().find(|layer| layer.key == char).map(|layer| layer.id.clone())
        };
        match char.filter(|_| makes).and_then(|_| layer()) {
            Some(layer) => Some(Action::Make(layer)),
            None => command.map(Action::Run),
        }
    }

    /// Returns the keys of all commands.
    #[must_use]
    pub fn keymap(&self) -> &Arc<Keymap> {
        &self.keymap
    }

    pub(super) fn read_keys(&mut self) {
        let read = store::keys::load(&*self.files.disk, &self.files.places);
        let (keymap, wrong) = match read {
            Ok(None) => return,
            Ok(Some(text)) => Keymap::of_ron(&text),
            Err(why) => (Keymap::default(), vec![why.to_string()]),
        };
        self.own_keys = keymap;
        self.join_keys();
        if !wrong.is_empty() {
            let path = self.files.places.keys();
            self.tell(Severity::Warning, format!("Keys: {}. {}", wrong.join("; "), path.display()));
        }
    }

    /// Gives a command other keys, which are taken from whatever had them, and keeps that.
    pub(super) fn set_keys(&mut self, command: Command, keys: Option<Vec<Shortcut>>) {
        self.own_keys.set(command, keys);
        for key in self.own_keys.of(command).to_vec() {
            self.own_keys.take_from_others(key, command);
        }
        self.join_keys();
        let text = self.own_keys.to_ron();
        if let Err(why) = store::keys::save(&*self.files.disk, &self.files.places, &text) {
            self.tell(Severity::Warning, format!("The keys could not be kept: {why}"));
        }
    }
}
