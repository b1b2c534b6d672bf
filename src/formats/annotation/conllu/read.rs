//! Sentences of tokens to documents. The text is rebuilt from the forms and the spaces after them.

use super::super::Imported;
use super::super::anchor::{Anchors, shortened};
use super::super::flat::{self, Found};
use super::super::foreign::Builder;
use super::{FIELDS, SPACES, plain};
use crate::formats::Unreadable;
use crate::model::{Place, Problem};
use crate::text::{Article, Unit};
use serde_json::{Map, Value};

/// One document while it is read.
#[derive(Default)]
struct Reading<'a> {
    id: String,
    /// The names of an entity's fields.
    fields: Vec<&'a str>,
    meta: Vec<(String, String)>,
    text: String,
    /// How long the text is, in scalars.
    length: u32,
    /// How many words the form at hand still stands for, and where it begins.
    group: (u32, u32),
    /// Entities that were opened: name, where.
    open: Vec<(&'a str, usize)>,
    found: Vec<Found>,
    ties: Vec<(String, String, String)>,
    elsewhere: bool,
    /// Whether the text ends with a blank that nothing but the format's rule put there.
    blank_is_ours: bool,
    problems: Vec<Problem>,
}

/// Reads all documents.
pub(super) fn read(file: &str, stem: &str) -> Result<Vec<Imported>, Unreadable> {
    let mut all = Vec::new();
    let mut reading =
        Reading { id: stem.to_owned(), fields: vec!["eid", "etype", "head", "other"], ..Reading::default() };
    for (line, number) in file.lines().zip(1..) {
        if let Some(id) = line.strip_prefix("# newdoc") {
            let id = id.split_once('=').map_or("", |(_, id)| id.trim());
            let id = if id.is_empty() { format!("{stem}-{}", all.len() + 1) } else { unspaced(id) };
            let next = Reading { id, fields: reading.fields.clone(), ..Reading::default() };
            let former = std::mem::replace(&mut reading, next);
            all.extend(former.done());
        } else if let Some(fields) = line.strip_prefix(FIELDS) {
            reading.fields = fields.trim().split('-').collect();
        } else if let Some((name, value)) = line.strip_prefix("# meta::").and_then(|it| it.split_once(" = "))
        {
            reading.meta.push((plain(name), unspaced(value)));
        } else if line.starts_with(|it: char| it.is_ascii_digit()) && reading.row(line).is_none() {
            let message = format!("`{}` was not understood; left out", shortened(line));
            reading.problems.push(Problem::warning(Place::Line(number), message));
        }
    }
    all.extend(reading.done());
    if all.is_empty() {
        return Err(Unreadable::NotThis { format: "conllu", why: "it has no tokens".to_owned() });
    }
    Ok(all)
}

impl<'a> Reading<'a> {
    fn row(&mut self, line: &'a str) -> Option<()> {
        let cells: Vec<&str> = line.split('\t').collect();
        let (id, form) = (*cells.first()?, *cells.get(1)?);
        let misc = cells.get(9).copied().unwrap_or_default();
        if id.contains('.') {
            return Some(()); // an empty node: no words
        }
        let value = |name: &str| misc.split('|').find_map(|it| it.strip_prefix(name)?.strip_prefix('='));
        if let Some((first, last)) = id.split_once('-') {
            let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
            self.group = (last.checked_sub(first)? + 1, self.length);
            self.form(form, &value);
            return Some(());
        }
        let start = match self.group {
            (0, _) => {
                let before = value("SpacesBefore").map(unspaced).unwrap_or_default();
                self.push(&before);
                let start = self.length;
                self.form(form, &value);
                start
            }
            (left, start) => {
                self.group.0 = left - 1;
                start
            }
        };
        let end = self.word_end(start);
        for bracket in brackets(value("Entity").unwrap_or_default()) {
            self.bracket(bracket, start, end);
        }
        Some(())
    }

    /// Where the word that began last ends, without the space after it.
    fn word_end(&self, start: u32) -> u32 {
        let words = self.text.trim_end_matches(char::is_whitespace);
        let blank = self.text.get(words.len()..).unwrap_or_default().chars().count() as u32;
        (self.length - blank).max(start)
    }

    fn form(&mut self, form: &str, value: &impl Fn(&str) -> Option<&'a str>) {
        if let Some(start) = value("TokenRange").and_then(|it| it.split_once(':')?.0.parse::<u32>().ok()) {
            self.elsewhere |= start != self.length;
        }
        self.push(form);
        match (value("SpacesAfter"), value("SpaceAfter")) {
            (Some(spaces), _) => self.push(&unspaced(spaces)),
            (None, Some("No")) => {}
            _ => self.push(" "),
        }
        self.blank_is_ours = value("SpacesAfter").or_else(|| value("SpaceAfter")).is_none();
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.length += text.chars().count() as u32;
    }

