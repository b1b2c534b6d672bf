//! Where the program keeps what is not beside the documents: journals, backups, settings.

use crate::text::hash;
use etcetera::BaseStrategy as _;
use std::path::{Path, PathBuf};

/// The program's own folders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// Journals, backups and locks: `~/.local/state/glossator`.
    pub state: PathBuf,
    /// Settings: `~/.config/glossator`.
    pub config: PathBuf,
}

impl Places {
    /// Returns the folders of the person who runs the program; `None` when there is no home folder.
    #[must_use]
    pub fn of_user() -> Option<Self> {
        let base = etcetera::choose_base_strategy().ok()?;
        let state = base.state_dir().unwrap_or_else(|| base.data_dir());
        Some(Self { state: state.join("glossator"), config: base.config_dir().join("glossator") })
    }

    /// Returns folders under one root, for tests and for a program that leaves no trace.
    #[must_use]
    pub fn under(root: &Path) -> Self {
        Self { state: root.join("state"), config: root.join("config") }
    }

    /// Returns the file that says what labels of other programs become.
    #[must_use]
    pub fn labels(&self) -> PathBuf {
        self.config.join("labels.txt")
    }

    /// Returns the folder of all journals.
    #[must_use]
    pub fn journals(&self) -> PathBuf {
        self.state.join("journals")
    }

    /// Returns the journal of the document `id` that is, or would be, saved at `native`. Copies of a file
    /// have the same id, and a journal each.
    #[must_use]
    pub fn journal(&self, id: &str, native: Option<&Path>) -> PathBuf {
        self.journals().join(format!("{}-{}.journal", key(id), place(native)))
    }

    /// Returns the folder of the backups of the document `id` that is saved at `native`. A UUID names a
    /// document wherever it goes; another id (`7`, from a list) says little without the place.
    #[must_use]
    pub fn backups(&self, id: &str, native: &Path) -> PathBuf {
        let folder = self.state.join("backups");
        match uuid::Uuid::try_parse(id) {
            Ok(_) => folder.join(key(id)),
            Err(_) => folder.join(format!("{}-{}", key(id), place(Some(native)))),
        }
    }

    /// Returns the lock file for a document whose own folder takes none.
    #[must_use]
    pub fn lock(&self, native: &Path) -> PathBuf {
        self.state.join("locks").join(format!("{}.lock", place(Some(native))))
    }

    /// Returns the file that keeps what was read of a folder's articles. It can be deleted.
    #[must_use]
    pub fn cards(&self, folder: &Path) -> PathBuf {
        self.state.join("cache").join(format!("{}.json", place(Some(folder))))
    }

    /// Returns the file that keeps what the search needs of a folder's articles. It can be deleted.
    #[must_use]
    pub fn search(&self, folder: &Path) -> PathBuf {
        self.state.join("cache").join(format!("{}.search", place(Some(folder))))
    }

    /// Returns the file that remembers what was on the screen last.
    #[must_use]
    pub fn resume(&self) -> PathBuf {
        self.state.join("session.ron")
    }

    /// Returns the log.
    #[must_use]
    pub fn log(&self) -> PathBuf {
        self.state.join("log").join("glossator.log")
    }

    /// Returns the list of the suggesters of the user's own.
    #[must_use]
    pub fn suggesters(&self) -> PathBuf {
        self.config.join("suggesters.ron")
    }

    /// Returns the file of what an analyst's decisions taught: beside the articles of a corpus, else with the
    /// settings.
    #[must_use]
    pub fn learned(&self, corpus: Option<&Path>, analyst: &str) -> PathBuf {
        let who = match analyst.trim() {
            "" => String::new(),
            name => format!("-{}", crate::model::ActorId::of_name(name, |_| false)),
        };
        match corpus {
            Some(folder) => folder.join(format!("glossator-learned{who}.ron")),
            None => self.config.join(format!("learned{who}.ron")),
        }
    }

    /// Returns the settings file.
    #[must_use]
    pub fn settings(&self) -> PathBuf {
        self.config.join("settings.ron")
    }

    /// Returns the file of keys that the person changed.
    #[must_use]
    pub fn keys(&self) -> PathBuf {
        self.config.join("keys.ron")
    }
}

/// Returns a path as a part of a file name.
pub(super) fn place(path: Option<&Path>) -> String {
    let sum = path.map_or(0, |path| hash::fnv1a(path.as_os_str().as_encoded_bytes()));
    hash::short(sum ^ (sum >> 35), 10)
}

/// Returns a document's id as a file name: a UUID as it is, anything else (a file may say what it wants) by
/// its hash.
pub(super) fn key(id: &str) -> String {
    let plain =
        (1..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if plain { id.to_ascii_lowercase() } else { format!("x{}", hash::short(hash::fnv1a(id.as_bytes()), 13)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_id_leads_out_of_the_folder() {
        let places = Places::under(Path::new("/r"));
        for id in ["", ".", "..", "../../etc/passwd", "a/b", "C:\\x", "é", &"y".repeat(999)] {
            assert_eq!(places.backups(id, Path::new("a")).parent(), Some(Path::new("/r/state/backups")));
            assert_eq!(places.journal(id, None).parent(), Some(Path::new("/r/state/journals")));
        }
        assert_ne!(places.journal("a", None), places.journal("a", Some(Path::new("b"))));
    }
}
