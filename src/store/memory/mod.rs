//! A disk in memory for tests: it can be made to fail at any byte, to be full, and to lose its power.
//!
//! After a power cut a file has what was synced and any part of what was written behind it; names have
//! what was synced and a part of what was made, renamed and removed since, in order.

mod state;

use super::disk::{Disk, Facts, Held, Locking, Writing};
use state::{Contents, Naming, State};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// What the disk does when its budget is used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Everything fails from then on, as if the power were cut.
    Stop,
    /// Writing fails from then on, as on a full disk; reading and removing go on.
    Full,
    /// One call fails, the next ones go well.
    Once,
}

/// A disk in memory.
#[derive(Debug, Clone, Default)]
pub struct MemoryDisk {
    state: Arc<Mutex<State>>,
}

impl MemoryDisk {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets so many bytes and calls through, then fails.
    pub fn fail_after(&self, budget: u64, fault: Fault) {
        self.state().budget = Some((budget, fault));
    }

    /// Lets everything through again.
    pub fn mend(&self) {
        let mut state = self.state();
        (state.budget, state.renames, state.short, state.delay) = (None, None, None, Duration::ZERO);
    }

    /// Lets a call write so many bytes at most.
    pub fn write_short(&self, most: usize) {
        self.state().short = Some(most);
    }

    /// Lets so many renames through, then each fails like this.
    pub fn refuse_renames_after(&self, count: u64, kind: io::ErrorKind) {
        self.state().renames = Some((count, kind));
    }

    /// Makes each call that changes the disk take so long.
    pub fn slow_down(&self, delay: Duration) {
        self.state().delay = delay;
    }

    /// Returns how many bytes were written and calls made that change the disk.
    #[must_use]
    pub fn spent(&self) -> u64 {
        self.state().spent
    }

    /// Makes a folder refuse changes, or lets it take them again.
    pub fn set_read_only(&self, folder: &Path, read_only: bool) {
        let mut state = self.state();
        if read_only {
            state.read_only.insert(folder.to_path_buf());
        } else {
            state.read_only.remove(folder);
        }
    }

    /// Puts a file there, synced, as another program would have.
    pub fn put(&self, path: &Path, bytes: &[u8]) {
        let mut state = self.state();
        state.clock += 1;
        let contents = Contents { bytes: bytes.to_vec(), synced: bytes.to_vec(), changed: state.clock };
        state.files.push(contents);
        let file = state.files.len() - 1;
        state.names.insert(path.to_path_buf(), file);
        state.durable.insert(path.to_path_buf(), file);
        for folder in path.ancestors().skip(1) {
            state.folders.insert(folder.to_path_buf());
        }
    }

    /// Returns what a file holds.
    #[must_use]
    pub fn contents(&self, path: &Path) -> Option<Vec<u8>> {
        let state = self.state();
        let file = *state.names.get(path)?;
        state.files.get(file).map(|contents| contents.bytes.clone())
    }

    /// Returns the paths of all files.
    #[must_use]
    pub fn paths(&self) -> Vec<PathBuf> {
        self.state().names.keys().cloned().collect()
    }

    /// Ends all programs and starts the computer again. Of what was not synced, the share `kept` (0 to 1) of
    /// each file's last bytes and of the last changes of names is there.
    pub fn cut_power(&self, kept: f64) {
        let mut state = self.state();
        let share = |length: usize| (length as f64 * kept).round() as usize;
        for contents in &mut state.files {
            let same = contents.bytes.starts_with(&contents.synced);
            let kept_bytes = if same {
                contents.synced.len() + share(contents.bytes.len() - contents.synced.len())
            } else {
                share(contents.bytes.len())
            };
            contents.bytes.truncate(kept_bytes);
            contents.synced = contents.bytes.clone();
        }
        let changes = std::mem::take(&mut state.unsynced);
        let mut names = std::mem::take(&mut state.durable);
        for change in changes.iter().take(share(changes.len())) {
            change.apply(&mut names);
        }
        state.names = names.clone();
        state.durable = names;
        state.budget = None;
        state.locks.clear();
    }

    /// Ends all programs as `kill -9` does: what was written is there, locks are not.
    pub fn kill(&self) {
        let mut state = self.state();
        state.budget = None;
        state.locks.clear();
    }
}

