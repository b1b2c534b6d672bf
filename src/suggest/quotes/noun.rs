//! Nouns of saying: whether a word is one here, and whose it is: *X’s claim that …*, *in his view*.

use super::attribution::{Attribution, Shape};
use super::lexicon::Class;
use super::phrase::{self, Phrase};
use super::scene::{Block, Scene};
use super::subject::subject;
use std::ops::Range;

/// Whether an ambiguous word is a noun here: *the claim*, *his report*, *United States*.
pub(super) fn is_noun(scene: &Scene<'_, '_>, block: &Block, at: usize) -> bool {
    let class = scene.class(at);
    if !class.any(Class::CUE.and(Class::ATTITUDE)) {
        return class.any(Class::SAYING_NOUN.and(Class::VIEW));
    }
    if !class.any(Class::AMBIGUOUS) || at == block.tokens.start {
        return false;
    }
    let before = scene.class(at - 1);
    if matches!(scene.word(at), "state" | "states") && !scene.class(at + 1).any(Class::THAT) {
        return true;
    }
    let possessive = scene.word(at - 1).ends_with("'s") || scene.word(at - 1).ends_with("’s");
    let heading = scene.name_at(at - 1).is_some() && scene.name_at(at).is_none(); // Keller Says
    let name = scene.capital(at) && scene.capital(at - 1) && !heading;
    let one =
        class.any(Class::BARE) && matches!(scene.word(at - 1), "one" | "each" | "another" | "this" | "that");
    let nominal =
        before.any(Class::DETERMINER) && !before.any(Class::PRONOUN) || before.any(Class::POSSESSIVE) || one;
    let compound = class.any(Class::BARE)
        && at > block.tokens.start + 1
        && scene.capital(at - 1)
        && !scene.word(at - 1).ends_with('s')
        && scene.class(at - 2).any(Class::DETERMINER); // the Tulsa protest
    let object = before.any(Class::PREPOSITION) && scene.word(at - 1) != "to";
    let bare = class.any(Class::BARE) && before.is_empty() && !scene.word(at - 1).ends_with('s');
    let bare =
        bare && scene.inside(at - 1).is_none() && !scene.capital(at - 1) && scene.name_at(at - 1).is_none();
    possessive || name || nominal || compound || object || bare && !before.any(Class::ROLE)
}

/// *X’s claim that …*, *the claim by X that …*.
pub(super) fn noun(scene: &Scene<'_, '_>, block: &Block, cue: Range<usize>) -> Option<Attribution> {
    let class = scene.class(cue.start);
    if class.any(Class::VIEW) && !class.any(Class::SAYING_NOUN) {
        // "in X's view", "in his opinion"
        let floor = block.tokens.start;
        let start = (floor..cue.start).rev().take(8).find(|&at| scene.word(at).eq_ignore_ascii_case("in"))?;
        let owner = possessor(scene, start + 1, cue.start)?;
        return Some(Attribution {
            cue: start..cue.end,
            class: Class::ACCORDING,
            speaker: Some(owner),
            shape: Shape::According,
        });
    }
    if !class.any(Class::SAYING_NOUN) {
        return None;
    }
    let floor = block.tokens.start;
    let owner = possessor(scene, cue.start.saturating_sub(6).max(floor), cue.start)
        .or_else(|| voiced(scene, block, cue.start));
    let relative = scene.class(cue.end + 1).any(Class::FINITE);
    if scene.class(cue.end).any(Class::THAT) && !relative {
        return Some(Attribution { cue, class: Class::CLAUSE, speaker: owner, shape: Shape::Noun });
    }
    None
}

/// Who voices what begins at `at`: *the ministry expressed grave concerns that*.
fn voiced(scene: &Scene<'_, '_>, block: &Block, at: usize) -> Option<Phrase> {
    const VOICES: &[&str] = &[
        "express",
        "expresses",
        "expressed",
        "voice",
        "voices",
        "voiced",
        "raise",
        "raises",
        "raised",
        "make",
        "makes",
        "made",
        "issue",
        "issues",
        "issued",
        "repeat",
        "repeats",
        "repeated",
    ];
    let verb = (block.tokens.start..at).rev().take(4).find(|&at| VOICES.contains(&scene.word(at)))?;
    subject(scene, block, verb, Class::CLAUSE)
}

/// The phrase that owns what begins at `end`: *his*, *the ministry’s*.
fn possessor(scene: &Scene<'_, '_>, floor: usize, end: usize) -> Option<Phrase> {
    let at = (floor..end).rev().find(|&at| {
        let word = scene.word(at);
        scene.class(at).any(Class::POSSESSIVE)
            || word.ends_with("'s")
            || word.ends_with("’s")
            || word.ends_with("s’")
    })?;
    if scene.class(at).any(Class::POSSESSIVE) {
        return Some(Phrase { tokens: at..at + 1, apposition: None });
    }
    phrase::before(scene, at + 1, floor.saturating_sub(6))
}
