//! GATE XML, version 3: the text with a node at every boundary, annotations with features between nodes, relations.
//!
//! Nodes are numbered by the UTF-16 offset they stand at.

mod bdoc;
mod read;
mod write;

use super::{
    AnnotationFormat, Imported, Loss, OutFile, Unwritable, WriteOptions, flat, only, peek::peek, xml,
};
use crate::formats::{Input, Unreadable};
use crate::model::Document;

/// GATE XML.
pub struct Gate;

/// The feature that ties a further part to the first, by the first one's number.
const PART_OF: &str = "partOf";

/// The feature of the document that holds its id.
const DOCUMENT: &str = "documentId";

impl AnnotationFormat for Gate {
    fn name(&self) -> &'static str {
        "gate"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["gate.xml"]
    }

    fn describe(&self) -> &'static str {
        "GATE XML; for GATE Developer and gatenlp"
    }

    fn omits(&self) -> &'static str {
        "scores, reasons, the actors' registry; parts become annotations of their own"
    }

    fn recognises(&self, bytes: &[u8], _name: &str) -> bool {
        xml::root(bytes).is_some_and(|(name, _)| name == "GateDocument") || is_json(bytes)
    }

    fn read(&self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        if is_json(input.bytes) {
            return bdoc::read(Unreadable::unless_utf8(input.bytes)?, input.stem()).map(|it| vec![it]);
        }
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

/// Says whether bytes are GATE's JSON, which is read too.
fn is_json(bytes: &[u8]) -> bool {
    peek(bytes).is_some_and(|found| !found.in_list && found.has(&["annotation_sets", "text"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_gatenlp_wrote() {
        let file = r#"{"annotation_sets": {"": {"name": "", "annotations": [
            {"type": "Person", "start": 2, "end": 7, "id": 4, "features": {"annId": "a1", "kind": "person"}}]}},
            "text": "😀 Путин спел", "features": {"title": "T"}, "offset_type": "p"}"#;
        let imported =
            crate::formats::read(&Input::new(file.as_bytes(), "x.bdocjs")).expect("read").remove(0);
        let document = &imported.document;
        let said: Vec<_> =
            document.annotations().map(|it| format!("{} {}", it.id, it.words(document.text()))).collect();
        assert_eq!((said, imported.problems), (vec!["a1 Путин".to_owned()], Vec::new()));
        assert_eq!(document.meta().title, "T");
    }

    #[test]
    fn what_gate_itself_wrote() {
        let file = "<?xml version='1.0' encoding='UTF-8'?>\n<GateDocument version=\"3\">\
            <GateDocumentFeatures><Feature><Name className=\"java.lang.String\">MimeType</Name>\
            <Value className=\"java.lang.String\">text/plain</Value></Feature></GateDocumentFeatures>\
            <TextWithNodes><Node id=\"0\"/>😀 <Node id=\"2\"/>Путин<Node id=\"7\"/> спел</TextWithNodes>\
            <AnnotationSet><Annotation Id=\"1\" Type=\"Token\" StartNode=\"2\" EndNode=\"7\"></Annotation>\
            <Annotation Id=\"2\" Type=\"Person\" StartNode=\"2\" EndNode=\"7\"><Feature><Name className=\"java.lang.String\">gender</Name>\
            <Value className=\"java.lang.String\">male</Value></Feature></Annotation></AnnotationSet>\
            <AnnotationSet Name=\"Original markups\"><Annotation Id=\"3\" Type=\"paragraph\" StartNode=\"0\" EndNode=\"7\">\
            </Annotation></AnnotationSet></GateDocument>";
        let imported = Gate.read(&Input::new(file.as_bytes(), "x.xml")).expect("read").remove(0);
        let document = &imported.document;
        let said: Vec<_> =
            document.annotations().map(|it| format!("{} {}", it.layer, it.words(document.text()))).collect();
        assert_eq!(said, ["actor Путин"], "placed by where the nodes stand, not by their numbers");
        insta::assert_snapshot!(imported.problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"), @r"
        note: 2 annotations that GATE made by itself (Token, paragraph) are not taken over
        note: its nodes are not numbered by their place; the places were taken
        ");
    }
}
