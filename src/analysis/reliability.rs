//! How far scores can be relied on: of what is scored 0.8, eight in ten should be right.

/// What was scored alike, and how much of it was right.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Bin {
    /// How many.
    pub found: usize,
    /// How many of them were right.
    pub right: usize,
    /// The sum of their scores.
    pub sum: f64,
}

impl Bin {
    /// Returns the mean score, in percent.
    #[must_use]
    pub fn mean(&self) -> f64 {
        100.0 * self.sum / self.found.max(1) as f64
    }

    /// Returns how many were right, in percent.
    #[must_use]
    pub fn right(&self) -> f64 {
        100.0 * self.right as f64 / self.found.max(1) as f64
    }
}

/// Predictions by their scores, in tenths.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reliability {
    bins: [Bin; 10],
}

impl Reliability {
    /// Counts a prediction.
    pub fn add(&mut self, score: f64, right: bool) {
        let tenth = (score.clamp(0.0, 1.0) * 10.0) as usize;
        if let Some(bin) = self.bins.get_mut(tenth.min(9)) {
            bin.found += 1;
            bin.right += usize::from(right);
            bin.sum += score;
        }
    }

    /// Returns the tenths that hold anything, each with its lower end.
    pub fn bins(&self) -> impl Iterator<Item = (f64, &Bin)> {
        let ends = (0..10).map(|tenth| f64::from(tenth) / 10.0);
        ends.zip(&self.bins).filter(|(_, bin)| bin.found > 0)
    }

    /// Returns by how much scores and shares of right ones differ on the mean, in percentage points.
    #[must_use]
    pub fn error(&self) -> f64 {
        let all: usize = self.bins.iter().map(|bin| bin.found).sum();
        let off: f64 = self.bins.iter().map(|bin| (bin.mean() - bin.right()).abs() * bin.found as f64).sum();
        off / all.max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_scored_alike_is_counted_together() {
        let mut table = Reliability::default();
        for (score, right) in [(0.8, true), (0.85, true), (0.84, false), (1.0, true), (0.3, false)] {
            table.add(score, right);
        }
        let rows: Vec<_> = table.bins().map(|(from, bin)| (from, bin.found, bin.right)).collect();
        assert_eq!(rows, [(0.3, 1, 0), (0.8, 3, 2), (0.9, 1, 1)]);
        assert!((table.error() - (30.0 + 249.0 - 200.0) / 5.0).abs() < 0.1, "{}", table.error());
        assert!(Reliability::default().error().abs() < f64::EPSILON);
    }
}
