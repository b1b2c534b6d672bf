//! What the pointer learns by resting on a highlight: what it is, who says it, and why it was suggested.

use super::Scene;
use super::marks::Mark;
use super::voice;
use crate::app::look::{self, Palette};
use crate::model::{By, Origin, Status};
use egui::{RichText, Ui};

/// The width of the text.
const WIDTH: f32 = 300.0;

/// Shows what is known of the annotation under the pointer.
pub(super) fn ui(ui: &mut Ui, scene: &Scene<'_>, mark: &Mark<'_>) {
    let palette = Palette::of(ui);
    let annotation = mark.annotation;
    ui.set_max_width(WIDTH);
    ui.spacing_mut().item_spacing.y = look::UNIT;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let (layer, kind) = voice::kind_of(scene.document, annotation);
        ui.label(
            RichText::new(layer).font(look::font(look::FONT_STRONG, look::TEXT)).color(mark.colours.text),
        );
        if !kind.is_empty() {
            ui.label(kind);
        }
        let status = annotation.status.name();
        let score = annotation.origin.score.filter(|_| annotation.status == Status::Suggested);
        let status =
            score.map_or_else(|| status.to_owned(), |score| format!("{status} · {:.0} %", score * 100.0));
        ui.label(RichText::new(status).color(palette.faded));
    });
    if let Some((role, names)) = voice::voices(scene.document, annotation) {
        ui.label(format!("{role}: {names}"));
    }
    if let Some(actor) = annotation.actor.as_ref().and_then(|id| scene.document.actors().get(id)) {
        ui.label(format!("{} ({})", actor.name, actor.kind));
    }
    if let Some(reason) = reason(&annotation.origin) {
        ui.label(RichText::new(reason).color(palette.faded).size(look::SMALL));
    }
    if !annotation.note.is_empty() {
        ui.label(RichText::new(&annotation.note).font(look::font(look::FONT_READING_ITALIC, look::TEXT)));
    }
}

/// Returns why it is there, and what made it.
fn reason(origin: &Origin) -> Option<String> {
    let made = match origin.by {
        By::Person if origin.name.is_empty() => return None,
        By::Person => format!("by {}", origin.name),
        By::Rule => format!("rule {} {}", origin.name, origin.version),
        By::Model => format!("model {} {}", origin.name, origin.version),
        By::Import => format!("from {}", origin.name),
    };
    Some(if origin.reason.is_empty() { made } else { format!("{} ({made})", origin.reason) })
}
