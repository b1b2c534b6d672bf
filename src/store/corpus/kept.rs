//! What the search needs of a folder's articles, kept between sessions: an article a line, written behind the others
//! as it is read. It can be deleted: it is made again.
//!
//! A line is a head in JSON (file name, length, time), a tab, and the rest in JSON, which is read only when the file
//! is still the one that the line was made of. Of several lines on a file the last counts; one that was cut short, or
//! that two programs wrote into each other, counts for nothing.

use super::super::atomic;
use super::super::disk::Disk;
use super::super::folder::Entry;
use super::super::places::Places;
use super::cache::{file_name, nanos};
use super::card::Card;
use crate::analysis::search::Searchable;
use rustc_hash::FxHashMap;
use std::io::{self, Write as _};
use std::ops::Range;
use std::path::Path;

/// What the file begins with; it changes when lines hold something else.
const FIRST: &[u8] = b"glossator search 1\n";
/// The longest file that is read or written.
const MAX_BYTES: u64 = 512 << 20;

/// What was kept of a folder.
#[derive(Debug, Default)]
pub struct Kept {
    bytes: Vec<u8>,
    lines: FxHashMap<String, (u64, u64, Range<usize>)>,
    /// How many bytes no line needs any more.
    waste: usize,
}

impl Kept {
    /// Reads what was kept of a folder; nothing when there is nothing, or another version wrote it.
    #[must_use]
    pub fn load(disk: &dyn Disk, places: &Places, folder: &Path) -> Self {
        let bytes = disk.read(&places.search(folder), MAX_BYTES).unwrap_or_default();
        if !bytes.starts_with(FIRST) {
            return Self::default();
        }
        let mut lines: FxHashMap<String, (u64, u64, Range<usize>)> = FxHashMap::default();
        let (mut start, mut waste) = (FIRST.len(), 0);
        for end in memchr::memchr_iter(b'\n', &bytes).filter(|end| *end >= FIRST.len()) {
            let line = start..end;
            start = end + 1;
            let Some((name, length, at, rest)) =
                bytes.get(line.clone()).and_then(|text| head(text, line.start))
            else {
                waste += line.len();
                continue;
            };
            if let Some((.., former)) = lines.insert(name, (length, at, rest.start..end)) {
                waste += former.len();
            }
        }
        Self { bytes, lines, waste }
    }

    /// Returns what was kept of an entry, if its file is still the one that was read.
    #[must_use]
    pub fn get(&self, entry: &Entry) -> Option<(Card, Searchable)> {
        let (length, at, rest) = self.lines.get(&file_name(&entry.path))?;
        if *length != entry.length || *at != nanos(entry.modified) {
            return None;
        }
        let (card, searchable): (Card, Searchable) =
            serde_json::from_slice(self.bytes.get(rest.clone())?).ok()?;
        Some((card, searchable.whole()?))
    }

    /// Says whether more of it is waste than not.
    #[must_use]
    pub fn is_wasteful(&self) -> bool {
        self.waste > self.bytes.len() / 2
    }

    /// Writes it anew without what no line needs.
    ///
    /// # Errors
    /// When it cannot be written; then the former file stays.
    pub fn tidy(&self, disk: &dyn Disk, places: &Places, folder: &Path) -> io::Result<()> {
        let mut out = FIRST.to_vec();
        let mut lines: Vec<_> = self.lines.iter().collect();
        lines.sort_unstable_by_key(|(_, (_, _, rest))| rest.start);
        for (name, (length, at, rest)) in lines {
            write_head(&mut out, name, *length, *at)?;
            out.extend_from_slice(self.bytes.get(rest.clone()).unwrap_or_default());
            out.push(b'\n');
        }
        atomic::write(disk, &places.search(folder), &out)
    }
}

/// Returns the line of an entry.
///
/// # Errors
/// When something in it has no shape in JSON.
pub fn line(entry: &Entry, card: &Card, searchable: &Searchable) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    write_head(&mut out, &file_name(&entry.path), entry.length, nanos(entry.modified))?;
    serde_json::to_writer(&mut out, &(card, searchable)).map_err(io::Error::other)?;
    out.push(b'\n');
    Ok(out)
}

