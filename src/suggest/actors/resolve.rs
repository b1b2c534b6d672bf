//! Ties names to actors: one actor for all the ways an article calls somebody.

use super::gazetteer::{Form, Gazetteer, Known};
use super::kinds;
use super::names::{Label, Name, phrase};
use super::registry::Registry;
use super::variants;
use super::words::Word;
use crate::model::{Actor, ActorId, By, Origin};
use crate::suggest::Found;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// How the list of people calls the bodies they serve.
const BODIES: &[(&str, &str)] = &[
    ("United Nations", "UN"),
    ("NATO", "NATO"),
    ("European Union", "EU"),
    ("European Commission", "EU"),
    ("European Council", "EU"),
    ("International Atomic Energy Agency", "IAEA"),
    ("World Health Organization", "WHO"),
    ("International Monetary Fund", "IMF"),
];

/// A person that the article names in full and no list knows.
#[derive(Debug)]
struct Person {
    actor: usize,
    given: String,
    given_key: String,
    family_key: String,
}

/// The actors of one article, as they are met.
#[derive(Debug)]
pub(crate) struct Cast<'a> {
    text: &'a str,
    gazetteer: &'static Gazetteer,
    registry: &'a Registry<'a>,
    known: FxHashMap<u32, usize>,
    phrases: FxHashMap<u64, usize>,
    people: Vec<Person>,
    slugs: FxHashMap<ActorId, usize>,
    /// The known actor behind each actor.
    behind: Vec<Option<u32>>,
}

impl<'a> Cast<'a> {
    /// Starts with nobody.
    pub(crate) fn new(text: &'a str, gazetteer: &'static Gazetteer, registry: &'a Registry<'a>) -> Self {
        Self {
            text,
            gazetteer,
            registry,
            known: FxHashMap::default(),
            phrases: FxHashMap::default(),
            people: Vec::new(),
            slugs: FxHashMap::default(),
            behind: Vec::new(),
        }
    }

