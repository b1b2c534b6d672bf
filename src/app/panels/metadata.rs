//! The article's metadata, for editing.

use crate::model::Meta;
use crate::workbench::{Action, Open};
use egui::{Context, Grid, Ui};

/// The metadata while it is being edited.
#[derive(Debug, Clone)]
pub(crate) struct MetadataDialog {
    meta: Meta,
}

impl MetadataDialog {
    /// Begins with what is known.
    #[must_use]
    pub(crate) fn new(open: &Open) -> Self {
        Self { meta: open.document().meta().clone() }
    }

    /// Draws the dialog. Says whether it stays open.
    pub(crate) fn ui(&mut self, ctx: &Context, open: &Open, out: &mut Vec<Action>) -> bool {
        let modal = egui::Modal::new(egui::Id::unique("metadata")).show(ctx, |ui| {
            ui.set_width(460.0);
            ui.heading("The article");
            ui.add_space(8.0);
            Grid::new("metadata").num_columns(2).spacing([12.0, 6.0]).show(ui, |ui| {
                field(ui, "Title", &mut self.meta.title);
                field(ui, "Outlet", &mut self.meta.outlet);
                field(ui, "Author", &mut self.meta.author);
                field(ui, "Date", &mut self.meta.date);
                let mut language = self.meta.language.to_string();
                field(ui, "Language", &mut language);
                self.meta.language = language.into();
                field(ui, "Source", &mut self.meta.source);
            });
            ui.add_space(8.0);
            facts(ui, open);
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                let save = ui.add_enabled(open.is_writable(), egui::Button::new("Take over")).clicked();
                let cancel = ui.button("Cancel").clicked();
                if save {
                    out.push(Action::SetMeta(Box::new(self.meta.clone())));
                }
                save || cancel
            })
            .inner
        });
        !modal.inner && !modal.should_close()
    }
}

fn field(ui: &mut Ui, name: &str, value: &mut String) {
    let label = ui.label(name);
    ui.add(egui::TextEdit::singleline(value).desired_width(340.0)).labelled_by(label.id);
    ui.end_row();
}

fn facts(ui: &mut Ui, open: &Open) {
    let article = open.document().article();
    let decoding = article.decoding();
    let guess = if decoding.guessed { ", guessed" } else { "" };
    let words = article.text().split_whitespace().count();
    ui.weak(format!("{words} words. {} Encoding: {}{guess}.", open.place.came_from, decoding.encoding));
    if decoding.replaced > 0 {
        ui.weak(format!("{} characters could not be decoded and stand as �.", decoding.replaced));
    }
}
