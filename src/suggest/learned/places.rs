//! Where known words stand in an article: whole, as they are written.

use crate::suggest::prepared::Prepared;
use crate::text::Span;
use rustc_hash::FxHashMap;

/// Words to be found, by the first of them.
#[derive(Debug, Default)]
pub(super) struct Wanted<'a> {
    by_first: FxHashMap<&'a str, Vec<&'a str>>,
}

impl<'a> Wanted<'a> {
    /// Takes what is to be found.
    pub(super) fn new(all: impl Iterator<Item = &'a str>) -> Self {
        let mut wanted = Self::default();
        for words in all {
            let first = words.split(|char: char| char.is_whitespace()).next().unwrap_or_default();
            wanted.by_first.entry(first).or_default().push(words);
        }
        wanted
    }

    /// Returns where they stand, by position, the longest at each place.
    pub(super) fn places(&self, prepared: &Prepared<'_>) -> Vec<(Span, &'a str)> {
        let text = prepared.text();
        let mut found = Vec::new();
        let mut end = 0;
        for token in prepared.tokens.iter().filter(|_| !self.by_first.is_empty()) {
            if token.span.start < end {
                continue;
            }
            let word = prepared.word(token);
            // A token may be longer than the first word: *Putin’s*.
            let candidates = [word, word.strip_suffix("’s").or(word.strip_suffix("'s")).unwrap_or_default()];
            let names = candidates.into_iter().filter_map(|word| self.by_first.get(word)).flatten();
            let rest = text.get(token.span.start as usize..).unwrap_or_default();
            let whole = |words: &&&str| {
                let behind = rest.strip_prefix(**words).map(str::chars);
                behind.is_some_and(|mut behind| behind.next().is_none_or(|char| !char.is_alphanumeric()))
            };
            if let Some(words) = names.filter(whole).max_by_key(|words| words.len()) {
                let start = token.span.start as usize;
                let span = Span::of(start..start + words.len());
                end = span.end;
                found.push((span, *words));
            }
        }
        found
    }
}
