//! Which keys run which commands: the table's own ones, and what the person changed.
//!
//! The changes are kept as RON, a command's name with its keys: `{"NextUndecided": ["n", "Ctrl+N"]}`.

use super::command::{Command, Key, Shortcut};
use std::collections::BTreeMap;

/// The keys of all commands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keymap {
    changed: BTreeMap<Command, Vec<Shortcut>>,
}

impl Keymap {
    /// Says whether no command has other keys than its own.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty()
    }

    /// Returns the changed keys in a few words: "Next undecided (j), Undo (Ctrl+U) and 3 more".
    #[must_use]
    pub fn described(&self) -> String {
        const NAMED: usize = 3;
        let named = self.changed.iter().take(NAMED).map(|(command, keys)| {
            let keys: Vec<_> = keys.iter().map(|key| key.name()).collect();
            let keys = if keys.is_empty() { "none".to_owned() } else { keys.join(", ") };
            format!("{} ({keys})", command.name())
        });
        let named = named.collect::<Vec<_>>().join(", ");
        match self.changed.len().saturating_sub(NAMED) {
            0 => named,
            more => format!("{named} and {more} more"),
        }
    }

    /// Returns these keys with those of a folder before them.
    #[must_use]
    pub fn under(&self, folder: &Self) -> Self {
        let mut map = self.clone();
        for (command, keys) in &folder.changed {
            map.set(*command, Some(keys.clone()));
        }
        for (command, keys) in &folder.changed {
            for key in keys.iter().filter(|key| folder.laid_down_for(**key) == Some(*command)) {
                map.take_from_others(*key, *command);
            }
        }
        map
    }

    /// Returns the first command that is given this key here.
    fn laid_down_for(&self, key: Shortcut) -> Option<Command> {
        self.changed.iter().find(|(_, keys)| keys.contains(&key)).map(|(command, _)| *command)
    }

    /// Returns a command's keys; the first is shown.
    #[must_use]
    pub fn of(&self, command: Command) -> &[Shortcut] {
        self.changed.get(&command).map_or(command.entry().keys, Vec::as_slice)
    }

    /// Returns what a command does, with its first key: "Writes the document beside its article. (Ctrl+S)".
    #[must_use]
    pub fn hint(&self, command: Command) -> String {
        match self.of(command).first() {
            Some(key) => format!("{} ({})", command.entry().hint, key.name()),
            None => command.entry().hint.to_owned(),
        }
    }

    /// Returns the name of a command's first key; "" when it has none.
    #[must_use]
    pub fn name(&self, command: Command) -> String {
        self.of(command).first().map(|key| key.name()).unwrap_or_default()
    }

    /// Says whether a command has other keys than its own.
    #[must_use]
    pub fn is_changed(&self, command: Command) -> bool {
        self.changed.contains_key(&command)
    }

    /// Returns the command that a key runs; of several that share it the first.
    #[must_use]
    pub fn command_of(&self, key: Shortcut) -> Option<Command> {
        Command::all().find(|command| self.of(*command).contains(&key))
    }

    /// Returns the other commands that a command shares a key with.
    #[must_use]
    pub fn clashes(&self, command: Command) -> Vec<(Shortcut, Command)> {
        let keys = self.of(command);
        Command::all()
            .filter(|other| *other != command)
            .flat_map(|other| {
                self.of(other).iter().filter(|key| keys.contains(key)).map(move |key| (*key, other))
            })
            .collect()
    }

    /// Returns all keys that two commands share.
    #[must_use]
    pub fn all_clashes(&self) -> Vec<(Shortcut, Command, Command)> {
        Command::all()
            .flat_map(|one| self.clashes(one).into_iter().map(move |(key, other)| (key, one, other)))
            .filter(|(_, one, other)| one < other)
            .collect()
    }

    /// Gives a command other keys, or with `None` its own ones again.
    pub fn set(&mut self, command: Command, keys: Option<Vec<Shortcut>>) {
        match keys.filter(|keys| keys != command.entry().keys) {
            Some(keys) => drop(self.changed.insert(command, keys)),
            None => drop(self.changed.remove(&command)),
        }
    }

    /// Gives a command these keys, be they its own ones or not: what a folder says goes before what a person changed.
    pub fn lay_down(&mut self, command: Command, keys: Vec<Shortcut>) {
        self.changed.insert(command, keys);
    }

    /// Takes a key away from every command but one.
    pub fn take_from_others(&mut self, key: Shortcut, owner: Command) {
        for command in Command::all().filter(|command| *command != owner) {
            if self.of(command).contains(&key) {
                let rest = self.of(command).iter().copied().filter(|other| *other != key).collect();
                self.set(command, Some(rest));
            }
        }
    }

    /// Reads what [`Self::to_ron`] writes. Returns what could not be understood or cannot be, in words.
    #[must_use]
    pub fn of_ron(text: &str) -> (Self, Vec<String>) {
        let (map, mut wrong) = Self::read(text);
        let clashes = map.all_clashes().into_iter();
        wrong.extend(clashes.map(|(key, one, other)| {
            format!(
                "{} is the key of “{}” and of “{}”; the first has it",
                key.name(),
                one.name(),
                other.name()
            )
        }));
        (map, wrong)
    }

    /// Reads what [`Self::to_ron`] writes, whoever has a key besides. Returns what could not be understood, in words.
    #[must_use]
    pub fn read(text: &str) -> (Self, Vec<String>) {
        let mut map = Self::default();
        let entries: BTreeMap<String, Vec<String>> = match ron::from_str(text) {
            Ok(entries) => entries,
            Err(why) => return (map, vec![format!("it is no list of commands with their keys ({why})")]),
        };
        let mut wrong = Vec::new();
        for (name, keys) in entries {
            let Some(command) = Command::all().find(|command| command.id() == name) else {
                wrong.push(format!("there is no command {name}"));
                continue;
            };
            let mut known = Vec::new();
            for key in keys {
                match Shortcut::of_name(&key) {
                    Some(key) => known.push(key),
                    None => wrong.push(format!("{name}: {key:?} is no key")),
                }
            }
            map.lay_down(command, known);
        }
        (map, wrong)
    }

    /// Writes the changed keys.
    #[must_use]
    pub fn to_ron(&self) -> String {
        let mut out = String::from("{\n");
        for (command, keys) in &self.changed {
            let keys: Vec<_> = keys.iter().map(|key| format!("{:?}", key.name())).collect();
            out.push_str(&format!("    \"{}\": [{}],\n", command.id(), keys.join(", ")));
        }
        out.push_str("}\n");
        out
    }
}

