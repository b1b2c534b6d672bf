//! What a link points to, and what an annotation says, in words: for tables and pages that people read.

use super::anchor::shortened;
use crate::model::{Annotation, Document, Target};

/// Names what a link points to: the actor, where it is known; else the words.
pub(super) fn name(document: &Document, to: &Target) -> String {
    let actors = document.actors();
    match to {
        Target::Author => match document.meta().author.as_str() {
            "" => "author".to_owned(),
            author => author.to_owned(),
        },
        Target::Actor(id) => actors.get(id).map_or_else(|| id.to_string(), |actor| actor.name.clone()),
        Target::Annotation(id) => {
            let Some(annotation) = document.annotation(id) else { return id.to_string() };
            let actor = annotation.actor.as_ref().and_then(|actor| actors.get(actor));
            actor.map_or_else(|| annotation.words(document.text()), |actor| actor.name.clone())
        }
    }
}

/// Says on one line what an annotation is: layer, attributes, links, status, score.
pub(super) fn summary(document: &Document, annotation: &Annotation) -> String {
    let book = document.codebook();
    let layer = book.layer(&annotation.layer);
    let mut parts = vec![layer.map_or_else(|| annotation.layer.to_string(), |layer| layer.name.clone())];
    let place = |name: &str| layer.and_then(|layer| layer.attributes.iter().position(|it| it.id == name));
    let mut said: Vec<_> = annotation.attributes.iter().collect();
    said.sort_by_key(|(name, _)| place(name).unwrap_or(usize::MAX));
    for (name, value) in said {
        let attribute = layer.and_then(|layer| layer.attribute(name));
        let shown = attribute.and_then(|attribute| attribute.value(value)).map_or(value, |value| &value.name);
        parts.push(shown.to_owned());
    }
    if let Some(actor) = annotation.actor.as_ref().and_then(|id| document.actors().get(id)) {
        parts.push(actor.name.clone());
    }
    for link in
        document.links_from(&annotation.id).filter(|link| link.status != crate::model::Status::Rejected)
    {
        let role =
            book.link_rule(&annotation.layer, &link.role).map_or(link.role.as_str(), |rule| &rule.name);
        parts.push(format!("{}: {}", role.to_lowercase(), shortened(&name(document, &link.to))));
    }
    match annotation.origin.score {
        Some(score) => parts.push(format!("{} {score:.2}", annotation.status.name())),
        None => parts.push(annotation.status.name().to_owned()),
    }
    parts.join(" · ")
}
