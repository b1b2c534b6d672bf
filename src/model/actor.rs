//! Actors: who or what acts in the world, and the registry that knows them by slug.

use super::annotation::{Origin, Status};
use super::codebook::Rgb;
use super::country;
use super::id::ActorId;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// Somebody or something in the world that acts. Its mentions in the text are annotations.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// A readable slug, the same in every article of a corpus; it stays when the actor is renamed.
    pub id: ActorId,
    /// The name people read.
    pub name: String,
    /// What it is: a value of the codebook's attribute `kind` (`person`, `state`, `igo` …).
    pub kind: SmolStr,
    /// Other names.
    pub aliases: Vec<String>,
    /// The country, ISO 3166 alpha-3; "" when unknown.
    pub country: SmolStr,
    /// The Wikidata number, `Q…`; "" when unknown.
    pub wikidata: SmolStr,
    /// The body it belongs to.
    pub parent: Option<ActorId>,
    /// What a person noted.
    pub note: String,
    /// A colour of its own for its mentions; the layer's when there is none.
    pub colour: Option<Rgb>,
    /// Suggested until one of its mentions is accepted.
    pub status: Status,
    /// Who or what made it.
    pub origin: Origin,
}

impl Actor {
    /// Makes an actor of a name and a kind.
    #[must_use]
    pub fn new(id: ActorId, name: impl Into<String>, kind: impl AsRef<str>) -> Self {
        Self {
            id,
            name: name.into(),
            kind: SmolStr::new(kind),
            aliases: Vec::new(),
            country: SmolStr::default(),
            wikidata: SmolStr::default(),
            parent: None,
            note: String::new(),
            colour: None,
            status: Status::Accepted,
            origin: Origin::default(),
        }
    }

    /// Says whether `name` is its name or one of its aliases, by case-folded comparison.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        let folded = name.to_lowercase();
        self.name.to_lowercase() == folded || self.aliases.iter().any(|alias| alias.to_lowercase() == folded)
    }
}

impl Actor {
    /// Returns what is wrong with the entry, in words a person can act on.
    #[must_use]
    pub fn problems(&self, actors: &Actors) -> Vec<String> {
        let mut wrong = Vec::new();
        if self.name.trim().is_empty() {
            wrong.push("An actor needs a name.".to_owned());
        }
        if !self.country.is_empty() && country::of(&self.country).is_none() {
            wrong.push(format!("{} is no country of ISO 3166: KAZ, or Kazakhstan.", self.country));
        }
        let number = self.wikidata.strip_prefix('Q').unwrap_or_default();
        if !self.wikidata.is_empty()
            && (number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()))
        {
            wrong.push(format!("{} is no Wikidata number: Q and digits, Q159.", self.wikidata));
        }
        if self.is_above_itself(actors) {
            wrong.push("A body cannot belong to itself, nor to one that belongs to it.".to_owned());
        }
        wrong
    }

    fn is_above_itself(&self, actors: &Actors) -> bool {
        let mut above = self.parent.as_ref();
        for _ in 0..=actors.entries.len() {
            match above {
                None => return false,
                Some(id) if actors.resolve(id) == actors.resolve(&self.id) => return true,
                Some(id) => above = actors.get(id).and_then(|actor| actor.parent.as_ref()),
            }
        }
        false
    }
}

/// The actors a document or a corpus knows, and which of them were merged into which.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Actors {
    entries: BTreeMap<ActorId, Actor>,
    /// Merged actors: old → new. May chain; never leads back (see [`Self::resolve`]).
    redirects: BTreeMap<ActorId, ActorId>,
}

impl Actors {
    /// Follows redirects to the actor that stands for `id` today.
    #[must_use]
    pub fn resolve<'a>(&'a self, id: &'a ActorId) -> &'a ActorId {
        let mut at = id;
        for _ in 0..=self.redirects.len() {
            match self.redirects.get(at) {
                Some(next) => at = next,
                None => return at,
            }
        }
        id // a circle, from a file edited by hand: nothing is redirected
    }

    /// Returns the actor that stands for `id` today.
    #[must_use]
    pub fn get(&self, id: &ActorId) -> Option<&Actor> {
        self.entries.get(self.resolve(id))
    }

    /// Returns the entry of `id` itself, merged away or not.
    #[must_use]
    pub fn entry(&self, id: &ActorId) -> Option<&Actor> {
        self.entries.get(id)
    }

    /// Goes through the actors that were not merged away, by slug.
    pub fn iter(&self) -> impl Iterator<Item = &Actor> {
        self.entries.values().filter(|actor| !self.redirects.contains_key(&actor.id))
    }

    /// Goes through all entries, merged ones too, by slug.
    pub fn entries(&self) -> impl Iterator<Item = &Actor> {
        self.entries.values()
    }

    /// Goes through the redirects, old and new, by slug.
    pub fn redirects(&self) -> impl Iterator<Item = (&ActorId, &ActorId)> {
        self.redirects.iter()
    }

    /// Returns the actor that is called `name`, if one is.
    #[must_use]
    pub fn called(&self, name: &str) -> Option<&Actor> {
        self.iter().find(|actor| actor.is_called(name))
    }

    /// Makes a slug for `name` that no entry has.
    #[must_use]
    pub fn free_slug(&self, name: &str) -> ActorId {
        ActorId::of_name(name, |id| self.entries.contains_key(id))
    }

    /// Puts an entry; returns the one it replaced.
    pub fn put(&mut self, actor: Actor) -> Option<Actor> {
        self.entries.insert(actor.id.clone(), actor)
    }

    /// Takes an entry out.
    pub fn remove(&mut self, id: &ActorId) -> Option<Actor> {
        self.entries.remove(id)
    }

    /// Redirects `old` to `new`, or nowhere; returns the former redirect.
    pub fn redirect(&mut self, old: &ActorId, new: Option<ActorId>) -> Option<ActorId> {
        match new {
            Some(new) => self.redirects.insert(old.clone(), new),
            None => self.redirects.remove(old),
        }
    }
}
