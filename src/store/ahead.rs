//! Articles that are read before anybody asks for them, such as the neighbours of the open one. Each is given once,
//! and only while its file holds the very bytes that were read.

use super::disk::Disk;
use super::imported::imported;
use crate::formats::annotation::native::{self, Loaded};
use crate::formats::{self, Detected, Imported};
use crate::text::hash::fnv1a;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What was read ahead.
#[derive(Debug, Clone, Default)]
pub struct Ahead(Arc<Mutex<Vec<Ready>>>);

#[derive(Debug)]
struct Ready {
    path: PathBuf,
    /// The hash of the file's bytes.
    hash: u64,
    read: Reading,
}

#[derive(Debug)]
enum Reading {
    Native(Box<Loaded>),
    Article(Box<Imported>, &'static str),
}

impl Ahead {
    fn ready(&self) -> MutexGuard<'_, Vec<Ready>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads articles of at most `limit` bytes, and forgets all others that were read ahead. What cannot be read says
    /// so when it is opened.
    pub fn read(&self, disk: &dyn Disk, paths: &[PathBuf], limit: u64) {
        self.ready().retain(|ready| paths.contains(&ready.path));
        for path in paths {
            let Ok(bytes) = disk.read(path, limit) else { continue };
            let hash = fnv1a(&bytes);
            if self.ready().iter().any(|ready| ready.path == *path && ready.hash == hash) {
                continue;
            }
            if let Some(read) = read(disk, path, &bytes) {
                let mut all = self.ready();
                all.retain(|ready| ready.path != *path);
                all.push(Ready { path: path.clone(), hash, read });
            }
        }
    }

    /// Gives the document of a native file that holds these bytes, if it was read ahead.
    pub(super) fn native(&self, path: &Path, bytes: &[u8]) -> Option<Loaded> {
        match self.take(path, bytes)? {
            Reading::Native(loaded) => Some(*loaded),
            Reading::Article(..) => None,
        }
    }

    /// Gives what was read of an article that holds these bytes, with its format's name, if it was read ahead.
    pub(super) fn article(&self, path: &Path, bytes: &[u8]) -> Option<(Imported, &'static str)> {
        match self.take(path, bytes)? {
            Reading::Article(imported, format) => Some((*imported, format)),
            Reading::Native(_) => None,
        }
    }

    fn take(&self, path: &Path, bytes: &[u8]) -> Option<Reading> {
        let mut all = self.ready();
        let at = all.iter().position(|ready| ready.path == path)?;
        let ready = all.swap_remove(at);
        drop(all);
        (ready.hash == fnv1a(bytes)).then_some(ready.read)
    }
}

fn read(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Option<Reading> {
    if path.to_string_lossy().to_lowercase().ends_with(native::ENDING) || native::looks_native(bytes) {
        return native::read(bytes).ok().map(|loaded| Reading::Native(Box::new(loaded)));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Files of other programs are read with what lies beside them, which may change.
    let Some(Detected::Article(_)) = formats::detect(bytes, &name) else { return None };
    let (all, format) = imported(disk, path, bytes).ok()?;
    let [(_, only)] = <[_; 1]>::try_from(all).ok()?;
    Some(Reading::Article(Box::new(only), format))
}

#[cfg(test)]
mod tests {
    use super::super::memory::MemoryDisk;
    use super::*;

    #[test]
    fn what_was_read_ahead_is_given_once_and_only_while_the_file_is_the_same() {
        let (disk, ahead) = (MemoryDisk::default(), Ahead::default());
        let paths = ["/t/a.txt", "/t/b.md"].map(PathBuf::from);
        let [a, b] = &paths;
        disk.put(a, b"One.");
        disk.put(b, b"# Two");
        ahead.read(&disk, &paths, 100);
        assert!(ahead.article(b, b"# Three").is_none(), "it was changed");
        let (imported, format) = ahead.article(a, b"One.").expect("it was read");
        assert_eq!((imported.document.text(), format), ("One.", "plain"));
        assert!(ahead.article(a, b"One.").is_none(), "given once");
        ahead.read(&disk, &paths, 100);
        ahead.read(&disk, &paths[1..], 100);
        assert!(ahead.article(a, b"One.").is_none(), "forgotten");
        ahead.read(&disk, &paths, 3);
        assert!(ahead.article(a, b"One.").is_none(), "too long");
    }
}
