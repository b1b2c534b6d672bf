//! Reading many articles on all processors, for the list and for the search. No lock is taken, nothing is changed.

use super::super::disk::Disk;
use super::super::open;
use super::card::Card;
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
    pub path: PathBuf,
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
}

/// Reads one article.
#[must_use]
pub fn read_one(disk: &dyn Disk, wish: Wish, search: bool) -> Read {
    let Wish { number, path } = wish;
    match open::look(disk, &path) {
        Ok(document) => {
            let name = stem(&path);
            let searchable = search.then(|| Arc::new(Searchable::of(&document, &name)));
            Read { number, path, card: Card::of(&document), searchable }
        }
        Err(why) => Read { number, path, card: Card::wrong(why.to_string()), searchable: None },
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
    search: bool,
    cancelled: &AtomicBool,
    give: &(dyn Fn(Read) + Sync),
) {
    let next = AtomicUsize::new(0);
    let work = || {
        while !cancelled.load(Ordering::Relaxed) {
            let Some(wish) = wishes.get(next.fetch_add(1, Ordering::Relaxed)) else { return };
            give(read_one(disk, wish.clone(), search));
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8).min(wishes.len());
    std::thread::scope(|scope| {
        for _ in 1..threads {
            // Where the system gives no thread, the others do its work.
            drop(std::thread::Builder::new().name("read".to_owned()).spawn_scoped(scope, work));
        }
        work();
    });
}
