//! What was done to one mention, done to the other places of its words.
//!
//! After a mention was decided on or corrected, an [`Offer`] says at which other places the same could be done; it
//! lasts until the next step.

use super::open::Open;
use crate::model::{Actor, Annotation, AnnotationId, Edit, LayerId, Origin, Status};
use crate::text::Span;

/// The same, at the other places of a mention's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What would be done: "reject", "make them Astana".
    pub what: String,
    /// The words.
    pub words: String,
    /// Where they stand besides, by position.
    pub places: Vec<Span>,
    /// The mention that they would take after.
    model: AnnotationId,
    /// How many steps the history had when it was made.
    steps: usize,
}

impl Open {
    /// Offers to do the same at the other places of a mention's words, if there are any.
    pub(super) fn offer_occurrences(&mut self, id: &AnnotationId, what: &str) {
        let Some(model) = self.document.annotation(id).filter(|one| one.layer == LayerId::ACTOR) else {
            return;
        };
        let places: Vec<_> = self.occurrences(model).into_iter().map(|(span, _)| span).collect();
        self.offer = (!places.is_empty()).then(|| Offer {
            what: what.to_owned(),
            words: model.words(self.document.text()),
            places,
            model: id.clone(),
            steps: self.history.len(),
        });
    }

    /// Forgets the offer when something else was done.
    pub(super) fn drop_stale_offer(&mut self) {
        if self.offer.as_ref().is_some_and(|offer| offer.steps != self.history.len()) {
            self.offer = None;
        }
    }

    /// Does to all other occurrences of a mention's words what was done to it: status, attributes and actor. The
    /// mention is the one that the offer is about, else the selected one. Returns how many were touched.
    pub(super) fn all_occurrences(&mut self) -> usize {
        let offered = self.offer.take().map(|offer| offer.model);
        let id = offered.or_else(|| self.selection.annotation.clone());
        let Some(model) = id.and_then(|id| self.document.annotation(&id)).cloned() else { return 0 };
        let mut edits: Vec<_> = self.occurrences(&model).into_iter().map(|(_, edit)| edit).collect();
        let touched = edits.len();
        if let Some(actor) = self.actor_to_adopt(&model) {
            edits.push(Edit::actor(actor));
        }
        self.perform("all occurrences", None, Edit::Batch(edits));
        touched
    }

    /// The other places of a mention's words that are not as it is, each with the edit that makes it so.
    fn occurrences(&self, model: &Annotation) -> Vec<(Span, Edit)> {
        let query = crate::text::find::Query {
            pattern: model.words(self.document.text()),
            case: true,
            accents: true,
            whole_words: true,
            regex: false,
        };
        let hits = query.hits(self.document.text()).unwrap_or_default();
        hits.into_iter().filter_map(|span| Some((span, self.alike(model, span)?))).collect()
    }

    /// Returns the edit that makes what stands at `span` like the model, if something is to do there.
    fn alike(&self, model: &Annotation, span: Span) -> Option<Edit> {
        let status = if model.status == Status::Suggested { Status::Accepted } else { model.status };
        if model.fragments == [span] {
            return None;
        }
        let mut there = self.document.overlapping(span).map(|(_, other)| other);
        let same = there.find(|other| other.layer == model.layer && other.fragments == [span]);
        let mut new = match same {
            Some(same) => same.clone(),
            None if status == Status::Rejected => return None,
            None => {
                let mut fresh =
                    Annotation::new(AnnotationId::random(&model.layer), model.layer.clone(), vec![span]);
                fresh.origin = Origin { reason: "all occurrences".into(), ..self.by_hand() };
                fresh
            }
        };
        if same.is_some_and(|same| same.status == Status::Rejected) && status == Status::Rejected {
            return None;
        }
        new.status = status;
        new.attributes = model.attributes.clone();
        new.actor.clone_from(&model.actor);
        if same.is_some_and(|same| same.status != status) || same.is_none() {
            new.decided_by = self.analyst.clone();
        }
        (same != Some(&new)).then(|| Edit::annotation(new))
    }

    fn actor_to_adopt(&self, model: &Annotation) -> Option<Actor> {
        let actor = self.document.actors().get(model.actor.as_ref()?)?;
        (model.status != Status::Rejected && actor.status == Status::Suggested)
            .then(|| Actor { status: Status::Accepted, ..actor.clone() })
    }
}
