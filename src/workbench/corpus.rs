//! The open folder at work: listing it, reading what is seen of it, going from one article to the next, noticing
//! what others change.

use super::Workbench;
use super::action::Action;
use super::event::Event;
use super::folder::{Arrange, Folder, Listed};
use crate::model::Severity;
use crate::store::corpus::cache::Cache;
use crate::store::corpus::{Card, Read, Wish, read_all};
use crate::store::folder::Entry;
use crate::store::watch::{Watch, watch};
use crate::store::{self, Disk};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How often the list is put in order anew while articles are read.
const PAUSE: Duration = Duration::from_millis(250);
/// The longest article that is read ahead.
const AHEAD_BYTES: u64 = 32 << 20;

/// A folder that was listed.
pub(super) struct Listing {
    entries: Vec<Entry>,
    cards: Vec<Option<Card>>,
}

/// What goes on around the folder.
#[derive(Default)]
pub(super) struct Corpus {
    watch: Option<Watch>,
    /// Stops the reading of all articles.
    stop: Arc<AtomicBool>,
    /// Grows with each folder; what is read for an older one is dropped.
    pub(super) ticket: u64,
    /// Whether all articles are being read.
    reads_all: bool,
    /// Whether rows are to be put in order anew, and when that was done last.
    stale: bool,
    arranged: Option<Instant>,
    /// Whether the cache lacks something that was read.
    unkept: bool,
}

fn list(disk: &dyn Disk, places: &store::Places, path: &Path) -> Result<Listing, String> {
    let entries = store::folder::list(disk, path).map_err(|error| error.to_string())?;
    let cache = Cache::load(disk, places, path);
    let cards = entries.iter().map(|entry| cache.get(entry).cloned()).collect();
    Ok(Listing { entries, cards })
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
        if fresh && self.resume.folder.as_ref() == Some(&path) {
            folder.arrange = self.resumed_list();
        }
        folder.arrange_rows();
        self.folder = Some(folder);
        self.note_in_folder();
        if again {
            self.read_if_needed();
            return;
        }
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
        let Some(open) = &self.open else {
            folder.current = None;
            return;
        };
        let native = open.place.native.clone().unwrap_or_default();
        folder.note_open(&[&open.place.path, &native]);
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

    /// Reads the neighbours of the open article, so that the system has them at hand.
    pub(super) fn read_ahead(&mut self) {
        let Some(folder) = &self.folder else { return };
        let neighbours = [folder.neighbour(false), folder.neighbour(true)].into_iter().flatten();
        let paths: Vec<_> = neighbours
            .filter_map(|index| folder.articles.get(index))
            .filter(|listed| listed.entry.length < AHEAD_BYTES)
            .map(|listed| listed.entry.path.clone())
            .collect();
        let disk = Arc::clone(&self.files.disk);
        self.jobs.spawn("ahead", move || {
            for path in paths {
                // One that cannot be read says so when it is opened.
                let _unread = disk.read(&path, AHEAD_BYTES);
            }
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

    fn read_if_needed(&mut self) {
        let needs = self.folder.as_ref().is_some_and(|folder| folder.arrange.needs_cards());
        if needs || self.seeking.is_wanted() {
            self.read_articles(self.seeking.is_wanted());
        }
    }

    /// Reads the articles that are seen, if they are not read yet.
    pub(super) fn read_seen(&mut self, seen: &[usize]) {
        let Some(folder) = &mut self.folder else { return };
        let mut wishes = Vec::new();
        for index in seen {
            if let Some(listed) = folder.articles.get_mut(*index).filter(|listed| !listed.asked.0) {
                listed.asked.0 = true;
                wishes.push(Wish { number: *index, path: listed.entry.path.clone() });
            }
        }
        self.start_reading(wishes, false);
    }

    /// Reads all articles that are not read yet.
    pub(super) fn read_articles(&mut self, search: bool) {
        let Some(folder) = &mut self.folder else { return };
        let lacks = |listed: &Listed| if search { !listed.asked.1 } else { !listed.asked.0 };
        let mut wishes = Vec::new();
        for (number, listed) in folder.articles.iter_mut().enumerate().filter(|(_, listed)| lacks(listed)) {
            listed.asked = (true, search || listed.asked.1);
            wishes.push(Wish { number, path: listed.entry.path.clone() });
        }
        if !wishes.is_empty() {
            let (done, all) = folder.reading.unwrap_or_default();
            folder.reading = Some((done, all + wishes.len()));
            self.corpus.reads_all = true;
        }
        self.start_reading(wishes, search);
    }

    fn start_reading(&mut self, wishes: Vec<Wish>, search: bool) {
        if wishes.is_empty() {
            return;
        }
        let (disk, post) = (Arc::clone(&self.files.disk), self.jobs.post());
        let (ticket, stop) = (self.corpus.ticket, Arc::clone(&self.corpus.stop));
        self.jobs.spawn("read articles", move || {
            read_all(&*disk, &wishes, search, &stop, &|read| post.send(Event::Read(ticket, Box::new(read))));
            Event::ReadAll(ticket, wishes.len())
        });
    }

    pub(super) fn took_read(&mut self, read: Read) {
        let Some(folder) = &mut self.folder else { return };
        if let Some((done, _)) = &mut folder.reading {
            *done += 1;
        }
        let is_open = folder.current == Some(read.number);
        let Some(listed) =
            folder.articles.get_mut(read.number).filter(|listed| listed.entry.path == read.path)
        else {
            return;
        };
        // What is open is known better.
        if !is_open || listed.card.is_none() {
            listed.card = Some(Arc::new(read.card));
        }
        if read.searchable.is_some() {
            listed.searchable = read.searchable;
        }
        self.corpus.unkept = true;
        self.corpus.stale = true;
    }

    pub(super) fn all_read(&mut self, count: usize) {
        if let Some(folder) = &mut self.folder
            && let Some((done, all)) = folder.reading
            && done >= all
        {
            folder.reading = None;
            self.corpus.reads_all = false;
        }
        if count > 1 {
            self.keep_cards();
        }
        self.corpus.stale = true;
        self.corpus.arranged = None;
        self.seek_again();
    }

    /// Puts the list in order when something came in that it is ordered by; returns when to do so later.
    pub(super) fn arrange_if_stale(&mut self) -> Option<Duration> {
        if !self.corpus.stale {
            return None;
        }
        if let Some(rest) = self.corpus.arranged.and_then(|at| PAUSE.checked_sub(at.elapsed())) {
            return Some(rest);
        }
        self.corpus.stale = false;
        self.corpus.arranged = Some(Instant::now());
        if let Some(folder) = self.folder.as_mut().filter(|folder| folder.arrange.needs_cards()) {
            folder.arrange_rows();
        }
        None
    }

    /// Keeps what was read for the next session.
    pub(super) fn keep_cards(&mut self) {
        let Some(folder) = self.folder.as_ref().filter(|_| self.corpus.unkept) else { return };
        self.corpus.unkept = false;
        let (disk, places) = (Arc::clone(&self.files.disk), self.files.places.clone());
        let path = folder.path.clone();
        let cards: Vec<_> = folder
            .articles
            .iter()
            .filter_map(|listed| Some((listed.entry.clone(), Arc::clone(listed.card.as_ref()?))))
            .collect();
        self.jobs.spawn("cache", move || {
            let cards = cards.iter().map(|(entry, card)| (entry, &**card));
            if let Err(why) = Cache::save(&*disk, &places, &path, cards) {
                log::warn!("what was read of the folder could not be kept for the next session: {why}");
            }
            Event::Closed
        });
    }
}
