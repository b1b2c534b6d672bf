//! Deciding on many suggestions in one step: which ones, with a list of what will be touched.

use super::super::look::{self, Palette};
use crate::app::{cell, tall};
use crate::model::{AnnotationId, LayerId, Status};
use crate::text::Span;
use crate::workbench::derived::describe;
use crate::workbench::{Action, Bulk, Open};
use egui::{Context, RichText, Ui};

/// The height of the list.
const HEIGHT: f32 = 260.0;

/// The dialog while it is open.
#[derive(Debug)]
pub(crate) struct BulkDialog {
    bulk: Bulk,
    /// What was on the screen when it was opened.
    visible: Span,
    /// What is meant, and the choice and revision that it was gathered for.
    listed: Option<(Bulk, u64, Vec<AnnotationId>)>,
}

impl BulkDialog {
    /// Begins with all that is shown, or with what belongs to the selected actor.
    #[must_use]
    pub(crate) fn new(open: &Open, of_actor: bool, visible: Span) -> Self {
        let actor = open.selected_actor().filter(|_| of_actor);
        Self {
            bulk: Bulk { actor, min_score: open.filter.min_score, ..Bulk::default() },
            visible,
            listed: None,
        }
    }

    /// Draws the dialog. Says whether it stays open.
    pub(crate) fn ui(&mut self, ctx: &Context, open: &Open, out: &mut Vec<Action>) -> bool {
        let enter = ctx.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Enter));
        let modal = egui::Modal::new(egui::Id::unique("bulk")).show(ctx, |ui| {
            ui.set_width(560.0_f32.min(ctx.content_rect().width() - 64.0));
            ui.heading("Decide on many");
            ui.add_space(look::UNIT);
            self.choices(ui, open);
            ui.separator();
            let ids = self.gather(open);
            list(ui, open, &ids);
            ui.add_space(2.0 * look::UNIT);
            ui.label(RichText::new(following(open, &ids)).color(Palette::of(ui).faded));
            ui.horizontal(|ui| {
                let some = !ids.is_empty();
                let accept = ui.add_enabled(some, egui::Button::new(format!("✓ Accept {}", ids.len())));
                let accept = accept.on_hover_text("One step, which undo takes back (Enter)");
                let reject = ui.add_enabled(some, egui::Button::new(format!("✕ Reject {}", ids.len())));
                let status = if accept.clicked() || enter && some {
                    Some(Status::Accepted)
                } else {
                    reject.clicked().then_some(Status::Rejected)
                };
                if let Some(status) = status {
                    out.push(Action::Decide { ids, status });
                }
                ui.button("Cancel").clicked() || status.is_some()
            })
            .inner
        });
        !modal.inner && !modal.should_close()
    }

    fn choices(&mut self, ui: &mut Ui, open: &Open) {
        ui.horizontal_wrapped(|ui| {
            ui.selectable_value(&mut self.bulk.layer, None, "All kinds");
            for layer in open.document().codebook().layers.iter().filter(|layer| layer.reviewed) {
                ui.selectable_value(&mut self.bulk.layer, Some(layer.id.clone()), &layer.name);
            }
        });
        ui.horizontal_wrapped(|ui| {
            let mut on_screen = self.bulk.within.is_some();
            if ui.checkbox(&mut on_screen, "only on the screen").changed() {
                self.bulk.within = on_screen.then_some(self.visible);
            }
            let actor = self.bulk.actor.clone().or_else(|| open.selected_actor());
            if let Some(actor) = actor {
                let mut only = self.bulk.actor.is_some();
                let name = open.document().actors().get(&actor).map_or("", |actor| actor.name.as_str());
                if ui.checkbox(&mut only, format!("only of {name}")).changed() {
                    self.bulk.actor = only.then_some(actor);
                }
            }
        });
        let slider = egui::Slider::new(&mut self.bulk.min_score, 0.0..=1.0).step_by(0.05);
        ui.add(slider.text("certain at least"));
    }

    fn gather(&mut self, open: &Open) -> Vec<AnnotationId> {
        let revision = open.document().revision();
        match &self.listed {
            Some((bulk, of, ids)) if *bulk == self.bulk && *of == revision => ids.clone(),
            _ => {
                let ids = open.bulk(&self.bulk);
                self.listed = Some((self.bulk.clone(), revision, ids.clone()));
                ids
            }
        }
    }
}

/// Lists what will be touched.
fn list(ui: &mut Ui, open: &Open, ids: &[AnnotationId]) {
    if ids.is_empty() {
        tall(ui, HEIGHT, |ui| ui.weak("Nothing undecided that is shown is meant by this."));
        return;
    }
    let scrolled = egui::ScrollArea::vertical().id_salt("bulk").auto_shrink([false, false]);
    let draw = |ui: &mut Ui| {
        scrolled.show_rows(ui, look::ROW.y, ids.len(), |ui, rows| {
            for one in ids.get(rows).unwrap_or_default() {
                let Some(annotation) = open.document().annotation(one) else { continue };
                let words = annotation.words(open.document().text()).replace('\n', " ");
                ui.horizontal(|ui| {
                    ui.set_height(look::ROW.y);
                    let kind = RichText::new(describe(annotation, open)).color(Palette::of(ui).faded);
                    cell(ui, 130.0, kind);
                    ui.label(
                        RichText::new(format!("{:.2}", annotation.score())).color(Palette::of(ui).faded),
                    );
                    ui.add(egui::Label::new(words).truncate());
                });
            }
        });
    };
    tall(ui, HEIGHT, draw);
}

/// Says how many of each kind there are, and what goes along.
fn following(open: &Open, ids: &[AnnotationId]) -> String {
    let document = open.document();
    let on = |layer: &LayerId| {
        ids.iter().filter(|id| document.annotation(id).is_some_and(|one| one.layer == *layer)).count()
    };
    let counts: Vec<_> = document
        .codebook()
        .layers
        .iter()
        .map(|layer| (on(&layer.id), layer.name.to_lowercase()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} × {name}"))
        .collect();
    if counts.is_empty() {
        return "What the filter hides is never touched.".to_owned();
    }
    format!("{}. Cues and links of quotes go along; what the filter hides is not touched.", counts.join(", "))
}
