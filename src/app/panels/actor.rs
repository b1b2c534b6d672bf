//! What is known of an actor, for editing; its mentions, some of which may get an actor of their own.

use super::super::look::{self, Palette};
use super::swatches::swatches;
use crate::app::{name_field, tall};
use crate::model::{Actor, ActorId, AnnotationId, LayerId, country};
use crate::workbench::{Action, Open};
use egui::{Context, Grid, RichText, Ui};
use rustc_hash::FxHashSet;

/// The dialog while it is open.
#[derive(Debug)]
pub(crate) struct ActorDialog {
    actor: Option<Actor>,
    /// One a line.
    aliases: String,
    country: String,
    wikidata: String,
    /// The mentions that are to get an actor of their own.
    apart: FxHashSet<AnnotationId>,
}

impl ActorDialog {
    /// Begins with what is known.
    #[must_use]
    pub(crate) fn new(open: &Open, id: &ActorId) -> Self {
        let actor = open.document().actors().get(id).cloned();
        let of = |known: fn(&Actor) -> String| actor.as_ref().map(known).unwrap_or_default();
        Self {
            aliases: of(|actor| actor.aliases.join("\n")),
            country: of(|actor| actor.country.to_string()),
            wikidata: of(|actor| actor.wikidata.to_string()),
            apart: FxHashSet::default(),
            actor,
        }
    }

    /// Draws the dialog. Says whether it stays open.
    pub(crate) fn ui(&mut self, ctx: &Context, open: &Open, out: &mut Vec<Action>) -> bool {
        let Some(mut actor) = self.actor.take() else { return false };
        let modal = egui::Modal::new(egui::Id::unique("actor")).show(ctx, |ui| {
            ui.set_width(520.0_f32.min(ctx.content_rect().width() - 64.0));
            ui.heading("Actor");
            ui.add_space(look::UNIT);
            self.fields(ui, open, &mut actor);
            ui.add_space(2.0 * look::UNIT);
            self.mentions(ui, open, &actor);
            let wrong = actor.problems(open.document().actors());
            for problem in &wrong {
                ui.colored_label(Palette::of(ui).danger, problem);
            }
            ui.add_space(2.0 * look::UNIT);
            ui.horizontal(|ui| {
                let may = open.is_writable() && wrong.is_empty();
                let take = ui.add_enabled(may, egui::Button::new("Take over")).clicked();
                if take {
                    out.push(Action::EditActor(Box::new(actor.clone())));
                }
                let apart = !self.apart.is_empty() && {
                    let name = format!("Make {} of them another actor", self.apart.len());
                    ui.add_enabled(open.is_writable(), egui::Button::new(name)).clicked()
                };
                if apart {
                    let ids = open.mentions_of(&actor.id).map(|one| one.id.clone());
                    out.push(Action::SplitMentions(ids.filter(|id| self.apart.contains(id)).collect()));
                }
                ui.button("Cancel").clicked() || take || apart
            })
            .inner
        });
        self.actor = Some(actor);
        !modal.inner && !modal.should_close()
    }

    fn fields(&mut self, ui: &mut Ui, open: &Open, actor: &mut Actor) {
        Grid::new("actor").num_columns(2).spacing([12.0, 6.0]).show(ui, |ui| {
            line(ui, "Name", &mut actor.name);
            let layer = open.document().codebook().layer(&LayerId::ACTOR);
            let kinds = layer.and_then(|layer| layer.attribute("kind")).map(|kind| kind.values.as_slice());
            ui.label("Kind");
            egui::ComboBox::from_id_salt("actor kind")
                .width(200.0)
                .selected_text(actor.kind.as_str())
                .show_ui(ui, |ui| {
                    for value in kinds.unwrap_or_default() {
                        if ui.selectable_label(actor.kind == value.id, &value.name).clicked() {
                            actor.kind = value.id.clone();
                        }
                    }
                });
            ui.end_row();
            self.country(ui, actor);
            ui.label("Other names");
            let aliases = egui::TextEdit::multiline(&mut self.aliases).desired_rows(2).desired_width(360.0);
            let aliases = ui.add(aliases.hint_text("One a line"));
            name_field(&aliases, "Other names");
            actor.aliases = self
                .aliases
                .lines()
                .map(str::trim)
                .filter(|alias| !alias.is_empty())
                .map(str::to_owned)
                .collect();
            ui.end_row();
            line(ui, "Wikidata number", &mut self.wikidata);
            actor.wikidata = self.wikidata.trim().into();
            parent(ui, open, actor);
            colours(ui, actor);
            ui.label("Notes");
            let note =
                ui.add(egui::TextEdit::multiline(&mut actor.note).desired_rows(2).desired_width(360.0));
            name_field(&note, "Notes on the actor");
            ui.end_row();
        });
    }

