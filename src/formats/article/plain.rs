//! Plain text in any encoding. CRLF becomes LF; nothing else is touched.

use super::super::{Unreadable, input};
use super::decode::{self, decode};
use super::{ArticleFormat, ArticleRead};
use crate::model::Meta;
use crate::text::Article;

/// Plain text.
pub struct Plain;

impl ArticleFormat for Plain {
    fn name(&self) -> &'static str {
        "plain"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn describe(&self) -> &'static str {
        "plain text in any encoding; every character is kept"
    }

    fn recognises(&self, bytes: &[u8], name: &str) -> bool {
        input::ends_in(name, self.extensions()) || decode::is_text(bytes)
    }

    fn read(&self, bytes: &[u8], _name: &str) -> Result<Vec<ArticleRead>, Unreadable> {
        self.article(bytes).map(|read| vec![read])
    }
}

impl Plain {
    /// Reads the one article of a text.
    ///
    /// # Errors
    /// When it is empty or no text.
    pub fn article(&self, bytes: &[u8]) -> Result<ArticleRead, Unreadable> {
        let decoded = decode(bytes, None)?;
        let text = decoded.text.replace("\r\n", "\n");
        if text.is_empty() {
            return Err(Unreadable::Empty);
        }
        let article = Article::with_source(text, decoded.decoding, Vec::new());
        Ok(ArticleRead {
            article,
            meta: Meta::default(),
            problems: decoded.problems,
            format: self.name(),
            name: String::new(),
        })
    }
}

/// Beginnings of files that are no text.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"PK\x03\x04", "an archive (ZIP, XLSX, PPTX …)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (DOC, XLS …)"),
    (b"SQLite format 3\0", "a database (SQLite)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
];

/// Says what bytes are, when they are no text: a known beginning, or zeros and control characters where
/// letters should be. UTF-16 has zeros too; `decode` asks for it first.
#[must_use]
pub fn binary(bytes: &[u8]) -> Option<&'static str> {
    if let Some((_, what)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Some(what);
    }
    let head = bytes.get(..bytes.len().min(64 << 10)).unwrap_or(bytes);
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    let controls = head.iter().filter(|byte| matches!(byte, 1..=8 | 14..=26 | 28..=31)).count();
    (zeros * 100 > head.len() || (zeros + controls) * 10 > head.len()).then_some("binary data")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_line_ends_change() {
        let read = Plain.article(b"  one\r\ntwo\rthree\n\n\tfour \0 ");
        let read = read.map(|read| read.article.text().to_owned());
        // One zero among a few letters is binary; among many it is kept.
        assert_eq!(read, Err(Unreadable::Binary("binary data")));
        let long = format!("{}\0\r\n", "word ".repeat(100));
        let read = Plain.article(long.as_bytes()).expect("a text");
        assert_eq!(read.article.text(), long.replace("\r\n", "\n"));
    }
}
