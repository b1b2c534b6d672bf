//! Windows: what the network reads at once. Consecutive sentences are packed; one is cut only where it is too long.

use super::pieces::{CLOSE, OPEN, Word, Words};
use std::ops::Range;

/// How many pieces a window holds, its two marks included.
pub const LONGEST: usize = 128;

/// Packs words into windows: ranges of them, in order and without gaps.
#[must_use]
pub fn windows(words: &Words) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let (mut start, mut size, mut at) = (0, 0, 0);
    for sentence in words.words.chunk_by(|a, b| a.sentence == b.sentence) {
        let total: usize = sentence.iter().map(|word| usize::from(word.count)).sum();
        let mut full = size + total > LONGEST - 2;
        for word in sentence {
            let count = usize::from(word.count);
            full |= size + count > LONGEST - 2;
            if std::mem::take(&mut full) && at > start {
                out.push(start..at);
                (start, size) = (at, 0);
            }
            size += count;
            at += 1;
        }
    }
    if at > start {
        out.push(start..at);
    }
    out
}

/// A window as the network reads it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Encoded {
    /// The pieces by their number, between the marks that open and close the window.
    pub ids: Vec<i32>,
    /// The shape of each piece's word.
    pub shapes: Vec<i32>,
    /// Where each word's first piece stands.
    pub first: Vec<usize>,
}

/// Turns the words of a window into numbers.
#[must_use]
pub fn encode(words: &Words, window: &[Word]) -> Encoded {
    let mut out = Encoded { ids: vec![i32::from(OPEN)], shapes: vec![0], first: Vec::new() };
    for word in window {
        out.first.push(out.ids.len());
        for piece in words.pieces_of(word) {
            out.ids.push(i32::from(*piece));
            out.shapes.push(i32::from(word.shape));
        }
    }
    out.ids.push(i32::from(CLOSE));
    out.shapes.push(0);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    /// Returns where windows end.
    fn of(sentences: &[usize]) -> Vec<usize> {
        let text = "a ".repeat(sentences.iter().sum());
        let mut start = 0;
        let spans: Vec<_> = sentences
            .iter()
            .map(|count| {
                start += count * 2;
                Span::of(start - count * 2..start)
            })
            .collect();
        windows(&Words::new(&text, &spans)).iter().map(|window| window.end).collect()
    }

    #[test]
    fn sentences_stay_whole_where_they_fit() {
        assert!(of(&[]).is_empty());
        assert_eq!(of(&[60, 66]), [126]);
        assert_eq!(of(&[60, 67, 3]), [60, 130]);
        assert_eq!(of(&[10, 300, 5]), [10, 136, 262, 315]);
    }

    #[test]
    fn a_window_stands_between_marks() {
        let words = Words::new("Erdoğan’s", &[Span::of(0..12)]);
        let encoded = encode(&words, &words.words);
        assert_eq!((encoded.ids.first(), encoded.ids.last()), (Some(&101), Some(&102)));
        assert_eq!((encoded.shapes, encoded.first), (vec![0, 2, 2, 2, 8, 1, 0], vec![1, 4, 5]));
    }
}
