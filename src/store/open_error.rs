//! Why nothing was opened, in words that say what happened, what to do, and to which file.

use crate::formats::Unreadable;
use std::io;
use std::path::{Path, PathBuf};

/// Why nothing was opened: what happened, what to do, and to which file.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no such file.
    #[error("There is no such file. Check the name, or look for it in its folder: {}", .0.display())]
    Missing(PathBuf),
    /// It is a folder.
    #[error("This is a folder, not an article. Open it as a folder: {}", .0.display())]
    Folder(PathBuf),
    /// It may not be read.
    #[error("The file may not be read. Ask for the permission, or copy it to a folder of your own: {}", .0.display())]
    Denied(PathBuf),
    /// It is too long.
    #[error(
        "The file has {} MB; at most {} MB are opened. Split it and open the parts: {}",
        length.div_ceil(1 << 20), limit >> 20, path.display()
    )]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// How many bytes it has.
        length: u64,
        /// How many are opened.
        limit: u64,
    },
    /// It holds no text.
    #[error("The file is empty. There is nothing to annotate: {}", .0.display())]
    Empty(PathBuf),
    /// It cannot be understood.
    #[error("The file cannot be read: {why}. {advice}: {}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        why: Unreadable,
        /// What to do.
        advice: String,
        /// Its newest backup, if it has one.
        backup: Option<PathBuf>,
    },
    /// It is open in another window, and there is nothing to look at meanwhile.
    #[error("The unsaved work is open in another window ({holder}). Close it there: {}", path.display())]
    Locked {
        /// Who, as far as it can be told.
        holder: String,
        /// The journal.
        path: PathBuf,
    },
    /// It holds several documents.
    #[error(
        "The file holds {count} documents; one at a time is opened. Make a folder of it with `glossator convert` \
         and open that: {}", path.display()
    )]
    Several {
        /// The file.
        path: PathBuf,
        /// How many.
        count: usize,
    },
    /// The disk failed.
    #[error("The file could not be read ({why}). Try again, or copy it to another disk: {}", path.display())]
    Failed {
        /// The file.
        path: PathBuf,
        /// What the disk said.
        why: io::Error,
    },
}

impl OpenError {
    pub(super) fn of_disk(why: io::Error, path: &Path) -> Self {
        let path = path.to_path_buf();
        match why.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing(path),
            io::ErrorKind::PermissionDenied => Self::Denied(path),
            io::ErrorKind::IsADirectory => Self::Folder(path),
            _ => Self::Failed { path, why },
        }
    }

    pub(super) fn unreadable(why: Unreadable, path: &Path) -> Self {
        match why {
            Unreadable::Empty => Self::Empty(path.to_path_buf()),
            why => {
                let advice = "Open it in the program that made it, and save it as text".to_owned();
                Self::Unreadable { path: path.to_path_buf(), why, advice, backup: None }
            }
        }
    }
}
