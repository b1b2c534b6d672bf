//! Documents to a DocBin.

use super::super::tokens::{Token, tokens};
use super::super::{WriteOptions, flat};
use super::{ORTH, OURS, msgpack, murmur};
use crate::model::Document;
use crate::text::Unit;
use serde_json::{Map, json};
use std::collections::BTreeSet;
use std::io::{self, Write as _};

/// What of all documents stands side by side.
#[derive(Default)]
struct Bin {
    strings: BTreeSet<String>,
    tokens: Vec<u8>,
    spaces: Vec<u8>,
    lengths: Vec<u8>,
    groups: Vec<Vec<u8>>,
    user: Vec<Vec<u8>>,
}

/// Writes the file.
///
/// # Errors
/// When it cannot be packed, which should not occur.
pub(super) fn write(documents: &[&Document], options: &WriteOptions) -> io::Result<Vec<u8>> {
    let mut bin = Bin::default();
    documents.iter().for_each(|document| bin.add(document, options));
    let mut out = Vec::new();
    msgpack::map(&mut out, 10);
    msgpack::text(&mut out, "version");
    msgpack::text(&mut out, "0.1");
    msgpack::text(&mut out, "attrs");
    msgpack::list(&mut out, 1);
    msgpack::number(&mut out, ORTH);
    for (name, bytes) in [("tokens", &bin.tokens), ("spaces", &bin.spaces), ("lengths", &bin.lengths)] {
        msgpack::text(&mut out, name);
        msgpack::bytes(&mut out, bytes);
    }
    msgpack::text(&mut out, "strings");
    msgpack::list(&mut out, bin.strings.len());
    bin.strings.iter().for_each(|string| msgpack::text(&mut out, string));
    msgpack::text(&mut out, "cats");
    msgpack::list(&mut out, documents.len());
    documents.iter().for_each(|_| msgpack::map(&mut out, 0));
    msgpack::text(&mut out, "flags");
    msgpack::list(&mut out, documents.len());
    for _ in documents {
        msgpack::map(&mut out, 1);
        msgpack::text(&mut out, "has_unknown_spaces");
        msgpack::yes_or_no(&mut out, false);
    }
    for (name, lists) in [("span_groups", &bin.groups), ("user_data", &bin.user)] {
        msgpack::text(&mut out, name);
        msgpack::list(&mut out, lists.len());
        lists.iter().for_each(|bytes| msgpack::bytes(&mut out, bytes));
    }
    packed(&out)
}

/// Packs bytes as zlib does.
pub(super) fn packed(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes)?;
    packer.finish()
}

impl Bin {
    fn string(&mut self, text: &str) -> u64 {
        if !self.strings.contains(text) {
            self.strings.insert(text.to_owned());
        }
        murmur::hash(text.as_bytes())
    }

    fn add(&mut self, document: &Document, options: &WriteOptions) {
        let flat = flat::flat(document, options, true);
        let cuts = flat.pieces.iter().flat_map(|piece| [piece.span.start, piece.span.end]);
        let tokens = tokens(document.text(), cuts);
        for token in &tokens {
            let hash = self.string(token.span.of_text(document.text()));
            self.tokens.extend(hash.to_le_bytes());
            self.spaces.push(u8::from(token.space));
        }
        self.lengths.extend((tokens.len() as u32).to_le_bytes());
        let group = self.group(document, &flat, &tokens);
        let mut groups = Vec::new();
        msgpack::map(&mut groups, 1);
        msgpack::bytes(&mut groups, &group);
        msgpack::list(&mut groups, 1);
        msgpack::text(&mut groups, "sc");
        self.groups.push(groups);
        let mut user = Vec::new();
        msgpack::map(&mut user, 1);
        msgpack::text(&mut user, OURS);
        msgpack::text(&mut user, &ours(document, &flat));
        self.user.push(user);
    }

    /// The span group: for each span its id, knowledge-base id and label as hashes, tokens and characters.
    fn group(&mut self, document: &Document, flat: &flat::Flat<'_>, tokens: &[Token]) -> Vec<u8> {
        let count = |at| document.article().count(at, Unit::Scalars);
        let mut out = Vec::new();
        msgpack::map(&mut out, 3);
        msgpack::text(&mut out, "name");
        msgpack::text(&mut out, "sc");
        msgpack::text(&mut out, "attrs");
        msgpack::map(&mut out, 0);
        msgpack::text(&mut out, "spans");
        msgpack::list(&mut out, flat.pieces.len());
        for piece in &flat.pieces {
            let first = tokens.partition_point(|token| token.span.start < piece.span.start);
            let end = tokens.partition_point(|token| token.span.start < piece.span.end);
            let mut span = Vec::with_capacity(40);
            for text in [&piece.key, "", piece.annotation.layer.as_str()] {
                span.extend(self.string(text).to_be_bytes());
            }
            let places = [first as u32, end as u32, count(piece.span.start), count(piece.span.end)];
            places.iter().for_each(|place| span.extend(place.to_be_bytes()));
            msgpack::bytes(&mut out, &span);
        }
        out
    }
}

/// What spans cannot hold.
fn ours(document: &Document, flat: &flat::Flat<'_>) -> String {
    let key = |at: &usize| flat.pieces.get(*at).map(|piece| piece.key.as_str());
    let mut said = Map::new();
    for piece in &flat.pieces {
        let words = flat::said(document, piece.annotation);
        if !words.is_empty() && piece.key == piece.annotation.id.as_str() {
            said.insert(piece.key.clone(), words.into());
        }
    }
    let ties: Vec<_> = flat.ties.iter().map(|(role, from, to)| json!([role, key(from), key(to)])).collect();
    json!({ "doc_id": document.id(), "annotations": said, "relations": ties, "meta": flat::meta(document, &[]) })
        .to_string()
}
