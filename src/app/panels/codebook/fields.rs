//! The fields in which a layer or a value is edited.

use crate::app::look::Palette;
use crate::app::name_field;
use crate::model::codebook::Layer;
use crate::workbench::{Command, Open, Workbench};
use egui::{RichText, Ui};

pub(super) fn field(ui: &mut Ui, name: &str, value: &mut String) {
    let label = ui.label(name);
    ui.add(egui::TextEdit::singleline(value).desired_width(180.0)).labelled_by(label.id);
    ui.end_row();
}

pub(super) fn key_field(ui: &mut Ui, key: &mut Option<char>) {
    let label = ui.label("Key");
    let mut text = key.map(String::from).unwrap_or_default();
    if ui.add(egui::TextEdit::singleline(&mut text).desired_width(24.0)).labelled_by(label.id).changed() {
        *key = text.chars().next_back().filter(|char| !char.is_whitespace());
    }
    ui.end_row();
}

pub(super) fn text(ui: &mut Ui, name: &str, value: &mut String) {
    ui.label(RichText::new(name).color(Palette::of(ui).faded));
    let field = ui.add(egui::TextEdit::multiline(value).desired_rows(2).desired_width(f32::INFINITY));
    name_field(&field, name);
}

/// Examples, one a line.
pub(super) fn examples(ui: &mut Ui, examples: &mut Vec<String>) {
    let mut lines = examples.join("\n");
    text(ui, "Examples, one a line", &mut lines);
    *examples = if lines.is_empty() { Vec::new() } else { lines.split('\n').map(str::to_owned).collect() };
}

/// Says whose key it is already.
pub(super) fn clash(bench: &Workbench, open: &Open, key: char) -> Option<String> {
    let shortcut = crate::workbench::Shortcut::of_name(&key.to_string())?;
    let makes = [Command::MakeActor, Command::MakeQuote, Command::MakeClaim];
    let owner = bench.keymap().command_of(shortcut).filter(|owner| !makes.contains(owner));
    let layer = |layer: &&Layer| layer.key == Some(key);
    match owner {
        Some(owner) => {
            Some(format!("{key} is the key of “{}”: choose another, or change that.", owner.name()))
        }
        None if open.document().codebook().layers.iter().filter(layer).count() > 1 => {
            Some(format!("{key} is the key of another layer, which loses it."))
        }
        None => None,
    }
}
