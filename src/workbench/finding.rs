//! The search in the open article: what is looked for, where it was found, which hit is current. A long article is
//! searched on a thread.

use super::Workbench;
use super::annotate::tie;
use super::event::Event;
use super::open::Open;
use super::selection::TextSelection;
use crate::model::{Edit, LayerId, Severity};
use crate::text::Span;
use crate::text::find::Query;
use rustc_hash::FxHashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How many bytes are searched at once, without a thread.
const AT_ONCE: usize = 100_000;

/// The state of the search.
#[derive(Debug, Clone, Default)]
pub struct Finding {
    /// What is looked for.
    pub query: Query,
    /// Where it was found, by position.
    pub hits: Vec<Span>,
    /// The hit that was gone to last.
    pub current: Option<usize>,
    /// What is wrong with the expression.
    pub error: Option<String>,
    /// Whether a thread is still looking; the hits are those of what was looked for before.
    pub searching: bool,
    /// Calls the thread off.
    stop: Arc<AtomicBool>,
}

impl Workbench {
    /// Looks for something else, from the caret on.
    pub(super) fn find(&mut self, query: Query) {
        let Some(open) = &mut self.open else { return };
        open.finding.stop.store(true, Ordering::Relaxed);
        open.finding.query = query.clone();
        let text = open.document.article().shared_text();
        if text.len() <= AT_ONCE || query.pattern.is_empty() {
            let found = query.hits(&text);
            open.found(&query, found);
            return;
        }
        open.finding.searching = true;
        let stop = Arc::new(AtomicBool::new(false));
        open.finding.stop = Arc::clone(&stop);
        let generation = self.generation;
        self.jobs.spawn("find", move || {
            let found = query.hits_until(&text, &stop);
            Event::Found(generation, query, found)
        });
    }

    /// Makes an annotation of every hit, in one step, and says how many.
    pub(super) fn annotate_hits(&mut self, layer: &LayerId) {
        let Some(open) = &mut self.open else { return };
        let touched = open.annotate_hits(layer);
        let hits = if touched == 1 { "hit" } else { "hits" };
        self.tell(
            Severity::Note,
            format!("{touched} {hits} annotated as {layer}. Undo takes them back in one step."),
        );
    }
}

impl Open {
    /// Takes in what was found, if that is still looked for.
    pub(super) fn found(&mut self, query: &Query, found: Result<Vec<Span>, String>) {
        if self.finding.query != *query {
            return;
        }
        let finding = &mut self.finding;
        finding.searching = false;
        (finding.hits, finding.error) = match found {
            Ok(hits) => (hits, None),
            Err(error) => (Vec::new(), Some(error)),
        };
        let caret = self.selection.text.map_or(0, |text| text.span().start);
        let hits = &self.finding.hits;
        let after = hits.partition_point(|hit| hit.start < caret);
        self.finding.current =
            if hits.is_empty() { None } else { Some(if after < hits.len() { after } else { 0 }) };
        self.show_hit();
    }

    /// Goes to the next or previous hit, around the end.
    pub(super) fn step_hit(&mut self, back: bool) {
        let all = self.finding.hits.len();
        if all == 0 || self.finding.searching {
            return;
        }
        let step = if back { all - 1 } else { 1 };
        self.finding.current = Some(self.finding.current.map_or(0, |at| (at + step) % all));
        if let Some(hit) = self.current_hit() {
            self.selection.text = Some(TextSelection { anchor: hit.start, head: hit.end });
        }
        self.show_hit();
    }

    fn current_hit(&self) -> Option<Span> {
        self.finding.hits.get(self.finding.current?).copied()
    }

    fn show_hit(&mut self) {
        if let Some(hit) = self.current_hit() {
            self.reveal_span(hit);
        }
    }

    /// Makes an annotation of every hit.
    fn annotate_hits(&mut self, layer: &LayerId) -> usize {
        if self.finding.searching {
            return 0;
        }
        let hits = std::mem::take(&mut self.finding.hits);
        let touched = self.annotate_spans(layer, &hits);
        self.finding.hits = hits;
        touched
    }

    /// Makes an annotation of every stretch, in one edit; where one of the layer stands already, it is accepted.
    /// Returns how many were touched.
    pub(super) fn annotate_spans(&mut self, layer: &LayerId, spans: &[Span]) -> usize {
        if !self.is_writable() {
            return 0;
        }
        let text = self.document.article().shared_text();
        let mut actors = self.document.actors().clone();
        let (mut edits, mut made, mut seen) = (Vec::new(), Vec::new(), FxHashSet::default());
        let mut touched = 0;
        for hit in spans {
            let span = hit.trim(&text);
            if span.is_empty() {
                continue;
            }
            if let Some(id) = self.already_there(layer, span) {
                let correction = self.correction(&id, |known| known.fragments = vec![span]);
                if !correction.is_empty() && seen.insert(id) {
                    touched += 1;
                    edits.extend(correction);
                }
                continue;
            }
            let Some(mut annotation) = self.draft(layer, span) else { return 0 };
            if *layer == LayerId::ACTOR {
                let actor = self.actor_named(&actors, span.of_text(&text));
                tie(&mut annotation, &actor);
                if actors.get(&actor.id) != Some(&actor) {
                    actors.put(actor.clone());
                    edits.push(Edit::actor(actor));
                }
            }
            made.push(annotation.id.clone());
            touched += 1;
            edits.push(Edit::annotation(annotation));
        }
        let label = format!("annotate the hits as {layer}");
        self.perform(&label, None, Edit::Batch(edits));
        for id in &made {
            self.link_best_voice(id);
        }
        touched
    }
}
