//! Web archives (WARC, also compressed): an article a page that was answered with success.

use super::dropped::Dropped;
use super::plain::Plain;
use super::{ArticleFormat, ArticleRead, html};
use crate::formats::{Unreadable, input};
use crate::model::{Meta, Place, Problem};
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::borrow::Cow;
use std::io::Read;

/// Web archives.
pub struct Warc;

/// The most records that are read.
const MOST_RECORDS: usize = 200_000;

/// How many times larger than the file it may be unpacked, and the least and most of that, in bytes.
const MOST_TIMES: usize = 100;
const LEAST: usize = 16 << 20;
const MOST: usize = 256 << 20;

/// The longest page that is unpacked, in bytes.
const MOST_PAGE: usize = 16 << 20;

impl ArticleFormat for Warc {
    fn name(&self) -> &'static str {
        "warc"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["warc", "warc.gz"]
    }

    fn describe(&self) -> &'static str {
        "a web archive (WARC, WARC.GZ); an article a page, with address and date"
    }

    fn holds_many(&self) -> bool {
        true
    }

    fn recognises(&self, bytes: &[u8], name: &str) -> bool {
        bytes.starts_with(b"WARC/")
            || is_zipped(bytes) && (input::ends_in(name, &["warc.gz"]) || begins_zipped(bytes))
    }

    fn read(&self, bytes: &[u8], _name: &str) -> Result<Vec<ArticleRead>, Unreadable> {
        let mut problems = Vec::new();
        let bytes = unzipped(bytes, &mut problems)?;
        if !bytes.starts_with(b"WARC/") {
            return Err(Unreadable::NotThis {
                format: self.name(),
                why: "it does not begin with WARC/".to_owned(),
            });
        }
        let (mut all, mut dropped) = (Vec::new(), Dropped::default());
        for (number, record) in Records(&bytes).enumerate() {
            if number >= MOST_RECORDS {
                return Err(Unreadable::Limit { what: "records", limit: MOST_RECORDS as u64 });
            }
            match page(&record) {
                Ok(read) => all.push(ArticleRead { format: self.name(), ..read }),
                Err(what) => dropped.add(what),
            }
        }
        problems.extend(dropped.told());
        let Some(first) = all.first_mut() else {
            let why = problems.first().map_or_else(
                || "it holds no page".to_owned(),
                |it| format!("it holds no page with a text ({})", it.message),
            );
            return Err(Unreadable::NotThis { format: self.name(), why });
        };
        first.problems.append(&mut problems);
        Ok(all)
    }
}

fn is_zipped(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1f\x8b")
}

fn begins_zipped(bytes: &[u8]) -> bool {
    let mut head = [0; 5];
    MultiGzDecoder::new(bytes).read_exact(&mut head).is_ok() && &head == b"WARC/"
}

/// Unpacks a compressed archive, as far as it is sound.
fn unzipped<'a>(bytes: &'a [u8], problems: &mut Vec<Problem>) -> Result<Cow<'a, [u8]>, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    if !is_zipped(bytes) {
        Unreadable::unless_fits(bytes, MOST)?;
        return Ok(Cow::Borrowed(bytes));
    }
    let limit = bytes.len().saturating_mul(MOST_TIMES).clamp(LEAST, MOST);
    let (unpacked, sound) = inflate(MultiGzDecoder::new(bytes), limit)?;
    if !sound {
        problems.push(Problem::warning(
            Place::Whole,
            "the compressed data breaks off; what comes after is missing",
        ));
    }
    Ok(Cow::Owned(unpacked))
}

/// Unpacks at most `limit` bytes; says whether it went to the end.
fn inflate(from: impl Read, limit: usize) -> Result<(Vec<u8>, bool), Unreadable> {
    let mut unpacked = Vec::new();
    let done = from.take(limit as u64 + 1).read_to_end(&mut unpacked);
    if unpacked.len() > limit {
        return Err(Unreadable::Limit { what: "unpacked bytes", limit: limit as u64 });
    }
    Ok((unpacked, done.is_ok()))
}

