//! The network that graph formats write: annotations and actors as nodes (an actor of the registry is an
//! `entity`), links and mentions as directed edges.

use super::loss::Losses;
use super::{Loss, WriteOptions, foreign, voice};
use crate::model::{ActorId, Annotation, Document, Target};
use std::collections::BTreeMap;

/// Nodes by id, edges by their ends and relation with how often they occur.
#[derive(Default)]
pub(super) struct Network {
    /// Whether ids of annotations need their document's before them.
    several: bool,
    /// Label, type, kind and document of each node.
    pub nodes: BTreeMap<String, [String; 4]>,
    /// From, to and relation, with how often.
    pub edges: BTreeMap<(String, String, String), usize>,
}

impl Network {
    /// Draws the network of some documents.
    pub(super) fn of(documents: &[&Document], options: &WriteOptions) -> Self {
        let mut network = Self { several: documents.len() > 1, ..Self::default() };
        documents.iter().for_each(|document| network.add(document, options));
        network
    }

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
}

/// What every graph leaves out.
pub(super) fn losses(document: &Document, options: &WriteOptions) -> Vec<Loss> {
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
