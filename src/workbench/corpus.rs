//! The open folder at work: listing it, reading what is seen of it, going from one article to the next, noticing
//! what others change.

use super::Workbench;
use super::action::Action;
use super::event::Event;
use super::folder::{Arrange, Folder};
use crate::model::Severity;
use crate::store::corpus::Card;
use crate::store::corpus::cache::Cache;
use crate::store::corpus::rules::{self, Rules};
use crate::store::folder::Entry;
use crate::store::watch::{Watch, watch};
use crate::store::{self, Disk};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// The longest article that is read ahead.
const AHEAD_BYTES: u64 = 8 << 20;

/// A folder that was listed.
pub(super) struct Listing {
    entries: Vec<Entry>,
    cards: Vec<Option<Card>>,
    rules: Rules,
    elsewhere: Vec<(PathBuf, String)>,
}

/// What goes on around the folder.
#[derive(Default)]
pub(super) struct Corpus {
    watch: Option<Watch>,
    /// Stops the reading of all articles.
    pub(super) stop: Arc<AtomicBool>,
    /// Grows with each folder; what is read for an older one is dropped.
    pub(super) ticket: u64,
    /// Whether rows are to be put in order anew, and when that was done last.
    pub(super) stale: bool,
    pub(super) arranged: Option<Instant>,
    /// Whether the cache lacks something that was read.
    pub(super) unkept: bool,
    /// When the articles begin to be read for the search.
    pub(super) unasked_at: Option<Instant>,
}

fn list(disk: &dyn Disk, places: &store::Places, path: &Path) -> Result<Listing, String> {
    let store::folder::Listing { entries, elsewhere } =
        store::folder::look(disk, path).map_err(|error| error.to_string())?;
    let cache = Cache::load(disk, places, path);
    let cards = entries.iter().map(|entry| cache.get(entry).cloned()).collect();
    Ok(Listing { entries, cards, rules: rules::read(disk, path), elsewhere })
}

impl Workbench {
    pub(super) fn list_folder(&mut self, path: PathBuf) {
        let (disk, places) = (Arc::clone(&self.files.disk), self.files.places.clone());
        self.jobs.spawn("list", move || {
            let path = disk.resolve(&path);
            let listed = list(&*disk, &places, &path);
            Event::Listed(path, listed)
        });
    }

    /// Looks at the folder again: something may have changed.
    pub(super) fn list_again(&mut self) {
        if let Some(path) = self.folder.as_ref().map(|folder| folder.path.clone()) {
            self.list_folder(path);
        }
    }

    pub(super) fn listed(&mut self, path: PathBuf, listed: Result<Listing, String>) {
        let listing = match listed {
            Ok(listing) => listing,
            Err(message) => {
                self.tell(Severity::Error, message);
                return;
            }
        };
        let again = self.folder.as_ref().is_some_and(|folder| folder.path == path);
        if listing.entries.is_empty() && !again {
            let text = format!(
                "This folder holds no article that can be read (text, Markdown, HTML, documents): {}",
                path.display()
            );
            self.tell(Severity::Warning, text);
        }
        if !again {
            self.leave_folder();
        }
        let former = self.folder.take();
        let fresh = former.is_none();
        let mut folder = Folder::new(path.clone(), listing.entries, former);
        for (listed, card) in folder.articles.iter_mut().zip(listing.cards) {
            if let Some(card) = card.filter(|_| listed.card.is_none() || !listed.asked.0) {
                (listed.card, listed.asked.0) = (Some(Arc::new(card)), true);
            }
        }
        folder.note_elsewhere(listing.elsewhere);
        if fresh && self.resume.folder.as_ref() == Some(&path) {
            folder.arrange = self.resumed_list();
        }
        folder.arrange_rows();
        self.folder = Some(folder);
        self.note_in_folder();
        self.took_rules(listing.rules);
        if again {
            self.read_if_needed();
            return;
        }
        self.read_soon_for_search();
        self.remember(&path);
        self.read_learned();
        self.watch_folder(path);
        self.load_registry();
        self.read_if_needed();
        if self.open.is_none() && self.files.opening_idle() {
            self.open_listed(0);
        }
    }

