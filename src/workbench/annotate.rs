//! Making and changing annotations by hand.
//!
//! Whoever corrects a suggestion has decided on it: every change here accepts what it changes, so
//! that a correction costs no second key.

use super::open::Open;
use crate::model::codebook::Layer;
use crate::model::{
    Actor, ActorId, Actors, Annotation, AnnotationId, Attributes, Edit, Gesture, LayerId, Status,
};
use crate::text::Span;
use rustc_hash::FxHashSet;

impl Open {
    /// Applies a change to one annotation as an accepted correction, with what follows an acceptance.
    pub(super) fn correct(
        &mut self,
        id: &AnnotationId,
        label: &str,
        gesture: Option<Gesture>,
        change: impl FnOnce(&mut Annotation),
    ) {
        let edits = self.correction(id, change);
        self.perform(label, gesture, Edit::Batch(edits));
    }

    /// Returns the edits that change one annotation as an accepted correction; none when nothing would change.
    pub(super) fn correction(&self, id: &AnnotationId, change: impl FnOnce(&mut Annotation)) -> Vec<Edit> {
        let Some(old) = self.document.annotation(id) else { return Vec::new() };
        let mut edits = Vec::new();
        let undecided = old.status != Status::Accepted;
        if undecided {
            self.decision(id, Status::Accepted, &mut FxHashSet::default(), &mut edits);
        }
        let mut new = old.clone();
        new.status = Status::Accepted;
        if undecided {
            new.decided_by = self.analyst.clone();
        }
        change(&mut new);
        new.tidy();
        if new == *old || new.fragments.is_empty() {
            return Vec::new();
        }
        edits.push(Edit::annotation(new));
        edits
    }

    /// Makes an annotation of a stretch, with the codebook's default values, its actor or its speaker.
    pub(super) fn annotate(&mut self, layer: &LayerId, span: Span) -> Option<AnnotationId> {
        let span = span.trim(self.document.text());
        if span.is_empty() || !self.is_writable() {
            return None;
        }
        if let Some(id) = self.already_there(layer, span) {
            self.correct(&id, &format!("accept {layer}"), None, |known| known.fragments = vec![span]);
            self.selection.text = None;
            self.select(Some(id.clone()), false);
            return Some(id);
        }
        let mut annotation = self.draft(layer, span)?;
        let id = annotation.id.clone();
        let mut edits = Vec::new();
        if *layer == LayerId::ACTOR {
            self.name_actor(&mut annotation, &mut edits);
        }
        edits.push(Edit::annotation(annotation));
        self.perform(&format!("new {layer}"), None, Edit::Batch(edits));
        self.link_best_voice(&id);
        self.selection.text = None;
        self.select(Some(id.clone()), false);
        self.offer_occurrences(&id, "mark as this actor");
        Some(id)
    }

    /// Makes an annotation of the same stretch on another layer, with what is likely said of it there.
    pub(super) fn duplicate(&mut self, layer: &LayerId) {
        let Some(old) = self.selected().cloned() else { return };
        let Some(rules) = self.document.codebook().layer(layer).cloned() else { return };
        let mut new = Annotation::new(AnnotationId::random(layer), layer.clone(), old.fragments.clone());
        new.origin = self.by_hand();
        new.attributes = fitting(&old.attributes, &rules);
        let mut edits = Vec::new();
        if *layer == LayerId::ACTOR {
            self.name_actor(&mut new, &mut edits);
        }
        let id = new.id.clone();
        edits.push(Edit::annotation(new));
        self.perform(&format!("duplicate as {layer}"), None, Edit::Batch(edits));
        self.link_best_voice(&id);
        self.select(Some(id), false);
    }

