//! Who asserts a claim that no quote holds: somebody the sentence names — *analysts expect …*, *the army reported
//! 141 dead* — or the author.

use crate::suggest::found::{Found, Mention, Quote, Source, Why};
use crate::suggest::prepared::Prepared;
use crate::text::Span;
use smol_str::SmolStr;

/// How sure a claim must be for its holder to be marked where nobody marked them before.
const SURE: f32 = 0.5;
/// What is held has to be one part in so many of a sentence at least.
const PART: u32 = 3;

/// What is less sure is mere talk about something: *discussed the plan*.
const QUOTED: f32 = 0.45;

/// How many quotes before and behind one may hold it.
const NEAR: usize = 8;

/// Contents by position, each with who holds it.
pub(super) struct Holders {
    held: Vec<(Span, Holder)>,
    longest: u32,
}

/// Who holds something.
#[derive(Debug, Clone, Copy)]
enum Holder {
    Mention(usize),
    Words(Span),
}

impl Holders {
    /// Gathers what is held, and what is said too shakily or briefly to be shown as a quote.
    pub(super) fn new(text: &str, found: &Found) -> Self {
        let reports = |quote: &&Quote| {
            let cue = quote.cue.map_or("", |cue| cue.of_text(text));
            quote.why.score >= QUOTED || cue.starts_with("report") || cue.starts_with("estimate")
        };
        let named = |quote: &&Quote| quote.reference == "explicit" && quote.kind != "direct";
        let quotes = found.quotes.iter().filter(named).filter(reports);
        let said = quotes.filter_map(|quote| {
            let whole = quote.fragments.iter().copied().reduce(Span::hull)?;
            Some((whole, Holder::Mention(*quote.speakers.first()?)))
        });
        let held = found.held.iter().map(|held| (held.content, Holder::Words(held.holder)));
        let mut held: Vec<_> = said.chain(held).collect();
        held.sort_by_key(|(content, _)| *content);
        let longest = held.iter().map(|(content, _)| content.len()).max().unwrap_or_default();
        Self { held, longest }
    }

    /// Returns who holds most of a sentence and is named in it.
    fn of(&self, found: &Found, sentence: Span) -> Option<Holder> {
        let from = self.held.partition_point(|(content, _)| content.start + self.longest < sentence.start);
        let here = self.held.iter().skip(from).take_while(|(content, _)| content.start < sentence.end);
        here.filter_map(|(content, holder)| {
            let words = match holder {
                Holder::Mention(index) => found.mentions.get(*index)?.span,
                Holder::Words(words) => *words,
            };
            let shared = content.intersection(sentence)?.len();
            let opens = words.start < sentence.start + sentence.len() / PART;
            let enough = shared * PART >= sentence.len() || opens && shared * (PART + 1) >= sentence.len();
            (sentence.covers(words) && enough).then_some((shared, *holder))
        })
        .max_by_key(|(shared, _)| *shared)
        .map(|(_, holder)| holder)
    }
}

/// Whether a quote is what the author says: *we call for …*, outside quotation marks.
pub(super) fn is_author(prepared: &Prepared<'_>, found: &Found, quote: usize) -> bool {
    const OWN: &[&str] = &["i", "we", "our", "my", "us"];
    let near = found.quotes.get(quote.saturating_sub(NEAR)..(quote + NEAR).min(found.quotes.len()));
    let Some(quote) = found.quotes.get(quote).filter(|quote| quote.kind != "direct") else { return false };
    let speaker = quote.speakers.first().and_then(|speaker| found.mentions.get(*speaker));
    let outside = |words: Span| {
        let marked = |other: &Quote| {
            other.kind == "direct" && other.fragments.iter().any(|fragment| fragment.covers(words))
        };
        !near.into_iter().flatten().any(marked)
    };
    speaker.is_some_and(|speaker| {
        let first = speaker.span.of_text(prepared.text()).split([' ', '’', '\'']).next().unwrap_or_default();
        OWN.iter().any(|own| first.eq_ignore_ascii_case(own)) && outside(speaker.span)
    })
}

/// Returns who asserts a sentence that no quote holds; marks them when the claim is worth it.
pub(super) fn named(
    prepared: &Prepared<'_>,
    sentence: Span,
    score: f32,
    holders: &Holders,
    found: &mut Found,
) -> Source {
    let words = match holders.of(found, sentence) {
        Some(Holder::Mention(mention)) => return Source::Mention(mention),
        Some(Holder::Words(words)) => words,
        None => return Source::Author,
    };
    let first = words.of_text(prepared.text()).split([' ', '’', '\'']).next().unwrap_or_default();
    if ["i", "we", "who", "which", "that"].iter().any(|own| first.eq_ignore_ascii_case(own)) {
        return Source::Author;
    }
    let from = found.mentions.partition_point(|mention| mention.span.start < words.start);
    let known = found
        .mentions
        .iter()
        .enumerate()
        .skip(from)
        .take_while(|(_, mention)| mention.span.start < words.end);
    let last = known.filter(|(_, mention)| words.covers(mention.span) && mention.form != "adjective").last();
    match last {
        Some((mention, known)) if known.span.end == words.end => Source::Mention(mention),
        _ if score >= SURE => {
            let plural = words.of_text(prepared.text()).ends_with('s');
            found.mentions.push(Mention {
                span: words,
                kind: SmolStr::new_static(if plural { "group" } else { "other" }),
                form: "role",
                actor: None,
                why: Why::rule("holder", 1, 0.5, "somebody who is said to believe, expect or show something"),
            });
            Source::Mention(found.mentions.len() - 1)
        }
        _ => Source::Author,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suggest::{Request, actors, quotes};
    use crate::text::Article;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let article = Article::new(text);
        let prepared = Prepared::new(&article, "en");
        let (request, mut found) = (Request { language: "en", ..Request::default() }, Found::default());
        actors::find(&prepared, &request, &mut found);
        quotes::find(&prepared, &request, &mut found);
        let sentence = prepared.sentences.first().copied().unwrap_or_default();
        let holders = Holders::new(text, &found);
        let source = match named(&prepared, sentence, 0.9, &holders, &mut found) {
            Source::Mention(mention) => found.mentions[mention].span.of_text(text),
            _ => "author",
        };
        assert_eq!(source, expected);
    }

    #[test]
    fn who_holds_what_nobody_says() {
        check("Many analysts expect that exports will fall further in May.", "Many analysts");
        check("Berlin believes that the talks will fail.", "Berlin");
        check("We expect that exports will fall further in May.", "author");
        check("The port was closed on Monday.", "author");
    }
}
