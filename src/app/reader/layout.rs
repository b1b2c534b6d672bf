//! One chunk laid out: the seam between offsets in the text and points on the screen.
//!
//! Nobody outside this file, `builder.rs` and `bidi.rs` touches a galley. Coordinates are relative to the column's
//! left edge and the chunk's top. Text of one direction is one galley; text with right-to-left letters is made of
//! small ones, placed in visual order by `bidi.rs`.

use super::bidi;
use super::builder::Builder;
use super::chunks::Chunk;
use super::style::{Setting, Sheet};
use crate::text::Span;
use egui::text::{Galley, LayoutJob};
use egui::{Color32, Painter, Pos2, Rect, Vec2, pos2, vec2};
use std::ops::Range;
use std::sync::Arc;

/// A character as a person sees it (a grapheme): where it starts in the text, and where it stands in its row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) start: u32,
    pub(super) left: f32,
    pub(super) right: f32,
}

/// Cells of one direction that stand next to each other in a row, in the order of the text.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) span: Span,
    pub(super) rtl: bool,
    pub(super) cells: Range<usize>,
}

/// A line on the screen.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) top: f32,
    pub(super) bottom: f32,
    pub(super) span: Span,
    /// Where its text ends without the white space at the end.
    pub(super) ink_end: u32,
    pub(super) runs: Range<usize>,
}

/// What is painted, and where.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) job: LayoutJob,
    pub(super) at: Vec2,
    pub(super) galley: Arc<Galley>,
}

/// A chunk laid out.
#[derive(Debug, Clone)]
pub(super) struct Laid {
    pub(super) span: Span,
    pub(super) rows: Vec<Row>,
    pub(super) runs: Vec<Run>,
    pub(super) cells: Vec<Cell>,
    pub(super) pieces: Vec<Piece>,
    /// With the space above and below.
    pub(super) height: f32,
    /// From a row's top to the line its letters stand on.
    pub(super) baseline: f32,
    /// Whether the paragraph runs from right to left.
    pub(super) rtl: bool,
    pub(super) setting: Setting,
    /// The left edge of its lines.
    pub(super) left: f32,
}

impl Laid {
    /// Lays out a chunk. `text` is the whole article; `rtl` the direction of the paragraph.
    pub(super) fn new(painter: &Painter, text: &str, chunk: &Chunk, sheet: &Sheet, rtl: bool) -> Self {
        let setting = sheet.setting(chunk.kind);
        let covered = chunk.span.of_text(text);
        let above = if chunk.first && chunk.span.start > 0 { setting.above } else { 0.0 };
        let laid = Self {
            span: chunk.span,
            rows: Vec::new(),
            runs: Vec::new(),
            cells: Vec::new(),
            pieces: Vec::new(),
            height: above,
            baseline: 0.0,
            rtl,
            setting,
            left: if rtl { 0.0 } else { setting.indent },
        };
        let mut builder =
            Builder { painter, text: covered, base: chunk.span.start, format: setting.format(), laid };
        if covered.is_empty() {
            builder.blank(sheet.blank());
        } else {
            builder.laid.baseline = builder.measure_baseline();
            if rtl || bidi::has_rtl(covered) || !builder.plain() {
                bidi::lay(&mut builder, rtl);
            }
            builder.laid.height += if chunk.last { setting.below } else { 0.0 };
        }
        builder.laid
    }

    /// Keeps its galleys in egui's cache, and follows the cache when it was built anew.
    pub(super) fn refresh(&mut self, painter: &Painter) {
        for piece in &mut self.pieces {
            piece.galley = painter.layout_job(piece.job.clone());
        }
    }

    /// Paints the text.
    pub(super) fn paint(&self, painter: &Painter, origin: Pos2, colour: Color32) {
        for piece in &self.pieces {
            painter.galley(origin + piece.at, Arc::clone(&piece.galley), colour);
        }
    }

    /// Returns the cells of a run with the offset where each ends.
    fn cells_of(&self, run: &Run) -> impl DoubleEndedIterator<Item = (Cell, u32)> {
        let cells = self.cells.get(run.cells.clone()).unwrap_or_default();
        let ends = cells.iter().skip(1).map(|next| next.start).chain(std::iter::once(run.span.end));
        let pairs: Vec<_> = cells.iter().copied().zip(ends).collect();
        pairs.into_iter()
    }

    fn runs_of(&self, row: &Row) -> &[Run] {
        self.runs.get(row.runs.clone()).unwrap_or_default()
    }

    /// Calls `found` with the rectangles of a span: one or more a row, without white space at row ends.
    pub(super) fn rects(&self, span: Span, mut found: impl FnMut(usize, Rect)) {
        let first = self.rows.partition_point(|row| row.span.end <= span.start);
        for (index, row) in self.rows.iter().enumerate().skip(first) {
            if row.span.start >= span.end {
                break;
            }
            let ink = Span { start: row.span.start, end: row.ink_end };
            let Some(wanted) = span.intersection(if ink.is_empty() { row.span } else { ink }) else {
                continue;
            };
            let runs = self.runs_of(row).iter().filter_map(|run| Some((run, run.span.intersection(wanted)?)));
            let parts = runs.filter_map(|(run, part)| self.extent(run, part)).collect();
            for (left, right) in joined(parts, self.rtl) {
                found(index, Rect::from_min_max(pos2(left, row.top), pos2(right, row.bottom)));
            }
        }
    }

