//! Builds a chunk: galleys become rows of runs and cells. `layout.rs` and `bidi.rs` say what stands where.

use super::layout::{Cell, Laid, Piece, Row, Run};
use super::style::Setting;
use crate::text::Span;
use egui::text::{Galley, LayoutJob, TextFormat};
use egui::{Painter, vec2};
use std::sync::Arc;
use unicode_segmentation::UnicodeSegmentation as _;

/// What `bidi.rs` and `layout.rs` build a chunk with.
pub(super) struct Builder<'a> {
    pub(super) painter: &'a Painter,
    pub(super) text: &'a str,
    /// The offset of `text` in the article.
    pub(super) base: u32,
    pub(super) format: TextFormat,
    pub(super) laid: Laid,
}

impl Builder<'_> {
    /// Lays out a text in a format of its own direction, in one row.
    pub(super) fn galley(&self, text: &str) -> (LayoutJob, Arc<Galley>) {
        let job = LayoutJob::single_section(text.to_owned(), self.format.clone());
        (job.clone(), self.painter.layout_job(job))
    }

    pub(super) fn measure_baseline(&self) -> f32 {
        let (_, galley) = self.galley("x");
        galley
            .rows
            .first()
            .and_then(|row| row.glyphs.first())
            .map_or(0.75 * self.laid.setting.line, |x| x.pos.y)
    }

    pub(super) fn setting(&self) -> Setting {
        self.laid.setting
    }

    pub(super) fn blank(&mut self, height: f32) {
        self.begin_row();
        let top = self.laid.height;
        self.end_row(Span { start: self.base, end: self.base }, height);
        self.laid.baseline = self.laid.height - top;
    }

    /// Lays the whole chunk out as one galley. Does nothing and says no when that galley's glyphs do not
    /// match the characters one to one, so that it could not be told where a character stands.
    pub(super) fn plain(&mut self) -> bool {
        let mut job = LayoutJob::single_section(self.text.to_owned(), self.format.clone());
        job.wrap.max_width = self.laid.setting.width;
        job.break_on_newline = false;
        let galley = self.painter.layout_job(job.clone());
        let glyphs: usize = galley.rows.iter().map(|row| row.glyphs.len()).sum();
        if glyphs != self.text.chars().count() {
            return false;
        }
        let (left, top) = (self.laid.left, self.laid.height);
        let mut starts = Starts::new(self.text);
        let mut chars = self.text.char_indices();
        for row in &galley.rows {
            self.begin_row();
            let begin = chars.offset();
            let first = self.laid.cells.len();
            for glyph in &row.glyphs {
                let at = chars.next().map_or(self.text.len(), |(at, _)| at);
                if starts.is_start(at) {
                    let x = left + row.pos.x + glyph.pos.x;
                    self.laid.cells.push(Cell { start: self.base + at as u32, left: x, right: x });
                }
            }
            let right = row.glyphs.last().map_or(0.0, egui::epaint::text::Glyph::max_x).max(0.0);
            self.close_cells(first, left + row.pos.x + right);
            let span = Span { start: self.base + begin as u32, end: self.base + chars.offset() as u32 };
            let cells = first..self.laid.cells.len();
            self.laid.runs.push(Run { span, rtl: false, cells });
            self.end_row(span, self.laid.setting.line);
        }
        self.laid.pieces.push(Piece { job, at: vec2(left, top), galley });
        true
    }

    /// Lets each cell since `first` end where the next one begins. Letters that share a sign (the f and the i of a
    /// ligature) share its room.
    fn close_cells(&mut self, first: usize, right: f32) {
        let Some(cells) = self.laid.cells.get_mut(first..) else { return };
        let mut edge = right;
        let mut sharing = 0;
        for index in (0..cells.len()).rev() {
            let Some(left) = cells.get(index).map(|cell| cell.left) else { continue };
            if left >= edge && index > 0 {
                sharing += 1;
                continue;
            }
            let share = (edge - left).max(0.0) / (sharing + 1) as f32;
            for (place, cell) in cells.iter_mut().skip(index).take(sharing + 1).enumerate() {
                cell.left = left + share * place as f32;
                cell.right = left + share * (place + 1) as f32;
            }
            (edge, sharing) = (left, 0);
        }
    }

    /// Begins a row; what is pushed until [`Self::end_row`] belongs to it.
    pub(super) fn begin_row(&mut self) {
        let (top, runs) = (self.laid.height, self.laid.runs.len());
        let span = Span { start: self.base, end: self.base };
        self.laid.rows.push(Row { top, bottom: top, span, ink_end: span.end, runs: runs..runs });
    }

    /// Ends a row that covers `span`.
    pub(super) fn end_row(&mut self, span: Span, height: f32) {
        self.laid.height += height;
        let bottom = self.laid.height;
        let inner = Span { start: span.start - self.base, end: span.end - self.base };
        let ink = inner.of_text(self.text).trim_end().len() as u32;
        let runs = self.laid.runs.len();
        if let Some(row) = self.laid.rows.last_mut() {
            *row = Row { bottom, span, ink_end: span.start + ink, runs: row.runs.start..runs, ..row.clone() };
        }
    }

    /// Puts a piece of one direction into the row that was begun, its left edge at `x`.
    pub(super) fn put(
        &mut self,
        job: LayoutJob,
        galley: Arc<Galley>,
        x: f32,
        run: Span,
        rtl: bool,
        cells: &[Cell],
    ) {
        let top = self.laid.rows.last().map_or(0.0, |row| row.top);
        let first = self.laid.cells.len();
        self.laid.cells.extend(cells.iter().map(|cell| Cell {
            start: cell.start,
            left: cell.left + x,
            right: cell.right + x,
        }));
        self.laid.runs.push(Run { span: run, rtl, cells: first..self.laid.cells.len() });
        self.laid.pieces.push(Piece { job, at: vec2(x, top), galley });
    }

    /// Puts white space at a row's end, which takes no room.
    pub(super) fn put_space(&mut self, span: Span, x: f32, rtl: bool) {
        let first = self.laid.cells.len();
        self.laid.cells.push(Cell { start: span.start, left: x, right: x });
        self.laid.runs.push(Run { span, rtl, cells: first..first + 1 });
    }
}

/// Where the characters that a person sees begin. Most text needs no look at the tables of Unicode.
pub(super) struct Starts {
    /// The offsets in rising order; `None` when every character is one.
    clusters: Option<std::vec::IntoIter<usize>>,
    next: usize,
}

impl Starts {
    pub(super) fn new(text: &str) -> Self {
        let plain = |char: char| {
            matches!(u32::from(char), 0x20..=0x2ff | 0x370..=0x482 | 0x48a..=0x52f | 0x2010..=0x2027 | 0x3001..=0x3029 | 0x4e00..=0x9fff | 0xff01..=0xff5e)
                || char == '\t'
        };
        if text.chars().all(plain) {
            return Self { clusters: None, next: 0 };
        }
        let all: Vec<_> = text.grapheme_indices(true).map(|(at, _)| at).collect();
        let mut clusters = all.into_iter();
        let next = clusters.next().unwrap_or(usize::MAX);
        Self { clusters: Some(clusters), next }
    }

    /// Says whether one begins at `at`; ask in rising order.
    pub(super) fn is_start(&mut self, at: usize) -> bool {
        let Some(clusters) = &mut self.clusters else { return true };
        while self.next < at {
            self.next = clusters.next().unwrap_or(usize::MAX);
        }
        self.next == at
    }
}
