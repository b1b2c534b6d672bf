//! Finds the words of an annotation again in a text that was edited by hand.
//!
//! Where the words stand at their place, nothing is searched. Else: at the distance by which the annotation
//! before was moved; exactly, nearest first; then similar words nearby. The work is bounded for the whole
//! file; what is not found within it has no place.

use super::quote::halves;
use super::saved::SavedSpan;
use crate::text::Span;
use memchr::memmem;

/// How far from its place a word is looked for exactly, in bytes.
const NEAR: usize = 1 << 16;
/// How far from its place similar words are looked for.
const CLOSE: usize = 1 << 11;
/// Words of fewer bytes are not looked for in the whole text: they stand everywhere.
const TELLING: usize = 12;
/// The share of characters that similar words may differ in.
const DIFFERENT: usize = 4; // one in four
/// How many bytes are searched for all annotations together, and how many cells of a comparison filled.
const SEARCHED: usize = 1 << 30;
const COMPARED: usize = 1 << 28;
/// What a place that has to be looked at costs, in bytes searched.
const LOOK: usize = 32;
/// How many beginnings of long words are followed to their end.
const FOLLOWED: usize = 8;

/// Where the words of a fragment are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Where they were.
    Same(Span),
    /// Elsewhere, unchanged.
    Moved(Span),
    /// Nearby, a little changed.
    Changed(Span),
}

impl Found {
    /// Returns where.
    #[must_use]
    pub const fn span(self) -> Span {
        match self {
            Self::Same(span) | Self::Moved(span) | Self::Changed(span) => span,
        }
    }
}

/// Looks for the words of one fragment after the other, in the order of the file.
#[derive(Debug)]
pub struct Anchors<'t> {
    text: &'t str,
    /// By how much the last fragment was moved.
    shift: i64,
    searched: usize,
    compared: usize,
}

/// The words to look for: whole, or their beginning and end.
enum Words<'w> {
    Whole(&'w str),
    Ends { head: &'w str, tail: &'w str, length: usize },
}

impl<'t> Anchors<'t> {
    /// Makes ready to look in `text`.
    #[must_use]
    pub const fn new(text: &'t str) -> Self {
        Self { text, shift: 0, searched: 0, compared: 0 }
    }

    /// Finds a fragment. Without words to go by it stays where it is. An orphan is `lost` already and found
    /// again only where its words are exact and stand once.
    pub fn find(&mut self, saved: &SavedSpan<'_>, lost: bool) -> Option<Found> {
        let SavedSpan(start, end, words) = saved;
        let span = Span::new(*start, *end);
        let length = span.len() as usize;
        let words: &str = words;
        if words.is_empty() {
            return Some(Found::Same(span));
        }
        let wanted = match halves(words) {
            Some((head, tail)) if words.len() != length => Words::Ends { head, tail, length },
            _ => Words::Whole(words),
        };
        if lost {
            return self.only_one(&wanted).map(Found::Moved);
        }
        if words.len() == length && span.of_text(self.text) == words || wanted.stand_at(self.text, span) {
            self.shift = 0;
            return Some(Found::Same(span));
        }
        let expected = usize::try_from(i64::from(span.start) + self.shift).unwrap_or(0);
        let moved = self.nearest(&wanted, expected).or_else(|| self.only_one(&wanted));
        if let Some(moved) = moved {
            self.shift = i64::from(moved.start) - i64::from(span.start);
            return Some(Found::Moved(moved));
        }
        self.similar(&wanted, expected).map(Found::Changed)
    }

    /// Returns the exact occurrence that is nearest to `expected`.
    fn nearest(&mut self, wanted: &Words<'_>, expected: usize) -> Option<Span> {
        let at = Span::of(expected..expected + wanted.length());
        if wanted.stand_at(self.text, at) {
            return Some(at);
        }
        if self.searched > SEARCHED {
            return None;
        }
        let from = expected.saturating_sub(NEAR).min(self.text.len());
        let until = expected.saturating_add(NEAR).min(self.text.len()).max(from);
        let window = self.text.as_bytes().get(from..until)?;
        self.searched += window.len();
        let starts = memmem::find_iter(window, wanted.first()).map(|at| from + at);
        let mut starts: Vec<_> = starts.collect();
        self.searched += starts.len() * LOOK;
        if let Words::Whole(_) = wanted {
            let nearest = starts.into_iter().min_by_key(|start| start.abs_diff(expected))?;
            return wanted.starting_at(self.text, nearest);
        }
        starts.sort_by_key(|start| start.abs_diff(expected));
        starts.into_iter().take(FOLLOWED).find_map(|start| {
            self.searched += wanted.length() / DIFFERENT * 2;
            wanted.starting_at(self.text, start)
        })
    }

    /// Returns the place of words that stand exactly once in the whole text.
    fn only_one(&mut self, wanted: &Words<'_>) -> Option<Span> {
        if wanted.first().len() < TELLING || self.searched > SEARCHED {
            return None;
        }
        self.searched += self.text.len();
        let mut places = memmem::find_iter(self.text.as_bytes(), wanted.first());
        let first = places.next()?;
        if places.next().is_some() { None } else { wanted.starting_at(self.text, first) }
    }

    /// Returns the most similar words nearby, if they are similar enough.
    fn similar(&mut self, wanted: &Words<'_>, expected: usize) -> Option<Span> {
        match wanted {
            Words::Whole(words) => self.close_match(words, expected),
            Words::Ends { head, tail, length } => {
                let first = self.close_match(head, expected)?;
                let end_near = (first.start as usize + length).saturating_sub(tail.len());
                let last = self.close_match(tail, end_near)?;
                let found = Span::new(first.start, last.end);
                let allowed = length / DIFFERENT;
                ((found.len() as usize).abs_diff(*length) <= allowed && first.end <= last.start)
                    .then_some(found)
            }
        }
    }

