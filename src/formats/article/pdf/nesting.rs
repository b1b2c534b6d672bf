//! Whether lists and dictionaries nest deeper than the library can bear: it goes down one call a level, and a thread
//! whose stack overflows ends the whole program.

use std::io::Read as _;

/// The deepest nesting that is read; real files stay below 20.
pub(super) const DEEPEST: usize = 200;

/// How much of one packed stream is looked at, and of all together, in bytes.
const MOST_OF_STREAM: u64 = 8 << 20;
const MOST: u64 = 64 << 20;

/// Says whether anything nests too deep, in the file or in what is packed in it.
pub(super) fn is_too_deep(bytes: &[u8]) -> bool {
    if nests(bytes) {
        return true;
    }
    let mut left = MOST;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        let packed = bytes.get(at + 6..).unwrap_or_default().trim_ascii_start();
        if left == 0 || packed.first().is_none_or(|byte| byte & 0x0f != 8) {
            continue; // no zlib
        }
        let mut unpacked = Vec::new();
        let limit = MOST_OF_STREAM.min(left);
        // What is broken is looked at as far as it goes.
        drop(flate2::read::ZlibDecoder::new(packed).take(limit).read_to_end(&mut unpacked));
        left -= (unpacked.len() as u64).min(left);
        if nests(&unpacked) {
            return true;
        }
    }
    false
}

/// Counts what is open. A byte that is no text ends whatever was: pictures and packed data nest nothing.
fn nests(bytes: &[u8]) -> bool {
    let mut depth = 0usize;
    let mut last = 0u8;
    for byte in bytes {
        match byte {
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            b'<' if last == b'<' => depth += 1,
            b'>' if last == b'>' => depth = depth.saturating_sub(1),
            0..=8 | 14..=31 | 127.. => depth = 0,
            _ => {}
        }
        // Two make a pair, three no second one.
        last = if *byte == last { 0 } else { *byte };
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    #[test]
    fn depth_is_seen_in_the_file_and_in_what_is_packed() {
        let deep = b"[".repeat(DEEPEST + 1);
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(&deep).expect("packed");
        let packed = [b"<< /Length 9 >>\nstream\n".to_vec(), packer.finish().expect("packed")].concat();
        assert!(is_too_deep(&deep) && is_too_deep(&packed) && is_too_deep(&b"<< /A ".repeat(DEEPEST + 1)));
        let flat = b"[ 1 ] << /A [ 2 ] >> ".repeat(5_000);
        assert!(!is_too_deep(&flat) && !is_too_deep(&b"\x80[<<".repeat(5_000)));
    }
}
