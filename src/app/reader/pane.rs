//! The pane itself: one frame of it, from what happened to what is shown.

use super::chunks::{self, Chunk};
use super::handles::Handles;
use super::heights::Heights;
use super::keys::Caret;
use super::keywords::Coloured;
use super::layout::Laid;
use super::marks::{LANE, Marks};
use super::page::{Anchor, Filler, Page, Target};
use super::scroll::{self, Bar, Extent};
use super::select::Selecting;
use super::strip::{self, Strip};
use super::style::{ReadingStyle, Sheet};
use super::{Scene, access, bidi};
use crate::app::look::Palette;
use crate::text::{Article, Span};
use crate::workbench::{Action, Command};
use egui::{Rangef, Rect, Response, Sense, Ui, pos2, vec2};
use rustc_hash::FxHashMap;
use std::rc::Rc;
use std::sync::Arc;

/// The free space left and right of the column, for brackets: up to eight of them, fewer in a narrow pane.
fn margin(view: Rect) -> f32 {
    (0.1 * view.width()).clamp(20.0 + LANE, 20.0 + 7.0 * LANE)
}

/// The free space on the column's far side when names stand there, and how wide a view has room for that.
const NAMES: (f32, f32) = (132.0, 560.0);
/// Returns the free space on the side where lines end.
fn far_margin(style: &ReadingStyle, view: Rect) -> f32 {
    if style.names && view.width() > NAMES.1 { NAMES.0 } else { margin(view) }
}

/// The free space before the first paragraph.
const LEAD: f32 = 36.0;

/// The reading pane's state.
#[derive(Debug, Default)]
pub struct Reader {
    pub(super) article: Option<Arc<Article>>,
    /// Whether the article begins from right to left.
    rtl: bool,
    pub(super) chunks: Vec<Chunk>,
    pub(super) heights: Heights,
    pub(super) sheet: Option<Sheet>,
    /// The chunks that were on the screen in the last frame, laid out.
    pub(super) laid: FxHashMap<usize, Rc<Laid>>,
    pub(super) page: Page,
    pub(super) anchor: Anchor,
    /// Where the page is to stand in the next frame, when something moved it.
    pub(super) target: Option<Target>,
    /// Where the page stood in articles that were shown before, by the hash of their text.
    pub(super) places: FxHashMap<u64, Anchor>,
    pub(super) revealed: Option<u64>,
    pub(super) bar: Bar,
    pub(super) strip: Strip,
    pub(super) handles: Handles,
    pub(super) selecting: Selecting,
    pub(super) caret: Caret,
    /// What has the keyboard when the pane has it.
    focus_id: Option<egui::Id>,
    pub(super) coloured: Coloured,
    /// Gathered zooming that is not yet worth a step.
    pub(super) zoom: f32,
}

/// The parts of the pane.
struct Areas {
    whole: Rect,
    /// Where text is shown, up to the edges.
    view: Rect,
    strip: Rect,
    bar: Rect,
}

impl Areas {
    fn of(whole: Rect) -> Self {
        let edge = whole.right() - scroll::WIDTH - 2.0;
        let view = Rect::from_min_max(whole.min, pos2(edge - strip::WIDTH, whole.bottom()));
        let strip = Rect::from_min_max(pos2(edge - strip::WIDTH, whole.top()), pos2(edge, whole.bottom()));
        let bar = Rect::from_min_max(pos2(edge, whole.top() + 2.0), whole.max - vec2(1.0, 2.0));
        Self { whole, view, strip, bar }
    }
}

impl Reader {
    /// Shows the pane in all the room that `ui` has. Returns what the person asks for.
    pub fn ui(&mut self, ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
        let palette = Palette::of(ui);
        let areas = Areas::of(ui.available_rect_before_wrap());
        let response = ui.allocate_rect(areas.whole, Sense::click_and_drag());
        self.focus_id = Some(response.id);
        ui.painter().rect_filled(areas.whole, 0, palette.paper);
        let mut actions = Vec::new();

        self.follow_document(scene);
        self.follow_sheet(ui, scene, &areas);
        let target = self.find_target(ui, scene, &response, &mut actions);
        self.turn_to(ui, target, &areas);
        self.scroll_by_bar(ui, scene, &areas);

        let mut marks = Marks::gather(scene, &self.page, palette);
        if let Some(at) = response.hover_pos().filter(|_| !self.is_dragging()) {
            marks.hover(at, &self.page);
        }
        marks.link(scene);
        self.point(ui, scene, &marks, &response, &mut actions);
        self.type_keys(ui, scene, &response, &mut actions);
        self.draw(ui, scene, &marks, &response, &mut actions);
        if let Some(article) = &self.article {
            let text = (article.as_ref(), self.chunks.as_slice());
            access::ui(ui, scene, (&marks, &self.page), text, &response, &mut actions);
        }
        actions
    }

