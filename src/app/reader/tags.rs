//! Names in the margin: who says each quote, beside its first line.

use super::Scene;
use super::marks::Marks;
use super::page::Page;
use super::voice;
use crate::app::look::{self, Palette};
use crate::model::LayerId;
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{FontId, Painter, Rangef, Rect, pos2};

/// How far a name stands from the column, with room for brackets between, and from the view's edge.
const GAP: f32 = 12.0;
/// Names that would have less room are not shown.
const LEAST: f32 = 36.0;

/// Paints the names. Returns where they stand.
pub(super) fn paint(
    painter: &Painter,
    scene: &Scene<'_>,
    marks: &Marks<'_>,
    page: &Page,
    palette: &Palette,
) -> Vec<Rect> {
    let mut taken: Vec<Rect> = Vec::new();
    if !scene.style.names {
        return taken;
    }
    for mark in marks.all.iter().filter(|mark| mark.annotation.layer == LayerId::QUOTE) {
        let Some(piece) = marks.pieces(mark).first().filter(|_| mark.fragment() == 0) else { continue };
        let Some((_, names)) = voice::voices(scene.document, mark.annotation) else { continue };
        let (edge, room) = if piece.rtl {
            (page.column.min - GAP, page.column.min - page.view.left() - 2.0 * GAP)
        } else {
            (page.column.max + GAP, page.view.right() - page.column.max - 2.0 * GAP)
        };
        if room < LEAST {
            continue;
        }
        let font = FontId::proportional(look::SMALL);
        let colour = if mark.selected || mark.hovered { palette.ink } else { mark.colours.text };
        let mut job = LayoutJob::single_section(
            names,
            TextFormat { font_id: font, color: colour, ..Default::default() },
        );
        job.wrap =
            TextWrapping { max_width: room - 6.0, max_rows: 1, break_anywhere: true, ..Default::default() };
        let galley = painter.layout_job(job);
        let size = galley.size() + egui::vec2(6.0, 0.0);
        let middle = piece.baseline - 0.26 * piece.size;
        let left = if piece.rtl { edge - size.x } else { edge };
        let mut rect = Rect::from_min_size(pos2(left, middle - size.y / 2.0), size);
        while let Some(above) = taken.iter().find(|other| other.intersects(rect.shrink(1.0))) {
            rect = rect.translate(egui::vec2(0.0, above.bottom() + 1.0 - rect.top()));
        }
        let (bar, text) = if piece.rtl {
            (Rangef::new(rect.right() - 2.0, rect.right()), rect.left())
        } else {
            (Rangef::new(rect.left(), rect.left() + 2.0), rect.left() + 6.0)
        };
        painter.rect_filled(Rect::from_x_y_ranges(bar, rect.y_range().shrink(2.0)), 1, mark.colours.line);
        painter.galley(pos2(text, rect.top()), galley, colour);
        taken.push(rect);
    }
    taken
}
