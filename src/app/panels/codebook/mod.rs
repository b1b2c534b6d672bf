//! The codebook beside the text: what each layer and value means, with examples; and changing it.

mod fields;
mod reading;

use super::folder_book;
use super::swatches::swatches;
use crate::app::look::{self, Palette};
use crate::app::name_field;
use crate::model::codebook::{Attribute, Layer, Shape, Value};
use crate::model::{Codebook, LayerId};
use crate::workbench::coding::{Recode, ValueAt};
use crate::workbench::{Action, Command, Open, Workbench};
use egui::{RichText, Ui};
use fields::{clash, examples, field, key_field, text};
use reading::{faded, offer, read_layer, show_example};

/// The panel's state.
#[derive(Debug, Default)]
pub(crate) struct CodebookPanel {
    /// The layer that is shown; the selected annotation's when there is none.
    layer: Option<LayerId>,
    editing: bool,
    /// A removal that was asked for once: the second time it is done.
    asked: Option<Recode>,
    /// The name that something new is to get.
    name: String,
    /// What is being edited, as it is typed.
    draft: Option<(ValueAt, Value)>,
    layer_draft: Option<Layer>,
}

impl CodebookPanel {
    /// Draws the panel.
    pub(crate) fn ui(&mut self, ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) {
        let Some(open) = bench.open() else { return };
        let book = open.document().codebook();
        self.head(ui, open, book, out);
        folder_book::ui(ui, bench, open, out);
        if let Some(incoming) = &open.incoming {
            offer(ui, open, incoming, out);
        }
        ui.separator();
        let selected = open.selected().map(|one| one.layer.clone());
        let shown = self.layer.clone().or(selected.clone());
        ui.horizontal_wrapped(|ui| {
            for layer in &book.layers {
                let name = RichText::new(&layer.name).color(Palette::of(ui).layer(layer.colour).text);
                if ui.selectable_label(shown.as_ref() == Some(&layer.id), name).clicked() {
                    let again = self.layer.as_ref() == Some(&layer.id);
                    self.layer = (!again).then(|| layer.id.clone());
                    self.forget();
                }
            }
        });
        let shown = shown.and_then(|id| book.layer(&id)).or(book.layers.first());
        egui::ScrollArea::vertical().id_salt("codebook").auto_shrink([false, false]).show(ui, |ui| {
            let Some(layer) = shown else { return };
            ui.add_enabled_ui(open.is_writable(), |ui| {
                if self.editing {
                    self.edit_layer(ui, bench, open, layer, out);
                } else {
                    read_layer(ui, open, layer);
                }
                for attribute in &layer.attributes {
                    self.attribute(ui, open, layer, attribute, out);
                }
                if self.editing {
                    self.add(ui, "New attribute", |name| Recode::AddAttribute(layer.id.clone(), name), out);
                    self.links(ui, open, layer, out);
                    ui.separator();
                    self.add(ui, "New layer", Recode::AddLayer, out);
                }
            });
        });
    }

    fn forget(&mut self) {
        self.asked = None;
        self.draft = None;
        self.layer_draft = None;
        self.name.clear();
    }

    fn head(&mut self, ui: &mut Ui, open: &Open, book: &Codebook, out: &mut Vec<Action>) {
        ui.horizontal(|ui| {
            ui.label(RichText::new(&book.name).font(look::font(look::FONT_STRONG, look::TEXT)));
            ui.weak(format!("version {}", book.version));
        });
        ui.horizontal_wrapped(|ui| {
            if ui
                .add_enabled(open.is_writable(), egui::Button::selectable(self.editing, "Change it"))
                .clicked()
            {
                self.editing = !self.editing;
                self.forget();
            }
            ui.menu_button("Ready ones", |ui| {
                for ready in Codebook::ready() {
                    if ui.button(&ready.name).clicked() {
                        out.push(Action::ConsiderCodebook(ready.clone()));
                        ui.close();
                    }
                }
            });
            for (command, name) in
                [(Command::ImportCodebook, "Import…"), (Command::ExportCodebook, "Export…")]
            {
                if ui.button(name).on_hover_text(crate::app::hint(ui, command)).clicked() {
                    out.push(command.into());
                }
            }
        });
    }

