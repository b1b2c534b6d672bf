//! Claims, sentence by sentence: a sentence is one when claims cover half of it.

use super::{missing, spurious};
use crate::analysis::{Asserted, Mistakes, Rates, Reliability, Sample, align};
use crate::text::Span;

/// How well claims were found.
#[derive(Debug, Clone, Default)]
pub struct ClaimScores {
    /// Sentences that are claims.
    pub sentences: Rates,
    /// How far the scores can be relied on: right are sentences that are claims.
    pub reliability: Reliability,
    /// What went wrong.
    pub mistakes: Mistakes,
    /// Each sentence's highest score, and whether it is a claim.
    ranked: Vec<(f64, bool)>,
}

impl ClaimScores {
    /// Returns the mean precision over all sentences that are claims, the highest scores first, in percent.
    #[must_use]
    pub fn average_precision(&self) -> f64 {
        let mut ranked = self.ranked.clone();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (mut right, mut sum) = (0usize, 0.0);
        for (place, _) in ranked.iter().enumerate().filter(|(_, (_, is_claim))| *is_claim) {
            right += 1;
            sum += right as f64 / (place + 1) as f64;
        }
        100.0 * sum / right.max(1) as f64
    }

    /// Returns how many sentences are claims, in percent.
    #[must_use]
    pub fn base_rate(&self) -> f64 {
        align::percent(self.sentences.gold, self.ranked.len().max(1))
    }

    pub(super) fn add(&mut self, gold: &Sample, claims: &[Asserted], found: &Sample) {
        let text = &*gold.text;
        let whole = [Span::of(0..text.len())];
        let sentences = if gold.sentences.is_empty() { &whole[..] } else { &gold.sentences };
        let found = found.claims.as_deref().unwrap_or_default();
        let counts = |claim: &&Asserted| claim.keep.unwrap_or(claim.score.is_none_or(|score| score >= 0.5));
        for sentence in sentences {
            let is_claim = covered(text, *sentence, claims.iter());
            let is_found = covered(text, *sentence, found.iter().filter(counts));
            self.sentences.add(
                usize::from(is_claim && is_found),
                usize::from(is_claim),
                usize::from(is_found),
            );
            let scores =
                found.iter().filter(|claim| claim.span.overlaps(*sentence)).filter_map(|claim| claim.score);
            let unscored = if is_found { 1.0 } else { 0.0 };
            let highest = scores.reduce(f64::max);
            if let Some(score) = highest {
                self.reliability.add(score, is_claim);
            }
            self.ranked.push((highest.unwrap_or(unscored), is_claim));
            match (is_claim, is_found) {
                (true, false) => missing(&mut self.mistakes, &gold.id, "claim", sentence.of_text(text)),
                (false, true) => spurious(&mut self.mistakes, &gold.id, "claim", sentence.of_text(text)),
                _ => {}
            }
        }
    }
}

fn covered<'a>(text: &str, sentence: Span, claims: impl Iterator<Item = &'a Asserted>) -> bool {
    let shared = claims.filter_map(|claim| claim.span.intersection(sentence));
    let characters: usize = shared.map(|span| align::characters(text, span)).sum();
    2 * characters >= align::characters(text, sentence)
}
