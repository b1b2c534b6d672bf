//! Draws a frame: what lies behind the text, the text, and what lies above it.

use super::chunks;
use super::marks::Marks;
use super::pane::Reader;
use super::{Scene, arcs, hover, paint, tags};
use crate::app::look::Palette;
use crate::text::segment;
use crate::workbench::{Action, TextSelection};
use egui::{Painter, Rangef, Rect, Response, Ui, pos2, vec2};

impl Reader {
    /// Draws everything on the page, and shows what can be taken hold of.
    pub(super) fn draw(
        &mut self,
        ui: &Ui,
        scene: &Scene<'_>,
        marks: &Marks<'_>,
        response: &Response,
        actions: &mut Vec<Action>,
    ) {
        let palette = Palette::of(ui);
        let painter = ui.painter_at(self.page.view);
        let selection = self.selecting.current.or(scene.selection.text);
        self.paint_blocks(&painter, palette);
        self.paint_selection(&painter, selection, palette);
        self.coloured.follow(scene, &self.page);
        self.coloured.paint(&painter, &self.page, palette);
        paint::marks(&painter, marks, &self.page, palette, scene.style.scores);
        for (index, hit) in scene.hits_in(self.page.span()) {
            paint::hit(&painter, &self.page.pieces(hit), scene.current_hit == Some(index), palette);
        }
        for placed in &self.page.placed {
            placed.laid.paint(&painter, placed.origin, palette.ink);
        }
        self.dim(&painter, scene, palette);
        let caret = selection.and_then(|selection| self.page.caret(selection.head, self.caret.before));
        if let Some(caret) = caret.filter(|_| response.has_focus()) {
            let caret = caret.shrink2(vec2(0.0, 0.1 * caret.height()));
            painter.vline(caret.left(), caret.y_range(), (1.5, palette.accent));
        }
        let tags = tags::paint(&painter, scene, marks, &self.page, palette);
        arcs::ui(ui, scene, marks, (&self.page, tags), actions);
        self.handles.ui(ui, scene, marks, &self.page, actions);
        if let Some(mark) = marks.hovered() {
            response.clone().on_hover_ui_at_pointer(|ui| hover::ui(ui, scene, mark));
        }
    }

    /// Paints the selected text, and more strongly what of it the pointer covers while words are snapped to.
    fn paint_selection(&self, painter: &Painter, selection: Option<TextSelection>, palette: &Palette) {
        let Some(selection) = selection else { return };
        let whole = if self.selecting.exact.is_some() { palette.snapped } else { palette.selection };
        paint::stretch(painter, &self.page.pieces(selection.span()), whole);
        if let Some(exact) = self.selecting.exact {
            paint::stretch(painter, &self.page.pieces(exact), palette.selection);
        }
    }

    /// In focus mode, lays paper thinly over everything but the sentences of the selected annotation.
    fn dim(&self, painter: &Painter, scene: &Scene<'_>, palette: &Palette) {
        let Some(selected) = scene.selection.annotation.as_ref().filter(|_| scene.focus) else { return };
        let Some(selected) = scene.document.annotation(selected) else { return };
        let text = scene.document.text();
        let hull = selected.hull();
        let (first, last) = (segment::sentence_at(text, hull.start), segment::sentence_at(text, hull.end));
        let kept = self.page.pieces(first.hull(last).hull(hull));
        let view = self.page.view;
        let veil = palette.paper.gamma_multiply(0.72);
        let Some((top, bottom)) = kept.first().zip(kept.last()) else {
            painter.rect_filled(view, 0, veil);
            return;
        };
        let cover = |x: Rangef, y: Rangef| painter.rect_filled(Rect::from_x_y_ranges(x, y), 0, veil);
        cover(view.x_range(), Rangef::new(view.top(), top.rect.top()));
        cover(view.x_range(), Rangef::new(bottom.rect.bottom(), view.bottom()));
        let (before, behind) = if top.rtl {
            (Rangef::new(top.rect.right(), view.right()), Rangef::new(view.left(), bottom.rect.left()))
        } else {
            (
                Rangef::new(self.page.column.min, top.rect.left()),
                Rangef::new(bottom.rect.right(), view.right()),
            )
        };
        cover(before, top.rect.y_range());
        cover(behind, bottom.rect.y_range());
    }

    /// Paints what marks list items and quotations.
    fn paint_blocks(&self, painter: &Painter, palette: &Palette) {
        for placed in &self.page.placed {
            let laid = &placed.laid;
            let Some(chunk) = self.chunks.get(placed.index) else { continue };
            let Some(row) = laid.rows.first().filter(|_| !laid.span.is_empty()) else { continue };
            let edge = if laid.rtl {
                self.page.column.min + laid.setting.width
            } else {
                self.page.column.min + laid.setting.indent
            };
            let outward = if laid.rtl { 1.0 } else { -1.0 };
            match chunk.kind {
                chunks::Kind::Item(_) if chunk.first => {
                    let at = pos2(
                        edge + outward * 0.7 * laid.setting.size,
                        placed.origin.y + row.top + laid.baseline,
                    );
                    painter.circle_filled(
                        at - vec2(0.0, 0.27 * laid.setting.size),
                        0.11 * laid.setting.size,
                        palette.faded,
                    );
                }
                chunks::Kind::Quotation => {
                    let x = edge + outward * 0.8 * laid.setting.size;
                    let bottom =
                        if chunk.last { laid.rows.last().map_or(0.0, |row| row.bottom) } else { laid.height };
                    let y = Rangef::new(placed.origin.y + row.top + 2.0, placed.origin.y + bottom - 2.0);
                    painter.vline(x, y, (2.0, palette.hairline));
                }
                _ => {}
            }
        }
    }
}
