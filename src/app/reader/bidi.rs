//! Text with right-to-left letters: rows, and in each row pieces of one direction in visual order
//! (UAX #9), since egui's text engine knows one direction only.
//!
//! A right-to-left word is a piece of its own, so that its letters join; a sign between words too, mirrored where
//! it has to be. A left-to-right stretch is one piece.

use super::builder::{Builder, Starts};
use super::layout::Cell;
use crate::text::Span;
use egui::text::Galley;
use std::ops::Range;
use unicode_bidi::{BidiClass, BidiInfo, Level, ParagraphInfo, bidi_class};

/// How much of a paragraph is looked at for its direction.
const STRONG_WITHIN: usize = 4096;

fn is_rtl_class(char: char) -> bool {
    matches!(
        bidi_class(char),
        BidiClass::R | BidiClass::AL | BidiClass::AN | BidiClass::RLE | BidiClass::RLO | BidiClass::RLI
    )
}

/// Says whether a text has letters or marks that run from right to left.
pub(super) fn has_rtl(text: &str) -> bool {
    text.chars().any(|char| u32::from(char) >= 0x590 && is_rtl_class(char))
}

/// Returns whether a paragraph runs from right to left: as its first letter does.
pub(super) fn is_rtl_paragraph(paragraph: &str) -> bool {
    let near = paragraph.get(..paragraph.floor_char_boundary(STRONG_WITHIN)).unwrap_or_default();
    let strong = near
        .chars()
        .map(bidi_class)
        .find(|class| matches!(class, BidiClass::L | BidiClass::R | BidiClass::AL));
    matches!(strong, Some(BidiClass::R | BidiClass::AL))
}

/// Lays a chunk out in rows of pieces.
pub(super) fn lay(builder: &mut Builder<'_>, rtl: bool) {
    let text = builder.text;
    let level = if rtl { Level::rtl() } else { Level::ltr() };
    let bidi = BidiInfo::new(text, Some(level));
    for paragraph in &bidi.paragraphs {
        for row in rows(builder, paragraph.range.clone()) {
            lay_row(builder, &bidi, paragraph, row, rtl);
        }
    }
}

/// Breaks a stretch into rows that fit.
fn rows(builder: &Builder<'_>, range: Range<usize>) -> Vec<Range<usize>> {
    let text = builder.text.get(range.clone()).unwrap_or_default();
    let width = builder.setting().width;
    let mut rows = Vec::new();
    let (mut row_start, mut used) = (0, 0.0);
    for unit in units(builder, text, width) {
        let part = text.get(unit.clone()).unwrap_or_default();
        let solid = part.trim_end();
        let needed = builder.galley(solid).1.intrinsic_size().x;
        if used + needed > width && unit.start > row_start {
            rows.push(range.start + row_start..range.start + unit.start);
            (row_start, used) = (unit.start, 0.0);
        }
        used += if solid.len() == part.len() { needed } else { builder.galley(part).1.intrinsic_size().x };
    }
    rows.push(range.start + row_start..range.end);
    rows
}

/// The stretches between which a row may break; one that is wider than a row is cut where it must be.
fn units(builder: &Builder<'_>, text: &str, width: f32) -> Vec<Range<usize>> {
    let mut units = Vec::new();
    let mut start = 0;
    for (end, _) in unicode_linebreak::linebreaks(text) {
        let unit = text.get(start..end).unwrap_or_default();
        if unit.len() > 24 {
            let needed = builder.galley(unit.trim_end()).1.intrinsic_size().x;
            cut_unit(unit, start, (needed / width * 1.05).ceil() as usize, &mut units);
        } else if end > start {
            units.push(start..end);
        }
        start = end;
    }
    units
}

