//! The codes of a project: layers, and the values of attributes under codes that code nothing.

use super::super::{WriteOptions, foreign, xml};
use super::write::guid;
use crate::model::codebook::Rgb;
use crate::model::{Document, LayerId};
use std::collections::{BTreeMap, BTreeSet};

/// Names and colours of layers; attributes with their values. Names of codes are unique in the whole book, since
/// programs merge equal ones.
pub(super) struct Book {
    layers: Vec<(String, Option<Rgb>, String)>,
    attributes: BTreeMap<String, Vec<Coded>>,
}

/// A value of an attribute.
struct Coded {
    value: String,
    /// The layers that it is said of.
    layers: BTreeSet<String>,
    guideline: String,
}

/// What a value's description begins with; the layers follow, and its guideline on the next lines.
pub(super) const OF: &str = "of: ";

/// What the name of the code that values stand under begins with; the attribute follows.
pub(super) const PARENT: &str = "attribute ";

/// The name of a value's code.
pub(super) fn value_name(attribute: &str, value: &str) -> String {
    format!("{attribute}: {value}")
}

impl Book {
    /// Collects what the documents' codebooks allow and what their annotations use besides.
    pub(super) fn of(documents: &[&Document], options: &WriteOptions) -> Self {
        let mut book = Self { layers: Vec::new(), attributes: BTreeMap::new() };
        for document in documents {
            for layer in &document.codebook().layers {
                book.layer(layer.id.as_str(), Some(layer.colour), &layer.guideline);
                for attribute in &layer.attributes {
                    for value in &attribute.values {
                        book.value(&layer.id, &attribute.id, &value.id, &value.guideline);
                    }
                }
            }
            for annotation in foreign::shown(document, options) {
                book.layer(annotation.layer.as_str(), None, "");
                let layer = &annotation.layer;
                annotation.attributes.iter().for_each(|(name, value)| book.value(layer, name, value, ""));
            }
        }
        book
    }

    fn layer(&mut self, name: &str, colour: Option<Rgb>, guideline: &str) {
        if !self.layers.iter().any(|(known, ..)| known == name) {
            self.layers.push((name.to_owned(), colour, guideline.to_owned()));
        }
    }

    fn value(&mut self, layer: &LayerId, name: &str, value: &str, guideline: &str) {
        let values = self.attributes.entry(name.to_owned()).or_default();
        let at = values.iter().position(|known| known.value == value).unwrap_or(values.len());
        if at == values.len() {
            let (value, guideline) = (value.to_owned(), guideline.to_owned());
            values.push(Coded { value, layers: BTreeSet::new(), guideline });
        }
        if let Some(coded) = values.get_mut(at) {
            coded.layers.insert(layer.to_string());
        }
    }

    /// Writes the element `Codes`.
    pub(super) fn written(&self) -> String {
        let mut out = "<Codes>\n".to_owned();
        for (name, colour, guideline) in &self.layers {
            let colour = colour.map(|it| format!(" color=\"#{:02X}{:02X}{:02X}\"", it.0, it.1, it.2));
            let colour = colour.unwrap_or_default();
            out += &code(name, "true", &colour, &description(guideline));
        }
        for (name, values) in self.attributes.iter().filter(|(_, values)| !values.is_empty()) {
            let about = |coded: &Coded| {
                let layers: Vec<_> = coded.layers.iter().map(String::as_str).collect();
                description(format!("{OF}{}\n{}", layers.join(", "), coded.guideline).trim_end())
            };
            let inside: String = values
                .iter()
                .map(|coded| code(&value_name(name, &coded.value), "true", "", &about(coded)))
                .collect();
            out += &code(&format!("{PARENT}{name}"), "false", "", &format!("\n{inside}"));
        }
        out + "</Codes>\n"
    }
}

fn description(text: &str) -> String {
    match text {
        "" => String::new(),
        text => format!("<Description>{}</Description>", xml::escaped(text)),
    }
}

fn code(name: &str, codable: &str, colour: &str, inside: &str) -> String {
    format!(
        "<Code guid=\"{}\" name=\"{}\" isCodable=\"{codable}\"{colour}>{inside}</Code>\n",
        guid(&["code", name]),
        xml::escaped(name)
    )
}
