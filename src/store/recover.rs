//! What a journal holds that the saved file does not, put back together.

use super::backup;
use super::disk::Disk;
use super::journal::{self, Base, Replay};
use super::places::Places;
use super::stamp::Stamp;
use crate::formats::annotation::native;
use crate::model::{Document, Place, Problem, apply};
use std::io;
use std::path::{Path, PathBuf};

/// A document put back together.
#[derive(Debug)]
pub(super) struct Recovered {
    pub(super) document: Document,
    pub(super) problems: Vec<Problem>,
    /// The number of the last edit in the journal, and of the last one that the saved file has.
    pub(super) number: u64,
    pub(super) since: u64,
    /// The hash of the file that the document goes on from; another one on disk is somebody else's.
    pub(super) file: Option<u64>,
    /// Whether the journal can be gone on with; else it must be begun anew with a snapshot.
    pub(super) sound: bool,
}

/// A file as it stands on disk.
pub(super) struct OnDisk<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) stamp: Stamp,
}

/// Returns the journal of a document that is, or would be, saved at `native`; or, when the document's `id` is
/// known, that of a file with its id that is no longer where it was.
pub(super) fn find(disk: &dyn Disk, places: &Places, id: Option<&str>, native: &Path) -> Option<PathBuf> {
    let here = format!("-{}.journal", super::places::place(Some(native)));
    let named = id.map(|id| format!("{}-", super::places::key(id)));
    let names = disk.list(&places.journals()).unwrap_or_default();
    let mut moved = None;
    for (name, _) in names {
        let ours = named.as_ref().is_none_or(|stem| name.starts_with(stem));
        if ours && name.ends_with(&here) {
            return Some(places.journals().join(name));
        }
        if ours && id.is_some() && name.ends_with(".journal") {
            let path = places.journals().join(name);
            let header = journal::read(disk, &path).ok().flatten().map(|replay| replay.header);
            let gone = header
                .and_then(|header| header.path)
                .is_some_and(|path| disk.facts(Path::new(&path)).is_err());
            moved = moved.or(gone.then_some(path));
        }
    }
    moved
}

impl Recovered {
    /// Returns how many edits the saved file does not have.
    pub(super) fn edits(&self) -> usize {
        usize::try_from(self.number.saturating_sub(self.since)).unwrap_or(usize::MAX)
    }
}

/// Puts together what the journal at `path` holds. `None` when there is nothing in it that the file does not
/// have, or nothing can be made of it (then a problem says so, and the journal is set aside).
pub(super) fn recover(
    disk: &dyn Disk,
    places: &Places,
    path: &Path,
    on_disk: Option<&OnDisk<'_>>,
    problems: &mut Vec<Problem>,
) -> io::Result<Option<Recovered>> {
    let Some(mut replay) = journal::read(disk, path)? else { return Ok(None) };
    if let Some(broken) = &replay.broken {
        let kept = set_aside(disk, path)?;
        let message = format!(
            "the journal of unsaved work is damaged ({broken}); what stands before that was recovered, and \
             the journal is kept: {}",
            kept.display()
        );
        problems.push(Problem::error(Place::Whole, message));
    }
    // The last save that reached the disk contains what was done before.
    let saved = on_disk.and_then(|file| {
        let saves = replay.saves.iter().rev();
        saves.copied().find(|(_, hash)| *hash == file.stamp.hash).map(|(number, _)| (number, file))
    });
    if let Some((number, file)) = saved {
        replay.header.since = number;
        return Ok(from_base(file.bytes, Some(file.stamp.hash), number, replay, problems));
    }
    let (number, file) = (replay.header.number, replay.header.file);
    match (&replay.header.base, on_disk) {
        (Base::Snapshot(text), _) => {
            let text = text.clone();
            Ok(from_base(text.as_bytes(), file, number, replay, problems))
        }
        (Base::File(hash), Some(on_disk)) if *hash == on_disk.stamp.hash => {
            Ok(from_base(on_disk.bytes, file, number, replay, problems))
        }
        (Base::File(hash), _) => {
            let hash = *hash;
            let place = replay.header.path.as_deref().unwrap_or_default();
            let all = backup::list(disk, &places.backups(&replay.header.document, Path::new(place)));
            if let Some(backup) = all.iter().find(|backup| backup.hash == hash) {
                let bytes = disk.read(&backup.path, native::MAX_BYTES as u64)?;
                return Ok(from_base(&bytes, file, number, replay, problems));
            }
            lost_base(disk, path, on_disk, replay, problems)
        }
    }
}

/// Applies the edits after `number` to the document in `bytes`.
fn from_base(
    bytes: &[u8],
    file: Option<u64>,
    number: u64,
    replay: Replay,
    problems: &mut Vec<Problem>,
) -> Option<Recovered> {
    let loaded = match native::read(bytes) {
        Ok(loaded) => loaded,
        Err(why) => {
            let message = format!(
                "the unsaved work cannot be recovered, because what it starts from cannot be read: {why}"
            );
            problems.push(Problem::error(Place::Whole, message));
            return None;
        }
    };
    let mut document = loaded.document;
    for (_, edit) in replay.edits.into_iter().filter(|(at, _)| *at > number) {
        apply(&mut document, edit);
    }
    let (number, since, sound) = (replay.number, replay.header.since, replay.broken.is_none());
    Some(Recovered { document, problems: loaded.problems, number, since, file, sound })
}

/// The file that the edits start from is gone: they are put on what stands there now if that has the same
/// text around, and the journal is kept in any case.
fn lost_base(
    disk: &dyn Disk,
    path: &Path,
    on_disk: Option<&OnDisk<'_>>,
    replay: Replay,
    problems: &mut Vec<Problem>,
) -> io::Result<Option<Recovered>> {
    if replay.edits.is_empty() {
        return Ok(None);
    }
    let (number, count) = (replay.header.number, replay.edits.len());
    let kept = set_aside(disk, path)?;
    let what = if on_disk.is_some() { "was changed" } else { "was removed" };
    let message = format!(
        "the file {what} by another program while {count} edits were not saved; they were applied to what is \
         there now: check them. The journal is kept: {}",
        kept.display()
    );
    problems.push(Problem::error(Place::Whole, message));
    let Some(on_disk) = on_disk else { return Ok(None) };
    let recovered = from_base(on_disk.bytes, Some(on_disk.stamp.hash), number, replay, problems);
    Ok(recovered.map(|recovered| Recovered { sound: false, ..recovered }))
}

/// Keeps a copy of a journal where no document finds it.
fn set_aside(disk: &dyn Disk, path: &Path) -> io::Result<PathBuf> {
    let mut names = (1_u32..).map(|number| path.with_extension(format!("kept-{number}")));
    let kept = names.find(|kept| disk.facts(kept).is_err()).unwrap_or_else(|| path.to_path_buf());
    super::atomic::write(disk, &kept, &disk.read(path, u64::MAX)?)?;
    Ok(kept)
}
