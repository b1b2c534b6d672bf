//! GATE's JSON (`.bdocjs`), as gatenlp and the GATE plugin for it write: read only.

use super::super::anchor::Anchors;
use super::super::flat::{self, Found};
use super::super::foreign::Builder;
use super::super::{Imported, records, tree};
use super::{DOCUMENT, PART_OF};
use crate::formats::Unreadable;
use crate::text::{Article, Unit};
use serde_json::{Map, Value};

/// Reads the document.
pub(super) fn read(file: &str, stem: &str) -> Result<Imported, Unreadable> {
    let file = tree::object(file, "gate", &[])?;
    let empty = Map::new();
    let object = |name: &str| file.get(name).and_then(Value::as_object).unwrap_or(&empty);
    let features = object("features");
    let id = features.get(DOCUMENT).map(flat::plain).filter(|id| !id.is_empty());
    let article = Article::new(records::text(&file, "text"));
    let mut builder = Builder::new(&id.unwrap_or_else(|| stem.to_owned()), article, "gate");
    for (name, value) in features.iter().filter(|(name, _)| *name != DOCUMENT) {
        flat::take_meta(&mut builder, name, value);
    }
    let (mut found, mut ties) = (Vec::new(), Vec::new());
    let sets = object("annotation_sets").iter().filter(|(name, _)| *name != "Original markups");
    for annotation in
        sets.filter_map(|(_, set)| set.as_object()).flat_map(|set| records::objects(set, "annotations"))
    {
        let number = |name: &str| records::number(annotation.get(name));
        let (Some(start), Some(end), Some(key)) = (number("start"), number("end"), annotation.get("id"))
        else {
            continue;
        };
        let key = flat::plain(key);
        let mut said = annotation.get("features").and_then(Value::as_object).cloned().unwrap_or_default();
        if let Some(first) = said.shift_remove(PART_OF) {
            ties.push((flat::PART_OF.to_owned(), key.clone(), flat::plain(&first)));
        }
        let label = records::text(annotation, "type").to_owned();
        found.push(Found { key, label, place: (start, end, None), said });
    }
    flat::take_ids(&mut found, &mut ties);
    let unit = if records::text(&file, "offset_type") == "j" { Unit::Utf16 } else { Unit::Scalars };
    let article = builder.article();
    flat::put(&mut builder, &Anchors::new(&article, unit), found, &ties);
    Ok(builder.done())
}
