//! Reported speech without quotation marks, or with some: where the content lies.
//!
//! *X said (that) …* · *…, X said* · *according to X, …* · *X accused Y of …* · *X called for …*

use super::accordance::{according, interrupted};
use super::attribution::{Attribution, Shape};
use super::lexicon::Class;
use super::naming::{aside, is_title_at, names, naming, thing, thing_end};
use super::phrase;
use super::scene::{Block, Scene};
use crate::suggest::prepared::TokenKind;
use std::ops::Range;

/// The content that an attribution reports.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Content {
    /// Its tokens; two stretches when the attribution stands inside.
    pub(crate) fragments: Vec<Range<usize>>,
    pub(crate) score: f32,
    pub(crate) reason: &'static str,
}

impl Content {
    /// Says whether `inner` lies inside and is shorter.
    pub(crate) fn holds(&self, inner: &Self) -> bool {
        let size = |content: &Self| content.fragments.iter().map(Range::len).sum::<usize>();
        let covered = inner
            .fragments
            .iter()
            .all(|inner| self.fragments.iter().any(|own| own.start <= inner.start && inner.end <= own.end));
        covered && size(self) > size(inner)
    }
}

/// Finds what the attribution at `index` reports.
pub(crate) fn find(
    scene: &Scene<'_, '_>,
    block: &Block,
    all: &[Attribution],
    index: usize,
) -> Option<Content> {
    let attribution = all.get(index)?;
    let content = match attribution.shape {
        Shape::Verbless => None,
        Shape::Colon => {
            let end = end_of(scene, block, all, attribution, attribution.cue.end);
            content(attribution.cue.end..end, 0.6, "a name and a colon: somebody is quoted in a heading")
        }
        Shape::According => according(scene, block, all, attribution),
        _ => right(scene, block, all, attribution).or_else(|| left(scene, block, attribution)),
    }?;
    let words: usize = content.fragments.iter().map(|tokens| scene.count_words(tokens.clone())).sum();
    (words >= 2).then_some(content)
}

/// *X said that …*
fn right(scene: &Scene<'_, '_>, block: &Block, all: &[Attribution], this: &Attribution) -> Option<Content> {
    let class = this.class;
    if scene.prepared.language == "tr" {
        return nominal(scene, block, this);
    }
    let from = if this.shape == Shape::Inverted { return None } else { this.cue.end };
    let end = end_of(scene, block, all, this, from);
    let spanish = scene.prepared.language == "es" && matches!(scene.word(from), "a" | "al"); // acusó a X
    let other = !scene.lexicon.english && (spanish || thing(scene, from, end));
    let ordered = class.any(Class::URGE) && (other || infinitive(scene, from, end));
    if class.any(Class::SAY.and(Class::CLAUSE).and(Class::ATTITUDE))
        && !ordered
        && let Some(start) = opener(scene, this, from, end)
    {
        return content(start..end, 0.8, "reported speech: a verb of saying and “that”");
    }
    if class.any(Class::PROMISE) && scene.word(from) == "to" {
        let score = 0.45 - aside(scene, this);
        return content(from..end, score, "a promise, an offer, a threat that is reported");
    }
    if ordered || class.any(Class::ACCUSE) && (other || accusation(scene, from, end)) {
        let score = 0.65 - aside(scene, this);
        return content(from..end, score, "an order or an accusation that is reported");
    }
    if attitude(class) && scene.word(from) == "to" && scene.lexicon.english {
        return content(from..end, 0.6, "what somebody is reported to plan or want");
    }
    if let Some(found) = interrupted(scene, block, this, from..end) {
        return Some(found);
    }
    if (class.any(Class::SAY) || attitude(class))
        && let Some(start) = clause(scene, this, from, end)
    {
        if scene.is_mark(from, &[","])
            && let Some(mut both) = left(scene, block, this)
        {
            both.fragments.push(start..end);
            return Some(both);
        }
        if attitude(class) {
            return content(start..end, 0.6, "what somebody is reported to believe");
        }
        return content(start..end, 0.8, "reported speech: a verb of saying and a clause");
    }
    about(scene, this, from, end)
}

/// *X opposes the bill*, *X called it a hoax*, *X discussed the plan*: a thing, not a clause.
fn about(scene: &Scene<'_, '_>, this: &Attribution, from: usize, end: usize) -> Option<Content> {
    let class = this.class;
    if attitude(class) && class.any(Class::STANCE) && thing(scene, from, end) {
        let end = thing_end(scene, from, end);
        return content(from..end, 0.55, "what somebody is reported to be for or against");
    }
    let from =
        if class.any(Class::THING.and(Class::TOPIC)) && scene.word(from) == "as" { from + 1 } else { from };
    if class.any(Class::THING.and(Class::NAME)) && thing(scene, from, end) {
        let tokens = from..thing_end(scene, from, end);
        let reason = "what somebody is reported to have called, criticised, demanded";
        if names(scene, this) {
            let (tokens, score) = naming(scene, tokens)?;
            return content(tokens, score, reason);
        }
        return content(tokens, 0.55 - aside(scene, this), reason);
    }
    if class.any(Class::TOPIC) && thing(scene, from, end) {
        let tokens = from..thing_end(scene, from, end);
        let quoted = tokens.clone().any(|at| scene.inside(at).is_some() && !is_title_at(scene, at));
        let score = if quoted { 0.6 } else { 0.4 };
        return content(tokens, score, "what somebody is reported to have talked about");
    }
    None
}

