//! The actors of the open document: renaming, kinds, countries, merging.

use super::open::Open;
use crate::model::{Actor, ActorId, Edit, LayerId, Status};

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
}