    /// Returns the known actor behind an actor of the article.
    pub(crate) fn known(&self, actor: usize) -> Option<&'static Known> {
        self.gazetteer.known((*self.behind.get(actor)?)?)
    }

    /// Returns the country or body that an actor is or belongs to, as offices name it.
    pub(crate) fn country(&self, actor: usize) -> Option<&'static str> {
        let known = self.known(actor)?;
        match known.kind {
            "state" | "people" => Some(known.country),
            "igo" => BODIES.iter().find(|(name, _)| *name == known.name).map(|(_, short)| *short),
            _ => None,
        }
    }

    /// Returns who of those the article names holds an office, and who holds it today by the lists.
    pub(crate) fn holders(&self, country: &str, office: &str) -> (Option<usize>, Option<u32>) {
        let held = |known: &Known| {
            known
                .offices
                .split("; ")
                .filter(|held| held.strip_prefix(office).is_some_and(|rest| rest.starts_with(' ')))
        };
        let (mut named, mut today) = (None, None);
        for (index, known) in self.gazetteer.iter().enumerate() {
            if known.country != country || known.kind != "person" {
                continue;
            }
            for years in held(known) {
                let index = index as u32;
                if named.is_none() {
                    named = self.known.get(&index).copied();
                }
                if years.ends_with('-') {
                    today = Some(index);
                }
            }
        }
        (named, today)
    }

    /// Returns the country of the state that the article names most.
    pub(crate) fn main_country(&self, actors: &[usize]) -> Option<&'static str> {
        let mut counts: FxHashMap<&'static str, (usize, usize)> = FxHashMap::default();
        for (at, actor) in actors.iter().enumerate() {
            if let Some(known) = self.known(*actor).filter(|known| known.kind == "state") {
                counts.entry(known.country).or_insert((0, usize::MAX - at)).0 += 1;
            }
        }
        counts.into_iter().max_by_key(|(_, count)| *count).map(|(country, _)| country)
    }

    /// Ties every name to an actor; the first in the result is for the first name.
    pub(crate) fn tie(&mut self, names: &[Name], words: &[Word], found: &mut Found) -> Vec<usize> {
        self.meet_people(names, words, found);
        let mut out: Vec<usize> = Vec::with_capacity(names.len());
        let mut long: Option<(&Name, usize)> = None;
        for name in names {
            let actor = match self.introduced(name, long, words) {
                Some(actor) => {
                    self.phrases.insert(phrase(words, name), actor);
                    actor
                }
                None => self.actor_of(name, words, found),
            };
            out.push(actor);
            long = Some((name, actor));
        }
        out
    }

    /// Full names first, so that a surname in a headline finds its person.
    fn meet_people(&mut self, names: &[Name], words: &[Word], found: &mut Found) {
        for name in names {
            if name.label == Label::Person && name.alias.is_none() && name.end - name.start > 1 {
                self.person(name, words, found);
            }
        }
    }

    /// Returns the actor of the long name whose abbreviation in brackets `name` is: *… Union (EAEU)*.
    fn introduced(&self, name: &Name, long: Option<(&Name, usize)>, words: &[Word]) -> Option<usize> {
        let (long, actor) = long?;
        let opens = words.get(long.end)?.span.of_text(self.text) == "(" && name.start == long.end + 1;
        let short = name.span.of_text(self.text);
        let capitals = short.chars().filter(|char| char.is_uppercase()).count();
        let fits = opens && name.end - name.start == 1 && capitals >= 2 && long.end - long.start > 1;
        let letter = |name: &str| name.chars().next().map(|char| char.to_lowercase().to_string());
        (fits && name.alias.is_none() && letter(short) == letter(long.span.of_text(self.text)))
            .then_some(actor)
    }

    fn actor_of(&mut self, name: &Name, words: &[Word], found: &mut Found) -> usize {
        let short = name.end - name.start == 1;
        if let Some(alias) = name.alias {
            let namesake = (short && name.label == Label::Person && !self.known.contains_key(&alias.known))
                .then(|| self.by_surname(name.span.of_text(self.text)))
                .flatten();
            return namesake.unwrap_or_else(|| self.known_actor(alias.known, found));
        }
        if let Some(actor) = self.phrases.get(&phrase(words, name)) {
            return *actor;
        }
        if name.label == Label::Person {
            if short && let Some(actor) = self.by_surname(name.span.of_text(self.text)) {
                return actor;
            }
            return self.person(name, words, found);
        }
        self.plain(name, words, found)
    }

    /// Returns the actor that the lists know.
    pub(crate) fn known_actor(&mut self, index: u32, found: &mut Found) -> usize {
        if let Some(actor) = self.known.get(&index) {
            return *actor;
        }
        let Some(known) = self.gazetteer.known(index) else { return 0 };
        let country = if known.country.len() == 3 { known.country } else { "" };
        let actor = self.enter(known.name, known.kind, country, found);
        if let Some(behind) = self.behind.get_mut(actor) {
            *behind = Some(index);
        }
        self.known.insert(index, actor);
        actor
    }

    /// Returns the last person met whose surname, or single given name, this is.
    fn by_surname(&self, name: &str) -> Option<usize> {
        let key = variants::key(name);
        self.people
            .iter()
            .rfind(|person| person.family_key == key)
            .or_else(|| self.people.iter().rfind(|person| person.given_key == key))
            .map(|person| person.actor)
    }

    fn person(&mut self, name: &Name, words: &[Word], found: &mut Found) -> usize {
        let phrase = phrase(words, name);
        if let Some(actor) = self.phrases.get(&phrase) {
            return *actor;
        }
        let (given, family_key) = self.parts(name, words);
        let same = self
            .people
            .iter()
            .find(|person| {
                person.family_key == family_key
                    && !given.is_empty()
                    && variants::same_given(&person.given, &given)
            })
            .map(|person| person.actor);
        let actor = match same.or_else(|| self.known_by_variant(name, found)) {
            Some(actor) => actor,
            None => self.enter(name.span.of_text(self.text), "person", "", found),
        };
        self.phrases.insert(phrase, actor);
        let given_key = variants::key(&given);
        self.people.push(Person { actor, given, given_key, family_key });
        actor
    }

    /// Returns the given name and the key of the surname.
    fn parts(&self, name: &Name, words: &[Word]) -> (String, String) {
        let part = |at: usize| words.get(at).map_or("", |word| word.span.of_text(self.text));
        let last = words
            .get(name.start..name.end)
            .unwrap_or_default()
            .iter()
            .rposition(|word| !word.is(super::lexicon::class::PERSON_SUFFIX))
            .map_or(name.start, |at| name.start + at);
        let given = if last > name.start { part(name.start) } else { "" };
        (given.to_owned(), variants::key(part(last)))
    }

    /// Returns the known person whose name is spelled nearly so: *Kassym-Zhomart Tokaev*.
    fn known_by_variant(&mut self, name: &Name, found: &mut Found) -> Option<usize> {
        let written = name.span.of_text(self.text);
        let (given, family) = written.split_once(' ')?;
        let family = family.rsplit(' ').next()?;
        let key = variants::key(family);
        let index = self.gazetteer.people_by_surname(&key).find(|index| {
            self.gazetteer.known(*index).is_some_and(|known| {
                known.name.split(' ').next().is_some_and(|other| variants::same_given(other, given))
            })
        })?;
        Some(self.known_actor(index, found))
    }

    fn plain(&mut self, name: &Name, words: &[Word], found: &mut Found) -> usize {
        let phrase = phrase(words, name);
        let written = name.span.of_text(self.text);
        let actor = self.enter(written, kinds::kind(name.label, written), "", found);
        self.phrases.insert(phrase, actor);
        actor
    }

    /// Puts an actor among those found, once for each slug.
    pub(crate) fn enter(
        &mut self,
        name: &str,
        kind: &'static str,
        country: &'static str,
        found: &mut Found,
    ) -> usize {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(actor) = self.registry.called(&name) {
            let next = found.actors.len();
            let at = *self.slugs.entry(actor.id.clone()).or_insert(next);
            if at == next {
                found.actors.push(actor.clone());
                self.behind.push(None);
            }
            return at;
        }
        let id = ActorId::of_name(&name, |_| false);
        let at = self.slugs.get(&id).copied();
        if let Some(at) = at.filter(|at| found.actors.get(*at).is_some_and(|actor| actor.kind == kind)) {
            return at;
        }
        let id = if at.is_some() { ActorId::of_name(&name, |id| self.slugs.contains_key(id)) } else { id };
        let at = found.actors.len();
        self.slugs.insert(id.clone(), at);
        let mut actor = Actor::new(id, name, kind);
        actor.country = SmolStr::new_static(country);
        actor.origin = Origin {
            by: By::Rule,
            name: SmolStr::new_static("actors"),
            version: super::VERSION,
            ..Origin::default()
        };
        found.actors.push(actor);
        self.behind.push(None);
        at
    }
}

/// Returns how an actor stands in a name: `name`, `adjective`, `metonym`.
pub(crate) fn form(name: &Name) -> &'static str {
    match name.alias.map(|alias| alias.form) {
        Some(Form::Adjective) => "adjective",
        Some(Form::Metonym) => "metonym",
        _ => "name",
    }
}
