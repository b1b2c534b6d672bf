//! GATE XML to a document. A node lies where it stands in the text, whatever its number says.

use super::super::anchor::Anchors;
use super::super::flat::{self, Found};
use super::super::foreign::Builder;
use super::super::{Imported, xml};
use super::{DOCUMENT, PART_OF};
use crate::formats::Unreadable;
use crate::model::{Place, Problem};
use crate::text::{Article, Unit};
use roxmltree::Node;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// What GATE's own tools add, and nobody annotated.
const MACHINE: [&str; 7] =
    ["Token", "SpaceToken", "Sentence", "Split", "Lookup", "paragraph", "DEFAULT_TOKEN"];

type Ties = Vec<(String, String, String)>;

/// Reads the document.
pub(super) fn read(tree: &roxmltree::Document<'_>, stem: &str) -> Result<Imported, Unreadable> {
    let root = tree.root_element();
    let text = xml::children(root, "TextWithNodes").next();
    let text = text.ok_or_else(|| xml::not_this("gate", "it has no `TextWithNodes`"))?;
    let (text, nodes, misnumbered) = text_with_nodes(text);
    let meta = xml::children(root, "GateDocumentFeatures").next().map(features).unwrap_or_default();
    let id = meta.get(DOCUMENT).map(flat::plain).filter(|id| !id.is_empty());
    let mut builder = Builder::new(&id.unwrap_or_else(|| stem.to_owned()), Article::new(text), "gate");
    for (name, value) in meta.iter().filter(|(name, _)| *name != DOCUMENT) {
        flat::take_meta(&mut builder, name, value);
    }
    let mut ties = relations(root);
    let linked: FxHashSet<(String, String)> =
        ties.iter().map(|(role, from, _)| (role.clone(), from.clone())).collect();
    let (mut found, mut machine) = (Vec::new(), (0usize, BTreeSet::new()));
    for set in xml::children(root, "AnnotationSet") {
        let own = set.attribute("Name").is_none_or(|name| name != "Original markups");
        for annotation in xml::children(set, "Annotation") {
            let kind = annotation.attribute("Type").unwrap_or_default();
            if !own || MACHINE.contains(&kind) {
                machine.0 += 1;
                machine.1.insert(kind);
                continue;
            }
            match one(annotation, &nodes, &linked, &mut ties) {
                Some(one) => found.push(one),
                None => {
                    let id = annotation.attribute("Id").unwrap_or_default().to_owned();
                    let message = "its nodes are not in the text; left out";
                    builder.problems.push(Problem::error(Place::Named(id), message));
                }
            }
        }
    }
    if machine.0 > 0 {
        let kinds = machine.1.into_iter().collect::<Vec<_>>().join(", ");
        let message =
            format!("{} annotations that GATE made by itself ({kinds}) are not taken over", machine.0);
        builder.problems.push(Problem::note(message));
    }
    if misnumbered {
        let message = "its nodes are not numbered by their place; the places were taken";
        builder.problems.push(Problem::note(message));
    }
    flat::take_ids(&mut found, &mut ties);
    let article = builder.article();
    flat::put(&mut builder, &Anchors::new(&article, Unit::Utf16), found, &ties);
    Ok(builder.done())
}

/// Returns the text, where each node stands in UTF-16 units, and whether one has another number than its place.
fn text_with_nodes<'a>(element: Node<'a, '_>) -> (String, FxHashMap<&'a str, u32>, bool) {
    let (mut text, mut nodes, mut at, mut misnumbered) = (String::new(), FxHashMap::default(), 0, false);
    for child in element.children() {
        if let Some(words) = child.text().filter(|_| child.is_text()) {
            text.push_str(words);
            at += words.encode_utf16().count() as u32;
        } else if let Some(id) = child.attribute("id") {
            misnumbered |= id.parse() != Ok(at);
            nodes.insert(id, at);
        }
    }
    (text, nodes, misnumbered)
}

/// The names and values of `Feature` elements.
fn features(element: Node<'_, '_>) -> Map<String, Value> {
    let features = xml::children(element, "Feature").filter_map(|feature| {
        let text = |name| xml::children(feature, name).next().map(xml::text_of);
        Some((text("Name")?, Value::String(text("Value")?)))
    });
    features.collect()
}

fn one(
    annotation: Node<'_, '_>,
    nodes: &FxHashMap<&str, u32>,
    linked: &FxHashSet<(String, String)>,
    ties: &mut Ties,
) -> Option<Found> {
    let key = annotation.attribute("Id")?.to_owned();
    let node = |name| nodes.get(annotation.attribute(name)?).copied();
    let (start, end) = (node("StartNode")?, node("EndNode")?);
    let label = annotation.attribute("Type").unwrap_or_default().to_owned();
    let mut said = features(annotation);
    if let Some(first) = said.shift_remove(PART_OF) {
        ties.push((flat::PART_OF.to_owned(), key.clone(), flat::plain(&first)));
    }
    // A relation says the same as the number of its target in a feature.
    let is_number = |value: &Value| {
        value.as_str().is_some_and(|it| it.split(';').all(|part| part.parse::<u32>().is_ok()))
    };
    said.retain(|name, value| !(linked.contains(&(name.clone(), key.clone())) && is_number(value)));
    Some(Found { key, label, place: (start, end, None), said })
}

fn relations(root: Node<'_, '_>) -> Ties {
    let mut ties = Vec::new();
    for relation in root.descendants().filter(|node| node.has_tag_name("Relation")) {
        let members: Vec<_> = relation.attribute("Members").unwrap_or_default().split(';').collect();
        if let [from, to] = members.as_slice() {
            let role = relation.attribute("Type").unwrap_or("relation").to_owned();
            ties.push((role, (*from).to_owned(), (*to).to_owned()));
        }
    }
    ties
}
