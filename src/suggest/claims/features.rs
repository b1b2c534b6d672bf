//! What is looked at in a sentence to tell whether it claims something worth checking.
//!
//! A feature is a named number. Those of the sentence itself come first, then those of the article around
//! it: a sentence among questions and greetings is another matter than one in a news report.
//! The names are those of `assets/models/claims.txt`; `examples/train_claims.rs` learns the weights.

use super::groups::{GROUPS, Groups};
use super::who;
use crate::suggest::found::Found;
use crate::suggest::prepared::{Prepared, TokenKind};
use rustc_hash::FxHasher;
use std::hash::Hasher as _;

/// Features of the sentence that need no lexicon.
const PLAIN: [&str; 22] = [
    "always",
    "length",
    "log_length",
    "words_6",
    "words_10",
    "words_15",
    "words_20",
    "words_30",
    "capitals",
    "capital",
    "names",
    "numbers",
    "number",
    "amount",
    "year",
    "question",
    "exclamation",
    "no_stop",
    "quoted",
    "word_length",
    "past",
    "perfect",
];
/// Features of the article: means over its sentences, and where the sentence stands.
const AROUND: [&str; 14] = [
    "around_length",
    "around_capitals",
    "around_number",
    "around_question",
    "around_no_stop",
    "around_past",
    "around_first",
    "around_self",
    "around_you",
    "around_saying",
    "around_future",
    "repeats",
    "around_repeats",
    "after_question",
];
const GROUP_START: usize = PLAIN.len();
const PAIR_START: usize = GROUP_START + 2 * GROUPS.len();
const AROUND_START: usize = PAIR_START + 1;

const WHO_START: usize = AROUND_START + AROUND.len() + 2;

/// How many features there are.
pub const COUNT: usize = WHO_START + 2 * who::NAMES.len();

/// The features of one sentence.
pub type Features = [f32; COUNT];

/// Returns the name of every feature, in order.
#[must_use]
pub fn names() -> Vec<String> {
    let mut names: Vec<_> = PLAIN.iter().map(ToString::to_string).collect();
    names.extend(GROUPS.iter().flat_map(|group| [format!("group_{group}"), format!("has_{group}")]));
    names.push("number_and_harm".to_owned());
    names.extend(AROUND.iter().map(ToString::to_string));
    names.extend(["position".to_owned(), "opens".to_owned()]);
    names.extend(who::NAMES.iter().map(ToString::to_string));
    names.extend(who::NAMES.iter().map(|name| format!("around_{name}")));
    names
}

/// Returns the value of the feature that is called `name`; 0 when none is.
#[must_use]
pub fn value(features: &Features, name: &str) -> f32 {
    let group = |name: &str| super::groups::index(name).map(|at| GROUP_START + 2 * at + 1);
    let at =
        PLAIN.iter().position(|plain| *plain == name).or_else(|| name.strip_prefix("has_").and_then(group));
    at.and_then(|at| features.get(at)).copied().unwrap_or_default()
}

/// Says whether a feature needs the word groups of a language.
#[must_use]
pub fn is_lexical(name: &str) -> bool {
    [
        "group_",
        "has_",
        "number_and_",
        "around_first",
        "around_self",
        "around_you",
        "around_saying",
        "around_future",
    ]
    .iter()
    .any(|prefix| name.starts_with(prefix))
        || matches!(name, "past" | "perfect")
        || name == "around_past"
}

/// Looks at every sentence of an article, and at what the stages before have found there.
#[must_use]
pub fn of_article(prepared: &Prepared<'_>, found: &Found) -> Vec<Features> {
    let english = prepared.language == "en";
    let groups = english.then(Groups::english);
    let mut hashes: Vec<Vec<u32>> = Vec::with_capacity(prepared.sentences.len());
    let mut lower = String::new();
    let mut all: Vec<Features> = (0..prepared.sentences.len())
        .map(|sentence| of_sentence(prepared, sentence, groups, &mut hashes, &mut lower))
        .collect();
    around(&mut all, &hashes);
    add_who(&mut all, &who::of_article(prepared, found));
    all
}

