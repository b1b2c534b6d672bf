//! Where what somebody says begins and ends, as far as a sentence or a paragraph shows it to whoever puts the caret in it:
//! behind a verb of saying, before *…, she said*, behind the name that a transcript's line begins with.

use crate::suggest::quotes::tells_of_saying;
use crate::text::{Span, words};

/// The longest label of a transcript's line, in bytes.
const LABEL: usize = 60;
/// How many words an attribution at the end of a sentence has at most: *the Turkish minister of defence said on Monday*.
const TAIL: usize = 9;
/// Small words within names.
const PARTICLES: &[&str] = &["of", "the", "de", "da", "del", "van", "von", "al", "bin", "el", "and", "for"];

/// A line of a transcript: who speaks, and what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Turn {
    /// The name before the colon.
    pub(super) label: Span,
    /// What follows it.
    pub(super) said: Span,
}

/// Reads a paragraph as a line of a transcript (*WALLACE: Let’s start.*), if it is one.
pub(super) fn turn_in(text: &str, paragraph: Span) -> Option<Turn> {
    let line = paragraph.of_text(text);
    let open = line.len() - line.trim_start_matches(['"', '“', '«', '„', ' ', '\t']).len();
    let colon = line.find(':').filter(|colon| (open + 1..open + LABEL).contains(colon))?;
    let label = line.get(open..colon)?;
    let named = label.split_whitespace().all(|word| {
        let capital =
            word.chars().find(|char| char.is_alphanumeric()).is_none_or(|first| !first.is_lowercase());
        capital || PARTICLES.contains(&word)
    });
    let behind = line.get(colon + 1..)?;
    if !named || label.trim().is_empty() || !behind.starts_with(char::is_whitespace) {
        return None;
    }
    let at = |range: std::ops::Range<usize>| {
        let base = paragraph.start as usize;
        Span::of(base + range.start..base + range.end).trim(text)
    };
    let turn = Turn { label: at(open..colon), said: at(colon + 1..line.len()) };
    (!turn.said.is_empty()).then_some(turn)
}

/// Returns what a sentence reports, when the caret stands in it: what follows its verb of saying, or what stands before
/// *…, she said*; without *that*, commas and the final point.
pub(super) fn said_in(text: &str, language: &str, sentence: Span, caret: u32) -> Option<Span> {
    let language = if language.is_empty() { "en" } else { language };
    let line = sentence.of_text(text);
    let pieces = words::pieces(line);
    let base = sentence.start as usize;
    let ends = line.trim_end_matches(['.', '!', '?', '…', '”', '"', '»']).len();
    let verbs = pieces.iter().filter(|(_, word)| tells_of_saying(language, word));
    let mut best = None;
    for (start, word) in verbs {
        let (start, end) = (*start, start + word.len());
        let tail = line.get(start..ends).unwrap_or_default().split_whitespace().count();
        let comma = line.get(..start).and_then(|before| before.rfind(','));
        let before = comma.filter(|comma| {
            let who = line.get(comma + 1..start).unwrap_or_default().split_whitespace().count();
            who + tail <= TAIL
        });
        if let Some(comma) = before.filter(|comma| (caret as usize) <= base + comma) {
            return Some(Span::of(base..base + comma).trim(text));
        }
        if base + end <= caret as usize {
            best = Some(Span::of(base + behind(line, end)..base + ends.max(end)).trim(text));
        }
    }
    best.filter(|span| !span.is_empty())
}

/// Skips *that*, commas and colons behind a verb.
fn behind(line: &str, from: usize) -> usize {
    let rest = line.get(from..).unwrap_or_default();
    let bare = rest.trim_start_matches([' ', ',', ':', '\u{a0}']);
    let bare = bare.strip_prefix("that ").unwrap_or(bare);
    line.len() - bare.len()
}

