//! What each fuzz target does with its bytes. `tests/it/fuzz.rs` does the same with those that are kept.

use glossator::formats::annotation::{self, native};
use glossator::formats::{Input, article};
use glossator::store::memory::MemoryDisk;
use glossator::store::{Places, journal, unsaved};
use std::path::Path;

/// A target: its name and what it does.
pub type Target = (&'static str, fn(&[u8]));

/// All targets. The riskiest readers have one each, the others share one.
pub const TARGETS: [Target; 8] = [
    ("native", self::native),
    ("journal", self::journal),
    ("html", |bytes| read_as("html", bytes)),
    ("docx", |bytes| read_as("docx", bytes)),
    ("pdf", |bytes| read_as("pdf", bytes)),
    ("epub", |bytes| read_as("epub", bytes)),
    ("article", self::article),
    ("annotation", self::annotation),
];

/// Reads a native file; what can be read is written and read again, and is the same.
pub fn native(bytes: &[u8]) {
    let Ok(loaded) = native::read(bytes) else { return };
    if loaded.newer.is_some() {
        return;
    }
    let again = native::read(native::write(&loaded.document).as_bytes());
    let again = again.map(|again| again.document);
    assert!(again.is_ok_and(|again| again == loaded.document), "what was written is what was read");
}

/// Reads a journal, and opens what it holds.
pub fn journal(bytes: &[u8]) {
    let (disk, places) = (MemoryDisk::default(), Places::under(Path::new("/home")));
    let path = places.journal("d", None);
    disk.put(&path, bytes);
    if let Ok(Some(replay)) = journal::read(&disk, &path) {
        assert!(replay.number >= replay.header.number);
        drop(unsaved::list(&disk, &places));
        drop(unsaved::open(&disk, &places, &path));
    }
}

/// Reads an article in the format that the first byte chooses.
pub fn article(bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let Some(format) = article::ALL.get(usize::from(*choice) % article::ALL.len()) else { return };
    read_as(format.name(), bytes);
}

/// Reads an article in the format of a name.
pub fn read_as(format: &str, bytes: &[u8]) {
    let Some(format) = article::ALL.iter().find(|one| one.name() == format) else { return };
    let name = format!("x.{}", format.extensions().first().copied().unwrap_or_default());
    for read in format.read(bytes, &name).unwrap_or_default() {
        let text = read.article.text();
        for block in read.article.blocks() {
            assert!(
                text.get(block.span.start as usize..block.span.end as usize).is_some(),
                "a block lies in the text"
            );
        }
    }
}

/// Reads annotated documents in the format that the first byte chooses; what is read is sound.
pub fn annotation(bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let readers: Vec<_> = annotation::ALL.iter().filter(|format| format.reads()).collect();
    let Some(format) = readers.get(usize::from(*choice) % readers.len().max(1)) else { return };
    let name = format!("x.{}", format.extensions().first().copied().unwrap_or_default());
    let beside: Vec<_> = format
        .companions(bytes, &name)
        .into_iter()
        .map(|name| (name, b"Some text, read beside.".to_vec()))
        .collect();
    let input = Input { bytes, name: &name, beside: &beside };
    for imported in format.read(&input).unwrap_or_default() {
        let text = imported.document.text();
        for one in imported.document.annotations() {
            for span in &one.fragments {
                assert!(
                    text.get(span.start as usize..span.end as usize).is_some(),
                    "a fragment lies in the text"
                );
            }
        }
    }
}
