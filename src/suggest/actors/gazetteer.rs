//! The names of known actors, and the longest match of them over words.

use super::fold::{fold, join};
use super::lexicon::Lexicon;
use super::load;
use super::variants;
use super::words::{self, Shape, Word};
use crate::suggest::prepared;
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// An actor that the lists name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known {
    /// Its first name in the list.
    pub(crate) name: &'static str,
    /// A value of the codebook's `kind`.
    pub(crate) kind: &'static str,
    /// The country, ISO 3166 alpha-3, or the body it serves; "" when none.
    pub(crate) country: &'static str,
    /// The offices of a person: `head 2012-; premier 2008-2012`.
    pub(crate) offices: &'static str,
}

/// How a name stands for its actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// *Kazakhstan*.
    Name,
    /// *Kazakh*.
    Adjective,
    /// *Akorda*.
    Metonym,
    /// *Western countries*: an adjective with a noun; found as a role, not as a name.
    Phrase,
}

/// One way to write an actor.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Alias {
    /// Index into the known actors.
    pub(crate) known: u32,
    /// How it stands for the actor.
    pub(crate) form: Form,
    /// Whether it is also an ordinary word or an ambiguous name, so that it needs a second sign.
    pub(crate) unsure: bool,
    /// Whether it is written in capitals only (*UN*), so that *un* is none.
    acronym: bool,
    /// Whether its last word keeps its *'s* (*Moody's*).
    keeps_possessive: bool,
    /// Which of its first sixteen words have a capital.
    capitals: u16,
    /// How many words it has.
    pub(crate) words: u8,
}

impl Alias {
    /// Returns the name as one that stands for another actor: a capital for its state.
    pub(crate) const fn standing_for(self, known: u32) -> Self {
        Self { known, form: Form::Metonym, ..self }
    }
}

/// A known name in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Match {
    /// The index of its first word.
    pub(crate) start: usize,
    /// The index after its last word.
    pub(crate) end: usize,
    /// Which name.
    pub(crate) alias: Alias,
    /// Where.
    pub(crate) span: Span,
}

/// Known actors and their names.
#[derive(Debug, Default)]
pub(crate) struct Gazetteer {
    known: Vec<Known>,
    aliases: Vec<Alias>,
    /// Hash of the first words of a name → the alias that ends there (+ 1; 0 for none), and whether a longer
    /// name goes on ([`MORE`]).
    phrases: FxHashMap<u64, u32>,
    by_name: FxHashMap<&'static str, u32>,
    surnames: FxHashMap<String, Vec<u32>>,
    capitals: FxHashMap<u32, u32>,
}

const MORE: u32 = 1 << 31;

