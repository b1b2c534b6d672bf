//! Rows of tokens to a document. The text comes from the `#Text=` lines, put where their first token lies.

use super::super::Imported;
use super::super::anchor::{Anchors, shortened};
use super::super::flat::{self, Found};
use super::super::foreign::Builder;
use crate::formats::Unreadable;
use crate::model::{Place, Problem};
use crate::text::{Article, Unit};
use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

/// A layer of the header: its type, its features, and whether it is one of relations.
struct LayerColumns<'a> {
    kind: &'a str,
    features: Vec<&'a str>,
    relations: bool,
}

#[derive(Default)]
struct Reading<'a> {
    layers: Vec<LayerColumns<'a>>,
    text: String,
    /// How many UTF-16 units the text has so far.
    length: u32,
    /// The text of a sentence, until its first token says where it lies.
    waiting: Option<String>,
    found: Vec<Found>,
    by_key: FxHashMap<String, usize>,
    /// Role, where the source begins and its number, the key of the target.
    ties: Vec<(String, String, String)>,
    problems: Vec<Problem>,
}

/// Reads the file.
pub(super) fn read(file: &str, stem: &str) -> Result<Imported, Unreadable> {
    let mut reading = Reading::default();
    for (line, number) in file.split('\n').zip(1..) {
        let line = line.trim_end_matches('\r');
        if let Some(layer) = line.strip_prefix("#T_SP=").or_else(|| line.strip_prefix("#T_RL=")) {
            let mut parts = layer.split('|');
            let kind = parts.next().unwrap_or_default();
            let features = parts.filter(|part| !part.starts_with("BT_") && !part.is_empty()).collect();
            reading.layers.push(LayerColumns { kind, features, relations: line.starts_with("#T_RL=") });
        } else if line.starts_with("#T_CH=") {
            return Err(Unreadable::NotThis {
                format: "webanno-tsv",
                why: "chains (#T_CH) are not read".to_owned(),
            });
        } else if let Some(text) = line.strip_prefix("#Text=") {
            let text = text_unescaped(text);
            // A further line of the same sentence.
            reading.waiting =
                Some(reading.waiting.take().map_or_else(|| text.clone(), |first| first + "\n" + &text));
        } else if !line.is_empty() && !line.starts_with('#') && reading.row(line).is_none() {
            let message = format!("`{}` was not understood; left out", shortened(line));
            reading.problems.push(Problem::warning(Place::Line(number), message));
        }
    }
    if reading.text.is_empty() {
        return Err(Unreadable::NotThis { format: "webanno-tsv", why: "it has no text".to_owned() });
    }
    Ok(reading.done(stem))
}

