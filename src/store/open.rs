//! Opening whatever a person points at: an article, a document, a file of another program.

use super::ahead::Ahead;
use super::backup;
use super::disk::{Disk, Held};
use super::imported::{bytes_of, imported};
use super::journal::{Base, Header, Journal};
use super::lock::{self, Lock};
use super::open_error::OpenError;
use super::places::Places;
use super::recover::{self, OnDisk, Recovered};
use super::stamp::Stamp;
use crate::formats::annotation::native;
use crate::formats::{self, Unreadable};
use crate::model::{Document, Edit, Place, Problem, apply};
use crate::text::Article;
use jiff::Timestamp;
use std::fmt;
use std::path::{Path, PathBuf};

/// The key of [`crate::model::Meta::extra`] under which the name of the article's file is kept, so that
/// `x.html` is not taken for the article of `x.gloss.ron` when that was made of `x.txt`.
const FILE: &str = "file";

/// A document that was opened.
pub struct Opened {
    /// The document, with unsaved work that a crash left.
    pub document: Document,
    /// What a person should know about how it was read.
    pub problems: Vec<Problem>,
    /// The file that was asked for.
    pub path: PathBuf,
    /// Where it is, or will be, saved.
    pub native_path: PathBuf,
    /// The name of the format that was read.
    pub format: &'static str,
    /// Why it may not be changed, if it may not.
    pub read_only: Option<ReadOnly>,
    /// How many edits of unsaved work were recovered.
    pub recovered: Option<usize>,
    /// What the native file was when it was read, to ask whether another program changed it; `None` when there
    /// is none yet.
    pub stamp: Option<Stamp>,
    /// What [`super::Writer::start`] needs; it holds the lock.
    pub session: Session,
}

/// What the store keeps of an open document.
pub struct Session {
    pub(super) native: Option<PathBuf>,
    pub(super) stamp: Option<Stamp>,
    /// Whether the document is what the native file holds, but for the edits in the journal.
    pub(super) as_file: bool,
    pub(super) read_only: Option<ReadOnly>,
    pub(super) lock: Option<Box<dyn Held>>,
    /// The journal to go on with.
    pub(super) journal: Option<PathBuf>,
    /// The number of the last edit in it, and of the last one that the file has.
    pub(super) number: u64,
    pub(super) since: u64,
}

impl Session {
    /// Makes the session of a document that has no file yet, such as a pasted text.
    #[must_use]
    pub fn untitled() -> Self {
        Self::at(None, None)
    }

    /// Returns the number of the last edit in the journal.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    pub(super) fn at(native: Option<PathBuf>, lock: Option<Box<dyn Held>>) -> Self {
        Self {
            native,
            stamp: None,
            as_file: false,
            read_only: None,
            lock,
            journal: None,
            number: 0,
            since: 0,
        }
    }
}

/// Why a document may be looked at but not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadOnly {
    /// A newer version of the program wrote it.
    Newer(u32),
    /// It is open in another window; who has it, as far as it can be told.
    Locked(String),
}

impl fmt::Display for ReadOnly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer(version) => write!(
                f,
                "A newer Glossator wrote this file (version {version}). Update Glossator to change it, or save \
                 it under another name."
            ),
            Self::Locked(holder) if holder.is_empty() => {
                f.write_str("It is open in another window. Close it there to change it here.")
            }
            Self::Locked(holder) => {
                write!(f, "It is open in another window ({holder}). Close it there to change it here.")
            }
        }
    }
}

/// Opens an article, a document, or a file of another program that holds one document. What stands in the
/// native file beside an article is taken rather than the article.
///
/// # Errors
/// When nothing can be opened; nothing was changed then.
pub fn open(disk: &dyn Disk, places: &Places, path: &Path) -> Result<Opened, OpenError> {
    open_with(disk, places, &Ahead::default(), path)
}

/// Opens what [`open`] opens; what was read ahead is not taken apart again.
///
/// # Errors
/// When nothing can be opened; nothing was changed then.
pub fn open_with(disk: &dyn Disk, places: &Places, ahead: &Ahead, path: &Path) -> Result<Opened, OpenError> {
    Opening { disk, places, ahead, asked: path, problems: Vec::new() }.open()
}

/// Reads an article or a document as it lies there: no lock is taken, unsaved work is left alone.
///
/// # Errors
/// When it cannot be read.
pub fn look(disk: &dyn Disk, path: &Path) -> Result<Document, OpenError> {
    let places = Places::under(Path::new(""));
    let ahead = Ahead::default();
    let mut opening = Opening { disk, places: &places, ahead: &ahead, asked: path, problems: Vec::new() };
    let is_native = path.to_string_lossy().to_lowercase().ends_with(native::ENDING);
    let bytes = bytes_of(disk, path, if is_native { native::MAX_BYTES } else { Article::MAX_BYTES })?;
    if is_native || native::looks_native(&bytes) {
        let loaded = native::read(&bytes).map_err(|why| OpenError::unreadable(why, path))?;
        return Ok(loaded.document);
    }
    Ok(opening.import(path, &bytes)?.0)
}

