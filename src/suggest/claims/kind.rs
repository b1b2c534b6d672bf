//! What kind of claim a sentence makes, by its words: `assets/lexicons/claim-kinds.txt`.

use crate::suggest::prepared::{Prepared, Token, TokenKind};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// The kinds that words can tell, the stronger one first; else it is `factual`.
const KINDS: [&str; 5] = ["accusation", "demand", "prediction", "causal", "quantity"];

/// How many bytes of a word its family is looked up by.
const STEM: usize = 3;

/// The words of each kind.
#[derive(Debug, Default)]
struct Lexicon {
    words: FxHashMap<&'static str, u8>,
    /// Beginnings of words, by their first bytes.
    stems: FxHashMap<&'static str, Vec<(&'static str, u8)>>,
    /// Two words: the first, the second, the kinds.
    pairs: FxHashMap<&'static str, Vec<(&'static str, u8)>>,
}

impl Lexicon {
    fn shared() -> &'static Self {
        static SHARED: OnceLock<Lexicon> = OnceLock::new();
        SHARED.get_or_init(|| Self::parse(include_str!("../../../assets/lexicons/claim-kinds.txt")))
    }

    fn parse(source: &'static str) -> Self {
        let mut lexicon = Self::default();
        let mut bit = 0;
        for line in source.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                bit = KINDS.iter().position(|kind| *kind == name).map_or(0, |at| 1 << at);
                continue;
            }
            for word in line.split_whitespace() {
                if let Some((first, second)) = word.split_once('_') {
                    lexicon.pairs.entry(first).or_default().push((second, bit));
                } else if let Some(stem) = word.strip_suffix('*') {
                    lexicon.stems.entry(head(stem)).or_default().push((stem, bit));
                } else {
                    *lexicon.words.entry(word).or_default() |= bit;
                }
            }
        }
        lexicon
    }

    fn of(&self, word: &str, next: &str) -> u8 {
        let own = self.words.get(word).copied().unwrap_or_default();
        let stems = self.stems.get(head(word)).into_iter().flatten();
        let family = stems.filter(|(stem, _)| word.starts_with(stem)).fold(0, |bits, (_, bit)| bits | bit);
        let pairs = self.pairs.get(word).into_iter().flatten();
        pairs.filter(|(second, _)| *second == next).fold(own | family, |bits, (_, bit)| bits | bit)
    }
}

fn head(word: &str) -> &str {
    word.get(..word.ceil_char_boundary(STEM)).unwrap_or(word)
}

/// Returns the kind of claim that tokens make.
pub(super) fn of(prepared: &Prepared<'_>, tokens: &[Token]) -> &'static str {
    let lexicon = Lexicon::shared();
    let (mut bits, mut numbers) = (0, 0);
    let (mut word, mut next) = (String::new(), String::new());
    for (at, token) in tokens.iter().enumerate() {
        numbers += u32::from(token.kind == TokenKind::Number && !is_year(prepared.word(token)));
        numbers += u32::from(matches!(prepared.word(token), "%" | "$" | "€"));
        if token.kind == TokenKind::Word {
            fold(prepared.word(token), &mut word);
            fold(tokens.get(at + 1).map_or("", |next| prepared.word(next)), &mut next);
            bits |= lexicon.of(&word, &next);
        }
    }
    let kind = KINDS
        .iter()
        .enumerate()
        .find(|(at, name)| bits & (1 << at) != 0 && (**name != "quantity" || numbers > 0));
    match kind {
        Some((_, kind)) => kind,
        None if numbers >= 2 => "quantity",
        None => "factual",
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20"))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Article;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let article = Article::new(text);
        let prepared = Prepared::new(&article, "en");
        assert_eq!(of(&prepared, &prepared.tokens), expected, "{text}");
    }

    #[test]
    fn kinds_of_claims() {
        check("Our border with Kazakhstan is already 7 thousand kilometers.", "quantity");
        check("Tokaev called on Western countries to lift sanctions.", "demand");
        check("The outcome will be known soon.", "prediction");
        check("The bridge fell because of the flood.", "causal");
        check("The deputy accused the ministry of fraud.", "accusation");
        check("Министерство обвинило соседей в провокации.", "accusation");
        check("The presidents met in Astana.", "factual");
    }
}