    /// Says whether the pointer selects text or moves a handle.
    fn is_dragging(&self) -> bool {
        self.selecting.is_dragging() || self.handles.is_dragging()
    }

    /// Shows the scroll bar and the overview, and goes where they point.
    fn scroll_by_bar(&mut self, ui: &Ui, scene: &Scene<'_>, areas: &Areas) {
        let extent = Extent::of(&self.page, &self.heights, self.margins());
        let by_bar = self.bar.ui(ui, areas.bar, &extent, &self.heights);
        let measures = (&extent, &self.heights, self.chunks.as_slice());
        let by_strip = self.strip.ui(ui, scene, areas.strip, measures);
        if let Some(target) = by_bar.or(by_strip) {
            self.turn_to(ui, target, areas);
            self.anchor = self.page.anchor();
        }
    }

    /// Returns the stretch of the text that was in view in the last frame.
    #[must_use]
    pub fn visible(&self) -> Span {
        self.page.visible()
    }

    /// Returns what has the keyboard when the pane has it.
    #[must_use]
    pub fn focus_id(&self) -> Option<egui::Id> {
        self.focus_id
    }

    /// Returns where a place of the text stood on the screen in the last frame, if it was there.
    #[must_use]
    pub fn place_of(&self, at: u32) -> Option<Rect> {
        self.page.caret(at, true).filter(|rect| self.page.view.intersects(*rect))
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
            rtl: bidi::is_rtl_paragraph(article.text()),
            article: Some(Arc::clone(article)),
            revealed: self.revealed,
            focus_id: self.focus_id,
            places,
            ..Self::default()
        };
    }

    /// Measures anew when the style, the width or the screen's scale changed.
    fn follow_sheet(&mut self, ui: &Ui, scene: &Scene<'_>, areas: &Areas) {
        let room = areas.view.width() - margin(areas.view) - far_margin(scene.style, areas.view);
        let sheet = Sheet::new(ui, *scene.style, room);
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

    /// Returns where the column begins: in the middle, but for the room that names need.
    fn column_left(&self, sheet: &Sheet, view: Rect) -> f32 {
        let middle = view.center().x - sheet.column / 2.0;
        let (near, far) = (margin(view), far_margin(&sheet.style, view));
        let left = if self.rtl {
            middle.max(view.left() + far).min(view.right() - near - sheet.column)
        } else {
            middle.min(view.right() - far - sheet.column).max(view.left() + near)
        };
        left.round()
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
            let (wheel, zoom) = (wheel(ui, scene.style.calm), ui.input(egui::InputState::zoom_delta));
            if wheel != 0.0 {
                ui.input_mut(|input| input.smooth_scroll_delta.y = 0.0);
                target = self.scrolled(-wheel);
            }
            self.zoom_by(zoom, actions);
        }
        if self.is_dragging()
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
    pub(super) fn scrolled(&self, by: f32) -> Target {
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
        let left = self.column_left(&sheet, areas.view);
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
}

/// Returns how far the wheel asks to scroll in this frame: gliding, or at once.
fn wheel(ui: &Ui, calm: bool) -> f32 {
    if !calm {
        return ui.input(|input| input.smooth_scroll_delta().y);
    }
    let line = ui.options(|options| options.input_options.line_scroll_speed);
    let page = ui.available_height();
    ui.input(|input| {
        let turned = input.events.iter().filter_map(|event| match event {
            egui::Event::MouseWheel { unit, delta, modifiers, .. } if !modifiers.command => {
                Some(match unit {
                    egui::MouseWheelUnit::Point => delta.y,
                    egui::MouseWheelUnit::Line => delta.y * line,
                    egui::MouseWheelUnit::Page => delta.y * page,
                })
            }
            _ => None,
        });
        turned.sum()
    })
}

/// Lays out one chunk.
pub(super) fn lay(
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
