//! Search in a text: plain, whole words, case and accents folded, regular expressions.

use super::span::Span;
use regex::{Regex, RegexBuilder};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// What to look for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The words, or the regular expression.
    pub pattern: String,
    /// Whether upper and lower case differ.
    pub case: bool,
    /// Whether accents differ (*Čaputová* and *Caputova*).
    pub accents: bool,
    /// Whether a hit must begin and end at the edge of a word.
    pub whole_words: bool,
    /// Whether the pattern is a regular expression.
    pub regex: bool,
}

/// The most hits that are returned.
pub const MAX_HITS: usize = 100_000;

impl Query {
    /// Returns where the pattern occurs, by position, without overlaps, at most [`MAX_HITS`].
    ///
    /// # Errors
    /// In words, when the regular expression is wrong.
    pub fn hits(&self, text: &str) -> Result<Vec<Span>, String> {
        if self.pattern.is_empty() {
            return Ok(Vec::new());
        }
        let fold = !self.accents && !self.regex;
        let pattern = if fold { strip(&self.pattern) } else { self.pattern.clone() };
        let regex = self.compile(&pattern)?;
        if !fold || text.is_ascii() {
            return Ok(matches(&regex, text).collect());
        }
        let (stripped, places) = strip_with_places(text);
        let back = |at: u32| places.get(at as usize).copied().unwrap_or_default();
        Ok(matches(&regex, &stripped)
            .map(|hit| Span { start: back(hit.start), end: back(hit.end) })
            .collect())
    }

    fn compile(&self, pattern: &str) -> Result<Regex, String> {
        let body = if self.regex { pattern.to_owned() } else { regex::escape(pattern) };
        let body = if self.whole_words { format!(r"\b(?:{body})\b") } else { body };
        RegexBuilder::new(&body)
            .case_insensitive(!self.case)
            .multi_line(true)
            .size_limit(1 << 22)
            .build()
            .map_err(|error| match error {
                regex::Error::CompiledTooBig(limit) => {
                    format!("the expression is too large (limit {limit} bytes)")
                }
                other => format!("the expression is wrong: {}", last_line(&other.to_string())),
            })
    }
}

fn last_line(message: &str) -> String {
    message.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
}

fn matches(regex: &Regex, text: &str) -> impl Iterator<Item = Span> {
    regex.find_iter(text).map(|hit| Span::of(hit.range())).filter(|span| !span.is_empty()).take(MAX_HITS)
}

fn strip(text: &str) -> String {
    text.nfd().filter(|char| !is_combining_mark(*char)).collect()
}

/// Strips accents; for each byte of the result (and its end), the byte of `text` that it came from.
fn strip_with_places(text: &str) -> (String, Vec<u32>) {
    let mut out = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len() + 1);
    for (at, char) in text.char_indices() {
        for part in char.nfd().filter(|part| !is_combining_mark(*part)) {
            out.push(part);
            places.resize(out.len(), super::span::offset(at));
        }
    }
    places.push(super::span::offset(text.len()));
    (out, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(query: &Query, text: &str, expected: &[&str]) {
        let hits = query.hits(text).expect("a good pattern");
        assert_eq!(hits.iter().map(|hit| hit.of_text(text)).collect::<Vec<_>>(), expected);
    }

    fn plain(pattern: &str) -> Query {
        Query { pattern: pattern.to_owned(), ..Query::default() }
    }

    #[test]
    fn folded_and_not() {
        check(&plain("caputova"), "Čaputová and CAPUTOVA", &["Čaputová", "CAPUTOVA"]);
        check(&Query { accents: true, ..plain("caputova") }, "Čaputová and CAPUTOVA", &["CAPUTOVA"]);
        check(&Query { case: true, ..plain("It") }, "It is it", &["It"]);
        check(&Query { whole_words: true, ..plain("an") }, "an Iran an", &["an", "an"]);
        check(
            &Query { regex: true, ..plain(r"\d+ million") },
            "$25 million and 3 million",
            &["25 million", "3 million"],
        );
        check(&plain("йод"), "ЙОД и йод", &["ЙОД", "йод"]);
        check(&plain(""), "text", &[]);
        assert!(Query { regex: true, ..plain("(") }.hits("x").is_err());
    }
}
