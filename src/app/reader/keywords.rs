//! Keywords: the person's own expressions, marked wherever they stand as with a marker's stroke.
//!
//! They are looked for in what is on the page only, a chunk at a time: an article may have any length.

use super::Scene;
use super::page::Page;
use crate::app::look::Palette;
use crate::text::Span;
use egui::{Painter, Rangef, Rect};
use rustc_hash::FxHashMap;

/// What was found in the chunks on the page.
#[derive(Debug, Default)]
pub(super) struct Coloured {
    /// Of which keywords; `None` while they are not shown.
    of: Option<u64>,
    found: FxHashMap<usize, Vec<(Span, u8)>>,
}

impl Coloured {
    /// Looks for the keywords in what came onto the page.
    pub(super) fn follow(&mut self, scene: &Scene<'_>, page: &Page) {
        let wanted = scene.keywords.filter(|_| !scene.clean);
        if self.of != wanted.map(crate::workbench::Keywords::revision) {
            self.found.clear();
            self.of = wanted.map(crate::workbench::Keywords::revision);
        }
        let Some(keywords) = wanted else { return };
        let mut former = std::mem::take(&mut self.found);
        for placed in &page.placed {
            let known = former.remove(&placed.index);
            let hits = known.unwrap_or_else(|| keywords.hits(scene.document.text(), placed.laid.span));
            self.found.insert(placed.index, hits);
        }
    }

    /// Paints a stroke over the lower half of the letters.
    pub(super) fn paint(&self, painter: &Painter, page: &Page, palette: &Palette) {
        let mut pieces = Vec::new();
        for placed in &page.placed {
            for (span, colour) in self.found.get(&placed.index).into_iter().flatten() {
                pieces.clear();
                page.rects(*span, &mut pieces);
                for piece in &pieces {
                    let y =
                        Rangef::new(piece.baseline - 0.36 * piece.size, piece.baseline + 0.14 * piece.size);
                    let rect = Rect::from_x_y_ranges(piece.rect.x_range().expand(1.5), y);
                    painter.rect_filled(rect, 3, palette.keyword(*colour));
                }
            }
        }
    }
}
