//! The disk, behind a small trait: everything the store does to files goes through it, so that tests can
//! make any of it fail at any byte ([`super::memory::MemoryDisk`]).

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// What is known of a file without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Whether it is a folder.
    pub folder: bool,
    /// How many bytes it has.
    pub length: u64,
    /// When it was last changed, if the disk knows.
    pub modified: Option<SystemTime>,
}

/// A file that is being written.
pub trait Writing: Write + Send {
    /// Waits until everything written is safe from a power cut.
    ///
    /// # Errors
    /// When the disk cannot promise that.
    fn sync(&mut self) -> io::Result<()>;
}

/// A lock that is held until it is dropped.
pub trait Held: Send + Sync {}

/// How asking for a lock went.
pub enum Locking {
    /// It is ours.
    Ours(Box<dyn Held>),
    /// Somebody else has it; what they wrote into it, if it can be read.
    Theirs(String),
}

/// A disk.
pub trait Disk: Send + Sync {
    /// Reads a file of at most `limit` bytes.
    ///
    /// # Errors
    /// When it cannot be read; [`io::ErrorKind::FileTooLarge`] when it is longer.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;

    /// Makes a file, or empties the one that is there.
    ///
    /// # Errors
    /// When it cannot be made.
    fn create(&self, path: &Path) -> io::Result<Box<dyn Writing>>;

    /// Opens a file that is there, to write behind its end.
    ///
    /// # Errors
    /// When it cannot be opened.
    fn append(&self, path: &Path) -> io::Result<Box<dyn Writing>>;

    /// Puts a file in the place of another, all or nothing; the permissions of the replaced one stay.
    ///
    /// # Errors
    /// When it cannot; then both are as before.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file.
    ///
    /// # Errors
    /// When it cannot.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Waits until what was made, renamed and removed in a folder is safe from a power cut.
    ///
    /// # Errors
    /// When the disk cannot promise that.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;

    /// Returns the names in a folder with what is known of each, in no order.
    ///
    /// # Errors
    /// When the folder cannot be read.
    fn list(&self, folder: &Path) -> io::Result<Vec<(String, Facts)>>;

    /// Returns what is known of a file or folder.
    ///
    /// # Errors
    /// When there is none, or it may not be asked.
    fn facts(&self, path: &Path) -> io::Result<Facts>;

    /// Makes a folder and those above it.
    ///
    /// # Errors
    /// When it cannot.
    fn create_folder(&self, path: &Path) -> io::Result<()>;

    /// Returns the file that a path leads to, through symbolic links.
    fn resolve(&self, path: &Path) -> PathBuf;

    /// Asks for the lock file at `path`, without waiting; `holder` is written into it.
    ///
    /// # Errors
    /// When the lock file cannot be made.
    fn lock(&self, path: &Path, holder: &str) -> io::Result<Locking>;

    /// Returns what the holder of a lock file wrote into it; `None` when nobody has it, or it cannot be told.
    fn held(&self, path: &Path) -> Option<String>;
}

/// The computer's own disk.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealDisk;

impl Writing for File {
    fn sync(&mut self) -> io::Result<()> {
        self.sync_all()
    }
}

impl From<std::fs::Metadata> for Facts {
    fn from(found: std::fs::Metadata) -> Self {
        Self { folder: found.is_dir(), length: found.len(), modified: found.modified().ok() }
    }
}

impl Disk for RealDisk {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let file = File::open(path)?;
        let length = file.metadata().map_or(0, |found| found.len());
        if length > limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        // A pipe or device says nothing of its length, and a file may grow while it is read.
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
        file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(bytes)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Writing>> {
        Ok(Box::new(File::create(path)?))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn Writing>> {
        Ok(Box::new(OpenOptions::new().append(true).open(path)?))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        if let Ok(former) = std::fs::metadata(to) {
            if former.permissions().readonly() {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            std::fs::set_permissions(from, former.permissions())?;
        }
        std::fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        std::fs::remove_file(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        // Elsewhere a folder cannot be opened, and renaming is as safe as the system makes it.
        if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<(String, Facts)>> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            // What vanished meanwhile, or leads nowhere, is not there.
            if let (Ok(name), Ok(facts)) = (entry.file_name().into_string(), self.facts(&entry.path())) {
                found.push((name, facts));
            }
        }
        Ok(found)
    }

    fn facts(&self, path: &Path) -> io::Result<Facts> {
        std::fs::metadata(path).map(Facts::from)
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        std::fs::create_dir_all(path)
    }

    fn resolve(&self, path: &Path) -> PathBuf {
        canonical(path).unwrap_or_else(|| {
            let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
                return path.to_path_buf();
            };
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            canonical(folder).map_or_else(|| path.to_path_buf(), |folder| folder.join(name))
        })
    }

    fn lock(&self, path: &Path, holder: &str) -> io::Result<Locking> {
        let mut tries = 0;
        loop {
            let mut file =
                OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) if tries < TRIES => {
                    // Somebody may only be looking who has it.
                    tries += 1;
                    std::thread::sleep(MOMENT);
                    continue;
                }
                Err(TryLockError::WouldBlock) => {
                    let mut who = String::new();
                    // Where a locked file cannot be read, nobody is named.
                    let _unread = file.take(1000).read_to_string(&mut who);
                    return Ok(Locking::Theirs(who));
                }
                Err(TryLockError::Error(wrong)) => return Err(wrong),
            }
            // Whoever held it may have removed the file between our opening and our locking it: then what
            // stands at the path now is another file, and the lock is on nothing.
            let mark = format!("{holder}\n{}\n", uuid::Uuid::new_v4());
            file.set_len(0)?;
            file.rewind()?;
            file.write_all(mark.as_bytes())?;
            match std::fs::read_to_string(path) {
                Ok(found) if found != mark => {}
                Err(wrong) if wrong.kind() == io::ErrorKind::NotFound => {}
                _ => return Ok(Locking::Ours(Box::new(HeldFile { _file: file, path: path.to_path_buf() }))),
            }
        }
    }

    fn held(&self, path: &Path) -> Option<String> {
        let file = File::open(path).ok()?;
        match file.try_lock_shared() {
            Err(TryLockError::WouldBlock) => {
                let mut who = String::new();
                let _unread = file.take(1000).read_to_string(&mut who);
                Some(who)
            }
            // Nobody has it; ours is let go with the file.
            _ => None,
        }
    }
}

/// How often a lock that is taken is asked for, and how long between.
const TRIES: u32 = 2;
const MOMENT: Duration = Duration::from_millis(3);

/// Returns the whole path of what is there. Windows puts a mark before a drive that nobody wants to read.
fn canonical(path: &Path) -> Option<PathBuf> {
    let whole = std::fs::canonicalize(path).ok()?;
    let short =
        whole.to_str().and_then(|path| path.strip_prefix(r"\\?\")).filter(|path| !path.starts_with("UNC"));
    Some(short.map(PathBuf::from).unwrap_or(whole))
}

/// A lock file of ours; it is removed before it is let go.
struct HeldFile {
    _file: File,
    path: PathBuf,
}

impl Held for HeldFile {}

impl Drop for HeldFile {
    fn drop(&mut self) {
        // One that stays behind is no lock: only a held one counts.
        let _left_behind = std::fs::remove_file(&self.path);
    }
}
