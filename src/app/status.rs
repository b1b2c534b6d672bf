//! The status bar: progress of the review, counts, how safe the work is.

use super::look::Palette;
use crate::model::{ArticleState, LayerId};
use crate::workbench::{Action, Command, Workbench};
use egui::{Align, Layout, Ui};

/// Draws the status bar.
pub(super) fn bar(ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) {
    ui.horizontal_centered(|ui| {
        if let Some(open) = bench.open() {
            progress(ui, bench);
            ui.separator();
            counts(ui, bench);
            if open.suggesting {
                ui.separator();
                ui.add(egui::Spinner::new().size(12.0));
                ui.label("looking for actors, quotes and claims");
            }
            if open.document().state() == ArticleState::Done {
                ui.separator();
                ui.label("done");
            }
        } else {
            ui.weak("No article is open.");
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let zoom = format!("Aa {} %", bench.text_percent());
            if ui.small_button(zoom).on_hover_text(Command::ZoomReset.hint()).clicked() {
                out.push(Command::ZoomReset.into());
            }
            if bench.open().is_some() {
                ui.separator();
                saved(ui, bench, out);
            }
        });
    });
}

fn progress(ui: &mut Ui, bench: &Workbench) {
    let (done, all) = bench.derived().progress.total();
    let label = format!("{done} of {all} reviewed");
    ui.label(&label);
    let share = if all == 0 { 0.0 } else { done as f32 / all as f32 };
    let bar = egui::ProgressBar::new(share).desired_width(96.0).desired_height(6.0);
    let response = ui.add(bar);
    let each: Vec<_> = bench
        .derived()
        .progress
        .by_layer
        .iter()
        .map(|(layer, (done, all))| format!("{layer}: {done} of {all} decided"))
        .collect();
    response.on_hover_text(each.join("\n"));
}

fn counts(ui: &mut Ui, bench: &Workbench) {
    let counts = &bench.derived().counts;
    let of = |layer: &LayerId| counts.get(layer).copied().unwrap_or_default().shown;
    let words = [
        (bench.derived().actors.len(), "actor", "actors"),
        (of(&LayerId::QUOTE), "quote", "quotes"),
        (of(&LayerId::CLAIM), "claim", "claims"),
    ]
    .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }));
    ui.label(words.join(" · "));
}

fn saved(ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) {
    let safety = bench.safety();
    let colour = if safety.is_alarm { Palette::of(ui).warning } else { Palette::of(ui).faded };
    let text = egui::RichText::new(&safety.text).color(colour);
    let response = ui.add(egui::Button::new(text).frame(false)).on_hover_text(&safety.hint);
    if response.clicked() {
        out.push(Command::Save.into());
    }
}
