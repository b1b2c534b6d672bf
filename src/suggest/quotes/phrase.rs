//! Noun phrases beside a verb: who speaks.

use super::lexicon::Class;
use super::pairs::Marked;
use super::scene::Scene;
use crate::suggest::prepared::TokenKind;
use std::ops::Range;

/// Words that name somebody: *the head of the club, Nikita Mendkovich*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// Its tokens, without an apposition.
    pub(crate) tokens: Range<usize>,
    /// What stands in commas beside it.
    pub(crate) apposition: Option<Range<usize>>,
}

impl Phrase {
    fn plain(tokens: Range<usize>) -> Option<Self> {
        (!tokens.is_empty()).then_some(Self { tokens, apposition: None })
    }

    /// Returns all its tokens, the apposition too.
    pub(crate) fn whole(&self) -> Range<usize> {
        let apposition = self.apposition.clone().unwrap_or(self.tokens.clone());
        self.tokens.start.min(apposition.start)..self.tokens.end.max(apposition.end)
    }
}

/// Words that end a noun phrase wherever they stand.
const ENDS: Class = Class::BE
    .and(Class::AUXILIARY)
    .and(Class::SUBORDINATOR)
    .and(Class::THAT)
    .and(Class::RELATIVE)
    .and(Class::CONJUNCTION)
    .and(Class::NOT_SUBJECT)
    .and(Class::NEGATION);

/// Finds the noun phrase that ends right before `end`, not reaching before `floor`.
pub(crate) fn before(scene: &Scene<'_, '_>, end: usize, floor: usize) -> Option<Phrase> {
    let mut at = end;
    while at > floor {
        if is_beside_verb(scene, at - 1) {
            at -= 1;
        } else if let Some(start) = time_before(scene, at, floor) {
            at = start;
        } else {
            break;
        }
    }
    if at <= floor {
        return None;
    }
    let asked =
        at > floor + 2 && scene.class(at - 2).any(Class::FIRST) && scene.class(at - 1).any(Class::VERB);
    if asked && !scene.capital(at - 1) {
        return before(scene, at - 2, floor); // all the experts I interviewed
    }
    if scene.is_mark(at - 1, &[","]) || scene.is_mark(at - 1, &["—", "–"]) {
        return before_apposition(scene, at - 1, floor);
    }
    if at > floor + 2 && dashes(scene, at - 2) {
        let open = (floor..at - 2).rev().take(40).find(|&open| dashes(scene, open))?;
        let start = leftmost(scene, open, floor)?;
        return Some(Phrase { tokens: start..open, apposition: Some(open + 2..at - 2) });
    }
    if scene.is_mark(at - 1, &[")"]) {
        let open = (floor..at - 1).rev().take(12).find(|&open| scene.is_mark(open, &["("]))?;
        return before(scene, open, floor);
    }
    let start = leftmost(scene, at, floor)?;
    Phrase::plain(start..at)
}

/// Whether two hyphens stand here for a dash.
fn dashes(scene: &Scene<'_, '_>, at: usize) -> bool {
    scene.is_mark(at, &["-"]) && scene.is_mark(at + 1, &["-"]) && scene.inside(at).is_none()
}

/// Adverbs, auxiliaries and the like between somebody and the verb.
fn is_beside_verb(scene: &Scene<'_, '_>, at: usize) -> bool {
    let class = scene.class(at);
    let pronoun = class.any(Class::PRONOUN) && !class.any(Class::ADVERB);
    if scene.inside(at).is_some() || scene.name_at(at).is_some() || pronoun {
        return false;
    }
    class.any(Class::ADVERB.and(Class::AUXILIARY).and(Class::NEGATION).and(Class::BE))
        || class.any(Class::TIME) && !class.any(Class::ROLE)
        || scene.is_mark(at, &["'", "’"])
}

/// Where *in April*, *on Tuesday*, *in 2010* begins that ends at `end`.
fn time_before(scene: &Scene<'_, '_>, end: usize, floor: usize) -> Option<usize> {
    let open = |at: usize| at > floor + 1 && matches!(scene.word(at), "in" | "on" | "since" | "at");
    let year = |at: usize| scene.kind(at) == Some(TokenKind::Number) && scene.word(at).len() == 4;
    let last = end.checked_sub(1).filter(|last| *last > floor)?;
    if year(last) && open(last - 1) {
        return Some(last - 1);
    }
    (open(last) && scene.class(end).any(Class::TIME)).then_some(last)
}

