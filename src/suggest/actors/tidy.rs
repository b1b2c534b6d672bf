//! Mends what the tagger gets wrong in ways that can be told: titles within a person's name, two names taken
//! for one, single words that are no names.

use super::gazetteer::Match;
use super::lexicon::class;
use super::names::Label;
use super::tagger::Tagged;
use super::words::{Shape, Word};

/// Endings of things that are no actors: *Russophobia*, *Marxism*.
const THINGS: &[&str] = &["phobia", "ism", "ology"];

/// By how much quotation marks around a name make it less probable that it is an actor's.
const TERM: f32 = 0.5;

/// Particles that start a surname.
const PARTICLES: &[&str] = &["von", "van", "bin", "ibn", "al", "el", "della", "ter"];

/// Returns the names with those faults mended, in order.
pub(crate) fn tidy(text: &str, words: &[Word], tagged: Vec<Tagged>, matches: &[Match]) -> Vec<Tagged> {
    let mut out = Vec::with_capacity(tagged.len());
    let mut known = matches;
    for name in tagged {
        let passed = known.iter().take_while(|found| found.end <= name.start).count();
        known = known.get(passed..).unwrap_or_default();
        if is_several_known(text, words, &name, known) {
            continue; // each is found by itself
        }
        let listed = known.iter().any(|found| (found.start, found.end) == (name.start, name.end));
        match titled(words, &name).filter(|_| !listed) {
            Some((body, person)) => {
                out.extend(body.and_then(|body| trimmed(text, words, body)));
                out.push(person);
            }
            None => {
                let term = !listed
                    && matches!(name.label, Label::Body | Label::Place)
                    && is_term(text, words, &name);
                for part in parts(text, words, name) {
                    let doubt = if term { TERM } else { 1.0 };
                    out.extend(trimmed(text, words, Tagged { score: part.score * doubt, ..part }));
                }
            }
        }
    }
    out
}

/// Cuts a body that ends in a title and a person: *European Union Commissioner Jutta Urpilainen*.
fn titled(words: &[Word], name: &Tagged) -> Option<(Option<Tagged>, Tagged)> {
    let inside = words.get(name.start..name.end)?;
    if !matches!(name.label, Label::Body | Label::Place) {
        return None;
    }
    let title =
        inside.iter().rposition(|word| word.is(class::TITLE) && !word.is(class::GIVEN | class::BODY))?;
    let heads = class::BODY | class::PLACE_HEAD | class::COMPANY_SUFFIX | class::ROLE | class::FORMER;
    let person = inside.get(title + 1..)?;
    let plain = |word: &Word| matches!(word.shape, Shape::Capital | Shape::Initial) && !word.is(heads);
    let known = person.first()?.is(class::GIVEN) || person.last()?.is(class::FAMILY | class::GIVEN);
    if !(2..=4).contains(&person.len()) || !known || !person.iter().all(plain) {
        return None;
    }
    let body = inside
        .get(..title)?
        .iter()
        .rposition(|word| !word.is(class::TITLE | class::FORMER))
        .map(|last| Tagged { end: name.start + last + 1, ..*name });
    Some((body, Tagged { start: name.start + title + 1, label: Label::Person, ..*name }))
}

/// Says whether a name is nothing but known names and what joins them: *Crimea and Donbass*, *Russia-Ukraine*.
fn is_several_known(text: &str, words: &[Word], name: &Tagged, known: &[Match]) -> bool {
    let inside = known
        .iter()
        .take_while(|found| found.start < name.end)
        .filter(|found| found.end <= name.end && !found.alias.unsure);
    let (mut count, mut at) = (0, name.start);
    for found in inside {
        let between = words.get(at..found.start).unwrap_or_default();
        let glued = words.get(found.start).is_some_and(|word| word.glued);
        if count > 0 && between.is_empty() && !glued || !between.iter().all(|word| joins(text, word)) {
            return false;
        }
        count += 1;
        at = found.end;
    }
    count > 1 && at == name.end
}

fn joins(text: &str, word: &Word) -> bool {
    matches!(word.span.of_text(text), "and" | "," | "/" | "-" | "–" | "or")
}

/// Cuts people, and loose lists of bodies and places, at *and* and commas.
fn parts(text: &str, words: &[Word], name: Tagged) -> Vec<Tagged> {
    let inside = words.get(name.start..name.end).unwrap_or_default();
    let heads = inside.first().is_some_and(|word| word.is(class::BODY)) || inside.iter().any(is_of);
    let cuts = |word: &Word| match name.label {
        Label::Person => joins(text, word) && word.span.of_text(text) != "-",
        Label::People => false,
        _ => name.score < 0.8 && !heads && matches!(word.span.of_text(text), ","),
    };
    if !inside.iter().any(cuts) {
        return vec![name];
    }
    let mut out = Vec::new();
    let mut start = name.start;
    for (at, word) in inside.iter().enumerate().map(|(at, word)| (name.start + at, word)) {
        if cuts(word) {
            out.extend((at > start).then_some(Tagged { start, end: at, ..name }));
            start = at + 1;
        }
    }
    out.extend((name.end > start).then_some(Tagged { start, ..name }));
    out
}

fn is_of(word: &Word) -> bool {
    word.shape == Shape::Lower && word.fold == super::fold::fold("of")
}

