//! Strings in the file: quoted so that a line stays a line, and words cut short when they are long.

use std::borrow::Cow;
use std::fmt::Write as _;

/// How many characters of long words are kept at their start, and how many at their end.
const HEAD: usize = 48;
const TAIL: usize = 24;
/// Stands between the two.
const CUT: &str = "…";

/// Shortens the words that an annotation covers.
#[must_use]
pub fn shorten(words: &str) -> Cow<'_, str> {
    let longest = HEAD + TAIL + CUT.len();
    if words.len() <= longest {
        return Cow::Borrowed(words);
    }
    let head = words.char_indices().nth(HEAD).map_or(words.len(), |(at, _)| at);
    let tail = words.char_indices().rev().nth(TAIL - 1).map_or(0, |(at, _)| at);
    if head + CUT.len() >= tail {
        return Cow::Borrowed(words);
    }
    let (head, tail) = (words.get(..head).unwrap_or_default(), words.get(tail..).unwrap_or_default());
    Cow::Owned(format!("{head}{CUT}{tail}"))
}

/// Splits what [`shorten`] made into its head and tail. What was not shortened may look as if it was: the
/// length of the fragment tells.
pub(super) fn halves(words: &str) -> Option<(&str, &str)> {
    let at = words.char_indices().nth(HEAD)?.0;
    Some((words.get(..at)?, words.get(at..)?.strip_prefix(CUT)?))
}

/// Writes a quoted string on one line; what cannot be seen or would disturb the line is escaped.
pub(super) fn quoted(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.find(|char| must_escape(char) || matches!(char, '\n' | '\t')) {
        out.push_str(rest.get(..at).unwrap_or_default());
        let mut chars = rest.get(at..).unwrap_or_default().chars();
        if let Some(char) = chars.next() {
            escape(out, char);
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

/// Writes a text over many lines: raw while that is safe, else quoted with its line ends as they are.
pub(super) fn text(out: &mut String, text: &str) {
    let unsafe_raw = |char: char| char.is_control() && !matches!(char, '\n' | '\t');
    if !text.contains(unsafe_raw) {
        let hashes = "#".repeat(hashes_for(text));
        for part in ["r", &hashes, "\"", text, "\"", &hashes] {
            out.push_str(part);
        }
        return;
    }
    out.push('"');
    for char in text.chars() {
        if unsafe_raw(char) || matches!(char, '"' | '\\') {
            escape(out, char);
        } else {
            out.push(char);
        }
    }
    out.push('"');
}

/// Returns how many hashes end a raw string that holds `text`: one more than follow any quotation mark.
fn hashes_for(text: &str) -> usize {
    let after_quotes = text.split('"').skip(1);
    let longest = after_quotes.map(|part| part.bytes().take_while(|byte| *byte == b'#').count()).max();
    longest.map_or(1, |count| count + 1)
}

/// Says whether a character may not stand in a line as it is: controls, and those that turn the
/// direction of what follows.
fn must_escape(char: char) -> bool {
    char.is_control()
        || matches!(char, '"' | '\\' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || char == '\u{feff}'
}

/// Writes a character as an escape.
pub(super) fn escape(out: &mut String, char: char) {
    match char {
        '"' | '\\' => {
            out.push('\\');
            out.push(char);
        }
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        _ => {
            // Writing to a string cannot fail.
            let _written = write!(out, "\\u{{{:x}}}", u32::from(char));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn back(text: &str) -> String {
        ron::from_str(text).expect("RON reads it")
    }

    #[test]
    fn awkward_texts_come_back() {
        for sample in
            ["", "\"#\"##\"", "a\rb\r\nc\0", "\\u{41}", "'\"'", "\u{feff}x\u{202e}y\u{85}", "r#\"x\"#"]
        {
            let (mut line, mut block) = (String::new(), String::new());
            quoted(&mut line, sample);
            text(&mut block, sample);
            assert_eq!((back(&line), back(&block)), (sample.to_owned(), sample.to_owned()));
            assert!(!line.contains(['\n', '\r']) && !block.contains('\r'));
        }
    }

    #[test]
    fn long_words_keep_both_ends() {
        let words = "я".repeat(100);
        let short = shorten(&words);
        assert_eq!(short.chars().count(), HEAD + TAIL + 1);
        assert_eq!(halves(&short), Some(("я".repeat(HEAD).as_str(), "я".repeat(TAIL).as_str())));
        assert_eq!(shorten("short"), "short");
    }

    proptest! {
        #[test]
        fn any_string_comes_back(sample in any::<String>(), quotes in "[\"#\\\\\r\n]{0,12}") {
            let sample = format!("{sample}{quotes}{sample}");
            let (mut line, mut block) = (String::new(), String::new());
            quoted(&mut line, &sample);
            text(&mut block, &sample);
            prop_assert_eq!(back(&line), sample.clone());
            prop_assert_eq!(back(&block), sample.clone());
            prop_assert!(shorten(&sample).len() <= sample.len());
        }
    }
}
