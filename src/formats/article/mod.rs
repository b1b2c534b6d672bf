//! What an article can be read from: the trait, and every format.

pub mod decode;
mod flow;

pub mod html;
pub mod markdown;
pub mod plain;

use super::Unreadable;
use super::annotation::Imported;
use crate::model::{Codebook, Document, Edit, Meta, Problem, apply};
use crate::text::Article;
use std::sync::Arc;

/// An article that was read.
#[derive(Debug, PartialEq)]
pub struct ArticleRead {
    /// The article.
    pub article: Article,
    /// What its source says about it.
    pub meta: Meta,
    /// What a person should know about how it was read.
    pub problems: Vec<Problem>,
    /// The name of the format it was in.
    pub format: &'static str,
}

impl ArticleRead {
    /// Makes a document of it, known as `id`, with the default codebook and no annotations.
    #[must_use]
    pub fn into_imported(self, id: &str) -> Imported {
        let mut document = Document::with_id(id, Arc::new(self.article), Codebook::standard());
        apply(&mut document, Edit::SetMeta(Box::new(self.meta)));
        Imported { document, problems: self.problems }
    }
}

/// A format that articles come in.
pub trait ArticleFormat: Sync {
    /// Returns its name on the command line: `html`.
    fn name(&self) -> &'static str;

    /// Returns the endings of its files, without the point.
    fn extensions(&self) -> &'static [&'static str];

    /// Says in one line what it is and what is taken from it.
    fn describe(&self) -> &'static str;

    /// Says whether bytes look like it; their whole need not be sound.
    fn recognises(&self, bytes: &[u8], name: &str) -> bool;

    /// Reads the article.
    ///
    /// # Errors
    /// When nothing can be read.
    fn read(&self, bytes: &[u8], name: &str) -> Result<ArticleRead, Unreadable>;
}

/// All formats; the first that recognises the bytes reads them, and plain text takes what is left.
pub const ALL: &[&dyn ArticleFormat] = &[&html::Html, &markdown::Markdown, &plain::Plain];

/// Returns the format of a name.
#[must_use]
pub fn named(name: &str) -> Option<&'static dyn ArticleFormat> {
    ALL.iter().find(|format| format.name() == name).copied()
}

/// Reads an article in whichever format it is.
///
/// # Errors
/// When it is empty, no text, or broken.
pub fn read(bytes: &[u8], name: &str) -> Result<ArticleRead, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    match ALL.iter().find(|format| format.recognises(bytes, name)) {
        Some(format) => format.read(bytes, name),
        None => Err(plain::binary(bytes).map_or(Unreadable::UnknownFormat, Unreadable::Binary)),
    }
}
