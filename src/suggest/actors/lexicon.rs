//! Classes of single words: titles, months, given names, heads of bodies ….

use super::fold::fold;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What is known of one word, as a set of bits.
pub(crate) mod class {
    /// *Mr*, *president*, *columnist*: stands before a person's name.
    pub(crate) const TITLE: u32 = 1;
    /// *president*, *expert*, *officials*: what people and bodies are called by what they do.
    pub(crate) const ROLE: u32 = 1 << 1;
    /// Words of grammar: they start sentences, and are no names.
    pub(crate) const FUNCTION: u32 = 1 << 2;
    /// A month.
    pub(crate) const MONTH: u32 = 1 << 3;
    /// A weekday.
    pub(crate) const DAY: u32 = 1 << 4;
    /// *al*, *bin*, *de*, *van*: inside names.
    pub(crate) const PARTICLE: u32 = 1 << 5;
    /// *Jr.*, *III*: after a person's name.
    pub(crate) const PERSON_SUFFIX: u32 = 1 << 6;
    /// Verbs of saying.
    pub(crate) const SAY: u32 = 1 << 7;
    /// *ministry*, *party*, *bank*: heads of the names of bodies.
    pub(crate) const BODY: u32 = 1 << 8;
    /// *Inc.*, *GmbH*: after a company's name.
    pub(crate) const COMPANY_SUFFIX: u32 = 1 << 9;
    /// *city*, *province*, *airport*: heads of the names of places.
    pub(crate) const PLACE_HEAD: u32 = 1 << 10;
    /// *North*, *Lake*, *Saint*: before the names of places.
    pub(crate) const PLACE_BEFORE: u32 = 1 << 11;
    /// *in*, *near*: before places.
    pub(crate) const PLACE_CUE: u32 = 1 << 12;
    /// *former*, *deputy*, *foreign*: what stands before a role.
    pub(crate) const FORMER: u32 = 1 << 13;
    /// A given name.
    pub(crate) const GIVEN: u32 = 1 << 14;
    /// A family name.
    pub(crate) const FAMILY: u32 = 1 << 15;
    /// *countries*, *nations*: blocks of states, after an adjective.
    pub(crate) const BLOCK: u32 = 1 << 16;

    /// *Constitution*, *Easter*, *SMS*: with a capital, but no actors.
    pub(crate) const THING: u32 = 1 << 17;

    /// How many classes there are.
    pub(crate) const COUNT: usize = 18;
    pub(super) const NAMES: [(&str, u32); 16] = [
        ("title", TITLE),
        ("role", ROLE),
        ("function", FUNCTION),
        ("month", MONTH),
        ("day", DAY),
        ("particle", PARTICLE),
        ("person-suffix", PERSON_SUFFIX),
        ("say", SAY),
        ("body", BODY),
        ("company-suffix", COMPANY_SUFFIX),
        ("place-head", PLACE_HEAD),
        ("place-before", PLACE_BEFORE),
        ("place-cue", PLACE_CUE),
        ("former", FORMER),
        ("block", BLOCK),
        ("thing", THING),
    ];
}

/// The classes of words, by the words' hashes.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    classes: FxHashMap<u64, u32>,
}

impl Lexicon {
    /// Returns the lexicon that the program ships, read at the first call.
    pub(crate) fn shared() -> &'static Self {
        static SHARED: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);
        &SHARED
    }

    fn load() -> Self {
        let mut lexicon = Self::default();
        lexicon.classes.reserve(16_000);
        for line in include_str!("../../../assets/lexicons/words.txt").lines() {
            let Some((name, words)) = line.split_once(": ") else { continue };
            for (_, class) in class::NAMES.iter().filter(|(known, _)| *known == name) {
                lexicon.add(words, *class);
            }
        }
        lexicon.add(body(include_str!("../../../assets/lexicons/given-names.txt")), class::GIVEN);
        lexicon.add(body(include_str!("../../../assets/lexicons/family-names.txt")), class::FAMILY);
        lexicon
    }

    fn add(&mut self, words: &str, class: u32) {
        for word in words.split_ascii_whitespace() {
            *self.classes.entry(fold(word)).or_default() |= class;
        }
    }

    /// Returns the classes of the word whose hash is `fold`.
    pub(crate) fn classes(&self, fold: u64) -> u32 {
        self.classes.get(&fold).copied().unwrap_or_default()
    }
}

/// Returns what follows the heading line.
fn body(list: &str) -> &str {
    list.split_once('\n').map_or("", |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_words() {
        let lexicon = Lexicon::shared();
        let has = |word, class| lexicon.classes(fold(word)) & class != 0;
        assert!(has("Mr.", class::TITLE) && has("spokesman", class::ROLE) && has("Vladimir", class::GIVEN));
        assert!(has("The", class::FUNCTION) && !has("Vladimir", class::FUNCTION));
        assert!(class::NAMES.iter().all(|(_, bit)| bit.count_ones() == 1));
    }
}
