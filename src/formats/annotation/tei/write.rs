//! A document to TEI.

use super::super::flat::{self, Flat};
use super::super::{WriteOptions, xml};
use crate::model::Document;
use crate::text::{Span, Unit};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Writes the file.
pub(super) fn write(document: &Document, options: &WriteOptions) -> String {
    let flat = flat::flat(document, options, false);
    let values = Values::of(document, &flat);
    let lang = language(document);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"{lang}>\n{}",
        header(document, &values)
    );
    standoff(&mut out, document, &flat, &values);
    out += "  <text><body><ab xml:space=\"preserve\">";
    let cuts: BTreeSet<u32> =
        flat.pieces.iter().flat_map(|piece| [piece.span.start, piece.span.end]).collect();
    let mut at = 0;
    for cut in cuts {
        xml::running_text_into(&mut out, Span::new(at, cut).of_text(document.text()));
        out += &format!("<anchor xml:id=\"{}\"/>", anchor(document, cut));
        at = cut;
    }
    let end = document.article().whole().end;
    xml::running_text_into(&mut out, Span::new(at, end).of_text(document.text()));
    out + "</ab></body></text>\n</TEI>\n"
}

fn anchor(document: &Document, at: u32) -> String {
    format!("o..{}", document.article().count(at, Unit::Scalars))
}

/// An id that XML allows, without a point.
fn id(name: &str) -> String {
    xml::legal(name, |char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-'))
}

/// The ids of the categories: layers, and what is said of annotations.
struct Values {
    layers: BTreeMap<String, String>,
    said: BTreeMap<(String, String), String>,
}

impl Values {
    fn of(document: &Document, flat: &Flat<'_>) -> Self {
        let mut values = Self { layers: BTreeMap::new(), said: BTreeMap::new() };
        for piece in &flat.pieces {
            let layer = piece.annotation.layer.as_str();
            values.layers.entry(layer.to_owned()).or_insert_with(|| format!("L..{}", id(layer)));
            for (name, value) in flat::said(document, piece.annotation) {
                let value = flat::plain(&value);
                let number = values.said.len();
                let simple = value.len() <= 40 && id(&value) == value;
                let end = if simple { value.clone() } else { format!(".{number}") };
                values.said.entry((name.clone(), value)).or_insert_with(|| format!("A..{}.{end}", id(&name)));
            }
        }
        values
    }
}

fn language(document: &Document) -> String {
    let language = document.meta().language.as_str();
    let part =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|it| it.is_ascii_alphanumeric());
    let is_one = language.split('-').all(part) && language.starts_with(|it: char| it.is_ascii_alphabetic());
    if is_one { format!(" xml:lang=\"{language}\"") } else { String::new() }
}

