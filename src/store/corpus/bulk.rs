//! Changing documents that are not open: each is opened with its lock, changed through its journal, saved, closed.

use super::super::desk::Desk;
use super::super::disk::Disk;
use super::super::open::open;
use super::super::places::Places;
use super::super::save::SaveError;
use super::super::writer::{Report, SaveTo, Unsaved};
use crate::model::{Document, Edit};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Changes the document at `path` by what `change` makes of it and saves it. Returns where it was saved, or `None`
/// when there was nothing to change.
///
/// # Errors
/// In words with the path, when it cannot be opened, changed or saved; what was changed is in its journal then.
pub fn change(
    disk: &Arc<dyn Disk>,
    places: &Places,
    path: &Path,
    change: impl FnOnce(&Document) -> Edit,
) -> Result<Option<PathBuf>, String> {
    let opened = open(&**disk, places, path).map_err(|why| why.to_string())?;
    if let Some(why) = opened.read_only {
        return Err(format!("{why} {}", path.display()));
    }
    let edit = change(&opened.document);
    if edit.is_nothing() {
        return Ok(None);
    }
    let wrong: RefCell<Option<SaveError>> = RefCell::new(None);
    let report = |report: Report| {
        if let Report::NotSaved(why) = report {
            *wrong.borrow_mut() = Some(why);
        }
    };
    let native = opened.native_path.clone();
    let number = opened.session.number() + 1;
    let mut desk = Desk::new(Arc::clone(disk), places.clone(), opened.session, opened.document);
    desk.take(number, edit);
    desk.journal(&report);
    desk.save(SaveTo::Own, &report);
    desk.close(Unsaved::Keep);
    match wrong.into_inner() {
        Some(why) => Err(why.to_string()),
        None => Ok(Some(native)),
    }
}
