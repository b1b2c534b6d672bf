//! The store's thread: it journals edits, saves the document and says what is safe.
//!
//! It keeps a document of its own, changed by the edits it journals, so that saving takes nothing from the
//! window's thread and a saved file is exactly what was journalled.

use super::disk::Disk;
use super::open::Session;
use super::places::Places;
use super::save::SaveError;
use crate::model::{Document, Edit};
use jiff::Timestamp;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long edits are gathered before they are synced together. With the sync itself they stay under the
/// 50 ms within which an edit is to be safe.
const GATHER: Duration = Duration::from_millis(15);
/// How long nobody edits before chores are done, such as shortening a long journal.
const QUIET: Duration = Duration::from_millis(500);
/// How long after a failure the journal is tried again when nothing else happens.
const RETRY: Duration = Duration::from_secs(2);

/// What the store's thread says.
#[derive(Debug)]
pub enum Report {
    /// Every edit up to this number survives a crash and a power cut.
    Journalled {
        /// The number that [`Writer::edit`] gave.
        number: u64,
    },
    /// The journal cannot be written; nothing is lost while the program runs, and it goes on trying.
    NotJournalled {
        /// What happened, to which file, and what to do.
        message: String,
    },
    /// The document is saved with every edit up to this number.
    Saved {
        /// The number that [`Writer::edit`] gave.
        number: u64,
        /// The native file.
        path: PathBuf,
        /// When.
        at: Timestamp,
        /// The hash of what stands in the file now.
        hash: u64,
        /// What went wrong on the way without harm to the file: no backup could be made.
        warning: Option<String>,
    },
    /// The document could not be saved.
    NotSaved(SaveError),
}

/// Where and how to save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveTo {
    /// To the document's own file, unless another program changed it.
    Own,
    /// To the document's own file, over what another program made of it (that becomes a backup).
    Over,
    /// To another file, which is the document's own from then on.
    As(PathBuf),
}

/// What happens to unsaved work when a document is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsaved {
    /// It stays in the journal and is there again when the document is opened.
    Keep,
    /// It is thrown away.
    Discard,
}

enum Message {
    Edit(u64, Edit),
    Save(SaveTo),
    Flush(Sender<bool>),
    Former(Sender<Option<Vec<u8>>>),
    Close(Unsaved),
}

/// A hold on the store's thread for one document. Dropping it journals what is under way and waits.
pub struct Writer {
    messages: Sender<Message>,
    thread: Option<JoinHandle<()>>,
    number: u64,
}

impl Writer {
    /// Starts the thread for a document that was opened; `reports` is called on it.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        disk: Arc<dyn Disk>,
        places: Places,
        session: Session,
        document: Document,
        reports: impl Fn(Report) + Send + 'static,
    ) -> std::io::Result<Self> {
        let (messages, inbox) = channel();
        let number = session.number;
        let mut desk = super::desk::Desk::new(disk, places, session, document);
        let thread = std::thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || run(&mut desk, &inbox, &reports))?;
        Ok(Self { messages, thread: Some(thread), number })
    }

    /// Journals an edit that was applied to the document; returns its number. Never waits.
    pub fn edit(&mut self, edit: Edit) -> u64 {
        self.number += 1;
        self.send(Message::Edit(self.number, edit));
        self.number
    }

    /// Saves the document with every edit so far. Never waits.
    pub fn save(&self, to: SaveTo) {
        self.send(Message::Save(to));
    }

    /// Waits until every edit so far is safe; says whether it is.
    #[must_use]
    pub fn flush(&self, longest: Duration) -> bool {
        let (done, answer) = channel();
        self.send(Message::Flush(done));
        answer.recv_timeout(longest).unwrap_or(false)
    }

    /// Asks for what was read from or written to the document's file last, as far as it is kept.
    #[must_use]
    pub fn former(&self) -> Receiver<Option<Vec<u8>>> {
        let (former, answer) = channel();
        self.send(Message::Former(former));
        answer
    }

    /// Lets the document go: its lock, and its unsaved work as asked. Waits until that is done.
    pub fn close(mut self, unsaved: Unsaved) {
        self.send(Message::Close(unsaved));
        self.join();
    }

    /// Returns the number of the last edit.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    fn send(&self, message: Message) {
        // The thread ends after `Close` only, and nobody has the writer then.
        let _ended = self.messages.send(message);
    }

    fn join(&mut self) {
        if let Some(thread) = self.thread.take() {
            // A panic there was shown by the panic hook already.
            let _panicked = thread.join();
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if self.thread.is_some() {
            self.send(Message::Close(Unsaved::Keep));
            self.join();
        }
    }
}

fn run(desk: &mut super::desk::Desk, inbox: &Receiver<Message>, reports: &impl Fn(Report)) {
    loop {
        let next = match (desk.has_pending(), desk.has_chores()) {
            (true, _) => inbox.recv_timeout(RETRY),
            (false, true) => inbox.recv_timeout(QUIET),
            (false, false) => inbox.recv().map_err(|_ended| RecvTimeoutError::Disconnected),
        };
        let other = match next {
            Ok(Message::Edit(number, edit)) => {
                desk.take(number, edit);
                gather(desk, inbox)
            }
            Ok(other) => Some(other),
            Err(RecvTimeoutError::Timeout) => {
                desk.look_after();
                None
            }
            Err(RecvTimeoutError::Disconnected) => Some(Message::Close(Unsaved::Keep)),
        };
        desk.journal(reports);
        match other {
            Some(Message::Save(to)) => desk.save(to, reports),
            Some(Message::Flush(done)) => {
                // Who asked may have given up waiting.
                let _gone = done.send(!desk.has_pending());
            }
            Some(Message::Former(former)) => {
                let _gone = former.send(desk.former());
            }
            Some(Message::Close(unsaved)) => {
                desk.close(unsaved);
                return;
            }
            Some(Message::Edit(..)) | None => {}
        }
    }
}

/// Takes the edits that come within a moment; returns the first message that is none.
fn gather(desk: &mut super::desk::Desk, inbox: &Receiver<Message>) -> Option<Message> {
    let until = Instant::now() + GATHER;
    loop {
        match inbox.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(Message::Edit(number, edit)) => desk.take(number, edit),
            Ok(other) => return Some(other),
            Err(_none_came) => return None,
        }
    }
}
