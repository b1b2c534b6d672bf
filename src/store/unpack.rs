//! Many articles of one file become a folder of documents.

use super::atomic;
use super::disk::Disk;
use super::imported;
use super::open_error::OpenError;
use crate::formats::annotation::native;
use crate::formats::input::free_name;
use crate::text::Article;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Returns the folder that the articles of a file usually go to: beside it, called as it is.
#[must_use]
pub fn usual_folder(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(crate::formats::input::stem(&name))
}

/// Returns a folder that is not there yet: the usual one, or with a number behind it.
#[must_use]
pub fn free_folder(disk: &dyn Disk, wanted: &Path) -> PathBuf {
    let name = wanted.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let numbered = (2u32..1_000).map(|number| wanted.with_file_name(format!("{name} {number}")));
    let mut names = std::iter::once(wanted.to_path_buf()).chain(numbered);
    names.find(|folder| disk.facts(folder).is_err()).unwrap_or_else(|| wanted.to_path_buf())
}

/// Writes a document for each article of a file into a folder, which is made. Returns how many there are.
///
/// # Errors
/// When the file cannot be read, or a document not be written.
pub fn unpack(disk: &dyn Disk, path: &Path, folder: &Path) -> Result<usize, OpenError> {
    let path = disk.resolve(path);
    let bytes = imported::bytes_of(disk, &path, Article::MAX_BYTES)?;
    let (all, _) = imported::imported(disk, &path, &bytes)?;
    let failed = |why| OpenError::of_disk(why, folder);
    disk.create_folder(folder).map_err(failed)?;
    let mut taken = BTreeSet::new();
    for (name, imported) in &all {
        let target = folder.join(format!("{}{}", free_name(name, &mut taken), native::ENDING));
        if disk.facts(&target).is_ok() {
            continue; // nothing is overwritten
        }
        atomic::write(disk, &target, native::write(&imported.document).as_bytes()).map_err(failed)?;
    }
    Ok(all.len())
}

#[cfg(test)]
mod tests {
    use super::super::memory::MemoryDisk;
    use super::*;

    #[test]
    fn each_article_becomes_a_document() {
        let disk = MemoryDisk::default();
        let table = b"title,text\nOne,First words\n../Two/x,Second words\nOne,Third words\n";
        disk.put(Path::new("/texts/news.csv"), table);
        let folder = usual_folder(Path::new("/texts/news.csv"));
        assert_eq!(folder, Path::new("/texts/news"));
        assert_eq!(unpack(&disk, Path::new("/texts/news.csv"), &folder).expect("unpacked"), 3);
        let mut names: Vec<_> =
            disk.list(&folder).expect("listed").into_iter().map(|(name, _)| name).collect();
        names.sort();
        assert_eq!(names, ["1 One.gloss.ron", "2 .._Two_x.gloss.ron", "3 One.gloss.ron"]);
        let first = disk.contents(&folder.join("1 One.gloss.ron")).expect("there");
        let loaded = native::read(&first).expect("a document");
        assert_eq!((loaded.document.text(), loaded.document.meta().title.as_str()), ("First words", "One"));
        assert_eq!(free_folder(&disk, &folder), Path::new("/texts/news 2"));
    }
}
