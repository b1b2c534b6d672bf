//! A document: an article with its codebook, actors, annotations and links. Read here, changed by
//! [`super::apply`] alone.

use super::actor::Actors;
use super::annotation::Annotation;
use super::codebook::Codebook;
use super::id::{AnnotationId, LayerId, LinkId};
use super::index::Index;
use super::link::{Link, Target};
use super::meta::{ArticleState, Meta};
use super::orphan::Orphan;
use crate::text::{Article, Span};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::sync::Arc;

/// An annotated article: one file.
#[derive(Debug, Clone)]
pub struct Document {
    id: SmolStr,
    article: Arc<Article>,
    pub(super) meta: Meta,
    pub(super) state: ArticleState,
    pub(super) codebook: Arc<Codebook>,
    pub(super) actors: Actors,
    pub(super) annotations: FxHashMap<AnnotationId, Annotation>,
    pub(super) links: FxHashMap<LinkId, Link>,
    /// Links by the annotation they start from, and by the one they point to; in order of their ids.
    links_from: FxHashMap<AnnotationId, Vec<LinkId>>,
    links_to: FxHashMap<AnnotationId, Vec<LinkId>>,
    orphans: Arc<[Orphan]>,
    pub(super) index: Index,
    pub(super) revision: u64,
}

impl Document {
    /// Makes a document without annotations, with an id of its own.
    #[must_use]
    pub fn new(article: Arc<Article>, codebook: Arc<Codebook>) -> Self {
        let id = smol_str::format_smolstr!("{}", uuid::Uuid::new_v4());
        Self::with_id(id, article, codebook)
    }

    /// Makes a document without annotations that is known as `id`.
    #[must_use]
    pub fn with_id(id: impl Into<SmolStr>, article: Arc<Article>, codebook: Arc<Codebook>) -> Self {
        Self {
            id: id.into(),
            article,
            meta: Meta::default(),
            state: ArticleState::default(),
            codebook,
            actors: Actors::default(),
            annotations: FxHashMap::default(),
            links: FxHashMap::default(),
            links_from: FxHashMap::default(),
            links_to: FxHashMap::default(),
            orphans: Arc::default(),
            index: Index::default(),
            revision: 0,
        }
    }

    /// Returns itself with annotations that found no place in the text.
    #[must_use]
    pub fn with_orphans(self, orphans: Vec<Orphan>) -> Self {
        Self { orphans: orphans.into(), ..self }
    }

    /// Returns what the document is known as: a UUID, or the id a file gave it.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the article.
    #[must_use]
    pub fn article(&self) -> &Arc<Article> {
        &self.article
    }

    /// Returns the article's text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.article.text()
    }

    /// Returns what is known of the article besides its text.
    #[must_use]
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// Returns how far the review is.
    #[must_use]
    pub fn state(&self) -> ArticleState {
        self.state
    }

    /// Returns the codebook.
    #[must_use]
    pub fn codebook(&self) -> &Arc<Codebook> {
        &self.codebook
    }

    /// Returns the actors.
    #[must_use]
    pub fn actors(&self) -> &Actors {
        &self.actors
    }

    /// Returns a number that grows with every edit; derived views compare it.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Returns an annotation.
    #[must_use]
    pub fn annotation(&self, id: &AnnotationId) -> Option<&Annotation> {
        self.annotations.get(id)
    }

    /// Returns how many annotations there are, rejected ones too.
    #[must_use]
    pub fn annotation_count(&self) -> usize {
        self.annotations.len()
    }

    /// Goes through the annotations by position, each once, at its first fragment.
    pub fn annotations(&self) -> impl DoubleEndedIterator<Item = &Annotation> {
        self.index.iter().filter_map(|(span, id)| {
            self.annotations.get(id).filter(|annotation| annotation.fragments.first() == Some(&span))
        })
    }

    /// Returns the annotations that cover nothing and so have no position, by id.
    #[must_use]
    pub fn unplaced(&self) -> Vec<&Annotation> {
        let mut all: Vec<_> = self.annotations.values().filter(|one| one.fragments.is_empty()).collect();
        all.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        all
    }

    /// Returns the annotations whose words are no longer in the text.
    #[must_use]
    pub fn orphans(&self) -> &[Orphan] {
        &self.orphans
    }

    /// Goes through the annotations of a layer by position.
    pub fn on_layer<'a>(&'a self, layer: &'a LayerId) -> impl DoubleEndedIterator<Item = &'a Annotation> {
        self.annotations().filter(move |annotation| annotation.layer == *layer)
    }

    /// Goes through the fragments that overlap `span`, by position, with their annotations. An empty
    /// `span` asks for those that touch that point.
    pub fn overlapping(&self, span: Span) -> impl Iterator<Item = (Span, &Annotation)> {
        self.index.overlapping(span).filter_map(|(span, id)| Some((span, self.annotations.get(id)?)))
    }

    /// Returns a link.
    #[must_use]
    pub fn link(&self, id: &LinkId) -> Option<&Link> {
        self.links.get(id)
    }

    /// Returns the links by id.
    #[must_use]
    pub fn links(&self) -> Vec<&Link> {
        let mut all: Vec<_> = self.links.values().collect();
        all.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        all
    }

    /// Goes through the links that start from `id`.
    pub fn links_from(&self, id: &AnnotationId) -> impl Iterator<Item = &Link> {
        self.links_from.get(id).into_iter().flatten().filter_map(|link| self.links.get(link))
    }

    /// Goes through the links that point to `id`.
    pub fn links_to(&self, id: &AnnotationId) -> impl Iterator<Item = &Link> {
        self.links_to.get(id).into_iter().flatten().filter_map(|link| self.links.get(link))
    }

    /// Goes through the links of a role that start from `id` and were not rejected.
    pub fn linked<'a>(&'a self, id: &AnnotationId, role: &'a str) -> impl Iterator<Item = &'a Link> {
        self.links_from(id).filter(move |link| link.role == role && link.status != super::Status::Rejected)
    }

    pub(super) fn put_link(&mut self, link: Link) -> Option<Link> {
        let former = self.remove_link(&link.id);
        insert_sorted(self.links_from.entry(link.from.clone()).or_default(), &link.id);
        if let Target::Annotation(to) = &link.to {
            insert_sorted(self.links_to.entry(to.clone()).or_default(), &link.id);
        }
        self.links.insert(link.id.clone(), link);
        former
    }

    pub(super) fn remove_link(&mut self, id: &LinkId) -> Option<Link> {
        let link = self.links.remove(id)?;
        forget(&mut self.links_from, &link.from, id);
        if let Target::Annotation(to) = &link.to {
            forget(&mut self.links_to, to, id);
        }
        Some(link)
    }
}

fn insert_sorted(ids: &mut Vec<LinkId>, id: &LinkId) {
    if let Err(at) = ids.binary_search(id) {
        ids.insert(at, id.clone());
    }
}

fn forget(table: &mut FxHashMap<AnnotationId, Vec<LinkId>>, key: &AnnotationId, id: &LinkId) {
    if let Some(ids) = table.get_mut(key) {
        ids.retain(|other| other != id);
        if ids.is_empty() {
            table.remove(key);
        }
    }
}

/// Two documents are equal when they say the same, however they came about: revisions do not count.
impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
            && self.article == other.article
            && self.meta == other.meta
            && self.state == other.state
            && self.codebook == other.codebook
            && self.actors == other.actors
            && self.annotations == other.annotations
            && self.links == other.links
            && self.orphans == other.orphans
    }
}
