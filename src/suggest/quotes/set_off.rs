//! Speech that the page sets off instead of marking it: turns of a transcript (*SMITH: …*, *Q: …*) and block
//! quotations.
//!
//! One paragraph with a name and a colon is no transcript; three are, when a name comes back.

use super::attribution;
use super::direct;
use super::floating;
use super::lexicon::Class;
use super::pairs::paragraph_end;
use super::phrase::Phrase;
use super::scene::{Block, Scene};
use crate::suggest::found::Mention;
use crate::suggest::prepared::TokenKind;
use crate::text::BlockKind;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A stretch that is all speech, with who speaks before or behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SetOff {
    /// All its tokens, from who speaks to its end.
    pub(crate) tokens: Range<usize>,
    /// What is said; each paragraph of a turn on its own.
    pub(crate) said: Vec<Range<usize>>,
    /// Who speaks, when it says so itself.
    pub(crate) speaker: Option<Phrase>,
    /// The colon behind who speaks.
    pub(crate) colon: Option<usize>,
    /// Whether nothing but the colon before it tells that it is speech.
    pub(crate) plain: bool,
}

/// How many words a name before a colon has at most, marks counted.
const LABEL: usize = 9;
/// How many turns make a transcript.
const TURNS: usize = 3;
/// How many paragraphs may go on from a turn before the next one.
const GOES_ON: usize = 12;
/// How many words a block quotation has at least: a shorter one is a heading or an ornament.
const WORDS: usize = 4;

/// Headings in capitals that nobody is called.
const NOBODY: &[&str] = &[
    "photo",
    "photos",
    "video",
    "watch",
    "related",
    "read",
    "update",
    "updated",
    "note",
    "image",
    "source",
    "sources",
    "correction",
    "editor",
    "warning",
    "breaking",
    "exclusive",
    "listen",
    "more",
    "contact",
    "tags",
    "caption",
    "credit",
    "location",
    "date",
    "time",
    "subject",
    "from",
    "to",
    "re",
    "cc",
];

/// Finds what the page sets off, in order.
pub(crate) fn find(scene: &Scene<'_, '_>, mentions: &[Mention]) -> Vec<SetOff> {
    let mut out = turns(scene, mentions);
    for block in scene.prepared.article.blocks().iter().filter(|block| block.kind == BlockKind::Quotation) {
        let start = scene.prepared.token_at(block.span.start);
        let end = scene.prepared.tokens.partition_point(|token| token.span.start < block.span.end);
        let apart = |other: &SetOff| other.tokens.end <= start || end <= other.tokens.start;
        if out.iter().all(apart) {
            out.extend(quotation(scene, start..end));
        }
    }
    out.sort_by_key(|set_off| set_off.tokens.start);
    out
}

/// A paragraph that begins with who speaks.
struct Label {
    /// Which words it is, for telling whether it comes back.
    name: String,
    /// Whether it is in capitals, or a mere *Q*.
    shouts: bool,
    tokens: Range<usize>,
    paragraph: Range<usize>,
}

/// The turns of a transcript, with the paragraphs that go on from each.
fn turns(scene: &Scene<'_, '_>, mentions: &[Mention]) -> Vec<SetOff> {
    let mut labels = Vec::new();
    let mut paragraphs = Vec::new();
    let mut from = 0;
    while from < scene.prepared.tokens.len() {
        let to = paragraph_end(scene.prepared, from);
        labels.extend(label(scene, from..to));
        paragraphs.push(from..to);
        from = to;
    }
    let mut times: FxHashMap<&str, usize> = FxHashMap::default();
    for label in &labels {
        *times.entry(&label.name).or_default() += 1;
    }
    let comes_back = |label: &&Label| times.get(label.name.as_str()).is_some_and(|times| *times > 1);
    let speaks = |label: &Label| {
        let person =
            |at| scene.name_at(at).and_then(|name| mentions.get(name)).is_some_and(|it| it.kind == "person");
        label.shouts
            || label.tokens.clone().any(|at| person(at) || scene.class(at).any(Class::ROLE))
                && comes_back(&label)
    };
    let many = labels.iter().filter(|label| speaks(label)).count() >= TURNS;
    let twice = labels.iter().filter(|label| speaks(label)).any(|label| comes_back(&label));
    if !many || !twice || times.len() < 2 {
        return Vec::new();
    }
    let turns: Vec<_> = labels.iter().filter(|label| speaks(label)).collect();
    let mut out = Vec::with_capacity(turns.len());
    for (at, turn) in turns.iter().enumerate() {
        let said = turn.tokens.end + 1..turn.paragraph.end;
        let mut set_off = SetOff {
            tokens: turn.paragraph.clone(),
            said: vec![bare(scene, said)],
            speaker: Some(Phrase { tokens: turn.tokens.clone(), apposition: None }),
            colon: Some(turn.tokens.end),
            plain: false,
        };
        let next = turns.get(at + 1).map_or(0, |next| next.paragraph.start);
        let from = paragraphs.partition_point(|it| it.start < turn.paragraph.end);
        let behind: Vec<_> = paragraphs.iter().skip(from).take_while(|it| it.end <= next).cloned().collect();
        if behind.len() <= GOES_ON {
            set_off.tokens.end = behind.last().map_or(set_off.tokens.end, |last| last.end);
            let heard = behind.into_iter().filter(|it| !is_aside(scene, it)).map(|it| bare(scene, it));
            set_off.said.extend(heard.filter(|it| !it.is_empty()));
        }
        out.push(set_off);
    }
    out
}

