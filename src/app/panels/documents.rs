//! The articles of the open folder.

use super::super::look;
use crate::app::hint;
use crate::workbench::{Action, Command, Workbench, folder};
use egui::{RichText, Ui};

/// Draws the list of articles.
pub(crate) fn ui(ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) {
    let Some(folder) = bench.folder() else {
        if let Some(open) = bench.open() {
            let name = open.title();
            ui.horizontal(|ui| {
                ui.label(folder::mark(open.document().state()));
                ui.label(name);
            });
        }
        if ui.link("Open a folder…").on_hover_text(hint(ui, Command::OpenFolder)).clicked() {
            out.push(Command::OpenFolder.into());
        }
        return;
    };
    let height = look::ROW.y;
    egui::ScrollArea::vertical().id_salt("articles").auto_shrink([false, true]).max_height(220.0).show_rows(
        ui,
        height,
        folder.articles.len(),
        |ui, rows| {
            for index in rows {
                let Some(article) = folder.articles.get(index) else { continue };
                let here = folder.current == Some(index);
                let text = RichText::new(format!("{} {}", article.mark, article.name));
                let button = egui::Button::selectable(here, text).truncate();
                let button = ui.add_sized([ui.available_width(), height], button);
                if button.on_hover_text(&article.name).clicked() && !here {
                    out.push(Action::OpenListed(index));
                }
            }
        },
    );
    if folder.articles.is_empty() {
        ui.weak("This folder holds no article that can be read.");
    }
}