/// Returns the plain character of a key that types one.
#[must_use]
pub(super) fn typed(key: Shortcut) -> Option<char> {
    match key {
        Shortcut { ctrl: false, alt: false, key: Key::Char(char), .. } => Some(char),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Shortcut {
        Shortcut::of_name(name).expect("a key")
    }

    #[test]
    fn changed_keys_are_kept_and_clashes_are_told() {
        let mut map = Keymap::default();
        assert_eq!(map.all_clashes(), []);
        map.set(Command::NextUndecided, Some(vec![key("p"), key("Ctrl+J")]));
        assert_eq!(map.clashes(Command::NextUndecided), [(key("p"), Command::PreviousUndecided)]);
        let (read, wrong) = Keymap::of_ron(&map.to_ron());
        assert_eq!(read, map);
        assert_eq!(wrong.len(), 1, "{wrong:?}");
        map.take_from_others(key("p"), Command::NextUndecided);
        assert_eq!(map.command_of(key("p")), Some(Command::NextUndecided));
        assert_eq!(map.command_of(key("n")), None);
        assert_eq!(map.all_clashes(), []);
        map.set(Command::NextUndecided, None);
        assert_eq!(map.command_of(key("n")), Some(Command::NextUndecided));
    }

    #[test]
    fn the_keys_of_a_folder_go_before_a_persons() {
        let mut own = Keymap::default();
        own.set(Command::NextUndecided, Some(vec![key("j")]));
        own.set(Command::Undo, Some(vec![key("Ctrl+U")]));
        let (folder, wrong) = Keymap::read("{\"NextUndecided\": [\"n\"], \"Redo\": [\"Ctrl+U\"]}");
        assert_eq!(wrong, Vec::<String>::new());
        let both = own.under(&folder);
        assert_eq!(both.command_of(key("n")), Some(Command::NextUndecided));
        assert_eq!(both.command_of(key("j")), Keymap::default().command_of(key("j")));
        assert_eq!((both.command_of(key("Ctrl+U")), both.of(Command::Undo)), (Some(Command::Redo), &[][..]));
        assert_eq!(folder.described(), "Redo (Ctrl+U), Next undecided (n)");
    }

    #[test]
    fn what_is_not_understood_is_told() {
        let (map, wrong) = Keymap::of_ron("{\"Fly\": [\"x\"], \"Undo\": [\"Ctrl+U\", \"Wheel\"]}");
        assert_eq!(map.of(Command::Undo), [key("Ctrl+U")]);
        assert_eq!(wrong, ["there is no command Fly", "Undo: \"Wheel\" is no key"]);
        assert_eq!(Keymap::of_ron("nonsense").1.len(), 1);
    }
}
