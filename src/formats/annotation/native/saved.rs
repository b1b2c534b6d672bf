//! The shape of a document in the file, and of its entries in the journal: plain fields, nothing else.
//!
//! A key that is absent has its default; words (`status`, `by`, `state`) are text, so that an unknown one
//! is a problem of its entry and not of the file.

use crate::model::{
    Actor, ActorId, Annotation, AnnotationId, ArticleState, Attributes, By, Codebook, LayerId, Link, LinkId,
    Meta, Origin, Status, Target,
};
use crate::text::{Block, BlockKind, Decoding, Span};
use serde::de::{Deserializer, Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// A stretch of the text: start, end (in bytes), and the words between, shortened when long.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SavedSpan<'a>(pub u32, pub u32, #[serde(borrow, default)] pub Cow<'a, str>);

/// A whole document.
#[derive(Debug, Deserialize)]
pub struct SavedDocument<'a> {
    /// The version of the format.
    pub glossator: u32,
    /// What the document is known as.
    pub id: SmolStr,
    /// The article's text.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    /// How it was decoded.
    #[serde(default)]
    pub decoding: SavedDecoding,
    /// Headings, lists and the like.
    #[serde(default, borrow)]
    pub blocks: Capped<SavedBlock<'a>>,
    /// What is known of the article.
    #[serde(default)]
    pub meta: SavedMeta,
    /// How far the review is.
    #[serde(default)]
    pub state: SmolStr,
    /// The codebook.
    #[serde(default)]
    pub codebook: Option<SavedCodebook>,
    /// The actors.
    #[serde(default)]
    pub actors: Capped<SavedActor>,
    /// Merged actors, old → new.
    #[serde(default)]
    pub redirects: BTreeMap<ActorId, ActorId>,
    /// The annotations.
    #[serde(default, borrow)]
    pub annotations: Capped<SavedAnnotation<'a>>,
    /// The links.
    #[serde(default)]
    pub links: Capped<SavedLink>,
    /// Annotations whose words were lost.
    #[serde(default, borrow)]
    pub orphans: Capped<SavedAnnotation<'a>>,
}

/// A list that is refused when it is longer than [`super::MAX_ENTRIES`].
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Capped<T>(pub Vec<T>);

impl<T> Default for Capped<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Capped<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
            type Value = Capped<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut all = Vec::new();
                while let Some(entry) = list.next_element()? {
                    if all.len() == super::MAX_ENTRIES {
                        return Err(A::Error::custom(TOO_MANY));
                    }
                    all.push(entry);
                }
                Ok(Capped(all))
            }
        }

        deserializer.deserialize_seq(Entries(PhantomData))
    }
}

/// What the error of a list that is too long says.
pub(super) const TOO_MANY: &str = "too many entries";

/// [`Decoding`] in the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedDecoding {
    encoding: SmolStr,
    guessed: bool,
    replaced: u32,
}

impl Default for SavedDecoding {
    fn default() -> Self {
        Self::from(&Decoding::default())
    }
}

impl From<&Decoding> for SavedDecoding {
    fn from(decoding: &Decoding) -> Self {
        Self { encoding: decoding.encoding.clone(), guessed: decoding.guessed, replaced: decoding.replaced }
    }
}

impl SavedDecoding {
    pub(super) fn into_model(self) -> Decoding {
        Decoding { encoding: self.encoding, guessed: self.guessed, replaced: self.replaced }
    }
}

/// [`Block`] in the file: where, what (`heading`, `list-item`, `quotation`, `preformatted`), how deep.
#[derive(Debug, Deserialize)]
pub struct SavedBlock<'a> {
    #[serde(borrow)]
    pub(super) at: SavedSpan<'a>,
    kind: SmolStr,
    #[serde(default)]
    level: u8,
}

