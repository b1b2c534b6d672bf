//! Graphs of who says and claims what: GraphML and GEXF, the same [network](super::network) in two dresses.

use super::network::{self, Network};
use super::{AnnotationFormat, Loss, OutFile, Unwritable, WriteOptions, gexf, graphml};
use crate::model::Document;

/// A graph.
pub struct Graph {
    /// Whether it is in Gephi's own format.
    pub gexf: bool,
}

impl AnnotationFormat for Graph {
    fn name(&self) -> &'static str {
        if self.gexf { "gexf" } else { "graphml" }
    }

    fn extensions(&self) -> &'static [&'static str] {
        if self.gexf { &["gexf"] } else { &["graphml"] }
    }

    fn describe(&self) -> &'static str {
        if self.gexf {
            "a network of who says and claims what; for Gephi"
        } else {
            "a network of who says and claims what; for Gephi, visone, networkx, igraph"
        }
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

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        let network = Network::of(documents, options);
        let written = if self.gexf { gexf::written(&network) } else { graphml::written(&network) };
        Ok(vec![OutFile::main(written)])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        network::losses(document, options)
    }
}
