//! Brings new suggestions into a document without touching what a person decided.

use super::Suggestions;
use crate::model::{Actor, ActorId, Annotation, AnnotationId, Document, Edit, LayerId, Link, Status, Target};
use rustc_hash::{FxHashMap, FxHashSet};

/// Returns the edit that replaces the undecided suggestions of `document` by `suggestions`.
///
/// A new one is dropped when a decided one of its layer covers it (IoU ≥ 0.5; mentions: the same words),
/// and what pointed to it points to the decided one instead. Links that a person decided on stay, and so
/// does an undecided annotation that they touch. Actors that the document knows under the same slug or
/// name are not added again.
#[must_use]
pub fn merge(document: &Document, suggestions: Suggestions) -> Edit {
    merge_around(document, suggestions, None)
}

/// The same around a suggestion that a person has selected: where it is found again it keeps its id; else it stays
/// as it is, with its links, and nothing that it covers comes beside it.
#[must_use]
pub fn merge_around(document: &Document, mut suggestions: Suggestions, held: Option<&AnnotationId>) -> Edit {
    let mut kept = undecided_to_keep(document);
    let held = held.and_then(|id| document.annotation(id)).filter(|held| held.status == Status::Suggested);
    let stays = held.filter(|held| !rename(held, &mut suggestions)).map(|held| &held.id);
    if let Some(id) = stays {
        kept.insert(id.clone());
        kept.extend(document.links_from(id).filter_map(|link| link.to.annotation().cloned()));
    }
    let mut edits = Vec::new();
    for link in document.links() {
        if link.status == Status::Suggested && Some(&link.from) != stays {
            edits.push(Edit::RemoveLink(link.id.clone()));
        }
    }
    for annotation in document.annotations() {
        if annotation.status == Status::Suggested && !kept.contains(&annotation.id) {
            edits.push(Edit::RemoveAnnotation(annotation.id.clone()));
        }
    }
    let actors = merge_actors(document, suggestions.actors, &kept, &mut edits);
    let mut standing: FxHashMap<AnnotationId, AnnotationId> = FxHashMap::default();
    for mut annotation in suggestions.annotations {
        if let Some(decided) = covering(document, &annotation, &kept) {
            standing.insert(annotation.id.clone(), decided);
            continue;
        }
        let born = annotation.id.clone();
        if document
            .annotation(&born)
            .is_some_and(|old| old.status != Status::Suggested || kept.contains(&old.id))
        {
            annotation.id = free_id(document, &annotation);
        }
        annotation.actor = annotation.actor.map(|id| actors.get(&id).cloned().unwrap_or(id));
        standing.insert(born, annotation.id.clone());
        edits.push(Edit::annotation(annotation));
    }
    edits.extend(
        suggestions.links.into_iter().filter_map(|link| merge_link(document, link, &standing, &actors)),
    );
    Edit::Batch(edits)
}

/// Leaves out of an edit what changes nothing: what is removed and put again as it was.
#[must_use]
pub fn lean(document: &Document, edit: Edit) -> Edit {
    let Edit::Batch(edits) = edit else { return edit };
    let put: FxHashMap<(char, &str), bool> = edits
        .iter()
        .filter_map(|edit| match edit {
            Edit::PutAnnotation(it) => {
                Some((('a', it.id.as_str()), document.annotation(&it.id) == Some(&**it)))
            }
            Edit::PutLink(it) => Some((('l', it.id.as_str()), document.link(&it.id) == Some(&**it))),
            Edit::PutActor(it) => {
                Some((('r', it.id.as_str()), document.actors().entry(&it.id) == Some(&**it)))
            }
            _ => None,
        })
        .collect();
    let keep: Vec<bool> = edits
        .iter()
        .map(|edit| match edit {
            Edit::PutAnnotation(it) => put.get(&('a', it.id.as_str())) != Some(&true),
            Edit::PutLink(it) => put.get(&('l', it.id.as_str())) != Some(&true),
            Edit::PutActor(it) => put.get(&('r', it.id.as_str())) != Some(&true),
            Edit::RemoveAnnotation(id) => !put.contains_key(&('a', id.as_str())),
            Edit::RemoveLink(id) => !put.contains_key(&('l', id.as_str())),
            _ => true,
        })
        .collect();
    edits.into_iter().zip(keep).filter_map(|(edit, keep)| keep.then_some(edit)).collect()
}