/// Says whether a name is what quotation marks hold, and no word beside them says that it is a body's: plans,
/// slogans and works are called so.
fn is_term(text: &str, words: &[Word], name: &Tagged) -> bool {
    const MOST: usize = 6;
    let written = |at: usize| words.get(at).map_or("", |word| word.span.of_text(text));
    let inside = |at: &usize| {
        words.get(*at).map(|word| word.sentence) == words.get(name.start).map(|word| word.sentence)
    };
    let back = (name.start.saturating_sub(MOST)..name.start).rev().filter(inside);
    let Some(open) = back.clone().find(|at| matches!(written(*at), "“" | "«" | "\"" | "‘")) else {
        return false;
    };
    let closed = back.take_while(|at| *at > open).any(|at| matches!(written(at), "”" | "»" | "’"));
    let mut ahead = (name.end..name.end + MOST).filter(inside);
    let Some(close) = ahead.find(|at| matches!(written(*at), "”" | "»" | "\"" | "’")) else {
        return false;
    };
    let phrase = words.get(open + 1..close).unwrap_or_default();
    let sentence = phrase.len() > MOST || phrase.iter().any(|word| word.is(class::SAY));
    let heads = class::BODY | class::ROLE | class::TITLE;
    let is_head = |at: Option<usize>| at.and_then(|at| words.get(at)).is_some_and(|word| word.is(heads));
    let says = words.get(close + 1).is_some_and(|word| word.is(class::SAY));
    !closed && !sentence && !says && !is_head(open.checked_sub(1)) && !is_head(Some(close + 1))
}

/// Says whether a name is the initials of whoever translated or edited the article: *Translation: SM*.
fn is_credit(text: &str, words: &[Word], name: &Tagged) -> bool {
    const CREDITS: &[&str] =
        &["translation", "translated", "translator", "text", "edited", "editing", "editor"];
    const LETTERS: usize = 3;
    let written =
        |at: Option<usize>| at.and_then(|at| words.get(at)).map_or("", |word| word.span.of_text(text));
    let initials = written(Some(name.start));
    let before = name.start.checked_sub(1);
    let credit = written(before.and_then(|at| at.checked_sub(1)));
    name.end == name.start + 1
        && initials.chars().count() <= LETTERS
        && initials.chars().all(char::is_uppercase)
        && matches!(written(before), ":" | "by")
        && CREDITS.iter().any(|word| credit.eq_ignore_ascii_case(word))
}

/// Leaves out what stands behind a name and is no part of it.
fn shorten(words: &[Word], name: &mut Tagged) {
    let word = |at: usize| words.get(at);
    // "the UN Special | Envoy"
    let of_role =
        |word: &Word| word.is(class::FORMER) && !word.is(class::BODY | class::PLACE_HEAD | class::THING);
    let role = word(name.end).is_some_and(|next| next.is(class::ROLE) && next.is_capital());
    if name.label == Label::Body
        && name.end - name.start > 1
        && role
        && word(name.end - 1).is_some_and(of_role)
    {
        name.end -= 1;
    }
    let small = |word: &Word| word.shape == Shape::Lower || word.shape == Shape::Mark;
    while name.start + 1 < name.end && word(name.end - 1).is_some_and(small) {
        name.end -= 1;
    }
    // "Keller Says" in a heading
    let says = |word: &Word| word.is(class::SAY) && !word.is(class::GIVEN | class::FAMILY | class::BODY);
    while name.start + 1 < name.end && word(name.end - 1).is_some_and(says) {
        name.end -= 1;
    }
}

/// Leaves out titles, and names that are none.
fn trimmed(text: &str, words: &[Word], mut name: Tagged) -> Option<Tagged> {
    let word = |at: usize| words.get(at);
    if name.label == Label::Person {
        while name.start + 1 < name.end
            && word(name.start)
                .is_some_and(|word| word.is(class::TITLE | class::FORMER) && !word.is(class::GIVEN))
        {
            name.start += 1;
        }
        let before = name
            .start
            .checked_sub(1)
            .filter(|before| PARTICLES.contains(&word(*before).map_or("", |word| word.span.of_text(text))));
        let same = |before: &usize| {
            word(*before).map(|word| word.sentence) == word(name.start).map(|word| word.sentence)
        };
        if let Some(before) = before.filter(same) {
            name.start = before;
        }
    }
    // "Near Palmyra": the first word of a sentence, no part of the name.
    let leads =
        |word: &Word| word.first && word.is(class::PLACE_CUE | class::FUNCTION) && !word.is(class::GIVEN);
    if name.end - name.start > 1 && name.label != Label::Body && word(name.start).is_some_and(leads) {
        name.label = if word(name.start).is_some_and(|word| word.is(class::PLACE_CUE)) {
            Label::Place
        } else {
            name.label
        };
        name.start += 1;
    }
    shorten(words, &mut name);
    let first = word(name.start)?;
    if is_credit(text, words, &name) {
        return None;
    }
    if name.end - name.start > 1 {
        let last = (name.start..name.end).rev().filter_map(word).find(|word| word.shape != Shape::Number);
        let things = ["Resolution", "Time", "Year", "Hostilities", "Treaty", "Declaration", "Protocol"];
        if name.label != Label::Person && last.is_some_and(|last| things.contains(&last.span.of_text(text))) {
            name.score *= TERM;
        }
        return Some(name);
    }
    let written = first.span.of_text(text);
    let titles = class::TITLE | class::FORMER | class::MONTH | class::DAY;
    let nothing = first.is(class::THING)
        || first.is(titles) && !first.is(class::GIVEN | class::FAMILY | class::BODY | class::PLACE_HEAD)
        || first.shape == Shape::Mark
        || written == "State" // of "Secretary of State"
        || first.shape == Shape::Capital && THINGS.iter().any(|ending| written.ends_with(ending));
    (!nothing).then_some(name)
}
