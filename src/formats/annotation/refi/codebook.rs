//! A codebook of REFI-QDA to ours: an outermost code is a layer, what stands under it are the values of its attribute
//! `type`; codes that Glossator wrote are what they were.

use super::super::xml;
use super::book::{OF, PARENT};
use crate::formats::Unreadable;
use crate::formats::names::Names;
use crate::model::codebook::{Attribute, Codebook, Layer, Rgb, Value};
use crate::model::{LayerId, Place, Problem};
use roxmltree::Node;
use smol_str::SmolStr;

/// The most codes that are read.
const MOST_CODES: usize = 2_000;

/// Reads the codebook of a `.qdc` file, or of a project's `project.qde`.
///
/// # Errors
/// When it is no XML of REFI-QDA, or has no codes.
pub fn codebook(bytes: &[u8], name: &str) -> Result<(Codebook, Vec<Problem>), Unreadable> {
    xml::read(bytes, "refi-codebook", |tree| {
        let codes = xml::below(tree.root_element(), "Codes");
        let codes = codes.ok_or_else(|| xml::not_this("refi-codebook", "it has no `Codes`"))?;
        let mut reading =
            Reading { book: empty(name), names: Names::default(), problems: Vec::new(), codes: 0 };
        for code in xml::children(codes, "Code") {
            match code.attribute("name").unwrap_or_default().strip_prefix(PARENT) {
                Some(attribute) => reading.attribute(attribute, code),
                None => reading.layer(code),
            }
        }
        if reading.codes > MOST_CODES {
            return Err(Unreadable::Limit { what: "codes", limit: MOST_CODES as u64 });
        }
        let sets = tree.descendants().filter(|it| it.tag_name().name() == "Set").count();
        if sets > 0 {
            reading.problems.push(Problem::note(format!("sets of codes were left out: {sets}")));
        }
        Ok(reading.done())
    })
}

fn empty(name: &str) -> Codebook {
    let id = slug(name);
    let id = if id.is_empty() { "imported-codes".to_owned() } else { id };
    let (layers, links) = (Vec::new(), Vec::new());
    Codebook { id: SmolStr::new(id), name: name.to_owned(), version: 1, layers, links }
}

struct Reading {
    book: Codebook,
    names: Names,
    problems: Vec<Problem>,
    codes: usize,
}

impl Reading {
    /// An outermost code; what stands under it are its types.
    fn layer(&mut self, code: Node<'_, '_>) {
        // A layer is called like the label that the project's selections become.
        let name = name_of(code);
        let standard = Codebook::standard();
        let known =
            standard.layers.iter().find(|layer| layer.id.as_str().eq_ignore_ascii_case(name)).cloned();
        let id = self.names.take(known.as_ref().map_or(name, |layer| layer.id.as_str()));
        let known = known.filter(|layer| layer.id == *id);
        self.codes += 1;
        if name.is_empty() || self.codes > MOST_CODES {
            return;
        }
        let number = self.book.layers.len();
        let mut layer = known.unwrap_or_else(|| Layer::new(LayerId::new(&id), name, Rgb::of_number(number)));
        layer.attributes.clear();
        layer.guideline = guideline(code);
        if let Some(colour) = code.attribute("color").and_then(colour) {
            layer.colour = colour;
        }
        let mut values = Vec::new();
        self.below(code, "", &mut values, &mut Names::default());
        if !values.is_empty() {
            layer.attributes.push(attribute("type", values));
        }
        self.book.layers.push(layer);
    }

    /// The codes under a code, those below them with the names above before theirs.
    fn below(&mut self, code: Node<'_, '_>, above: &str, values: &mut Vec<Value>, names: &mut Names) {
        const DEEPEST: usize = 32;
        for child in xml::children(code, "Code") {
            self.codes += 1;
            if self.codes > MOST_CODES {
                return;
            }
            let name = format!("{above}{}", name_of(child));
            let id = slug(&name);
            if !id.is_empty() {
                values.push(value(&names.take(&id), &name, guideline(child)));
            }
            if child.ancestors().count() < DEEPEST {
                self.below(child, &format!("{name} / "), values, names);
            } else if xml::children(child, "Code").next().is_some() {
                let message = format!("codes under `{name}` nest too deep and were left out");
                self.problems.push(Problem::warning(Place::Whole, message));
            }
        }
    }

    /// A code of ours that holds the values of an attribute.
    fn attribute(&mut self, id: &str, code: Node<'_, '_>) {
        for child in xml::children(code, "Code") {
            self.codes += 1;
            if self.codes > MOST_CODES {
                return;
            }
            let whole = name_of(child);
            let name = whole.strip_prefix(id).and_then(|rest| rest.strip_prefix(": ")).unwrap_or(whole);
            let about = guideline(child);
            let (first, rest) = about.split_once('\n').unwrap_or((about.as_str(), ""));
            let of = first.strip_prefix(OF).map(|layers| layers.split(", ").collect::<Vec<_>>());
            let about = if of.is_some() { rest } else { about.as_str() };
            for layer in &mut self.book.layers {
                if of.as_ref().is_none_or(|of| of.contains(&layer.id.as_str())) {
                    put(layer, id, value(name, name, about.to_owned()));
                }
            }
        }
    }

