//! CoNLL-U with entities in the CorefUD manner: `Entity=(q1-quote-1-type:direct` where an annotation begins,
//! `q1)` where it ends, `q1[1/2]` for its parts.
//!
//! Tokens with their spaces rebuild the text; `TokenRange` tells where each lies, in Unicode scalars. What `%`
//! stands before is a character that these fields cannot have, as in an address.

mod read;
mod write;

use super::{AnnotationFormat, Imported, Loss, OutFile, Unwritable, WriteOptions, loss::Losses};
use crate::formats::{Input, Unreadable};
use crate::model::{Annotation, Document};
use crate::text::Article;

/// CoNLL-U with entities.
pub struct Conllu;

/// What begins the line that names the fields of an entity.
const FIELDS: &str = "# global.Entity = ";

impl AnnotationFormat for Conllu {
    fn name(&self) -> &'static str {
        "conllu"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["conllu"]
    }

    fn describe(&self) -> &'static str {
        "CoNLL-U with entities as in CorefUD; for udapi, conllu and corpus tools"
    }

    fn omits(&self) -> &'static str {
        "white space at the ends of spans, scores, reasons, the actors' registry"
    }

    fn holds_many(&self) -> bool {
        true
    }

    fn recognises(&self, bytes: &[u8], name: &str) -> bool {
        let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
        crate::formats::input::ends_in(name, self.extensions())
            || head.starts_with(b"# ") && memchr::memmem::find(head, FIELDS.as_bytes()).is_some()
    }

    fn read(&self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        Unreadable::unless_fits(input.bytes, Article::MAX_BYTES)?;
        read::read(Unreadable::unless_utf8(input.bytes)?, input.stem())
    }

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        let all: String = documents.iter().map(|document| write::write(document, options)).collect();
        Ok(vec![OutFile::main(all)])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        let mut losses = Losses::default();
        losses.left_out(document, options);
        let text = document.text();
        let loose = |it: &Annotation| it.fragments.iter().any(|span| span.trim(text) != *span);
        let nouns = ("annotation", "annotations");
        losses.annotations(document, nouns, "white space at the ends is not carried", loose);
        losses.origins(document);
        losses.actors(document);
        losses.link_origins(document);
        losses.done()
    }
}

/// Writes what a field cannot have as `%2D`.
fn field(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for char in text.chars() {
        if char.is_whitespace() || char.is_control() || "-()|=[]:,%#".contains(char) {
            for byte in char.encode_utf8(&mut [0; 4]).bytes() {
                safe.push_str(&format!("%{byte:02X}"));
            }
        } else {
            safe.push(char);
        }
    }
    safe
}

/// Reads what [`field`] wrote.
fn plain(field: &str) -> String {
    let mut bytes = Vec::with_capacity(field.len());
    let mut rest = field.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code =
            after.get(..2).and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        match code.filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| field.to_owned())
}

/// The characters of white space that a field of spaces writes with a stroke, and the letters for them.
const SPACES: [(char, char); 6] =
    [(' ', 's'), ('\t', 't'), ('\n', 'n'), ('\r', 'r'), ('|', 'p'), ('\\', '\\')];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_corpus_without_our_marks() {
        let file = "# newdoc id = a\n# global.Entity = eid-etype-head-minspan\n# text = Can't stop\n\
            1-2\tCan't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tCa\tcan\tAUX\t_\t_\t0\troot\t_\tEntity=(e1-person-1-\n\
            2\tn't\tnot\tPART\t_\t_\t1\tdep\t_\t_\n2.1\tx\t_\t_\t_\t_\t_\t_\t_\t_\n\
            3\tstop\tstop\tVERB\t_\t_\t1\tdep\t_\tEntity=e1)|SpaceAfter=No\n4\t.\t.\tPUNCT\t_\t_\t1\tdep\t_\t_\n\n\
            # newdoc id = b\n# text = 😀 Go\n1\t😀\t_\t_\t_\t_\t0\troot\t_\t_\n2\tGo\t_\t_\t_\t_\t1\tdep\t_\tEntity=(e2-place-1)\n\n";
        let read = Conllu.read(&Input::new(file.as_bytes(), "x.conllu")).expect("read");
        let told: Vec<_> = read
            .iter()
            .map(|it| {
                let text = it.document.text();
                let said: Vec<_> = it
                    .document
                    .annotations()
                    .map(|one| format!("{} {}", one.layer, one.words(text)))
                    .collect();
                format!("{} {text:?} {said:?}", it.document.id())
            })
            .collect();
        insta::assert_snapshot!(told.join("\n"), @r#"
        a "Can't stop." ["actor Can't stop"]
        b "😀 Go" ["place Go"]
        "#);
    }
}
