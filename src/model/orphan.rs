//! Annotations whose words are no longer in the text: kept apart, written back, tried again.

use super::annotation::Annotation;

/// An annotation whose place was lost when the text was edited outside.
#[derive(Debug, Clone, PartialEq)]
pub struct Orphan {
    /// The annotation with its last known fragments, which point into a text that is gone.
    pub annotation: Annotation,
    /// The words of each fragment as they stood there (shortened when long).
    pub words: Vec<String>,
}
