//! The palette: every command found by typing a part of its name.

use super::{keep_focus, name_field};
use crate::workbench::{Action, Command, Workbench};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// The palette's state while it is open.
#[derive(Debug, Default)]
pub(super) struct Palette {
    text: String,
    chosen: usize,
}

/// Returns the commands whose names match, the best first.
#[must_use]
pub(super) fn matching(text: &str) -> Vec<Command> {
    if text.trim().is_empty() {
        return Command::all().collect();
    }
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::parse(text, CaseMatching::Ignore, Normalization::Smart);
    let mut buffer = Vec::new();
    let mut found: Vec<_> = Command::all()
        .filter_map(|command| {
            let entry = command.entry();
            let name = format!("{}: {}", entry.menu.name(), entry.name);
            let score = pattern.score(Utf32Str::new(&name, &mut buffer), &mut matcher)?;
            Some((score, command))
        })
        .collect();
    found.sort_by_key(|(score, command)| (std::cmp::Reverse(*score), *command));
    found.into_iter().map(|(_, command)| command).collect()
}

impl Palette {
    /// Draws the palette. Says whether it stays open.
    pub(super) fn ui(&mut self, ctx: &egui::Context, bench: &Workbench, out: &mut Vec<Action>) -> bool {
        let mut run = None;
        let modal = egui::Modal::new(egui::Id::unique("palette")).show(ctx, |ui| {
            ui.set_width(460.0);
            let (up, down, enter) = ui.input_mut(|input| {
                (
                    input.consume_key(egui::Modifiers::NONE, egui::Key::ArrowUp),
                    input.consume_key(egui::Modifiers::NONE, egui::Key::ArrowDown),
                    input.consume_key(egui::Modifiers::NONE, egui::Key::Enter),
                )
            });
            let field = egui::TextEdit::singleline(&mut self.text)
                .hint_text("Type a command")
                .desired_width(f32::INFINITY);
            let field = ui.add(field);
            name_field(&field, "Command");
            keep_focus(&field);
            if field.changed() {
                self.chosen = 0;
            }
            let found = matching(&self.text);
            let last = found.len().saturating_sub(1);
            if up {
                self.chosen = self.chosen.saturating_sub(1);
            }
            if down {
                self.chosen = (self.chosen + 1).min(last);
            }
            ui.add_space(4.0);
            egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
                for (index, command) in found.iter().enumerate() {
                    if row(ui, bench, *command, index == self.chosen, up || down) {
                        run = Some(*command);
                    }
                }
                if found.is_empty() {
                    ui.weak("No command is called that.");
                }
            });
            if enter {
                run = found.get(self.chosen).copied();
            }
        });
        if let Some(command) = run {
            out.push(command.into());
        }
        run.is_none() && !modal.should_close()
    }
}

fn row(ui: &mut egui::Ui, bench: &Workbench, command: Command, chosen: bool, moved: bool) -> bool {
    let entry = command.entry();
    let key = bench.keymap().name(command);
    let button = egui::Button::new(entry.name).shortcut_text(key).selected(chosen).frame(chosen);
    let width = ui.available_width();
    let response = ui
        .add_enabled(bench.is_enabled(command), button.min_size(egui::vec2(width, 0.0)))
        .on_hover_text(entry.hint);
    if chosen && moved {
        response.scroll_to_me(None);
    }
    response.clicked()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_found_by_parts_of_their_names() {
        let first = |text| matching(text).first().copied();
        assert_eq!(first("undo"), Some(Command::Undo));
        assert_eq!(first("accept only"), Some(Command::AcceptOne));
        assert_eq!(first("next und"), Some(Command::NextUndecided));
        assert_eq!(first("zzzz"), None);
        assert_eq!(matching("").len(), Command::all().count());
    }
}
