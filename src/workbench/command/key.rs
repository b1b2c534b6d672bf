//! Keys as plain data, and how people read and write them.

/// A key, as plain data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character as it is typed: `n`, `[`, `?`. Shift is part of the character.
    Char(char),
    /// The Enter key.
    Enter,
    /// The Backspace key.
    Backspace,
    /// The Delete key.
    Delete,
    /// The Escape key.
    Escape,
    /// The Tab key.
    Tab,
    /// The arrow keys.
    Left,
    /// The arrow keys.
    Right,
    /// The arrow keys.
    Up,
    /// The arrow keys.
    Down,
    /// A function key.
    F(u8),
}

/// A key with its modifiers. `ctrl` is the Command key on a Mac.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shortcut {
    /// Ctrl, or Command on a Mac.
    pub ctrl: bool,
    /// Shift; not set where the character itself says so (`{`).
    pub shift: bool,
    /// Alt.
    pub alt: bool,
    /// The key.
    pub key: Key,
}

impl Shortcut {
    pub(super) const fn plain(key: Key) -> Self {
        Self { ctrl: false, shift: false, alt: false, key }
    }

    pub(super) const fn ctrl(key: char) -> Self {
        Self { ctrl: true, shift: false, alt: false, key: Key::Char(key) }
    }

    pub(super) const fn ctrl_shift(key: char) -> Self {
        Self { ctrl: true, shift: true, alt: false, key: Key::Char(key) }
    }

    pub(super) const fn ctrl_alt(key: char) -> Self {
        Self { ctrl: true, shift: false, alt: true, key: Key::Char(key) }
    }

    pub(super) const fn alt(key: char) -> Self {
        Self { ctrl: false, shift: false, alt: true, key: Key::Char(key) }
    }

    /// Says whether it works only while the reading pane has the focus: a letter would otherwise be typed.
    #[must_use]
    pub const fn is_bare(self) -> bool {
        !self.ctrl && !matches!(self.key, Key::F(_))
    }

    /// Writes it as people read it: `Ctrl+Shift+P`, `Alt+[`, `Enter`.
    #[must_use]
    pub fn name(self) -> String {
        let mut out = String::new();
        for (on, word) in [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")] {
            if on {
                out.push_str(word);
            }
        }
        match self.key {
            Key::Char(char) if self.ctrl => out.extend(char.to_uppercase()),
            Key::Char(char) => out.push(char),
            Key::Enter => out.push_str("Enter"),
            Key::Backspace => out.push_str("Backspace"),
            Key::Delete => out.push_str("Delete"),
            Key::Escape => out.push_str("Esc"),
            Key::Tab => out.push_str("Tab"),
            Key::Left => out.push('←'),
            Key::Right => out.push('→'),
            Key::Up => out.push('↑'),
            Key::Down => out.push('↓'),
            Key::F(number) => out.push_str(&format!("F{number}")),
        }
        out
    }

    /// Reads what [`Self::name`] writes. Arrows may be written as words.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let mut found = Self::plain(Key::Escape);
        let mut rest = name.trim();
        loop {
            let on = [("Ctrl+", &mut found.ctrl), ("Alt+", &mut found.alt), ("Shift+", &mut found.shift)];
            let Some((shorter, flag)) =
                on.into_iter().find_map(|(word, flag)| Some((rest.strip_prefix(word)?, flag)))
            else {
                break;
            };
            *flag = true;
            rest = shorter;
        }
        let mut chars = rest.chars();
        found.key = match (rest, chars.next(), chars.next()) {
            ("Enter", ..) => Key::Enter,
            ("Backspace", ..) => Key::Backspace,
            ("Delete", ..) => Key::Delete,
            ("Esc", ..) => Key::Escape,
            ("Tab", ..) => Key::Tab,
            ("←" | "Left", ..) => Key::Left,
            ("→" | "Right", ..) => Key::Right,
            ("↑" | "Up", ..) => Key::Up,
            ("↓" | "Down", ..) => Key::Down,
            (_, Some(char), None) if !char.is_whitespace() => {
                Key::Char(if found.ctrl { char.to_ascii_lowercase() } else { char })
            }
            (_, Some('F'), Some(_)) => {
                Key::F(rest.get(1..)?.parse().ok().filter(|number| (1..=24).contains(number))?)
            }
            _ => return None,
        };
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_they_are_written() {
        let all = crate::workbench::Command::all().flat_map(|command| command.entry().keys);
        for key in all {
            assert_eq!(Shortcut::of_name(&key.name()), Some(*key), "{}", key.name());
        }
        assert_eq!(Shortcut::of_name("Ctrl+Down").map(Shortcut::name).as_deref(), Some("Ctrl+↓"));
        for wrong in ["", "Ctrl+", "Hyper+x", "F99", "nn"] {
            assert_eq!(Shortcut::of_name(wrong), None, "{wrong}");
        }
    }
}
