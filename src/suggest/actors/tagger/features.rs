//! What the tagger sees of a word: itself, its neighbours, lists, and the rest of the article.

use super::document::Document;
use super::runs::Runs;
use crate::suggest::Prepared;
use crate::suggest::actors::fold::finish;
use crate::suggest::actors::gazetteer::{Form, Gazetteer, Match};
use crate::suggest::actors::lexicon::{Lexicon, class};
use crate::suggest::actors::words::{self, Shape, Word};
use crate::suggest::precise::reading::{Reading, is_name};
use crate::text::{Article, Span};
use std::ops::Range;

/// A stretch of words that may hold names. Before and behind it there is none.
#[derive(Debug, Clone)]
pub struct Region {
    /// Which words.
    pub words: Range<usize>,
    /// Where the features of the first word are counted from.
    row: usize,
}

/// What is seen of an article.
#[derive(Debug, Default)]
pub struct Observed {
    /// Where each word is.
    pub spans: Vec<Span>,
    /// Whether a word is a title or stands before one, so that it is no part of a person's name.
    pub titles: Vec<bool>,
    /// Whether a word was cut out of a compound, so that a gold standard may leave it unlabelled.
    pub glued: Vec<bool>,
    /// The stretches to tag.
    pub regions: Vec<Region>,
    features: Vec<u32>,
    rows: Vec<u32>,
}

/// Features come in groups, told apart by their lowest two bits: training leaves groups out at random.
pub const GROUP: u32 = 3;
/// The word itself.
const OWN: u32 = 0;
/// Its neighbours and the way it is written.
const AROUND: u32 = 1;
/// Lists.
const LISTS: u32 = 2;
/// The rest of the article.
const ARTICLE: u32 = 3;

impl Observed {
    /// Returns the features of a word of a region.
    #[must_use]
    pub fn features_of(&self, region: &Region, word: usize) -> &[u32] {
        let row = region.row + (word - region.words.start);
        let start = self.rows.get(row).copied().unwrap_or_default() as usize;
        let end = self.rows.get(row + 1).copied().unwrap_or_default() as usize;
        self.features.get(start..end).unwrap_or_default()
    }
}

/// Observes an article, for training.
#[must_use]
pub fn observe(article: &Article) -> Observed {
    let prepared = Prepared::new(article, "en");
    let gazetteer = Gazetteer::shared();
    let words = words::words(&prepared, Lexicon::shared(), |hash| gazetteer.is_name(hash));
    let matches = gazetteer.matches(prepared.text(), &words);
    let mut observed = of_words(prepared.text(), &words, &matches, None);
    observed.spans = words.iter().map(|word| word.span).collect();
    observed.titles = words.iter().map(|word| word.is(class::TITLE | class::FORMER)).collect();
    observed.glued = (0..words.len())
        .map(|at| {
            let glued = |at: usize| words.get(at).is_some_and(|word| word.glued);
            glued(at) || glued(at + 1)
        })
        .collect();
    observed
}

/// Observes words, of which a network may have read some.
pub(super) fn of_words(text: &str, words: &[Word], matches: &[Match], reading: Option<&Reading>) -> Observed {
    let listed = listed(words, matches);
    let document = Document::new(text, words, matches);
    let runs = Runs::new(text, words);
    let sight = Sight { text, words, listed: &listed, document: &document, runs: &runs };
    let mut out = Observed { rows: vec![0], ..Observed::default() };
    out.features.reserve(words.len() * 12);
    for range in ranges(text, words, &listed, reading) {
        let row = out.rows.len() - 1;
        let shouting = sight.shouting(&range);
        for at in range.clone() {
            sight.features(at, shouting, &mut out.features);
            out.rows.push(out.features.len() as u32);
        }
        out.regions.push(Region { words: range, row });
    }
    out
}

/// Returns for each word what the lists say: 0, or place in the name × kind of actor × how sure.
fn listed(words: &[Word], matches: &[Match]) -> Vec<u8> {
    let gazetteer = Gazetteer::shared();
    let mut out = vec![0; words.len()];
    for found in matches {
        let kind = gazetteer.known(found.alias.known).map_or("", |known| known.kind);
        let kind = match (kind, found.alias.form) {
            (_, Form::Adjective) => 1,
            (_, Form::Metonym) => 2,
            ("state", _) => 3,
            ("place", _) => 4,
            ("people", _) => 5,
            ("person", _) => 6,
            ("group", _) => 7,
            ("company" | "media", _) => 8,
            ("igo", _) => 9,
            _ => 10,
        };
        let one = found.end - found.start == 1;
        for (at, slot) in out.get_mut(found.start..found.end).into_iter().flatten().enumerate() {
            let place = if one {
                0
            } else if at == 0 {
                1
            } else {
                2
            };
            *slot = 1 + (kind * 3 + place) * 2 + u8::from(found.alias.unsure);
        }
    }
    out
}

