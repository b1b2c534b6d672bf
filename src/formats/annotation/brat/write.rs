//! A document to `.ann`, `.txt` and the two configuration files.

use super::super::{FileName, OutFile, WriteOptions, foreign};
use super::{conf, safe_name};
use crate::model::{Annotation, Document, Status, Target};
use crate::text::{Span, Unit};
use rustc_hash::FxHashMap;
use std::fmt;

#[derive(Default)]
struct Lines {
    out: String,
    counts: [u32; 4],
}

impl Lines {
    /// Writes a line with the next number of its kind: `T`, `A`, `R` or `#`.
    fn add(&mut self, kind: char, rest: fmt::Arguments<'_>) -> String {
        let at = "TAR#".find(kind).unwrap_or_default();
        let mut id = String::new();
        if let Some(count) = self.counts.get_mut(at) {
            *count += 1;
            id = format!("{kind}{count}");
        }
        self.out += &format!("{id}\t{rest}\n");
        id
    }

    fn note(&mut self, kind: &str, target: &str, text: &str) {
        if !text.is_empty() {
            self.add('#', format_args!("{} {target}\t{}", safe_name(kind), one_line(text)));
        }
    }
}

/// Writes the files, the main one first.
pub(super) fn write(document: &Document, options: &WriteOptions) -> Vec<OutFile> {
    let mut lines = Lines::default();
    let mut names = FxHashMap::default();
    let shown = foreign::shown(document, options);
    for annotation in &shown {
        if let Some(name) = text_bound(document, annotation, &mut lines) {
            about(document, annotation, &name, &mut lines);
            names.insert(&annotation.id, name);
        }
    }
    for link in foreign::shown_links(document, options) {
        let Some(from) = names.get(&link.from) else { continue };
        match &link.to {
            Target::Annotation(to) => {
                if let Some(to) = names.get(to) {
                    lines.add('R', format_args!("{} Arg1:{from} Arg2:{to}", safe_name(&link.role)));
                }
            }
            other => lines.note(&link.role, from, &other.to_text()),
        }
    }
    let text = document.text().as_bytes().to_vec();
    vec![
        OutFile::main(lines.out),
        OutFile { name: FileName::Stem(".txt"), bytes: text },
        OutFile { name: FileName::Beside("annotation.conf"), bytes: conf::annotation(document).into_bytes() },
        OutFile { name: FileName::Beside("visual.conf"), bytes: conf::visual(document).into_bytes() },
    ]
}

/// Writes an annotation's own line; `None` when nothing but line ends is left of it.
fn text_bound(document: &Document, annotation: &Annotation, lines: &mut Lines) -> Option<String> {
    let article = document.article();
    let parts: Vec<Span> =
        annotation.fragments.iter().flat_map(|span| by_line(document.text(), *span)).collect();
    let count = |at| article.count(at, Unit::Scalars);
    let places: Vec<_> =
        parts.iter().map(|span| format!("{} {}", count(span.start), count(span.end))).collect();
    let words: Vec<_> = parts.iter().map(|span| article.slice(*span)).collect();
    let label = safe_name(annotation.layer.as_str());
    (!parts.is_empty())
        .then(|| lines.add('T', format_args!("{label} {}\t{}", places.join(";"), words.join(" "))))
}

/// Cuts a span at line ends, which brat's spans may not hold.
pub(in super::super) fn by_line(text: &str, span: Span) -> Vec<Span> {
    let words = span.of_text(text);
    let parts = words.split('\n').map(|part| {
        let start = part.as_ptr() as usize - words.as_ptr() as usize + span.start as usize;
        Span::of(start..start + part.len())
    });
    parts.filter(|part| !part.is_empty()).collect()
}

fn about(document: &Document, annotation: &Annotation, name: &str, lines: &mut Lines) {
    let layer = document.codebook().layer(&annotation.layer);
    for (key, value) in annotation.attributes.iter() {
        // An attribute that takes any text has no list of values that brat could be told.
        let any_text = layer.and_then(|layer| layer.attribute(key)).is_some_and(|it| it.values.is_empty());
        if !any_text && safe_name(value) == value && safe_name(key) == key {
            lines.add('A', format_args!("{key} {name} {value}"));
        } else {
            lines.note(key, name, value);
        }
    }
    if annotation.status != Status::Accepted {
        lines.note("status", name, annotation.status.name());
    }
    if let Some(id) = &annotation.actor {
        let actor = document.actors().get(id);
        let known = actor.map_or_else(|| id.to_string(), |actor| format!("{} {}", actor.id, actor.name));
        lines.note("actor", name, &known);
    }
    lines.note("AnnotatorNotes", name, &annotation.note);
}

/// A note is one line.
fn one_line(text: &str) -> String {
    text.split(['\n', '\r', '\t']).collect::<Vec<_>>().join(" ")
}
