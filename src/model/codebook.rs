//! The codebook: layers, their attributes and values, and which links are allowed.
//!
//! Written as RON; the default one is `assets/codebooks/default.ron`.

use super::id::LayerId;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::sync::{Arc, LazyLock};

/// A colour, red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// How the highlights of a layer are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
pub enum Shape {
    /// A tinted box around the words.
    #[default]
    Box,
    /// A tinted band with a bar beneath.
    Band,
    /// A bracket in the margin and a fine dotted underline.
    Bracket,
    /// A thin underline.
    Underline,
}

/// One value that an attribute can have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// What files hold: `armed-group`.
    pub id: SmolStr,
    /// What people read: "armed group".
    pub name: String,
    /// The letter that chooses it after `t`.
    #[serde(default)]
    pub key: Option<char>,
    /// When to use it.
    #[serde(default)]
    pub guideline: String,
}

/// Something that can be said of the annotations of a layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribute {
    /// What files hold: `kind`.
    pub id: SmolStr,
    /// What people read: "Kind".
    pub name: String,
    /// The values it can have; any text when empty.
    #[serde(default)]
    pub values: Vec<Value>,
    /// The value that a new annotation gets; "" for none.
    #[serde(default)]
    pub default: SmolStr,
    /// What it means.
    #[serde(default)]
    pub guideline: String,
}

/// A kind of thing that is annotated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layer {
    /// What files hold: `quote`.
    pub id: LayerId,
    /// What people read: "Quote".
    pub name: String,
    /// The key that makes one of the selection.
    #[serde(default)]
    pub key: Option<char>,
    /// Its colour on paper; the dark theme lightens it.
    pub colour: Rgb,
    /// How it is drawn.
    #[serde(default)]
    pub shape: Shape,
    /// Whether its annotations are gone through in a review of their own (a cue follows its quote).
    #[serde(default = "yes")]
    pub reviewed: bool,
    /// What can be said of it. The first one is the *type* that `t` sets.
    #[serde(default)]
    pub attributes: Vec<Attribute>,
    /// What counts as one, with examples.
    #[serde(default)]
    pub guideline: String,
}

const fn yes() -> bool {
    true
}

/// A kind of link that is allowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRule {
    /// What files hold: `speaker`.
    pub role: SmolStr,
    /// What people read: "Speaker".
    pub name: String,
    /// The layers it may start from.
    pub from: Vec<LayerId>,
    /// The layers it may point to.
    #[serde(default)]
    pub to: Vec<LayerId>,
    /// Whether it may point to an actor without a mention.
    #[serde(default)]
    pub to_actor: bool,
    /// Whether it may point to the article's author.
    #[serde(default)]
    pub to_author: bool,
    /// Whether at most one may start from an annotation.
    #[serde(default)]
    pub single: bool,
}

/// A scheme of annotation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Codebook {
    /// A short name for files: `default`.
    pub id: SmolStr,
    /// What people read.
    pub name: String,
    /// Grows with each change.
    pub version: u32,
    /// The layers, in the order of their keys.
    pub layers: Vec<Layer>,
    /// The links that are allowed.
    pub links: Vec<LinkRule>,
}

static STANDARD: LazyLock<Arc<Codebook>> = LazyLock::new(|| {
    Arc::new(ron::from_str(include_str!("../../assets/codebooks/default.ron")).unwrap_or_else(|_| Codebook {
        id: SmolStr::new_static("empty"),
        name: String::new(),
        version: 0,
        layers: Vec::new(),
        links: Vec::new(),
    }))
});

impl Codebook {
    /// Returns the default codebook.
    #[must_use]
    pub fn standard() -> Arc<Self> {
        Arc::clone(&STANDARD)
    }

    /// Returns a layer.
    #[must_use]
    pub fn layer(&self, id: &LayerId) -> Option<&Layer> {
        self.layers.iter().find(|layer| layer.id == *id)
    }

    /// Returns the rule of a role for links that start from `layer`.
    #[must_use]
    pub fn link_rule(&self, layer: &LayerId, role: &str) -> Option<&LinkRule> {
        self.links.iter().find(|rule| rule.role == role && rule.from.contains(layer))
    }

    /// Goes through the rules of links that may start from `layer`.
    pub fn links_from<'a>(&'a self, layer: &'a LayerId) -> impl Iterator<Item = &'a LinkRule> {
        self.links.iter().filter(move |rule| rule.from.contains(layer))
    }

    /// Returns the role that says who stands behind an annotation of `layer`: a quote's speaker, a claim's
    /// source. It is the layer's first rule that may point to a person.
    #[must_use]
    pub fn voice_of<'a>(&'a self, layer: &'a LayerId) -> Option<&'a LinkRule> {
        self.links_from(layer).find(|rule| rule.to_actor || rule.to_author)
    }

    /// Returns the hash of what it says, the same on every machine.
    #[must_use]
    pub fn hash(&self) -> u64 {
        ron::to_string(self).map_or(0, |text| crate::text::hash::fnv1a(text.as_bytes()))
    }
}

impl Layer {
    /// Returns an attribute.
    #[must_use]
    pub fn attribute(&self, id: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.id == id)
    }
}

impl Attribute {
    /// Returns a value.
    #[must_use]
    pub fn value(&self, id: &str) -> Option<&Value> {
        self.values.iter().find(|value| value.id == id)
    }

    /// Says whether `value` may stand here.
    #[must_use]
    pub fn allows(&self, value: &str) -> bool {
        self.values.is_empty() || self.value(value).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_codebook_is_whole() {
        let text = include_str!("../../assets/codebooks/default.ron");
        let book: Codebook = ron::from_str(text).expect("the asset parses");
        assert_eq!(*Codebook::standard(), book);
        let layers: Vec<_> = book.layers.iter().map(|layer| layer.id.as_str()).collect();
        assert_eq!(layers, ["actor", "quote", "claim", "cue"]);
        assert_eq!(book.voice_of(&LayerId::QUOTE).map(|rule| rule.role.as_str()), Some("speaker"));
        assert_eq!(book.voice_of(&LayerId::CLAIM).map(|rule| rule.role.as_str()), Some("source"));
        for layer in &book.layers {
            for attribute in &layer.attributes {
                let mut keys: Vec<_> = attribute.values.iter().filter_map(|value| value.key).collect();
                let all = keys.len();
                keys.sort_unstable();
                keys.dedup();
                assert_eq!(keys.len(), all, "keys of {} clash", attribute.id);
                assert!(attribute.default.is_empty() || attribute.allows(&attribute.default));
            }
        }
    }
}
