//! JSON as a tree, within a limit of values, not of bytes: what is written of a long article is long, what is made to
//! hurt is short and holds much. What a reader has no use for (the tokens of a text) is passed over.

use crate::formats::Unreadable;
use crate::text::Article;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::cell::Cell;
use std::fmt;

/// The most values, those in values too, that are read.
const MOST_VALUES: u32 = 4 << 20;

/// The longest file that is read, in bytes.
pub(super) const MOST_BYTES: usize = 2 * Article::MAX_BYTES;

/// Reads an object; entries of the outermost one that are called like one of `passed_over` are left out.
///
/// # Errors
/// When the text is longer than is read, no object, or holds too much.
pub(super) fn object(
    text: &str,
    format: &'static str,
    passed_over: &[&str],
) -> Result<Map<String, Value>, Unreadable> {
    match value(text, format, passed_over)? {
        Value::Object(object) => Ok(object),
        _ => Err(Unreadable::NotThis { format, why: "it is no JSON object".to_owned() }),
    }
}

/// Reads a value, as [`object`] does.
///
/// # Errors
/// As [`object`].
pub(super) fn value(text: &str, format: &'static str, passed_over: &[&str]) -> Result<Value, Unreadable> {
    Unreadable::unless_fits(text.as_bytes(), MOST_BYTES)?;
    let left = Cell::new(MOST_VALUES);
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = Tree { left: &left, passed_over }.deserialize(&mut reader);
    let whole = read.and_then(|value| reader.end().map(|()| value));
    whole.map_err(|why| match left.get() {
        0 => Unreadable::Limit { what: "JSON values", limit: u64::from(MOST_VALUES) },
        _ => Unreadable::Syntax { format, line: why.line() as u64, why: why.to_string() },
    })
}

/// Makes a value, and counts it.
#[derive(Clone, Copy)]
struct Tree<'a> {
    left: &'a Cell<u32>,
    passed_over: &'a [&'a str],
}

impl Tree<'_> {
    fn count<E: Error>(self) -> Result<(), E> {
        let left = self.left.get().saturating_sub(1);
        self.left.set(left);
        if left == 0 { Err(E::custom("too many values")) } else { Ok(()) }
    }

    fn one<E: Error>(self, value: impl Into<Value>) -> Result<Value, E> {
        self.count().map(|()| value.into())
    }
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.one(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.one(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.one(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.one(value)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.one(value)
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.one(value)
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.one(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Value, A::Error> {
        self.count()?;
        let mut values = Vec::new();
        while let Some(value) = all.next_element_seed(Tree { passed_over: &[], ..self })? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut all: A) -> Result<Value, A::Error> {
        self.count()?;
        let mut values = Map::new();
        while let Some(name) = all.next_key::<String>()? {
            if self.passed_over.contains(&name.as_str()) {
                all.next_value::<IgnoredAny>()?;
            } else {
                values.insert(name, all.next_value_seed(Tree { passed_over: &[], ..self })?);
            }
        }
        Ok(Value::Object(values))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_what_serde_makes_within_the_limit() {
        let text = r#"{"a":[1,-2,3.5,null,true,"x\n"],"tokens":[1,{}],"b":{"tokens":{"c":"Ж"}}}"#;
        let read = value(text, "x", &["tokens"]).expect("sound");
        let mut whole: Value = serde_json::from_str(text).expect("sound");
        whole.as_object_mut().expect("an object").shift_remove("tokens");
        assert_eq!(read, whole);
        let many = format!("[{}0]", "0,".repeat(MOST_VALUES as usize));
        assert_eq!(
            value(&many, "x", &[]),
            Err(Unreadable::Limit { what: "JSON values", limit: u64::from(MOST_VALUES) })
        );
        let passed = format!("{{\"tokens\":{many}}}");
        assert!(object(&passed, "x", &["tokens"]).is_ok());
        for broken in ["{\"a\":", "[1] 2", "7", &"[".repeat(100_000)] {
            assert!(object(broken, "x", &[]).is_err());
        }
    }
}
