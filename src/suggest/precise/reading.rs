//! What the network said of an article so far, and how much that counts beside what else is known.

use super::pieces::Word;
use crate::text::Span;
use std::collections::BTreeMap;

pub use crate::suggest::actors::tagger::TAGS;

/// How much the tagger's own scores count for a word that the network has read, how much the network's, and how
/// much a name is preferred to none besides. Found on development data.
const OWN: f32 = 1.0;
const NAMES: f32 = 1.2;
const BIAS: f32 = 0.6;
/// The same for whether a sentence is a claim: found on labelled sentences that neither had learned from.
const OWN_CLAIM: f32 = 0.5;
const CLAIM: f32 = 0.7;

/// The logarithm of the probability of each tag of a word; the tags are those of the tagger.
pub type Tags = [f32; TAGS];

/// What the network said. It grows while the article is being read; what it says does not depend on the order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// By the start of the word.
    words: BTreeMap<u32, Tags>,
    /// By the start of the sentence: the sum over its pieces, and how many they are.
    claims: BTreeMap<u32, (f32, u32)>,
}

impl Reading {
    /// Says whether nothing is read yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Says whether the word that starts there is read.
    #[must_use]
    pub fn has(&self, start: u32) -> bool {
        self.words.contains_key(&start)
    }

    /// Returns the tags of a word: of the network's word that starts there, or the first one inside.
    #[must_use]
    pub fn tags(&self, word: Span) -> Option<&Tags> {
        self.words.range(word.start..word.end).next().map(|(_, tags)| tags)
    }

    /// Returns how much speaks for a claim in the sentence that starts there.
    #[must_use]
    pub fn claim(&self, start: u32) -> Option<f32> {
        self.claims.get(&start).map(|(sum, pieces)| sum / *pieces as f32)
    }

    /// Notes what a word's first piece tells.
    pub(super) fn note_word(&mut self, word: &Word, scores: &Tags) {
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        let total = scores.iter().map(|score| (score - most).exp()).sum::<f32>().ln() + most;
        self.words.insert(word.span.start, scores.map(|score| score - total));
    }

    /// Notes what a piece tells of the sentence that starts there.
    pub(super) fn note_claim(&mut self, start: u32, score: f32) {
        let (sum, pieces) = self.claims.entry(start).or_default();
        *sum += score;
        *pieces += 1;
    }

    /// Takes in more of the article.
    pub fn add(&mut self, more: Self) {
        self.words.extend(more.words);
        for (start, (sum, pieces)) in more.claims {
            let (all, count) = self.claims.entry(start).or_default();
            *all += sum;
            *count += pieces;
        }
    }
}

/// Says whether the network holds a word for a part of a name.
#[must_use]
pub fn is_name(said: &Tags) -> bool {
    said[0] < 0.5f32.ln()
}

/// Joins what the model of claims and the network say of a sentence.
#[must_use]
pub fn joined_claim(own: f32, said: f32) -> f32 {
    OWN_CLAIM * own + CLAIM * said
}

/// Joins what the tagger and the network say of a word.
#[must_use]
pub fn joined(own: Tags, said: &Tags) -> Tags {
    let mut out = own;
    out.iter_mut().zip(said).for_each(|(score, said)| *score = OWN * *score + NAMES * said);
    out[0] -= BIAS;
    out
}
