//! An annotation: where it lies, what it says, who made it, and whether a person decided on it.

use super::id::{ActorId, AnnotationId, LayerId};
use crate::text::Span;
use smol_str::SmolStr;

/// Whether a person has decided on something that was proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Status {
    /// Proposed; nobody has decided.
    Suggested,
    /// A person made it or took it over.
    #[default]
    Accepted,
    /// A person turned it down. It is kept, so that it does not come back and can be counted.
    Rejected,
}

impl Status {
    /// All of them, in the order of a review.
    pub const ALL: [Self; 3] = [Self::Suggested, Self::Accepted, Self::Rejected];

    /// Returns the word that files and people read.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Suggested => "suggested",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
        }
    }

    /// Reads the word back.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// What sort of thing made an annotation, an actor or a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum By {
    /// A person.
    #[default]
    Person,
    /// A rule or a lexicon of the program.
    Rule,
    /// A trained model of the program.
    Model,
    /// A file that was imported, or a program of the user's own.
    Import,
}

impl By {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Person, Self::Rule, Self::Model, Self::Import];

    /// Returns the word that files and people read.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Rule => "rule",
            Self::Model => "model",
            Self::Import => "import",
        }
    }

    /// Reads the word back.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.name() == name)
    }
}

/// Who or what made something, and why.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Origin {
    /// What sort of thing.
    pub by: By,
    /// Its name: the analyst's, the rule's, the file's.
    pub name: SmolStr,
    /// The version of the rule or model; 0 where there is none.
    pub version: u32,
    /// The probability that it is right, 0 to 1.
    pub score: Option<f32>,
    /// Why, in words an analyst understands.
    pub reason: SmolStr,
}

impl Origin {
    /// The origin of what the named person makes.
    #[must_use]
    pub fn person(name: &str) -> Self {
        Self { name: SmolStr::new(name), ..Self::default() }
    }
}

/// Names and values, few of them, ordered by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attributes(Vec<(SmolStr, SmolStr)>);

impl Attributes {
    /// Returns the value of `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let at = self.0.binary_search_by(|(key, _)| key.as_str().cmp(name)).ok()?;
        self.0.get(at).map(|(_, value)| value.as_str())
    }

    /// Sets the value of `name`; an empty value removes it.
    pub fn set(&mut self, name: impl AsRef<str>, value: impl AsRef<str>) {
        let (name, value) = (SmolStr::new(name), SmolStr::new(value));
        match self.0.binary_search_by(|(key, _)| key.cmp(&name)) {
            Ok(at) if value.is_empty() => drop(self.0.remove(at)),
            Ok(at) => {
                if let Some(entry) = self.0.get_mut(at) {
                    entry.1 = value;
                }
            }
            Err(_) if value.is_empty() => {}
            Err(at) => self.0.insert(at, (name, value)),
        }
    }

    /// Returns itself with the value of `name` set.
    #[must_use]
    pub fn with(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.set(name, value);
        self
    }

    /// Goes through names and values, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Says whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<N: AsRef<str>, V: AsRef<str>> FromIterator<(N, V)> for Attributes {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        pairs.into_iter().fold(Self::default(), |all, (name, value)| all.with(name, value))
    }
}

/// One or more stretches of the text on one layer, with what is said about them.
#[derive(Debug, Clone, PartialEq)]
pub struct Annotation {
    /// Its name in the document.
    pub id: AnnotationId,
    /// What kind of thing it is.
    pub layer: LayerId,
    /// Where it lies. Invariant: not empty, by position, none empty, none overlapping another.
    pub fragments: Vec<Span>,
    /// What the codebook lets be said of it: `kind`, `type`, `form` ….
    pub attributes: Attributes,
    /// For a mention: whom it mentions.
    pub actor: Option<ActorId>,
    /// What a person noted.
    pub note: String,
    /// Whether a person decided on it.
    pub status: Status,
    /// Who or what made it.
    pub origin: Origin,
    /// Who decided on it, when that was not its maker.
    pub decided_by: SmolStr,
}

impl Annotation {
    /// Makes an accepted annotation without attributes; `fragments` are put in order.
    #[must_use]
    pub fn new(id: AnnotationId, layer: LayerId, fragments: Vec<Span>) -> Self {
        let mut annotation = Self {
            id,
            layer,
            fragments,
            attributes: Attributes::default(),
            actor: None,
            note: String::new(),
            status: Status::default(),
            origin: Origin::default(),
            decided_by: SmolStr::default(),
        };
        annotation.tidy();
        annotation
    }

    /// Puts the fragments in order, joins those that overlap and drops empty ones.
    pub fn tidy(&mut self) {
        self.fragments.retain(|span| !span.is_empty());
        self.fragments.sort_unstable();
        self.fragments.dedup_by(|next, kept| {
            let joined = kept.overlaps(*next);
            if joined {
                *kept = kept.hull(*next);
            }
            joined
        });
    }

    /// Returns the stretch from the first fragment's start to the last one's end.
    #[must_use]
    pub fn hull(&self) -> Span {
        let start = self.fragments.first().map_or(0, |span| span.start);
        Span { start, end: self.fragments.last().map_or(start, |span| span.end) }
    }

    /// Returns how many bytes of the text it covers.
    #[must_use]
    pub fn covered(&self) -> u32 {
        self.fragments.iter().map(|span| span.len()).sum()
    }

    /// Returns the covered bytes of both over those of either, 0 to 1.
    #[must_use]
    pub fn iou(&self, other: &[Span]) -> f32 {
        let shared: u32 = self
            .fragments
            .iter()
            .flat_map(|a| other.iter().filter_map(|b| a.intersection(*b)))
            .map(Span::len)
            .sum();
        let union = self.covered() + other.iter().map(|span| span.len()).sum::<u32>() - shared;
        if union == 0 { 0.0 } else { shared as f32 / union as f32 }
    }

    /// Returns the words it covers, fragments joined by " … ".
    #[must_use]
    pub fn words(&self, text: &str) -> String {
        let parts: Vec<_> = self.fragments.iter().map(|span| span.of_text(text)).collect();
        parts.join(" … ")
    }

    /// Returns the probability that it is right: 1 for what a person made.
    #[must_use]
    pub fn score(&self) -> f32 {
        self.origin.score.unwrap_or(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_come_into_order() {
        let spans = vec![Span::new(8, 9), Span::new(5, 5), Span::new(2, 4), Span::new(3, 6)];
        let annotation = Annotation::new("q1".into(), LayerId::QUOTE, spans);
        assert_eq!(annotation.fragments, [Span::new(2, 6), Span::new(8, 9)]);
        assert_eq!(annotation.words("0123456789"), "2345 … 8");
        assert!((annotation.iou(&[Span::new(2, 9)]) - 5.0 / 7.0).abs() < 1e-6);
    }

    #[test]
    fn attributes_are_ordered_and_removed_by_emptiness() {
        let mut all: Attributes = [("type", "direct"), ("kind", "x")].into_iter().collect();
        all.set("kind", "");
        all.set("stance", "neutral");
        assert_eq!(all.iter().collect::<Vec<_>>(), [("stance", "neutral"), ("type", "direct")]);
        assert_eq!(all.get("kind"), None);
    }
}
