//! A document to rows of tokens.

use super::super::WriteOptions;
use super::super::flat::{self, Flat};
use super::super::tokens::{Token, tokens};
use crate::model::Document;
use crate::text::Unit;
use rustc_hash::FxHashMap;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// A token with its place in the file.
struct Row {
    token: Token,
    /// `2-14`: the sentence's number and the token's.
    name: String,
    /// The pieces on it, in the order of the file.
    pieces: Vec<usize>,
}

/// What is written of a piece.
struct Shown {
    said: Map<String, Value>,
    /// The number that tells it from others; 0 where it needs none.
    number: usize,
    /// Its first row.
    first: usize,
}

/// Writes the file.
pub(super) fn write(document: &Document, options: &WriteOptions) -> String {
    let flat = flat::flat(document, options, true);
    let order = sorted(&flat);
    let mut rows = rows(document, &flat);
    let shown = shown(document, &flat, &order, &mut rows);
    let features: BTreeSet<String> = shown.iter().flat_map(|it| it.said.keys().cloned()).collect();
    let names: Vec<_> = features.iter().map(|name| feature_name(name)).collect();
    let mut out = format!("#FORMAT=WebAnno TSV 3.3\n#T_SP=webanno.custom.Span|{}\n", names.join("|"));
    out += "#T_RL=webanno.custom.SpanRelation|label|BT_webanno.custom.Span\n\n";
    let mut onto: FxHashMap<usize, Vec<(&str, usize)>> = FxHashMap::default();
    for (role, from, to) in &flat.ties {
        onto.entry(*to).or_default().push((role, *from));
    }
    let count = |at| document.article().count(at, Unit::Utf16);
    let mut sentence = "";
    for (at, row) in rows.iter().enumerate() {
        let (number, _) = row.name.split_once('-').unwrap_or_default();
        if number != sentence {
            sentence = number;
            let mine = rows
                .iter()
                .skip(at)
                .take_while(|other| other.name.split_once('-').is_some_and(|(it, _)| it == number));
            let end = mine.last().map_or(row.token.span.end, |last| last.token.span.end);
            let text = document.text().get(row.token.span.start as usize..end as usize).unwrap_or_default();
            out += &format!("\n#Text={}\n", text_escaped(text));
        }
        let span = row.token.span;
        out += &format!(
            "{}\t{}-{}\t{}\t",
            row.name,
            count(span.start),
            count(span.end),
            span.of_text(document.text())
        );
        for feature in &features {
            out += &cell(row.pieces.iter().filter_map(|piece| shown.get(*piece)).map(|it| {
                let value = it.said.get(feature).map(flat::plain).filter(|value| !value.is_empty());
                numbered(&value.map_or_else(|| "*".to_owned(), |value| escaped(&value)), it.number)
            }));
        }
        out += &relations(row, at, &rows, &shown, &onto);
        out.push('\n');
    }
    out
}

/// Puts the numbers of the pieces in the order of the file: by start, longer ones first.
fn sorted(flat: &Flat<'_>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..flat.pieces.len()).collect();
    let key =
        |at: &usize| flat.pieces.get(*at).map(|piece| (piece.span.start, std::cmp::Reverse(piece.span.end)));
    order.sort_by_key(key);
    order
}

fn rows(document: &Document, flat: &Flat<'_>) -> Vec<Row> {
    let text = document.text();
    let cuts = flat.pieces.iter().flat_map(|piece| [piece.span.start, piece.span.end]);
    let (mut rows, mut sentence, mut number, mut paragraph) = (Vec::new(), 0, 0, usize::MAX);
    for token in tokens(text, cuts) {
        if token.span.of_text(text).trim().is_empty() {
            continue;
        }
        let here = document.article().paragraph_at(token.span.start);
        if here != paragraph {
            (paragraph, sentence, number) = (here, sentence + 1, 0);
        }
        number += 1;
        rows.push(Row { token, name: format!("{sentence}-{number}"), pieces: Vec::new() });
    }
    rows
}

/// Puts the pieces on their rows, and numbers those that cover several or share one.
fn shown(document: &Document, flat: &Flat<'_>, order: &[usize], rows: &mut [Row]) -> Vec<Shown> {
    let mut shown: Vec<Shown> = Vec::new();
    let mut extents = Vec::new();
    for piece in &flat.pieces {
        let first = rows.partition_point(|row| row.token.span.start < piece.span.start);
        let end = rows.partition_point(|row| row.token.span.start < piece.span.end);
        extents.push(first..end);
        let mut said = flat::said(document, piece.annotation);
        said.insert(flat::ID.to_owned(), piece.annotation.id.as_str().into());
        said.insert("label".to_owned(), piece.annotation.layer.as_str().into());
        shown.push(Shown { said, number: 0, first });
    }
    for piece in order {
        for row in extents.get(*piece).cloned().unwrap_or_default() {
            if let Some(row) = rows.get_mut(row) {
                row.pieces.push(*piece);
            }
        }
    }
    let mut number = 0;
    for piece in order {
        let extent = extents.get(*piece).cloned().unwrap_or_default();
        let shares = rows.get(extent.clone()).is_some_and(|rows| rows.iter().any(|row| row.pieces.len() > 1));
        if let Some(shown) = shown.get_mut(*piece).filter(|_| shares || extent.len() > 1) {
            number += 1;
            shown.number = number;
        }
    }
    shown
}

/// The two cells of relations, written where their target begins.
fn relations(
    row: &Row,
    at: usize,
    rows: &[Row],
    shown: &[Shown],
    onto: &FxHashMap<usize, Vec<(&str, usize)>>,
) -> String {
    let (mut roles, mut references) = (Vec::new(), Vec::new());
    for piece in &row.pieces {
        let Some(target) = shown.get(*piece).filter(|it| it.first == at) else { continue };
        for (role, from) in onto.get(piece).into_iter().flatten() {
            let Some(source) = shown.get(*from) else { continue };
            let Some(first) = rows.get(source.first) else { continue };
            let ids = match (source.number, target.number) {
                (0, 0) => String::new(),
                (source, target) => format!("[{source}_{target}]"),
            };
            roles.push(escaped(role));
            references.push(format!("{}{ids}", first.name));
        }
    }
    cell(roles.into_iter()) + &cell(references.into_iter())
}

fn cell(values: impl Iterator<Item = String>) -> String {
    let joined = values.collect::<Vec<_>>().join("|");
    if joined.is_empty() { "_\t".to_owned() } else { joined + "\t" }
}

fn numbered(value: &str, number: usize) -> String {
    if number == 0 { value.to_owned() } else { format!("{value}[{number}]") }
}

/// A name that can be a feature of a type.
fn feature_name(name: &str) -> String {
    name.chars().map(|char| if char.is_ascii_alphanumeric() { char } else { '_' }).collect()
}

fn escaped(value: &str) -> String {
    let value = value.replace(['\r', '\n'], " ");
    let mut safe = String::with_capacity(value.len());
    let mut chars = value.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '\t' => safe.push_str("\\t"),
            '-' if chars.peek() == Some(&'>') => {
                chars.next();
                safe.push_str("\\->");
            }
            _ => {
                if r"\[]|_;*".contains(char) {
                    safe.push('\\');
                }
                safe.push(char);
            }
        }
    }
    safe
}

fn text_escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('\t', "\\t")
        .replace('\n', "\\n")
        .replace('\r', "\\r")
        .replace('\u{c}', "\\f")
        .replace('\u{8}', "\\b")
}
