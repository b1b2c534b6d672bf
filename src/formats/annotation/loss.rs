//! What a format cannot hold of a document, in words, counted for that very document.

use super::WriteOptions;
use crate::model::{Annotation, Document, Status};
use std::fmt;

/// Something that an export leaves out or changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// How many things it concerns.
    pub count: usize,
    /// What happens to them: "41 reasons are not carried".
    pub message: String,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Collects losses; what concerns nothing is no loss.
#[derive(Debug, Default)]
pub struct Losses(Vec<Loss>);

impl Losses {
    /// Adds "COUNT WHAT FATE" when there is something to lose; `one` and `many` are the noun.
    pub fn add(&mut self, count: usize, one: &str, many: &str, fate: &str) -> &mut Self {
        if count > 0 {
            let noun = if count == 1 { one } else { many };
            self.0.push(Loss { count, message: format!("{count} {noun}: {fate}") });
        }
        self
    }

    /// Counts annotations that `lost` picks.
    pub fn annotations(
        &mut self,
        document: &Document,
        (one, many): (&str, &str),
        fate: &str,
        lost: impl Fn(&Annotation) -> bool,
    ) -> &mut Self {
        let count = document.annotations().filter(|annotation| lost(annotation)).count();
        self.add(count, one, many, fate)
    }

    /// Counts what formats for other programs leave out: rejected annotations, unless they are wanted, and
    /// annotations whose words are no longer in the text.
    pub fn left_out(&mut self, document: &Document, options: &WriteOptions) -> &mut Self {
        let nouns = ("rejected annotation", "rejected annotations");
        self.annotations(document, nouns, "left out", |annotation| {
            !options.rejected && annotation.status == Status::Rejected
        });
        let lost = document.orphans().len() + document.unplaced().len();
        self.add(
            lost,
            "annotation without a place in the text",
            "annotations without a place in the text",
            "left out",
        )
    }

    /// Returns what was collected.
    #[must_use]
    pub fn done(&mut self) -> Vec<Loss> {
        std::mem::take(&mut self.0)
    }
}
