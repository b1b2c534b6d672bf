//! What the store's thread has before it: one document, its journal, its file. No thread in here, so that
//! tests can stop it at any byte.

use super::backup;
use super::disk::{Disk, Held};
use super::journal::{self, Base, Header, Journal};
use super::lock::{self, Lock};
use super::open::{ReadOnly, Session};
use super::places::Places;
use super::save::{self, SaveError};
use super::stamp::Stamp;
use super::writer::{Report, SaveTo, Unsaved};
use crate::formats::annotation::native;
use crate::model::{Document, Edit, apply};
use crate::text::hash;
use jiff::Timestamp;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A journal is written anew as a snapshot when it has more bytes than this and than the snapshot has, twice.
const LONG: u64 = 8 << 20;

/// One document under way.
pub(super) struct Desk {
    disk: Arc<dyn Disk>,
    places: Places,
    document: Document,
    native: Option<PathBuf>,
    /// What stood at `native` when it was last read or written by us; `None` when nothing did.
    stamp: Option<Stamp>,
    /// The hash of what we wrote last, or tried to: a write may fail when the file is in its place already.
    attempted: Option<u64>,
    /// Whether the document, without the edits in the journal, is what that file holds.
    as_file: bool,
    read_only: Option<ReadOnly>,
    lock: Option<Box<dyn Held>>,
    /// The journal at `journal_path`, open for writing.
    journal: Option<Journal>,
    journal_path: PathBuf,
    /// Whether a journal is there, open or not.
    journal_there: bool,
    /// Lines that are not safe yet.
    pending: Vec<u8>,
    /// The number of the last edit, and of the last one that is safe.
    number: u64,
    safe: u64,
    /// The number of the last edit that the file has.
    since: u64,
    failing: bool,
    /// The snapshot that the journal begins with had so many bytes.
    snapshot: u64,
    /// From how many bytes on a journal may be long.
    pub(super) long: u64,
    /// The file that the journal starts from, while no backup of it was made.
    base: Option<Vec<u8>>,
}

impl Desk {
    pub(super) fn new(disk: Arc<dyn Disk>, places: Places, session: Session, document: Document) -> Self {
        let Session { native, stamp, as_file, read_only, lock, journal, number, since } = session;
        let journal_there = journal.is_some();
        let journal_path = journal.unwrap_or_else(|| places.journal(document.id(), native.as_deref()));
        let lock = match native {
            Some(_) => lock,
            None => lock.or_else(|| lock_journal(&*disk, &places, &journal_path)),
        };
        Self {
            disk,
            places,
            document,
            native,
            stamp,
            attempted: None,
            as_file,
            read_only,
            lock,
            journal: None,
            journal_there,
            journal_path,
            pending: Vec::new(),
            number,
            safe: number,
            since,
            failing: false,
            snapshot: 0,
            long: LONG,
            base: None,
        }
    }

    /// Says whether edits wait to be safe.
    pub(super) fn has_pending(&self) -> bool {
        self.safe < self.number
    }

    /// Takes an edit over; [`Self::journal`] makes it safe.
    pub(super) fn take(&mut self, number: u64, edit: Edit) {
        if self.read_only.is_some() {
            // Whose the journal is cannot be said; saving under another name has the edit.
            (self.number, self.safe) = (number, number);
            apply(&mut self.document, edit);
            return;
        }
        if !self.journal_there && !self.has_pending() {
            // Where it cannot be begun, `write_pending` tries again and says so.
            let _begun = self.begin();
        }
        self.pending.extend(journal::edit_line(number, &edit));
        self.number = number;
        apply(&mut self.document, edit);
    }

    /// Begins a journal at the document as it stands.
    fn begin(&mut self) -> io::Result<()> {
        let base = match &self.stamp {
            Some(stamp) if self.as_file => Base::File(stamp.hash),
            _ => Base::Snapshot(native::write(&self.document)),
        };
        self.base = matches!(base, Base::File(_)).then(|| self.own_file()).flatten();
        self.start_journal(base)
    }

