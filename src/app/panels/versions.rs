//! Former versions of the article: when each was saved, what going back to it changes.

use crate::app::{look, tall};
use crate::workbench::versions::Versions;
use crate::workbench::{Action, Workbench};
use egui::{Context, RichText, Ui};

/// How high the list stands, however much is in it.
const HEIGHT: f32 = 360.0;

/// Draws the dialog. Says whether it stays open.
pub(crate) fn dialog(ctx: &Context, bench: &Workbench, out: &mut Vec<Action>) -> bool {
    let versions = bench.versions();
    let modal = egui::Modal::new(egui::Id::unique("versions")).show(ctx, |ui| {
        ui.set_width(720.0);
        ui.label(RichText::new("Former versions").font(look::font(look::FONT_STRONG, look::SMALL)));
        ui.add_space(4.0);
        let shown = versions.shown.as_ref();
        tall(ui, HEIGHT, |ui| ui.horizontal_top(|ui| columns(ui, versions, out)));
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

/// Draws the versions, and beside them what going back to the chosen one would change.
fn columns(ui: &mut Ui, versions: &Versions, out: &mut Vec<Action>) {
    let shown = versions.shown.as_ref();
    ui.vertical(|ui| {
        ui.set_width(230.0);
        egui::ScrollArea::vertical().id_salt("versions").max_height(HEIGHT).show(ui, |ui| {
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
        egui::ScrollArea::vertical().id_salt("changes").max_height(HEIGHT - 30.0).show(ui, |ui| {
            for line in &shown.lines {
                ui.add(egui::Label::new(line).truncate());
            }
        });
    });
}

fn local(at: jiff::Timestamp) -> String {
    at.to_zoned_datetime(jiff::tz::TimeZone::system()).strftime("%F %H:%M:%S").to_string()
}
