//! The ZIP archives that office files and books are: parts by name, in memory, within limits. Nothing is
//! unpacked to a disk, so no path in an archive can lead anywhere.

use crate::formats::Unreadable;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// How many parts an archive may have.
const MOST_PARTS: usize = 20_000;

/// How many times larger than the file its parts may be, all together: a real office file stays below 50.
const MOST_TIMES: u64 = 200;

/// What may be unpacked of any file, in bytes, and what of none.
const LEAST: u64 = 4 << 20;
const MOST: u64 = 128 << 20;

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
    /// Opens an archive.
    ///
    /// # Errors
    /// When it is none, or has too many parts.
    pub(super) fn open(bytes: &'a [u8], format: &'static str) -> Result<Self, Unreadable> {
        if bytes.is_empty() {
            return Err(Unreadable::Empty);
        }
        let broken = |why: String| Unreadable::NotThis { format, why };
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|why| broken(format!("its archive is broken ({why})")))?;
        if archive.len() > MOST_PARTS {
            return Err(Unreadable::Limit { what: "parts", limit: MOST_PARTS as u64 });
        }
        let limit = (bytes.len() as u64).saturating_mul(MOST_TIMES).clamp(LEAST, MOST);
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

    /// Unpacks a part that must be there.
    ///
    /// # Errors
    /// As [`Self::part`], and when it is missing.
    pub(super) fn need(&mut self, name: &str) -> Result<Vec<u8>, Unreadable> {
        let format = self.format;
        self.part(name)?.ok_or_else(|| Unreadable::NotThis { format, why: format!("it has no part {name}") })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::io::Write as _;
    use zip::write::SimpleFileOptions;

    /// Makes an archive of parts.
    pub(in crate::formats::article) fn pack(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (number, (name, text)) in parts.iter().enumerate() {
            let method =
                if number == 0 { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
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
