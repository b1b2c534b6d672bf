//! The words of an article as this stage sees them: tokens, with possessives cut off, abbreviations joined
//! (*U.S.*, *J.*, *St.*) and compounds taken apart (*anti-|Russian*, *ISIL|-held*).
//!
//! Invariant: words are in order, do not overlap, and their spans lie on character boundaries.

use super::fold::fold;
use super::lexicon::Lexicon;
use crate::suggest::prepared::{Prepared, Token, TokenKind};
use crate::text::Span;

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Shape {
    /// `president`.
    Lower,
    /// `Putin`.
    Capital,
    /// `NATO`.
    Caps,
    /// `J`, `J.`.
    Initial,
    /// `McCain`, `al-Qaeda`, `iPhone`.
    Mixed,
    /// `U.S.`.
    Dotted,
    /// `2024`.
    Number,
    /// `,`.
    Mark,
    /// A script without case: 习近平.
    Caseless,
}

/// One word or mark.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    /// Where, without a possessive ending.
    pub(crate) span: Span,
    /// Its hash, case folded.
    pub(crate) fold: u64,
    /// What the lexicon knows of it.
    pub(crate) classes: u32,
    /// How it is written.
    pub(crate) shape: Shape,
    /// Whether it is the second part of a compound that was taken apart.
    pub(crate) glued: bool,
    /// Whether *'s* follows.
    pub(crate) possessive: bool,
    /// Whether it is the first word of its sentence, marks aside.
    pub(crate) first: bool,
    /// The index of its sentence.
    pub(crate) sentence: u32,
}

impl Word {
    /// Says whether the lexicon puts the word into one of `classes`.
    pub(crate) const fn is(&self, classes: u32) -> bool {
        self.classes & classes != 0
    }

    /// Says whether the word may be part of a name by the way it is written.
    pub(crate) const fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Caps | Shape::Mixed | Shape::Dotted | Shape::Initial)
    }
}

/// Prefixes that are no part of the name behind them.
const BEFORE: &[&str] = &[
    "anti", "pro", "non", "ex", "post", "pre", "intra", "inter", "un", "mid", "counter", "then", "former",
    "de", "cross",
];

/// Second parts that are no part of the name before them.
const BEHIND: &[&str] = &[
    "led",
    "based",
    "born",
    "backed",
    "held",
    "controlled",
    "run",
    "owned",
    "funded",
    "occupied",
    "dominated",
    "majority",
    "linked",
    "speaking",
    "language",
    "made",
    "style",
    "era",
    "sponsored",
    "allied",
    "supported",
    "trained",
    "educated",
    "registered",
    "bound",
    "related",
    "wide",
    "brokered",
    "mediated",
    "administered",
    "affiliated",
    "aligned",
    "imposed",
    "appointed",
    "inspired",
    "ruled",
    "built",
    "designed",
    "proposed",
    "oriented",
    "installed",
    "drafted",
    "organized",
    "organised",
    "friendly",
    "sanctioned",
    "approved",
    "listed",
    "origin",
    "mandated",
    "initiated",
    "armed",
    "supplied",
    "produced",
    "hosted",
    "area",
    "fired",
];

/// Abbreviations whose point belongs to them.
const ABBREVIATIONS: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "St", "Gen", "Sen", "Rep", "Gov", "Lt", "Col", "Sgt", "Jr", "Sr", "Prof", "Rev",
    "Inc", "Corp", "Ltd", "Co", "Jan", "Feb", "Mar", "Apr", "Aug", "Sept", "Oct", "Nov", "Dec", "Adm",
    "Capt", "Maj", "Brig", "Hon", "No",
];

/// Splits an article's tokens into words. `known` says whether a word is a name by itself: compounds of two
/// such (*Russia-Ukraine*) are taken apart unless they are one name together.
pub(crate) fn words(prepared: &Prepared<'_>, lexicon: &Lexicon, known: impl Fn(u64) -> bool) -> Vec<Word> {
    split(prepared.text(), &prepared.tokens, lexicon, known)
}

