//! Reported speech without quotation marks, or with some: where the content lies.
//!
//! *X said (that) …* · *…, X said* · *according to X, …* · *X accused Y of …* · *X called for …*

use super::accordance::{according, interrupted};
use super::attribution::{Attribution, Shape};
use super::clause::{accusation, clause, finite, infinitive, of_relative, opener, told};
use super::ends::{deed_end, end_of};
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
    let denied = usize::from(scene.word(from) == "not");
    if class.any(Class::PROMISE) && scene.word(from + denied) == "to" {
        let score = 0.5 - aside(scene, this);
        let end = deed_end(scene, from, end);
        return content(from..end, score, "a promise, an offer, a threat that is reported");
    }
    if of_relative(scene, this, from) {
        return content(from..end, 0.65, "reported speech: what somebody says of a thing named before");
    }
    if ordered || class.any(Class::ACCUSE) && (other || accusation(scene, from, end)) {
        let score = 0.69 - aside(scene, this);
        let end = deed_end(scene, from, end);
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
        return content(from..end, 0.55, STANCE);
    }
    let from =
        if class.any(Class::THING.and(Class::TOPIC)) && scene.word(from) == "as" { from + 1 } else { from };
    if class.any(Class::THING.and(Class::NAME)) && thing(scene, from, end) {
        let reason = "what somebody is reported to have called, criticised, demanded";
        if names(scene, this) {
            let tokens = from..deed_end(scene, from, end);
            let (tokens, score) = naming(scene, tokens, class.any(Class::NAME))?;
            return content(tokens, score, reason);
        }
        let tokens = from..thing_end(scene, from, end);
        return content(tokens, 0.65 - aside(scene, this), reason);
    }
    if class.any(Class::TOPIC) && thing(scene, from, end) {
        let tokens = from..thing_end(scene, from, end);
        let quoted = tokens.clone().any(|at| scene.inside(at).is_some() && !is_title_at(scene, at));
        let score = if quoted { 0.6 } else { 0.4 };
        return content(tokens, score, "what somebody is reported to have talked about");
    }
    None
}

/// Why a thing that somebody is for or against is taken for one.
pub(super) const STANCE: &str = "what somebody is reported to be for or against";

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

/// *…, X said*: the content stands before, from the start of the block.
pub(super) fn left(scene: &Scene<'_, '_>, block: &Block, this: &Attribution) -> Option<Content> {
    let related =
        this.speaker.as_ref().is_some_and(|speaker| scene.class(speaker.tokens.start).any(Class::RELATIVE));
    if !this.class.any(Class::SAY.and(Class::ACCORDING))
        || related // man or woman, who said and did
        || !matches!(this.shape, Shape::Before | Shape::Inverted | Shape::According)
    {
        return None;
    }
    let mut end = this.whole().start;
    if scene.word(end.wrapping_sub(1)).eq_ignore_ascii_case("as") {
        end -= 1;
    }
    let hearer =
        told(scene, this).then(|| phrase::after(scene, this.whole().end, block.tokens.end)).flatten();
    let after = hearer.map_or(this.whole().end, |hearer| hearer.tokens.end);
    let behind = scene.class(after);
    let closes = behind.any(
        Class::PREPOSITION
            .and(Class::TIME)
            .and(Class::ADVERB)
            .and(Class::CONJUNCTION)
            .and(Class::PARTICIPLE)
            .and(Class::SUBORDINATOR),
    );
    if !closes
        && scene.kind(after) != Some(TokenKind::Mark)
        && this.shape == Shape::Before
        && after < block.tokens.end
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
    let opens = scene.class(start);
    let plain =
        !opens.any(Class::PREPOSITION.and(Class::SUBORDINATOR)) && scene.count_words(tokens.clone()) >= 5;
    let verb = tokens.clone().any(|at| finite(scene, at)) || !scene.lexicon.english || plain;
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