/// *X, the head of Y,* before a verb.
fn before_apposition(scene: &Scene<'_, '_>, comma: usize, floor: usize) -> Option<Phrase> {
    let mark = scene.word(comma);
    let open = (floor..comma).rev().take(40).find(|&at| {
        scene.inside(at).is_none() && scene.word(at) == mark && scene.kind(at) == Some(TokenKind::Mark)
    })?;
    if open + 1 >= comma || scene.inside(open + 1).is_some() {
        return None;
    }
    let start = leftmost(scene, open, floor);
    match start {
        Some(start) => Some(Phrase { tokens: start..open, apposition: Some(open + 1..comma) }),
        None => Phrase::plain(open + 1..comma),
    }
}

/// Walks left from `end` while the words can belong to one noun phrase.
fn leftmost(scene: &Scene<'_, '_>, end: usize, floor: usize) -> Option<usize> {
    let last = end.checked_sub(1).filter(|last| *last >= floor)?;
    let class = scene.class(last);
    if scene.name_at(last).is_none() && class.any(Class::PRONOUN) && !class.any(Class::DETERMINER) {
        return Some(last);
    }
    if class.any(Class::RELATIVE) && !class.any(Class::SUBORDINATOR) {
        return Some(last);
    }
    let them = scene.lexicon.english && class.any(Class::NOT_SUBJECT) && last >= floor + 2;
    if them && scene.word(last - 1) == "of" && scene.class(last - 2).any(Class::DETERMINER) {
        return Some(last - 2); // many of them
    }
    let mut at = end;
    while at > floor {
        let here = at - 1;
        if scene.is_mark(here, &[")"]) {
            let Some(open) = (floor..here).rev().take(12).find(|&open| scene.is_mark(open, &["("])) else {
                break;
            };
            at = open;
            continue;
        }
        if scene.name_at(here).is_some() {
            at = here;
            continue;
        }
        if !belongs(scene, here, at == end) {
            break;
        }
        let class = scene.class(here);
        if class.any(Class::THAT) && opens_clause(scene, here, floor) {
            break;
        }
        at = here;
        if class.any(Class::PRONOUN) && !class.any(Class::DETERMINER) {
            break;
        }
        if class.any(Class::DETERMINER) && !follows_link(scene, here, floor) {
            let number = scene.kind(here) == Some(TokenKind::Number);
            let second = here > floor && scene.class(here - 1).any(Class::DETERMINER);
            if !(number || second) {
                break;
            }
        }
    }
    while at < end && scene.name_at(at).is_none() && !starts(scene, at) {
        at += 1;
    }
    (at < end).then_some(at)
}

/// Whether *that* opens a clause rather than points at something: *told the court that officials said*.
fn opens_clause(scene: &Scene<'_, '_>, at: usize, floor: usize) -> bool {
    let before = at.checked_sub(1).filter(|before| *before >= floor);
    scene.lexicon.english
        && before.is_some_and(|before| {
            scene.kind(before) == Some(TokenKind::Word)
                && !scene.class(before).any(Class::PREPOSITION.and(Class::CONJUNCTION))
        })
}

/// Verbs of saying that are never nouns.
const NO_NOUNS: &[&str] = &["say", "says", "tell", "tells", "believe", "believes", "think", "thinks"];

/// Whether a token can stand inside a noun phrase that is walked from the right.
fn belongs(scene: &Scene<'_, '_>, at: usize, last: bool) -> bool {
    if scene.inside(at).is_some() {
        return false;
    }
    let class = scene.class(at);
    match scene.kind(at) {
        Some(TokenKind::Mark) => {
            scene.is_mark(at, &["&"])
                || scene.is_mark(at, &["."]) && scene.word(at.wrapping_sub(1)).chars().count() < 6
        }
        Some(TokenKind::Number) => !last,
        _ if class.any(Class::PREPOSITION) => !last && class.any(Class::LINKS_NOUNS),
        _ if class.any(Class::CONJUNCTION) => !last && class.any(Class::LINKS_NOUNS),
        _ if class.any(ENDS) && !class.any(Class::DETERMINER) => false,
        _ if class.any(Class::FINITE) && !class.any(Class::ROLE.and(Class::SAYING_NOUN)) => {
            scene.capital(at) || class.any(Class::AMBIGUOUS) && !NO_NOUNS.contains(&scene.word(at))
        }
        Some(TokenKind::Word) => !class.any(Class::TIME) || class.any(Class::ROLE) || scene.capital(at + 1),
        _ => false,
    }
}

fn follows_link(scene: &Scene<'_, '_>, at: usize, floor: usize) -> bool {
    at > floor + 1 && scene.class(at - 1).any(Class::LINKS_NOUNS) && {
        let before = scene.class(at - 2);
        scene.kind(at - 2) == Some(TokenKind::Word)
            && !before.any(Class::FINITE.and(Class::ADVERB).and(Class::TIME))
    }
}

