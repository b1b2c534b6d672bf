//! The article's state follows the review: begun with the first change, done with the last decision.

use super::open::Open;
use crate::model::{ArticleState, Edit, Status};

/// What an edit does to decisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decision {
    None,
    /// Something undecided is decided.
    Made,
    /// Something decided is undecided again.
    TakenBack,
}

impl Open {
    /// Returns what an edit would do to decisions.
    pub(super) fn decision_in(&self, edit: &Edit) -> Decision {
        match edit {
            Edit::PutAnnotation(new) => {
                let old = self.document.annotation(&new.id).map(|old| old.status);
                match (old, new.status) {
                    (Some(Status::Suggested), Status::Accepted | Status::Rejected) => Decision::Made,
                    (Some(Status::Accepted | Status::Rejected), Status::Suggested) => Decision::TakenBack,
                    _ => Decision::None,
                }
            }
            Edit::Batch(edits) => edits
                .iter()
                .map(|edit| self.decision_in(edit))
                .find(|decision| *decision != Decision::None)
                .unwrap_or(Decision::None),
            _ => Decision::None,
        }
    }

    /// Says whether a suggestion is undecided that the person is asked about: of a reviewed layer and certain
    /// enough, hidden by the filter otherwise or not.
    pub(super) fn is_anything_left(&self) -> bool {
        let document = &self.document;
        let asked = |layer| document.codebook().layer(layer).is_some_and(|layer| layer.reviewed);
        document.annotations().any(|one| {
            one.status == Status::Suggested
                && one.score() >= self.filter.min_score
                && (self.filter.show_adjectives || one.attributes.get("form") != Some("adjective"))
                && asked(&one.layer)
        })
    }

    /// Makes the article done with its last decision, and begun again when one is taken back. What a person set
    /// stays otherwise.
    pub(super) fn follow_state(&mut self, label: &str, decision: Decision) {
        let state = match decision {
            Decision::Made if self.document.state() == ArticleState::InReview && !self.is_anything_left() => {
                ArticleState::Done
            }
            Decision::TakenBack if self.document.state() == ArticleState::Done => ArticleState::InReview,
            _ => return,
        };
        self.perform_with_last(label, Edit::SetState(state));
    }
}
