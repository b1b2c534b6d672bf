//! What other programs' formats share: a document built from spans with labels, and the annotations that
//! are written out as flat spans.
//!
//! A label becomes the layer of that name; the usual names of entities (`PER`, `ORG`, `GPE` …) become mentions
//! of that kind; any other label becomes a layer of its own, so that the document is sound.

use super::{Imported, WriteOptions};
use crate::formats::names::Names;
use crate::model::codebook::{Attribute, Layer, LinkRule, Rgb, Value};
use crate::model::{
    Actor, ActorId, Annotation, AnnotationId, By, Codebook, Document, Edit, LayerId, Link, LinkId, Meta,
    Origin, Place, Problem, Status, Target, apply,
};
use crate::text::{Article, Span};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use std::sync::Arc;

/// Builds a document from a foreign file.
pub(super) struct Builder {
    id: String,
    article: Arc<Article>,
    annotations: Vec<Annotation>,
    at: FxHashMap<AnnotationId, usize>,
    names: Names,
    labels: FxHashSet<String>,
    links: Vec<Link>,
    linked: FxHashSet<LinkId>,
    actors: Vec<Actor>,
    listed: FxHashSet<ActorId>,
    origin: Origin,
    /// What is known of the article.
    pub(super) meta: Meta,
    /// What was left out or changed.
    pub(super) problems: Vec<Problem>,
}

/// Names of entities that other programs use, and the kind of actor they are.
const KINDS: &[(&str, &str)] = &[
    ("PER", "person"),
    ("PERSON", "person"),
    ("ORG", "organisation"),
    ("ORGANIZATION", "organisation"),
    ("GPE", "state"),
    ("LOC", "place"),
    ("LOCATION", "place"),
    ("NORP", "people"),
    ("MISC", "other"),
];

/// The most labels of a file that become layers of their own, and the layer and attribute that the rest go to.
const MOST_LABELS: usize = 300;
const OTHER: &str = "label";

/// The most that is listed of one kind: attributes of a layer, values of an attribute, kinds of links.
const MOST_LISTED: usize = 300;

impl Builder {
    /// Begins with a text; `program` is what the file came from.
    pub(super) fn new(id: &str, article: Article, program: &str) -> Self {
        let origin = Origin { by: By::Import, name: SmolStr::new(program), ..Origin::default() };
        Self {
            id: id.to_owned(),
            article: Arc::new(article),
            annotations: Vec::new(),
            at: FxHashMap::default(),
            names: Names::default(),
            labels: FxHashSet::default(),
            links: Vec::new(),
            linked: FxHashSet::default(),
            actors: Vec::new(),
            listed: FxHashSet::default(),
            origin,
            meta: Meta::default(),
            problems: Vec::new(),
        }
    }

    /// Returns the article.
    pub(super) fn article(&self) -> Arc<Article> {
        Arc::clone(&self.article)
    }

    /// Adds an annotation under `name`, or a free id like it; returns the id.
    pub(super) fn annotation(&mut self, name: &str, label: &str, fragments: Vec<Span>) -> AnnotationId {
        let stem = if name.is_empty() || name == "author" { "x" } else { name };
        let id = AnnotationId::new(self.names.take(stem));
        let (layer, kind) = layer_of(label);
        let is_one_more = !self.labels.contains(layer.as_str()) && self.labels.len() >= MOST_LABELS;
        let mut made = if is_one_more && Codebook::standard().layer(&layer).is_none() {
            let mut made = Annotation::new(id.clone(), LayerId::new(OTHER), fragments);
            made.attributes.set(OTHER, label);
            made
        } else {
            self.labels.insert(layer.to_string());
            Annotation::new(id.clone(), layer, fragments)
        };
        if let Some(kind) = kind {
            made.attributes.set("kind", kind);
        }
        made.origin = self.origin.clone();
        self.at.insert(id.clone(), self.annotations.len());
        self.annotations.push(made);
        id
    }

    /// Returns an annotation to say more of it.
    pub(super) fn get(&mut self, id: &AnnotationId) -> Option<&mut Annotation> {
        self.at.get(id).and_then(|at| self.annotations.get_mut(*at))
    }

    /// Says who a mention mentions.
    pub(super) fn actor(&mut self, id: &AnnotationId, slug: &str, name: &str) {
        let kind =
            self.get(id).and_then(|it| it.attributes.get("kind").map(SmolStr::new)).unwrap_or_default();
        if self.listed.insert(slug.into()) {
            let name = if name.is_empty() { slug } else { name };
            self.actors.push(Actor { origin: self.origin.clone(), ..Actor::new(slug.into(), name, kind) });
        }
        if let Some(mention) = self.get(id) {
            mention.actor = Some(slug.into());
        }
    }

    /// Adds an actor that the file knows by name, unless one of its slug is there; returns the slug.
    pub(super) fn put_actor(&mut self, actor: Actor) -> ActorId {
        let slug = actor.id.clone();
        if self.listed.insert(slug.clone()) {
            self.actors.push(Actor { origin: self.origin.clone(), ..actor });
        }
        slug
    }

    /// Adds a link.
    pub(super) fn link(&mut self, from: &AnnotationId, role: &str, to: Target) {
        if let Target::Actor(id) = &to
            && self.listed.insert(id.clone())
        {
            self.actors
                .push(Actor { origin: self.origin.clone(), ..Actor::new(id.clone(), id.as_str(), "") });
        }
        let stem = LinkId::of_suggestion(from, role, &to.to_text());
        if self.linked.insert(stem.clone()) {
            let (from, role, status) = (from.clone(), SmolStr::new(role), Status::Accepted);
            self.links.push(Link { id: stem, from, role, to, status, origin: self.origin.clone() });
        }
    }

