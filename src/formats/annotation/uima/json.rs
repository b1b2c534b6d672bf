//! The CAS as JSON: types, feature structures and views.

use super::super::records;
use super::cas::{Cas, Feature, SOFA, Structure};
use super::types::Types;
use crate::formats::Unreadable;
use serde_json::{Map, Value, json};

/// Writes the file.
///
/// # Errors
/// When the values cannot be written as JSON, which should not occur.
pub(super) fn write(cas: &Cas, types: &Types) -> Result<Vec<u8>, serde_json::Error> {
    let mut all = vec![json!({
        "%ID": SOFA, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text",
        "sofaString": cas.text,
    })];
    for structure in &cas.structures {
        let mut object = Map::new();
        object.insert("%ID".to_owned(), structure.id.into());
        object.insert("%TYPE".to_owned(), structure.kind.as_str().into());
        object.insert("@sofa".to_owned(), SOFA.into());
        object.insert("begin".to_owned(), structure.place.0.into());
        object.insert("end".to_owned(), structure.place.1.into());
        object.extend(structure.features.iter().map(|(name, feature)| match feature {
            Feature::Text(text) => (name.clone(), text.as_str().into()),
            Feature::Ref(to) => (format!("@{name}"), (*to).into()),
        }));
        all.push(Value::Object(object));
    }
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
    let members: Vec<_> = cas.structures.iter().map(|structure| structure.id).collect();
    serde_json::to_vec_pretty(&json!({
        "%TYPES": declared,
        "%FEATURE_STRUCTURES": all,
        "%VIEWS": { "_InitialView": { "%SOFA": SOFA, "%MEMBERS": members } },
    }))
}

/// Reads the first text of the file with what lies on it.
pub(super) fn read(text: &str, format: &'static str) -> Result<Cas, Unreadable> {
    let file: Map<String, Value> = serde_json::from_str(text).map_err(|why| Unreadable::Syntax {
        format,
        line: why.line() as u64,
        why: why.to_string(),
    })?;
    let all: Vec<&Map<String, Value>> = records::objects(&file, "%FEATURE_STRUCTURES").collect();
    let sofa = all.iter().find(|it| it.get("sofaString").is_some_and(Value::is_string));
    let sofa = sofa.ok_or_else(|| Unreadable::NotThis { format, why: "it has no text".to_owned() })?;
    let mut cas = Cas { text: records::text(sofa, "sofaString").to_owned(), ..Cas::default() };
    for object in &all {
        let number = |names: [&str; 2]| names.iter().find_map(|name| records::number(object.get(*name)));
        let place = (number(["begin", "^begin"]), number(["end", "^end"]));
        let (Some(begin), Some(end)) = place else { continue };
        if object.get("@sofa").is_some_and(|it| Some(it) != sofa.get("%ID")) {
            continue;
        }
        let own = |name: &str| name.starts_with(['%', '^']) || matches!(name, "begin" | "end" | "@sofa");
        let features = object.iter().filter(|(name, _)| !own(name)).filter_map(|(name, value)| {
            if let Some(name) = name.strip_prefix('@') {
                return records::number(Some(value)).map(|to| (name.to_owned(), Feature::Ref(to)));
            }
            let plain = value.is_string() || value.is_number() || value.is_boolean();
            plain.then(|| (name.clone(), Feature::Text(super::flat::plain(value))))
        });
        cas.structures.push(Structure {
            id: records::number(object.get("%ID")).unwrap_or_default(),
            kind: records::text(object, "%TYPE").to_owned(),
            place: (begin, end),
            features: features.collect(),
        });
    }
    Ok(cas)
}
