//! A stretch of the text, and the algebra of stretches.

use std::ops::Range;

/// A half-open stretch of a text, in UTF-8 bytes.
///
/// Invariant: `start <= end` (the constructors order their arguments). Ordered by start, then by end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// Makes a span of two offsets, in whichever order they come.
    #[must_use]
    pub const fn new(a: u32, b: u32) -> Self {
        if a <= b { Self { start: a, end: b } } else { Self { start: b, end: a } }
    }

    /// Makes a span of a range of `usize`; what lies beyond 4 GB is cut off there.
    #[must_use]
    pub fn of(range: Range<usize>) -> Self {
        Self::new(offset(range.start), offset(range.end))
    }

    /// Returns the span as a range for slicing.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns the length in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Says whether the span covers nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Says whether `at` is inside; the end is outside.
    #[must_use]
    pub const fn contains(self, at: u32) -> bool {
        self.start <= at && at < self.end
    }

    /// Says whether `other` lies wholly inside.
    #[must_use]
    pub const fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Says whether the two share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Returns what both share, if anything.
    #[must_use]
    pub fn intersection(self, other: Self) -> Option<Self> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Self { start, end })
    }

    /// Returns the smallest span that covers both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Returns the shared length over the length of the union, 0 to 1.
    #[must_use]
    pub fn iou(self, other: Self) -> f32 {
        let shared = self.intersection(other).map_or(0, Self::len);
        let union = u64::from(self.len()) + u64::from(other.len()) - u64::from(shared);
        if union == 0 { 0.0 } else { shared as f32 / union as f32 }
    }

    /// Returns the part inside `bounds` (empty at its nearer end when there is none).
    #[must_use]
    pub fn clamp(self, bounds: Self) -> Self {
        Self {
            start: self.start.clamp(bounds.start, bounds.end),
            end: self.end.clamp(bounds.start, bounds.end),
        }
    }

    /// Widens both ends to character boundaries of `text`, and cuts off what lies behind its end.
    #[must_use]
    pub fn snap(self, text: &str) -> Self {
        let range = self.range();
        Self::of(text.floor_char_boundary(range.start)..text.ceil_char_boundary(range.end))
    }

    /// Returns the covered text; "" where the span does not fit `text`.
    #[must_use]
    pub fn of_text(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Returns the span without the white space at its ends.
    #[must_use]
    pub fn trim(self, text: &str) -> Self {
        let covered = self.of_text(text);
        let start = self.start + offset(covered.len() - covered.trim_start().len());
        let end = start + offset(covered.trim().len());
        Self { start, end }
    }
}

/// Turns a `usize` offset into the stored width; an article is refused long before 4 GB.
#[must_use]
pub fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spans() -> impl Strategy<Value = (Span, Span)> {
        (0..50u32, 0..50u32, 0..50u32, 0..50u32).prop_map(|(a, b, c, d)| (Span::new(a, b), Span::new(c, d)))
    }

    proptest! {
        #[test]
        fn the_algebra_agrees_with_sets_of_bytes((a, b) in spans()) {
            let shared = (0..50).filter(|&at| a.contains(at) && b.contains(at)).count();
            let union = (0..50).filter(|&at| a.contains(at) || b.contains(at)).count();
            prop_assert_eq!(a.overlaps(b) , shared > 0 || (a.overlaps(b) && (a.is_empty() || b.is_empty())));
            prop_assert_eq!(a.intersection(b).map_or(0, Span::len) as usize, shared);
            if union > 0 { prop_assert!((a.iou(b) - shared as f32 / union as f32).abs() < 1e-6); }
            prop_assert!(a.hull(b).covers(a) && a.hull(b).covers(b));
            prop_assert!(b.covers(a.clamp(b)));
        }

        #[test]
        fn snapping_lands_on_characters(text in "\\PC{0,20}", a in 0..90u32, b in 0..90u32) {
            let snapped = Span::new(a, b).snap(&text);
            prop_assert!(text.get(snapped.range()).is_some());
            let trimmed = snapped.trim(&text);
            prop_assert_eq!(trimmed.of_text(&text), snapped.of_text(&text).trim());
        }
    }
}
