//! Two documents of one article: what makes one of the other, and what both became joined.

use super::annotation::Annotation;
use super::document::Document;
use super::edit::Edit;
use super::id::{ActorId, AnnotationId, LinkId};
use super::link::Link;
use super::{Actor, Actors};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// What joining brings into a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// What is to be applied to it.
    pub edit: Edit,
    /// How many entries it takes over.
    pub taken: usize,
    /// How many entries both changed otherwise: they stay as they are.
    pub conflicts: usize,
}

/// Returns the edit that makes `to` of `from`, which must have the same text.
#[must_use]
pub fn difference(from: &Document, to: &Document) -> Edit {
    merge(from, from, to).edit
}

/// Joins what became of `base` in `theirs` into `mine`. Where both changed an entry, mine stays.
#[must_use]
pub fn merge(base: &Document, mine: &Document, theirs: &Document) -> Merged {
    let mut joining = Joining { edits: Vec::new(), conflicts: 0 };
    joining.actors(base.actors(), mine.actors(), theirs.actors());
    let documents = [base, mine, theirs];
    for id in changed_annotations(base, theirs) {
        let [base, mine, theirs] = documents.map(|document| document.annotations.get(&id));
        joining.entry(base, mine, theirs, || match theirs {
            Some(one) => Edit::annotation(one.clone()),
            None => Edit::RemoveAnnotation(id.clone()),
        });
    }
    for id in changed_links(base, theirs) {
        let [base, mine, theirs] = documents.map(|document| document.links.get(&id));
        joining.entry(base, mine, theirs, || match theirs {
            Some(one) => Edit::link(one.clone()),
            None => Edit::RemoveLink(id.clone()),
        });
    }
    if base.meta() != theirs.meta() {
        let meta = || Edit::SetMeta(Box::new(theirs.meta().clone()));
        joining.entry(Some(base.meta()), Some(mine.meta()), Some(theirs.meta()), meta);
    }
    if base.state() != theirs.state() {
        let state = || Edit::SetState(theirs.state());
        joining.entry(Some(&base.state()), Some(&mine.state()), Some(&theirs.state()), state);
    }
    if base.codebook() != theirs.codebook() {
        let book = || Edit::SetCodebook(std::sync::Arc::clone(theirs.codebook()));
        joining.entry(Some(base.codebook()), Some(mine.codebook()), Some(theirs.codebook()), book);
    }
    let taken = joining.edits.len();
    Merged { edit: Edit::Batch(joining.edits), taken, conflicts: joining.conflicts }
}

struct Joining {
    edits: Vec<Edit>,
    conflicts: usize,
}

impl Joining {
    /// Takes an entry that `theirs` changed, unless `mine` did too.
    fn entry<T: PartialEq>(
        &mut self,
        base: Option<&T>,
        mine: Option<&T>,
        theirs: Option<&T>,
        edit: impl FnOnce() -> Edit,
    ) {
        if mine == theirs {
            return;
        }
        if mine == base {
            self.edits.push(edit());
        } else {
            self.conflicts += 1;
        }
    }

    fn actors(&mut self, base: &Actors, mine: &Actors, theirs: &Actors) {
        let by_id = |actors: &Actors| -> BTreeMap<ActorId, Actor> {
            actors.entries().map(|actor| (actor.id.clone(), actor.clone())).collect()
        };
        let redirects = |actors: &Actors| -> BTreeMap<ActorId, ActorId> {
            actors.redirects().map(|(old, new)| (old.clone(), new.clone())).collect()
        };
        let entries = [base, mine, theirs].map(by_id);
        for id in keys(&entries) {
            let [base, mine, theirs] = entries.each_ref().map(|actors| actors.get(&id));
            if base != theirs {
                self.entry(base, mine, theirs, || match theirs {
                    Some(actor) => Edit::actor(actor.clone()),
                    None => Edit::RemoveActor(id.clone()),
                });
            }
        }
        let redirects = [base, mine, theirs].map(redirects);
        for id in keys(&redirects) {
            let [base, mine, theirs] = redirects.each_ref().map(|redirects| redirects.get(&id));
            if base != theirs {
                self.entry(base, mine, theirs, || Edit::Redirect(id.clone(), theirs.cloned()));
            }
        }
    }
}

