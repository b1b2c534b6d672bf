//! GEXF 1.3: the same network as GraphML, in Gephi's own format.

use super::network::Network;
use super::xml::escaped;

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

/// Writes the file.
pub(super) fn written(network: &Network) -> String {
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
