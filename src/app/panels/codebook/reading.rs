//! Reading the codebook: a layer, its examples and links; and another codebook that could be taken.

use crate::app::look::{self, Palette};
use crate::model::codebook::Layer;
use crate::model::{Codebook, LayerId};
use crate::workbench::coding::Recode;
use crate::workbench::{Action, Open};
use egui::{RichText, Ui};

/// Offers to take another codebook, and says what that touches.
pub(super) fn offer(ui: &mut Ui, open: &Open, incoming: &std::sync::Arc<Codebook>, out: &mut Vec<Action>) {
    egui::Frame::group(ui.style()).show(ui, |ui| {
        let layers: Vec<_> = incoming.layers.iter().map(|layer| layer.name.as_str()).collect();
        ui.label(RichText::new(&incoming.name).font(look::font(look::FONT_STRONG, look::TEXT)));
        faded(ui, &format!("{} layers: {}", layers.len(), layers.join(", ")));
        let replace = Recode::Replace(incoming.clone());
        let lost = open.touched_by(&replace);
        if lost > 0 {
            let text = format!(
                "{lost} annotations and links are of layers and kinds that it lacks: they stay in the document, and the check lists them."
            );
            ui.add(egui::Label::new(RichText::new(text).color(Palette::of(ui).warning)).wrap());
        }
        ui.horizontal_wrapped(|ui| {
            if ui.button("Replace the codebook").clicked() {
                out.push(Action::Recode(Box::new(replace)));
            }
            if ui.button("Add its layers").clicked() {
                out.push(Action::Recode(Box::new(Recode::Include(incoming.clone()))));
            }
            if ui.button("Cancel").clicked() {
                out.push(Action::ForgetCodebook);
            }
        });
    });
}

pub(super) fn read_layer(ui: &mut Ui, open: &Open, layer: &Layer) {
    ui.add(egui::Label::new(&layer.guideline).wrap());
    layer.examples.iter().for_each(|example| show_example(ui, example));
    for rule in open.document().codebook().links_from(&layer.id) {
        let mut to: Vec<_> = rule.to.iter().map(LayerId::to_string).collect();
        to.extend(rule.to_author.then(|| "author".to_owned()));
        faded(ui, &format!("{} → {}", rule.name, to.join(", ")));
    }
}

pub(super) fn show_example(ui: &mut Ui, example: &str) {
    let text = RichText::new(example).font(look::font(look::FONT_READING_ITALIC, look::TEXT));
    ui.add(egui::Label::new(text.color(Palette::of(ui).ink)).wrap());
}

pub(super) fn faded(ui: &mut Ui, text: &str) {
    ui.add(egui::Label::new(RichText::new(text).color(Palette::of(ui).faded)).wrap());
}
