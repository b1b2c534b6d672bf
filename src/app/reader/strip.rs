//! The overview strip: where in the article the highlights lie, by kind; which of them are undecided; search
//! hits; the part that is in view. A click or a drag goes there.
//!
//! A hundred thousand annotations are counted over several frames, a slice in each; what was counted before stays on
//! the screen until then.

use super::chunks::{Chunk, index_at};
use super::heights::Heights;
use super::page::Target;
use super::scroll::Extent;
use super::{Scene, ink};
use crate::app::look::Palette;
use crate::model::codebook::Shape;
use crate::model::{Filter, LayerId, Status};
use crate::text::Span;
use egui::{Rangef, Rect, Sense, Ui};
use std::time::{Duration, Instant};

/// The width of the strip.
pub(super) const WIDTH: f32 = 22.0;
/// Into how many stretches the article is divided.
const STRETCHES: usize = 480;
/// How long a frame may count.
const SLICE: Duration = Duration::from_micros(700);
/// How many layers have a column.
const COLUMNS: usize = 4;

/// How many annotations begin in a stretch, by column, and how many of them are undecided.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    layers: [u16; COLUMNS],
    undecided: u16,
}

/// What the counts were counted from.
#[derive(Debug, Clone, PartialEq)]
struct Input {
    revision: u64,
    filter: Filter,
    layers: Vec<LayerId>,
}

/// The strip's state.
#[derive(Debug, Default)]
pub(super) struct Strip {
    input: Option<Input>,
    shown: Vec<Counts>,
    /// What is being counted: the stretches that are done.
    counting: Option<Vec<Counts>>,
}

impl Strip {
    /// Counts on, for a slice of time. Returns whether there is more to count.
    fn count(&mut self, scene: &Scene<'_>) -> bool {
        let known = self.input.as_ref().is_some_and(|input| {
            input.revision == scene.document.revision() && input.filter == *scene.filter
        });
        if !known {
            let layers = scene.document.codebook().layers.iter();
            let columns =
                layers.filter(|layer| layer.shape != Shape::Underline).map(|layer| layer.id.clone());
            self.input = Some(Input {
                revision: scene.document.revision(),
                filter: scene.filter.clone(),
                layers: columns.take(COLUMNS).collect(),
            });
            self.counting = Some(Vec::with_capacity(STRETCHES));
        }
        let (Some(input), Some(mut done)) = (&self.input, self.counting.take()) else { return false };
        let begin = Instant::now();
        while done.len() < STRETCHES && begin.elapsed() < SLICE {
            done.push(count_stretch(scene, &input.layers, stretch(scene, done.len())));
        }
        if done.len() < STRETCHES {
            self.counting = Some(done);
            return true;
        }
        self.shown = done;
        false
    }

