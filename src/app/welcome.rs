//! What is shown when nothing is open: open, paste, try the example, go on with a recent article.

use super::look::{self, Palette};
use crate::workbench::{Action, Command, Workbench};
use egui::{RichText, Ui};

/// Draws the welcome page.
pub(super) fn page(ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) {
    let width = 420.0_f32.min(ui.available_width() - 32.0);
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.16).max(24.0));
        ui.label(
            RichText::new("Glossator")
                .font(look::font(look::FONT_READING_BOLD, 28.0))
                .color(Palette::of(ui).ink),
        );
        ui.add_space(4.0);
        ui.label(RichText::new("Who acts, who speaks, and what is asserted.").color(Palette::of(ui).faded));
        ui.add_space(24.0);
        ui.allocate_ui(egui::vec2(width, 0.0), |ui| {
            for command in [Command::Open, Command::OpenFolder, Command::Paste, Command::OpenExample] {
                choice(ui, command, width, out);
            }
            left(ui, bench, out);
            recent(ui, bench, out);
        });
        ui.add_space(16.0);
        ui.label(RichText::new("Or drop an article or a folder here.").color(Palette::of(ui).faded));
    });
}

fn choice(ui: &mut Ui, command: Command, width: f32, out: &mut Vec<Action>) {
    let entry = command.entry();
    let key = entry.keys.first().map(|key| key.name()).unwrap_or_default();
    let button = egui::Button::new(entry.name).shortcut_text(key).min_size(egui::vec2(width, 34.0));
    if ui.add(button).on_hover_text(entry.hint).clicked() {
        out.push(command.into());
    }
    ui.add_space(4.0);
}

fn recent(ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) {
    if bench.recent().is_empty() {
        return;
    }
    ui.add_space(16.0);
    ui.label(RichText::new("Recent").color(Palette::of(ui).faded));
    for path in bench.recent().into_iter().take(6) {
        let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
        if ui.link(name.as_ref()).on_hover_text(path.to_string_lossy()).clicked() {
            out.push(Action::Open(path.to_path_buf()));
        }
    }
}

/// Unsaved work that lies in no file; what lies in one comes back when that is opened.
fn left(ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) {
    for left in bench.left().iter().filter(|left| left.native_path.is_none()) {
        ui.add_space(8.0);
        let text = format!("Go on with an unsaved text ({} edits)", left.edits);
        if ui.link(text).on_hover_text("An earlier session ended before it was saved.").clicked() {
            out.push(Action::OpenLeft(left.journal.clone()));
        }
    }
}
