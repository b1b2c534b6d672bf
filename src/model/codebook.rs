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

impl Rgb {
    /// The colours that layers, actors and codes can be given: those of Okabe and Ito that show on paper, and violet.
    pub const CHOICE: [Self; 8] = [
        Self(0, 114, 178),
        Self(230, 159, 0),
        Self(204, 121, 167),
        Self(86, 180, 233),
        Self(0, 158, 115),
        Self(213, 94, 0),
        Self(145, 132, 20),
        Self(126, 87, 194),
    ];
    /// Those that no layer of the default codebook has.
    pub const FREE: [Self; 4] = [Self::CHOICE[4], Self::CHOICE[5], Self::CHOICE[6], Self::CHOICE[7]];

    /// Returns the colour of the layer of this number in a codebook, when nothing says another.
    #[must_use]
    pub fn of_number(number: usize) -> Self {
        Self::FREE.get(number % Self::FREE.len()).copied().unwrap_or(Self::FREE[0])
    }
}

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
    /// Text that it fits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<String>,
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
    /// What counts as one.
    #[serde(default)]
    pub guideline: String,
    /// Text that it fits, the annotated words in square brackets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<String>,
}

impl Layer {
    /// Returns a layer that is drawn as an underline and has nothing more than a name and a colour.
    #[must_use]
    pub fn new(id: LayerId, name: impl Into<String>, colour: Rgb) -> Self {
        Self {
            id,
            name: name.into(),
            key: None,
            colour,
            shape: Shape::Underline,
            reviewed: true,
            attributes: Vec::new(),
            guideline: String::new(),
            examples: Vec::new(),
        }
    }
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

static READY: LazyLock<Vec<Arc<Codebook>>> = LazyLock::new(|| {
    let others = [
        include_str!("../../assets/codebooks/discourse-network.ron"),
        include_str!("../../assets/codebooks/political-claims.ron"),
        include_str!("../../assets/codebooks/propaganda.ron"),
    ];
    let others = others.into_iter().filter_map(|text| ron::from_str(text).ok().map(Arc::new));
    std::iter::once(Codebook::standard()).chain(others).collect()
});

impl Codebook {
    /// Returns the codebooks that Glossator brings along, the default one first.
    #[must_use]
    pub fn ready() -> &'static [Arc<Self>] {
        &READY
    }

    /// Reads a codebook that [`Self::to_ron`] wrote, or a person.
    ///
    /// # Errors
    /// In words, when it is none, or breaks its own rules.
    pub fn of_ron(text: &str) -> Result<Self, String> {
        let book: Self = ron::from_str(text).map_err(|why| why.to_string())?;
        match book.problems().first() {
            None => Ok(book),
            Some(wrong) => Err(wrong.clone()),
        }
    }

    /// Writes the codebook for people to read and change.
    #[must_use]
    pub fn to_ron(&self) -> String {
        let style = ron::ser::PrettyConfig::new().new_line("\n").depth_limit(5);
        ron::ser::to_string_pretty(self, style).map_or_else(|_| String::new(), |text| text + "\n")
    }

    /// Returns what breaks the rules of a codebook: ids and keys that stand twice, links to layers that it lacks.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        if self.layers.is_empty() {
            wrong.push("It has no layers.".to_owned());
        }
        twice(self.layers.iter().map(|layer| layer.id.as_str()), "layer", &mut wrong);
        twice(self.layers.iter().filter_map(|layer| layer.key), "layers' key", &mut wrong);
        for layer in &self.layers {
            let name = |what: &str| format!("{what} of the layer {}", layer.id);
            twice(layer.attributes.iter().map(|one| one.id.as_str()), &name("attribute"), &mut wrong);
            for attribute in &layer.attributes {
                let name = |what: &str| format!("{what} of {} of the layer {}", attribute.id, layer.id);
                twice(attribute.values.iter().map(|value| value.id.as_str()), &name("value"), &mut wrong);
                twice(
                    attribute.values.iter().filter_map(|value| value.key),
                    &name("values' key"),
                    &mut wrong,
                );
            }
        }
        for rule in &self.links {
            for layer in rule.from.iter().chain(&rule.to).filter(|id| self.layer(id).is_none()) {
                wrong.push(format!("The link {} names the layer {layer}, which it lacks.", rule.role));
            }
        }
        wrong
    }

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

fn twice<T: Ord + std::fmt::Display>(all: impl Iterator<Item = T>, what: &str, wrong: &mut Vec<String>) {
    let mut seen = std::collections::BTreeSet::new();
    for one in all {
        let text = format!("The {what} {one} stands twice.");
        if !seen.insert(one) {
            wrong.push(text);
        }
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
    fn the_ready_codebooks_are_whole() {
        let names: Vec<_> = Codebook::ready().iter().map(|book| book.id.as_str()).collect();
        assert_eq!(names, ["default", "discourse-network", "political-claims", "propaganda"]);
        for book in Codebook::ready() {
            assert_eq!(book.problems(), Vec::<String>::new(), "{}", book.id);
            assert_eq!(Codebook::of_ron(&book.to_ron()).as_ref(), Ok(&**book), "{} comes back", book.id);
            assert!(book.layers.iter().all(|layer| !layer.guideline.is_empty()), "{}", book.id);
        }
        let propaganda = Codebook::ready().last().expect("there");
        let techniques = propaganda.layers.iter().filter_map(|layer| layer.attribute("technique"));
        let counts: Vec<_> = techniques.map(|attribute| attribute.values.len()).collect();
        assert_eq!((counts.len(), counts.iter().sum::<usize>()), (6, 23));
    }

    #[test]
    fn what_breaks_the_rules_is_said() {
        let wrong = |text: &str| Codebook::of_ron(text).expect_err("wrong");
        let layers =
            |layers: &str| format!("(id: \"x\", name: \"X\", version: 1, layers: [{layers}], links: [])");
        assert!(wrong("nonsense").contains("1:1"));
        assert_eq!(wrong(&layers("")), "It has no layers.");
        let twice =
            "(id: \"a\", name: \"A\", colour: (0, 0, 0)), (id: \"a\", name: \"B\", colour: (0, 0, 0))";
        assert_eq!(wrong(&layers(twice)), "The layer a stands twice.");
    }

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
