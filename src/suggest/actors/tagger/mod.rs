//! A trained tagger of names: a linear-chain conditional random field over the capitalised stretches of a text.
//!
//! `examples/train_actors` trains it; [`features`] is what both see, [`model`] the file, [`decode`] the search.
//! Only stretches with a capital, a number or a known name in them are looked at ([`Region`]): the rest of the
//! text holds no names and costs nothing.

pub mod decode;
mod document;
mod features;
pub mod model;
mod runs;

pub use super::names::Label;
pub use features::{GROUP, Observed, Region, observe};

use super::gazetteer::Match;
use super::words::Word;
use crate::suggest::precise::reading::{Reading, joined};
use model::Model;

/// The tags of a word: outside; then first and later word of a person, body, place, people.
pub const TAGS: usize = 9;

/// Returns the tag of the first or a later word of a name.
#[must_use]
pub const fn tag(label: Label, first: bool) -> usize {
    let base = match label {
        Label::Person => 1,
        Label::Body => 3,
        Label::Place => 5,
        Label::People => 7,
    };
    if first { base } else { base + 1 }
}

/// Returns what a tag says: the label, and whether the word is the first of its name.
#[must_use]
pub const fn meaning(tag: usize) -> Option<(Label, bool)> {
    let label = match tag {
        1 | 2 => Label::Person,
        3 | 4 => Label::Body,
        5 | 6 => Label::Place,
        7 | 8 => Label::People,
        _ => return None,
    };
    Some((label, tag % 2 == 1))
}

/// Says whether `next` may follow `tag`: a later word follows a word of its own name only.
#[must_use]
pub const fn may_follow(tag: usize, next: usize) -> bool {
    next == 0 || next % 2 == 1 || tag == next || tag + 1 == next
}

/// A name that the tagger found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tagged {
    /// The index of its first word.
    pub start: usize,
    /// The index after its last word.
    pub end: usize,
    /// What it names.
    pub label: Label,
    /// The probability that it is a name with these ends.
    pub score: f32,
}

/// What the tagger says of an article.
#[derive(Debug, Default)]
pub(super) struct Tags {
    /// The names that it finds, in order.
    pub(super) names: Vec<Tagged>,
    /// For each known name how probable it holds it to be a name with these ends.
    pub(super) known: Vec<f32>,
}

/// Tags the words of an article.
pub(super) fn tags(
    text: &str,
    words: &[Word],
    matches: &[Match],
    model: &Model,
    reading: Option<&Reading>,
) -> Tags {
    let observed = features::of_words(text, words, matches, reading);
    let mut out = Tags { names: Vec::new(), known: vec![0.0; matches.len()] };
    let mut decoder = decode::Decoder::new(*model.transitions());
    let mut known = matches.iter().zip(&mut out.known).peekable();
    for region in &observed.regions {
        decoder.clear();
        for at in region.words.clone() {
            let own = model.score(observed.features_of(region, at));
            let said = words.get(at).and_then(|word| reading?.tags(word.span));
            decoder.push(said.map_or(own, |said| joined(own, said)));
        }
        decoder.decide();
        decoder.names(region.words.start, &mut out.names);
        while known.next_if(|(found, _)| found.start < region.words.start).is_some() {}
        while let Some((found, slot)) = known.next_if(|(found, _)| found.end <= region.words.end) {
            *slot = decoder.probability(found.start - region.words.start, found.end - region.words.start);
        }
    }
    out
}
