//! Keywords: the person's own expressions, coloured wherever they stand. Kept in the settings.

use super::Workbench;
use crate::model::Severity;
use crate::store::settings::Keyword;
use crate::text::Span;
use crate::text::find::{Query, literal};
use regex::Regex;

/// How many colours keywords take in turn.
pub const COLOURS: u8 = 6;

/// The keywords, ready to be looked for.
#[derive(Debug, Clone, Default)]
pub struct Keywords {
    entries: Vec<Entry>,
    revision: u64,
}

#[derive(Debug, Clone)]
struct Entry {
    keyword: Keyword,
    found: Result<Regex, String>,
}

impl Keywords {
    /// Takes keywords over; an expression that is known is not compiled again.
    pub fn follow(&mut self, keywords: &[Keyword]) {
        let mut former = std::mem::take(&mut self.entries);
        self.entries = keywords
            .iter()
            .map(|keyword| {
                let same = |e: &Entry| e.keyword.pattern == keyword.pattern && e.keyword.case == keyword.case;
                let found = match former.iter().position(same) {
                    Some(at) => former.swap_remove(at).found,
                    None => query(keyword).regex(),
                };
                Entry { keyword: keyword.clone(), found }
            })
            .collect();
        self.revision += 1;
    }

    /// Returns a number that grows with every change.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Returns what is wrong with an expression.
    #[must_use]
    pub fn error(&self, index: usize) -> Option<&str> {
        self.entries.get(index)?.found.as_ref().err().map(String::as_str)
    }

    /// Returns where those that are shown occur in a stretch of the text, each with its colour; later ones lie
    /// over earlier ones.
    #[must_use]
    pub fn hits(&self, text: &str, stretch: Span) -> Vec<(Span, u8)> {
        let part = stretch.of_text(text);
        let shown = self.entries.iter().filter(|e| e.keyword.shown && !e.keyword.pattern.is_empty());
        let mut hits = Vec::new();
        for entry in shown {
            let Ok(regex) = &entry.found else { continue };
            let found = regex.find_iter(part).filter(|hit| !hit.is_empty());
            hits.extend(found.map(|hit| {
                let start = stretch.start as usize;
                (Span::of(start + hit.start()..start + hit.end()), entry.keyword.colour)
            }));
        }
        hits
    }
}

fn query(keyword: &Keyword) -> Query {
    Query { pattern: keyword.pattern.clone(), case: keyword.case, regex: true, ..Query::default() }
}

impl Workbench {
    /// Returns the keywords as they are kept.
    #[must_use]
    pub fn keywords(&self) -> &[Keyword] {
        &self.files.settings.keywords
    }

    /// Returns the keywords ready to be looked for.
    #[must_use]
    pub fn keyword_finder(&self) -> &Keywords {
        &self.keywords
    }

    /// Sets the keywords. Typing asks for it with every letter: they are written when the person pauses.
    pub(super) fn set_keywords(&mut self, keywords: Vec<Keyword>) {
        self.keywords.follow(&keywords);
        self.files.settings.keywords = keywords;
        self.keep_settings_soon();
    }

    /// Makes a keyword of the selected words, or lets it go when it is one.
    pub(super) fn colour_words(&mut self) {
        let words = self.open.as_ref().map(super::Open::selected_words).unwrap_or_default();
        if words.trim().is_empty() {
            self.tell(Severity::Note, "Select the words that are to be coloured wherever they stand.");
            return;
        }
        let pattern = literal(&words);
        let mut keywords = self.files.settings.keywords.clone();
        match keywords.iter().position(|keyword| keyword.pattern == pattern) {
            Some(at) => drop(keywords.remove(at)),
            None => keywords.push(Keyword { pattern, colour: free_colour(&keywords), ..Keyword::default() }),
        }
        self.files.settings.reading.keywords = true;
        self.set_keywords(keywords);
    }
}

/// Returns the colour that the fewest keywords have.
#[must_use]
pub fn free_colour(keywords: &[Keyword]) -> u8 {
    let used = |colour: &u8| keywords.iter().filter(|keyword| keyword.colour == *colour).count();
    (0..COLOURS).min_by_key(used).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keyword(pattern: &str) -> Keyword {
        Keyword { pattern: pattern.to_owned(), ..Keyword::default() }
    }

    #[test]
    fn expressions_are_found_and_wrong_ones_say_why() {
        let text = "Sanctions were lifted; the sanctioned bank paid 3.5 million.";
        let mut keywords = Keywords::default();
        let mut hidden = keyword("bank");
        hidden.shown = false;
        keywords.follow(&[keyword(r"\bsanction\w*"), keyword("("), hidden, keyword(r"\d+(\.\d+)? million")]);
        let whole = Span::of(0..text.len());
        let found: Vec<_> = keywords.hits(text, whole).iter().map(|(hit, _)| hit.of_text(text)).collect();
        assert_eq!(found, ["Sanctions", "sanctioned", "3.5 million"]);
        assert!(keywords.error(1).is_some_and(|why| why.contains("wrong")), "{:?}", keywords.error(1));
        assert_eq!(keywords.error(0), None);
        let part = Span::of(23..text.len());
        assert_eq!(keywords.hits(text, part)[0].0.of_text(text), "sanctioned");
    }

    #[test]
    fn colours_are_taken_in_turn() {
        let mut keywords = Vec::new();
        for _ in 0..8 {
            let colour = free_colour(&keywords);
            keywords.push(Keyword { colour, ..keyword("x") });
        }
        assert_eq!(keywords.iter().map(|one| one.colour).collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5, 0, 1]);
    }
}
