//! The selected annotation, for editing: its attributes, who stands behind it, why it was proposed, its note.

use super::super::look::{self, Palette};
use crate::app::{hint, name_field};
use crate::model::codebook::{Attribute, Layer};
use crate::model::{Annotation, LayerId, Link, Status, Target};
use crate::workbench::{Action, Command, Open, Pending, Workbench};
use egui::{RichText, Ui};

/// The inspector's state.
#[derive(Debug, Default)]
pub(crate) struct Inspector {
    actor_name: Option<(crate::model::AnnotationId, String)>,
    /// The note's field wants the focus.
    pub wants_note: bool,
}

impl Inspector {
    /// Draws the inspector.
    pub(crate) fn ui(&mut self, ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) {
        let Some(open) = bench.open() else { return };
        let Some(annotation) = open.selected() else {
            nothing_selected(ui, open);
            return;
        };
        let Some(layer) = open.document().codebook().layer(&annotation.layer) else { return };
        let layer = layer.clone();
        egui::ScrollArea::vertical().id_salt("inspector").auto_shrink([false, false]).show(ui, |ui| {
            ui.add_enabled_ui(open.is_writable(), |ui| {
                heading(ui, &layer, annotation);
                words(ui, open, annotation);
                decisions(ui, annotation, out);
                ui.add_space(look::UNIT);
                for (index, attribute) in layer.attributes.iter().enumerate() {
                    let letters = index == 0 && open.pending == Pending::Type;
                    values(ui, annotation, attribute, letters, out);
                }
                if annotation.layer == LayerId::ACTOR {
                    self.actor(ui, open, annotation, out);
                }
                links(ui, open, annotation, out);
                self.note(ui, annotation, out);
                why(ui, open, annotation);
            });
        });
    }

    fn actor(&mut self, ui: &mut Ui, open: &Open, annotation: &Annotation, out: &mut Vec<Action>) {
        let known = annotation.actor.as_ref().and_then(|id| open.document().actors().get(id));
        let name = known.map(|actor| actor.name.clone()).unwrap_or_default();
        let fresh = self.actor_name.as_ref().is_none_or(|(id, _)| *id != annotation.id);
        if fresh {
            self.actor_name = Some((annotation.id.clone(), name.clone()));
        }
        ui.label(RichText::new("Actor").color(Palette::of(ui).faded));
        if let Some((_, text)) = &mut self.actor_name {
            let field = ui.add(egui::TextEdit::singleline(text).desired_width(f32::INFINITY));
            name_field(&field, "Actor");
            if field.lost_focus() && *text != name {
                out.push(Action::SetActorByName(annotation.id.clone(), text.clone()));
            } else if !field.has_focus() {
                text.clone_from(&name);
            }
            if field.has_focus() && !text.is_empty() && *text != name {
                suggest_names(ui, open, annotation, text, out);
            }
        }
        if let Some(actor) = known {
            let mut about: Vec<String> = Vec::new();
            if !actor.country.is_empty() {
                about.push(actor.country.to_string());
            }
            if !actor.aliases.is_empty() {
                about.push(format!("also {}", actor.aliases.join(", ")));
            }
            if !about.is_empty() {
                ui.label(RichText::new(about.join(" · ")).color(Palette::of(ui).faded));
            }
        }
        ui.add_space(look::UNIT);
    }

    fn note(&mut self, ui: &mut Ui, annotation: &Annotation, out: &mut Vec<Action>) {
        ui.label(RichText::new("Note").color(Palette::of(ui).faded));
        let mut note = annotation.note.clone();
        let field = egui::TextEdit::multiline(&mut note).desired_rows(2).desired_width(f32::INFINITY);
        let field = ui.add(field).on_hover_text(hint(ui, Command::Note));
        name_field(&field, "Note");
        if std::mem::take(&mut self.wants_note) {
            field.request_focus();
        }
        if field.changed() {
            out.push(Action::SetNote(annotation.id.clone(), note));
        }
        ui.add_space(look::UNIT);
    }
}

