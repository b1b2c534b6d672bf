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
        let finder = self.finder()?;
        let mut hits = Vec::new();
        // Words stand within a line; an expression may run over its end.
        let over_lines = self.pattern.contains('\n') || self.regex && self.pattern.contains(['\\', '[', '(']);
        let whole = over_lines || text.len() <= PART;
        let mut start = 0;
        while start < text.len() && hits.len() < MAX_HITS && !cancelled.load(Ordering::Relaxed) {
            let end = if whole { text.len() } else { part_end(text, start) };
            let base = super::span::offset(start);
            let found = finder.hits(text.get(start..end).unwrap_or_default());
            hits.extend(found.into_iter().map(|hit| Span { start: hit.start + base, end: hit.end + base }));
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

    /// Makes the query ready for many texts.
    ///
    /// # Errors
    /// In words, when the regular expression is wrong.
    pub fn finder(&self) -> Result<Finder, String> {
        Ok(Finder { regex: self.regex()?, folds: !self.accents && !self.regex })
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

/// A query that is ready for many texts.
#[derive(Debug, Clone)]
pub struct Finder {
    regex: Regex,
    /// Whether accents are taken off before it looks.
    folds: bool,
}

impl Finder {
    /// Returns where the pattern occurs in a text.
    #[must_use]
    pub fn hits(&self, text: &str) -> Vec<Span> {
        self.hits_beside(text, folded(text).as_deref())
    }

    /// Returns where the pattern occurs in a text whose [`folded`] form is at hand. Where nothing occurs, no
    /// places are worked out.
    #[must_use]
    pub fn hits_beside(&self, text: &str, folded: Option<&str>) -> Vec<Span> {
        let Some(folded) = folded.filter(|_| self.folds) else {
            return spans(&self.regex, text);
        };
        let hits = spans(&self.regex, folded);
        if hits.is_empty() {
            return hits;
        }
        let mut places = Places { text, at: 0, folded: 0 };
        hits.into_iter().map(|hit| Span { start: places.of(hit.start), end: places.of(hit.end) }).collect()
    }

    /// Says whether the pattern occurs in a text, which may be folded.
    #[must_use]
    pub fn occurs(&self, text: &str) -> bool {
        self.regex.is_match(text) || self.folds && folded(text).is_some_and(|text| self.regex.is_match(&text))
    }
}

fn spans(regex: &Regex, text: &str) -> Vec<Span> {
    let found = regex.find_iter(text).filter(|hit| !hit.is_empty()).take(MAX_HITS);
    found.map(|hit| Span::of(hit.range())).collect()
}

/// Returns a text without accents; `None` when it has none.
#[must_use]
pub fn folded(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let folded = strip(text);
    (folded != text).then_some(folded)
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

/// Returns a regular expression for words as they stand, over any white space between them.
#[must_use]
pub fn literal(words: &str) -> String {
    words.split_whitespace().map(regex::escape).collect::<Vec<_>>().join(r"\s+")
}

fn strip(text: &str) -> String {
    text.nfd().filter(|char| !is_combining_mark(*char)).collect()
}

/// Goes along a text and its folded form at once.
struct Places<'t> {
    text: &'t str,
    /// Where it is in the text, and in the folded form.
    at: usize,
    folded: usize,
}

impl Places<'_> {
    /// Returns the place in the text of a place in the folded form; each must lie behind the one before.
    fn of(&mut self, folded: u32) -> u32 {
        let wanted = folded as usize;
        while self.folded < wanted {
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            let plain = rest.iter().take(wanted - self.folded).take_while(|byte| byte.is_ascii()).count();
            self.at += plain;
            self.folded += plain;
            if self.folded >= wanted {
                break;
            }
            let Some(char) = self.text.get(self.at..).and_then(|rest| rest.chars().next()) else { break };
            self.at += char.len_utf8();
            self.folded +=
                char.nfd().filter(|part| !is_combining_mark(*part)).map(char::len_utf8).sum::<usize>();
        }
        // What has no folded form of its own, such as a lone accent, belongs to what stands before it.
        let rest = self.text.get(self.at..).unwrap_or_default().chars();
        self.at += rest.take_while(|char| is_combining_mark(*char)).map(char::len_utf8).sum::<usize>();
        super::span::offset(self.at)
    }
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
        check(&plain("e"), "e\u{301}é e", &["e\u{301}", "é", "e"]);
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
