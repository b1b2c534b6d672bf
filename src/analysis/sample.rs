//! What is labelled in one article, in the form in which gold standards and suggestions are compared.

use crate::model::link::role;
use crate::model::{Annotation, Document, LayerId};
use crate::text::{Span, segment};
use smol_str::SmolStr;
use std::sync::Arc;

/// One article with its labels. A list is `None` where nobody labelled that kind.
#[derive(Debug, Clone, Default)]
pub struct Sample {
    /// The article's name.
    pub id: String,
    /// The article's text.
    pub text: Arc<str>,
    /// Names of actors.
    pub actors: Option<Vec<Named>>,
    /// Stretches of quotes: a quote of two fragments is two.
    pub quotes: Option<Vec<Segment>>,
    /// Claims.
    pub claims: Option<Vec<Asserted>>,
    /// Sentences, by which claims are compared.
    pub sentences: Vec<Span>,
}

/// A name of an actor.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// Where it lies.
    pub span: Span,
    /// What it is, as gold standards say it: `PERSON`, `ORG`, `GPE`, `NORP`, `LOC`, `FAC` ….
    pub label: SmolStr,
    /// The probability that it is one, if whoever found it gave one.
    pub score: Option<f64>,
}

/// One contiguous stretch of a quote.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Segment {
    /// Where it lies.
    pub span: Span,
    /// `direct`, `mixed` or `indirect`.
    pub kind: SmolStr,
    /// Whether it is speech, as against an attitude or a plan.
    pub speech: bool,
    /// Which quote of the article it is a part of.
    pub group: usize,
    /// Who says it.
    pub speaker: Option<Span>,
    /// Further words that name the speaker.
    pub speaker_parts: Vec<Span>,
    /// The words that tell of the saying.
    pub cue: Option<Span>,
    /// The probability that it is right, if whoever found it gave one.
    pub score: Option<f64>,
}

/// A claim.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Asserted {
    /// Where it lies.
    pub span: Span,
    /// `factual`, `quantity` ….
    pub kind: SmolStr,
    /// The probability that it is one, if whoever found it gave one.
    pub score: Option<f64>,
    /// Whether it counts as found, whatever its score.
    pub keep: Option<bool>,
    /// Who asserts it: the words, `None` for the author or where it is not said.
    pub source: Option<Span>,
}

impl Sample {
    /// Takes over what a document holds: the annotations that `counts` lets through. Roles and pronouns are no
    /// names; an adjective is labelled as a people.
    #[must_use]
    pub fn of_document(document: &Document, counts: impl Fn(&Annotation) -> bool) -> Self {
        let mut sample = Self {
            id: document.id().to_owned(),
            text: document.article().shared_text(),
            sentences: segment::sentences(document.text()),
            ..Self::default()
        };
        let (mut actors, mut quotes, mut claims) = (Vec::new(), Vec::new(), Vec::new());
        for (group, annotation) in document.annotations().enumerate().filter(|(_, it)| counts(it)) {
            if annotation.layer == LayerId::ACTOR {
                actors.extend(named(annotation));
            } else if annotation.layer == LayerId::QUOTE {
                quotes.extend(segments(document, annotation, group));
            } else if annotation.layer == LayerId::CLAIM {
                claims.extend(annotation.fragments.iter().map(|span| Asserted {
                    span: *span,
                    kind: annotation.attributes.get("type").unwrap_or("claim").into(),
                    score: Some(f64::from(annotation.score())),
                    keep: None,
                    source: target(document, annotation, role::SOURCE),
                }));
            }
        }
        (sample.actors, sample.quotes, sample.claims) = (Some(actors), Some(quotes), Some(claims));
        sample
    }
}

fn named(mention: &Annotation) -> Option<Named> {
    let form = mention.attributes.get("form");
    if matches!(form, Some("role" | "pronoun")) {
        return None;
    }
    let label = match (form, mention.attributes.get("kind")) {
        (Some("adjective"), _) | (_, Some("people")) => "NORP",
        (_, Some("person")) => "PERSON",
        (_, Some("state" | "place")) => "GPE",
        _ => "ORG",
    };
    let score = mention.origin.score.map(f64::from);
    Some(Named { span: *mention.fragments.first()?, label: SmolStr::new_static(label), score })
}

fn segments(document: &Document, quote: &Annotation, group: usize) -> impl Iterator<Item = Segment> {
    let (speaker, cue) = (target(document, quote, role::SPEAKER), target(document, quote, role::CUE));
    let kind = SmolStr::new(quote.attributes.get("type").unwrap_or("direct"));
    let score = quote.origin.score.map(f64::from);
    quote.fragments.iter().map(move |span| Segment {
        span: *span,
        kind: kind.clone(),
        group,
        speaker,
        cue,
        score,
        ..Segment::default()
    })
}

/// The first words that the annotation is linked to in a role, links taken by their ids.
fn target(document: &Document, from: &Annotation, role: &str) -> Option<Span> {
    let mut links: Vec<_> = document.linked(&from.id, role).collect();
    links.sort_by(|a, b| a.id.cmp(&b.id));
    let mut targets = links.iter().filter_map(|link| document.annotation(link.to.annotation()?));
    targets.find_map(|target| target.fragments.first().copied())
}