fn nothing_selected(ui: &mut Ui, open: &Open) {
    ui.add_space(look::UNIT);
    let faded = Palette::of(ui).faded;
    let text = if open.suggesting {
        "Looking for actors, quotes and claims. The text can be read meanwhile."
    } else {
        "Nothing is selected.\n\nPress n for the next suggestion, Enter to accept it, Backspace to reject it. Select text and press 1, 2 or 3 to make an actor, a quote or a claim.\n\nF1 shows all keys."
    };
    ui.add(egui::Label::new(RichText::new(text).color(faded)).wrap());
    for problem in open.problems.iter().take(12) {
        ui.add_space(look::UNIT);
        ui.add(egui::Label::new(problem.to_string()).wrap());
    }
}

fn heading(ui: &mut Ui, layer: &Layer, annotation: &Annotation) {
    let palette = Palette::of(ui);
    ui.horizontal(|ui| {
        let name = RichText::new(&layer.name).font(look::font(look::FONT_STRONG, 16.0));
        ui.label(name.color(palette.layer(layer.colour).text)).on_hover_text(&layer.guideline);
        let status = match annotation.origin.score {
            Some(score) => format!("{}  {score:.2}", annotation.status.name()),
            None => annotation.status.name().to_owned(),
        };
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.label(RichText::new(status).color(palette.faded));
        });
    });
}

fn words(ui: &mut Ui, open: &Open, annotation: &Annotation) {
    let words = annotation.words(open.document().text());
    let end = words.floor_char_boundary(240);
    let short =
        if end < words.len() { format!("{} …", words.get(..end).unwrap_or_default()) } else { words };
    let text = RichText::new(short).font(look::font(look::FONT_READING, 14.0)).color(Palette::of(ui).ink);
    ui.add(egui::Label::new(text).wrap());
    ui.add_space(look::UNIT);
}

fn decisions(ui: &mut Ui, annotation: &Annotation, out: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        let choices = match annotation.status {
            Status::Suggested => &[(Command::Accept, "✓ Accept"), (Command::Reject, "✕ Reject")][..],
            _ => &[(Command::Undecide, "Undecided again"), (Command::Delete, "Delete")][..],
        };
        for (command, name) in choices {
            if ui.button(*name).on_hover_text(hint(ui, *command)).clicked() {
                out.push((*command).into());
            }
        }
    });
}

fn values(ui: &mut Ui, annotation: &Annotation, attribute: &Attribute, letters: bool, out: &mut Vec<Action>) {
    let now = annotation.attributes.get(&attribute.id).unwrap_or_default();
    let mut title = RichText::new(&attribute.name).color(Palette::of(ui).faded);
    if letters {
        title = RichText::new(format!("{}: press a letter", attribute.name)).color(Palette::of(ui).accent);
    }
    ui.label(title).on_hover_text(&attribute.guideline);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(look::UNIT, look::UNIT);
        for value in &attribute.values {
            let name = match value.key.filter(|_| letters) {
                Some(key) => format!("{key}  {}", value.name),
                None => value.name.clone(),
            };
            let mut response = ui.selectable_label(value.id == now, name);
            if !value.guideline.is_empty() {
                response = response.on_hover_text(&value.guideline);
            }
            if response.clicked() {
                let value = if value.id == now { "".into() } else { value.id.clone() };
                let (id, name) = (annotation.id.clone(), attribute.id.clone());
                out.push(Action::SetAttribute { id, name, value });
            }
        }
    });
    ui.add_space(look::UNIT);
}

