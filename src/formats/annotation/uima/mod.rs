//! UIMA CAS, as INCEpTION, WebAnno, DKPro and Apache UIMA read and write it: XMI and JSON, with the type system
//! beside.
//!
//! Offsets count UTF-16 units. Spans are of the type `webanno.custom.Span`, links of
//! `webanno.custom.SpanRelation`; sentences and tokens are written too, since INCEpTION shows text by them.

mod cas;
mod json;
mod types;
mod xmi;

use super::{AnnotationFormat, FileName, Imported, Loss, OutFile, Unwritable, WriteOptions, flat, only, xml};
use crate::formats::annotation::peek::peek;
use crate::formats::{Input, Unreadable};
use crate::model::Document;

/// XMI.
pub struct Xmi;

/// CAS JSON 0.4.
pub struct CasJson;

const OMITS: &str = "scores, reasons, the actors' registry; parts become spans of their own";

impl AnnotationFormat for Xmi {
    fn name(&self) -> &'static str {
        "xmi"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xmi"]
    }

    fn describe(&self) -> &'static str {
        "UIMA CAS XMI with TypeSystem.xml; for INCEpTION, DKPro and Apache UIMA"
    }

    fn omits(&self) -> &'static str {
        OMITS
    }

    fn recognises(&self, bytes: &[u8], _name: &str) -> bool {
        xml::root(bytes).is_some_and(|(name, _)| name == "xmi:XMI")
    }

    fn read(&self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        let cas = xmi::read(Unreadable::unless_utf8(input.bytes)?)?;
        Ok(vec![cas.into_imported(input.stem(), self.name())])
    }

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        let document = only(self.name(), documents)?;
        let cas = cas::Cas::of(document, options);
        Ok(vec![OutFile::main(xmi::write(&cas)), type_system(&types::xml(document, &cas))])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        let mut losses = flat::losses(document, options);
        xml::losses(&mut losses, document);
        losses.done()
    }
}

impl AnnotationFormat for CasJson {
    fn name(&self) -> &'static str {
        "cas-json"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["cas.json"]
    }

    fn describe(&self) -> &'static str {
        "UIMA CAS JSON 0.4 with TypeSystem.xml; for INCEpTION and dkpro-cassis"
    }

    fn omits(&self) -> &'static str {
        OMITS
    }

    fn recognises(&self, bytes: &[u8], _name: &str) -> bool {
        peek(bytes).is_some_and(|found| !found.in_list && found.has(&["%FEATURE_STRUCTURES"]))
    }

    fn read(&self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        let cas = json::read(Unreadable::unless_utf8(input.bytes)?, self.name())?;
        Ok(vec![cas.into_imported(input.stem(), self.name())])
    }

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        let document = only(self.name(), documents)?;
        let cas = cas::Cas::of(document, options);
        let file = json::write(&cas, &types::of(document, &cas));
        Ok(vec![OutFile::main(file), type_system(&types::xml(document, &cas))])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        flat::losses(document, options).done()
    }
}

fn type_system(xml: &str) -> OutFile {
    OutFile { name: FileName::Beside("TypeSystem.xml"), bytes: xml.as_bytes().to_vec() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As another program writes it: its own layers, references to features, a note that is no layer of ours.
    const FOREIGN: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:ner="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore"
 xmlns:pos="http:///de/tudarmstadt/ukp/dkpro/core/api/lexmorph/type/pos.ecore" xmlns:c="http:///webanno/custom.ecore" xmi:version="2.0">
<cas:NULL xmi:id="0"/>
<ner:NamedEntity xmi:id="5" sofa="1" begin="3" end="9" value="PER" identifier="http://example.org/Q1"/>
<pos:NOUN xmi:id="6" sofa="1" begin="3" end="9"/>
<c:Speech xmi:id="7" sofa="1" begin="10" end="16" value="said"/>
<c:SpeechRelation xmi:id="8" sofa="1" begin="3" end="9" Governor="7" Dependent="5" role="by"/>
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="&#128512; Токаев заявил&#10;"/>
</xmi:XMI>"#;

    #[test]
    fn what_another_program_wrote() {
        let imported = Xmi.read(&Input::new(FOREIGN.as_bytes(), "x.xmi")).expect("read").remove(0);
        let document = &imported.document;
        assert_eq!(document.text(), "😀 Токаев заявил\n");
        let said: Vec<_> = document
            .annotations()
            .map(|it| format!("{} {} {:?}", it.layer, it.words(document.text()), it.attributes.get("kind")))
            .collect();
        assert_eq!(said, ["actor Токаев Some(\"person\")", "said заявил None"]);
        let links: Vec<_> = document.links().iter().map(|link| link.role.to_string()).collect();
        assert_eq!(links, ["by"]);
        insta::assert_snapshot!(
            imported.problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
            @"note: 1 annotation of the layer `pos.NOUN` is not taken over"
        );
    }
}
