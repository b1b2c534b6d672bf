//! What is known of an article besides its text.

use super::id::ActorId;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// An article's metadata. Everything can be edited; "" means unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meta {
    /// The headline.
    pub title: String,
    /// The newspaper, agency or site.
    pub outlet: String,
    /// Who wrote it.
    pub author: String,
    /// The actor that the author is, when it is one.
    pub author_actor: Option<ActorId>,
    /// When it appeared, as the source writes it; ISO 8601 where known.
    pub date: String,
    /// The language, ISO 639-1: `en`, `ru`.
    pub language: SmolStr,
    /// Where it came from: an address or a file's name.
    pub source: String,
    /// Whatever else a file brought along.
    pub extra: BTreeMap<String, String>,
}

/// How far the review of an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ArticleState {
    /// Nobody has decided on anything.
    #[default]
    New,
    /// Somebody has begun.
    InReview,
    /// A person said that it is done.
    Done,
}

impl ArticleState {
    /// All of them, in the order of work.
    pub const ALL: [Self; 3] = [Self::New, Self::InReview, Self::Done];

    /// Returns the word that files and people read.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::InReview => "in-review",
            Self::Done => "done",
        }
    }

    /// Reads the word back.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}
