//! Former versions of a document's file, in the state folder: the last ten, and one a day for thirty days.

use super::atomic;
use super::disk::Disk;
use crate::formats::annotation::native;
use crate::text::hash;
use jiff::Timestamp;
use std::io;
use std::path::{Path, PathBuf};

const LAST: usize = 10;
const DAYS: usize = 30;
const SHAPE: &str = "%Y%m%dT%H%M%S%.3fZ";

/// A former version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Where it is.
    pub path: PathBuf,
    /// When it was put away.
    pub at: Timestamp,
    /// The hash of its bytes.
    pub hash: u64,
    /// How many bytes it has.
    pub length: u64,
}

/// Returns the backups in a folder ([`super::Places::backups`]), the newest first.
#[must_use]
pub fn list(disk: &dyn Disk, folder: &Path) -> Vec<Backup> {
    let names = disk.list(folder).unwrap_or_default();
    let mut all: Vec<_> = names
        .into_iter()
        .filter_map(|(name, facts)| {
            let (at, hash) = name.strip_suffix(native::ENDING)?.split_once('-')?;
            let at = jiff::civil::DateTime::strptime(SHAPE, at).ok()?;
            let at = jiff::tz::TimeZone::UTC.to_timestamp(at).ok()?;
            let hash = u64::from_str_radix(hash, 16).ok()?;
            Some(Backup { path: folder.join(&name), at, hash, length: facts.length })
        })
        .collect();
    all.sort_unstable_by(|a, b| b.at.cmp(&a.at).then_with(|| b.path.cmp(&a.path)));
    all
}

/// Puts `bytes` away in `folder` as a former version, unless they are there already, and removes
/// what is too old.
///
/// # Errors
/// When it cannot be written.
pub fn keep(disk: &dyn Disk, folder: &Path, bytes: &[u8], now: Timestamp) -> io::Result<()> {
    keep_hashed(disk, folder, bytes, hash::fnv1a(bytes), now)
}

pub(super) fn keep_hashed(
    disk: &dyn Disk,
    folder: &Path,
    bytes: &[u8],
    hash: u64,
    now: Timestamp,
) -> io::Result<()> {
    let all = list(disk, folder);
    if all.iter().take(LAST - 1).any(|backup| backup.hash == hash) {
        return Ok(());
    }
    disk.create_folder(folder)?;
    // A clock that was set back must not make the newest version the oldest one.
    let latest =
        all.first().and_then(|newest| newest.at.checked_add(jiff::SignedDuration::from_millis(1)).ok());
    let now = latest.map_or(now, |latest| latest.max(now));
    let name = format!("{}-{hash:016x}{}", now.strftime(SHAPE), native::ENDING);
    atomic::write(disk, &folder.join(name), bytes)?;
    for old in too_old(&list(disk, folder)) {
        // One that stays is removed the next time.
        let _stays = disk.remove(&old.path);
    }
    Ok(())
}

/// Puts a backup from `folder` in the place of the file at `path`, whose present bytes become a backup first.
///
/// # Errors
/// When anything cannot be read or written; then the file at `path` is as it was.
pub fn restore(disk: &dyn Disk, folder: &Path, backup: &Backup, path: &Path) -> io::Result<()> {
    let limit = native::MAX_BYTES as u64;
    let bytes = disk.read(&backup.path, limit)?;
    match disk.read(path, limit) {
        Ok(present) => keep(disk, folder, &present, Timestamp::now())?,
        Err(wrong) if wrong.kind() == io::ErrorKind::NotFound => {}
        Err(wrong) => return Err(wrong),
    }
    atomic::write(disk, path, &bytes)
}

/// Returns those of `all` (the newest first) that need not be kept.
fn too_old(all: &[Backup]) -> Vec<&Backup> {
    let mut days = Vec::new();
    let mut old = Vec::new();
    for (at, backup) in all.iter().enumerate() {
        let day = backup.at.strftime("%Y%m%d").to_string();
        let first_of_day = days.last() != Some(&day);
        if first_of_day {
            days.push(day);
        }
        if at >= LAST && (!first_of_day || days.len() > DAYS) {
            old.push(backup);
        }
    }
    old
}

#[cfg(test)]
mod tests {
    use super::super::memory::MemoryDisk;
    use super::*;
    use jiff::ToSpan as _;

    #[test]
    fn the_last_ten_and_one_a_day_are_kept() {
        let (disk, folder) = (MemoryDisk::default(), Path::new("/r"));
        let start: Timestamp = "2026-01-01T00:00:00Z".parse().expect("a time");
        for hour in 0..24 * 60 {
            let now = start.checked_add(hour.hours()).expect("a time");
            keep(&disk, folder, format!("version {hour}").as_bytes(), now).expect("kept");
            keep(&disk, folder, format!("version {hour}").as_bytes(), now).expect("kept once");
        }
        let all = list(&disk, folder);
        assert_eq!(disk.contents(&all[0].path).expect("there"), b"version 1439");
        let days: std::collections::BTreeSet<_> =
            all.iter().map(|backup| backup.at.strftime("%F").to_string()).collect();
        assert_eq!((all.len(), days.len()), (9 + DAYS, DAYS));
        eprintln!("a version an hour for 60 days: {} kept, of {} days", all.len(), days.len());
        let path = Path::new("/texts/a.gloss.ron");
        disk.put(path, b"broken");
        restore(&disk, folder, &all[3], path).expect("restored");
        assert_eq!(disk.contents(path).expect("there"), b"version 1436");
        assert_eq!(disk.contents(&list(&disk, folder)[0].path).expect("there"), b"broken");
    }
}
