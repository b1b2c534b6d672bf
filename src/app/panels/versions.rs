//! Former versions of the article: when each was saved, what going back to it changes.

use crate::app::look;
use crate::workbench::{Action, Workbench};
use egui::{Context, RichText};

/// Draws the dialog. Says whether it stays open.
pub(crate) fn dialog(ctx: &Context, bench: &Workbench, out: &mut Vec<Action>) -> bool {
    let versions = bench.versions();
    let modal = egui::Modal::new(egui::Id::unique("versions")).show(ctx, |ui| {
        ui.set_width(720.0);
        ui.label(RichText::new("Former versions").font(look::font(look::FONT_STRONG, look::SMALL)));
        ui.add_space(4.0);
        let shown = versions.shown.as_ref();
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| {
                ui.set_width(230.0);
                egui::ScrollArea::vertical().id_salt("versions").max_height(360.0).show(ui, |ui| {
                    for (index, backup) in versions.list.iter().enumerate() {
                        let here = shown.is_some_and(|shown| shown.backup == *backup);
                        let size = backup.length.div_ceil(1024);
                        let text = format!("{}   {size} kB", local(backup.at));
                        let button = egui::Button::selectable(here, text).truncate();
                        if ui.add_sized(egui::vec2(ui.available_width(), look::ROW.y), button).clicked() {
                            out.push(Action::ShowVersion(index));
                        }
                    }
                });
            });
            ui.separator();
            ui.vertical(|ui| {
                ui.set_width(460.0);
                let Some(shown) = shown else {
                    ui.weak("Choose a version to see what going back to it would change.");
                    return;
                };
                if let Some(wrong) = &shown.wrong {
                    ui.label(format!("This version cannot be read: {wrong}"));
                    return;
                }
                ui.weak("Going back to it changes:");
                egui::ScrollArea::vertical().id_salt("changes").max_height(330.0).show(ui, |ui| {
                    for line in &shown.lines {
                        ui.add(egui::Label::new(line).truncate());
                    }
                });
            });
        });
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            let can = shown.is_some_and(|shown| shown.wrong.is_none());
            let restore = ui.add_enabled(can, egui::Button::new("Go back to this version")).clicked();
            if restore {
                out.push(Action::RestoreVersion);
            }
            ui.button("Close").clicked() || restore
        })
        .inner
    });
    !modal.inner && !modal.should_close()
}

fn local(at: jiff::Timestamp) -> String {
    at.to_zoned_datetime(jiff::tz::TimeZone::system()).strftime("%F %H:%M:%S").to_string()
}
