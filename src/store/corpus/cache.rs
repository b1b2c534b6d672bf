//! What was read of a folder's articles, kept between sessions. It can be deleted: it is made again.

use super::super::atomic;
use super::super::disk::Disk;
use super::super::folder::Entry;
use super::super::places::Places;
use super::card::Card;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// Grows when cards hold more; an older cache is made again.
const VERSION: u32 = 1;
/// The longest cache that is read.
const MAX_BYTES: u64 = 256 << 20;

#[derive(Serialize, Deserialize)]
struct Saved {
    version: u32,
    cards: Vec<(String, u64, u64, Card)>,
}

/// The cards of a folder by file name, each with the length and time of the file that it was made of.
#[derive(Debug, Clone, Default)]
pub struct Cache {
    cards: FxHashMap<String, (u64, u64, Card)>,
}

impl Cache {
    /// Reads what was kept of a folder; nothing when there is nothing, or nothing that can be read.
    #[must_use]
    pub fn load(disk: &dyn Disk, places: &Places, folder: &Path) -> Self {
        let bytes = disk.read(&places.cards(folder), MAX_BYTES).unwrap_or_default();
        let saved: Option<Saved> = serde_json::from_slice(&bytes).ok();
        let cards =
            saved.filter(|saved| saved.version == VERSION).map(|saved| saved.cards).unwrap_or_default();
        let cards = cards.into_iter().map(|(name, length, at, card)| (name, (length, at, card))).collect();
        Self { cards }
    }

    /// Keeps the cards of entries for the next session.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn save<'a>(
        disk: &dyn Disk,
        places: &Places,
        folder: &Path,
        cards: impl Iterator<Item = (&'a Entry, &'a Card)>,
    ) -> io::Result<()> {
        let cards = cards.filter(|(_, card)| card.wrong.is_none());
        let cards = cards
            .map(|(entry, card)| (file_name(&entry.path), entry.length, nanos(entry.modified), card.clone()));
        let saved = Saved { version: VERSION, cards: cards.collect() };
        let path = places.cards(folder);
        disk.create_folder(path.parent().unwrap_or(&places.state))?;
        let bytes = serde_json::to_vec(&saved).map_err(io::Error::other)?;
        atomic::write(disk, &path, &bytes)
    }

    /// Returns the card of an entry if its file is still the one that the card was made of.
    #[must_use]
    pub fn get(&self, entry: &Entry) -> Option<&Card> {
        let (length, at, card) = self.cards.get(&file_name(&entry.path))?;
        (*length == entry.length && *at == nanos(entry.modified)).then_some(card)
    }
}

/// Returns what a file is called here.
pub(super) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Returns a file's time as it is kept; 0 when it has none.
pub(super) fn nanos(at: Option<SystemTime>) -> u64 {
    let since = at.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    since.map_or(0, |since| u64::try_from(since.as_nanos()).unwrap_or(u64::MAX))
}
