//! Did another program change the file meanwhile?

use super::disk::Disk;
use crate::text::hash;
use std::io;
use std::path::Path;
use std::time::SystemTime;

/// What a file was when we last read or wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// How many bytes it had.
    pub length: u64,
    /// When it was changed, if the disk knows.
    pub modified: Option<SystemTime>,
    /// The hash of its bytes.
    pub hash: u64,
}

impl Stamp {
    /// Makes the stamp of a file that was just read or written as `bytes`.
    #[must_use]
    pub fn of(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Self {
        let modified = disk.facts(path).ok().and_then(|facts| facts.modified);
        Self { length: bytes.len() as u64, modified, hash: hash::fnv1a(bytes) }
    }

    /// Says whether these are the bytes of the stamp.
    #[must_use]
    pub fn fits(&self, bytes: &[u8]) -> bool {
        self.length == bytes.len() as u64 && self.hash == hash::fnv1a(bytes)
    }

    /// Says whether the file seems to be as it was, without reading it: quick enough to ask whenever the
    /// window gets the focus. One that is gone counts as changed.
    ///
    /// # Errors
    /// When the disk cannot be asked.
    pub fn seems_current(&self, disk: &dyn Disk, path: &Path) -> io::Result<bool> {
        match disk.facts(path) {
            Ok(facts) => Ok(facts.length == self.length && facts.modified == self.modified),
            Err(wrong) if wrong.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(wrong) => Err(wrong),
        }
    }
}
