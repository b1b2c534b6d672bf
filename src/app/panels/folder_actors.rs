//! The actors of the whole folder: in how many articles each is mentioned, renaming and merging in all of them.

use crate::app::{hint, look, name_field, tall};
use crate::model::ActorId;
use crate::workbench::registry::FolderActor;
use crate::workbench::{Action, Command, Workbench};
use egui::{Context, RichText, Ui};

/// How high the lists stand, however much is in them.
const HEIGHT: f32 = 420.0;

/// The dialog's state.
#[derive(Debug, Default)]
pub(crate) struct FolderActors {
    filter: String,
    chosen: Option<ActorId>,
    name: String,
    into: Option<ActorId>,
    into_filter: String,
}

impl FolderActors {
    /// Draws the dialog. Says whether it stays open.
    pub(crate) fn ui(&mut self, ctx: &Context, bench: &Workbench, out: &mut Vec<Action>) -> bool {
        out.push(Action::WantFolderActors);
        let modal = egui::Modal::new(egui::Id::unique("folder actors")).show(ctx, |ui| {
            ui.set_width(720.0);
            ui.label(RichText::new("Actors of the folder").font(look::font(look::FONT_STRONG, look::SMALL)));
            if let Some((done, all)) = bench.folder().and_then(|folder| folder.reading) {
                ui.weak(format!("counting: {done} of {all} articles read"));
            }
            tall(ui, HEIGHT, |ui| {
                ui.horizontal_top(|ui| self.columns(ui, bench, out));
            });
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                if let Some(label) = bench.registry().undo_label() {
                    let undo = ui.button(format!("Take back: {label}"));
                    if undo.on_hover_text(hint(ui, Command::UndoInFolder)).clicked() {
                        out.push(Command::UndoInFolder.into());
                    }
                }
                ui.button("Close").clicked()
            })
            .inner
        });
        !modal.inner && !modal.should_close()
    }

    /// Draws the actors, and beside them what can be done with the chosen one.
    fn columns(&mut self, ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) {
        let actors = bench.registry().rows();
        ui.vertical(|ui| {
            ui.set_width(350.0);
            let before = self.chosen.clone();
            choose(ui, "Find an actor of the folder", (&mut self.filter, &mut self.chosen), actors, None);
            if before != self.chosen {
                let chosen = actors.iter().find(|actor| Some(&actor.id) == self.chosen.as_ref());
                self.name = chosen.map(|actor| actor.name.clone()).unwrap_or_default();
                self.into = None;
            }
        });
        ui.separator();
        ui.vertical(|ui| {
            ui.set_width(330.0);
            self.change(ui, actors, out);
        });
    }

    fn change(&mut self, ui: &mut Ui, actors: &[FolderActor], out: &mut Vec<Action>) {
        let Some(chosen) = actors.iter().find(|actor| Some(&actor.id) == self.chosen.as_ref()) else {
            ui.weak(if actors.is_empty() {
                "Nobody is here yet: an actor is an actor of the folder once one of its mentions is accepted."
            } else {
                "Choose an actor to rename it, or to merge it into another, in all articles. Beside each stands in how many articles it is mentioned, and how often."
            });
            return;
        };
        ui.label(RichText::new(&chosen.name).strong());
        let known = [chosen.kind.as_str(), &chosen.aliases].into_iter().filter(|part| !part.is_empty());
        ui.weak(known.collect::<Vec<_>>().join(" · "));
        let effect = chosen.how_often();
        ui.label(&effect);
        if ui.link("Show the mentions").clicked() {
            out.push(Action::Seek(format!("actor:\"{}\"", chosen.name)));
            out.push(Command::SearchFolder.into());
        }
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            let field = ui.add(egui::TextEdit::singleline(&mut self.name).desired_width(190.0));
            name_field(&field, "New name in the folder");
            let new = !self.name.trim().is_empty() && self.name.trim() != chosen.name;
            let rename = ui.add_enabled(new, egui::Button::new("Rename everywhere"));
            if rename
                .on_hover_text(format!("{effect} with the new name; the former stays as another name"))
                .clicked()
            {
                out.push(Action::RenameEverywhere(chosen.id.clone(), self.name.trim().to_owned()));
            }
        });
        ui.add_space(6.0);
        ui.label("Merge into:");
        let others = (&mut self.into_filter, &mut self.into);
        choose(ui, "Find the other actor", others, actors, Some(&chosen.id));
        let into = actors.iter().find(|actor| Some(&actor.id) == self.into.as_ref());
        if let Some(into) = into {
            let text = format!("Merge {} into {}", chosen.name, into.name);
            let what = format!(
                "{effect} of {} go to {}, which has {} of its own",
                chosen.name,
                into.name,
                into.how_often()
            );
            if ui.button(text).on_hover_text(&what).clicked() {
                out.push(Action::MergeEverywhere(chosen.id.clone(), into.id.clone()));
                self.chosen = Some(into.id.clone());
            }
            ui.weak(what);
        }
    }
}

/// Draws a field and the actors that fit it.
fn choose(
    ui: &mut Ui,
    what: &str,
    (filter, chosen): (&mut String, &mut Option<ActorId>),
    actors: &[FolderActor],
    without: Option<&ActorId>,
) {
    let field = egui::TextEdit::singleline(filter).hint_text(what).desired_width(f32::INFINITY);
    name_field(&ui.add(field), what);
    let wanted = filter.to_lowercase();
    let rows: Vec<_> = actors
        .iter()
        .filter(|actor| Some(&actor.id) != without)
        .filter(|actor| {
            actor.name.to_lowercase().contains(&wanted) || actor.aliases.to_lowercase().contains(&wanted)
        })
        .collect();
    // What is done with the other one stands below.
    let below = if without.is_some() { 80.0 } else { 0.0 };
    let height = (ui.available_height() - below).max(60.0);
    egui::ScrollArea::vertical().id_salt(what).max_height(height).auto_shrink([false, true]).show_rows(
        ui,
        look::ROW.y,
        rows.len(),
        |ui, range| {
            for actor in rows.get(range).unwrap_or_default() {
                let here = chosen.as_ref() == Some(&actor.id);
                let counts = format!("{} · {}", actor.articles, actor.mentions);
                let button = egui::Button::selectable(here, &actor.name)
                    .truncate()
                    .right_text(RichText::new(counts).weak());
                let button = ui.add_sized(egui::vec2(ui.available_width(), look::ROW.y), button);
                if button.on_hover_text(actor.how_often()).clicked() {
                    *chosen = Some(actor.id.clone());
                }
            }
        },
    );
}
