//! What threads send to the workbench.

use super::export::{Choice, Preview};
use super::exporting::ExportTo;
use super::suggesting::Merged;
use crate::formats::Imported;
use crate::formats::annotation::OutFile;
use crate::store;
use crate::store::suggester::Suggesters;
use crate::suggest::Learned;
use crate::suggest::learned::Evidence;
use crate::text::Span;
use crate::text::find::Query;
use smol_str::SmolStr;
use std::path::PathBuf;

/// A result that a thread brings. Numbers are generations: results for a document that was closed
/// meanwhile are dropped.
pub(super) enum Event {
    /// A file was opened, or not.
    Opened(u64, Box<Result<store::Opened, store::OpenError>>),
    /// What the command line named was looked at.
    Paths {
        /// The folders.
        folders: Vec<PathBuf>,
        /// Everything else.
        files: Vec<PathBuf>,
    },
    /// A folder was listed, or not: why.
    Listed(PathBuf, Result<super::corpus::Listing, String>),
    /// An article of the folder was read for the list or the search; of which folder.
    Read(u64, Box<store::corpus::Read>),
    /// So many articles were read.
    ReadAll(u64, usize),
    /// A search over a folder has ended.
    Sought(u64, Box<super::seeking::Sought>),
    /// The folder's actors were read, or not: why.
    Registry(u64, Result<Box<crate::model::Actors>, String>),
    /// What the folder lays down was written or removed, or not: what to tell; "" for nothing.
    RulesKept(Result<String, String>),
    /// Articles of a folder that are not open were changed.
    BulkDone(Box<super::annotating::Changed>),
    /// Where an offer's words stand in the folder's other articles: of which generation and step.
    Elsewhere((u64, usize), Box<super::elsewhere::Elsewhere>),
    /// One of many files is done.
    OneIsDone,
    /// Files were copied into the folder, or not: why.
    Imported(Box<super::importing::Imported>),
    /// The diagnostics for a bug report.
    Diagnostics(String),
    /// The former versions of a generation's document.
    Versions(u64, Vec<store::backup::Backup>),
    /// One of them was read.
    Version(u64, Box<super::versions::Shown>),
    /// Other programs, or this one, changed files of the folder.
    FolderChanged(Vec<PathBuf>),
    /// Another program changed the file of a generation's document.
    Outside(u64, Box<super::outside::Outside>),
    /// Something was done, or not: what to tell.
    Told(Result<String, String>),
    /// Suggestions were made.
    Suggested(u64, Box<Merged>),
    /// So much of the open document was read closely.
    ReadSome(super::closely::News),
    /// It was read to its end, or until it was stopped; or could not be: why. Which pass.
    ReadToEnd(u64, Result<(), String>),
    /// Suggestions were made with what was read closely; how long that took.
    SuggestedClosely(u64, Box<Merged>, std::time::Duration),
    /// What was looked for in the article was found there, or the expression is wrong.
    Found(u64, Query, Result<Vec<Span>, String>),
    /// The store's thread says something of a document.
    Store(u64, store::Report),
    /// An export's preview was made of a generation's revision in a format.
    Preview((u64, u64), Choice, Box<Preview>),
    /// An export was made for the clipboard.
    ExportCopied(Result<Vec<OutFile>, String>),
    /// An export was written, or why not; whether the file was there already.
    Exported(ExportTo, Result<usize, ExportError>),
    /// A folder was made of the articles of a file: how many, or why not.
    Unpacked(PathBuf, Result<usize, String>),
    /// What was pasted was read, or not: why.
    Pasted(Box<Result<Imported, String>>),
    /// Unsaved work that an earlier session left.
    Left(Vec<store::unsaved::Left>),
    /// A codebook was read, or why not.
    CodebookRead(PathBuf, Result<super::codebook_files::CodebookRead, String>),
    /// A codebook was written, or why not.
    CodebookWritten(PathBuf, Result<(), String>),
    /// The lessons of a corpus were read, or not: why.
    Learned(PathBuf, Box<Result<Learned, String>>),
    /// The lessons of an article were read off.
    Lessons(u64, SmolStr, Evidence),
    /// The lessons were written, or not: why.
    LearnedKept(Option<String>),
    /// Which suggesters of the user's own there are.
    Suggesters(Box<Suggesters>),
    /// A suggester of the user's own answered, or not: why.
    Asked(u64, Box<Result<Merged, String>>),
    /// A former document was let go.
    Closed,
}

/// Why an export was not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ExportError {
    /// These files are there already.
    Exists(Vec<PathBuf>),
    /// In words.
    Failed(String),
}
