//! A DocBin to documents: its span groups, and the entities of tokens where it has any.

use super::super::Imported;
use super::super::anchor::Anchors;
use super::super::flat::{self, Found};
use super::super::foreign::Builder;
use super::msgpack::{self, Value};
use super::{MOST_BYTES, ORTH, OURS, murmur};
use crate::formats::Unreadable;
use crate::text::{Article, Unit};
use rustc_hash::FxHashMap;
use serde_json::Map;
use std::io::Read as _;

/// Numbers of attributes: where a token stands in an entity (3 begins, 1 goes on), and the entity's label.
const ENT_IOB: u64 = 77;
const ENT_TYPE: u64 = 78;

fn broken(why: &str) -> Unreadable {
    Unreadable::NotThis { format: "spacy", why: why.to_owned() }
}

/// The file's strings by their hashes, and which column of a token's row holds what.
struct Table<'a> {
    strings: FxHashMap<u64, &'a str>,
    width: usize,
    orth: usize,
    entity: Option<(usize, usize)>,
}

/// Reads all documents.
pub(super) fn read(bytes: &[u8], stem: &str) -> Result<Vec<Imported>, Unreadable> {
    let mut unpacked = Vec::new();
    let mut unpacker = flate2::read::ZlibDecoder::new(bytes).take(MOST_BYTES + 1);
    unpacker.read_to_end(&mut unpacked).map_err(|why| broken(&format!("it cannot be unpacked ({why})")))?;
    if unpacked.len() as u64 > MOST_BYTES {
        return Err(Unreadable::Limit { what: "bytes unpacked", limit: MOST_BYTES });
    }
    let file = msgpack::read(&unpacked).ok_or_else(|| broken("it is cut off or no MessagePack"))?;
    let get = |name: &str| file.get(name).ok_or_else(|| broken(&format!("it has no `{name}`")));
    let attributes = get("attrs")?.list();
    let column = |wanted: u64| attributes.iter().position(|it| *it == Value::Number(wanted));
    let strings = get("strings")?.list().iter().filter_map(|string| match string {
        Value::Text(text) => Some((murmur::hash(text.as_bytes()), *text)),
        _ => None,
    });
    let table = Table {
        strings: strings.collect(),
        width: attributes.len().max(1),
        orth: column(ORTH).ok_or_else(|| broken("it holds no words"))?,
        entity: column(ENT_IOB).zip(column(ENT_TYPE)),
    };
    let words = numbers(get("tokens")?.bytes());
    let spaces = get("spaces")?.bytes();
    let (mut all, mut at) = (Vec::new(), 0usize);
    for (number, length) in get("lengths")?.bytes().as_chunks::<4>().0.iter().enumerate() {
        let end = at.saturating_add(u32::from_le_bytes(*length) as usize);
        let rows = words.get(at.saturating_mul(table.width)..end.saturating_mul(table.width));
        let (rows, spaces) = rows.zip(spaces.get(at..end)).ok_or_else(|| broken("it is cut off"))?;
        at = end;
        let part =
            |name: &str| file.get(name).and_then(|it| it.list().get(number)).map_or(&[][..], Value::bytes);
        let id = format!("{stem}-{}", number + 1);
        all.push(one(&table, rows, spaces, (part("span_groups"), part("user_data")), &id)?);
    }
    if all.is_empty() { Err(Unreadable::Empty) } else { Ok(all) }
}

fn numbers(bytes: &[u8]) -> Vec<u64> {
    bytes.as_chunks::<8>().0.iter().map(|number| u64::from_le_bytes(*number)).collect()
}

