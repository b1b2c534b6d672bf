//! What the tagger finds and what the lists know, made one.

use super::fold::fold;
use super::gazetteer::{Alias, Form, Gazetteer, Match};
use super::names::{Label, Name, is_block, known_name};
use super::tagger::Tagged;
use super::words::Word;
use crate::model::By;
use crate::suggest::Reading;
use crate::text::Span;
use rustc_hash::FxHashSet;

/// Which known actors the article names beyond doubt.
struct Certain {
    /// By a name that is not ambiguous.
    named: FxHashSet<u32>,
    /// By a name that the tagger finds too.
    tagged: FxHashSet<u32>,
}

/// What a known name that the tagger passes over is worth by itself; how probable the tagger holds it comes on top.
struct Worth {
    /// An ordinary word or an ambiguous name.
    unsure: f32,
    /// An adjective, or part of a compound: what is said of others rather than acts.
    adjective: f32,
    /// A people.
    people: f32,
}

const WORTH: Worth = Worth { unsure: 0.25, adjective: 0.1, people: 0.35 };
/// The same where the network has read it: what is then held probable is near to none or to all.
const WORTH_CLOSELY: Worth = Worth { unsure: 0.4, adjective: 0.4, people: 0.5 };

/// Joins both, in order and without overlaps. `probable` has for each known name what the tagger thinks of it.
pub(crate) fn join(
    words: &[Word],
    tagged: &[Tagged],
    matches: &[Match],
    probable: &[f32],
    reading: Option<&Reading>,
) -> Vec<Name> {
    let gazetteer = Gazetteer::shared();
    let worth = |found: &Match| {
        let closely = reading.is_some_and(|reading| reading.tags(found.span).is_some());
        if closely { &WORTH_CLOSELY } else { &WORTH }
    };
    let both_find = matches.iter().zip(probable).filter(|(_, p)| **p >= 0.5);
    let certain = Certain {
        named: matches.iter().filter(|found| !found.alias.unsure).map(|found| found.alias.known).collect(),
        tagged: both_find.map(|(found, _)| found.alias.known).collect(),
    };
    let mut out = Vec::with_capacity(tagged.len() + matches.len() / 4);
    let mut known = matches.iter().zip(probable.iter().copied()).peekable();
    let mut tags = tagged.iter().peekable();
    loop {
        match (known.peek().copied(), tags.peek().copied()) {
            (None, None) => return out,
            (Some((found, p)), None) => {
                known.next();
                out.extend(alone(found, p, worth(found), words, &certain));
            }
            (Some((found, p)), Some(tag)) if found.end <= tag.start => {
                known.next();
                out.extend(alone(found, p, worth(found), words, &certain));
            }
            (Some((found, _)), Some(tag)) if found.start < tag.end => {
                if (found.start, found.end) == (tag.start, tag.end) {
                    known.next();
                    tags.next();
                    out.extend(both(found, tag, words, gazetteer));
                } else if found.start <= tag.start && found.end >= tag.end && !found.alias.unsure {
                    // The list knows a longer name.
                    known.next();
                    while tags.next_if(|tag| tag.start < found.end).is_some() {}
                    out.extend(known_name(found, 0.85, gazetteer));
                } else {
                    tags.next();
                    while known.next_if(|(found, _)| found.start < tag.end).is_some() {}
                    out.extend(tagged_name(tag, None, words));
                }
            }
            (_, Some(tag)) => {
                tags.next();
                out.extend(tagged_name(tag, None, words));
            }
        }
    }
}

/// Takes a known name that the tagger passed over, and holds probable with `p`.
fn alone(found: &Match, p: f32, worth: &Worth, words: &[Word], certain: &Certain) -> Option<Name> {
    let gazetteer = Gazetteer::shared();
    let known = found.alias.known;
    let people = gazetteer.known(known).is_some_and(|known| known.kind == "people");
    let score = if is_block(found, words, gazetteer) {
        0.85
    } else if found.alias.unsure {
        let base = if certain.named.contains(&known) { 0.5 } else { worth.unsure };
        (base + p).min(0.8)
    } else if found.alias.form == Form::Adjective || is_in_compound(found, words) {
        (worth.adjective + p).min(0.85) // *Muslim holy sites*, *U.S.-led*
    } else if people {
        (worth.people + p).min(0.85)
    } else if p < 0.1 && !certain.tagged.contains(&known) {
        0.4 // a bird, a given name
    } else {
        0.7 + p * 0.25
    };
    known_name(found, score, gazetteer)
}

/// Says whether a name is part of a compound: *Gaza-Egypt border*.
fn is_in_compound(found: &Match, words: &[Word]) -> bool {
    let glued = |at: usize| words.get(at).is_some_and(|word| word.glued);
    let hyphen = |word: &&Word| word.span.start == found.span.end && word.fold == fold("-");
    let joined = words.get(found.end).filter(hyphen).is_some_and(|hyphen| {
        words.get(found.end + 1).is_some_and(|part| part.span.start == hyphen.span.end)
    });
    glued(found.start) || glued(found.end) || joined
}

/// Takes a name that both find.
fn both(found: &Match, tag: &Tagged, words: &[Word], gazetteer: &Gazetteer) -> Option<Name> {
    let known = gazetteer.known(found.alias.known)?;
    let label = Label::of(known, found.alias.form);
    let person = |label| label == Label::Person;
    if person(label) != person(tag.label) && found.alias.unsure && !is_block(found, words, gazetteer) {
        return tagged_name(tag, None, words);
    }
    let least = if found.alias.unsure { 0.0 } else { 0.9 };
    let name = known_name(found, tag.score.max(least), gazetteer)?;
    Some(name)
}

fn tagged_name(tag: &Tagged, alias: Option<Alias>, words: &[Word]) -> Option<Name> {
    let (first, last) = (words.get(tag.start)?, words.get(tag.end.checked_sub(1)?)?);
    let reason = match tag.label {
        Label::Person => "reads like a person's name here",
        Label::Body => "reads like the name of an organisation here",
        Label::Place => "reads like the name of a place here",
        Label::People => "reads like a people, or its adjective, here",
    };
    Some(Name {
        start: tag.start,
        end: tag.end,
        span: Span::new(first.span.start, last.span.end),
        label: tag.label,
        alias,
        score: tag.score,
        by: By::Model,
        rule: "tagger",
        reason,
    })
}
