//! The journal of one document: what was done since it was last saved, a line an edit.
//!
//! A line is the CRC-32 of its JSON, a space, the JSON. The first one says which document it is and what the
//! edits start from: the saved file, by its hash, or a snapshot. Edits carry numbers that grow by one. A write
//! that failed is repeated behind it: a line that is torn counts for nothing, one whose number was there
//! already is skipped, a number that is missing ends the reading.

use super::atomic;
use super::disk::{Disk, Writing};
use super::saved_edit::SavedEdit;
use crate::formats::annotation::native::saved::Words;
use crate::model::Edit;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Path, PathBuf};

/// The newest version of the journal's shape that is known here.
const VERSION: u32 = 1;
/// The longest journal that is read. One is written anew long before it is that long.
const MAX_BYTES: u64 = 4 << 30;

/// What the edits of a journal start from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Base {
    /// The saved file with this hash.
    File(u64),
    /// This text of a native file.
    Snapshot(String),
}

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    journal: u32,
    /// What the document is known as.
    pub document: String,
    /// Where its native file is or would be; `None` while that is not decided.
    pub path: Option<String>,
    /// The hash of the file that stood there, if one did.
    pub file: Option<u64>,
    /// What the edits start from.
    pub base: Base,
    /// The number of the last edit that the base contains.
    pub number: u64,
    /// The number of the last edit that the file contains.
    pub since: u64,
}

impl Header {
    /// Makes the first line of a journal whose base contains everything up to edit `number`, and whose file
    /// everything up to `since`.
    #[must_use]
    pub fn new(
        document: &str,
        path: Option<&Path>,
        file: Option<u64>,
        base: Base,
        since: u64,
        number: u64,
    ) -> Self {
        let (document, path) = (document.to_owned(), path.map(|path| path.to_string_lossy().into_owned()));
        Self { journal: VERSION, document, path, file, base, number, since }
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Record<'a> {
    Edit(u64, #[serde(borrow)] SavedEdit<'a>),
    /// Everything up to the edit of this number is about to be saved as a file with this hash.
    Saving(u64, u64),
}

/// Writes the line of an edit.
#[must_use]
pub fn edit_line(number: u64, edit: &Edit) -> Vec<u8> {
    line(&Record::Edit(number, SavedEdit::of(edit)))
}

/// Writes the line that announces a save.
#[must_use]
pub fn saving_line(number: u64, hash: u64) -> Vec<u8> {
    line(&Record::Saving(number, hash))
}

fn line(value: &impl Serialize) -> Vec<u8> {
    // The shapes hold nothing that JSON could not say.
    let json = serde_json::to_string(value).unwrap_or_default();
    format!("{:08x} {json}\n", crc32fast::hash(json.as_bytes())).into_bytes()
}

/// Returns the JSON of a line that is whole.
fn checked(line: &[u8]) -> Option<&str> {
    let line = std::str::from_utf8(line).ok()?;
    let (sum, json) = line.split_once(' ')?;
    (u32::from_str_radix(sum, 16).ok()? == crc32fast::hash(json.as_bytes())).then_some(json)
}

/// A journal that is being written.
pub struct Journal {
    path: PathBuf,
    file: Box<dyn Writing>,
    length: u64,
}

impl Journal {
    /// Makes a journal at `path`, in the place of one that may be there: the former stays until the new one
    /// is whole.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn create(disk: &dyn Disk, path: &Path, header: &Header) -> io::Result<Self> {
        disk.create_folder(path.parent().unwrap_or(Path::new("")))?;
        let first = line(header);
        atomic::write(disk, path, &first)?;
        Ok(Self { path: path.to_path_buf(), file: disk.append(path)?, length: first.len() as u64 })
    }

    /// Goes on with a journal that is there. What is torn at its end is closed off.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn resume(disk: &dyn Disk, path: &Path) -> io::Result<Self> {
        let length = disk.facts(path)?.length;
        // Its name may not be safe yet: what was to make it so may be what failed.
        disk.sync_folder(path.parent().unwrap_or(Path::new("")))?;
        let mut file = disk.append(path)?;
        file.write_all(b"\n")?;
        Ok(Self { path: path.to_path_buf(), file, length })
    }

    /// Writes lines and waits until they are safe.
    ///
    /// # Errors
    /// When that cannot be promised. Then the journal is to be resumed and the lines written again.
    pub fn write(&mut self, lines: &[u8]) -> io::Result<()> {
        self.file.write_all(lines)?;
        self.file.flush()?;
        self.file.sync()?;
        self.length += lines.len() as u64;
        Ok(())
    }

    /// Returns where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns how many bytes it has.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }
}

/// A journal that was read.
#[derive(Debug)]
pub struct Replay {
    /// The first line.
    pub header: Header,
    /// The edits in order, with their numbers.
    pub edits: Vec<(u64, Edit)>,
    /// Saves that were begun: the last edit in them, and the hash of the file.
    pub saves: Vec<(u64, u64)>,
    /// The number of the last edit, read or in the base.
    pub number: u64,
    /// What could not be read, in words; `None` when at most the last, unacknowledged line is torn.
    pub broken: Option<String>,
}

/// Reads a journal; `None` when there is none at `path`, or none that ever was whole.
///
/// # Errors
/// When the disk cannot read it.
pub fn read(disk: &dyn Disk, path: &Path) -> io::Result<Option<Replay>> {
    match disk.read(path, MAX_BYTES) {
        Ok(bytes) => Ok(replay(&bytes)),
        Err(wrong) if wrong.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(wrong) => Err(wrong),
    }
}

fn replay(bytes: &[u8]) -> Option<Replay> {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let header: Header = serde_json::from_str(checked(lines.next()?)?).ok()?;
    let number = header.number;
    let mut expected = number + 1;
    let mut replay = Replay { header, edits: Vec::new(), saves: Vec::new(), number, broken: None };
    let mut words = Words::default();
    for line in lines {
        let Some(json) = checked(line) else { continue };
        match serde_json::from_str::<Record<'_>>(json) {
            Ok(Record::Edit(number, edit)) if number == expected => {
                replay.edits.push((number, edit.into_model(&mut words)));
                replay.number = number;
                expected += 1;
            }
            Ok(Record::Edit(number, _)) if number < expected => {}
            Ok(Record::Edit(number, _)) => {
                replay.broken = Some(format!("edits {expected} to {} are damaged", number - 1));
                break;
            }
            Ok(Record::Saving(number, hash)) => replay.saves.push((number, hash)),
            Err(wrong) => {
                replay.broken = Some(format!("edit {expected} is not known to this version: {wrong}"));
                break;
            }
        }
    }
    if let Some(word) = words.unknown.first() {
        replay.broken.get_or_insert_with(|| format!("`{word}` is not known to this version"));
    }
    Some(replay)
}
