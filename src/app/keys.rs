//! Keys to commands: the table of commands asked with what the keyboard sent.

use crate::workbench::{Command, Key, Shortcut};
use egui::{Event, InputState, Modifiers};

/// What the keyboard asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pressed {
    /// A command.
    Command(Command),
    /// A letter, while one is waited for.
    Letter(char),
}

/// Takes the key presses that are commands out of the input. While something is being typed, only those
/// with Ctrl (that text fields do not use) and function keys count; `letter` takes the next letter as
/// it is.
pub(super) fn take(input: &mut InputState, typing: bool, letter: bool) -> Vec<Pressed> {
    let mut pressed = Vec::new();
    let modifiers = input.modifiers;
    input.events.retain(|event| {
        let found = match event {
            Event::Text(text) if !typing => typed(text, modifiers, letter),
            Event::Key { key, pressed: true, modifiers, .. } => {
                named(*key, *modifiers)
                    .filter(|shortcut| {
                        let character = matches!(shortcut.key, Key::Char(_));
                        // a character arrives as text as well, and that knows the keyboard's layout
                        let as_text = character && !shortcut.ctrl && !shortcut.alt;
                        !as_text && (!typing || !shortcut.is_bare() && !edits_text(*shortcut))
                    })
                    .and_then(command_of)
                    .map(Pressed::Command)
            }
            Event::Copy if !typing => Some(Pressed::Command(Command::Copy)),
            _ => None,
        };
        if let Some(found) = found {
            pressed.push(found);
        }
        found.is_none()
    });
    pressed
}

fn typed(text: &str, modifiers: Modifiers, letter: bool) -> Option<Pressed> {
    let mut chars = text.chars();
    let (char, rest) = (chars.next()?, chars.next());
    if rest.is_some() || modifiers.command {
        return None;
    }
    if letter && !modifiers.alt {
        return Some(Pressed::Letter(char));
    }
    let shortcut = Shortcut { ctrl: false, shift: false, alt: modifiers.alt, key: Key::Char(char) };
    command_of(shortcut).map(Pressed::Command)
}

/// Keys that a text field needs for itself.
fn edits_text(shortcut: Shortcut) -> bool {
    shortcut.ctrl
        && matches!(
            shortcut.key,
            Key::Char('c' | 'x' | 'a' | 'z' | 'y') | Key::Left | Key::Right | Key::Up | Key::Down
        )
}

fn command_of(wanted: Shortcut) -> Option<Command> {
    Command::all().find(|command| command.entry().keys.contains(&wanted))
}

/// Writes an egui key with its modifiers as a shortcut.
fn named(key: egui::Key, modifiers: Modifiers) -> Option<Shortcut> {
    use egui::Key as E;
    let key = match key {
        E::Enter => Key::Enter,
        E::Backspace => Key::Backspace,
        E::Delete => Key::Delete,
        E::Escape => Key::Escape,
        E::Tab => Key::Tab,
        E::ArrowLeft => Key::Left,
        E::ArrowRight => Key::Right,
        E::ArrowUp => Key::Up,
        E::ArrowDown => Key::Down,
        E::F1 => Key::F(1),
        E::F3 => Key::F(3),
        E::Plus => Key::Char('+'),
        E::Minus => Key::Char('-'),
        E::Equals => Key::Char('='),
        E::Comma => Key::Char(','),
        E::Period => Key::Char('.'),
        E::OpenBracket => Key::Char(if modifiers.shift { '{' } else { '[' }),
        E::CloseBracket => Key::Char(if modifiers.shift { '}' } else { ']' }),
        E::OpenCurlyBracket => Key::Char('{'),
        E::CloseCurlyBracket => Key::Char('}'),
        other => {
            let name = other.name();
            let mut chars = name.chars();
            match (chars.next(), chars.next()) {
                (Some(char), None) => Key::Char(char.to_ascii_lowercase()),
                _ => return None,
            }
        }
    };
    let bracket = matches!(key, Key::Char('{' | '}'));
    let plus = matches!(key, Key::Char('+'));
    Some(Shortcut {
        ctrl: modifiers.command,
        shift: modifiers.shift && !bracket && !plus,
        alt: modifiers.alt,
        key,
    })
}
