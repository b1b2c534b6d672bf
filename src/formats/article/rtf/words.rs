//! What control words of RTF stand for: what a group is for, characters, styles.

use crate::text::BlockKind;

/// What the text of a group is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Into {
    /// The article.
    #[default]
    Text,
    /// Nobody.
    Nothing,
    /// The table of fonts.
    FontTable,
    /// The table of styles.
    StyleSheet,
    /// What is known of the article, by its name.
    Fact(&'static str),
    /// A note.
    Note,
}

/// Returns what a word says its group is for, and what is dropped with it ("" is not worth telling); `star` marks
/// groups that may be passed over when they are not known.
pub(super) fn destination(word: &str, star: bool) -> Option<(Into, &'static str)> {
    Some(match word {
        "fonttbl" => (Into::FontTable, ""),
        "stylesheet" => (Into::StyleSheet, ""),
        "info" => (Into::Nothing, ""),
        "title" => (Into::Fact("title"), ""),
        "author" => (Into::Fact("creator"), ""),
        "company" => (Into::Fact("publisher"), ""),
        "subject" => (Into::Fact("subject"), ""),
        "creatim" => (Into::Fact("date"), ""),
        "footnote" => (Into::Note, ""),
        "pict" | "object" => (Into::Nothing, "pictures"),
        "header" | "footer" | "headerl" | "headerr" | "headerf" | "footerl" | "footerr" | "footerf" => {
            (Into::Nothing, "running heads")
        }
        "annotation" => (Into::Nothing, "comments"),
        "colortbl" | "nonshppict" | "fldinst" | "xe" | "tc" | "bkmkstart" | "bkmkend" | "listtext"
        | "pntext" | "generator" | "themedata" | "datastore" | "template" | "atnid" | "atnauthor"
        | "revtbl" => (Into::Nothing, ""),
        // What is not known and may be passed over, is; but for what a list or a shape holds as text.
        _ if star && !matches!(word, "shptxt" | "shpinst" | "shppict" | "fldrslt") => (Into::Nothing, ""),
        _ => return None,
    })
}

/// Returns the character that a word stands for.
pub(super) fn character(word: &str) -> Option<&'static str> {
    Some(match word {
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "emspace" | "enspace" | "qmspace" => " ",
        "tab" => " ",
        _ => return None,
    })
}

/// What a style is by its name.
pub(super) fn of_style(name: &str) -> Option<BlockKind> {
    let name = name.trim().to_lowercase();
    if let Some(level) = name.strip_prefix("heading ").and_then(|level| level.parse::<u8>().ok()) {
        return Some(BlockKind::Heading(level.clamp(1, 6)));
    }
    match name.as_str() {
        "title" => Some(BlockKind::Heading(1)),
        "quote" | "intense quote" | "quotations" | "block text" => Some(BlockKind::Quotation),
        _ => None,
    }
}
