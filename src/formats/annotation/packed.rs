//! ZIP archives, as formats of several parts are kept in; in memory, within limits, the same bytes each time.

use super::Unwritable;
use crate::formats::Unreadable;
use std::io::{Cursor, Read as _, Write as _};

/// The most that the parts of an archive may hold together.
const MOST_BYTES: u64 = 256 << 20;

/// Packs parts.
pub(super) fn pack(format: &'static str, parts: &[(String, Vec<u8>)]) -> Result<Vec<u8>, Unwritable> {
    let failed = |why: String| Unwritable::Failed { format, why };
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for (name, bytes) in parts {
        writer.start_file(name.as_str(), options).map_err(|why| failed(why.to_string()))?;
        writer.write_all(bytes).map_err(|why| failed(why.to_string()))?;
    }
    writer.finish().map(Cursor::into_inner).map_err(|why| failed(why.to_string()))
}

/// Unpacks the parts that `wanted` picks by name.
///
/// # Errors
/// When the bytes are no archive, a part is broken, or they hold too much.
pub(super) fn unpack(
    format: &'static str,
    bytes: &[u8],
    wanted: impl Fn(&str) -> bool,
) -> Result<Vec<(String, Vec<u8>)>, Unreadable> {
    let broken = |why: String| Unreadable::NotThis { format, why: format!("its archive is broken ({why})") };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|why| broken(why.to_string()))?;
    let (mut parts, mut left) = (Vec::new(), MOST_BYTES);
    for number in 0..archive.len() {
        let part = archive.by_index(number).map_err(|why| broken(why.to_string()))?;
        let name = part.name().map_err(|why| broken(why.to_string()))?.to_string();
        if !wanted(&name) {
            continue;
        }
        let mut held = Vec::new();
        part.take(left + 1).read_to_end(&mut held).map_err(|why| broken(why.to_string()))?;
        left = left
            .checked_sub(held.len() as u64)
            .ok_or(Unreadable::Limit { what: "unpacked bytes", limit: MOST_BYTES })?;
        parts.push((name, held));
    }
    Ok(parts)
}
