//! TEI to a document: stand-off spans between anchors, and names and speech that are marked in the text itself.

use super::super::anchor::Anchors;
use super::super::flat::{self, Found};
use super::super::foreign::Builder;
use super::super::{Imported, xml};
use crate::formats::Unreadable;
use crate::model::{Place, Problem};
use crate::text::{Article, Unit};
use roxmltree::Node;
use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

/// Elements that mark something in running text, and the label that they stand for.
const INLINE: [(&str, &str); 8] = [
    ("persName", "PER"),
    ("orgName", "ORG"),
    ("placeName", "LOC"),
    ("geogName", "LOC"),
    ("said", "quote"),
    ("q", "quote"),
    ("quote", "quote"),
    ("rs", "actor"),
];

/// What is read of the text: its words, and where each element with an id begins and ends, in scalars.
#[derive(Default)]
struct Reading<'a> {
    text: String,
    length: u32,
    places: FxHashMap<&'a str, (u32, u32)>,
    found: Vec<Found>,
}

/// Reads the document.
pub(super) fn read(tree: &roxmltree::Document<'_>, stem: &str) -> Result<Imported, Unreadable> {
    let root = tree.root_element();
    let text = xml::children(root, "text").next().ok_or_else(|| xml::not_this("tei", "it has no `text`"))?;
    let body = xml::children(text, "body").next().unwrap_or(text);
    let mut inside = body.children().filter(Node::is_element);
    let whole = match (inside.next(), inside.next()) {
        (Some(only), None) => only,
        _ => body,
    };
    let mut reading = Reading::default();
    reading.text_of(whole);
    let numbers = root.descendants().filter(|it| it.is_element() && it.tag_name().name() == "idno");
    let id = numbers.filter(|it| it.attribute("type") == Some("document")).map(xml::text_of).next();
    let id = id.filter(|id| !id.is_empty());
    let mut builder = Builder::new(&id.unwrap_or_else(|| stem.to_owned()), Article::new(reading.text), "tei");
    meta(&mut builder, root);
    let categories = categories(root);
    let (mut found, mut ties) = (reading.found, relations(root));
    let mut number = found.len();
    for span in root.descendants().filter(|it| it.is_element() && it.tag_name().name() == "span") {
        let end = |name| span.attribute(name).and_then(|to| reading.places.get(to.trim_start_matches('#')));
        let Some((start, first_end)) = end("from").copied() else {
            if span.attribute("from").is_some() {
                let name = xml_id(span).unwrap_or_default().to_owned();
                let message = "begins at an anchor that is not in the text; left out";
                builder.problems.push(Problem::error(Place::Named(name), message));
            }
            continue;
        };
        let end = end("to").map_or(first_end, |(_, end)| *end);
        number += 1;
        let key = xml_id(span).map_or_else(|| number.to_string(), str::to_owned);
        if let Some(former) = span.attribute("prev") {
            let former = former.trim_start_matches('#').to_owned();
            ties.push((flat::PART_OF.to_owned(), key.clone(), former));
        }
        let (label, said) = said_of(span, &categories);
        found.push(Found { key, label, place: (start, end, None), said });
    }
    for one in &mut found {
        one.key = xml::plain_name(&one.key);
    }
    for (role, from, to) in &mut ties {
        (*role, *from, *to) = (xml::plain_name(role), xml::plain_name(from), xml::plain_name(to));
    }
    let article = builder.article();
    flat::put(&mut builder, &Anchors::new(&article, Unit::Scalars), found, &ties);
    Ok(builder.done())
}

impl<'a> Reading<'a> {
    /// Takes in an element, without recursion: a node is done when one comes that is not below it.
    fn text_of(&mut self, whole: Node<'a, '_>) {
        let mut open: Vec<(Node<'a, '_>, u32)> = Vec::new();
        for node in whole.descendants() {
            while open.last().is_some_and(|(last, _)| last.range().end <= node.range().start) {
                self.close(open.pop());
            }
            if let Some(words) = node.text().filter(|_| node.is_text()) {
                self.text.push_str(words);
                self.length += words.chars().count() as u32;
            } else if node.is_element() {
                open.push((node, self.length));
            }
        }
        while let Some(last) = open.pop() {
            self.close(Some(last));
        }
    }

