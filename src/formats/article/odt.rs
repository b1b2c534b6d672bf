//! OpenDocument texts (ODT): paragraphs, headings, lists, quotations, tables, notes.

use super::blocks::{Blocks, Passing, Unwanted};
use super::dropped::Dropped;
use super::flow::Flow;
use super::xml::{Element, Piece, Xml, text_of};
use super::{ArticleFormat, ArticleRead, facts, finish};
use crate::formats::Unreadable;
use crate::formats::container::{self, Container};
use crate::model::Meta;
use crate::text::{BlockKind, Decoding};
use rustc_hash::FxHashSet;

/// OpenDocument texts.
pub struct Odt;

impl ArticleFormat for Odt {
    fn name(&self) -> &'static str {
        "odt"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["odt", "ott", "fodt"]
    }

    fn describe(&self) -> &'static str {
        "an OpenDocument text; headings, lists, quotations, tables, notes, with title, author, date"
    }

    fn recognises(&self, bytes: &[u8], _name: &str) -> bool {
        container::has(bytes, "opendocument.text") || is_flat(bytes)
    }

    fn read(&self, bytes: &[u8], _name: &str) -> Result<Vec<ArticleRead>, Unreadable> {
        let mut meta = Meta::default();
        let content = if is_flat(bytes) {
            let text = text_of(bytes)?;
            facts::read(&text, &mut meta);
            text
        } else {
            let mut container = Container::open(bytes, self.name())?;
            if let Some(part) = container.part("meta.xml")? {
                facts::read(&text_of(&part)?, &mut meta);
            }
            text_of(&container.need("content.xml")?)?
        };
        let mut reading = Reading { flows: vec![Flow::default()], ..Reading::default() };
        let mut xml = Xml::new(&content);
        for piece in xml.by_ref() {
            match piece {
                Piece::Open(element) => reading.open(&element),
                Piece::Close(name) => reading.close(&name),
                Piece::Text(text) => reading.words(&text),
            }
        }
        let mut problems = xml.problems("the document");
        problems.extend(reading.dropped.told());
        Ok(vec![finish(self.name(), reading.done(), meta, Decoding::default(), problems)?])
    }
}

/// Says whether bytes are an OpenDocument text in one XML file.
fn is_flat(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or(bytes);
    head.trim_ascii_start().starts_with(b"<") && memchr::memmem::find(head, b"opendocument.text").is_some()
}

#[derive(Default)]
struct Reading {
    /// The text, and while a note is read, the note above it.
    flows: Vec<Flow>,
    notes: Vec<String>,
    /// Names of styles that are quotations.
    quotations: FxHashSet<String>,
    passing: Passing,
    /// Paragraphs that are open: whether each opened a block.
    open: Vec<bool>,
    lists: u8,
    blocks: Blocks,
    in_citation: bool,
    dropped: Dropped,
}

/// Elements that are left out with all they hold, and what they are.
const LEFT_OUT: Unwanted = &[
    ("tracked-changes", "deletions in tracked changes"),
    ("annotation", "comments"),
    ("meta", ""),
    ("font-face-decls", ""),
    ("forms", ""),
    ("table-of-content", "tables of contents"),
    ("master-styles", ""),
];

impl Reading {
    fn flow(&mut self) -> Option<&mut Flow> {
        self.flows.last_mut()
    }

    fn words(&mut self, text: &str) {
        let wanted = !self.passing.is_on() && !self.in_citation && !self.open.is_empty();
        if let Some(flow) = self.flows.last_mut().filter(|_| wanted) {
            flow.words(text);
        }
    }

    fn line(&mut self) {
        self.flow().into_iter().for_each(Flow::line);
    }

    fn paragraph(&mut self) {
        self.flow().into_iter().for_each(Flow::paragraph);
    }

    fn open(&mut self, element: &Element<'_>) {
        let name = element.name.as_str();
        if self.passing.opens(name, LEFT_OUT, &mut self.dropped) {
            return;
        }
        match name {
            "style" => {
                let names = [element.attribute("parent-style-name"), element.attribute("name")];
                let is_quotation = names.iter().flatten().any(|name| name.starts_with("Quotation"));
                self.quotations.extend(element.attribute("name").filter(|_| is_quotation));
            }
            "h" | "p" if element.prefix == "text" => self.begin(element),
            "list" => self.lists = self.lists.saturating_add(1),
            "s" | "tab" => self.words(" "),
            "line-break" => self.line(),
            "table" => self.paragraph(),
            "table-row" => self.line(),
            "table-cell" => {
                self.flow().into_iter().for_each(Flow::cell);
                self.blocks.enter();
            }
            "image" => self.dropped.add("pictures"),
            "note-citation" => self.in_citation = true,
            "note-body" => {
                let number = self.notes.len() + self.flows.len();
                self.words(&format!("[{number}]"));
                self.flows.push(Flow::default());
            }
            _ => {}
        }
    }

