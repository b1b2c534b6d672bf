//! One window a document: a lock file beside it, `.NAME.gloss.ron.lock`, held while it is open.

use super::atomic::beside;
use super::disk::{Disk, Held, Locking};
use super::places::Places;
use crate::formats::annotation::native;
use std::path::Path;
use std::time::{Duration, Instant};

/// How long a save of the largest documents may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// Whether the document at a path is ours to change.
pub enum Lock {
    /// Nobody else has it open.
    Ours(Box<dyn Held>),
    /// Somebody has: who, as far as it can be told.
    Theirs(String),
    /// The disk takes no locks; the document can be changed all the same.
    None,
}

/// Asks for the lock of the document at `native`. Where its folder takes no files, the lock stands in the
/// state folder.
#[must_use]
pub fn take(disk: &dyn Disk, places: &Places, native: &Path) -> Lock {
    let native = disk.resolve(native);
    let own = beside(&native, ".lock");
    let locking = disk.lock(&own, &holder()).or_else(|_no_place| {
        let path = places.lock(&native);
        disk.create_folder(path.parent().unwrap_or(&places.state))?;
        disk.lock(&path, &holder())
    });
    match locking {
        Ok(Locking::Ours(held)) => Lock::Ours(held),
        Ok(Locking::Theirs(who)) => Lock::Theirs(who.lines().next().unwrap_or_default().to_owned()),
        Err(_no_locks) => Lock::None,
    }
}

/// As [`take`], but waits a little while this very program has the lock: it may just be letting it go, when a
/// document is opened again right after it was closed.
#[must_use]
pub fn take_patiently(disk: &dyn Disk, places: &Places, native: &Path) -> Lock {
    let until = Instant::now() + PATIENCE;
    loop {
        match take(disk, places, native) {
            Lock::Theirs(who) if who == holder() && Instant::now() < until => {
                std::thread::sleep(Duration::from_millis(20));
            }
            answer => return answer,
        }
    }
}

/// Returns who has the document of a lock file open, if another program has.
#[must_use]
pub fn held_elsewhere(disk: &dyn Disk, lock: &Path) -> Option<String> {
    let who = disk.held(lock)?;
    let who = who.lines().next().unwrap_or_default();
    (who != holder()).then(|| who.to_owned())
}

/// Returns the document that a lock file of this name is for.
#[must_use]
pub fn document_of(name: &str) -> Option<&str> {
    name.strip_prefix('.')?.strip_suffix(".lock").filter(|name| name.ends_with(native::ENDING))
}

/// Who has a lock, as others read it.
fn holder() -> String {
    let user = std::env::var("USER").or_else(|_| std::env::var("USERNAME")).unwrap_or_default();
    let of = if user.is_empty() { String::new() } else { format!(" of {user}") };
    format!("Glossator{of}, process {}", std::process::id())
}
