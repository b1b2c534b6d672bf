//! The heights of all chunks, estimated until they are measured, with sums in logarithmic time (a Fenwick tree).

/// Heights by index. Sums are kept in double precision: an article may be millions of points tall.
#[derive(Debug, Default)]
pub(super) struct Heights {
    heights: Vec<f32>,
    tree: Vec<f64>,
}

impl Heights {
    /// Replaces all heights.
    pub(super) fn rebuild(&mut self, heights: impl Iterator<Item = f32>) {
        self.heights.clear();
        self.heights.extend(heights);
        self.tree.clear();
        self.tree.extend(self.heights.iter().map(|height| f64::from(*height)));
        for at in 1..=self.tree.len() {
            let above = at + (at & at.wrapping_neg());
            let sum = self.tree.get(at - 1).copied().unwrap_or(0.0);
            if let Some(entry) = self.tree.get_mut(above - 1) {
                *entry += sum;
            }
        }
    }

    /// Returns a height.
    pub(super) fn get(&self, index: usize) -> f32 {
        self.heights.get(index).copied().unwrap_or(0.0)
    }

    /// Corrects a height.
    pub(super) fn set(&mut self, index: usize, height: f32) {
        let Some(entry) = self.heights.get_mut(index).filter(|entry| **entry != height) else { return };
        let change = f64::from(height) - f64::from(*entry);
        *entry = height;
        let mut at = index + 1;
        while let Some(entry) = self.tree.get_mut(at - 1) {
            *entry += change;
            at += at & at.wrapping_neg();
        }
    }

    /// Returns the sum of the heights before `index`.
    pub(super) fn before(&self, index: usize) -> f64 {
        let mut at = index.min(self.tree.len());
        let mut sum = 0.0;
        while at > 0 {
            sum += self.tree.get(at - 1).copied().unwrap_or(0.0);
            at &= at - 1;
        }
        sum
    }

    /// Returns the sum of all heights.
    pub(super) fn total(&self) -> f64 {
        self.before(self.tree.len())
    }

    /// Returns which chunk the height `y` falls into, and how far.
    pub(super) fn find(&self, y: f64) -> (usize, f32) {
        let (mut at, mut rest) = (0, y.max(0.0));
        let mut step = (self.tree.len() + 1).next_power_of_two() / 2;
        while step > 0 {
            if let Some(sum) = self.tree.get(at + step - 1)
                && *sum <= rest
            {
                at += step;
                rest -= sum;
            }
            step /= 2;
        }
        let last = self.heights.len().saturating_sub(1);
        if at > last { (last, self.get(last)) } else { (at, rest as f32) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_agree_with_adding_up(
            heights in proptest::collection::vec(0..40u8, 1..200),
            changes in proptest::collection::vec((0..200usize, 0..90u8), 0..40),
            y in 0..5000u32,
        ) {
            let mut plain: Vec<f32> = heights.into_iter().map(f32::from).collect();
            let mut tree = Heights::default();
            tree.rebuild(plain.iter().copied());
            for (index, height) in changes {
                tree.set(index, f32::from(height));
                if let Some(entry) = plain.get_mut(index) { *entry = f32::from(height); }
            }
            let sum = |until: usize| plain.iter().take(until).map(|height| f64::from(*height)).sum::<f64>();
            for index in 0..=plain.len() { prop_assert_eq!(tree.before(index), sum(index)); }
            let (index, rest) = tree.find(f64::from(y));
            prop_assert!(index < plain.len());
            if f64::from(y) < tree.total() {
                prop_assert_eq!(sum(index) + f64::from(rest), f64::from(y));
                prop_assert!(rest < plain[index]);
            }
        }
    }
}