    /// Returns the document, its codebook extended by whatever the default one does not have.
    pub(super) fn done(mut self) -> Imported {
        let gathered = self.annotations.iter().filter(|it| it.layer == *OTHER).count();
        if gathered > 0 && self.labels.len() >= MOST_LABELS {
            let message = format!(
                "it has more than {MOST_LABELS} labels; {gathered} annotations with further ones are on the layer \
                 `{OTHER}`, which says theirs"
            );
            self.problems.push(Problem::warning(Place::Whole, message));
        }
        let book = extended(&self.annotations, &self.links);
        let mut document = Document::with_id(self.id.as_str(), self.article, book);
        let mut edits = vec![Edit::SetMeta(Box::new(self.meta))];
        edits.extend(self.actors.into_iter().map(Edit::actor));
        edits.extend(self.annotations.into_iter().map(Edit::annotation));
        edits.extend(self.links.into_iter().map(Edit::link));
        apply(&mut document, Edit::Batch(edits));
        Imported { document, problems: self.problems }
    }
}

/// Returns the layer of a label, and the kind of actor that it names.
fn layer_of(label: &str) -> (LayerId, Option<&'static str>) {
    let own = Codebook::standard();
    if let Some(layer) = own.layers.iter().find(|layer| layer.id.as_str().eq_ignore_ascii_case(label)) {
        return (layer.id.clone(), None);
    }
    let kind = KINDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(label));
    match kind {
        Some((_, kind)) => (LayerId::ACTOR, Some(kind)),
        None => (LayerId::new(if label.is_empty() { "span" } else { label }), None),
    }
}

/// The default codebook with the layers, attributes, values and links that are used besides.
pub(in crate::formats) fn extended(annotations: &[Annotation], links: &[Link]) -> Arc<Codebook> {
    let at: FxHashMap<&AnnotationId, usize> =
        annotations.iter().zip(0..).map(|(it, at)| (&it.id, at)).collect();
    let own = Codebook::standard();
    let mut book = (*own).clone();
    let mut layers: FxHashMap<LayerId, usize> =
        book.layers.iter().map(|layer| layer.id.clone()).zip(0..).collect();
    let mut seen = FxHashSet::default();
    for annotation in annotations {
        let known = *layers.entry(annotation.layer.clone()).or_insert_with(|| {
            let (id, colour) = (annotation.layer.clone(), Rgb::of_number(book.layers.len()));
            book.layers.push(Layer::new(id.clone(), id.as_str(), colour));
            book.layers.len() - 1
        });
        if let Some(layer) = book.layers.get_mut(known) {
            let new =
                annotation.attributes.iter().filter(|(name, value)| seen.insert((known, *name, *value)));
            new.for_each(|(name, value)| extend_layer(layer, name, value));
        }
    }
    let layer = |id: &AnnotationId| at.get(id).and_then(|at| annotations.get(*at)).map(|it| it.layer.clone());
    for link in links {
        if let Some(from) = layer(&link.from) {
            extend_links(&mut book.links, link, from, link.to.annotation().and_then(layer));
        }
    }
    if book == *own {
        return own;
    }
    book.name += ", and what was imported";
    book.id = SmolStr::new_static("imported");
    Arc::new(book)
}

fn extend_layer(layer: &mut Layer, name: &str, value: &str) {
    let listed = layer.attributes.len();
    match layer.attributes.iter_mut().find(|attribute| attribute.id == name) {
        Some(attribute) if attribute.allows(value) || attribute.values.len() > MOST_LISTED => {}
        Some(attribute) => attribute.values.push(Value {
            id: SmolStr::new(value),
            name: value.to_owned(),
            key: None,
            guideline: String::new(),
            examples: Vec::new(),
        }),
        None if listed >= MOST_LISTED => {}
        None => layer.attributes.push(Attribute {
            id: SmolStr::new(name),
            name: name.to_owned(),
            values: Vec::new(),
            default: SmolStr::default(),
            guideline: String::new(),
        }),
    }
}

fn extend_links(rules: &mut Vec<LinkRule>, link: &Link, from: LayerId, to: Option<LayerId>) {
    if rules.len() > MOST_LISTED {
        return;
    }
    let known = rules.iter().position(|rule| rule.role == link.role && rule.from.contains(&from));
    let known = known.unwrap_or_else(|| {
        let (role, name) = (link.role.clone(), link.role.to_string());
        let (from, to) = (vec![from], Vec::new());
        rules.push(LinkRule { role, name, from, to, to_actor: false, to_author: false, single: false });
        rules.len() - 1
    });
    if let Some(rule) = rules.get_mut(known) {
        rule.to_actor |= matches!(link.to, Target::Actor(_));
        rule.to_author |= link.to == Target::Author;
        rule.to.extend(to.filter(|to| !rule.to.contains(to)));
    }
}

/// Returns the annotations that are written for other programs.
pub(super) fn shown<'a>(document: &'a Document, options: &WriteOptions) -> Vec<&'a Annotation> {
    document.annotations().filter(|it| options.rejected || it.status != Status::Rejected).collect()
}

/// Returns the links between annotations that are written, from and to whom.
pub(super) fn shown_links<'a>(document: &'a Document, options: &WriteOptions) -> Vec<&'a Link> {
    let is_shown = |id: &AnnotationId| {
        document.annotation(id).is_some_and(|it| options.rejected || it.status != Status::Rejected)
            && document.annotation(id).is_some_and(|it| !it.fragments.is_empty())
    };
    let wanted = |link: &&Link| {
        (options.rejected || link.status != Status::Rejected)
            && is_shown(&link.from)
            && link.to.annotation().is_none_or(is_shown)
    };
    document.links().into_iter().filter(wanted).collect()
}