/// Splits tokens into words.
pub(crate) fn split(
    text: &str,
    tokens: &[Token],
    lexicon: &Lexicon,
    known: impl Fn(u64) -> bool,
) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(tokens.len() + tokens.len() / 16);
    let mut fresh = u32::MAX;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let joined = joined_points(text, tokens, at);
        let span = Span::new(token.span.start, joined.map_or(token.span.end, |(_, end)| end));
        let dotted = joined.is_some_and(|(count, _)| count > 2);
        at += joined.map_or(1, |(count, _)| count);
        let first = fresh != token.sentence && token.kind != TokenKind::Mark;
        if first {
            fresh = token.sentence;
        }
        let mut word = Word {
            span,
            fold: 0,
            classes: 0,
            shape: Shape::Mark,
            glued: false,
            possessive: false,
            first,
            sentence: token.sentence,
        };
        match token.kind {
            TokenKind::Mark => word.fold = fold(span.of_text(text)),
            TokenKind::Number => {
                word.shape = Shape::Number;
                word.fold = fold(span.of_text(text));
            }
            TokenKind::Word => {
                word.shape = if dotted { Shape::Dotted } else { Shape::Lower };
                push_parts(text, word, lexicon, &known, &mut out);
                continue;
            }
        }
        out.push(word);
    }
    out
}

/// Returns how many tokens make one abbreviation from `at` on, and where it ends: *U . S .*, *J .*, *St .*.
fn joined_points(text: &str, tokens: &[Token], at: usize) -> Option<(usize, u32)> {
    let token = tokens.get(at)?;
    if token.kind != TokenKind::Word || !token.capital {
        return None;
    }
    let touching = |index: usize, end: u32| {
        tokens.get(index).filter(|next| next.span.start == end && next.span.of_text(text) == ".")
    };
    let point = touching(at + 1, token.span.end)?;
    let word = token.span.of_text(text);
    if word.chars().count() > 1 {
        return ABBREVIATIONS.contains(&word).then_some((2, point.span.end));
    }
    let (mut count, mut end) = (2, point.span.end);
    while let Some(letter) = tokens
        .get(at + count)
        .filter(|next| next.span.start == end && next.capital && next.span.of_text(text).chars().count() == 1)
    {
        let Some(point) = touching(at + count + 1, letter.span.end) else {
            // "U.S" without its last point
            return Some((count + 1, letter.span.end));
        };
        count += 2;
        end = point.span.end;
    }
    Some((count, end))
}

fn push_parts(
    text: &str,
    mut word: Word,
    lexicon: &Lexicon,
    known: &impl Fn(u64) -> bool,
    out: &mut Vec<Word>,
) {
    let written = word.span.of_text(text);
    if let Some(ending) = possessive(written) {
        word.possessive = true;
        word.span.end -= ending as u32;
    }
    let written = word.span.of_text(text);
    let whole = fold(written);
    let cut = written
        .find(['-', '‐', '‑'])
        .filter(|_| !known(whole))
        .and_then(|_| compound(written, known))
        .unwrap_or_default();
    if cut == 0 {
        out.push(finished(text, word, whole, lexicon));
        return;
    }
    let middle = word.span.start + cut as u32;
    let behind =
        written.get(cut..).and_then(|rest| rest.chars().next()).map_or(1, |hyphen| hyphen.len_utf8() as u32);
    let left = Word { span: Span::new(word.span.start, middle), possessive: false, ..word };
    let right = Word { span: Span::new(middle + behind, word.span.end), glued: true, first: false, ..word };
    out.push(finished(text, left, fold(left.span.of_text(text)), lexicon));
    push_parts(text, right, lexicon, known, out);
}

fn finished(text: &str, word: Word, fold: u64, lexicon: &Lexicon) -> Word {
    let shape = if word.shape == Shape::Dotted { Shape::Dotted } else { shape_of(word.span.of_text(text)) };
    Word { fold, classes: lexicon.classes(fold), shape, ..word }
}