/// Returns the name at a place: the capitalised words around it with the small words between them, else the word;
/// without *’s*.
pub(super) fn name_at(text: &str, at: u32) -> Option<Span> {
    let word = crate::text::segment::word_at(text, at);
    if word.is_empty() {
        return None;
    }
    let sentence = crate::text::segment::sentence_at(text, at);
    let base = sentence.start as usize;
    let all: Vec<Span> = words::pieces(sentence.of_text(text))
        .into_iter()
        .filter(|(_, piece)| !piece.trim().is_empty())
        .map(|(start, piece)| Span::of(base + start..base + start + piece.len()))
        .collect();
    let here = all.iter().position(|span| span.overlaps(word))?;
    let capital = |at: usize| {
        let first = all.get(at).and_then(|span| span.of_text(text).chars().next());
        first.is_some_and(char::is_uppercase)
    };
    let beside = |a: usize, b: usize| {
        let (Some(a), Some(b)) = (all.get(a), all.get(b)) else { return false };
        text.get(a.end as usize..b.start as usize).is_some_and(|gap| !gap.is_empty() && gap.trim().is_empty())
    };
    let small = |at: usize| all.get(at).is_some_and(|span| PARTICLES.contains(&span.of_text(text)));
    let (mut first, mut last) = (here, here);
    if capital(here) {
        while first > 0 && beside(first - 1, first) {
            match first {
                _ if capital(first - 1) => first -= 1,
                2.. if small(first - 1) && capital(first - 2) && beside(first - 2, first - 1) => first -= 2,
                _ => break,
            }
        }
        while beside(last, last + 1) {
            match last {
                _ if capital(last + 1) => last += 1,
                _ if small(last + 1) && capital(last + 2) && beside(last + 1, last + 2) => last += 2,
                _ => break,
            }
        }
    }
    let span = all.get(first)?.hull(*all.get(last)?);
    let bare = span.of_text(text).trim_end_matches("’s").trim_end_matches("'s").len();
    Some(Span::of(span.start as usize..span.start as usize + bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, words: &str) -> u32 {
        text.find(words).expect("there") as u32
    }

    #[test]
    fn a_line_of_a_transcript_says_who_speaks() {
        let line = |text: &str| {
            let turn = turn_in(text, Span::of(0..text.len()))?;
            Some((turn.label.of_text(text).to_owned(), turn.said.of_text(text).to_owned()))
        };
        let found = line("\"WALLACE: Let’s start. With what?");
        assert_eq!(found, Some(("WALLACE".to_owned(), "Let’s start. With what?".to_owned())));
        assert!(line("Ursula von der Leyen: We will stay.").is_none(), "der is no particle that is known");
        assert!(line("Robert de Niro: We will stay.").is_some());
        assert!(line("He gave two reasons: grain and gas.").is_none());
        assert!(line("At 12:30 they left.").is_none());
    }

    #[track_caller]
    fn said(text: &str, caret: &str, expected: Option<&str>) {
        let found = said_in(text, "en", Span::of(0..text.len()), place(text, caret));
        assert_eq!(found.map(|span| span.of_text(text)), expected);
    }

    #[test]
    fn what_a_sentence_reports_stands_behind_or_before_its_verb() {
        said("Figueroa said the plan was off, though.", "plan", Some("the plan was off, though"));
        said("Figueroa said that the plan was off.", "plan", Some("the plan was off"));
        said("The plan was off, a source said.", "plan", Some("The plan was off"));
        said("The plan was off, according to the poll.", "plan", Some("The plan was off"));
        said("The plan was off.", "plan", None);
        said("Figueroa said the plan was off.", "Figueroa", None);
    }

    #[track_caller]
    fn name(text: &str, at: &str, expected: &str) {
        assert_eq!(name_at(text, place(text, at)).map(|span| span.of_text(text)), Some(expected));
    }

    #[test]
    fn a_name_is_its_capitalised_words() {
        let text = "Critics of the World Food Programme’s chief met the Bank of England in Paris, France.";
        name(text, "Food", "World Food Programme");
        name(text, "England", "Bank of England");
        name(text, "chief", "chief");
        name(text, "France", "France");
        assert_eq!(name_at(text, text.len() as u32), None);
        assert_eq!(name_at("", 0), None);
    }
}
