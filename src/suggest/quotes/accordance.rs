//! What is reported behind *according to*: where the content lies.

use super::attribution::Attribution;
use super::indirect::{Content, content, end_of, finite, left};
use super::lexicon::Class;
use super::scene::{Block, Scene};
use crate::suggest::prepared::TokenKind;

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
