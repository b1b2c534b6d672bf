//! Finds statements that could be checked or contested, and says who makes them.
//!
//! Each sentence is looked at ([`features`]); a small learned model ([`model`]) gives the probability that
//! it is a claim worth highlighting; its words tell the kind ([`kind`]); the quotes found before tell where
//! in the sentence it lies and who asserts it ([`extent`]); where none does, somebody named may ([`source`]).

mod extent;
pub mod features;
mod groups;
mod kind;
pub mod model;
mod source;
mod who;

use super::found::{Claim, Source, Why};
use super::{Found, Prepared, Request, quotes};
use crate::model::By;
use features::Features;
use model::Model;
use smol_str::SmolStr;

/// The version of the model; grows when its results change.
const VERSION: u32 = 3;

/// What is less probable than this is not even kept for those who ask for everything.
const FLOOR: f32 = 0.05;

/// Appends the claims of the article.
pub fn find(prepared: &Prepared<'_>, request: &Request<'_>, found: &mut Found) {
    if !quotes::is_supported(&prepared.language) {
        return; // the quotes' note says so
    }
    let model = Model::of(&prepared.language);
    let spoken = extent::Spoken::new(&found.quotes);
    let held = source::Holders::new(prepared.text(), found);
    let mut near = 0;
    for (sentence, features) in features::of_article(prepared, found).iter().enumerate() {
        if sentence % 256 == 0 && request.is_cancelled() {
            break;
        }
        let Some(whole) = prepared.sentences.get(sentence).copied() else { continue };
        let said = request.reading.and_then(|reading| reading.claim(whole.start));
        let score = model.worth(features, said);
        if score < FLOOR {
            continue;
        }
        let (span, source) = spoken.extent(prepared.text(), whole);
        let source = match source {
            Source::Quote(quote) if source::is_author(prepared, found, quote) => Source::Author,
            Source::Author => source::named(prepared, whole, score, &held, found),
            quoted => quoted,
        };
        let kind = kind::of(prepared, prepared.tokens_of(sentence));
        let why = Why {
            by: By::Model,
            rule: "claims",
            version: VERSION,
            score,
            closely: said.is_some(),
            reason: reason(kind, features, source, said),
        };
        let about = extent::about(found, span, &mut near);
        found.claims.push(Claim { span, kind, worth: worth(score), source, about, why });
    }
}

/// How much a claim is worth highlighting, 1 to 3, by its probability.
fn worth(score: f32) -> u8 {
    match score {
        score if score >= 0.85 => 3,
        score if score >= 0.5 => 2,
        _ => 1,
    }
}

/// Why a sentence is proposed, in words.
fn reason(kind: &str, features: &Features, source: Source, said: Option<f32>) -> SmolStr {
    let has = |name: &str| features::value(features, name) > 0.0;
    let mut parts = vec![match kind {
        "accusation" => "ascribes wrongdoing",
        "demand" => "asks or promises a deed",
        "prediction" => "says what will happen",
        "causal" => "gives a cause",
        "quantity" => "gives a figure",
        _ => "states a fact",
    }];
    if has("has_harm") {
        parts.push("speaks of harm or force");
    } else if has("has_power") {
        parts.push("bears on public affairs");
    }
    if has("number") && kind != "quantity" {
        parts.push("has a number");
    }
    if has("names") {
        parts.push("names somebody");
    }
    match source {
        Source::Quote(_) => parts.push("in somebody’s mouth"),
        Source::Mention(_) => parts.push("somebody named in the sentence holds it"),
        Source::Author => {}
    }
    parts.extend(said.map(|said| match said {
        said if said > 0.0 => "the network that reads the sentence agrees",
        _ => "the network that reads the sentence doubts it",
    }));
    SmolStr::new(parts.join(", "))
}
