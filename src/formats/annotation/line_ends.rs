//! Texts whose lines end with CR and LF, and offsets that count such an end as one character.

use super::anchor::same_words;
use crate::model::Problem;
use crate::text::{Article, Span, Unit};

/// Turns offsets that count a line end as one into offsets of the text as it is.
pub(super) struct LineEnds {
    /// The offsets, counting ends as one, of the line ends; empty when nothing is to be changed.
    ends: Vec<u32>,
}

impl LineEnds {
    /// Looks at samples (start, end, words) of a text, and decides by what fits more of them; `counts_one` decides
    /// where they do not tell.
    pub(super) fn choose<'s>(
        article: &Article,
        samples: impl Iterator<Item = (u32, u32, &'s str)> + Clone,
        counts_one: bool,
    ) -> (Self, Option<Problem>) {
        let mut ends = Vec::new();
        let mut count = 0u32;
        let mut chars = article.text().chars().peekable();
        while let Some(char) = chars.next() {
            if char == '\r' && chars.peek() == Some(&'\n') {
                ends.push(count);
                continue;
            }
            count += 1;
        }
        let (as_it_is, shifted) = (Self { ends: Vec::new() }, Self { ends });
        if shifted.ends.is_empty() {
            return (as_it_is, None);
        }
        let fits = |lines: &Self| {
            samples.clone().filter(|(start, end, words)| lines.covers(article, *start, *end, words)).count()
        };
        let (two, one) = (fits(&as_it_is), fits(&shifted));
        if one > two || one == two && counts_one {
            let message = "its lines end with CR and LF, and its offsets count that as one character";
            return (shifted, Some(Problem::note(message)));
        }
        (as_it_is, None)
    }

    /// Returns the offset in the text as it is.
    pub(super) fn place(&self, offset: u32) -> u32 {
        offset + self.ends.partition_point(|end| *end < offset) as u32
    }

    fn covers(&self, article: &Article, start: u32, end: u32, words: &str) -> bool {
        let byte = |offset| article.byte(self.place(offset), Unit::Scalars);
        let Some((start, end)) = byte(start).zip(byte(end)) else { return false };
        start <= end && same_words(&lines(article.slice(Span::new(start, end))), &lines(words))
    }
}

fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_tell_how_ends_are_counted() {
        let article = Article::new("one\r\ntwo\r\nthree");
        let check = |start, end, words| {
            let (lines, note) = LineEnds::choose(&article, [(start, end, words)].into_iter(), false);
            (lines.place(start), note.is_some())
        };
        assert_eq!(check(10, 15, "three"), (10, false));
        assert_eq!(check(8, 13, "three"), (10, true));
        assert_eq!(check(4, 13, "two\nthree"), (5, true));
        assert!(LineEnds::choose(&Article::new("one\ntwo"), std::iter::empty(), true).1.is_none());
    }
}
