//! The sheet of keys, and what this program is.

use super::look::{self, Palette};
use super::tall;
use crate::workbench::{Action, Command, Menu, Workbench};
use egui::{Context, RichText, ScrollArea, Ui};
use strum::IntoEnumIterator as _;

/// Draws the sheet of keys. Says whether it stays open.
pub(super) fn keys(ctx: &Context, bench: &Workbench, out: &mut Vec<Action>) -> bool {
    let modal = egui::Modal::new(egui::Id::unique("help")).show(ctx, |ui| {
        ui.set_width(840.0_f32.min(ctx.content_rect().width() - 64.0));
        ui.heading("Keys");
        ui.label("A correction counts as a decision: what you change is accepted.");
        ui.add_space(8.0);
        let height = ctx.content_rect().height() - 220.0;
        let scrolled = ScrollArea::vertical().auto_shrink([false, false]);
        tall(ui, height, |ui| scrolled.show(ui, |ui| {
            for menu in Menu::iter() {
                table(ui, bench, menu);
            }
            ui.add_space(8.0);
            ui.label("In the text: click an annotation, again for the one around it. Drag to select words, with Alt characters. Drag the handles of the selected annotation to move its ends. Arrows move the caret, with Ctrl by words, with Alt by sentences and paragraphs; with Shift they select.");
        }));
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            let change = ui.button("Change the keys…").clicked();
            if change {
                out.push(Command::ChangeKeys.into());
            }
            ui.button("Close").clicked() || change
        })
        .inner
    });
    !modal.inner && !modal.should_close()
}

/// One menu's commands with their keys, in columns that are the same for all.
fn table(ui: &mut Ui, bench: &Workbench, menu: Menu) {
    ui.add_space(10.0);
    ui.label(RichText::new(menu.name()).font(look::font(look::FONT_STRONG, look::TEXT)));
    for command in Command::all().filter(|command| command.entry().menu == menu) {
        let entry = command.entry();
        let keys: Vec<_> = bench.keymap().of(command).iter().map(|key| key.name()).collect();
        if keys.is_empty() {
            continue;
        }
        ui.horizontal(|ui| {
            let cell = |ui: &mut Ui, width: f32, text: RichText| {
                let (rect, _) = ui.allocate_exact_size(egui::vec2(width, 20.0), egui::Sense::hover());
                let mut cell = ui.new_child(egui::UiBuilder::new().max_rect(rect));
                cell.add(egui::Label::new(text).truncate());
            };
            cell(ui, 150.0, RichText::new(keys.join("  ")).color(Palette::of(ui).accent).monospace());
            cell(ui, 190.0, RichText::new(entry.name));
            let rest = ui.available_width();
            cell(ui, rest, RichText::new(entry.hint).color(Palette::of(ui).faded));
        });
    }
}

/// Draws what this program is. Says whether it stays open.
pub(super) fn about(ctx: &Context, bench: &Workbench) -> bool {
    let modal = egui::Modal::new(egui::Id::unique("about")).show(ctx, |ui| {
        ui.set_width(440.0);
        ui.label(RichText::new("Glossator").font(look::font(look::FONT_READING_BOLD, 28.0)));
        ui.label(format!(
            "Version {}. Licensed under MIT or Apache 2.0, as you like.",
            env!("CARGO_PKG_VERSION")
        ));
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
