//! WebAnno TSV 3.3, as INCEpTION and WebAnno write it: one layer of spans, one of relations.
//!
//! Offsets count UTF-16 units. The layers `webanno.custom.Span` and `webanno.custom.SpanRelation` must exist in
//! the project. Blank lines and blanks around lines are not carried.

mod read;
mod write;

use super::{AnnotationFormat, Imported, Loss, OutFile, Unwritable, WriteOptions, flat, only};
use crate::formats::{Input, Unreadable};
use crate::model::Document;
use crate::text::Article;

/// WebAnno TSV 3.3.
pub struct WebAnnoTsv;

const FORMAT: &str = "#FORMAT=WebAnno TSV 3";

impl AnnotationFormat for WebAnnoTsv {
    fn name(&self) -> &'static str {
        "webanno-tsv"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["tsv"]
    }

    fn describe(&self) -> &'static str {
        "WebAnno TSV 3.3, one token a line; for INCEpTION, WebAnno and scripts"
    }

    fn omits(&self) -> &'static str {
        "blank lines, metadata, scores, reasons, notes, the actors' registry; parts become spans of their own"
    }

    fn recognises(&self, bytes: &[u8], _name: &str) -> bool {
        bytes.starts_with(FORMAT.as_bytes())
    }

    fn read(&self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        Unreadable::unless_fits(input.bytes, Article::MAX_BYTES)?;
        let text = Unreadable::unless_utf8(input.bytes)?;
        if !text.starts_with(FORMAT) {
            let why = format!("it does not begin with `{FORMAT}`");
            return Err(Unreadable::NotThis { format: self.name(), why });
        }
        read::read(text, input.stem()).map(|imported| vec![imported])
    }

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        Ok(vec![OutFile::main(write::write(only(self.name(), documents)?, options))])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        let mut losses = flat::losses(document, options);
        losses.meta(document);
        let blank = document
            .article()
            .paragraphs()
            .iter()
            .filter(|it| document.article().slice(**it).trim().is_empty());
        losses.add(blank.count(), "blank line", "blank lines", "not carried").done()
    }
}
