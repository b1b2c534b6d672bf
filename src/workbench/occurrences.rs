//! What was done to one annotation, done to the other places of its words.
//!
//! After an annotation was decided on or corrected, an [`Offer`] says at which other places the same could be done; it
//! lasts until the next step. What is done there is an [`Alike`], which another article of the folder takes as well.

use super::elsewhere::Elsewhere;
use super::open::Open;
use crate::model::{Actor, Annotation, AnnotationId, Edit, LayerId, Origin, Status};
use crate::text::{Span, find};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

/// The shortest words for which something is offered at other places, in bytes.
const SHORTEST: usize = 2;
/// The longest.
const LONGEST: usize = 400;

/// The same, at the other places of an annotation's words.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// What would be done: "reject", "make them Astana".
    pub what: String,
    /// The words.
    pub words: String,
    /// Where they stand besides, by position.
    pub places: Vec<Span>,
    /// Where they stand in the folder's other articles, once that was looked for.
    pub elsewhere: Option<Elsewhere>,
    /// Whether it came with an ordinary decision, so that it is said in one line.
    pub quiet: bool,
    /// The annotation that they would take after.
    pub(super) model: AnnotationId,
    /// The words that it covered before an end was moved, and where.
    former: Option<(String, Span)>,
    /// How many steps the history had when it was made.
    steps: usize,
    /// How many articles were read when it was asked where the words stand there, and whether these were all.
    pub(super) asked: Option<(usize, bool)>,
}

/// What one annotation became, for others.
#[derive(Debug, Clone)]
pub(super) struct Alike {
    pub(super) words: String,
    pub(super) model: Annotation,
    /// Whom the model mentions.
    actor: Option<Actor>,
    /// The words before its ends were moved, and by how much each was.
    moved: Option<(String, i64, i64)>,
    analyst: SmolStr,
}

impl Offer {
    /// Says whether there is any other place, here or in the folder.
    #[must_use]
    pub fn is_seen(&self) -> bool {
        !self.places.is_empty() || self.elsewhere.as_ref().is_some_and(|found| found.count > 0)
    }
}

impl Open {
    /// Offers to do the same at the other places of an annotation's words, if there are any, or if there is a folder
    /// in which there may be some.
    pub(super) fn offer_occurrences(&mut self, id: &AnnotationId, what: &str) {
        self.offer_after(id, what, None);
    }

    /// Offers it in one line: what was done was an ordinary decision.
    pub(super) fn offer_quietly(&mut self, id: &AnnotationId, what: &str) {
        self.offer_after(id, what, None);
        if let Some(offer) = &mut self.offer {
            offer.quiet = true;
        }
    }

    /// Offers to move the ends likewise where the words stand that the annotation covered before.
    pub(super) fn offer_ends(&mut self, id: &AnnotationId, former: (String, Span)) {
        let first = self.offer.take().filter(|offer| offer.model == *id).and_then(|offer| offer.former);
        self.offer_after(id, "the same ends", Some(first.unwrap_or(former)));
    }

    fn offer_after(&mut self, id: &AnnotationId, what: &str, former: Option<(String, Span)>) {
        self.offer = None;
        let Some(model) = self.document.annotation(id).filter(|one| one.layer != LayerId::CUE) else {
            return;
        };
        let Some(alike) = self.alike_of(model, former.as_ref()) else { return };
        let places: Vec<_> = self.places_alike(&alike, true).into_iter().map(|(span, _)| span).collect();
        self.offer = (!places.is_empty() || self.in_folder).then(|| Offer {
            what: what.to_owned(),
            words: former.as_ref().map_or_else(|| alike.words.clone(), |(words, _)| words.clone()),
            places,
            elsewhere: None,
            quiet: false,
            model: id.clone(),
            former,
            steps: self.history.len(),
            asked: None,
        });
    }

    /// Forgets the offer when something else was done.
    pub(super) fn drop_stale_offer(&mut self) {
        if self.offer.as_ref().is_some_and(|offer| offer.steps != self.history.len()) {
            self.offer = None;
        }
    }

    /// Returns what would be done at other places: after the offer's annotation, else after the selected one.
    pub(super) fn alike(&self) -> Option<Alike> {
        let offered = self.offer.as_ref().map(|offer| (&offer.model, offer.former.as_ref()));
        let (id, former) = offered.or_else(|| Some((self.selection.annotation.as_ref()?, None)))?;
        self.alike_of(self.document.annotation(id)?, former)
    }

    fn alike_of(&self, model: &Annotation, former: Option<&(String, Span)>) -> Option<Alike> {
        let [span] = model.fragments.as_slice() else { return None };
        let words = model.words(self.document.text());
        // A pronoun stands for somebody else wherever it stands.
        let pronoun = model.layer == LayerId::ACTOR && model.attributes.get("form") == Some("pronoun");
        if pronoun || !(SHORTEST..=LONGEST).contains(&words.len()) {
            return None;
        }
        let by = |now: u32, then: u32| i64::from(now) - i64::from(then);
        let moved =
            former.map(|(words, old)| (words.clone(), by(span.start, old.start), by(span.end, old.end)));
        let actor = model.actor.as_ref().and_then(|id| self.document.actors().get(id)).cloned();
        Some(Alike { words, model: model.clone(), actor, moved, analyst: self.analyst.clone() })
    }

