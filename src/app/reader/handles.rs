//! The handles at both ends of the selected annotation's fragments: dragged, they move that end.

use super::Scene;
use super::marks::{Mark, Marks};
use super::page::Page;
use crate::app::look::Palette;
use crate::model::{AnnotationId, Gesture};
use crate::text::{Span, words};
use crate::workbench::{Action, End};
use egui::{Color32, CursorIcon, Pos2, Rect, Sense, Ui, Vec2, pos2, vec2};

/// How wide the part is that can be taken.
const GRIP: f32 = 14.0;
/// How much of the text around is looked at for a place between words.
const AROUND: u32 = 240;

/// A handle that is being dragged.
#[derive(Debug)]
struct Drag {
    id: AnnotationId,
    fragment: usize,
    end: End,
    gesture: Gesture,
    /// From the pointer to the middle of the caret, when it was taken.
    offset: Vec2,
    to: u32,
}

/// The state of the handles.
#[derive(Debug, Default)]
pub(super) struct Handles {
    drag: Option<Drag>,
    gestures: u64,
}

/// Gestures of the pane count from here, so that they are told from those of others.
const FIRST_GESTURE: u64 = 1 << 40;

impl Handles {
    /// Says whether a handle is being dragged.
    pub(super) fn is_dragging(&self) -> bool {
        self.drag.is_some()
    }

    /// Shows the handles and takes drags in.
    pub(super) fn ui(
        &mut self,
        ui: &Ui,
        scene: &Scene<'_>,
        marks: &Marks<'_>,
        page: &Page,
        actions: &mut Vec<Action>,
    ) {
        if scene.read_only || !ui.input(|input| input.pointer.primary_down()) {
            self.drag = None;
        }
        if scene.read_only {
            return;
        }
        for mark in marks.selected() {
            for end in [End::Start, End::End] {
                self.handle(ui, mark, end, page);
            }
        }
        // The drag goes on when the fragment it began on is not on the screen any more.
        if let Some(drag) = &mut self.drag {
            ui.set_cursor_icon(CursorIcon::ResizeColumn);
            let pointer = ui.input(|input| (input.pointer.latest_pos(), input.modifiers.alt));
            if let (Some(at), alt) = pointer
                && let Some(annotation) = scene.document.annotation(&drag.id)
                && let Some(span) = annotation.fragments.get(drag.fragment)
            {
                drag.follow(at, alt, *span, scene.document.text(), page, actions);
            }
        }
    }

    fn handle(&mut self, ui: &Ui, mark: &Mark<'_>, end: End, page: &Page) {
        let Some(caret) = place(mark.span, end, page).filter(|caret| page.view.intersects(*caret)) else {
            return;
        };
        let fragment = mark.fragment();
        let id = ui.scope_id().with((mark.annotation.id.as_str(), fragment, end));
        let knob = knob(caret, end);
        let grip =
            caret.expand2(vec2(GRIP / 2.0, 0.0)).union(Rect::from_center_size(knob, Vec2::splat(GRIP)));
        let response = ui.interact(grip, id, Sense::drag());
        if response.hovered() {
            ui.set_cursor_icon(CursorIcon::ResizeColumn);
        }
        if response.is_pointer_button_down_on()
            && self.drag.is_none()
            && let Some(pointer) = response.interact_pointer_pos()
        {
            self.gestures += 1;
            self.drag = Some(Drag {
                id: mark.annotation.id.clone(),
                fragment,
                end,
                gesture: Gesture(FIRST_GESTURE + self.gestures),
                offset: caret.center() - pointer,
                to: if end == End::Start { mark.span.start } else { mark.span.end },
            });
        }
        let held = response.hovered()
            || self.drag.as_ref().is_some_and(|drag| drag.fragment == fragment && drag.end == end);
        paint(ui, caret, knob, held, mark.colours.line, page);
    }
}

impl Drag {
    fn follow(
        &mut self,
        pointer: Pos2,
        alt: bool,
        span: Span,
        text: &str,
        page: &Page,
        actions: &mut Vec<Action>,
    ) {
        let Some((exact, _)) = page.offset_at(pointer + self.offset) else { return };
        let snapped = if alt { exact } else { between_words(text, exact, self.end) };
        let to = match self.end {
            End::Start if snapped < span.end => snapped,
            End::End if snapped > span.start => snapped,
            _ => return,
        };
        if to != self.to {
            self.to = to;
            let Self { id, fragment, end, gesture, .. } = self;
            actions.push(Action::MoveEnd {
                id: id.clone(),
                fragment: *fragment,
                end: *end,
                to,
                gesture: *gesture,
            });
        }
    }
}

fn place(span: Span, end: End, page: &Page) -> Option<Rect> {
    match end {
        End::Start => page.caret(span.start, false),
        End::End => page.caret_behind(span.end),
    }
}

/// Returns where the handles of a fragment stand.
pub(super) fn knobs(span: Span, page: &Page) -> impl Iterator<Item = Rect> {
    let ends = [End::Start, End::End].into_iter();
    ends.filter_map(move |end| {
        Some(Rect::from_center_size(knob(place(span, end, page)?, end), Vec2::splat(12.0)))
    })
}

fn knob(caret: Rect, end: End) -> Pos2 {
    match end {
        End::Start => pos2(caret.center().x, caret.top() + 1.0),
        End::End => pos2(caret.center().x, caret.bottom() - 1.0),
    }
}

fn paint(ui: &Ui, caret: Rect, knob: Pos2, held: bool, colour: Color32, page: &Page) {
    let painter = ui.painter_at(page.view);
    let palette = Palette::of(ui);
    painter.vline(caret.center().x, caret.y_range(), (2.0, colour));
    painter.circle(knob, if held { 6.0 } else { 4.5 }, colour, (1.5, palette.paper));
}

/// Returns the offset nearest to `at` where an annotation may begin or end: between words, not beside white space
/// that it would cover.
fn between_words(text: &str, at: u32, end: End) -> u32 {
    let window = Span { start: at.saturating_sub(AROUND), end: at.saturating_add(AROUND) }.snap(text);
    let near = window.of_text(text);
    // The first word of the window may have been cut.
    let skip = if window.start == 0 { 0 } else { near.find(char::is_whitespace).unwrap_or(0) };
    let bounds = words::pieces(near.get(skip..).unwrap_or_default()).into_iter();
    let ends = bounds.map(|(start, word)| (start, start + word.len(), word.trim().is_empty()));
    let fitting = ends.filter(|(_, _, space)| !space).map(|(start, until, _)| match end {
        End::Start => start,
        End::End => until,
    });
    let offsets = fitting.map(|offset| window.start + (skip + offset) as u32);
    let characters = |offset: &u32| Span::new(*offset, at).of_text(text).chars().count();
    offsets.min_by_key(characters).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_go_between_words() {
        let text = "He said: “we don’t know”, twice.";
        let check = |at: &str, end, expected: &str| {
            let at = text.find(at).expect("there") as u32;
            let found = between_words(text, at, end) as usize;
            match end {
                End::Start => assert!(text[found..].starts_with(expected), "{:?}", &text[found..]),
                End::End => assert!(text[..found].ends_with(expected), "{:?}", &text[..found]),
            }
        };
        check("aid:", End::Start, "said");
        check("“we", End::Start, "“we");
        check("e don", End::Start, "we");
        check("’t", End::End, "don’t");
        check("”,", End::End, "know");
        check(", twice", End::End, "know”");
        check("wice.", End::End, ",");
    }
}
