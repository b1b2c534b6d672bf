//! Everything that a person can do without particulars: one enum, which menus, palette, keys and help read.

mod key;
mod table;

pub use key::{Key, Shortcut};
pub use table::Command;

use strum::{EnumIter, IntoEnumIterator as _};

/// The menu that a command stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter)]
pub enum Menu {
    /// Opening, saving, exporting.
    File,
    /// Undo, find, selection.
    Edit,
    /// What is shown, and how.
    View,
    /// Making and changing annotations.
    Annotate,
    /// Deciding on suggestions.
    Review,
    /// Suggesting, checking.
    Tools,
    /// Keys, about.
    Help,
}

impl Menu {
    /// Returns the word in the menu bar.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::View => "View",
            Self::Annotate => "Annotate",
            Self::Review => "Review",
            Self::Tools => "Tools",
            Self::Help => "Help",
        }
    }
}

/// What must be there for a command to make sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// An open document.
    Document,
    /// An open document that may be changed.
    Writable,
    /// A selected annotation in a document that may be changed.
    Annotation,
    /// A selected annotation or text in a document that may be changed.
    Selection,
    /// Something to undo.
    Undo,
    /// Something to redo.
    Redo,
    /// A folder of articles.
    Folder,
}

/// One row of the table of commands.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// What people read in menus and the palette.
    pub name: &'static str,
    /// One sentence on what it does.
    pub hint: &'static str,
    /// Where it stands.
    pub menu: Menu,
    /// Its default keys; the first is shown.
    pub keys: &'static [Shortcut],
    /// When it can be run.
    pub needs: Needs,
}

impl Command {
    /// Goes through all commands in the order of menus and palette.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// Returns the name that the palette shows.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.entry().name
    }

    /// Returns what files call it: `NextUndecided`.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn no_two_commands_share_a_key() {
        let mut owners: BTreeMap<String, Command> = BTreeMap::new();
        for command in Command::all() {
            for key in command.entry().keys {
                if let Some(other) = owners.insert(key.name(), command) {
                    panic!("{} is the key of {other:?} and of {command:?}", key.name());
                }
            }
        }
    }

    #[test]
    fn names_and_hints_are_whole() {
        let mut names = BTreeMap::new();
        for command in Command::all() {
            let entry = command.entry();
            assert!(entry.hint.ends_with('.'), "{command:?}: a hint is a sentence");
            assert!(
                names.insert((entry.menu.name(), entry.name), command).is_none(),
                "{command:?}: name twice"
            );
        }
    }

    #[test]
    fn codebook_keys_do_not_clash_with_commands() {
        let taken: Vec<_> = Command::all().flat_map(|command| command.entry().keys).collect();
        for layer in &crate::model::Codebook::standard().layers {
            let Some(key) = layer.key else { continue };
            let makes = matches!(key, '1' | '2' | '3');
            assert!(makes || !taken.contains(&&Shortcut::plain(Key::Char(key))), "{key} is taken");
        }
    }
}
