//! Brings lessons to bear on what was found: on names before quotes are looked for, then on quotes.

use super::places::Wanted;
use super::{Learned, Lesson, Topic, cues, why};
use crate::model::{Actor, ActorId};
use crate::suggest::Found;
use crate::suggest::found::{Mention, Why};
use crate::suggest::prepared::{Prepared, Token};
use crate::text::Span;
use smol_str::SmolStr;

const VERSION: u32 = 1;

/// How much seldomer a name must have been left unmarked than accepted, to be looked for.
const SELDOM: u32 = 2;
/// Below this score a suggestion is not shown unless asked for.
const SHOWN: f32 = 0.5;

/// Changes the quotes that were found as the lessons say, and adds some by verbs that were learned.
pub fn quotes(prepared: &Prepared<'_>, learned: &Learned, found: &mut Found) {
    if learned.is_empty() {
        return;
    }
    quote_ends(prepared, learned, found);
    cues::rescore(prepared, learned, found);
    cues::find(prepared, learned, found);
}

/// Changes the names that were found as the lessons say, and adds what was accepted elsewhere.
pub fn names(prepared: &Prepared<'_>, learned: &Learned, found: &mut Found) {
    if learned.is_empty() {
        return;
    }
    name_ends(prepared, learned, found);
    rescored(prepared, learned, found);
    passed_over(prepared, learned, found);
}

/// Adds names that were accepted in other articles, never rejected, and seldom left unmarked.
fn passed_over(prepared: &Prepared<'_>, learned: &Learned, found: &mut Found) {
    let sure = |lesson: &Lesson| lesson.yes > 0 && lesson.no == 0 && SELDOM * lesson.left <= lesson.yes;
    let known = learned.lessons().filter(|(_, lesson)| sure(lesson)).filter_map(|(topic, _)| match topic {
        Topic::Name(words) if words.chars().next().is_some_and(|first| !first.is_lowercase()) => {
            Some(words.as_str())
        }
        _ => None,
    });
    let wanted = Wanted::new(known);
    let mut new = Vec::new();
    for (span, words) in wanted.places(prepared) {
        let mut there = found.mentions.iter().filter(|mention| mention.span.overlaps(span));
        if there.any(|mention| mention.why.score >= SHOWN || mention.span == span)
            || (!words.contains(' ') && beside_capital(prepared, span))
        {
            continue;
        }
        let Some(lesson) = learned.lesson(&Topic::Name(words.to_owned())) else { continue };
        let name = if lesson.actor.is_empty() { words } else { &lesson.actor };
        let actor = found.actors.iter().position(|actor| actor.name == name).unwrap_or_else(|| {
            let taken = |id: &ActorId| found.actors.iter().any(|actor| actor.id == *id);
            found.actors.push(Actor::new(ActorId::of_name(name, taken), name, &lesson.kind));
            found.actors.len() - 1
        });
        let why = Why::rule("learned", VERSION, share(lesson).max(SHOWN), why(lesson));
        new.push(Mention { span, kind: lesson.kind.clone(), form: "name", actor: Some(actor), why });
    }
    found.mentions.extend(new);
    found.mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
}

/// Says whether a single word stands beside another one with a capital: then it is a part of something else.
fn beside_capital(prepared: &Prepared<'_>, span: Span) -> bool {
    let at = prepared.token_at(span.start);
    let near = |at: Option<usize>| {
        let here = prepared.tokens.get(prepared.token_at(span.start)).map(|token| token.sentence);
        let near = at.and_then(|at| prepared.tokens.get(at));
        near.is_some_and(|token| token.capital && Some(token.sentence) == here)
    };
    near(at.checked_sub(1)) || near(Some(at + 1))
}

