//! PDF: the text layer in reading order. Columns are read one after the other ([`layout`]), lines are joined
//! to paragraphs, words that a line end cut are made whole ([`paragraphs`]), running heads and page numbers
//! are left out ([`heads`]).
//!
//! The library that decodes the file is not ours, and PDFs are anybody's: it works on a thread of its own, a
//! panic in it is a message, and so is taking too long.

mod heads;
mod layout;
mod nesting;
mod paragraphs;

use super::{ArticleFormat, ArticleRead, caught, facts, finish};
use crate::formats::Unreadable;
use crate::model::{Meta, Place, Problem};
use crate::text::Decoding;
use layout::Page;
use pdf_oxide::PdfDocument;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// PDF.
pub struct Pdf;

/// The longest file that is read, in bytes.
const MOST_BYTES: usize = 128 << 20;

/// The most pages that are read.
const MOST_PAGES: usize = 5_000;

/// The most text that is read, in bytes.
const MOST_TEXT: usize = 32 << 20;

/// How long the library may take: so much for each megabyte, at least for one, and a little more for each page that
/// it got through, so that a small file of many pages is read on a slow computer, too.
const PATIENCE_PER_MB: Duration = Duration::from_secs(2);
const PATIENCE_PER_PAGE: Duration = Duration::from_millis(20);

impl ArticleFormat for Pdf {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["pdf"]
    }

    fn describe(&self) -> &'static str {
        "a PDF with a text layer; columns in order, words made whole, without running heads"
    }

    fn recognises(&self, bytes: &[u8], _name: &str) -> bool {
        let head = bytes.get(..bytes.len().min(1024)).unwrap_or(bytes);
        memchr::memmem::find(head, b"%PDF-").is_some()
    }

    fn read(&self, bytes: &[u8], _name: &str) -> Result<Vec<ArticleRead>, Unreadable> {
        if bytes.is_empty() {
            return Err(Unreadable::Empty);
        }
        Unreadable::unless_fits(bytes, MOST_BYTES)?;
        if nesting::is_too_deep(bytes) {
            return Err(Unreadable::Limit { what: "nested lists", limit: nesting::DEEPEST as u64 });
        }
        let megabytes = bytes.len() as f64 / f64::from(1 << 20);
        let patience = PATIENCE_PER_MB.mul_f64(megabytes.max(1.0));
        let Extracted { mut pages, meta, mut problems } = extracted(bytes, patience)?;
        if pages.iter().all(Page::is_blank) {
            let why = format!(
                "it has no text layer: its {} pages are pictures. Recognise the text first (OCR), then open the result",
                pages.len()
            );
            return Err(Unreadable::NotThis { format: self.name(), why });
        }
        problems.extend(heads::drop_from(&mut pages));
        let flow = paragraphs::flow(&pages);
        Ok(vec![finish(self.name(), flow, meta, Decoding::default(), problems)?])
    }
}

/// What the library found.
struct Extracted {
    pages: Vec<Page>,
    meta: Meta,
    problems: Vec<Problem>,
}

/// What the library's thread sends.
enum Found {
    Opened(Meta),
    Page(Option<Page>),
    Done,
    Refused(Unreadable),
}

/// Lets the library work on a thread, and waits no longer than is sensible. A thread that does not end is
/// left to itself: nothing can stop it.
fn extracted(bytes: &[u8], patience: Duration) -> Result<Extracted, Unreadable> {
    let (sender, found) = channel();
    let bytes = bytes.to_vec();
    let work = move || {
        if caught(|| extract(bytes, &sender)).is_none() {
            let why = "it is damaged in a way that the PDF library cannot cope with".to_owned();
            drop(sender.send(Found::Refused(Unreadable::NotThis { format: "pdf", why })));
        }
    };
    let started = std::thread::Builder::new().name("pdf".to_owned()).stack_size(64 << 20).spawn(work);
    started.map_err(|why| Unreadable::NotThis {
        format: "pdf",
        why: format!("no thread could be started ({why})"),
    })?;
    let mut end = Instant::now() + patience;
    let mut extracted = Extracted { pages: Vec::new(), meta: Meta::default(), problems: Vec::new() };
    let (mut broken, mut length) = (0usize, 0usize);
    loop {
        match found.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(Found::Opened(meta)) => extracted.meta = meta,
            Ok(Found::Page(page)) => {
                broken += usize::from(page.is_none());
                end += PATIENCE_PER_PAGE;
                let page = page.unwrap_or_default();
                length += page.length();
                extracted.pages.push(page);
                if length > MOST_TEXT {
                    return Err(Unreadable::Limit { what: "bytes of text", limit: MOST_TEXT as u64 });
                }
            }
            Ok(Found::Refused(why)) => return Err(why),
            Ok(Found::Done) => break,
            Err(RecvTimeoutError::Timeout) => {
                return Err(Unreadable::Limit { what: "seconds of work in it", limit: patience.as_secs() });
            }
            Err(RecvTimeoutError::Disconnected) => {
                let why = "it is damaged in a way that the PDF library cannot cope with".to_owned();
                return Err(Unreadable::NotThis { format: "pdf", why });
            }
        }
    }
    if broken > 0 {
        let message =
            format!("{broken} of its {} pages cannot be read and are left out", extracted.pages.len());
        extracted.problems.push(Problem::warning(Place::Whole, message));
    }
    Ok(extracted)
}

