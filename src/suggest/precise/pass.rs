//! Reading an article: window by window, in any order, as often broken off as one likes.

use super::network::Network;
use super::pieces::Words;
use super::reading::Reading;
use super::windows::{encode, windows};
use crate::text::{Article, Span, segment};
use std::ops::Range;

/// An article on its way through the network.
#[derive(Debug)]
pub struct Pass {
    network: &'static Network,
    sentences: Vec<Span>,
    words: Words,
    windows: Vec<Range<usize>>,
    /// Which windows are read.
    read: Vec<bool>,
}

impl Pass {
    /// Gets ready to read what is not read yet.
    ///
    /// # Errors
    /// In words, when the network cannot be made ready or is not built in.
    pub fn new(article: &Article, so_far: &Reading) -> Result<Self, &'static str> {
        let network = Network::shared()?;
        let sentences = segment::sentences(article.text());
        let words = Words::new(article.text(), &sentences);
        let windows = windows(&words);
        let first = |window: &Range<usize>| words.words.get(window.start).map(|word| word.span.start);
        let read = windows.iter().map(|window| first(window).is_none_or(|start| so_far.has(start))).collect();
        Ok(Self { network, sentences, words, windows, read })
    }

    /// Returns the words.
    #[must_use]
    pub const fn words(&self) -> &Words {
        &self.words
    }

    /// Returns the windows, as ranges of words.
    #[must_use]
    pub fn windows(&self) -> &[Range<usize>] {
        &self.windows
    }

    /// Returns the sentences.
    #[must_use]
    pub fn sentences(&self) -> &[Span] {
        &self.sentences
    }

    /// Says how much is read, 0 to 1.
    #[must_use]
    pub fn share(&self) -> f32 {
        let read = self.read.iter().filter(|read| **read).count();
        if self.read.is_empty() { 1.0 } else { read as f32 / self.read.len() as f32 }
    }

    /// Returns the window to read next: one in `seen`, else the nearest to it; what follows rather than what
    /// stands before. None when all are read.
    #[must_use]
    pub fn next(&self, seen: Span) -> Option<usize> {
        let distance = |window: &usize| {
            let span = self.span(*window);
            let before = seen.start.saturating_sub(span.end).saturating_mul(2);
            (before.max(span.start.saturating_sub(seen.end)), *window)
        };
        (0..self.windows.len()).filter(|window| self.read.get(*window) == Some(&false)).min_by_key(distance)
    }

    /// Returns where a window lies.
    #[must_use]
    pub fn span(&self, window: usize) -> Span {
        let words = self.windows.get(window).and_then(|range| self.words.words.get(range.clone()));
        match words.unwrap_or_default() {
            [first, .., last] => first.span.hull(last.span),
            [one] => one.span,
            [] => Span::default(),
        }
    }

    /// Reads a window.
    ///
    /// # Errors
    /// In words, when the network fails; the window counts as read then, too.
    pub fn read(&mut self, window: usize) -> Result<Reading, String> {
        if let Some(read) = self.read.get_mut(window) {
            *read = true;
        }
        let range = self.windows.get(window).cloned().unwrap_or_default();
        let words = self.words.words.get(range).unwrap_or_default();
        let encoded = encode(&self.words, words);
        let answer = self.network.read(&encoded)?;
        let mut reading = Reading::default();
        for (word, first) in words.iter().zip(encoded.first) {
            if let Some(scores) = answer.tags.get(first) {
                reading.note_word(word, scores);
            }
            let start = self.sentences.get(word.sentence as usize).map_or(0, |sentence| sentence.start);
            let pieces = first..first + usize::from(word.count);
            for claim in answer.claims.get(pieces).unwrap_or_default() {
                reading.note_claim(start, *claim);
            }
        }
        Ok(reading)
    }
}