    fn edit_layer(
        &mut self,
        ui: &mut Ui,
        bench: &Workbench,
        open: &Open,
        layer: &Layer,
        out: &mut Vec<Action>,
    ) {
        if self.layer_draft.as_ref().is_none_or(|draft| draft.id != layer.id) {
            self.layer_draft = Some(layer.clone());
        }
        let Some(draft) = &mut self.layer_draft else { return };
        egui::Grid::new("layer").num_columns(2).show(ui, |ui| {
            field(ui, "Name", &mut draft.name);
            key_field(ui, &mut draft.key);
            ui.label("Colour");
            let chosen = ui.horizontal_wrapped(|ui| swatches(ui, Some(draft.colour))).inner;
            draft.colour = chosen.unwrap_or(draft.colour);
            ui.end_row();
            ui.label("Drawn as");
            ui.horizontal_wrapped(|ui| {
                for (shape, name) in [
                    (Shape::Box, "box"),
                    (Shape::Band, "band"),
                    (Shape::Bracket, "bracket"),
                    (Shape::Underline, "underline"),
                ] {
                    ui.selectable_value(&mut draft.shape, shape, name);
                }
            });
            ui.end_row();
        });
        ui.checkbox(&mut draft.reviewed, "reviewed on its own");
        text(ui, "What counts as one", &mut draft.guideline);
        examples(ui, &mut draft.examples);
        if let Some(key) = draft.key.and_then(|key| clash(bench, open, key)) {
            ui.colored_label(Palette::of(ui).danger, key);
        }
        ui.horizontal(|ui| {
            let changed = *draft != *layer && !draft.name.trim().is_empty();
            if ui.add_enabled(changed, egui::Button::new("Take over")).clicked() {
                out.push(Action::Recode(Box::new(Recode::EditLayer(Box::new(draft.clone())))));
            }
        });
        self.remove(ui, open, "Remove the layer", Recode::RemoveLayer(layer.id.clone()), out);
        ui.separator();
        if open.document().codebook().layer(&layer.id) != self.layer_draft.as_ref()
            && out.iter().any(is_recode)
        {
            self.layer_draft = None;
        }
    }

    fn attribute(
        &mut self,
        ui: &mut Ui,
        open: &Open,
        layer: &Layer,
        attribute: &Attribute,
        out: &mut Vec<Action>,
    ) {
        ui.add_space(look::UNIT);
        ui.label(RichText::new(&attribute.name).font(look::font(look::FONT_STRONG, look::TEXT)));
        if !attribute.guideline.is_empty() {
            faded(ui, &attribute.guideline);
        }
        let chosen = open.selected().filter(|one| one.layer == layer.id);
        let chosen = chosen.and_then(|one| one.attributes.get(&attribute.id));
        for value in &attribute.values {
            let at =
                ValueAt { layer: layer.id.clone(), attribute: attribute.id.clone(), value: value.id.clone() };
            if self.draft.as_ref().is_some_and(|(draft, _)| *draft == at) {
                self.edit_value(ui, open, attribute, &at, out);
                continue;
            }
            let key = value.key.map(|key| format!("{key}  ")).unwrap_or_default();
            let mut name = RichText::new(format!("{key}{}", value.name));
            if chosen == Some(value.id.as_str()) {
                name = name.color(Palette::of(ui).accent);
            }
            if self.editing {
                if ui.add(egui::Button::new(name).frame(false)).on_hover_text("Edit this value").clicked() {
                    self.draft = Some((at, value.clone()));
                }
            } else {
                ui.label(name);
                if !value.guideline.is_empty() {
                    faded(ui, &value.guideline);
                }
                value.examples.iter().for_each(|example| show_example(ui, example));
            }
        }
        if attribute.values.is_empty() {
            ui.weak("any text");
        }
        if self.editing {
            let (id, attribute) = (layer.id.clone(), attribute.id.clone());
            let new = |name| Recode::AddValue(id.clone(), attribute.clone(), name);
            self.add(ui, &format!("New value of {attribute}"), new, out);
            let change = Recode::RemoveAttribute(id.clone(), attribute.clone());
            self.remove(ui, open, "Remove the attribute", change, out);
        }
    }

