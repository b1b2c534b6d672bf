//! Which characters are quotation marks, and which way one looks.
//!
//! Type says less than one hopes: `“` opens in English and closes in German, `”` opens in Swedish, `"`
//! does both, and careless typesetting turns them round. So a mark has a nature (what it usually does)
//! and a lean (what the spaces around it say).

/// What a mark usually does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nature {
    Opens,
    Closes,
    Either,
}

/// What the characters around a mark say that it does here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lean {
    Opens,
    Closes,
    Neutral,
}

/// A quotation mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sign {
    /// The character; `"` also for two single ones.
    pub(crate) char: char,
    pub(crate) nature: Nature,
    /// Whether it is a single mark, which an apostrophe can be taken for.
    pub(crate) single: bool,
    /// How many tokens it has: `''` has two.
    pub(crate) tokens: usize,
}

/// Returns the quotation mark that a character is, if it is one.
pub(crate) fn sign(char: char) -> Option<Sign> {
    let (nature, single) = match char {
        '“' | '„' | '‟' | '«' | '「' | '『' | '〝' | '﹁' | '﹃' => (Nature::Opens, false),
        '”' | '»' | '」' | '』' | '〞' | '〟' | '﹂' | '﹄' => (Nature::Closes, false),
        '"' | '＂' | '״' => (Nature::Either, false),
        '‘' | '‚' | '‛' | '‹' => (Nature::Opens, true),
        '’' | '›' => (Nature::Closes, true),
        '\'' | '`' | '´' => (Nature::Either, true),
        _ => return None,
    };
    Some(Sign { char, nature, single, tokens: 1 })
}

/// Says whether `close` properly closes what `open` opened, in some country.
pub(crate) fn partners(open: char, close: char) -> bool {
    match open {
        '“' | '‟' => matches!(close, '”'),
        '„' => matches!(close, '“' | '”' | '"' | '„' | '‟'),
        '”' | '"' | '＂' | '״' => close == open,
        '«' => close == '»',
        '»' => matches!(close, '«' | '»'),
        '‘' | '‛' => matches!(close, '’' | '\''),
        '‚' => matches!(close, '‘' | '’'),
        '’' | '\'' => matches!(close, '’' | '\''),
        '`' | '´' => matches!(close, '\'' | '´' | '`'),
        '‹' => close == '›',
        '›' => close == '‹',
        '「' => close == '」',
        '『' => close == '』',
        '〝' => matches!(close, '〞' | '〟'),
        '﹁' => close == '﹂',
        '﹃' => close == '﹄',
        _ => false,
    }
}

/// Tells by its neighbours which way a mark looks.
pub(crate) fn lean(before: Option<char>, after: Option<char>) -> Lean {
    let opens_after = before.is_none_or(|char| {
        char.is_whitespace()
            || matches!(char, '(' | '[' | '{' | '—' | '–' | '-' | '/' | '―')
            || is_opener(char)
    });
    let closes_before = after.is_none_or(|char| {
        char.is_whitespace()
            || matches!(
                char,
                ')' | ']' | '}' | '.' | ',' | ';' | ':' | '!' | '?' | '…' | '—' | '–' | '-' | '/' | '*'
            )
            || is_closer(char)
    });
    match (opens_after, closes_before) {
        (true, false) => Lean::Opens,
        (false, true) => Lean::Closes,
        _ => Lean::Neutral,
    }
}

fn is_opener(char: char) -> bool {
    sign(char).is_some_and(|sign| sign.nature == Nature::Opens) || char == '"' || char == '\''
}

fn is_closer(char: char) -> bool {
    sign(char).is_some_and(|sign| sign.nature == Nature::Closes) || char == '"' || char == '\''
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_look_where_the_words_are() {
        assert_eq!(lean(Some(' '), Some('a')), Lean::Opens);
        assert_eq!(lean(Some(','), Some(' ')), Lean::Closes);
        assert_eq!(lean(Some(' '), Some(' ')), Lean::Neutral);
        assert_eq!(lean(None, Some('a')), Lean::Opens);
    }

    #[test]
    fn pairs_of_the_world() {
        for (open, close) in
            ["“”", "„“", "„”", "«»", "»«", "‘’", "‚‘", "「」", "『』", "\"\"", "””"].map(|pair| {
                let mut chars = pair.chars();
                (chars.next().expect("two"), chars.next().expect("two"))
            })
        {
            assert!(partners(open, close), "{open}{close}");
        }
        assert!(!partners('“', '»'));
    }
}
