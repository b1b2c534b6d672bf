//! The export panel: a format with who reads it, what will be lost, a preview, copy and save.

use super::super::look::{self, Palette};
use super::preview;
use crate::app::hint;
use crate::workbench::{Action, Command, Export, Workbench, export};
use egui::{RichText, Ui};

/// Draws the export panel.
pub(crate) fn ui(ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) {
    let state = bench.export();
    formats(ui, state, out);
    options(ui, state, out);
    ui.add_space(look::UNIT);
    buttons(ui, bench, out);
    ui.add_space(look::UNIT);
    losses(ui, state);
    ui.separator();
    preview::lines(ui, &state.preview);
}

fn formats(ui: &mut Ui, state: &Export, out: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let label = ui.label("Format");
        let combo =
            egui::ComboBox::from_id_salt("export format").selected_text(state.format.as_str()).width(160.0);
        let combo = combo.height(420.0).show_ui(ui, |ui| {
            for format in export::formats() {
                let here = format.name() == state.format;
                if ui.selectable_label(here, format.name()).on_hover_text(format.describe()).clicked() {
                    out.push(Action::SetExportFormat(format.name().into()));
                }
            }
        });
        combo.response.labelled_by(label.id);
    });
    if let Some(format) = export::formats().find(|format| format.name() == state.format) {
        ui.add(egui::Label::new(RichText::new(format.describe()).color(Palette::of(ui).faded)).wrap());
    }
}

/// What the format can be told, where it makes a difference for this document.
fn options(ui: &mut Ui, state: &Export, out: &mut Vec<Action>) {
    let format = export::formats().find(|format| format.name() == state.format);
    if format.is_some_and(|format| format.draws_passages()) {
        let mut passage = state.passage;
        let hint =
            "The selected text, or the paragraphs of the selected annotation, instead of the whole article";
        let some = state.selected.is_some() || passage;
        let tick = egui::Checkbox::new(&mut passage, "Only the selected passage");
        if ui.add_enabled(some, tick).on_hover_text(hint).changed() {
            out.push(Action::SetExportPassage(passage));
        }
    }
    if format.is_some_and(|format| format.for_maxqda()) {
        let mut maxqda = state.maxqda;
        let hint = "MAXQDA counts the two characters that end a line on Windows as one; QualCoder counts two";
        if ui.checkbox(&mut maxqda, "For MAXQDA").on_hover_text(hint).changed() {
            out.push(Action::SetExportMaxqda(maxqda));
        }
    }
    if state.rejectable == 0 {
        return;
    }
    let mut rejected = state.rejected;
    let text = format!("Carry rejected ones too ({})", state.rejectable);
    if ui
        .checkbox(&mut rejected, text)
        .on_hover_text("Annotations that were rejected stay in the export, marked so where the format can")
        .changed()
    {
        out.push(Action::SetExportRejected(rejected));
    }
}

fn buttons(ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) {
    let state = bench.export();
    ui.horizontal_wrapped(|ui| {
        let whole = state.error.is_none() && !state.working && !state.writing;
        for (command, name) in [(Command::ExportSave, "Save…"), (Command::ExportCopy, "Copy")] {
            if ui.add_enabled(whole, egui::Button::new(name)).on_hover_text(hint(ui, command)).clicked() {
                out.push(command.into());
            }
        }
        if bench.folder().is_some() {
            let all = ui.add_enabled(!state.writing, egui::Button::new("Save all…"));
            if all.on_hover_text(hint(ui, Command::ExportAll)).clicked() {
                out.push(Command::ExportAll.into());
            }
        }
        if state.working || state.writing {
            ui.add(egui::Spinner::new().size(12.0));
        } else {
            ui.weak(size(state.bytes));
        }
    });
    if !state.beside.is_empty() {
        let beside = format!("Beside it: {}", state.beside.join(", "));
        ui.add(egui::Label::new(RichText::new(beside).color(Palette::of(ui).faded)).wrap());
    }
}

fn losses(ui: &mut Ui, state: &Export) {
    if let Some(error) = &state.error {
        ui.add(egui::Label::new(RichText::new(error).color(Palette::of(ui).danger)).wrap());
    } else if state.losses.is_empty() {
        ui.weak("Nothing is lost in this format.");
    } else {
        ui.label("What this format cannot hold:");
        for loss in &state.losses {
            ui.add(egui::Label::new(format!("• {loss}")).wrap());
        }
    }
}

fn size(bytes: usize) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{:.1} kB", bytes as f64 / 1024.0),
        _ => format!("{:.1} MB", bytes as f64 / 1_048_576.0),
    }
}
