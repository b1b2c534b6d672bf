//! The reading pane: the article with its highlights, and everything the pointer and the keyboard do on it.
//!
//! It changes nothing: it shows a [`Scene`] and returns [`Action`]s. It keeps where the page stands, which part of
//! the text is measured, and what the pointer is doing.
//!
//! Invariants: a frame lays out and paints what is in view, however long the article and however many
//! its annotations; nothing is repainted while nothing happens; the words at the top stay there when
//! the window or the text changes its size.

mod access;
mod arcs;
mod bidi;
mod builder;
mod chunks;
mod draw;
mod handles;
mod heights;
mod hover;
mod ink;
mod keys;
mod keywords;
mod layout;
mod marks;
mod page;
mod paint;
mod pane;
mod point;
mod scroll;
mod select;
mod strip;
mod style;
mod tags;
mod voice;

#[cfg(test)]
mod tests;

pub use pane::Reader;
pub use style::ReadingStyle;

use crate::model::{Annotation, Document, Filter};
use crate::text::Span;
use crate::workbench::{Keywords, Selection};

/// What the pane is to show.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The document.
    pub document: &'a Document,
    /// Which annotations are shown.
    pub filter: &'a Filter,
    /// What is selected.
    pub selection: &'a Selection,
    /// Whether all highlights are hidden.
    pub clean: bool,
    /// Whether all but the selected annotation's sentence is dimmed.
    pub focus: bool,
    /// What the search found, by position.
    pub hits: &'a [Span],
    /// Which of the hits is the current one.
    pub current_hit: Option<usize>,
    /// What is coloured wherever it stands; `None` while that is not shown.
    pub keywords: Option<&'a Keywords>,
    /// How the text is set.
    pub style: &'a ReadingStyle,
    /// Whether nothing may be changed.
    pub read_only: bool,
    /// What to bring into view, once for each number.
    pub reveal: Option<(u64, Span)>,
}

impl Scene<'_> {
    /// Says whether an annotation is shown: the filter wants it, or it is the selected one.
    fn shows(&self, annotation: &Annotation) -> bool {
        self.filter.shows(self.document, annotation)
            || self.selection.annotation.as_ref() == Some(&annotation.id)
    }

    /// Returns the search hits that overlap `span`, with their indices.
    fn hits_in(&self, span: Span) -> impl Iterator<Item = (usize, Span)> {
        let first = self.hits.partition_point(|hit| hit.end <= span.start);
        let rest = self.hits.iter().copied().enumerate().skip(first);
        rest.take_while(move |(_, hit)| hit.start < span.end)
    }
}