/// Returns where the document of an article is saved: `x.txt` → `x.gloss.ron`; and, where that is taken by
/// another article's, `x.txt.gloss.ron`.
#[must_use]
pub fn native_paths(article: &Path) -> [PathBuf; 2] {
    let name = article.file_name().unwrap_or_default().to_string_lossy();
    let stem = formats::input::stem(&name);
    [stem, &name].map(|name| article.with_file_name(format!("{name}{}", native::ENDING)))
}

struct Opening<'a> {
    disk: &'a dyn Disk,
    places: &'a Places,
    ahead: &'a Ahead,
    asked: &'a Path,
    problems: Vec<Problem>,
}

impl Opening<'_> {
    fn open(self) -> Result<Opened, OpenError> {
        let disk = self.disk;
        let path = self.disk.resolve(self.asked);
        let is_native = path.to_string_lossy().to_lowercase().ends_with(native::ENDING);
        let bytes = bytes_of(disk, &path, if is_native { native::MAX_BYTES } else { Article::MAX_BYTES })?;
        if is_native || native::looks_native(&bytes) {
            return self.native(path, &bytes);
        }
        let [usual, other] = native_paths(&path);
        for native in [&other, &usual] {
            if self.disk.facts(native).is_err() {
                continue;
            }
            let saved = bytes_of(disk, native, native::MAX_BYTES)?;
            if self.belongs(&saved, native, &path) {
                let mut opened = self.native(native.clone(), &saved)?;
                opened.problems.extend(changed_article(disk, &path, &bytes, &opened));
                return Ok(opened);
            }
        }
        let taken = self.disk.facts(&usual).is_ok();
        self.article(&path, &bytes, if taken { other } else { usual })
    }

    /// Says whether a native file was made of this article: not when it names another one that is there. One
    /// that cannot be read is not passed over.
    fn belongs(&self, saved: &[u8], native: &Path, article: &Path) -> bool {
        let Ok(loaded) = native::read(saved) else { return true };
        loaded.document.meta().extra.get(FILE).is_none_or(|name| {
            article.file_name().is_some_and(|own| own.to_string_lossy() == name.as_str())
                || self.disk.facts(&native.with_file_name(name)).is_err()
        })
    }

    /// Opens a native file.
    fn native(mut self, path: PathBuf, bytes: &[u8]) -> Result<Opened, OpenError> {
        let stamp = Stamp::of(self.disk, &path, bytes);
        let loaded = match self.ahead.native(&path, bytes) {
            Some(loaded) => loaded,
            None => native::read(bytes).map_err(|why| self.broken_native(why, &path, bytes))?,
        };
        let mut session = Session::at(Some(path.clone()), None);
        (session.stamp, session.as_file) = (Some(stamp), true);
        session.read_only = loaded.newer.map(ReadOnly::Newer);
        if session.read_only.is_none() {
            self.lock(&path, &mut session);
        }
        if session.lock.is_some() {
            // Somebody may have saved it between the reading and the locking.
            let now = bytes_of(self.disk, &path, native::MAX_BYTES)?;
            if !stamp.fits(&now) {
                drop(session);
                return self.native(path, &now);
            }
        }
        self.problems.extend(loaded.problems);
        let mut document = loaded.document;
        let mut recovered = None;
        if session.read_only.is_none()
            && let Some(journal) = recover::find(self.disk, self.places, Some(document.id()), &path)
        {
            let on_disk = OnDisk { bytes, stamp };
            if let Some(found) = self.recover(journal, Some(&on_disk), &mut session)? {
                recovered = Some(found.edits());
                document = found.document;
            }
        }
        Ok(self.opened(document, session, path, "ron", recovered))
    }

    /// Opens an article, or a document of another program.
    fn article(mut self, path: &Path, bytes: &[u8], native: PathBuf) -> Result<Opened, OpenError> {
        let mut session = Session::at(Some(native.clone()), None);
        self.lock(&native, &mut session);
        if session.read_only.is_none()
            && let Some(journal) = recover::find(self.disk, self.places, None, &native)
            && let Some(found) = self.recover(journal, None, &mut session)?
        {
            let edits = found.edits();
            return Ok(self.opened(found.document, session, native, "ron", Some(edits)));
        }
        let (mut document, format) = self.import(path, bytes)?;
        let mut meta = document.meta().clone();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        meta.extra.insert(FILE.to_owned(), name);
        apply(&mut document, Edit::SetMeta(Box::new(meta)));
        Ok(self.opened(document, session, native, format, None))
    }

    fn import(&mut self, path: &Path, bytes: &[u8]) -> Result<(Document, &'static str), OpenError> {
        if let Some((read, format)) = self.ahead.article(path, bytes) {
            self.problems.extend(read.problems);
            return Ok((read.document, format));
        }
        let (imported, format) = imported(self.disk, path, bytes)?;
        let count = imported.len();
        let mut all = imported.into_iter();
        match (all.next(), count) {
            (Some((_, only)), 1) => {
                self.problems.extend(only.problems);
                Ok((only.document, format))
            }
            (None, _) => Err(OpenError::Empty(path.to_path_buf())),
            _ => Err(OpenError::Several { path: path.to_path_buf(), count }),
        }
    }

    fn lock(&self, native: &Path, session: &mut Session) {
        match lock::take_patiently(self.disk, self.places, native) {
            Lock::Ours(held) => session.lock = Some(held),
            Lock::Theirs(holder) => session.read_only = Some(ReadOnly::Locked(holder)),
            Lock::None => {}
        }
    }

    /// Puts together what a journal holds; the session goes on with it.
    fn recover(
        &mut self,
        journal: PathBuf,
        on_disk: Option<&OnDisk<'_>>,
        session: &mut Session,
    ) -> Result<Option<Recovered>, OpenError> {
        let found = recover::recover(self.disk, self.places, &journal, on_disk, &mut self.problems)
            .map_err(|why| OpenError::of_disk(why, &journal))?;
        let Some(found) = found else { return Ok(None) };
        if found.edits() == 0 && on_disk.is_some() && found.sound {
            // All of it is saved; it was not removed because the program ended just then.
            let _stays = self.disk.remove(&journal);
            return Ok(None);
        }
        let now = on_disk.map(|file| file.stamp.hash);
        if found.file != now && now.is_some() {
            // What stands there is somebody else's: saving asks.
            session.stamp = Some(Stamp { length: u64::MAX, modified: None, hash: found.file.unwrap_or(0) });
            let message = "another program changed the file while work on it was not saved; what is shown is \
                           that work, and saving will ask which to keep";
            self.problems.push(Problem::warning(Place::Whole, message));
        }
        (session.number, session.since, session.as_file) = (found.number, found.since, false);
        session.journal = Some(journal.clone());
        if !found.sound {
            self.begin_anew(&journal, &found, session);
        }
        Ok(Some(found))
    }

    /// Replaces a journal that cannot be gone on with by a snapshot of what was recovered from it.
    fn begin_anew(&mut self, journal: &Path, found: &Recovered, session: &mut Session) {
        let base = Base::Snapshot(native::write(&found.document));
        let header = Header::new(
            found.document.id(),
            session.native.as_deref(),
            found.file,
            base,
            found.since,
            found.number,
        );
        if let Err(why) = Journal::create(self.disk, journal, &header) {
            session.journal = None;
            let message = format!("what was recovered is not safe from a crash yet ({why}); save it now");
            self.problems.push(Problem::error(Place::Whole, message));
        }
    }

    fn broken_native(&self, why: Unreadable, path: &Path, bytes: &[u8]) -> OpenError {
        let id = native::head(bytes).map(|head| head.id).unwrap_or_default();
        let newest = backup::list(self.disk, &self.places.backups(&id, path)).into_iter().next();
        let advice = match (&why, &newest) {
            (Unreadable::Newer { .. }, _) => "The file was left as it is".to_owned(),
            (_, Some(backup)) => format!("Restore its backup of {}", local(backup.at)),
            (_, None) => "Mend it in a text editor, or take it from a copy".to_owned(),
        };
        OpenError::Unreadable { path: path.to_path_buf(), why, advice, backup: newest.map(|one| one.path) }
    }

    fn opened(
        self,
        document: Document,
        session: Session,
        native_path: PathBuf,
        format: &'static str,
        recovered: Option<usize>,
    ) -> Opened {
        Opened {
            document,
            problems: self.problems,
            path: self.asked.to_path_buf(),
            native_path,
            format,
            read_only: session.read_only.clone(),
            recovered,
            stamp: session.stamp,
            session,
        }
    }
}

/// Says so when the article was changed after its document: the document keeps the text it was made of.
fn changed_article(disk: &dyn Disk, path: &Path, bytes: &[u8], opened: &Opened) -> Option<Problem> {
    let changed = disk.facts(path).ok()?.modified?;
    if opened.stamp.and_then(|stamp| stamp.modified).is_some_and(|saved| changed <= saved) {
        return None;
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let article = formats::article::read(bytes, &name).ok()?.into_iter().next()?.article;
    let message = format!(
        "the article was changed after it was annotated; what is shown is the text that was annotated: {}",
        path.display()
    );
    (article.text() != opened.document.text()).then(|| Problem::warning(Place::Whole, message))
}

fn local(at: Timestamp) -> impl fmt::Display {
    at.to_zoned_datetime(jiff::tz::TimeZone::system()).strftime("%F %H:%M").to_string()
}
