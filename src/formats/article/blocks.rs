//! How paragraphs of office documents stand to each other: items of a list and rows of a table a line apart, the
//! rest with an empty line between; and what of such documents is passed over.

use super::dropped::Dropped;
use super::flow::Flow;
use crate::text::BlockKind;

/// Where the next paragraph stands.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// How many cells and notes are open.
    within: usize,
    /// Whether the next paragraph goes on where something stands already: it is the first of its cell or note.
    goes_on: bool,
    in_list: bool,
}

impl Blocks {
    /// A cell of a table or a note begins.
    pub(super) fn enter(&mut self) {
        (self.within, self.goes_on) = (self.within + 1, true);
    }

    /// It ends.
    pub(super) fn leave(&mut self) {
        self.within = self.within.saturating_sub(1);
    }

    /// Parts a paragraph from what stands before it, and opens its block if it is one.
    pub(super) fn begin(&mut self, flow: &mut Flow, block: Option<BlockKind>) {
        let in_list = matches!(block, Some(BlockKind::ListItem(_)));
        match (self.within > 0, std::mem::take(&mut self.goes_on)) {
            (true, true) => {}
            (true, false) => flow.line(),
            _ if in_list && self.in_list => flow.line(),
            _ => flow.paragraph(),
        }
        self.in_list = in_list;
        if let Some(block) = block {
            flow.open(block);
        }
    }
}

/// Elements that are passed over with all they hold, by their names, and what they are ("" is not worth telling).
pub(super) type Unwanted = &'static [(&'static str, &'static str)];

/// How deep in such elements a reader is.
#[derive(Debug, Default)]
pub(super) struct Passing(usize);

impl Passing {
    /// An element begins: says whether it is passed over, and counts it when it is the reason.
    pub(super) fn opens(&mut self, name: &str, unwanted: Unwanted, dropped: &mut Dropped) -> bool {
        if let Some((_, what)) = unwanted.iter().find(|(known, _)| *known == name) {
            self.0 += 1;
            dropped.add(what);
        }
        self.is_on()
    }

    /// An element ends: says whether what follows is still passed over.
    pub(super) fn closes(&mut self, name: &str, unwanted: Unwanted) -> bool {
        if unwanted.iter().any(|(known, _)| *known == name) {
            self.0 = self.0.saturating_sub(1);
        }
        self.is_on()
    }

    /// Says whether what stands here is passed over.
    pub(super) const fn is_on(&self) -> bool {
        self.0 > 0
    }
}
