//! Checking what a suggester answers: the same article, places that are in it, layers that there are.

use super::Suggester;
use crate::formats::annotation::json;
use crate::model::{
    Actor, Annotation, AnnotationId, By, Document, Link, LinkId, Origin, Severity, Status, Target,
};
use crate::suggest::Suggestions;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

/// How sure a suggester counts as that does not say.
const UNSAID: f32 = 0.75;
/// The most problems of one answer that are told.
const TOLD: usize = 3;

/// Reads one line of an answer: for which of the documents it is, and what it suggests.
pub(super) fn read(
    line: &[u8],
    number: u64,
    documents: &[&Document],
    suggester: &Suggester,
) -> Result<(usize, Suggestions), (Option<usize>, String)> {
    let imported = match json::read_line(line, number) {
        Ok(Some(imported)) => imported,
        Ok(None) => return Err((None, "it is empty".to_owned())),
        Err(why) => return Err((None, why.to_string())),
    };
    let theirs = imported.document;
    let Some(index) = documents.iter().position(|document| document.id() == theirs.id()) else {
        return Err((None, format!("no article with the id {} was given to it", theirs.id())));
    };
    let Some(ours) = documents.get(index) else { return Err((None, String::new())) };
    if theirs.text() != ours.text() {
        return Err((
            Some(index),
            "its text is not the one that was given to it; offsets would say nothing".to_owned(),
        ));
    }
    let mut suggestions = taken(ours, &theirs, suggester);
    let problems = imported.problems.iter().filter(|problem| problem.severity > Severity::Note);
    let problems: Vec<_> = problems.map(ToString::to_string).collect();
    for problem in problems.iter().take(TOLD) {
        suggestions.notes.push(format!("{}: {problem}", suggester.name));
    }
    if let Some(more) = problems.len().checked_sub(TOLD).filter(|more| *more > 0) {
        suggestions.notes.push(format!("{}: {more} more problems", suggester.name));
    }
    Ok((index, suggestions))
}

/// Takes over what is new in their document, as suggestions of theirs.
fn taken(ours: &Document, theirs: &Document, suggester: &Suggester) -> Suggestions {
    let mut out = Suggestions { language: ours.meta().language.clone(), ..Suggestions::default() };
    let mut born: FxHashMap<AnnotationId, AnnotationId> = FxHashMap::default();
    let mut ids: FxHashSet<AnnotationId> = FxHashSet::default();
    let mut layers: FxHashSet<SmolStr> = FxHashSet::default();
    for annotation in theirs.annotations().filter(|it| it.status != Status::Rejected) {
        let same = ours
            .annotation(&annotation.id)
            .filter(|it| it.layer == annotation.layer && it.fragments == annotation.fragments);
        if let Some(same) = same {
            born.insert(annotation.id.clone(), same.id.clone());
            continue;
        }
        if ours.codebook().layer(&annotation.layer).is_none() {
            layers.insert(SmolStr::new(annotation.layer.as_str()));
            continue;
        }
        let name = &suggester.name;
        let id = AnnotationId::of_suggestion(&annotation.layer, name, &annotation.fragments, |id| {
            ids.contains(id)
        });
        ids.insert(id.clone());
        born.insert(annotation.id.clone(), id.clone());
        out.annotations.push(Annotation {
            id,
            status: Status::Suggested,
            origin: origin(&annotation.origin, suggester),
            decided_by: SmolStr::default(),
            ..annotation.clone()
        });
    }
    out.links = links(theirs, &born, &ids, suggester);
    let known = |actor: &&Actor| ours.actors().get(&actor.id).is_none();
    out.actors = theirs
        .actors()
        .entries()
        .filter(known)
        .map(|actor| Actor { status: Status::Suggested, ..actor.clone() })
        .collect();
    let mut layers: Vec<_> = layers.into_iter().collect();
    layers.sort_unstable();
    for layer in layers {
        out.notes.push(format!(
            "{}: the codebook has no layer “{layer}”; what it marked there is left out",
            suggester.name
        ));
    }
    out
}

/// Takes over the links of what is new.
fn links(
    theirs: &Document,
    born: &FxHashMap<AnnotationId, AnnotationId>,
    new: &FxHashSet<AnnotationId>,
    suggester: &Suggester,
) -> Vec<Link> {
    let taken = |link: &Link| {
        let from = born.get(&link.from).filter(|from| new.contains(*from))?;
        let to = match &link.to {
            Target::Annotation(id) => Target::Annotation(born.get(id)?.clone()),
            other => other.clone(),
        };
        Some(Link {
            id: LinkId::of_suggestion(from, &link.role, &to.to_text()),
            from: from.clone(),
            role: link.role.clone(),
            to,
            status: Status::Suggested,
            origin: origin(&link.origin, suggester),
        })
    };
    theirs.links().into_iter().filter_map(taken).collect()
}

fn origin(theirs: &Origin, suggester: &Suggester) -> Origin {
    let reason = if theirs.reason.is_empty() {
        smol_str::format_smolstr!("proposed by {}", suggester.name)
    } else {
        theirs.reason.clone()
    };
    let score = theirs.score.filter(|score| score.is_finite()).unwrap_or(UNSAID).clamp(0.0, 1.0);
    Origin {
        by: By::Import,
        name: SmolStr::new(&suggester.name),
        version: theirs.version,
        score: Some(score),
        reason,
    }
}
