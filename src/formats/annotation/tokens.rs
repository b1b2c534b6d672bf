//! A text cut into tokens for formats that need them: words and signs, cut also where annotations begin and
//! end, so that every annotation covers whole tokens.

use crate::text::Span;
use unicode_segmentation::UnicodeSegmentation as _;

/// A token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    /// Where it lies.
    pub span: Span,
    /// Whether one blank follows that belongs to no token.
    pub space: bool,
}

/// Cuts `text` into tokens. Blanks between words belong to no token; any other white space is a token of its
/// own, so that tokens and blanks are the whole text. No cut may lie within white space.
pub(super) fn tokens(text: &str, cuts: impl Iterator<Item = u32>) -> Vec<Token> {
    let mut cuts: Vec<u32> = cuts.collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut tokens: Vec<Token> = Vec::new();
    let mut next = 0;
    let mut at = 0;
    for piece in text.split_word_bounds().flat_map(split_blank) {
        let (start, end) = (at, at + piece.len());
        at = end;
        if piece.starts_with(char::is_whitespace) {
            blank(text, &mut tokens, Span::of(start..end));
            continue;
        }
        let mut from = start as u32;
        while let Some(cut) = cuts.get(next).copied().filter(|cut| (*cut as usize) < end) {
            next += 1;
            if cut > from && text.is_char_boundary(cut as usize) {
                tokens.push(Token { span: Span::new(from, cut), space: false });
                from = cut;
            }
        }
        tokens.push(Token { span: Span::new(from, end as u32), space: false });
    }
    tokens
}

/// Parts white space from the rest where a piece holds both.
fn split_blank(piece: &str) -> impl Iterator<Item = &str> {
    let cut = piece.find(|char: char| !char.is_whitespace()).unwrap_or(piece.len());
    let (blank, rest) = piece.split_at_checked(cut).unwrap_or((piece, ""));
    [blank, rest].into_iter().filter(|part| !part.is_empty())
}

/// Adds white space: the first blank after a word is the word's, the rest a token, with a last blank of its own.
fn blank(text: &str, tokens: &mut Vec<Token>, mut span: Span) {
    let is_blank = |token: &Token| token.span.of_text(text).starts_with(char::is_whitespace);
    if let Some(last) = tokens.last_mut() {
        if is_blank(last) {
            // White space goes on: take it together and begin again.
            span = Span::new(last.span.start, span.end);
            tokens.pop();
        } else if last.space {
            span = Span::new(last.span.end + 1, span.end);
        } else if span.of_text(text).starts_with(' ') {
            last.space = true;
            span.start += 1;
        }
    }
    if span.is_empty() {
        return;
    }
    let space = span.len() > 1 && span.of_text(text).ends_with(' ');
    tokens.push(Token { span: Span::new(span.start, span.end - u32::from(space)), space });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn tokens_and_blanks_are_the_text(text in "([a-zé]{1,3}|😀|[ ]{1,3}|\n|\t|[.,'’“]|\u{301}){0,20}", cut in 0..20u32) {
            let cut = text.floor_char_boundary(cut as usize);
            let inside = text[cut..].starts_with(char::is_whitespace) || text[..cut].ends_with(char::is_whitespace);
            let cuts = if inside { vec![] } else { vec![cut as u32] };
            let tokens = tokens(&text, cuts.clone().into_iter());
            let rebuilt: String = tokens.iter()
                .map(|token| format!("{}{}", token.span.of_text(&text), if token.space { " " } else { "" })).collect();
            prop_assert_eq!(&rebuilt, &text);
            for token in &tokens {
                let follows = text[token.span.end as usize..].starts_with(' ');
                prop_assert_eq!(token.space, follows, "{:?}", tokens);
                prop_assert!(cuts.iter().all(|cut| *cut <= token.span.start || *cut >= token.span.end));
            }
        }
    }
}
