//! brat's configuration: what may be annotated, and how it looks.

use super::safe_name;
use crate::model::{Codebook, Document};
use std::collections::{BTreeMap, BTreeSet};

/// What is configured: the codebook, and whatever the document uses besides.
struct Names {
    layers: Vec<String>,
    /// Attribute → layers, values.
    attributes: BTreeMap<String, (BTreeSet<String>, Vec<String>)>,
    /// Role → from, to.
    roles: BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)>,
}

fn names(document: &Document) -> Names {
    let book: &Codebook = document.codebook();
    let mut layers: Vec<_> = book.layers.iter().map(|layer| safe_name(layer.id.as_str())).collect();
    let mut attributes: BTreeMap<String, (BTreeSet<String>, Vec<String>)> = BTreeMap::new();
    for layer in &book.layers {
        for attribute in layer.attributes.iter().filter(|it| safe_name(&it.id) == it.id.as_str()) {
            let (on, values) = attributes.entry(attribute.id.to_string()).or_default();
            on.insert(safe_name(layer.id.as_str()));
            for value in attribute.values.iter().map(|value| value.id.to_string()) {
                if safe_name(&value) == value && !values.contains(&value) {
                    values.push(value);
                }
            }
        }
    }
    attributes.retain(|_, (_, values)| !values.is_empty());
    let mut roles: BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
    for rule in &book.links {
        let (from, to) = roles.entry(safe_name(&rule.role)).or_default();
        from.extend(rule.from.iter().map(|layer| safe_name(layer.as_str())));
        to.extend(rule.to.iter().map(|layer| safe_name(layer.as_str())));
    }
    for annotation in document.annotations() {
        let layer = safe_name(annotation.layer.as_str());
        for (name, value) in annotation.attributes.iter() {
            let free = book.layer(&annotation.layer).and_then(|it| it.attribute(name));
            if safe_name(name) != name
                || safe_name(value) != value
                || free.is_some_and(|it| it.values.is_empty())
            {
                continue;
            }
            let (on, values) = attributes.entry(name.to_owned()).or_default();
            on.insert(layer.clone());
            if !values.iter().any(|other| other == value) {
                values.push(value.to_owned());
            }
        }
        if !layers.contains(&layer) {
            layers.push(layer);
        }
    }
    for link in document.links() {
        let layer = |id| document.annotation(id).map(|it| safe_name(it.layer.as_str()));
        if let (Some(from), Some(to)) = (layer(&link.from), link.to.annotation().and_then(layer)) {
            let (froms, tos) = roles.entry(safe_name(&link.role)).or_default();
            froms.insert(from);
            tos.insert(to);
        }
    }
    Names { layers, attributes, roles }
}

/// `annotation.conf`.
pub(super) fn annotation(document: &Document) -> String {
    let names = names(document);
    let mut conf = format!("[entities]\n{}\n\n[relations]\n", names.layers.join("\n"));
    conf.push_str("<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n");
    let joined = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join("|");
    for (role, (from, to)) in names.roles.iter().filter(|(_, (from, to))| !from.is_empty() && !to.is_empty())
    {
        conf += &format!("{role}\tArg1:{}, Arg2:{}\n", joined(from), joined(to));
    }
    conf.push_str("\n[events]\n\n[attributes]\n");
    for (name, (on, values)) in &names.attributes {
        conf += &format!("{name}\tArg:{}, Value:{}\n", joined(on), values.join("|"));
    }
    conf
}

/// `visual.conf`.
pub(super) fn visual(document: &Document) -> String {
    let (mut labels, mut drawing) = ("[labels]\n".to_owned(), "\n[drawing]\n".to_owned());
    for layer in &document.codebook().layers {
        let (name, colour) = (safe_name(layer.id.as_str()), layer.colour);
        labels += &format!("{name} | {}\n", layer.name.replace('|', "/"));
        let tint = |part: u8| part / 2 + 127;
        drawing +=
            &format!("{name}\tbgColor:#{:02x}{:02x}{:02x}\n", tint(colour.0), tint(colour.1), tint(colour.2));
    }
    labels + &drawing
}
