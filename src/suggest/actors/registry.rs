//! Names of actors that the document or corpus knows already, so that what was accepted once is found again.

use super::fold::join;
use super::gazetteer;
use super::names::{Label, Name};
use super::words::{Shape, Word};
use crate::model::{Actor, Actors, By};
use rustc_hash::FxHashMap;

/// The names of a registry.
#[derive(Debug, Default)]
pub(crate) struct Registry<'a> {
    actors: FxHashMap<String, &'a Actor>,
    /// Hash of the first words of a name → what it names, when it ends there.
    phrases: FxHashMap<u64, Option<Label>>,
}

impl<'a> Registry<'a> {
    /// Takes the names of all actors.
    pub(crate) fn new(actors: Option<&'a Actors>) -> Self {
        let mut registry = Self::default();
        for actor in actors.into_iter().flat_map(Actors::iter) {
            let label = match actor.kind.as_str() {
                "person" => Label::Person,
                "state" | "place" => Label::Place,
                "people" => Label::People,
                _ => Label::Body,
            };
            for name in std::iter::once(&actor.name).chain(&actor.aliases) {
                registry.actors.entry(name.to_lowercase()).or_insert(actor);
                let mut phrase = 0;
                let words = gazetteer::split(name);
                for (at, word) in words.iter().enumerate() {
                    phrase = join(phrase, word.fold);
                    let slot = registry.phrases.entry(phrase).or_default();
                    if at + 1 == words.len() {
                        *slot = Some(label);
                    }
                }
            }
        }
        registry
    }

    /// Returns the actor that is called `name`.
    pub(crate) fn called(&self, name: &str) -> Option<&'a Actor> {
        self.actors.get(&name.to_lowercase()).copied()
    }

    /// Adds the names that were passed over. Keeps the order.
    pub(crate) fn add(&self, words: &[Word], names: &mut Vec<Name>) {
        if self.phrases.is_empty() {
            return;
        }
        let mut found = Vec::new();
        let mut taken = names.iter().map(|name| name.start..name.end).peekable();
        let mut at = 0;
        while at < words.len() {
            while taken.next_if(|range| range.end <= at).is_some() {}
            let limit = taken.peek().map_or(words.len(), |range| range.start);
            match words.get(at..limit).and_then(|words| self.longest(words)) {
                Some((label, count)) => {
                    found.extend(name(words, at, at + count, label));
                    at += count;
                }
                None => at += 1,
            }
        }
        if !found.is_empty() {
            names.extend(found);
            names.sort_by_key(|name| name.start);
        }
    }

    fn longest(&self, words: &[Word]) -> Option<(Label, usize)> {
        let first = words.first().filter(|word| word.is_capital() || word.shape == Shape::Caseless)?;
        let mut phrase = 0;
        let mut best = None;
        for (at, word) in words.iter().enumerate().take_while(|(_, word)| word.sentence == first.sentence) {
            phrase = join(phrase, word.fold);
            let Some(label) = self.phrases.get(&phrase) else { break };
            best = label.map(|label| (label, at + 1)).or(best);
        }
        best
    }
}

fn name(words: &[Word], start: usize, end: usize, label: Label) -> Option<Name> {
    Some(Name {
        start,
        end,
        span: words.get(start)?.span.hull(words.get(end.checked_sub(1)?)?.span),
        label,
        alias: None,
        score: 0.9,
        by: By::Rule,
        rule: "registry",
        reason: "an actor that this corpus knows",
    })
}
