//! The export panel: a format with who reads it, what will be lost, a preview, copy and save.

use super::super::look::{self, Palette};
use crate::app::hint;
use crate::workbench::{Action, Command, Workbench, export};
use egui::{RichText, Ui};

/// Draws the export panel.
pub(crate) fn ui(ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) {
    let state = bench.export();
    let chosen = export::formats().find(|format| format.name() == state.format);
    ui.horizontal(|ui| {
        let label = ui.label("Format");
        let combo = egui::ComboBox::from_id_salt("export format")
            .selected_text(state.format.as_str())
            .width(160.0)
            .show_ui(ui, |ui| {
                for format in export::formats() {
                    let here = format.name() == state.format;
                    if ui.selectable_label(here, format.name()).on_hover_text(format.describe()).clicked() {
                        out.push(Action::SetExportFormat(format.name().into()));
                    }
                }
            });
        combo.response.labelled_by(label.id);
    });
    if let Some(format) = chosen {
        ui.add(egui::Label::new(RichText::new(format.describe()).color(Palette::of(ui).faded)).wrap());
    }
    ui.add_space(look::UNIT);
    ui.horizontal(|ui| {
        let whole = state.error.is_none() && !state.working;
        for (command, name) in [(Command::ExportSave, "Save…"), (Command::ExportCopy, "Copy")] {
            if ui.add_enabled(whole, egui::Button::new(name)).on_hover_text(hint(ui, command)).clicked() {
                out.push(command.into());
            }
        }
        if state.working {
            ui.add(egui::Spinner::new().size(12.0));
        } else {
            ui.weak(size(state.bytes));
        }
    });
    ui.add_space(look::UNIT);
    if let Some(error) = &state.error {
        ui.colored_label(Palette::of(ui).danger, error);
    } else if state.losses.is_empty() {
        ui.weak("Nothing is lost in this format.");
    } else {
        ui.label("What this format cannot hold:");
        for loss in &state.losses {
            ui.add(egui::Label::new(format!("• {loss}")).wrap());
        }
    }
    ui.separator();
    preview(ui, &state.preview);
}

fn preview(ui: &mut Ui, text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    let height = ui.text_style_height(&egui::TextStyle::Monospace);
    egui::ScrollArea::both().id_salt("preview").auto_shrink([false, false]).show_rows(
        ui,
        height,
        lines.len(),
        |ui, range| {
            for line in lines.get(range).unwrap_or_default() {
                ui.add(egui::Label::new(RichText::new(*line).monospace()).extend());
            }
        },
    );
}

fn size(bytes: usize) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{:.1} kB", bytes as f64 / 1024.0),
        _ => format!("{:.1} MB", bytes as f64 / 1_048_576.0),
    }
}