    fn country(&mut self, ui: &mut Ui, actor: &mut Actor) {
        let label = ui.label("Country");
        ui.horizontal(|ui| {
            let field = egui::TextEdit::singleline(&mut self.country).desired_width(160.0);
            ui.add(field.hint_text("KAZ, or Kazakhstan")).labelled_by(label.id);
            let known = country::of(&self.country);
            if let Some(known) = known {
                ui.weak(format!("{} {}", known.code, known.name));
            }
            actor.country = known.map_or_else(|| self.country.trim().into(), |known| known.code.into());
        });
        ui.end_row();
    }

    /// Lists the mentions; those that are ticked get an actor of their own.
    fn mentions(&mut self, ui: &mut Ui, open: &Open, actor: &Actor) {
        let all: Vec<_> = open.mentions_of(&actor.id).collect();
        let faded = Palette::of(ui).faded;
        let text = format!("{} mentions; tick those that are somebody else", all.len());
        ui.label(RichText::new(text).color(faded));
        let scrolled = egui::ScrollArea::vertical().id_salt("mentions").auto_shrink([false, false]);
        tall(ui, 110.0, |ui| {
            scrolled.show_rows(ui, look::ROW.y, all.len(), |ui, rows| {
                for mention in all.get(rows).unwrap_or_default() {
                    let mut ticked = self.apart.contains(&mention.id);
                    let paragraph = open.document().article().paragraph_at(mention.hull().start) + 1;
                    let name = format!("{}   paragraph {paragraph}", mention.words(open.document().text()));
                    if ui.checkbox(&mut ticked, name).changed() {
                        if ticked {
                            self.apart.insert(mention.id.clone());
                        } else {
                            self.apart.remove(&mention.id);
                        }
                    }
                }
            });
        });
    }
}

fn line(ui: &mut Ui, name: &str, value: &mut String) {
    let label = ui.label(name);
    ui.add(egui::TextEdit::singleline(value).desired_width(360.0)).labelled_by(label.id);
    ui.end_row();
}

/// Chooses the body that the actor belongs to.
fn parent(ui: &mut Ui, open: &Open, actor: &mut Actor) {
    ui.label("Belongs to");
    let actors = open.document().actors();
    let name = |id: &ActorId| actors.get(id).map_or_else(|| id.to_string(), |parent| parent.name.clone());
    let now = actor.parent.as_ref().map_or_else(|| "nothing".to_owned(), name);
    egui::ComboBox::from_id_salt("actor parent").width(260.0).selected_text(now).show_ui(ui, |ui| {
        if ui.selectable_label(actor.parent.is_none(), "nothing").clicked() {
            actor.parent = None;
        }
        for other in actors.iter().filter(|other| other.id != actor.id && other.kind != "person") {
            if ui.selectable_label(actor.parent.as_ref() == Some(&other.id), &other.name).clicked() {
                actor.parent = Some(other.id.clone());
            }
        }
    });
    ui.end_row();
}

fn colours(ui: &mut Ui, actor: &mut Actor) {
    ui.label("Colour");
    ui.horizontal(|ui| {
        if ui.selectable_label(actor.colour.is_none(), "as its layer").clicked() {
            actor.colour = None;
        }
        actor.colour = swatches(ui, actor.colour).or(actor.colour);
    });
    ui.end_row();
}
