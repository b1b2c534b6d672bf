//! JSON Lines: a document a line, read and written one at a time. Also takes lines of `{"id","text"}`.

use super::{failed, is_ours, named_lines, read, write};
use crate::formats::annotation::{AnnotationFormat, Imported, Loss, OutFile, Unwritable, WriteOptions};
use crate::formats::{Input, Unreadable};
use crate::model::{Document, Place, Problem};
use crate::text::Article;

/// Glossator JSON Lines.
pub struct JsonLines;

const NAME: &str = "jsonl";

/// Reads one line; `None` when it is blank. `number` counts from 1.
///
/// # Errors
/// When the line holds no document.
pub fn read_line(line: &[u8], number: u64) -> Result<Option<Imported>, Unreadable> {
    Unreadable::unless_fits(line, Article::MAX_BYTES)?;
    let line = Unreadable::unless_utf8(line)?;
    if line.trim().is_empty() {
        return Ok(None);
    }
    read::read(line, NAME, &format!("line-{number}"), number).map(Some)
}

/// Writes one line, its line end included.
///
/// # Errors
/// When JSON cannot hold something.
pub fn write_line(document: &Document) -> Result<Vec<u8>, Unwritable> {
    write::write(document, false).map_err(|why| failed(NAME, &why))
}

impl AnnotationFormat for JsonLines {
    fn name(&self) -> &'static str {
        NAME
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson"]
    }

    fn describe(&self) -> &'static str {
        "Glossator JSON, one document a line; for pipelines; holds everything"
    }

    fn holds_many(&self) -> bool {
        true
    }

    fn recognises(&self, bytes: &[u8], name: &str) -> bool {
        is_ours(bytes, true) || named_lines(name) && is_ours(bytes, false)
    }

    fn read(&self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        Unreadable::unless_fits(input.bytes, Article::MAX_BYTES)?;
        let (mut all, mut broken, mut first) = (Vec::new(), Vec::new(), None);
        for (line, number) in input.bytes.split(|byte| *byte == b'\n').zip(1..) {
            match read_line(line, number) {
                Ok(found) => all.extend(found),
                Err(why) => {
                    let message = match &why {
                        Unreadable::Syntax { why, .. } | Unreadable::NotThis { why, .. } => why.clone(),
                        other => other.to_string(),
                    };
                    broken.push(Problem::error(Place::Line(number), format!("left out: {message}")));
                    first.get_or_insert(why);
                }
            }
        }
        match (all.first_mut(), first) {
            (None, Some(why)) => return Err(why),
            (None, None) => return Err(Unreadable::Empty),
            (Some(imported), _) => imported.problems.extend(broken),
        }
        Ok(all)
    }

    fn write(&self, documents: &[&Document], _options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        let lines: Result<Vec<_>, _> = documents.iter().map(|document| write_line(document)).collect();
        Ok(vec![OutFile::main(lines?.concat())])
    }

    fn losses(&self, _document: &Document, _options: &WriteOptions) -> Vec<Loss> {
        Vec::new()
    }
}