    /// Stops what goes on around a folder and keeps what was read.
    pub(super) fn leave_folder(&mut self) {
        self.keep_cards();
        self.corpus.stop.store(true, Ordering::Relaxed);
        self.corpus = Corpus { ticket: self.corpus.ticket + 1, ..Corpus::default() };
        self.seeking = super::seeking::Seeking::default();
        self.folder_book = super::folder_book::FolderBook::default();
        self.took_folder_keys(Ok(None));
    }

    fn watch_folder(&mut self, path: PathBuf) {
        let post = self.jobs.post();
        match watch(&path, move |changed| post.send(Event::FolderChanged(changed))) {
            Ok(watch) => self.corpus.watch = Some(watch),
            // The folder is looked at again whenever the window comes to the front.
            Err(why) => log::warn!("{why}"),
        }
    }

    pub(super) fn folder_changed(&mut self, changed: &[PathBuf]) {
        self.list_again();
        self.registry_changed(changed);
        self.look_at_own_file();
    }

    /// Opens an article of the list.
    pub(super) fn open_listed(&mut self, index: usize) {
        let listed = self.folder.as_ref().and_then(|folder| folder.articles.get(index));
        if let Some(path) = listed.map(|listed| listed.entry.path.clone()) {
            self.run(Action::Open(path));
        }
    }

    pub(super) fn step_article(&mut self, back: bool) {
        let Some(folder) = &self.folder else { return };
        match folder.neighbour(back) {
            Some(next) => self.open_listed(next),
            None if back => self.tell(Severity::Note, "This is the first article of the list."),
            None => self.tell(Severity::Note, "This is the last article of the list."),
        }
    }

    /// Marks the open article in the list.
    pub(super) fn note_in_folder(&mut self) {
        let Some(folder) = &mut self.folder else { return };
        let Some(open) = &mut self.open else {
            folder.current = None;
            return;
        };
        let native = open.place.native.clone().unwrap_or_default();
        folder.note_open(&[&open.place.path, &native]);
        open.in_folder = folder.current.is_some();
        self.note_card();
    }

    /// The open article was saved: it may be a new document of the folder.
    pub(super) fn saved_in_folder(&mut self) {
        let former = self.folder.as_ref().and_then(|folder| folder.articles.get(folder.current?));
        let native = self.open.as_ref().and_then(|open| open.place.native.as_ref());
        if former.is_some_and(|listed| Some(&listed.entry.path) != native) {
            self.list_again();
        }
        self.note_card();
    }

    /// Brings what the list shows of the open article up to date.
    pub(super) fn note_card(&mut self) {
        let (Some(folder), Some(open)) = (&mut self.folder, &self.open) else { return };
        let Some(listed) = folder.current.and_then(|at| folder.articles.get_mut(at)) else { return };
        let card = Card::of(open.document());
        if listed.card.as_deref() != Some(&card) {
            listed.card = Some(Arc::new(card));
            listed.searchable = None;
            listed.asked = (true, false);
            self.corpus.stale = true;
        }
    }

    /// Reads the neighbours of the open article, so that the next one is there at once.
    pub(super) fn read_ahead(&mut self) {
        let Some(folder) = &self.folder else { return };
        let neighbours = [folder.neighbour(false), folder.neighbour(true)].into_iter().flatten();
        let paths: Vec<_> = neighbours
            .filter_map(|index| folder.articles.get(index))
            .map(|listed| listed.entry.path.clone())
            .collect();
        let (disk, ahead) = (Arc::clone(&self.files.disk), self.files.ahead.clone());
        self.jobs.spawn("ahead", move || {
            ahead.read(&*disk, &paths, AHEAD_BYTES);
            Event::Closed
        });
    }

    /// Arranges the list otherwise, and reads what that needs.
    pub(super) fn arrange(&mut self, arrange: Arrange) {
        if let Some(folder) = &mut self.folder {
            folder.arrange = arrange;
            folder.arrange_rows();
        }
        self.read_if_needed();
    }
}