    /// Does to all other occurrences of an annotation's words what was done to it: status, attributes and actor, or
    /// the same ends. Returns how many were touched.
    pub(super) fn all_occurrences(&mut self) -> usize {
        let Some(alike) = self.alike() else { return 0 };
        self.offer = None;
        let (touched, edit) = self.edit_alike(&alike, true);
        self.perform("all occurrences", None, edit);
        touched
    }

    /// Returns at how many places something is to do, and the edit that does it; `own` when the model lies in this
    /// document: in others, what somebody decided otherwise stays.
    pub(super) fn edit_alike(&self, alike: &Alike, own: bool) -> (usize, Edit) {
        let places = self.places_alike(alike, own);
        let count = places.len();
        let mut edits: Vec<_> = places.into_iter().map(|(_, edit)| edit).collect();
        let actor = alike.actor.as_ref().filter(|_| alike.model.status != Status::Rejected && count > 0);
        if let Some(actor) = actor {
            let known = self.document.actors().get(&actor.id);
            if known.is_none_or(|known| known.status == Status::Suggested) {
                edits.push(Edit::actor(Actor { status: Status::Accepted, ..actor.clone() }));
            }
        }
        (count, Edit::Batch(edits))
    }

    /// The places that are not as the model is, each with the edit that makes it so.
    fn places_alike(&self, alike: &Alike, own: bool) -> Vec<(Span, Edit)> {
        let model = &alike.model;
        let Some((former, start, end)) = &alike.moved else {
            let hits = self.hits_of(&alike.words).into_iter();
            return hits.filter_map(|span| Some((span, self.made_alike(alike, span, own)?))).collect();
        };
        let hits = self.hits_of(former).into_iter();
        hits.filter_map(|span| {
            let there = self.exactly_at(&model.layer, span).filter(|there| !own || there.id != model.id)?;
            let target = shifted(span, *start, *end).snap(self.document.text());
            (own || there.status != Status::Rejected).then(|| (target, self.like(alike, there, target)))
        })
        .collect()
    }

    fn hits_of(&self, words: &str) -> Vec<Span> {
        query(words).hits(self.document.text()).unwrap_or_default()
    }

    fn exactly_at(&self, layer: &LayerId, span: Span) -> Option<&Annotation> {
        let mut there = self.document.overlapping(span).map(|(_, other)| other);
        there.find(|other| other.layer == *layer && other.fragments == [span])
    }

    /// Returns the edit that makes what stands at `span` like the model, if something is to do there.
    fn made_alike(&self, alike: &Alike, span: Span, own: bool) -> Option<Edit> {
        let model = &alike.model;
        if own && model.fragments == [span] {
            return None;
        }
        let status = alike.status();
        match self.exactly_at(&model.layer, span) {
            Some(same) if status == Status::Rejected && same.status == status => None,
            Some(same) if !own && same.status != Status::Suggested && same.status != status => None,
            Some(same) => {
                let as_it_is =
                    same.status == status && same.attributes == model.attributes && same.actor == model.actor;
                (!as_it_is).then(|| self.like(alike, same, span))
            }
            None if status == Status::Rejected || self.is_taken(&model.layer, span) => None,
            None => {
                let mut fresh =
                    Annotation::new(AnnotationId::random(&model.layer), model.layer.clone(), vec![span]);
                fresh.origin = Origin { reason: "all occurrences".into(), ..Origin::person(&alike.analyst) };
                Some(self.like(alike, &fresh, span))
            }
        }
    }

    /// Says whether something else of the layer lies there: a longer name, a part of this one.
    fn is_taken(&self, layer: &LayerId, span: Span) -> bool {
        let mut there = self.document.overlapping(span).map(|(_, other)| other);
        there.any(|other| other.layer == *layer && other.status != Status::Rejected && self.is_shown(other))
    }

    /// Returns the edit that makes one annotation like the model, with what follows the decision.
    fn like(&self, alike: &Alike, old: &Annotation, span: Span) -> Edit {
        let (model, status) = (&alike.model, alike.status());
        let mut edits = Vec::new();
        if old.status != status {
            self.decision(&old.id, status, &mut FxHashSet::default(), &mut edits);
        }
        edits.push(Edit::annotation(Annotation {
            fragments: vec![span],
            attributes: model.attributes.clone(),
            actor: model.actor.clone(),
            status,
            decided_by: if old.status == status { old.decided_by.clone() } else { alike.analyst.clone() },
            ..old.clone()
        }));
        Edit::Batch(edits)
    }
}

impl Alike {
    /// Says whether it is about ends that were moved.
    pub(super) const fn moves(&self) -> bool {
        self.moved.is_some()
    }

    /// Whoever asks for the same elsewhere has decided.
    fn status(&self) -> Status {
        if self.model.status == Status::Suggested { Status::Accepted } else { self.model.status }
    }
}

/// Returns the search for exactly these words.
pub(super) fn query(words: &str) -> find::Query {
    let whole_words = words.starts_with(char::is_alphanumeric) && words.ends_with(char::is_alphanumeric);
    find::Query { pattern: words.to_owned(), case: true, accents: true, whole_words, regex: false }
}

fn shifted(span: Span, start: i64, end: i64) -> Span {
    let by = |at: u32, by: i64| u32::try_from((i64::from(at) + by).max(0)).unwrap_or(at);
    Span::new(by(span.start, start), by(span.end, end))
}
