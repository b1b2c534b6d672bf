//! Paints the highlights behind the text: tinted boxes and bands, brackets in the margin, underlines.
//!
//! What nobody has decided on is dashed, what is accepted solid, what is rejected struck through.

use super::ink::{Dash, Ink};
use super::marks::{Mark, Marks};
use super::page::{Page, Piece};
use crate::app::look::{Palette, RADIUS};
use crate::model::Status;
use crate::model::codebook::Shape;
use egui::{Color32, CornerRadius, Painter, Rangef, Rect};

/// Paints all highlights; with `scores`, less certain ones paler.
pub(super) fn marks(painter: &Painter, marks: &Marks<'_>, page: &Page, palette: &Palette, scores: bool) {
    let mut ink = Ink::new(painter.pixels_per_point());
    for mark in &marks.all {
        let pieces = marks.pieces(mark);
        if mark.annotation.status == Status::Rejected {
            rejected(&mut ink, pieces, palette);
            continue;
        }
        match mark.shape {
            Shape::Box => boxed(painter, &mut ink, mark, pieces, tint(mark, scores)),
            Shape::Band => band(painter, &mut ink, mark, pieces, tint(mark, scores)),
            Shape::Bracket => bracket(painter, &mut ink, mark, marks, page),
            Shape::Underline => underline(painter, &mut ink, mark, pieces, tint(mark, scores)),
        }
    }
    ink.paint(painter);
}

fn dash(mark: &Mark<'_>) -> Dash {
    if mark.undecided() { Dash::DASHED } else { Dash::SOLID }
}

fn tint(mark: &Mark<'_>, scores: bool) -> Color32 {
    let colours = &mark.colours;
    if mark.selected {
        colours.selected
    } else if mark.hovered || mark.linked {
        colours.hover
    } else if scores && mark.undecided() {
        colours.scored(mark.level, mark.annotation.score())
    } else {
        colours.nested(mark.level)
    }
}

/// Returns the rows' part that a level takes: the outer ones are taller, by steps that fit.
fn extent(mark: &Mark<'_>, piece: &Piece, alone: f32) -> Rangef {
    let most = piece.rect.height() / 2.0 - 1.0;
    let least = 0.42 * piece.size;
    let alone = (alone * piece.size).min(most);
    let below = f32::from(mark.levels.saturating_sub(1).min(7));
    let level = f32::from(mark.level.min(7));
    let step = if below > 0.0 { ((most - least) / below).min(2.5) } else { 0.0 };
    let outer = (alone + step * below).min(most);
    let half = (outer - step * level).max(least);
    // The middle of the letters, not of the row: capitals reach farther up than tails do down.
    let middle = piece.baseline - 0.26 * piece.size;
    Rangef::new((middle - half).max(piece.rect.top() + 0.5), (middle + half).min(piece.rect.bottom() - 0.5))
}

fn ends(index: usize, count: usize, rtl: bool) -> (bool, bool) {
    let (first, last) = (index == 0, index + 1 == count);
    if rtl { (last, first) } else { (first, last) }
}

fn corners((left, right): (bool, bool), radius: u8) -> CornerRadius {
    let corner = |on: bool| if on { radius } else { 0 };
    CornerRadius { nw: corner(left), sw: corner(left), ne: corner(right), se: corner(right) }
}

fn boxed(painter: &Painter, ink: &mut Ink, mark: &Mark<'_>, pieces: &[Piece], tint: Color32) {
    let line = mark.colours.line.gamma_multiply(if mark.selected || mark.hovered { 1.0 } else { 0.62 });
    let thickness = if mark.selected { 1.6 } else { 1.0 };
    for (index, piece) in pieces.iter().enumerate() {
        let y = extent(mark, piece, 0.68);
        let ends = ends(index, pieces.len(), piece.rtl);
        let reach = |end: bool, by: f32| if end { by } else { 1.5 };
        let (before, after) = mark.reach;
        let (left, right) = if piece.rtl { (after, before) } else { (before, after) };
        let x =
            Rangef::new(piece.rect.left() - reach(ends.0, left), piece.rect.right() + reach(ends.1, right));
        let rect = Rect::from_x_y_ranges(x, y);
        painter.rect_filled(rect, corners(ends, RADIUS - 1), tint);
        outline(ink, rect, ends, thickness, line, dash(mark));
    }
}