    fn close(&mut self, element: Option<(Node<'a, '_>, u32)>) {
        let Some((node, start)) = element else { return };
        if let Some(id) = xml_id(node) {
            self.places.insert(id, (start, self.length));
        }
        let label = INLINE.iter().find(|(name, _)| *name == node.tag_name().name());
        if let Some((_, label)) = label.filter(|_| self.length > start) {
            let label = if *label == "actor" { node.attribute("type").unwrap_or(label) } else { label };
            let key = xml_id(node).map_or_else(|| format!("x{}", self.found.len() + 1), str::to_owned);
            let place = (start, self.length, None);
            self.found.push(Found { key, label: label.to_owned(), place, said: Map::new() });
        }
    }
}

fn xml_id<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.attribute(("http://www.w3.org/XML/1998/namespace", "id"))
}

/// What a category stands for: a layer, or a name with a value.
enum Category {
    Layer(String),
    Said(String, String),
}

fn categories(root: Node<'_, '_>) -> FxHashMap<String, Category> {
    let all = root.descendants().filter(|it| it.is_element() && it.tag_name().name() == "category");
    let known = all.filter_map(|category| {
        let id = xml_id(category)?.to_owned();
        let words = xml::children(category, "catDesc").next().map(xml::text_of).unwrap_or_default();
        let name = category.attribute("n").or_else(|| words.split_once('=').map(|(name, _)| name));
        let value = name.and_then(|name| words.strip_prefix(name)?.strip_prefix('='));
        Some(match (name, value) {
            (Some(name), Some(value)) => (id, Category::Said(name.to_owned(), value.to_owned())),
            _ => (id, Category::Layer(words)),
        })
    });
    known.collect()
}

fn said_of(span: Node<'_, '_>, categories: &FxHashMap<String, Category>) -> (String, Map<String, Value>) {
    let (mut label, mut said) = (String::new(), Map::new());
    for pointer in span.attribute("ana").unwrap_or_default().split_whitespace() {
        let id = pointer.trim_start_matches('#');
        match categories.get(id) {
            Some(Category::Layer(layer)) => label.clone_from(layer),
            Some(Category::Said(name, value)) => drop(said.insert(name.clone(), value.as_str().into())),
            None if label.is_empty() => id.clone_into(&mut label),
            None => {}
        }
    }
    if label.is_empty() {
        // A span of somebody else's: what it is stands in the attribute `type`, or as its text.
        label = span.attribute("type").map_or_else(|| xml::text_of(span).trim().to_owned(), str::to_owned);
    }
    (label, said)
}

fn relations(root: Node<'_, '_>) -> Vec<(String, String, String)> {
    let all = root.descendants().filter(|it| it.is_element() && it.tag_name().name() == "relation");
    let ends = all.filter_map(|relation| {
        let end = |name| Some(relation.attribute(name)?.trim_start_matches('#').to_owned());
        Some((relation.attribute("name").unwrap_or("relation").to_owned(), end("active")?, end("passive")?))
    });
    ends.collect()
}

fn meta(builder: &mut Builder, root: Node<'_, '_>) {
    let language = root.attribute(("http://www.w3.org/XML/1998/namespace", "lang")).unwrap_or_default();
    flat::take_meta(builder, "language", &language.into());
    let Some(header) = xml::children(root, "teiHeader").next() else { return };
    let statement = xml::below(header, "titleStmt");
    for name in ["title", "author"] {
        let value = statement.and_then(|it| xml::children(it, name).next()).map(xml::text_of);
        flat::take_meta(builder, name, &value.unwrap_or_default().into());
    }
    let Some(source) = xml::below(header, "sourceDesc") else { return };
    for node in source.descendants().filter(Node::is_element) {
        let text = || Value::String(xml::text_of(node));
        match (node.tag_name().name(), node.attribute("type")) {
            ("publisher", _) => flat::take_meta(builder, "outlet", &text()),
            ("date", _) => {
                let when = node.attribute("when").map_or_else(text, Value::from);
                flat::take_meta(builder, "date", &when);
            }
            ("idno", Some("source")) => flat::take_meta(builder, "source", &text()),
            ("ptr", _) => {
                flat::take_meta(builder, "source", &node.attribute("target").unwrap_or_default().into());
            }
            ("note", Some(name)) => flat::take_meta(builder, &xml::plain_name(name), &text()),
            _ => {}
        }
    }
}
