//! Which span answers which: one-to-one, the best likeness first; and the rates that follow.

use crate::text::Span;

/// How many were right, of how many there are, of how many were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rates {
    /// How many were right.
    pub right: usize,
    /// How many there are.
    pub gold: usize,
    /// How many were found.
    pub found: usize,
}

impl Rates {
    /// Returns how many of those found are right, in percent.
    #[must_use]
    pub fn precision(self) -> f64 {
        percent(self.right, self.found)
    }

    /// Returns how many of those that there are were found, in percent.
    #[must_use]
    pub fn recall(self) -> f64 {
        percent(self.right, self.gold)
    }

    /// Returns the harmonic mean of precision and recall, in percent.
    #[must_use]
    pub fn f1(self) -> f64 {
        let (precision, recall) = (fraction(self.right, self.found), fraction(self.right, self.gold));
        let sum = precision + recall;
        if sum > 0.0 { 100.0 * (2.0 * precision * recall / sum) } else { 0.0 }
    }

    pub(crate) fn add(&mut self, right: usize, gold: usize, found: usize) {
        self.right += right;
        self.gold += gold;
        self.found += found;
    }
}

/// Returns a part in percent; 0 of nothing.
#[must_use]
pub fn percent(part: usize, of: usize) -> f64 {
    100.0 * fraction(part, of)
}

fn fraction(part: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { part as f64 / of as f64 }
}

/// Returns how many characters a span has.
#[must_use]
pub fn characters(text: &str, span: Span) -> usize {
    span.of_text(text).chars().count()
}

/// Returns the shared characters over those from the first start to the last end, 0 to 1.
#[must_use]
pub fn likeness(text: &str, a: Span, b: Span) -> f64 {
    match a.intersection(b) {
        Some(shared) => characters(text, shared) as f64 / characters(text, a.hull(b)) as f64,
        None => 0.0,
    }
}

/// Pairs spans that overlap and are at least so alike, one-to-one, the most alike first. Returns their indices.
#[must_use]
pub fn pair(text: &str, gold: &[Span], found: &[Span], least: f64) -> Vec<(usize, usize)> {
    let mut by_start: Vec<_> = found.iter().copied().enumerate().collect();
    by_start.sort_by_key(|(_, span)| span.start);
    let mut candidates = Vec::new();
    for (g, wanted) in gold.iter().enumerate() {
        let before_end = by_start.iter().take_while(|(_, span)| span.start < wanted.end);
        for (f, span) in before_end.filter(|(_, span)| span.overlaps(*wanted)) {
            let alike = likeness(text, *wanted, *span);
            if alike > 0.0 && alike >= least {
                candidates.push((alike, g, *f));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let (mut gold_used, mut found_used) = (vec![false; gold.len()], vec![false; found.len()]);
    let mut pairs = Vec::new();
    for (_, g, f) in candidates {
        if let (Some(gold), Some(found)) = (gold_used.get_mut(g), found_used.get_mut(f))
            && !*gold
            && !*found
        {
            (*gold, *found) = (true, true);
            pairs.push((g, f));
        }
    }
    pairs
}

/// Pairs spans that are the same, one-to-one, in the order of those found. Returns their indices.
#[must_use]
pub fn pair_exact(gold: &[Span], found: &[Span]) -> Vec<(usize, usize)> {
    let mut first = rustc_hash::FxHashMap::default();
    for (g, span) in gold.iter().enumerate() {
        first.entry(*span).or_insert(g);
    }
    found.iter().enumerate().filter_map(|(f, span)| Some((first.remove(span)?, f))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_pair_goes_first() {
        let text = "ééé ééé ééé";
        let gold = [Span::new(0, 13), Span::new(14, 20)];
        let found = [Span::new(7, 13), Span::new(0, 13), Span::new(0, 6)];
        assert_eq!(pair(text, &gold, &found, 0.0), [(0, 1)]);
        assert_eq!(pair(text, &gold, &found[..1], 0.4), [(0, 0)]);
        assert_eq!(pair(text, &gold, &found[..1], 0.5), []);
        assert_eq!(pair_exact(&gold, &found), [(0, 1)]);
        assert!((likeness(text, gold[0], found[0]) - 3.0 / 7.0).abs() < 1e-9);
    }

    #[test]
    fn rates_of_nothing_are_nothing() {
        assert_eq!(Rates::default().f1(), 0.0);
        let rates = Rates { right: 1, gold: 2, found: 1 };
        assert_eq!((rates.precision(), rates.recall()), (100.0, 50.0));
    }
}
