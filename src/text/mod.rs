//! The article's text and where things lie in it. Knows nothing of annotation.
//!
//! Invariant: every offset is a UTF-8 byte offset on a character boundary of its text; only
//! [`offsets`] turns bytes into Unicode scalars or UTF-16 units and back.

pub mod article;
pub mod clause;
pub mod find;
pub mod hash;
pub mod offsets;
pub mod segment;
pub mod span;
pub mod words;

pub use article::{Article, Block, BlockKind, Decoding};
pub use offsets::{OffsetTable, Unit};
pub use span::Span;
