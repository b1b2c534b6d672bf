//! How the article and the window are set: sizes, lengths, distances, and what the page shows. What is changed is
//! seen at once behind the panel.

use crate::app::look;
use crate::store::settings::Reading;
use crate::workbench::{Action, Command, Workbench};
use egui::{Align2, Context, Grid, Slider, Ui, vec2};
use std::ops::RangeInclusive;

/// The sizes that the window can be chosen to have, in percent.
const WINDOW: [u16; 12] = [75, 85, 92, 100, 110, 125, 150, 175, 200, 225, 250, 300];

/// Draws the panel. Says whether it stays open.
pub(crate) fn ui(ctx: &Context, bench: &Workbench, out: &mut Vec<Action>) -> bool {
    let mut open = true;
    let mut reading = bench.reading();
    egui::Window::new("Text and window")
        .open(&mut open)
        .anchor(Align2::RIGHT_BOTTOM, vec2(-24.0, -48.0))
        .collapsible(false)
        .resizable(false)
        .show(ctx, |ui| {
            Grid::new("lengths").num_columns(2).spacing(vec2(16.0, 6.0)).show(ui, |ui| {
                let Reading { text_percent, measure, leading, paragraph, .. } = &mut reading;
                row(ui, "Text size", text_percent, Reading::PERCENT, " %");
                row(ui, "Line length", measure, Reading::MEASURE, " characters");
                row(ui, "Line spacing", leading, Reading::LEADING, " %");
                row(ui, "Paragraph spacing", paragraph, Reading::PARAGRAPH, " %");
                window_size(ui, &mut reading.window_percent);
            });
            ui.separator();
            toggle(ui, &mut reading.names, Command::ToggleNames);
            toggle(ui, &mut reading.scores, Command::ToggleScores);
            toggle(ui, &mut reading.keywords, Command::ToggleKeywords);
            toggle(ui, &mut reading.calm, Command::ToggleCalm);
            ui.separator();
            ui.horizontal(|ui| {
                if ui.button("Keywords…").on_hover_text(crate::app::hint(ui, Command::Keywords)).clicked() {
                    out.push(Command::Keywords.into());
                }
                if ui
                    .button("Usual values")
                    .on_hover_text("Sets everything here as it was at first.")
                    .clicked()
                {
                    reading = Reading::default();
                }
            });
        });
    if reading != bench.reading() {
        out.push(Action::SetReading(reading));
    }
    open && !ctx.input(|input| input.key_pressed(egui::Key::Escape))
}

fn row(ui: &mut Ui, name: &str, value: &mut u16, bounds: RangeInclusive<u16>, unit: &str) {
    let label = ui.label(name);
    ui.spacing_mut().slider_width = 150.0;
    ui.add(Slider::new(value, bounds).suffix(unit).clamping(egui::SliderClamping::Always))
        .labelled_by(label.id);
    ui.end_row();
}

/// A list, no slider: one that grew under the pointer could not be held.
fn window_size(ui: &mut Ui, percent: &mut u16) {
    let label = ui.label("Window size");
    let combo = egui::ComboBox::from_id_salt("window size").selected_text(format!("{percent} %"));
    let response = combo.show_ui(ui, |ui| {
        for size in WINDOW {
            ui.selectable_value(percent, size, format!("{size} %"));
        }
    });
    response.response.labelled_by(label.id);
    ui.end_row();
}

fn toggle(ui: &mut Ui, on: &mut bool, command: Command) {
    ui.horizontal(|ui| {
        ui.checkbox(on, command.name()).on_hover_text(command.entry().hint);
        if let Some(key) = command.entry().keys.first() {
            ui.label(egui::RichText::new(key.name()).size(look::SMALL).weak());
        }
    });
}
