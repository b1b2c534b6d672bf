//! Merging an actor into another: found by typing, the likeliest first.

use super::super::look::{self, Palette};
use crate::app::{keep_focus, name_field, tall};
use crate::model::{Actor, ActorId};
use crate::workbench::{Action, Open};
use egui::{Context, Key, Modifiers, RichText};

/// The dialog while it is open.
#[derive(Debug)]
pub(crate) struct MergeDialog {
    from: ActorId,
    text: String,
    chosen: usize,
}

impl MergeDialog {
    /// Begins with the actor that is to go.
    #[must_use]
    pub(crate) fn new(from: ActorId) -> Self {
        Self { from, text: String::new(), chosen: 0 }
    }

    /// Draws the dialog. Says whether it stays open.
    pub(crate) fn ui(&mut self, ctx: &Context, open: &Open, out: &mut Vec<Action>) -> bool {
        let Some(from) = open.document().actors().get(&self.from) else { return false };
        let mut into = None;
        let modal = egui::Modal::new(egui::Id::unique("merge")).show(ctx, |ui| {
            ui.set_width(440.0);
            let count = open.mentions_of(&self.from).count();
            ui.label(
                RichText::new(format!("Merge {} into", from.name)).font(look::font(look::FONT_STRONG, 16.0)),
            );
            ui.weak(format!("Its {count} mentions follow, its names become aliases. Undo takes it back."));
            ui.add_space(look::UNIT);
            let (up, down, enter) = ui.input_mut(|input| {
                let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
                (pressed(Key::ArrowUp), pressed(Key::ArrowDown), pressed(Key::Enter))
            });
            let field = egui::TextEdit::singleline(&mut self.text)
                .hint_text("Find an actor")
                .desired_width(f32::INFINITY);
            let field = ui.add(field);
            name_field(&field, "Find an actor");
            keep_focus(&field);
            if field.changed() {
                self.chosen = 0;
            }
            let found = alike(open, from, &self.text);
            if up {
                self.chosen = self.chosen.saturating_sub(1);
            }
            if down {
                self.chosen = (self.chosen + 1).min(found.len().saturating_sub(1));
            }
            let scrolled = egui::ScrollArea::vertical().auto_shrink([false, false]);
            let mut list = |ui: &mut egui::Ui| {
                for (index, actor) in found.iter().enumerate() {
                    let kind = RichText::new(actor.kind.as_str()).color(Palette::of(ui).faded);
                    let row = egui::Button::selectable(index == self.chosen, &actor.name)
                        .right_text(kind)
                        .truncate();
                    if ui.add_sized([ui.available_width(), look::ROW.y], row).clicked() {
                        into = Some(actor.id.clone());
                    }
                }
                if found.is_empty() {
                    ui.weak("No other actor is called that.");
                }
            };
            tall(ui, 300.0, |ui| scrolled.show(ui, &mut list));
            if enter {
                into = found.get(self.chosen).map(|actor| actor.id.clone());
            }
            ui.add_space(look::UNIT);
            ui.button("Cancel").clicked()
        });
        let merged = into.map(|into| out.push(Action::MergeActors(self.from.clone(), into))).is_some();
        !modal.inner && !merged && !modal.should_close()
    }
}

/// Returns the other actors whose names hold `text`, those that share a word with `from` first.
fn alike<'a>(open: &'a Open, from: &Actor, text: &str) -> Vec<&'a Actor> {
    let wanted = text.trim().to_lowercase();
    let own: Vec<String> = from.name.split_whitespace().map(str::to_lowercase).collect();
    let shared = |actor: &Actor| {
        let names = std::iter::once(&actor.name).chain(&actor.aliases);
        let words = names.flat_map(|name| name.split_whitespace().map(str::to_lowercase));
        words.filter(|word| own.contains(word)).count()
    };
    let mut found: Vec<_> = open
        .document()
        .actors()
        .iter()
        .filter(|actor| actor.id != from.id)
        .filter(|actor| {
            let names = std::iter::once(&actor.name).chain(&actor.aliases);
            wanted.is_empty() || names.into_iter().any(|name| name.to_lowercase().contains(&wanted))
        })
        .map(|actor| {
            let rank = (shared(actor), usize::from(actor.kind == from.kind));
            (std::cmp::Reverse(rank), actor.name.as_str(), actor)
        })
        .collect();
    found.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    found.into_iter().map(|(.., actor)| actor).collect()
}
