//! TEI P5: the text in one block with an anchor at every boundary, annotations as stand-off spans between anchors,
//! links as relations, layers and values as taxonomies.
//!
//! An id with two points in it is the file's own (`o..17`, `L..quote`), so that it cannot clash with an annotation's.

mod read;
mod write;

use super::{AnnotationFormat, Imported, Loss, OutFile, Unwritable, WriteOptions, flat, only, xml};
use crate::formats::{Input, Unreadable};
use crate::model::Document;

/// TEI P5.
pub struct Tei;

impl AnnotationFormat for Tei {
    fn name(&self) -> &'static str {
        "tei"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["tei.xml", "tei"]
    }

    fn describe(&self) -> &'static str {
        "TEI P5 with stand-off annotations; for archives, corpora and XML tools"
    }

    fn omits(&self) -> &'static str {
        "scores, reasons, the actors' registry; parts become spans of their own"
    }

    fn recognises(&self, bytes: &[u8], _name: &str) -> bool {
        xml::root(bytes).is_some_and(|(name, _)| name == "TEI" || name.ends_with(":TEI"))
    }

    fn read(&self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        xml::read(input.bytes, self.name(), |tree| read::read(tree, input.stem())).map(|it| vec![it])
    }

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        Ok(vec![OutFile::main(write::write(only(self.name(), documents)?, options))])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        let mut losses = flat::losses(document, options);
        xml::losses(&mut losses, document);
        losses.done()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_speech_marked_in_the_text() {
        let file = "<?xml version='1.0'?><TEI xmlns='http://www.tei-c.org/ns/1.0' xml:lang='ru'><teiHeader><fileDesc><titleStmt>\
            <title>Visit</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>\
            <text><body><p>😀 <persName ref='#p'>Анна <hi>Ким</hi></persName> said <said>“no”</said>.</p>\n<p>The <orgName>OSCE</orgName> did.</p>\
            </body></text></TEI>";
        let document = Tei.read(&Input::new(file.as_bytes(), "x.xml")).expect("read").remove(0).document;
        let said: Vec<_> = document
            .annotations()
            .map(|it| {
                let kind = it.attributes.get("kind").unwrap_or_default();
                format!("{} {} {kind}", it.layer, it.words(document.text()))
            })
            .collect();
        assert_eq!(said, ["actor Анна Ким person", "quote “no” ", "actor OSCE organisation"]);
        assert_eq!((document.meta().title.as_str(), document.meta().language.as_str()), ("Visit", "ru"));
        assert_eq!(document.text(), "😀 Анна Ким said “no”.\nThe OSCE did.");
    }
}