/// Whether a noun phrase can begin with a token.
fn starts(scene: &Scene<'_, '_>, at: usize) -> bool {
    let class = scene.class(at);
    scene.kind(at) != Some(TokenKind::Mark)
        && (class.any(Class::DETERMINER.and(Class::PRONOUN))
            || !class
                .any(Class::PREPOSITION.and(Class::CONJUNCTION).and(Class::ADVERB).and(Class::SUBORDINATOR)))
}

/// Finds the noun phrase that begins at `start`, ending before `ceiling`.
pub(crate) fn after(scene: &Scene<'_, '_>, start: usize, ceiling: usize) -> Option<Phrase> {
    let mut at = start;
    let mut named = false;
    while at < ceiling {
        if let Some(index) = scene.inside(at) {
            let marked = scene.marked_at(index);
            if !named_in_marks(scene, &marked, ceiling) {
                break;
            }
            at = marked.last + 1;
            continue;
        }
        let class = scene.class(at);
        if scene.name_at(at).is_some() {
            named = true;
            at += 1;
            continue;
        }
        let first = at == start;
        if class.any(Class::PRONOUN) && !class.any(Class::DETERMINER) {
            return if first { Phrase::plain(at..at + 1) } else { Phrase::plain(start..at) };
        }
        let goes_on = match scene.kind(at) {
            Some(TokenKind::Number) => true,
            Some(TokenKind::Word) => goes_on(scene, at, first, named),
            _ => scene.is_mark(at, &["&"]) || scene.is_mark(at, &["."]) && abbreviates(scene, at, ceiling),
        };
        if !goes_on {
            break;
        }
        named |= scene.capital(at) && !class.any(Class::DETERMINER) && scene.capital(at.wrapping_sub(1));
        at += 1;
    }
    while at > start && scene.class(at - 1).any(Class::PREPOSITION.and(Class::CONJUNCTION)) {
        at -= 1;
    }
    let mut phrase = Phrase::plain(start..at)?;
    if scene.is_mark(at, &[","]) && at + 1 < ceiling {
        phrase.apposition = apposition_after(scene, at + 1, ceiling);
    }
    Some(phrase)
}

/// A short name in quotation marks inside a phrase: *“First Russian” columnist*.
fn named_in_marks(scene: &Scene<'_, '_>, marked: &Marked, ceiling: usize) -> bool {
    let next = marked.last + 1;
    marked.closed
        && next < ceiling
        && scene.kind(next) == Some(TokenKind::Word)
        && scene.capital(marked.inner)
        && scene.count_words(marked.inner..marked.inner_end) <= 4
        && !scene.is_mark(marked.inner_end - 1, &[",", ".", "!", "?"])
}

fn goes_on(scene: &Scene<'_, '_>, at: usize, first: bool, named: bool) -> bool {
    let class = scene.class(at);
    if class.any(Class::PREPOSITION.and(Class::CONJUNCTION)) {
        let of = scene.word(at) == "of" || scene.word(at) == "for" && scene.capital(at + 1);
        return !first && class.any(Class::LINKS_NOUNS) && (of || !named);
    }
    if class.any(Class::DETERMINER) {
        let links = Class::DETERMINER.and(Class::PREPOSITION).and(Class::CONJUNCTION);
        return first || !scene.lexicon.english || scene.class(at - 1).any(links);
    }
    let verb = class.any(Class::FINITE)
        && !class.any(Class::ROLE.and(Class::SAYING_NOUN))
        && !scene.capital(at)
        && (first || !scene.class(at - 1).any(Class::DETERMINER)); // the retired captain
    !(verb
        || class.any(ENDS.and(Class::ADVERB))
        || class.any(Class::TIME) && !first && !class.any(Class::ROLE))
}

/// A point after a short word that another word follows: *Sen. Cruz*.
fn abbreviates(scene: &Scene<'_, '_>, at: usize, ceiling: usize) -> bool {
    at + 1 < ceiling
        && scene.word(at.wrapping_sub(1)).chars().count() < 6
        && scene.kind(at + 1) == Some(TokenKind::Word)
}

/// A name in apposition: *the head of the club, Nikita Mendkovich*.
fn apposition_after(scene: &Scene<'_, '_>, start: usize, ceiling: usize) -> Option<Range<usize>> {
    let mut end = start;
    while end < ceiling && (scene.capital(end) || scene.name_at(end).is_some() || scene.is_mark(end, &["."]))
    {
        end += 1;
    }
    while end > start && scene.is_mark(end - 1, &["."]) {
        end -= 1;
    }
    (end > start).then_some(start..end)
}
