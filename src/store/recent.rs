//! What was open lately, the latest first.

use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// How many are remembered.
const MOST: usize = 20;

/// Files and folders that were opened.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Recent(Vec<PathBuf>);

impl Recent {
    /// Puts a path in front.
    pub fn add(&mut self, path: &Path) {
        self.remove(path);
        self.0.insert(0, path.to_path_buf());
        self.0.truncate(MOST);
    }

    /// Forgets a path, because it is gone.
    pub fn remove(&mut self, path: &Path) {
        self.0.retain(|other| other != path);
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Goes through the paths, the latest first.
    pub fn iter(&self) -> impl Iterator<Item = &Path> {
        self.0.iter().map(PathBuf::as_path)
    }
}
