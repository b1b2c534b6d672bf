//! The native format, `NAME.gloss.ron`: one document, readable, made for git.
//!
//! Owns the bytes, not the file: who writes them to disk is `store`. The shape in the file ([`saved`]) is
//! separate from the model's types, so that those can change freely; a version number in front says which
//! shape it is, and older ones are read for ever.
//!
//! Invariants: [`read`] of what [`write`] wrote gives an equal document, whatever characters the text
//! holds. A written file has no carriage return (one in the text is escaped), so that a carriage return
//! comes from a program that changed the line ends, and reading takes it back. Each annotation stands with
//! the words it covers; where they are not found any more it is re-anchored ([`reanchor`]) or becomes an
//! orphan, never shifted in silence.

mod quote;
pub mod read;
pub mod reanchor;
pub mod saved;
mod shapes;
pub mod write;

pub use quote::shorten;
pub use read::{Head, Loaded, head, looks_native, read};
pub use write::write;

use super::{AnnotationFormat, Imported, Loss, OutFile, Unwritable, WriteOptions, only};
use crate::formats::{Input, Unreadable, input};
use crate::model::Document;

/// The native format among the others.
pub struct Native;

impl AnnotationFormat for Native {
    fn name(&self) -> &'static str {
        "ron"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["gloss.ron"]
    }

    fn describe(&self) -> &'static str {
        "Glossator's own file, one document; readable, made for git; holds everything"
    }

    fn recognises(&self, bytes: &[u8], name: &str) -> bool {
        looks_native(bytes) || input::ends_in(name, self.extensions())
    }

    fn read(&self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        let Loaded { document, problems, newer: _ } = read(input.bytes)?;
        Ok(vec![Imported { document, problems }])
    }

    fn write(&self, documents: &[&Document], _options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        Ok(vec![OutFile::main(write(only(self.name(), documents)?))])
    }

    fn losses(&self, _document: &Document, _options: &WriteOptions) -> Vec<Loss> {
        Vec::new()
    }
}

/// The newest version of the format that is known here.
pub const VERSION: u32 = 1;

/// The ending of native files, with the point.
pub const ENDING: &str = ".gloss.ron";

/// The longest native file that is read, in bytes.
pub const MAX_BYTES: usize = 400 << 20;

/// The most annotations, links or actors that are read.
pub const MAX_ENTRIES: usize = 1_000_000;

#[cfg(test)]
pub(crate) mod tests;
