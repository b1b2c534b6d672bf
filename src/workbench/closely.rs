//! Reading closely: after the first suggestions, the network of the precise tier reads an English article on a
//! thread, what is on the screen first; what it says is brought in as the suggestions are made again with it.
//!
//! Nothing that a person decided on moves, nor what is selected: a selected suggestion that is not found again
//! stays until it is no longer selected. While something is being chosen, nothing is brought in.

use super::Workbench;
use super::command::Command;
use super::event::Event;
use super::open::{Open, Pending};
use super::suggesting::Merged;
use crate::model::{AnnotationId, Severity};
use crate::suggest::precise::{self, Pass, Reading};
use crate::text::{Article, Span};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};

/// How far the network is with the open document.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Reach {
    /// It has not begun, or need not.
    #[default]
    Nowhere,
    /// It has read this share, 0 to 1.
    Until(f32),
    /// A person stopped it, or it failed.
    Stopped,
    /// Everything is read.
    End,
}

/// How the network's reading goes.
#[derive(Default)]
pub(super) struct Closely {
    /// Grows with each pass; what an older one sends is dropped.
    ticket: u64,
    stop: Arc<AtomicBool>,
    /// What is on the screen: its start and its end, a half each. Nothing is read before that is known.
    seen: Arc<AtomicU64>,
    /// Whether something was read that is not brought in.
    due: bool,
    /// Set to give up bringing it in, while that is under way.
    busy: Option<Arc<AtomicBool>>,
    /// When more may be brought in.
    next: Option<Instant>,
    /// A selected suggestion that stays though it was not found again.
    pub(super) held: Option<AnnotationId>,
}

/// What the thread tells.
pub(super) struct News {
    ticket: u64,
    share: f32,
    /// Whether all that is on the screen is read.
    seen: bool,
}

/// How often the thread tells how far it is.
const TELL: Duration = Duration::from_millis(150);
/// How often what was read is brought in: not more often than this, and not so often that it takes more than an
/// eighth of the time.
const PAUSE: Duration = Duration::from_millis(700);
const SHARE: u32 = 8;

impl Workbench {
    /// Begins to read the open document, or goes on, if that is wanted and was not stopped.
    pub(super) fn read_closely(&mut self) {
        let seen = self.closely.seen.load(Ordering::Relaxed) != 0;
        let wanted = self.files.settings.closely && precise::is_built_in() && seen;
        let Some(open) = self.open.as_mut().filter(|open| {
            wanted && open.is_writable() && !open.suggesting && open.closely == Reach::Nowhere
        }) else {
            return;
        };
        if !open.is_suggested || !precise::reads(&open.document.meta().language) {
            return;
        }
        open.closely = Reach::Until(0.0);
        let (article, reading) = (Arc::clone(open.document.article()), Arc::clone(&open.reading));
        let closely = &mut self.closely;
        closely.ticket += 1;
        closely.stop = Arc::default();
        (closely.due, closely.next) = (false, None);
        let (ticket, stop, seen) = (closely.ticket, Arc::clone(&closely.stop), Arc::clone(&closely.seen));
        let post = self.jobs.post();
        self.jobs.spawn("read closely", move || {
            let mut tell = |share, seen| post.send(Event::ReadSome(News { ticket, share, seen }));
            Event::ReadToEnd(ticket, read(&article, &reading, &stop, &seen, &mut tell))
        });
    }

    /// Notes what is on the screen.
    pub(super) fn note_seen(&mut self, seen: Span) {
        let packed = u64::from(seen.start) << 32 | u64::from(seen.end);
        self.closely.seen.store(packed, Ordering::Relaxed);
        self.read_closely();
    }

    /// Stops the reading; what was read so far counts. Says whether it was under way.
    pub(super) fn stop_reading(&mut self, reach: Reach) -> bool {
        self.closely.stop.store(true, Ordering::Relaxed);
        self.closely.ticket += 1;
        let Some(open) = &mut self.open else { return false };
        let reads = matches!(open.closely, Reach::Until(_));
        if reads {
            open.closely = reach;
            self.closely.due = reach == Reach::Stopped;
        }
        reads
    }

    /// Stops the reading and brings nothing more in: the document is let go, or somebody else is asked.
    pub(super) fn leave_reading(&mut self) {
        self.stop_reading(Reach::Stopped);
        (self.closely.due, self.closely.held) = (false, None);
        if let Some(busy) = &self.closely.busy {
            busy.store(true, Ordering::Relaxed);
        }
    }

    pub(super) fn read_some(&mut self, news: &News) {
        let Some(open) = self.open.as_mut().filter(|_| news.ticket == self.closely.ticket) else { return };
        open.closely = Reach::Until(news.share);
        let now = Instant::now();
        self.closely.due |= news.seen && self.closely.next.is_none_or(|next| now >= next);
    }

