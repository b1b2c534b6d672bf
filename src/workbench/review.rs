//! The review loop: going from suggestion to suggestion, deciding, going on.
//!
//! Quotes, claims and the codebook's further reviewed layers are decided one by one; actors are decided
//! per actor, at the first of their undecided mentions; a cue follows its quote. Nothing that the filter
//! hides is ever touched.

use super::open::Open;
use crate::model::link::role;
use crate::model::{ActorId, Annotation, AnnotationId, Edit, LayerId, Link, Status};
use rustc_hash::FxHashSet;

impl Open {
    /// Selects the next undecided suggestion, or the previous one, around the end: by position, or the least
    /// certain first.
    pub(super) fn go_undecided(&mut self, back: bool) -> bool {
        let mut stops = self.undecided_stops();
        if self.least_certain_first {
            for stop in &mut stops {
                stop.0 = self.document.annotation(&stop.2).map_or(0, doubt);
            }
            stops.sort();
        }
        self.go_to_one_of(&stops, back, self.least_certain_first)
    }

    /// Selects the next shown annotation, decided or not.
    pub(super) fn go_annotation(&mut self, back: bool) -> bool {
        let stops: Vec<_> = self.document.annotations().filter(|a| self.is_shown(a)).map(stop).collect();
        self.go_to_one_of(&stops, back, false)
    }

    pub(super) fn is_shown(&self, annotation: &Annotation) -> bool {
        self.filter.shows(&self.document, annotation)
    }

    /// The suggestions at which a review stops, by position.
    fn undecided_stops(&self) -> Vec<Stop> {
        let mut actors: FxHashSet<&ActorId> = FxHashSet::default();
        let mut stops = Vec::new();
        for annotation in self.document.annotations() {
            if annotation.status != Status::Suggested || !self.is_reviewed(annotation) {
                continue;
            }
            let first = annotation
                .actor
                .as_ref()
                .is_none_or(|actor| actors.insert(self.document.actors().resolve(actor)));
            if first {
                stops.push(stop(annotation));
            }
        }
        stops
    }

    fn go_to_one_of(&mut self, stops: &[Stop], back: bool, by_doubt: bool) -> bool {
        let at = match self.selected() {
            Some(annotation) if by_doubt => Some(Stop { 0: doubt(annotation), ..stop(annotation) }),
            Some(annotation) => Some(stop(annotation)),
            None if by_doubt => None,
            None => self.selection.text.map(|text| Stop(0, text.head, AnnotationId::new(""))),
        };
        let next = match (&at, back) {
            (None, false) => stops.first(),
            (None, true) => stops.last(),
            (Some(at), false) => stops.iter().find(|other| *other > at).or(stops.first()),
            (Some(at), true) => stops.iter().rev().find(|other| *other < at).or(stops.last()),
        };
        let Some(Stop(.., id)) = next else { return false };
        self.select(Some(id.clone()), true);
        true
    }

    /// Decides on the selected annotation (a mention: on its actor's shown mentions, unless `only_this`) and
    /// goes on. What is decided already is left as it is.
    pub(super) fn decide_and_go_on(&mut self, status: Status, only_this: bool) {
        let Some(selected) = self.selected() else { return };
        let label = format!("{} {}", verb(status), selected.layer);
        let ids = if only_this || selected.layer != LayerId::ACTOR {
            vec![selected.id.clone()]
        } else {
            self.mentions_to_decide(selected)
        };
        let changes = ids.iter().any(|id| self.document.annotation(id).is_some_and(|a| a.status != status));
        if changes {
            let (one, actor) = (selected.id.clone(), selected.layer == LayerId::ACTOR);
            self.decide(&ids, status, &label);
            if actor && only_this {
                self.offer_occurrences(&one, verb(status));
            } else if self.in_folder || !actor {
                self.offer_quietly(&one, verb(status));
            }
        }
        if !self.go_undecided(false) {
            self.pending = super::open::Pending::Nothing;
        }
    }

    /// Accepts what is shown and undecided in the paragraph of the selected annotation or the caret, in one step, and
    /// goes on. Returns how many that were.
    pub(super) fn accept_paragraph(&mut self) -> usize {
        let caret = self.selection.text.map(|text| text.head);
        let Some(at) = self.selected().map(|one| one.hull().start).or(caret) else { return 0 };
        let article = self.document.article();
        let paragraph = article.paragraphs().get(article.paragraph_at(at)).copied().unwrap_or_default();
        let within = self.document.overlapping(paragraph).map(|(_, one)| one).filter(|one| {
            one.status == Status::Suggested
                && (paragraph.start..paragraph.end).contains(&one.hull().start)
                && self.is_reviewed(one)
        });
        let mut ids: Vec<_> = within.map(|one| one.id.clone()).collect();
        ids.dedup();
        self.decide(&ids, Status::Accepted, "accept the paragraph");
        self.go_undecided(false);
        ids.len()
    }

