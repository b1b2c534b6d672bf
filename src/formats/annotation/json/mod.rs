//! Glossator JSON: the documented exchange form, one document a file (`json`) or one a line (`jsonl`).
//!
//! Invariant: writing a document and reading it back gives the same document. Besides the keys that the
//! documentation opens with, a file may hold `state` (of the review), `decoding` (of the article's bytes),
//! `blocks` (headings, list items, quotations), `codebook` (whole when it is not the program's own),
//! `redirects` (merged actors), `orphans` (annotations whose words are gone), and an annotation `note` and
//! `decided_by`.

mod lines;
mod read;
mod shape;
mod write;

pub use lines::{JsonLines, read_line, write_line};

use super::peek::peek;
use super::{AnnotationFormat, Imported, Loss, OutFile, Unwritable, WriteOptions, only};
use crate::formats::{Input, Unreadable, input};
use crate::model::Document;
use crate::text::Article;

/// Glossator JSON, one document a file.
pub struct Json;

impl AnnotationFormat for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn describe(&self) -> &'static str {
        "Glossator JSON, one document; for Python, R and other programs; holds everything"
    }

    fn recognises(&self, bytes: &[u8], name: &str) -> bool {
        is_ours(bytes, false) && !named_lines(name)
    }

    fn read(&self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        Unreadable::unless_fits(input.bytes, Article::MAX_BYTES)?;
        let text = Unreadable::unless_utf8(input.bytes)?;
        Ok(vec![read::read(text, self.name(), input.stem(), 1)?])
    }

    fn write(&self, documents: &[&Document], _options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        let bytes =
            write::write(only(self.name(), documents)?, true).map_err(|why| failed(self.name(), &why))?;
        Ok(vec![OutFile::main(bytes)])
    }

    fn losses(&self, _document: &Document, _options: &WriteOptions) -> Vec<Loss> {
        Vec::new()
    }
}

fn failed(format: &'static str, why: &serde_json::Error) -> Unwritable {
    Unwritable::Failed { format, why: why.to_string() }
}

/// Says whether JSON is Glossator's own, or no more than texts with ids.
fn is_ours(bytes: &[u8], lines: bool) -> bool {
    const FOREIGN: [&str; 11] = [
        "@context",
        "spans",
        "entities",
        "label",
        "labels",
        "ents",
        "tokens",
        "cats",
        "quotes",
        "annotation_sets",
        "_input_hash",
    ];
    peek(bytes).is_some_and(|found| {
        let ours = found.has(&["annotations"]) || !found.keys.iter().any(|key| FOREIGN.contains(key));
        found.has(&["text"]) && ours && !found.in_list && found.lines == lines
    })
}

/// Says whether a name is one of JSON Lines.
fn named_lines(name: &str) -> bool {
    input::ends_in(name, &["jsonl", "ndjson"])
}
