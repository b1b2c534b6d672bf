//! What is on the screen: the laid-out chunks with their places, and the way between offsets and points.

use super::chunks::{Chunk, index_at};
use super::layout::Laid;
use crate::text::Span;
use egui::{Pos2, Rect, Vec2, pos2};
use std::rc::Rc;

/// A chunk on the screen.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) index: usize,
    /// The left edge of the column and the top of the chunk.
    pub(super) origin: Pos2,
    pub(super) laid: Rc<Laid>,
}

impl Placed {
    pub(super) fn bottom(&self) -> f32 {
        self.origin.y + self.laid.height
    }
}

/// A rectangle of a span on the screen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) rect: Rect,
    /// The line that the letters stand on.
    pub(super) baseline: f32,
    /// The size of the text there.
    pub(super) size: f32,
    /// Whether the paragraph runs from right to left.
    pub(super) rtl: bool,
}

/// The chunks on the screen, from top to bottom, without gaps.
#[derive(Debug, Clone)]
pub(super) struct Page {
    /// The part of the pane that shows text.
    pub(super) view: Rect,
    /// The left and the right edge of the column.
    pub(super) column: egui::Rangef,
    pub(super) placed: Vec<Placed>,
}

impl Default for Page {
    fn default() -> Self {
        Self { view: Rect::NOTHING, column: egui::Rangef::NOTHING, placed: Vec::new() }
    }
}

impl Page {
    /// Returns the stretch of the text that is laid out.
    pub(super) fn span(&self) -> Span {
        match (self.placed.first(), self.placed.last()) {
            (Some(first), Some(last)) => Span { start: first.laid.span.start, end: last.laid.span.end },
            _ => Span::default(),
        }
    }

    /// Returns the stretch of the text whose rows are in view.
    pub(super) fn visible(&self) -> Span {
        let mut shown: Option<Span> = None;
        for placed in &self.placed {
            for row in &placed.laid.rows {
                let (top, bottom) = (placed.origin.y + row.top, placed.origin.y + row.bottom);
                if bottom > self.view.top() && top < self.view.bottom() {
                    shown = Some(shown.map_or(row.span, |span| span.hull(row.span)));
                }
            }
        }
        shown.unwrap_or(self.span())
    }

    /// Returns the placed chunks that share text with `span`.
    fn overlapping(&self, span: Span) -> impl Iterator<Item = &Placed> {
        let first = self.placed.partition_point(|placed| placed.laid.span.end <= span.start);
        let rest = self.placed.get(first..).unwrap_or_default();
        rest.iter().take_while(move |placed| placed.laid.span.start < span.end)
    }

    /// Appends the rectangles of a span, row by row.
    pub(super) fn rects(&self, span: Span, out: &mut Vec<Piece>) {
        for placed in self.overlapping(span) {
            let laid = &placed.laid;
            laid.rects(span, |row, rect| {
                let top = laid.rows.get(row).map_or(0.0, |row| row.top);
                out.push(Piece {
                    rect: rect.translate(placed.origin.to_vec2()),
                    baseline: placed.origin.y + top + laid.baseline,
                    size: laid.setting.size,
                    rtl: laid.rtl,
                });
            });
        }
    }

    /// Returns the rectangles of a span, row by row.
    pub(super) fn pieces(&self, span: Span) -> Vec<Piece> {
        let mut out = Vec::new();
        self.rects(span, &mut out);
        out
    }

    /// Returns the placed chunk nearest to a height.
    fn near(&self, y: f32) -> Option<&Placed> {
        let index = self.placed.partition_point(|placed| placed.bottom() <= y);
        self.placed.get(index).or(self.placed.last())
    }

    /// Returns the offset nearest to a point, where a caret would go, and whether that is before a soft line end.
    pub(super) fn offset_at(&self, at: Pos2) -> Option<(u32, bool)> {
        let placed = self.near(at.y)?;
        let local = at - placed.origin.to_vec2();
        let row = placed.laid.row_near(local.y);
        let offset = placed.laid.offset_in_row(row, local.x);
        Some((offset, placed.laid.row_of(offset, false) > row))
    }

    /// Returns the character under a point; `None` beside the text.
    pub(super) fn cell_at(&self, at: Pos2) -> Option<Span> {
        let placed = self.near(at.y)?;
        placed.laid.cell_at(at - placed.origin.to_vec2())
    }

    /// Returns the placed chunk of an offset.
    pub(super) fn chunk_of(&self, at: u32) -> Option<&Placed> {
        let next = self.placed.partition_point(|placed| placed.laid.span.start <= at);
        let placed = self.placed.get(next.checked_sub(1)?)?;
        let behind = next == self.placed.len() && at > placed.laid.span.end;
        (!behind).then_some(placed)
    }

    /// Returns the caret at an offset, if that is laid out.
    pub(super) fn caret(&self, at: u32, before: bool) -> Option<Rect> {
        let placed = self.chunk_of(at)?;
        Some(placed.laid.caret(at.min(placed.laid.span.end), before).translate(placed.origin.to_vec2()))
    }

