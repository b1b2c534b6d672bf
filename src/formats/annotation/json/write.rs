//! A document to Glossator JSON: one key a line and one entry a line, or all on one line.

use super::shape::{
    ActorShape, AnnotationShape, BlockShape, CodebookShape, DecodingShape, FragmentShape, LinkShape,
    OriginShape,
};
use crate::model::{Actor, Annotation, Codebook, Document, Link, Meta, Origin, Orphan};
use crate::text::{BlockKind, Unit};
use serde::Serialize;
use serde_json::{Map, Value};
use smol_str::SmolStr;

/// Writes a document. `lines` puts each key and each entry on a line of its own.
pub(super) fn write(document: &Document, lines: bool) -> serde_json::Result<Vec<u8>> {
    let mut out = Object { out: vec![b'{'], first: true, lines };
    out.key("id", &document.id())?;
    out.key("text", &document.text())?;
    let meta = document.meta();
    if !meta.language.is_empty() {
        out.key("language", &meta.language)?;
    }
    let shape = meta_shape(meta);
    if !shape.is_empty() {
        out.key("meta", &shape)?;
    }
    if document.state() != Default::default() {
        out.key("state", &document.state().name())?;
    }
    let decoding = document.article().decoding();
    if *decoding != Default::default() {
        let encoding = decoding.encoding.clone();
        let (guessed, replaced) = (decoding.guessed, decoding.replaced);
        out.key("decoding", &DecodingShape { encoding, guessed, replaced })?;
    }
    if !document.article().blocks().is_empty() {
        out.list("blocks", blocks(document))?;
    }
    out.key("codebook", &codebook(document.codebook()))?;
    out.list("actors", document.actors().entries().map(actor))?;
    let redirects: Map<_, _> = document
        .actors()
        .redirects()
        .map(|(old, new)| (old.to_string(), Value::String(new.to_string())))
        .collect();
    if !redirects.is_empty() {
        out.key("redirects", &redirects)?;
    }
    let annotations = document.annotations().chain(document.unplaced());
    out.list("annotations", annotations.map(|it| annotation(document, it)))?;
    out.list("links", document.links().into_iter().map(link))?;
    if !document.orphans().is_empty() {
        out.list("orphans", document.orphans().iter().map(orphan))?;
    }
    Ok(out.done())
}

/// A JSON object that is written key by key.
struct Object {
    out: Vec<u8>,
    first: bool,
    lines: bool,
}

impl Object {
    fn begin(&mut self, key: &str) {
        if !self.first {
            self.out.push(b',');
            if self.lines {
                self.out.extend(b"\n ");
            }
        }
        self.first = false;
        self.out.extend(format!("\"{key}\":").as_bytes());
    }

    fn key(&mut self, key: &str, value: &impl Serialize) -> serde_json::Result<()> {
        self.begin(key);
        serde_json::to_writer(&mut self.out, value)
    }

    fn list(&mut self, key: &str, entries: impl Iterator<Item = impl Serialize>) -> serde_json::Result<()> {
        self.begin(key);
        self.out.push(b'[');
        for (at, entry) in entries.enumerate() {
            if at > 0 {
                self.out.push(b',');
            }
            if self.lines {
                self.out.extend(b"\n  ");
            }
            serde_json::to_writer(&mut self.out, &entry)?;
        }
        self.out.push(b']');
        Ok(())
    }

    fn done(mut self) -> Vec<u8> {
        self.out.extend(b"}\n");
        self.out
    }
}

/// Keys of `meta` that are fields of the model. An extra of the same name goes to `meta.extra`.
pub(super) const META_KEYS: [&str; 7] =
    ["title", "outlet", "author", "author_actor", "date", "source", "extra"];

fn meta_shape(meta: &Meta) -> Map<String, Value> {
    let mut shape = Map::new();
    let author_actor = meta.author_actor.as_ref().map_or("", |id| id.as_str());
    let known = [&meta.title, &meta.outlet, &meta.author, author_actor, &meta.date, &meta.source];
    for (key, value) in META_KEYS.iter().zip(known.map(String::from)) {
        if !value.is_empty() {
            shape.insert((*key).to_owned(), Value::String(value));
        }
    }
    let mut clashing = Map::new();
    for (key, value) in &meta.extra {
        let into = if META_KEYS.contains(&key.as_str()) { &mut clashing } else { &mut shape };
        into.insert(key.clone(), Value::String(value.clone()));
    }
    if !clashing.is_empty() {
        shape.insert("extra".to_owned(), Value::Object(clashing));
    }
    shape
}

