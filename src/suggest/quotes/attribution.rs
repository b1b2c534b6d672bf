//! Attributions: words outside quotation marks that say that somebody said something — a cue and, beside
//! it, who speaks.

use super::ends::main_clause_in;
use super::headline;
use super::lexicon::Class;
use super::noun::{is_noun, noun};
use super::phrase::{self, Phrase};
use super::scene::{Block, Scene};
use super::subject::{floor_of, quoted_as, subject};
use std::ops::Range;

/// How an attribution is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// *X said*.
    Before,
    /// *said X*.
    Inverted,
    /// *adding*, *and warned*: who speaks stands earlier in the sentence.
    Continued,
    /// *according to X*.
    According,
    /// *the claim of X that*, *X’s claim that*.
    Noun,
    /// *X:*
    Colon,
    /// *the expert X.*, with no verb at all.
    Verbless,
}

/// A cue and who speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attribution {
    /// The tokens of the cue; empty when there is none.
    pub(crate) cue: Range<usize>,
    /// What the cue takes.
    pub(crate) class: Class,
    /// Who speaks.
    pub(crate) speaker: Option<Phrase>,
    /// How it is made.
    pub(crate) shape: Shape,
}

impl Attribution {
    /// Returns all tokens from who speaks to the cue.
    pub(crate) fn whole(&self) -> Range<usize> {
        match &self.speaker {
            Some(speaker) if self.shape != Shape::Continued => {
                let speaker = speaker.whole();
                if self.cue.is_empty() {
                    return speaker;
                }
                speaker.start.min(self.cue.start)..speaker.end.max(self.cue.end)
            }
            _ => self.cue.clone(),
        }
    }
}

/// Finds the attributions of a block, in order.
pub(crate) fn find(scene: &Scene<'_, '_>, block: &Block) -> Vec<Attribution> {
    let mut out: Vec<Attribution> = Vec::new();
    let mut at = block.tokens.start;
    while at < block.tokens.end {
        if let Some(index) = scene.inside(at) {
            at = scene.marked_at(index).last.max(at) + 1;
            continue;
        }
        let length = scene.words.length(at);
        if scene.class(at).any(INTERESTING)
            && let Some(found) = read(scene, block, at..at + length, &out)
        {
            at = found.cue.end.max(at + length);
            out.push(found);
        } else {
            at += length;
        }
    }
    if let Some(found) = headline::colon(scene, block, &out) {
        out.insert(out.partition_point(|other| other.cue.start < found.cue.start), found);
    }
    out
}

const INTERESTING: Class = Class::CUE
    .and(Class::ATTITUDE)
    .and(Class::ACCORDING)
    .and(Class::AFTERWARDS)
    .and(Class::SAYING_NOUN)
    .and(Class::VIEW);

fn read(
    scene: &Scene<'_, '_>,
    block: &Block,
    cue: Range<usize>,
    known: &[Attribution],
) -> Option<Attribution> {
    let class = scene.class(cue.start);
    if class.any(Class::ACCORDING) {
        let own = cue.clone().find(|&at| scene.class(at).any(Class::POSSESSIVE));
        if let Some(own) = own {
            let speaker = Some(Phrase { tokens: own..own + 1, apposition: None });
            return Some(Attribution { cue, class, speaker, shape: Shape::According });
        }
        let mut speaker = phrase::after(scene, cue.end, block.tokens.end)?;
        if let Some(beside) = speaker.apposition.clone() {
            let ends = beside.end >= block.tokens.end || scene.is_mark(beside.end, &[",", ".", ";"]);
            speaker.apposition = ends.then_some(beside); // according to polls, Romney had …
        }
        if !scene.lexicon.english {
            speaker = named_part(scene, speaker);
        }
        let last = speaker.tokens.end - 1;
        let head = (speaker.tokens.start..=last)
            .find(|&at| scene.class(at + 1).any(Class::PREPOSITION))
            .unwrap_or(last);
        let plan = scene.class(speaker.tokens.end).any(Class::NOT_SPEAKER); // per the Keller plan
        if plan
            || scene.class(head).any(Class::NOT_SPEAKER)
            || cue.len() == 1 && !introduces(scene, block, cue.start)
        {
            return None;
        }
        return Some(Attribution { cue, class, speaker: Some(speaker), shape: Shape::According });
    }
    if class.any(Class::AFTERWARDS) {
        let speaker = phrase::before(scene, cue.start, block.tokens.start)?;
        return Some(Attribution {
            cue,
            class: Class::ACCORDING,
            speaker: Some(speaker),
            shape: Shape::According,
        });
    }
    if is_noun(scene, block, cue.start) {
        return noun(scene, block, cue);
    }
    if !class.any(Class::CUE.and(Class::ATTITUDE)) || scene.name_at(cue.start).is_some() {
        return None;
    }
    if let Some(speaker) = quoted_as(scene, block, cue.start) {
        return Some(Attribution { cue, class, speaker: Some(speaker), shape: Shape::Before });
    }
    let start = widen(scene, block, cue.start)?;
    if let Some(speaker) = subject(scene, block, start, class) {
        return Some(Attribution { cue, class, speaker: Some(speaker), shape: Shape::Before });
    }
    if let Some(speaker) = inverted(scene, block, &cue, class) {
        return Some(Attribution { cue, class, speaker: Some(speaker), shape: Shape::Inverted });
    }
    continued(scene, block, cue, class, known)
}

