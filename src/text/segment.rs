//! Where paragraphs, sentences and words begin and end.
//!
//! Words follow their script (see [`super::words`]); sentences are those of UAX #29, mended for what news text is full of:
//! abbreviations and initials do not end one, a closing quotation mark belongs to it, a line end does.

use super::span::{Span, offset};
use super::words::{is_unspaced, pieces};
use memchr::memchr_iter;
use unicode_segmentation::UnicodeSegmentation as _;

/// Splits at line ends; the line ends themselves belong to no paragraph. At least one comes back.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    for end in memchr_iter(b'\n', text.as_bytes()) {
        out.push(Span { start, end: offset(end) });
        start = offset(end + 1);
    }
    out.push(Span { start, end: offset(text.len()) });
    out
}

/// Returns the word that `at` lies in or touches: letters and digits with what joins them.
/// Between two words, the one that starts at `at` wins; with none there, an empty span at `at`.
#[must_use]
pub fn word_at(text: &str, at: u32) -> Span {
    let at = text.floor_char_boundary(at as usize);
    let line = words_around(text, at);
    let mut touching = None;
    for (start, word) in pieces(text.get(line.clone()).unwrap_or_default()) {
        let start = line.start + start;
        let end = start + word.len();
        if start > at {
            break;
        }
        if at <= end && word.chars().any(char::is_alphanumeric) {
            touching = Some(Span::of(start..end));
        }
    }
    touching.unwrap_or(Span::of(at..at))
}

/// Widens both ends to the words they touch, and drops white space at the ends.
#[must_use]
pub fn snap_to_words(text: &str, span: Span) -> Span {
    let span = span.snap(text);
    if span.is_empty() {
        return word_at(text, span.start);
    }
    let inner = span.trim(text);
    if inner.is_empty() {
        return span;
    }
    let first = word_at(text, inner.start);
    let last = word_at(text, inner.end);
    let start = if first.contains(inner.start) { first.start } else { inner.start };
    let end = if last.start < inner.end { last.end.max(inner.end) } else { inner.end };
    Span { start, end }
}

/// Which end of a stretch is to be moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// Its start: stops before words, and before the marks that stand before a word.
    Start,
    /// Its end: stops behind words, and behind the marks that follow a word.
    End,
}

/// How far a step looks; longer runs without a stop are left in steps of this many bytes.
const REACH: usize = 4096;
/// The same where words are looked up: that takes longer, and words are short.
const NEAR_REACH: usize = 300;

/// Returns the next place behind `at` where an edge of a stretch may sensibly stand, or the one before it
/// with `back`; the end or the start of the text when there is none.
#[must_use]
pub fn step(text: &str, at: u32, edge: Edge, back: bool) -> u32 {
    let at = text.floor_char_boundary(at as usize);
    let reach = if is_unspaced_at(text, at) { NEAR_REACH } else { REACH };
    let from = text.ceil_char_boundary(at.saturating_sub(reach)).min(at);
    let to = text.floor_char_boundary(at.saturating_add(reach).min(text.len())).max(at);
    let window = text.get(from..to).unwrap_or_default();
    let mut best = if back { from } else { to };
    let mut after_space = true;
    let mut segments = pieces(window).into_iter().peekable();
    while let Some((start, segment)) = segments.next() {
        let space = segment.chars().all(char::is_whitespace);
        let word = segment.chars().any(char::is_alphanumeric);
        let before_space = segments.peek().is_none_or(|(_, next)| next.starts_with(char::is_whitespace));
        let stop = match edge {
            Edge::Start if !space && (word || after_space) => Some(from + start),
            Edge::End if !space && (word || before_space) => Some(from + start + segment.len()),
            _ => None,
        };
        after_space = space;
        match stop {
            Some(stop) if back && stop < at => best = stop,
            Some(stop) if !back && stop > at => {
                best = stop;
                break;
            }
            _ => {}
        }
    }
    offset(best)
}

/// Returns the next grapheme boundary behind `at`, or the one before it with `back`.
#[must_use]
pub fn step_character(text: &str, at: u32, back: bool) -> u32 {
    let at = text.floor_char_boundary(at as usize);
    if back {
        let before = text.get(..at).unwrap_or_default();
        let near = before.get(before.ceil_char_boundary(at.saturating_sub(256))..).unwrap_or_default();
        offset(at - near.graphemes(true).next_back().map_or(0, str::len))
    } else {
        let after = text.get(at..).unwrap_or_default();
        offset(at + after.graphemes(true).next().map_or(0, str::len))
    }
}

/// Returns the sentence that `at` lies in, within its paragraph.
#[must_use]
pub fn sentence_at(text: &str, at: u32) -> Span {
    let line = line_around(text, text.floor_char_boundary(at as usize));
    let base = offset(line.start);
    let mut best = Span { start: base, end: offset(line.end) };
    for sentence in sentences(text.get(line).unwrap_or_default()) {
        let sentence = Span { start: sentence.start + base, end: sentence.end + base };
        if sentence.start <= at {
            best = sentence;
        }
    }
    best
}

