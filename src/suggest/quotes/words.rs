//! What each token of the article may be, by the lexicon.

use super::lexicon::{Class, Lexicon};
use crate::suggest::prepared::{Prepared, Token, TokenKind};

/// The classes of all tokens, and where phrases lie.
#[derive(Debug, Default)]
pub(crate) struct Words {
    classes: Vec<Class>,
    /// For a token that begins a phrase, how many tokens it has; else 1.
    lengths: Vec<u8>,
}

impl Words {
    /// Looks every token up.
    pub(crate) fn new(prepared: &Prepared<'_>, lexicon: &Lexicon) -> Self {
        let mut lower = String::new();
        let mut words = Self::default();
        words.classes.reserve(prepared.tokens.len());
        words.lengths.reserve(prepared.tokens.len());
        for (at, token) in prepared.tokens.iter().enumerate() {
            let (class, length) = look_up(prepared, lexicon, at, token, &mut lower);
            words.classes.push(class);
            words.lengths.push(length);
        }
        words
    }

    /// Returns what a token may be.
    pub(crate) fn class(&self, at: usize) -> Class {
        self.classes.get(at).copied().unwrap_or_default()
    }

    /// Returns how many tokens the phrase has that begins here.
    pub(crate) fn length(&self, at: usize) -> usize {
        self.lengths.get(at).copied().unwrap_or(1).into()
    }
}

fn look_up(
    prepared: &Prepared<'_>,
    lexicon: &Lexicon,
    at: usize,
    token: &Token,
    lower: &mut String,
) -> (Class, u8) {
    if token.kind != TokenKind::Word {
        let number = token.kind == TokenKind::Number;
        return (if number { Class::DETERMINER } else { Class::default() }, 1);
    }
    fold(prepared.word(token), lower);
    let class = lexicon.class(lower);
    let phrases = lexicon.phrases(lower);
    let skip = usize::from(!phrases.is_empty() && lexicon.english && is_day(prepared, at + 1));
    for (rest, phrase) in phrases {
        let follows = rest.iter().enumerate().all(|(step, word)| {
            prepared.tokens.get(at + 1 + skip + step).is_some_and(|next| {
                prepared.word(next).eq_ignore_ascii_case(word) || same(prepared.word(next), word)
            })
        });
        if follows {
            return (*phrase, u8::try_from(rest.len() + 1 + skip).unwrap_or(1));
        }
    }
    if class.is_empty() && lexicon.english {
        return (shape(lower, token), 1);
    }
    (class, 1)
}

/// Whether a weekday stands here, as within *called Tuesday for*.
fn is_day(prepared: &Prepared<'_>, at: usize) -> bool {
    const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    prepared.tokens.get(at).is_some_and(|token| DAYS.contains(&prepared.word(token)))
}

/// Lower case, one kind of apostrophe.
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

fn same(word: &str, folded: &str) -> bool {
    !word.is_ascii() && word.chars().flat_map(char::to_lowercase).eq(folded.chars())
}

/// What the look of an unknown English word tells.
fn shape(lower: &str, token: &Token) -> Class {
    if let Some((head, tail)) = lower.rsplit_once('\'') {
        return match tail {
            "s" if matches!(head, "he" | "she" | "it" | "who") => {
                Class::PRONOUN.and(Class::AUXILIARY).and(Class::BE).and(Class::ANTECEDENT)
            }
            "ll" | "d" | "ve" | "re" | "m" => Class::PRONOUN.and(Class::AUXILIARY).and(Class::ANTECEDENT),
            _ => Class::default(),
        };
    }
    if token.capital {
        return Class::default();
    }
    if lower.len() > 4 && lower.ends_with("ly") {
        Class::ADVERB
    } else if lower.len() > 4 && lower.ends_with("ed") {
        Class::VERB
    } else {
        Class::default()
    }
}
