//! What a disk in memory knows: files, names, and how it is to fail.

use super::Fault;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) files: Vec<Contents>,
    /// Names as programs see them, and as they are after a power cut.
    pub(super) names: BTreeMap<PathBuf, usize>,
    pub(super) durable: BTreeMap<PathBuf, usize>,
    /// What happened to names and is not synced, oldest first.
    pub(super) unsynced: Vec<Naming>,
    pub(super) folders: BTreeSet<PathBuf>,
    pub(super) read_only: BTreeSet<PathBuf>,
    pub(super) locks: BTreeMap<PathBuf, String>,
    /// How many bytes and calls there still may be before it fails.
    pub(super) budget: Option<(u64, Fault)>,
    pub(super) spent: u64,
    pub(super) clock: u64,
    /// The most bytes that one call writes.
    pub(super) short: Option<usize>,
    /// How many renames there still may be before each fails, and how.
    pub(super) renames: Option<(u64, io::ErrorKind)>,
    /// How long each call that changes the disk takes.
    pub(super) delay: Duration,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Contents {
    pub(super) bytes: Vec<u8>,
    pub(super) synced: Vec<u8>,
    pub(super) changed: u64,
}

#[derive(Debug, Clone)]
pub(super) enum Naming {
    Put(PathBuf, usize),
    Move(PathBuf, PathBuf),
    Remove(PathBuf),
}

impl Naming {
    pub(super) fn apply(&self, names: &mut BTreeMap<PathBuf, usize>) {
        match self {
            Self::Put(path, file) => drop(names.insert(path.clone(), *file)),
            Self::Move(from, to) => {
                if let Some(file) = names.remove(from) {
                    names.insert(to.clone(), file);
                }
            }
            Self::Remove(path) => drop(names.remove(path)),
        }
    }

    pub(super) fn is_in(&self, folder: &Path) -> bool {
        let (Self::Put(path, _) | Self::Move(_, path) | Self::Remove(path)) = self;
        path.parent() == Some(folder)
    }
}

impl State {
    /// Spends one call or byte; says how many of `wanted` there is room for.
    pub(super) fn spend(&mut self, wanted: u64) -> u64 {
        let allowed = self.budget.map_or(wanted, |(left, _)| wanted.min(left));
        if let Some((left, _)) = &mut self.budget {
            *left -= allowed;
        }
        self.spent += allowed;
        if allowed == 0 && matches!(self.budget, Some((0, Fault::Once))) {
            self.budget = None;
        }
        allowed
    }

    /// Spends one call that changes the disk.
    pub(super) fn change(&mut self) -> io::Result<()> {
        std::thread::sleep(self.delay);
        if self.spend(1) == 1 { Ok(()) } else { Err(self.failure()) }
    }

    /// Asks whether the disk can be read at all.
    pub(super) fn look(&self) -> io::Result<()> {
        if matches!(self.budget, Some((0, Fault::Stop))) { Err(self.failure()) } else { Ok(()) }
    }

    pub(super) fn failure(&self) -> io::Error {
        match self.budget {
            Some((_, Fault::Full)) => io::ErrorKind::StorageFull.into(),
            _ => io::Error::other("the disk failed"),
        }
    }

    pub(super) fn file(&self, path: &Path) -> io::Result<usize> {
        self.names.get(path).copied().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    pub(super) fn may_change(&self, path: &Path) -> io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new(""));
        if self.read_only.contains(folder) {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        if self.folders.contains(folder) { Ok(()) } else { Err(io::ErrorKind::NotFound.into()) }
    }

    pub(super) fn rename_all(&mut self, naming: Naming) {
        naming.apply(&mut self.names);
        self.unsynced.push(naming);
    }
}
