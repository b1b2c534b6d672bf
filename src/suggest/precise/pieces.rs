//! Words, pieces and shapes: what the network sees of a text. `training/pieces.py` does the same.
//!
//! A word is a run of letters and digits, or one other character that is no white space. It becomes pieces of the
//! vocabulary by longest match first (WordPiece), in small letters and without accents; its shape keeps what the
//! small letters lose.

use crate::text::Span;
use regex::Regex;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// What opens a window, what closes it, and what stands for an unknown word.
pub(super) const OPEN: u16 = 101;
pub(super) const CLOSE: u16 = 102;
const UNKNOWN: u16 = 100;
/// A word of more characters is unknown.
const LONGEST: usize = 60;

/// One word as the network sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Where.
    pub span: Span,
    /// Which of [`Words::pieces`] is its first.
    first: u32,
    /// How many pieces it has.
    pub(super) count: u8,
    /// How it is written, 1 to 10.
    pub shape: u8,
    /// The index of its sentence.
    pub sentence: u32,
}

/// The words of a text with their pieces.
#[derive(Debug, Default)]
pub struct Words {
    /// The words, in order.
    pub words: Vec<Word>,
    /// The pieces of all words, by their number in the vocabulary.
    pieces: Vec<u16>,
}

impl Words {
    /// Splits the sentences of a text.
    #[must_use]
    pub fn new(text: &str, sentences: &[Span]) -> Self {
        let vocabulary = Vocabulary::shared();
        let mut out = Self::default();
        for (sentence, span) in (0..).zip(sentences) {
            out.split(text, *span, sentence, vocabulary);
        }
        out
    }

    /// Returns the pieces of a word, by their number in the vocabulary.
    #[must_use]
    pub fn pieces_of(&self, word: &Word) -> &[u16] {
        let first = word.first as usize;
        self.pieces.get(first..first + usize::from(word.count)).unwrap_or_default()
    }

    fn split(&mut self, text: &str, sentence: Span, index: u32, vocabulary: &Vocabulary) {
        let line = sentence.of_text(text);
        let mut chars = line.char_indices().peekable();
        while let Some((start, char)) = chars.next() {
            if is_space(char) {
                continue;
            }
            let mut end = start + char.len_utf8();
            if Kind::of(char).is_wordlike() {
                while let Some((at, next)) = chars.next_if(|(_, next)| Kind::of(*next).is_wordlike()) {
                    end = at + next.len_utf8();
                }
            }
            let written = line.get(start..end).unwrap_or_default();
            let (first, base) = (self.pieces.len(), sentence.start as usize);
            vocabulary.cut(written, &mut self.pieces);
            self.words.push(Word {
                span: Span::of(base + start..base + end),
                first: first as u32,
                count: (self.pieces.len() - first) as u8,
                shape: shape(written),
                sentence: index,
            });
        }
    }
}

/// White space, and the four separators of files, groups, records and units.
fn is_space(char: char) -> bool {
    char.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&char)
}

/// The sort of a character, as its Unicode category tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Upper,
    Lower,
    Letter,
    Number,
    Other,
}

impl Kind {
    fn of(char: char) -> Self {
        match char {
            'A'..='Z' => Self::Upper,
            'a'..='z' => Self::Lower,
            '0'..='9' => Self::Number,
            '\0'..='\x7f' => Self::Other,
            _ => Self::beyond_ascii(char),
        }
    }

    fn beyond_ascii(char: char) -> Self {
        static KINDS: OnceLock<Vec<(Regex, Kind)>> = OnceLock::new();
        let kinds = KINDS.get_or_init(|| {
            let kinds = [
                (r"\p{Lu}|\p{Lt}", Self::Upper),
                (r"\p{Ll}", Self::Lower),
                (r"\p{L}", Self::Letter),
                (r"\p{N}", Self::Number),
            ];
            kinds.into_iter().filter_map(|(class, kind)| Some((Regex::new(class).ok()?, kind))).collect()
        });
        let mut bytes = [0; 4];
        let written = char.encode_utf8(&mut bytes);
        kinds.iter().find(|(class, _)| class.is_match(written)).map_or(Self::Other, |(_, kind)| *kind)
    }

    const fn is_wordlike(self) -> bool {
        !matches!(self, Self::Other)
    }
}

