//! The scroll bar: how far down the article the view is, and dragging to anywhere in it.

use super::heights::Heights;
use super::page::{Page, Target};
use crate::app::look::Palette;
use egui::{Rect, Response, Sense, Ui, pos2};

/// The width of the bar.
pub(super) const WIDTH: f32 = 10.0;
const SHORTEST: f32 = 28.0;

/// How the article lies in relation to the view, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    /// The height of everything.
    pub(super) total: f64,
    /// How far the view's top is below the article's.
    pub(super) top: f64,
    /// The height of the view.
    pub(super) view: f64,
    /// The space before the first chunk.
    pub(super) lead: f64,
}

impl Extent {
    /// Measures a page.
    pub(super) fn of(page: &Page, heights: &Heights, (lead, tail): (f32, f32)) -> Self {
        let (lead, tail) = (f64::from(lead), f64::from(tail));
        let first = page.placed.first();
        let above = first
            .map_or(0.0, |first| heights.before(first.index) + f64::from(page.view.top() - first.origin.y));
        Self {
            total: heights.total() + lead + tail,
            top: above + lead,
            view: f64::from(page.view.height()),
            lead,
        }
    }

    /// Returns how far the view can be scrolled.
    pub(super) fn range(&self) -> f64 {
        (self.total - self.view).max(0.0)
    }

    /// Returns where the page stands when its top is `top` points down the article.
    pub(super) fn target(&self, heights: &Heights, top: f64) -> Target {
        let inside = top.clamp(0.0, self.range()) - self.lead;
        if inside < 0.0 {
            return Target::Into(0, inside as f32);
        }
        let (index, into) = heights.find(inside);
        Target::Into(index, into)
    }
}

/// The state of the bar: where in the handle it was taken.
#[derive(Debug, Default)]
pub(super) struct Bar {
    grip: Option<f32>,
    last: Option<f32>,
}

impl Bar {
    /// Shows the bar. Returns where the page is to stand when it was moved.
    pub(super) fn ui(&mut self, ui: &Ui, rect: Rect, extent: &Extent, heights: &Heights) -> Option<Target> {
        if extent.range() <= 0.0 {
            self.grip = None;
            return None;
        }
        let response = ui.interact(rect, ui.scope_id().with("scroll bar"), Sense::click_and_drag());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ScrollBar, true, "Scroll bar"));
        let length = ((extent.view / extent.total) as f32 * rect.height()).max(SHORTEST).min(rect.height());
        let room = rect.height() - length;
        let top = rect.top() + (extent.top / extent.range()).clamp(0.0, 1.0) as f32 * room;
        let handle = Rect::from_min_max(pos2(rect.left(), top), pos2(rect.right(), top + length));
        self.paint(ui, &response, handle);
        let pointer = response.interact_pointer_pos()?;
        if response.drag_started() || response.is_pointer_button_down_on() && self.grip.is_none() {
            self.grip = Some(if handle.contains(pointer) { pointer.y - handle.top() } else { length / 2.0 });
            self.last = handle.contains(pointer).then_some(pointer.y);
        }
        let grip = self.grip?;
        // Corrected heights move the handle; the page follows the pointer only.
        if self.last == Some(pointer.y) || room <= 0.0 {
            return None;
        }
        self.last = Some(pointer.y);
        let share = f64::from(((pointer.y - grip - rect.top()) / room).clamp(0.0, 1.0));
        Some(extent.target(heights, share * extent.range()))
    }

    fn paint(&mut self, ui: &Ui, response: &Response, handle: Rect) {
        if !response.is_pointer_button_down_on() {
            self.grip = None;
        }
        let palette = Palette::of(ui);
        let held = self.grip.is_some() || response.hovered();
        let (width, colour) =
            if held { (8.0, palette.faded) } else { (5.0, palette.faded.gamma_multiply(0.45)) };
        let x = handle.right() - 1.0 - width;
        let shown = Rect::from_min_max(pos2(x, handle.top() + 1.0), pos2(x + width, handle.bottom() - 1.0));
        ui.painter().rect_filled(shown, width / 2.0, colour);
    }
}
