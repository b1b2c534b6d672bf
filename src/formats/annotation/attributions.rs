//! Quotations as Citron and PolNeAR know them: who says what with which words, and nothing else.

use super::foreign::{self, Builder};
use super::loss::Losses;
use super::{Loss, WriteOptions};
use crate::model::link::role;
use crate::model::{Annotation, AnnotationId, Document, LayerId, Status, Target};
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// A quote with the words that tell of it and the mentions of who says it.
pub(super) struct Attribution<'a> {
    /// The quote.
    pub quote: &'a Annotation,
    /// The words that tell of the saying.
    pub cue: Option<&'a Annotation>,
    /// Mentions of who says it.
    pub speakers: Vec<&'a Annotation>,
}

/// Returns the quotes that are written, by position.
pub(super) fn of<'a>(document: &'a Document, options: &WriteOptions) -> Vec<Attribution<'a>> {
    let shown = foreign::shown(document, options).into_iter().filter(|it| it.layer == LayerId::QUOTE);
    let linked = |quote: &AnnotationId, role: &str| -> Vec<&'a Annotation> {
        let wanted = |link: &&crate::model::Link| {
            link.role == role && (options.rejected || link.status != Status::Rejected)
        };
        let links = document.links_from(quote).filter(wanted);
        let ends = links.filter_map(|link| document.annotation(link.to.annotation()?));
        ends.filter(|it| !it.fragments.is_empty() && (options.rejected || it.status != Status::Rejected))
            .collect()
    };
    shown
        .map(|quote| Attribution {
            quote,
            cue: linked(&quote.id, role::CUE).first().copied(),
            speakers: linked(&quote.id, role::SPEAKER),
        })
        .collect()
}

/// Counts what neither format has a place for.
pub(super) fn losses(document: &Document, options: &WriteOptions) -> Vec<Loss> {
    let all = of(document, options);
    let parts = all.iter().flat_map(|it| it.speakers.iter().chain(&it.cue).chain([&it.quote]));
    let held: FxHashSet<&AnnotationId> = parts.map(|it| &it.id).collect();
    let mut losses = Losses::default();
    losses.left_out(document, options);
    let rest = |it: &Annotation| it.status != Status::Rejected && !held.contains(&it.id);
    let nouns = ("annotation that is no part of a quotation", "annotations that are no part of a quotation");
    losses.annotations(document, nouns, "not carried", rest);
    let said = |it: &Annotation| held.contains(&it.id) && (!it.attributes.is_empty() || it.actor.is_some());
    losses.annotations(document, ("annotation", "annotations"), "attributes and actor are not carried", said);
    let carried = |link: &&&crate::model::Link| {
        matches!(link.role.as_str(), role::CUE | role::SPEAKER) && link.to.annotation().is_some()
    };
    let links = document.links();
    let lost = links.len() - links.iter().filter(carried).count();
    losses.add(lost, "other link", "other links", "not carried");
    losses.notes(document).meta(document).done()
}

/// Puts quotations into a document; a stretch that several name is one annotation.
#[derive(Default)]
pub(super) struct Put {
    known: FxHashMap<(LayerId, Vec<Span>), AnnotationId>,
}

impl Put {
    /// Adds a stretch, or finds the one that is there.
    pub(super) fn stretch(
        &mut self,
        builder: &mut Builder,
        name: &str,
        layer: LayerId,
        spans: Vec<Span>,
    ) -> AnnotationId {
        let label = layer.to_string();
        let known = self.known.entry((layer, spans.clone()));
        known.or_insert_with(|| builder.annotation(name, &label, spans)).clone()
    }

    /// Ties a quote to who says it and to its cue.
    pub(super) fn tie(
        builder: &mut Builder,
        quote: &AnnotationId,
        cues: &[AnnotationId],
        speakers: &[AnnotationId],
    ) {
        for (role, ends) in [(role::CUE, cues), (role::SPEAKER, speakers)] {
            for end in ends {
                builder.link(quote, role, Target::Annotation(end.clone()));
            }
        }
    }
}
