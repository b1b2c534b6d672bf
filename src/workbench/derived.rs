//! Views of the open document that panels show: computed when the document or the filter changes, never
//! each frame.

use super::open::Open;
use crate::model::{ActorId, Annotation, AnnotationId, Filter, LayerId, Progress, Status};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::time::{Duration, Instant};

/// One actor with its mentions, for the actors panel.
#[derive(Debug, Clone, PartialEq)]
pub struct ActorRow {
    /// The actor.
    pub id: ActorId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: SmolStr,
    /// How many of its mentions are shown.
    pub mentions: usize,
    /// How many of those are undecided.
    pub undecided: usize,
    /// The first of them.
    pub first: AnnotationId,
}

/// How many annotations of a layer are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// All that are shown.
    pub shown: usize,
    /// Those that nobody decided on.
    pub undecided: usize,
}

/// What panels show of the open document.
#[derive(Debug, Clone, Default)]
pub struct Derived {
    /// How much is decided.
    pub progress: Progress,
    /// The annotations that are shown, by position.
    pub shown: Vec<AnnotationId>,
    /// Counts by layer.
    pub counts: FxHashMap<LayerId, Count>,
    /// The actors with a mention that is shown, the most mentioned first.
    pub actors: Vec<ActorRow>,
    /// What it was computed from.
    of: Option<(u64, u64, Filter)>,
    computed: Option<Instant>,
}

/// Above this many annotations, views are computed at most as often as [`PAUSE`] allows.
const LARGE: usize = 20_000;
const PAUSE: Duration = Duration::from_millis(800);

impl Derived {
    /// Computes the views if the document or the filter changed. Returns when to ask again, when it was
    /// put off.
    pub(super) fn update(&mut self, open: &Open) -> Option<Duration> {
        let document = open.document();
        let of = (open.generation, document.revision(), open.filter.clone());
        if self.of.as_ref() == Some(&of) {
            return None;
        }
        let same_document = self.of.as_ref().is_some_and(|(generation, ..)| *generation == open.generation);
        if same_document
            && document.annotation_count() > LARGE
            && let Some(rest) = self.computed.and_then(|at| PAUSE.checked_sub(at.elapsed()))
        {
            return Some(rest);
        }
        self.progress = Progress::of(document, &open.filter);
        self.count(open);
        self.of = Some(of);
        self.computed = Some(Instant::now());
        None
    }

    fn count(&mut self, open: &Open) {
        let document = open.document();
        self.shown.clear();
        self.counts.clear();
        let mut rows: FxHashMap<&ActorId, ActorRow> = FxHashMap::default();
        for annotation in document.annotations().filter(|a| open.filter.shows(document, a)) {
            let undecided = usize::from(annotation.status == Status::Suggested);
            self.shown.push(annotation.id.clone());
            let count = self.counts.entry(annotation.layer.clone()).or_default();
            count.shown += 1;
            count.undecided += undecided;
            if let Some(actor) = annotation.actor.as_ref().and_then(|id| document.actors().get(id)) {
                let row = rows.entry(&actor.id).or_insert_with(|| ActorRow {
                    id: actor.id.clone(),
                    name: actor.name.clone(),
                    kind: actor.kind.clone(),
                    mentions: 0,
                    undecided: 0,
                    first: annotation.id.clone(),
                });
                row.mentions += 1;
                row.undecided += undecided;
            }
        }
        self.actors = rows.into_values().collect();
        self.actors.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.name.cmp(&b.name)));
    }
}

/// Says in a line what an annotation is: "direct quote", "actor: state".
#[must_use]
pub fn describe(annotation: &Annotation, open: &Open) -> String {
    let document = open.document();
    let Some(layer) = document.codebook().layer(&annotation.layer) else {
        return annotation.layer.to_string();
    };
    let name = layer.name.to_lowercase();
    let value = layer.attributes.first().and_then(|attribute| {
        let id = annotation.attributes.get(&attribute.id)?;
        Some(attribute.value(id).map_or(id, |value| value.name.as_str()).to_owned())
    });
    value.map_or_else(|| name.clone(), |value| format!("{name} · {value}"))
}