    /// Returns what was read from or written to the own file last, as far as it is kept.
    pub(super) fn former(&self) -> Option<Vec<u8>> {
        if self.base.is_some() {
            return self.base.clone();
        }
        let (path, stamp) = (self.native.as_ref()?, self.stamp.as_ref()?);
        let all = backup::list(&*self.disk, &self.places.backups(self.document.id(), path));
        let kept = all.into_iter().find(|backup| backup.hash == stamp.hash)?;
        self.disk.read(&kept.path, native::MAX_BYTES as u64).ok()
    }

    /// Returns what stands in the own file, if it is what was read or written last.
    fn own_file(&self) -> Option<Vec<u8>> {
        let (path, stamp) = (self.native.as_ref()?, self.stamp.as_ref()?);
        let bytes = self.disk.read(path, native::MAX_BYTES as u64).ok()?;
        stamp.fits(&bytes).then_some(bytes)
    }

    fn start_journal(&mut self, base: Base) -> io::Result<()> {
        let (id, file) = (self.document.id(), self.stamp.map(|stamp| stamp.hash));
        self.snapshot = if let Base::Snapshot(text) = &base { text.len() as u64 } else { 0 };
        let header = Header::new(id, self.native.as_deref(), file, base, self.since, self.number);
        self.journal = Some(Journal::create(&*self.disk, &self.journal_path, &header)?);
        self.journal_there = true;
        Ok(())
    }

    /// Makes every edit so far safe, and says whether it is.
    pub(super) fn journal(&mut self, reports: &impl Fn(Report)) {
        if !self.has_pending() {
            return;
        }
        match self.write_pending() {
            Ok(()) => {
                self.safe = self.number;
                self.pending.clear();
                self.failing = false;
                reports(Report::Journalled { number: self.safe });
            }
            Err(why) => {
                self.journal = None;
                if !std::mem::replace(&mut self.failing, true) {
                    reports(Report::NotJournalled { message: not_journalled(&why, &self.journal_path) });
                }
            }
        }
    }

