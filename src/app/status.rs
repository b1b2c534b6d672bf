//! The status bar: progress of the review, counts, how safe the work is.

use super::hint as hint_of;
use super::look::Palette;
use crate::model::ArticleState;
use crate::workbench::closely::Reach;
use crate::workbench::folder::mark;
use crate::workbench::{Action, Command, Open, Workbench};
use egui::{Align, Layout, Ui};

/// Draws the status bar.
pub(super) fn bar(ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) {
    ui.horizontal_centered(|ui| {
        if let Some(open) = bench.open() {
            progress(ui, bench, open);
            ui.separator();
            state(ui, open, out);
            if open.suggesting {
                ui.separator();
                if !bench.reading().calm {
                    ui.add(egui::Spinner::new().size(12.0));
                }
                if open.asking.is_empty() {
                    ui.label("looking for actors, quotes and claims …");
                } else {
                    ui.label(format!("asking {} …", open.asking));
                    if ui.small_button("Stop").on_hover_text(hint_of(ui, Command::StopSuggesting)).clicked() {
                        out.push(Command::StopSuggesting.into());
                    }
                }
            }
            closely(ui, bench, open, out);
        } else {
            ui.weak("No article is open.");
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let zoom = format!("Aa {} %", bench.reading().text_percent);
            if ui.small_button(zoom).on_hover_text(hint_of(ui, Command::Appearance)).clicked() {
                out.push(Command::Appearance.into());
            }
            if bench.open().is_some() {
                ui.separator();
                saved(ui, bench, out);
            }
        });
    });
}

/// Says how far the network is that reads closely, and lets it be stopped.
fn closely(ui: &mut Ui, bench: &Workbench, open: &Open, out: &mut Vec<Action>) {
    let Reach::Until(share) = open.closely else { return };
    ui.separator();
    if !bench.reading().calm {
        ui.add(egui::Spinner::new().size(12.0));
    }
    ui.label(format!("reading closely {:.0} %", share * 100.0)).on_hover_text(
        "A network reads the article, what is on the screen first, and corrects the suggestions.",
    );
    if ui.small_button("Stop").on_hover_text(hint_of(ui, Command::StopSuggesting)).clicked() {
        out.push(Command::StopSuggesting.into());
    }
}

/// Says how much is decided, of each kind.
fn progress(ui: &mut Ui, bench: &Workbench, open: &Open) {
    let derived = bench.derived();
    let (done, all) = derived.progress.total();
    ui.label(format!("{done} of {all} reviewed"));
    let share = if all == 0 { 0.0 } else { done as f32 / all as f32 };
    ui.add(egui::ProgressBar::new(share).desired_width(96.0).desired_height(6.0));
    for layer in &open.document().codebook().layers {
        let Some((done, all)) = derived.progress.by_layer.get(&layer.id) else { continue };
        let shown = derived.counts.get(&layer.id).copied().unwrap_or_default();
        let text = format!("{} {done}/{all}", layer.name.to_lowercase());
        let colour = Palette::of(ui).layer(layer.colour).text;
        ui.label(egui::RichText::new(text).color(colour)).on_hover_text(format!(
            "{}: {done} of {all} decided; {} highlights are shown, {} of them undecided",
            layer.name, shown.shown, shown.undecided
        ));
    }
}

/// Says how far the article is, and lets it be set.
fn state(ui: &mut Ui, open: &Open, out: &mut Vec<Action>) {
    let now = open.document().state();
    let button = ui.menu_button(format!("{} {}", mark(now), state_name(now)), |ui| {
        for state in ArticleState::ALL {
            let name = format!("{} {}", mark(state), state_name(state));
            if ui.selectable_label(state == now, name).clicked() {
                out.push(Action::SetState(state));
                ui.close();
            }
        }
    });
    let hint = "How far the article is: it follows your decisions, and can be set here.";
    button.response.on_hover_text(format!("{hint}\n{}", hint_of(ui, Command::MarkDone)));
}

const fn state_name(state: ArticleState) -> &'static str {
    match state {
        ArticleState::New => "new",
        ArticleState::InReview => "in review",
        ArticleState::Done => "done",
    }
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
