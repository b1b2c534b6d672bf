//! A folder of articles and documents: what is in it that can be opened, in the order people expect.

use super::disk::{Disk, Facts};
use super::lock;
use super::open::native_paths;
use super::open_error::OpenError;
use crate::formats::annotation::native;
use crate::formats::{annotation, article, input};
use std::cmp::Ordering;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What an entry of a folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An article that has no document yet; the name of its format.
    Article(&'static str),
    /// A native file.
    Document,
    /// An annotated file of another program; the name of its format.
    Foreign(&'static str),
}

/// Something in a folder that can be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The name to show: without `.gloss.ron`.
    pub name: String,
    /// What to open.
    pub path: PathBuf,
    /// What it is.
    pub kind: Kind,
    /// How many bytes it has.
    pub length: u64,
    /// When it was last changed, if the disk knows.
    pub modified: Option<SystemTime>,
}

/// What is in a folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listing {
    /// What can be opened, as [`list`] gives it.
    pub entries: Vec<Entry>,
    /// Documents that another program has open, with who that is.
    pub elsewhere: Vec<(PathBuf, String)>,
}

/// Returns what can be opened in a folder, and what of it somebody has open.
///
/// # Errors
/// When the folder cannot be read.
pub fn look(disk: &dyn Disk, folder: &Path) -> Result<Listing, OpenError> {
    let found = disk.list(folder).map_err(|why| OpenError::of_disk(why, folder))?;
    let elsewhere = found.iter().filter_map(|(name, _)| {
        let document = lock::document_of(name)?;
        let who = lock::held_elsewhere(disk, &folder.join(name))?;
        Some((folder.join(document), who))
    });
    let elsewhere = elsewhere.collect();
    Ok(Listing { entries: entries(folder, found), elsewhere })
}

/// Returns what can be opened in a folder, by name as people read numbers: `2` before `10`. An article whose
/// document stands beside it is listed once, as the document.
///
/// # Errors
/// When the folder cannot be read.
pub fn list(disk: &dyn Disk, folder: &Path) -> Result<Vec<Entry>, OpenError> {
    let found = disk.list(folder).map_err(|why| OpenError::of_disk(why, folder))?;
    Ok(entries(folder, found))
}

fn entries(folder: &Path, found: Vec<(String, Facts)>) -> Vec<Entry> {
    let documents: std::collections::BTreeSet<PathBuf> = found
        .iter()
        .filter(|(name, _)| name.to_lowercase().ends_with(native::ENDING))
        .map(|(name, _)| folder.join(name))
        .collect();
    let mut entries: Vec<_> = found
        .into_iter()
        .filter(|(name, facts)| !facts.folder && !name.starts_with('.'))
        .filter_map(|(name, facts)| {
            let path = folder.join(&name);
            let kind = kind(&name)?;
            if kind != Kind::Document && native_paths(&path).iter().any(|native| documents.contains(native)) {
                return None;
            }
            let name = name.strip_suffix(native::ENDING).map_or(name.clone(), str::to_owned);
            Some(Entry { name, path, kind, length: facts.length, modified: facts.modified })
        })
        .collect();
    entries.sort_by(|a, b| natural(&a.name, &b.name).then_with(|| a.path.cmp(&b.path)));
    entries
}

/// Says whether a file of this name is one that can be read.
#[must_use]
pub fn is_readable(name: &str) -> bool {
    kind(name).is_some()
}

/// Returns what a file is by its ending, if it is one that can be read. Files of many articles (feeds, tables,
/// archives) are none: a folder is made of them first.
fn kind(name: &str) -> Option<Kind> {
    if name.to_lowercase().ends_with(native::ENDING) {
        return Some(Kind::Document);
    }
    let of_article =
        article::ALL.iter().find(|format| !format.holds_many() && input::ends_in(name, format.extensions()));
    let of_foreign =
        annotation::ALL.iter().find(|format| format.reads() && input::ends_in(name, format.extensions()));
    let article = of_article.map(|format| Kind::Article(format.name()));
    article.or_else(|| of_foreign.map(|format| Kind::Foreign(format.name())))
}

/// Compares names with the numbers in them as numbers, and without regard to case.
#[must_use]
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let (one, other) = (part(&mut left), part(&mut right));
        let order = match (one, other) {
            ("", "") => return a.cmp(b),
            (one, other) if is_number(one) && is_number(other) => {
                let (one, other) = (one.trim_start_matches('0'), other.trim_start_matches('0'));
                one.len().cmp(&other.len()).then_with(|| one.cmp(other))
            }
            (one, other) => one.to_lowercase().cmp(&other.to_lowercase()),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

fn is_number(part: &str) -> bool {
    part.starts_with(|char: char| char.is_ascii_digit())
}

/// Cuts the next run of digits, or of anything else, off the front.
fn part<'a>(rest: &mut &'a str) -> &'a str {
    let digits = is_number(rest);
    let end = rest.find(|char: char| char.is_ascii_digit() != digits).unwrap_or(rest.len());
    let (part, after) = rest.split_at(end);
    *rest = after;
    part
}

#[cfg(test)]
mod tests {
    use super::super::memory::MemoryDisk;
    use super::*;

    #[test]
    fn names_come_in_the_order_of_their_numbers() {
        let mut names = ["b", "article 10", "Article 2", "article 1", "a007", "a7", "a08", "", "é", "2"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["", "2", "a007", "a7", "a08", "article 1", "Article 2", "article 10", "b", "é"]);
    }

    #[test]
    fn an_article_is_listed_once() {
        let disk = MemoryDisk::default();
        for name in ["10.txt", "9.txt", "9.gloss.ron", ".9.gloss.ron.lock", "picture.png", "sub/x.txt"] {
            disk.put(&Path::new("/texts").join(name), b"x");
        }
        let found = list(&disk, Path::new("/texts")).expect("listed");
        let found: Vec<_> = found.iter().map(|entry| (entry.name.as_str(), entry.kind)).collect();
        assert_eq!(found, [("9", Kind::Document), ("10.txt", Kind::Article("plain"))]);
        let message = list(&disk, Path::new("/none")).expect_err("missing").to_string();
        assert!(message.ends_with("/none"), "{message}");
    }
}