    fn write_pending(&mut self) -> io::Result<()> {
        if !self.journal_there {
            // It could not be begun before: a snapshot of now has everything.
            return self.start_journal(Base::Snapshot(native::write(&self.document)));
        }
        if self.journal.is_none() {
            self.journal = Some(Journal::resume(&*self.disk, &self.journal_path)?);
        }
        match &mut self.journal {
            Some(journal) => journal.write(&self.pending),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    /// Says whether there is something for [`Self::look_after`].
    pub(super) fn has_chores(&self) -> bool {
        self.base.is_some() || self.is_long()
    }

    fn is_long(&self) -> bool {
        let length = self.journal.as_ref().map_or(0, Journal::length);
        length > self.long && length > 3 * self.snapshot
    }

    /// Does what can wait until nobody edits: keeps the file that the journal starts from, and shortens a
    /// long journal. That either fails harms nothing.
    pub(super) fn look_after(&mut self) {
        if let (Some(bytes), Some(path)) = (self.base.take(), &self.native) {
            let backups = self.places.backups(self.document.id(), path);
            let _no_room = backup::keep(&*self.disk, &backups, &bytes, Timestamp::now());
        }
        if self.is_long() && self.start_journal(Base::Snapshot(native::write(&self.document))).is_err() {
            // Whichever journal stands there now has everything; it is to be opened anew.
            self.journal = None;
        }
    }

    /// Saves the document and says how that went.
    pub(super) fn save(&mut self, to: SaveTo, reports: &impl Fn(Report)) {
        match self.try_save(to) {
            Ok((path, warning)) => {
                let (number, at) = (self.number, Timestamp::now());
                let hash = self.stamp.map_or(0, |stamp| stamp.hash);
                reports(Report::Saved { number, path, at, hash, warning });
            }
            Err(why) => reports(Report::NotSaved(why)),
        }
    }

    fn try_save(&mut self, to: SaveTo) -> Result<(PathBuf, Option<String>), SaveError> {
        let own = self.native.clone();
        let (path, over) = match to {
            SaveTo::Own => (own.ok_or(SaveError::NoPlace)?, false),
            SaveTo::Over => (own.ok_or(SaveError::NoPlace)?, true),
            SaveTo::As(path) => return self.save_as(&path),
        };
        if self.read_only.is_some() {
            return Err(SaveError::ReadOnly(path));
        }
        let warning = self.write_file(&path, over)?;
        Ok((path, warning))
    }

    fn save_as(&mut self, path: &Path) -> Result<(PathBuf, Option<String>), SaveError> {
        let path = self.disk.resolve(path);
        if self.native.as_deref() == Some(&path) && self.read_only.is_none() {
            let warning = self.write_file(&path, true)?;
            return Ok((path, warning));
        }
        let lock = match lock::take(&*self.disk, &self.places, &path) {
            Lock::Ours(held) => Some(held),
            Lock::Theirs(holder) => return Err(SaveError::Locked { holder, path }),
            Lock::None => None,
        };
        let warning = self.write_file(&path, true)?;
        // What was unsaved at the former place is saved at the new one.
        self.journal_path = self.places.journal(self.document.id(), Some(&path));
        (self.lock, self.read_only, self.native) = (lock, None, Some(path.clone()));
        Ok((path, warning))
    }

    fn write_file(&mut self, path: &Path, over: bool) -> Result<Option<String>, SaveError> {
        let backups = self.places.backups(self.document.id(), path);
        let known: Vec<_> = self.stamp.iter().map(|stamp| stamp.hash).chain(self.attempted).collect();
        let warning = save::make_way(&*self.disk, &backups, path, &known, over)?;
        let text = native::write(&self.document);
        let hash = hash::fnv1a(text.as_bytes());
        self.announce(hash);
        self.attempted = Some(hash);
        self.stamp = Some(save::write(&*self.disk, path, &text, hash)?);
        self.end_journal();
        self.pending.clear();
        self.failing = false;
        (self.safe, self.since, self.as_file) = (self.number, self.number, true);
        Ok(warning)
    }

    /// Says in the journal that a file with this hash is about to be saved, so that a crash between that and the
    /// end of the journal is understood. Were it missed, the backup of the former file would be found instead,
    /// and the person asked.
    fn announce(&mut self, hash: u64) {
        for _attempt in 0..2 {
            if self.journal.is_none() && self.journal_there {
                self.journal = Journal::resume(&*self.disk, &self.journal_path).ok();
            }
            let line = journal::saving_line(self.number, hash);
            match self.journal.as_mut().map(|journal| journal.write(&line)) {
                Some(Err(_)) => self.journal = None,
                Some(Ok(())) => return,
                None => {}
            }
        }
    }

    /// Removes the journal: what is in it is saved, or not wanted.
    fn end_journal(&mut self) {
        self.journal = None;
        if std::mem::take(&mut self.journal_there) {
            // One that stays says itself that it is saved.
            let _stays = self.disk.remove(&self.journal_path);
        }
    }

    /// Lets the document go.
    pub(super) fn close(&mut self, unsaved: Unsaved) {
        if unsaved == Unsaved::Discard {
            self.end_journal();
        }
        self.journal = None;
        self.lock = None;
    }
}

/// A document with a file brings its lock; one without is locked by its journal.
fn lock_journal(disk: &dyn Disk, places: &Places, journal: &Path) -> Option<Box<dyn Held>> {
    disk.create_folder(&places.journals()).ok()?;
    match lock::take(disk, places, journal) {
        Lock::Ours(held) => Some(held),
        Lock::Theirs(_) | Lock::None => None,
    }
}

fn not_journalled(why: &io::Error, path: &Path) -> String {
    let todo = match why.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "The disk is full: make room",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "The folder may not be written: allow it"
        }
        _ => "The disk failed",
    };
    format!(
        "Unsaved work is not safe from a crash ({why}). {todo}, or save the document now: {}",
        path.display()
    )
}
