//! Which stretches in quotation marks are speech: those that an attribution touches.
//!
//! *“…,” said X* · *X said: “…”* · *“…,” said X, “…”* · *“…,” the expert X.* What no attribution touches is
//! left to `floating`, or is a title, a term, irony.

use super::attribution::{Attribution, Shape};
use super::lexicon::Class;
use super::phrase;
use super::scene::{Block, Scene};
use crate::suggest::prepared::TokenKind;
use std::ops::Range;

/// Speech in quotation marks.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Spoken {
    /// The stretches, by index into [`Scene::marked`]; more than one when the attribution interrupts.
    pub(crate) marked: Vec<usize>,
    /// Which attribution of the block says so, by index.
    pub(crate) attribution: usize,
    /// Where the quote begins when words outside quotation marks belong to it: a token.
    pub(crate) leads: Option<usize>,
    /// Whether the words between its stretches belong to it: *“…”, and those who ask “…”*.
    pub(crate) through: bool,
    pub(crate) score: f32,
    pub(crate) reason: &'static str,
}

/// Finds the speech of a block. May add attributions that have no verb.
pub(crate) fn find(scene: &Scene<'_, '_>, block: &Block, attributions: &mut Vec<Attribution>) -> Vec<Spoken> {
    let mut out: Vec<Spoken> = Vec::new();
    for index in block.marked.clone() {
        if joins(scene, index, &out)
            && let Some(last) = out.last_mut()
        {
            last.marked.push(index);
            continue;
        }
        if goes_on(scene, index, attributions, &mut out) || adds(scene, index, attributions, &mut out) {
            continue;
        }
        let found = behind(scene, block, index, attributions)
            .or_else(|| ahead(scene, block, index, attributions))
            .or_else(|| verbless(scene, block, index, attributions));
        out.extend(found);
    }
    out
}

/// Whether a stretch follows the last one at once: `“A.” “B.”`.
fn joins(scene: &Scene<'_, '_>, index: usize, out: &[Spoken]) -> bool {
    let last = out.last().and_then(|spoken| spoken.marked.last()).copied();
    last.is_some_and(|last| scene.marked_at(last).last + 1 == scene.marked_at(index).first)
}

/// *“…,” said X, “…”*: the second stretch goes to the quote of the first. Says whether it did.
fn goes_on(scene: &Scene<'_, '_>, index: usize, attributions: &[Attribution], out: &mut [Spoken]) -> bool {
    let Some(last) = out.last_mut() else { return false };
    let Some(before) = last.marked.last().map(|before| scene.marked_at(*before)) else { return false };
    let Some(attribution) = attributions.get(last.attribution) else { return false };
    let whole = attribution.whole();
    let here = scene.marked_at(index);
    let mut gap = whole.end..here.first;
    let named = index.checked_sub(1).filter(|named| is_named(scene, *named, whole.end));
    if let Some(named) = named.filter(|named| scene.marked_at(*named).last + 1 == here.first) {
        gap.end = scene.marked_at(named).first; // said on “Face the Nation.” “…”
    }
    let between = whole.start > before.last && whole.end <= here.first;
    let interrupted = between && !is_named(scene, index, whole.end) && gap_is_bare(scene, attribution, gap);
    if interrupted {
        last.marked.push(index);
        last.reason = "two stretches in quotation marks with a verb of saying between them";
    }
    interrupted
}

/// *X said “…”, and those who ask “…”*: the second stretch goes on from the first, with the words between.
fn adds(scene: &Scene<'_, '_>, index: usize, attributions: &[Attribution], out: &mut [Spoken]) -> bool {
    let Some(last) = out.last_mut() else { return false };
    let Some(before) = last.marked.last().map(|before| scene.marked_at(*before)) else { return false };
    let Some(attribution) = attributions.get(last.attribution) else { return false };
    let gap = before.last + 1..scene.marked_at(index).first;
    let comma = usize::from(scene.is_mark(gap.start, &[","]));
    let joined = scene.class(gap.start + comma).any(Class::CONJUNCTION) && gap.len() <= 16;
    let relative = |other: &Attribution| {
        let speaker = other.speaker.as_ref();
        speaker.is_some_and(|speaker| scene.class(speaker.tokens.start).any(Class::RELATIVE))
    };
    let told = attributions.iter().any(|other| gap.contains(&other.cue.start) && !relative(other));
    let ahead = attribution.whole().end <= before.first && !is_title(scene, index);
    let adds = joined && ahead && !told && before.closed;
    if adds {
        last.marked.push(index);
        last.through = true;
    }
    adds
}

