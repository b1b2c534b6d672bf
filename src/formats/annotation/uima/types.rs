//! The type system: what INCEpTION must know before it takes a document.

use super::super::flat;
use super::cas::{Cas, FIELD, META, RELATION, SENTENCE, SPAN, TOKEN, feature_name};
use crate::model::Document;
use std::collections::BTreeSet;

const TEXT: &str = "uima.cas.String";

/// Name, parent, and features with their ranges.
pub(super) type Types = Vec<(String, &'static str, Vec<(String, &'static str)>)>;

/// Returns the types of a document: what its codebook allows and what its annotations use besides. Documents of one
/// codebook share them, so that one `TypeSystem.xml` serves a folder.
pub(super) fn of(document: &Document, cas: &Cas) -> Types {
    let text = |name: &str| (name.to_owned(), TEXT);
    let book = document.codebook();
    let allowed = book.layers.iter().flat_map(|layer| &layer.attributes).map(|it| it.id.as_str());
    let roles = book.links.iter().map(|rule| rule.role.as_str());
    let own = ["actor", "note", "status"].into_iter();
    let mut features: BTreeSet<String> = allowed.chain(roles).chain(own).map(feature_name).collect();
    for structure in cas.structures.iter().filter(|structure| structure.kind == SPAN) {
        let used = structure.features.iter().map(|(name, _)| name);
        features.extend(used.filter(|name| *name != "label" && *name != flat::ID).cloned());
    }
    let span = ["label", flat::ID].map(text).into_iter().chain(features.iter().map(|name| text(name)));
    let meta = ["documentTitle", "documentId", "documentUri", "collectionId", "documentBaseUri"].map(text);
    let last = [("isLastSegment".to_owned(), "uima.cas.Boolean")];
    vec![
        (META.to_owned(), "uima.tcas.DocumentAnnotation", meta.into_iter().chain(last).collect()),
        (FIELD.to_owned(), "uima.tcas.Annotation", vec![text("key"), text("value")]),
        (SENTENCE.to_owned(), "uima.tcas.Annotation", vec![text("id")]),
        (TOKEN.to_owned(), "uima.tcas.Annotation", vec![text("id")]),
        (SPAN.to_owned(), "uima.tcas.Annotation", span.collect()),
        (
            RELATION.to_owned(),
            "uima.tcas.Annotation",
            vec![("Governor".to_owned(), SPAN), ("Dependent".to_owned(), SPAN), text("label")],
        ),
    ]
}

/// Writes `TypeSystem.xml`. All names in it are letters, digits and `_`.
pub(super) fn xml(document: &Document, cas: &Cas) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n  <types>\n"
        .to_owned();
    for (name, parent, features) in of(document, cas) {
        out += &format!(
            "    <typeDescription>\n      <name>{name}</name>\n      <description/>\n      \
             <supertypeName>{parent}</supertypeName>\n      <features>\n"
        );
        for (name, range) in features {
            out += &format!(
                "        <featureDescription><name>{name}</name><description/><rangeTypeName>{range}</rangeTypeName>\
                 </featureDescription>\n"
            );
        }
        out += "      </features>\n    </typeDescription>\n";
    }
    out + "  </types>\n</typeSystemDescription>\n"
}
