//! Documents to a project.

use super::super::flat::{self, Flat, Piece};
use super::super::{WriteOptions, voice, xml};
use super::book::{Book, value_name};
use crate::model::{Document, Target};
use crate::text::Unit;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;

/// What the file says it comes from.
pub(super) const ORIGIN: &str = concat!("Glossator ", env!("CARGO_PKG_VERSION"));

/// Makes a number that is the same whenever the parts are.
pub(super) fn guid(parts: &[&str]) -> String {
    let mut sum = Sha256::new();
    for part in parts {
        sum.update((part.len() as u64).to_le_bytes());
        sum.update(part.as_bytes());
    }
    let bytes = sum.finalize().first_chunk::<16>().copied().unwrap_or_default();
    uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string().to_uppercase()
}

/// The number of a document's text.
pub(super) fn source_guid(document: &Document) -> String {
    guid(&["source", document.id()])
}

/// Writes the project.
pub(super) fn project(documents: &[&Document], options: &WriteOptions) -> String {
    let name = match documents {
        [one] if !one.meta().title.is_empty() => one.meta().title.as_str(),
        [one] => one.id(),
        _ => "Glossator",
    };
    let user = guid(&["user"]);
    let metas: Vec<_> = documents.iter().map(|document| flat::meta(document, &[])).collect();
    let names: BTreeSet<&str> = metas.iter().flat_map(|meta| meta.keys().map(String::as_str)).collect();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"{}\" origin=\"{ORIGIN}\" \
         creatingUserGUID=\"{user}\">\n<Users><User guid=\"{user}\" name=\"Glossator\"/></Users>\n<CodeBook>\n{}</CodeBook>\n",
        xml::escaped(name),
        Book::of(documents, options).written()
    );
    let variables: String = names
        .iter()
        .map(|name| {
            let guid = guid(&["variable", name]);
            format!("<Variable guid=\"{guid}\" name=\"{}\" typeOfVariable=\"Text\"/>\n", xml::escaped(name))
        })
        .collect();
    if !variables.is_empty() {
        out += &format!("<Variables>\n{variables}</Variables>\n");
    }
    let mut links = String::new();
    out += "<Sources>\n";
    for (document, meta) in documents.iter().zip(&metas) {
        let flat = flat::flat(document, options, false);
        out += &source(document, &flat, meta, &user);
        links += &written_links(document, &flat);
    }
    out += "</Sources>\n";
    if !links.is_empty() {
        out += &format!("<Links>\n{links}</Links>\n");
    }
    out + "</Project>\n"
}

fn source(document: &Document, flat: &Flat<'_>, meta: &serde_json::Map<String, Value>, user: &str) -> String {
    let guid_of_source = source_guid(document);
    let mut out = format!(
        "<TextSource guid=\"{guid_of_source}\" name=\"{}\" plainTextPath=\"internal://{guid_of_source}.txt\" creatingUser=\"{user}\">\n",
        xml::escaped(document.id())
    );
    let count = |at| document.article().count(at, Unit::Scalars);
    for piece in &flat.pieces {
        let own = selection_guid(document, piece);
        let layer = piece.annotation.layer.to_string();
        let values = piece.annotation.attributes.iter().map(|(name, value)| value_name(name, value));
        let codings: String = std::iter::once(layer)
            .chain(values)
            .map(|code| {
                let (coding, code) = (guid(&["coding", &own, &code]), guid(&["code", &code]));
                format!("<Coding guid=\"{coding}\"><CodeRef targetGUID=\"{code}\"/></Coding>")
            })
            .collect();
        out += &format!(
            "<PlainTextSelection guid=\"{own}\" name=\"{}\" startPosition=\"{}\" endPosition=\"{}\" creatingUser=\"{user}\">\
             <Description>{}</Description>{codings}</PlainTextSelection>\n",
            xml::escaped(piece.span.of_text(document.text())),
            count(piece.span.start),
            count(piece.span.end),
            xml::escaped(&memo(document, piece)),
        );
    }
    for (name, value) in meta {
        out += &format!(
            "<VariableValue><VariableRef targetGUID=\"{}\"/><TextValue>{}</TextValue></VariableValue>\n",
            guid(&["variable", name]),
            xml::escaped(&flat::plain(value))
        );
    }
    out + "</TextSource>\n"
}

fn selection_guid(document: &Document, piece: &Piece<'_>) -> String {
    guid(&["selection", document.id(), &piece.key])
}

/// What has no place elsewhere, one thing a line; links too, in words, for programs that know none.
fn memo(document: &Document, piece: &Piece<'_>) -> String {
    let annotation = piece.annotation;
    let mut memo = format!("id: {}\n", annotation.id);
    for (name, value) in flat::said(document, annotation) {
        let value = flat::plain(&value);
        if annotation.attributes.get(&name) != Some(value.as_str()) {
            memo += &format!("{name}: {}\n", value.replace('\\', "\\\\").replace('\n', "\\n"));
        }
    }
    for link in document.links_from(&annotation.id) {
        if matches!(link.to, Target::Annotation(_)) {
            let to = voice::name(document, &link.to).replace('\n', " ");
            memo += &format!("→ {}: {to}\n", link.role);
        }
    }
    memo
}

fn written_links(document: &Document, flat: &Flat<'_>) -> String {
    let end =
        |at: usize| flat.pieces.get(at).map(|piece| selection_guid(document, piece)).unwrap_or_default();
    let one = |(role, from, to): &(smol_str::SmolStr, usize, usize)| {
        let (from, to) = (end(*from), end(*to));
        let own = guid(&["link", role, &from, &to]);
        format!(
            "<Link guid=\"{own}\" name=\"{}\" direction=\"OneWay\" originGUID=\"{from}\" targetGUID=\"{to}\"/>\n",
            xml::escaped(role)
        )
    };
    flat.ties.iter().map(one).collect()
}
