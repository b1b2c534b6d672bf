//! A document → the text of its file. By hand rather than through a serialiser: one entry a line, only
//! what is not a default, strings that can be read in every script.

use super::quote::{escape, quoted, shorten, text};
use super::saved::SavedBlock;
use crate::model::codebook::Rgb;
use crate::model::{Actor, Annotation, Codebook, Document, Link, Meta, Origin, Orphan};
use crate::text::{Block, Decoding, Span};
use std::borrow::Cow;
use std::fmt::{Display, Write as _};

const OPENING: &str = "\
// A Glossator document. It can be read, compared and edited: when the text is changed, annotations are
// found again by their words; those that are not found are kept under `orphans`.
#![enable(implicit_some)]
(
";

/// Writes a document as the text of a native file.
#[must_use]
pub fn write(document: &Document) -> String {
    let article = document.article();
    let mut out = String::with_capacity(document.text().len() + document.annotation_count() * 240 + 16_384);
    out.push_str(OPENING);
    field(&mut out, "glossator", |out| display(out, super::VERSION));
    field(&mut out, "id", |out| quoted(out, document.id()));
    field(&mut out, "text", |out| text(out, document.text()));
    if *article.decoding() != Decoding::default() {
        field(&mut out, "decoding", |out| decoding(out, article.decoding()));
    }
    if !article.blocks().is_empty() {
        field(&mut out, "blocks", |out| {
            list(out, article.blocks().iter(), |out, one| block(out, one, document.text()));
        });
    }
    field(&mut out, "meta", |out| meta(out, document.meta()));
    field(&mut out, "state", |out| quoted(out, document.state().name()));
    field(&mut out, "codebook", |out| codebook(out, document.codebook()));
    field(&mut out, "actors", |out| list(out, document.actors().entries(), actor));
    if document.actors().redirects().next().is_some() {
        field(&mut out, "redirects", |out| {
            map(out, document.actors().redirects().map(|(old, new)| (old.as_str(), new.as_str())));
        });
    }
    field(&mut out, "annotations", |out| {
        let all = document.unplaced().into_iter().chain(document.annotations());
        list(out, all, |out, one| {
            annotation(out, one, |_, span| shorten(span.of_text(document.text())));
        });
    });
    field(&mut out, "links", |out| list(out, document.links().into_iter(), link));
    if !document.orphans().is_empty() {
        field(&mut out, "orphans", |out| list(out, document.orphans().iter(), orphan));
    }
    out.push_str(")\n");
    out
}

fn field(out: &mut String, name: &str, value: impl FnOnce(&mut String)) {
    out.push_str("    ");
    out.push_str(name);
    out.push_str(": ");
    value(out);
    out.push_str(",\n");
}

fn display(out: &mut String, value: impl Display) {
    // Writing to a string cannot fail.
    let _written = write!(out, "{value}");
}

/// Writes a list, one entry a line.
fn list<T>(out: &mut String, entries: impl Iterator<Item = T>, mut entry: impl FnMut(&mut String, T)) {
    let mut empty = true;
    out.push('[');
    for one in entries {
        out.push_str("\n        ");
        entry(out, one);
        out.push(',');
        empty = false;
    }
    out.push_str(if empty { "]" } else { "\n    ]" });
}

fn map<'a>(out: &mut String, pairs: impl Iterator<Item = (&'a str, &'a str)>) {
    out.push('{');
    for (at, (name, value)) in pairs.enumerate() {
        out.push_str(if at == 0 { "" } else { ", " });
        quoted(out, name);
        out.push_str(": ");
        quoted(out, value);
    }
    out.push('}');
}

/// Writes the fields of an entry on one line; empty ones are left out.
struct Entry<'o> {
    out: &'o mut String,
    first: bool,
}

impl<'o> Entry<'o> {
    fn new(out: &'o mut String) -> Self {
        out.push('(');
        Self { out, first: true }
    }

    fn value(&mut self, name: &str, value: impl FnOnce(&mut String)) -> &mut Self {
        self.out.push_str(if self.first { "" } else { ", " });
        self.first = false;
        self.out.push_str(name);
        self.out.push_str(": ");
        value(self.out);
        self
    }

    fn always(&mut self, name: &str, text: &str) -> &mut Self {
        self.value(name, |out| quoted(out, text))
    }

    fn text(&mut self, name: &str, text: &str) -> &mut Self {
        if text.is_empty() { self } else { self.always(name, text) }
    }

    fn known(&mut self, name: &str, text: Option<&str>) -> &mut Self {
        match text {
            Some(text) => self.always(name, text),
            None => self,
        }
    }

    fn origin(&mut self, origin: &Origin) -> &mut Self {
        if *origin == Origin::default() {
            return self;
        }
        self.value("origin", |out| {
            let mut entry = Entry::new(out);
            entry.always("by", origin.by.name()).text("name", &origin.name);
            if origin.version != 0 {
                entry.value("version", |out| display(out, origin.version));
            }
            if let Some(score) = origin.score {
                entry.value("score", |out| display(out, score));
            }
            entry.text("reason", &origin.reason).end();
        })
    }

