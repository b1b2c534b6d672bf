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
    let mut held = input.modifiers;
    input.events.retain(|event| {
        let found = match event {
            Event::Key { key, pressed: true, modifiers, .. } => {
                held = *modifiers; // the text of a key follows it
                let shortcut = named(*key, *modifiers).filter(|shortcut| works(*shortcut, typing));
                shortcut.and_then(command_of).map(Pressed::Command)
            }
            Event::Text(text) if !typing && !held.alt && !held.command => typed(text, letter),
            Event::Copy if !typing => Some(Pressed::Command(Command::Copy)),
            _ => None,
        };
        pressed.extend(found);
        found.is_none()
    });
    pressed
}

/// Says whether a key press counts as it is: a character without Ctrl and Alt comes as text as well, which
/// knows the keyboard's layout; a text field needs most keys for itself.
fn works(shortcut: Shortcut, typing: bool) -> bool {
    let as_text = matches!(shortcut.key, Key::Char(_)) && !shortcut.ctrl && !shortcut.alt;
    !as_text && (!typing || !shortcut.is_bare() && !edits_text(shortcut))
}

fn typed(text: &str, letter: bool) -> Option<Pressed> {
    let mut chars = text.chars();
    let (char, None) = (chars.next()?, chars.next()) else { return None };
    if letter {
        return Some(Pressed::Letter(char));
    }
    let shortcut = Shortcut { ctrl: false, shift: false, alt: false, key: Key::Char(char) };
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

#[cfg(test)]
mod tests {
    use super::*;
    use egui::Key as E;

    #[track_caller]
    fn check(key: E, modifiers: Modifiers, text: &str, typing: bool, expected: &[Command]) {
        let mut input = InputState::default();
        input.events.push(Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers });
        if !text.is_empty() {
            input.events.push(Event::Text(text.to_owned()));
        }
        let found: Vec<_> = take(&mut input, typing, false)
            .into_iter()
            .map(|pressed| match pressed {
                Pressed::Command(command) => command,
                Pressed::Letter(letter) => panic!("{letter}"),
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn each_key_is_one_command() {
        check(E::N, Modifiers::NONE, "n", false, &[Command::NextUndecided]);
        check(E::N, Modifiers::NONE, "n", true, &[]);
        check(E::Num1, Modifiers::ALT, "1", false, &[Command::ToggleActors]);
        check(E::S, Modifiers::SHIFT, "S", false, &[Command::PreviousSpeaker]);
        check(E::S, Modifiers::COMMAND, "", true, &[Command::Save]);
        check(E::Z, Modifiers::COMMAND, "", true, &[]);
        check(E::Z, Modifiers::COMMAND | Modifiers::SHIFT, "", false, &[Command::Redo]);
        check(E::OpenBracket, Modifiers::SHIFT, "{", false, &[Command::EndLeft]);
        check(E::OpenBracket, Modifiers::ALT | Modifiers::SHIFT, "{", false, &[Command::EndLeftChar]);
        check(E::Enter, Modifiers::SHIFT, "", false, &[Command::AcceptOne]);
        check(E::Enter, Modifiers::NONE, "", true, &[]);
        check(E::F1, Modifiers::NONE, "", true, &[Command::Help]);
    }
}
