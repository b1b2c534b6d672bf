//! An article split once for all stages: sentences and tokens, in order.

use super::language;
use crate::text::{Article, Span, segment};
use smol_str::SmolStr;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with digits, inner apostrophes and hyphens.
    Word,
    /// Digits, with inner points and commas.
    Number,
    /// One mark: a quotation mark, a comma, a dash ….
    Mark,
}

/// The smallest unit the stages look at. White space lies between tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Whether it starts with a capital (or is in a script without case).
    pub capital: bool,
    /// The index of its sentence in [`Prepared::sentences`].
    pub sentence: u32,
}

/// A text with its sentences and tokens.
#[derive(Debug)]
pub struct Prepared<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its language, ISO 639-1; "" when unknown.
    pub language: SmolStr,
    /// The sentences, in order, without the white space between them.
    pub sentences: Vec<Span>,
    /// The tokens, in order.
    pub tokens: Vec<Token>,
    /// For each sentence, the index of its first token; one more entry at the end.
    pub first_token: Vec<u32>,
}

impl<'a> Prepared<'a> {
    /// Splits an article; detects its language when `language` is "".
    #[must_use]
    pub fn new(article: &'a Article, language: &str) -> Self {
        let text = article.text();
        let language = if language.is_empty() { language::detect(text) } else { SmolStr::new(language) };
        let sentences = segment::sentences(text);
        let mut tokens = Vec::with_capacity(text.len() / 5);
        let mut first_token = Vec::with_capacity(sentences.len() + 1);
        for (index, sentence) in sentences.iter().enumerate() {
            first_token.push(tokens.len() as u32);
            tokenise(text, *sentence, index as u32, &mut tokens);
        }
        first_token.push(tokens.len() as u32);
        Self { article, language, sentences, tokens, first_token }
    }

    /// Returns the text.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.article.text()
    }

    /// Returns the words of a token.
    #[must_use]
    pub fn word(&self, token: &Token) -> &'a str {
        self.article.slice(token.span)
    }

    /// Returns the tokens of a sentence.
    #[must_use]
    pub fn tokens_of(&self, sentence: usize) -> &[Token] {
        let start = self.first_token.get(sentence).copied().unwrap_or_default() as usize;
        let end = self.first_token.get(sentence + 1).copied().unwrap_or_default() as usize;
        self.tokens.get(start..end).unwrap_or_default()
    }

    /// Returns the index of the first token that ends after `at`.
    #[must_use]
    pub fn token_at(&self, at: u32) -> usize {
        self.tokens.partition_point(|token| token.span.end <= at)
    }

    /// Returns the index of the sentence that `at` lies in or before.
    #[must_use]
    pub fn sentence_at(&self, at: u32) -> usize {
        self.sentences.partition_point(|sentence| sentence.end <= at)
    }
}

pub(crate) fn tokenise(text: &str, sentence: Span, index: u32, out: &mut Vec<Token>) {
    let line = sentence.of_text(text);
    let mut chars = line.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if first.is_whitespace() {
            continue;
        }
        let mut end = start + first.len_utf8();
        let kind = if first.is_alphanumeric() {
            let number = first.is_numeric();
            while let Some(&(at, char)) = chars.peek() {
                let next = line.get(at + char.len_utf8()..).and_then(|rest| rest.chars().next());
                if !(continues(char) || joins(char, number, next)) {
                    break;
                }
                chars.next();
                end = at + char.len_utf8();
            }
            if number { TokenKind::Number } else { TokenKind::Word }
        } else {
            TokenKind::Mark
        };
        let capital = kind == TokenKind::Word && !first.is_lowercase();
        let base = sentence.start as usize;
        out.push(Token { span: Span::of(base + start..base + end), kind, capital, sentence: index });
    }
}

fn continues(char: char) -> bool {
    char.is_alphanumeric() || is_combining(char)
}

fn is_combining(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{ad}' | '\u{200c}' | '\u{200d}')
}

/// Marks that stay inside a token when a letter or digit follows: *don’t*, *Ust-Kamenogorsk*, *7.5*.
fn joins(char: char, number: bool, next: Option<char>) -> bool {
    let Some(next) = next else { return false };
    match char {
        '-' | '‐' | '‑' => next.is_alphanumeric(),
        '\'' | '’' | 'ʼ' => !number && next.is_alphabetic(),
        '.' | ',' => number && next.is_numeric(),
        '&' | '_' => next.is_alphanumeric(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let article = Article::new(text);
        let prepared = Prepared::new(&article, "en");
        let words: Vec<_> = prepared.tokens.iter().map(|token| prepared.word(token)).collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn tokens_of_news() {
        check("“Don’t,” he said.", &["“", "Don’t", ",", "”", "he", "said", "."]);
        check(
            "Putin’s $25 million, 3.5% (AT&T)",
            &["Putin’s", "$", "25", "million", ",", "3.5", "%", "(", "AT&T", ")"],
        );
        check("Ust-Kamenogorsk – 78th", &["Ust-Kamenogorsk", "–", "78th"]);
    }
}
