//! Choosing what an annotation is linked to: a candidate from the list at the quote, or a place in the text.

use super::candidates::{self, Candidate};
use super::open::{Open, Pending};
use super::selection::TextSelection;
use crate::model::{Annotation, AnnotationId, LayerId, Status, Target};
use crate::text::Span;
use smol_str::SmolStr;

/// What stands for the role of a link where a mention's actor is chosen.
const ACTOR: &str = "actor";

/// The candidates that are shown at a quote, a claim or a mention, while one is being chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Picking {
    /// What they may stand behind, or what may mention them.
    pub of: AnnotationId,
    /// In which role: of a link, or `actor`.
    pub role: SmolStr,
    /// The likeliest first; a digit chooses one.
    pub candidates: Vec<Candidate>,
}

impl Open {
    /// Shows the candidates at the selected annotation: who may have said it, or whom a mention may mention. Says
    /// whether it can have such.
    pub(super) fn show_candidates(&mut self) -> bool {
        let Some(id) = self.selection.annotation.clone() else { return false };
        let mention = self.document.annotation(&id).is_some_and(|one| one.layer == LayerId::ACTOR);
        let role = if mention { Some(SmolStr::new_static(ACTOR)) } else { self.voice_role(&id) };
        let Some(role) = role else { return false };
        if self.pending == Pending::Voice && self.picking.as_ref().is_some_and(|picking| picking.of == id) {
            return true;
        }
        let mut picking = Picking { of: id, role, candidates: Vec::new() };
        let mut candidates =
            if mention { self.candidate_actors(&picking.of) } else { self.candidates(&picking.of) };
        let now = self.picked(&picking);
        if let Some(now) = now.filter(|now| candidates.iter().all(|candidate| candidate.target != *now)) {
            let name = self.name_of_target(&now);
            let reason = SmolStr::new_static("was found");
            candidates.insert(0, Candidate { target: now, name, reason, rank: f32::MAX });
            candidates.truncate(candidates::OFFERED);
        }
        picking.candidates = candidates;
        self.picking = Some(picking);
        self.pending = Pending::Voice;
        true
    }

    /// Returns who stands there now.
    #[must_use]
    pub fn picked(&self, picking: &Picking) -> Option<Target> {
        if picking.role == ACTOR {
            let actor = self.document.annotation(&picking.of)?.actor.as_ref()?;
            return Some(Target::Actor(self.document.actors().resolve(actor).clone()));
        }
        self.document.linked(&picking.of, &picking.role).next().map(|link| link.to.clone())
    }

    /// Takes the next candidate, or the previous one, as the selected annotation's speaker, source or actor, and shows
    /// all of them.
    pub(super) fn cycle_voice(&mut self, back: bool) -> bool {
        if !self.show_candidates() {
            return false;
        }
        let Some(picking) = self.picking.clone() else { return false };
        let now = self.picked(&picking);
        let at = now.and_then(|now| picking.candidates.iter().position(|one| one.target == now));
        let count = picking.candidates.len();
        let next = match at {
            None => 0,
            Some(at) if back => (at + count - 1) % count.max(1),
            Some(at) => (at + 1) % count.max(1),
        };
        self.pick_voice(next);
        true
    }

    /// Takes one of the shown candidates.
    pub(super) fn pick_voice(&mut self, index: usize) {
        let Some(picking) = &self.picking else { return };
        let Some(candidate) = picking.candidates.get(index) else { return };
        let (id, role, target) = (picking.of.clone(), picking.role.clone(), candidate.target.clone());
        let gesture = self.gesture_of(&format!("{id} {role}"));
        match target {
            Target::Actor(actor) if role == ACTOR => self.set_actor_in(&id, Some(actor), Some(gesture)),
            target => self.link(&id, &role, target, Some(gesture)),
        }
    }

    /// Begins to choose what the selected annotation is linked to.
    pub(super) fn begin_linking(&mut self) {
        let role = self.selection.annotation.as_ref().and_then(|id| {
            let layer = &self.document.annotation(id)?.layer;
            let rules = &self.document.codebook();
            rules.voice_of(layer).or_else(|| rules.links_from(layer).next()).map(|rule| rule.role.clone())
        });
        self.selection.linking = role;
    }

    /// Moves the caret to the next or previous place that the selected annotation could be linked to.
    pub(super) fn step_target(&mut self, back: bool) {
        let (Some(id), Some(role)) = (&self.selection.annotation, &self.selection.linking) else { return };
        let Some(from) = self.document.annotation(id) else { return };
        let Some(rule) = self.document.codebook().link_rule(&from.layer, role) else { return };
        let at = self.selection.text.map_or(from.hull().start, |text| text.head);
        let mut targets = self.document.annotations().filter(|other| {
            rule.to.contains(&other.layer) && other.id != *id && self.filter.shows(&self.document, other)
        });
        let next = if back {
            targets.rfind(|other| other.hull().start < at)
        } else {
            targets.find(|other| other.hull().start > at)
        };
        let hull = next.map(Annotation::hull);
        drop(targets);
        if let Some(hull) = hull {
            self.selection.text = Some(TextSelection::caret(hull.start));
            self.reveal_span(hull);
        }
    }

