//! `--min-score`: leaves out weak suggestions, and what nothing refers to without them.

use crate::model::{ActorId, AnnotationId, Document, Edit, LayerId, Status, Target, apply};
use std::collections::BTreeSet;

/// Drops undecided annotations that score below `least`, their links, cues without a quote, and actors that
/// were only suggested and that nothing mentions any more. What a person decided on stays, and so does
/// what a decided link touches.
pub(super) fn drop_below(document: &mut Document, least: f32) {
    let decided = document.links().into_iter().filter(|link| link.status == Status::Accepted);
    let held: BTreeSet<AnnotationId> =
        decided.flat_map(|link| [Some(link.from.clone()), link.to.annotation().cloned()]).flatten().collect();
    let weak: Vec<_> = document
        .annotations()
        .filter(|it| it.status == Status::Suggested && it.score() < least && !held.contains(&it.id))
        .map(|it| it.id.clone())
        .collect();
    remove(document, &weak);
    let orphans: Vec<_> = document
        .on_layer(&LayerId::CUE)
        .filter(|cue| cue.status == Status::Suggested && document.links_to(&cue.id).next().is_none())
        .map(|cue| cue.id.clone())
        .collect();
    remove(document, &orphans);
    let named = named(document);
    let gone: Vec<_> = document
        .actors()
        .entries()
        .filter(|actor| actor.status == Status::Suggested && !named.contains(&actor.id))
        .map(|actor| Edit::RemoveActor(actor.id.clone()))
        .collect();
    apply(document, Edit::Batch(gone));
}

fn remove(document: &mut Document, ids: &[AnnotationId]) {
    let mut edits = Vec::new();
    for id in ids {
        let links = document.links_from(id).chain(document.links_to(id));
        edits.extend(links.map(|link| Edit::RemoveLink(link.id.clone())));
        edits.push(Edit::RemoveAnnotation(id.clone()));
    }
    apply(document, Edit::Batch(edits));
}

/// The actors that something still names: a mention, a link, the author, another actor's parent.
fn named(document: &Document) -> BTreeSet<ActorId> {
    let actors = document.actors();
    let mut named: BTreeSet<ActorId> = document.annotations().filter_map(|it| it.actor.clone()).collect();
    named.extend(document.meta().author_actor.clone());
    named.extend(document.links().into_iter().filter_map(|link| match &link.to {
        Target::Actor(id) => Some(id.clone()),
        _ => None,
    }));
    loop {
        let parents = actors.entries().filter(|actor| named.contains(&actor.id));
        let mut more: BTreeSet<_> = parents.filter_map(|actor| actor.parent.clone()).collect();
        more.extend(actors.redirects().filter(|(old, _)| named.contains(*old)).map(|(_, new)| new.clone()));
        let before = named.len();
        named.extend(more);
        if named.len() == before {
            return named;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, Annotation, Codebook, Link, Origin};
    use crate::text::{Article, Span};
    use std::sync::Arc;

    #[test]
    fn what_hangs_on_a_weak_quote_goes_with_it() {
        let article = Arc::new(Article::new("“Yes,” said Ann. “No,” said Bob."));
        let mut document = Document::with_id("x", article, Codebook::standard());
        let made = |id: &str, layer, start, end, score| {
            let mut made = Annotation::new(id.into(), layer, vec![Span::new(start, end)]);
            made.status = Status::Suggested;
            made.origin = Origin { score: Some(score), ..Origin::default() };
            made.actor = id.strip_prefix("a-").map(Into::into);
            Edit::annotation(made)
        };
        let actor = |id: &str| {
            let mut actor = Actor::new(id.into(), id, "person");
            actor.status = Status::Suggested;
            Edit::actor(actor)
        };
        let link = |id: &str, from: &str, role: &str, to: &str, status| {
            let to = Target::of_text(to);
            Edit::link(Link {
                id: id.into(),
                from: from.into(),
                role: role.into(),
                to,
                status,
                origin: Origin::default(),
            })
        };
        let edits = vec![
            made("q1", LayerId::QUOTE, 0, 10, 0.4),
            made("u1", LayerId::CUE, 11, 15, 0.4),
            made("a-ann", LayerId::ACTOR, 16, 19, 0.4),
            made("a-bob", LayerId::ACTOR, 34, 37, 0.3),
            made("q2", LayerId::QUOTE, 21, 29, 0.9),
            actor("ann"),
            actor("bob"),
            link("l1", "q1", "cue", "u1", Status::Suggested),
            link("l2", "q1", "speaker", "a-ann", Status::Suggested),
            link("l3", "q2", "speaker", "a-bob", Status::Accepted),
        ];
        apply(&mut document, Edit::Batch(edits));
        drop_below(&mut document, 0.5);
        let left: Vec<_> = document.annotations().map(|it| it.id.as_str()).collect();
        assert_eq!(left, ["q2", "a-bob"], "a decided link holds the weak mention");
        assert_eq!(document.links().len(), 1);
        assert_eq!(document.actors().entries().map(|actor| actor.id.as_str()).collect::<Vec<_>>(), ["bob"]);
    }
}
