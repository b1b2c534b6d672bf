//! The CAS as XMI: an element for each structure, features as attributes.

use super::super::tree;
use super::super::xml;
use super::cas::{Cas, FIELD, Feature, META, RELATION, SENTENCE, SOFA, SPAN, Structure, TOKEN};
use crate::formats::Unreadable;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:custom="http:///webanno/custom.ecore" xmlns:seg="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore" xmlns:md="http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore" xmi:version="2.0">
  <cas:NULL xmi:id="0"/>
"#;

/// The elements of the types that are written.
const ELEMENTS: [(&str, &str); 6] = [
    (META, "md:DocumentMetaData"),
    (FIELD, "md:MetaDataStringField"),
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

/// Reads the first text of the file with what lies on it, an element at a time: a long article has millions of them.
pub(super) fn read(text: &str) -> Result<Cas, Unreadable> {
    Unreadable::unless_fits(text.as_bytes(), tree::MOST_BYTES)?;
    let mut reader = NsReader::from_str(text);
    let (mut cas, mut sofa, mut depth) = (Cas::default(), None, 0usize);
    let wrong = |reader: &NsReader<&[u8]>, why: String| {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(text.len()).min(text.len());
        let before = text.as_bytes().get(..at).unwrap_or_default();
        let line = memchr::memchr_iter(b'\n', before).count() as u64 + 1;
        Unreadable::Syntax { format: "xmi", line, why }
    };
    loop {
        match reader.read_event() {
            Ok(Event::DocType(_)) => return Err(wrong(&reader, "a document type is not read".to_owned())),
            Ok(event @ (Event::Start(_) | Event::Empty(_))) if depth == 1 => {
                depth += usize::from(matches!(event, Event::Start(_)));
                let (Event::Start(tag) | Event::Empty(tag)) = event else { continue };
                let found = element(&tag).map_err(|why| wrong(&reader, why))?;
                let Element { id, sofa: of, text, place, features } = found;
                if let Some(text) = text {
                    sofa.get_or_insert((id, text));
                } else if let Some(place) = place {
                    let id = id.unwrap_or_default();
                    cas.take(Structure { id, kind: kind(&reader, &tag), sofa: of, place, features });
                }
            }
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) if depth > 0 => {
                return Err(wrong(&reader, "the file ends in the middle".to_owned()));
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(why) => return Err(wrong(&reader, why.to_string())),
        }
    }
    let (id, text) = sofa.ok_or_else(|| xml::not_this("xmi", "it has no `Sofa` with a text"))?;
    cas.structures.retain(|structure| structure.sofa.is_none() || structure.sofa == id);
    cas.text = text;
    Ok(cas)
}

/// What an element says.
#[derive(Default)]
struct Element {
    id: Option<u32>,
    /// The number of the text that it lies on.
    sofa: Option<u32>,
    /// The text that it is.
    text: Option<String>,
    place: Option<(u32, u32)>,
    features: Vec<(String, Feature)>,
}

fn element(tag: &BytesStart<'_>) -> Result<Element, String> {
    let mut found = Element::default();
    let (mut begin, mut end) = (None, None);
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|why| why.to_string())?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|why| why.to_string())?;
        let number = || value.parse::<u32>().ok();
        match (attribute.key.prefix().is_some(), attribute.key.local_name().into_inner()) {
            (true, "id") => found.id = number(),
            (true, _) | (false, "xmlns") => {}
            (false, "begin") => begin = number(),
            (false, "end") => end = number(),
            (false, "sofa") => found.sofa = number(),
            (false, "sofaString") if tag.local_name().into_inner() == "Sofa" => {
                found.text = Some(value.into_owned());
            }
            (false, name) => {
                let to = number().filter(|_| matches!(name, "Governor" | "Dependent"));
                let value = to.map_or_else(|| Feature::Text(value.into_owned()), Feature::Ref);
                found.features.push((name.to_owned(), value));
            }
        }
    }
    found.place = begin.zip(end);
    Ok(found)
}

/// `http:///a/b.ecore` and `C` is the type `a.b.C`.
fn kind(reader: &NsReader<&[u8]>, tag: &BytesStart<'_>) -> String {
    let (namespace, name) = reader.resolver().resolve_element(tag.name());
    let namespace = match &namespace {
        ResolveResult::Bound(namespace) => namespace.0,
        _ => "",
    };
    let package = namespace.strip_prefix("http:///").and_then(|rest| rest.strip_suffix(".ecore"));
    format!("{}.{}", package.unwrap_or_default().replace('/', "."), name.into_inner())
}
