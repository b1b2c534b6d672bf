//! Reading many articles on all processors, for the list and for the search. No lock is taken, nothing is changed.

use super::super::disk::Disk;
use super::super::folder::Entry;
use super::super::open;
use super::card::Card;
use super::kept::{self, Kept};
use crate::analysis::search::Searchable;
use crate::formats::input;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// One article that is to be read; the number is given back.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Whoever asks knows it by this.
    pub number: usize,
    /// The article or document.
    pub entry: Entry,
}

/// How articles are read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reading<'a> {
    /// Whether the search needs them too.
    pub search: bool,
    /// What was kept of them.
    pub kept: Option<&'a Kept>,
    /// Whether half of the processors are left to others.
    pub gently: bool,
}

/// An article that was read.
#[derive(Debug, Clone)]
pub struct Read {
    /// The number of the wish.
    pub number: usize,
    /// The path of the wish.
    pub path: PathBuf,
    /// What the list shows.
    pub card: Card,
    /// What the search needs, if that was asked for and the article can be read.
    pub searchable: Option<Arc<Searchable>>,
    /// What is to be kept of it for the search: nothing when that was asked for not, or was kept already.
    pub line: Vec<u8>,
}

/// Reads one article.
#[must_use]
pub fn read_one(disk: &dyn Disk, wish: &Wish, reading: Reading<'_>) -> Read {
    let Wish { number, entry } = wish;
    let (number, path) = (*number, entry.path.clone());
    if let Some((card, searchable)) = reading.kept.and_then(|kept| kept.get(entry)) {
        return Read { number, path, card, searchable: Some(Arc::new(searchable)), line: Vec::new() };
    }
    match open::look(disk, &path) {
        Ok(document) => {
            let card = Card::of(&document);
            let searchable = reading.search.then(|| Searchable::of(&document, &stem(&path)));
            let line =
                searchable.as_ref().and_then(|one| kept::line(entry, &card, one).ok()).unwrap_or_default();
            Read { number, path, card, searchable: searchable.map(Arc::new), line }
        }
        Err(why) => {
            Read { number, path, card: Card::wrong(why.to_string()), searchable: None, line: Vec::new() }
        }
    }
}

/// Returns a file's name without its ending, as the list and the search show it.
#[must_use]
pub fn stem(path: &Path) -> String {
    input::stem(&path.file_name().unwrap_or_default().to_string_lossy()).to_owned()
}

/// Reads articles on as many threads as there are processors, in about the order of the wishes; `give` is called on
/// those threads. Ends early when `cancelled` is set.
pub fn read_all(
    disk: &dyn Disk,
    wishes: &[Wish],
    reading: Reading<'_>,
    cancelled: &AtomicBool,
    give: &(dyn Fn(Read) + Sync),
) {
    let next = AtomicUsize::new(0);
    let work = || {
        while !cancelled.load(Ordering::Relaxed) {
            let Some(wish) = wishes.get(next.fetch_add(1, Ordering::Relaxed)) else { return };
            give(read_one(disk, wish, reading));
        }
    };
    let processors = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    let threads = if reading.gently { processors.div_ceil(2) } else { processors }.min(wishes.len());
    std::thread::scope(|scope| {
        for _ in 1..threads {
            // Where the system gives no thread, the others do its work.
            drop(std::thread::Builder::new().name("read".to_owned()).spawn_scoped(scope, work));
        }
        work();
    });
}