impl Disk for MemoryDisk {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let state = self.state();
        state.look()?;
        let contents = state.files.get(state.file(path)?).cloned().unwrap_or_default();
        if contents.bytes.len() as u64 > limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(contents.bytes)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Writing>> {
        let mut state = self.state();
        state.may_change(path)?;
        state.change()?;
        state.clock += 1;
        let changed = state.clock;
        let file = match state.names.get(path).copied() {
            Some(file) => {
                if let Some(contents) = state.files.get_mut(file) {
                    contents.bytes.clear();
                    contents.changed = changed;
                }
                file
            }
            None => {
                state.files.push(Contents { changed, ..Contents::default() });
                let file = state.files.len() - 1;
                state.rename_all(Naming::Put(path.to_path_buf(), file));
                file
            }
        };
        Ok(Box::new(Open { disk: self.clone(), file }))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn Writing>> {
        let state = self.state();
        state.look()?;
        let file = state.file(path)?;
        Ok(Box::new(Open { disk: self.clone(), file }))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.may_change(to)?;
        state.file(from)?;
        match &mut state.renames {
            Some((0, kind)) => return Err((*kind).into()),
            Some((left, _)) => *left -= 1,
            None => {}
        }
        state.change()?;
        state.rename_all(Naming::Move(from.to_path_buf(), to.to_path_buf()));
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.look()?;
        state.may_change(path)?;
        state.file(path)?;
        if !matches!(state.budget, Some((_, Fault::Full))) {
            state.change()?;
        }
        state.rename_all(Naming::Remove(path.to_path_buf()));
        Ok(())
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.change()?;
        let (done, rest): (Vec<_>, Vec<_>) =
            std::mem::take(&mut state.unsynced).into_iter().partition(|naming| naming.is_in(folder));
        state.unsynced = rest;
        for naming in done {
            naming.apply(&mut state.durable);
        }
        Ok(())
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<(String, Facts)>> {
        let state = self.state();
        state.look()?;
        if !state.folders.contains(folder) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let paths = state.names.keys().chain(&state.folders).filter(|path| path.parent() == Some(folder));
        let paths: Vec<_> = paths.cloned().collect();
        drop(state);
        let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
        paths.iter().filter_map(|path| Some(Ok((name(path)?, self.facts(path).ok()?)))).collect()
    }

    fn facts(&self, path: &Path) -> io::Result<Facts> {
        let state = self.state();
        state.look()?;
        if state.folders.contains(path) {
            return Ok(Facts { folder: true, length: 0, modified: None });
        }
        let contents = state.files.get(state.file(path)?).cloned().unwrap_or_default();
        let modified = Some(SystemTime::UNIX_EPOCH + Duration::from_secs(contents.changed));
        Ok(Facts { folder: false, length: contents.bytes.len() as u64, modified })
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        if state.folders.contains(path) {
            return Ok(());
        }
        if path.ancestors().any(|folder| state.read_only.contains(folder)) {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        state.change()?;
        for folder in path.ancestors() {
            state.folders.insert(folder.to_path_buf());
        }
        Ok(())
    }

    fn resolve(&self, path: &Path) -> PathBuf {
        path.to_path_buf()
    }

    fn lock(&self, path: &Path, holder: &str) -> io::Result<Locking> {
        let mut state = self.state();
        state.may_change(path)?;
        if let Some(who) = state.locks.get(path) {
            return Ok(Locking::Theirs(who.clone()));
        }
        state.change()?;
        state.locks.insert(path.to_path_buf(), holder.to_owned());
        Ok(Locking::Ours(Box::new(MemoryLock { disk: self.clone(), path: path.to_path_buf() })))
    }

    fn held(&self, path: &Path) -> Option<String> {
        self.state().locks.get(path).cloned()
    }
}

struct MemoryLock {
    disk: MemoryDisk,
    path: PathBuf,
}

impl Held for MemoryLock {}

impl Drop for MemoryLock {
    fn drop(&mut self) {
        self.disk.state().locks.remove(&self.path);
    }
}

/// A file of a [`MemoryDisk`] that is being written behind its end.
struct Open {
    disk: MemoryDisk,
    file: usize,
}

impl io::Write for Open {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.disk.state();
        let wanted = state.short.map_or(bytes.len(), |most| most.min(bytes.len()));
        let room = state.spend(wanted as u64) as usize;
        state.clock += 1;
        let clock = state.clock;
        if let Some(contents) = state.files.get_mut(self.file) {
            contents.bytes.extend_from_slice(bytes.get(..room).unwrap_or_default());
            contents.changed = clock;
        }
        if room == 0 && !bytes.is_empty() { Err(state.failure()) } else { Ok(room) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Writing for Open {
    fn sync(&mut self) -> io::Result<()> {
        let mut state = self.disk.state();
        state.change()?;
        if let Some(contents) = state.files.get_mut(self.file) {
            contents.synced = contents.bytes.clone();
        }
        Ok(())
    }
}
