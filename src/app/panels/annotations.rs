//! The list of annotations, with filters and bulk decisions.

use super::super::look::{self, Palette};
use crate::app::{hint, name_field};
use crate::model::{Annotation, Filter, LayerId, Status};
use crate::workbench::derived::describe;
use crate::workbench::{Action, Command, Open, Workbench};
use egui::{RichText, Ui};

/// Which statuses are listed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Which {
    #[default]
    All,
    Undecided,
    Decided,
    Noted,
}

/// The list's state.
#[derive(Debug, Default)]
pub(crate) struct AnnotationsPanel {
    text: String,
    layer: Option<LayerId>,
    which: Which,
}

impl AnnotationsPanel {
    /// Draws the list.
    pub(crate) fn ui(&mut self, ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) {
        let Some(open) = bench.open() else { return };
        self.filters(ui, open, out);
        let rows: Vec<&Annotation> = bench
            .derived()
            .shown
            .iter()
            .filter_map(|id| open.document().annotation(id))
            .filter(|annotation| self.lists(open, annotation))
            .collect();
        self.bulk(ui, &rows, out);
        ui.separator();
        let height = look::ROW.y;
        egui::ScrollArea::vertical().id_salt("annotations").auto_shrink([false, false]).show_rows(
            ui,
            height,
            rows.len(),
            |ui, range| {
                for annotation in rows.get(range).unwrap_or_default() {
                    row(ui, open, annotation, height, out);
                }
            },
        );
    }

    fn lists(&self, open: &Open, annotation: &Annotation) -> bool {
        let by_status = match self.which {
            Which::All => true,
            Which::Undecided => annotation.status == Status::Suggested,
            Which::Decided => annotation.status != Status::Suggested,
            Which::Noted => !annotation.note.is_empty(),
        };
        by_status
            && self.layer.as_ref().is_none_or(|layer| annotation.layer == *layer)
            && (self.text.is_empty()
                || annotation
                    .words(open.document().text())
                    .to_lowercase()
                    .contains(&self.text.to_lowercase()))
    }

    fn filters(&mut self, ui: &mut Ui, open: &Open, out: &mut Vec<Action>) {
        let field =
            egui::TextEdit::singleline(&mut self.text).hint_text("Words").desired_width(f32::INFINITY);
        name_field(&ui.add(field), "Words in the list");
        ui.horizontal_wrapped(|ui| {
            ui.selectable_value(&mut self.layer, None, "All");
            for layer in &open.document().codebook().layers {
                ui.selectable_value(&mut self.layer, Some(layer.id.clone()), &layer.name);
            }
        });
        ui.horizontal_wrapped(|ui| {
            for (which, name) in [
                (Which::All, "All"),
                (Which::Undecided, "Undecided"),
                (Which::Decided, "Decided"),
                (Which::Noted, "Noted"),
            ] {
                ui.selectable_value(&mut self.which, which, name);
            }
        });
        score(ui, &open.filter, out);
    }

    fn bulk(&self, ui: &mut Ui, rows: &[&Annotation], out: &mut Vec<Action>) {
        let undecided: Vec<_> =
            rows.iter().filter(|a| a.status == Status::Suggested).map(|a| a.id.clone()).collect();
        ui.horizontal(|ui| {
            ui.label(format!("{} listed, {} undecided", rows.len(), undecided.len()));
            if !undecided.is_empty() {
                for (name, status) in [("Accept", Status::Accepted), ("Reject", Status::Rejected)] {
                    let hint =
                        format!("{name} the {} undecided ones in the list, in one step", undecided.len());
                    if ui.small_button(name).on_hover_text(hint).clicked() {
                        out.push(Action::Decide { ids: undecided.clone(), status });
                    }
                }
            }
        });
    }
}

/// Draws the slider of scores, which the reading pane follows.
fn score(ui: &mut Ui, filter: &Filter, out: &mut Vec<Action>) {
    let mut min_score = filter.min_score;
    let slider = egui::Slider::new(&mut min_score, 0.0..=1.0).step_by(0.05).text("certain at least");
    let slider = ui.add(slider).on_hover_text(format!(
        "{}\n{}",
        hint(ui, Command::ShowMore),
        hint(ui, Command::ShowFewer)
    ));
    if slider.changed() {
        out.push(Action::SetFilter(Box::new(Filter { min_score, ..filter.clone() })));
    }
}

fn row(ui: &mut Ui, open: &Open, annotation: &Annotation, height: f32, out: &mut Vec<Action>) {
    let mark = match annotation.status {
        Status::Suggested => "○",
        Status::Accepted => "●",
        Status::Rejected => "✕",
    };
    let words = annotation.words(open.document().text()).replace('\n', " ");
    let colour = layer_colour(ui, open, annotation);
    let mut text = egui::text::LayoutJob::default();
    let font = egui::TextStyle::Body.resolve(ui.style());
    text.append(mark, 0.0, egui::TextFormat::simple(font.clone(), colour));
    text.append(&words, 6.0, egui::TextFormat::simple(font, Palette::of(ui).ink));
    let here = open.selection.annotation.as_ref() == Some(&annotation.id);
    let button = egui::Button::selectable(here, text).truncate();
    let button = ui.add_sized([ui.available_width(), height], button);
    let hint = format!("{} · {}\n{words}", describe(annotation, open), annotation.status.name());
    let button = button.on_hover_text(RichText::new(hint));
    if button.clicked() {
        out.push(Action::Select { id: Some(annotation.id.clone()), reveal: true });
    }
}

fn layer_colour(ui: &Ui, open: &Open, annotation: &Annotation) -> egui::Color32 {
    let palette = Palette::of(ui);
    open.document()
        .codebook()
        .layer(&annotation.layer)
        .map_or(palette.ink, |layer| palette.layer(layer.colour).text)
}