/// Hides names that were rejected, shows those that were accepted, as what they were accepted.
fn rescored(prepared: &Prepared<'_>, learned: &Learned, found: &mut Found) {
    for mention in &mut found.mentions {
        let words = prepared.article.slice(mention.span);
        let Some(lesson) = learned.lesson(&Topic::Name(words.to_owned())) else { continue };
        if mention.form == "pronoun" {
            continue;
        }
        if lesson.is_no() {
            mention.why.score = mention.why.score.min(share(lesson).min(SHOWN - 0.01));
            mention.why.reason = SmolStr::new(why(lesson));
        } else if lesson.is_yes() {
            if mention.why.score < SHOWN && lesson.left <= lesson.yes {
                mention.why.score = share(lesson).max(SHOWN);
                mention.why.reason = SmolStr::new(why(lesson));
            }
            if !lesson.kind.is_empty() && mention.kind != lesson.kind {
                mention.kind = lesson.kind.clone();
                mention.why.reason = SmolStr::new(why(lesson));
                if let Some(actor) = mention.actor.and_then(|actor| found.actors.get_mut(actor)) {
                    actor.kind = lesson.kind.clone();
                }
            }
        }
    }
}

/// Returns how often decisions spoke for something, drawn a little towards half.
pub(super) fn share(lesson: &Lesson) -> f32 {
    (lesson.yes as f32 + 0.5) / ((lesson.yes + lesson.no) as f32 + 1.0)
}

/// Moves ends of names past words that the person wants in or out.
fn name_ends(prepared: &Prepared<'_>, learned: &Learned, found: &mut Found) {
    for mention in found.mentions.iter_mut().filter(|mention| mention.form == "name") {
        let new = moved(prepared, learned, "actor", mention.span);
        // *central Kenya* is no longer name, nor is *India’s Muslims*.
        let first = prepared.tokens.get(prepared.token_at(new.start));
        let fits = first.is_some_and(|token| {
            let word = prepared.word(token);
            token.capital && !word.ends_with("’s") && !word.ends_with("'s")
        });
        if new.start >= mention.span.start || fits {
            mention.span = new;
        }
    }
}

/// Moves ends of quotes past words and marks that the person wants in or out.
fn quote_ends(prepared: &Prepared<'_>, learned: &Learned, found: &mut Found) {
    for quote in &mut found.quotes {
        let last = quote.fragments.len().saturating_sub(1);
        for (at, span) in quote.fragments.iter_mut().enumerate() {
            let new = moved(prepared, learned, "quote", *span);
            *span = match (at == 0, at == last) {
                (true, true) => new,
                (true, false) => Span { start: new.start, end: span.end },
                (false, true) => Span { start: span.start, end: new.end },
                (false, false) => *span,
            };
        }
    }
}

fn moved(prepared: &Prepared<'_>, learned: &Learned, layer: &'static str, span: Span) -> Span {
    let layer = SmolStr::new_static(layer);
    let word = |token: &Token| prepared.word(token).to_lowercase();
    let start = |token: &Token| learned.lesson(&Topic::Start(layer.clone(), word(token)));
    let end = |token: &Token| learned.lesson(&Topic::End(layer.clone(), word(token)));
    let tokens = &prepared.tokens;
    let first = prepared.token_at(span.start);
    let behind = prepared.token_at(span.end);
    let inside = behind.saturating_sub(first);
    let mut new = span;
    let before = first.checked_sub(1).and_then(|at| tokens.get(at));
    let same = |token: &&Token| tokens.get(first).is_some_and(|other| other.sentence == token.sentence);
    if let Some(token) = before.filter(same).filter(|it| start(it).is_some_and(strongly_in)) {
        new.start = token.span.start;
    } else if inside > 1
        && let (Some(token), Some(next)) = (tokens.get(first), tokens.get(first + 1))
        && start(token).is_some_and(strongly_out)
    {
        debug_assert!(next.span.start < span.end, "a token is left");
        new.start = next.span.start;
    }
    let last = behind.checked_sub(1).and_then(|at| tokens.get(at));
    if let Some(token) = tokens.get(behind).filter(same).filter(|it| end(it).is_some_and(strongly_in)) {
        new.end = token.span.end;
    } else if inside > 1
        && let (Some(token), Some(previous)) = (last, behind.checked_sub(2).and_then(|at| tokens.get(at)))
        && end(token).is_some_and(strongly_out)
    {
        new.end = previous.span.end;
    }
    if new.start < new.end { new } else { span }
}

/// A habit is three corrections more than contradictions, and four in five.
fn strongly_in(lesson: &Lesson) -> bool {
    lesson.yes >= lesson.no + 3 && lesson.yes >= 4 * lesson.no
}

fn strongly_out(lesson: &Lesson) -> bool {
    lesson.no >= lesson.yes + 3 && lesson.no >= 4 * lesson.yes
}