    /// Returns a new annotation of a stretch with the codebook's default values, not yet in the document.
    pub(super) fn draft(&self, layer: &LayerId, span: Span) -> Option<Annotation> {
        let rules = self.document.codebook().layer(layer)?;
        let mut annotation = Annotation::new(AnnotationId::random(layer), layer.clone(), vec![span]);
        annotation.origin = self.by_hand();
        annotation.attributes = rules
            .attributes
            .iter()
            .filter(|attribute| !attribute.default.is_empty())
            .map(|attribute| (&attribute.id, &attribute.default))
            .collect();
        if *layer == LayerId::QUOTE {
            let kind = super::under_caret::quote_type(self.document.text(), span);
            annotation.attributes.set("type", kind);
        }
        Some(annotation)
    }

    /// Returns the suggestion that a new annotation would double, or what stands at exactly its place.
    pub(super) fn already_there(&self, layer: &LayerId, span: Span) -> Option<AnnotationId> {
        let mut there =
            self.document.overlapping(span).map(|(_, other)| other).filter(|other| other.layer == *layer);
        let doubled = there.find(|other| match other.status {
            Status::Suggested => other.fragments.len() == 1 && other.iou(&[span]) >= 0.5,
            Status::Accepted | Status::Rejected => other.fragments == [span],
        });
        doubled.map(|other| other.id.clone())
    }

    /// Ties a new mention to the actor of its name, or to a new one.
    fn name_actor(&self, mention: &mut Annotation, edits: &mut Vec<Edit>) {
        let actor = self.actor_named(self.document.actors(), &mention.words(self.document.text()));
        tie(mention, &actor);
        edits.push(Edit::actor(actor));
    }

    /// Returns the actor of a name as an accepted one, or a new one.
    pub(super) fn actor_named(&self, actors: &Actors, name: &str) -> Actor {
        if let Some(actor) = actors.called(name) {
            return Actor { status: Status::Accepted, ..actor.clone() };
        }
        let mut actor = Actor::new(actors.free_slug(name), name, "person");
        actor.origin = self.by_hand();
        actor
    }

    /// Makes an annotation of the selected text; with none selected, puts the selected annotation on
    /// the layer.
    pub(super) fn make(&mut self, layer: &LayerId) {
        if let Some(span) = self.selection.stretch() {
            self.annotate(layer, span);
        } else if let Some(id) = self.selection.annotation.clone() {
            self.set_layer(&id, layer);
        }
    }

    /// Puts an annotation on another layer; attributes that the layer does not have go.
    pub(super) fn set_layer(&mut self, id: &AnnotationId, layer: &LayerId) {
        let Some(rules) = self.document.codebook().layer(layer).cloned() else { return };
        let Some(old) = self.document.annotation(id).filter(|old| old.layer != *layer) else { return };
        let lost: Vec<_> = self
            .document
            .links_from(id)
            .filter(|link| self.document.codebook().link_rule(layer, &link.role).is_none())
            .map(|link| Edit::RemoveLink(link.id.clone()))
            .collect();
        let mut new = old.clone();
        new.layer = layer.clone();
        new.status = Status::Accepted;
        new.decided_by = self.analyst.clone();
        new.attributes = fitting(&old.attributes, &rules);
        let mut edits = lost;
        new.actor = None;
        if *layer == LayerId::ACTOR {
            self.name_actor(&mut new, &mut edits);
        }
        edits.push(Edit::annotation(new));
        self.perform(&format!("make it a {layer}"), None, Edit::Batch(edits));
        self.link_best_voice(id);
    }

    /// Sets an attribute; a mention's kind is its actor's as well.
    pub(super) fn set_attribute(&mut self, id: &AnnotationId, name: &str, value: &str) {
        let Some(annotation) = self.document.annotation(id) else { return };
        let actor = annotation.actor.clone().filter(|_| name == "kind");
        if let Some(actor) =
            actor.and_then(|id| self.document.actors().get(&id)).map(|actor| actor.id.clone())
        {
            self.set_actor_kind(&actor, value);
            return;
        }
        self.correct(id, &format!("set {name}"), None, |new| new.attributes.set(name, value));
        self.offer_occurrences(id, &format!("set {name}: {value}"));
    }

