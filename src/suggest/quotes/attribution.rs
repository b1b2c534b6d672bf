//! Attributions: words outside quotation marks that say that somebody said something — a cue and, beside
//! it, who speaks.

use super::headline;
use super::lexicon::Class;
use super::phrase::{self, Phrase};
use super::scene::{Block, Scene};
use crate::suggest::prepared::TokenKind;
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
    if out.is_empty() {
        out.extend(headline::colon(scene, block));
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
        if scene.class(head).any(Class::NOT_SPEAKER) || cue.len() == 1 && !introduces(scene, block, cue.start)
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

/// Whether an ambiguous word is a noun here: *the claim*, *his report*, *United States*.
fn is_noun(scene: &Scene<'_, '_>, block: &Block, at: usize) -> bool {
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
    let name = scene.capital(at) && scene.capital(at - 1);
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
fn noun(scene: &Scene<'_, '_>, block: &Block, cue: Range<usize>) -> Option<Attribution> {
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
    let owner = possessor(scene, cue.start.saturating_sub(6).max(floor), cue.start);
    let relative = scene.class(cue.end + 1).any(Class::FINITE);
    if scene.class(cue.end).any(Class::THAT) && !relative {
        return Some(Attribution { cue, class: Class::CLAUSE, speaker: owner, shape: Shape::Noun });
    }
    None
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
        return (active || quoted).then_some(at - 1);
    }
    if at > floor + 1 && scene.word(at - 1) == "to" && class.any(Class::BARE) {
        let mut verbs = at - 1;
        while verbs > floor + 1 && scene.class(verbs - 1).any(Class::ADVERB) {
            verbs -= 1;
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

/// Who stands before the verb.
fn subject(scene: &Scene<'_, '_>, block: &Block, verb: usize, class: Class) -> Option<Phrase> {
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
    let opened = found.tokens.start > floor && scene.class(found.tokens.start - 1).any(Class::PREPOSITION);
    let plural_bare = class.any(Class::BARE) && !auxiliary && !fits_bare(scene, last);
    let before = found.tokens.start.wrapping_sub(1);
    let as_said = opened && scene.word(before).eq_ignore_ascii_case("as");
    let object = opened && !as_said && !comma_before(scene, floor, found.tokens.start);
    (plausible(scene, &found) && !(time || object || plural_bare)).then_some(found)
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
        || matches!(scene.word(at), "people" | "men" | "women" | "police")
}

/// The nearest token left of `verb` that may belong to its subject: behind a stretch in quotation marks.
fn floor_of(scene: &Scene<'_, '_>, block: &Block, verb: usize) -> usize {
    (block.tokens.start..verb)
        .rev()
        .find(|&at| scene.inside(at).is_some())
        .map_or(block.tokens.start, |at| at + 1)
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