/// Adds who is named and who speaks, and the means of it over the article.
fn add_who(all: &mut [Features], who: &[who::Who]) {
    let means: Vec<f32> = (0..who::NAMES.len())
        .map(|at| mean(who.iter().map(|who| who.get(at).copied().unwrap_or_default())))
        .collect();
    for (features, who) in all.iter_mut().zip(who) {
        for (step, value) in who.iter().chain(&means).enumerate() {
            set(features, WHO_START + step, *value);
        }
    }
}

fn set(features: &mut Features, at: usize, value: f32) {
    if let Some(slot) = features.get_mut(at) {
        *slot = value;
    }
}

/// What is counted while going through a sentence.
#[derive(Default)]
struct Counts {
    words: u32,
    letters: u32,
    capitals: u32,
    runs: u32,
    numbers: u32,
    amount: bool,
    year: bool,
    quoted: bool,
    past: u32,
    perfect: bool,
    groups: [u32; GROUPS.len()],
}

fn of_sentence(
    prepared: &Prepared<'_>,
    sentence: usize,
    groups: Option<&Groups>,
    hashes: &mut Vec<Vec<u32>>,
    lower: &mut String,
) -> Features {
    let mut counts = Counts::default();
    let mut hashed = Vec::new();
    let (mut in_name, mut after_have) = (false, false);
    for (at, token) in prepared.tokens_of(sentence).iter().enumerate() {
        let word = prepared.word(token);
        match token.kind {
            TokenKind::Mark => {
                counts.amount |= matches!(word, "%" | "$" | "€" | "£" | "₽");
                counts.quoted |= matches!(word, "“" | "”" | "\"" | "«" | "»" | "„");
                in_name = false;
                continue;
            }
            TokenKind::Number => {
                counts.numbers += 1;
                counts.year |= word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
                in_name = false;
            }
            TokenKind::Word => {
                let name = at > 0 && token.capital;
                counts.capitals += u32::from(name);
                counts.runs += u32::from(name && !in_name);
                in_name = name;
            }
        }
        counts.words += 1;
        counts.letters += word.chars().count() as u32;
        fold(word, lower);
        hashed.push(hash(lower));
        if let Some(groups) = groups {
            counts.past += u32::from(lower.ends_with("ed"));
            counts.perfect |= after_have && ["ed", "en", "wn", "ne"].iter().any(|end| lower.ends_with(end));
            let beside =
                lower.ends_with("ly") || matches!(lower.as_str(), "also" | "now" | "already" | "not");
            after_have = matches!(lower.as_str(), "has" | "have" | "had")
                || lower.ends_with("'ve")
                || after_have && beside;
            let bits = groups.of(lower);
            for (at, count) in counts.groups.iter_mut().enumerate() {
                *count += (bits >> at) & 1;
            }
        }
    }
    hashed.sort_unstable();
    hashed.dedup();
    hashes.push(hashed);
    let text = prepared.sentences.get(sentence).map_or("", |span| span.of_text(prepared.text()));
    counts.features(text)
}

fn fold(word: &str, lower: &mut String) {
    lower.clear();
    if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
    } else {
        lower.extend(
            word.chars().flat_map(char::to_lowercase).map(|char| if char == '’' { '\'' } else { char }),
        );
    }
}

fn hash(word: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish() as u32
}

impl Counts {
    #[rustfmt::skip]
    fn features(&self, text: &str) -> Features {
        let flag = |on: bool| f32::from(u8::from(on));
        let words = self.words as f32;
        let closed = text.trim_end_matches(['”', '"', '’', '\'', '»', ')', '*']);
        let plain: [f32; PLAIN.len()] = [
            1.0,
            words.min(40.0) / 20.0,
            words.ln_1p(),
            flag(self.words >= 6), flag(self.words >= 10), flag(self.words >= 15), flag(self.words >= 20),
            flag(self.words >= 30),
            self.capitals.min(8) as f32 / 4.0,
            flag(self.capitals > 0),
            self.runs.min(6) as f32 / 3.0,
            self.numbers.min(4) as f32 / 2.0,
            flag(self.numbers > 0),
            flag(self.amount),
            flag(self.year),
            flag(text.contains(['?', '？', '؟'])),
            flag(text.contains(['!', '！'])),
            flag(!closed.ends_with(['.', '!', '?', '…', '。', '！', '？', '।'])),
            flag(self.quoted),
            if self.words > 0 { self.letters as f32 / words / 6.0 } else { 0.0 },
            self.past.min(4) as f32 / 2.0,
            flag(self.perfect),
        ];
        let mut features = [0.0; COUNT];
        for (at, value) in plain.into_iter().enumerate() {
            set(&mut features, at, value);
        }
        for (at, count) in self.groups.iter().enumerate() {
            set(&mut features, GROUP_START + 2 * at, (*count).min(3) as f32 / 1.5);
            set(&mut features, GROUP_START + 2 * at + 1, flag(*count > 0));
        }
        let harm = self.groups.get(10).copied().unwrap_or_default() + self.groups.get(11).copied().unwrap_or_default();
        set(&mut features, PAIR_START, flag(self.numbers > 0 && harm > 0));
        features
    }
}

