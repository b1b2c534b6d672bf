//! The CAS as XMI: an element for each structure, features as attributes.

use super::super::xml;
use super::cas::{Cas, Feature, META, RELATION, SENTENCE, SOFA, SPAN, Structure, TOKEN};
use crate::formats::Unreadable;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:custom="http:///webanno/custom.ecore" xmlns:seg="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore" xmlns:md="http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore" xmi:version="2.0">
  <cas:NULL xmi:id="0"/>
"#;

/// The elements of the types that are written.
const ELEMENTS: [(&str, &str); 5] = [
    (META, "md:DocumentMetaData"),
    (SENTENCE, "seg:Sentence"),
    (TOKEN, "seg:Token"),
    (SPAN, "custom:Span"),
    (RELATION, "custom:SpanRelation"),
];

/// Writes the file.
pub(super) fn write(cas: &Cas) -> String {
    let mut out = HEAD.to_owned();
    let mut members = String::new();
    for structure in &cas.structures {
        let Some((_, element)) = ELEMENTS.iter().find(|(kind, _)| *kind == structure.kind) else { continue };
        let (id, (begin, end)) = (structure.id, structure.place);
        out += &format!("  <{element} xmi:id=\"{id}\" sofa=\"{SOFA}\" begin=\"{begin}\" end=\"{end}\"");
        for (name, feature) in &structure.features {
            out += &format!(" {name}=\"");
            match feature {
                Feature::Ref(to) => out += &to.to_string(),
                Feature::Text(text) => xml::escape_into(&mut out, text),
            }
            out.push('"');
        }
        out.push_str("/>\n");
        members += &format!("{}{id}", if members.is_empty() { "" } else { " " });
    }
    let text = xml::escaped(&cas.text);
    out + &format!(
        "  <cas:Sofa xmi:id=\"{SOFA}\" sofaNum=\"1\" sofaID=\"_InitialView\" mimeType=\"text\" sofaString=\"{text}\"/>\n  \
         <cas:View sofa=\"{SOFA}\" members=\"{members}\"/>\n</xmi:XMI>\n"
    )
}

/// Reads the first text of the file with what lies on it.
pub(super) fn read(tree: &roxmltree::Document<'_>) -> Result<Cas, Unreadable> {
    let root = tree.root_element();
    let sofa = xml::children(root, "Sofa").find(|sofa| sofa.attribute("sofaString").is_some());
    let sofa = sofa.ok_or_else(|| xml::not_this("xmi", "it has no `Sofa` with a text"))?;
    let id = |node: roxmltree::Node<'_, '_>| {
        let ids = node.attributes().find(|it| it.name() == "id" && it.namespace().is_some());
        ids.map(|it| it.value().to_owned()).unwrap_or_default()
    };
    let this = id(sofa);
    let mut cas = Cas { text: sofa.attribute("sofaString").unwrap_or_default().to_owned(), ..Cas::default() };
    for node in root.children().filter(roxmltree::Node::is_element) {
        let number = |name: &str| node.attribute(name).and_then(|number| number.parse::<u32>().ok());
        let (Some(begin), Some(end)) = (number("begin"), number("end")) else { continue };
        if node.attribute("sofa").is_some_and(|sofa| sofa != this) {
            continue;
        }
        let own = |name: &str| matches!(name, "begin" | "end" | "sofa");
        let features =
            node.attributes().filter(|it| it.namespace().is_none() && !own(it.name())).map(|attribute| {
                let reference = matches!(attribute.name(), "Governor" | "Dependent");
                let number = attribute.value().parse().ok().filter(|_| reference);
                let value = number.map_or_else(|| Feature::Text(attribute.value().to_owned()), Feature::Ref);
                (attribute.name().to_owned(), value)
            });
        cas.structures.push(Structure {
            id: id(node).parse().unwrap_or_default(),
            kind: kind(node.tag_name().namespace().unwrap_or_default(), node.tag_name().name()),
            place: (begin, end),
            features: features.collect(),
        });
    }
    Ok(cas)
}

/// `http:///a/b.ecore` and `C` is the type `a.b.C`.
fn kind(namespace: &str, name: &str) -> String {
    let package = namespace.strip_prefix("http:///").and_then(|rest| rest.strip_suffix(".ecore"));
    format!("{}.{name}", package.unwrap_or_default().replace('/', "."))
}