impl Gazetteer {
    /// Returns the lists that the program ships, read at the first call.
    pub(crate) fn shared() -> &'static Self {
        static SHARED: LazyLock<Gazetteer> = LazyLock::new(|| {
            let mut gazetteer = Gazetteer::default();
            gazetteer.phrases.reserve(32_000);
            load::all(&mut gazetteer);
            gazetteer.sort_surnames();
            gazetteer
        });
        &SHARED
    }

    /// Adds an actor; one of the same name and kind is the same.
    pub(super) fn add(&mut self, known: Known) -> u32 {
        if let Some(index) = self.by_name.get(known.name)
            && self.known.get(*index as usize).is_some_and(|other| other.kind == known.kind)
        {
            return *index;
        }
        let index = self.known.len() as u32;
        self.known.push(known);
        self.by_name.entry(known.name).or_insert(index);
        index
    }

    /// Returns the index of the actor of that name.
    pub(crate) fn called(&self, name: &str) -> Option<u32> {
        self.by_name.get(name).copied()
    }

    /// Adds a name for an actor, unless the name is taken.
    pub(super) fn name(&mut self, known: u32, form: Form, written: &str) {
        let (unsure, written) = match written.trim().strip_prefix('?') {
            Some(rest) => (true, rest),
            None => (false, written.trim()),
        };
        let (form, written) = match written.strip_prefix('=') {
            Some(rest) => (Form::Adjective, rest),
            None => (form, written),
        };
        let (form, written) = match written.strip_prefix('~') {
            Some(rest) => (Form::Phrase, rest),
            None => (form, written),
        };
        let tokens = split(written);
        let Some(last) = tokens.last() else { return };
        let letters = || written.chars().filter(|char| char.is_alphabetic());
        let alias = Alias {
            known,
            form,
            unsure,
            acronym: written.len() <= 8
                && letters().count() > 1
                && letters().all(|char| char.is_uppercase() || written.len() <= 4 && char.is_lowercase())
                && letters().next_back().is_some_and(char::is_uppercase)
                && letters().filter(|char| char.is_uppercase()).count() > 1,
            keeps_possessive: last.possessive,
            capitals: tokens
                .iter()
                .take(16)
                .enumerate()
                .map(|(at, word)| u16::from(word.is_capital()) << at)
                .sum(),
            words: tokens.len().min(255) as u8,
        };
        let index = self.aliases.len() as u32 + 1;
        self.aliases.push(alias);
        let mut phrase = 0;
        for (at, word) in tokens.iter().enumerate() {
            phrase = join(phrase, word.fold);
            let slot = self.phrases.entry(phrase).or_default();
            if at + 1 < tokens.len() {
                *slot |= MORE;
            } else if *slot & !MORE == 0 {
                *slot |= index;
            }
        }
    }

    /// Notes that a city is the capital of a state.
    pub(super) fn capital(&mut self, city: u32, state: u32) {
        self.capitals.entry(city).or_insert(state);
    }

    /// Returns the state whose capital an actor is.
    pub(crate) fn state_of_capital(&self, city: u32) -> Option<u32> {
        self.capitals.get(&city).copied()
    }

    fn sort_surnames(&mut self) {
        for (index, known) in self.known.iter().enumerate().filter(|(_, known)| known.kind == "person") {
            let surname = known.name.rsplit(' ').next().unwrap_or(known.name);
            self.surnames.entry(variants::key(surname)).or_default().push(index as u32);
        }
    }

    /// Goes through the people whose surname has that key.
    pub(crate) fn people_by_surname(&self, key: &str) -> impl Iterator<Item = u32> {
        self.surnames.get(key).into_iter().flatten().copied()
    }

    /// Returns an actor.
    pub(crate) fn known(&self, index: u32) -> Option<&Known> {
        self.known.get(index as usize)
    }

    /// Goes through the actors.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Known> {
        self.known.iter()
    }

    /// Says whether the word whose hash is `fold` is a name by itself, and one that is safe to cut out of a
    /// compound.
    pub(crate) fn is_name(&self, fold: u64) -> bool {
        self.slot(join(0, fold)).is_some_and(|(alias, _)| {
            alias.is_some_and(|alias| {
                !alias.unsure
                    && self.known(alias.known).is_some_and(|known| {
                        matches!(known.kind, "state" | "place" | "people" | "igo" | "armed-group")
                            || alias.form == Form::Adjective
                    })
            })
        })
    }

    fn slot(&self, phrase: u64) -> Option<(Option<Alias>, bool)> {
        let slot = *self.phrases.get(&phrase)?;
        let alias = (slot & !MORE).checked_sub(1).and_then(|index| self.aliases.get(index as usize)).copied();
        Some((alias, slot & MORE != 0))
    }

    /// Returns the sure name that is this one word.
    pub(crate) fn single(&self, phrase: u64) -> Option<Alias> {
        self.slot(phrase)?.0.filter(|alias| !alias.unsure && alias.form != Form::Phrase)
    }

    /// Returns the actor that these words, all of them, call by a name or a phrase.
    pub(crate) fn phrase(&self, words: &[Word]) -> Option<u32> {
        let phrase = words.iter().fold(0, |phrase, word| join(phrase, word.fold));
        Some(self.slot(phrase)?.0?.known)
    }

    /// Returns the longest known names in `words`, left to right, without overlaps.
    pub(crate) fn matches(&self, text: &str, words: &[Word]) -> Vec<Match> {
        let mut out = Vec::new();
        let mut at = 0;
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            match self.longest(text, rest) {
                Some((alias, count)) => {
                    let Some(span) = covered(rest, count, alias.keeps_possessive) else { break };
                    out.push(Match { start: at, end: at + count, alias, span });
                    at += count;
                }
                None => at += 1,
            }
        }
        out
    }

    fn longest(&self, text: &str, words: &[Word]) -> Option<(Alias, usize)> {
        let first = words.first().filter(|word| word.shape != Shape::Mark)?;
        let mut phrase = 0;
        let mut best = None;
        for (at, word) in words.iter().enumerate() {
            if word.sentence != first.sentence {
                break;
            }
            phrase = join(phrase, word.fold);
            let Some((alias, more)) = self.slot(phrase) else { break };
            if let Some(alias) = alias.filter(|alias| alias.form != Form::Phrase && fits(alias, text, words))
            {
                best = Some((alias, at + 1));
            }
            if !more {
                break;
            }
        }
        best
    }
}