/// The part of a phrase up to its last name or noun with a capital, where no comma tells its end: *laut
/// Anna Keller gehen …*.
fn named_part(scene: &Scene<'_, '_>, phrase: Phrase) -> Phrase {
    let closes = scene.is_mark(phrase.whole().end, &[","]);
    let name = |at: usize| scene.capital(at) || scene.name_at(at).is_some();
    let Some(first) = phrase.tokens.clone().find(|&at| name(at)).filter(|_| !closes) else { return phrase };
    let end = (first..phrase.tokens.end).find(|&at| !name(at)).unwrap_or(phrase.tokens.end);
    Phrase { tokens: phrase.tokens.start..end, apposition: None }
}

/// Whether a preposition stands where *per X* means *according to X*: at the start or after a comma.
fn introduces(scene: &Scene<'_, '_>, block: &Block, at: usize) -> bool {
    let next = scene.capital(at + 1) || scene.class(at + 1).any(Class::DETERMINER);
    next && (at == block.tokens.start || scene.is_mark(at - 1, &[","]) || scene.inside(at - 1).is_some())
}

/// Steps left from a verb over *to*, *went on to*, *is quoted as*: returns where the verbs begin, or none
/// when the verb is passive or belongs to nobody.
fn widen(scene: &Scene<'_, '_>, block: &Block, verb: usize) -> Option<usize> {
    let floor = block.tokens.start;
    let mut at = verb;
    while at > floor && scene.class(at - 1).any(Class::ADVERB) && !scene.class(at - 1).any(Class::PRONOUN) {
        at -= 1;
    }
    let before = scene.class(at.checked_sub(1).filter(|before| *before >= floor).unwrap_or(verb));
    let class = scene.class(verb);
    if at > floor && before.any(Class::BE) && scene.lexicon.english {
        let active = class.any(Class::PARTICIPLE);
        let quoted = class.any(Class::BARE.and(Class::AMBIGUOUS));
        let contracted = before.any(Class::PRONOUN); // he’s saying
        return (active || quoted).then_some(if contracted { at } else { at - 1 });
    }
    if at > floor + 1 && scene.word(at - 1) == "to" && class.any(Class::BARE) {
        let mut verbs = at - 1;
        while verbs > floor + 1 && scene.class(verbs - 1).any(Class::ADVERB) {
            verbs -= 1;
        }
        if verbs > floor + 2 && scene.word(verbs - 1) == "on" {
            verbs -= 1; // went on to say
        }
        let chain = scene.class(verbs - 1);
        return chain.any(Class::FINITE).then_some(verbs - scene_chain(scene, verbs, floor));
    }
    Some(at)
}

/// How many words of a verb chain stand before `end`: *went on*.
fn scene_chain(scene: &Scene<'_, '_>, end: usize, floor: usize) -> usize {
    let mut length = 1;
    while end > floor + length && scene.class(end - length - 1).any(Class::AUXILIARY.and(Class::BE)) {
        length += 1;
    }
    length
}

/// Who stands behind the verb, after quoted words: *“…,” said X*.
fn inverted(scene: &Scene<'_, '_>, block: &Block, cue: &Range<usize>, class: Class) -> Option<Phrase> {
    let floor = block.tokens.start;
    let that = scene.lexicon.english && scene.class(cue.end).any(Class::THAT);
    if that || class.any(Class::PARTICIPLE.and(Class::BARE)) || !class.any(Class::SAY.and(Class::MANNER)) {
        return None;
    }
    let mut at = cue.start;
    while at > floor && scene.class(at - 1).any(Class::ADVERB.and(Class::AUXILIARY)) {
        at -= 1;
    }
    let comma = at > floor && scene.is_mark(at - 1, &[",", "—", "–", "-"]);
    let quoted = scene.inside(at.saturating_sub(if comma { 2 } else { 1 })).is_some() && at > floor;
    let Some(found) = phrase::after(scene, cue.end, block.tokens.end) else {
        return if quoted && !scene.lexicon.english { main_subject(scene, block, cue.start) } else { None };
    };
    let opens = cue.start == floor && scene.is_mark(found.whole().end, &[":"]);
    if !(quoted || comma || opens) {
        return None;
    }
    let name = found.whole().any(|at| scene.name_at(at).is_some() || scene.capital(at));
    let role = scene.any(found.tokens.clone(), Class::ROLE)
        || scene.class(found.tokens.start).any(Class::DETERMINER);
    let pronoun = scene.class(found.tokens.start).any(Class::PRONOUN);
    (name || role || pronoun).then_some(found)
}

