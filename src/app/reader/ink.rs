//! Thin lines, dashes and dots, gathered in one mesh and aligned to the pixels of the screen.

use egui::{Color32, Mesh, Painter, Pos2, Rangef, Rect, pos2};
use std::sync::Arc;

/// How a line is broken: how long it is drawn, how long not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Dash(pub(super) f32, pub(super) f32);

impl Dash {
    /// An unbroken line.
    pub(super) const SOLID: Self = Self(f32::INFINITY, 0.0);
    /// A dashed line: what nobody has decided on.
    pub(super) const DASHED: Self = Self(4.0, 3.0);
    /// A dotted line.
    pub(super) const DOTTED: Self = Self(1.5, 2.5);
}

/// Gathers lines until they are painted.
pub(super) struct Ink {
    mesh: Mesh,
    pixels_per_point: f32,
}

impl Ink {
    pub(super) fn new(pixels_per_point: f32) -> Self {
        Self { mesh: Mesh::default(), pixels_per_point }
    }

    fn snap(&self, at: f32) -> f32 {
        (at * self.pixels_per_point).round() / self.pixels_per_point
    }

    /// Adds a filled rectangle, at least one pixel wide and high.
    pub(super) fn rect(&mut self, rect: Rect, colour: Color32) {
        let pixel = 1.0 / self.pixels_per_point;
        let min = pos2(self.snap(rect.min.x), self.snap(rect.min.y));
        let max = pos2(self.snap(rect.max.x).max(min.x + pixel), self.snap(rect.max.y).max(min.y + pixel));
        self.mesh.add_colored_rect(Rect { min, max }, colour);
    }

    /// Adds a horizontal line whose upper edge is at `y`.
    pub(super) fn across(&mut self, x: Rangef, y: f32, thickness: f32, colour: Color32, dash: Dash) {
        let y = self.snap(y);
        each(x, dash, |from, to| {
            self.rect(Rect::from_min_max(pos2(from, y), pos2(to, y + thickness)), colour);
        });
    }

    /// Adds a vertical line whose left edge is at `x`.
    pub(super) fn down(&mut self, x: f32, y: Rangef, thickness: f32, colour: Color32, dash: Dash) {
        let x = self.snap(x);
        each(y, dash, |from, to| {
            self.rect(Rect::from_min_max(pos2(x, from), pos2(x + thickness, to)), colour);
        });
    }

    /// Adds a triangle.
    pub(super) fn triangle(&mut self, corners: [Pos2; 3], colour: Color32) {
        let first = self.mesh.vertices.len() as u32;
        for corner in corners {
            self.mesh.colored_vertex(corner, colour);
        }
        self.mesh.add_triangle(first, first + 1, first + 2);
    }

    /// Paints what was gathered.
    pub(super) fn paint(self, painter: &Painter) {
        if !self.mesh.is_empty() {
            painter.add(egui::Shape::Mesh(Arc::new(self.mesh)));
        }
    }
}

/// Calls `draw` with each dash of a line. A broken line begins and ends with a whole dash, so that its corners are seen.
fn each(range: Rangef, Dash(on, off): Dash, mut draw: impl FnMut(f32, f32)) {
    let length = range.max - range.min;
    if length <= 0.0 {
        return;
    }
    if !on.is_finite() || length <= on {
        draw(range.min, range.max);
        return;
    }
    let gaps = ((length - on) / (on + off)).round().max(1.0);
    let stride = (length - on) / gaps;
    let mut at = range.min;
    for _ in 0..=gaps as usize {
        draw(at, (at + on).min(range.max));
        at += stride;
    }
}
