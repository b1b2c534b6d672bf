//! A document to GATE XML.

use super::super::{WriteOptions, flat, xml};
use super::{DOCUMENT, PART_OF};
use crate::model::Document;
use crate::text::{Span, Unit};
use std::collections::BTreeSet;

/// Writes the file.
pub(super) fn write(document: &Document, options: &WriteOptions) -> String {
    let flat = flat::flat(document, options, false);
    let count = |at| document.article().count(at, Unit::Utf16);
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<GateDocument version=\"3\">\n\
        <GateDocumentFeatures>\n"
        .to_owned();
    feature(&mut out, DOCUMENT, document.id());
    for (name, value) in flat::meta(document, &[DOCUMENT]) {
        feature(&mut out, &name, &flat::plain(&value));
    }
    out += "</GateDocumentFeatures>\n<TextWithNodes>";
    let cuts: BTreeSet<u32> =
        flat.pieces.iter().flat_map(|piece| [piece.span.start, piece.span.end]).collect();
    let mut at = 0;
    for cut in cuts {
        xml::running_text_into(&mut out, Span::new(at, cut).of_text(document.text()));
        out += &format!("<Node id=\"{}\"/>", count(cut));
        at = cut;
    }
    let end = document.article().whole().end;
    xml::running_text_into(&mut out, Span::new(at, end).of_text(document.text()));
    out += "</TextWithNodes>\n<AnnotationSet>\n";
    for ((piece, targets), number) in flat.pieces.iter().zip(flat.targets()).zip(1usize..) {
        let layer = xml::escaped(piece.annotation.layer.as_str());
        let (start, end) = (count(piece.span.start), count(piece.span.end));
        out += &format!(
            "<Annotation Id=\"{number}\" Type=\"{layer}\" StartNode=\"{start}\" EndNode=\"{end}\">\n"
        );
        feature(&mut out, flat::ID, piece.annotation.id.as_str());
        for (name, value) in flat::said(document, piece.annotation) {
            feature(&mut out, &name, &flat::plain(&value));
        }
        for (role, to) in ends(&targets) {
            feature(&mut out, &role, &to);
        }
        out += "</Annotation>\n";
    }
    out += "</AnnotationSet>\n";
    relations(&mut out, &flat);
    out + "</GateDocument>\n"
}

/// What a piece points to, by role: the numbers of its targets. Many readers of GATE know no relations.
fn ends(targets: &[(&str, usize)]) -> Vec<(String, String)> {
    let mut ends: Vec<(String, String)> = Vec::new();
    for (role, to) in targets {
        let role = if *role == flat::PART_OF { PART_OF } else { role };
        let to = (to + 1).to_string();
        match ends.iter_mut().find(|(known, _)| known == role) {
            Some((_, all)) => *all += &format!(";{to}"),
            None => ends.push((role.to_owned(), to)),
        }
    }
    ends
}

fn relations(out: &mut String, flat: &flat::Flat<'_>) {
    let links = flat.ties.iter().filter(|(role, ..)| role != flat::PART_OF);
    let mut lines = String::new();
    for ((role, from, to), number) in links.zip(flat.pieces.len() + 1..) {
        lines += &format!(
            "<Relation Id=\"{number}\" Type=\"{}\" Members=\"{};{}\"><UserData></UserData></Relation>\n",
            xml::escaped(role),
            from + 1,
            to + 1
        );
    }
    if !lines.is_empty() {
        *out += &format!("<RelationSet>\n{lines}</RelationSet>\n");
    }
}

fn feature(out: &mut String, name: &str, value: &str) {
    *out += &format!(
        "<Feature>\n  <Name className=\"java.lang.String\">{}</Name>\n  <Value className=\"java.lang.String\">{}</Value>\n</Feature>\n",
        xml::escaped(name),
        xml::escaped(value)
    );
}
