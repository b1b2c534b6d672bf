//! brat standoff: `NAME.ann` beside `NAME.txt`, with `annotation.conf` and `visual.conf`.
//!
//! Offsets count Unicode scalars. A span may not hold a line end, so it is cut there into fragments. What
//! brat has no place for stands in notes of a type of its own (`actor`, `status`, a link's role), which
//! brat shows and the reader takes back.

mod conf;
mod read;
mod write;

pub(super) use read::{Bound, bound};
pub(super) use write::by_line;

use super::{AnnotationFormat, Imported, Loss, OutFile, Unwritable, WriteOptions, loss::Losses, only};
use crate::formats::{Input, Unreadable, input};
use crate::model::Document;

/// brat standoff.
pub struct Brat;

impl AnnotationFormat for Brat {
    fn name(&self) -> &'static str {
        "brat"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["ann"]
    }

    fn describe(&self) -> &'static str {
        "brat standoff, .ann beside .txt; for brat and the many programs that read it"
    }

    fn omits(&self) -> &'static str {
        "metadata, scores, reasons and origins, the actors' registry"
    }

    fn recognises(&self, bytes: &[u8], name: &str) -> bool {
        input::ends_in(name, self.extensions()) && !bytes.starts_with(b"{")
    }

    fn companions(&self, _bytes: &[u8], name: &str) -> Vec<String> {
        vec![format!("{}.txt", input::stem(name))]
    }

    fn read(&self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        Ok(vec![read::read(input, &self.companions(input.bytes, input.name))?])
    }

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        Ok(write::write(only(self.name(), documents)?, options))
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        let mut losses = Losses::default();
        losses.left_out(document, options);
        losses.meta(document);
        losses.origins(document);
        losses.link_origins(document);
        losses.actors(document);
        let emoji = document.text().chars().any(|char| char.len_utf16() > 1);
        losses.add(
            usize::from(emoji),
            "text with emoji or other rare characters",
            "",
            "brat's browser window shifts highlights behind them; its files are right",
        );
        losses.done()
    }
}

/// What stands for a character that brat's names cannot have.
fn safe_name(name: &str) -> String {
    let safe: String = name
        .chars()
        .map(|char| if char.is_ascii_alphanumeric() || char == '-' || char == '_' { char } else { '_' })
        .collect();
    if safe.is_empty() { "_".to_owned() } else { safe }
}
