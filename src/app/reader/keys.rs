//! The caret and the keyboard: by character, word, sentence, line, page and paragraph; with Shift the selection grows.

use super::layout::Laid;
use crate::text::{Article, Span, segment};
use crate::workbench::TextSelection;
use egui::{Event, Key, Modifiers};
use std::rc::Rc;

/// The caret's state besides its offset.
#[derive(Debug, Default)]
pub(super) struct Caret {
    /// At a soft line end, whether it stands before it.
    pub(super) before: bool,
    /// The column that going up and down keeps to.
    wish: Option<f32>,
}

/// A move of the caret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Move {
    Left,
    Right,
    WordLeft,
    WordRight,
    SentenceLeft,
    SentenceRight,
    Lines(i32),
    Paragraph { back: bool },
    LineStart,
    LineEnd,
    TextStart,
    TextEnd,
}

/// What the keys of this frame ask for.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Pressed {
    /// The selection that they lead to, if they move the caret.
    pub(super) selection: Option<TextSelection>,
    /// By how many pages to scroll.
    pub(super) pages: f32,
}

/// Finds a chunk of the article laid out, by the offset of something in it.
pub(super) type Finder<'a> = dyn FnMut(u32) -> Rc<Laid> + 'a;

fn move_of(key: Key, modifiers: Modifiers, page: i32) -> Option<Move> {
    let word = modifiers.ctrl || modifiers.command;
    Some(match key {
        Key::ArrowLeft if word => Move::WordLeft,
        Key::ArrowRight if word => Move::WordRight,
        Key::ArrowLeft if modifiers.alt => Move::SentenceLeft,
        Key::ArrowRight if modifiers.alt => Move::SentenceRight,
        Key::ArrowLeft => Move::Left,
        Key::ArrowRight => Move::Right,
        Key::ArrowUp if modifiers.alt => Move::Paragraph { back: true },
        Key::ArrowDown if modifiers.alt => Move::Paragraph { back: false },
        Key::ArrowUp if !word => Move::Lines(-1),
        Key::ArrowDown if !word => Move::Lines(1),
        Key::PageUp => Move::Lines(-page),
        Key::PageDown => Move::Lines(page),
        Key::Home if modifiers.command || modifiers.ctrl => Move::TextStart,
        Key::End if modifiers.command || modifiers.ctrl => Move::TextEnd,
        Key::Home => Move::LineStart,
        Key::End => Move::LineEnd,
        _ => return None,
    })
}

impl Caret {
    /// Takes the pressed keys in. `page` is how many lines fit in the view.
    pub(super) fn keys(
        &mut self,
        events: &[Event],
        from: TextSelection,
        page: i32,
        article: &Article,
        find: &mut Finder<'_>,
    ) -> Pressed {
        let mut pressed = Pressed::default();
        let mut selection = from;
        for event in events {
            let Event::Key { key, pressed: true, modifiers, .. } = event else { continue };
            if *key == Key::Space && !modifiers.command && !modifiers.alt {
                pressed.pages += if modifiers.shift { -1.0 } else { 1.0 };
                continue;
            }
            if *key == Key::A && modifiers.command {
                selection = TextSelection { anchor: 0, head: article.whole().end };
                pressed.selection = Some(selection);
                continue;
            }
            let Some(wanted) = move_of(*key, *modifiers, page) else { continue };
            let head = self.moved(selection, wanted, modifiers.shift, article, find);
            let anchor = if modifiers.shift { selection.anchor } else { head };
            selection = TextSelection { anchor, head };
            pressed.selection = Some(selection);
        }
        pressed
    }

