//! A corpus: a folder of articles and documents, as a list, for the search, and with what belongs to all of them.
//!
//! [`card`] says of an article what the list shows, [`cache`] keeps that between sessions, [`read`] reads
//! articles on several threads for both, [`beside`] keeps the corpus's own files (`corpus-actors.ron` …), which are
//! readable and made for git, [`bulk`] changes documents that are not open. Everything but the cache lies
//! beside the articles; the cache can be deleted.

pub mod beside;
pub mod bulk;
pub mod cache;
pub mod card;
pub mod read;
pub mod registry;

pub use card::Card;
pub use read::{Read, Wish, read_all};
