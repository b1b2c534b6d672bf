//! Selecting: what a click, a drag, a letter and Escape mean in the text.

use super::open::{Open, Pending};
use super::selection::TextSelection;
use crate::text::Span;

impl Open {
    pub(super) fn cancel(&mut self) {
        if self.pending != Pending::Nothing {
            self.pending = Pending::Nothing;
        } else if self.offer.take().is_some_and(|offer| offer.is_seen()) {
        } else if self.selection.linking.take().is_none() {
            self.selection.annotation = None;
            self.selection.text = self.selection.text.map(|text| TextSelection::caret(text.head));
        }
    }

    /// Selects the innermost annotation at a place, again the next one out; while linking, the target.
    pub(super) fn click(&mut self, at: u32) {
        if self.selection.linking.is_some() && (self.link_to_place(at) || self.link_to_name(at)) {
            return;
        }
        let stack = self.stack_at(at);
        let now =
            self.selection.annotation.as_ref().and_then(|id| stack.iter().position(|other| other == id));
        let next = now.map_or(0, |now| (now + 1) % stack.len().max(1));
        self.select(stack.get(next).cloned(), false);
        self.selection.text = Some(TextSelection::caret(at));
    }

    /// The shown annotations at a place, the innermost first.
    pub(super) fn stack_at(&self, at: u32) -> Vec<crate::model::AnnotationId> {
        let mut stack: Vec<_> = self
            .document
            .overlapping(Span::new(at, at))
            .filter(|(span, other)| {
                span.start <= at && at <= span.end && !self.clean && self.filter.shows(&self.document, other)
            })
            .map(|(span, other)| ((!span.contains(at), other.hull().len()), other.id.clone()))
            .collect();
        stack.sort();
        stack.dedup_by(|a, b| a.1 == b.1);
        stack.into_iter().map(|(_, id)| id).collect()
    }

    pub(super) fn select_overlapping(&mut self) {
        let at = self.selection.text.map(|text| text.head);
        if let Some(at) = at.or_else(|| self.selected().map(|annotation| annotation.hull().start)) {
            self.click(at);
        }
    }

    pub(super) fn select_text(&mut self, text: TextSelection) {
        let snapped = text.span().snap(self.document.text());
        self.selection.text = Some(if text.anchor <= text.head {
            TextSelection { anchor: snapped.start, head: snapped.end }
        } else {
            TextSelection { anchor: snapped.end, head: snapped.start }
        });
        if !snapped.is_empty() && self.selection.linking.is_none() {
            self.selection.annotation = None;
        }
    }

    /// A letter that was typed while something waits for one.
    pub(super) fn letter(&mut self, letter: char) {
        match std::mem::take(&mut self.pending) {
            Pending::Nothing => {}
            Pending::Type => drop(self.choose_type(letter)),
            Pending::Layer => {
                let layers = &self.document.codebook().layers;
                let layer =
                    layers.iter().find(|layer| layer.key == Some(letter)).map(|layer| layer.id.clone());
                if let Some(layer) = layer {
                    self.duplicate(&layer);
                }
            }
            Pending::Voice => {
                if let Some(index) = letter.to_digit(10).and_then(|digit| digit.checked_sub(1)) {
                    self.pick_voice(index as usize);
                }
            }
        }
    }
}
