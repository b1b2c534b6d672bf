//! A corpus: a folder of articles and documents, as a list, for the search, and with what belongs to all of them.
//!
//! [`card`] says of an article what the list shows, [`cache`] keeps that between sessions, [`kept`] what the search
//! needs; [`read`] reads articles on several threads for both. [`beside`] keeps the corpus's own files (`corpus-actors.ron` …), which are
//! readable and made for git: [`registry`] its actors, [`rules`] its codebook and keys. [`bulk`]
//! changes documents that are not open. Everything but `cache` and `kept` lies beside the articles; those can be deleted.

pub mod beside;
pub mod bulk;
pub mod cache;
pub mod card;
pub mod kept;
pub mod read;
pub mod registry;
pub mod rules;

pub use card::Card;
pub use kept::Kept;
pub use read::{Read, Reading, Wish, read_all};
