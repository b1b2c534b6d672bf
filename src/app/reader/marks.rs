//! The highlights on the screen: which annotations are shown, where, and how they stand to each other.

use super::Scene;
use super::page::{Page, Piece};
use crate::app::look::{LayerColours, Palette};
use crate::model::codebook::Shape;
use crate::model::{Annotation, AnnotationId, Link, Status};
use crate::text::Span;
use egui::{Pos2, Rect, pos2};
use std::ops::Range;

/// How far around the view annotations are looked at, so that nesting does not change while scrolling.
const AROUND: u32 = 16 << 10;
/// How far a bracket's column is from the next.
pub(super) const LANE: f32 = 5.0;

/// One fragment of an annotation on the screen.
#[derive(Debug, Clone)]
pub(super) struct Mark<'a> {
    pub(super) annotation: &'a Annotation,
    pub(super) shape: Shape,
    pub(super) colours: LayerColours,
    pub(super) span: Span,
    /// How many of its shape it lies in, and how many levels there are in its cluster.
    pub(super) level: u8,
    pub(super) levels: u8,
    /// How far a box reaches beyond its first and its last letter, so that it stands apart from its neighbours and
    /// from what it lies in.
    pub(super) reach: (f32, f32),
    pieces: Range<usize>,
    pub(super) selected: bool,
    pub(super) hovered: bool,
    /// Whether a link ties it to the selected annotation or the one under the pointer.
    pub(super) linked: bool,
}

/// All highlights on the screen, the outer ones first.
#[derive(Debug, Default)]
pub(super) struct Marks<'a> {
    pub(super) all: Vec<Mark<'a>>,
    pieces: Vec<Piece>,
}

impl<'a> Marks<'a> {
    /// Gathers what the filter shows on the page.
    pub(super) fn gather(scene: &Scene<'a>, page: &Page, palette: &Palette) -> Self {
        let mut marks = Self::default();
        if scene.clean {
            return marks;
        }
        let seen = page.span();
        let around = Span { start: seen.start.saturating_sub(AROUND), end: seen.end.saturating_add(AROUND) };
        let wanted = scene
            .document
            .overlapping(seen)
            .filter(|(_, annotation)| scene.shows(annotation))
            .fold(seen, |hull, (span, _)| hull.hull(span.clamp(around)));
        for (span, annotation) in scene.document.overlapping(wanted) {
            if !scene.shows(annotation) || span.is_empty() {
                continue;
            }
            let layer = scene.document.codebook().layer(&annotation.layer);
            let own = annotation.actor.as_ref().and_then(|id| scene.document.actors().get(id)?.colour);
            let colour =
                own.or(layer.map(|layer| layer.colour)).unwrap_or(crate::model::codebook::Rgb(128, 128, 128));
            marks.all.push(Mark {
                annotation,
                shape: layer.map_or(Shape::Box, |layer| layer.shape),
                colours: palette.layer(colour),
                span,
                level: 0,
                levels: 1,
                reach: (0.0, 0.0),
                pieces: 0..0,
                selected: scene.selection.annotation.as_ref() == Some(&annotation.id),
                hovered: false,
                linked: false,
            });
        }
        marks.nest();
        marks.part();
        marks.all.retain(|mark| mark.span.overlaps(seen));
        for mark in &mut marks.all {
            let first = marks.pieces.len();
            page.rects(mark.span, &mut marks.pieces);
            mark.pieces = first..marks.pieces.len();
        }
        marks
    }

    /// Finds the levels of each shape: the lowest that is free from the start on, and how many its cluster has.
    fn nest(&mut self) {
        for shape in [Shape::Box, Shape::Band, Shape::Bracket, Shape::Underline] {
            let mut open: Vec<Option<u32>> = Vec::new();
            let mut cluster: Vec<usize> = Vec::new();
            let mut reach = 0;
            for index in 0..self.all.len() {
                let Some(mark) = self.all.get_mut(index).filter(|mark| mark.shape == shape) else { continue };
                if mark.span.start >= reach {
                    settle(&mut self.all, &mut cluster, open.len());
                    open.clear();
                }
                let Some(mark) = self.all.get_mut(index) else { continue };
                let free = open.iter().position(|end| end.is_none_or(|end| end <= mark.span.start));
                let level = free.unwrap_or(open.len());
                if level == open.len() {
                    open.push(None);
                }
                if let Some(end) = open.get_mut(level) {
                    *end = Some(mark.span.end);
                }
                mark.level = level.min(u8::MAX as usize) as u8;
                reach = reach.max(mark.span.end);
                cluster.push(index);
            }
            settle(&mut self.all, &mut cluster, open.len());
        }
    }

