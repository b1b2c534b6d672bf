//! Lists and maps as they stand in files: long ones are refused, small ones stay small in memory.

use crate::model::Attributes;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use smol_str::SmolStr;
use std::fmt;
use std::marker::PhantomData;

/// A list that is refused when it is longer than [`super::MAX_ENTRIES`].
#[derive(Debug)]
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

/// [`Attributes`] as a map.
#[derive(Debug, Clone, Default)]
pub(super) struct Pairs(pub(super) Attributes);

impl Pairs {
    /// Says whether there are none.
    #[must_use]
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Pairs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter())
    }
}

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;

        impl<'de> Visitor<'de> for Entries {
            type Value = Pairs;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map of names and values")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut all = Attributes::default();
                while let Some((name, value)) = map.next_entry::<SmolStr, SmolStr>()? {
                    all.set(name, value);
                }
                Ok(Pairs(all))
            }
        }

        deserializer.deserialize_map(Entries)
    }
}