/// Returns how a word is written. 0 is kept for marks of the network's own, 11 is free.
fn shape(word: &str) -> u8 {
    let kinds = || word.chars().map(Kind::of);
    let any = |kind: Kind| kinds().any(|other| other == kind);
    let first = kinds().next().unwrap_or(Kind::Other);
    let (upper, lower) = (any(Kind::Upper), any(Kind::Lower));
    if kinds().all(|kind| kind == Kind::Number) {
        5
    } else if first == Kind::Other {
        if matches!(word, "." | "!" | "?") { 7 } else { 8 }
    } else if any(Kind::Number) {
        6
    } else if lower && !upper {
        1
    } else if upper && !lower {
        if word.chars().nth(1).is_some() { 3 } else { 4 }
    } else if first != Kind::Upper {
        10
    } else if kinds().skip(1).any(|kind| kind == Kind::Upper) {
        9
    } else {
        2
    }
}

/// The pieces by their text.
#[derive(Debug)]
pub struct Vocabulary {
    /// Pieces that begin a word.
    first: FxHashMap<&'static str, u16>,
    /// Pieces inside a word, without the `##` that marks them.
    later: FxHashMap<&'static str, u16>,
    /// The pieces in the order of their numbers.
    names: Vec<&'static str>,
}

impl Vocabulary {
    /// Returns the vocabulary that the network was trained with.
    #[must_use]
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Vocabulary> = OnceLock::new();
        SHARED.get_or_init(|| {
            let names: Vec<_> =
                include_str!("../../../assets/models/precise-vocabulary.txt").lines().collect();
            let numbered = || (0u16..).zip(&names);
            let first = numbered().filter(|(_, name)| !name.starts_with("##"));
            let later = numbered().filter_map(|(number, name)| Some((name.strip_prefix("##")?, number)));
            Self {
                first: first.map(|(number, name)| (*name, number)).collect(),
                later: later.collect(),
                names,
            }
        })
    }

    /// Returns the text of a piece.
    #[must_use]
    pub fn name(&self, piece: u16) -> &'static str {
        self.names.get(usize::from(piece)).copied().unwrap_or_default()
    }

    /// Adds the pieces of a word to `out`.
    fn cut(&self, word: &str, out: &mut Vec<u16>) {
        let plain: String = word.to_lowercase().nfd().filter(|char| !is_combining_mark(*char)).collect();
        let before = out.len();
        let mut rest = plain.as_str();
        if rest.chars().nth(LONGEST).is_some() {
            rest = "";
        }
        while !rest.is_empty() {
            let pieces = if out.len() == before { &self.first } else { &self.later };
            let ends = rest.char_indices().map(|(at, char)| at + char.len_utf8()).rev();
            let found =
                ends.filter_map(|end| Some((*pieces.get(rest.get(..end)?)?, rest.get(end..)?))).next();
            let Some((piece, behind)) = found else {
                out.truncate(before);
                break;
            };
            out.push(piece);
            rest = behind;
        }
        if out.len() == before {
            out.push(UNKNOWN);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cuts a text: each word's pieces, joined, and its shape.
    #[track_caller]
    fn check(text: &str, expected: &[(&str, u8)]) {
        let words = Words::new(text, &[Span::of(0..text.len())]);
        let cut = |word: &Word| {
            let names: Vec<_> =
                words.pieces_of(word).iter().map(|piece| Vocabulary::shared().name(*piece)).collect();
            (names.join(" "), word.shape)
        };
        let found: Vec<_> = words.words.iter().map(cut).collect();
        let expected: Vec<_> = expected.iter().map(|(names, shape)| ((*names).to_owned(), *shape)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_pieces_and_shapes() {
        check("Erdoğan's AKP", &[("er ##dog ##an", 2), ("'", 8), ("s", 1), ("ak ##p", 3)]);
        check("McCain?! 7.5", &[("mccain", 9), ("?", 7), ("!", 7), ("7", 5), (".", 7), ("5", 5)]);
        check("G20 iPhone X", &[("g ##20", 6), ("iphone", 10), ("x", 4)]);
        check("Ἀθῆναι 𝔘 ①", &[("α ##θ ##η ##ν ##α ##ι", 2), ("[UNK]", 4), ("[UNK]", 5)]);
    }

    #[test]
    fn a_word_too_long_is_unknown() {
        let long = "a".repeat(LONGEST);
        let (known, unknown) =
            (Words::new(&long, &[Span::of(0..60)]), Words::new(&format!("{long}a"), &[Span::of(0..61)]));
        assert!(known.pieces_of(&known.words[0]).len() > 1);
        assert_eq!(unknown.pieces_of(&unknown.words[0]), [UNKNOWN]);
    }
}
