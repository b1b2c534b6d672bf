//! Names found by rules: known names, and capitalised words with a sign beside them (a title, a given name,
//! the head of a body). For languages without a trained tagger.

use super::fold;
use super::gazetteer::{Alias, Form, Gazetteer, Known, Match};
use super::lexicon::class;
use super::words::{Shape, Word};
use crate::model::By;
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// What a name names, coarsely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// A person.
    Person,
    /// A body: organisation, company, party, armed group ….
    Body,
    /// A state or a place.
    Place,
    /// A people, or an adjective of a people, state or place.
    People,
}

impl Label {
    /// Returns the label that a known actor's name gets.
    pub(crate) fn of(known: &Known, form: Form) -> Self {
        match known.kind {
            _ if form == Form::Adjective => Self::People,
            "people" => Self::People,
            "person" => Self::Person,
            "state" | "place" if form == Form::Name => Self::Place,
            _ => Self::Body,
        }
    }
}

/// A name in the text, before it is tied to an actor.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Name {
    /// The index of its first word.
    pub(crate) start: usize,
    /// The index after its last word.
    pub(crate) end: usize,
    /// Where, without a possessive ending.
    pub(crate) span: Span,
    /// What it names.
    pub(crate) label: Label,
    /// The known name that it is.
    pub(crate) alias: Option<Alias>,
    /// The probability that it is a name with these ends.
    pub(crate) score: f32,
    /// A rule or the tagger.
    pub(crate) by: By,
    /// Which rule.
    pub(crate) rule: &'static str,
    /// Why, for the analyst.
    pub(crate) reason: &'static str,
}

/// Returns the hash of the words of a name.
pub(crate) fn phrase(words: &[Word], name: &Name) -> u64 {
    let words = words.get(name.start..name.end).unwrap_or_default();
    words.iter().fold(0, |sum, word| fold::join(sum, word.fold))
}

/// Makes the same words name the same sort of actor throughout: the one that they name most often and surely.
pub(crate) fn agree(words: &[Word], names: &mut [Name]) {
    let mut votes: FxHashMap<u64, [f32; 4]> = FxHashMap::default();
    for name in names.iter().filter(|name| name.alias.is_none()) {
        let votes = votes.entry(phrase(words, name)).or_default();
        if let Some(vote) = votes.get_mut(name.label as usize) {
            *vote += name.score;
        }
    }
    for name in names.iter_mut().filter(|name| name.alias.is_none()) {
        let Some(votes) = votes.get(&phrase(words, name)) else { continue };
        let labels = [Label::Person, Label::Body, Label::Place, Label::People];
        let most = labels.into_iter().zip(votes).max_by(|a, b| a.1.total_cmp(b.1));
        name.label = most.map_or(name.label, |(label, _)| label);
    }
}

/// Turns a known name into a name.
pub(crate) fn known_name(found: &Match, score: f32, gazetteer: &Gazetteer) -> Option<Name> {
    let known = gazetteer.known(found.alias.known)?;
    let label = Label::of(known, found.alias.form);
    let reason = match (label, found.alias.form) {
        (_, Form::Metonym) => "seat of a government, used for it",
        (Label::People, Form::Adjective) => "known adjective of a state, people or region",
        (Label::People, _) => "known name: people",
        (Label::Person, _) => "known name: person",
        (Label::Place, _) if known.kind == "state" => "known name: state",
        (Label::Place, _) => "known name: place",
        (Label::Body, _) => "known name: organisation",
    };
    Some(Name {
        start: found.start,
        end: found.end,
        span: found.span,
        label,
        alias: Some(found.alias),
        score,
        by: By::Rule,
        rule: "gazetteer",
        reason,
    })
}

/// Finds names by rules, in order, without overlaps.
pub(crate) fn by_rules(words: &[Word], matches: &[Match], gazetteer: &Gazetteer) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::new();
    let mut surnames = FxHashSet::default();
    let certain: FxHashSet<u32> =
        matches.iter().filter(|found| !found.alias.unsure).map(|found| found.alias.known).collect();
    let sure = |found: &Match| {
        !found.alias.unsure || certain.contains(&found.alias.known) || is_block(found, words, gazetteer)
    };
    let mut known = matches.iter().peekable();
    let mut at = 0;
    while at < words.len() {
        while known.next_if(|found| found.start < at).is_some() {}
        if let Some(found) = known.peek().filter(|found| found.start == at && sure(found)) {
            let name = longer(words, found, gazetteer)
                .or_else(|| known_name(found, if found.alias.unsure { 0.85 } else { 0.95 }, gazetteer));
            at = name.map_or(found.end, |name| name.end);
            out.extend(name);
            continue;
        }
        let next = known.clone().find(|found| sure(found)).map_or(words.len(), |found| found.start);
        let end = run_end(words, at).min(next);
        if end <= at {
            at += 1;
            continue;
        }
        if let Some(name) = judged(words, at, end, &surnames) {
            if name.label == Label::Person && name.score > 0.7 {
                surnames.extend(words.get(name.end - 1).map(|word| word.fold));
            }
            out.push(name);
        }
        at = end;
    }
    out
}

