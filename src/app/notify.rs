//! Notices in the corner, and questions that must be answered first.

use super::look::Palette;
use crate::model::Severity;
use crate::workbench::{Action, Workbench};
use egui::{Align2, Context, RichText};
use std::time::Duration;

/// Draws notices, the newest below. Notes go by themselves; warnings and errors stay until they are closed.
pub(super) fn notices(ctx: &Context, bench: &Workbench, out: &mut Vec<Action>) {
    const STAYS: Duration = Duration::from_secs(5);
    if bench.notices().is_empty() {
        return;
    }
    egui::Area::new(egui::Id::unique("notices")).anchor(Align2::RIGHT_BOTTOM, [-16.0, -40.0]).show(
        ctx,
        |ui| {
            ui.set_max_width(380.0);
            for notice in bench.notices() {
                let age = notice.at.elapsed();
                if notice.severity == Severity::Note {
                    match STAYS.checked_sub(age) {
                        Some(rest) => ctx.request_repaint_after(rest),
                        None => out.push(Action::Dismiss(notice.id)),
                    }
                }
                let palette = Palette::of(ui);
                let edge = match notice.severity {
                    Severity::Note => palette.hairline,
                    Severity::Warning => palette.warning,
                    Severity::Error => palette.danger,
                };
                let frame = egui::Frame::popup(ui.style()).stroke(egui::Stroke::new(1.0, edge));
                frame.show(ui, |ui| {
                    ui.horizontal_top(|ui| {
                        ui.set_max_width(360.0);
                        let close = ui.small_button("✕").on_hover_text("Close the notice");
                        ui.add(egui::Label::new(&notice.text).wrap());
                        if close.clicked() {
                            out.push(Action::Dismiss(notice.id));
                        }
                    });
                });
                ui.add_space(4.0);
            }
        },
    );
}

/// Draws the question that is being asked, if one is.
pub(super) fn question(ctx: &Context, bench: &Workbench, out: &mut Vec<Action>) {
    let Some(question) = bench.question() else { return };
    let modal = egui::Modal::new(egui::Id::unique("question")).show(ctx, |ui| {
        ui.set_width(440.0);
        ui.add(egui::Label::new(RichText::new(&question.text)).wrap());
        ui.add_space(12.0);
        ui.horizontal(|ui| {
            for (index, answer) in question.answers.iter().enumerate() {
                if ui.button(*answer).clicked() {
                    out.push(Action::Answer(index));
                }
            }
        });
    });
    if modal.should_close() {
        out.push(Action::Answer(question.answers.len().saturating_sub(1)));
    }
}