    pub(super) fn read_to_end(&mut self, ticket: u64, result: Result<(), String>) {
        let Some(open) = self.open.as_mut().filter(|_| ticket == self.closely.ticket) else { return };
        self.closely.due = true;
        open.closely = Reach::End;
        if let Err(why) = result {
            open.closely = Reach::Stopped;
            let text = format!("The article could not be read closely ({why}): the first suggestions stay.");
            self.tell(Severity::Warning, text);
        }
    }

    /// Brings in what was read, on a thread, when nothing speaks against it.
    pub(super) fn bring_in_reading(&mut self) {
        let Some(open) = &self.open else { return };
        let held = self.closely.held.take_if(|held| open.selection.annotation.as_ref() != Some(held));
        self.closely.due |= held.is_some();
        let ready = self.closely.due && self.closely.busy.is_none() && !open.suggesting;
        if !ready || !open.is_writable() || open.is_choosing() {
            return;
        }
        self.closely.due = false;
        let stop = Arc::clone(self.closely.busy.insert(Arc::default()));
        let (document, held, manner) = (open.document.clone(), open.held(), self.manner());
        let generation = self.generation;
        self.jobs.spawn("suggest", move || {
            let start = Instant::now();
            let merged = Merged::new(document, &manner, held, &stop);
            Event::SuggestedClosely(generation, Box::new(merged), start.elapsed())
        });
    }

    pub(super) fn suggested_closely(&mut self, generation: u64, merged: Merged, took: Duration) {
        let left = self.closely.busy.take().is_some_and(|busy| busy.load(Ordering::Relaxed));
        self.closely.next = Some(Instant::now() + PAUSE.max(took * SHARE));
        let here = generation == self.generation && !left;
        let Some(open) = self.open.as_mut().filter(|_| here) else { return };
        if open.suggesting || open.is_choosing() || !merged.is_of(open) {
            self.closely.due = true; // the person was quicker: once more
            return;
        }
        self.closely.held = open.take_suggestions(merged);
        self.bring_in_line();
    }

    /// Says whether leaving what was begun means the reading: nothing else is.
    pub(super) fn cancels_reading(&self) -> bool {
        self.open.as_ref().is_some_and(|open| {
            let nothing = open.selection.annotation.is_none() && open.selection.stretch().is_none();
            matches!(open.closely, Reach::Until(_)) && nothing && open.offer.is_none() && !open.is_choosing()
        })
    }

    /// Lets the network read articles, or not, from now on.
    pub(super) fn toggle_closely(&mut self) {
        if !precise::is_built_in() {
            self.tell(Severity::Note, "The network that reads closely is not built into this program.");
            return;
        }
        self.files.settings.closely = !self.files.settings.closely;
        self.keep_settings();
        let text = if self.files.settings.closely {
            "A network inside the program reads English articles after the first suggestions."
        } else {
            "Only the first suggestions are made, by lists and rules."
        };
        self.tell(Severity::Note, text);
        self.suggest_in_other_manner();
    }

    /// After how suggestions are made was changed.
    pub(super) fn suggest_in_other_manner(&mut self) {
        if self.open.as_ref().is_some_and(|open| open.is_suggested) && self.is_enabled(Command::Suggest) {
            self.start_suggesting();
        }
    }
}

impl Open {
    /// Says whether something is being chosen that refers to what is suggested now.
    fn is_choosing(&self) -> bool {
        self.pending != Pending::Nothing || self.selection.linking.is_some()
    }
}

/// Reads an article until its end or until it is stopped.
fn read(
    article: &Article,
    reading: &RwLock<Reading>,
    stop: &AtomicBool,
    seen: &AtomicU64,
    tell: &mut dyn FnMut(f32, bool),
) -> Result<(), String> {
    const GONE: &str = "another thread failed";
    let mut pass = Pass::new(article, &*reading.read().map_err(|_gone| GONE)?)?;
    let mut told = Instant::now();
    let mut before = false;
    loop {
        let seen = seen.load(Ordering::Relaxed);
        let seen = Span::new((seen >> 32) as u32, seen as u32);
        let next = pass.next(seen).filter(|_| !stop.load(Ordering::Relaxed));
        let Some(window) = next else { return Ok(()) };
        let all_seen = !pass.span(window).overlaps(seen);
        if all_seen && !before || told.elapsed() > TELL {
            tell(pass.share(), all_seen);
            told = Instant::now();
        }
        before = all_seen;
        let more = pass.read(window)?;
        reading.write().map_err(|_gone| GONE)?.add(more);
    }
}
