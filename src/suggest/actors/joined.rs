//! What the tagger finds and what the lists know, made one.

use super::gazetteer::{Alias, Gazetteer, Match};
use super::names::{Label, Name, is_block, known_name};
use super::tagger::Tagged;
use super::words::Word;
use crate::model::By;
use crate::text::Span;
use rustc_hash::FxHashSet;

/// How probable a known name is that the tagger passes over.
const KNOWN_ALONE: f32 = 0.85;
/// How probable an ambiguous one is.
const UNSURE_ALONE: f32 = 0.3;

/// Joins both, in order and without overlaps.
pub(crate) fn join(words: &[Word], tagged: &[Tagged], matches: &[Match], gazetteer: &Gazetteer) -> Vec<Name> {
    let certain: FxHashSet<u32> =
        matches.iter().filter(|found| !found.alias.unsure).map(|found| found.alias.known).collect();
    let mut out = Vec::with_capacity(tagged.len() + matches.len() / 4);
    let mut known = matches.iter().peekable();
    let mut tags = tagged.iter().peekable();
    loop {
        match (known.peek().copied(), tags.peek().copied()) {
            (None, None) => return out,
            (Some(found), None) => {
                known.next();
                out.extend(alone(found, words, &certain, gazetteer));
            }
            (Some(found), Some(tag)) if found.end <= tag.start => {
                known.next();
                out.extend(alone(found, words, &certain, gazetteer));
            }
            (Some(found), Some(tag)) if found.start < tag.end => {
                if (found.start, found.end) == (tag.start, tag.end) {
                    known.next();
                    tags.next();
                    out.extend(both(found, tag, words, gazetteer));
                } else if found.start <= tag.start && found.end >= tag.end && !found.alias.unsure {
                    // The list knows a longer name.
                    known.next();
                    while tags.next_if(|tag| tag.start < found.end).is_some() {}
                    out.extend(known_name(found, KNOWN_ALONE, gazetteer));
                } else {
                    tags.next();
                    while known.next_if(|found| found.start < tag.end).is_some() {}
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

/// Takes a known name that the tagger passed over.
fn alone(found: &Match, words: &[Word], certain: &FxHashSet<u32>, gazetteer: &Gazetteer) -> Option<Name> {
    let sure = !found.alias.unsure || is_block(found, words, gazetteer);
    let again = certain.contains(&found.alias.known);
    known_name(
        found,
        if sure {
            KNOWN_ALONE
        } else if again {
            0.5
        } else {
            UNSURE_ALONE
        },
        gazetteer,
    )
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
