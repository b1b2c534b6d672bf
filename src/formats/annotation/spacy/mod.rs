//! spaCy's DocBin: documents as packed tokens, annotations in the span group `sc`.
//!
//! A file is zlib around MessagePack; strings stand as hashes. What spans cannot hold — attributes, links,
//! metadata — lies as JSON in `doc.user_data["glossator"]`, which spaCy keeps.

mod msgpack;
mod murmur;
mod read;
mod write;

use super::{AnnotationFormat, Imported, Loss, OutFile, Unwritable, WriteOptions, flat};
use crate::formats::{Input, Unreadable};
use crate::model::{Annotation, Document};

/// spaCy's DocBin.
pub struct Spacy;

/// The number of spaCy's attribute for a token's words.
const ORTH: u64 = 65;

/// The name of what spans cannot hold, in the user data.
const OURS: &str = "glossator";

/// The most bytes that a file is unpacked to.
const MOST_BYTES: u64 = 256 << 20;

impl AnnotationFormat for Spacy {
    fn name(&self) -> &'static str {
        "spacy"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["spacy"]
    }

    fn describe(&self) -> &'static str {
        "spaCy DocBin, spans in doc.spans[\"sc\"]; for spaCy's own training and scripts"
    }

    fn omits(&self) -> &'static str {
        "white space at the ends of spans, scores, reasons, the actors' registry; parts become spans of their own"
    }

    fn holds_many(&self) -> bool {
        true
    }

    fn recognises(&self, bytes: &[u8], name: &str) -> bool {
        // A zlib stream.
        bytes.first() == Some(&0x78) && crate::formats::input::ends_in(name, self.extensions())
    }

    fn read(&self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        read::read(input.bytes, input.stem())
    }

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        let failed = |why: std::io::Error| Unwritable::Failed { format: self.name(), why: why.to_string() };
        Ok(vec![OutFile::main(write::write(documents, options).map_err(failed)?)])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        let text = document.text();
        let loose = |it: &Annotation| it.fragments.iter().any(|span| span.trim(text) != *span);
        let mut losses = flat::losses(document, options);
        let nouns = ("annotation", "annotations");
        losses.annotations(document, nouns, "white space at the ends is not carried", loose);
        losses.done()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_files_are_refused() {
        for bytes in [&b"x\x9c"[..], b"x\x9c\x03\x00\x00\x00\x00\x01", b""] {
            assert!(Spacy.read(&Input::new(bytes, "x.spacy")).is_err());
        }
        let packed = |bytes: &[u8]| write::packed(bytes).expect("packed");
        for inside in [&b"\x80"[..], b"\xdf\xff\xff\xff\xff", b"\xc6\xff\xff\xff\xff", &[0x91; 5000]] {
            assert!(Spacy.read(&Input::new(&packed(inside), "x.spacy")).is_err());
        }
    }
}
