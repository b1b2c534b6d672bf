//! Measures and search: how well suggestions agree with a gold standard ([`score()`]), and where in many articles
//! something stands ([`search`]).
//!
//! Pure: takes what is labelled ([`Sample`]) and gives figures and lists of mistakes. Offsets are bytes as
//! everywhere; lengths are compared in characters, so that the figures do not depend on the script.

pub mod align;
pub mod edges;
pub mod mistakes;
pub mod reliability;
pub mod sample;
pub mod score;
pub mod search;

pub use align::Rates;
pub use mistakes::Mistakes;
pub use reliability::Reliability;
pub use sample::{Asserted, Named, Sample, Segment};
pub use score::{Options, Scores, score};
