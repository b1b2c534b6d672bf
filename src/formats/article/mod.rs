//! What an article can be read from: the trait, and every format.

pub mod decode;

mod blocks;
mod dropped;
mod facts;
mod flow;
pub(super) mod xml;

pub mod docx;
pub mod epub;
pub mod feed;
pub mod html;
pub mod mail;
pub mod markdown;
pub mod odt;
pub mod pdf;
pub mod plain;
pub mod rtf;
pub mod subtitles;
pub mod texts;
pub mod warc;

use super::Unreadable;
use super::annotation::Imported;
use crate::model::{Codebook, Document, Edit, Meta, Problem, apply};
use crate::text::{Article, Decoding};
use flow::Flow;
use std::panic::{self, AssertUnwindSafe};
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
    /// What it is called among the others of its file; "" when it is the only one.
    pub name: String,
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

    /// Says whether one file can hold several articles.
    fn holds_many(&self) -> bool {
        false
    }

    /// Reads the articles, at least one.
    ///
    /// # Errors
    /// When nothing can be read.
    fn read(&self, bytes: &[u8], name: &str) -> Result<Vec<ArticleRead>, Unreadable>;
}

/// All formats; the first that recognises the bytes reads them, and plain text takes what is left.
pub const ALL: &[&dyn ArticleFormat] = &[
    &docx::Docx,
    &odt::Odt,
    &epub::Epub,
    &pdf::Pdf,
    &rtf::Rtf,
    &warc::Warc,
    &feed::Feed,
    &mail::Mail,
    &html::Html,
    &markdown::Markdown,
    &subtitles::Subtitles,
    &texts::JsonTexts,
    &texts::CsvTexts,
    &plain::Plain,
];

/// Returns the format of a name.
#[must_use]
pub fn named(name: &str) -> Option<&'static dyn ArticleFormat> {
    ALL.iter().find(|format| format.name() == name).copied()
}

/// Reads the articles of a file in whichever format it is.
///
/// # Errors
/// When it is empty, no text, or broken.
pub fn read(bytes: &[u8], name: &str) -> Result<Vec<ArticleRead>, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    match ALL.iter().find(|format| format.recognises(bytes, name)) {
        Some(format) => format.read(bytes, name),
        None => Err(plain::binary(bytes).map_or(Unreadable::UnknownFormat, Unreadable::Binary)),
    }
}

/// Makes documents of the articles of one file called `stem`; several are numbered, so that they stay in
/// their order as files of a folder.
#[must_use]
pub fn into_documents(all: Vec<ArticleRead>, stem: &str) -> Vec<Imported> {
    let names = names(&all, stem);
    all.into_iter().zip(names).map(|(read, name)| read.into_imported(&name)).collect()
}

/// Returns what the articles of one file called `stem` are known as.
#[must_use]
pub fn names(all: &[ArticleRead], stem: &str) -> Vec<String> {
    let width = all.len().to_string().len();
    let numbered = all.iter().zip(1usize..);
    let names = numbered.map(|(read, number)| match (all.len(), read.name.as_str()) {
        (1, _) => stem.to_owned(),
        (_, "") => format!("{stem} {number:0width$}"),
        (_, name) => {
            let words: Vec<_> = name.split_whitespace().collect();
            let name: String = words.join(" ").chars().take(80).collect();
            format!("{number:0width$} {name}")
        }
    });
    names.collect()
}

/// Makes an article of what a flow holds.
fn finish(
    format: &'static str,
    flow: Flow,
    meta: Meta,
    decoding: Decoding,
    problems: Vec<Problem>,
) -> Result<ArticleRead, Unreadable> {
    let (text, blocks) = flow.done();
    if text.is_empty() {
        // What stood in the way is the better answer.
        let why = problems
            .first()
            .map_or_else(|| "it has no text".to_owned(), |it| format!("it has no text ({})", it.message));
        return Err(Unreadable::NotThis { format, why });
    }
    Unreadable::unless_fits(text.as_bytes(), Article::MAX_BYTES)?;
    let article = Article::with_source(text, decoding, blocks);
    Ok(ArticleRead { article, meta, problems, format, name: String::new() })
}

/// Runs what is not ours and reads what is anybody's: a panic in it is no reason to end the program.
fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    panic::catch_unwind(AssertUnwindSafe(work)).ok()
}
