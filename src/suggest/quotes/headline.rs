//! A colon before words in quotation marks, in headings above all: who speaks stands before it, with no verb
//! of saying.

use super::attribution::{Attribution, Shape, main_subject};
use super::lexicon::Class;
use super::phrase::{self, Phrase};
use super::scene::{Block, Scene};

/// How many words a heading has at most.
const HEADING: usize = 25;

/// *X: “…”*, *X: we must act*: a name and a colon, with no verb. `known` are the attributions that have one.
pub(crate) fn colon(scene: &Scene<'_, '_>, block: &Block, known: &[Attribution]) -> Option<Attribution> {
    let at = block.tokens.clone().find(|&at| scene.inside(at).is_none() && scene.is_mark(at, &[":"]))?;
    let last = at.checked_sub(1).filter(|last| *last >= block.tokens.start)?;
    let quoted = scene.inside(at + 1).is_some();
    let title = block.tokens.start == 0
        && scene.line_break_before(block.tokens.end)
        && scene.count_words(block.tokens.clone()) <= HEADING;
    let heading = title || block.opens_paragraph && !scene.is_mark(block.tokens.end - 1, &[".", ":"]);
    let poll = title && at == 1 && scene.class(0).any(Class::ROLE.and(Class::SAYING_NOUN));
    let named = poll || scene.name_at(last).is_some() || scene.capital(last) && scene.class(last).is_empty();
    let told = |other: &Attribution| {
        let whole = other.whole();
        whole.start < at && (!quoted || other.class.any(Class::SAY.and(Class::MANNER).and(Class::CLAUSE)))
    };
    if known.iter().any(told) || !(quoted || title || known.is_empty()) {
        return None;
    }
    if quoted && let Some(found) = headline(scene, block, at, heading) {
        return Some(found);
    }
    if !named || !(quoted || heading) {
        return None;
    }
    let speaker = phrase::before(scene, at, block.tokens.start)?;
    let opens = speaker.tokens.start == block.tokens.start;
    let short = (poll || scene.name_at(speaker.tokens.start).is_some()) && speaker.tokens.len() <= 4;
    let unknown =
        speaker.tokens.clone().all(|at| scene.capital(at)) && (2..=4).contains(&speaker.tokens.len());
    let fits = opens && (quoted && (scene.name_at(last).is_some() || unknown) || short);
    fits.then(|| Attribution {
        cue: at..at + 1,
        class: Class::SAY,
        speaker: Some(speaker),
        shape: Shape::Colon,
    })
}

/// *X Hits Back at Y: “…”* in a heading, *X has a new message: “…”*: who the sentence is about speaks.
fn headline(scene: &Scene<'_, '_>, block: &Block, colon: usize, heading: bool) -> Option<Attribution> {
    let start = block.tokens.start;
    const MESSAGES: &[&str] = &["finding", "answer", "question", "tweet", "post", "line"];
    let message = (start..colon)
        .rev()
        .take(3)
        .any(|at| scene.class(at).any(Class::SAYING_NOUN) || MESSAGES.contains(&scene.word(at)));
    let name = heading.then(|| scene.name_at(start)).flatten();
    let speaker = match name {
        Some(name) => {
            let end = (start..colon).find(|&at| scene.name_at(at) != Some(name))?;
            Phrase { tokens: start..end, apposition: None }
        }
        None if message => Phrase { apposition: None, ..main_subject(scene, block, colon)? },
        None => return None,
    };
    let goes_on = speaker.tokens.end + 1 < colon;
    goes_on.then_some(Attribution {
        cue: colon..colon + 1,
        class: Class::SAY,
        speaker: Some(speaker),
        shape: Shape::Colon,
    })
}
