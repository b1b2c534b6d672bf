//! Prodigy JSON Lines: tokens, spans of whole tokens, relations between their last tokens.

use super::anchor::Anchors;
use super::flat::{self, Found};
use super::foreign::Builder;
use super::tokens::tokens;
use super::{AnnotationFormat, Imported, Loss, OutFile, Unwritable, WriteOptions, peek::peek, records};
use crate::formats::{Input, Unreadable};
use crate::model::Document;
use crate::text::{Article, Unit};
use rustc_hash::FxHashMap;
use serde_json::{Map, Value, json};

/// Prodigy JSON Lines.
pub struct Prodigy;

impl AnnotationFormat for Prodigy {
    fn name(&self) -> &'static str {
        "prodigy"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["prodigy.jsonl"]
    }

    fn describe(&self) -> &'static str {
        "JSON Lines for Prodigy: tokens, spans, relations; for its recipes spans.manual and rel.manual"
    }

    fn omits(&self) -> &'static str {
        "scores, reasons, notes, the actors' registry; parts become spans of their own"
    }

    fn holds_many(&self) -> bool {
        true
    }

    fn recognises(&self, bytes: &[u8], _name: &str) -> bool {
        peek(bytes).is_some_and(|found| {
            let shape = found.has(&["_view_id"]) || found.has(&["_input_hash"]) || found.has(&["answer"]);
            !found.in_list && found.has(&["text"]) && (shape || found.has(&["spans", "tokens", "meta"]))
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
        flat::losses(document, options).done()
    }
}

fn record(document: &Document, options: &WriteOptions) -> Map<String, Value> {
    let flat = flat::flat(document, options, true);
    let article = document.article();
    let count = |at| article.count(at, Unit::Scalars);
    let tokens =
        tokens(document.text(), flat.pieces.iter().flat_map(|piece| [piece.span.start, piece.span.end]));
    let starting = |at| tokens.partition_point(|token| token.span.start < at);
    let ending = |at| tokens.partition_point(|token| token.span.end < at);
    let bare = |piece: &flat::Piece<'_>| {
        json!({
            "start": count(piece.span.start), "end": count(piece.span.end), "token_start": starting(piece.span.start),
            "token_end": ending(piece.span.end), "label": piece.annotation.layer.as_str(),
        })
    };
    let spans = flat.pieces.iter().map(|piece| {
        let mut span = bare(piece);
        if let Some(span) = span.as_object_mut() {
            span.insert("id".to_owned(), piece.key.as_str().into());
            span.insert("attributes".to_owned(), flat::said(document, piece.annotation).into());
        }
        span
    });
    let relations = flat.ties.iter().filter_map(|(role, from, to)| {
        let (from, to) = (flat.pieces.get(*from)?, flat.pieces.get(*to)?);
        Some(json!({
            "head": ending(from.span.end), "child": ending(to.span.end), "label": role.as_str(),
            "head_span": bare(from), "child_span": bare(to), "head_id": from.key, "child_id": to.key,
        }))
    });
    let listed = tokens.iter().enumerate().map(|(id, token)| {
        json!({
            "text": article.slice(token.span), "start": count(token.span.start), "end": count(token.span.end), "id": id,
            "ws": token.space,
        })
    });
    let mut meta = flat::meta(document, &["doc_id"]);
    meta.insert("doc_id".to_owned(), document.id().into());
    let whole = json!({
        "text": document.text(), "tokens": listed.collect::<Vec<_>>(), "spans": spans.collect::<Vec<_>>(),
        "relations": relations.collect::<Vec<_>>(), "answer": "accept", "_view_id": "relations", "meta": meta,
    });
    whole.as_object().cloned().unwrap_or_default()
}

fn read(record: &Map<String, Value>, stem: &str, line: u64) -> Result<Imported, String> {
    let text = record.get("text").and_then(Value::as_str).ok_or("it has no `text`")?;
    let meta = record.get("meta").and_then(Value::as_object).cloned().unwrap_or_default();
    let id = meta.get("doc_id").map(flat::plain).filter(|id| !id.is_empty());
    let mut builder =
        Builder::new(&id.unwrap_or_else(|| format!("{stem}-{line}")), Article::new(text), "prodigy");
    let mut found = Vec::new();
    for (span, number) in records::objects(record, "spans").zip(1..) {
        let place = (records::number(span.get("start")), records::number(span.get("end")));
        let (Some(start), Some(end)) = place else { return Err("a span has no offsets".to_owned()) };
        let label = records::text(span, "label").to_owned();
        let id = span.get("id").map(flat::plain).filter(|id| !id.is_empty());
        let said = span.get("attributes").and_then(Value::as_object).cloned().unwrap_or_default();
        found.push(Found {
            key: id.unwrap_or_else(|| number.to_string()),
            label,
            place: (start, end, None),
            said,
        });
    }
    let keys: FxHashMap<_, _> =
        found.iter().map(|it| ((it.place.0, it.place.1, it.label.as_str()), it.key.as_str())).collect();
    let end = |relation: &Map<String, Value>, which: &str| {
        if let Some(id) = relation.get(&format!("{which}_id")) {
            return flat::plain(id);
        }
        let span = relation.get(&format!("{which}_span")).and_then(Value::as_object);
        let place = |key| records::number(span.and_then(|span| span.get(key)));
        let label = span.map(|span| records::text(span, "label")).unwrap_or_default();
        let at = place("start").zip(place("end")).and_then(|(start, end)| keys.get(&(start, end, label)));
        at.map(|key| (*key).to_owned()).unwrap_or_default()
    };
    let ties: Vec<_> = records::objects(record, "relations")
        .map(|relation| {
            (records::text(relation, "label").to_owned(), end(relation, "head"), end(relation, "child"))
        })
        .collect();
    let article = builder.article();
    flat::put(&mut builder, &Anchors::new(&article, Unit::Scalars), found, &ties);
    for (name, value) in meta.iter().filter(|(name, _)| *name != "doc_id") {
        flat::take_meta(&mut builder, name, value);
    }
    Ok(builder.done())
}