fn links(ui: &mut Ui, open: &Open, annotation: &Annotation, out: &mut Vec<Action>) {
    let rules: Vec<_> = open.document().codebook().links_from(&annotation.layer).cloned().collect();
    for rule in rules {
        let there: Vec<&Link> = open.document().linked(&annotation.id, &rule.role).collect();
        let is_voice = rule.to_actor || rule.to_author;
        if there.is_empty() && !is_voice {
            continue;
        }
        ui.horizontal(|ui| {
            ui.label(RichText::new(&rule.name).color(Palette::of(ui).faded));
            if is_voice {
                let next = hint(ui, Command::NextSpeaker);
                if ui.small_button("next").on_hover_text(next).clicked() {
                    out.push(Command::NextSpeaker.into());
                }
                if ui.small_button("link to…").on_hover_text(hint(ui, Command::LinkTo)).clicked() {
                    out.push(Command::LinkTo.into());
                }
            }
        });
        for link in there {
            link_row(ui, open, link, out);
        }
        if open.selection.linking.as_ref() == Some(&rule.role) {
            let text =
                RichText::new("Click who it is, or n, p and Enter; select a name that is not marked and press Enter to make an actor of it. Esc leaves.").color(Palette::of(ui).accent);
            ui.add(egui::Label::new(text).wrap());
        }
        if is_voice {
            candidates(ui, open, annotation, &rule.role, out);
        }
        ui.add_space(look::UNIT);
    }
}

fn link_row(ui: &mut Ui, open: &Open, link: &Link, out: &mut Vec<Action>) {
    let row = egui::vec2(ui.available_width(), look::ROW.y);
    let right_first = egui::Layout::right_to_left(egui::Align::Center);
    ui.allocate_ui_with_layout(row, right_first, |ui| {
        if ui.small_button("✕").on_hover_text("Remove this link").clicked() {
            out.push(Action::Unlink(link.id.clone()));
        }
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            let mark = if link.status == Status::Suggested { "○" } else { "●" };
            let name = format!("{mark} {}", open.name_of_target(&link.to));
            let response = ui.add(egui::Button::new(&name).frame(false).truncate());
            let hint = [name.as_str(), link.origin.reason.as_str()].join("\n");
            if response.on_hover_text(hint.trim_end()).clicked()
                && let Target::Annotation(id) = &link.to
            {
                out.push(Action::Select { id: Some(id.clone()), reveal: true });
            }
        });
    });
}

fn candidates(ui: &mut Ui, open: &Open, annotation: &Annotation, role: &str, out: &mut Vec<Action>) {
    let there: Vec<_> = open.document().linked(&annotation.id, role).map(|link| &link.to).collect();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(look::UNIT, look::UNIT);
        let others = open.candidates(&annotation.id).into_iter().filter(|c| !there.contains(&&c.target));
        for candidate in others.take(4) {
            let text = RichText::new(&candidate.name).color(Palette::of(ui).faded);
            if ui.add(egui::Button::new(text).small()).on_hover_text(candidate.reason.as_str()).clicked() {
                let (from, role) = (annotation.id.clone(), role.into());
                out.push(Action::Link { from, role, to: candidate.target });
            }
        }
    });
}

fn why(ui: &mut Ui, open: &Open, annotation: &Annotation) {
    let origin = &annotation.origin;
    let faded = Palette::of(ui).faded;
    let made = if origin.reason.is_empty() {
        format!("made by {} {}", origin.by.name(), origin.name)
    } else {
        format!("why: {} ({} {})", origin.reason, origin.by.name(), origin.name)
    };
    ui.add(egui::Label::new(RichText::new(made).color(faded)).wrap());
    if !annotation.decided_by.is_empty() {
        ui.label(RichText::new(format!("decided by {}", annotation.decided_by)).color(faded));
    }
    let place = annotation.hull();
    let paragraph = open.document().article().paragraph_at(place.start) + 1;
    ui.label(RichText::new(format!("paragraph {paragraph}, {}", annotation.id)).color(faded).small());
}

fn suggest_names(ui: &mut Ui, open: &Open, annotation: &Annotation, text: &str, out: &mut Vec<Action>) {
    let wanted = text.to_lowercase();
    let names = open.document().actors().iter().filter(|actor| actor.name.to_lowercase().contains(&wanted));
    for actor in names.take(5) {
        if ui.add(egui::Button::new(&actor.name).frame(false)).clicked() {
            out.push(Action::SetActor(annotation.id.clone(), Some(actor.id.clone())));
        }
    }
}
