//! Which annotations lie where: fragments sorted by position, with block maxima over their ends.
//!
//! A query walks only blocks whose farthest end reaches the asked stretch, so one annotation over the
//! whole article costs nothing elsewhere. Inserting moves memory, which at 100,000 entries is
//! some microseconds; a bulk insert sorts once.

use super::id::AnnotationId;
use crate::text::Span;
use std::cmp::Reverse;

const BLOCK: usize = 64;

type Entry = (Span, AnnotationId);

/// The fragments of all annotations by position. Longer ones come first where starts are equal.
#[derive(Debug, Clone, Default)]
pub struct Index {
    entries: Vec<Entry>,
    /// The farthest end in each block of entries.
    reach: Vec<u32>,
}

fn key(entry: &Entry) -> (u32, Reverse<u32>, &AnnotationId) {
    (entry.0.start, Reverse(entry.0.end), &entry.1)
}

impl Index {
    /// Adds one fragment.
    pub fn insert(&mut self, span: Span, id: &AnnotationId) {
        let entry = (span, id.clone());
        let at = self.entries.partition_point(|other| key(other) < key(&entry));
        self.entries.insert(at, entry);
        self.measure_from(at);
    }

    /// Takes one fragment out.
    pub fn remove(&mut self, span: Span, id: &AnnotationId) {
        let entry = (span, id.clone());
        if let Ok(at) = self.entries.binary_search_by(|other| key(other).cmp(&key(&entry))) {
            self.entries.remove(at);
            self.measure_from(at);
        }
    }

    /// Replaces everything.
    pub fn rebuild(&mut self, fragments: impl Iterator<Item = Entry>) {
        self.entries.clear();
        self.entries.extend(fragments);
        self.entries.sort_unstable_by(|a, b| key(a).cmp(&key(b)));
        self.measure_from(0);
    }

    fn measure_from(&mut self, at: usize) {
        let first = at / BLOCK;
        self.reach.truncate(first);
        let blocks = self.entries.chunks(BLOCK).skip(first);
        self.reach.extend(blocks.map(|block| block.iter().map(|(span, _)| span.end).max().unwrap_or(0)));
    }

    /// Goes through all fragments by position.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Span, &AnnotationId)> {
        self.entries.iter().map(|(span, id)| (*span, id))
    }

    /// Goes through the fragments that overlap `wanted` by position; an empty `wanted` asks for
    /// those around or touching that point.
    pub fn overlapping(&self, wanted: Span) -> impl Iterator<Item = (Span, &AnnotationId)> {
        let point = wanted.is_empty();
        let until = self.entries.partition_point(|(span, _)| {
            if point { span.start <= wanted.start } else { span.start < wanted.end }
        });
        let known = self.entries.get(..until).unwrap_or_default();
        known
            .chunks(BLOCK)
            .zip(&self.reach)
            .filter(move |(_, reach)| if point { **reach >= wanted.start } else { **reach > wanted.start })
            .flat_map(|(block, _)| block)
            .filter(move |(span, _)| if point { span.end >= wanted.start } else { span.end > wanted.start })
            .map(|(span, id)| (*span, id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn queries_agree_with_a_plain_search(
            spans in proptest::collection::vec((0..300u32, 1..40u32), 0..200),
            gone in proptest::collection::vec(0..200usize, 0..50),
            from in 0..300u32, length in 0..60u32,
        ) {
            let mut index = Index::default();
            let mut plain: Vec<_> = spans.iter().enumerate()
                .map(|(at, (start, len))| (Span::new(*start, start + len), AnnotationId::new(format!("a{at}")))).collect();
            for (span, id) in &plain { index.insert(*span, id); }
            for at in gone {
                if at < plain.len() {
                    let (span, id) = plain.swap_remove(at);
                    index.remove(span, &id);
                }
            }
            let wanted = Span::new(from, from + length);
            let hit = |span: Span| if length == 0 { span.start <= from && from <= span.end } else { span.overlaps(wanted) };
            let mut expected: Vec<_> = plain.iter().filter(|(span, _)| hit(*span)).cloned().collect();
            expected.sort_by(|a, b| key(a).cmp(&key(b)));
            let found: Vec<_> = index.overlapping(wanted).map(|(span, id)| (span, id.clone())).collect();
            prop_assert_eq!(&found, &expected);
            let mut rebuilt = Index::default();
            rebuilt.rebuild(plain.into_iter());
            prop_assert_eq!(rebuilt.overlapping(wanted).count(), expected.len());
        }
    }
}
