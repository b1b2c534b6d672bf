//! What files say about themselves in the words of Dublin Core: title, creator, date, language, publisher.

use super::xml::{Piece, Xml};
use crate::model::Meta;
use smol_str::SmolStr;

/// Takes the first of each fact of an XML part.
pub(super) fn read(text: &str, meta: &mut Meta) {
    let mut name = SmolStr::default();
    let mut value = String::new();
    for piece in Xml::new(text) {
        match piece {
            Piece::Open(element) => {
                name = element.name;
                value.clear();
            }
            Piece::Text(text) => value += &text,
            Piece::Close(closed) => {
                if closed == name {
                    take(meta, &name, &value);
                }
                name = SmolStr::default();
                value.clear();
            }
        }
    }
}

/// Takes a fact by its name, unless it is known already.
pub(super) fn take(meta: &mut Meta, name: &str, value: &str) {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if value.is_empty() {
        return;
    }
    let place = match name {
        "title" => &mut meta.title,
        "creator" | "initial-creator" => &mut meta.author,
        "created" | "creation-date" | "date" => &mut meta.date,
        "publisher" => &mut meta.outlet,
        "language" => {
            if meta.language.is_empty() {
                meta.language = language(&value);
            }
            return;
        }
        "subject" | "description" => {
            meta.extra.entry(name.to_owned()).or_insert(value);
            return;
        }
        _ => return,
    };
    if place.is_empty() {
        *place = value;
    }
}

/// The language of a tag: `en` of `en-GB`.
pub(super) fn language(tag: &str) -> SmolStr {
    SmolStr::new(tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase())
}