/// Whether a stretch names where something was said: *said X on the programme “Face the Nation”*.
fn is_named(scene: &Scene<'_, '_>, index: usize, from: usize) -> bool {
    let first = scene.marked_at(index).first;
    first > from && scene.kind(first - 1) == Some(TokenKind::Word) && is_title(scene, index)
}

/// *“…,” said X*
fn behind(
    scene: &Scene<'_, '_>,
    block: &Block,
    index: usize,
    attributions: &[Attribution],
) -> Option<Spoken> {
    let marked = scene.marked_at(index);
    if is_title(scene, index) && marked.first > block.tokens.start {
        return None;
    }
    let mut at = marked.last + 1;
    let mut steps = 0;
    while steps < 3
        && (scene.is_mark(at, &[",", "–", "—", "-", ".", "―"]) || scene.word(at).eq_ignore_ascii_case("as"))
    {
        at += 1;
        steps += 1;
    }
    let found = attributions.iter().position(|attribution| {
        let whole = attribution.whole();
        let around = attribution.cue.start == at && whole.start < marked.first; // X, “…” dedi
        ((at..=at + 1).contains(&whole.start) || around)
            && !matches!(attribution.shape, Shape::Continued | Shape::Noun | Shape::Colon)
            && speaks(attribution.class)
    })?;
    let shape = attributions.get(found)?.shape;
    if scene.count_words(marked.inner..marked.inner_end) < 3 && !ends_like_speech(scene, index) {
        return None; // the "partners" said
    }
    let reason = match shape {
        Shape::Inverted => "in quotation marks, followed by a verb of saying and a name",
        Shape::According => "in quotation marks, followed by “according to” and a name",
        _ => "in quotation marks, followed by a name and a verb of saying",
    };
    let score = if ends_like_speech(scene, index) { 0.97 } else { 0.8 };
    let leads = leads(scene, block, index, attributions);
    Some(Spoken { marked: vec![index], attribution: found, leads, through: false, score, reason })
}

/// *The answers are “not meeting the demand,” says X*: where the words before the mark begin that belong
/// to the quote.
fn leads(scene: &Scene<'_, '_>, block: &Block, index: usize, attributions: &[Attribution]) -> Option<usize> {
    let first = scene.marked_at(index).first;
    let before = first.checked_sub(1).filter(|before| *before >= block.tokens.start)?;
    let told = attributions.iter().any(|other| other.whole().start < first);
    let mark = scene.kind(before) == Some(TokenKind::Mark)
        && !told
        && scene.is_mark(before, &[":", "—", "–", "-", "―"]);
    (!told && !mark && scene.count_words(block.tokens.start..first) > 0).then_some(block.tokens.start)
}

/// Whether a stretch looks like the title of something: *CNN’s “State of the Union”*.
pub(crate) fn is_title(scene: &Scene<'_, '_>, index: usize) -> bool {
    let marked = scene.marked_at(index);
    let words = scene.count_words(marked.inner..marked.inner_end);
    let capitals = (marked.inner..marked.inner_end).all(|at| {
        let small = scene.class(at).any(Class::PREPOSITION.and(Class::DETERMINER).and(Class::CONJUNCTION));
        scene.kind(at) != Some(TokenKind::Word) || scene.capital(at) || small
    });
    let cased = scene.word(marked.inner).chars().next().is_some_and(char::is_uppercase);
    words <= 8 && cased && capitals && !scene.is_mark(marked.inner_end.saturating_sub(1), &["!", "?"])
}

/// Whether a comma or the end of a sentence stands at the closing mark, inside or behind it.
pub(crate) fn ends_like_speech(scene: &Scene<'_, '_>, index: usize) -> bool {
    const ENDS: &[&str] = &[",", "।", "؟", "۔", ".", "!", "?", "…", "—", "–", "-", "。", "！", "？"];
    let marked = scene.marked_at(index);
    const MARKS: &[&str] = &["'", "’", "\"", "”", ")"];
    let inner = (marked.inner..marked.inner_end).rev().find(|&at| !scene.is_mark(at, MARKS));
    let inside = inner.is_some_and(|last| scene.is_mark(last, ENDS));
    inside || scene.is_mark(marked.last + 1, ENDS) || !marked.closed
}

fn speaks(class: Class) -> bool {
    class.any(Class::SAY.and(Class::MANNER).and(Class::CLAUSE).and(Class::ACCORDING))
}

