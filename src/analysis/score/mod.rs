//! Scores suggestions against a gold standard: actors, quotes with their speakers, claims.
//!
//! Edges that nobody agrees on do not count ([`super::edges`]); a pairing is one-to-one ([`super::align`]).

mod actors;
mod claims;
mod quotes;

pub use actors::{ActorScores, OfType};
pub use claims::ClaimScores;
pub use quotes::QuoteScores;

use super::{Mistakes, Sample, Segment};
use smol_str::SmolStr;

/// What is compared, and how strictly.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Whether places and buildings count as states, for gold standards whose location label mixes them.
    pub places_are_states: bool,
    /// Only quotes of this type: `direct`, `mixed`, `indirect`, `quoted` (the first two) or `speech`.
    pub subset: Option<SmolStr>,
}

impl Options {
    /// Says whether a gold segment is one of those that are asked for.
    #[must_use]
    pub fn wants(&self, segment: &Segment) -> bool {
        match self.subset.as_deref() {
            None => true,
            Some("speech") => segment.speech,
            Some("quoted") => matches!(segment.kind.as_str(), "direct" | "mixed"),
            Some(kind) => segment.kind == kind,
        }
    }
}

/// The figures of each kind that the gold standard labels.
#[derive(Debug, Clone, Default)]
pub struct Scores {
    /// Of actors' names.
    pub actors: Option<ActorScores>,
    /// Of quotes.
    pub quotes: Option<QuoteScores>,
    /// Of claims.
    pub claims: Option<ClaimScores>,
}

/// Scores pairs of gold and prediction of the same article.
#[must_use]
pub fn score(pairs: &[(Sample, Sample)], options: &Options) -> Scores {
    let mut scores = Scores::default();
    for (gold, found) in pairs {
        if let Some(actors) = &gold.actors {
            scores.actors.get_or_insert_default().add(gold, actors, found, options);
        }
        if let Some(quotes) = &gold.quotes {
            scores.quotes.get_or_insert_default().add(gold, quotes, found, options);
        }
        if let Some(claims) = &gold.claims {
            scores.claims.get_or_insert_default().add(gold, claims, found);
        }
    }
    scores
}

/// What is noted while scoring, whatever the kind.
fn missing(mistakes: &mut Mistakes, article: &str, what: &str, words: &str) {
    mistakes.note(article, format!("missing: {what}"), words);
}

fn spurious(mistakes: &mut Mistakes, article: &str, what: &str, words: &str) {
    mistakes.note(article, format!("spurious: {what}"), words);
}