fn cut_unit(unit: &str, start: usize, parts: usize, units: &mut Vec<Range<usize>>) {
    let mut from = 0;
    let mut starts = Starts::new(unit);
    for (at, _) in unit.char_indices() {
        let due = at - from >= unit.len().div_ceil(parts.max(1));
        if starts.is_start(at) && due && parts > 1 {
            units.push(start + from..start + at);
            from = at;
        }
    }
    units.push(start + from..start + unit.len());
}

/// A piece before it is placed: its stretch, its direction, and what is painted where.
struct Placed {
    range: Range<usize>,
    rtl: bool,
}

fn lay_row(
    builder: &mut Builder<'_>,
    bidi: &BidiInfo<'_>,
    paragraph: &ParagraphInfo,
    row: Range<usize>,
    rtl: bool,
) {
    let text = builder.text;
    let base = builder.base;
    let solid = text.get(row.clone()).unwrap_or_default().trim_end().len();
    let ink = row.start..row.start + solid;
    let mut pieces = Vec::new();
    if !ink.is_empty() {
        let (levels, runs) = bidi.visual_runs(paragraph, ink);
        for run in runs {
            let is_rtl = levels.get(run.start).is_some_and(|level| level.is_rtl());
            split(builder, run, is_rtl, &mut pieces);
        }
    }
    builder.begin_row();
    let shaped: Vec<_> = pieces.iter().map(|piece| shape(builder, piece)).collect();
    let used: f32 = shaped.iter().map(|(_, galley, _)| galley.intrinsic_size().x).sum();
    let indent = builder.setting().indent;
    let mut x = if rtl { builder.setting().width - used } else { indent };
    let edge = if rtl { x } else { x + used };
    for (piece, (job, galley, cells)) in pieces.into_iter().zip(shaped) {
        let width = galley.intrinsic_size().x;
        let span = Span::of(base as usize + piece.range.start..base as usize + piece.range.end);
        builder.put(job, galley, x, span, piece.rtl, &cells);
        x += width;
    }
    let end = row.start + solid;
    if end < row.end {
        builder.put_space(Span::of(base as usize + end..base as usize + row.end), edge, rtl);
    }
    let span = Span::of(base as usize + row.start..base as usize + row.end);
    builder.end_row(span, builder.setting().line);
}

/// Splits a visual run into pieces, left to right on the screen.
fn split(builder: &Builder<'_>, run: Range<usize>, rtl: bool, pieces: &mut Vec<Placed>) {
    let text = builder.text.get(run.clone()).unwrap_or_default();
    if !rtl {
        let whole = builder.galley(text).1;
        let matching = glyph_count(&whole) == text.chars().count();
        if matching {
            pieces.push(Placed { range: run, rtl });
        } else {
            let words = text.split_word_bounds_ranges();
            pieces.extend(
                words.map(|word| Placed { range: run.start + word.start..run.start + word.end, rtl }),
            );
        }
        return;
    }
    let first = pieces.len();
    let mut start = 0;
    let mut was_letter = None;
    for (at, char) in text.char_indices() {
        let letter = match bidi_class(char) {
            BidiClass::R | BidiClass::AL => true,
            BidiClass::NSM | BidiClass::BN => was_letter.unwrap_or(true),
            _ => false,
        };
        if at > start && (was_letter != Some(letter) || !letter) {
            pieces.push(Placed { range: run.start + start..run.start + at, rtl });
            start = at;
        }
        was_letter = Some(letter);
    }
    pieces.push(Placed { range: run.start + start..run.end, rtl });
    if let Some(added) = pieces.get_mut(first..) {
        added.reverse();
    }
}

fn glyph_count(galley: &Galley) -> usize {
    galley.rows.iter().map(|row| row.glyphs.len()).sum()
}

type Shaped = (egui::text::LayoutJob, std::sync::Arc<Galley>, Vec<Cell>);

