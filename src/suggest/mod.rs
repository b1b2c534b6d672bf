//! Proposes annotations; changes nothing.
//!
//! The pipeline: the article is split once ([`Prepared`]); then actors, quotes and claims are found, each
//! stage seeing what the ones before it found ([`Found`]); [`assemble`] gives ids, scores and
//! reasons; [`merge`] turns the result into an edit that never touches what a person decided.
//!
//! There are two tiers. The fast one answers at once; where the network of the [`precise`] tier has read the
//! article, or a part of it, what it said joins what the stages know themselves.
//!
//! Law: suggesting again replaces undecided suggestions only; a new one is dropped when a decided one
//! of its layer covers it.

pub mod actors;
pub mod assemble;
pub mod claims;
pub mod found;
pub mod language;
pub mod learned;
pub mod merge;
pub mod precise;
pub mod prepared;
pub mod quotes;

pub use assemble::Suggestions;
pub use found::Found;
pub use learned::Learned;
pub use merge::merge;
pub use precise::Reading;
pub use prepared::Prepared;

use crate::model::Actors;
use crate::text::Article;
use std::sync::atomic::{AtomicBool, Ordering};

/// What to look for and what is known beforehand.
#[derive(Debug, Default)]
pub struct Request<'a> {
    /// The language, ISO 639-1; "" to have it detected.
    pub language: &'a str,
    /// Actors that the document or corpus already knows.
    pub known: Option<&'a Actors>,
    /// Whether what people are reported to believe, want and plan counts as a quote, too.
    pub attitudes: bool,
    /// What this person's decisions taught.
    pub learned: Option<&'a Learned>,
    /// What the network of the precise tier said of the article; none for the fast tier.
    pub reading: Option<&'a Reading>,
    /// Set by another thread to give up.
    pub cancelled: Option<&'a AtomicBool>,
}

impl Request<'_> {
    /// Says whether somebody asked to give up.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.is_some_and(|cancelled| cancelled.load(Ordering::Relaxed))
    }
}

/// Finds actors, quotes and claims in an article. Total: any text gives an answer; a cancelled request
/// gives what was found so far.
#[must_use]
pub fn suggest(article: &Article, request: &Request<'_>) -> Suggestions {
    let prepared = Prepared::new(article, request.language);
    let mut found = Found::default();
    let reading = request.reading.filter(|_| precise::reads(&prepared.language));
    let request = &Request { reading, ..*request };
    for stage in [actors::find, learned_names, quotes::find, learned_quotes, claims::find] {
        if request.is_cancelled() {
            break;
        }
        stage(&prepared, request, &mut found);
    }
    assemble::assemble(&prepared, found)
}

/// Applies the lessons on names, before quotes look for who speaks.
fn learned_names(prepared: &Prepared<'_>, request: &Request<'_>, found: &mut Found) {
    if let Some(learned) = request.learned {
        learned::names(prepared, learned, found);
    }
}

/// Applies the lessons on quotes, before claims look at them.
fn learned_quotes(prepared: &Prepared<'_>, request: &Request<'_>, found: &mut Found) {
    if let Some(learned) = request.learned {
        learned::quotes(prepared, learned, found);
    }
}