/// Says whether the case of the words is that of the name.
fn fits(alias: &Alias, text: &str, words: &[Word]) -> bool {
    let in_capitals =
        |word: &Word| matches!(word.shape, Shape::Caps | Shape::Dotted | Shape::Initial | Shape::Mixed);
    let behind = words.get(alias.words as usize);
    let words = words.get(..alias.words as usize).unwrap_or(words);
    if behind.is_some_and(|word| word.span.of_text(text) == "$") {
        return false; // "US$ 5"
    }
    if alias.acronym {
        return words.iter().all(|word| {
            in_capitals(word) || matches!(word.shape, Shape::Mark | Shape::Number | Shape::Caseless)
        });
    }
    words.iter().take(16).enumerate().all(|(at, word)| {
        alias.capitals >> at & 1 == 0 || word.shape != Shape::Lower || starts_capital(text, word)
    })
}

fn starts_capital(text: &str, word: &Word) -> bool {
    word.span.of_text(text).starts_with(char::is_uppercase)
}

/// Returns the span of the first `count` words; with the possessive ending when the name has one.
fn covered(words: &[Word], count: usize, keeps_possessive: bool) -> Option<Span> {
    let (first, last) = (words.first()?, words.get(count.checked_sub(1)?)?);
    let tail = if keeps_possessive && last.possessive { 2 } else { 0 };
    let end = match words.get(count) {
        Some(next) => (last.span.end + tail).min(next.span.start.max(last.span.end)),
        None => last.span.end,
    };
    Some(Span::new(first.span.start, end))
}

/// Splits a name as the text is split.
pub(crate) fn split(written: &str) -> Vec<Word> {
    let mut tokens = Vec::new();
    prepared::tokenise(written, Span::of(0..written.len()), 0, &mut tokens);
    words::split(written, &tokens, Lexicon::shared(), |hash| hash == fold(written))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suggest::Prepared;
    use crate::text::Article;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let article = Article::new(text);
        let prepared = Prepared::new(&article, "en");
        let gazetteer = Gazetteer::shared();
        let words = words::words(&prepared, Lexicon::shared(), |hash| gazetteer.is_name(hash));
        let found: Vec<_> = gazetteer
            .matches(text, &words)
            .iter()
            .filter(|found| !found.alias.unsure)
            .map(|found| {
                let name = gazetteer.known(found.alias.known).map_or("", |known| known.name);
                (found.span.of_text(text), name)
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn known_names() {
        check(
            "The US and Kazakhstan told us of Kazakh plans; Zhongnanhai did not.",
            &[
                ("US", "United States"),
                ("Kazakhstan", "Kazakhstan"),
                ("Kazakh", "Kazakhstan"),
                ("Zhongnanhai", "China"),
            ],
        );
        check(
            "the anti-Russian Xinjiang Uyghur Autonomous Region of China’s west",
            &[
                ("Russian", "Russia"),
                ("Xinjiang Uyghur Autonomous Region", "Xinjiang Uyghur Autonomous Region"),
                ("China", "China"),
            ],
        );
        check(
            "Moody's and al-Qaeda",
            &[("Moody’s", "Moody's"), ("al-Qaeda", "Al-Qaeda")]
                .map(|(a, b)| if a == "Moody’s" { ("Moody's", b) } else { (a, b) }),
        );
        check(
            "Президент России Владимир Путин",
            &[("России", "Russia"), ("Владимир Путин", "Vladimir Putin")],
        );
        check("Російська армія і Україною", &[("Російська", "Russia"), ("Україною", "Ukraine")]);
    }

    #[test]
    fn the_lists_are_sound() {
        let gazetteer = Gazetteer::shared();
        let kinds = [
            "person",
            "state",
            "place",
            "government",
            "igo",
            "organisation",
            "ngo",
            "company",
            "media",
            "party",
            "military",
            "armed-group",
            "people",
            "group",
            "other",
        ];
        for known in gazetteer.iter() {
            assert!(kinds.contains(&known.kind), "{known:?}");
            assert!(!known.name.is_empty() && !known.name.starts_with(['?', '=']), "{known:?}");
        }
    }
}
