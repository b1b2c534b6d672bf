//! What the list shows of an article without opening it.

use crate::model::{By, Document, LayerId, Status};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// The most names that are kept of those who worked on an article.
const MAX_PEOPLE: usize = 8;

/// What the list shows of an article.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Card {
    /// The headline.
    pub title: String,
    /// The newspaper, agency or site.
    pub outlet: String,
    /// When it appeared.
    pub date: String,
    /// The language.
    pub language: SmolStr,
    /// How many words it has.
    pub words: u32,
    /// How far the review is: `new`, `in-review`, `done`.
    pub state: SmolStr,
    /// How many actors were found or named.
    pub actors: u32,
    /// How many quotes, rejected ones left out.
    pub quotes: u32,
    /// How many claims, rejected ones left out.
    pub claims: u32,
    /// How many annotations of a reviewed layer nobody decided on.
    pub undecided: u32,
    /// How many were decided on.
    pub decided: u32,
    /// How many carry a note.
    pub notes: u32,
    /// Who made or decided something.
    pub people: Vec<SmolStr>,
    /// Why it cannot be read, if it cannot.
    pub wrong: Option<String>,
}

impl Card {
    /// Makes the card of a document.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let meta = document.meta();
        let mut card = Self {
            title: meta.title.clone(),
            outlet: meta.outlet.clone(),
            date: meta.date.clone(),
            language: meta.language.clone(),
            words: u32::try_from(document.text().split_whitespace().count()).unwrap_or(u32::MAX),
            state: SmolStr::new_static(document.state().name()),
            ..Self::default()
        };
        let mut actors = BTreeSet::new();
        let mut people = BTreeSet::new();
        for one in document.annotations() {
            card.notes += u32::from(!one.note.is_empty());
            if one.origin.by == By::Person && !one.origin.name.is_empty() {
                people.insert(one.origin.name.clone());
            }
            if !one.decided_by.is_empty() {
                people.insert(one.decided_by.clone());
            }
            if one.layer == LayerId::CUE {
                continue;
            }
            let undecided = one.status == Status::Suggested;
            card.undecided += u32::from(undecided);
            card.decided += u32::from(!undecided);
            if one.status == Status::Rejected {
                continue;
            }
            card.quotes += u32::from(one.layer == LayerId::QUOTE);
            card.claims += u32::from(one.layer == LayerId::CLAIM);
            actors.extend(one.actor.as_ref().map(|id| document.actors().resolve(id)));
        }
        card.actors = u32::try_from(actors.len()).unwrap_or(u32::MAX);
        card.people = people.into_iter().take(MAX_PEOPLE).collect();
        card
    }

    /// Makes the card of what cannot be read.
    #[must_use]
    pub fn wrong(why: String) -> Self {
        Self { wrong: Some(why), ..Self::default() }
    }
}