    fn edit_value(&mut self, ui: &mut Ui, open: &Open, of: &Attribute, at: &ValueAt, out: &mut Vec<Action>) {
        let Some((_, mut draft)) = self.draft.take() else { return };
        let mut stays = true;
        egui::Frame::group(ui.style()).show(ui, |ui| {
            egui::Grid::new("value").num_columns(2).show(ui, |ui| {
                field(ui, "Name", &mut draft.name);
                key_field(ui, &mut draft.key);
            });
            text(ui, "When to use it", &mut draft.guideline);
            examples(ui, &mut draft.examples);
            ui.horizontal_wrapped(|ui| {
                if ui.add_enabled(!draft.name.trim().is_empty(), egui::Button::new("Take over")).clicked() {
                    out.push(Action::Recode(Box::new(Recode::EditValue(
                        at.clone(),
                        Box::new(draft.clone()),
                    ))));
                    stays = false;
                }
                stays &= !ui.button("Cancel").clicked();
                ui.menu_button("Merge into", |ui| {
                    for other in of.values.iter().filter(|other| other.id != at.value) {
                        if ui.button(&other.name).clicked() {
                            out.push(Action::Recode(Box::new(Recode::MergeValues(
                                at.clone(),
                                other.id.clone(),
                            ))));
                            stays = false;
                            ui.close();
                        }
                    }
                });
            });
            stays &= !self.remove(ui, open, "Remove the value", Recode::RemoveValue(at.clone()), out);
        });
        if stays {
            self.draft = Some((at.clone(), draft));
        }
    }

    fn links(&mut self, ui: &mut Ui, open: &Open, layer: &Layer, out: &mut Vec<Action>) {
        ui.add_space(2.0 * look::UNIT);
        ui.label(RichText::new("Links from it").font(look::font(look::FONT_STRONG, look::TEXT)));
        let book = open.document().codebook();
        for rule in book.links_from(&layer.id) {
            let mut new = rule.clone();
            ui.label(&rule.name);
            ui.horizontal_wrapped(|ui| {
                for target in &book.layers {
                    let mut on = rule.to.contains(&target.id);
                    if ui.checkbox(&mut on, format!("to {}", target.name.to_lowercase())).changed() {
                        new.to.retain(|id| *id != target.id);
                        if on {
                            new.to.push(target.id.clone());
                        }
                    }
                }
                ui.checkbox(&mut new.to_author, "to the author");
                ui.checkbox(&mut new.single, "at most one");
            });
            if new != *rule {
                out.push(Action::Recode(Box::new(Recode::PutLink(Box::new(new)))));
            }
            let change = Recode::RemoveLink(rule.role.clone());
            self.remove(ui, open, &format!("Remove “{}”", rule.name), change, out);
        }
        let from = layer.id.clone();
        let new = move |name: String| {
            let role = crate::model::ActorId::of_name(&name, |_| false);
            Recode::PutLink(Box::new(crate::model::codebook::LinkRule {
                role: role.as_str().into(),
                name,
                from: vec![from.clone()],
                to: vec![LayerId::ACTOR],
                to_actor: false,
                to_author: false,
                single: false,
            }))
        };
        self.add(ui, "New kind of link", new, out);
    }

    /// A field for a name, and a button that adds something called so.
    fn add(&mut self, ui: &mut Ui, what: &str, make: impl Fn(String) -> Recode, out: &mut Vec<Action>) {
        ui.menu_button(format!("{what}…"), |ui| {
            ui.set_min_width(200.0);
            let field = ui.text_edit_singleline(&mut self.name);
            name_field(&field, what);
            let enter = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            let name = self.name.trim().to_owned();
            let add = ui.add_enabled(!name.is_empty(), egui::Button::new("Add")).clicked();
            if (add || enter) && !name.is_empty() {
                out.push(Action::Recode(Box::new(make(name))));
                self.name.clear();
                ui.close();
            }
        });
    }

    /// A button that says what it would touch before it does it. Says whether it was done.
    fn remove(
        &mut self,
        ui: &mut Ui,
        open: &Open,
        name: &str,
        change: Recode,
        out: &mut Vec<Action>,
    ) -> bool {
        if self.asked.as_ref() != Some(&change) {
            if ui.small_button(name).clicked() {
                self.asked = Some(change);
            }
            return false;
        }
        let touched = open.touched_by(&change);
        let mut done = false;
        ui.horizontal_wrapped(|ui| {
            let text = match touched {
                0 => "Nothing in the article has it.".to_owned(),
                1 => "1 annotation or link is touched.".to_owned(),
                count => format!("{count} annotations or links are touched."),
            };
            ui.colored_label(Palette::of(ui).danger, text);
            if ui.button(name).clicked() {
                out.push(Action::Recode(Box::new(change.clone())));
                done = true;
            }
            if ui.button("Keep it").clicked() {
                self.asked = None;
            }
        });
        if done {
            self.asked = None;
        }
        done
    }
}

fn is_recode(action: &Action) -> bool {
    matches!(action, Action::Recode(_))
}
