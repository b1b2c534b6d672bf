//! What the same result costs in the tools that analysts have today, counted from their own documentation.
//!
//! A key counts one, a click one, a double click two, a drag two, as for Glossator. Each tool is given the same
//! suggestions, links in, as annotations to begin with, and its quickest documented way is taken: label keys
//! rather than lists, labels set up beforehand. Where a tool cannot move an end, the annotation is deleted
//! and made anew.

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
    // Drag over the words, type key, Enter. Delete: double click, Delete, confirm. Move: double click, Insert
    // ("Move"), drag. Link: drag from one to the other, choose, Enter.
    Rival {
        name: "brat 1.3",
        source: "https://brat.nlplab.org/manual.html",
        records: false,
        accept: 0,
        reject: 4,
        make: 4,
        ends: 5,
        kind: 4,
        link: 4,
    },
    // Drag over the words, label key. Click a label: delete or another one. Ends cannot be moved. Relations: click
    // one, click the other, choose.
    Rival {
        name: "doccano 1.8",
        source: "https://doccano.github.io/doccano/tutorial/",
        records: false,
        accept: 0,
        reject: 2,
        make: 3,
        ends: 5,
        kind: 2,
        link: 3,
    },
    // Label key, drag over the words. Click, Backspace. Click, another label's key. Ends of text regions cannot be
    // moved. Relation: click one, Alt+R, click the other.
    Rival {
        name: "Label Studio 1.2x",
        source: "https://labelstud.io/guide/labeling, https://labelstud.io/guide/hotkeys",
        records: false,
        accept: 0,
        reject: 2,
        make: 3,
        ends: 5,
        kind: 2,
        link: 3,
    },
    // Suggestion: click accepts, double click rejects. Drag over the words, the tag's key. End: the accepted
    // one's handle is dragged. Link feature: click the slot, click the target.
    Rival {
        name: "INCEpTION 39",
        source: "https://inception-project.github.io/releases/39.0/docs/user-guide.html (Annotation, Recommenders)",
        records: true,
        accept: 1,
        reject: 2,
        make: 3,
        ends: 3,
        kind: 2,
        link: 2,
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
        assert_eq!(costs, [(12, 20), (8, 15), (8, 15), (9, 13)]);
    }
}
