//! spaCy's `Doc.to_json`, one document a line: tokens and a span group `sc`; entities are read too.

use super::anchor::Anchors;
use super::flat::{self, Found};
use super::foreign::Builder;
use super::tokens::tokens;
use super::{AnnotationFormat, Imported, Loss, OutFile, Unwritable, WriteOptions, peek::peek, records};
use crate::formats::{Input, Unreadable};
use crate::model::Document;
use crate::text::{Article, Unit};
use serde_json::{Map, Value, json};

/// spaCy JSON Lines.
pub struct SpacyJsonl;

impl AnnotationFormat for SpacyJsonl {
    fn name(&self) -> &'static str {
        "spacy-jsonl"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["spacy.jsonl"]
    }

    fn describe(&self) -> &'static str {
        "JSON Lines for spaCy's Doc.from_json: tokens, and spans that may overlap in the group `sc`"
    }

    fn omits(&self) -> &'static str {
        "attributes, links, metadata, scores, notes; parts become spans of their own"
    }

    fn holds_many(&self) -> bool {
        true
    }

    fn recognises(&self, bytes: &[u8], _name: &str) -> bool {
        peek(bytes).is_some_and(|found| {
            let shape = found.has(&["ents"]) || found.has(&["spans"]);
            !found.in_list && found.has(&["text", "tokens"]) && shape && !found.has(&["_view_id"])
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
        losses.undecided(document);
        losses.links(document);
        losses.meta(document);
        let nouns = ("annotation with attributes", "annotations with attributes");
        losses.annotations(document, nouns, "attributes are not carried", |it| !it.attributes.is_empty());
        losses.done()
    }
}

fn record(document: &Document, options: &WriteOptions) -> Map<String, Value> {
    let flat = flat::flat(document, options, true);
    let count = |at| document.article().count(at, Unit::Scalars);
    let tokens =
        tokens(document.text(), flat.pieces.iter().flat_map(|piece| [piece.span.start, piece.span.end]));
    let tokens = tokens.iter().enumerate();
    let tokens = tokens.map(
        |(id, token)| json!({ "id": id, "start": count(token.span.start), "end": count(token.span.end) }),
    );
    let spans = flat.pieces.iter().map(|piece| {
        let label = piece.annotation.layer.as_str();
        json!({ "start": count(piece.span.start), "end": count(piece.span.end), "label": label, "kb_id": "" })
    });
    let whole = json!({
        "text": document.text(), "ents": [], "tokens": tokens.collect::<Vec<_>>(),
        "spans": { "sc": spans.collect::<Vec<_>>() },
    });
    whole.as_object().cloned().unwrap_or_default()
}

fn read(record: &Map<String, Value>, stem: &str, line: u64) -> Result<Imported, String> {
    let text = record.get("text").and_then(Value::as_str).ok_or("it has no `text`")?;
    let mut builder = Builder::new(&format!("{stem}-{line}"), Article::new(text), "spacy");
    let mut found = Vec::new();
    let groups = record.get("spans").and_then(Value::as_object);
    let spans =
        groups.into_iter().flat_map(|groups| groups.keys().flat_map(|key| records::objects(groups, key)));
    for (span, number) in records::objects(record, "ents").chain(spans).zip(1..) {
        let place = (records::number(span.get("start")), records::number(span.get("end")));
        let (Some(start), Some(end)) = place else { return Err("a span has no offsets".to_owned()) };
        let (key, label) = (number.to_string(), records::text(span, "label").to_owned());
        found.push(Found { key, label, place: (start, end, None), said: Map::new() });
    }
    let article = builder.article();
    flat::put(&mut builder, &Anchors::new(&article, Unit::Scalars), found, &[]);
    Ok(builder.done())
}