    /// Shows the strip. Returns where the page is to stand when it was clicked.
    pub(super) fn ui(
        &mut self,
        ui: &Ui,
        scene: &Scene<'_>,
        rect: Rect,
        (extent, heights, chunks): (&Extent, &Heights, &[Chunk]),
    ) -> Option<Target> {
        if self.count(scene) {
            ui.ctx().request_repaint();
        }
        let scale =
            Scale { rect, extent, heights, chunks, by: (f64::from(rect.height()) / extent.total).min(1.0) };
        self.paint(ui, scene, &scale);
        let response = ui.interact(rect, ui.scope_id().with("overview"), Sense::click_and_drag());
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::ScrollBar, true, "Overview of the article")
        });
        let pointer = response.interact_pointer_pos().filter(|_| response.is_pointer_button_down_on())?;
        let middle = f64::from(pointer.y - rect.top()) / scale.by;
        Some(extent.target(heights, middle - extent.view / 2.0))
    }

    fn paint(&self, ui: &Ui, scene: &Scene<'_>, scale: &Scale<'_>) {
        let palette = Palette::of(ui);
        let rect = scale.rect;
        let painter = ui.painter_at(rect);
        painter.vline(rect.left(), rect.y_range(), (1.0, palette.hairline));
        let mut ink = ink::Ink::new(ui.pixels_per_point());
        if scale.extent.range() > 0.0 {
            let top = rect.top() + (scale.extent.top * scale.by) as f32;
            let y = Rangef::new(top, top + ((scale.extent.view * scale.by) as f32).max(4.0));
            painter.rect_filled(
                Rect::from_x_y_ranges(rect.x_range(), y),
                2,
                palette.hover.gamma_multiply(0.7),
            );
        }
        let layers = self.input.as_ref().map(|input| input.layers.as_slice()).unwrap_or_default();
        let colours: Vec<_> = layers
            .iter()
            .map(|id| scene.document.codebook().layer(id).map(|layer| palette.layer(layer.colour).line))
            .collect();
        for (index, counts) in self.shown.iter().enumerate().filter(|_| !scene.clean) {
            if counts.layers.iter().all(|count| *count == 0) {
                continue;
            }
            let span = stretch(scene, index);
            let (top, bottom) = (scale.y(span.start), scale.y(span.end));
            let y = Rangef::new(top, bottom.max(top + 2.0));
            for (column, (count, colour)) in counts.layers.iter().zip(&colours).enumerate() {
                if let Some(colour) = colour.filter(|_| *count > 0) {
                    let x = rect.left() + 7.0 + 4.0 * column as f32;
                    let strength = (0.45 + 0.14 * f32::from(*count)).min(1.0);
                    ink.rect(
                        Rect::from_x_y_ranges(Rangef::new(x, x + 3.0), y),
                        colour.gamma_multiply(strength),
                    );
                }
            }
            if counts.undecided > 0 {
                let x = rect.left() + 3.0;
                ink.rect(Rect::from_x_y_ranges(Rangef::new(x, x + 2.0), y), palette.faded);
            }
        }
        let stride = (scene.hits.len() / (2 * STRETCHES)).max(1);
        for hit in scene.hits.iter().step_by(stride) {
            let y = scale.y(hit.start);
            ink.rect(
                Rect::from_x_y_ranges(rect.x_range().shrink(1.0), Rangef::new(y, y + 2.0)),
                palette.current_hit,
            );
        }
        ink.paint(&painter);
    }
}

/// The way from offsets to heights in the strip.
struct Scale<'a> {
    rect: Rect,
    extent: &'a Extent,
    heights: &'a Heights,
    chunks: &'a [Chunk],
    by: f64,
}

impl Scale<'_> {
    fn y(&self, at: u32) -> f32 {
        let index = index_at(self.chunks, at);
        let inside = self.chunks.get(index).map_or(0.0, |chunk| {
            let share = f64::from(at.min(chunk.span.end) - chunk.span.start.min(at))
                / f64::from(chunk.span.len().max(1));
            share * f64::from(self.heights.get(index))
        });
        self.rect.top() + ((self.extent.lead + self.heights.before(index) + inside) * self.by) as f32
    }
}

/// Returns the bytes of a stretch.
fn stretch(scene: &Scene<'_>, index: usize) -> Span {
    let length = scene.document.article().whole().len() as usize;
    Span::of(length * index / STRETCHES..length * (index + 1) / STRETCHES)
}

fn count_stretch(scene: &Scene<'_>, layers: &[LayerId], span: Span) -> Counts {
    let mut counts = Counts::default();
    if span.is_empty() {
        return counts;
    }
    for (fragment, annotation) in scene.document.overlapping(span) {
        if !span.contains(fragment.start) || !scene.filter.shows(scene.document, annotation) {
            continue;
        }
        if let Some(column) = layers.iter().position(|id| *id == annotation.layer)
            && let Some(count) = counts.layers.get_mut(column)
        {
            *count = count.saturating_add(1);
            let undecided = u16::from(annotation.status == Status::Suggested);
            counts.undecided = counts.undecided.saturating_add(undecided);
        }
    }
    counts
}