/// Who speaks at the start of a paragraph: *SMITH:*, *Q.*, *“Anna Keller:*.
fn label(scene: &Scene<'_, '_>, paragraph: Range<usize>) -> Option<Label> {
    let mut start = paragraph.start;
    while scene.is_mark(start, &["“", "\"", "„", "«", "—", "–", "-", "*"]) {
        start += 1;
    }
    let letter = matches!(scene.word(start), "Q" | "A") && scene.is_mark(start + 1, &[":", "."]);
    let end = if letter {
        start + 1
    } else {
        (start..paragraph.end.min(start + LABEL)).find(|&at| scene.is_mark(at, &[":"]))?
    };
    let tokens = start..end;
    if tokens.is_empty() || end + 1 >= paragraph.end || !scene.capital(start) {
        return None;
    }
    let small = |at: usize| {
        let class = scene.class(at);
        class.any(Class::PREPOSITION.and(Class::DETERMINER))
            || matches!(scene.word(at), "de" | "von" | "van" | "al")
    };
    let depth = |at: usize| (start..at).filter(|&at| scene.is_mark(at, &["("])).count();
    let fits = tokens.clone().all(|at| match scene.kind(at) {
        Some(TokenKind::Word) => scene.capital(at) || small(at) || depth(at) > 0,
        Some(TokenKind::Number) => depth(at) > 0,
        _ => scene.is_mark(at, &[".", "(", ")", "’", "'", ","]),
    });
    let nobody = |at: usize| {
        scene.class(at).any(Class::TIME)
            || NOBODY.iter().any(|word| scene.word(at).eq_ignore_ascii_case(word))
    };
    if !fits
        || nobody(start)
        || !letter && scene.count_words(tokens.clone()) == 1 && scene.word(start).len() < 3
    {
        return None;
    }
    let words = || tokens.clone().filter(|at| scene.kind(*at) == Some(TokenKind::Word) && depth(*at) == 0);
    let shouts = letter || words().all(|at| !scene.word(at).chars().any(char::is_lowercase));
    let name = words().map(|at| scene.word(at)).collect::<Vec<_>>().join(" ");
    Some(Label { name, shouts, tokens: tokens.clone(), paragraph })
}

/// Whether a paragraph is what nobody says: *(CROSSTALK.)*, *[laughter]*, a heading.
fn is_aside(scene: &Scene<'_, '_>, paragraph: &Range<usize>) -> bool {
    let start = (paragraph.start..paragraph.end)
        .find(|&at| !scene.is_mark(at, &["“", "\"", "*"]))
        .unwrap_or(paragraph.start);
    let span = scene.span(paragraph.clone());
    let blocks = scene.prepared.article.blocks();
    let from = blocks.partition_point(|block| block.span.start < span.start);
    let mut here = blocks.iter().skip(from).take_while(|block| block.span.start < span.end);
    scene.is_mark(start, &["(", "["]) || here.any(|block| matches!(block.kind, BlockKind::Heading(_)))
}

/// A paragraph without quotation marks and other marks at its start.
fn bare(scene: &Scene<'_, '_>, mut tokens: Range<usize>) -> Range<usize> {
    const MARKS: &[&str] = &["“", "”", "\"", "„", "«", "»", "*"];
    while tokens.start < tokens.end && scene.is_mark(tokens.start, MARKS) {
        tokens.start += 1;
    }
    while tokens.start < tokens.end && scene.is_mark(tokens.end - 1, MARKS) {
        tokens.end -= 1;
    }
    tokens
}

/// A block quotation, unless the words in it say themselves who speaks.
fn quotation(scene: &Scene<'_, '_>, tokens: Range<usize>) -> Option<SetOff> {
    let from = scene.blocks.partition_point(|block| block.tokens.start < tokens.start);
    let inside: Vec<&Block> =
        scene.blocks.iter().skip(from).take_while(|block| block.tokens.start < tokens.end).collect();
    let whole = inside.first()?.tokens.start == tokens.start && inside.last()?.tokens.end == tokens.end;
    let signed = inside.last().and_then(|last| floating::signature(scene, last));
    let said = tokens.start..if signed.is_some() { inside.last()?.tokens.start } else { tokens.end };
    let told = |block: &&&Block| {
        let mut attributions = attribution::find(scene, block);
        !direct::find(scene, block, &mut attributions).is_empty()
    };
    if !whole || scene.count_words(said.clone()) < WORDS || inside.iter().any(|block| told(&block)) {
        return None;
    }
    let behind = scene.blocks.get(from + inside.len());
    let (speaker, end) = match signed {
        Some(speaker) => (Some(speaker), tokens.end),
        None => {
            match behind.and_then(|behind| Some((floating::signature(scene, behind)?, behind.tokens.end))) {
                Some((speaker, end)) => (Some(speaker), end),
                None => (None, tokens.end),
            }
        }
    };
    Some(SetOff { tokens: tokens.start..end, said: vec![said], speaker, colon: None, plain: false })
}

/// The paragraph that begins at a token, behind *X said:*.
pub(crate) fn paragraph(scene: &Scene<'_, '_>, start: usize) -> SetOff {
    let tokens = start..paragraph_end(scene.prepared, start);
    SetOff { tokens: tokens.clone(), said: vec![tokens], speaker: None, colon: None, plain: true }
}
