//! The pane itself: one frame of it, from what happened to what is shown.

use super::chunks::{self, Chunk};
use super::heights::Heights;
use super::keys::Caret;
use super::layout::Laid;
use super::marks::{LANE, Marks};
use super::page::{Anchor, Filler, Page, Target};
use super::scroll::{self, Bar, Extent};
use super::select::Selecting;
use super::style::Sheet;
use super::{Scene, bidi, paint};
use crate::app::look::Palette;
use crate::text::{Article, Span};
use crate::workbench::{Action, Command, TextSelection};
use egui::{Align2, CursorIcon, EventFilter, Rangef, Rect, Response, Sense, Ui, pos2, vec2};
use rustc_hash::FxHashMap;
use std::rc::Rc;
use std::sync::Arc;

/// The free space left and right of the column: for brackets.
const MARGIN: f32 = 20.0 + 7.0 * LANE;
/// The free space before the first paragraph.
const LEAD: f32 = 36.0;

/// The reading pane's state.
#[derive(Debug, Default)]
pub struct Reader {
    article: Option<Arc<Article>>,
    chunks: Vec<Chunk>,
    heights: Heights,
    sheet: Option<Sheet>,
    /// The chunks that were on the screen in the last frame, laid out.
    laid: FxHashMap<usize, Rc<Laid>>,
    pub(super) page: Page,
    anchor: Anchor,
    /// Where the page is to stand in the next frame, when something moved it.
    target: Option<Target>,
    /// Where the page stood in articles that were shown before, by the hash of their text.
    places: FxHashMap<u64, Anchor>,
    revealed: Option<u64>,
    bar: Bar,
    selecting: Selecting,
    caret: Caret,
    /// Gathered zooming that is not yet worth a step.
    zoom: f32,
}

/// The parts of the pane.
struct Areas {
    whole: Rect,
    /// Where text is shown, up to the edges.
    view: Rect,
    bar: Rect,
}

impl Areas {
    fn of(whole: Rect) -> Self {
        let edge = whole.right() - scroll::WIDTH - 2.0;
        let view = Rect::from_min_max(whole.min, pos2(edge, whole.bottom()));
        let bar = Rect::from_min_max(pos2(edge, whole.top() + 2.0), whole.max - vec2(1.0, 2.0));
        Self { whole, view, bar }
    }
}

impl Reader {
    /// Shows the pane in all the room that `ui` has. Returns what the person asks for.
    pub fn ui(&mut self, ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
        let palette = Palette::of(ui);
        let areas = Areas::of(ui.available_rect_before_wrap());
        let response = ui.allocate_rect(areas.whole, Sense::click_and_drag());
        ui.painter().rect_filled(areas.whole, 0, palette.paper);
        let mut actions = Vec::new();

        self.follow_document(scene);
        self.follow_sheet(ui, scene, &areas);
        let target = self.find_target(ui, scene, &response, &mut actions);
        self.turn_to(ui, target, &areas);
        let extent = Extent::of(&self.page, &self.heights, self.margins());
        if let Some(target) = self.bar.ui(ui, areas.bar, &extent, &self.heights) {
            self.turn_to(ui, target, &areas);
            self.anchor = self.page.anchor();
        }

        self.point(ui, scene, &response, &mut actions);
        self.type_keys(ui, scene, &response, &mut actions);
        self.paint(ui, scene, &response, palette);
        actions
    }

    /// Returns the stretch of the text that was in view in the last frame.
    #[must_use]
    pub fn visible(&self) -> Span {
        self.page.visible()
    }

    fn margins(&self) -> (f32, f32) {
        (LEAD, (0.3 * self.page.view.height()).max(LEAD))
    }

    /// Takes another article in, where it was left when it was shown before.
    fn follow_document(&mut self, scene: &Scene<'_>) {
        let article = scene.document.article();
        if self.article.as_ref().is_some_and(|known| Arc::ptr_eq(known, article)) {
            return;
        }
        if let Some(former) = &self.article {
            self.places.insert(former.hash(), self.anchor);
        }
        let begin = Anchor { at: 0, above: -100.0 };
        let places = std::mem::take(&mut self.places);
        *self = Self {
            anchor: places.get(&article.hash()).copied().unwrap_or(begin),
            chunks: chunks::cut(article),
            article: Some(Arc::clone(article)),
            revealed: self.revealed,
            places,
            ..Self::default()
        };
    }