/// Says whether an unsure name is that of a block of states by the words around it: *the West*, *Western sites*.
pub(crate) fn is_block(found: &Match, words: &[Word], gazetteer: &Gazetteer) -> bool {
    let group = gazetteer.known(found.alias.known).is_some_and(|known| known.kind == "group");
    let the = fold::fold("the");
    let article =
        found.start.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|word| word.fold == the);
    let alone = words.get(found.end).is_none_or(|next| !next.is_capital() || next.first);
    group && alone && (article || found.alias.form == Form::Adjective)
}

/// Returns the name of a body that starts with a known name: *Eurasian Analytical Club*.
fn longer(words: &[Word], found: &Match, gazetteer: &Gazetteer) -> Option<Name> {
    let known = gazetteer.known(found.alias.known)?;
    let end = run_end(words, found.start);
    let possessive = words.get(found.end.checked_sub(1)?)?.possessive;
    if possessive
        || end <= found.end
        || !matches!(Label::of(known, found.alias.form), Label::People | Label::Place)
    {
        return None;
    }
    judged(words, found.start, end, &FxHashSet::default())
        .filter(|name| name.label == Label::Body && name.start == found.start && name.score > 0.7)
}

/// Returns where the capitalised words that start at `at` end.
fn run_end(words: &[Word], at: usize) -> usize {
    let joins = |word: &Word| word.shape == Shape::Lower && word.is(class::PARTICLE);
    if !words.get(at).is_some_and(Word::is_capital) {
        return at;
    }
    let mut end = at;
    while let Some(word) = words.get(end) {
        let follows =
            words.get(end + 1).is_some_and(|next| next.is_capital() && next.sentence == word.sentence);
        let inside = end > at && joins(word) && follows;
        let starts = words.get(at).is_some_and(|first| first.sentence == word.sentence);
        let grammar = word.is(class::FUNCTION | class::MONTH | class::DAY);
        if !starts || !(word.is_capital() && !grammar || inside) {
            break;
        }
        end += 1;
        if word.possessive {
            break;
        }
    }
    end
}

/// Says what the capitalised words `start..end` are, if anything.
fn judged(words: &[Word], start: usize, end: usize, surnames: &FxHashSet<u64>) -> Option<Name> {
    let mut from = start;
    while from + 1 < end && words.get(from)?.is(class::TITLE | class::FORMER) {
        from += 1;
    }
    let (first, last) = (words.get(from)?, words.get(end - 1)?);
    let count = end - from;
    let before = from.checked_sub(1).and_then(|before| words.get(before));
    let titled = before.is_some_and(|word| word.is(class::TITLE) && word.sentence == first.sentence);
    let (label, score, rule, reason) = if count == 1 && first.is(class::TITLE | class::ROLE | class::FORMER) {
        return None;
    } else if first.shape == Shape::Lower {
        return None; // "Secretary of State"
    } else if last.is(class::COMPANY_SUFFIX) && count > 1 {
        (Label::Body, 0.85, "suffix", "capitalised name that ends like a company's")
    } else if last.is(class::BODY) && count > 1 || first.is(class::BODY) && count > 2 {
        (Label::Body, 0.75, "head", "capitalised name of a body: party, ministry, bank …")
    } else if titled && count <= 4 {
        (Label::Person, 0.85, "title", "capitalised name after a title")
    } else if first.is(class::GIVEN) && count > 1 && count <= 4 {
        (Label::Person, 0.8, "given-name", "capitalised name that starts with a given name")
    } else if surnames.contains(&last.fold) {
        (Label::Person, 0.75, "surname", "surname of a person named before")
    } else if last.is(class::PLACE_HEAD) && count > 1 {
        (Label::Place, 0.6, "place", "capitalised name of a place")
    } else if count > 1 && last.is(class::FAMILY) {
        (Label::Person, 0.6, "family-name", "capitalised name that ends with a family name")
    } else if first.shape == Shape::Caps && count == 1 && first.span.len() <= 6 {
        (Label::Body, 0.5, "capitals", "abbreviation in capitals")
    } else if first.first || first.shape == Shape::Initial {
        return None;
    } else if count > 1 && count < 4 && words.get(from..end)?.iter().all(|word| word.shape == Shape::Capital)
    {
        (Label::Person, 0.55, "capital", "capitalised words, as people's names are written")
    } else if count > 1 {
        (Label::Body, 0.4, "capital", "capitalised words")
    } else {
        (Label::Place, 0.3, "capital", "capitalised word")
    };
    let span = first.span.hull(last.span);
    Some(Name { start: from, end, span, label, alias: None, score, by: By::Rule, rule, reason })
}
