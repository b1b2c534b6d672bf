//! Saving a document to its native file, and why that may be refused.

use super::atomic;
use super::backup;
use super::disk::Disk;
use super::stamp::Stamp;
use crate::formats::annotation::native;
use crate::text::hash;
use jiff::Timestamp;
use std::io;
use std::path::{Path, PathBuf};

/// Why a document was not saved. Its file is as it was, and the work is in the journal.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Another program changed the file since it was opened or saved.
    #[error(
        "Another program changed the file since it was opened. Save over it (its present state is kept as a \
         backup), save under another name, or open it again: {}", .0.display()
    )]
    ChangedOnDisk(PathBuf),
    /// There is no place to save to yet.
    #[error("The document has no file yet. Choose a name for it.")]
    NoPlace,
    /// The folder or file may not be written.
    #[error("The file or its folder may not be written. Save under another name or in another folder: {}", .0.display())]
    Denied(PathBuf),
    /// The disk is full.
    #[error("The disk is full; nothing was saved. Make room and save again, or save to another disk: {}", .0.display())]
    Full(PathBuf),
    /// Somebody else has the file open.
    #[error("The file is open in another window ({holder}). Close it there, or save under another name: {}", path.display())]
    Locked {
        /// Who, as far as it can be told.
        holder: String,
        /// The file.
        path: PathBuf,
    },
    /// The document was opened to be read only.
    #[error("The document is open read-only. Save it under another name: {}", .0.display())]
    ReadOnly(PathBuf),
    /// What stands there could not be put away, and would be lost.
    #[error("What another program wrote could not be kept as a backup ({why}), so nothing was saved over it. Save under another name: {}", path.display())]
    NoBackup {
        /// What the disk said.
        why: io::Error,
        /// The file.
        path: PathBuf,
    },
    /// The disk failed otherwise.
    #[error("The file could not be written ({why}). Try again, or save to another disk: {}", path.display())]
    Failed {
        /// What the disk said.
        why: io::Error,
        /// The file.
        path: PathBuf,
    },
}

impl SaveError {
    /// Says in words what the disk meant.
    pub(super) fn of_disk(why: io::Error, path: &Path) -> Self {
        let path = path.to_path_buf();
        match why.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::Denied(path),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(path),
            _ => Self::Failed { why, path },
        }
    }
}

/// Puts what stands at `path` away as a backup and says whether it may be written over: when its hash is
/// `known`, or `over` allows it. Returns what went wrong with the backup, if that is no reason to stop.
pub(super) fn make_way(
    disk: &dyn Disk,
    backups: &Path,
    path: &Path,
    known: &[u64],
    over: bool,
) -> Result<Option<String>, SaveError> {
    let present = match disk.read(path, native::MAX_BYTES as u64) {
        Ok(present) => present,
        // Removed by somebody: nothing is lost by writing it again.
        Err(wrong) if wrong.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(why) => return Err(SaveError::of_disk(why, path)),
    };
    let hash = hash::fnv1a(&present);
    let ours = known.contains(&hash);
    if !ours && !over {
        return Err(SaveError::ChangedOnDisk(path.to_path_buf()));
    }
    match backup::keep_hashed(disk, backups, &present, hash, Timestamp::now()) {
        Ok(()) => Ok(None),
        Err(why) if ours => Ok(Some(format!("The former version could not be kept as a backup ({why})."))),
        Err(why) => Err(SaveError::NoBackup { why, path: path.to_path_buf() }),
    }
}

/// Writes the text of a native file, which has the given hash, to `path`.
pub(super) fn write(disk: &dyn Disk, path: &Path, text: &str, hash: u64) -> Result<Stamp, SaveError> {
    atomic::write(disk, path, text.as_bytes()).map_err(|why| SaveError::of_disk(why, path))?;
    let modified = disk.facts(path).ok().and_then(|facts| facts.modified);
    Ok(Stamp { length: text.len() as u64, modified, hash })
}
