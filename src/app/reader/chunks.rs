//! The article cut into what is laid out at once: its paragraphs, and pieces of very long ones.
//!
//! Invariant: chunks lie in order, cover every byte but line ends, and end on character boundaries.

use crate::text::{Article, BlockKind, Span};
use unicode_normalization::char::is_combining_mark;

/// Above how many bytes a paragraph is cut.
const LONG: usize = 4096;
/// How many bytes a piece of a long paragraph has at least, and at most.
const PIECE: (usize, usize) = (900, 2000);

/// What a paragraph is in its source's layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Body,
    Heading(u8),
    Item(u8),
    Quotation,
    Preformatted,
}

impl From<BlockKind> for Kind {
    fn from(kind: BlockKind) -> Self {
        match kind {
            BlockKind::Heading(level) => Self::Heading(level),
            BlockKind::ListItem(depth) => Self::Item(depth),
            BlockKind::Quotation => Self::Quotation,
            BlockKind::Preformatted => Self::Preformatted,
        }
    }
}

/// A paragraph, or a piece of a long one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Chunk {
    pub(super) span: Span,
    /// The index of its paragraph.
    pub(super) paragraph: u32,
    pub(super) kind: Kind,
    /// Whether it begins, and whether it ends its paragraph.
    pub(super) first: bool,
    pub(super) last: bool,
    /// Its length in characters of mean width.
    pub(super) weight: f32,
}

/// Cuts an article.
pub(super) fn cut(article: &Article) -> Vec<Chunk> {
    let text = article.text();
    let mut chunks = Vec::with_capacity(article.paragraphs().len());
    let mut kinds = Kinds { article, next: 0, open: Vec::new() };
    for (index, paragraph) in article.paragraphs().iter().enumerate() {
        let kind = kinds.at(*paragraph);
        let mut start = paragraph.start;
        loop {
            let end = piece_end(text, Span { start, end: paragraph.end });
            let span = Span { start, end };
            chunks.push(Chunk {
                span,
                paragraph: index as u32,
                kind,
                first: start == paragraph.start,
                last: end == paragraph.end,
                weight: weight(span.of_text(text)),
            });
            if end == paragraph.end {
                break;
            }
            start = end;
        }
    }
    chunks
}

/// Returns the index of the chunk that `at` lies in; a line end belongs to the chunk before it.
pub(super) fn index_at(chunks: &[Chunk], at: u32) -> usize {
    chunks.partition_point(|chunk| chunk.span.start <= at).saturating_sub(1)
}

/// Walks the article's blocks along with its paragraphs.
struct Kinds<'a> {
    article: &'a Article,
    next: usize,
    open: Vec<crate::text::Block>,
}

impl Kinds<'_> {
    /// Returns the kind of the innermost block around a paragraph's start.
    fn at(&mut self, paragraph: Span) -> Kind {
        let blocks = self.article.blocks();
        while let Some(block) = blocks.get(self.next).filter(|block| block.span.start <= paragraph.start) {
            self.open.push(*block);
            self.next += 1;
        }
        self.open.retain(|block| block.span.end > paragraph.start);
        let inner =
            self.open.iter().rev().find(|block| !paragraph.is_empty() && block.span.end > paragraph.start);
        inner.map_or(Kind::Body, |block| block.kind.into())
    }
}

/// Returns where the first piece of the rest of a paragraph ends: after a sentence, else after a word.
fn piece_end(text: &str, rest: Span) -> u32 {
    let line = rest.of_text(text);
    if line.len() <= LONG {
        return rest.end;
    }
    let from = line.floor_char_boundary(PIECE.0);
    let until = line.floor_char_boundary(PIECE.1);
    let window = line.get(from..until).unwrap_or_default();
    let sentence = window.rmatch_indices(['.', '!', '?', '…', '。', '؟', '।']).find_map(|(at, mark)| {
        let after = window.get(at + mark.len()..)?;
        let closed = after.trim_start_matches(['"', '”', '’', '»', '“', ')', '」']);
        let wide = matches!(mark, "。" | "।");
        let gap = closed.len() - closed.trim_start().len();
        (gap > 0 || wide).then(|| window.len() - closed.len() + gap)
    });
    let word = || window.rfind(char::is_whitespace).map(|at| window.ceil_char_boundary(at + 1));
    let cut = sentence.or_else(word).map_or(until, |at| from + at);
    let joins = |char: char| is_combining_mark(char) || matches!(char, '\u{200d}' | '\u{fe0f}' | '\u{fe0e}');
    let mut cut = cut;
    while cut > from && line.get(cut..).and_then(|rest| rest.chars().next()).is_some_and(joins) {
        cut = line.floor_char_boundary(cut - 1);
    }
    rest.start + cut as u32
}

/// Estimates the length of a text in characters of mean width, by the first bytes of its characters.
fn weight(text: &str) -> f32 {
    const fn quarters(byte: u8) -> u8 {
        match byte {
            0x80..=0xbf => 0,          // inside a character
            0xe0 => 3,                 // Indic scripts, Thai: many marks
            0xe3..=0xed | 0xf0.. => 8, // Han, kana, Hangul, emoji: two wide
            _ => 4,
        }
    }
    const TABLE: [u8; 256] = {
        let mut table = [0; 256];
        let mut byte = 0;
        while byte < 256 {
            table[byte] = quarters(byte as u8);
            byte += 1;
        }
        table
    };
    let sum: u32 = text.bytes().map(|byte| u32::from(TABLE[usize::from(byte)])).sum();
    sum as f32 / 4.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Block, Decoding};

    #[test]
    fn long_paragraphs_are_cut_after_sentences() {
        let text = format!("Short.\n{}\n\nEnd.", "The talks went on for a while. ".repeat(400));
        let article = Article::new(text.as_str());
        let chunks = cut(&article);
        let whole: String = chunks
            .iter()
            .map(|chunk| format!("{}{}", chunk.span.of_text(&text), if chunk.last { "\n" } else { "" }))
            .collect();
        assert_eq!(whole.trim_end(), text);
        for chunk in &chunks {
            assert!(chunk.span.len() as usize <= LONG);
            assert!(chunk.last || chunk.span.of_text(&text).ends_with("while. "));
            assert_eq!(chunks[index_at(&chunks, chunk.span.start)], *chunk);
        }
    }

    #[test]
    fn no_paragraph_is_too_strange_to_be_cut() {
        for text in
            ["x".repeat(20_000), "漢".repeat(9000), "e\u{301}".repeat(9000), "👨\u{200d}👩".repeat(3000)]
        {
            let article = Article::new(text.as_str());
            let chunks = cut(&article);
            assert!(chunks.len() > 3);
            assert_eq!(chunks.iter().map(|chunk| chunk.span.of_text(&text)).collect::<String>(), text);
        }
    }

    #[test]
    fn blocks_give_kinds() {
        let text = "Title\nbody\nquoted one\nquoted two";
        let block = |start, end, kind| Block { span: Span { start, end }, kind };
        let blocks = vec![block(0, 5, BlockKind::Heading(1)), block(11, 32, BlockKind::Quotation)];
        let article = Article::with_source(text, Decoding::default(), blocks);
        let kinds: Vec<_> = cut(&article).iter().map(|chunk| chunk.kind).collect();
        assert_eq!(kinds, [Kind::Heading(1), Kind::Body, Kind::Quotation, Kind::Quotation]);
    }
}