fn keys<T>([base, _, theirs]: &[BTreeMap<ActorId, T>; 3]) -> Vec<ActorId> {
    let mut all: Vec<_> = base.keys().chain(theirs.keys()).cloned().collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn changed<I: Clone + Ord + std::hash::Hash, T: PartialEq>(
    base: &FxHashMap<I, T>,
    theirs: &FxHashMap<I, T>,
) -> Vec<I> {
    let gone = base.keys().filter(|id| !theirs.contains_key(*id));
    let other = theirs.iter().filter(|(id, one)| base.get(*id) != Some(*one)).map(|(id, _)| id);
    let mut all: Vec<_> = gone.chain(other).cloned().collect();
    all.sort_unstable();
    all
}

fn changed_annotations(base: &Document, theirs: &Document) -> Vec<AnnotationId> {
    changed::<AnnotationId, Annotation>(&base.annotations, &theirs.annotations)
}

fn changed_links(base: &Document, theirs: &Document) -> Vec<LinkId> {
    changed::<LinkId, Link>(&base.links, &theirs.links)
}

#[cfg(test)]
mod tests {
    use super::super::{ArticleState, Codebook, LayerId, apply};
    use super::*;
    use crate::text::{Article, Span};
    use std::sync::Arc;

    fn annotation(id: &str, note: &str) -> Edit {
        let mut one = Annotation::new(id.into(), LayerId::CLAIM, vec![Span::new(0, 4)]);
        one.note = note.to_owned();
        Edit::annotation(one)
    }

    fn with(document: &Document, edits: Vec<Edit>) -> Document {
        let mut document = document.clone();
        apply(&mut document, Edit::Batch(edits));
        document
    }

    fn base() -> Document {
        let document = Document::with_id("d", Arc::new(Article::new("Some text.")), Codebook::standard());
        let edits = ["a", "b", "c", "d"].map(|id| annotation(id, "")).to_vec();
        with(&document, edits)
    }

    #[test]
    fn what_both_did_is_joined_and_mine_stays_where_both_did_it() {
        let base = base();
        let mine =
            with(&base, vec![annotation("a", "mine"), annotation("b", "mine"), annotation("e", "mine")]);
        let edits = vec![
            annotation("b", "theirs"),
            annotation("c", "theirs"),
            Edit::RemoveAnnotation("d".into()),
            annotation("f", "theirs"),
            Edit::actor(Actor::new("x".into(), "X", "person")),
            Edit::Redirect("y".into(), Some("x".into())),
            Edit::SetState(ArticleState::Done),
        ];
        let theirs = with(&base, edits);
        let merged = merge(&base, &mine, &theirs);
        assert_eq!((merged.taken, merged.conflicts), (6, 1));
        let both = with(&mine, vec![merged.edit]);
        let note = |id: &str| both.annotation(&id.into()).map(|one| one.note.clone());
        let notes: Vec<_> = ["a", "b", "c", "d", "e", "f"].into_iter().filter_map(note).collect();
        assert_eq!(notes, ["mine", "mine", "theirs", "mine", "theirs"]);
        assert_eq!((both.state(), both.actors().entries().count()), (ArticleState::Done, 1));
    }

    #[test]
    fn the_difference_makes_the_other() {
        let base = base();
        let edits = vec![annotation("b", "x"), Edit::RemoveAnnotation("d".into()), annotation("n", "")];
        let other = with(&base, edits);
        assert_eq!(with(&base, vec![difference(&base, &other)]), other);
        assert_eq!(with(&other, vec![difference(&other, &base)]), base);
        assert!(difference(&base, &base).is_nothing());
    }
}
