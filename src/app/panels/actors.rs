//! The actors of the article: mentions, deciding all at once, renaming, merging.

use super::super::look::{self, Palette};
use crate::app::{keep_focus, name_field};
use crate::model::{ActorId, Status};
use crate::workbench::derived::ActorRow;
use crate::workbench::{Action, Workbench};
use egui::{RichText, Ui};

/// The panel's state.
#[derive(Debug, Default)]
pub(crate) struct ActorsPanel {
    filter: String,
    renaming: Option<(ActorId, String)>,
}

impl ActorsPanel {
    /// Draws the actors.
    pub(crate) fn ui(&mut self, ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) {
        let rows = &bench.derived().actors;
        if rows.len() > 8 || !self.filter.is_empty() {
            let field = egui::TextEdit::singleline(&mut self.filter)
                .hint_text("Find an actor")
                .desired_width(f32::INFINITY);
            name_field(&ui.add(field), "Find an actor");
            ui.add_space(4.0);
        }
        let wanted = self.filter.to_lowercase();
        let rows: Vec<_> = rows.iter().filter(|row| row.name.to_lowercase().contains(&wanted)).collect();
        if rows.is_empty() {
            ui.weak("No actor is shown.");
        }
        let height = look::ROW.y;
        egui::ScrollArea::vertical().id_salt("actors").auto_shrink([false, false]).show_rows(
            ui,
            height,
            rows.len(),
            |ui, range| {
                for row in rows.get(range).unwrap_or_default() {
                    self.row(ui, bench, row, height, out);
                }
            },
        );
    }

    fn row(&mut self, ui: &mut Ui, bench: &Workbench, row: &ActorRow, height: f32, out: &mut Vec<Action>) {
        if let Some((_, name)) = self.renaming.as_mut().filter(|(id, _)| *id == row.id) {
            let field = ui.add(egui::TextEdit::singleline(name).desired_width(f32::INFINITY));
            name_field(&field, "New name");
            let done = field.lost_focus();
            keep_focus(&field);
            if done {
                if ui.input(|input| input.key_pressed(egui::Key::Enter)) {
                    out.push(Action::RenameActor(row.id.clone(), name.clone()));
                }
                self.renaming = None;
            }
            return;
        }
        let selected =
            bench.open().and_then(|open| open.selected()).and_then(|a| a.actor.as_ref()) == Some(&row.id);
        let text = label(ui, row);
        let button = egui::Button::selectable(selected, text)
            .truncate()
            .right_text(RichText::new(count(row)).color(Palette::of(ui).faded));
        let size = egui::vec2(ui.available_width(), height);
        let button = ui.add_sized(size, button.sense(egui::Sense::click_and_drag()));
        let hint =
            format!("{} · {}\nDrag onto another actor to merge. Right-click for more.", row.name, row.kind);
        let button = button.on_hover_text(hint);
        if button.clicked() {
            out.push(Action::Select { id: Some(row.first.clone()), reveal: true });
        }
        button.dnd_set_drag_payload(row.id.clone());
        if let Some(dropped) = button.dnd_release_payload::<ActorId>() {
            out.push(Action::MergeActors((*dropped).clone(), row.id.clone()));
        }
        button.context_menu(|ui| self.menu(ui, bench, row, out));
    }

    fn menu(&mut self, ui: &mut Ui, bench: &Workbench, row: &ActorRow, out: &mut Vec<Action>) {
        for (name, status) in
            [("Accept all mentions", Status::Accepted), ("Reject all mentions", Status::Rejected)]
        {
            if ui.button(name).clicked() {
                out.push(Action::DecideActor(row.id.clone(), status));
                ui.close();
            }
        }
        if ui.button("Edit…").clicked() {
            out.push(Action::ShowActor(row.id.clone()));
            ui.close();
        }
        if ui.button("Rename…").clicked() {
            self.renaming = Some((row.id.clone(), row.name.clone()));
            ui.close();
        }
        ui.menu_button("Kind", |ui| {
            for value in bench.actor_kinds() {
                if ui.selectable_label(value.id == row.kind, &value.name).clicked() {
                    out.push(Action::SetActorKind(row.id.clone(), value.id.clone()));
                    ui.close();
                }
            }
        });
        ui.menu_button("Merge into", |ui| {
            egui::ScrollArea::vertical().max_height(300.0).show(ui, |ui| {
                for other in bench.derived().actors.iter().filter(|other| other.id != row.id) {
                    if ui.button(&other.name).clicked() {
                        out.push(Action::MergeActors(row.id.clone(), other.id.clone()));
                        ui.close();
                    }
                }
            });
        });
        let only = bench.open().is_some_and(|open| open.filter.actor.as_ref() == Some(&row.id));
        let name = if only { "Show all again" } else { "Show only this actor" };
        if ui.button(name).clicked() {
            if let Some(open) = bench.open() {
                let mut filter = open.filter.clone();
                filter.actor = (!only).then(|| row.id.clone());
                out.push(Action::SetFilter(Box::new(filter)));
            }
            ui.close();
        }
    }
}

/// The actor's name behind a sign: empty while something is undecided.
fn label(ui: &Ui, row: &ActorRow) -> RichText {
    let mark = if row.undecided > 0 { "○" } else { "●" };
    RichText::new(format!("{mark}  {}", row.name)).color(Palette::of(ui).ink)
}

fn count(row: &ActorRow) -> String {
    if row.undecided == 0 || row.undecided == row.mentions {
        row.mentions.to_string()
    } else {
        format!("{} of {}", row.mentions - row.undecided, row.mentions)
    }
}
