//! The actors of the open document: renaming, kinds, countries, merging.

use super::open::Open;
use crate::model::{Actor, ActorId, Annotation, AnnotationId, Edit, LayerId, Status, country};

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
        let new = Actor { kind: kind.into(), status: Status::Accepted, ..actor.clone() };
        let mut edits = vec![Edit::actor(new)];
        self.mentions_follow(id, kind, &mut edits);
        self.perform(&format!("kind: {kind}"), None, Edit::Batch(edits));
    }

    /// The mentions of an actor repeat its kind.
    fn mentions_follow(&self, id: &ActorId, kind: &str, edits: &mut Vec<Edit>) {
        for mention in self.mentions_of(id).filter(|mention| mention.attributes.get("kind") != Some(kind)) {
            let mut new = mention.clone();
            new.attributes.set("kind", kind);
            edits.push(Edit::annotation(new));
        }
    }

    /// Goes through the mentions of an actor, rejected ones too, by position.
    pub fn mentions_of(&self, id: &ActorId) -> impl Iterator<Item = &Annotation> {
        let actors = self.document.actors();
        let wanted = actors.resolve(id).clone();
        let is_it =
            move |one: &&Annotation| one.actor.as_ref().is_some_and(|id| *actors.resolve(id) == wanted);
        self.document.annotations().filter(|one| one.layer == LayerId::ACTOR).filter(is_it)
    }

    /// Replaces what is known of an actor. A former name becomes an alias; the slug stays. What is wrong is not
    /// taken over: the dialog says it beforehand.
    pub(super) fn edit_actor(&mut self, new: &Actor) {
        let Some(old) = self.document.actors().get(&new.id).cloned() else { return };
        let mut new = Actor { name: new.name.trim().to_owned(), status: Status::Accepted, ..new.clone() };
        new.country = country::of(&new.country).map_or(new.country, |country| country.code.into());
        if new.name != old.name && !new.is_called(&old.name) {
            new.aliases.push(old.name.clone());
        }
        let own = new.name.to_lowercase();
        new.aliases.retain(|alias| !alias.trim().is_empty() && alias.to_lowercase() != own);
        if !new.problems(self.document.actors()).is_empty()
            || new == (Actor { status: new.status, ..old.clone() })
        {
            return;
        }
        let label = if new.name == old.name { "edit the actor" } else { "rename the actor" };
        let mut edits = Vec::new();
        if new.kind != old.kind {
            self.mentions_follow(&new.id, &new.kind, &mut edits);
        }
        edits.push(Edit::actor(new));
        self.perform(label, None, Edit::Batch(edits));
    }

    /// Sets an actor's country, ISO 3166 alpha-3.
    pub(super) fn set_actor_country(&mut self, id: &ActorId, country: &str) {
        let country = country.trim().to_uppercase();
        let country = country::of(&country).map_or(country.as_str(), |known| known.code);
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
        let kind = kept.kind.clone();
        if merged.country.is_empty() {
            merged.country.clone_from(&gone.country);
        }
        if merged.wikidata.is_empty() {
            merged.wikidata.clone_from(&gone.wikidata);
        }
        let mut edits = vec![Edit::actor(merged)];
        self.mentions_follow(&old, &kind, &mut edits);
        edits.push(Edit::Redirect(old, Some(new)));
        self.perform(&label, None, Edit::Batch(edits));
        true
    }

    /// Gives the selected mention a new actor, called as it is written. Says whether a mention is selected.
    pub(super) fn split_actor(&mut self) -> bool {
        let Some(id) = self.selected().filter(|one| one.layer == LayerId::ACTOR).map(|one| one.id.clone())
        else {
            return false;
        };
        if let Some(name) = self.split_mentions(std::slice::from_ref(&id)) {
            self.offer_occurrences(&id, &format!("make them this {name}"));
        }
        true
    }

    /// Gives mentions a new actor, called as the first of them is written; the former one is no longer called so.
    /// Returns the name.
    pub(super) fn split_mentions(&mut self, ids: &[AnnotationId]) -> Option<String> {
        let mentions: Vec<_> = ids.iter().filter_map(|id| self.document.annotation(id)).cloned().collect();
        let first = mentions.first()?;
        let words = first.words(self.document.text());
        let actors = self.document.actors();
        let former = first.actor.as_ref().and_then(|id| actors.get(id)).cloned();
        let kind = former.as_ref().map(|actor| actor.kind.as_str()).or(first.attributes.get("kind"));
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
        let mut seen = rustc_hash::FxHashSet::default();
        for mention in mentions {
            self.decision(&mention.id, Status::Accepted, &mut seen, &mut edits);
            edits.push(Edit::annotation(Annotation {
                actor: Some(own.id.clone()),
                status: Status::Accepted,
                decided_by: self.analyst.clone(),
                ..mention
            }));
        }
        edits.push(Edit::actor(own));
        self.perform("an actor of its own", None, Edit::Batch(edits));
        Some(words)
    }
}