    /// Sets the selected annotation's type by a value's letter. Says whether the letter is one.
    pub(super) fn choose_type(&mut self, letter: char) -> bool {
        let Some(annotation) = self.selected() else { return false };
        let layer = self.document.codebook().layer(&annotation.layer);
        let chosen = layer.and_then(|layer| layer.attributes.first()).and_then(|attribute| {
            let value = attribute.values.iter().find(|value| value.key == Some(letter))?;
            Some((attribute.id.clone(), value.id.clone()))
        });
        let id = annotation.id.clone();
        let Some((name, value)) = chosen else { return false };
        self.set_attribute(&id, &name, &value);
        true
    }

    /// Removes what a person made, with its links; rejects what was suggested.
    pub(super) fn remove(&mut self, ids: &[AnnotationId]) {
        let mut edits = Vec::new();
        let mut seen = FxHashSet::default();
        for id in ids {
            let Some(annotation) = self.document.annotation(id) else { continue };
            if annotation.origin.score.is_some() {
                self.decision(id, Status::Rejected, &mut seen, &mut edits);
                continue;
            }
            let links = self.document.links_from(id).chain(self.document.links_to(id));
            edits.extend(links.map(|link| Edit::RemoveLink(link.id.clone())));
            edits.push(Edit::RemoveAnnotation(id.clone()));
        }
        self.perform("delete", None, Edit::Batch(edits));
        let gone = |id: &AnnotationId| self.document.annotation(id).is_none();
        if self.selection.annotation.as_ref().is_some_and(gone) {
            self.selection.annotation = None;
        }
    }

    /// Says whom a mention mentions, by a name that may be new.
    pub(super) fn set_actor_by_name(&mut self, id: &AnnotationId, name: &str) {
        let name = name.trim();
        if name.is_empty() {
            self.set_actor(id, None);
            return;
        }
        if let Some(known) = self.document.actors().called(name).map(|actor| actor.id.clone()) {
            self.set_actor(id, Some(known));
            return;
        }
        let Some(mention) = self.document.annotation(id) else { return };
        let kind = mention.attributes.get("kind").unwrap_or("person").to_owned();
        let mut actor = Actor::new(self.document.actors().free_slug(name), name, kind);
        actor.origin = self.by_hand();
        let mut new = mention.clone();
        new.actor = Some(actor.id.clone());
        new.status = Status::Accepted;
        self.perform("name the actor", None, Edit::Batch(vec![Edit::actor(actor), Edit::annotation(new)]));
        self.offer_occurrences(id, &format!("make them {name}"));
    }

    /// Says whom a mention mentions.
    pub(super) fn set_actor(&mut self, id: &AnnotationId, actor: Option<ActorId>) {
        self.set_actor_in(id, actor, None);
    }

    /// The same, as part of a gesture.
    pub(super) fn set_actor_in(
        &mut self,
        id: &AnnotationId,
        actor: Option<ActorId>,
        gesture: Option<Gesture>,
    ) {
        let known = actor.as_ref().and_then(|id| self.document.actors().get(id));
        let name = known.map_or_else(|| "nobody known".to_owned(), |actor| actor.name.clone());
        let kind = known.map(|actor| actor.kind.clone());
        self.correct(id, "set the actor", gesture, |mention| {
            if let Some(kind) = kind {
                mention.attributes.set("kind", kind);
            }
            mention.actor = actor;
        });
        self.offer_occurrences(id, &format!("make them {name}"));
    }
}

/// Returns the attributes that a layer has, where it allows their values, and its own defaults for the others.
fn fitting(attributes: &Attributes, rules: &Layer) -> Attributes {
    let kept: Attributes = attributes
        .iter()
        .filter(|(name, value)| rules.attribute(name).is_some_and(|attribute| attribute.allows(value)))
        .collect();
    rules.attributes.iter().fold(kept, |all, attribute| {
        if all.get(&attribute.id).is_none() { all.with(&attribute.id, &attribute.default) } else { all }
    })
}

/// Says that a mention mentions an actor.
pub(super) fn tie(mention: &mut Annotation, actor: &Actor) {
    mention.attributes.set("kind", &actor.kind);
    mention.actor = Some(actor.id.clone());
}
