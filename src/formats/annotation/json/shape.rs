//! Glossator JSON as it stands in files. Offsets count Unicode scalars; optional keys are left out when empty.

use crate::model::codebook::{Layer, LinkRule, Rgb};
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// A document as it is read. It is written key by key, in this order.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object with `text`")]
pub(super) struct DocumentShape {
    pub id: Option<Value>,
    pub text: String,
    pub language: Option<SmolStr>,
    #[serde(default)]
    pub meta: Map<String, Value>,
    pub state: Option<String>,
    pub decoding: Option<DecodingShape>,
    #[serde(default, deserialize_with = "bounded")]
    pub blocks: Vec<BlockShape>,
    pub codebook: Option<CodebookShape>,
    #[serde(default, deserialize_with = "bounded")]
    pub actors: Vec<ActorShape>,
    #[serde(default)]
    pub redirects: BTreeMap<String, String>,
    #[serde(default, deserialize_with = "bounded")]
    pub annotations: Vec<AnnotationShape>,
    #[serde(default, deserialize_with = "bounded")]
    pub links: Vec<LinkShape>,
    /// Annotations whose words are no longer in the text; their offsets count bytes of a text that is gone.
    #[serde(default, deserialize_with = "bounded")]
    pub orphans: Vec<AnnotationShape>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct DecodingShape {
    pub encoding: SmolStr,
    #[serde(default)]
    pub guessed: bool,
    #[serde(default)]
    pub replaced: u32,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct BlockShape {
    pub start: u32,
    pub end: u32,
    pub kind: SmolStr,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
}

/// The codebook: id and version alone when it is the program's own, whole otherwise.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CodebookShape {
    pub id: SmolStr,
    #[serde(default)]
    pub version: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layers: Option<Vec<Layer>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub links: Option<Vec<LinkRule>>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ActorShape {
    pub id: SmolStr,
    #[serde(default)]
    pub name: String,
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub kind: SmolStr,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub country: SmolStr,
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub wikidata: SmolStr,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<SmolStr>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<Rgb>,
    #[serde(default = "accepted")]
    pub status: SmolStr,
    #[serde(default)]
    pub origin: OriginShape,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct AnnotationShape {
    #[serde(default)]
    pub id: SmolStr,
    pub layer: SmolStr,
    pub fragments: Vec<FragmentShape>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub attributes: Map<String, Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<SmolStr>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    #[serde(default = "accepted")]
    pub status: SmolStr,
    #[serde(default)]
    pub origin: OriginShape,
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub decided_by: SmolStr,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FragmentShape {
    pub start: u32,
    pub end: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct LinkShape {
    #[serde(default)]
    pub id: SmolStr,
    pub from: SmolStr,
    pub role: SmolStr,
    pub to: SmolStr,
    #[serde(default = "accepted")]
    pub status: SmolStr,
    #[serde(default)]
    pub origin: OriginShape,
}

#[derive(Debug, Serialize, Deserialize, Default)]
pub(super) struct OriginShape {
    #[serde(default = "person")]
    pub by: SmolStr,
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub name: SmolStr,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub version: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f32>,
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub reason: SmolStr,
}

const fn accepted() -> SmolStr {
    SmolStr::new_static("accepted")
}

const fn person() -> SmolStr {
    SmolStr::new_static("person")
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// The most actors, annotations or links that one document may have.
pub(super) const MOST: usize = 1_000_000;

/// What the message says when there are more, so that the reader can tell it from broken JSON.
pub(super) const TOO_MANY: &str = "too many entries";

fn bounded<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Vec<T>, D::Error> {
    struct Bounded<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for Bounded<T> {
        type Value = Vec<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
            let mut all = Vec::new();
            while let Some(entry) = entries.next_element()? {
                if all.len() >= MOST {
                    return Err(A::Error::custom(TOO_MANY));
                }
                all.push(entry);
            }
            Ok(all)
        }
    }
    from.deserialize_seq(Bounded(PhantomData))
}
