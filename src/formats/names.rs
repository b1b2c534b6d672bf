//! Ids that must be a file's own: a wanted one, or the first free one like it, quickly however many are alike.

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::{SmolStr, format_smolstr};

/// The ids that are taken.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: FxHashSet<SmolStr>,
    /// The number to try next for each that was wanted again.
    next: FxHashMap<SmolStr, u32>,
}

impl Names {
    /// Says whether an id is taken.
    pub(super) fn has(&self, id: &str) -> bool {
        self.taken.contains(id)
    }

    /// Takes `wanted` when it is free, else `wanted-2`, `wanted-3` …
    pub(super) fn take(&mut self, wanted: &str) -> SmolStr {
        if self.taken.insert(SmolStr::new(wanted)) {
            return SmolStr::new(wanted);
        }
        self.number(wanted)
    }

    /// Takes the first that is free of `stem-2`, `stem-3` …
    pub(super) fn number(&mut self, stem: &str) -> SmolStr {
        let next = self.next.entry(SmolStr::new(stem)).or_insert(2);
        loop {
            let name = format_smolstr!("{stem}-{next}");
            *next = next.wrapping_add(1);
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn ids_are_taken_once() {
        let mut names = Names::default();
        let taken: Vec<_> = ["a", "a-2", "a", "b", "a"].map(|name| names.take(name)).to_vec();
        assert_eq!(taken, ["a", "a-2", "a-3", "b", "a-4"]);
        assert_eq!((names.number("c").as_str(), names.has("c"), names.has("c-2")), ("c-2", false, true));
    }
}
