//! The shape of a document in the file, and of its entries in the journal: plain fields, nothing else.
//!
//! A key that is absent has its default; words (`status`, `by`, `state`) are text, so that an unknown one
//! is a problem of its entry and not of the file.

use super::shapes::{Capped, Pairs};
use crate::model::codebook::Rgb;
use crate::model::{
    Actor, ActorId, Annotation, AnnotationId, ArticleState, By, Codebook, LayerId, Link, LinkId, Meta,
    Origin, Status, Target,
};
use crate::text::{Block, BlockKind, Decoding, Span};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::borrow::Cow;
use std::collections::BTreeMap;

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
    #[serde(default, borrow)]
    pub actors: Capped<SavedActor<'a>>,
    /// Merged actors, old → new.
    #[serde(default)]
    pub redirects: BTreeMap<ActorId, ActorId>,
    /// The annotations.
    #[serde(default, borrow)]
    pub annotations: Capped<SavedAnnotation<'a>>,
    /// The links.
    #[serde(default, borrow)]
    pub links: Capped<SavedLink<'a>>,
    /// Annotations whose words were lost.
    #[serde(default, borrow)]
    pub orphans: Capped<SavedAnnotation<'a>>,
}

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
pub struct SavedOrigin<'a> {
    by: SmolStr,
    #[serde(skip_serializing_if = "str::is_empty", borrow)]
    name: Cow<'a, str>,
    #[serde(skip_serializing_if = "is_zero")]
    version: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f32>,
    #[serde(skip_serializing_if = "str::is_empty", borrow)]
    reason: Cow<'a, str>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl<'a> SavedOrigin<'a> {
    fn of(origin: &'a Origin) -> Self {
        let Origin { by, name, version, score, reason } = origin;
        let (name, reason) = (Cow::Borrowed(name.as_str()), Cow::Borrowed(reason.as_str()));
        Self { by: SmolStr::new_static(by.name()), name, version: *version, score: *score, reason }
    }
}

/// What is remembered from one entry of a file to the next.
#[derive(Debug, Default)]
pub struct Words {
    /// Words that this version does not know; they were replaced by a default.
    pub unknown: Vec<String>,
    /// Long words that many entries have, such as reasons. Each is held once.
    shared: FxHashSet<SmolStr>,
}

impl Words {
    /// Reads a word that has a meaning.
    fn known<T: Default>(&mut self, word: &str, of_name: impl Fn(&str) -> Option<T>) -> T {
        of_name(word).unwrap_or_else(|| {
            if !word.is_empty() {
                self.unknown.push(word.to_owned());
            }
            T::default()
        })
    }

    /// Reads how far a review is; an unknown word means new.
    pub fn state(&mut self, name: &str) -> ArticleState {
        self.known(name, ArticleState::of_name)
    }

    /// Reads a status; an unknown one is undecided.
    fn status(&mut self, name: &str) -> Status {
        self.known(name, |name| Status::of_name(name).map(Some)).unwrap_or(Status::Suggested)
    }

    fn origin(&mut self, saved: SavedOrigin<'_>) -> Origin {
        let SavedOrigin { by, name, version, score, reason } = saved;
        let by = self.known(&by, By::of_name);
        Origin { by, name: self.share(&name), version, score, reason: self.share(&reason) }
    }

    fn share(&mut self, text: &str) -> SmolStr {
        if let Some(shared) = self.shared.get(text) {
            return shared.clone();
        }
        let new = SmolStr::new(text);
        if new.is_heap_allocated() {
            self.shared.insert(new.clone());
        }
        new
    }
}

/// [`Actor`] in the file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SavedActor<'a> {
    id: ActorId,
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    colour: Option<Rgb>,
    #[serde(default)]
    status: SmolStr,
    #[serde(default, borrow)]
    origin: SavedOrigin<'a>,
}

impl<'a> SavedActor<'a> {
    /// Takes an actor.
    #[must_use]
    pub fn of(actor: &'a Actor) -> Self {
        let origin = SavedOrigin::of(&actor.origin);
        let Actor { id, name, kind, aliases, country, wikidata, parent, note, colour, status, origin: _ } =
            actor.clone();
        let status = SmolStr::new_static(status.name());
        Self { id, name, kind, aliases, country, wikidata, parent, note, colour, status, origin }
    }

    /// Returns the model's form.
    pub fn into_model(self, words: &mut Words) -> Actor {
        Actor {
            id: self.id,
            name: self.name,
            kind: self.kind,
            aliases: self.aliases,
            country: self.country,
            wikidata: self.wikidata,
            parent: self.parent,
            note: self.note,
            colour: self.colour,
            status: words.status(&self.status),
            origin: words.origin(self.origin),
        }
    }
}

/// [`Annotation`] in the file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SavedAnnotation<'a> {
    id: AnnotationId,
    layer: LayerId,
    #[serde(default, borrow)]
    pub(super) at: Vec<SavedSpan<'a>>,
    #[serde(default, skip_serializing_if = "Pairs::is_empty")]
    attributes: Pairs,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    actor: Option<ActorId>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
    #[serde(default)]
    status: SmolStr,
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    decided_by: SmolStr,
    #[serde(default, borrow)]
    origin: SavedOrigin<'a>,
}

impl<'a> SavedAnnotation<'a> {
    /// Takes an annotation; `words` says what each of its fragments covers.
    pub fn of(annotation: &'a Annotation, words: impl Fn(usize, Span) -> Cow<'a, str>) -> Self {
        let places = annotation.fragments.iter().enumerate();
        Self {
            id: annotation.id.clone(),
            layer: annotation.layer.clone(),
            at: places.map(|(at, span)| SavedSpan(span.start, span.end, words(at, *span))).collect(),
            attributes: Pairs(annotation.attributes.clone()),
            actor: annotation.actor.clone(),
            note: annotation.note.clone(),
            status: SmolStr::new_static(annotation.status.name()),
            decided_by: annotation.decided_by.clone(),
            origin: SavedOrigin::of(&annotation.origin),
        }
    }

    /// Returns the model's form with the fragments as they are saved.
    pub fn into_model(self, words: &mut Words) -> Annotation {
        let fragments = self.at.iter().map(|SavedSpan(start, end, _)| Span::new(*start, *end)).collect();
        let mut annotation = Annotation::new(self.id, self.layer, fragments);
        annotation.attributes = self.attributes.0;
        annotation.actor = self.actor;
        annotation.note = self.note;
        annotation.status = words.status(&self.status);
        annotation.decided_by = self.decided_by;
        annotation.origin = words.origin(self.origin);
        annotation
    }
}

/// [`Link`] in the file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SavedLink<'a> {
    id: LinkId,
    from: AnnotationId,
    role: SmolStr,
    /// As [`Target::to_text`] writes it.
    to: SmolStr,
    #[serde(default)]
    status: SmolStr,
    #[serde(default, borrow)]
    origin: SavedOrigin<'a>,
}

impl<'a> SavedLink<'a> {
    /// Takes a link.
    #[must_use]
    pub fn of(link: &'a Link) -> Self {
        Self {
            id: link.id.clone(),
            from: link.from.clone(),
            role: link.role.clone(),
            to: link.to.to_text(),
            status: SmolStr::new_static(link.status.name()),
            origin: SavedOrigin::of(&link.origin),
        }
    }

    /// Returns the model's form.
    pub fn into_model(self, words: &mut Words) -> Link {
        Link {
            id: self.id,
            from: self.from,
            role: self.role,
            to: Target::of_text(&self.to),
            status: words.status(&self.status),
            origin: words.origin(self.origin),
        }
    }
}
