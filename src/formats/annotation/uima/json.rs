//! The CAS as JSON: types, feature structures and views. Structures are written and read one by one, since a long
//! article has millions of them.

use super::super::tree;
use super::cas::{Cas, Feature, SOFA, Structure};
use super::types::Types;
use crate::formats::Unreadable;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value, json};
use std::fmt;

/// Writes the file, a structure a line.
pub(super) fn write(cas: &Cas, types: &Types) -> String {
    let declared: Map<String, Value> = types
        .iter()
        .map(|(name, parent, features)| {
            let mut object = Map::new();
            object.insert("%NAME".to_owned(), name.as_str().into());
            object.insert("%SUPER_TYPE".to_owned(), (*parent).into());
            object.extend(
                features
                    .iter()
                    .map(|(name, range)| (name.clone(), json!({ "%NAME": name, "%RANGE": range }))),
            );
            (name.clone(), Value::Object(object))
        })
        .collect();
    let mut out = format!("{{\"%TYPES\":{},\n\"%FEATURE_STRUCTURES\":[\n", Value::Object(declared));
    out += &json!({
        "%ID": SOFA, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text",
        "sofaString": cas.text,
    })
    .to_string();
    let mut members = String::new();
    for Structure { id, kind, place: (begin, end), features, .. } in &cas.structures {
        // Names of types and features are letters, digits, points and `_`.
        out += &format!(
            ",\n{{\"%ID\":{id},\"%TYPE\":\"{kind}\",\"@sofa\":{SOFA},\"begin\":{begin},\"end\":{end}"
        );
        for (name, feature) in features {
            out += &match feature {
                Feature::Text(text) => format!(",\"{name}\":{}", Value::from(text.as_str())),
                Feature::Ref(to) => format!(",\"@{name}\":{to}"),
            };
        }
        out.push('}');
        members += &format!("{}{id}", if members.is_empty() { "" } else { "," });
    }
    out + &format!("],\n\"%VIEWS\":{{\"_InitialView\":{{\"%SOFA\":{SOFA},\"%MEMBERS\":[{members}]}}}}}}\n")
}

/// Reads the first text of the file with what lies on it.
pub(super) fn read(text: &str, format: &'static str) -> Result<Cas, Unreadable> {
    Unreadable::unless_fits(text.as_bytes(), tree::MOST_BYTES)?;
    let mut reading = Reading::default();
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = reader.deserialize_map(File(&mut reading)).and_then(|()| reader.end());
    read.map_err(|why| Unreadable::Syntax { format, line: why.line() as u64, why: why.to_string() })?;
    let Reading { sofa, mut cas } = reading;
    let (sofa, text) =
        sofa.ok_or_else(|| Unreadable::NotThis { format, why: "it has no text".to_owned() })?;
    cas.structures.retain(|structure| structure.sofa.is_none_or(|other| other == sofa));
    cas.text = text;
    Ok(cas)
}

/// What was read so far; of texts the first, with its number.
#[derive(Default)]
struct Reading {
    sofa: Option<(u32, String)>,
    cas: Cas,
}

/// The whole file.
struct File<'a>(&'a mut Reading);

impl<'de> Visitor<'de> for File<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `%FEATURE_STRUCTURES`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut all: A) -> Result<(), A::Error> {
        while let Some(name) = all.next_key::<String>()? {
            match name.as_str() {
                "%FEATURE_STRUCTURES" => all.next_value_seed(Structures(self.0))?,
                _ => drop(all.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// The list of structures.
struct Structures<'a>(&'a mut Reading);

impl<'de> DeserializeSeed<'de> for Structures<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Structures<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of feature structures")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<(), A::Error> {
        while all.next_element_seed(One(self.0))?.is_some() {}
        Ok(())
    }
}

/// One structure.
struct One<'a>(&'a mut Reading);

impl<'de> DeserializeSeed<'de> for One<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for One<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a feature structure")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut all: A) -> Result<(), A::Error> {
        let number = |value: Option<Scalar>| value.and_then(|it| it.number());
        let (mut id, mut kind, mut sofa, mut text) = (0, String::new(), None, None);
        let (mut begin, mut end, mut features) = (None, None, Vec::new());
        while let Some(name) = all.next_key::<String>()? {
            match (name.as_str(), all.next_value_seed(Plain)?) {
                ("%ID", value) => id = number(value).unwrap_or_default(),
                ("%TYPE", Some(Scalar::Text(value))) => kind = value,
                ("@sofa", value) => sofa = number(value),
                ("begin" | "^begin", value) => begin = number(value),
                ("end" | "^end", value) => end = number(value),
                ("sofaString", Some(Scalar::Text(value))) => text = Some(value),
                (other, _) if other.starts_with(['%', '^']) => {}
                (other, value) => match (other.strip_prefix('@'), value) {
                    (Some(name), value) => {
                        features.extend(number(value).map(|to| (name.to_owned(), Feature::Ref(to))));
                    }
                    (None, Some(value)) => features.push((name, Feature::Text(value.into_text()))),
                    (None, None) => {}
                },
            }
        }
        let Self(reading) = self;
        if let Some(text) = text {
            reading.sofa.get_or_insert((id, text));
        } else if let (Some(begin), Some(end)) = (begin, end) {
            reading.cas.take(Structure { id, kind, sofa, place: (begin, end), features });
        }
        Ok(())
    }
}

/// A value that is neither list nor object nor nothing.
enum Scalar {
    Text(String),
    Number(u64),
}

impl Scalar {
    fn number(&self) -> Option<u32> {
        match self {
            Self::Number(number) => u32::try_from(*number).ok(),
            Self::Text(_) => None,
        }
    }

    fn into_text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
        }
    }
}

/// Reads a scalar; lists and objects, of which the program has no use, are passed over.
struct Plain;

impl<'de> DeserializeSeed<'de> for Plain {
    type Value = Option<Scalar>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Plain {
    type Value = Option<Scalar>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(Scalar::Text(value.to_string())))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(Scalar::Text(value.to_string())))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(Scalar::Number(value)))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Some(Scalar::Text(Value::from(value).to_string())))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Some(Scalar::Text(value.to_owned())))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Self::Value, A::Error> {
        while all.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut all: A) -> Result<Self::Value, A::Error> {
        while all.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}
