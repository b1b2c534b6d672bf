//! Links of the selected and the hovered annotation: arcs to what is in view, chips at the edge for what is not.

use super::Scene;
use super::handles::knobs;
use super::ink::Ink;
use super::marks::Marks;
use super::page::{Page, Piece};
use super::voice;
use crate::app::look::{self, LayerColours, Palette};
use crate::model::{Annotation, AnnotationId, Link, Status, Target};
use crate::text::Span;
use crate::workbench::Action;
use egui::{Align2, Color32, FontId, Painter, Pos2, Rect, Sense, Shape, Stroke, Ui, Vec2, pos2, vec2};

/// How many links of an annotation are shown.
const MOST: usize = 60;
/// The height of a chip.
const CHIP: f32 = 22.0;

/// A link to be shown, as seen from the annotation that is selected or hovered.
struct Tie<'a> {
    link: &'a Link,
    /// The annotation at the other end.
    other: Option<&'a Annotation>,
    /// Whether the link points to the other end.
    outward: bool,
}

/// Paints arcs and chips. Behind the text: the arcs; above it: the chips, which can be clicked.
pub(super) fn ui(
    ui: &Ui,
    scene: &Scene<'_>,
    marks: &Marks<'_>,
    (page, beside): (&Page, Vec<Rect>),
    actions: &mut Vec<Action>,
) {
    let palette = Palette::of(ui);
    let painter = ui.painter_at(page.view);
    let mut edges = Edges { above: page.column.min, below: page.column.min, beside, labels: Vec::new() };
    for mark in marks.selected() {
        edges.labels.extend(knobs(mark.span, page));
    }
    let mut shown: Vec<&AnnotationId> = Vec::new();
    for mark in marks.all.iter().filter(|mark| mark.selected || mark.hovered) {
        if shown.contains(&&mark.annotation.id) {
            continue;
        }
        shown.push(&mark.annotation.id);
        for tie in ties(scene, mark.annotation) {
            let here = pieces_of(mark.annotation, page);
            let there = tie.other.map(|other| pieces_of(other, page)).unwrap_or_default();
            let label = role_name(scene, tie.link);
            if !there.is_empty() {
                let Some((from, to)) = nearest(&here, &there) else { continue };
                let (from, to) = if tie.outward { (from, to) } else { (to, from) };
                let tip = arc(&painter, (from, to), tie.link.status, mark.colours, palette);
                name_arc(&painter, tip, &label, mark.colours, (page, &mut edges), palette);
            } else if mark.selected {
                let text = format!("{label}: {}", name_of(scene, &tie));
                match tie.other {
                    Some(other) => chip(ui, other.hull(), &text, page, &mut edges, actions),
                    None => note(&painter, &here, &text, page, &mut edges, palette),
                }
            }
        }
    }
}

fn ties<'a>(scene: &Scene<'a>, annotation: &'a Annotation) -> Vec<Tie<'a>> {
    let document = scene.document;
    let outward = document.links_from(&annotation.id).map(|link| Tie {
        link,
        other: link.to.annotation().and_then(|id| document.annotation(id)),
        outward: true,
    });
    let inward = document.links_to(&annotation.id).map(|link| Tie {
        link,
        other: document.annotation(&link.from),
        outward: false,
    });
    let shown = |tie: &Tie<'_>| {
        tie.link.status != Status::Rejected && (tie.other.is_some() || tie.link.to.annotation().is_none())
    };
    outward.chain(inward).filter(shown).take(MOST).collect()
}

fn pieces_of(annotation: &Annotation, page: &Page) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for span in &annotation.fragments {
        page.rects(*span, &mut pieces);
    }
    pieces.retain(|piece| page.view.intersects(piece.rect));
    pieces
}

fn role_name(scene: &Scene<'_>, link: &Link) -> String {
    let layer = scene.document.annotation(&link.from).map(|from| &from.layer);
    let rule = layer.and_then(|layer| scene.document.codebook().link_rule(layer, &link.role));
    rule.map_or_else(|| link.role.to_string(), |rule| rule.name.clone())
}

fn name_of(scene: &Scene<'_>, tie: &Tie<'_>) -> String {
    match (tie.other, &tie.link.to) {
        (Some(other), _) => voice::name_of(scene.document, other),
        (None, target @ (Target::Actor(_) | Target::Author)) => voice::target_name(scene.document, target),
        (None, Target::Annotation(_)) => String::new(),
    }
}