fn line_around(text: &str, at: usize) -> std::ops::Range<usize> {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let end = text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at + end);
    start..end
}

/// Says whether a character before or behind a place belongs to a script without spaces.
fn is_unspaced_at(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let behind = text.get(at..).and_then(|behind| behind.chars().next());
    before.is_some_and(is_unspaced) || behind.is_some_and(is_unspaced)
}

/// How far around a place its word is looked for.
const NEAR: usize = 512;

/// Returns the part of the line around `at` that decides on its word: a line may be a megabyte long.
fn words_around(text: &str, at: usize) -> std::ops::Range<usize> {
    let near = if is_unspaced_at(text, at) { NEAR_REACH } else { NEAR };
    let from = text.ceil_char_boundary(at.saturating_sub(near)).min(at);
    let to = text.floor_char_boundary(at.saturating_add(near).min(text.len())).max(at);
    let before = text.get(from..at).unwrap_or_default();
    let start = match before.rfind('\n') {
        Some(end) => from + end + 1,
        // The first word of the window may be cut; words begin behind white space.
        None if from > 0 => from + before.find(char::is_whitespace).unwrap_or(0),
        None => from,
    };
    let end = text.get(at..to).and_then(|rest| rest.find('\n')).map_or(to, |end| at + end);
    start..end
}

/// Splits a text into sentences without the white space around them.
#[must_use]
pub fn sentences(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    for paragraph in paragraphs(text) {
        sentences_of(text, paragraph, &mut out);
    }
    out
}

fn sentences_of(text: &str, paragraph: Span, out: &mut Vec<Span>) {
    let line = paragraph.of_text(text);
    let mut start = 0;
    let mut chars = line.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        if !matches!(char, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '۔' | '।') {
            continue;
        }
        let mut end = at + char.len_utf8();
        while let Some((next, closing)) = chars.peek().copied().filter(|(_, next)| closes(*next)) {
            end = next + closing.len_utf8();
            chars.next();
        }
        if ends_sentence(line, at, end, char) {
            push_trimmed(text, paragraph, start..end, out);
            start = end;
        }
    }
    push_trimmed(text, paragraph, start..line.len(), out);
}

fn closes(char: char) -> bool {
    matches!(
        char,
        '.' | '!' | '?' | '…' | '”' | '’' | '"' | '\'' | '»' | '“' | ')' | ']' | '」' | '』' | '›' | '*'
    )
}

fn push_trimmed(text: &str, paragraph: Span, range: std::ops::Range<usize>, out: &mut Vec<Span>) {
    let span =
        Span::of(paragraph.start as usize + range.start..paragraph.start as usize + range.end).trim(text);
    if !span.is_empty() {
        out.push(span);
    }
}

/// Decides on the mark at `at`, with what closes after it ending at `end`.
fn ends_sentence(line: &str, at: usize, end: usize, mark: char) -> bool {
    if matches!(mark, '。' | '！' | '？' | '।' | '۔') {
        return true;
    }
    let rest = line.get(end..).unwrap_or_default();
    let Some(next) = rest.trim_start().chars().next() else { return true };
    let spaced = rest.starts_with(char::is_whitespace);
    if mark == '.' && end == at + 1 {
        let before = line.get(..at).unwrap_or_default();
        let word =
            before.rsplit(|char: char| !char.is_alphanumeric() && char != '.').next().unwrap_or_default();
        if !spaced {
            // "fully.And" is a lost space; "U.S", "3.5", "example.org" are not.
            return word.chars().count() > 2
                && word.chars().all(|char| char.is_lowercase())
                && next.is_uppercase()
                && rest
                    .chars()
                    .nth(1)
                    .is_some_and(|char| char.is_lowercase() || char.is_whitespace() || char == ',');
        }
        if is_abbreviation(word, next) {
            return false;
        }
    } else if !spaced {
        return next.is_uppercase() && end > at + 1;
    }
    !next.is_lowercase() && !matches!(next, ',' | ';' | ':')
}

/// Abbreviations that stand before something, in the languages of the cue lexicon.
const BEFORE_A_NAME: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "st", "gen", "lt", "col", "sgt", "maj", "capt", "cmdr", "adm", "sen",
    "rep", "gov", "rev", "hon", "pres", "supt", "insp", "brig", "sr", "jr", "vs", "no", "nos", "art", "sec",
    "fig", "vol", "pp", "approx", "ca", "cf", "al", "e.g", "i.e", "jan", "feb", "mar", "apr", "jun", "jul",
    "aug", "sept", "sep", "oct", "nov", "dec", "г", "гг", "им", "ул", "тыс", "млн", "млрд", "руб", "т.е",
    "т.д", "т.к", "стр", "проф", "ген", "д-р", "m", "mme", "mlle", "mgr", "hr", "fr", "bzw", "z.b", "d.h",
    "u.a", "nr", "dott", "sig", "ing", "avv", "sra", "dra", "ud", "ks", "dyr", "płk", "gen", "im", "tzw",
    "dz", "sn",
];