/// Returns the byte where a compound comes apart.
fn compound(word: &str, known: &impl Fn(u64) -> bool) -> Option<usize> {
    let cut = word.rfind(['-', '‐', '‑'])?;
    let hyphen = word.get(cut..)?.chars().next()?;
    let (left, right) = (word.get(..cut)?, word.get(cut + hyphen.len_utf8()..)?);
    if left.starts_with(char::is_uppercase) && BEHIND.contains(&right) {
        return Some(cut);
    }
    let first = word.find(['-', '‐', '‑'])?;
    let rest = word.get(first + hyphen.len_utf8()..)?;
    let prefix = word.get(..first)?;
    if rest.starts_with(char::is_uppercase)
        && BEFORE.iter().any(|before| before.eq_ignore_ascii_case(prefix))
        && (prefix.starts_with(char::is_lowercase) || known(fold(rest)))
    {
        return Some(first);
    }
    (known(fold(prefix)) && known(fold(rest)) && rest.starts_with(char::is_uppercase)).then_some(first)
}

/// Returns the length of a possessive ending.
fn possessive(word: &str) -> Option<usize> {
    let stem = word.strip_suffix(['s', 'S'])?;
    let mark = stem.chars().next_back().filter(|mark| matches!(mark, '\'' | '’' | 'ʼ'))?;
    (stem.len() > mark.len_utf8()).then(|| 1 + mark.len_utf8())
}

fn shape_of(word: &str) -> Shape {
    let (mut upper, mut lower, mut other, mut digits) = (0, 0, 0, 0);
    for char in word.chars() {
        if char.is_lowercase() {
            lower += 1;
        } else if char.is_uppercase() {
            upper += 1;
        } else if char.is_numeric() {
            digits += 1;
        } else if char.is_alphabetic() {
            other += 1;
        }
    }
    let capital = word.starts_with(char::is_uppercase);
    match (upper, lower) {
        (0, 0) if other > 0 => Shape::Caseless,
        (0, 0) => Shape::Number,
        (0, _) => Shape::Lower,
        (1, 0) if digits == 0 => Shape::Initial,
        (_, 0) => Shape::Caps,
        (1, _) if capital => Shape::Capital,
        (2.., 1..) if capital && is_hyphened_capitals(word) => Shape::Capital,
        _ => Shape::Mixed,
    }
}

/// Says whether every part of a compound starts with its only capital: *Ust-Kamenogorsk*.
fn is_hyphened_capitals(word: &str) -> bool {
    word.split(['-', '‐', '‑', '\'', '’']).all(|part| {
        let mut chars = part.chars();
        chars.next().is_some_and(|first| !first.is_lowercase()) && !chars.any(char::is_uppercase)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Article;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let article = Article::new(text);
        let prepared = Prepared::new(&article, "en");
        let known =
            |hash| ["Russia", "Ukraine", "Guinea", "Bissau", "Guinea-Bissau"].iter().any(|k| fold(k) == hash);
        let found = words(&prepared, Lexicon::shared(), known);
        let found: Vec<_> = found.iter().map(|word| word.span.of_text(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_of_news() {
        check("Rosatom’s anti-Russian ISIL-held", &["Rosatom", "anti", "Russian", "ISIL", "held"]);
        check(
            "the U.S. and J. Smith, U.S.-led",
            &["the", "U.S.", "and", "J.", "Smith", ",", "U.S.", "-", "led"],
        );
        check(
            "Russia-Ukraine Guinea-Bissau Ust-Kamenogorsk",
            &["Russia", "Ukraine", "Guinea-Bissau", "Ust-Kamenogorsk"],
        );
        check("Mr. Putin left. St. Petersburg", &["Mr.", "Putin", "left", ".", "St.", "Petersburg"]);
    }

    #[test]
    fn shapes() {
        for (word, shape) in [
            ("putin", Shape::Lower),
            ("Putin", Shape::Capital),
            ("NATO", Shape::Caps),
            ("Ust-Kamenogorsk", Shape::Capital),
            ("al-Qaeda", Shape::Mixed),
            ("习近平", Shape::Caseless),
        ] {
            assert_eq!(shape_of(word), shape, "{word}");
        }
    }
}
