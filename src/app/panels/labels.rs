//! The labels of a file of another program: what each becomes, and what went wrong when it was read.

use super::super::look::{self, Palette};
use crate::formats::labels::{Fate, Foreign, Labels, foreign};
use crate::model::{Codebook, Place, Problem};
use crate::workbench::{Action, Open, Workbench};
use egui::{Context, Grid, RichText, ScrollArea, Ui};

/// What the person has chosen so far.
#[derive(Debug, Clone)]
pub(crate) struct LabelsDialog {
    rows: Vec<(Foreign, Fate)>,
}

impl LabelsDialog {
    /// Begins with what is known of the labels of the open document.
    #[must_use]
    pub(crate) fn new(bench: &Workbench, open: &Open) -> Self {
        let row = |it: Foreign| {
            let fate = bench.labels().get(&it.label).cloned().unwrap_or_default();
            (it, fate)
        };
        Self { rows: foreign(open.document()).into_iter().map(row).collect() }
    }

    /// Draws the dialog. Says whether it stays open.
    pub(crate) fn ui(&mut self, ctx: &Context, open: &Open, out: &mut Vec<Action>) -> bool {
        let modal = egui::Modal::new(egui::Id::unique("labels")).show(ctx, |ui| {
            ui.set_width(560.0);
            ui.heading("Labels of another program");
            ui.add_space(look::UNIT);
            if self.rows.is_empty() {
                ui.label("Every label of this document is one of the codebook.");
            } else {
                ui.add(egui::Label::new("The codebook does not have these labels. Say what each becomes; that is kept for the next file, and one undo takes it back.").wrap());
            }
            ui.add_space(look::UNIT * 2.0);
            ScrollArea::vertical().id_salt("labels").max_height(300.0).auto_shrink([false, true]).show(ui, |ui| self.table(ui));
            let went = problems(ui, open, out);
            ui.add_space(look::UNIT * 2.0);
            ui.horizontal(|ui| {
                let some = !self.rows.is_empty() && open.is_writable();
                let take = ui.add_enabled(some, egui::Button::new("Bring them there")).clicked();
                if take {
                    out.push(Action::MapLabels(Box::new(self.chosen())));
                }
                let leave = ui.button(if self.rows.is_empty() { "Close" } else { "Leave them as they are" }).clicked();
                take || leave || went
            })
            .inner
        });
        !modal.inner && !modal.should_close()
    }

    fn chosen(&self) -> Labels {
        let mut labels = Labels::default();
        self.rows.iter().for_each(|(label, fate)| labels.set(&label.label, fate.clone()));
        labels
    }

    fn table(&mut self, ui: &mut Ui) {
        let book = Codebook::standard();
        let choices = choices(&book);
        Grid::new("label rows").num_columns(3).spacing([12.0, 6.0]).show(ui, |ui| {
            for (label, fate) in &mut self.rows {
                let name =
                    ui.label(RichText::new(&label.label).font(look::font(look::FONT_STRONG, look::SMALL)));
                let example = RichText::new(format!("{} × “{}”", label.count, label.example))
                    .color(Palette::of(ui).faded);
                ui.add(egui::Label::new(example).truncate());
                let shown =
                    choices.iter().find(|(_, choice)| choice == fate).map_or("", |(name, _)| name.as_str());
                let combo = egui::ComboBox::from_id_salt(("fate", label.label.as_str()))
                    .selected_text(shown)
                    .width(180.0);
                let combo = combo.show_ui(ui, |ui| {
                    for (name, choice) in &choices {
                        ui.selectable_value(fate, choice.clone(), name);
                    }
                });
                combo.response.labelled_by(name.id);
                ui.end_row();
            }
        });
    }
}

/// Everything that a label can become, with the words for it.
fn choices(book: &Codebook) -> Vec<(String, Fate)> {
    let mut all = vec![("a layer of its own".to_owned(), Fate::Own), ("left out".to_owned(), Fate::LeftOut)];
    for layer in &book.layers {
        all.push((layer.name.clone(), Fate::Layer(layer.id.clone(), None)));
        let Some(kind) = layer.attributes.first() else { continue };
        for value in &kind.values {
            let said = Some((kind.id.clone(), value.id.clone()));
            all.push((format!("{} · {}", layer.name, value.name), Fate::Layer(layer.id.clone(), said)));
        }
    }
    all
}

/// Lists what went wrong when the file was read; a place in the text can be gone to. Says whether one was.
fn problems(ui: &mut Ui, open: &Open, out: &mut Vec<Action>) -> bool {
    const SHOWN: usize = 200;
    if open.problems.is_empty() {
        return false;
    }
    let mut went = false;
    ui.add_space(look::UNIT * 2.0);
    ui.label(
        RichText::new(format!("{} problems in the file", open.problems.len())).color(Palette::of(ui).warning),
    );
    ScrollArea::vertical().id_salt("file problems").max_height(160.0).auto_shrink([false, true]).show(
        ui,
        |ui| {
            for problem in open.problems.iter().take(SHOWN) {
                went |= row(ui, open, problem, out);
            }
        },
    );
    went
}

fn row(ui: &mut Ui, open: &Open, problem: &Problem, out: &mut Vec<Action>) -> bool {
    let mut action = match &problem.place {
        Place::Text(span) => Some(Action::Reveal(*span)),
        Place::Named(name) => {
            let id = crate::model::AnnotationId::new(name);
            open.document().annotation(&id).map(|_| Action::Select { id: Some(id), reveal: true })
        }
        _ => None,
    };
    if action.is_none() {
        ui.add(egui::Label::new(problem.to_string()).wrap());
        return false;
    }
    let clicked = ui.link(problem.to_string()).on_hover_text("Shows the place in the text").clicked();
    if clicked {
        out.extend(action.take());
    }
    clicked
}
