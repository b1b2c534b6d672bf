//! REFI-QDA, the exchange of programs for qualitative analysis: a project (`.qdpx`: texts, codes, coded stretches,
//! links) and a codebook alone (`.qdc`).
//!
//! Offsets count Unicode scalars. A layer is a code; an attribute's value is a code `kind: person` under one that
//! codes nothing. What has no place stands in a selection's description, which those programs show as its memo.

mod book;
mod codebook;
mod read;
mod write;

pub use codebook::codebook;

use super::{AnnotationFormat, Imported, Loss, OutFile, Unwritable, WriteOptions, flat, loss::Losses, xml};
use crate::formats::container::{self, Container};
use crate::formats::{Input, Unreadable};
use crate::model::Document;

/// A REFI-QDA project.
pub struct RefiQda;

/// A REFI-QDA codebook.
pub struct RefiCodebook;

/// The part of the archive that holds the project.
const PROJECT: &str = "project.qde";

impl AnnotationFormat for RefiQda {
    fn name(&self) -> &'static str {
        "refi-qda"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["qdpx"]
    }

    fn describe(&self) -> &'static str {
        "a REFI-QDA project; for QualCoder, MAXQDA, NVivo, ATLAS.ti"
    }

    fn omits(&self) -> &'static str {
        "scores, reasons, the actors' registry; parts become selections of their own"
    }

    fn holds_many(&self) -> bool {
        true
    }

    fn for_maxqda(&self) -> bool {
        true
    }

    fn recognises(&self, bytes: &[u8], _name: &str) -> bool {
        bytes.starts_with(b"PK\x03\x04") && memchr::memmem::find(bytes, b".qde").is_some()
    }

    fn read(&self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        let mut parts = Container::parts(input.bytes, self.name(), |name| {
            name.ends_with(".qde") || name.to_lowercase().ends_with(".txt")
        })?;
        let project = parts.iter().position(|(name, _)| name.ends_with(".qde"));
        let project = project.ok_or_else(|| xml::not_this("refi-qda", "it has no `project.qde`"))?;
        let (_, project) = parts.swap_remove(project);
        xml::read(&project, self.name(), |tree| read::read(tree, &parts, input.stem()))
    }

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        let mut parts = vec![(PROJECT.to_owned(), write::project(documents, options).into_bytes())];
        for document in documents {
            let name = format!("Sources/{}.txt", write::source_guid(document));
            parts.push((name, written_text(document, options).into_bytes()));
        }
        let failed = |why| Unwritable::Failed { format: self.name(), why };
        Ok(vec![OutFile::main(container::pack(&parts).map_err(failed)?)])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        let mut losses = flat::losses(document, options);
        xml::losses(&mut losses, document);
        let cr = document.text().matches('\r').count();
        losses.add(cr, "carriage return", "carriage returns", "some of those programs count them otherwise");
        if options.maxqda {
            let lines = document.text().matches('\n').count();
            let fate = "written for MAXQDA, which counts CR and LF as one; QualCoder counts two";
            losses.add(lines, "line end", "line ends", fate);
        }
        losses.done()
    }
}

/// The text of a source. For MAXQDA lines end with CR and LF, which its offsets count as one character.
fn written_text(document: &Document, options: &WriteOptions) -> String {
    match options.maxqda {
        true => document.text().replace('\n', "\r\n"),
        false => document.text().to_owned(),
    }
}

impl AnnotationFormat for RefiCodebook {
    fn name(&self) -> &'static str {
        "refi-codebook"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["qdc"]
    }

    fn describe(&self) -> &'static str {
        "the codebook alone, as REFI-QDA; for QualCoder, MAXQDA, NVivo, ATLAS.ti"
    }

    fn omits(&self) -> &'static str {
        "the article, annotations, links, keys"
    }

    fn reads(&self) -> bool {
        false
    }

    fn holds_many(&self) -> bool {
        true
    }

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        let origin = write::ORIGIN;
        let codes = book::Book::of(documents, options).written();
        Ok(vec![OutFile::main(format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" origin=\"{origin}\">\n{codes}</CodeBook>\n"
        ))])
    }

    fn losses(&self, document: &Document, _options: &WriteOptions) -> Vec<Loss> {
        let mut losses = Losses::default();
        losses.add(1, "article", "articles", "only the codebook is written");
        losses.annotations(document, ("annotation", "annotations"), "not carried", |_| true);
        losses.links(document);
        losses.done()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_of_another_program() {
        let project = r##"<?xml version="1.0"?><Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="ATLAS.ti 9"><CodeBook><Codes>
            <Code guid="A1" name="Actors" isCodable="true"><Code guid="A2" name="PER" isCodable="true"/></Code>
            <Code guid="A3" name="Threat" isCodable="true"/></Codes></CodeBook><Sources><TextSource guid="S1" name="Visit"
            plainTextPath="internal://S1.txt"><PlainTextSelection guid="P1" name="Токаев" startPosition="3" endPosition="9">
            <Description>who?</Description><Coding guid="C1"><CodeRef targetGUID="A2"/></Coding><Coding guid="C2"><CodeRef targetGUID="a3"/></Coding>
            </PlainTextSelection></TextSource></Sources></Project>"##;
        let parts = [
            ("project.qde".to_owned(), project.as_bytes().to_vec()),
            ("Sources/S1.txt".to_owned(), "\u{feff}😀\r\n\r\nТокаев\r\n".as_bytes().to_vec()),
        ];
        let bytes = container::pack(&parts).expect("packed");
        assert!(RefiQda.recognises(&bytes, "x.qdpx"));
        let imported = RefiQda.read(&Input::new(&bytes, "x.qdpx")).expect("read").remove(0);
        let document = &imported.document;
        assert_eq!(document.id(), "Visit");
        let said: Vec<_> = document
            .annotations()
            .map(|it| format!("{} {} {}", it.layer, it.words(document.text()), it.note))
            .collect();
        // 3 is counted with line ends as one: the words decide.
        assert_eq!(said, ["actor Токаев who?", "Threat Токаев who?"]);
        insta::assert_snapshot!(
            imported.problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
            @"note: its lines end with CR and LF, and its offsets count that as one character"
        );
    }
}
