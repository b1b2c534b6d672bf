//! The codes of a project: layers, and the values of attributes under codes that code nothing.

use super::super::{WriteOptions, foreign, xml};
use super::write::guid;
use crate::model::Document;
use crate::model::codebook::Rgb;
use std::collections::BTreeMap;

/// Names and colours of layers; attributes with their values. Names of codes are unique in the whole book, since
/// programs merge equal ones.
pub(super) struct Book {
    layers: Vec<(String, Option<Rgb>, String)>,
    attributes: BTreeMap<String, Vec<String>>,
}

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
                    attribute.values.iter().for_each(|value| book.value(&attribute.id, &value.id));
                }
            }
            for annotation in foreign::shown(document, options) {
                book.layer(annotation.layer.as_str(), None, "");
                annotation.attributes.iter().for_each(|(name, value)| book.value(name, value));
            }
        }
        book
    }

    fn layer(&mut self, name: &str, colour: Option<Rgb>, guideline: &str) {
        if !self.layers.iter().any(|(known, ..)| known == name) {
            self.layers.push((name.to_owned(), colour, guideline.to_owned()));
        }
    }

    fn value(&mut self, name: &str, value: &str) {
        let values = self.attributes.entry(name.to_owned()).or_default();
        if !values.iter().any(|known| known == value) {
            values.push(value.to_owned());
        }
    }

    /// Writes the element `Codes`.
    pub(super) fn written(&self) -> String {
        let mut out = "<Codes>\n".to_owned();
        for (name, colour, guideline) in &self.layers {
            let colour = colour.map(|it| format!(" color=\"#{:02X}{:02X}{:02X}\"", it.0, it.1, it.2));
            let colour = colour.unwrap_or_default();
            let about = match guideline.as_str() {
                "" => String::new(),
                text => format!("<Description>{}</Description>", xml::escaped(text)),
            };
            out += &code(name, "true", &colour, &about);
        }
        for (name, values) in self.attributes.iter().filter(|(_, values)| !values.is_empty()) {
            let inside: String =
                values.iter().map(|value| code(&value_name(name, value), "true", "", "")).collect();
            out += &code(&format!("{PARENT}{name}"), "false", "", &format!("\n{inside}"));
        }
        out + "</Codes>\n"
    }
}

fn code(name: &str, codable: &str, colour: &str, inside: &str) -> String {
    format!(
        "<Code guid=\"{}\" name=\"{}\" isCodable=\"{codable}\"{colour}>{inside}</Code>\n",
        guid(&["code", name]),
        xml::escaped(name)
    )
}
