//! A reading copy in Markdown: the text word for word, then quotes with who says them, claims, actors.

use super::loss::Losses;
use super::{AnnotationFormat, Loss, OutFile, Unwritable, WriteOptions, foreign, only, voice};
use crate::model::{Document, LayerId};
use crate::text::BlockKind;
use std::collections::BTreeMap;

/// A reading copy in Markdown.
pub struct MarkdownOut;

impl AnnotationFormat for MarkdownOut {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md"]
    }

    fn describe(&self) -> &'static str {
        "a reading copy for notes and reports: the text, then quotes, claims and actors as lists"
    }

    fn omits(&self) -> &'static str {
        "the places of annotations in the text, ids, scores, reasons"
    }

    fn reads(&self) -> bool {
        false
    }

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        Ok(vec![OutFile::main(write(only(self.name(), documents)?, options))])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        let mut losses = Losses::default();
        losses.left_out(document, options);
        let nouns = ("annotation", "annotations");
        losses.annotations(document, nouns, "the place in the text is not marked", |_| true);
        losses.done()
    }
}

fn write(document: &Document, options: &WriteOptions) -> String {
    let meta = document.meta();
    let mut out = String::new();
    let first = document.article().paragraphs().first().map(|span| document.article().slice(*span));
    if !meta.title.is_empty() && first != Some(meta.title.as_str()) {
        out += &format!("# {}\n\n", escaped(&meta.title));
    }
    let known = [&meta.author, &meta.outlet, &meta.date, &meta.source];
    let known: Vec<_> = known.into_iter().filter(|it| !it.is_empty()).map(|it| escaped(it)).collect();
    if !known.is_empty() {
        out += &format!("{}\n\n", known.join(" · "));
    }
    for paragraph in document.article().paragraphs() {
        let words = escaped(document.article().slice(*paragraph).trim());
        if words.is_empty() {
            continue;
        }
        // The innermost block around: blocks lie by position, and few lie in one another.
        let blocks = document.article().blocks();
        let before =
            blocks.get(..blocks.partition_point(|it| it.span.start <= paragraph.start)).unwrap_or_default();
        let block = before.iter().rev().take(8).find(|it| it.span.covers(*paragraph)).map(|it| it.kind);
        out += &match block {
            Some(BlockKind::Heading(level)) => {
                format!("{} {words}\n\n", "#".repeat(usize::from(level.clamp(1, 6))))
            }
            Some(BlockKind::ListItem(_)) => format!("* {words}\n\n"),
            Some(BlockKind::Quotation) => format!("> {words}\n\n"),
            _ => format!("{words}\n\n"),
        };
    }
    let shown = foreign::shown(document, options);
    for layer in document.codebook().layers.iter().filter(|it| it.reviewed && it.id != LayerId::ACTOR) {
        let items = shown.iter().filter(|it| it.layer == layer.id);
        let items: Vec<_> = items
            .map(|it| {
                let words = one_line(&it.words(document.text()));
                let note = if it.note.is_empty() {
                    String::new()
                } else {
                    format!(" — {}", escaped(&one_line(&it.note)))
                };
                format!("1. {} — {}{note}\n", escaped(&words), escaped(&voice::summary(document, it)))
            })
            .collect();
        if !items.is_empty() {
            out += &format!("## {}\n\n{}\n", escaped(&layer.name), items.concat());
        }
    }
    let mut mentions: BTreeMap<&str, usize> = BTreeMap::new();
    for actor in shown.iter().filter_map(|it| it.actor.as_ref()) {
        let name = document.actors().get(actor).map_or(actor.as_str(), |actor| &actor.name);
        *mentions.entry(name).or_default() += 1;
    }
    if !mentions.is_empty() {
        let items = mentions.iter().map(|(name, count)| format!("* {} ({count})\n", escaped(name)));
        out += &format!("## Actors\n\n{}", items.collect::<String>());
    }
    out
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Puts a backslash before whatever Markdown could take for a mark.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 16);
    for char in text.chars() {
        if r"\`*_{}[]<>()#+-.!|~&=:$^".contains(char) {
            safe.push('\\');
        }
        match char {
            '\n' | '\r' | '\t' => safe.push(' '),
            '\0' => safe.push('\u{fffd}'),
            _ => safe.push(char),
        }
    }
    safe
}
