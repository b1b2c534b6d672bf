//! Glossator JSON to a document. What does not fit becomes a problem; nothing goes in silence.

use super::shape::{
    AnnotationShape, BlockShape, CodebookShape, DocumentShape, LinkShape, MOST, OriginShape, TOO_MANY,
};
use super::write::META_KEYS;
use crate::formats::Unreadable;
use crate::formats::annotation::Imported;
use crate::formats::annotation::anchor::{Anchors, doubt, shortened};
use crate::formats::names::Names;
use crate::model::{
    Actor, Annotation, AnnotationId, ArticleState, Attributes, By, Codebook, Document, Edit, LayerId, Link,
    LinkId, Meta, Origin, Orphan, Place, Problem, Status, Target, apply,
};
use crate::text::{Article, Block, BlockKind, Decoding, Span, Unit};
use serde_json::{Map, Value};
use smol_str::SmolStr;
use std::sync::Arc;

/// Reads one document. `stem` names it when the file does not; `first_line` is the line it begins on.
pub(super) fn read(
    text: &str,
    format: &'static str,
    stem: &str,
    first_line: u64,
) -> Result<Imported, Unreadable> {
    let mut unknown = Vec::new();
    let mut from = serde_json::Deserializer::from_str(text);
    let parsed: Result<DocumentShape, _> =
        serde_ignored::deserialize(&mut from, |path| unknown.push(path.to_string()));
    let shape = parsed
        .and_then(|shape| from.end().map(|()| shape))
        .map_err(|wrong| unreadable(&wrong, format, first_line))?;
    let mut reading = Reading::default();
    reading.unknown_keys(text, &unknown);
    Ok(reading.document(shape, stem))
}

fn unreadable(wrong: &serde_json::Error, format: &'static str, first_line: u64) -> Unreadable {
    let message = wrong.to_string();
    let why = message.split(" at line ").next().unwrap_or_default();
    if why == TOO_MANY {
        return Unreadable::Limit { what: "annotations, links or actors", limit: MOST as u64 };
    }
    if why.starts_with("missing field `text`") || wrong.line() == 0 {
        return Unreadable::NotThis { format, why: why.to_owned() };
    }
    Unreadable::Syntax { format, line: first_line + wrong.line() as u64 - 1, why: why.to_owned() }
}

#[derive(Default)]
struct Reading {
    problems: Vec<Problem>,
    /// Unknown keys of the outermost object, kept with the metadata.
    kept: Vec<(String, String)>,
    edits: Vec<Edit>,
}

impl Reading {
    fn wrong(&mut self, name: &str, message: impl Into<String>) {
        self.problems.push(doubt(name, message.into()));
    }

    /// Reports keys that nothing reads, with what they say; those of the outermost object are kept.
    fn unknown_keys(&mut self, text: &str, unknown: &[String]) {
        if unknown.is_empty() {
            return;
        }
        let whole: Value = serde_json::from_str(text).unwrap_or_default();
        for path in unknown {
            let value = path.split('.').try_fold(&whole, |at, step| match at {
                Value::Array(all) => step.parse::<usize>().ok().and_then(|index| all.get(index)),
                _ => at.get(step),
            });
            let value = value.map(plain).unwrap_or_default();
            let short = shortened(&value);
            if path.contains('.') {
                self.wrong(path, format!("is no key of this format; its value `{short}` was not taken over"));
            } else {
                self.wrong(path, format!("is no key of this format; `{short}` is kept with the metadata"));
                self.kept.push((path.clone(), value));
            }
        }
    }