impl Reading<'_> {
    fn row(&mut self, line: &str) -> Option<()> {
        let mut cells = line.split('\t');
        let (unit, place, word) = (cells.next()?, cells.next()?, cells.next()?);
        let (start, end) = place.split_once('-')?;
        let (start, end): (u32, u32) = (start.parse().ok()?, end.parse().ok()?);
        self.sentence(start);
        let mut layers = std::mem::take(&mut self.layers);
        for layer in &layers {
            let values: Vec<_> =
                (0..layer.features.len().max(1)).map(|_| cells.next().unwrap_or("_")).collect();
            if layer.relations {
                self.relations(&values, cells.next().unwrap_or("_"), unit);
            } else {
                self.spans(layer, &values, (start, end), unit);
            }
        }
        std::mem::swap(&mut self.layers, &mut layers);
        (!word.is_empty()).then_some(())
    }

    /// Puts the sentence that waits where its first token lies. A file that was tampered with may name any
    /// place: the gap is no longer than the file could have made it.
    fn sentence(&mut self, start: u32) {
        if let Some(text) = self.waiting.take() {
            let gap = start.saturating_sub(self.length).min(1 << 16);
            if gap > 0 {
                self.text.push('\n');
                self.text.extend(std::iter::repeat_n(' ', gap as usize - 1));
            }
            self.text.push_str(&text);
            self.length += gap + text.encode_utf16().count() as u32;
        }
    }

    fn spans(&mut self, layer: &LayerColumns<'_>, values: &[&str], (start, end): (u32, u32), unit: &str) {
        let stacks: Vec<Vec<&str>> = values.iter().map(|value| split(value)).collect();
        let depth = stacks.iter().map(Vec::len).max().unwrap_or(0);
        for at in 0..depth {
            let mut said = Map::new();
            let mut number = "0";
            for (feature, stack) in layer.features.iter().zip(&stacks) {
                let (value, its) = number_of(stack.get(at).copied().unwrap_or("_"));
                number = its.unwrap_or(number);
                if value != "_" && value != "*" {
                    said.insert((*feature).to_owned(), Value::String(unescaped(value)));
                }
            }
            let shown = stacks.iter().any(|stack| stack.get(at).is_some_and(|value| *value != "_"));
            if !shown {
                continue;
            }
            // A number means the same annotation on other rows; without one it is this row's.
            let key = if number == "0" {
                format!("{}@{unit}", layer.kind)
            } else {
                format!("{}#{number}", layer.kind)
            };
            let known = self.by_key.get(&key).copied();
            if let Some(found) = known.and_then(|at| self.found.get_mut(at)) {
                found.place.1 = found.place.1.max(end);
                continue;
            }
            let label = ["label", "value"]
                .iter()
                .find_map(|name| said.shift_remove(*name))
                .map(|label| flat::plain(&label));
            let label =
                label.unwrap_or_else(|| layer.kind.rsplit('.').next().unwrap_or(layer.kind).to_owned());
            self.by_key.insert(key.clone(), self.found.len());
            self.by_key.entry(format!("{}@{unit}", layer.kind)).or_insert(self.found.len());
            self.found.push(Found { key, label, place: (start, end, None), said });
        }
    }

    /// `speaker` and `1-8[1_0]`: the source begins at 1-8 and has the number 1, the target is here.
    fn relations(&mut self, values: &[&str], references: &str, unit: &str) {
        let roles = split(values.first().copied().unwrap_or("_"));
        for (at, reference) in split(references).into_iter().enumerate().filter(|(_, it)| *it != "_") {
            let role = roles.get(at).map_or("relation", |role| number_of(role).0);
            let role = if role == "*" || role == "_" { "relation".to_owned() } else { unescaped(role) };
            let (row, ids) = number_of(reference);
            let (source, target) = ids.and_then(|ids| ids.split_once('_')).unwrap_or(("0", "0"));
            let key = |number: &str, unit: &str| {
                if number == "0" { format!("@{unit}") } else { format!("#{number}") }
            };
            self.ties.push((role, key(source, row), key(target, unit)));
        }
    }

    fn done(mut self, stem: &str) -> Imported {
        // Relations name their ends without the layer; the layer that has such a key is meant.
        let kinds: Vec<String> =
            self.layers.iter().filter(|it| !it.relations).map(|it| it.kind.to_owned()).collect();
        let key = |end: &str| {
            let index = kinds.iter().find_map(|kind| self.by_key.get(&format!("{kind}{end}")));
            index.and_then(|at| self.found.get(*at)).map(|found| found.key.clone()).unwrap_or_default()
        };
        let mut ties: Vec<_> =
            self.ties.iter().map(|(role, from, to)| (role.clone(), key(from), key(to))).collect();
        flat::take_ids(&mut self.found, &mut ties);
        let mut builder = Builder::new(stem, Article::new(self.text), "webanno-tsv");
        builder.problems = self.problems;
        let article = builder.article();
        flat::put(&mut builder, &Anchors::new(&article, Unit::Utf16), self.found, &ties);
        builder.done()
    }
}

/// Splits stacked values at bars that are not escaped.
fn split(cell: &str) -> Vec<&str> {
    let (mut parts, mut start, mut escaped) = (Vec::new(), 0, false);
    for (at, char) in cell.char_indices() {
        if char == '|' && !escaped {
            parts.extend(cell.get(start..at));
            start = at + 1;
        }
        escaped = char == '\\' && !escaped;
    }
    parts.extend(cell.get(start..));
    parts
}

/// Parts a value from the number in brackets at its end.
fn number_of(value: &str) -> (&str, Option<&str>) {
    let Some((head, tail)) = value.strip_suffix(']').and_then(|value| value.rsplit_once('[')) else {
        return (value, None);
    };
    let is_number = !tail.is_empty() && tail.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    if is_number && !head.ends_with('\\') { (head, Some(tail)) } else { (value, None) }
}

fn unescaped(value: &str) -> String {
    let mut plain = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(char) = chars.next() {
        match char {
            '\\' => match chars.next() {
                Some('t') => plain.push('\t'),
                Some('n') => plain.push('\n'),
                Some(other) => plain.push(other),
                None => plain.push('\\'),
            },
            _ => plain.push(char),
        }
    }
    plain
}

fn text_unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        match char {
            '\\' => plain.push(match chars.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                Some('r') => '\r',
                Some('f') => '\u{c}',
                Some('b') => '\u{8}',
                Some(other) => other,
                None => '\\',
            }),
            _ => plain.push(char),
        }
    }
    plain
}