    fn moved(
        &mut self,
        selection: TextSelection,
        wanted: Move,
        extend: bool,
        article: &Article,
        find: &mut Finder<'_>,
    ) -> u32 {
        let at = selection.head;
        let text = article.text();
        let before = std::mem::take(&mut self.before);
        if !matches!(wanted, Move::Lines(_)) {
            self.wish = None;
        }
        let laid = find(at);
        let forward = |move_right: bool| move_right != laid.is_rtl_at(at);
        match wanted {
            // A stretch collapses to its nearer end.
            Move::Left | Move::Right if !extend && !selection.span().is_empty() => {
                let span = selection.span();
                if forward(wanted == Move::Right) { span.end } else { span.start }
            }
            Move::Left | Move::Right => step(&laid, at, !forward(wanted == Move::Right), article),
            Move::WordLeft | Move::WordRight => {
                segment::step(text, at, segment::Edge::Start, !forward(wanted == Move::WordRight))
            }
            Move::SentenceLeft | Move::SentenceRight => {
                sentence(at, !forward(wanted == Move::SentenceRight), article, find)
            }
            Move::LineStart => laid.rows.get(laid.row_of(at, before)).map_or(at, |row| row.span.start),
            Move::LineEnd => {
                let row = laid.row_of(at, before);
                self.before = row + 1 < laid.rows.len();
                laid.rows.get(row).map_or(at, |row| row.ink_end)
            }
            Move::Paragraph { back } => paragraph(at, back, article),
            Move::TextStart => 0,
            Move::TextEnd => article.whole().end,
            Move::Lines(lines) => self.lines((at, before), lines, article, find),
        }
    }

    /// Goes up or down by lines, keeping to the column.
    fn lines(
        &mut self,
        (at, before): (u32, bool),
        lines: i32,
        article: &Article,
        find: &mut Finder<'_>,
    ) -> u32 {
        let mut laid = find(at);
        let mut row = laid.row_of(at, before);
        let wish = *self.wish.get_or_insert(laid.caret(at, before).left());
        for _ in 0..lines.unsigned_abs() {
            if lines < 0 {
                match (row, laid.span.start) {
                    (0, 0) => return 0,
                    (0, start) => {
                        laid = find(start - 1);
                        row = laid.rows.len().saturating_sub(1);
                    }
                    _ => row -= 1,
                }
            } else if row + 1 < laid.rows.len() {
                row += 1;
            } else if laid.span.end >= article.whole().end {
                return article.whole().end;
            } else {
                let joined = article.text().as_bytes().get(laid.span.end as usize) != Some(&b'\n');
                laid = find(laid.span.end + u32::from(!joined));
                row = 0;
            }
        }
        let offset = laid.offset_in_row(row, wish);
        self.before = laid.row_of(offset, false) > row;
        offset
    }
}

/// Goes to the start of the next sentence, or of this or the last one. Sentences are looked for in a chunk, which
/// ends where one does: a paragraph may be a megabyte long.
fn sentence(at: u32, back: bool, article: &Article, find: &mut Finder<'_>) -> u32 {
    let starts = |chunk: Span| {
        let found = segment::sentences(article.slice(chunk)).into_iter();
        found.map(|sentence| sentence.start + chunk.start).collect::<Vec<_>>()
    };
    let mut chunk = find(at).span;
    loop {
        let starts = starts(chunk);
        let next = if back {
            starts.into_iter().rfind(|start| *start < at)
        } else {
            starts.into_iter().find(|start| *start > at)
        };
        match next {
            Some(next) => return next,
            None if back && chunk.start == 0 => return 0,
            None if back => chunk = find(chunk.start - 1).span,
            None if chunk.end >= article.whole().end => return article.whole().end,
            None => {
                let line_end = article.text().as_bytes().get(chunk.end as usize) == Some(&b'\n');
                chunk = find(chunk.end + u32::from(line_end)).span;
            }
        }
    }
}

/// Goes to the start of the next paragraph that is not empty, or of this or the last one.
fn paragraph(at: u32, back: bool, article: &Article) -> u32 {
    let (paragraphs, here) = (article.paragraphs(), article.paragraph_at(at));
    let full = |span: &&Span| !span.is_empty();
    if back {
        let until = paragraphs.get(..=here).unwrap_or_default();
        until.iter().rev().filter(full).find(|span| span.start < at).map_or(0, |span| span.start)
    } else {
        let rest = paragraphs.get(here + 1..).unwrap_or_default();
        rest.iter().find(full).map_or(article.whole().end, |span| span.start)
    }
}

/// Goes one character on or back, over line ends too.
fn step(laid: &Laid, at: u32, back: bool, article: &Article) -> u32 {
    if let Some(next) = laid.step(at, back) {
        return next;
    }
    let text = article.text();
    if back {
        text.get(..at as usize)
            .and_then(|before| before.char_indices().next_back())
            .map_or(0, |(at, _)| at as u32)
    } else {
        text.get(at as usize..)
            .and_then(|rest| rest.chars().next())
            .map_or(at, |char| at + char.len_utf8() as u32)
    }
}