    /// Measures anew when the style, the width or the screen's scale changed.
    fn follow_sheet(&mut self, ui: &Ui, scene: &Scene<'_>, areas: &Areas) {
        let sheet = Sheet::new(ui, *scene.style, areas.view.width() - 2.0 * MARGIN);
        if self.sheet == Some(sheet) {
            return;
        }
        let estimates = self.chunks.iter().map(|chunk| {
            if chunk.span.is_empty() {
                return sheet.blank();
            }
            let setting = sheet.setting(chunk.kind);
            let space =
                if chunk.first { setting.above } else { 0.0 } + if chunk.last { setting.below } else { 0.0 };
            sheet.estimate(&setting, chunk.weight) + space
        });
        self.heights.rebuild(estimates);
        self.laid.clear();
        self.sheet = Some(sheet);
    }

    /// Finds out where the page is to stand: something is to be shown, or was scrolled.
    fn find_target(
        &mut self,
        ui: &Ui,
        scene: &Scene<'_>,
        response: &Response,
        actions: &mut Vec<Action>,
    ) -> Target {
        let mut target = self.target.take().unwrap_or(Target::Anchor(self.anchor, 0.0));
        if let Some((number, span)) = scene.reveal
            && self.revealed != Some(number)
        {
            self.revealed = Some(number);
            if !self.shows(span) {
                target = Target::Row(span.start, 0.3 * self.page.view.height().max(1.0));
            }
        }
        if response.contains_pointer() {
            let (wheel, zoom) = ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta()));
            if wheel.y != 0.0 {
                ui.input_mut(|input| input.smooth_scroll_delta.y = 0.0);
                target = self.scrolled(-wheel.y);
            }
            self.zoom_by(zoom, actions);
        }
        if self.selecting.is_dragging()
            && let Some(pointer) = ui.input(|input| input.pointer.latest_pos())
        {
            let over =
                (pointer.y - self.page.view.bottom()).max(0.0) - (self.page.view.top() - pointer.y).max(0.0);
            if over != 0.0 {
                let seconds = ui.input(|input| input.stable_dt).min(0.1);
                target = self.scrolled(over.clamp(-120.0, 120.0) * 10.0 * seconds);
                ui.ctx().request_repaint();
            }
        }
        target
    }

    /// Returns the target that is some points further down.
    fn scrolled(&self, by: f32) -> Target {
        if by.abs() < 3.0 * self.page.view.height() {
            return Target::Anchor(self.anchor, by);
        }
        let extent = Extent::of(&self.page, &self.heights, self.margins());
        extent.target(&self.heights, extent.top + f64::from(by))
    }

    fn zoom_by(&mut self, factor: f32, actions: &mut Vec<Action>) {
        self.zoom += factor.ln();
        if self.zoom.abs() > 0.08 {
            actions.push(Action::Run(if self.zoom > 0.0 { Command::ZoomIn } else { Command::ZoomOut }));
            self.zoom = 0.0;
        }
    }

    /// Says whether the beginning of a span is comfortably in view.
    fn shows(&self, span: Span) -> bool {
        let inner = self.page.view.shrink2(vec2(0.0, 0.06 * self.page.view.height()));
        let caret = |at: u32| {
            self.page.caret(at, false).is_some_and(|rect| inner.y_range().contains(rect.center().y))
        };
        caret(span.start) && (caret(span.end) || self.page.visible().covers(span))
    }

    /// Fills the page around a target.
    fn turn_to(&mut self, ui: &Ui, target: Target, areas: &Areas) {
        let Some(sheet) = self.sheet else { return };
        let left = (areas.view.center().x - sheet.column / 2.0).round();
        let mut filler = Filler {
            view: areas.view,
            column: Rangef::new(left, left + sheet.column),
            chunks: &self.chunks,
            margins: (0.0, 0.0),
        };
        self.page.view = areas.view;
        filler.margins = self.margins();
        let (painter, article) = (ui.painter(), self.article.as_deref());
        let mut former = std::mem::take(&mut self.laid);
        let laid = &mut self.laid;
        self.page = filler.fill(target, |index| {
            let entry = laid.entry(index).or_insert_with(|| {
                former.remove(&index).map_or_else(
                    || Rc::new(lay(painter, article, &self.chunks, index, &sheet)),
                    |mut known| {
                        Rc::make_mut(&mut known).refresh(painter);
                        known
                    },
                )
            });
            Rc::clone(entry)
        });
        for placed in &self.page.placed {
            self.heights.set(placed.index, placed.laid.height);
        }
        if target != Target::Anchor(self.anchor, 0.0) || self.anchor.above < -1.0 {
            self.anchor = self.page.anchor();
        }
    }

    /// Takes in what the pointer does on the text.
    fn point(&mut self, ui: &Ui, scene: &Scene<'_>, response: &Response, actions: &mut Vec<Action>) {
        let Some(article) = self.article.clone() else { return };
        let (time, modifiers, pointer) =
            ui.input(|input| (input.time, input.modifiers, input.pointer.clone()));
        let Some(at) = pointer.latest_pos() else { return };
        if pointer.primary_pressed() && response.is_pointer_button_down_on() {
            response.request_focus();
            self.caret = Caret::default();
            self.selecting.press(
                (at, time),
                modifiers,
                (&self.page, &article),
                scene.selection.text,
                actions,
            );
        } else if pointer.primary_down() {
            self.selecting.drag(at, modifiers, (&self.page, &article), actions);
        } else if pointer.primary_released() && self.selecting.release() {
            self.click(at, actions);
        }
        if response.hovered() && self.page.cell_at(at).is_some() || self.selecting.is_dragging() {
            ui.set_cursor_icon(CursorIcon::Text);
        }
    }

    /// A click selects what lies there; beside the text it selects nothing.
    fn click(&mut self, at: egui::Pos2, actions: &mut Vec<Action>) {
        if let Some(cell) = self.page.cell_at(at) {
            actions.push(Action::ClickText(cell.start));
        } else if let Some((offset, before)) = self.page.offset_at(at) {
            self.caret.before = before;
            actions.push(Action::Select { id: None, reveal: false });
            actions.push(Action::SelectText(TextSelection::caret(offset)));
        }
    }

    /// Takes in what is typed while the pane has the focus.
    fn type_keys(&mut self, ui: &Ui, scene: &Scene<'_>, response: &Response, actions: &mut Vec<Action>) {
        if !response.has_focus() {
            return;
        }
        let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let events = ui.input(|input| input.events.clone());
        let (Some(article), Some(sheet)) = (self.article.clone(), self.sheet) else { return };
        let from = scene.selection.text.unwrap_or_else(|| {
            let selected = scene.selection.annotation.as_ref().and_then(|id| scene.document.annotation(id));
            TextSelection::caret(selected.map_or(self.page.visible().start, |selected| selected.hull().start))
        });
        let lines = (self.page.view.height() / sheet.setting(chunks::Kind::Body).line) as i32 - 2;
        let (painter, chunks, known) = (ui.painter(), &self.chunks, &self.laid);
        let mut find = |at: u32| {
            let index = chunks::index_at(chunks, at);
            let fresh = || Rc::new(lay(painter, Some(&article), chunks, index, &sheet));
            known.get(&index).map_or_else(fresh, Rc::clone)
        };
        let pressed = self.caret.keys(&events, from, lines.max(1), &article, &mut find);
        if let Some(selection) = pressed.selection {
            actions.push(Action::SelectText(selection));
            self.keep_in_view(selection.head, sheet.setting(chunks::Kind::Body).line);
            ui.ctx().request_repaint();
        }
        if pressed.pages != 0.0 {
            self.target = Some(self.scrolled(pressed.pages * (self.page.view.height() - 60.0)));
            ui.ctx().request_repaint();
        }
    }

    /// Scrolls so that the row of an offset is in view, with a line around it.
    fn keep_in_view(&mut self, at: u32, line: f32) {
        let view = self.page.view;
        let down = view.height() - 3.0 * line;
        match self.page.caret(at, self.caret.before) {
            Some(caret) if caret.top() < view.top() + line => self.target = Some(Target::Row(at, 1.5 * line)),
            Some(caret) if caret.bottom() > view.bottom() - line => self.target = Some(Target::Row(at, down)),
            Some(_) => {}
            None => {
                let above = at < self.page.span().start;
                self.target = Some(Target::Row(at, if above { 1.5 * line } else { down }));
            }
        }
    }

    fn paint(&self, ui: &Ui, scene: &Scene<'_>, response: &Response, palette: &Palette) {
        let painter = ui.painter_at(self.page.view);
        let mut marks = Marks::gather(scene, &self.page, palette);
        let pointer = response.hover_pos().filter(|_| !self.selecting.is_dragging());
        if let Some(mark) =
            pointer.and_then(|at| marks.under(at, &self.page)).and_then(|under| marks.all.get(under))
        {
            let id = &mark.annotation.id;
            for mark in marks.all.iter_mut().filter(|mark| mark.annotation.id == *id) {
                mark.hovered = true;
            }
        }
        self.paint_blocks(&painter, palette);
        paint::marks(&painter, &marks, &self.page, palette);
        let seen = self.page.span();
        for (index, hit) in scene.hits_in(seen) {
            paint::hit(&painter, &self.page.pieces(hit), scene.current_hit == Some(index), palette);
        }
        let selection = self.selecting.current.or(scene.selection.text);
        if let Some(selection) = selection {
            let whole = if self.selecting.exact.is_some() { palette.snapped } else { palette.selection };
            paint::stretch(&painter, &self.page.pieces(selection.span()), whole);
            if let Some(exact) = self.selecting.exact {
                paint::stretch(&painter, &self.page.pieces(exact), palette.selection);
            }
        }
        for placed in &self.page.placed {
            placed.laid.paint(&painter, placed.origin, palette.ink);
        }
        let caret = selection.and_then(|selection| self.page.caret(selection.head, self.caret.before));
        if let Some(caret) = caret.filter(|_| response.has_focus()) {
            let caret = caret.shrink2(vec2(0.0, 0.1 * caret.height()));
            painter.vline(caret.left(), caret.y_range(), (1.5, palette.accent));
        }
    }

    /// Paints what marks list items and quotations.
    fn paint_blocks(&self, painter: &egui::Painter, palette: &Palette) {
        for placed in &self.page.placed {
            let laid = &placed.laid;
            let Some(chunk) = self.chunks.get(placed.index) else { continue };
            let Some(row) = laid.rows.first().filter(|_| !laid.span.is_empty()) else { continue };
            let edge = if laid.rtl {
                self.page.column.min + laid.setting.width
            } else {
                self.page.column.min + laid.setting.indent
            };
            let outward = if laid.rtl { 1.0 } else { -1.0 };
            match chunk.kind {
                chunks::Kind::Item(_) if chunk.first => {
                    let at = pos2(
                        edge + outward * 0.7 * laid.setting.size,
                        placed.origin.y + row.top + laid.baseline,
                    );
                    let font = laid.setting.format().font_id;
                    painter.text(at, Align2::CENTER_BOTTOM, "", font, palette.faded);
                    painter.circle_filled(
                        at - vec2(0.0, 0.27 * laid.setting.size),
                        0.11 * laid.setting.size,
                        palette.faded,
                    );
                }
                chunks::Kind::Quotation => {
                    let x = edge + outward * 0.8 * laid.setting.size;
                    let bottom =
                        if chunk.last { laid.rows.last().map_or(0.0, |row| row.bottom) } else { laid.height };
                    let y = Rangef::new(placed.origin.y + row.top + 2.0, placed.origin.y + bottom - 2.0);
                    painter.vline(x, y, (2.0, palette.hairline));
                }
                _ => {}
            }
        }
    }
}

/// Lays out one chunk.
fn lay(
    painter: &egui::Painter,
    article: Option<&Article>,
    chunks: &[Chunk],
    index: usize,
    sheet: &Sheet,
) -> Laid {
    let fallback = Chunk {
        span: Span::default(),
        paragraph: 0,
        kind: chunks::Kind::Body,
        first: true,
        last: true,
        weight: 0.0,
    };
    let chunk = chunks.get(index).unwrap_or(&fallback);
    let text = article.map_or("", Article::text);
    let paragraph = article.and_then(|article| article.paragraphs().get(chunk.paragraph as usize));
    let rtl = paragraph.is_some_and(|paragraph| bidi::is_rtl_paragraph(paragraph.of_text(text)));
    Laid::new(painter, text, chunk, sheet, rtl)
}