fn is_abbreviation(word: &str, next: char) -> bool {
    let lower = word.to_lowercase();
    let one_letter = word.chars().filter(|char| char.is_alphabetic()).count() == 1
        && word.chars().all(|char| char.is_uppercase() || char == '.');
    if one_letter || BEFORE_A_NAME.contains(&lower.as_str()) {
        // "Sept. 11", "J. Smith"; an initial at a true end is rarer than an initial in a name.
        return true;
    }
    // U.S., e.g., a.m.: ends a sentence only when a capital follows, and then rarely.
    let dotted = lower.contains('.') && lower.split('.').all(|part| part.chars().count() <= 2);
    dotted
        && (next.is_lowercase()
            || next.is_ascii_digit()
            || next.is_uppercase() && !matches!(lower.as_str(), "a.m" | "p.m"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = sentences(text).into_iter().map(|span| span.of_text(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences_of_news() {
        check("He left. She stayed.", &["He left.", "She stayed."]);
        check("“Go!” he said. “Why?”", &["“Go!” he said.", "“Why?”"]);
        check("Gen. J. P. Smith met U.S. Secretary Kerry.", &["Gen. J. P. Smith met U.S. Secretary Kerry."]);
        check(
            "It grew 3.5 percent on Sept. 11. Then it fell.",
            &["It grew 3.5 percent on Sept. 11.", "Then it fell."],
        );
        check("in need.And, most of all, peace.", &["in need.", "And, most of all, peace."]);
        check("Heading\n\nText here", &["Heading", "Text here"]);
        check("他来了。她走了。", &["他来了。", "她走了。"]);
        check(
            "Он приехал в 2020 г. и остался. Потом уехал.",
            &["Он приехал в 2020 г. и остался.", "Потом уехал."],
        );
    }

    #[test]
    fn words_under_the_caret() {
        let text = "He said “don’t” twice";
        let word = |at| word_at(text, at).of_text(text);
        assert_eq!((word(0), word(4), word(12)), ("He", "said", "don’t"));
        assert_eq!(snap_to_words(text, Span::new(5, 17)).of_text(text), "said “don’t");
        let start = |at, back| step(text, at, Edge::Start, back);
        let end = |at, back| step(text, at, Edge::End, back);
        assert_eq!((start(0, false), start(3, false), start(8, false)), (3, 8, 11)); // “ and don’t
        assert_eq!((start(11, true), start(8, true), start(0, true)), (8, 3, 0));
        assert_eq!((end(7, false), end(18, false), end(21, true)), (18, 21, 18));
        let chinese = "他说中国外交部表示遗憾";
        let at = chinese.find("交").expect("there") as u32;
        assert_eq!(word_at(chinese, at).of_text(chinese), "外交部");
        assert_eq!(snap_to_words(chinese, Span::new(at, at + 12)).of_text(chinese), "外交部表示");
        let thai = "โฆษกกล่าวว่าประเทศไทยพร้อม";
        let at = thai.find("เทศ").expect("there") as u32;
        assert_eq!(word_at(thai, at).of_text(thai), "ประเทศ");
        assert_eq!(step_character("ae\u{301}b", 1, false), 4);
        let chinese = "他说中国外交部表示遗憾";
        let at = chinese.find("交").expect("there") as u32;
        assert_eq!(word_at(chinese, at).of_text(chinese), "外交部");
        assert_eq!(snap_to_words(chinese, Span::new(at, at + 12)).of_text(chinese), "外交部表示");
        let thai = "โฆษกกล่าวว่าประเทศไทยพร้อม";
        let at = thai.find("เทศ").expect("there") as u32;
        assert_eq!(word_at(thai, at).of_text(thai), "ประเทศ");
        assert_eq!(step_character("ae\u{301}b", 4, true), 1);
        assert_eq!(sentence_at("One. Two. Three.", 6).of_text("One. Two. Three."), "Two.");
    }

    proptest! {
        #[test]
        fn every_boundary_is_a_character_boundary(text in "(\\PC|[.!?”“\n ]|[A-Z][a-z]+){0,40}", at in 0..200u32) {
            for span in sentences(&text) {
                prop_assert!(text.get(span.range()).is_some_and(|covered| covered.trim() == covered));
            }
            for span in [word_at(&text, at), sentence_at(&text, at), snap_to_words(&text, Span::new(at, at + 9))] {
                prop_assert!(text.get(span.range()).is_some());
            }
            for back in [false, true] {
                for edge in [Edge::Start, Edge::End] {
                    let to = step(&text, at, edge, back);
                    prop_assert!(text.is_char_boundary(to as usize) && (back || to >= at.min(text.len() as u32)));
                }
                prop_assert!(text.is_char_boundary(step_character(&text, at, back) as usize));
            }
        }
    }
}
