//! Names of things in a document. Cheap to copy: short ones live in place, long ones are shared.

use crate::text::{Span, hash};
use smol_str::SmolStr;
use std::fmt;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(SmolStr);

        impl $name {
            /// Takes a name as it is.
            #[must_use]
            pub fn new(name: impl AsRef<str>) -> Self {
                Self(SmolStr::new(name))
            }

            /// Takes a name that is known when the program is built.
            #[must_use]
            pub const fn fixed(name: &'static str) -> Self {
                Self(SmolStr::new_static(name))
            }

            /// Returns the name.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(name: &str) -> Self {
                Self::new(name)
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }
    };
}

id! {
    /// Names an annotation of one document. Never reused; `author` is no legal one.
    AnnotationId
}
id! {
    /// Names a link of one document. Never reused.
    LinkId
}
id! {
    /// Names an actor in every article of a corpus: a readable slug.
    ActorId
}
id! {
    /// Names a layer of the codebook: `actor`, `quote`, `claim`, `cue`, or one that it adds.
    LayerId
}

impl LayerId {
    /// Somebody or something that acts: a mention of an actor.
    pub const ACTOR: Self = Self::fixed("actor");
    /// What somebody is reported to have said.
    pub const QUOTE: Self = Self::fixed("quote");
    /// A statement that could be checked or contested.
    pub const CLAIM: Self = Self::fixed("claim");
    /// The words that tell of the saying.
    pub const CUE: Self = Self::fixed("cue");
}

impl AnnotationId {
    /// Makes the id of a suggestion: the layer's first letter and a short hash of layer, rule and
    /// fragments, so that it does not depend on what was read before. `taken` breaks collisions by counting.
    #[must_use]
    pub fn of_suggestion(
        layer: &LayerId,
        rule: &str,
        fragments: &[Span],
        taken: impl Fn(&Self) -> bool,
    ) -> Self {
        let mut sum = hash::fnv1a(layer.as_str().as_bytes());
        sum = hash::extend(hash::extend(sum, b"\0"), rule.as_bytes());
        for span in fragments {
            sum = hash::extend(sum, &span.start.to_le_bytes());
            sum = hash::extend(sum, &span.end.to_le_bytes());
        }
        let letter = layer.as_str().chars().next().unwrap_or('x');
        let stem = format!("{letter}{}", hash::short(sum ^ (sum >> 35), 7));
        Self(numbered(&stem, |name| taken(&Self::new(name))))
    }

    /// Makes the id of what a person made: random, so that two people's work merges.
    #[must_use]
    pub fn random(layer: &LayerId) -> Self {
        let letter = layer.as_str().chars().next().unwrap_or('x');
        Self::new(format!("{letter}-{}", random_tail()))
    }
}

impl LinkId {
    /// Makes the id of a suggested link from what it joins.
    #[must_use]
    pub fn of_suggestion(from: &AnnotationId, role: &str, to: &str) -> Self {
        let mut sum = hash::fnv1a(from.as_str().as_bytes());
        for part in ["\0", role, "\0", to] {
            sum = hash::extend(sum, part.as_bytes());
        }
        Self::new(format!("l{}", hash::short(sum ^ (sum >> 35), 8)))
    }

    /// Makes the id of a link that a person made.
    #[must_use]
    pub fn random() -> Self {
        Self::new(format!("l-{}", random_tail()))
    }
}

impl ActorId {
    /// Makes a slug of a name: Latin transliteration, lower case, words joined by hyphens, cut at 60
    /// characters; `-2`, `-3` … while `taken`.
    #[must_use]
    pub fn of_name(name: &str, taken: impl Fn(&Self) -> bool) -> Self {
        let latin = any_ascii::any_ascii(name).to_lowercase();
        let words: Vec<_> =
            latin.split(|char: char| !char.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let mut slug = words.join("-");
        slug.truncate(60);
        let stem = if slug.is_empty() { "actor" } else { slug.trim_end_matches('-') };
        Self(numbered(stem, |name| taken(&Self::new(name))))
    }
}

/// Returns `stem`, or `stem-2`, `stem-3` … while `taken`.
fn numbered(stem: &str, taken: impl Fn(&str) -> bool) -> SmolStr {
    let numbers = (2u32..).map(|number| smol_str::format_smolstr!("{stem}-{number}"));
    let mut names = std::iter::once(SmolStr::new(stem)).chain(numbers);
    names.find(|name| !taken(name)).unwrap_or_default()
}

fn random_tail() -> String {
    let (high, low) = uuid::Uuid::new_v4().as_u64_pair();
    hash::short(high ^ low.rotate_left(17), 9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_readable_and_free() {
        let slug = |name: &str, taken: &[&str]| {
            ActorId::of_name(name, |id| taken.contains(&id.as_str())).as_str().to_owned()
        };
        assert_eq!(slug("Vladimir Putin", &[]), "vladimir-putin");
        assert_eq!(slug("Касым-Жомарт Токаев", &[]), "kasym-zhomart-tokaev");
        assert_eq!(slug("Mevlüt Çavuşoğlu", &["mevlut-cavusoglu"]), "mevlut-cavusoglu-2");
        assert_eq!(slug("***", &["actor", "actor-2"]), "actor-3");
    }

    #[test]
    fn a_suggestion_keeps_its_id() {
        let id = |taken: bool| {
            AnnotationId::of_suggestion(&LayerId::QUOTE, "marks", &[Span::new(3, 9)], |id| {
                taken && !id.as_str().contains('-')
            })
        };
        assert_eq!(id(false), id(false));
        assert_eq!(id(true).as_str(), format!("{}-2", id(false)));
        assert_ne!(AnnotationId::random(&LayerId::QUOTE), AnnotationId::random(&LayerId::QUOTE));
    }
}