/// Shapes a piece and finds where its characters stand.
fn shape(builder: &Builder<'_>, piece: &Placed) -> Shaped {
    let text = builder.text.get(piece.range.clone()).unwrap_or_default();
    let base = builder.base + piece.range.start as u32;
    let mut chars = text.chars();
    let mirrored = match (piece.rtl, chars.next(), chars.next()) {
        (true, Some(char), None) => unicode_bidi_mirroring::get_mirrored(char),
        _ => None,
    };
    let (job, galley) = match mirrored {
        Some(char) => builder.galley(char.encode_utf8(&mut [0; 4])),
        None => builder.galley(text),
    };
    let width = galley.intrinsic_size().x;
    let cells = clusters(text, &galley, piece.rtl)
        .map_or_else(|| shares(text, width, piece.rtl), |clusters| cells(text, width, piece.rtl, &clusters));
    let cells = cells.into_iter().map(|cell| Cell { start: base + cell.start, ..cell }).collect();
    (job, galley, cells)
}

/// Finds the left edge of each cluster of characters by matching glyphs with characters in visual order:
/// (byte, left edge), in visual order. `None` when they do not match.
fn clusters(text: &str, galley: &Galley, rtl: bool) -> Option<Vec<(usize, f32)>> {
    let mut chars: Vec<(usize, char)> = text.char_indices().collect();
    if rtl {
        chars.reverse();
    }
    let mut chars = chars.into_iter();
    let mut found: Vec<(usize, f32)> = Vec::new();
    let glyphs = galley.rows.iter().flat_map(|row| &row.glyphs);
    if !rtl && glyph_count(galley) == text.chars().count() {
        return Some(glyphs.zip(chars).map(|(glyph, (at, _))| (at, glyph.pos.x)).collect());
    }
    for glyph in glyphs.filter(|glyph| glyph.advance_width > 0.0) {
        let (at, _) = chars.by_ref().find(|(_, char)| *char == glyph.chr)?;
        found.push((at, glyph.pos.x));
    }
    (!found.is_empty()).then_some(found)
}

/// Divides clusters among the characters in them.
fn cells(text: &str, width: f32, rtl: bool, clusters: &[(usize, f32)]) -> Vec<Cell> {
    // In the order of the text: where each cluster starts, and its edges on the screen.
    let mut edges: Vec<(usize, f32, f32)> = Vec::with_capacity(clusters.len());
    for (index, (at, left)) in clusters.iter().enumerate() {
        let right = clusters.get(index + 1).map_or(width, |next| next.1);
        edges.push((*at, *left, right.max(*left)));
    }
    if rtl {
        edges.reverse();
    }
    let mut starts = Starts::new(text);
    let graphemes: Vec<usize> =
        text.char_indices().map(|(at, _)| at).filter(|at| starts.is_start(*at)).collect();
    let mut cells = Vec::with_capacity(graphemes.len());
    for (index, (start, left, right)) in edges.iter().enumerate() {
        let from = if index == 0 { 0 } else { *start };
        let until = edges.get(index + 1).map_or(text.len(), |next| next.0);
        let inside: Vec<_> = graphemes.iter().copied().filter(|at| (from..until).contains(at)).collect();
        let share = (right - left) / inside.len().max(1) as f32;
        for (place, at) in inside.into_iter().enumerate() {
            let place = place as f32;
            let x = if rtl { right - (place + 1.0) * share } else { left + place * share };
            cells.push(Cell { start: at as u32, left: x, right: x + share });
        }
    }
    cells
}

/// Divides the width evenly among the characters.
fn shares(text: &str, width: f32, rtl: bool) -> Vec<Cell> {
    let edge = [(0, 0.0)];
    cells(text, width, rtl, &edge)
}

/// Words with what follows them, as ranges.
trait WordRanges {
    fn split_word_bounds_ranges(&self) -> impl Iterator<Item = Range<usize>>;
}

impl WordRanges for str {
    fn split_word_bounds_ranges(&self) -> impl Iterator<Item = Range<usize>> {
        use unicode_segmentation::UnicodeSegmentation as _;
        self.split_word_bound_indices().map(|(at, word)| at..at + word.len())
    }
}