fn blocks(document: &Document) -> impl Iterator<Item = BlockShape> {
    let article = document.article();
    article.blocks().iter().map(|block| {
        let (kind, level) = match block.kind {
            BlockKind::Heading(level) => ("heading", Some(level)),
            BlockKind::ListItem(depth) => ("list-item", Some(depth)),
            BlockKind::Quotation => ("quotation", None),
            BlockKind::Preformatted => ("preformatted", None),
        };
        BlockShape {
            start: article.count(block.span.start, Unit::Scalars),
            end: article.count(block.span.end, Unit::Scalars),
            kind: SmolStr::new_static(kind),
            level,
        }
    })
}

fn codebook(book: &Codebook) -> CodebookShape {
    let own = *book == *Codebook::standard();
    CodebookShape {
        id: book.id.clone(),
        version: book.version,
        name: (!own).then(|| book.name.clone()),
        layers: (!own).then(|| book.layers.clone()),
        links: (!own).then(|| book.links.clone()),
    }
}

fn origin(origin: &Origin) -> OriginShape {
    OriginShape {
        by: SmolStr::new_static(origin.by.name()),
        name: origin.name.clone(),
        version: origin.version,
        score: origin.score,
        reason: origin.reason.clone(),
    }
}

fn actor(actor: &Actor) -> ActorShape {
    ActorShape {
        id: SmolStr::new(actor.id.as_str()),
        name: actor.name.clone(),
        kind: actor.kind.clone(),
        aliases: actor.aliases.clone(),
        country: actor.country.clone(),
        wikidata: actor.wikidata.clone(),
        parent: actor.parent.as_ref().map(|id| SmolStr::new(id.as_str())),
        note: actor.note.clone(),
        colour: actor.colour,
        status: SmolStr::new_static(actor.status.name()),
        origin: origin(&actor.origin),
    }
}

fn annotation(document: &Document, annotation: &Annotation) -> AnnotationShape {
    let article = document.article();
    let fragments = annotation.fragments.iter().map(|span| FragmentShape {
        start: article.count(span.start, Unit::Scalars),
        end: article.count(span.end, Unit::Scalars),
        text: Some(article.slice(*span).to_owned()),
    });
    with_fragments(annotation, fragments.collect())
}

fn orphan(orphan: &Orphan) -> AnnotationShape {
    let words = orphan.words.iter().map(|words| Some(words.clone())).chain(std::iter::repeat(None));
    let fragments = orphan.annotation.fragments.iter().zip(words);
    let fragments = fragments.map(|(span, text)| FragmentShape { start: span.start, end: span.end, text });
    with_fragments(&orphan.annotation, fragments.collect())
}

fn with_fragments(annotation: &Annotation, fragments: Vec<FragmentShape>) -> AnnotationShape {
    let attributes =
        annotation.attributes.iter().map(|(name, value)| (name.to_owned(), Value::String(value.to_owned())));
    AnnotationShape {
        id: SmolStr::new(annotation.id.as_str()),
        layer: SmolStr::new(annotation.layer.as_str()),
        fragments,
        attributes: attributes.collect(),
        actor: annotation.actor.as_ref().map(|id| SmolStr::new(id.as_str())),
        note: annotation.note.clone(),
        status: SmolStr::new_static(annotation.status.name()),
        origin: origin(&annotation.origin),
        decided_by: annotation.decided_by.clone(),
    }
}

fn link(link: &Link) -> LinkShape {
    LinkShape {
        id: SmolStr::new(link.id.as_str()),
        from: SmolStr::new(link.from.as_str()),
        role: link.role.clone(),
        to: link.to.to_text(),
        status: SmolStr::new_static(link.status.name()),
        origin: origin(&link.origin),
    }
}
