//! What a folder lays down for its articles: its codebook and its keys, in `corpus-codebook.ron` and
//! `corpus-keys.ron`.

use super::super::disk::Disk;
use super::beside::{self, Part};
use crate::model::Codebook;
use std::path::Path;
use std::sync::Arc;

/// What a folder lays down, or in words why that cannot be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// Its codebook; `None` where each document has its own.
    pub codebook: Result<Option<Arc<Codebook>>, String>,
    /// Its keys, as text; what they say is the workbench's to know.
    pub keys: Result<Option<String>, String>,
}

impl Default for Rules {
    fn default() -> Self {
        Self { codebook: Ok(None), keys: Ok(None) }
    }
}

/// Reads what a folder lays down.
#[must_use]
pub fn read(disk: &dyn Disk, folder: &Path) -> Rules {
    let codebook = beside::text(disk, folder, Part::Codebook).and_then(|text| {
        let book = text.map(|text| Codebook::of_ron(&text)).transpose();
        book.map(|book| book.map(Arc::new)).map_err(|why| beside::wrong(&why, folder, Part::Codebook))
    });
    Rules { codebook, keys: beside::text(disk, folder, Part::Keys) }
}

/// Makes a codebook the folder's.
///
/// # Errors
/// In words with the path, when it cannot be written; the former one stays.
pub fn write_codebook(disk: &dyn Disk, folder: &Path, book: &Codebook) -> Result<(), String> {
    beside::write_text(disk, folder, Part::Codebook, &book.to_ron())
}

/// Makes keys the folder's; with nothing in `text` it has none any more.
///
/// # Errors
/// In words with the path, when they cannot be written; the former ones stay.
pub fn write_keys(disk: &dyn Disk, folder: &Path, text: Option<&str>) -> Result<(), String> {
    match text {
        Some(text) => beside::write_text(disk, folder, Part::Keys, text),
        None => beside::remove(disk, folder, Part::Keys),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::memory::MemoryDisk;
    use super::*;

    #[test]
    fn what_a_folder_lays_down_is_read_as_it_was_written() {
        let (disk, folder) = (MemoryDisk::default(), Path::new("/texts"));
        disk.put(&folder.join("a.txt"), b"x");
        assert_eq!(read(&disk, folder), Rules::default());
        let mut book = Codebook::clone(&Codebook::standard());
        book.name = "Grain".to_owned();
        write_codebook(&disk, folder, &book).expect("written");
        write_keys(&disk, folder, Some("{}")).expect("written");
        let rules = read(&disk, folder);
        assert_eq!(rules.codebook.expect("whole").as_deref(), Some(&book));
        assert_eq!(rules.keys, Ok(Some("{}".to_owned())));
        write_keys(&disk, folder, None).expect("removed");
        write_keys(&disk, folder, None).expect("nothing to remove");
        assert_eq!(read(&disk, folder).keys, Ok(None));
        disk.put(&Part::Codebook.path(folder), b"(nonsense");
        let why = read(&disk, folder).codebook.expect_err("it is no codebook");
        assert!(why.ends_with("/texts/corpus-codebook.ron"), "{why}");
    }
}