fn one(
    table: &Table<'_>,
    rows: &[u64],
    spaces: &[u8],
    (groups, user): (&[u8], &[u8]),
    id: &str,
) -> Result<Imported, Unreadable> {
    let (mut text, mut length, mut found) = (String::new(), 0u32, Vec::new());
    let mut entity: Option<Found> = None;
    for (row, space) in rows.chunks(table.width).zip(spaces) {
        let hash = row.get(table.orth).copied().unwrap_or_default();
        let word = table.strings.get(&hash).copied().unwrap_or_default();
        if word.is_empty() && hash != 0 {
            return Err(broken("words are missing from its list of strings"));
        }
        let start = length;
        length += word.chars().count() as u32;
        text.push_str(word);
        if let Some((place, label)) = table.entity {
            let place = row.get(place).copied().unwrap_or_default();
            let label = row.get(label).and_then(|it| table.strings.get(it)).copied().unwrap_or_default();
            if place != 1 || label.is_empty() {
                found.extend(entity.take());
            }
            match &mut entity {
                Some(open) => open.place.1 = length,
                None if !label.is_empty() => {
                    let key = format!("e{}", found.len() + 1);
                    entity = Some(Found {
                        key,
                        label: label.to_owned(),
                        place: (start, length, None),
                        said: Map::new(),
                    });
                }
                None => {}
            }
        }
        if *space != 0 {
            text.push(' ');
            length += 1;
        }
    }
    found.extend(entity);
    spans(table, groups, &mut found);
    let user = msgpack::read(user);
    let ours = user.as_ref().and_then(|it| it.get(OURS)).map_or(&[][..], Value::bytes);
    Ok(built(id, text, found, ours))
}

/// Takes the spans of all groups.
fn spans(table: &Table<'_>, groups: &[u8], found: &mut Vec<Found>) {
    let groups = msgpack::read(groups).unwrap_or(Value::Other);
    let packed: Vec<&[u8]> = match &groups {
        Value::Map(entries) => entries.iter().map(|(group, _)| group.bytes()).collect(),
        other => other.list().iter().map(Value::bytes).collect(),
    };
    for group in packed {
        let Some(group) = msgpack::read(group) else { continue };
        for span in group.get("spans").map(Value::list).unwrap_or_default() {
            let bytes = span.bytes();
            let (hashes, places) = bytes.split_at_checked(24).unwrap_or((bytes, &[]));
            let string = |at: usize| {
                let hash = hashes.as_chunks::<8>().0.get(at).copied().map(u64::from_be_bytes);
                hash.and_then(|hash| table.strings.get(&hash)).copied().unwrap_or_default()
            };
            let place = |at: usize| places.as_chunks::<4>().0.get(at).copied().map(u32::from_be_bytes);
            let (Some(start), Some(end)) = (place(2), place(3)) else { continue };
            let (id, label) = (string(0), string(2).to_owned());
            let key = if id.is_empty() { format!("s{}", found.len() + 1) } else { id.to_owned() };
            found.push(Found { key, label, place: (start, end, None), said: Map::new() });
        }
    }
}

fn built(id: &str, text: String, mut found: Vec<Found>, ours: &[u8]) -> Imported {
    let ours: serde_json::Value = serde_json::from_slice(ours).unwrap_or_default();
    let object = |name: &str| ours.get(name).and_then(serde_json::Value::as_object);
    let own = ours.get("doc_id").map(flat::plain).filter(|id| !id.is_empty());
    let mut builder = Builder::new(own.as_deref().unwrap_or(id), Article::new(text), "spacy");
    for (name, value) in object("meta").into_iter().flatten() {
        flat::take_meta(&mut builder, name, value);
    }
    for one in &mut found {
        let said = object("annotations").and_then(|all| all.get(&one.key)).and_then(|it| it.as_object());
        one.said = said.cloned().unwrap_or_default();
    }
    let ties = ours.get("relations").and_then(serde_json::Value::as_array).into_iter().flatten();
    let ties: Vec<_> = ties
        .filter_map(|tie| match tie.as_array().map(Vec::as_slice) {
            Some([role, from, to]) => Some((flat::plain(role), flat::plain(from), flat::plain(to))),
            _ => None,
        })
        .collect();
    let article = builder.article();
    flat::put(&mut builder, &Anchors::new(&article, Unit::Scalars), found, &ties);
    builder.done()
}
