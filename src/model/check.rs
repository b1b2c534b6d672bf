//! Is a document sound? Everything that breaks its own rules, with its place.

use super::annotation::Annotation;
use super::document::Document;
use super::link::{Link, Target};
use super::problem::{Place, Problem};

/// Returns what is wrong with a document: places that do not fit the text, names that lead nowhere,
/// values and links that the codebook does not know.
#[must_use]
pub fn check(document: &Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut ids: Vec<_> = document.annotations.keys().collect();
    ids.sort_unstable();
    for annotation in ids.into_iter().filter_map(|id| document.annotation(id)) {
        check_annotation(document, annotation, &mut problems);
    }
    for link in document.links() {
        check_link(document, link, &mut problems);
    }
    for (old, new) in document.actors().redirects() {
        if document.actors().get(old).is_none() {
            let message = format!("is merged into `{new}`, which leads to no actor");
            problems.push(Problem::error(Place::Named(old.to_string()), message));
        }
    }
    problems
}

fn check_annotation(document: &Document, annotation: &Annotation, problems: &mut Vec<Problem>) {
    let mut wrong = |message: String| {
        problems.push(Problem::error(Place::Named(annotation.id.to_string()), message));
    };
    if annotation.id == *"author" {
        wrong("`author` is no legal id of an annotation".to_owned());
    }
    if annotation.fragments.is_empty() {
        wrong("covers nothing".to_owned());
    }
    let text = document.text();
    for span in &annotation.fragments {
        if span.end as usize > text.len() {
            wrong(format!("reaches to byte {}, behind the end of the text at {}", span.end, text.len()));
        } else if text.get(span.range()).is_none() {
            wrong(format!("begins or ends inside a character (bytes {}–{})", span.start, span.end));
        }
    }
    if let Some(actor) = &annotation.actor
        && document.actors().get(actor).is_none()
    {
        wrong(format!("mentions the actor `{actor}`, which the document does not know"));
    }
    let Some(layer) = document.codebook().layer(&annotation.layer) else {
        wrong(format!("is on the layer `{}`, which the codebook does not have", annotation.layer));
        return;
    };
    for (name, value) in annotation.attributes.iter() {
        match layer.attribute(name) {
            None => wrong(format!("has `{name}`, which the layer `{}` does not have", layer.id)),
            Some(attribute) if !attribute.allows(value) => {
                wrong(format!("has {name} = `{value}`, which the codebook does not have"));
            }
            Some(_) => {}
        }
    }
}

fn check_link(document: &Document, link: &Link, problems: &mut Vec<Problem>) {
    let mut wrong = |message: String| {
        problems.push(Problem::error(Place::Named(link.id.to_string()), message));
    };
    let Some(from) = document.annotation(&link.from) else {
        wrong(format!("starts from `{}`, which is not there", link.from));
        return;
    };
    let Some(rule) = document.codebook().link_rule(&from.layer, &link.role) else {
        wrong(format!("is a `{}` of a {}, which the codebook does not allow", link.role, from.layer));
        return;
    };
    let allowed = match &link.to {
        Target::Author => rule.to_author,
        Target::Actor(id) => {
            if document.actors().get(id).is_none() {
                wrong(format!("points to the actor `{id}`, which the document does not know"));
                return;
            }
            rule.to_actor
        }
        Target::Annotation(id) => match document.annotation(id) {
            None => {
                wrong(format!("points to `{id}`, which is not there"));
                return;
            }
            Some(to) => rule.to.contains(&to.layer),
        },
    };
    if !allowed {
        wrong(format!("points to `{}`, which a `{}` may not", link.to.to_text(), link.role));
    }
}