fn extract(bytes: Vec<u8>, sender: &Sender<Found>) {
    let refuse = |why: String| drop(sender.send(Found::Refused(Unreadable::NotThis { format: "pdf", why })));
    let document = match PdfDocument::from_bytes(bytes) {
        Ok(document) => document,
        Err(why) => return refuse(format!("it cannot be opened ({why})")),
    };
    if document.is_encrypted() && !document.is_authenticated() {
        return refuse("it is protected by a password; save a copy without one and open that".to_owned());
    }
    let count = match document.page_count() {
        Ok(0) => return refuse("it has no pages".to_owned()),
        Ok(count) if count > MOST_PAGES => {
            return drop(
                sender.send(Found::Refused(Unreadable::Limit { what: "pages", limit: MOST_PAGES as u64 })),
            );
        }
        Ok(count) => count,
        Err(why) => return refuse(format!("its pages cannot be found ({why})")),
    };
    let meta = caught(|| about(&document)).unwrap_or_default();
    if sender.send(Found::Opened(meta)).is_err() {
        return;
    }
    for number in 0..count {
        let page = caught(|| page(&document, number)).flatten();
        if sender.send(Found::Page(page)).is_err() {
            return; // nobody waits any more
        }
    }
    drop(sender.send(Found::Done));
}

/// A page: its words laid out by us, but for scripts that run otherwise, which the library lays out.
fn page(document: &PdfDocument, number: usize) -> Option<Page> {
    let words = document.extract_words(number).ok()?;
    let page = layout::page(&words);
    if layout::runs_otherwise(&words) {
        return document.extract_text(number).ok().map(|text| layout::as_is(&text));
    }
    Some(page)
}

/// What the file says about itself.
fn about(document: &PdfDocument) -> Meta {
    let mut meta = Meta::default();
    let info = document.trailer().as_dict().and_then(|trailer| trailer.get("Info")).cloned();
    let info = info.and_then(|info| match info.as_reference() {
        Some(reference) => document.load_object(reference).ok(),
        None => Some(info),
    });
    let Some(info) = info.as_ref().and_then(|info| info.as_dict()) else { return meta };
    for (key, name) in [("Title", "title"), ("Author", "creator"), ("Subject", "subject")] {
        if let Some(bytes) = info.get(key).and_then(|value| value.as_string()) {
            facts::take(&mut meta, name, &text_string(bytes));
        }
    }
    if let Some(bytes) = info.get("CreationDate").and_then(|value| value.as_string()) {
        meta.date = date(&text_string(bytes)).unwrap_or_default();
    }
    meta
}

/// A PDF's text string: UTF-16 or UTF-8 with a mark, else (nearly) Latin-1.
fn text_string(bytes: &[u8]) -> String {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(bytes).0.into_owned(),
        None => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// `D:20250102030405Z` as `2025-01-02T03:04:05`.
fn date(text: &str) -> Option<String> {
    let digits: String =
        text.strip_prefix("D:").unwrap_or(text).chars().take_while(char::is_ascii_digit).collect();
    let part = |from: usize, to: usize| digits.get(from..to);
    let day = format!("{}-{}-{}", part(0, 4)?, part(4, 6)?, part(6, 8)?);
    Some(match (part(8, 10), part(10, 12), part(12, 14)) {
        (Some(hour), Some(minute), Some(second)) => format!("{day}T{hour}:{minute}:{second}"),
        _ => day,
    })
}

#[cfg(test)]
mod tests;