    /// Says whether an annotation is shown and decided on by itself.
    fn is_reviewed(&self, one: &Annotation) -> bool {
        self.is_shown(one) && self.document.codebook().layer(&one.layer).is_some_and(|layer| layer.reviewed)
    }

    /// The mention itself, and all shown undecided mentions of its actor.
    fn mentions_to_decide(&self, mention: &Annotation) -> Vec<AnnotationId> {
        let mut ids = vec![mention.id.clone()];
        if let Some(actor) = &mention.actor {
            let actor = self.document.actors().resolve(actor);
            let others = self.document.annotations().filter(|other| {
                other.id != mention.id
                    && other.status == Status::Suggested
                    && other.actor.as_ref().is_some_and(|id| self.document.actors().resolve(id) == actor)
                    && self.is_shown(other)
            });
            ids.extend(others.map(|other| other.id.clone()));
        }
        ids
    }

    /// Decides on annotations in one step, with what follows them.
    pub(super) fn decide(&mut self, ids: &[AnnotationId], status: Status, label: &str) {
        let mut edits = Vec::new();
        let mut seen = FxHashSet::default();
        for id in ids {
            self.decision(id, status, &mut seen, &mut edits);
        }
        self.perform(label, None, Edit::Batch(edits));
    }

    /// Decides on all shown mentions of an actor.
    pub(super) fn decide_actor(&mut self, actor: &ActorId, status: Status) {
        let actors = self.document.actors();
        let wanted = actors.resolve(actor);
        let ids: Vec<_> = self
            .document
            .on_layer(&LayerId::ACTOR)
            .filter(|a| a.actor.as_ref().is_some_and(|id| actors.resolve(id) == wanted) && self.is_shown(a))
            .map(|a| a.id.clone())
            .collect();
        let name = actors.get(actor).map_or_else(|| actor.to_string(), |actor| actor.name.clone());
        self.decide(&ids, status, &format!("{} {name}", verb(status)));
    }

    /// Collects the edits of one decision: the annotation, its actor, its suggested links, its cue.
    pub(super) fn decision(
        &self,
        id: &AnnotationId,
        status: Status,
        seen: &mut FxHashSet<AnnotationId>,
        edits: &mut Vec<Edit>,
    ) {
        let Some(annotation) = self.document.annotation(id).filter(|_| seen.insert(id.clone())) else {
            return;
        };
        let mut decided = annotation.clone();
        decided.status = status;
        decided.decided_by = if status == Status::Suggested { "".into() } else { self.analyst.clone() };
        edits.push(Edit::annotation(decided));
        if status == Status::Accepted {
            self.adopt_actor(annotation, edits);
        }
        for link in self.document.links_from(id) {
            let follows = match status {
                Status::Accepted | Status::Rejected => link.status == Status::Suggested,
                Status::Suggested => link.origin.score.is_some(),
            };
            if follows {
                edits.push(Edit::link(Link { status, ..link.clone() }));
                self.decide_follower(link, status, seen, edits);
            }
        }
    }

    /// A cue follows its quote both ways; a pronoun that speaks is accepted with it.
    fn decide_follower(
        &self,
        link: &Link,
        status: Status,
        seen: &mut FxHashSet<AnnotationId>,
        edits: &mut Vec<Edit>,
    ) {
        let Some(target) = link.to.annotation().and_then(|id| self.document.annotation(id)) else { return };
        let pronoun = target.attributes.get("form") == Some("pronoun");
        if link.role == role::CUE
            || (pronoun && status == Status::Accepted && target.status == Status::Suggested)
        {
            self.decision(&target.id, status, seen, edits);
        }
    }

    /// A suggested actor enters the registry when one of its mentions is accepted.
    fn adopt_actor(&self, mention: &Annotation, edits: &mut Vec<Edit>) {
        if let Some(actor) = mention.actor.as_ref().and_then(|id| self.document.actors().get(id))
            && actor.status == Status::Suggested
        {
            let mut adopted = actor.clone();
            adopted.status = Status::Accepted;
            edits.push(Edit::actor(adopted));
        }
    }
}

/// A place where the review stops: how far down by certainty (0 when that does not count), then by position.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Stop(u32, u32, AnnotationId);

fn stop(annotation: &Annotation) -> Stop {
    Stop(0, annotation.hull().start, annotation.id.clone())
}

/// Returns a number that is the lower the less certain an annotation is.
fn doubt(annotation: &Annotation) -> u32 {
    (annotation.score().clamp(0.0, 1.0) * 1000.0) as u32
}

/// Returns the verb for what was done.
fn verb(status: Status) -> &'static str {
    match status {
        Status::Accepted => "accept",
        Status::Rejected => "reject",
        Status::Suggested => "undecide",
    }
}