    fn bracket(&mut self, bracket: Bracket<'a>, start: u32, end: u32) {
        let name = bracket.name;
        if bracket.opens {
            let (label, said) = self.about(&bracket);
            self.open.push((name, self.found.len()));
            self.found.push(Found { key: name.to_owned(), label, place: (start, end, None), said });
        }
        if bracket.closes
            && let Some(at) = self.open.iter().rposition(|(open, _)| *open == name)
        {
            let (_, index) = self.open.remove(at);
            if let Some(found) = self.found.get_mut(index) {
                found.place.1 = end;
            }
        }
    }

    fn about(&mut self, bracket: &Bracket<'a>) -> (String, Map<String, Value>) {
        let from = plain(bracket.name.split('[').next().unwrap_or_default());
        let values = std::iter::once(bracket.name).chain(bracket.values.iter().copied());
        let (mut label, mut said) = (String::new(), Map::new());
        for (field, value) in self.fields.iter().zip(values).filter(|(_, value)| !value.is_empty()) {
            match *field {
                "etype" => label = plain(value),
                "other" => {
                    for (name, value) in value.split(',').filter_map(|it| it.split_once(':')) {
                        let name = plain(name);
                        match value.strip_prefix('#') {
                            Some(to) => self.ties.push((name, from.clone(), plain(to))),
                            None => drop(said.insert(name, plain(value).into())),
                        }
                    }
                }
                "eid" | "head" | "minspan" => {}
                other => drop(said.insert(other.to_owned(), plain(value).into())),
            }
        }
        (label, said)
    }

    /// Puts the document together; `None` when there are no words.
    fn done(mut self) -> Option<Imported> {
        if self.text.is_empty() {
            return None;
        }
        if self.blank_is_ours {
            self.text.pop();
        }
        let (mut ties, mut parts) = (Vec::new(), 0);
        for found in &mut self.found {
            let (name, part) = found.key.split_once('[').unwrap_or((&found.key, ""));
            let name = plain(name);
            let first = part.is_empty() || part.starts_with("1/");
            if first {
                found.key = name;
            } else {
                parts += 1;
                let key = format!("{name} {parts}");
                ties.push((flat::PART_OF.to_owned(), key.clone(), name));
                found.key = key;
            }
        }
        let mut builder = Builder::new(&self.id, Article::new(self.text), "conllu");
        builder.problems = self.problems;
        if self.elsewhere {
            let message =
                "its `TokenRange`s are not where its words and spaces lead; words and spaces were taken";
            builder.problems.push(Problem::note(message));
        }
        if !self.open.is_empty() {
            let message =
                format!("{} entities are never closed; their first words were taken", self.open.len());
            builder.problems.push(Problem::warning(Place::Whole, message));
        }
        for (name, value) in self.meta {
            flat::take_meta(&mut builder, &name, &value.into());
        }
        let mut spanless = Vec::new();
        for (role, from, to) in self.ties {
            match to.as_str() {
                "author" => spanless.push((role, from, to)),
                actor if actor.starts_with("actor:") => spanless.push((role, from, to)),
                _ => ties.push((role, from, to)),
            }
        }
        for (role, from, to) in spanless {
            if let Some(found) = self.found.iter_mut().find(|it| it.key == from) {
                found.said.insert(role, to.into());
            }
        }
        let article = builder.article();
        flat::put(&mut builder, &Anchors::new(&article, Unit::Scalars), self.found, &ties);
        Some(builder.done())
    }
}

/// A bracket of the `Entity` field.
struct Bracket<'a> {
    name: &'a str,
    values: Vec<&'a str>,
    opens: bool,
    closes: bool,
}

/// `e2)(e3-person-1-` is a closing and an opening.
fn brackets(entity: &str) -> Vec<Bracket<'_>> {
    let mut all = Vec::new();
    let mut rest = entity;
    while !rest.is_empty() {
        let opens = rest.starts_with('(');
        let body = rest.strip_prefix('(').unwrap_or(rest);
        let end = body.find(['(', ')']).unwrap_or(body.len());
        let (inside, after) = body.split_at_checked(end).unwrap_or((body, ""));
        let closes = after.starts_with(')');
        rest = after.strip_prefix(')').unwrap_or(after);
        let mut values = inside.split('-');
        let name = values.next().unwrap_or_default();
        if name.is_empty() && !opens && !closes {
            break;
        }
        all.push(Bracket { name, values: values.collect(), opens, closes });
    }
    all
}

/// Takes strokes out of white space.
fn unspaced(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        if char != '\\' {
            plain.push(char);
            continue;
        }
        let letter = chars.next().unwrap_or('\\');
        let known = SPACES.iter().find(|(_, it)| *it == letter);
        plain.push(known.map_or(letter, |(plain, _)| *plain));
    }
    plain
}
