//! Runs a query over articles.

use super::query::{Asked, Query, Within};
use super::searchable::{Mark, Searchable};
use crate::model::{LayerId, Status};
use crate::text::Span;
use crate::text::find::Finder;
use std::sync::atomic::{AtomicBool, Ordering};

/// The most places that are kept; further ones are counted.
pub const MAX_HITS: usize = 100_000;

/// One place that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Which of the articles.
    pub article: u32,
    /// Where in its text.
    pub span: Span,
    /// Which of its marks was found; `None` where words were.
    pub mark: Option<u32>,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// The places, by article and position.
    pub hits: Vec<Hit>,
    /// How many there are, kept or not.
    pub count: usize,
    /// In how many articles.
    pub articles: usize,
}

/// Looks through the articles; gives up when `cancelled` is set.
#[must_use]
pub fn search<'a>(
    query: &Query,
    articles: impl Iterator<Item = &'a Searchable>,
    cancelled: Option<&AtomicBool>,
) -> Found {
    let mut found = Found::default();
    if query.is_empty() {
        return found;
    }
    for (at, article) in articles.enumerate() {
        if cancelled.is_some_and(|cancelled| cancelled.load(Ordering::Relaxed)) {
            break;
        }
        let hits = in_article(query, article);
        found.count += hits.len();
        found.articles += usize::from(!hits.is_empty());
        let room = MAX_HITS.saturating_sub(found.hits.len());
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        found.hits.extend(hits.into_iter().take(room).map(|(span, mark)| Hit {
            article: at,
            span,
            mark: mark.and_then(|mark| u32::try_from(mark).ok()),
        }));
    }
    found
}

type Place = (Span, Option<usize>);

fn in_article(query: &Query, article: &Searchable) -> Vec<Place> {
    if !query.within.iter().all(|within| lies(article, within)) {
        return Vec::new();
    }
    let mut terms = Vec::with_capacity(query.words.len());
    for finder in &query.words {
        let hits = finder.hits_beside(&article.text, article.folded.as_deref());
        if hits.is_empty() {
            return Vec::new();
        }
        terms.push(hits);
    }
    if !query.asked.is_empty() {
        let marks = article.marks.iter().enumerate();
        return marks
            .filter(|(_, mark)| query.asked.iter().all(|asked| is_asked(article, mark, asked)))
            .filter(|(_, mark)| keeps_rejected(query) || mark.status != Status::Rejected)
            .filter(|(_, mark)| terms.iter().all(|hits| any_inside(hits, mark.span)))
            .map(|(at, mark)| (mark.span, Some(at)))
            .collect();
    }
    if terms.is_empty() {
        // An article was asked for by what is known of it: its beginning stands for it.
        let start = article.text.trim_start();
        let from = article.text.len() - start.len();
        let end = start.find('\n').unwrap_or(start.len());
        return vec![(Span::of(from..from + end), None)];
    }
    let mut places: Vec<_> = terms.into_iter().flatten().collect();
    places.sort_unstable();
    places.dedup();
    places.into_iter().map(|span| (span, None)).collect()
}

fn keeps_rejected(query: &Query) -> bool {
    query.asked.iter().any(|asked| matches!(asked, Asked::Status(Status::Rejected)))
}

fn any_inside(hits: &[Span], span: Span) -> bool {
    let from = hits.partition_point(|hit| hit.start < span.start);
    hits.get(from).is_some_and(|hit| hit.end <= span.end)
}

fn lies(article: &Searchable, within: &Within) -> bool {
    match within {
        Within::Name(words) => words.occurs(&article.title) || words.occurs(&article.name),
        Within::Outlet(words) => words.occurs(&article.outlet),
        Within::Language(language) => article.language == language.as_str(),
        Within::State(state) => article.state == state.as_str(),
        Within::After(date) => !article.date.is_empty() && article.date.as_str() >= date.as_str(),
        Within::Before(date) => !article.date.is_empty() && article.date.as_str() < date.as_str(),
    }
}

fn is_asked(article: &Searchable, mark: &Mark, asked: &Asked) -> bool {
    let called = |name: &u32, words: &Finder| {
        article.names.get(*name as usize).is_some_and(|names| names.iter().any(|name| words.occurs(name)))
    };
    match asked {
        Asked::By(words) => mark.voices.iter().any(|name| called(name, words)),
        Asked::Actor(words) => mark.actor.is_some_and(|name| called(&name, words)),
        Asked::About(words) => {
            mark.layer != LayerId::ACTOR
                && (mark.about.iter().any(|name| called(name, words))
                    || words.occurs(mark.span.of_text(&article.text))
                    || mentions_within(article, mark.span).any(|name| called(&name, words)))
        }
        Asked::Layer(layer) => mark.layer.as_str() == layer,
        Asked::Status(status) => mark.status == *status,
        Asked::ByHand => mark.by_hand,
        Asked::Value(value) => mark.values.iter().any(|own| own == value),
        Asked::Noted(None) => !mark.note.is_empty(),
        Asked::Noted(Some(words)) => !mark.note.is_empty() && words.occurs(&mark.note),
    }
}

/// Whom the text of a stretch mentions.
fn mentions_within(article: &Searchable, span: Span) -> impl Iterator<Item = u32> {
    let from = article.marks.partition_point(|mark| mark.span.start < span.start);
    let rest = article.marks.get(from..).unwrap_or_default().iter();
    rest.take_while(move |mark| mark.span.start < span.end)
        .filter(move |mark| mark.span.end <= span.end)
        .filter_map(|mark| mark.actor)
}