/// Whether a cue tells what somebody holds, and never what somebody says.
fn attitude(class: Class) -> bool {
    class.any(Class::ATTITUDE) && !class.any(Class::CUE)
}

/// *X görüşmelerin sürdüğünü söyledi*: in Turkish the reported clause is a noun before the verb.
fn nominal(scene: &Scene<'_, '_>, block: &Block, this: &Attribution) -> Option<Content> {
    const ENDINGS: &[&str] = &[
        "dığını",
        "diğini",
        "duğunu",
        "düğünü",
        "tığını",
        "tiğini",
        "tuğunu",
        "tüğünü",
        "acağını",
        "eceğini",
        "masını",
        "mesini",
        "malarını",
        "melerini",
        "dıklarını",
        "diklerini",
        "acaklarını",
        "eceklerini",
    ];
    let before = this.cue.start.checked_sub(1).filter(|before| *before > block.tokens.start)?;
    let start = this.speaker.as_ref()?.whole().end;
    let start = start + usize::from(scene.is_mark(start, &[","]));
    let noun = ENDINGS.iter().any(|ending| scene.word(before).ends_with(ending));
    let fits = noun && start < this.cue.start && this.class.any(Class::SAY.and(Class::URGE));
    if fits {
        content(start..this.cue.start, 0.7, "reported speech: a clause before a verb of saying")
    } else {
        None
    }
}

pub(super) fn content(tokens: Range<usize>, score: f32, reason: &'static str) -> Option<Content> {
    (!tokens.is_empty()).then(|| Content { fragments: vec![tokens], score, reason })
}

/// Finds *that* behind the cue, over words that say to whom, when and where: returns where the content begins.
fn opener(scene: &Scene<'_, '_>, this: &Attribution, from: usize, end: usize) -> Option<usize> {
    let first = scene.class(from);
    let told = this.class.any(Class::URGE);
    let beside = first.any(
        Class::PREPOSITION
            .and(Class::TIME)
            .and(Class::ADVERB)
            .and(Class::CLAUSE_OPENER)
            .and(Class::NOT_SUBJECT),
    ) || scene.is_mark(from, &[","]);
    let reach = if beside {
        18
    } else if told {
        8
    } else {
        0
    };
    for at in from..end.min(from + reach) {
        let class = scene.class(at);
        if scene.inside(at).is_some() {
            return None;
        }
        if class.any(Class::THAT) && at + 1 < end {
            return Some(at + 1 + usize::from(scene.is_mark(at + 1, &[","])));
        }
        let when = scene.lexicon.english && matches!(scene.word(at), "when" | "where");
        let denied = scene.class(this.cue.start.wrapping_sub(1)).any(Class::NEGATION);
        if when && !denied && !this.class.any(Class::CLAUSE.and(Class::URGE)) {
            return None; // said when she resigned
        }
        let asks = class.any(Class::CLAUSE_OPENER)
            && (at == from || this.class.any(Class::CLAUSE) && at <= from + 4);
        if asks && at + 2 < end {
            return Some(at);
        }
        let verb = class.any(Class::FINITE) && !class.any(Class::AMBIGUOUS) && !scene.capital(at);
        if verb
            || class.any(Class::RELATIVE.and(Class::SUBORDINATOR))
            || at > from + 1 && scene.is_mark(at, &[",", ";", ":"])
        {
            return None;
        }
    }
    None
}

/// Finds a clause without *that*: returns where it begins.
fn clause(scene: &Scene<'_, '_>, this: &Attribution, from: usize, end: usize) -> Option<usize> {
    let mut at = from;
    if scene.is_mark(at, &[","]) {
        at += 1;
        if scene.class(at).any(Class::PARTICIPLE) {
            return None;
        }
    }
    while at < end
        && (scene.class(at).any(Class::TIME)
            || scene.word(at) == "on" && scene.class(at + 1).any(Class::TIME))
    {
        at += 1;
    }
    if this.class.any(Class::URGE) && !scene.is_mark(from, &[","]) && told(scene, this) {
        at = if scene.class(at).any(Class::NOT_SUBJECT) {
            at + 1
        } else {
            phrase::after(scene, at, end)?.tokens.end
        };
    }
    if scene.prepared.language == "de" && at == from + 1 && !scene.class(at).any(Class::SUBORDINATOR) {
        return (at + 2 < end).then_some(at); // sagte, die Gespräche würden weitergehen
    }
    let class = scene.class(at);
    let begins = scene.kind(at) != Some(TokenKind::Mark)
        && !class.any(Class::SUBORDINATOR)
        && !class.any(Class::PREPOSITION.and(Class::CONJUNCTION).and(Class::BE).and(Class::AUXILIARY))
        && (!class.any(Class::NOT_SUBJECT) || class.any(Class::POSSESSIVE))
        || scene.inside(at).is_some()
        || scene.word(at) == "if"
        || scene.is_mark(at, &["$", "€", "£"]);
    let quoted = this.class.any(Class::SAY); // says Kaine “has a passion …”
    let verb = (at + 1..end.min(at + 40))
        .any(|at| (quoted || scene.inside(at).is_none()) && finite(scene, at) && scene.word(at - 1) != "to");
    (at < end && begins && verb).then_some(at)
}

