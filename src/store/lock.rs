//! One window a document: a lock file beside it, `.NAME.gloss.ron.lock`, held while it is open.

use super::atomic::beside;
use super::disk::{Disk, Held, Locking};
use super::places::Places;
use std::path::Path;

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

fn holder() -> String {
    format!("Glossator, process {}", std::process::id())
}
