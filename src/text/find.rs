//! Search in a text: plain, whole words, case and accents folded, regular expressions.

use super::span::Span;
use regex::{Regex, RegexBuilder};
use std::sync::atomic::{AtomicBool, Ordering};
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
        self.hits_until(text, &AtomicBool::new(false))
    }

    /// Like [`Self::hits`], but gives up with what it has as soon as `cancelled` is set.
    ///
    /// # Errors
    /// In words, when the regular expression is wrong.
    pub fn hits_until(&self, text: &str, cancelled: &AtomicBool) -> Result<Vec<Span>, String> {
        if self.pattern.is_empty() {
            return Ok(Vec::new());
        }
        let fold = !self.accents && !self.regex;
        let regex = self.regex()?;
        let mut hits = Vec::new();
        // Words stand within a line; an expression may run over its end.
        let over_lines = self.pattern.contains('\n') || self.regex && self.pattern.contains(['\\', '[', '(']);
        let whole = over_lines || text.len() <= PART;
        let mut start = 0;
        while start < text.len() && hits.len() < MAX_HITS && !cancelled.load(Ordering::Relaxed) {
            let end = if whole { text.len() } else { part_end(text, start) };
            let part = text.get(start..end).unwrap_or_default();
            if !fold || part.is_ascii() {
                add(&mut hits, &regex, part, |at| start + at);
            } else {
                let (stripped, places) = strip_with_places(part);
                let back = |at: usize| start + places.get(at).map_or(part.len(), |place| *place as usize);
                add(&mut hits, &regex, &stripped, back);
            }
            start = end;
        }
        hits.truncate(MAX_HITS);
        Ok(hits)
    }

    /// Returns the pattern as a regular expression for a text without accents, unless they differ.
    ///
    /// # Errors
    /// In words, when it is wrong.
    pub fn regex(&self) -> Result<Regex, String> {
        if !self.accents && !self.regex {
            return self.compile(&strip(&self.pattern));
        }
        self.compile(&self.pattern)
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

/// How much of a long text is searched at once, so that a search can be called off.
const PART: usize = 1 << 20;

/// Returns where a part of a long text ends: behind a line, if there is one.
fn part_end(text: &str, start: usize) -> usize {
    let least = text.ceil_char_boundary((start + PART).min(text.len()));
    text.get(least..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| least + end + 1)
}

/// Adds the matches in `part`, their ends brought back to the text's offsets.
fn add(hits: &mut Vec<Span>, regex: &Regex, part: &str, back: impl Fn(usize) -> usize) {
    let found = regex.find_iter(part).filter(|hit| !hit.is_empty()).take(MAX_HITS);
    hits.extend(found.map(|hit| Span::of(back(hit.start())..back(hit.end()))));
}

/// Returns a regular expression for words as they stand, over any white space between them.
#[must_use]
pub fn literal(words: &str) -> String {
    words.split_whitespace().map(regex::escape).collect::<Vec<_>>().join(r"\s+")
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
        let regex = Query { regex: true, ..plain(&literal("a  (b)\nc")) };
        check(&regex, "a (b) c, A (B)  C", &["a (b) c", "A (B)  C"]);
        assert!(Query { regex: true, ..plain("(") }.hits("x").is_err());
    }

    #[test]
    fn long_texts_are_searched_part_by_part() {
        let line = "Überall stand Čaputová vor dem Haus.\n";
        let text = line.repeat(3 * PART / line.len());
        for query in [plain("caputova"), Query { accents: true, ..plain("Čaputová") }] {
            let hits = query.hits(&text).expect("a good pattern");
            assert_eq!(hits.len(), text.lines().count());
            assert!(hits.iter().all(|hit| hit.of_text(&text) == "Čaputová"));
        }
        let over_lines = Query { regex: true, ..plain(r"Haus\.\nÜberall") };
        assert_eq!(over_lines.hits(&text).map(|hits| hits.len()), Ok(text.lines().count() - 1));
        let stopped = plain("haus").hits_until(&text, &AtomicBool::new(true));
        assert_eq!(stopped, Ok(Vec::new()));
    }
}
