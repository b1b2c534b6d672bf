//! Builds an article's text block by block, as it would be read: white space collapsed, paragraphs parted by
//! an empty line, list items and table rows by a line end.

use crate::text::{Block, BlockKind, Span};

/// What stands between two words when the second one comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
    Paragraph,
}

/// A text that grows, and the blocks in it.
#[derive(Debug, Default)]
pub(super) struct Flow {
    text: String,
    blocks: Vec<Block>,
    /// Blocks that have not ended, with where they begin once they have a word.
    open: Vec<(BlockKind, Option<usize>)>,
    gap: Gap,
}

impl Flow {
    /// Adds running text: white space collapses to one blank, soft hyphens go.
    pub(super) fn words(&mut self, text: &str) {
        let is_blank = |char: char| matches!(char, ' ' | '\t' | '\n' | '\r' | '\u{c}');
        let mut rest = text;
        while !rest.is_empty() {
            let word = rest.trim_start_matches(is_blank);
            if word.len() < rest.len() {
                self.gap = self.gap.max(Gap::Space);
            }
            let end = word.find(is_blank).unwrap_or(word.len());
            let (word, after) = word.split_at_checked(end).unwrap_or((word, ""));
            if !word.is_empty() {
                self.begin();
                self.text.extend(word.chars().filter(|char| *char != '\u{ad}'));
            }
            rest = after;
        }
    }

    /// Adds text as it is.
    pub(super) fn verbatim(&mut self, text: &str) {
        if !text.is_empty() {
            self.begin();
            self.text.push_str(text);
        }
    }

    /// Ends the line; the next word begins another.
    pub(super) fn line(&mut self) {
        self.gap = self.gap.max(Gap::Line);
    }

    /// Ends the paragraph.
    pub(super) fn paragraph(&mut self) {
        self.gap = self.gap.max(Gap::Paragraph);
    }

    /// Parts two cells of a table.
    pub(super) fn cell(&mut self) {
        if self.gap < Gap::Line && !self.text.is_empty() {
            self.gap = Gap::None;
            self.text.push('\t');
        }
    }

    /// Begins a block; the caller ends what stands before it.
    pub(super) fn open(&mut self, kind: BlockKind) {
        self.open.push((kind, None));
    }

    /// Ends the innermost block.
    pub(super) fn close(&mut self) {
        if let Some((kind, Some(start))) = self.open.pop() {
            let span = Span::of(start..self.text.trim_end().len().max(start));
            self.blocks.push(Block { span, kind });
        }
    }

    /// Returns how many open blocks are list items.
    pub(super) fn list_depth(&self) -> u8 {
        let items = self.open.iter().filter(|(kind, _)| matches!(kind, BlockKind::ListItem(_)));
        u8::try_from(items.count()).unwrap_or(u8::MAX)
    }

    /// Returns the text and its blocks.
    pub(super) fn done(mut self) -> (String, Vec<Block>) {
        while !self.open.is_empty() {
            self.close();
        }
        let length = self.text.trim_end().len();
        self.text.truncate(length);
        (self.text, self.blocks)
    }

    /// Writes the gap before a word, and lets blocks that wait for their first word begin here.
    fn begin(&mut self) {
        let gap = std::mem::take(&mut self.gap);
        if !self.text.is_empty() {
            match gap {
                Gap::None => {}
                Gap::Space if self.text.ends_with(['\n', '\t', ' ']) => {}
                Gap::Space => self.text.push(' '),
                Gap::Line => self.end_with("\n"),
                Gap::Paragraph => self.end_with("\n\n"),
            }
        }
        let at = self.text.len();
        self.open.iter_mut().for_each(|(_, start)| *start = start.or(Some(at)));
    }

    fn end_with(&mut self, ends: &str) {
        let length = self.text.trim_end_matches([' ', '\t', '\n']).len();
        self.text.truncate(length);
        self.text.push_str(ends);
    }
}
