//! What the article as a whole tells of a word: in capitals elsewhere, after a title, in small letters ….

use crate::suggest::actors::gazetteer::{Gazetteer, Match};
use crate::suggest::actors::lexicon::class;
use crate::suggest::actors::words::{Shape, Word};
use rustc_hash::FxHashMap;

/// Somewhere in the article the word is written small.
const SMALL: u16 = 1;
/// Capitalised inside a sentence.
const CAPITAL: u16 = 1 << 1;
/// After a title.
const TITLED: u16 = 1 << 2;
/// After a given name.
const AFTER_GIVEN: u16 = 1 << 3;
/// Before or after a verb of saying.
const SAYS: u16 = 1 << 4;
/// After *in*, *near*.
const PLACED: u16 = 1 << 5;
/// In brackets, in capitals.
const BRACKETS: u16 = 1 << 6;
/// The last word of several with a capital.
const LAST: u16 = 1 << 7;
/// Part of several words with a capital that end in the head of a body.
const IN_BODY: u16 = 1 << 8;
/// With a possessive ending.
const OWNS: u16 = 1 << 9;
/// Part of the name of a known person of several words.
const KNOWN_PERSON: u16 = 1 << 10;
/// After *the*.
const THE: u16 = 1 << 11;

/// For each word with a capital, what the article tells of it.
#[derive(Debug, Default)]
pub(super) struct Document {
    seen: FxHashMap<u64, u16>,
}

impl Document {
    /// Goes through the article.
    pub(super) fn new(text: &str, words: &[Word], matches: &[Match]) -> Self {
        let mut seen: FxHashMap<u64, u16> = FxHashMap::default();
        let at = |index: usize| words.get(index);
        let mut run_start = 0;
        for (index, word) in words.iter().enumerate() {
            if !word.is_capital() {
                continue;
            }
            let before = index.checked_sub(1).and_then(at).filter(|before| before.sentence == word.sentence);
            let after = at(index + 1).filter(|after| after.sentence == word.sentence);
            if !before.is_some_and(Word::is_capital) {
                run_start = index;
            }
            let mut bits = 0;
            let mut set = |bit: u16, holds: bool| bits |= if holds { bit } else { 0 };
            set(CAPITAL, !word.first && word.shape != Shape::Initial);
            if let Some(before) = before {
                set(TITLED, before.is(class::TITLE));
                set(AFTER_GIVEN, before.is(class::GIVEN) && before.is_capital());
                set(SAYS, before.is(class::SAY));
                set(PLACED, before.is(class::PLACE_CUE));
                let written = before.span.of_text(text);
                set(BRACKETS, written == "(" && word.shape == Shape::Caps);
                set(THE, matches!(written, "the" | "The"));
            }
            set(SAYS, after.is_some_and(|after| after.is(class::SAY)));
            set(OWNS, word.possessive);
            let ends = !after.is_some_and(Word::is_capital);
            set(LAST, ends && index > run_start);
            *seen.entry(word.fold).or_default() |= bits;
            if ends && index > run_start && word.is(class::BODY) {
                for inner in words.get(run_start..=index).unwrap_or_default() {
                    *seen.entry(inner.fold).or_default() |= IN_BODY;
                }
            }
        }
        for word in words.iter().filter(|word| word.shape == Shape::Lower && !word.is(class::FUNCTION)) {
            if let Some(bits) = seen.get_mut(&word.fold) {
                *bits |= SMALL;
            }
        }
        let gazetteer = Gazetteer::shared();
        for found in matches.iter().filter(|found| found.end - found.start > 1) {
            if gazetteer.known(found.alias.known).is_some_and(|known| known.kind == "person") {
                for word in words.get(found.start..found.end).unwrap_or_default() {
                    *seen.entry(word.fold).or_default() |= KNOWN_PERSON;
                }
            }
        }
        Self { seen }
    }

    /// Returns what the article tells of a word, as bits.
    pub(super) fn of(&self, word: &Word) -> u16 {
        self.seen.get(&word.fold).copied().unwrap_or_default()
    }
}
