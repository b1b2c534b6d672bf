//! The sheet of keys, and what this program is.

use super::look::{self, Palette};
use crate::workbench::{Command, Menu, Workbench};
use egui::{Context, Grid, RichText, ScrollArea};
use strum::IntoEnumIterator as _;

/// Draws the sheet of keys. Says whether it stays open.
pub fn keys(ctx: &Context) -> bool {
    let modal = egui::Modal::new(egui::Id::unique("help")).show(ctx, |ui| {
        ui.set_width(720.0_f32.min(ctx.content_rect().width() - 64.0));
        ui.heading("Keys");
        ui.label("A correction counts as a decision: what you change is accepted.");
        ui.add_space(8.0);
        ScrollArea::vertical().max_height(ctx.content_rect().height() - 220.0).show(ui, |ui| {
            for menu in Menu::iter() {
                ui.add_space(8.0);
                ui.label(RichText::new(menu.name()).strong());
                Grid::new(("keys", menu.name())).num_columns(3).spacing([16.0, 4.0]).striped(true).show(ui, |ui| {
                    for command in Command::all().filter(|command| command.entry().menu == menu) {
                        let entry = command.entry();
                        let keys: Vec<_> = entry.keys.iter().map(|key| key.name()).collect();
                        if keys.is_empty() {
                            continue;
                        }
                        ui.label(RichText::new(keys.join("  ")).color(Palette::of(ui).ink).monospace());
                        ui.label(entry.name);
                        ui.label(RichText::new(entry.hint).color(Palette::of(ui).faded));
                        ui.end_row();
                    }
                });
            }
            ui.add_space(8.0);
            ui.label("In the text: click an annotation, again for the one around it. Drag to select words, with Alt characters. Drag the handles of the selected annotation to move its ends. Arrows move the caret, with Shift they select.");
        });
        ui.add_space(8.0);
        ui.button("Close").clicked()
    });
    !modal.inner && !modal.should_close()
}

/// Draws what this program is. Says whether it stays open.
pub fn about(ctx: &Context, bench: &Workbench) -> bool {
    let modal = egui::Modal::new(egui::Id::unique("about")).show(ctx, |ui| {
        ui.set_width(440.0);
        ui.label(RichText::new("Glossator").font(look::font(look::FONT_READING_BOLD, 28.0)));
        ui.label(format!("Version {}. Licensed under MIT or Apache 2.0, as you like.", env!("CARGO_PKG_VERSION")));
        ui.add_space(8.0);
        ui.label("Everything stays on this computer: the program opens no connection.");
        ui.add_space(8.0);
        for (what, path) in bench.places() {
            ui.label(what);
            ui.add(egui::Label::new(RichText::new(path.to_string_lossy()).monospace()).wrap());
        }
        ui.add_space(8.0);
        ui.label("Faces: Literata and Inter, SIL Open Font License. Sources of facts: assets/NOTICE.md.");
        ui.add_space(8.0);
        ui.button("Close").clicked()
    });
    !modal.inner && !modal.should_close()
}