/// Finds the stretches that may hold names.
fn ranges(text: &str, words: &[Word], listed: &[u8], reading: Option<&Reading>) -> Vec<Range<usize>> {
    let is_read_as_name =
        |word: &Word| reading.and_then(|reading| reading.tags(word.span)).is_some_and(is_name);
    let may = |at: usize, word: &Word| {
        word.is_capital()
            || matches!(word.shape, Shape::Number | Shape::Caseless)
            || listed.get(at).is_some_and(|listed| *listed > 0)
            || word.shape == Shape::Lower && word.span.of_text(text).starts_with("al-")
            || is_read_as_name(word)
    };
    let links = |word: &Word| {
        word.is(class::PARTICLE)
            || matches!(
                word.span.of_text(text),
                "the"
                    | "and"
                    | "for"
                    | "in"
                    | "on"
                    | "to"
                    | "&"
                    | "-"
                    | "–"
                    | "'"
                    | "’"
                    | "."
                    | ","
                    | "/"
                    | "at"
                    | "with"
                    | "against"
                    | "from"
            )
    };
    let mut out: Vec<Range<usize>> = Vec::new();
    for (at, word) in words.iter().enumerate().filter(|(at, word)| may(*at, word)) {
        if let Some(last) = out.last_mut()
            && words.get(last.start).is_some_and(|first| first.sentence == word.sentence)
            && at - last.end <= 3
            && words.get(last.end..at).is_some_and(|between| between.iter().all(links))
        {
            last.end = at + 1;
        } else if word.shape != Shape::Number {
            out.push(at..at + 1);
        }
    }
    out
}

struct Sight<'a> {
    text: &'a str,
    words: &'a [Word],
    listed: &'a [u8],
    document: &'a Document,
    runs: &'a Runs,
}