    fn end(&mut self) {
        self.out.push(')');
    }
}

fn places<'a>(
    out: &mut String,
    spans: impl Iterator<Item = Span>,
    words: impl Fn(usize, Span) -> Cow<'a, str>,
) {
    out.push('[');
    for (at, span) in spans.enumerate() {
        out.push_str(if at == 0 { "" } else { ", " });
        place(out, span, &words(at, span));
    }
    out.push(']');
}

fn place(out: &mut String, span: Span, words: &str) {
    let _written = write!(out, "({}, {}, ", span.start, span.end);
    quoted(out, words);
    out.push(')');
}

fn annotation<'a>(out: &mut String, one: &Annotation, words: impl Fn(usize, Span) -> Cow<'a, str>) {
    let mut entry = Entry::new(out);
    entry.always("id", one.id.as_str()).always("layer", one.layer.as_str());
    entry.value("at", |out| places(out, one.fragments.iter().copied(), words));
    if !one.attributes.is_empty() {
        entry.value("attributes", |out| map(out, one.attributes.iter()));
    }
    entry.known("actor", one.actor.as_ref().map(|id| id.as_str())).text("note", &one.note);
    entry.always("status", one.status.name()).text("decided_by", &one.decided_by).origin(&one.origin).end();
}

fn orphan(out: &mut String, one: &Orphan) {
    annotation(out, &one.annotation, |at, _| Cow::Borrowed(one.words.get(at).map_or("", String::as_str)));
}

fn link(out: &mut String, one: &Link) {
    let mut entry = Entry::new(out);
    entry.always("id", one.id.as_str()).always("from", one.from.as_str()).always("role", &one.role);
    entry.always("to", &one.to.to_text()).always("status", one.status.name()).origin(&one.origin).end();
}

fn actor(out: &mut String, one: &Actor) {
    let mut entry = Entry::new(out);
    entry.always("id", one.id.as_str()).always("name", &one.name).text("kind", &one.kind);
    if !one.aliases.is_empty() {
        entry.value("aliases", |out| {
            out.push('[');
            for (at, alias) in one.aliases.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { ", " });
                quoted(out, alias);
            }
            out.push(']');
        });
    }
    entry.text("country", &one.country).text("wikidata", &one.wikidata);
    entry.known("parent", one.parent.as_ref().map(|id| id.as_str())).text("note", &one.note);
    if let Some(Rgb(red, green, blue)) = one.colour {
        entry.value("colour", |out| {
            let _written = write!(out, "({red}, {green}, {blue})");
        });
    }
    entry.always("status", one.status.name()).origin(&one.origin).end();
}

fn block(out: &mut String, one: &Block, text: &str) {
    let (kind, level) = SavedBlock::word(one.kind);
    let mut entry = Entry::new(out);
    entry.value("at", |out| place(out, one.span, &shorten(one.span.of_text(text)))).always("kind", kind);
    if level != 0 {
        entry.value("level", |out| display(out, level));
    }
    entry.end();
}

fn decoding(out: &mut String, decoding: &Decoding) {
    let mut entry = Entry::new(out);
    entry.always("encoding", &decoding.encoding);
    entry.value("guessed", |out| display(out, decoding.guessed));
    entry.value("replaced", |out| display(out, decoding.replaced)).end();
}

fn meta(out: &mut String, meta: &Meta) {
    let mut fields = [
        ("title", &*meta.title),
        ("outlet", &meta.outlet),
        ("author", &meta.author),
        ("author_actor", meta.author_actor.as_ref().map_or("", |id| id.as_str())),
        ("date", &meta.date),
        ("language", &meta.language),
        ("source", &meta.source),
    ]
    .into_iter()
    .filter(|(name, value)| !value.is_empty() || (*name == "author_actor" && meta.author_actor.is_some()))
    .peekable();
    if fields.peek().is_none() && meta.extra.is_empty() {
        out.push_str("()");
        return;
    }
    out.push('(');
    for (name, value) in fields {
        let _written = write!(out, "\n        {name}: ");
        quoted(out, value);
        out.push(',');
    }
    if !meta.extra.is_empty() {
        out.push_str("\n        extra: ");
        map(out, meta.extra.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        out.push(',');
    }
    out.push_str("\n    )");
}

fn codebook(out: &mut String, book: &Codebook) {
    let shape = ron::ser::PrettyConfig::new().new_line("\n").depth_limit(4).compact_arrays(false);
    // A codebook has nothing that RON could not say; were it otherwise, the reader would miss it loudly.
    let body = ron::ser::to_string_pretty(book, shape).unwrap_or_default();
    let _written = write!(out, "(hash: \"{:016x}\", book: ", book.hash());
    // A key that is a control character was written as it is.
    for char in body.replace("'\n'", "'\\n'").chars() {
        match char {
            '\n' => out.push_str("\n    "),
            _ if char.is_control() => escape(out, char),
            _ => out.push(char),
        }
    }
    out.push(')');
}
