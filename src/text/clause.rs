//! Where the parts of a sentence begin and end: at commas, dashes, quotation marks, and words that join clauses.
//!
//! Made for correcting by hand: the places that an end of an annotation is most often meant to stand at.

use super::segment::{self, Edge};
use super::span::{Span, offset};

/// Words before which a clause begins (English; other languages set a comma there).
const JOINS: &[&str] =
    &["and", "but", "because", "while", "although", "though", "when", "since", "whereas", "which", "who"];
/// Words behind which what is reported begins.
const REPORTS: &[&str] = &["that", "что", "dass", "que", "że", "ki"];

/// The places in one sentence, each list in order and without doubles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Breaks {
    /// Where something begins.
    pub starts: Vec<u32>,
    /// Where something ends.
    pub ends: Vec<u32>,
    /// Where what is reported begins: behind *that*.
    pub reported: Option<u32>,
}

impl Breaks {
    /// Finds the places in a sentence.
    #[must_use]
    pub fn of(text: &str, sentence: Span) -> Self {
        let line = sentence.of_text(text);
        let mut found = Self::default();
        let at = |index: usize| sentence.start + offset(index);
        found.starts.push(sentence.start);
        found.ends.extend([at(line.trim_end_matches(['.', '!', '?', '…']).trim_end().len()), sentence.end]);
        for (index, char) in line.char_indices() {
            let behind = index + char.len_utf8();
            let (before, after) =
                (line.get(..index).unwrap_or_default(), line.get(behind..).unwrap_or_default());
            let ended = offset(before.trim_end().len()) + sentence.start;
            let next = at(line.len() - after.trim_start().len());
            match char {
                ',' | ';' | ':' | '、' | '，' | '；' | '،' if after.starts_with(stops_word) => {
                    found.ends.extend([ended, at(behind)]);
                    found.starts.push(next);
                }
                '–' | '—' => {
                    found.ends.push(ended);
                    found.starts.push(next);
                }
                '-' if before.ends_with(' ') && after.starts_with(' ') => {
                    found.ends.push(ended);
                    found.starts.push(next);
                }
                '(' | '[' => {
                    found.ends.push(ended);
                    found.starts.extend([at(index), at(behind)]);
                }
                ')' | ']' => {
                    found.ends.extend([ended, at(behind)]);
                    found.starts.push(next);
                }
                _ if is_mark(char, before, after) && opens(before) => {
                    found.starts.extend([at(index), at(behind)]);
                    found.ends.push(ended);
                }
                _ if is_mark(char, before, after) => {
                    found.ends.extend([ended, at(behind)]);
                    if after.starts_with(char::is_whitespace) {
                        found.starts.push(next);
                    }
                }
                _ => {}
            }
        }
        found.join_words(line, sentence.start);
        found.tidy(text, sentence);
        found
    }

    fn join_words(&mut self, line: &str, base: u32) {
        let mut at = 0;
        for word in line.split(' ') {
            let (start, end) = (at, at + word.len());
            at = end + 1;
            let ended = base + offset(line.get(..start).unwrap_or_default().trim_end().len());
            let word = word.to_lowercase();
            if JOINS.contains(&word.as_str()) {
                self.starts.push(base + offset(start));
                self.ends.push(ended);
            } else if REPORTS.contains(&word.as_str()) && start > 0 && end < line.len() {
                self.starts.push(base + offset(at));
                self.ends.push(ended);
                self.reported.get_or_insert(base + offset(at));
            }
        }
    }

    fn tidy(&mut self, text: &str, sentence: Span) {
        for list in [&mut self.starts, &mut self.ends] {
            list.retain(|at| {
                (sentence.start..=sentence.end).contains(at) && text.is_char_boundary(*at as usize)
            });
            list.sort_unstable();
            list.dedup();
        }
        self.starts.retain(|at| *at < sentence.end);
        self.ends.retain(|at| *at > sentence.start);
    }
}

fn stops_word(char: char) -> bool {
    char.is_whitespace() || is_quotation(char)
}

fn is_quotation(char: char) -> bool {
    matches!(
        char,
        '“' | '”'
            | '„'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
            | '"'
            | '‘'
            | '’'
            | '‟'
            | '‚'
    )
}