    /// Names, keys and links of what the default codebook has, too, are taken from there.
    fn done(mut self) -> (Codebook, Vec<Problem>) {
        let standard = Codebook::standard();
        for layer in &mut self.book.layers {
            let Some(known) = standard.layer(&layer.id) else { continue };
            for attribute in &mut layer.attributes {
                let Some(known) = known.attribute(&attribute.id) else { continue };
                (attribute.name, attribute.default) = (known.name.clone(), known.default.clone());
                attribute.guideline.clone_from(&known.guideline);
                for value in &mut attribute.values {
                    if let Some(known) = known.value(&value.id) {
                        (value.name, value.key) = (known.name.clone(), known.key);
                    }
                }
            }
            layer.attributes.sort_by_key(|it| known.attributes.iter().position(|other| other.id == it.id));
        }
        let has = |id: &LayerId| self.book.layers.iter().any(|layer| layer.id == *id);
        let kept = standard.links.iter().filter(|rule| rule.from.iter().chain(&rule.to).all(has));
        let links = kept.cloned().collect();
        self.book.links = links;
        (self.book, self.problems)
    }
}

fn name_of<'a>(code: Node<'a, '_>) -> &'a str {
    code.attribute("name").unwrap_or_default().trim()
}

fn guideline(code: Node<'_, '_>) -> String {
    xml::children(code, "Description").next().map(xml::text_of).unwrap_or_default().trim().to_owned()
}

/// Adds a value to an attribute of a layer.
fn put(layer: &mut Layer, id: &str, value: Value) {
    match layer.attributes.iter_mut().find(|attribute| attribute.id == id) {
        Some(attribute) if attribute.value(&value.id).is_none() => attribute.values.push(value),
        Some(_) => {}
        None => layer.attributes.push(attribute(id, vec![value])),
    }
}

fn attribute(id: &str, values: Vec<Value>) -> Attribute {
    let mut name = id.to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    Attribute { id: SmolStr::new(id), name, values, default: SmolStr::default(), guideline: String::new() }
}

fn value(id: &str, name: &str, guideline: String) -> Value {
    Value { id: SmolStr::new(id), name: name.to_owned(), key: None, guideline, examples: Vec::new() }
}

/// Makes an id of a name: letters and digits of any script, in lower case, joined by `-`.
fn slug(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// `#1A2B3C`
fn colour(text: &str) -> Option<Rgb> {
    let number = u32::from_str_radix(text.strip_prefix('#').filter(|it| it.len() == 6)?, 16).ok()?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some(Rgb(red, green, blue))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::annotation::{
        AnnotationFormat as _, WriteOptions, refi::RefiCodebook, sample::document,
    };

    #[test]
    fn what_was_written_comes_back() {
        let document = document();
        let bytes =
            RefiCodebook.write(&[&document], &WriteOptions::default()).expect("written").remove(0).bytes;
        let (book, problems) = codebook(&bytes, "Default").expect("read");
        assert_eq!((problems, book.problems()), (Vec::new(), Vec::new()));
        let said = |book: &Codebook| {
            let layers = book.layers.iter().map(|layer| {
                let attributes =
                    layer.attributes.iter().filter(|it| !it.values.is_empty()).map(|attribute| {
                        let values: Vec<_> = attribute.values.iter().map(|it| it.id.to_string()).collect();
                        format!("{}={}", attribute.id, values.join("|"))
                    });
                let attributes: Vec<_> = attributes.collect();
                format!("{} {:?} {:?} {}", layer.name, layer.key, layer.colour, attributes.join(" "))
            });
            layers.collect::<Vec<_>>()
        };
        for line in said(&Codebook::standard()) {
            let layer = line.split(' ').next().unwrap_or_default();
            assert!(said(&book).iter().any(|it| it.starts_with(layer)), "{layer} in {:?}", said(&book));
        }
        assert!(book.links.iter().any(|rule| rule.role == "speaker"));
    }

    #[test]
    fn codes_of_another_program() {
        let file = r##"<?xml version="1.0"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="QualCoder"><Codes>
            <Code guid="1" name="Threat narrative" isCodable="true" color="#1A2B3C"><Description>Who threatens?</Description>
              <Code guid="2" name="Ядерный" isCodable="true"/><Code guid="3" name="Trade" isCodable="true"><Code guid="4" name="Gas" isCodable="true"/></Code></Code>
            <Code guid="5" name="Threat narrative" isCodable="true"/><Code guid="7" name="Quote" isCodable="true"/></Codes><Sets><Set guid="6" name="s"/></Sets></CodeBook>"##;
        let (book, problems) = codebook(file.as_bytes(), "My codes").expect("read");
        assert_eq!((book.id.as_str(), book.problems()), ("my-codes", Vec::new()));
        let ids: Vec<_> = book.layers.iter().map(|layer| layer.id.as_str()).collect();
        assert_eq!(ids, ["Threat narrative", "Threat narrative-2", "quote"]);
        let first = &book.layers[0];
        assert_eq!((first.name.as_str(), first.guideline.as_str()), ("Threat narrative", "Who threatens?"));
        assert_eq!(first.colour, Rgb(0x1a, 0x2b, 0x3c));
        let values: Vec<_> =
            first.attributes[0].values.iter().map(|it| (it.id.as_str(), it.name.as_str())).collect();
        assert_eq!(values, [("ядерный", "Ядерный"), ("trade", "Trade"), ("trade-gas", "Trade / Gas")]);
        assert_eq!(problems.len(), 1);
        assert!(codebook(b"<CodeBook/>", "x").is_err() && codebook(b"x", "x").is_err());
    }
}
