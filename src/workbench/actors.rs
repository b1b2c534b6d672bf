//! The actors of the open document: renaming, kinds, countries, merging.

use super::open::Open;
use crate::model::{Actor, ActorId, Annotation, Edit, LayerId, Status};

impl Open {
    fn change_actor(&mut self, id: &ActorId, label: &str, change: impl FnOnce(&mut Actor)) {
        let Some(old) = self.document.actors().get(id) else { return };
        let mut new = old.clone();
        new.status = Status::Accepted;
        change(&mut new);
        if new != *old {
            self.perform(label, None, Edit::actor(new));
        }
    }

    /// Renames an actor; the former name becomes an alias, the slug stays.
    pub(super) fn rename_actor(&mut self, id: &ActorId, name: &str) {
        let name = name.trim().to_owned();
        if name.is_empty() {
            return;
        }
        self.change_actor(id, "rename the actor", |actor| {
            let former = std::mem::replace(&mut actor.name, name);
            actor.aliases.retain(|alias| *alias != actor.name);
            if former != actor.name && !actor.aliases.contains(&former) {
                actor.aliases.push(former);
            }
        });
    }

    /// Sets what an actor is, on it and on its mentions.
    pub(super) fn set_actor_kind(&mut self, id: &ActorId, kind: &str) {
        let Some(actor) = self.document.actors().get(id) else { return };
        let mut edits =
            vec![Edit::actor(Actor { kind: kind.into(), status: Status::Accepted, ..actor.clone() })];
        let id = self.document.actors().resolve(id);
        for mention in self.document.on_layer(&LayerId::ACTOR) {
            let same =
                mention.actor.as_ref().is_some_and(|other| self.document.actors().resolve(other) == id);
            if same && mention.attributes.get("kind") != Some(kind) {
                let mut new = mention.clone();
                new.attributes.set("kind", kind);
                edits.push(Edit::annotation(new));
            }
        }
        self.perform(&format!("kind: {kind}"), None, Edit::Batch(edits));
    }

    /// Sets an actor's country, ISO 3166 alpha-3.
    pub(super) fn set_actor_country(&mut self, id: &ActorId, country: &str) {
        let country = country.trim().to_uppercase();
        self.change_actor(id, "set the country", |actor| actor.country = country.into());
    }

    /// Merges the first actor into the second: a redirect, and its names as aliases.
    pub(super) fn merge_actors(&mut self, old: &ActorId, new: &ActorId) -> bool {
        let actors = self.document.actors();
        let (old, new) = (actors.resolve(old).clone(), actors.resolve(new).clone());
        let (Some(gone), Some(kept)) = (actors.get(&old), actors.get(&new)) else { return false };
        if old == new {
            return false;
        }
        let mut merged = kept.clone();
        merged.status = Status::Accepted;
        for alias in std::iter::once(&gone.name).chain(&gone.aliases) {
            if !merged.is_called(alias) {
                merged.aliases.push(alias.clone());
            }
        }
        let label = format!("merge {} into {}", gone.name, kept.name);
        self.perform(&label, None, Edit::Batch(vec![Edit::actor(merged), Edit::Redirect(old, Some(new))]));
        true
    }

    /// Gives the selected mention a new actor, called as it is written; the former one is no longer called
    /// so. Says whether a mention is selected.
    pub(super) fn split_actor(&mut self) -> bool {
        let Some(mention) = self.selected().filter(|one| one.layer == LayerId::ACTOR).cloned() else {
            return false;
        };
        let words = mention.words(self.document.text());
        let actors = self.document.actors();
        let former = mention.actor.as_ref().and_then(|id| actors.get(id)).cloned();
        let kind = former.as_ref().map(|actor| actor.kind.as_str()).or(mention.attributes.get("kind"));
        let mut own = Actor::new(actors.free_slug(&words), words.clone(), kind.unwrap_or("person"));
        own.origin = self.by_hand();
        let mut edits = Vec::new();
        if let Some(mut former) = former {
            let folded = words.to_lowercase();
            let names = former.aliases.len();
            former.aliases.retain(|alias| alias.to_lowercase() != folded);
            if former.aliases.len() != names {
                edits.push(Edit::actor(former));
            }
        }
        self.decision(&mention.id, Status::Accepted, &mut rustc_hash::FxHashSet::default(), &mut edits);
        let id = mention.id.clone();
        edits.push(Edit::annotation(Annotation {
            actor: Some(own.id.clone()),
            status: Status::Accepted,
            decided_by: self.analyst.clone(),
            ..mention
        }));
        edits.push(Edit::actor(own));
        self.perform("an actor of its own", None, Edit::Batch(edits));
        self.offer_occurrences(&id, &format!("make them this {words}"));
        true
    }
}
