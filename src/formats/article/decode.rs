//! Bytes of unknown encoding to text: byte order marks, UTF-8, UTF-16, then a guess.

use super::super::Unreadable;
use super::plain;
use crate::model::{Place, Problem};
use crate::text::{Article, Decoding};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use regex::bytes::Regex;
use smol_str::SmolStr;
use std::sync::LazyLock;

/// A text that was decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, line ends as they were.
    pub text: String,
    /// How it was decoded.
    pub decoding: Decoding,
    /// What could not be decoded, and guesses.
    pub problems: Vec<Problem>,
}

/// Decodes bytes. `declared` is what the source itself says: an HTML page's `charset`.
///
/// A byte order mark rules; then what is declared; then UTF-8 where the bytes are; then UTF-16 by where its
/// zeros lie; then a guess.
///
/// # Errors
/// When there is nothing, too much, or no text.
pub fn decode(bytes: &[u8], declared: Option<&str>) -> Result<Decoded, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    Unreadable::unless_fits(bytes, Article::MAX_BYTES)?;
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(with(encoding, bytes.get(mark..).unwrap_or_default(), false));
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && plain::binary(bytes).is_none()
    {
        let decoding = Decoding::default();
        return Ok(Decoded { text: text.to_owned(), decoding, problems: Vec::new() });
    }
    if let Some(encoding) = utf_16(bytes) {
        return Ok(with(encoding, bytes, true));
    }
    if let Some(what) = plain::binary(bytes) {
        return Err(Unreadable::Binary(what));
    }
    // What is declared is believed when it fits: pages are saved in other encodings than they say.
    let declared = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
    if let Some(encoding) = declared.filter(|encoding| *encoding != UTF_8) {
        let decoded = with(encoding, bytes, false);
        if decoded.decoding.replaced == 0 {
            return Ok(decoded);
        }
    }
    if nearly_utf8(bytes) {
        return Ok(with(UTF_8, bytes, false));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Ok(with(detector.guess(None, Utf8Detection::Allow), bytes, true))
}

/// Returns the encoding that a page or an XML file declares near its beginning.
#[must_use]
pub fn declared(bytes: &[u8]) -> Option<String> {
    static CHARSET: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#"(?i-u)(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_:.-]+)"#).ok());
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or(bytes);
    let label = CHARSET.as_ref()?.captures(head)?.get(1)?.as_bytes();
    Some(String::from_utf8_lossy(label).into_owned())
}

/// Says whether [`decode`] would take bytes for a text.
#[must_use]
pub fn is_text(bytes: &[u8]) -> bool {
    Encoding::for_bom(bytes).is_some() || utf_16(bytes).is_some() || plain::binary(bytes).is_none()
}

fn with(encoding: &'static Encoding, bytes: &[u8], guessed: bool) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let replaced = text.matches('\u{fffd}').count() as u32;
    let mut problems = Vec::new();
    if guessed {
        problems
            .push(Problem::note(format!("its encoding is not declared; it was read as {}", encoding.name())));
    }
    if replaced > 0 {
        let name = encoding.name();
        let message = match replaced {
            1 => format!("1 character is not {name} and stands as U+FFFD"),
            _ => format!("{replaced} characters are not {name} and stand as U+FFFD"),
        };
        problems.push(Problem::warning(Place::Whole, message));
    }
    let decoding = Decoding { encoding: SmolStr::new(encoding.name()), guessed, replaced };
    Decoded { text: text.into_owned(), decoding, problems }
}

/// Says whether bytes are UTF-8 but for a few broken places: a file cut in the middle, a bad byte.
fn nearly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|char| !char.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound > 0 && broken * 20 <= sound
}

/// Recognises UTF-16 without a mark by the zeros of its Latin letters, spaces and line ends.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(64 << 10) & !1)?;
    if head.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let (encoding, more, less) = if odd > even { (UTF_16LE, odd, even) } else { (UTF_16BE, even, odd) };
    if more * 20 < head.len() || less * 4 > more {
        return None;
    }
    let (text, broken) = encoding.decode_without_bom_handling(head);
    let control = |char: char| char.is_control() && !char.is_whitespace();
    (!broken && !text.chars().any(control)).then_some(encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, encoding: &str, guessed: bool) {
        let decoded = decode(bytes, None).expect("a text");
        assert_eq!(decoded.text, text);
        assert_eq!((decoded.decoding.encoding.as_str(), decoded.decoding.guessed), (encoding, guessed));
    }

    #[test]
    fn marks_and_guesses() {
        check("\u{feff}é".as_bytes(), "é", "UTF-8", false);
        check("Привет".as_bytes(), "Привет", "UTF-8", false);
        let utf16 = |text: &str, big: bool| -> Vec<u8> {
            text.encode_utf16()
                .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect()
        };
        check(&[vec![0xff, 0xfe], utf16("hé", false)].concat(), "hé", "UTF-16LE", false);
        check(&utf16("Three words here", false), "Three words here", "UTF-16LE", true);
        check(&utf16("Три слова 😀 here", true), "Три слова 😀 here", "UTF-16BE", true);
        let russian = "Президент России заявил, что переговоры продолжатся на следующей неделе.";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(russian);
        check(&bytes, russian, "windows-1251", true);
    }

    #[test]
    fn what_cannot_be_decoded_is_counted() {
        let mut bytes = "Слова, слова, слова, слова и слова".as_bytes().to_vec();
        bytes.push(0xd0);
        let decoded = decode(&bytes, None).expect("a text");
        assert_eq!(decoded.decoding.replaced, 1);
        assert!(decoded.text.ends_with('\u{fffd}'));
        assert_eq!(decode(b"", None), Err(Unreadable::Empty));
        assert!(matches!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", None), Err(Unreadable::Binary(_))));
    }
}
