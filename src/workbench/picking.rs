//! Choosing what an annotation is linked to: a candidate from the list at the quote, or a place in the text.

use super::linking::Candidate;
use super::open::{Open, Pending};
use super::selection::TextSelection;
use crate::model::{Annotation, AnnotationId, LayerId, Status, Target};
use crate::text::Span;
use smol_str::SmolStr;

/// The candidates that are shown at a quote or a claim, while one is being chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Picking {
    /// What they may stand behind.
    pub of: AnnotationId,
    /// In which role.
    pub role: SmolStr,
    /// The likeliest first; a digit chooses one.
    pub candidates: Vec<Candidate>,
}

impl Open {
    /// Shows the candidates at the selected annotation. Says whether it can have a speaker or source.
    pub(super) fn show_candidates(&mut self) -> bool {
        let Some(id) = self.selection.annotation.clone() else { return false };
        let Some(role) = self.voice_role(&id) else { return false };
        if self.pending == Pending::Voice && self.picking.as_ref().is_some_and(|picking| picking.of == id) {
            return true;
        }
        let mut candidates = self.candidates(&id);
        let now = self.document.linked(&id, &role).next().map(|link| link.to.clone());
        if let Some(now) = now.filter(|now| candidates.iter().all(|candidate| candidate.target != *now)) {
            let name = self.name_of_target(&now);
            candidates.insert(0, Candidate { target: now, name, reason: "was found", rank: f32::MAX });
            candidates.truncate(super::linking::OFFERED);
        }
        self.picking = Some(Picking { of: id, role, candidates });
        self.pending = Pending::Voice;
        true
    }

    /// Takes the next candidate, or the previous one, as the selected annotation's speaker or source, and shows
    /// all of them.
    pub(super) fn cycle_voice(&mut self, back: bool) -> bool {
        if !self.show_candidates() {
            return false;
        }
        let Some(picking) = self.picking.clone() else { return false };
        let now = self.document.linked(&picking.of, &picking.role).next().map(|link| link.to.clone());
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
        self.link(&id, &role, target, Some(gesture));
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
        let (Some(from), Some(role)) = (self.selection.annotation.clone(), self.selection.linking.take())
        else {
            return;
        };
        let steps = self.history.len();
        let Some(mention) = self.annotate(&LayerId::ACTOR, span) else { return };
        let made = self.history.len() > steps;
        self.link(&from, &role, Target::Annotation(mention), None);
        if made && self.history.len() == steps + 2 {
            self.history.join_last(&format!("set the {role}"));
        }
        self.select(Some(from), false);
    }
}