/// A record: its head lines and its block.
struct Record<'a> {
    head: Head<'a>,
    block: &'a [u8],
}

/// Lines of `Name: value`.
struct Head<'a>(&'a [u8]);

impl<'a> Head<'a> {
    fn get(&self, name: &str) -> Option<Cow<'a, str>> {
        self.0.split(|byte| *byte == b'\n').find_map(|line| {
            let (own, value) = line.split_at_checked(line.iter().position(|byte| *byte == b':')?)?;
            own.trim_ascii()
                .eq_ignore_ascii_case(name.as_bytes())
                .then(|| String::from_utf8_lossy(value.get(1..).unwrap_or_default().trim_ascii()))
        })
    }
}

/// The records of an archive.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        // A record whose length is wrong is left at its place: the next one is looked for.
        let at = memchr::memmem::find(self.0, b"WARC/")?;
        let (head, rest) = split_head(self.0.get(at..)?);
        let head = Head(head);
        let length = head.get("content-length").and_then(|it| it.parse().ok()).unwrap_or(0usize);
        let (block, rest) = rest.split_at_checked(length).unwrap_or((rest, b""));
        self.0 = rest;
        Some(Record { head, block })
    }
}

/// Parts head lines from what comes after the empty line.
fn split_head(bytes: &[u8]) -> (&[u8], &[u8]) {
    const LONGEST: usize = 256 << 10;
    let near = bytes.get(..bytes.len().min(LONGEST)).unwrap_or(bytes);
    let crlf = memchr::memmem::find(near, b"\r\n\r\n").map(|at| (at, at + 4));
    let near = crlf.and_then(|(at, _)| near.get(..at)).unwrap_or(near);
    let lf = memchr::memmem::find(near, b"\n\n").map(|at| (at, at + 2));
    let (end, next) = lf.or(crlf).unwrap_or((bytes.len(), bytes.len()));
    (bytes.get(..end).unwrap_or_default(), bytes.get(next..).unwrap_or_default())
}

