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
}
