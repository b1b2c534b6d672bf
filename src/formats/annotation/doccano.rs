//! doccano JSON Lines: entities and relations; sequence labelling (`label` with triples) is read too.
//!
//! Offsets count Unicode scalars, as doccano's server does. Its browser window counts UTF-16 units.

use super::anchor::Anchors;
use super::flat::{self, Found};
use super::foreign::Builder;
use super::{AnnotationFormat, Imported, Loss, OutFile, Unwritable, WriteOptions, peek::peek, records};
use crate::formats::{Input, Unreadable};
use crate::model::Document;
use crate::text::{Article, Unit};
use serde_json::{Map, Value, json};

/// doccano JSON Lines.
pub struct Doccano;

const RESERVED: [&str; 8] =
    ["id", "doc_id", "text", "label", "entities", "relations", "attributes", "Comments"];

impl AnnotationFormat for Doccano {
    fn name(&self) -> &'static str {
        "doccano"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["doccano.jsonl"]
    }

    fn describe(&self) -> &'static str {
        "JSON Lines for doccano: entities with relations; tick \"allow overlapping\" and \"use relation\" there"
    }

    fn omits(&self) -> &'static str {
        "scores, reasons, notes, the actors' registry; parts become spans of their own"
    }

    fn holds_many(&self) -> bool {
        true
    }

    fn recognises(&self, bytes: &[u8], _name: &str) -> bool {
        peek(bytes).is_some_and(|found| {
            let shape = found.has(&["entities"]) || found.has(&["label"]);
            !found.in_list && found.has(&["text"]) && shape && !found.has(&["annotations"])
        })
    }

    fn read(&self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        records::read(input.bytes, self.name(), |record, line| read(&record, input.stem(), line))
    }

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        let lines: String =
            documents.iter().map(|document| records::line(record(document, options))).collect();
        Ok(vec![OutFile::main(lines)])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        let mut losses = flat::losses(document, options);
        let rare = document.text().chars().any(|char| char.len_utf16() > 1);
        let fate = "doccano's browser window shifts highlights behind them; its files are right";
        losses.add(usize::from(rare), "text with emoji or other rare characters", "", fate).done()
    }
}

fn record(document: &Document, options: &WriteOptions) -> Map<String, Value> {
    let flat = flat::flat(document, options, false);
    let count = |at| document.article().count(at, Unit::Scalars);
    let mut attributes = Map::new();
    let mut entities = Vec::new();
    for (piece, number) in flat.pieces.iter().zip(1..) {
        entities.push(json!({
            "id": number, "label": piece.annotation.layer.as_str(),
            "start_offset": count(piece.span.start), "end_offset": count(piece.span.end),
        }));
        let said = flat::said(document, piece.annotation);
        if !said.is_empty() {
            attributes.insert(number.to_string(), Value::Object(said));
        }
    }
    let relations = flat.ties.iter().zip(1..).map(|((role, from, to), number)| {
        json!({ "id": number, "from_id": from + 1, "to_id": to + 1, "type": role.as_str() })
    });
    let mut record = Map::new();
    record.insert("doc_id".to_owned(), document.id().into());
    record.insert("text".to_owned(), document.text().into());
    record.insert("relations".to_owned(), relations.collect());
    record.insert("entities".to_owned(), entities.into());
    record.extend(flat::meta(document, &RESERVED));
    if !attributes.is_empty() {
        record.insert("attributes".to_owned(), attributes.into());
    }
    record
}

fn read(record: &Map<String, Value>, stem: &str, line: u64) -> Result<Imported, String> {
    let text = record.get("text").and_then(Value::as_str).ok_or("it has no `text`")?;
    let id = record.get("doc_id").or_else(|| record.get("id")).map(flat::plain).filter(|id| !id.is_empty());
    let article = Article::new(text);
    let mut builder = Builder::new(&id.unwrap_or_else(|| format!("{stem}-{line}")), article, "doccano");
    let mut found = Vec::new();
    for entity in records::objects(record, "entities") {
        let key = entity.get("id").map(flat::plain).unwrap_or_default();
        let said = record.get("attributes").and_then(|all| all.get(&key)).and_then(Value::as_object);
        let place = (records::number(entity.get("start_offset")), records::number(entity.get("end_offset")));
        let (Some(start), Some(end)) = place else {
            return Err(format!("the entity `{key}` has no offsets"));
        };
        let label = records::text(entity, "label").to_owned();
        found.push(Found { key, label, place: (start, end, None), said: said.cloned().unwrap_or_default() });
    }
    for (triple, number) in record.get("label").and_then(Value::as_array).into_iter().flatten().zip(1..) {
        if let Some([start, end, label]) = triple.as_array().map(Vec::as_slice) {
            let (start, end) = (records::number(Some(start)), records::number(Some(end)));
            let (Some(start), Some(end)) = (start, end) else {
                return Err("a label has no offsets".to_owned());
            };
            let (key, label) = (number.to_string(), flat::plain(label));
            found.push(Found { key, label, place: (start, end, None), said: Map::new() });
        }
    }
    let end =
        |relation: &Map<String, Value>, key: &str| relation.get(key).map(flat::plain).unwrap_or_default();
    let ties: Vec<_> = records::objects(record, "relations")
        .map(|relation| {
            (records::text(relation, "type").to_owned(), end(relation, "from_id"), end(relation, "to_id"))
        })
        .collect();
    let article = builder.article();
    flat::put(&mut builder, &Anchors::new(&article, Unit::Scalars), found, &ties);
    for (name, value) in record.iter().filter(|(name, _)| !RESERVED.contains(&name.as_str())) {
        flat::take_meta(&mut builder, name, value);
    }
    Ok(builder.done())
}
