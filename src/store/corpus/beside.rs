//! The corpus's own files beside the articles: readable RON, written whole or not at all, made for git.

use super::super::atomic;
use super::super::disk::Disk;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Path, PathBuf};

/// The longest of them that is read.
const MAX_BYTES: u64 = 64 << 20;

/// One of the corpus's own files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The actors of all articles, and which were merged.
    Actors,
    /// The scheme of annotation.
    Codebook,
    /// The keys that everybody has who works on the folder.
    Keys,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Actors, Self::Codebook, Self::Keys];

    /// Returns the file's name.
    #[must_use]
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Actors => "corpus-actors.ron",
            Self::Codebook => "corpus-codebook.ron",
            Self::Keys => "corpus-keys.ron",
        }
    }

    /// Returns where it lies in a folder.
    #[must_use]
    pub fn path(self, folder: &Path) -> PathBuf {
        folder.join(self.file_name())
    }
}

/// Returns the text of a part; `None` when it is not there.
///
/// # Errors
/// In words with the path, when it is there and cannot be read. Then it must not be written over.
pub fn text(disk: &dyn Disk, folder: &Path, part: Part) -> Result<Option<String>, String> {
    match disk.read(&part.path(folder), MAX_BYTES) {
        Ok(bytes) => String::from_utf8(bytes).map(Some).map_err(|why| wrong(&why.to_string(), folder, part)),
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(why) => Err(wrong(&why.to_string(), folder, part)),
    }
}

/// Reads the text of a part.
pub(super) fn parse<'a, T: Deserialize<'a>>(text: &'a str, folder: &Path, part: Part) -> Result<T, String> {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    options.from_str(text).map_err(|why| wrong(&why.to_string(), folder, part))
}

/// Says with the path that a part cannot be read.
pub(super) fn wrong(why: &str, folder: &Path, part: Part) -> String {
    let path = part.path(folder);
    format!(
        "The folder's {} cannot be read ({why}). Mend it in a text editor: {}",
        part.file_name(),
        path.display()
    )
}

/// Writes a part of a folder's corpus.
///
/// # Errors
/// In words with the path, when it cannot be written; the former one stays.
pub fn write<T: Serialize>(disk: &dyn Disk, folder: &Path, part: Part, value: &T) -> Result<(), String> {
    let pretty = ron::ser::PrettyConfig::new()
        .new_line("\n")
        .depth_limit(3)
        .extensions(ron::extensions::Extensions::IMPLICIT_SOME);
    let text =
        ron::ser::to_string_pretty(value, pretty).map_err(|why| unwritten(&why.to_string(), folder, part))?;
    write_text(disk, folder, part, &format!("{text}\n"))
}

/// Writes a part of a folder's corpus as it is to stand there.
///
/// # Errors
/// In words with the path, when it cannot be written; the former one stays.
pub fn write_text(disk: &dyn Disk, folder: &Path, part: Part, text: &str) -> Result<(), String> {
    atomic::write(disk, &part.path(folder), text.as_bytes())
        .map_err(|why| unwritten(&why.to_string(), folder, part))
}

fn unwritten(why: &str, folder: &Path, part: Part) -> String {
    let path = part.path(folder);
    format!("The folder's {} could not be written ({why}): {}", part.file_name(), path.display())
}

/// Removes a part of a folder's corpus, if it is there.
///
/// # Errors
/// In words with the path, when it cannot be removed.
pub fn remove(disk: &dyn Disk, folder: &Path, part: Part) -> Result<(), String> {
    let path = part.path(folder);
    match disk.remove(&path) {
        Err(why) if why.kind() != io::ErrorKind::NotFound => {
            Err(format!("The folder's {} could not be removed ({why}): {}", part.file_name(), path.display()))
        }
        _ => Ok(()),
    }
}
