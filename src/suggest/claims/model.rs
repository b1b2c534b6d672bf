//! The learned weights: how much each feature speaks for a claim worth checking.
//!
//! `assets/models/claims.txt` has a line a feature: its name, its weight in English, its weight where no
//! word groups are known. `examples/train_claims.rs` makes it.

use super::features::{COUNT, Features, names};
use crate::suggest::precise::reading::joined_claim;
use std::sync::OnceLock;

/// The weights of a logistic model.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// One weight a feature.
    pub weights: Features,
}

impl Model {
    /// Returns the model for a language, ISO 639-1.
    #[must_use]
    pub fn of(language: &str) -> &'static Self {
        static MODELS: OnceLock<[Model; 2]> = OnceLock::new();
        let [english, other] = MODELS.get_or_init(|| {
            let source = include_str!("../../../assets/models/claims.txt");
            [Self::parse(source, 1), Self::parse(source, 2)]
        });
        if language == "en" { english } else { other }
    }

    fn parse(source: &str, column: usize) -> Self {
        let mut weights = [0.0; COUNT];
        let names = names();
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split_whitespace();
            let Some(name) = cells.next() else { continue };
            let weight = cells.nth(column - 1).and_then(|cell| cell.parse().ok());
            let slot = names.iter().position(|other| other == name).and_then(|at| weights.get_mut(at));
            if let (Some(slot), Some(weight)) = (slot, weight) {
                *slot = weight;
            }
        }
        Self { weights }
    }

    /// Returns the probability that a sentence is a claim worth highlighting; `said` is how much speaks for
    /// that to the network of the precise tier, if it has read it.
    #[must_use]
    pub fn worth(&self, features: &Features, said: Option<f32>) -> f32 {
        let own: f32 = self.weights.iter().zip(features).map(|(weight, value)| weight * value).sum();
        let sum = said.map_or(own, |said| joined_claim(own, said));
        1.0 / (1.0 + (-sum).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_has_a_line_for_every_feature() {
        let source = include_str!("../../../assets/models/claims.txt");
        for name in names() {
            assert!(source.lines().any(|line| line.split_whitespace().next() == Some(&name)), "{name}");
        }
        assert_eq!(source.lines().filter(|line| !line.starts_with('#')).count(), COUNT);
    }
}
