//! Speech that no attribution touches: a quotation that goes on behind an attributed one, or a whole
//! paragraph in quotation marks.

use super::direct::{ends_like_speech, is_title};
use super::lexicon::Class;
use super::phrase::{self, Phrase};
use super::scene::{Block, Scene};
use crate::suggest::prepared::TokenKind;

/// Says whether a block is nothing but speech in quotation marks.
pub(crate) fn stands_alone(scene: &Scene<'_, '_>, block: &Block) -> bool {
    if block.marked.is_empty() {
        return false;
    }
    let outside = block.tokens.clone().filter(|&at| scene.inside(at).is_none());
    let only_marks = outside.clone().all(|at| scene.kind(at) == Some(TokenKind::Mark));
    let words: usize = block
        .marked
        .clone()
        .map(|index| {
            let marked = scene.marked_at(index);
            scene.count_words(marked.inner..marked.inner_end)
        })
        .sum();
    let opens = scene.marked_at(block.marked.start).first <= block.tokens.start + 1;
    let heading = block.opens_paragraph && block.marked.len() == 1 && is_title(scene, block.marked.start);
    only_marks
        && opens
        && !heading
        && words >= 2
        && block.marked.clone().last().is_some_and(|last| ends_like_speech(scene, last))
}

/// The name that a block consists of, behind a dash, with what they are: *― Sonya Herridge, retired fitter*.
pub(crate) fn signature(scene: &Scene<'_, '_>, block: &Block) -> Option<Phrase> {
    let start = block.tokens.start;
    if !scene.is_mark(start, &["―", "—", "–", "-"]) || block.tokens.len() > 16 || !block.marked.is_empty()
    {
        return None;
    }
    let phrase = phrase::after(scene, start + 1, block.tokens.end)?;
    let rest = phrase.whole().end..block.tokens.end;
    let titled = scene.is_mark(rest.start, &[",", "("])
        && scene.capital(rest.start - 1)
        && !rest.clone().any(|at| scene.class(at).any(Class::BE.and(Class::AUXILIARY).and(Class::SAY)));
    let ends = titled || rest.clone().all(|at| scene.kind(at) == Some(TokenKind::Mark));
    (ends && (scene.capital(start + 1) || scene.name_at(start + 1).is_some())).then_some(phrase)
}
