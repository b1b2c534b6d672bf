//! Who says it, and what things are called, in words.

use crate::model::{Annotation, Document, Target};

/// How many characters of an annotation's words are shown.
const SHOWN: usize = 60;

/// Returns what an annotation is called: its actor's name, else its words, shortened.
pub(super) fn name_of(document: &Document, annotation: &Annotation) -> String {
    let actor = annotation.actor.as_ref().and_then(|id| document.actors().get(id));
    actor.map_or_else(|| words_of(document, annotation), |actor| actor.name.clone())
}

/// Returns an annotation's words, shortened.
pub(super) fn words_of(document: &Document, annotation: &Annotation) -> String {
    let mut words = String::new();
    for (index, span) in annotation.fragments.iter().enumerate() {
        let part = document.article().slice(*span);
        if index > 0 {
            words.push_str(" … ");
        }
        let room = SHOWN.saturating_sub(words.chars().count());
        words.extend(part.chars().take(room).map(|char| if char == '\n' { ' ' } else { char }));
        if part.chars().nth(room).is_some() {
            words.push('…');
            break;
        }
    }
    words
}

/// Returns what a link's target is called.
pub(super) fn target_name(document: &Document, target: &Target) -> String {
    match target {
        Target::Annotation(id) => {
            document.annotation(id).map_or_else(String::new, |mention| name_of(document, mention))
        }
        Target::Actor(id) => {
            document.actors().get(id).map_or_else(|| id.to_string(), |actor| actor.name.clone())
        }
        Target::Author => {
            let author = &document.meta().author;
            if author.is_empty() { "the author".to_owned() } else { format!("{author}, the author") }
        }
    }
}

/// Returns who stands behind an annotation, as its codebook says: a quote's speakers, a claim's source.
pub(super) fn voices(document: &Document, annotation: &Annotation) -> Option<(String, String)> {
    let rule = document.codebook().voice_of(&annotation.layer)?;
    let names: Vec<_> =
        document.linked(&annotation.id, &rule.role).map(|link| target_name(document, &link.to)).collect();
    (!names.is_empty()).then(|| (rule.name.clone(), names.join(", ")))
}

/// Returns the annotation's kind: layer, type, status. "Quote, direct, suggested".
pub(super) fn kind_of(document: &Document, annotation: &Annotation) -> (String, String) {
    let layer = document.codebook().layer(&annotation.layer);
    let name = layer.map_or_else(|| annotation.layer.to_string(), |layer| layer.name.clone());
    let first = layer.and_then(|layer| layer.attributes.first());
    let value = first.and_then(|attribute| {
        let id = annotation.attributes.get(&attribute.id)?;
        Some(attribute.value(id).map_or(id, |value| value.name.as_str()).to_owned())
    });
    (name, value.unwrap_or_default())
}
