//! GraphML: annotations and actors as nodes (an actor of the registry is an `entity`), links and
//! mentions as directed edges. For network analysis.

use super::network::Network;
use super::xml::escaped;

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

/// Writes the file.
pub(super) fn written(network: &Network) -> String {
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
