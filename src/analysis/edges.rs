//! What does not count at the edges of a span: articles, titles, possessives, quotation marks, *that*.
//!
//! Gold standards differ in these; nobody's figures should.

use crate::text::Span;
use crate::text::span::offset;

const BEFORE_NAME: &str = " \t\r\n\"“”'‘’`([,";
const AFTER_NAME: &str = " \t\r\n\"“”‘`)],;:.";
const AROUND_QUOTE: &str = " \t\r\n\"“”'‘’`.,;:!?()[]–—-…";

const TITLES: &str = " mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor president vice-president vice premier \
    prime minister foreign defense defence interior finance secretary secretary-general chancellor king queen prince \
    princess sheikh sheik ayatollah pope bishop archbishop cardinal rev. reverend imam sir lord lady dame baroness \
    senator sen sen. representative rep rep. congressman congresswoman governor gov gov. mayor judge justice general \
    gen gen. lieutenant lt. colonel col. major maj. captain capt. sergeant sgt. admiral adm. ambassador chairman \
    chairwoman chief director spokesman spokeswoman speaker former administrator commander attorney state deputy ";

/// Returns the place of `rest`, what was left of a span's text after cutting `before` bytes off its start.
fn part(span: Span, before: usize, rest: &str) -> Span {
    let start = span.start + offset(before);
    Span { start, end: start + offset(rest.len()) }
}

/// Returns a name without article, quotation marks and possessive.
#[must_use]
pub fn of_name(text: &str, span: Span) -> Span {
    let whole = span.of_text(text);
    let mut rest = whole.trim_start_matches(|char| BEFORE_NAME.contains(char));
    if let Some((first, more)) = split_word(rest)
        && ["the", "a", "an"].iter().any(|article| first.eq_ignore_ascii_case(article))
    {
        rest = more;
    }
    let before = whole.len() - rest.len();
    rest = rest.trim_end_matches(|char| AFTER_NAME.contains(char));
    if rest.chars().nth(2).is_some() {
        rest = rest.strip_suffix("'s").or_else(|| rest.strip_suffix("’s")).unwrap_or(rest);
    }
    part(span, before, rest.trim_end_matches(['\'', '’']))
}

/// Returns a person's name without the titles before it, as long as a capitalised word remains.
#[must_use]
pub fn of_person(text: &str, span: Span) -> Span {
    let whole = span.of_text(text);
    let mut rest = whole;
    while let Some((first, more)) = split_word(rest)
        && TITLES.contains(&format!(" {} ", first.to_lowercase()))
        && more.starts_with(char::is_uppercase)
    {
        rest = more;
    }
    part(span, whole.len() - rest.len(), rest)
}

/// Returns a quote without its marks, points and a leading *that*.
#[must_use]
pub fn of_quote(text: &str, span: Span) -> Span {
    let edge = |char| AROUND_QUOTE.contains(char);
    let whole = span.of_text(text);
    let mut rest = whole.trim_start_matches(edge);
    let mut before = whole.len() - rest.len();
    rest = rest.trim_end_matches(edge);
    let that = rest.get(..4).filter(|word| word.eq_ignore_ascii_case("that")).and_then(|_| rest.get(4..));
    if let Some(behind) = that {
        let more = behind.trim_start_matches(|char: char| char == ',' || char.is_whitespace());
        if more.len() < behind.len() && !more.is_empty() {
            let more = more.trim_start_matches(edge);
            before += rest.len() - more.len();
            rest = more;
        }
    }
    part(span, before, rest)
}

/// Splits off the first word; `None` when nothing stands behind it.
fn split_word(text: &str) -> Option<(&str, &str)> {
    let (first, more) = text.split_once(char::is_whitespace)?;
    let more = more.trim_start();
    (!first.is_empty() && !more.is_empty()).then_some((first, more))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(edges: fn(&str, Span) -> Span, text: &str, expected: &str) {
        assert_eq!(edges(text, Span::of(0..text.len())).of_text(text), expected);
    }

    #[test]
    fn edges_fall_off() {
        check(of_name, "the United Nations’s", "United Nations");
        check(of_name, "(an Iranian,", "Iranian");
        check(of_name, "the ", "the");
        check(of_person, "Prime Minister Theresa May", "Theresa May");
        check(of_person, "President of France", "President of France");
        check(of_quote, "that, “it is — so”.", "it is — so");
        check(of_quote, "That", "That");
    }
}
