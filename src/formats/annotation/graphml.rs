//! GraphML: annotations and actors as nodes (an actor of the registry is an `entity`), links and
//! mentions as directed edges. For network analysis.

use super::network::{self, Network};
use super::xml::escaped;
use super::{AnnotationFormat, Imported, Loss, OutFile, Unwritable, WriteOptions};
use crate::formats::{Input, Unreadable};
use crate::model::Document;

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
        let network = Network::of(documents, options);
        Ok(vec![OutFile::main(written(&network))])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        network::losses(document, options)
    }
}

fn written(network: &Network) -> String {
    let mut out = HEAD.to_owned();
    for (id, values) in &network.nodes {
        let data = values.iter().enumerate();
        let data = data.map(|(number, value)| format!("<data key=\"n{number}\">{}</data>", escaped(value)));
        out += &format!("    <node id=\"{}\">{}</node>\n", escaped(id), data.collect::<String>());
    }
    for (number, ((from, to, relation), count)) in network.edges.iter().enumerate() {
        out += &format!(
            "    <edge id=\"e{number}\" source=\"{}\" target=\"{}\"><data key=\"e0\">{}</data><data key=\"e1\">{count}.0</data></edge>\n",
            escaped(from),
            escaped(to),
            escaped(relation)
        );
    }
    out + "  </graph>\n</graphml>\n"
}