pub(super) fn finite(scene: &Scene<'_, '_>, at: usize) -> bool {
    let class = scene.class(at);
    let name = scene.capital(at) && !class.any(Class::BE.and(Class::AUXILIARY));
    class.any(Class::FINITE) && !class.any(Class::PARTICIPLE) && !name
        || class.any(Class::PRONOUN.and(Class::AUXILIARY))
}

/// Whether the verb wants a hearer at once: *told them*.
fn told(scene: &Scene<'_, '_>, this: &Attribution) -> bool {
    let word = scene.word(this.cue.start).to_ascii_lowercase();
    matches!(
        word.as_str(),
        "tell"
            | "tells"
            | "told"
            | "telling"
            | "remind"
            | "reminds"
            | "reminded"
            | "advised"
            | "advises"
            | "assured"
            | "assures"
            | "informed"
            | "informs"
    )
}

/// Whether *somebody to …* follows.
fn infinitive(scene: &Scene<'_, '_>, from: usize, end: usize) -> bool {
    let Some(object) = phrase::after(scene, from, end) else {
        return scene.class(from).any(Class::NOT_SUBJECT) && scene.word(from + 1) == "to";
    };
    (object.tokens.end..end.min(object.tokens.end + 6)).any(|at| scene.word(at) == "to")
}

/// Whether *somebody of …* or *for …* follows.
fn accusation(scene: &Scene<'_, '_>, from: usize, end: usize) -> bool {
    (from + 1..end.min(from + 14)).any(|at| matches!(scene.word(at), "of" | "for" | "over" | "as"))
}

/// *…, X said*: the content stands before, from the start of the block.
pub(super) fn left(scene: &Scene<'_, '_>, block: &Block, this: &Attribution) -> Option<Content> {
    if !this.class.any(Class::SAY.and(Class::ACCORDING))
        || !matches!(this.shape, Shape::Before | Shape::Inverted | Shape::According)
    {
        return None;
    }
    let mut end = this.whole().start;
    if scene.word(end.wrapping_sub(1)).eq_ignore_ascii_case("as") {
        end -= 1;
    }
    let behind = scene.class(this.whole().end);
    let closes = behind.any(
        Class::PREPOSITION
            .and(Class::TIME)
            .and(Class::ADVERB)
            .and(Class::CONJUNCTION)
            .and(Class::PARTICIPLE)
            .and(Class::SUBORDINATOR),
    );
    if !closes
        && scene.kind(this.whole().end) != Some(TokenKind::Mark)
        && this.shape == Shape::Before
        && this.whole().end < block.tokens.end
    {
        return None;
    }
    let comma = end > block.tokens.start && scene.is_mark(end - 1, &[",", "—", "–"]);
    let quoted = end > block.tokens.start && scene.inside(end - 1).is_some();
    if !(comma || quoted || this.shape == Shape::According) {
        return None;
    }
    end -= usize::from(comma);
    let mut start = block.tokens.start;
    while start < end && scene.is_mark(start, &["-", "–", "—", "•", "*", "."]) {
        start += 1;
    }
    let tokens = start..end;
    let verb = tokens.clone().any(|at| finite(scene, at)) || !scene.lexicon.english;
    let opens = scene.class(start);
    let aside = opens.any(Class::SUBORDINATOR) && !tokens.clone().any(|at| scene.is_mark(at, &[","]));
    if !verb
        || aside
        || opens.any(Class::PREPOSITION) && tokens.len() < 8
        || scene.count_words(tokens.clone()) < 3
    {
        return None;
    }
    let reason = "reported speech: a clause, then a name and a verb of saying";
    content(tokens, 0.8, reason)
}

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
    let open = (from..end).filter(|&at| scene.is_mark(at, &["("])).count();
    let close = (from..end).filter(|&at| scene.is_mark(at, &[")"])).count();
    if close > open && scene.is_mark(end - 1, &[")"]) {
        end -= 1;
    }
    end.max(from)
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
    let cuts = match other.shape {
        Shape::Continued => joined || comma,
        Shape::According => comma && !joined,
        _ => own && joined && comma,
    };
    (cuts && at > from).then_some(at)
}
