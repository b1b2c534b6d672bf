//! The best sequence of tags, and how probable its names are.

use super::model::Transitions;
use super::{TAGS, Tagged, may_follow, meaning};
use crate::suggest::actors::names::Label;

/// Finds the names of one stretch after another.
#[derive(Debug)]
pub struct Decoder {
    transitions: Transitions,
    /// The exponentials of the transitions.
    ease: Transitions,
    scores: Vec<[f32; TAGS]>,
    back: Vec<[u8; TAGS]>,
    forward: Vec<[f32; TAGS]>,
    /// How probable each tag of each word is.
    marginals: Vec<[f32; TAGS]>,
    /// The best tags.
    tags: Vec<usize>,
}

/// Returns transitions that only forbid what makes no sense: a later word without its first.
#[must_use]
pub fn bars() -> Transitions {
    std::array::from_fn(|from| {
        std::array::from_fn(|to| if may_follow(from, to) { 0.0 } else { f32::NEG_INFINITY })
    })
}

impl Decoder {
    /// Takes the transitions of a model.
    #[must_use]
    pub fn new(transitions: Transitions) -> Self {
        Self {
            transitions,
            ease: transitions.map(|row| row.map(f32::exp)),
            scores: Vec::new(),
            back: Vec::new(),
            forward: Vec::new(),
            marginals: Vec::new(),
            tags: Vec::new(),
        }
    }

    /// Starts a stretch.
    pub fn clear(&mut self) {
        self.scores.clear();
    }

    /// Adds a word with its scores.
    pub fn push(&mut self, scores: [f32; TAGS]) {
        self.scores.push(scores);
    }

    /// Returns the best tags.
    fn best(&mut self) -> Vec<usize> {
        let mut row = *self.transitions.first().unwrap_or(&[0.0; TAGS]);
        self.back.clear();
        for (at, scores) in self.scores.iter().enumerate() {
            if at > 0 {
                let mut next = [f32::NEG_INFINITY; TAGS];
                let mut from = [0u8; TAGS];
                for ((before, base), transitions) in (0u8..).zip(&row).zip(&self.transitions) {
                    for ((best, from), step) in next.iter_mut().zip(&mut from).zip(transitions) {
                        if base + step > *best {
                            *best = base + step;
                            *from = before;
                        }
                    }
                }
                row = next;
                self.back.push(from);
            }
            for (sum, score) in row.iter_mut().zip(scores) {
                *sum += score;
            }
        }
        for (sum, transitions) in row.iter_mut().zip(&self.transitions) {
            *sum += transitions[0];
        }
        let mut tag = (0..TAGS).max_by(|a, b| row[*a].total_cmp(&row[*b])).unwrap_or_default();
        let mut tags = vec![tag];
        for from in self.back.iter().rev() {
            tag = usize::from(from.get(tag).copied().unwrap_or_default());
            tags.push(tag);
        }
        tags.reverse();
        tags
    }

    /// Decides on the tags of the stretch, and how probable each is.
    pub fn decide(&mut self) {
        self.marginals.clear();
        self.tags.clear();
        if !self.scores.is_empty() {
            self.tags = self.best();
            self.weigh();
        }
    }

    /// Returns the tags of the stretch.
    #[must_use]
    pub fn tags(&self) -> &[usize] {
        &self.tags
    }

    /// Adds the names of the stretch to `out`; its first word has the index `start`.
    pub fn names(&self, start: usize, out: &mut Vec<Tagged>) {
        let tags = &self.tags;
        let mut open: Option<(usize, Label)> = None;
        for at in 0..=tags.len() {
            let meaning = tags.get(at).and_then(|tag| meaning(*tag));
            if let Some((from, label)) = open.filter(|_| !matches!(meaning, Some((_, false)))) {
                let score = self.probability(from, at);
                out.push(Tagged { start: start + from, end: start + at, label, score });
                open = None;
            }
            if let Some((label, true)) = meaning {
                open = Some((at, label));
            }
        }
    }

    /// Returns how probable it is that a name has these ends, whatever it names.
    #[must_use]
    pub fn probability(&self, from: usize, to: usize) -> f32 {
        let sum = |at: usize, first: bool| -> f32 {
            let row = self.marginals.get(at).copied().unwrap_or([0.0; TAGS]);
            row.iter().skip(if first { 1 } else { 2 }).step_by(2).sum()
        };
        let mut least = sum(from, true);
        for at in from + 1..to {
            least = least.min(sum(at, false));
        }
        if to < self.marginals.len() { least.min(1.0 - sum(to, false)) } else { least }
    }

    /// Computes how probable each tag of each word is: forward, then backward, each row scaled to one.
    fn weigh(&mut self) {
        self.forward.clear();
        let mut row = *self.ease.first().unwrap_or(&[1.0; TAGS]);
        for (at, scores) in self.scores.iter().enumerate() {
            if at > 0 {
                let mut next = [0.0; TAGS];
                for (base, ease) in row.iter().zip(&self.ease) {
                    for (sum, ease) in next.iter_mut().zip(ease) {
                        *sum += base * ease;
                    }
                }
                row = next;
            }
            multiply(&mut row, scores);
            self.forward.push(row);
        }
        let mut row = self.ease.map(|ease| ease[0]);
        self.marginals.clear();
        for (at, forward) in self.forward.iter().enumerate().rev() {
            let mut marginal = *forward;
            marginal.iter_mut().zip(&row).for_each(|(value, back)| *value *= back);
            scale(&mut marginal);
            self.marginals.push(marginal);
            if let Some(scores) = self.scores.get(at) {
                multiply(&mut row, scores);
                row = self.ease.map(|ease| ease.iter().zip(&row).map(|(ease, back)| ease * back).sum());
                scale(&mut row);
            }
        }
        self.marginals.reverse();
    }
}

fn multiply(row: &mut [f32; TAGS], scores: &[f32; TAGS]) {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    row.iter_mut().zip(scores).for_each(|(value, score)| *value *= (score - most).exp());
    scale(row);
}

fn scale(row: &mut [f32; TAGS]) {
    let sum: f32 = row.iter().sum();
    if sum > 0.0 {
        row.iter_mut().for_each(|value| *value /= sum);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoder() -> Decoder {
        Decoder::new(bars())
    }

    #[test]
    fn names_with_their_probability() {
        let mut decoder = decoder();
        let score = |tag: usize, by: f32| {
            let mut scores = [0.0; TAGS];
            scores[tag] = by;
            scores
        };
        for scores in [score(1, 8.0), score(2, 8.0), score(0, 8.0), score(5, 3.0)] {
            decoder.push(scores);
        }
        decoder.decide();
        let mut names = Vec::new();
        decoder.names(10, &mut names);
        let ends: Vec<_> = names.iter().map(|name| (name.start, name.end, name.label)).collect();
        assert_eq!(ends, [(10, 12, Label::Person), (13, 14, Label::Place)]);
        assert!(names[0].score > 0.98 && names[1].score > 0.7 && names[1].score < 0.99, "{names:?}");
    }

    #[test]
    fn a_later_word_never_comes_first() {
        let mut decoder = decoder();
        let mut scores = [0.0; TAGS];
        scores[4] = 9.0;
        decoder.push(scores);
        assert_ne!(decoder.best(), [4]);
    }
}