    /// Returns where the cells of a run that touch `part` begin and end.
    fn extent(&self, run: &Run, part: Span) -> Option<(f32, f32)> {
        let cells = self.cells.get(run.cells.clone())?;
        let from = cells.partition_point(|cell| cell.start <= part.start).saturating_sub(1);
        let until = cells.partition_point(|cell| cell.start < part.end);
        let (first, last) = (cells.get(from)?, cells.get(until.checked_sub(1)?)?);
        Some((first.left.min(last.left), first.right.max(last.right)))
    }

    /// Returns the row nearest to a height.
    pub(super) fn row_near(&self, y: f32) -> usize {
        self.rows.partition_point(|row| row.bottom <= y).min(self.rows.len().saturating_sub(1))
    }

    /// Returns the row in which the caret stands at an offset; at a soft line end the next row, unless `before`.
    pub(super) fn row_of(&self, at: u32, before: bool) -> usize {
        let next = self.rows.partition_point(|row| row.span.start <= at).saturating_sub(1);
        let starts = self.rows.get(next).is_some_and(|row| row.span.start == at);
        if before && starts { next.saturating_sub(1) } else { next }
    }

    /// Returns the offset in a row nearest to `x`, where a caret would go.
    pub(super) fn offset_in_row(&self, row: usize, x: f32) -> u32 {
        let Some(row) = self.rows.get(row) else { return self.span.start };
        let Some(run) = self.run_near(row, x) else { return row.span.start };
        let mut best = (f32::INFINITY, row.span.start);
        for (cell, end) in self.cells_of(run) {
            let (before, after) = if run.rtl { (cell.right, cell.left) } else { (cell.left, cell.right) };
            for (edge, at) in [(before, cell.start), (after, end)] {
                if (edge - x).abs() < best.0 {
                    best = ((edge - x).abs(), at);
                }
            }
        }
        best.1
    }

    /// Returns the character under a point: where it starts and ends. `None` beside the text.
    pub(super) fn cell_at(&self, at: Pos2) -> Option<Span> {
        let row = self.rows.get(self.row_near(at.y)).filter(|row| row.top <= at.y && at.y < row.bottom)?;
        let under = |cell: &Cell| cell.left <= at.x && at.x < cell.right;
        self.runs_of(row).iter().find_map(|run| {
            let (cell, end) = self.cells_of(run).find(|(cell, _)| under(cell))?;
            Some(Span { start: cell.start, end })
        })
    }

    fn run_near(&self, row: &Row, x: f32) -> Option<&Run> {
        let distance = |run: &&Run| {
            let (left, right) = self.extent(run, run.span).unwrap_or((f32::MAX, f32::MAX));
            (left - x).max(x - right).max(0.0)
        };
        self.runs_of(row).iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }

    /// Returns the caret at an offset, as a rectangle without width.
    pub(super) fn caret(&self, at: u32, before: bool) -> Rect {
        let Some(row) = self.rows.get(self.row_of(at, before)) else {
            return Rect::from_min_size(pos2(self.left, 0.0), vec2(0.0, self.height));
        };
        let x = self.caret_x(row, at);
        Rect::from_min_max(pos2(x, row.top), pos2(x, row.bottom))
    }

    /// Returns the caret behind the character that ends at an offset.
    pub(super) fn caret_behind(&self, at: u32) -> Rect {
        let row = self.rows.get(self.row_of(at, true));
        let run = row
            .and_then(|row| self.runs_of(row).iter().find(|run| run.span.start < at && at <= run.span.end));
        let last = run.and_then(|run| Some((run.rtl, self.extent(run, Span { start: at - 1, end: at })?)));
        match (row, last) {
            (Some(row), Some((rtl, (left, right)))) => {
                let x = if rtl { left } else { right };
                Rect::from_min_max(pos2(x, row.top), pos2(x, row.bottom))
            }
            _ => self.caret(at, true),
        }
    }

    fn caret_x(&self, row: &Row, at: u32) -> f32 {
        let runs = self.runs_of(row);
        if let Some(run) = runs.iter().find(|run| run.span.contains(at))
            && let Some((left, right)) = self.extent(run, Span { start: at, end: at + 1 })
        {
            return if run.rtl { right } else { left };
        }
        let before = runs.iter().filter(|run| run.span.end <= at).max_by_key(|run| run.span.end);
        match before.and_then(|run| Some((run, self.extent(run, run.span)?))) {
            Some((run, (left, right))) => {
                if run.rtl {
                    left
                } else {
                    right
                }
            }
            None if self.rtl => self.left + self.setting.width,
            None => self.left,
        }
    }

    /// Says whether the text runs from right to left at an offset.
    pub(super) fn is_rtl_at(&self, at: u32) -> bool {
        self.runs.iter().find(|run| run.span.contains(at)).map_or(self.rtl, |run| run.rtl)
    }

    /// Returns the offset of the next character's start after `at`, or the one before it.
    pub(super) fn step(&self, at: u32, back: bool) -> Option<u32> {
        let starts = || self.cells.iter().map(|cell| cell.start).chain(std::iter::once(self.span.end));
        if back {
            starts().filter(|start| *start < at).max()
        } else {
            starts().filter(|start| *start > at).min()
        }
    }
}

/// Joins stretches of a row that touch each other; they come in the order of reading.
fn joined(mut parts: Vec<(f32, f32)>, rtl: bool) -> Vec<(f32, f32)> {
    parts.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    parts.dedup_by(|next, kept| {
        let touching = next.0 - kept.1 < 1.0;
        if touching {
            kept.1 = kept.1.max(next.1);
        }
        touching
    });
    if rtl {
        parts.reverse();
    }
    parts
}