/// *…, adding that*, *and warned that*: who spoke before in the sentence.
fn continued(
    scene: &Scene<'_, '_>,
    block: &Block,
    cue: Range<usize>,
    class: Class,
    known: &[Attribution],
) -> Option<Attribution> {
    if let Some(found) = fronted(scene, block, &cue, class) {
        return Some(found);
    }
    let before = cue.start.checked_sub(1).filter(|before| *before >= block.tokens.start)?;
    let mut link = before;
    while link > block.tokens.start && scene.class(link).any(Class::ADVERB) {
        link -= 1;
    }
    let participle = class.any(Class::PARTICIPLE);
    let joined = scene.class(link).any(Class::CONJUNCTION)
        || participle && (scene.is_mark(link, &[",", "—", "–"]) || scene.inside(link).is_some())
        || participle && matches!(scene.word(link), "by" | "while" | "in" | "for" | "after" | "before");
    if participle && !joined {
        return asking(scene, block, cue, class);
    }
    if !joined || class.any(Class::BARE) {
        return None;
    }
    let speaker = known
        .iter()
        .rev()
        .find(|known| !matches!(known.shape, Shape::According | Shape::Noun))
        .and_then(|known| known.speaker.clone())
        .or_else(|| main_subject(scene, block, link))?;
    Some(Attribution { cue, class, speaker: Some(speaker), shape: Shape::Continued })
}

/// *Citing a report, X …*, *After saying …, she …*: who speaks is told behind the comma.
fn fronted(scene: &Scene<'_, '_>, block: &Block, cue: &Range<usize>, class: Class) -> Option<Attribution> {
    let start = block.tokens.start;
    let after = |at: usize| {
        ["after", "by", "in", "while", "before"].iter().any(|word| scene.word(at).eq_ignore_ascii_case(word))
    };
    let opens = cue.start == start || cue.start == start + 1 && after(start);
    if !scene.lexicon.english || !opens || !class.any(Class::PARTICIPLE) {
        return None;
    }
    let (_, speaker) = main_clause_in(scene, cue.end..block.tokens.end)?;
    Some(Attribution { cue: cue.clone(), class, speaker: Some(speaker), shape: Shape::Continued })
}

/// *footage of X asking, “…”*: a participle with a name of its own, before quoted words.
fn asking(scene: &Scene<'_, '_>, block: &Block, cue: Range<usize>, class: Class) -> Option<Attribution> {
    let introduces = scene.is_mark(cue.end, &[",", ":"]) && scene.inside(cue.end + 1).is_some();
    let named = scene.name_at(cue.start - 1).is_some() || scene.capital(cue.start - 1);
    if !introduces || !named {
        return None;
    }
    let speaker = phrase::before(scene, cue.start, floor_of(scene, block, cue.start))?;
    Some(Attribution { cue, class, speaker: Some(speaker), shape: Shape::Before })
}

/// The phrase that a sentence begins with, when a verb follows it.
pub(crate) fn main_subject(scene: &Scene<'_, '_>, block: &Block, ceiling: usize) -> Option<Phrase> {
    let mut at = block.tokens.start;
    while at < ceiling
        && scene.class(at).any(Class::CONJUNCTION.and(Class::ADVERB))
        && scene.name_at(at).is_none()
    {
        at += 1;
    }
    if scene.class(at).any(Class::PREPOSITION.and(Class::SUBORDINATOR)) {
        let comma = (at..ceiling).find(|&at| scene.inside(at).is_none() && scene.is_mark(at, &[","]))?;
        at = comma + 1;
    }
    if scene.inside(at).is_some() {
        return None;
    }
    let found = phrase::after(scene, at, ceiling)?;
    let named = found
        .whole()
        .any(|at| scene.name_at(at).is_some() || scene.class(at).any(Class::ROLE) || scene.capital(at));
    (named || scene.class(found.tokens.start).any(Class::ANTECEDENT)).then_some(found)
}
