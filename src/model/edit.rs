//! Edits: each one puts or removes a whole entry, so that it can be replayed, inverted and merged.
//!
//! Invariant: `apply(d, e)` followed by applying what it returned leaves `d` as it was. Applying is
//! total: an edit that asks for what is not there does nothing and its inverse does nothing.

use super::actor::Actor;
use super::annotation::Annotation;
use super::codebook::Codebook;
use super::document::Document;
use super::id::{ActorId, AnnotationId, LinkId};
use super::link::Link;
use super::meta::{ArticleState, Meta};
use std::sync::Arc;

/// A change of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Adds an annotation, or replaces the one with its id.
    PutAnnotation(Box<Annotation>),
    /// Removes an annotation.
    RemoveAnnotation(AnnotationId),
    /// Adds a link, or replaces the one with its id.
    PutLink(Box<Link>),
    /// Removes a link.
    RemoveLink(LinkId),
    /// Adds an actor, or replaces the one with its slug.
    PutActor(Box<Actor>),
    /// Removes an actor.
    RemoveActor(ActorId),
    /// Merges an actor into another, or undoes that with `None`.
    Redirect(ActorId, Option<ActorId>),
    /// Replaces the article's metadata.
    SetMeta(Box<Meta>),
    /// Sets how far the review is.
    SetState(ArticleState),
    /// Replaces the codebook.
    SetCodebook(Arc<Codebook>),
    /// Several edits, one after the other.
    Batch(Vec<Self>),
}

impl Edit {
    /// An edit that changes nothing.
    #[must_use]
    pub const fn nothing() -> Self {
        Self::Batch(Vec::new())
    }

    /// Says whether it certainly changes nothing.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Batch(edits) if edits.iter().all(Self::is_nothing))
    }

    /// Puts an annotation.
    #[must_use]
    pub fn annotation(annotation: Annotation) -> Self {
        Self::PutAnnotation(Box::new(annotation))
    }

    /// Puts a link.
    #[must_use]
    pub fn link(link: Link) -> Self {
        Self::PutLink(Box::new(link))
    }

    /// Puts an actor.
    #[must_use]
    pub fn actor(actor: Actor) -> Self {
        Self::PutActor(Box::new(actor))
    }
}

impl FromIterator<Edit> for Edit {
    fn from_iter<I: IntoIterator<Item = Self>>(edits: I) -> Self {
        Self::Batch(edits.into_iter().collect())
    }
}

/// Above how many edits in a batch the index is built anew rather than kept up entry by entry.
const BULK: usize = 256;

/// Changes the document and returns the edit that takes the change back.
pub fn apply(document: &mut Document, edit: Edit) -> Edit {
    document.revision += 1;
    if let Edit::Batch(edits) = &edit
        && edits.len() >= BULK
    {
        let inverse = step(document, edit, false);
        let Document { index, annotations, .. } = document;
        index.rebuild(
            annotations.values().flat_map(|annotation| {
                annotation.fragments.iter().map(|span| (*span, annotation.id.clone()))
            }),
        );
        return inverse;
    }
    step(document, edit, true)
}

fn step(document: &mut Document, edit: Edit, indexed: bool) -> Edit {
    match edit {
        Edit::PutAnnotation(mut annotation) => {
            annotation.tidy();
            let id = annotation.id.clone();
            if indexed {
                unindex(document, &id);
                for span in &annotation.fragments {
                    document.index.insert(*span, &id);
                }
            }
            match document.annotations.insert(id.clone(), *annotation) {
                Some(former) => Edit::annotation(former),
                None => Edit::RemoveAnnotation(id),
            }
        }
        Edit::RemoveAnnotation(id) => {
            if indexed {
                unindex(document, &id);
            }
            document.annotations.remove(&id).map_or(Edit::nothing(), Edit::annotation)
        }
        Edit::PutLink(link) => {
            let id = link.id.clone();
            document.put_link(*link).map_or(Edit::RemoveLink(id), Edit::link)
        }
        Edit::RemoveLink(id) => document.remove_link(&id).map_or(Edit::nothing(), Edit::link),
        Edit::PutActor(actor) => {
            let id = actor.id.clone();
            document.actors.put(*actor).map_or(Edit::RemoveActor(id), Edit::actor)
        }
        Edit::RemoveActor(id) => document.actors.remove(&id).map_or(Edit::nothing(), Edit::actor),
        Edit::Redirect(old, new) => {
            let former = document.actors.redirect(&old, new);
            Edit::Redirect(old, former)
        }
        Edit::SetMeta(meta) => Edit::SetMeta(Box::new(std::mem::replace(&mut document.meta, *meta))),
        Edit::SetState(state) => Edit::SetState(std::mem::replace(&mut document.state, state)),
        Edit::SetCodebook(codebook) => Edit::SetCodebook(std::mem::replace(&mut document.codebook, codebook)),
        Edit::Batch(edits) => {
            let mut inverses: Vec<_> = edits.into_iter().map(|edit| step(document, edit, indexed)).collect();
            inverses.reverse();
            Edit::Batch(inverses)
        }
    }
}

fn unindex(document: &mut Document, id: &AnnotationId) {
    let Document { index, annotations, .. } = document;
    for span in annotations.get(id).into_iter().flat_map(|annotation| &annotation.fragments) {
        index.remove(*span, id);
    }
}
