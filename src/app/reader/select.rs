//! Selecting text with the pointer: by characters, words, sentences, paragraphs.

use super::page::Page;
use crate::text::{Article, Span, segment};
use crate::workbench::{Action, TextSelection};
use egui::{Modifiers, Pos2};

/// How far the pointer moves before a press becomes a drag.
const THRESHOLD: f32 = 4.0;
/// How long after a click, in seconds, and how near to it, in points, the next one counts on.
const AGAIN: (f64, f32) = (0.35, 6.0);

/// What a selection grows by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Characters,
    Words,
    Sentences,
    Paragraphs,
}

/// A press that has not ended.
#[derive(Debug, Clone, Copy)]
struct Press {
    origin: Pos2,
    unit: Unit,
    /// What was under the pointer when it was pressed, or where the selection that is extended began.
    from: Span,
    moved: bool,
}

/// The state of selecting with the pointer.
#[derive(Debug, Default)]
pub(super) struct Selecting {
    press: Option<Press>,
    clicks: u8,
    last: Option<(f64, Pos2)>,
    /// What the pointer covers exactly, while words are snapped to.
    pub(super) exact: Option<Span>,
    /// What was asked for last in this press.
    pub(super) current: Option<TextSelection>,
}

impl Selecting {
    /// Says whether text is being selected.
    pub(super) fn is_dragging(&self) -> bool {
        self.press.is_some_and(|press| press.moved)
    }

    /// Begins: the pointer was pressed on the text.
    pub(super) fn press(
        &mut self,
        (at, time): (Pos2, f64),
        modifiers: Modifiers,
        (page, article): (&Page, &Article),
        selected: Option<TextSelection>,
        actions: &mut Vec<Action>,
    ) {
        let again =
            self.last.is_some_and(|(then, place)| time - then < AGAIN.0 && place.distance(at) < AGAIN.1);
        self.clicks = if again { (self.clicks + 1).min(4) } else { 1 };
        self.last = Some((time, at));
        self.exact = None;
        self.current = None;
        let Some((offset, _)) = page.offset_at(at) else { return };
        let unit = match self.clicks {
            1 if modifiers.alt => Unit::Characters,
            1 | 2 => Unit::Words,
            3 => Unit::Sentences,
            _ => Unit::Paragraphs,
        };
        let under = page.cell_at(at).map_or(offset, |cell| cell.start);
        let from =
            if self.clicks == 1 { Span::new(offset, offset) } else { grown(unit, under, page, article) };
        let mut press = Press { origin: at, unit, from, moved: false };
        if let Some(selected) = selected.filter(|_| modifiers.shift && self.clicks == 1) {
            press.from = Span::new(selected.anchor, selected.anchor);
            press.moved = true;
        }
        self.press = Some(press);
        if press.moved {
            self.drag(at, modifiers, (page, article), actions);
        } else if self.clicks > 1 {
            self.ask(TextSelection { anchor: from.start, head: from.end }, actions);
        }
    }

    /// Goes on: the pointer is held down and stands at `at`.
    pub(super) fn drag(
        &mut self,
        at: Pos2,
        modifiers: Modifiers,
        (page, article): (&Page, &Article),
        actions: &mut Vec<Action>,
    ) {
        let Some(press) = &mut self.press else { return };
        press.moved |= press.origin.distance(at) > THRESHOLD;
        let Some((offset, _)) = page.offset_at(at).filter(|_| press.moved) else { return };
        let exact = press.from.hull(Span::new(offset, offset));
        let wanted = match press.unit {
            Unit::Characters => exact,
            Unit::Words if modifiers.alt => exact,
            Unit::Words if exact.is_empty() => exact,
            Unit::Words => segment::snap_to_words(article.text(), exact),
            unit => exact.hull(grown(
                unit,
                offset.saturating_sub(u32::from(offset > press.from.start)),
                page,
                article,
            )),
        };
        let backwards = offset < press.from.start || (press.from.is_empty() && offset < press.from.end);
        let selection = if backwards {
            TextSelection { anchor: wanted.end, head: wanted.start }
        } else {
            TextSelection { anchor: wanted.start, head: wanted.end }
        };
        self.exact = Some(exact);
        self.ask(selection, actions);
    }

    /// Ends. Returns whether it was a plain click, which selects what lies there.
    pub(super) fn release(&mut self) -> bool {
        let press = self.press.take();
        self.exact = None;
        self.current = None;
        press.is_some_and(|press| !press.moved) && self.clicks == 1
    }

    fn ask(&mut self, selection: TextSelection, actions: &mut Vec<Action>) {
        if self.current != Some(selection) {
            self.current = Some(selection);
            actions.push(Action::SelectText(selection));
        }
    }
}

/// Returns the unit around an offset.
fn grown(unit: Unit, at: u32, page: &Page, article: &Article) -> Span {
    match unit {
        Unit::Characters => Span::new(at, at),
        Unit::Words => segment::word_at(article.text(), at),
        Unit::Sentences => sentence(at, page, article),
        Unit::Paragraphs => {
            let index = article.paragraph_at(at);
            article.paragraphs().get(index).copied().unwrap_or_default()
        }
    }
}

/// Returns the sentence around an offset. Looked for in its chunk, which ends where a sentence does, because a
/// paragraph may be a megabyte long.
fn sentence(at: u32, page: &Page, article: &Article) -> Span {
    let Some(chunk) = page.chunk_of(at).map(|placed| placed.laid.span) else { return Span::new(at, at) };
    let inner = segment::sentence_at(article.slice(chunk), at - chunk.start);
    Span { start: inner.start + chunk.start, end: inner.end + chunk.start }
}
