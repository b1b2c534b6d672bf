//! A directed, typed tie between an annotation and what it refers to.

use super::annotation::{Origin, Status};
use super::id::{ActorId, AnnotationId, LinkId};
use smol_str::SmolStr;

/// What a link points to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// Another annotation: the mention in the attribution, a cue, a quote.
    Annotation(AnnotationId),
    /// An actor, where nothing in the text stands for it.
    Actor(ActorId),
    /// Whoever wrote the article.
    Author,
}

impl Target {
    /// Writes it as files do: an annotation's id, `actor:SLUG`, or `author`.
    #[must_use]
    pub fn to_text(&self) -> SmolStr {
        match self {
            Self::Annotation(id) => SmolStr::new(id.as_str()),
            Self::Actor(id) => smol_str::format_smolstr!("actor:{id}"),
            Self::Author => SmolStr::new_static("author"),
        }
    }

    /// Reads what [`Self::to_text`] writes.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        match text.strip_prefix("actor:") {
            Some(slug) => Self::Actor(slug.into()),
            None if text == "author" => Self::Author,
            None => Self::Annotation(text.into()),
        }
    }

    /// Returns the annotation it points to, if it does.
    #[must_use]
    pub const fn annotation(&self) -> Option<&AnnotationId> {
        match self {
            Self::Annotation(id) => Some(id),
            _ => None,
        }
    }
}

/// A tie from an annotation to a target, with a status and an origin of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Its name in the document.
    pub id: LinkId,
    /// The annotation it starts from.
    pub from: AnnotationId,
    /// What the target is to it: `speaker`, `cue`, `addressee`, `source`, `about` ….
    pub role: SmolStr,
    /// What it points to.
    pub to: Target,
    /// Whether a person decided on it.
    pub status: Status,
    /// Who or what made it.
    pub origin: Origin,
}

/// The roles of the default codebook.
pub mod role {
    /// Who says a quote.
    pub const SPEAKER: &str = "speaker";
    /// The words that tell of the saying.
    pub const CUE: &str = "cue";
    /// To whom a quote is said.
    pub const ADDRESSEE: &str = "addressee";
    /// Who asserts a claim.
    pub const SOURCE: &str = "source";
    /// Whom a claim is about.
    pub const ABOUT: &str = "about";
}
