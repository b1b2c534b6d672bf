//! What the same result costs in the tools that analysts have today, counted from their own documentation.
//!
//! A key counts one, a click one, a double click two, a drag two, as for Glossator. Each tool is given the same
//! suggestions, links in, as annotations to begin with, and its quickest documented way is taken: label keys
//! rather than lists, labels set up beforehand; what is in doubt counts for the tool. Where a tool cannot move an end,
//! the annotation is deleted and made anew. Going from one article to the next is not counted anywhere.

use super::tally::{Tally, What};
use super::ways::Fault;

/// What each thing costs in one tool.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rival {
    /// Its name.
    pub(super) name: &'static str,
    /// Where its documentation says so.
    pub(super) source: &'static str,
    /// Whether it records that a person accepted a suggestion; where not, accepting costs nothing and says nothing.
    pub(super) records: bool,
    /// Accepting a suggestion.
    accept: usize,
    /// Rejecting or deleting one.
    reject: usize,
    /// Making one of a stretch of text.
    make: usize,
    /// Moving an end.
    ends: usize,
    /// Changing the label.
    kind: usize,
    /// Linking two.
    link: usize,
}

/// The tools.
pub(super) const ALL: [Rival; 4] = [
    // New: drag over the words, the type's key, Enter. Of one that is there, a double click opens a dialog: Delete; or
    // the type's key and Enter; or Reselect and a drag. Link: drag from one to the other, choose the role, Enter.
    Rival {
        name: "brat 1.3",
        source: "brat rapid annotation tool manual: Basic editing, Keyboard shortcuts",
        records: false,
        accept: 0,
        reject: 3,
        make: 4,
        ends: 5,
        kind: 4,
        link: 4,
    },
    // New: drag over the words, the label's key. A right click deletes; a click offers the other labels. Ends stay:
    // delete and make anew. Relation: its label, then one, then the other.
    Rival {
        name: "doccano 1.8",
        source: "doccano documentation: Tutorial; answers of its makers in issues 1736 and 1750",
        records: false,
        accept: 0,
        reject: 1,
        make: 3,
        ends: 4,
        kind: 2,
        link: 3,
    },
    // New: the label's key, drag over the words. Click, then Backspace; or another label's key; or drag its handle
    // (since 1.18). Relation: click one, Alt+R, click the other.
    Rival {
        name: "Label Studio 1.2x",
        source: "Label Studio documentation: Label and annotate data, Hotkeys and settings; pull request 7309 (ends)",
        records: false,
        accept: 0,
        reject: 2,
        make: 3,
        ends: 3,
        kind: 2,
        link: 3,
    },
    // Suggestion: a click accepts, a double click rejects. New: drag over the words, the tag's key. End: accept, drag
    // the handle. Link feature: click the slot, double click the target.
    Rival {
        name: "INCEpTION 39",
        source: "INCEpTION user guide: Recommenders, Spans, Link Features; pull request 3678 (ends)",
        records: true,
        accept: 1,
        reject: 2,
        make: 3,
        ends: 3,
        kind: 2,
        link: 3,
    },
];

impl Rival {
    /// Returns what the same result costs when one begins with the same suggestions.
    pub(super) fn with_suggestions(&self, tally: &Tally) -> usize {
        let times = |what| tally.spent(what).times;
        times(What::Accepted) * self.accept
            + times(What::Rejected) * self.reject
            + (times(What::Made) + times(What::Spread)) * self.make
            + tally.made_links * self.link
            + times(What::Mended(Fault::Ends)) * self.ends
            + (times(What::Mended(Fault::Kind)) + times(What::Mended(Fault::Actor))) * self.kind
            + times(What::Mended(Fault::Voice)) * self.link
    }

    /// Returns what it costs when one begins with the bare text.
    pub(super) fn without(&self, tally: &Tally) -> usize {
        tally.gold() * self.make + tally.links * self.link
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::LayerId;

    #[test]
    fn the_same_work_is_counted_for_each_tool() {
        let mut tally = Tally { links: 2, made_links: 1, ..Tally::default() };
        tally.of(&LayerId::QUOTE).gold = 3;
        tally.note(&LayerId::QUOTE, What::Accepted, 2, 2);
        tally.note(&LayerId::QUOTE, What::Made, 1, 4);
        tally.note(&LayerId::QUOTE, What::Rejected, 1, 1);
        let costs: Vec<_> = ALL.iter().map(|it| (it.with_suggestions(&tally), it.without(&tally))).collect();
        assert_eq!(costs, [(11, 20), (7, 15), (8, 15), (10, 15)]);
    }
}