/// Gives what is suggested at the place of `held` its id; says whether that is suggested.
fn rename(held: &Annotation, suggestions: &mut Suggestions) -> bool {
    let mut all = suggestions.annotations.iter_mut();
    let Some(again) = all.find(|one| one.layer == held.layer && one.fragments == held.fragments) else {
        return false;
    };
    let born = std::mem::replace(&mut again.id, held.id.clone());
    for link in &mut suggestions.links {
        if link.from == born {
            link.from = held.id.clone();
        }
        if link.to.annotation() == Some(&born) {
            link.to = Target::Annotation(held.id.clone());
        }
    }
    true
}

/// Undecided annotations that a decided link touches: a speaker that a person chose, say.
fn undecided_to_keep(document: &Document) -> FxHashSet<AnnotationId> {
    let mut kept = FxHashSet::default();
    for link in document.links().into_iter().filter(|link| link.status == Status::Accepted) {
        kept.insert(link.from.clone());
        kept.extend(link.to.annotation().cloned());
    }
    kept
}

fn covering(document: &Document, new: &Annotation, kept: &FxHashSet<AnnotationId>) -> Option<AnnotationId> {
    let mentions = new.layer == LayerId::ACTOR;
    let mut found = document.overlapping(new.hull()).map(|(_, old)| old).filter(|old| {
        old.layer == new.layer
            && (old.status != Status::Suggested || kept.contains(&old.id))
            && if mentions { old.fragments == new.fragments } else { old.iou(&new.fragments) >= 0.5 }
    });
    found.next().map(|old| old.id.clone())
}

fn free_id(document: &Document, annotation: &Annotation) -> AnnotationId {
    AnnotationId::of_suggestion(&annotation.layer, &annotation.origin.name, &annotation.fragments, |id| {
        document.annotation(id).is_some()
    })
}

/// Adds the actors that are new; returns under which slug the document knows each.
fn merge_actors(
    document: &Document,
    actors: Vec<Actor>,
    kept: &FxHashSet<AnnotationId>,
    edits: &mut Vec<Edit>,
) -> FxHashMap<ActorId, ActorId> {
    let mut slugs = FxHashMap::default();
    let names: FxHashMap<String, &ActorId> =
        document.actors().iter().map(|actor| (actor.name.to_lowercase(), &actor.id)).collect();
    let offered: FxHashSet<_> = actors.iter().map(|actor| actor.id.clone()).collect();
    let mentioned: FxHashSet<_> = document
        .annotations()
        .filter(|mention| mention.status != Status::Suggested || kept.contains(&mention.id))
        .filter_map(|mention| mention.actor.as_ref())
        .collect();
    for old in document.actors().entries() {
        if old.status == Status::Suggested && !offered.contains(&old.id) && !mentioned.contains(&old.id) {
            edits.push(Edit::RemoveActor(old.id.clone()));
        }
    }
    for actor in actors {
        match document.actors().entry(&actor.id) {
            Some(old) if old.status != Status::Suggested => {}
            None if names.contains_key(&actor.name.to_lowercase()) => {
                if let Some(known) = names.get(&actor.name.to_lowercase()) {
                    slugs.insert(actor.id.clone(), (*known).clone());
                }
            }
            _ => edits.push(Edit::actor(actor)),
        }
    }
    slugs
}

fn merge_link(
    document: &Document,
    mut link: Link,
    standing: &FxHashMap<AnnotationId, AnnotationId>,
    actors: &FxHashMap<ActorId, ActorId>,
) -> Option<Edit> {
    link.from = standing.get(&link.from)?.clone();
    match &mut link.to {
        Target::Annotation(id) => *id = standing.get(id)?.clone(),
        Target::Actor(id) => *id = actors.get(id).cloned().unwrap_or_else(|| id.clone()),
        Target::Author => {}
    }
    let rejected =
        |id: &AnnotationId| document.annotation(id).is_some_and(|old| old.status == Status::Rejected);
    let decided =
        document.links_from(&link.from).any(|old| old.role == link.role && old.status != Status::Suggested);
    if decided || rejected(&link.from) || link.to.annotation().is_some_and(rejected) {
        return None; // a person said who speaks here, or that this is nothing
    }
    Some(Edit::link(link))
}

#[cfg(test)]
mod tests {
    use super::super::{Request, suggest};
    use super::*;
    use crate::model::{Codebook, apply};
    use crate::text::{Article, Span};
    use std::sync::Arc;

    const TEXT: &str = "“Grain will move by spring,” said the Turkish foreign minister, Aylin Demir. \
        Demir added that Turkey was ready. Russia and Ukraine signed on Monday.";

