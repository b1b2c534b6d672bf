//! To whom something is said: *told reporters*, *asked the minister*.

use super::attribution::{Attribution, Shape};
use super::lexicon::Class;
use super::phrase::{self, Phrase};
use super::scene::Scene;

/// Verbs that name a hearer at once.
const TELLS: &[&str] = &[
    "tell", "tells", "told", "telling", "asked", "asks", "asking", "reminded", "assured", "informed",
    "warned",
];

/// Returns the phrase behind the cue that names who is spoken to.
pub(crate) fn find(scene: &Scene<'_, '_>, attribution: &Attribution) -> Option<Phrase> {
    let cue = attribution.cue.clone();
    let tells = cue.len() == 1 && TELLS.contains(&scene.word(cue.start));
    if !tells || !matches!(attribution.shape, Shape::Before | Shape::Continued) {
        return None;
    }
    let block = scene.blocks.partition_point(|block| block.tokens.end <= cue.start);
    let end = scene.blocks.get(block)?.tokens.end;
    let first = scene.class(cue.end);
    if first.any(Class::PRONOUN.and(Class::NOT_SUBJECT).and(Class::THAT)) && !first.any(Class::DETERMINER) {
        return None; // whom a pronoun means here is anybody’s guess
    }
    let found = phrase::after(scene, cue.end, end)?;
    let named = found.tokens.clone().any(|at| scene.name_at(at).is_some());
    let role = scene.any(found.tokens.clone(), Class::ROLE);
    (found.tokens.len() <= 8 && (named || role)).then_some(Phrase { apposition: None, ..found })
}
