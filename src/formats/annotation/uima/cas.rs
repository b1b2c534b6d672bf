//! A CAS without its dress: a text and feature structures. Both forms are written from it and read into it.

use super::super::anchor::Anchors;
use super::super::flat::{self, Found};
use super::super::foreign::Builder;
use super::super::tokens::tokens;
use super::super::{Imported, WriteOptions, xml};
use crate::model::{Document, Problem};
use crate::text::{Article, Span, Unit, segment};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

pub(super) const SPAN: &str = "webanno.custom.Span";
pub(super) const RELATION: &str = "webanno.custom.SpanRelation";
/// What DKPro keeps metadata in that has no feature of its own: a name and a value.
pub(super) const FIELD: &str = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.MetaDataStringField";
pub(super) const META: &str = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData";
pub(super) const SENTENCE: &str = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence";
pub(super) const TOKEN: &str = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token";

/// What the metadata of a document has features for.
const HELD: [&str; 3] = ["title", "source", "language"];

/// Features that the program itself or UIMA gives a span.
const OWN: [&str; 5] = ["begin", "end", "sofa", "label", flat::ID];

/// The value of a feature.
pub(super) enum Feature {
    /// A text, or whatever is written like one.
    Text(String),
    /// Another feature structure, by its number.
    Ref(u32),
}

/// A feature structure that lies on the text.
pub(super) struct Structure {
    /// Its number.
    pub id: u32,
    /// Its type, with the package.
    pub kind: String,
    /// The number of the text that it lies on, where a file says so.
    pub sofa: Option<u32>,
    /// Where it lies, in UTF-16 units.
    pub place: (u32, u32),
    /// What is said of it.
    pub features: Vec<(String, Feature)>,
}

/// A text and what lies on it.
#[derive(Default)]
pub(super) struct Cas {
    /// The text.
    pub text: String,
    /// The structures; the text itself has the number 1.
    pub structures: Vec<Structure>,
    /// How many structures of each layer of linguistics a reader left out.
    left: BTreeMap<String, usize>,
}

/// The number of the text.
pub(super) const SOFA: u32 = 1;

/// Makes the name of an attribute one that a feature can have.
pub(super) fn feature_name(name: &str) -> String {
    let legal = xml::legal(name, |char| char.is_ascii_alphanumeric() || char == '_');
    if OWN.contains(&name) || legal.starts_with("Governor") || legal.starts_with("Dependent") {
        let first = u32::from(name.chars().next().unwrap_or('_'));
        return format!("_x{first:04X}_{}", legal.get(1..).unwrap_or_default());
    }
    legal
}

impl Cas {
    /// Takes a document apart.
    pub(super) fn of(document: &Document, options: &WriteOptions) -> Self {
        let mut cas = Self { text: document.text().to_owned(), ..Self::default() };
        let count = |at| document.article().count(at, Unit::Utf16);
        let place = |span: Span| (count(span.start), count(span.end));
        let text = |name: &str, value: &str| (name.to_owned(), Feature::Text(value.to_owned()));
        let meta = document.meta();
        let language = if meta.language.is_empty() { "x-unspecified" } else { meta.language.as_str() };
        let known = [
            ("language", language),
            ("documentTitle", &meta.title),
            ("documentId", document.id()),
            ("documentUri", &meta.source),
        ];
        let known = known.iter().filter(|(_, value)| !value.is_empty());
        let known = known.map(|(name, value)| text(name, value)).collect();
        cas.add(META, place(document.article().whole()), known);
        for (name, value) in flat::meta(document, &[]) {
            if !HELD.contains(&name.as_str()) {
                let field = [text("key", &name), text("value", &flat::plain(&value))];
                cas.add(FIELD, place(document.article().whole()), field.into_iter().collect());
            }
        }
        let sentences = segment::sentences(document.text());
        for sentence in &sentences {
            cas.add(SENTENCE, place(*sentence), Vec::new());
        }
        let flat = flat::flat(document, options, false);
        let pieces = flat.pieces.iter().map(|piece| piece.span.trim(document.text()));
        let cuts = pieces.chain(sentences).flat_map(|span| [span.start, span.end]);
        for token in tokens(document.text(), cuts) {
            if !token.span.of_text(document.text()).trim().is_empty() {
                cas.add(TOKEN, place(token.span), Vec::new());
            }
        }
        let mut numbers = Vec::new();
        for piece in &flat.pieces {
            let said = flat::said(document, piece.annotation);
            let said =
                said.iter().map(|(name, value)| (feature_name(name), Feature::Text(flat::plain(value))));
            let layer = piece.annotation.layer.as_str();
            let own = [text("label", layer), text(flat::ID, piece.annotation.id.as_str())];
            let features = own.into_iter().chain(said).collect();
            numbers.push((cas.add(SPAN, place(piece.span), features), place(piece.span)));
        }
        for (role, from, to) in &flat.ties {
            let (Some((from, _)), Some((to, at))) = (numbers.get(*from), numbers.get(*to)) else { continue };
            let ends = vec![
                ("Governor".to_owned(), Feature::Ref(*from)),
                ("Dependent".to_owned(), Feature::Ref(*to)),
            ];
            cas.add(RELATION, *at, ends.into_iter().chain([text("label", role)]).collect());
        }
        cas
    }

