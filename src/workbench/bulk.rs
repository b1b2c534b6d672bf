//! Deciding on many suggestions at once: which ones, before it is done.
//!
//! Invariant: nothing that the filter hides is among them.

use super::open::Open;
use crate::model::{ActorId, AnnotationId, LayerId, Status};
use crate::text::Span;

/// Which of the shown suggestions are meant.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bulk {
    /// Only those of this layer.
    pub layer: Option<LayerId>,
    /// Only mentions of this actor, and quotes and claims that are linked to one.
    pub actor: Option<ActorId>,
    /// Only those that are at least so certain, 0 to 1.
    pub min_score: f32,
    /// Only those that begin in this stretch: what is on the screen.
    pub within: Option<Span>,
}

impl Open {
    /// Returns the undecided suggestions that are shown and meant, by position.
    #[must_use]
    pub fn bulk(&self, bulk: &Bulk) -> Vec<AnnotationId> {
        let document = &self.document;
        let mut filter = self.filter.clone();
        if bulk.actor.is_some() {
            filter.actor.clone_from(&bulk.actor);
        }
        document
            .annotations()
            .filter(|one| one.status == Status::Suggested && one.score() >= bulk.min_score)
            .filter(|one| bulk.layer.as_ref().is_none_or(|layer| one.layer == *layer))
            .filter(|one| bulk.within.is_none_or(|within| within.contains(one.hull().start)))
            .filter(|one| self.is_shown(one) && filter.shows(document, one))
            .map(|one| one.id.clone())
            .collect()
    }

    /// Returns the actor of the selected mention, or of the selected annotation's speaker or source.
    #[must_use]
    pub fn selected_actor(&self) -> Option<ActorId> {
        let selected = self.selected()?;
        let of = |id: &AnnotationId| self.document.annotation(id).and_then(|one| one.actor.clone());
        let voice = || {
            let role = self.voice_role(&selected.id)?;
            match &self.document.linked(&selected.id, &role).next()?.to {
                crate::model::Target::Annotation(id) => of(id),
                crate::model::Target::Actor(id) => Some(id.clone()),
                crate::model::Target::Author => self.document.meta().author_actor.clone(),
            }
        };
        let id = selected.actor.clone().or_else(voice)?;
        self.document.actors().get(&id).map(|actor| actor.id.clone())
    }
}
