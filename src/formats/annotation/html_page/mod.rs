//! A page to read: the article with its highlights, a legend that filters without script, and lists of
//! quotes, claims and actors. One file; it asks for nothing from outside, and holds the whole document as
//! JSON, so that it can be read back.

mod page;

use super::json::{Json, write_line};
use super::{AnnotationFormat, Imported, Loss, OutFile, Unwritable, WriteOptions, loss::Losses, only};
use crate::formats::article::{self, ArticleFormat as _, html::Html};
use crate::formats::{Input, Unreadable};
use crate::model::Document;

/// A page to read.
pub struct HtmlPage;

/// What stands before and after the document in the page.
const DATA: (&str, &str) = ("<script type=\"application/json\" id=\"data\">", "</script>");

impl AnnotationFormat for HtmlPage {
    fn name(&self) -> &'static str {
        "html"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html"]
    }

    fn describe(&self) -> &'static str {
        "a page with highlights to read, print and send; opens in any browser; holds everything"
    }

    fn recognises(&self, bytes: &[u8], _name: &str) -> bool {
        let head = bytes.get(..bytes.len().min(2048)).unwrap_or(bytes);
        memchr::memmem::find(head, page::GENERATOR.as_bytes()).is_some()
    }

    fn read(&self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        let find = |bytes: &[u8], what: &str| memchr::memmem::find(bytes, what.as_bytes());
        let data = find(input.bytes, DATA.0).and_then(|at| {
            let data = input.bytes.get(at + DATA.0.len()..)?;
            data.get(..find(data, DATA.1)?)
        });
        match data {
            Some(bytes) => Json.read(&Input { bytes, ..*input }),
            // A page of somebody else: an article.
            None => Ok(article::into_documents(Html.read(input.bytes, input.name)?, input.stem())),
        }
    }

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        let document = only(self.name(), documents)?;
        let json = write_line(document)?;
        let data = inert(&String::from_utf8_lossy(&json));
        Ok(vec![OutFile::main(page::write(
            document,
            options,
            &format!("{}{}{}", DATA.0, data.trim_end(), DATA.1),
        ))])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        let mut losses = Losses::default();
        let nouns = ("rejected annotation", "rejected annotations");
        let hidden =
            |it: &crate::model::Annotation| !options.rejected && it.status == crate::model::Status::Rejected;
        losses.annotations(document, nouns, "not shown, but kept in the page's data", hidden);
        losses.done()
    }
}

/// JSON that can stand in a page: no character that HTML or old scripts take for their own.
fn inert(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for char in json.chars() {
        match char {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                safe.push_str(&format!("\\u{:04x}", u32::from(char)));
            }
            _ => safe.push(char),
        }
    }
    safe
}