/// Puts lines behind those of a folder.
///
/// # Errors
/// When they cannot be written; what was written in part counts for nothing.
pub fn append(disk: &dyn Disk, places: &Places, folder: &Path, lines: &[u8]) -> io::Result<()> {
    let path = places.search(folder);
    let length = disk.facts(&path).map_or(0, |facts| facts.length);
    if length + lines.len() as u64 > MAX_BYTES {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    if length == 0 {
        disk.create_folder(path.parent().unwrap_or(&places.state))?;
        return atomic::write(disk, &path, &[FIRST, lines].concat());
    }
    let mut file = disk.append(&path)?;
    file.write_all(lines)?;
    file.flush()
}

fn write_head(out: &mut Vec<u8>, name: &str, length: u64, at: u64) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &(name, length, at)).map_err(io::Error::other)?;
    out.push(b'\t');
    Ok(())
}

/// Reads the head of a line that begins at `start` of the file.
fn head(line: &[u8], start: usize) -> Option<(String, u64, u64, Range<usize>)> {
    let tab = memchr::memchr(b'\t', line)?;
    let (name, length, at) = serde_json::from_slice(line.get(..tab)?).ok()?;
    Some((name, length, at, start + tab + 1..start + line.len()))
}

#[cfg(test)]
mod tests {
    use super::super::super::folder::Kind;
    use super::super::super::memory::MemoryDisk;
    use super::*;
    use crate::model::{Annotation, Codebook, Document, Edit, LayerId, apply};
    use crate::text::{Article, Span};
    use std::sync::Arc;

    fn entry(name: &str, length: u64) -> Entry {
        let path = Path::new("/texts").join(name);
        Entry { name: name.to_owned(), path, kind: Kind::Document, length, modified: None }
    }

    fn searchable() -> Searchable {
        let mut document = Document::new(Arc::new(Article::new("A\ttab, é.\n")), Codebook::standard());
        let mut one = Annotation::new("q1".into(), LayerId::QUOTE, vec![Span::new(0, 1)]);
        one.note = "line\nend".to_owned();
        apply(&mut document, Edit::annotation(one));
        Searchable::of(&document, "a")
    }

    #[test]
    fn what_is_kept_comes_back_while_the_file_stays_as_it_is() {
        let (disk, places, folder) =
            (MemoryDisk::default(), Places::under(Path::new("/home")), Path::new("/texts"));
        let card = Card { title: "T\tx".to_owned(), ..Card::default() };
        let put = |name: &str, length| {
            let line = line(&entry(name, length), &card, &searchable()).expect("a line");
            append(&disk, &places, folder, &line).expect("written");
        };
        put("a.gloss.ron", 10);
        put("b.gloss.ron", 10);
        let kept = Kept::load(&disk, &places, folder);
        let (known, found) = kept.get(&entry("a.gloss.ron", 10)).expect("kept");
        assert_eq!((known, format!("{found:?}")), (card.clone(), format!("{:?}", searchable())));
        assert!(kept.get(&entry("a.gloss.ron", 11)).is_none(), "the file is another one");
        for length in 11..15 {
            put("a.gloss.ron", length);
        }
        let kept = Kept::load(&disk, &places, folder);
        assert!(kept.get(&entry("a.gloss.ron", 14)).is_some() && kept.is_wasteful());
        let before = disk.contents(&places.search(folder)).expect("there").len();
        kept.tidy(&disk, &places, folder).expect("tidied");
        assert!(disk.contents(&places.search(folder)).expect("there").len() < before / 2);
        let kept = Kept::load(&disk, &places, folder);
        assert!(
            kept.get(&entry("a.gloss.ron", 14)).is_some() && kept.get(&entry("b.gloss.ron", 10)).is_some()
        );
    }

    #[test]
    fn what_was_cut_short_counts_for_nothing() {
        let (disk, places, folder) =
            (MemoryDisk::default(), Places::under(Path::new("/home")), Path::new("/texts"));
        let whole = [FIRST, &line(&entry("a", 1), &Card::default(), &searchable()).expect("a line")].concat();
        for end in 0..whole.len() {
            let mut cut = whole.get(..end).expect("inside").to_vec();
            cut.push(b'\n');
            disk.put(&places.search(folder), &cut);
            let found = Kept::load(&disk, &places, folder).get(&entry("a", 1));
            assert_eq!(found.is_some(), end + 1 == whole.len(), "{end}");
        }
    }
}
