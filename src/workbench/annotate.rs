//! Making and changing annotations by hand.
//!
//! Whoever corrects a suggestion has decided on it: every change here accepts what it changes, so
//! that a correction costs no second key.

use super::action::End;
use super::open::Open;
use super::selection::TextSelection;
use crate::model::{
    Actor, ActorId, Annotation, AnnotationId, Attributes, Edit, Gesture, LayerId, Origin, Status,
};
use crate::text::Span;
use crate::text::segment::{self, Edge};
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
        let Some(old) = self.document.annotation(id) else { return };
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
        if new != *old && !new.fragments.is_empty() {
            edits.push(Edit::annotation(new));
            self.perform(label, gesture, Edit::Batch(edits));
        }
    }

    /// Makes an annotation of a stretch, with the codebook's default values, its actor or its speaker.
    pub(super) fn annotate(&mut self, layer: &LayerId, span: Span) -> Option<AnnotationId> {
        let span = span.trim(self.document.text());
        let rules = self.document.codebook().layer(layer)?.clone();
        if span.is_empty() || !self.is_writable() {
            return None;
        }
        if let Some(id) = self.already_there(layer, span) {
            self.correct(&id, &format!("accept {layer}"), None, |known| known.fragments = vec![span]);
            self.selection.text = None;
            self.select(Some(id.clone()), false);
            return Some(id);
        }
        let mut annotation = Annotation::new(AnnotationId::random(layer), layer.clone(), vec![span]);
        annotation.origin = self.by_hand();
        annotation.attributes = rules
            .attributes
            .iter()
            .filter(|attribute| !attribute.default.is_empty())
            .map(|attribute| (&attribute.id, &attribute.default))
            .collect();
        let id = annotation.id.clone();
        let mut edits = Vec::new();
        if *layer == LayerId::ACTOR {
            self.name_actor(&mut annotation, &mut edits);
        }
        if *layer == LayerId::QUOTE {
            let kind = super::under_caret::quote_type(self.document.text(), span);
            annotation.attributes.set("type", kind);
        }
        edits.push(Edit::annotation(annotation));
        self.perform(&format!("new {layer}"), None, Edit::Batch(edits));
        self.link_best_voice(&id);
        self.selection.text = None;
        self.select(Some(id.clone()), false);
        Some(id)
    }

    /// Returns the suggestion that a new annotation would double, or what stands at exactly its place.
    fn already_there(&self, layer: &LayerId, span: Span) -> Option<AnnotationId> {
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
        let name = mention.words(self.document.text());
        let actor = match self.document.actors().called(&name) {
            Some(actor) => Actor { status: Status::Accepted, ..actor.clone() },
            None => {
                let mut actor = Actor::new(self.document.actors().free_slug(&name), name, "person");
                actor.origin = self.by_hand();
                actor
            }
        };
        mention.attributes.set("kind", &actor.kind);
        mention.actor = Some(actor.id.clone());
        edits.push(Edit::actor(actor));
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
        let kept: Attributes = old
            .attributes
            .iter()
            .filter(|(name, value)| rules.attribute(name).is_some_and(|attribute| attribute.allows(value)))
            .collect();
        new.attributes = rules.attributes.iter().fold(kept, |all, attribute| {
            if all.get(&attribute.id).is_none() { all.with(&attribute.id, &attribute.default) } else { all }
        });
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

    /// Moves one end of a fragment to a byte; it stays at least one character long and does not run into
    /// the next fragment.
    pub(super) fn move_end(
        &mut self,
        id: &AnnotationId,
        fragment: usize,
        end: End,
        to: u32,
        gesture: Option<Gesture>,
    ) {
        let text = self.document.article().shared_text();
        let whole = self.document.article().whole();
        let Some(annotation) = self.document.annotation(id) else { return };
        let Some(old) = annotation.fragments.get(fragment).copied() else { return };
        let before = fragment.checked_sub(1).and_then(|at| annotation.fragments.get(at)).map_or(0, |s| s.end);
        let after = annotation.fragments.get(fragment + 1).map_or(whole.end, |span| span.start);
        let to = crate::text::span::offset(text.floor_char_boundary(to as usize)).clamp(before, after);
        let new = match end {
            End::Start => Span { start: to.min(segment::step_character(&text, old.end, true)), end: old.end },
            End::End => {
                Span { start: old.start, end: to.max(segment::step_character(&text, old.start, false)) }
            }
        };
        if new != old {
            self.correct(id, "move an end", gesture, |annotation| {
                if let Some(span) = annotation.fragments.get_mut(fragment) {
                    *span = new;
                }
            });
        }
    }

    /// Moves the start or the end of the selected annotation by a word or a character.
    pub(super) fn step_end(&mut self, end: End, back: bool, by_character: bool) {
        let Some(annotation) = self.selected() else { return };
        let id = annotation.id.clone();
        let text = self.document.text();
        let (fragment, at, edge) = match end {
            End::Start => (0, annotation.hull().start, Edge::Start),
            End::End => (annotation.fragments.len() - 1, annotation.hull().end, Edge::End),
        };
        let to = if by_character {
            segment::step_character(text, at, back)
        } else {
            segment::step(text, at, edge, back)
        };
        let span = annotation.fragments.get(fragment).copied().unwrap_or_default();
        let crosses = match end {
            End::Start => to >= span.end,
            End::End => to <= span.start,
        };
        if !crosses {
            let gesture = self.gesture_of(&format!("{id} {end:?}"));
            self.move_end(&id, fragment, end, to, Some(gesture));
        }
    }

    /// Makes the selected annotation cover exactly one stretch.
    pub(super) fn set_extent(&mut self, span: Span, label: &str) {
        if let Some(id) = self.selection.annotation.clone().filter(|_| !span.is_empty()) {
            self.correct(&id, label, None, |annotation| annotation.fragments = vec![span]);
        }
    }

    /// Takes the selected text out of the selected annotation, or cuts it at the caret.
    pub(super) fn split(&mut self) {
        let (Some(id), Some(cut)) = (self.selection.annotation.clone(), self.selection.text) else { return };
        let text = self.document.article().shared_text();
        self.correct(&id, "split", None, |annotation| {
            let cut = cut.span();
            let parts = annotation.fragments.iter().flat_map(|span| {
                [
                    Span::new(span.start, cut.start.clamp(span.start, span.end)),
                    Span::new(cut.end.clamp(span.start, span.end), span.end),
                ]
            });
            annotation.fragments =
                parts.map(|span| span.trim(&text)).filter(|span| !span.is_empty()).collect();
        });
        self.selection.text = Some(TextSelection::caret(cut.head));
    }

    /// Makes one stretch of all fragments of the selected annotation.
    pub(super) fn join(&mut self) {
        if let Some(hull) = self.selected().map(Annotation::hull) {
            self.set_extent(hull, "join the fragments");
        }
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

    /// Does to all other occurrences of the selected mention's words what was done to it: status,
    /// attributes and actor. Returns how many were touched.
    pub(super) fn all_occurrences(&mut self) -> usize {
        let Some(model) = self.selected().cloned() else { return 0 };
        let query = crate::text::find::Query {
            pattern: model.words(self.document.text()),
            case: true,
            accents: true,
            whole_words: true,
            regex: false,
        };
        let hits = query.hits(self.document.text()).unwrap_or_default();
        let mut edits = Vec::new();
        let status = if model.status == Status::Suggested { Status::Accepted } else { model.status };
        for span in hits {
            let mut there = self.document.overlapping(span).map(|(_, other)| other);
            let same = there.find(|other| other.layer == model.layer && other.fragments == [span]);
            let mut new = same.cloned().unwrap_or_else(|| {
                let mut fresh =
                    Annotation::new(AnnotationId::random(&model.layer), model.layer.clone(), vec![span]);
                fresh.origin = Origin { reason: "all occurrences".into(), ..self.by_hand() };
                fresh
            });
            if status == Status::Rejected && self.document.annotation(&new.id).is_none() {
                continue;
            }
            new.status = status;
            new.attributes = model.attributes.clone();
            new.actor.clone_from(&model.actor);
            new.decided_by = self.analyst.clone();
            if self.document.annotation(&new.id) != Some(&new) {
                edits.push(Edit::annotation(new));
            }
        }
        let touched = edits.len();
        if let Some(actor) = self.actor_to_adopt(&model, status) {
            edits.push(Edit::actor(actor));
        }
        self.perform("all occurrences", None, Edit::Batch(edits));
        touched
    }

    fn actor_to_adopt(&self, model: &Annotation, status: Status) -> Option<Actor> {
        let actor = self.document.actors().get(model.actor.as_ref()?)?;
        (status == Status::Accepted && actor.status == Status::Suggested)
            .then(|| Actor { status: Status::Accepted, ..actor.clone() })
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
    }

    /// Says whom a mention mentions.
    pub(super) fn set_actor(&mut self, id: &AnnotationId, actor: Option<ActorId>) {
        let kind =
            actor.as_ref().and_then(|id| self.document.actors().get(id)).map(|actor| actor.kind.clone());
        self.correct(id, "set the actor", None, |mention| {
            if let Some(kind) = kind {
                mention.attributes.set("kind", kind);
            }
            mention.actor = actor;
        });
    }
}
