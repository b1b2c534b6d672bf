//! Groups of words that tell whether a sentence claims something: read from `assets/lexicons/claims-en.txt`.

use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// The groups, in the order of their bits.
pub(super) const GROUPS: [&str; 20] = [
    "first",
    "self",
    "you",
    "future",
    "obligation",
    "cause",
    "was",
    "is",
    "saying",
    "quantity",
    "harm",
    "power",
    "blame",
    "soft",
    "meet",
    "most",
    "demand",
    "meta",
    "contrast",
    "negation",
];

/// Which groups each word is in.
#[derive(Debug, Default)]
pub(super) struct Groups {
    words: FxHashMap<&'static str, u32>,
}

impl Groups {
    /// Returns the groups of English.
    pub(super) fn english() -> &'static Self {
        static ENGLISH: OnceLock<Groups> = OnceLock::new();
        ENGLISH.get_or_init(|| Self::parse(include_str!("../../../assets/lexicons/claims-en.txt")))
    }

    fn parse(source: &'static str) -> Self {
        let mut groups = Self::default();
        let mut bit = 0;
        for line in source.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                bit = index(name).map_or(0, |at| 1 << at);
            } else {
                for word in line.split_whitespace() {
                    *groups.words.entry(word).or_default() |= bit;
                }
            }
        }
        groups
    }

    /// Returns the groups of a word, in lower case: a bit for each of [`GROUPS`].
    pub(super) fn of(&self, word: &str) -> u32 {
        self.words.get(word).copied().unwrap_or_default()
    }
}

/// Returns the place of a group in [`GROUPS`].
pub(super) fn index(name: &str) -> Option<usize> {
    GROUPS.iter().position(|group| *group == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_has_words() {
        let groups = Groups::english();
        for (at, name) in GROUPS.iter().enumerate() {
            assert!(groups.words.values().any(|bits| bits & (1 << at) != 0), "{name}");
        }
        assert_ne!(groups.of("killed"), 0);
        assert_eq!(groups.of("harbour"), 0);
    }
}
