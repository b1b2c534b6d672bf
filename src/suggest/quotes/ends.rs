//! Where reported content ends: with its sentence, or before another attribution, another clause, an aside.

use super::attribution::{Attribution, Shape};
use super::lexicon::Class;
use super::phrase::{self, Phrase};
use super::scene::{Block, Scene};
use crate::suggest::prepared::TokenKind;
use std::ops::Range;

/// Where the content that begins at `from` ends: with the block, or before the next attribution.
pub(super) fn end_of(
    scene: &Scene<'_, '_>,
    block: &Block,
    all: &[Attribution],
    this: &Attribution,
    from: usize,
) -> usize {
    let mut end = block.tokens.end;
    while end > from
        && scene.inside(end - 1).is_none()
        && scene.is_mark(end - 1, &[".", "!", "?", "…", ":", ";", "。", "*"])
    {
        end -= 1;
    }
    for other in all.iter().filter(|other| other.cue.start > from && *other != this) {
        let Some(cut) = cut_before(scene, other, from) else { continue };
        end = end.min(cut);
        break;
    }
    if let Some(cut) = main_clause(scene, block, this, from..end) {
        end = cut;
    }
    let mut stops = (from + 3..end).filter(|&at| scene.inside(at).is_none() && scene.is_mark(at, &[";"]));
    if let (Some(stop), None) = (stops.next(), stops.next()) {
        end = stop; // one semicolon divides, several make a list
    }
    let open = (from..end).filter(|&at| scene.is_mark(at, &["("])).count();
    let close = (from..end).filter(|&at| scene.is_mark(at, &[")"])).count();
    if close > open && scene.is_mark(end - 1, &[")"]) {
        end -= 1;
    }
    end.max(from)
}

/// Where the main clause begins behind an attribution in a clause before it: *While X said that …, Y was …*.
fn main_clause(
    scene: &Scene<'_, '_>,
    block: &Block,
    this: &Attribution,
    content: Range<usize>,
) -> Option<usize> {
    const OPENERS: &[&str] = &[
        "while", "although", "though", "if", "when", "because", "since", "after", "before", "once", "unless",
        "until", "whereas",
    ];
    if this.shape == Shape::Continued && this.cue.start <= block.tokens.start + 1 {
        return main_clause_in(scene, content).map(|(comma, _)| comma);
    }
    let before = this.whole().start.checked_sub(1).filter(|before| *before >= block.tokens.start)?;
    let opens = |word: &str| OPENERS.iter().any(|opener| opener.eq_ignore_ascii_case(word));
    let fronted = (block.tokens.start..before).all(|at| {
        scene.class(at).any(Class::ADVERB.and(Class::CONJUNCTION).and(Class::TIME))
            || scene.is_mark(at, &[","])
    });
    if !scene.lexicon.english || !fronted || !opens(scene.word(before)) {
        return None;
    }
    main_clause_in(scene, content).map(|(comma, _)| comma)
}

/// The comma behind which a clause begins with its subject, and that subject.
pub(super) fn main_clause_in(scene: &Scene<'_, '_>, tokens: Range<usize>) -> Option<(usize, Phrase)> {
    (tokens.start + 2..tokens.end).find_map(|at| {
        let quoted = scene.inside(at).map(|index| scene.marked_at(index));
        let comma = scene.is_mark(at, &[","]);
        let (end, start) = match quoted {
            Some(marked) if comma && marked.inner_end == at + 1 => (marked.last + 1, marked.last + 1), // “…,” X said
            Some(_) => return None,
            None => (at, at + 1),
        };
        let subject = comma.then(|| phrase::after(scene, start, tokens.end)).flatten()?;
        let verb = (subject.whole().end..tokens.end)
            .find(|&at| !scene.class(at).any(Class::ADVERB) && !scene.is_mark(at, &[","]))?;
        scene.class(verb).any(Class::FINITE).then_some((end, subject))
    })
}

/// Where a deed ends that is ordered, promised or blamed: before an aside, before what else is told.
pub(super) fn deed_end(scene: &Scene<'_, '_>, from: usize, end: usize) -> usize {
    let ends = |at: usize| {
        let comma = scene.is_mark(at, &[","]);
        let next = scene.class(at + 1);
        let doing = scene.word(at + 1).ends_with("ing") && scene.kind(at + 1) == Some(TokenKind::Word);
        let turns = matches!(scene.word(at + 1), "but" | "although" | "though" | "while" | "saying");
        scene.is_mark(at, &["-", "–", "—"]) || comma && (doing && !next.any(Class::PREPOSITION) || turns)
    };
    (from + 2..end).find(|&at| scene.inside(at).is_none() && ends(at)).unwrap_or(end)
}

/// Whether an attribution begins with a name or a capital: *… and Keller accused …*.
fn named(scene: &Scene<'_, '_>, other: &Attribution) -> bool {
    let start = other.whole().start;
    scene.lexicon.english && (scene.name_at(start).is_some() || scene.capital(start))
}

/// Where an attribution that goes on from this one begins: before its *and*, *but*, comma.
fn cut_before(scene: &Scene<'_, '_>, other: &Attribution, from: usize) -> Option<usize> {
    let mut at = other.whole().start;
    while at > from && scene.class(at - 1).any(Class::ADVERB) {
        at -= 1;
    }
    let joined = at > from && scene.class(at - 1).any(Class::CONJUNCTION.and(Class::SUBORDINATOR));
    let own = matches!(other.shape, Shape::Before);
    at -= usize::from(joined);
    let comma = at > from && scene.is_mark(at - 1, &[",", ";", "—", "–"]);
    at -= usize::from(comma);
    let tells = scene.lexicon.english && scene.class(other.cue.end).any(Class::THAT);
    let cuts = match other.shape {
        Shape::Continued => joined || comma,
        Shape::According => comma && !joined,
        _ => own && (comma && (joined || tells) || joined && at > from + 6 && named(scene, other)),
    };
    (cuts && at > from).then_some(at)
}