    fn document(mut self, shape: DocumentShape, stem: &str) -> Imported {
        let text: Arc<str> = shape.text.into();
        let decoding = shape.decoding.map_or_else(Decoding::default, |decoding| Decoding {
            encoding: decoding.encoding,
            guessed: decoding.guessed,
            replaced: decoding.replaced,
        });
        let bare = Article::new(Arc::clone(&text));
        let blocks = self.blocks(&bare, &shape.blocks);
        let article = Arc::new(Article::with_source(text, decoding, blocks));
        let id = shape.id.as_ref().map(plain).filter(|id| !id.is_empty());
        let book = self.codebook(shape.codebook);
        let mut document =
            Document::with_id(id.unwrap_or_else(|| stem.to_owned()), Arc::clone(&article), book);
        let meta = self.meta(shape.meta, shape.language);
        self.edits.push(Edit::SetMeta(Box::new(meta)));
        if let Some(word) = shape.state {
            match ArticleState::of_name(&word) {
                Some(state) => self.edits.push(Edit::SetState(state)),
                None => self.wrong("state", format!("`{word}` is no state of a review; it counts as new")),
            }
        }
        for actor in shape.actors {
            let status = self.status(&actor.id, &actor.status);
            let origin = self.origin(&actor.id, actor.origin);
            self.edits.push(Edit::actor(Actor {
                id: actor.id.as_str().into(),
                name: actor.name,
                kind: actor.kind,
                aliases: actor.aliases,
                country: actor.country,
                wikidata: actor.wikidata,
                parent: actor.parent.map(|id| id.as_str().into()),
                note: actor.note,
                colour: actor.colour,
                status,
                origin,
            }));
        }
        for (old, new) in shape.redirects {
            self.edits.push(Edit::Redirect(old.as_str().into(), Some(new.as_str().into())));
        }
        self.annotations(&article, shape.annotations);
        self.links(shape.links);
        let orphans = shape.orphans.into_iter().map(|orphan| self.orphan(orphan)).collect();
        apply(&mut document, Edit::Batch(self.edits));
        Imported { document: document.with_orphans(orphans), problems: self.problems }
    }

    fn blocks(&mut self, article: &Article, blocks: &[BlockShape]) -> Vec<Block> {
        let anchors = Anchors::new(article, Unit::Scalars);
        let mut found = Vec::new();
        for block in blocks {
            let level = block.level.unwrap_or(1);
            let kind = match block.kind.as_str() {
                "heading" => Some(BlockKind::Heading(level)),
                "list-item" => Some(BlockKind::ListItem(level)),
                "quotation" => Some(BlockKind::Quotation),
                "preformatted" => Some(BlockKind::Preformatted),
                _ => None,
            };
            match (kind, anchors.span(block.start, block.end)) {
                (Some(kind), Some(span)) => found.push(Block { span, kind }),
                _ => self.wrong(
                    "blocks",
                    format!(
                        "`{}` at {}–{} is no block of the text; left out",
                        block.kind, block.start, block.end
                    ),
                ),
            }
        }
        found
    }

    fn codebook(&mut self, shape: Option<CodebookShape>) -> Arc<Codebook> {
        let own = Codebook::standard();
        match shape {
            Some(CodebookShape { id, version, name, layers: Some(layers), links }) => {
                let links = links.unwrap_or_default();
                Arc::new(Codebook {
                    name: name.unwrap_or_else(|| id.to_string()),
                    id,
                    version,
                    layers,
                    links,
                })
            }
            Some(shape) if shape.id != own.id || shape.version != own.version => {
                let message = format!(
                    "`{}` version {} is not in the file; the default codebook, version {}, stands in",
                    shape.id, shape.version, own.version
                );
                self.wrong("codebook", message);
                own
            }
            _ => own,
        }
    }

    fn meta(&mut self, shape: Map<String, Value>, language: Option<SmolStr>) -> Meta {
        let mut meta = Meta { language: language.unwrap_or_default(), ..Meta::default() };
        for (key, value) in shape {
            let text = plain(&value);
            match key.as_str() {
                "title" => meta.title = text,
                "outlet" => meta.outlet = text,
                "author" => meta.author = text,
                "author_actor" => meta.author_actor = (!text.is_empty()).then(|| text.as_str().into()),
                "date" => meta.date = text,
                "source" => meta.source = text,
                "language" if meta.language.is_empty() => meta.language = SmolStr::new(text),
                _ => match value {
                    Value::Object(clashing) if key == "extra" => {
                        let clashing = clashing.into_iter().map(|(key, value)| (key, plain(&value)));
                        meta.extra.extend(clashing);
                    }
                    _ => drop(meta.extra.insert(key, text)),
                },
            }
        }
        let kept = std::mem::take(&mut self.kept);
        for (key, value) in kept {
            let key = if META_KEYS.contains(&key.as_str()) { format!("{key} (unknown)") } else { key };
            meta.extra.entry(key).or_insert(value);
        }
        meta
    }