impl SavedBlock<'_> {
    /// Returns the word and the level of a kind.
    pub(super) const fn word(kind: BlockKind) -> (&'static str, u8) {
        match kind {
            BlockKind::Heading(level) => ("heading", level),
            BlockKind::ListItem(level) => ("list-item", level),
            BlockKind::Quotation => ("quotation", 0),
            BlockKind::Preformatted => ("preformatted", 0),
        }
    }

    /// Returns the block at `span`, if its kind is known.
    pub(super) fn into_model(self, span: Span) -> Result<Block, SmolStr> {
        let kind = match self.kind.as_str() {
            "heading" => BlockKind::Heading(self.level),
            "list-item" => BlockKind::ListItem(self.level),
            "quotation" => BlockKind::Quotation,
            "preformatted" => BlockKind::Preformatted,
            _ => return Err(self.kind),
        };
        Ok(Block { span, kind })
    }
}

/// [`Meta`] in the file.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedMeta {
    title: String,
    outlet: String,
    author: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    author_actor: Option<ActorId>,
    date: String,
    language: SmolStr,
    source: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extra: BTreeMap<String, String>,
}

impl From<&Meta> for SavedMeta {
    fn from(meta: &Meta) -> Self {
        let Meta { title, outlet, author, author_actor, date, language, source, extra } = meta.clone();
        Self { title, outlet, author, author_actor, date, language, source, extra }
    }
}

impl SavedMeta {
    /// Returns the model's form.
    #[must_use]
    pub fn into_model(self) -> Meta {
        let Self { title, outlet, author, author_actor, date, language, source, extra } = self;
        Meta { title, outlet, author, author_actor, date, language, source, extra }
    }
}

/// The codebook. Its hash is for people and other programs: two files with the same one have the same codebook.
#[derive(Debug, Deserialize)]
pub struct SavedCodebook {
    #[serde(default, rename = "hash")]
    _hash: SmolStr,
    pub(super) book: Codebook,
}

/// [`Origin`] in the file.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedOrigin {
    pub(super) by: SmolStr,
    #[serde(skip_serializing_if = "SmolStr::is_empty")]
    pub(super) name: SmolStr,
    #[serde(skip_serializing_if = "is_zero")]
    pub(super) version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) score: Option<f32>,
    #[serde(skip_serializing_if = "SmolStr::is_empty")]
    pub(super) reason: SmolStr,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl From<&Origin> for SavedOrigin {
    fn from(origin: &Origin) -> Self {
        let Origin { by, name, version, score, reason } = origin.clone();
        Self { by: SmolStr::new_static(by.name()), name, version, score, reason }
    }
}

/// Words in the file that this version does not know; they were replaced by a default.
pub type Unknown = Vec<String>;

fn word<T: Default>(word: &str, of_name: impl Fn(&str) -> Option<T>, unknown: &mut Unknown) -> T {
    of_name(word).unwrap_or_else(|| {
        if !word.is_empty() {
            unknown.push(word.to_owned());
        }
        T::default()
    })
}

/// Reads a status; an unknown one is undecided.
fn status(name: &str, unknown: &mut Unknown) -> Status {
    word(name, |name| Status::of_name(name).map(Some), unknown).unwrap_or(Status::Suggested)
}

/// Reads how far a review is; an unknown word means new.
pub fn state(name: &str, unknown: &mut Unknown) -> ArticleState {
    word(name, ArticleState::of_name, unknown)
}

impl SavedOrigin {
    fn into_model(self, unknown: &mut Unknown) -> Origin {
        let by = word(&self.by, By::of_name, unknown);
        Origin { by, name: self.name, version: self.version, score: self.score, reason: self.reason }
    }
}

/// [`Actor`] in the file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SavedActor {
    pub(super) id: ActorId,
    #[serde(default)]
    name: String,
    #[serde(default)]
    kind: SmolStr,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    country: SmolStr,
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    wikidata: SmolStr,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    parent: Option<ActorId>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
    #[serde(default)]
    status: SmolStr,
    #[serde(default)]
    origin: SavedOrigin,
}

