//! Things that somebody is reported to have called, criticised, demanded: where they end, and whether the
//! words in quotation marks behind *called* are an opinion or a mere name.

use super::attribution::{Attribution, Shape};
use super::direct::is_title;
use super::lexicon::Class;
use super::phrase;
use super::scene::Scene;
use crate::suggest::prepared::TokenKind;
use std::ops::Range;

/// Whether something to criticise, demand or call follows.
pub(super) fn thing(scene: &Scene<'_, '_>, from: usize, end: usize) -> bool {
    let class = scene.class(from);
    let nominal = scene.kind(from) != Some(TokenKind::Mark) || scene.inside(from).is_some();
    let stops = class.any(
        Class::PREPOSITION
            .and(Class::CONJUNCTION)
            .and(Class::SUBORDINATOR)
            .and(Class::BE)
            .and(Class::AUXILIARY)
            .and(Class::TIME),
    );
    from < end && nominal && (!stops || class.any(Class::NOT_SUBJECT))
}

/// Whether the verb gives a name: *calls*, *dubbed*.
pub(super) fn names(scene: &Scene<'_, '_>, this: &Attribution) -> bool {
    const NAMING: &[&str] = &["call", "calls", "called", "calling"];
    this.cue.len() == 1 && NAMING.contains(&scene.word(this.cue.start)) || this.class.any(Class::NAME)
}

/// How much less sure an attribution is in a clause of time or condition: *if it rejected …*, *by asking …*.
pub(super) fn aside(scene: &Scene<'_, '_>, this: &Attribution) -> f32 {
    let start = if this.shape == Shape::Continued { this.cue.start } else { this.whole().start };
    const ASIDE: &[&str] = &["if", "unless", "by", "after", "before", "until", "as"];
    let before = scene.word(start.wrapping_sub(1)).to_ascii_lowercase();
    if ASIDE.contains(&before.as_str()) { 0.2 } else { 0.0 }
}

pub(super) fn is_title_at(scene: &Scene<'_, '_>, at: usize) -> bool {
    scene.inside(at).is_some_and(|index| is_title(scene, index))
}

/// What of the words behind *called* is an opinion that is quoted, and how sure. A name or a term is no
/// quote: *calls the route the “Belt of Trust”*.
///
/// `only`: whether the verb says nothing but that a name is given, or a blow: *attacked the ship*.
pub(super) fn naming(scene: &Scene<'_, '_>, tokens: Range<usize>, only: bool) -> Option<(Range<usize>, f32)> {
    let Some(first) = tokens.clone().find(|&at| scene.inside(at).is_some()) else {
        let named = phrase::after(scene, tokens.start, tokens.end).is_some_and(|whole| {
            let end = whole.tokens.end;
            let last = end == tokens.end || scene.class(end).any(Class::CONJUNCTION);
            last && scene.name_at(end - 1).is_some() // calls his colleague Ivan Orlov
        });
        return Some((tokens, if only || named { 0.45 } else { 0.55 })); // called it a hoax
    };
    let mut marked = tokens.clone().filter_map(|at| scene.inside(at));
    if marked.all(|index| is_title(scene, index)) {
        return None;
    }
    let start = match scene.word(first - 1) {
        "to" | "as" => first, // likened the plan to “a bad dream”
        "a" | "an" if only => first - 1,
        _ if first == tokens.start + 1 => first,
        _ => tokens.start,
    };
    let verb = (first..tokens.end)
        .find(|&at| {
            let relative = scene.class(at - 1).any(Class::RELATIVE);
            scene.inside(at).is_none() && scene.class(at).any(Class::FINITE) && !relative
        })
        .unwrap_or(tokens.end);
    let last = (first..verb).rev().find(|&at| scene.inside(at).is_some()).map_or(first + 1, |at| at + 1);
    let goes_on = last < tokens.end && scene.class(last).any(Class::PREPOSITION);
    Some((start..if goes_on { tokens.end } else { last }, 0.7))
}

/// A thing ends before words of time and place, and before a further clause.
pub(super) fn thing_end(scene: &Scene<'_, '_>, from: usize, end: usize) -> usize {
    for at in from + 1..end {
        if scene.inside(at).is_some() {
            continue;
        }
        let next = scene.class(at + 1);
        let when = matches!(scene.word(at), "on" | "last" | "this") && next.any(Class::TIME)
            || matches!(scene.word(at), "while" | "but")
            || scene.class(at).any(Class::TIME) && scene.capital(at)
            || scene.is_mark(at, &[";", "—", "–"])
            || scene.is_mark(at, &[","])
                && (next.any(
                    Class::CONJUNCTION.and(Class::PARTICIPLE).and(Class::SUBORDINATOR).and(Class::RELATIVE),
                ));
        if when {
            return at;
        }
    }
    end
}