    /// Parts boxes that touch: one that begins where another ends, or a space behind it, reaches less far, and so
    /// does one that lies in another.
    fn part(&mut self) {
        let boxes = || self.all.iter().filter(|mark| mark.shape == Shape::Box);
        let starts: Vec<u32> = boxes().map(|mark| mark.span.start).collect();
        let mut ends: Vec<u32> = boxes().map(|mark| mark.span.end).collect();
        ends.sort_unstable();
        let reach = |level: u8, gap: Option<u32>| {
            let alone = if level == 0 { 1.5_f32 } else { -0.5 };
            match gap {
                Some(0) => alone.min(-1.0),
                Some(1) => alone.min(0.0),
                _ => alone,
            }
        };
        for mark in self.all.iter_mut().filter(|mark| mark.shape == Shape::Box) {
            let before = ends.get(..ends.partition_point(|end| *end <= mark.span.start));
            let before = before.and_then(|ends| ends.last()).map(|end| mark.span.start - end);
            let after = starts.get(starts.partition_point(|start| *start < mark.span.end));
            let after = after.map(|start| start - mark.span.end);
            mark.reach = (reach(mark.level, before), reach(mark.level, after));
        }
    }

    /// Returns the rectangles of a mark, row by row.
    pub(super) fn pieces(&self, mark: &Mark<'_>) -> &[Piece] {
        self.pieces.get(mark.pieces.clone()).unwrap_or_default()
    }

    /// Returns the innermost mark under a point: the shortest whose words are there, or whose bracket is.
    pub(super) fn under(&self, at: Pos2, page: &Page) -> Option<usize> {
        let on_words = |mark: &Mark<'_>| self.pieces(mark).iter().any(|piece| piece.rect.contains(at));
        let on_bracket = |mark: &Mark<'_>| {
            mark.shape == Shape::Bracket
                && self
                    .bracket(mark, page)
                    .is_some_and(|(rect, _)| rect.expand2(egui::vec2(2.0, 1.0)).contains(at))
        };
        let hit = self.all.iter().enumerate().filter(|(_, mark)| on_words(mark) || on_bracket(mark));
        hit.min_by_key(|(index, mark)| (mark.span.len(), usize::MAX - index)).map(|(index, _)| index)
    }

    /// Says that the innermost annotation under a point is under the pointer.
    pub(super) fn hover(&mut self, at: Pos2, page: &Page) {
        let under = self.under(at, page).and_then(|index| self.all.get(index));
        let Some(id) = under.map(|mark| &mark.annotation.id) else { return };
        for mark in self.all.iter_mut().filter(|mark| mark.annotation.id == *id) {
            mark.hovered = true;
        }
    }

    /// Finds what links tie to the selected annotation and the one under the pointer.
    pub(super) fn link(&mut self, scene: &Scene<'_>) {
        let mut tied: Vec<&AnnotationId> = Vec::new();
        for mark in self.all.iter().filter(|mark| mark.selected || mark.hovered) {
            let id = &mark.annotation.id;
            let shown = |link: &&Link| link.status != Status::Rejected;
            let outward = scene.document.links_from(id).filter(shown);
            tied.extend(outward.filter_map(|link| link.to.annotation()));
            tied.extend(scene.document.links_to(id).filter(shown).map(|link| &link.from));
        }
        for mark in &mut self.all {
            mark.linked = tied.contains(&&mark.annotation.id);
        }
    }

    /// Returns a mark of the annotation under the pointer.
    pub(super) fn hovered(&self) -> Option<&Mark<'a>> {
        self.all.iter().find(|mark| mark.hovered)
    }

    /// Returns where the bracket of a mark stands in the margin, and whether that is the right one.
    pub(super) fn bracket(&self, mark: &Mark<'_>, page: &Page) -> Option<(Rect, bool)> {
        let pieces = self.pieces(mark);
        let (first, last) = (pieces.first()?, pieces.last()?);
        let outward = f32::from(mark.levels.saturating_sub(mark.level + 1).min(7)) * LANE;
        let x = if first.rtl {
            (page.column.max + 10.0 + outward).min(page.view.right() - 6.0)
        } else {
            (page.column.min - 14.0 - outward).max(page.view.left() + 2.0)
        };
        let rect =
            Rect::from_min_max(pos2(x, first.rect.top() + 3.0), pos2(x + 4.0, last.rect.bottom() - 3.0));
        Some((rect, first.rtl))
    }

    /// Returns the marks of the selected annotation.
    pub(super) fn selected(&self) -> impl Iterator<Item = &Mark<'a>> {
        self.all.iter().filter(|mark| mark.selected)
    }
}

fn settle(all: &mut [Mark<'_>], cluster: &mut Vec<usize>, levels: usize) {
    for index in cluster.drain(..) {
        if let Some(mark) = all.get_mut(index) {
            mark.levels = levels.clamp(1, u8::MAX as usize) as u8;
        }
    }
}

impl Mark<'_> {
    /// Says whether nobody has decided on it.
    pub(super) fn undecided(&self) -> bool {
        self.annotation.status == Status::Suggested
    }

    /// Returns the index of the fragment that it is.
    pub(super) fn fragment(&self) -> usize {
        self.annotation.fragments.iter().position(|span| *span == self.span).unwrap_or(0)
    }
}
