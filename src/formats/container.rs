//! The ZIP archives that office files, books and projects are: parts by name, in memory, within limits. Nothing is
//! unpacked to a disk, so no path in an archive can lead anywhere; what is packed gives the same bytes each time.

use super::Unreadable;
use std::io::{Cursor, Read as _, Write as _};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// How many parts an archive may have.
const MOST_PARTS: usize = 20_000;

/// How many times larger than the file its parts may be, all together: a real office file stays below 50.
const MOST_TIMES: u64 = 200;

/// What may be unpacked of any file, in bytes.
const LEAST: u64 = 4 << 20;

/// What may be unpacked of no article, in bytes.
const MOST_OF_ARTICLE: u64 = 128 << 20;

/// What may be unpacked of nothing, in bytes: the tables and projects of long articles.
const MOST: u64 = 256 << 20;

/// An open archive.
pub(super) struct Container<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    format: &'static str,
    limit: u64,
    left: u64,
}

/// Says whether bytes are an archive that has `mark` in it: a part's name, or a media type that is stored.
pub(super) fn has(bytes: &[u8], mark: &str) -> bool {
    bytes.starts_with(b"PK\x03\x04") && memchr::memmem::find(bytes, mark.as_bytes()).is_some()
}

impl<'a> Container<'a> {
    /// Opens an archive that an article lies in.
    ///
    /// # Errors
    /// When it is none, or has too many parts.
    pub(super) fn open(bytes: &'a [u8], format: &'static str) -> Result<Self, Unreadable> {
        Self::within(bytes, format, MOST_OF_ARTICLE)
    }

    fn within(bytes: &'a [u8], format: &'static str, most: u64) -> Result<Self, Unreadable> {
        if bytes.is_empty() {
            return Err(Unreadable::Empty);
        }
        let broken = |why: String| Unreadable::NotThis { format, why };
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|why| broken(format!("its archive is broken ({why})")))?;
        if archive.len() > MOST_PARTS {
            return Err(Unreadable::Limit { what: "parts", limit: MOST_PARTS as u64 });
        }
        let limit = (bytes.len() as u64).saturating_mul(MOST_TIMES).clamp(LEAST, most);
        Ok(Self { archive, format, limit, left: limit })
    }

    /// Returns the names of the parts.
    pub(super) fn names(&self) -> Vec<String> {
        self.archive.file_names().filter_map(Result::ok).map(|name| name.into_owned()).collect()
    }

    /// Unpacks a part; `None` when there is none of that name.
    ///
    /// # Errors
    /// When it is broken, encrypted, or all parts together are too large.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let format = self.format;
        let broken = |why: String| Unreadable::NotThis { format, why: format!("its part {name} {why}") };
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(why) => return Err(broken(format!("cannot be unpacked ({why})"))),
        };
        let mut bytes = Vec::new();
        let read = part.take(self.left + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > self.left {
            return Err(Unreadable::Limit { what: "unpacked bytes", limit: self.limit });
        }
        self.left -= bytes.len() as u64;
        match read {
            Ok(_) => Ok(Some(bytes)),
            Err(why) => Err(broken(format!("is broken ({why})"))),
        }
    }

    /// Unpacks the parts that `wanted` picks by name, from an archive of annotated articles.
    ///
    /// # Errors
    /// As [`Self::open`] and [`Self::part`].
    pub(super) fn parts(
        bytes: &'a [u8],
        format: &'static str,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Vec<(String, Vec<u8>)>, Unreadable> {
        let mut container = Self::within(bytes, format, MOST)?;
        let names = container.names().into_iter().filter(|name| wanted(name));
        let parts = names.map(|name| Ok(container.part(&name)?.map(|part| (name, part))));
        parts.filter_map(Result::transpose).collect()
    }

    /// Unpacks a part that must be there.
    ///
    /// # Errors
    /// As [`Self::part`], and when it is missing.
    pub(super) fn need(&mut self, name: &str) -> Result<Vec<u8>, Unreadable> {
        let format = self.format;
        self.part(name)?.ok_or_else(|| Unreadable::NotThis { format, why: format!("it has no part {name}") })
    }
}

/// Packs parts.
///
/// # Errors
/// In words, when the archive would be too large for its format.
pub(super) fn pack(parts: &[(String, Vec<u8>)]) -> Result<Vec<u8>, String> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, bytes) in parts {
        writer.start_file(name.as_str(), options).map_err(|why| why.to_string())?;
        writer.write_all(bytes).map_err(|why| why.to_string())?;
    }
    writer.finish().map(Cursor::into_inner).map_err(|why| why.to_string())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Makes an archive of parts.
    pub(in crate::formats) fn pack(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (number, (name, text)) in parts.iter().enumerate() {
            let method = if number == 0 { CompressionMethod::Stored } else { CompressionMethod::Deflated };
            writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).expect("begun");
            writer.write_all(text.as_bytes()).expect("written");
        }
        writer.finish().expect("finished").into_inner()
    }

    #[test]
    fn bombs_stop_at_the_limit() {
        let zeros = "0".repeat(40 << 20);
        let bytes = pack(&[("a", "x"), ("b", &zeros)]);
        let mut container = Container::open(&bytes, "x").expect("an archive");
        assert_eq!(container.part("../a"), Ok(None));
        assert_eq!(container.part("a"), Ok(Some(b"x".to_vec())));
        let refused = container.part("b").expect_err("too large").to_string();
        assert!(refused.contains("unpacked bytes"), "{refused}");
        assert!(Container::open(b"PK\x03\x04", "x").is_err());
    }
}
