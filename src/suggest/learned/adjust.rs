//! Brings lessons to bear: before the search as known names, after it on what was found.

use super::{Learned, Lesson, Topic, cues, why};
use crate::model::{Actor, Actors};
use crate::suggest::Found;
use crate::suggest::prepared::{Prepared, Token};
use crate::text::Span;
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

/// Below this score a suggestion is not shown unless asked for.
const SHOWN: f32 = 0.5;

/// Returns the actors that are known beforehand: those of the document or corpus, and the names that were
/// accepted in other articles; not a single one that is an ordinary word in this one (*Board*). `None` when the lessons add nothing.
#[must_use]
pub fn known(prepared: &Prepared<'_>, actors: Option<&Actors>, learned: &Learned) -> Option<Actors> {
    let mut all = actors.cloned().unwrap_or_default();
    let mut added = false;
    let small: FxHashSet<&str> =
        prepared.tokens.iter().filter(|token| !token.capital).map(|token| prepared.word(token)).collect();
    for (topic, lesson) in learned.lessons().filter(|(_, lesson)| lesson.is_yes()) {
        let Topic::Name(words) = topic else { continue };
        let starts_big = words.chars().next().is_some_and(|first| !first.is_lowercase());
        let is_word = !words.contains(' ') && small.contains(words.to_lowercase().as_str());
        if !starts_big || is_word || all.called(words).is_some() {
            continue;
        }
        let name = if lesson.actor.is_empty() { words } else { &lesson.actor };
        let mut actor = match all.called(name) {
            Some(actor) => actor.clone(),
            None => Actor::new(all.free_slug(name), name.clone(), &lesson.kind),
        };
        if actor.name != *words {
            actor.aliases.push(words.clone());
        }
        all.put(actor);
        added = true;
    }
    added.then_some(all)
}

/// Changes what was found as the lessons say, and adds quotes by verbs that were learned.
pub fn adjust(prepared: &Prepared<'_>, learned: &Learned, found: &mut Found) {
    if learned.is_empty() {
        return;
    }
    ends(prepared, learned, found);
    names(prepared, learned, found);
    cues::rescore(prepared, learned, found);
    cues::find(prepared, learned, found);
}

/// Hides names that were rejected, shows those that were accepted, as what they were accepted.
fn names(prepared: &Prepared<'_>, learned: &Learned, found: &mut Found) {
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
            let shown = mention.why.score >= SHOWN;
            if !shown {
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

/// Moves ends past words and marks that the person wants in or out.
fn ends(prepared: &Prepared<'_>, learned: &Learned, found: &mut Found) {
    let habits = learned.lessons().any(|(topic, _)| matches!(topic, Topic::Start(..) | Topic::End(..)));
    if !habits {
        return;
    }
    for mention in found.mentions.iter_mut().filter(|mention| mention.form != "pronoun") {
        mention.span = moved(prepared, learned, "actor", mention.span);
    }
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
