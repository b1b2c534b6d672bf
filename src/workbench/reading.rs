//! Reading the articles of the open folder: those that are seen, all of them for an order or the search, and what
//! the search needs in the background once the folder is open.

use super::Workbench;
use super::event::Event;
use super::folder::Listed;
use crate::store::corpus::cache::Cache;
use crate::store::corpus::{Kept, Read, Reading, Wish, kept, read_all};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How often the list is put in order anew while articles are read.
const PAUSE: Duration = Duration::from_millis(250);
/// How long after a folder was opened its articles begin to be read for the search.
const BREATH: Duration = Duration::from_secs(2);
/// The most articles that are read for a search that nobody asked for yet.
const UNASKED: usize = 3_000;
/// From so many articles on, what was kept of the folder is looked at before they are read.
const MANY: usize = 20;

impl Workbench {
    pub(super) fn read_if_needed(&mut self) {
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
                wishes.push(Wish { number: *index, entry: listed.entry.clone() });
            }
        }
        self.start_reading(wishes, Reading::default());
    }

    /// Reads all articles that are not read yet.
    pub(super) fn read_articles(&mut self, search: bool) {
        self.read_lacking(Reading { search, ..Reading::default() });
    }

    /// Begins to read for the search in a while, so that the first search need not wait.
    pub(super) fn read_soon_for_search(&mut self) {
        let few = self.folder.as_ref().is_some_and(|folder| (2..=UNASKED).contains(&folder.articles.len()));
        self.corpus.unasked_at = few.then(|| Instant::now() + BREATH);
    }

    /// Reads for the search if it is time to; returns when to ask again.
    pub(super) fn read_unasked(&mut self, now: Instant) -> Option<Duration> {
        let rest = self.corpus.unasked_at?.saturating_duration_since(now);
        if !rest.is_zero() {
            return Some(rest);
        }
        self.corpus.unasked_at = None;
        self.read_lacking(Reading { search: true, gently: true, kept: None });
        None
    }

    fn read_lacking(&mut self, reading: Reading<'static>) {
        let search = reading.search;
        let Some(folder) = &mut self.folder else { return };
        let lacks = |listed: &Listed| if search { !listed.asked.1 } else { !listed.asked.0 };
        let mut wishes = Vec::new();
        for (number, listed) in folder.articles.iter_mut().enumerate().filter(|(_, listed)| lacks(listed)) {
            listed.asked = (true, search || listed.asked.1);
            wishes.push(Wish { number, entry: listed.entry.clone() });
        }
        if !wishes.is_empty() {
            let (done, all) = folder.reading.unwrap_or_default();
            folder.reading = Some((done, all + wishes.len()));
        }
        self.start_reading(wishes, reading);
    }

    fn start_reading(&mut self, wishes: Vec<Wish>, reading: Reading<'static>) {
        let Some(folder) = self.folder.as_ref().filter(|_| !wishes.is_empty()) else { return };
        let (folder, places) = (folder.path.clone(), self.files.places.clone());
        let (disk, post) = (Arc::clone(&self.files.disk), self.jobs.post());
        let (ticket, stop) = (self.corpus.ticket, Arc::clone(&self.corpus.stop));
        self.jobs.spawn("read articles", move || {
            let many = reading.search && wishes.len() >= MANY;
            let known = if many { Kept::load(&*disk, &places, &folder) } else { Kept::default() };
            let reading = Reading { kept: Some(&known), ..reading };
            let lines = Mutex::new(Vec::new());
            read_all(&*disk, &wishes, reading, &stop, &|mut read| {
                let line = std::mem::take(&mut read.line);
                lines.lock().unwrap_or_else(PoisonError::into_inner).extend(line);
                post.send(Event::Read(ticket, Box::new(read)));
            });
            let lines = lines.into_inner().unwrap_or_else(PoisonError::into_inner);
            let tidied = if known.is_wasteful() { known.tidy(&*disk, &places, &folder) } else { Ok(()) };
            let added =
                if lines.is_empty() { Ok(()) } else { kept::append(&*disk, &places, &folder, &lines) };
            if let Err(why) = tidied.and(added) {
                log::warn!("what was read for the search could not be kept for the next session: {why}");
            }
            Event::ReadAll(ticket, wishes.len())
        });
    }

    pub(super) fn took_read(&mut self, read: Read) {
        let Some(folder) = &mut self.folder else { return };
        if let Some((done, _)) = &mut folder.reading {
            *done += 1;
        }
        // The folder may have been listed again meanwhile.
        let is_it = |listed: &Listed| listed.entry.path == read.path;
        let number = match folder.articles.get(read.number) {
            Some(listed) if is_it(listed) => Some(read.number),
            _ => folder.articles.iter().position(is_it),
        };
        let is_open = number.is_some() && folder.current == number;
        let Some(listed) = number.and_then(|number| folder.articles.get_mut(number)) else { return };
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