impl From<&Actor> for SavedActor {
    fn from(actor: &Actor) -> Self {
        let Actor { id, name, kind, aliases, country, wikidata, parent, note, status, origin } =
            actor.clone();
        let (status, origin) = (SmolStr::new_static(status.name()), SavedOrigin::from(&origin));
        Self { id, name, kind, aliases, country, wikidata, parent, note, status, origin }
    }
}

impl SavedActor {
    /// Returns the model's form.
    pub fn into_model(self, unknown: &mut Unknown) -> Actor {
        Actor {
            id: self.id,
            name: self.name,
            kind: self.kind,
            aliases: self.aliases,
            country: self.country,
            wikidata: self.wikidata,
            parent: self.parent,
            note: self.note,
            status: status(&self.status, unknown),
            origin: self.origin.into_model(unknown),
        }
    }
}

/// [`Annotation`] in the file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SavedAnnotation<'a> {
    pub(super) id: AnnotationId,
    pub(super) layer: LayerId,
    #[serde(default, borrow)]
    pub(super) at: Vec<SavedSpan<'a>>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) attributes: BTreeMap<SmolStr, SmolStr>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) actor: Option<ActorId>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) note: String,
    #[serde(default)]
    pub(super) status: SmolStr,
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub(super) decided_by: SmolStr,
    #[serde(default)]
    pub(super) origin: SavedOrigin,
}

impl<'a> SavedAnnotation<'a> {
    /// Takes an annotation; `words` says what each of its fragments covers.
    pub fn of(annotation: &Annotation, words: impl Fn(usize, Span) -> Cow<'a, str>) -> Self {
        let places = annotation.fragments.iter().enumerate();
        Self {
            id: annotation.id.clone(),
            layer: annotation.layer.clone(),
            at: places.map(|(at, span)| SavedSpan(span.start, span.end, words(at, *span))).collect(),
            attributes: annotation.attributes.iter().map(|(a, b)| (a.into(), b.into())).collect(),
            actor: annotation.actor.clone(),
            note: annotation.note.clone(),
            status: SmolStr::new_static(annotation.status.name()),
            decided_by: annotation.decided_by.clone(),
            origin: SavedOrigin::from(&annotation.origin),
        }
    }

    /// Returns the model's form with the fragments as they are saved.
    pub fn into_model(self, unknown: &mut Unknown) -> Annotation {
        let fragments = self.at.iter().map(|SavedSpan(start, end, _)| Span::new(*start, *end)).collect();
        let mut annotation = Annotation::new(self.id, self.layer, fragments);
        annotation.attributes = self.attributes.into_iter().collect::<Attributes>();
        annotation.actor = self.actor;
        annotation.note = self.note;
        annotation.status = status(&self.status, unknown);
        annotation.decided_by = self.decided_by;
        annotation.origin = self.origin.into_model(unknown);
        annotation
    }
}

/// [`Link`] in the file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SavedLink {
    pub(super) id: LinkId,
    pub(super) from: AnnotationId,
    pub(super) role: SmolStr,
    /// As [`Target::to_text`] writes it.
    pub(super) to: SmolStr,
    #[serde(default)]
    pub(super) status: SmolStr,
    #[serde(default)]
    pub(super) origin: SavedOrigin,
}

impl From<&Link> for SavedLink {
    fn from(link: &Link) -> Self {
        Self {
            id: link.id.clone(),
            from: link.from.clone(),
            role: link.role.clone(),
            to: link.to.to_text(),
            status: SmolStr::new_static(link.status.name()),
            origin: SavedOrigin::from(&link.origin),
        }
    }
}

impl SavedLink {
    /// Returns the model's form.
    pub fn into_model(self, unknown: &mut Unknown) -> Link {
        Link {
            id: self.id,
            from: self.from,
            role: self.role,
            to: Target::of_text(&self.to),
            status: status(&self.status, unknown),
            origin: self.origin.into_model(unknown),
        }
    }
}