/// A mark behind white space opens a quotation.
fn opens(before: &str) -> bool {
    before
        .chars()
        .next_back()
        .is_none_or(|char| char.is_whitespace() || matches!(char, '(' | '[' | '—' | '–'))
}

/// An apostrophe is none.
fn is_mark(char: char, before: &str, after: &str) -> bool {
    let letter = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
    is_quotation(char) && !(letter(before.chars().next_back()) && letter(after.chars().next()))
}

/// Returns the next place behind `at` where an end may stand, or the one before it with `back`; at the edges
/// of the sentence those of its neighbour, within the paragraph.
#[must_use]
pub fn step(text: &str, at: u32, edge: Edge, back: bool) -> u32 {
    let near = |place: u32| {
        let found = Breaks::of(text, segment::sentence_at(text, place));
        let list = if edge == Edge::Start { found.starts } else { found.ends };
        if back {
            list.into_iter().rfind(|place| *place < at)
        } else {
            list.into_iter().find(|place| *place > at)
        }
    };
    let sentence = segment::sentence_at(text, at);
    let beyond = if back { sentence.start.saturating_sub(2) } else { sentence.end + 2 };
    near(at)
        .or_else(|| near(at.saturating_sub(1)))
        .or_else(|| near(beyond.min(offset(text.len()))))
        .unwrap_or(at)
}

/// Returns the clause that `span` lies in: from the last place before it where one begins to the next behind it
/// where one ends, within its sentence.
#[must_use]
pub fn around(text: &str, span: Span) -> Span {
    let sentence = segment::sentence_at(text, span.start);
    let found = Breaks::of(text, sentence);
    let start = found.starts.into_iter().rfind(|at| *at <= span.start).unwrap_or(sentence.start);
    let least = span.end.max(span.start + 1);
    let end = found.ends.into_iter().find(|at| *at >= least).unwrap_or(sentence.end);
    Span { start, end: end.max(start) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "The envoy said that the corridor is safe, and “nobody doubts it”, he added. It’s late.";

    fn place(words: &str) -> Span {
        let start = TEXT.find(words).expect("there");
        Span::of(start..start + words.len())
    }

    #[test]
    fn an_end_goes_from_break_to_break() {
        let mut at = place("corridor").end;
        let mut seen = Vec::new();
        for _ in 0..4 {
            at = step(TEXT, at, Edge::End, false);
            seen.push(
                TEXT.get(..at as usize).and_then(|text| text.split(' ').next_back()).unwrap_or_default(),
            );
        }
        assert_eq!(seen, ["safe", "safe,", "and", "it"]);
        assert_eq!(step(TEXT, place("corridor").end, Edge::End, true), place("said").end);
    }

    #[test]
    fn a_start_goes_back_to_what_is_reported_and_to_the_sentence() {
        let at = step(TEXT, place("corridor").start, Edge::Start, true);
        assert_eq!(at, place("the corridor").start);
        assert_eq!(step(TEXT, at, Edge::Start, true), 0);
        let late = place("It’s late").start;
        assert_eq!(step(TEXT, place("he added").start, Edge::Start, false), late);
    }

    #[test]
    fn a_clause_lies_between_breaks_and_an_apostrophe_is_none() {
        assert_eq!(around(TEXT, place("corridor")), place("the corridor is safe"));
        assert_eq!(around(TEXT, place("doubts")), place("nobody doubts it"));
        assert_eq!(around(TEXT, place("late")), place("It’s late"));
        let found = Breaks::of(TEXT, segment::sentence_at(TEXT, 0));
        assert_eq!(found.reported, Some(place("the corridor").start));
    }

    #[test]
    fn nothing_is_out_of_bounds() {
        for text in ["", "—", "“", "a —", "— a", "(", "that that", "é, é"] {
            for at in 0..=text.len() as u32 {
                for edge in [Edge::Start, Edge::End] {
                    for back in [false, true] {
                        assert!(
                            text.is_char_boundary(step(text, at, edge, back) as usize)
                                || at as usize > text.len()
                                || !text.is_char_boundary(at as usize)
                        );
                    }
                }
                assert!(around(text, Span::new(at, at)).end as usize <= text.len());
            }
        }
    }
}
