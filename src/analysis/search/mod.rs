//! Search over many articles: words, phrases, regular expressions, and what is annotated.
//!
//! Pure: a [`Searchable`] is what the search keeps of an article, a [`Query`] what a person typed; [`search`]
//! gives the places, a [`Line`] shows one of them between the words around it.

pub mod find;
mod kept;
pub mod line;
pub mod query;
pub mod searchable;

pub use find::{Found, Hit, search};
pub use line::{Line, line, table};
pub use query::Query;
pub use searchable::Searchable;

#[cfg(test)]
mod tests;