/// *X said: “…”*
fn ahead(scene: &Scene<'_, '_>, block: &Block, index: usize, attributions: &[Attribution]) -> Option<Spoken> {
    let marked = scene.marked_at(index);
    let (found, attribution) = attributions.iter().enumerate().rev().find(|(_, attribution)| {
        let colon = attribution.whole().end + 1 == marked.first && scene.is_mark(marked.first - 1, &[":"]);
        let fits = colon || attribution.shape != Shape::Inverted;
        attribution.whole().end <= marked.first && fits && attribution.shape != Shape::Noun
    })?;
    let colon = scene.is_mark(marked.first.wrapping_sub(1), &[":"]);
    let scolds =
        colon && attribution.class.any(Class::THING.and(Class::ACCUSE).and(Class::URGE).and(Class::TOPIC));
    if !(speaks(attribution.class) || scolds) || marked.first < block.tokens.start {
        return None;
    }
    let gap = attribution.whole().end..marked.first;
    let introduced = gap.end.checked_sub(1).filter(|last| *last >= gap.start);
    let mark = introduced.is_some_and(|last| scene.is_mark(last, &[",", ":", "–", "—"]));
    let words = scene.count_words(marked.inner..marked.inner_end);
    if attribution.shape == Shape::According && !mark {
        return None;
    }
    if !gap_is_bare(scene, attribution, gap)
        || !mark && !attribution.class.any(Class::SAY) && !ends_like_speech(scene, index)
    {
        return None;
    }
    if !mark
        && (words < 3 && !ends_like_speech(scene, index) || is_named(scene, index, attribution.whole().end))
    {
        return None;
    }
    let gap = attribution.whole().end < marked.first;
    if !mark && gap && !attribution.class.any(Class::SAY.and(Class::MANNER)) {
        return None;
    }
    let score = if mark { 0.96 } else { 0.6 };
    let reason = "in quotation marks, after a verb of saying";
    Some(Spoken { marked: vec![index], attribution: found, leads: None, through: false, score, reason })
}

/// Whether between an attribution and a stretch stands nothing that says more than to whom, when, where.
fn gap_is_bare(scene: &Scene<'_, '_>, attribution: &Attribution, gap: Range<usize>) -> bool {
    if gap.is_empty() {
        return true;
    }
    let colon = scene.is_mark(gap.end - 1, &[":"]);
    let joined = scene.class(gap.end - 1).any(Class::CONJUNCTION) && scene.is_mark(gap.end - 2, &[","]);
    let comma = joined || scene.is_mark(gap.end - 1, &[",", "–", "—"]);
    if gap.clone().any(|at| scene.inside(at).is_some()) || gap.len() > if colon { 30 } else { 16 } {
        return false;
    }
    if colon || comma && gap.len() == 1 {
        return true;
    }
    let first = scene.class(gap.start);
    let told = attribution.class.any(Class::URGE);
    let somebody = told
        && (comma || phrase::after(scene, gap.start, gap.end).is_some_and(|to| to.tokens.end >= gap.end));
    let beside = first.any(Class::PREPOSITION.and(Class::TIME).and(Class::ADVERB).and(Class::NOT_SUBJECT))
        || scene.is_mark(gap.start, &[","]);
    let bare = gap.clone().all(|at| {
        let class = scene.class(at);
        let verb = class.any(Class::FINITE)
            && !class.any(Class::AMBIGUOUS.and(Class::PARTICIPLE).and(Class::ROLE))
            && !scene.capital(at);
        !(verb || class.any(Class::THAT.and(Class::SUBORDINATOR)))
    });
    bare && (somebody || beside && (comma || gap.len() <= 8))
}

/// *“…,” the expert Andrey Koshkin.*
fn verbless(
    scene: &Scene<'_, '_>,
    block: &Block,
    index: usize,
    attributions: &mut Vec<Attribution>,
) -> Option<Spoken> {
    let marked = scene.marked_at(index);
    let comma = scene.is_mark(marked.inner_end.saturating_sub(1), &[","]);
    let mut at = marked.last + 1;
    let outside = scene.is_mark(at, &[",", "–", "—", "―"]);
    at += usize::from(outside);
    if !(comma || outside)
        || marked.first != block.tokens.start
        || scene.count_words(marked.inner..marked.inner_end) < 4
    {
        return None;
    }
    let speaker = phrase::after(scene, at, block.tokens.end)?;
    let whole = speaker.whole();
    let ends = whole.end >= block.tokens.end
        || scene.is_mark(whole.end, &[".", "\u{2026}"]) && whole.end + 1 >= block.tokens.end;
    let names = whole.clone().filter(|&at| scene.capital(at) || scene.name_at(at).is_some()).count() >= 2;
    if !ends || !names {
        return None;
    }
    let attribution = Attribution {
        cue: whole.end..whole.end,
        class: Class::default(),
        speaker: Some(speaker),
        shape: Shape::Verbless,
    };
    attributions.push(attribution);
    let reason = "in quotation marks, followed by a name (the verb of saying is missing)";
    Some(Spoken {
        marked: vec![index],
        attribution: attributions.len() - 1,
        leads: None,
        through: false,
        score: 0.85,
        reason,
    })
}