fn outline(
    ink: &mut Ink,
    rect: Rect,
    (left, right): (bool, bool),
    thickness: f32,
    line: Color32,
    dash: Dash,
) {
    // Lines leave the rounded corners open by a pixel.
    let x = Rangef::new(rect.left() + f32::from(left), rect.right() - f32::from(right));
    let y = Rangef::new(rect.top() + 1.0, rect.bottom() - 1.0);
    ink.across(x, rect.top(), thickness, line, dash);
    ink.across(x, rect.bottom() - thickness, thickness, line, dash);
    if left {
        ink.down(rect.left(), y, thickness, line, dash);
    }
    if right {
        ink.down(rect.right() - thickness, y, thickness, line, dash);
    }
}

fn band(painter: &Painter, ink: &mut Ink, mark: &Mark<'_>, pieces: &[Piece], tint: Color32) {
    for (index, piece) in pieces.iter().enumerate() {
        let y = extent(mark, piece, 0.82);
        let ends = ends(index, pieces.len(), piece.rtl);
        let rect = Rect::from_x_y_ranges(piece.rect.x_range().expand(1.0), y);
        painter.rect_filled(rect, corners(ends, 2), tint);
        // The bars of nested bands stand apart.
        let most = if mark.levels > 1 { 1.2 } else { 2.0 };
        let thickness = if mark.selected || mark.hovered { most + 1.0 } else { most };
        let dash = if mark.undecided() { Dash(6.0, 4.0) } else { Dash::SOLID };
        ink.across(rect.x_range(), rect.bottom() - thickness, thickness, mark.colours.line, dash);
    }
}

fn bracket(painter: &Painter, ink: &mut Ink, mark: &Mark<'_>, marks: &Marks<'_>, page: &Page) {
    let line = mark.colours.line;
    let strong = mark.selected || mark.hovered;
    if let Some((rect, right)) = marks.bracket(mark, page) {
        let thickness = if strong { 2.5 } else { 1.5 };
        let spine = if right { rect.right() - thickness } else { rect.left() };
        ink.down(spine, rect.y_range(), thickness, line, dash(mark));
        ink.across(rect.x_range(), rect.top(), thickness, line, Dash::SOLID);
        ink.across(rect.x_range(), rect.bottom() - thickness, thickness, line, Dash::SOLID);
    }
    for piece in marks.pieces(mark) {
        if strong {
            let rect = Rect::from_x_y_ranges(piece.rect.x_range(), extent(mark, piece, 0.82));
            painter.rect_filled(rect, 2, mark.colours.tint);
        }
        let y = piece.baseline + 0.2 * piece.size + 2.5 * f32::from(mark.level.min(3));
        let (thickness, dash) = if mark.undecided() { (1.5, Dash::DOTTED) } else { (1.0, Dash::SOLID) };
        ink.across(piece.rect.x_range(), y.min(piece.rect.bottom() - 2.0), thickness, line, dash);
    }
}

fn underline(painter: &Painter, ink: &mut Ink, mark: &Mark<'_>, pieces: &[Piece], tint: Color32) {
    for piece in pieces {
        if mark.selected || mark.hovered {
            let rect = Rect::from_x_y_ranges(piece.rect.x_range(), extent(mark, piece, 0.68));
            painter.rect_filled(rect, 2, tint);
        }
        let thickness = if mark.selected { 2.0 } else { 1.0 };
        let y = piece.baseline + 0.12 * piece.size + 2.0 * f32::from(mark.level.min(3));
        ink.across(piece.rect.x_range(), y, thickness, mark.colours.line, dash(mark));
    }
}

fn rejected(ink: &mut Ink, pieces: &[Piece], palette: &Palette) {
    for piece in pieces {
        ink.across(piece.rect.x_range(), piece.baseline - 0.28 * piece.size, 1.0, palette.faded, Dash::SOLID);
    }
}

/// Paints a stretch of the text as selected.
pub(super) fn stretch(painter: &Painter, pieces: &[Piece], colour: Color32) {
    for piece in pieces {
        painter.rect_filled(piece.rect, 0, colour);
    }
}

/// Paints search hits, the current one with a frame.
pub(super) fn hit(painter: &Painter, pieces: &[Piece], current: bool, palette: &Palette) {
    let mut ink = Ink::new(painter.pixels_per_point());
    for piece in pieces {
        let half = 0.72 * piece.size;
        let middle = piece.baseline - 0.26 * piece.size;
        let rect = Rect::from_x_y_ranges(
            piece.rect.x_range().expand(1.0),
            Rangef::new(middle - half, middle + half),
        );
        painter.rect_filled(rect, RADIUS - 1, palette.hit);
        if current {
            outline(&mut ink, rect, (true, true), 2.0, palette.current_hit, Dash::SOLID);
        }
    }
    ink.paint(painter);
}
