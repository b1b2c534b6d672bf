//! Where a claim lies in its sentence, and who asserts it.
//!
//! A sentence that is mostly what somebody says gives its content, with that quote as the source; any
//! other one is the author's, whole.

use crate::suggest::found::{Found, Quote, Source};
use crate::text::Span;

/// Below this score a quote is not suggested by default, and does not own a claim.
const SURE: f32 = 0.5;

/// What somebody says has to be one part in so many of a sentence at least, for the claim to be theirs.
const PART: u32 = 3;

/// Quotes by position, so that those of a sentence are found without going through all.
pub(super) struct Spoken {
    /// A fragment and the index of its quote, ordered by start.
    fragments: Vec<(Span, usize)>,
    longest: u32,
}

impl Spoken {
    /// Orders the fragments of all quotes.
    pub(super) fn new(quotes: &[Quote]) -> Self {
        let mut fragments: Vec<_> = quotes
            .iter()
            .enumerate()
            .filter(|(_, quote)| quote.why.score >= SURE)
            .flat_map(|(index, quote)| quote.fragments.iter().map(move |fragment| (*fragment, index)))
            .collect();
        fragments.sort_unstable();
        let longest = fragments.iter().map(|(span, _)| span.len()).max().unwrap_or_default();
        Self { fragments, longest }
    }

    /// Returns where the claim of `sentence` lies and who asserts it.
    pub(super) fn extent(&self, text: &str, sentence: Span) -> (Span, Source) {
        let from = self.fragments.partition_point(|(span, _)| span.start + self.longest < sentence.start);
        let here = || {
            let near = self.fragments.iter().skip(from).take_while(|(span, _)| span.start < sentence.end);
            near.filter_map(|(span, quote)| Some((span.intersection(sentence)?, *quote)))
        };
        let longest = here().max_by_key(|(shared, _)| (shared.len(), std::cmp::Reverse(shared.start)));
        let Some((_, best)) = longest else { return (sentence, Source::Author) };
        let parts = here().filter(|(_, quote)| *quote == best).map(|(shared, _)| shared);
        match parts.reduce(Span::hull).filter(|whole| whole.len() * PART >= sentence.len()) {
            Some(whole) => (bare(text, whole), Source::Quote(best)),
            None => (sentence, Source::Author),
        }
    }
}

/// A stretch without quotation marks and commas at its ends.
fn bare(text: &str, span: Span) -> Span {
    let words = span.of_text(text);
    let edge = |char: char| char.is_whitespace() || "“”„«»\"'‘’,;:–—-".contains(char);
    let inner = words.trim_start_matches(edge);
    let start = span.start as usize + words.len() - inner.len();
    let inner = inner.trim_end_matches(edge);
    if inner.is_empty() { span } else { Span::of(start..start + inner.len()) }
}

/// Returns whom a claim is about: the names in it, one mention an actor, three at most.
pub(super) fn about(found: &Found, span: Span, from: &mut usize) -> Vec<usize> {
    while found.mentions.get(*from).is_some_and(|mention| mention.span.end <= span.start) {
        *from += 1;
    }
    let mut actors = Vec::new();
    let mut out = Vec::new();
    let near = found
        .mentions
        .iter()
        .enumerate()
        .skip(*from)
        .take_while(|(_, mention)| mention.span.start < span.end);
    for (index, mention) in near {
        let named = mention.form == "name" || mention.form == "metonym";
        if !named || !span.covers(mention.span) || mention.actor.is_some_and(|actor| actors.contains(&actor))
        {
            continue;
        }
        actors.extend(mention.actor);
        out.push(index);
        if out.len() == 3 {
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suggest::{Prepared, Request, actors, quotes};
    use crate::text::Article;

    #[track_caller]
    fn check(text: &str, expected: &str, quoted: bool) {
        let article = Article::new(text);
        let prepared = Prepared::new(&article, "en");
        let (request, mut found) = (Request { language: "en", ..Request::default() }, Found::default());
        actors::find(&prepared, &request, &mut found);
        quotes::find(&prepared, &request, &mut found);
        let sentence = prepared.sentences.first().copied().unwrap_or_default();
        let (span, source) = Spoken::new(&found.quotes).extent(text, sentence);
        assert_eq!((span.of_text(text), matches!(source, Source::Quote(_))), (expected, quoted));
    }

    #[test]
    fn a_claim_leaves_attribution_out() {
        check("The port was closed on Monday.", "The port was closed on Monday.", false);
        check("The ministry said that the port was closed.", "the port was closed", true);
        check(
            "Anna Keller told reporters on Monday that the port was closed for good.",
            "the port was closed for good",
            true,
        );
        check(
            "“The port,” Anna Keller said, “was closed for good.”",
            "The port,” Anna Keller said, “was closed for good.",
            true,
        );
    }
}
