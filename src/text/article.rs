//! The article: a text that never changes, how it was decoded, and the blocks its source marked.

use super::offsets::{OffsetTable, Unit};
use super::span::{Span, offset};
use super::{hash, segment};
use smol_str::SmolStr;
use std::sync::{Arc, OnceLock};

/// How the bytes of an article became text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoding {
    /// The name of the encoding, as the WHATWG writes it: `UTF-8`, `windows-1251`.
    pub encoding: SmolStr,
    /// Whether the encoding was guessed from the bytes rather than declared or certain.
    pub guessed: bool,
    /// How many characters could not be decoded and stand as U+FFFD.
    pub replaced: u32,
}

impl Default for Decoding {
    fn default() -> Self {
        Self { encoding: SmolStr::new_static("UTF-8"), guessed: false, replaced: 0 }
    }
}

/// What a stretch of the text is in its source's layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of the given level, 1 to 6.
    Heading(u8),
    /// An item of a list, nested that deep (1 is the outermost).
    ListItem(u8),
    /// A block quotation.
    Quotation,
    /// Text whose line breaks and spaces are its own.
    Preformatted,
}

/// A stretch of the text that its source marked: a heading, a list item, a block quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Where it lies.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// A text to be annotated. Immutable: whatever points into it stays right.
#[derive(Debug)]
pub struct Article {
    text: Arc<str>,
    hash: u64,
    decoding: Decoding,
    blocks: Vec<Block>,
    paragraphs: Vec<Span>,
    offsets: OnceLock<OffsetTable>,
}

impl Article {
    /// The longest text that is opened, in bytes.
    pub const MAX_BYTES: usize = 256 << 20;

    /// Takes a text as it is; nothing is trimmed or normalised.
    #[must_use]
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self::with_source(text, Decoding::default(), Vec::new())
    }

    /// Takes a text with how it was decoded and the blocks its source marked.
    #[must_use]
    pub fn with_source(text: impl Into<Arc<str>>, decoding: Decoding, mut blocks: Vec<Block>) -> Self {
        let text = text.into();
        blocks.retain_mut(|block| {
            block.span = block.span.snap(&text);
            !block.span.is_empty()
        });
        blocks.sort_by_key(|block| (block.span.start, std::cmp::Reverse(block.span.end)));
        let hash = hash::fnv1a(text.as_bytes());
        let paragraphs = segment::paragraphs(&text);
        Self { text, hash, decoding, blocks, paragraphs, offsets: OnceLock::new() }
    }

    /// Returns the text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns a handle on the text that can go to another thread.
    #[must_use]
    pub fn shared_text(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// Returns the hash of the text, the same on every machine.
    #[must_use]
    pub fn hash(&self) -> u64 {
        self.hash
    }

    /// Returns how the bytes became text.
    #[must_use]
    pub fn decoding(&self) -> &Decoding {
        &self.decoding
    }

    /// Returns the blocks that the source marked, by position.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Returns the paragraphs: the lines of the text without their line ends, empty ones too.
    /// There is always at least one.
    #[must_use]
    pub fn paragraphs(&self) -> &[Span] {
        &self.paragraphs
    }

    /// Returns the index of the paragraph that `at` lies in (its line end belongs to it).
    #[must_use]
    pub fn paragraph_at(&self, at: u32) -> usize {
        self.paragraphs.partition_point(|paragraph| paragraph.start <= at).saturating_sub(1)
    }

    /// Returns the paragraphs that a span touches, as one stretch.
    #[must_use]
    pub fn paragraphs_around(&self, span: Span) -> Span {
        let paragraph = |at: u32| self.paragraphs.get(self.paragraph_at(at)).copied().unwrap_or(span);
        let last = span.end.saturating_sub(u32::from(!span.is_empty()));
        Span::new(paragraph(span.start).start.min(span.start), paragraph(last).end.max(span.end))
    }

    /// Returns the span of the whole text.
    #[must_use]
    pub fn whole(&self) -> Span {
        Span { start: 0, end: offset(self.text.len()) }
    }

    /// Returns the covered text; "" where the span does not fit.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        span.of_text(&self.text)
    }

    /// Returns how many `unit`s lie before the byte offset `at`.
    #[must_use]
    pub fn count(&self, at: u32, unit: Unit) -> u32 {
        self.offset_table().count(&self.text, at, unit)
    }

    /// Returns the byte offset with `count` units before it, if there is such a place.
    #[must_use]
    pub fn byte(&self, count: u32, unit: Unit) -> Option<u32> {
        self.offset_table().byte(&self.text, count, unit)
    }

    fn offset_table(&self) -> &OffsetTable {
        self.offsets.get_or_init(|| OffsetTable::new(&self.text))
    }
}

impl PartialEq for Article {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && self.text == other.text && self.blocks == other.blocks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_found_by_offset() {
        let article = Article::new("one\n\nthree\n");
        let texts: Vec<_> = article.paragraphs().iter().map(|span| article.slice(*span)).collect();
        assert_eq!(texts, ["one", "", "three", ""]);
        let found: Vec<_> = [0, 3, 4, 5, 10, 11, 99].map(|at| article.paragraph_at(at)).to_vec();
        assert_eq!(found, [0, 0, 1, 2, 2, 3, 3]);
        assert_eq!(Article::new("").paragraphs().len(), 1);
    }
}
