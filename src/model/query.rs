//! Which annotations are shown, and how many are decided.

use super::annotation::{Annotation, Status};
use super::document::Document;
use super::id::{ActorId, LayerId};
use std::collections::{BTreeMap, BTreeSet};

/// What of a document a person wants to see.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    /// Layers that are hidden.
    pub hidden_layers: BTreeSet<LayerId>,
    /// Whether rejected annotations are shown (struck).
    pub show_rejected: bool,
    /// Whether accepted annotations are shown.
    pub show_accepted: bool,
    /// Whether undecided suggestions are shown.
    pub show_suggested: bool,
    /// Whether adjectives (*Russian*) are shown on the actor layer.
    pub show_adjectives: bool,
    /// Suggestions below this score are hidden, 0 to 1.
    pub min_score: f32,
    /// Only mentions of this actor, quotes by it and claims of it.
    pub actor: Option<ActorId>,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            hidden_layers: BTreeSet::from([LayerId::CUE]),
            show_rejected: false,
            show_accepted: true,
            show_suggested: true,
            show_adjectives: false,
            min_score: 0.5,
            actor: None,
        }
    }
}

impl Filter {
    /// Says whether an annotation is shown.
    #[must_use]
    pub fn shows(&self, document: &Document, annotation: &Annotation) -> bool {
        let by_status = match annotation.status {
            Status::Suggested => self.show_suggested && annotation.score() >= self.min_score,
            Status::Accepted => self.show_accepted,
            Status::Rejected => self.show_rejected,
        };
        by_status
            && !self.hidden_layers.contains(&annotation.layer)
            && (self.show_adjectives
                || annotation.status == Status::Accepted
                || annotation.attributes.get("form") != Some("adjective"))
            && self.actor.as_ref().is_none_or(|actor| concerns(document, annotation, actor))
    }
}

/// Says whether an annotation mentions `actor`, or is linked to a mention of it.
fn concerns(document: &Document, annotation: &Annotation, actor: &ActorId) -> bool {
    let actors = document.actors();
    let is_it = |id: &ActorId| actors.resolve(id) == actors.resolve(actor);
    annotation.actor.as_ref().is_some_and(is_it)
        || document.links_from(&annotation.id).any(|link| match &link.to {
            super::Target::Annotation(to) => {
                document.annotation(to).and_then(|mention| mention.actor.as_ref()).is_some_and(is_it)
            }
            super::Target::Actor(id) => is_it(id),
            super::Target::Author => false,
        })
}

/// How much of a document is decided, by layer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// Decided and all, for each layer that has any: annotations, and for mentions their actors.
    pub by_layer: BTreeMap<LayerId, (usize, usize)>,
}

impl Progress {
    /// Counts quotes, claims and the codebook's further layers by annotation, mentions by actor (an actor
    /// is decided when none of its shown mentions is undecided). Cues follow their quotes and do
    /// not count; hidden suggestions and rejected ones that were never asked for do not either.
    #[must_use]
    pub fn of(document: &Document, filter: &Filter) -> Self {
        let mut progress = Self::default();
        let mut actors: BTreeMap<&ActorId, bool> = BTreeMap::new();
        for annotation in document.annotations() {
            let decided = annotation.status != Status::Suggested;
            if annotation.layer == LayerId::CUE || !decided && !filter.shows(document, annotation) {
                continue;
            }
            if annotation.layer == LayerId::ACTOR
                && let Some(actor) = &annotation.actor
            {
                let all = actors.entry(document.actors().resolve(actor)).or_insert(true);
                *all &= decided;
                continue;
            }
            let (done, all) = progress.by_layer.entry(annotation.layer.clone()).or_default();
            *done += usize::from(decided);
            *all += 1;
        }
        if !actors.is_empty() {
            let (done, all) = progress.by_layer.entry(LayerId::ACTOR).or_default();
            *done += actors.values().filter(|decided| **decided).count();
            *all += actors.len();
        }
        progress
    }

    /// Returns decided and all over all layers.
    #[must_use]
    pub fn total(&self) -> (usize, usize) {
        self.by_layer.values().fold((0, 0), |(done, all), (d, a)| (done + d, all + a))
    }
}
