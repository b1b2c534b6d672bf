//! Who stands before a verb of saying.

use super::attribution::main_subject;
use super::lexicon::Class;
use super::phrase::{self, Phrase};
use super::scene::{Block, Scene};
use crate::suggest::prepared::TokenKind;

/// Who stands before the verb.
pub(super) fn subject(scene: &Scene<'_, '_>, block: &Block, verb: usize, class: Class) -> Option<Phrase> {
    let floor = floor_of(scene, block, verb);
    let auxiliary = verb > floor && scene.class(verb - 1).any(Class::BE.and(Class::AUXILIARY));
    let participle = class.any(Class::PARTICIPLE) && !auxiliary && !scene.class(verb).any(Class::BE);
    if participle || verb < floor || verb == floor && scene.lexicon.english {
        return None;
    }
    let title = floor > block.tokens.start && floor == verb && scene.kind(verb - 2) == Some(TokenKind::Word);
    if title && !scene.lexicon.english {
        return main_subject(scene, block, verb); // X in the paper «Y» said
    }
    if scene.prepared.language == "tr" {
        return topic(scene, block, verb);
    }
    let found = phrase::before(scene, verb, floor)?;
    let last = found.tokens.end - 1;
    let time = scene.class(last).any(Class::TIME) && found.tokens.len() == 1;
    let plural_bare = class.any(Class::BARE) && !auxiliary && !fits_bare(scene, last);
    if time || plural_bare {
        return None;
    }
    let found =
        if is_object(scene, floor, found.tokens.start) { around(scene, floor, found)? } else { found };
    plausible(scene, &found).then_some(found)
}

/// Whether a preposition stands before a phrase and makes it part of something else: *in Berlin*. After a comma
/// and at the start it introduces; *after X said* is a clause.
fn is_object(scene: &Scene<'_, '_>, floor: usize, start: usize) -> bool {
    let Some(before) = start.checked_sub(1).filter(|before| *before >= floor) else { return false };
    let class = scene.class(before);
    let clause = scene.lexicon.english && class.any(Class::SUBORDINATOR);
    class.any(Class::PREPOSITION) && !clause && !comma_before(scene, floor, start)
}

/// The phrase that one behind a preposition is a part of: *advisers to the president*, *protesters in the
/// streets*; or the last of two names that stand side by side: *with the Daily Post Keller said*.
fn around(scene: &Scene<'_, '_>, floor: usize, inner: Phrase) -> Option<Phrase> {
    let last = inner.tokens.end - 1;
    let name = scene.name_at(last);
    let side =
        inner.tokens.clone().rev().take_while(|&at| name.is_some() && scene.name_at(at) == name).count();
    let first = inner.tokens.end - side;
    if side > 0 && first > inner.tokens.start && scene.name_at(first - 1).is_some() {
        return Some(Phrase { tokens: first..inner.tokens.end, apposition: inner.apposition });
    }
    if !scene.lexicon.english {
        return None;
    }
    let end = inner.tokens.end;
    let mut start = inner.tokens.start;
    for _ in 0..3 {
        let outer = phrase::before(scene, start - 1, floor).filter(|outer| outer.tokens.end == start - 1)?;
        let head = outer.tokens.end - 1;
        if scene.class(head).any(Class::TIME.and(Class::ANTECEDENT).and(Class::FIRST))
            || !plausible(scene, &outer)
        {
            return None;
        }
        start = outer.tokens.start;
        if !is_object(scene, floor, start) {
            let introduced = start > floor && scene.class(start - 1).any(Class::PREPOSITION);
            let tokens = start..end;
            return (!introduced).then_some(Phrase { tokens, apposition: inner.apposition });
        }
    }
    None
}

/// *X quotes Y as saying*, *Y was quoted as saying*: Y.
pub(super) fn quoted_as(scene: &Scene<'_, '_>, block: &Block, verb: usize) -> Option<Phrase> {
    const QUOTES: &[&str] = &["quote", "quotes", "quoted", "quoting", "cite", "cites", "cited", "citing"];
    let floor = floor_of(scene, block, verb);
    let r#as = verb.checked_sub(1).filter(|at| *at > floor && scene.word(*at) == "as")?;
    if !scene.lexicon.english || !scene.class(verb).any(Class::PARTICIPLE) {
        return None;
    }
    if QUOTES.contains(&scene.word(r#as - 1)) {
        return phrase::before(scene, r#as - 1, floor); // was quoted as saying
    }
    let quoted = (floor..r#as).rev().take(16).find(|&at| QUOTES.contains(&scene.word(at)))?;
    let found = phrase::after(scene, quoted + 1, r#as)?;
    (found.whole().end == r#as).then_some(found)
}

/// Who a Turkish sentence begins with: a name, or what stands before the first comma.
fn topic(scene: &Scene<'_, '_>, block: &Block, verb: usize) -> Option<Phrase> {
    let start = block.tokens.start;
    let name = (start..verb).find(|&at| !scene.capital(at) && scene.name_at(at).is_none())?;
    let comma = (start..verb.min(start + 6)).find(|&at| scene.is_mark(at, &[","]));
    let plain = |end: usize| (end > start).then_some(Phrase { tokens: start..end, apposition: None });
    match comma {
        Some(comma) if !(start..comma).any(|at| scene.inside(at).is_some()) => plain(comma),
        _ => plain(name).filter(|name| name.tokens.len() > 1 || scene.name_at(start).is_some()),
    }
}

/// Whether a phrase can speak: a name, a pronoun, a role, something with an article or in the plural.
fn plausible(scene: &Scene<'_, '_>, phrase: &Phrase) -> bool {
    let first = scene.class(phrase.tokens.start);
    let known = Class::DETERMINER.and(Class::PRONOUN).and(Class::RELATIVE).and(Class::POSSESSIVE);
    if phrase.tokens.len() == 1
        && matches!(scene.word(phrase.tokens.start), "the" | "a" | "an" | "no" | "The")
    {
        return false; // the announced meeting
    }
    !scene.lexicon.english
        || first.any(known)
        || scene.any(phrase.tokens.clone(), Class::ROLE.and(Class::SAYING_NOUN))
        || phrase.tokens.clone().any(|at| scene.capital(at) || scene.name_at(at).is_some())
        || scene.word(phrase.tokens.end - 1).ends_with('s')
}

fn comma_before(scene: &Scene<'_, '_>, floor: usize, at: usize) -> bool {
    at <= floor + 1 || scene.is_mark(at - 2, &[","])
}

/// A bare verb needs a plural or a pronoun before it: *officials say*, *I say*.
fn fits_bare(scene: &Scene<'_, '_>, at: usize) -> bool {
    !scene.lexicon.english
        || scene.class(at).any(Class::PRONOUN.and(Class::ROLE))
        || scene.word(at).ends_with('s')
        || scene.name_at(at).is_some()
        || matches!(scene.word(at), "people" | "men" | "women" | "police" | "them" | "us")
}

/// The nearest token left of `verb` that may belong to its subject: behind a stretch in quotation marks.
pub(super) fn floor_of(scene: &Scene<'_, '_>, block: &Block, verb: usize) -> usize {
    (block.tokens.start..verb)
        .rev()
        .find(|&at| scene.inside(at).is_some())
        .map_or(block.tokens.start, |at| at + 1)
}