    fn add(&mut self, kind: &str, place: (u32, u32), features: Vec<(String, Feature)>) -> u32 {
        let id = SOFA + 1 + u32::try_from(self.structures.len()).unwrap_or(u32::MAX - 2);
        self.structures.push(Structure { id, kind: kind.to_owned(), sofa: Some(SOFA), place, features });
        id
    }

    /// Takes what a reader found; layers of linguistics are no more than counted.
    pub(super) fn take(&mut self, structure: Structure) {
        let is_meta = [META, FIELD].contains(&structure.kind.as_str());
        match linguistic(&structure.kind).filter(|_| !is_meta) {
            None => self.structures.push(structure),
            Some(_) if is_segment(&structure.kind) => {}
            Some(layer) => *self.left.entry(layer.to_owned()).or_default() += 1,
        }
    }

    /// Puts the document together: what has a governor and a dependent is a link, the rest spans. Layers of
    /// linguistics stay behind, and are said.
    pub(super) fn into_imported(self, stem: &str, format: &str) -> Imported {
        let (mut found, mut ties) = (Vec::new(), Vec::new());
        let (mut meta, mut fields) = (Map::new(), Map::new());
        for structure in self.structures {
            if structure.kind == META || structure.kind == "uima.tcas.DocumentAnnotation" {
                meta.extend(texts(structure.features));
            } else if structure.kind == FIELD {
                let mut field = texts(structure.features);
                let name = field.get("key").map(flat::plain).unwrap_or_default();
                fields.extend(field.shift_remove("value").map(|value| (name, value)));
            } else {
                sort_out(structure, &mut found, &mut ties);
            }
        }
        flat::take_ids(&mut found, &mut ties);
        let id = meta.get("documentId").map(flat::plain).filter(|id| !id.is_empty());
        let mut builder =
            Builder::new(&id.unwrap_or_else(|| stem.to_owned()), Article::new(self.text), format);
        builder.problems.extend(self.left.into_iter().map(|(layer, count)| {
            let (noun, verb) = if count == 1 { ("annotation", "is") } else { ("annotations", "are") };
            Problem::note(format!("{count} {noun} of the layer `{layer}` {verb} not taken over"))
        }));
        for (theirs, ours) in
            [("documentTitle", "title"), ("documentUri", "source"), ("language", "language")]
        {
            if let Some(value) = meta.get(theirs).filter(|value| *value != "x-unspecified") {
                flat::take_meta(&mut builder, ours, value);
            }
        }
        fields.iter().for_each(|(name, value)| flat::take_meta(&mut builder, name, value));
        let article = builder.article();
        flat::put(&mut builder, &Anchors::new(&article, Unit::Utf16), found, &ties);
        builder.done()
    }
}

fn texts(features: Vec<(String, Feature)>) -> Map<String, Value> {
    let texts = features.into_iter().filter_map(|(name, feature)| match feature {
        Feature::Text(text) => Some((name, Value::String(text))),
        Feature::Ref(_) => None,
    });
    texts.collect()
}

/// Takes a structure as a link or as a span.
fn sort_out(structure: Structure, found: &mut Vec<Found>, ties: &mut Vec<(String, String, String)>) {
    let end = |name: &str| {
        structure.features.iter().find_map(|(feature, value)| match value {
            Feature::Ref(to) if feature == name => Some(to.to_string()),
            _ => None,
        })
    };
    let ends = (end("Governor"), end("Dependent"));
    let short = structure.kind.rsplit('.').next().unwrap_or_default().to_owned();
    let mut said = texts(structure.features);
    let mut named = |names: &[&str]| {
        names.iter().find_map(|name| said.shift_remove(*name)).map(|label| flat::plain(&label))
    };
    if let (Some(from), Some(to)) = ends {
        ties.push((named(&["label", "role", "value"]).unwrap_or(short), from, to));
        return;
    }
    let label = named(&["label", "value"]).unwrap_or(short);
    let said = said.into_iter().map(|(name, value)| (xml::plain_name(&name), value)).collect();
    let (start, end) = structure.place;
    found.push(Found { key: structure.id.to_string(), label, place: (start, end, None), said });
}

/// Returns the short name of a layer that says something of words, not of the article.
fn linguistic(kind: &str) -> Option<&str> {
    const PACKAGES: [&str; 4] = [
        "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.",
        "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.",
        "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.",
        "de.tudarmstadt.ukp.dkpro.core.api.syntax.type.",
    ];
    PACKAGES.iter().find_map(|package| kind.strip_prefix(package))
}

/// Says whether a type cuts the text or describes the file, so that nobody misses it.
fn is_segment(kind: &str) -> bool {
    kind == SENTENCE || kind == TOKEN || kind.contains(".metadata.type.")
}
