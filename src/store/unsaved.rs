//! Unsaved work that a crash left: what the welcome page offers to go on with.

use super::disk::Disk;
use super::journal::{self, Replay};
use super::lock::{self, Lock};
use super::open::{Opened, Session};
use super::open_error::OpenError;
use super::places::Places;
use super::recover;
use crate::formats::annotation::native;
use crate::text::hash;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The journal of a document that is not open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The journal.
    pub journal: PathBuf,
    /// Where the document is or would be saved; `None` for a pasted text, which only [`open`] can open.
    pub native_path: Option<PathBuf>,
    /// How many edits are in it.
    pub edits: usize,
    /// When the last one was made, if the disk knows.
    pub modified: Option<SystemTime>,
}

/// Returns the journals with unsaved work, the latest first. Those of documents that are open are among them.
#[must_use]
pub fn list(disk: &dyn Disk, places: &Places) -> Vec<Left> {
    let folder = places.journals();
    let names = disk.list(&folder).unwrap_or_default();
    let mut all: Vec<_> = names
        .into_iter()
        .filter(|(name, _)| name.ends_with(".journal"))
        .filter_map(|(name, facts)| {
            let path = folder.join(name);
            let replay = journal::read(disk, &path).ok()??;
            let saved = saved_until(disk, &replay);
            let edits = usize::try_from(replay.number.saturating_sub(saved)).unwrap_or(usize::MAX);
            let native_path = replay.header.path.map(PathBuf::from);
            (edits > 0).then_some(Left { journal: path, native_path, edits, modified: facts.modified })
        })
        .collect();
    all.sort_by(|a, b| b.modified.cmp(&a.modified).then_with(|| a.journal.cmp(&b.journal)));
    all
}

/// Returns the number of the last edit that the document's file has: a save may have been announced and not
/// done.
fn saved_until(disk: &dyn Disk, replay: &Replay) -> u64 {
    let path = replay.header.path.as_ref().filter(|_| !replay.saves.is_empty());
    let bytes = path.and_then(|path| disk.read(Path::new(path), native::MAX_BYTES as u64).ok());
    let found = bytes.map(|bytes| hash::fnv1a(&bytes));
    let done = replay.saves.iter().rev().find(|(_, hash)| Some(*hash) == found);
    done.map_or(replay.header.since, |(number, _)| *number)
}

/// Opens a document that never had a file from its journal.
///
/// # Errors
/// When nothing can be made of the journal; it stays.
pub fn open(disk: &dyn Disk, places: &Places, journal: &Path) -> Result<Opened, OpenError> {
    let lock = match lock::take(disk, places, journal) {
        Lock::Ours(held) => Some(held),
        Lock::Theirs(holder) => return Err(OpenError::Locked { holder, path: journal.to_path_buf() }),
        Lock::None => None,
    };
    let mut problems = Vec::new();
    let found = recover::recover(disk, places, journal, None, &mut problems)
        .map_err(|why| OpenError::of_disk(why, journal))?
        .ok_or_else(|| OpenError::Empty(journal.to_path_buf()))?;
    let recovered = Some(found.edits());
    problems.extend(found.problems);
    let mut session = Session::at(None, lock);
    (session.number, session.since) = (found.number, found.since);
    session.journal = found.sound.then(|| journal.to_path_buf());
    Ok(Opened {
        document: found.document,
        problems,
        path: journal.to_path_buf(),
        native_path: PathBuf::new(),
        format: "ron",
        read_only: None,
        recovered,
        stamp: None,
        session,
    })
}