fn header(document: &Document, values: &Values) -> String {
    let meta = document.meta();
    let element = |name: &str, text: &str| match text {
        "" => String::new(),
        text => format!("<{name}>{}</{name}>", xml::escaped(text)),
    };
    let named = |name: &String| {
        if flat::KNOWN.contains(&name.as_str()) { format!("meta_{name}") } else { name.clone() }
    };
    let mut extra: Vec<(String, &str)> =
        meta.extra.iter().map(|(name, value)| (named(name), value.as_str())).collect();
    if language(document).is_empty() && !meta.language.is_empty() {
        extra.push(("language".to_owned(), &meta.language));
    }
    let extra: String = extra
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("<note type=\"{}\">{}</note>", id(&name), xml::escaped(value)))
        .collect();
    let categories = |all: Vec<(&String, String, String)>| -> String {
        let one = |(id, name, words): (&String, String, String)| {
            format!("        <category xml:id=\"{id}\"{name}><catDesc>{words}</catDesc></category>\n")
        };
        all.into_iter().map(one).collect()
    };
    let layers = values.layers.iter().map(|(layer, id)| (id, String::new(), xml::escaped(layer))).collect();
    let said = values.said.iter().map(|((name, value), id)| {
        (id, format!(" n=\"{}\"", xml::escaped(name)), xml::escaped(&format!("{name}={value}")))
    });
    let taxonomy = |name: &str, categories: String| match categories.as_str() {
        "" => String::new(),
        all => format!("      <taxonomy xml:id=\"{name}\">\n{all}      </taxonomy>\n"),
    };
    let classes =
        taxonomy("layers..", categories(layers)) + &taxonomy("values..", categories(said.collect()));
    let classes = match classes.as_str() {
        "" => String::new(),
        all => format!("    <encodingDesc><classDecl>\n{all}    </classDecl></encodingDesc>\n"),
    };
    let title = format!("<title>{}</title>", xml::escaped(&meta.title));
    format!(
        "  <teiHeader>\n    <fileDesc>\n      <titleStmt>{title}{}</titleStmt>\n      <publicationStmt><p>Exported annotations</p>\
         </publicationStmt>\n      <sourceDesc><bibl>{title}{}{}{}<idno type=\"document\">{}</idno>{extra}</bibl></sourceDesc>\n    \
         </fileDesc>\n{classes}  </teiHeader>\n",
        element("author", &meta.author),
        element("publisher", &meta.outlet),
        element("date", &meta.date),
        if meta.source.is_empty() {
            String::new()
        } else {
            format!("<idno type=\"source\">{}</idno>", xml::escaped(&meta.source))
        },
        xml::escaped(document.id()),
    )
}

fn standoff(out: &mut String, document: &Document, flat: &Flat<'_>, values: &Values) {
    if flat.pieces.is_empty() {
        return;
    }
    let name = |number: usize| -> String {
        let piece = flat.pieces.get(number);
        piece.map_or_else(String::new, |piece| {
            let own = piece.annotation.id.as_str();
            id(own) + piece.key.get(own.len()..).unwrap_or_default()
        })
    };
    let mut parts: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (_, part, head) in flat.ties.iter().filter(|(role, ..)| role == flat::PART_OF) {
        parts.entry(*head).or_insert_with(|| vec![*head]).push(*part);
    }
    let mut beside: FxHashMap<usize, String> = FxHashMap::default();
    for pair in parts.values().flat_map(|all| all.windows(2)) {
        if let [one, next] = pair {
            *beside.entry(*one).or_default() += &format!(" next=\"#{}\"", name(*next));
            *beside.entry(*next).or_default() += &format!(" prev=\"#{}\"", name(*one));
        }
    }
    *out += "  <standOff>\n    <spanGrp type=\"annotation\">\n";
    for (number, piece) in flat.pieces.iter().enumerate() {
        let said = flat::said(document, piece.annotation);
        let said =
            said.iter().filter_map(|(name, value)| values.said.get(&(name.clone(), flat::plain(value))));
        let ana: Vec<_> = values
            .layers
            .get(piece.annotation.layer.as_str())
            .into_iter()
            .chain(said)
            .map(|it| format!("#{it}"))
            .collect();
        *out += &format!(
            "      <span xml:id=\"{}\" from=\"#{}\" to=\"#{}\" ana=\"{}\"{}/>\n",
            name(number),
            anchor(document, piece.span.start),
            anchor(document, piece.span.end),
            ana.join(" "),
            beside.get(&number).map_or("", String::as_str)
        );
    }
    *out += "    </spanGrp>\n";
    let links: String = flat
        .ties
        .iter()
        .filter(|(role, ..)| role != flat::PART_OF)
        .map(|(role, from, to)| {
            let (from, to) = (name(*from), name(*to));
            format!("      <relation name=\"{}\" active=\"#{from}\" passive=\"#{to}\"/>\n", id(role))
        })
        .collect();
    if !links.is_empty() {
        *out += &format!("    <listRelation>\n{links}    </listRelation>\n");
    }
    *out += "  </standOff>\n";
}
