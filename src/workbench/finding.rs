//! The search in the open article: what is looked for, where it was found, which hit is current.

use super::open::Open;
use super::selection::TextSelection;
use crate::model::LayerId;
use crate::text::Span;
use crate::text::find::Query;

/// The state of the search.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Finding {
    /// What is looked for.
    pub query: Query,
    /// Where it was found, by position.
    pub hits: Vec<Span>,
    /// The hit that was gone to last.
    pub current: Option<usize>,
    /// What is wrong with the expression.
    pub error: Option<String>,
}

impl Open {
    /// Looks for something else, from the caret on.
    pub(super) fn find(&mut self, query: Query) {
        let (hits, error) = match query.hits(self.document.text()) {
            Ok(hits) => (hits, None),
            Err(error) => (Vec::new(), Some(error)),
        };
        let caret = self.selection.text.map_or(0, |text| text.span().start);
        let current =
            hits.iter().position(|hit| hit.start >= caret).or(if hits.is_empty() { None } else { Some(0) });
        self.finding = Finding { query, hits, current, error };
        self.show_hit();
    }

    /// Goes to the next or previous hit, around the end.
    pub(super) fn step_hit(&mut self, back: bool) {
        let all = self.finding.hits.len();
        if all == 0 {
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

    /// Makes an annotation of every hit, in one step; where one of the layer stands already, it is
    /// accepted. Returns how many were touched.
    pub(super) fn annotate_hits(&mut self, layer: &LayerId) -> usize {
        let hits = self.finding.hits.clone();
        let steps = self.history.len();
        let mut touched = 0;
        for hit in hits {
            let before = self.history.len();
            touched += usize::from(self.annotate(layer, hit).is_some());
            if self.history.len() > steps + 1 && self.history.len() > before {
                self.history.join_last(&format!("annotate the hits as {layer}"));
            }
        }
        touched
    }
}