    fn begin(&mut self, element: &Element<'_>) {
        let style = element.attribute("style-name").unwrap_or_default();
        let level = || element.attribute("outline-level").and_then(|it| it.parse::<u8>().ok()).unwrap_or(1);
        let block = match element.name.as_str() {
            "h" => Some(BlockKind::Heading(level().clamp(1, 6))),
            _ if style == "Title" => Some(BlockKind::Heading(1)),
            _ if style.starts_with("Quotation") || self.quotations.contains(&style) => {
                Some(BlockKind::Quotation)
            }
            _ if self.lists > 0 => Some(BlockKind::ListItem(self.lists)),
            _ => None,
        };
        if let Some(flow) = self.flows.last_mut() {
            self.blocks.begin(flow, block);
        }
        self.open.push(block.is_some());
    }

    fn close(&mut self, name: &str) {
        if self.passing.closes(name, LEFT_OUT) {
            return;
        }
        match name {
            "h" | "p" => self.end(),
            "list" => self.lists = self.lists.saturating_sub(1),
            "table" => self.paragraph(),
            "table-cell" => self.blocks.leave(),
            "note-citation" => self.in_citation = false,
            "note-body" if self.flows.len() > 1 => {
                let (text, _) = self.flows.pop().unwrap_or_default().done();
                self.notes.push(text);
            }
            _ => {}
        }
    }

    fn end(&mut self) {
        if self.open.pop() == Some(true) {
            self.flow().into_iter().for_each(Flow::close);
        }
    }

    /// Returns the text with its notes at the end.
    fn done(mut self) -> Flow {
        while self.flows.len() > 1 {
            let (text, _) = self.flows.pop().unwrap_or_default().done();
            self.notes.push(text);
        }
        let mut flow = self.flows.pop().unwrap_or_default();
        for (note, number) in self.notes.iter().zip(1..) {
            flow.paragraph();
            flow.words(&format!("[{number}] {note}"));
        }
        flow
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::container::tests::pack;

    #[test]
    fn a_document_becomes_text() {
        let content = "<office:document-content><office:automatic-styles><style:style style:name=\"P1\" style:parent-style-name=\"Quotations\"/></office:automatic-styles>\
            <office:body><office:text><text:tracked-changes><text:p>gone</text:p></text:tracked-changes>\
            <text:h text:outline-level=\"2\">Port</text:h><text:p>The<text:s text:c=\"2\"/>minister <text:span>said</text:span>\
            <text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>In Ankara.</text:p></text:note-body></text:note>.</text:p>\
            <text:list><text:list-item><text:p>one</text:p><text:list><text:list-item><text:p>two</text:p></text:list-item></text:list></text:list-item></text:list>\
            <text:p text:style-name=\"P1\">“Never.”</text:p>\
            <table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>\
            <text:p>Ж<office:annotation><text:p>a comment</text:p></office:annotation> 😀</text:p></office:text></office:body></office:document-content>";
        let bytes = pack(&[
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("content.xml", content),
            (
                "meta.xml",
                "<office:meta><dc:title>Port</dc:title><meta:initial-creator>Ann</meta:initial-creator><dc:creator>Bo</dc:creator><dc:language>en-GB</dc:language></office:meta>",
            ),
        ]);
        assert!(Odt.recognises(&bytes, "x"));
        let read = Odt.read(&bytes, "x.odt").expect("read").remove(0);
        assert_eq!(
            read.article.text(),
            "Port\n\nThe minister said[1].\n\none\ntwo\n\n“Never.”\n\na\tb\n\nЖ 😀\n\n[1] In Ankara."
        );
        let blocks: Vec<_> =
            read.article.blocks().iter().map(|it| (read.article.slice(it.span), it.kind)).collect();
        assert_eq!(
            blocks,
            [
                ("Port", BlockKind::Heading(2)),
                ("one", BlockKind::ListItem(1)),
                ("two", BlockKind::ListItem(2)),
                ("“Never.”", BlockKind::Quotation)
            ]
        );
        assert_eq!((read.meta.author.as_str(), read.meta.language.as_str()), ("Ann", "en"));
        let told = read.problems.iter().map(ToString::to_string).collect::<String>();
        assert_eq!(told, "note: left out: 1 deletion in tracked changes, 1 comment");
    }
}