    /// Links the selected annotation to what lies at `at`: an actor's mention before a quote.
    /// Says whether something fitting was there.
    pub(super) fn link_to_place(&mut self, at: u32) -> bool {
        let (Some(from), Some(role)) = (self.selection.annotation.clone(), self.selection.linking.clone())
        else {
            return false;
        };
        let Some(layer) = self.document.annotation(&from).map(|annotation| annotation.layer.clone()) else {
            return false;
        };
        let Some(rule) = self.document.codebook().link_rule(&layer, &role).cloned() else { return false };
        let target = self
            .document
            .overlapping(Span::new(at, at))
            .map(|(_, other)| other)
            .filter(|other| {
                rule.to.contains(&other.layer) && other.id != from && other.status != Status::Rejected
            })
            .min_by_key(|other| other.covered())
            .map(|other| other.id.clone());
        let Some(target) = target else { return false };
        self.selection.linking = None;
        self.link(&from, &role, Target::Annotation(target), None);
        true
    }

    /// Makes an actor of the name at `at`, where it may be linked to, and links the selected annotation to it.
    pub(super) fn link_to_name(&mut self, at: u32) -> bool {
        let from = self.selected().map(|from| from.layer.clone());
        let rule = from.zip(self.selection.linking.as_ref());
        let rule = rule.and_then(|(layer, role)| self.document.codebook().link_rule(&layer, role));
        let fits = rule.is_some_and(|rule| rule.to.contains(&LayerId::ACTOR));
        let name = super::attribution::name_at(self.document.text(), at).filter(|_| fits);
        if let Some(name) = name {
            self.link_to_new_actor(name);
        }
        name.is_some()
    }

    /// Links the selected annotation to what lies under the caret; of selected text that is no mention yet, an
    /// actor is made.
    pub(super) fn link_under_caret(&mut self) {
        let Some(text) = self.selection.text else { return };
        let stretch = self.selection.stretch();
        let known = stretch.is_none_or(|span| {
            self.document.overlapping(span).any(|(other, mention)| {
                mention.layer == LayerId::ACTOR && other == span && mention.status != Status::Rejected
            })
        });
        match stretch.filter(|_| !known) {
            Some(span) => self.link_to_new_actor(span),
            None => drop(self.link_to_place(text.span().start)),
        }
    }

    /// Makes an actor of a stretch, and links the selected annotation to it.
    fn link_to_new_actor(&mut self, span: Span) {
        if let (Some(from), Some(role)) = (self.selection.annotation.clone(), self.selection.linking.take()) {
            let steps = self.history.len();
            self.link_to_words(from, &role, span);
            self.join_since(steps, &format!("set the {role}"));
        }
    }

    fn link_to_words(&mut self, from: AnnotationId, role: &str, span: Span) {
        let Some(mention) = self.annotate(&LayerId::ACTOR, span) else { return };
        self.link(&from, role, Target::Annotation(mention), None);
        self.select(Some(from), false);
    }

    /// Says that whoever is named at a place speaks the selected quote, as part of the last step; words that are no
    /// mention yet become one.
    pub(super) fn speaks(&mut self, name: Span) {
        let Some(quote) = self.selection.annotation.clone() else { return };
        let Some(role) = self.voice_role(&quote) else { return };
        let mut there = self.document.overlapping(name).map(|(_, other)| other);
        let known = there.find(|other| other.layer == LayerId::ACTOR && other.status != Status::Rejected);
        let known = known.map(|one| one.id.clone());
        drop(there);
        let mut linked = self.document.linked(&quote, &role);
        if known.is_some() && linked.any(|link| link.to.annotation() == known.as_ref()) {
            return;
        }
        drop(linked);
        let label = self.history.undo_label().unwrap_or_default().to_owned();
        let steps = self.history.len();
        match known {
            Some(mention) => self.link(&quote, &role, Target::Annotation(mention), None),
            None => self.link_to_words(quote, &role, name),
        }
        self.join_since(steps.saturating_sub(1), &label);
    }

    /// Makes one step of those that were done since the history had so many.
    fn join_since(&mut self, steps: usize, label: &str) {
        while self.history.len() > steps + 1 {
            let before = self.history.len();
            self.history.join_last(label);
            if self.history.len() == before {
                return;
            }
        }
    }
}