    /// Returns the caret behind the character that ends at an offset, in that character's row.
    pub(super) fn caret_behind(&self, at: u32) -> Option<Rect> {
        let placed = self.chunk_of(at.checked_sub(1)?)?;
        let laid = &placed.laid;
        (at <= laid.span.end).then(|| laid.caret_behind(at).translate(placed.origin.to_vec2()))
    }
}

/// Where the page stands: this character's row begins so far (in rows' heights) above the view's top.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Anchor {
    pub(super) at: u32,
    pub(super) above: f32,
}

/// Where the page is to stand next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Target {
    /// As the anchor says, moved down the text by some points.
    Anchor(Anchor, f32),
    /// So far into a chunk, in points.
    Into(usize, f32),
    /// The row of an offset, at this distance from the view's top.
    Row(u32, f32),
}

/// Lays chunks out around a target until the view is filled.
pub(super) struct Filler<'a> {
    pub(super) view: Rect,
    pub(super) column: egui::Rangef,
    pub(super) chunks: &'a [Chunk],
    /// The free space before the first and after the last chunk.
    pub(super) margins: (f32, f32),
}

impl Filler<'_> {
    /// Fills the view. `lay` lays out the chunk of an index.
    pub(super) fn fill(&self, target: Target, mut lay: impl FnMut(usize) -> Rc<Laid>) -> Page {
        let mut placed = std::collections::VecDeque::new();
        let (index, top) = self.start(target, &mut lay);
        let at = |y: f32| pos2(self.column.min, y);
        placed.push_back(Placed { index, origin: at(top), laid: lay(index) });
        self.extend(&mut placed, &mut lay);
        // The end of the text does not rise above the view's bottom, the beginning does not sink below its top.
        let bottom = placed.back().map_or(0.0, Placed::bottom) + self.margins.1;
        let at_end = placed.back().is_some_and(|last| last.index + 1 >= self.chunks.len());
        if at_end && bottom < self.view.bottom() {
            shift(&mut placed, self.view.bottom() - bottom);
            self.extend(&mut placed, &mut lay);
        }
        let top = placed.front().map_or(0.0, |first| first.origin.y) - self.margins.0;
        let at_start = placed.front().is_some_and(|first| first.index == 0);
        if at_start && top > self.view.top() {
            shift(&mut placed, self.view.top() - top);
            self.extend(&mut placed, &mut lay);
        }
        while placed.len() > 1 && placed.back().is_some_and(|last| last.origin.y > self.view.bottom()) {
            placed.pop_back();
        }
        while placed.len() > 1 && placed.front().is_some_and(|first| first.bottom() < self.view.top()) {
            placed.pop_front();
        }
        Page { view: self.view, column: self.column, placed: placed.into() }
    }

    fn start(&self, target: Target, lay: &mut impl FnMut(usize) -> Rc<Laid>) -> (usize, f32) {
        let row_top = |at: u32, lay: &mut dyn FnMut(usize) -> Rc<Laid>| {
            let index = index_at(self.chunks, at);
            let laid = lay(index);
            let row = laid.rows.get(laid.row_of(at, false));
            (index, row.map_or(0.0, |row| row.top), row.map_or(1.0, |row| row.bottom - row.top))
        };
        match target {
            Target::Anchor(Anchor { at, above }, moved) => {
                let (index, top, height) = row_top(at, lay);
                (index, self.view.top() - top - above * height - moved)
            }
            Target::Into(index, into) => {
                (index.min(self.chunks.len().saturating_sub(1)), self.view.top() - into)
            }
            Target::Row(at, down) => {
                let (index, top, _) = row_top(at, lay);
                (index, self.view.top() + down - top)
            }
        }
    }

    fn extend(
        &self,
        placed: &mut std::collections::VecDeque<Placed>,
        lay: &mut impl FnMut(usize) -> Rc<Laid>,
    ) {
        while let Some((index, top)) = placed.front().map(|first| (first.index, first.origin.y))
            && index > 0
            && top > self.view.top()
        {
            let laid = lay(index - 1);
            let origin = pos2(self.column.min, top - laid.height);
            placed.push_front(Placed { index: index - 1, origin, laid });
        }
        while let Some((index, bottom)) = placed.back().map(|last| (last.index, last.bottom()))
            && index + 1 < self.chunks.len()
            && bottom < self.view.bottom()
        {
            let laid = lay(index + 1);
            placed.push_back(Placed { index: index + 1, origin: pos2(self.column.min, bottom), laid });
        }
    }
}

fn shift(placed: &mut std::collections::VecDeque<Placed>, by: f32) {
    for chunk in placed {
        chunk.origin += Vec2::new(0.0, by);
    }
}

impl Page {
    /// Returns where the page stands: the first row that is not wholly above the view.
    pub(super) fn anchor(&self) -> Anchor {
        for placed in &self.placed {
            for row in &placed.laid.rows {
                let (top, height) = (placed.origin.y + row.top, row.bottom - row.top);
                if top + height > self.view.top() + 0.5 {
                    return Anchor { at: row.span.start, above: (self.view.top() - top) / height.max(1.0) };
                }
            }
        }
        Anchor { at: self.span().start, above: 0.0 }
    }
}
