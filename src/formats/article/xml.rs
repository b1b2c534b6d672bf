//! XML as a row of elements and texts, within limits. No entity of a document type is expanded, nothing is
//! fetched; what breaks off is read as far as it goes, and said.

use super::decode::{declared, decode};
use crate::formats::Unreadable;
use crate::model::{Place, Problem};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use smol_str::SmolStr;

/// How deep elements may nest.
const MOST_DEPTH: usize = 1_000;

/// A piece of XML.
pub(in crate::formats) enum Piece<'a> {
    /// An element begins.
    Open(Element<'a>),
    /// The element of this local name ends.
    Close(SmolStr),
    /// Text, entities resolved.
    Text(String),
}

/// An element that begins.
pub(in crate::formats) struct Element<'a> {
    /// Its name without the prefix.
    pub(in crate::formats) name: SmolStr,
    /// Its prefix; "" when it has none.
    pub(in crate::formats) prefix: SmolStr,
    tag: BytesStart<'a>,
}

impl Element<'_> {
    /// Returns the attribute of a local name.
    pub(in crate::formats) fn attribute(&self, name: &str) -> Option<String> {
        let mut all = self.tag.html_attributes();
        let mut sound = all.with_checks(false).filter_map(Result::ok);
        let found = sound.find(|one| one.key.local_name().into_inner() == name)?;
        let raw = found.value.to_string();
        Some(quick_xml::escape::unescape(&raw).map(|it| it.into_owned()).unwrap_or(raw))
    }
}

/// XML that is being read.
pub(in crate::formats) struct Xml<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    depth: usize,
    done: bool,
    /// Why it was not read to its end.
    broken: Option<String>,
    /// The first entity that is not known.
    unknown: Option<String>,
}

/// Returns the text of an XML file.
///
/// # Errors
/// When it is no text.
pub(in crate::formats) fn text_of(bytes: &[u8]) -> Result<String, Unreadable> {
    Ok(decode(bytes, declared(bytes).as_deref())?.text)
}

impl<'a> Xml<'a> {
    /// Begins with a text.
    pub(in crate::formats) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self { text, reader, depth: 0, done: false, broken: None, unknown: None }
    }

    /// Says what was not read of the part called `what`.
    pub(in crate::formats) fn problems(self, what: &str) -> Vec<Problem> {
        let broken = self.broken.map(|why| {
            Problem::warning(Place::Whole, format!("{what} breaks off ({why}); what comes after is missing"))
        });
        let unknown = self.unknown.map(|name| {
            let message = format!("{what} uses the entity &{name}; which is not known; it stands as it is");
            Problem::warning(Place::Whole, message)
        });
        broken.into_iter().chain(unknown).collect()
    }

    fn stop(&mut self, why: String) {
        self.done = true;
        self.broken = Some(why);
    }

    fn line(&self) -> usize {
        let at = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        let read = self.text.as_bytes().get(..at.min(self.text.len())).unwrap_or_default();
        memchr::memchr_iter(b'\n', read).count() + 1
    }

    /// An entity of XML itself or a number; any other stays as it is written.
    fn entity(&mut self, name: &str) -> String {
        let number = name.strip_prefix('#').and_then(|digits| match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => digits.parse().ok(),
        });
        if let Some(char) = number.and_then(char::from_u32).filter(|char| *char != '\0') {
            return char.to_string();
        }
        match quick_xml::escape::resolve_xml_entity(name) {
            Some(known) => known.to_owned(),
            None if name == "nbsp" => "\u{a0}".to_owned(),
            None => {
                self.unknown.get_or_insert_with(|| name.chars().take(40).collect());
                format!("&{name};")
            }
        }
    }
}

impl<'a> Iterator for Xml<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        while !self.done {
            match self.reader.read_event() {
                Ok(Event::Start(tag)) => {
                    self.depth += 1;
                    if self.depth > MOST_DEPTH {
                        self.stop(format!(
                            "it has more than {MOST_DEPTH} nested elements, the most that is read"
                        ));
                        break;
                    }
                    let name = SmolStr::new(tag.local_name().into_inner());
                    let prefix = tag.name().prefix().map(|it| SmolStr::new(it.into_inner()));
                    return Some(Piece::Open(Element { name, prefix: prefix.unwrap_or_default(), tag }));
                }
                Ok(Event::End(tag)) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Some(Piece::Close(SmolStr::new(tag.local_name().into_inner())));
                }
                Ok(Event::Text(text)) => return Some(Piece::Text(text.into_inner().into_owned())),
                Ok(Event::CData(text)) => return Some(Piece::Text(text.into_inner().into_owned())),
                Ok(Event::GeneralRef(name)) => return Some(Piece::Text(self.entity(&name.into_inner()))),
                Ok(Event::Eof) => {
                    self.done = true;
                    if self.depth > 0 {
                        self.broken = Some(format!("line {}: the file ends in the middle", self.line()));
                    }
                }
                Ok(_) => {}
                Err(why) => self.stop(format!("line {}: {why}", self.line())),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(text: &str) -> (String, Vec<Problem>) {
        let mut xml = Xml::new(text);
        let mut seen = String::new();
        for piece in xml.by_ref() {
            seen += &match piece {
                Piece::Open(it) => {
                    format!("<{}|{}|{}>", it.prefix, it.name, it.attribute("a").unwrap_or_default())
                }
                Piece::Close(name) => format!("</{name}>"),
                Piece::Text(text) => text,
            };
        }
        (seen, xml.problems("it"))
    }

    #[test]
    fn entities_are_not_expanded_and_breaks_are_said() {
        let (seen, problems) =
            walk("<?xml version='1.0'?><w:p x:a='1 &amp; 2'><b/>x &lt;&#1046;<![CDATA[<]]></w:p>");
        assert_eq!(seen, "<w|p|1 & 2><|b|></b>x <Ж<</p>");
        assert_eq!(problems, []);
        let bomb = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><x>&b;</x>";
        let (seen, problems) = walk(bomb);
        assert_eq!((seen.as_str(), problems.len()), ("<|x|>&b;</x>", 1));
        assert!(walk("<x>\n<y>").1[0].message.contains("line 2"), "{:?}", walk("<x>\n<y>").1);
        assert!(walk(&"<x>".repeat(2_000)).1[0].message.contains("1000 nested"));
    }
}
