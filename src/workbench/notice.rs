//! What the person is told and asked.

use crate::model::Severity;
use std::time::Instant;

/// Something that the person should read.
#[derive(Debug, Clone)]
pub struct Notice {
    /// Its number.
    pub id: u64,
    /// How bad it is.
    pub severity: Severity,
    /// What happened, to which file, what to do next.
    pub text: String,
    /// When it was said.
    pub at: Instant,
}

/// What a question is about; the answers' meanings hang on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// The file was changed by another program: overwrite, save a copy, open what is there.
    ChangedOnDisk,
    /// The document could not be saved on closing: try again, save elsewhere, close and keep the journal.
    CannotSave,
    /// Another program changed the file while it was worked on: join, take, keep.
    JoinOutside,
    /// The same, where both cannot be joined: take, keep.
    TakeOutside,
    /// A change of an actor that the whole folder knows: everywhere, only here, not at all.
    WholeFolder,
    /// The open article's codebook is another one than the folder's: take that, in every article, leave it.
    FolderBook,
    /// The folder has a codebook that another is to replace: replace it or not.
    ReplaceFolderBook,
    /// The folder is to have no codebook any more: remove it or not.
    DropFolderBook,
    /// The open article calls actors otherwise than the folder: take the folder's names, in every article, leave them.
    FolderActors,
    /// The export's file exists: overwrite or not.
    ExportExists,
    /// A file holds several articles: make a folder of them, here or elsewhere, or not.
    Several,
    /// It does, and there is a folder of its name: open that, make another, or not.
    UnpackedBefore,
}

/// Something that the person must decide before going on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What it is about.
    pub topic: Topic,
    /// The question, with what happened.
    pub text: String,
    /// The answers; the last one changes nothing.
    pub answers: Vec<&'static str>,
}
