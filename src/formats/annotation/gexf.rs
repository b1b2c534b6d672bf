//! GEXF 1.3: the same network as GraphML, in Gephi's own format.

use super::network::{self, Network};
use super::xml::escaped;
use super::{AnnotationFormat, Imported, Loss, OutFile, Unwritable, WriteOptions};
use crate::formats::{Input, Unreadable};
use crate::model::Document;

/// GEXF.
pub struct Gexf;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
  <meta><creator>Glossator</creator></meta>
  <graph defaultedgetype="directed" mode="static">
    <attributes class="node" mode="static">
      <attribute id="0" title="type" type="string"/>
      <attribute id="1" title="kind" type="string"/>
      <attribute id="2" title="document" type="string"/>
    </attributes>
    <attributes class="edge" mode="static">
      <attribute id="0" title="relation" type="string"/>
    </attributes>
    <nodes>
"#;

impl AnnotationFormat for Gexf {
    fn name(&self) -> &'static str {
        "gexf"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["gexf"]
    }

    fn describe(&self) -> &'static str {
        "a network of who says and claims what; for Gephi"
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
        Ok(vec![OutFile::main(written(&Network::of(documents, options)))])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        network::losses(document, options)
    }
}

fn written(network: &Network) -> String {
    let mut out = HEAD.to_owned();
    let values = |values: &[&String]| -> String {
        let each = values.iter().enumerate();
        each.map(|(number, value)| format!("<attvalue for=\"{number}\" value=\"{}\"/>", escaped(value)))
            .collect()
    };
    for (id, [label, kind, attribute, document]) in &network.nodes {
        out += &format!(
            "      <node id=\"{}\" label=\"{}\"><attvalues>{}</attvalues></node>\n",
            escaped(id),
            escaped(label),
            values(&[kind, attribute, document])
        );
    }
    out += "    </nodes>\n    <edges>\n";
    for (number, ((from, to, relation), count)) in network.edges.iter().enumerate() {
        out += &format!(
            "      <edge id=\"{number}\" source=\"{}\" target=\"{}\" weight=\"{count}.0\" label=\"{}\"><attvalues>{}</attvalues></edge>\n",
            escaped(from),
            escaped(to),
            escaped(relation),
            values(&[relation])
        );
    }
    out + "    </edges>\n  </graph>\n</gexf>\n"
}
