//! The colours to choose from, side by side.

use crate::app::look::{self, Palette};
use crate::model::codebook::Rgb;
use egui::Ui;

/// Shows them, the chosen one in a frame; returns the one that was clicked.
pub(super) fn swatches(ui: &mut Ui, chosen: Option<Rgb>) -> Option<Rgb> {
    let mut clicked = None;
    for (index, colour) in Rgb::CHOICE.into_iter().enumerate() {
        let fill = Palette::of(ui).layer(colour).line;
        let (rect, swatch) = ui.allocate_exact_size(egui::Vec2::splat(18.0), egui::Sense::click());
        ui.painter().rect_filled(rect.shrink(2.0), look::RADIUS, fill);
        if chosen == Some(colour) {
            let line = (1.5, Palette::of(ui).ink);
            ui.painter().rect_stroke(rect, look::RADIUS, line, egui::StrokeKind::Inside);
        }
        let name = format!("Colour {}", index + 1);
        swatch.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
        if swatch.clicked() {
            clicked = Some(colour);
        }
    }
    clicked
}
