//! What a person typed into the search: words, `"phrases"`, `/expressions/` and conditions such as `by:putin`.

use crate::model::Status;
use crate::text::find::{self, Finder};

/// What may stand before a colon, with what it asks for; the help reads it.
pub const CONDITIONS: &[(&str, &str)] = &[
    ("by", "quotes said by, and claims asserted by, somebody of this name"),
    ("about", "what is about this: linked to it, mentioning it, or with the word in it"),
    ("actor", "mentions of an actor of this name"),
    ("is", "quote, claim, actor, undecided, accepted, rejected, by-hand"),
    ("type", "an attribute's value: direct, accusation, person …"),
    ("has", "note: what somebody noted something on"),
    ("note", "a word in the note"),
    ("in", "a word in the article's title or file name"),
    ("outlet", "a word in the outlet's name"),
    ("lang", "the article's language: en, ru"),
    ("state", "the article's state: new, in-review, done"),
    ("after", "articles of this date or later: 2024, 2024-03, 2024-03-15"),
    ("before", "articles of before this date"),
];

/// A condition on an annotation.
#[derive(Debug, Clone)]
pub(super) enum Asked {
    By(Finder),
    About(Finder),
    Actor(Finder),
    Layer(String),
    Status(Status),
    ByHand,
    Value(String),
    Noted(Option<Finder>),
}

/// A condition on an article.
#[derive(Debug, Clone)]
pub(super) enum Within {
    Name(Finder),
    Outlet(Finder),
    Language(String),
    State(String),
    After(String),
    Before(String),
}

/// A search that is ready to be run.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// All of these must occur.
    pub(super) words: Vec<Finder>,
    pub(super) asked: Vec<Asked>,
    pub(super) within: Vec<Within>,
}

impl Query {
    /// Reads what was typed.
    ///
    /// # Errors
    /// In words, when an expression is wrong or a condition asks for what is not known.
    pub fn parse(typed: &str) -> Result<Self, String> {
        let mut query = Self::default();
        for part in parts(typed) {
            match part {
                Part::Word(word) => query.words.push(words(&word)?),
                Part::Expression(pattern) => {
                    let expression = find::Query { pattern, regex: true, ..find::Query::default() };
                    query.words.push(expression.finder()?);
                }
                Part::Condition(key, value) => query.condition(&key, &value)?,
            }
        }
        Ok(query)
    }

    /// Says whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.asked.is_empty() && self.within.is_empty()
    }

    fn condition(&mut self, key: &str, value: &str) -> Result<(), String> {
        match key {
            "by" => self.asked.push(Asked::By(words(value)?)),
            "about" => self.asked.push(Asked::About(words(value)?)),
            "actor" => self.asked.push(Asked::Actor(words(value)?)),
            "type" => self.asked.push(Asked::Value(value.to_lowercase())),
            "note" => self.asked.push(Asked::Noted(Some(words(value)?))),
            "has" if value == "note" => self.asked.push(Asked::Noted(None)),
            "has" => return Err(format!("`has:{value}` is not known; `has:note` is")),
            "is" => self.asked.push(is(value)),
            "in" => self.within.push(Within::Name(words(value)?)),
            "outlet" => self.within.push(Within::Outlet(words(value)?)),
            "lang" => self.within.push(Within::Language(value.to_lowercase())),
            "state" => self.within.push(Within::State(value.to_lowercase())),
            "after" => self.within.push(Within::After(value.to_owned())),
            _ => self.within.push(Within::Before(value.to_owned())),
        }
        Ok(())
    }
}

fn is(value: &str) -> Asked {
    let value = value.to_lowercase();
    match value.as_str() {
        "undecided" => Asked::Status(Status::Suggested),
        "by-hand" => Asked::ByHand,
        other => match Status::of_name(other) {
            Some(status) => Asked::Status(status),
            None => Asked::Layer(value),
        },
    }
}

fn words(pattern: &str) -> Result<Finder, String> {
    find::Query { pattern: pattern.to_owned(), ..find::Query::default() }.finder()
}

enum Part {
    Word(String),
    Expression(String),
    Condition(String, String),
}

/// Takes what was typed apart. What is not closed yet goes to the end, so that a search works while it is typed.
fn parts(typed: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = typed.trim_start();
    while !rest.is_empty() {
        let (part, after) = next(rest);
        parts.extend(part);
        rest = after.trim_start();
    }
    parts
}

fn next(rest: &str) -> (Option<Part>, &str) {
    if let Some(inner) = rest.strip_prefix('/') {
        let (pattern, after) = inner.split_once('/').unwrap_or((inner, ""));
        return ((!pattern.is_empty()).then(|| Part::Expression(pattern.to_owned())), after);
    }
    if let Some((phrase, after)) = quoted(rest) {
        return ((!phrase.is_empty()).then(|| Part::Word(phrase.to_owned())), after);
    }
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let (word, _) = rest.split_at(end);
    if let Some((key, _)) = word.split_once(':')
        && let key = key.to_lowercase()
        && CONDITIONS.iter().any(|(known, _)| *known == key)
    {
        let value = rest.get(key.len() + 1..).unwrap_or_default();
        let (value, after) = quoted(value)
            .unwrap_or_else(|| value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())));
        return ((!value.is_empty()).then(|| Part::Condition(key, value.to_owned())), after);
    }
    let after = rest.get(end..).unwrap_or_default();
    (Some(Part::Word(word.to_owned())), after)
}

/// Returns what stands between quotation marks in front, and what follows.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let (open, close) =
        [('"', '"'), ('“', '”'), ('«', '»')].into_iter().find(|(open, _)| text.starts_with(*open))?;
    let inner = text.strip_prefix(open)?;
    Some(inner.split_once(close).unwrap_or((inner, "")))
}