/// How many sentences on either side a sentence is compared with.
const NEAR: usize = 8;

/// Adds what the article around each sentence tells.
fn around(all: &mut [Features], hashes: &[Vec<u32>]) {
    let repeats: Vec<f32> = (0..hashes.len())
        .map(|at| {
            let near =
                hashes.get(at.saturating_sub(NEAR)..(at + NEAR + 1).min(hashes.len())).unwrap_or_default();
            let own = hashes.get(at).map_or(&[][..], Vec::as_slice);
            let skip = at.min(NEAR);
            let others = near.iter().enumerate().filter(|(index, _)| *index != skip);
            others.map(|(_, other)| overlap(own, other)).fold(0.0, f32::max)
        })
        .collect();
    let means = [2, 8, 12, 15, 17, 20]
        .into_iter()
        .chain([0, 1, 2, 8, 3].map(|group| GROUP_START + 2 * group + 1))
        .map(|at| mean(all.iter().map(|features| features.get(at).copied().unwrap_or_default())))
        .collect::<Vec<_>>();
    let repeated = mean(repeats.iter().copied());
    let mut question = 0.0;
    for (at, features) in all.iter_mut().enumerate() {
        for (step, mean) in means.iter().enumerate() {
            set(features, AROUND_START + step, *mean);
        }
        set(features, AROUND_START + 11, repeats.get(at).copied().unwrap_or_default());
        set(features, AROUND_START + 12, repeated);
        set(features, AROUND_START + 13, question);
        set(features, AROUND_START + 14, at.min(10) as f32 / 10.0);
        set(features, AROUND_START + 15, f32::from(u8::from(at == 0)));
        question = features.get(15).copied().unwrap_or_default();
    }
}

fn mean(values: impl ExactSizeIterator<Item = f32>) -> f32 {
    let count = values.len().max(1) as f32;
    values.sum::<f32>() / count
}

/// The share of words that two sentences have in common.
fn overlap(a: &[u32], b: &[u32]) -> f32 {
    let (mut left, mut right) = (a.iter().peekable(), b.iter().peekable());
    let mut shared = 0;
    while let (Some(one), Some(other)) = (left.peek(), right.peek()) {
        match one.cmp(other) {
            std::cmp::Ordering::Less => _ = left.next(),
            std::cmp::Ordering::Greater => _ = right.next(),
            std::cmp::Ordering::Equal => {
                shared += 1;
                left.next();
                right.next();
            }
        }
    }
    shared as f32 / (a.len() + b.len() - shared).max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Article;

    #[test]
    fn names_fit_the_numbers() {
        assert_eq!(names().len(), COUNT);
        let article = Article::new("Seven people were killed in 2020. Why? Hello");
        let features = of_article(&Prepared::new(&article, "en"), &Found::default());
        let names = names();
        let value = |sentence: usize, name: &str| {
            let at = names.iter().position(|other| other == name).expect(name);
            features[sentence][at]
        };
        assert_eq!(value(0, "has_harm"), 1.0);
        assert_eq!(value(0, "number_and_harm"), 1.0);
        assert_eq!(value(0, "year"), 1.0);
        assert_eq!(value(0, "opens"), 1.0);
        assert_eq!(value(1, "question"), 1.0);
        assert_eq!(value(2, "no_stop"), 1.0);
        assert_eq!(value(2, "after_question"), 1.0);
    }
}
