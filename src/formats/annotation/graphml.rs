//! GraphML: annotations and actors as nodes (an actor of the registry is an `entity`), links and
//! mentions as directed edges. For network analysis.

use super::loss::Losses;
use super::{AnnotationFormat, Imported, Loss, OutFile, Unwritable, WriteOptions, foreign, voice};
use crate::formats::{Input, Unreadable};
use crate::model::{ActorId, Annotation, Document, Target};
use std::collections::BTreeMap;

/// GraphML.
pub struct GraphMl;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="n0" for="node" attr.name="label" attr.type="string"/>
  <key id="n1" for="node" attr.name="type" attr.type="string"/>
  <key id="n2" for="node" attr.name="kind" attr.type="string"/>
  <key id="n3" for="node" attr.name="document" attr.type="string"/>
  <key id="e0" for="edge" attr.name="relation" attr.type="string"/>
  <key id="e1" for="edge" attr.name="weight" attr.type="double"/>
  <graph id="G" edgedefault="directed">
"#;

impl AnnotationFormat for GraphMl {
    fn name(&self) -> &'static str {
        "graphml"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["graphml"]
    }

    fn describe(&self) -> &'static str {
        "a network of who says and claims what; for Gephi, visone, networkx, igraph"
    }

    fn omits(&self) -> &'static str {
        "the text, places, annotations without links or actors, attributes but the first, scores, notes"
    }

    fn reads(&self) -> bool {
        false
    }

    fn holds_many(&self) -> bool {
        true
    }

    fn recognises(&self, _bytes: &[u8], _name: &str) -> bool {
        false
    }

    fn read(&self, _input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        Err(Unreadable::WriteOnly(self.name()))
    }

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        let mut network = Network { several: documents.len() > 1, ..Network::default() };
        documents.iter().for_each(|document| network.add(document, options));
        Ok(vec![OutFile::main(network.written())])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        let mut losses = Losses::default();
        losses.left_out(document, options);
        let alone = |it: &Annotation| {
            it.actor.is_none()
                && document.links_from(&it.id).next().is_none()
                && document.links_to(&it.id).next().is_none()
        };
        let nouns = ("annotation without link or actor", "annotations without links or actors");
        losses.annotations(document, nouns, "left out", alone);
        losses.add(1, "text", "texts", "not carried");
        losses.done()
    }
}

/// Nodes by id, edges by their ends and relation with how often they occur.
#[derive(Default)]
struct Network {
    /// Whether ids of annotations need their document's before them.
    several: bool,
    nodes: BTreeMap<String, [String; 4]>,
    edges: BTreeMap<(String, String, String), usize>,
}

impl Network {
    fn add(&mut self, document: &Document, options: &WriteOptions) {
        for link in foreign::shown_links(document, options) {
            let Some(from) = document.annotation(&link.from) else { continue };
            let from = self.annotation(document, from);
            let to = match &link.to {
                Target::Annotation(to) => document.annotation(to).map(|to| self.annotation(document, to)),
                Target::Actor(id) => Some(self.actor(document, id)),
                Target::Author => Some(self.author(document)),
            };
            if let Some(to) = to {
                *self.edges.entry((from, to, link.role.to_string())).or_default() += 1;
            }
        }
        for mention in foreign::shown(document, options) {
            if let Some(actor) = &mention.actor {
                let (from, to) = (self.annotation(document, mention), self.actor(document, actor));
                *self.edges.entry((from, to, "mentions".to_owned())).or_default() += 1;
            }
        }
    }

    fn annotation(&mut self, document: &Document, annotation: &Annotation) -> String {
        let id = if self.several {
            format!("{}/{}", document.id(), annotation.id)
        } else {
            annotation.id.to_string()
        };
        let words: Vec<_> = annotation.fragments.iter().map(|span| span.of_text(document.text())).collect();
        let kind = annotation.attributes.iter().find(|(name, _)| ["kind", "type"].contains(name));
        let kind = kind.map(|(_, value)| value.to_owned()).unwrap_or_default();
        let node = [words.join(" "), annotation.layer.to_string(), kind, document.id().to_owned()];
        self.nodes.entry(id.clone()).or_insert(node);
        id
    }

    /// An actor is one node, however many articles mention it.
    fn actor(&mut self, document: &Document, id: &ActorId) -> String {
        let id = document.actors().resolve(id);
        let kind = document.actors().get(id).map(|actor| actor.kind.to_string()).unwrap_or_default();
        let name = voice::name(document, &Target::Actor(id.clone()));
        let key = format!("actor:{id}");
        self.nodes.entry(key.clone()).or_insert([name, "entity".to_owned(), kind, String::new()]);
        key
    }

    fn author(&mut self, document: &Document) -> String {
        let key = if self.several { format!("{}/author", document.id()) } else { "author".to_owned() };
        let node = [
            voice::name(document, &Target::Author),
            "author".to_owned(),
            String::new(),
            document.id().to_owned(),
        ];
        self.nodes.entry(key.clone()).or_insert(node);
        key
    }

    fn written(&self) -> String {
        let mut out = HEAD.to_owned();
        for (id, values) in &self.nodes {
            let data = values.iter().enumerate();
            let data =
                data.map(|(number, value)| format!("<data key=\"n{number}\">{}</data>", escaped(value)));
            out += &format!("    <node id=\"{}\">{}</node>\n", escaped(id), data.collect::<String>());
        }
        for (number, ((from, to, relation), count)) in self.edges.iter().enumerate() {
            out += &format!(
                "    <edge id=\"e{number}\" source=\"{}\" target=\"{}\"><data key=\"e0\">{}</data><data key=\"e1\">{count}.0</data></edge>\n",
                escaped(from),
                escaped(to),
                escaped(relation)
            );
        }
        out + "  </graph>\n</graphml>\n"
    }
}

/// Text for XML; what XML cannot hold stands as U+FFFD.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for char in text.chars() {
        match char {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\t' => safe.push_str("&#9;"),
            '\n' => safe.push_str("&#10;"),
            '\r' => safe.push_str("&#13;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            _ => safe.push(char),
        }
    }
    safe
}
