//! Keys as the keyboard sent them, asked of the workbench for what they mean.

use crate::workbench::{Action, Key, Shortcut};
use egui::{Event, InputState, Modifiers};

/// Takes the key presses that mean something out of the input. While something else than the reading pane has the
/// keyboard, only those with Ctrl (that text fields do not use) and function keys count.
pub(super) fn take(
    input: &mut InputState,
    elsewhere: bool,
    ask: impl Fn(Shortcut) -> Option<Action>,
) -> Vec<Action> {
    let mut pressed = Vec::new();
    let mut held = input.modifiers;
    input.events.retain(|event| {
        let found = match event {
            Event::Key { key, pressed: true, modifiers, .. } => {
                held = *modifiers; // the text of a key follows it
                named(*key, *modifiers).filter(|shortcut| works(*shortcut, elsewhere)).and_then(&ask)
            }
            Event::Text(text) if !elsewhere && !held.alt && !held.command => typed(text).and_then(&ask),
            Event::Copy if !elsewhere => named(egui::Key::C, Modifiers::COMMAND).and_then(&ask),
            _ => None,
        };
        let taken = found.is_some();
        pressed.extend(found);
        !taken
    });
    pressed
}

/// Takes the first whole key press out of the input, whatever it means.
pub(super) fn capture(input: &mut InputState) -> Option<Shortcut> {
    let mut found = None;
    let mut held = input.modifiers;
    input.events.retain(|event| {
        let pressed = match event {
            Event::Key { key, pressed: true, modifiers, .. } => {
                held = *modifiers;
                named(*key, *modifiers).filter(|shortcut| works(*shortcut, false))
            }
            Event::Text(text) if !held.alt && !held.command => typed(text),
            Event::Copy => named(egui::Key::C, Modifiers::COMMAND),
            _ => return true,
        };
        found = found.or(pressed);
        false
    });
    found
}

/// Says whether a key press counts as it is: a character without Ctrl and Alt comes as text as well, which
/// knows the keyboard's layout; a text field needs most keys for itself.
fn works(shortcut: Shortcut, typing: bool) -> bool {
    let as_text = matches!(shortcut.key, Key::Char(_)) && !shortcut.ctrl && !shortcut.alt;
    !as_text && (!typing || !shortcut.is_bare() && !edits_text(shortcut))
}

fn typed(text: &str) -> Option<Shortcut> {
    let mut chars = text.chars();
    let (char, None) = (chars.next()?, chars.next()) else { return None };
    (!char.is_whitespace()).then_some(Shortcut {
        ctrl: false,
        shift: false,
        alt: false,
        key: Key::Char(char),
    })
}

/// Keys that a text field needs for itself.
fn edits_text(shortcut: Shortcut) -> bool {
    shortcut.ctrl
        && matches!(
            shortcut.key,
            Key::Char('c' | 'x' | 'a' | 'z' | 'y') | Key::Left | Key::Right | Key::Up | Key::Down
        )
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
                (Some('F'), Some(_)) => Key::F(name.get(1..)?.parse().ok()?),
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
    use crate::workbench::{Command, Keymap};
    use egui::Key as E;

    #[track_caller]
    fn check(key: E, modifiers: Modifiers, text: &str, typing: bool, expected: &[Command]) {
        let mut input = InputState::default();
        input.events.push(Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers });
        if !text.is_empty() {
            input.events.push(Event::Text(text.to_owned()));
        }
        let keymap = Keymap::default();
        let found = take(&mut input, typing, |key| keymap.command_of(key).map(Action::Run));
        let expected: Vec<_> = expected.iter().copied().map(Action::Run).collect();
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