    fn article() -> Arc<Article> {
        Arc::new(Article::new(TEXT))
    }

    fn suggestions() -> Suggestions {
        suggest(&article(), &Request { language: "en", ..Request::default() })
    }

    fn document() -> Document {
        let mut document = Document::with_id("d", article(), Codebook::standard());
        let edit = merge(&document, suggestions());
        apply(&mut document, edit);
        document
    }

    fn again(document: &mut Document) {
        let edit = merge(document, suggestions());
        apply(document, edit);
    }

    /// Decides on the annotation that covers `words`.
    fn decide(document: &mut Document, words: &str, status: Status) -> Annotation {
        let found =
            document.annotations().find(|a| a.words(TEXT) == words).expect("it was suggested").clone();
        let decided = Annotation { status, ..found };
        apply(document, Edit::annotation(decided.clone()));
        decided
    }

    /// A suggestion at `words` that somebody else made.
    fn foreign(document: &mut Document, words: &str) -> AnnotationId {
        let start = TEXT.find(words).expect("it is there");
        let span = Span::of(start..start + words.len());
        let mut made = Annotation::new("x1".into(), LayerId::ACTOR, vec![span]);
        made.status = Status::Suggested;
        apply(document, Edit::annotation(made));
        "x1".into()
    }

    #[test]
    fn what_is_selected_keeps_its_id_or_stays_until_it_is_left() {
        for (words, found) in [("Ukraine", true), ("spring", false)] {
            let mut document = Document::with_id("d", article(), Codebook::standard());
            let id = foreign(&mut document, words);
            let edit = merge_around(&document, suggestions(), Some(&id));
            apply(&mut document, edit);
            let there: Vec<_> = document.annotations().filter(|a| a.words(TEXT) == words).collect();
            assert_eq!(there.iter().map(|a| &a.id).collect::<Vec<_>>(), [&id], "{words}");
            assert_eq!(there[0].actor.is_some(), found, "{words} is what was found again");
            again(&mut document);
            let left = document.annotations().filter(|a| a.words(TEXT) == words).count();
            assert_eq!(left, usize::from(found), "{words}");
            assert!(crate::model::check(&document).is_empty(), "{:?}", crate::model::check(&document));
        }
    }

    #[test]
    fn suggesting_twice_changes_nothing() {
        let mut document = document();
        assert!(document.annotation_count() > 5, "the text has suggestions");
        let before = document.clone();
        again(&mut document);
        assert_eq!(document, before);
    }

    #[test]
    fn what_was_decided_stays_and_what_was_rejected_does_not_come_back() {
        let mut document = document();
        let accepted = decide(&mut document, "Turkey", Status::Accepted);
        let rejected = decide(&mut document, "Russia", Status::Rejected);
        let before = document.annotation_count();
        again(&mut document);
        assert_eq!(document.annotation(&accepted.id), Some(&accepted));
        assert_eq!(document.annotation(&rejected.id), Some(&rejected));
        let words = |words| document.annotations().filter(|a| a.words(TEXT) == words).count();
        assert_eq!((words("Turkey"), words("Russia")), (1, 1));
        assert_eq!(document.annotation_count(), before);
    }

    #[test]
    fn a_moved_end_and_a_chosen_speaker_stay() {
        let mut document = document();
        let mut quote = decide(&mut document, "“Grain will move by spring,”", Status::Accepted);
        if let Some(span) = quote.fragments.first_mut() {
            span.end -= 10;
        }
        apply(&mut document, Edit::annotation(quote.clone()));
        let old: Vec<_> = document.linked(&quote.id, "speaker").cloned().collect();
        for link in &old {
            apply(&mut document, Edit::link(Link { status: Status::Rejected, ..link.clone() }));
        }
        let chosen = Link {
            id: "l-chosen".into(),
            to: Target::Author,
            status: Status::Accepted,
            ..old.first().expect("a speaker was suggested").clone()
        };
        apply(&mut document, Edit::link(chosen));
        again(&mut document);
        assert_eq!(document.annotation(&quote.id), Some(&quote));
        let quotes =
            document.annotations().filter(|a| a.layer == LayerId::QUOTE && a.hull().overlaps(quote.hull()));
        assert_eq!(quotes.count(), 1, "the quote was not proposed again");
        let speakers: Vec<_> = document.linked(&quote.id, "speaker").map(|link| link.to.clone()).collect();
        assert_eq!(speakers, [Target::Author]);
        assert!(crate::model::check(&document).is_empty(), "{:?}", crate::model::check(&document));
    }
}
