//! What a review cost, by layer and by what was done.

use super::ways::Fault;
use crate::model::LayerId;
use std::collections::BTreeMap;

/// What keys were spent on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum What {
    /// A suggestion was right and was accepted.
    Accepted,
    /// A suggestion was put right in one respect.
    Mended(Fault),
    /// Going to the next suggestion, where no decision did.
    GoingOn,
    /// What no suggestion proposed was made.
    Made,
    /// What was done to one mention was done to its other occurrences.
    Spread,
    /// A suggestion was nothing and was rejected.
    Rejected,
}

impl What {
    /// Returns what people read.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted untouched",
            Self::Mended(Fault::Ends) => "ends moved",
            Self::Mended(Fault::Kind) => "type or kind set",
            Self::Mended(Fault::Voice) => "speaker or source set",
            Self::Mended(Fault::Actor) => "actor set",
            Self::GoingOn => "going on",
            Self::Made => "made by hand",
            Self::Spread => "all occurrences",
            Self::Rejected => "rejected",
        }
    }
}

/// How often something was done, and what that cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Spent {
    /// Annotations that it was done to.
    pub(super) times: usize,
    /// Keys and clicks.
    pub(super) keys: usize,
}

/// What the annotations of one layer cost.
#[derive(Debug, Clone, Default)]
pub(super) struct OfLayer {
    /// How many there should be.
    pub(super) gold: usize,
    /// What was done.
    pub(super) done: BTreeMap<What, Spent>,
}

impl OfLayer {
    /// Returns all keys.
    pub(super) fn keys(&self) -> usize {
        self.done.values().map(|spent| spent.keys).sum()
    }
}

/// What all reviews cost together.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// How many articles were reviewed.
    pub(super) articles: usize,
    /// By layer.
    pub(super) layers: BTreeMap<LayerId, OfLayer>,
    /// How many gold annotations have a speaker or source.
    pub(super) links: usize,
    /// How many of those that were made by hand have one.
    pub(super) made_links: usize,
    /// Gold annotations that no keys led to.
    pub(super) unreached: usize,
    /// Accepted annotations that are no gold ones.
    pub(super) surplus: usize,
    /// What was done, in words.
    pub(super) steps: Vec<String>,
}

impl Tally {
    /// Returns a layer's part.
    pub(super) fn of(&mut self, layer: &LayerId) -> &mut OfLayer {
        self.layers.entry(layer.clone()).or_default()
    }

    /// Notes that something was done.
    pub(super) fn note(&mut self, layer: &LayerId, what: What, times: usize, keys: usize) {
        let spent = self.of(layer).done.entry(what).or_default();
        spent.times += times;
        spent.keys += keys;
    }

    /// Returns how many annotations there should be.
    pub(super) fn gold(&self) -> usize {
        self.layers.values().map(|layer| layer.gold).sum()
    }

    /// Returns all keys.
    pub(super) fn keys(&self) -> usize {
        self.layers.values().map(OfLayer::keys).sum()
    }

    /// Returns how often something was done on any layer, and what that cost.
    pub(super) fn spent(&self, what: What) -> Spent {
        let all = self.layers.values().filter_map(|layer| layer.done.get(&what));
        all.fold(Spent::default(), |sum, spent| Spent {
            times: sum.times + spent.times,
            keys: sum.keys + spent.keys,
        })
    }
}
