//! Foreign offsets to spans. They are never trusted: where a file also holds the covered words, both are
//! compared, and the unit that fits is taken.

use crate::model::{Place, Problem};
use crate::text::{Article, Span, Unit};

/// Turns the offsets of one file into spans of its article.
#[derive(Debug)]
pub struct Anchors<'a> {
    article: &'a Article,
    unit: Unit,
}

/// Where something lies, with what was changed to find it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Where.
    pub span: Span,
    /// What a person should know: the words were elsewhere.
    pub doubt: Option<String>,
}

impl<'a> Anchors<'a> {
    /// Counts in `unit`.
    #[must_use]
    pub const fn new(article: &'a Article, unit: Unit) -> Self {
        Self { article, unit }
    }

    /// Counts in `unit`, or in the other one when more of the samples (start, end, words) fit it.
    #[must_use]
    pub fn choose<'s>(
        article: &'a Article,
        unit: Unit,
        samples: impl Iterator<Item = (u32, u32, &'s str)> + Clone,
    ) -> (Self, Option<Problem>) {
        let same = |other: Unit| article.count(article.whole().end, other);
        let mut anchors = Self { article, unit };
        if same(Unit::Scalars) == same(Unit::Utf16) {
            return (anchors, None);
        }
        let misses = |anchors: &Self| {
            let hit =
                |(start, end, words)| anchors.span(start, end).is_some_and(|span| anchors.fits(span, words));
            samples.clone().filter(|sample| !hit(*sample)).count()
        };
        let first = misses(&anchors);
        let (other, name) = match unit {
            Unit::Scalars => (Unit::Utf16, "UTF-16 units"),
            Unit::Utf16 => (Unit::Scalars, "characters"),
        };
        anchors.unit = other;
        if first > 0 && misses(&anchors) < first {
            return (anchors, Some(Problem::note(format!("its offsets count {name}; they were read so"))));
        }
        anchors.unit = unit;
        (anchors, None)
    }

    /// Returns the span of two offsets, if there is such a place.
    #[must_use]
    pub fn span(&self, start: u32, end: u32) -> Option<Span> {
        let (start, end) = (self.article.byte(start, self.unit)?, self.article.byte(end, self.unit)?);
        (start < end).then_some(Span { start, end })
    }

    fn fits(&self, span: Span, words: &str) -> bool {
        same_words(self.article.slice(span), words)
    }

    /// Places two offsets. Where the words lie elsewhere, the nearest such place is taken; where they are
    /// nowhere, the offsets stand; both with a doubt.
    ///
    /// # Errors
    /// In words, when the offsets lead out of the text and the words are not in it.
    pub fn place(&self, start: u32, end: u32, words: Option<&str>) -> Result<Placed, String> {
        let span = self.span(start, end);
        let Some(words) = words.filter(|words| !words.trim().is_empty()) else {
            let out = || format!("{start}–{end} is no stretch of the text");
            return span.map(|span| Placed { span, doubt: None }).ok_or_else(out);
        };
        if let Some(span) = span.filter(|span| self.fits(*span, words)) {
            return Ok(Placed { span, doubt: None });
        }
        let short = shortened(words);
        if let Some(found) = self.nearest(start, words) {
            let doubt = format!(
                "`{short}` is not at {start}–{end}; the nearest place that has these words was taken"
            );
            return Ok(Placed { span: found, doubt: Some(doubt) });
        }
        match span {
            Some(span) => {
                let there = shortened(self.article.slice(span));
                let doubt = format!(
                    "{start}–{end} covers `{there}`, but the file says `{short}`; the offsets were taken"
                );
                Ok(Placed { span, doubt: Some(doubt) })
            }
            None => Err(format!("{start}–{end} is no stretch of the text, and `{short}` is not in it")),
        }
    }

    /// How far words are looked for before and after the place they should be at, in bytes.
    const REACH: u32 = 4096;

    fn nearest(&self, start: u32, words: &str) -> Option<Span> {
        let text = self.article.text();
        let wanted = self.article.byte(start, self.unit).unwrap_or(self.article.whole().end);
        let near =
            Span::new(wanted.saturating_sub(Self::REACH), wanted.saturating_add(Self::REACH)).snap(text);
        let hits = near.of_text(text).match_indices(words).map(|(at, _)| near.start as usize + at);
        let start = hits.min_by_key(|at| at.abs_diff(wanted as usize))?;
        Some(Span::of(start..start + words.len()))
    }
}

/// Says whether two texts are the same but for the kind of their white space: many formats write a line end
/// as a blank.
#[must_use]
pub fn same_words(a: &str, b: &str) -> bool {
    let blank = |char: char| if char.is_whitespace() { ' ' } else { char };
    a == b || a.chars().map(blank).eq(b.chars().map(blank))
}

/// Cuts words for a message.
#[must_use]
pub fn shortened(words: &str) -> String {
    let mut short: String =
        words.chars().take(40).map(|char| if char.is_control() { ' ' } else { char }).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    short
}

/// A problem with one named thing.
#[must_use]
pub fn doubt(id: &str, message: String) -> Problem {
    Problem::warning(Place::Named(id.to_owned()), message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_decide() {
        let article = Article::new("😀 one two\none");
        let samples = [(3, 6, "one"), (7, 10, "two")];
        let (anchors, note) = Anchors::choose(&article, Unit::Scalars, samples.into_iter());
        assert!(note.is_some());
        assert_eq!(
            anchors.place(3, 6, Some("one")).map(|at| article.slice(at.span).to_owned()),
            Ok("one".to_owned())
        );
        let moved = anchors.place(5, 8, Some("two\none")).expect("found");
        assert!(moved.doubt.is_some() && article.slice(moved.span) == "two\none");
        assert!(anchors.place(3, 6, Some("six")).expect("offsets stand").doubt.is_some());
        assert!(anchors.place(90, 91, Some("six")).is_err() && anchors.place(1, 1, None).is_err());
        assert!(Anchors::new(&article, Unit::Utf16).place(1, 3, None).is_err(), "half a pair");
    }
}