/// Returns the two rectangles that are closest to each other. `None` when one lies in the other: there is nothing to
/// bridge.
fn nearest(here: &[Piece], there: &[Piece]) -> Option<(Piece, Piece)> {
    let pairs = || here.iter().flat_map(|a| there.iter().map(move |b| (*a, *b)));
    if pairs().any(|(a, b)| a.rect.shrink(1.0).intersects(b.rect)) {
        return None;
    }
    let distance = |(a, b): &(Piece, Piece)| {
        let down = (a.rect.center().y - b.rect.center().y).abs();
        let across = (a.rect.left() - b.rect.right()).max(b.rect.left() - a.rect.right()).max(0.0);
        4.0 * down + across
    };
    pairs().min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

/// Draws a line from one annotation to another with an arrow's head. Returns where the head enters: on the line
/// between two rows.
fn arc(
    painter: &Painter,
    (from, to): (Piece, Piece),
    status: Status,
    colours: LayerColours,
    palette: &Palette,
) -> Pos2 {
    let (path, down) = route(&from, &to);
    let tip = path.last().copied().unwrap_or(to.rect.center_top());
    let line = rounded(&path, 4.0);
    let stroke = Stroke::new(1.5, colours.text);
    // A pale line beneath keeps it apart from what it crosses.
    painter.add(Shape::line(line.clone(), Stroke::new(4.5, palette.paper.gamma_multiply(0.9))));
    if status == Status::Suggested {
        painter.extend(Shape::dashed_line(&line, stroke, 4.0, 2.5));
    } else {
        painter.add(Shape::line(line, stroke));
    }
    let back = vec2(0.0, if down { -6.0 } else { 6.0 });
    let mut ink = Ink::new(painter.pixels_per_point());
    ink.triangle([tip, tip + back + vec2(3.5, 0.0), tip + back - vec2(3.5, 0.0)], colours.text);
    ink.paint(painter);
    pos2(tip.x, if down { to.rect.top() } else { to.rect.bottom() })
}

/// Writes a link's role between the rows, beside its arrow's head and clear of what stands there.
fn name_arc(
    painter: &Painter,
    tip: Pos2,
    role: &str,
    colours: LayerColours,
    (page, edges): (&Page, &mut Edges),
    palette: &Palette,
) {
    let font = look::font(look::FONT_STRONG, look::TINY);
    let galley = painter.layout_no_wrap(role.to_owned(), font, colours.text);
    // No higher than the letters: there is little room between two rows.
    let size = vec2(galley.size().x + 6.0, look::TINY + 0.5);
    let mut rect = Rect::from_min_size(pos2(tip.x + 6.0, tip.y + 1.0 - size.y / 2.0), size);
    while let Some(other) = edges.labels.iter().find(|other| other.intersects(rect)) {
        rect = rect.translate(vec2(other.right() + 3.0 - rect.left(), 0.0));
    }
    if rect.right() > page.column.max.max(page.view.right() - 4.0) {
        rect = rect.translate(vec2(tip.x - 6.0 - rect.right(), 0.0));
    }
    painter.rect_filled(rect, 3, palette.paper.gamma_multiply(0.94));
    painter.galley(rect.center() - galley.size() / 2.0, galley, colours.text);
    edges.labels.push(rect);
}

/// Returns the corners of a line that runs between the rows, and whether its arrow points down.
fn route(from: &Piece, to: &Piece) -> (Vec<Pos2>, bool) {
    let (a, b) = (from.rect, to.rect);
    let near = |one: Rect, other: Rect| {
        let margin = 8.0_f32.min(one.width() / 2.0);
        other.center().x.clamp(one.left() + margin, one.right() - margin)
    };
    let (start, end) = (near(a, b), near(b, a));
    let same_row = (a.center().y - b.center().y).abs() < 2.0;
    let down = same_row || b.center().y > a.center().y;
    let (leave, lane, enter) = match (same_row, down) {
        (true, _) => (a.top() + 4.0, a.top() - 2.0, b.top() + 4.0),
        (false, true) => (a.bottom() - 3.0, a.bottom(), b.top() + 4.0),
        (false, false) => (a.top() + 3.0, a.top(), b.bottom() - 4.0),
    };
    if (start - end).abs() < 4.0 {
        return (vec![pos2(end, leave), pos2(end, enter)], down);
    }
    (vec![pos2(start, leave), pos2(start, lane), pos2(end, lane), pos2(end, enter)], down)
}

/// Rounds the corners of a line.
fn rounded(corners: &[Pos2], radius: f32) -> Vec<Pos2> {
    let mut line = Vec::with_capacity(4 * corners.len());
    for (index, corner) in corners.iter().enumerate() {
        let around = index.checked_sub(1).and_then(|before| corners.get(before)).zip(corners.get(index + 1));
        let Some((before, after)) = around else {
            line.push(*corner);
            continue;
        };
        let toward = |other: &Pos2| {
            let way = *other - *corner;
            *corner + way.normalized() * radius.min(way.length() / 2.0)
        };
        let (enter, leave) = (toward(before), toward(after));
        for step in 0..=4 {
            let share = step as f32 / 4.0;
            let (first, second) = (enter.lerp(*corner, share), corner.lerp(leave, share));
            line.push(first.lerp(second, share));
        }
    }
    line
}

fn pill(painter: &Painter, at: Pos2, align: Align2, text: &str, colour: Color32, palette: &Palette) -> Rect {
    let galley = painter.layout_no_wrap(text.to_owned(), FontId::proportional(look::TINY), colour);
    let rect = align.anchor_size(at, galley.size() + vec2(8.0, 0.0));
    painter.rect(
        rect,
        rect.height() / 2.0,
        palette.paper,
        Stroke::new(look::HAIRLINE, palette.hairline),
        egui::StrokeKind::Inside,
    );
    painter.galley(rect.center() - galley.size() / 2.0, galley, colour);
    rect
}

/// What is taken already.
struct Edges {
    /// How far the upper and the lower edge are taken by chips.
    above: f32,
    below: f32,
    /// What stands in the margin.
    beside: Vec<Rect>,
    /// Roles beside arrows, and handles.
    labels: Vec<Rect>,
}

/// A chip at the upper or the lower edge; a click goes to what lies there.
fn chip(ui: &Ui, span: Span, text: &str, page: &Page, edges: &mut Edges, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui);
    let is_above = span.start < page.visible().start;
    let text = format!("{} {text}", if is_above { "↑" } else { "↓" });
    let painter = ui.painter_at(page.view);
    let galley = painter.layout_no_wrap(text.clone(), FontId::proportional(look::SMALL), palette.ink);
    let size = vec2(galley.size().x + 16.0, CHIP);
    let (used, y) = if is_above {
        (&mut edges.above, page.view.top() + 6.0)
    } else {
        (&mut edges.below, page.view.bottom() - 6.0 - CHIP)
    };
    let rect = Rect::from_min_size(pos2(*used, y), size);
    if rect.right() > page.view.right() && *used > page.column.min {
        return; // no room beside the others
    }
    *used += size.x + 6.0;
    let response =
        ui.interact(rect, ui.scope_id().with(("chip", span.start, span.end, text.as_str())), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &text));
    let fill = if response.hovered() { palette.hover } else { palette.panel };
    painter.rect(
        rect,
        CHIP / 2.0,
        fill,
        Stroke::new(look::HAIRLINE, palette.hairline),
        egui::StrokeKind::Inside,
    );
    painter.galley(rect.center() - galley.size() / 2.0, galley, palette.ink);
    if response.hovered() {
        ui.set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    if response.clicked() {
        actions.push(Action::Reveal(span));
    }
}

/// What a link points to outside the text, written in the margin beside the annotation.
fn note(painter: &Painter, here: &[Piece], text: &str, page: &Page, edges: &mut Edges, palette: &Palette) {
    let Some(piece) = here.first() else { return };
    let room = page.view.right() - page.column.max;
    let at = if room > 150.0 {
        pos2(page.column.max + 12.0, piece.rect.center().y)
    } else {
        piece.rect.left_top() + vec2(0.0, -6.0)
    };
    let below = edges.beside.iter().filter(|rect| rect.y_range().contains(at.y)).count();
    let at = at + Vec2::new(0.0, below as f32 * 18.0);
    let rect = pill(painter, at, Align2::LEFT_CENTER, text, palette.ink, palette);
    edges.beside.push(rect);
}
