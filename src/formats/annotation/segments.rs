//! A text cut at every boundary of its annotations, so that each piece lies wholly in or out of each.

use crate::text::Span;
use std::collections::BTreeSet;

/// A piece of the text, and which of the given stretches cover it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Segment {
    /// Where it lies.
    pub span: Span,
    /// The numbers of the stretches, ascending.
    pub covered_by: Vec<usize>,
}

/// Cuts `whole` at the boundaries of numbered stretches, which may overlap in any way.
pub(super) fn segments(whole: Span, stretches: &[(Span, usize)]) -> Vec<Segment> {
    let mut edges: Vec<(u32, bool, usize)> = stretches
        .iter()
        .map(|(span, number)| (Span::clamp(*span, whole), *number))
        .filter(|(span, _)| !span.is_empty())
        .flat_map(|(span, number)| [(span.start, true, number), (span.end, false, number)])
        .collect();
    edges.sort_unstable();
    let mut found = Vec::new();
    let mut open = BTreeSet::new();
    let mut at = whole.start;
    for (edge, begins, number) in edges {
        if edge > at {
            found.push(Segment { span: Span::new(at, edge), covered_by: open.iter().copied().collect() });
            at = edge;
        }
        if begins {
            open.insert(number)
        } else {
            open.remove(&number)
        };
    }
    if whole.end > at {
        found.push(Segment { span: Span::new(at, whole.end), covered_by: Vec::new() });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_pieces_are_the_whole(spans in proptest::collection::vec((0..60u32, 1..20u32), 0..12)) {
            let whole = Span::new(0, 50);
            let spans: Vec<_> = spans.into_iter().map(|(start, long)| Span::new(start, start + long)).zip(0..).collect();
            let pieces = segments(whole, &spans);
            prop_assert_eq!(pieces.iter().map(|piece| piece.span.len()).sum::<u32>(), 50);
            for piece in pieces {
                let covering = spans.iter().filter(|(span, _)| span.covers(piece.span)).map(|(_, number)| *number);
                prop_assert_eq!(covering.collect::<Vec<_>>(), piece.covered_by);
            }
        }
    }
}
