//! What an annotated article is, and the edits that change it. Pure and total: no input, no output.
//!
//! A [`Document`] changes through [`apply`] alone, which returns the inverse of what it did; the
//! [`History`] keeps inverses, grouped by gesture.

pub mod actor;
pub mod annotation;
pub mod check;
pub mod codebook;
pub mod country;
pub mod document;
pub mod edit;
pub mod history;
pub mod id;
pub mod index;
pub mod link;
pub mod merge;
pub mod meta;
pub mod orphan;
pub mod problem;
pub mod query;

pub use actor::{Actor, Actors};
pub use annotation::{Annotation, Attributes, By, Origin, Status};
pub use check::check;
pub use codebook::Codebook;
pub use document::Document;
pub use edit::{Edit, apply};
pub use history::{Gesture, History};
pub use id::{ActorId, AnnotationId, LayerId, LinkId};
pub use link::{Link, Target};
pub use merge::{Merged, difference, merge};
pub use meta::{ArticleState, Meta};
pub use orphan::Orphan;
pub use problem::{Place, Problem, Severity};
pub use query::{Filter, Progress};
