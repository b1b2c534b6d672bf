//! The file of keys that the person changed: read and written as text; what it says is the workbench's to know.

use super::atomic;
use super::disk::Disk;
use super::places::Places;
use std::io;

/// The longest file that is read.
const MAX_BYTES: u64 = 1 << 20;

/// Reads the file; `None` when there is none.
///
/// # Errors
/// When it cannot be read, or is no text.
pub fn load(disk: &dyn Disk, places: &Places) -> io::Result<Option<String>> {
    match disk.read(&places.keys(), MAX_BYTES) {
        Ok(bytes) => String::from_utf8(bytes).map(Some).map_err(io::Error::other),
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(why) => Err(why),
    }
}

/// Writes the file.
///
/// # Errors
/// When it cannot be written; then the former one stays.
pub fn save(disk: &dyn Disk, places: &Places, text: &str) -> io::Result<()> {
    disk.create_folder(&places.config)?;
    atomic::write(disk, &places.keys(), text.as_bytes())
}