    fn close_match(&mut self, words: &str, expected: usize) -> Option<Span> {
        let from = self.text.floor_char_boundary(expected.saturating_sub(CLOSE));
        let until =
            self.text.ceil_char_boundary(expected.saturating_add(words.len() + CLOSE).min(self.text.len()));
        let window = self.text.get(from..until)?;
        let pattern: Vec<char> = words.chars().collect();
        self.compared += pattern.len() * window.len();
        if self.compared > COMPARED || pattern.len() < DIFFERENT {
            return None;
        }
        let found = most_similar(&pattern, window, expected - from.min(expected))?;
        Some(Span::of(from + found.start..from + found.end))
    }
}

impl Words<'_> {
    fn length(&self) -> usize {
        match self {
            Self::Whole(words) => words.len(),
            Self::Ends { length, .. } => *length,
        }
    }

    /// Returns what is searched for.
    fn first(&self) -> &[u8] {
        match self {
            Self::Whole(words) => words.as_bytes(),
            Self::Ends { head, .. } => head.as_bytes(),
        }
    }

    fn stand_at(&self, text: &str, span: Span) -> bool {
        let covered = span.of_text(text);
        match self {
            Self::Whole(words) => covered == *words,
            Self::Ends { head, tail, length } => {
                covered.len() == *length && covered.starts_with(head) && covered.ends_with(tail)
            }
        }
    }

    /// Returns the place of the words that begin at `start`: the tail may have come nearer or gone farther.
    fn starting_at(&self, text: &str, start: usize) -> Option<Span> {
        match self {
            Self::Whole(words) => Some(Span::of(start..start + words.len())),
            Self::Ends { head, tail, length } => {
                let slack = length / DIFFERENT;
                let from = text
                    .ceil_char_boundary(start + head.len().max(length.saturating_sub(slack + tail.len())));
                let until = text.floor_char_boundary((start + length + slack).min(text.len()));
                let rest = text.get(from..until)?;
                let goal = (start + length).saturating_sub(from + tail.len());
                let ends = memmem::find_iter(rest.as_bytes(), tail.as_bytes());
                let best = ends.min_by_key(|at| at.abs_diff(goal))?;
                Some(Span::of(start..from + best + tail.len()))
            }
        }
    }
}

/// Finds the stretch of `window` with the fewest edits from `pattern` (Sellers, "The theory and computation
/// of evolutionary distances", 1980), nearest to byte `goal` where several are alike.
fn most_similar(pattern: &[char], window: &str, goal: usize) -> Option<std::ops::Range<usize>> {
    let allowed = pattern.len() / DIFFERENT;
    // For each prefix of the pattern: the fewest edits of a stretch that ends here, and where it starts.
    let mut column: Vec<(usize, usize)> = (0..=pattern.len()).map(|edits| (edits, 0)).collect();
    let mut best: Option<(usize, usize, std::ops::Range<usize>)> = None;
    for (at, char) in window.char_indices() {
        let end = at + char.len_utf8();
        let mut diagonal = (0, at);
        let mut above = (0, end);
        for (cell, wanted) in column.iter_mut().skip(1).zip(pattern) {
            let replaced = (diagonal.0 + usize::from(*wanted != char), diagonal.1);
            let inserted = (cell.0 + 1, cell.1);
            let left_out = (above.0 + 1, above.1);
            diagonal = *cell;
            *cell = [replaced, inserted, left_out].into_iter().min_by_key(|one| one.0).unwrap_or(replaced);
            above = *cell;
        }
        let Some((edits, start)) = column.last().copied() else { continue };
        let rank = (edits, start.abs_diff(goal));
        if edits <= allowed && best.as_ref().is_none_or(|(e, d, _)| rank < (*e, *d)) {
            best = Some((rank.0, rank.1, start..end));
        }
    }
    best.map(|(_, _, range)| range)
}

#[cfg(test)]
mod tests {
    use super::super::shorten;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_a_file_says_the_answer_fits_the_text(
            text in "[ab…é\n]{0,300}", start in 0..400_u32, length in 0..400_u32, words in "[ab…é\n]{0,120}", lost: bool,
        ) {
            let saved = SavedSpan(start, start + length, shorten(&words));
            for _ in 0..2 {
                let found = Anchors::new(&text).find(&saved, lost);
                if let Some(Found::Moved(span) | Found::Changed(span)) = found {
                    prop_assert!(text.get(span.range()).is_some());
                }
            }
        }

        #[test]
        fn words_that_stand_there_are_the_same(text in "\\PC{1,200}", a in 0..200_u32, b in 0..200_u32) {
            let span = Span::new(a, b).snap(&text);
            let saved = SavedSpan(span.start, span.end, shorten(span.of_text(&text)));
            prop_assert_eq!(Anchors::new(&text).find(&saved, false), Some(Found::Same(span)));
        }
    }

    #[test]
    fn the_work_is_bounded_for_the_worst_text() {
        let text = "a".repeat(1 << 20);
        let mut anchors = Anchors::new(&text);
        (anchors.searched, anchors.compared) = (SEARCHED - (1 << 22), COMPARED - (1 << 20));
        let long = format!("{}…{}", "a".repeat(48), "b".repeat(24));
        for at in 0..100_000 {
            let _found = anchors.find(&SavedSpan(at, at + 500_000, long.as_str().into()), false);
            let _found = anchors.find(&SavedSpan(at, at + 8, "aaaaaaab".into()), false);
        }
        assert!(anchors.searched < SEARCHED + (1 << 24) && anchors.compared > COMPARED);
    }
}
