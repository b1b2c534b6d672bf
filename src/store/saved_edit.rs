//! An edit as the journal holds it: JSON of the saved shapes, so that the model's types can change freely.

use crate::formats::annotation::native::saved::{SavedActor, SavedAnnotation, SavedLink, SavedMeta, Words};
use crate::model::{ActorId, AnnotationId, Codebook, Edit, LinkId};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::borrow::Cow;
use std::sync::Arc;

/// [`Edit`] in the journal. A batch is flat: batches of batches, which a long drag makes, become one.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum SavedEdit<'a> {
    #[serde(borrow)]
    PutAnnotation(Box<SavedAnnotation<'a>>),
    RemoveAnnotation(AnnotationId),
    #[serde(borrow)]
    PutLink(Box<SavedLink<'a>>),
    RemoveLink(LinkId),
    #[serde(borrow)]
    PutActor(Box<SavedActor<'a>>),
    RemoveActor(ActorId),
    Redirect(ActorId, Option<ActorId>),
    SetMeta(Box<SavedMeta>),
    SetState(SmolStr),
    SetCodebook(Arc<Codebook>),
    #[serde(borrow)]
    Batch(Vec<SavedEdit<'a>>),
}

impl<'a> SavedEdit<'a> {
    /// Takes an edit.
    pub(super) fn of(edit: &'a Edit) -> Self {
        let Edit::Batch(edits) = edit else { return Self::leaf(edit) };
        let mut leaves = Vec::new();
        let mut rest: Vec<&'a Edit> = edits.iter().rev().collect();
        while let Some(edit) = rest.pop() {
            match edit {
                Edit::Batch(edits) => rest.extend(edits.iter().rev()),
                leaf => leaves.push(Self::leaf(leaf)),
            }
        }
        Self::Batch(leaves)
    }

    fn leaf(edit: &'a Edit) -> Self {
        match edit {
            Edit::PutAnnotation(one) => {
                Self::PutAnnotation(Box::new(SavedAnnotation::of(one, |_, _| Cow::Borrowed(""))))
            }
            Edit::RemoveAnnotation(id) => Self::RemoveAnnotation(id.clone()),
            Edit::PutLink(one) => Self::PutLink(Box::new(SavedLink::of(one))),
            Edit::RemoveLink(id) => Self::RemoveLink(id.clone()),
            Edit::PutActor(one) => Self::PutActor(Box::new(SavedActor::of(one))),
            Edit::RemoveActor(id) => Self::RemoveActor(id.clone()),
            Edit::Redirect(old, new) => Self::Redirect(old.clone(), new.clone()),
            Edit::SetMeta(meta) => Self::SetMeta(Box::new(SavedMeta::from(&**meta))),
            Edit::SetState(state) => Self::SetState(SmolStr::new_static(state.name())),
            Edit::SetCodebook(book) => Self::SetCodebook(Arc::clone(book)),
            Edit::Batch(_) => Self::Batch(Vec::new()), // taken apart by `of`
        }
    }

    /// Returns the edit; `words` remembers those that are not known.
    pub(super) fn into_model(self, words: &mut Words) -> Edit {
        match self {
            Self::PutAnnotation(one) => Edit::annotation(one.into_model(words)),
            Self::RemoveAnnotation(id) => Edit::RemoveAnnotation(id),
            Self::PutLink(one) => Edit::link(one.into_model(words)),
            Self::RemoveLink(id) => Edit::RemoveLink(id),
            Self::PutActor(one) => Edit::actor(one.into_model(words)),
            Self::RemoveActor(id) => Edit::RemoveActor(id),
            Self::Redirect(old, new) => Edit::Redirect(old, new),
            Self::SetMeta(meta) => Edit::SetMeta(Box::new(meta.into_model())),
            Self::SetState(name) => Edit::SetState(words.state(&name)),
            Self::SetCodebook(book) => Edit::SetCodebook(book),
            Self::Batch(edits) => edits.into_iter().map(|edit| edit.into_model(words)).collect(),
        }
    }
}
