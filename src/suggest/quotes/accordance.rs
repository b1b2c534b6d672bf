//! What is reported on both sides of an attribution in commas, and behind *according to*.

use super::attribution::{Attribution, Shape};
use super::clause::finite;
use super::ends::end_of;
use super::indirect::{Content, content, left};
use super::lexicon::Class;
use super::scene::{Block, Scene};
use crate::suggest::prepared::TokenKind;
use std::ops::Range;

/// *according to X, …* · *…, according to X*
pub(super) fn according(
    scene: &Scene<'_, '_>,
    block: &Block,
    all: &[Attribution],
    this: &Attribution,
) -> Option<Content> {
    let whole = this.whole();
    let reason = "reported speech: “according to” and a name";
    let mut from = whole.end;
    while from < block.tokens.end
        && !scene.is_mark(from, &[","])
        && from < whole.end + 16
        && scene.inside(from).is_none()
    {
        from += 1;
    }
    let comma = scene.is_mark(from, &[","]);
    let end = end_of(scene, block, all, this, from + 1);
    let first = whole.start <= block.tokens.start + 1;
    if first {
        return if comma {
            content(from + 1..end, 0.85, reason)
        } else {
            content(whole.end..end_of(scene, block, all, this, whole.end), 0.7, reason)
        };
    }
    let goes_on = comma && from + 3 < end;
    let comma_before = scene.is_mark(whole.start - 1, &[","]);
    let left_end = whole.start - usize::from(comma_before);
    let opens = Class::RELATIVE.and(Class::CONJUNCTION).and(Class::SUBORDINATOR);
    let opener = scene.class(left_end.wrapping_sub(1));
    if goes_on && comma_before && opener.any(opens) && !opener.any(Class::THAT) {
        return content(from + 1..end, 0.75, reason); // …, of which, according to X, a third is oil
    }
    if goes_on && finite(scene, from + 1) {
        let start = clause_start(scene, block, left_end);
        if !(start..left_end).any(|at| scene.inside(at).is_none() && finite(scene, at)) {
            let fragments = vec![start..left_end, from + 1..end]; // the visit, according to X, was in vain
            return Some(Content { fragments, score: 0.8, reason });
        }
    }
    let mut content = left(scene, block, this)?;
    content.reason = reason;
    let joined = goes_on && scene.class(from + 1).any(Class::CONJUNCTION) && !finite(scene, from + 2);
    if joined && (from + 3..end).any(|at| scene.inside(at).is_none() && finite(scene, at)) {
        content.fragments.push(from + 2..end); // …, according to X, and a third is oil
    }
    Some(content)
}

/// Where what stands before an interrupting attribution begins.
fn clause_start(scene: &Scene<'_, '_>, block: &Block, end: usize) -> usize {
    (block.tokens.start..end)
        .find(|&at| scene.kind(at) != Some(TokenKind::Mark) || scene.inside(at).is_some())
        .unwrap_or(block.tokens.start)
}

/// Where the words end that say to whom or when, between a verb of saying and the comma behind it: *he told me on
/// Friday,*.
fn aside_end(scene: &Scene<'_, '_>, rest: &Range<usize>) -> usize {
    let beside = |at: usize| {
        scene.inside(at).is_none()
            && scene.kind(at) == Some(TokenKind::Word)
            && !scene.class(at).any(Class::THAT.and(Class::BE).and(Class::AUXILIARY).and(Class::SUBORDINATOR))
    };
    let end = (rest.start..rest.end.min(rest.start + 7)).find(|&at| !beside(at));
    end.filter(|&end| scene.is_mark(end, &[","])).unwrap_or(rest.start)
}

/// *The museum, X said, would open*: what stands before the first comma is no clause of its own.
pub(super) fn interrupted(
    scene: &Scene<'_, '_>,
    block: &Block,
    this: &Attribution,
    rest: Range<usize>,
) -> Option<Content> {
    let whole = this.whole();
    let comma = |at: usize| scene.is_mark(at, &[","]);
    let rest = aside_end(scene, &rest)..rest.end;
    let fits = scene.lexicon.english && this.class.any(Class::SAY) && this.shape == Shape::Before;
    if !fits || whole.start < block.tokens.start + 2 || !comma(whole.start - 1) || !comma(rest.start) {
        return None;
    }
    let before = clause_start(scene, block, whole.start - 1)..whole.start - 1;
    let after = rest.start + 1..rest.end;
    let outside = |at: &usize| scene.inside(*at).is_none();
    let last = scene.class(before.end.saturating_sub(1));
    let opens = scene.class(before.start).any(Class::SUBORDINATOR);
    let verb = before.clone().filter(outside).any(|at| finite(scene, at))
        && !last.any(Class::BE.and(Class::AUXILIARY).and(Class::RELATIVE).and(Class::CONJUNCTION));
    let told = after.clone().any(|at| finite(scene, at) && scene.word(at - 1) != "to")
        || scene.inside(after.start).is_some() && last.any(Class::BE); // it was, X said, “a mistake”
    let compared = scene.class(after.start).any(Class::VERB) && scene.word(after.start).ends_with("ed");
    if before.is_empty()
        || before.clone().any(|at| scene.inside(at).is_some())
        || verb && !opens
        || !told
        || compared
        || scene.class(after.start).any(Class::PARTICIPLE.and(Class::RELATIVE))
    {
        return None;
    }
    let relative = last.any(Class::RELATIVE) && !last.any(Class::THAT);
    let joins = last.any(Class::CONJUNCTION);
    let before = before.start + usize::from(scene.class(before.start).any(Class::CONJUNCTION))..before.end;
    let fragments = if relative || joins { vec![after] } else { vec![before, after] };
    Some(Content {
        fragments,
        score: 0.85,
        reason: "reported speech with a name and a verb of saying inside",
    })
}