    fn annotations(&mut self, article: &Article, shapes: Vec<AnnotationShape>) {
        let fragments = shapes.iter().flat_map(|shape| &shape.fragments);
        let samples = fragments.filter_map(|it| Some((it.start, it.end, it.text.as_deref()?)));
        let (anchors, note) = Anchors::choose(article, Unit::Scalars, samples);
        self.problems.extend(note);
        let mut taken = Names::default();
        for shape in shapes {
            let id = self.free_id(&shape, &mut taken);
            let mut fragments = Vec::new();
            for fragment in &shape.fragments {
                match anchors.place(fragment.start, fragment.end, fragment.text.as_deref()) {
                    Ok(placed) => {
                        fragments.push(placed.span);
                        if let Some(message) = placed.doubt {
                            self.wrong(&id, message);
                        }
                    }
                    Err(message) => self.wrong(&id, format!("{message}; this part was left out")),
                }
            }
            if fragments.is_empty() && !shape.fragments.is_empty() {
                self.problems.push(Problem::error(Place::Named(id.to_string()), "covers nothing any more"));
            }
            let annotation = self.annotation(&id, shape, fragments);
            self.edits.push(Edit::annotation(annotation));
        }
    }

    fn annotation(&mut self, id: &str, shape: AnnotationShape, fragments: Vec<Span>) -> Annotation {
        let parts = fragments.len();
        let mut annotation = Annotation::new(AnnotationId::new(id), LayerId::new(&shape.layer), fragments);
        if annotation.fragments.len() != parts {
            self.wrong(id, "has parts that overlap; they were joined");
        }
        annotation.attributes = self.attributes(id, shape.attributes);
        annotation.actor = shape.actor.map(|actor| actor.as_str().into());
        annotation.note = shape.note;
        annotation.status = self.status(id, &shape.status);
        annotation.origin = self.origin(id, shape.origin);
        annotation.decided_by = shape.decided_by;
        annotation
    }

    fn orphan(&mut self, mut shape: AnnotationShape) -> Orphan {
        let id = shape.id.clone();
        let words = shape.fragments.iter_mut().map(|it| it.text.take().unwrap_or_default()).collect();
        let fragments = shape.fragments.iter().map(|it| Span::new(it.start, it.end)).collect();
        Orphan { annotation: self.annotation(&id, shape, fragments), words }
    }

    /// Returns the annotation's id, or another one where it has none, or one that is taken.
    fn free_id(&mut self, shape: &AnnotationShape, taken: &mut Names) -> SmolStr {
        let id = &shape.id;
        if !id.is_empty() && id != "author" && !taken.has(id) {
            return taken.take(id);
        }
        let stem = if id.is_empty() { shape.layer.as_str() } else { id.as_str() };
        let name = taken.number(stem);
        if !id.is_empty() {
            self.wrong(id, format!("is the id of another thing already; this one is called `{name}`"));
        }
        name
    }

    fn links(&mut self, shapes: Vec<LinkShape>) {
        let mut taken = Names::default();
        for shape in shapes {
            let (from, to) = (AnnotationId::new(&shape.from), Target::of_text(&shape.to));
            let mut id = LinkId::new(&shape.id);
            if shape.id.is_empty() || taken.has(&shape.id) {
                let name = taken.take(LinkId::of_suggestion(&from, &shape.role, &shape.to).as_str());
                if !shape.id.is_empty() {
                    self.wrong(
                        &shape.id,
                        format!("is the id of another link already; this one is called `{name}`"),
                    );
                }
                id = LinkId::new(name);
            } else {
                taken.take(&shape.id);
            }
            let status = self.status(id.as_str(), &shape.status);
            let origin = self.origin(id.as_str(), shape.origin);
            self.edits.push(Edit::link(Link { id, from, role: shape.role, to, status, origin }));
        }
    }

    fn attributes(&mut self, id: &str, shape: Map<String, Value>) -> Attributes {
        let mut attributes = Attributes::default();
        for (name, value) in shape {
            if value.is_array() || value.is_object() {
                self.wrong(id, format!("`{name}` should be words; its JSON was taken as they are"));
            }
            attributes.set(name, plain(&value));
        }
        attributes
    }

    fn status(&mut self, id: &str, word: &str) -> Status {
        Status::of_name(word).unwrap_or_else(|| {
            self.wrong(id, format!("`{word}` is no status; it counts as suggested"));
            Status::Suggested
        })
    }

    fn origin(&mut self, id: &str, shape: OriginShape) -> Origin {
        let by = By::of_name(if shape.by.is_empty() { "person" } else { &shape.by }).unwrap_or_else(|| {
            self.wrong(id, format!("`{}` is no kind of origin; it counts as an import", shape.by));
            By::Import
        });
        Origin { by, name: shape.name, version: shape.version, score: shape.score, reason: shape.reason }
    }
}

/// A value as words: strings without quotation marks, nothing for null, JSON for the rest.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