impl Sight<'_> {
    /// Says whether a stretch is a headline in capitals or with every word capitalised.
    fn shouting(&self, range: &Range<usize>) -> u64 {
        let Some(sentence) = self.words.get(range.start).map(|word| word.sentence) else { return 0 };
        let near = self.words.get(range.start.saturating_sub(12)..(range.end + 12).min(self.words.len()));
        let (mut caps, mut capital, mut small) = (0, 0, 0);
        for word in near.unwrap_or_default().iter().filter(|word| word.sentence == sentence) {
            match word.shape {
                Shape::Caps => caps += 1,
                Shape::Capital => capital += 1,
                Shape::Lower if !word.is(class::FUNCTION | class::PARTICLE) => small += 1,
                _ => {}
            }
        }
        if caps > 3 && small == 0 { 2 } else { u64::from(capital > 3 && small == 0) }
    }

    fn near(&self, at: usize, by: isize) -> Option<&Word> {
        let there = self.words.get(at.checked_add_signed(by)?)?;
        (there.sentence == self.words.get(at)?.sentence).then_some(there)
    }

    fn features(&self, at: usize, shouting: u64, out: &mut Vec<u32>) {
        let Some(word) = self.words.get(at) else { return };
        let mut add = |group: u32, template: u64, value: u64| {
            let mixed = finish(value ^ (template + 1).wrapping_mul(0xd6e8_feb8_6659_fd93));
            out.push(((mixed >> 32) as u32 & !GROUP) | group);
        };
        let shape = |word: Option<&Word>| word.map_or(15, |word| word.shape as u64);
        let fold = |word: Option<&Word>| word.map_or(1, |word| word.fold);
        let (one, two) = (self.near(at, 1), self.near(at, 2));
        let (back, back2) = (self.near(at, -1), self.near(at, -2));
        add(AROUND, 0, 0);
        // The word itself.
        let own = shape(Some(word));
        add(OWN, 1, word.fold);
        add(OWN, 2, word.fold ^ (own << 60) ^ (u64::from(word.first) << 59));
        self.affixes(word, &mut add);
        add(AROUND, 3, own << 2 | u64::from(word.first) | shouting << 8);
        add(AROUND, 4, own << 8 | shape(back) << 4 | shape(one));
        add(AROUND, 5, own << 12 | shape(back2) << 8 | shape(back) << 4 | shape(one));
        add(AROUND, 6, own << 12 | shape(back) << 8 | shape(one) << 4 | shape(two));
        add(AROUND, 7, u64::from(word.possessive) << 1 | u64::from(word.glued));
        add(OWN, 8, u64::from(word.span.len().min(12)) << 4 | own);
        // Its neighbours.
        add(AROUND, 10, fold(back));
        add(AROUND, 11, fold(one));
        add(AROUND, 12, fold(back2));
        add(AROUND, 13, fold(two));
        add(OWN, 14, fold(back).rotate_left(7) ^ word.fold);
        add(OWN, 15, fold(one).rotate_left(7) ^ word.fold);
        add(AROUND, 16, fold(back).rotate_left(7) ^ own);
        add(AROUND, 17, fold(one).rotate_left(7) ^ own);
        add(AROUND, 18, fold(back).rotate_left(7) ^ fold(back2).rotate_left(3) ^ own);
        add(AROUND, 19, fold(one).rotate_left(7) ^ fold(two).rotate_left(3) ^ own);
        add(AROUND, 20, fold(self.near(at, 3)));
        add(AROUND, 21, fold(back).rotate_left(7) ^ fold(one));
        add(AROUND, 22, fold(self.near(at, -3)));
        self.lists(at, word, &mut add);
        self.article(at, word, &mut add);
        self.run(at, word, &mut add);
        if matches!(word.shape, Shape::Lower | Shape::Mark) {
            self.link(at, word, &mut add);
        }
    }

    /// What stands around the run of capitals, and what it begins and ends with.
    fn run(&self, at: usize, word: &Word, add: &mut impl FnMut(u32, u64, u64)) {
        let (run, chain) = (self.runs.run(at), self.runs.chain(at));
        let own = word.shape as u64;
        let fold = |at: Option<usize>| {
            let there = at.and_then(|at| self.words.get(at));
            there.filter(|there| there.sentence == word.sentence).map_or(1, |there| there.fold)
        };
        let classes = |at: Option<usize>| at.and_then(|at| self.words.get(at)).map_or(0, |word| word.classes);
        if !chain.is_empty() {
            add(AROUND, 90, fold(chain.start.checked_sub(1)).rotate_left(5) ^ own);
            add(AROUND, 91, fold(Some(chain.end)).rotate_left(5) ^ own);
            add(AROUND, 92, fold(chain.end.checked_sub(1)));
        }
        if run.is_empty() {
            return;
        }
        let (before, behind) = ((at - run.start).min(3) as u64, (run.end - 1 - at).min(3) as u64);
        let (first, last) = (Some(run.start), run.end.checked_sub(1));
        add(AROUND, 93, before << 8 | behind << 4 | own);
        add(AROUND, 94, fold(run.start.checked_sub(1)).rotate_left(9) ^ before << 2 ^ behind);
        add(AROUND, 95, fold(Some(run.end)).rotate_left(9) ^ before << 2 ^ behind);
        if run.len() > 1 {
            add(OWN, 96, fold(last) ^ behind);
            add(OWN, 97, fold(first) ^ before);
            add(LISTS, 98, u64::from(classes(last)) << 4 | behind);
            add(LISTS, 99, u64::from(classes(first)) << 4 | before);
        }
    }

    /// A small word between capitals: whether it joins them or parts them.
    fn link(&self, at: usize, word: &Word, add: &mut impl FnMut(u32, u64, u64)) {
        let (back, one) = (self.near(at, -1), self.near(at, 1));
        let fold = |word: Option<&Word>| word.map_or(1, |word| word.fold);
        let classes = |word: Option<&Word>| word.map_or(0, |word| u64::from(word.classes));
        let at_index = |at: Option<usize>| at.and_then(|at| self.words.get(at));
        let listed =
            |at: Option<usize>| at.and_then(|at| self.listed.get(at)).map_or(0, |listed| u64::from(*listed));
        add(OWN, 100, fold(back).rotate_left(11) ^ word.fold ^ fold(one).rotate_left(29));
        add(LISTS, 101, word.fold ^ (classes(back) << 24 | classes(one)));
        add(LISTS, 102, word.fold ^ (listed(at.checked_sub(1)) << 8 | listed(Some(at + 1))));
        let (run, before) = (self.runs.run(at + 1), self.runs.run(at.saturating_sub(1)));
        if !run.is_empty() && !before.is_empty() {
            let (first, last) = (at_index(Some(before.start)), at_index(run.end.checked_sub(1)));
            add(AROUND, 103, word.fold ^ fold(last).rotate_left(13));
            add(AROUND, 104, word.fold ^ fold(first).rotate_left(17));
            let lengths = (before.len().min(3) << 2 | run.len().min(3)) as u64;
            add(LISTS, 105, word.fold ^ (classes(first) << 24 | classes(last)) ^ lengths << 56);
        }
    }

    fn lists(&self, at: usize, word: &Word, add: &mut impl FnMut(u32, u64, u64)) {
        let shape = |word: Option<&Word>| word.map_or(15, |word| word.shape as u64);
        let fold = |word: Option<&Word>| word.map_or(1, |word| word.fold);
        let (one, two) = (self.near(at, 1), self.near(at, 2));
        let (back, back2) = (self.near(at, -1), self.near(at, -2));
        let own = word.shape as u64;
        let classes = |word: Option<&Word>| word.map_or(0, |word| u64::from(word.classes));
        add(LISTS, 30, classes(Some(word)) << 4 | own);
        add(LISTS, 31, classes(back) << 4 | shape(back));
        add(LISTS, 32, classes(one) << 4 | shape(one));
        add(LISTS, 33, classes(back) << 20 | classes(Some(word)));
        add(LISTS, 34, classes(one) << 20 | classes(Some(word)));
        add(LISTS, 35, classes(back2) << 4 | shape(back2));
        add(LISTS, 36, classes(two) << 4 | shape(two));
        for bit in (0..class::COUNT as u64).filter(|bit| word.classes >> bit & 1 == 1) {
            add(LISTS, 37, bit << 4 | own);
        }
        let listed = |by: isize| -> u64 {
            let there = self.near(at, by).and_then(|_| self.listed.get(at.checked_add_signed(by)?));
            there.map_or(0, |listed| u64::from(*listed))
        };
        add(LISTS, 40, listed(0) << 4 | own);
        add(LISTS, 41, listed(-1) << 16 | listed(0));
        add(LISTS, 42, listed(1) << 16 | listed(0));
        add(LISTS, 43, listed(1) << 16 | listed(0) << 8 | listed(-1));
        add(LISTS, 44, listed(0) << 8 | shape(back) << 4 | shape(one));
        add(LISTS, 45, fold(one) ^ listed(0));
        add(LISTS, 46, fold(back) ^ listed(0));
    }

    fn article(&self, at: usize, word: &Word, add: &mut impl FnMut(u32, u64, u64)) {
        let own = word.shape as u64;
        let (back, one) = (self.near(at, -1), self.near(at, 1));
        if word.is_capital() {
            let bits = u64::from(self.document.of(word));
            add(ARTICLE, 50, bits << 4 | own);
            add(ARTICLE, 51, (bits & 0b1_1000_0011) << 1 | u64::from(word.first));
            for bit in (0..12).filter(|bit| bits >> bit & 1 == 1) {
                add(ARTICLE, 52, bit << 5 | u64::from(word.first) << 4 | own);
            }
            let neighbour = |word: Option<&Word>| {
                word.filter(|word| word.is_capital())
                    .map_or(1 << 20, |word| u64::from(self.document.of(word)))
            };
            add(ARTICLE, 53, neighbour(back));
            add(ARTICLE, 54, neighbour(one));
        }
    }

    fn affixes(&self, word: &Word, add: &mut impl FnMut(u32, u64, u64)) {
        if word.shape == Shape::Mark {
            return;
        }
        let written = word.span.of_text(self.text);
        let lower = |part: &str| {
            part.chars().flat_map(char::to_lowercase).fold(0u64, |sum, char| {
                (sum ^ u64::from(u32::from(char))).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(9)
            })
        };
        let mut ends = written.char_indices().rev().map(|(at, _)| at);
        let mut starts = written.char_indices().map(|(at, _)| at).skip(1);
        for length in 1..=5u64 {
            let (Some(end), start) = (ends.next(), starts.next()) else { break };
            if length >= 2 {
                add(OWN, 20 + 40 + length, lower(written.get(end..).unwrap_or_default()));
            }
            if let Some(start) = start.filter(|_| (2..=4).contains(&length)) {
                add(OWN, 30 + 40 + length, lower(written.get(..start).unwrap_or_default()));
            }
        }
        if let Some(first) = written.find(['-', '‐']).and_then(|at| written.get(..at)) {
            add(OWN, 80, lower(first));
            add(OWN, 81, lower(written.rsplit(['-', '‐']).next().unwrap_or_default()));
        }
    }
}