/// The article of a record, or what it is instead.
fn page(record: &Record<'_>) -> Result<ArticleRead, &'static str> {
    let kind = record.head.get("warc-type").unwrap_or_default().to_lowercase();
    let media = record.head.get("content-type").unwrap_or_default().to_lowercase();
    let (media, body) = match kind.as_str() {
        "response" if media.starts_with("application/http") => answer(record.block)?,
        "resource" | "conversion" => (media, Cow::Borrowed(record.block)),
        "response" => return Err("answers that are no web pages"),
        _ => return Err(""),
    };
    let charset =
        media.split_once("charset=").map(|(_, label)| label.trim_matches(['"', '\'', ' ', ';']).to_owned());
    let mut read = if media.contains("html") {
        html::page(&body, charset.as_deref())
    } else if media.starts_with("text/plain") {
        Plain.article(&body)
    } else {
        return Err("files that are no text (pictures, scripts, styles)");
    }
    .map_err(|_no_text| "pages without a text")?;
    let target = record.head.get("warc-target-uri").unwrap_or_default();
    tell(&mut read.meta, target.trim_matches(['<', '>']), &record.head.get("warc-date").unwrap_or_default());
    read.name = if read.meta.title.is_empty() { read.meta.source.clone() } else { read.meta.title.clone() };
    Ok(read)
}

fn tell(meta: &mut Meta, target: &str, date: &str) {
    if !target.is_empty() {
        meta.source = target.to_owned();
    }
    if !date.is_empty() {
        meta.extra.insert("archived".to_owned(), date.to_owned());
    }
}

/// The page of an answer: its media type, and its body as the site meant it.
fn answer(block: &[u8]) -> Result<(String, Cow<'_, [u8]>), &'static str> {
    let (head, body) = split_head(block);
    let status = head.split(|byte| *byte == b' ').nth(1).unwrap_or_default();
    if !status.starts_with(b"200") {
        return Err("answers without success (moved, not found)");
    }
    let head = Head(head);
    let media = head.get("content-type").unwrap_or_default().to_lowercase();
    let chunked = head.get("transfer-encoding").is_some_and(|it| it.to_lowercase().contains("chunked"));
    let body = if chunked { Cow::Owned(unchunked(body)) } else { Cow::Borrowed(body) };
    let coding = head.get("content-encoding").unwrap_or_default().to_lowercase();
    let unpack = |from: Box<dyn Read + '_>| {
        inflate(from, MOST_PAGE).map(|(page, _)| page).map_err(|_limit| "pages that are too large")
    };
    let page = match coding.as_str() {
        "" | "identity" => return Ok((media, body)),
        "gzip" | "x-gzip" => unpack(Box::new(MultiGzDecoder::new(&*body)))?,
        "deflate" if body.first().is_some_and(|byte| byte & 0x0f == 8) => {
            unpack(Box::new(ZlibDecoder::new(&*body)))?
        }
        "deflate" => unpack(Box::new(DeflateDecoder::new(&*body)))?,
        _ => return Err("pages in a compression that is not read (br, zstd)"),
    };
    // Some archivers unpack the page and leave the head as it was.
    Ok((media, if page.is_empty() { body } else { Cow::Owned(page) }))
}

/// Puts chunks together; a body that has none is taken as it is.
fn unchunked(body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    let mut rest = body;
    while let Some(end) = memchr::memchr(b'\n', rest) {
        let line = rest.get(..end).unwrap_or_default();
        let digits = line.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
        let length = std::str::from_utf8(digits).ok().and_then(|it| usize::from_str_radix(it, 16).ok());
        let Some(length) = length else {
            return if whole.is_empty() { body.to_vec() } else { whole };
        };
        let after = rest.get(end + 1..).unwrap_or_default();
        let (chunk, next) = after.split_at_checked(length).unwrap_or((after, b""));
        whole.extend_from_slice(chunk);
        if length == 0 {
            break;
        }
        rest = next.strip_prefix(b"\r\n").or(next.strip_prefix(b"\n")).unwrap_or(next);
    }
    if whole.is_empty() { body.to_vec() } else { whole }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write as _;

    fn zip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).expect("written");
        encoder.finish().expect("finished")
    }

    fn record(kind: &str, target: &str, block: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {target}\r\nWARC-Date: 2025-01-02T03:04:05Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        [head.as_bytes(), block, b"\r\n\r\n"].concat()
    }

    #[test]
    fn pages_become_articles() {
        let page = "<html><head><title>Port</title></head><body><article><p>The minister said on Thursday that the harbour would open again.</p></article></body></html>";
        let plain = [b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec(), format!("{:x}\r\n{page}\r\n0\r\n\r\n", page.len()).into_bytes()].concat();
        let zipped = [
            b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\n\r\n".to_vec(),
            zip("Ж 😀 words".as_bytes()),
        ]
        .concat();
        let moved = b"HTTP/1.1 301 Moved\r\n\r\n";
        let all = [
            record("warcinfo", "", b"x"),
            record("response", "https://c.example/1", &plain),
            record("response", "https://c.example/2", &zipped),
            record("response", "https://c.example/3", moved),
        ];
        let together = all.concat();
        let packed = all.map(|record| zip(&record)).concat();
        for bytes in [together, packed] {
            assert!(Warc.recognises(&bytes, "x"));
            let read = Warc.read(&bytes, "x.warc").expect("read");
            assert_eq!(read.len(), 2);
            assert!(read[0].article.text().contains("The minister said"), "{}", read[0].article.text());
            assert_eq!(
                (read[0].meta.source.as_str(), read[0].name.as_str()),
                ("https://c.example/1", "Port")
            );
            assert_eq!(read[1].article.text(), "Ж 😀 words");
            let told = read[0].problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
            assert!(told.contains("1 answer without success"), "{told}");
        }
    }
}
