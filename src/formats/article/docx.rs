//! Word documents (DOCX): paragraphs, headings, lists, quotations, tables, notes; the accepted state of
//! tracked changes.

use super::blocks::{Blocks, Passing, Unwanted};
use super::dropped::Dropped;
use super::flow::Flow;
use super::xml::{Element, Piece, Xml, text_of};
use super::{ArticleFormat, ArticleRead, facts, finish};
use crate::formats::Unreadable;
use crate::formats::container::{self, Container};
use crate::model::{Meta, Problem};
use crate::text::{BlockKind, Decoding};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// Word documents.
pub struct Docx;

impl ArticleFormat for Docx {
    fn name(&self) -> &'static str {
        "docx"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["docx", "docm", "dotx"]
    }

    fn describe(&self) -> &'static str {
        "a Word document; headings, lists, quotations, tables, notes, with title, author, date"
    }

    fn recognises(&self, bytes: &[u8], _name: &str) -> bool {
        container::has(bytes, "word/document.xml")
    }

    fn read(&self, bytes: &[u8], _name: &str) -> Result<Vec<ArticleRead>, Unreadable> {
        let mut container = Container::open(bytes, self.name())?;
        let styles = match container.part("word/styles.xml")? {
            Some(part) => styles(&text_of(&part)?),
            None => FxHashMap::default(),
        };
        let mut reading = Reading { styles, ..Reading::default() };
        reading.walk(&text_of(&container.need("word/document.xml")?)?, "the document");
        for (part, what) in [("word/footnotes.xml", "the footnotes"), ("word/endnotes.xml", "the endnotes")] {
            if let Some(notes) = container.part(part)? {
                reading.notes = Some(part.contains("endnotes"));
                reading.walk(&text_of(&notes)?, what);
            }
        }
        let margins = |name: &&String| name.starts_with("word/header") || name.starts_with("word/footer");
        reading.dropped.add_many("running heads", container.names().iter().filter(margins).count());
        let mut meta = Meta::default();
        if let Some(core) = container.part("docProps/core.xml")? {
            facts::read(&text_of(&core)?, &mut meta);
        }
        reading.problems.extend(reading.dropped.told());
        Ok(vec![finish(self.name(), reading.flow, meta, Decoding::default(), reading.problems)?])
    }
}

/// What a paragraph is by its style or itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Kind {
    block: Option<BlockKind>,
    level: Option<u8>,
}

/// A paragraph that has begun.
#[derive(Debug, Default)]
struct Paragraph {
    kind: Kind,
    /// Whether its first words have been written.
    begun: bool,
    /// Whether it opened a block.
    open: bool,
}

#[derive(Default)]
struct Reading {
    flow: Flow,
    styles: FxHashMap<String, Kind>,
    /// Paragraphs, the innermost last: a text box stands within one.
    paragraphs: Vec<Paragraph>,
    passing: Passing,
    in_text: bool,
    blocks: Blocks,
    /// Whether notes are being read: `Some(true)` for endnotes.
    notes: Option<bool>,
    numbers: FxHashMap<(bool, String), usize>,
    dropped: Dropped,
    problems: Vec<Problem>,
}

/// Elements that are left out with all they hold, and what they are.
const LEFT_OUT: Unwanted = &[
    ("del", "deletions in tracked changes"),
    ("moveFrom", "deletions in tracked changes"),
    ("Fallback", ""),
    ("instrText", ""),
    ("delText", ""),
    ("fldData", ""),
];

impl Reading {
    fn walk(&mut self, text: &str, what: &str) {
        let mut xml = Xml::new(text);
        for piece in xml.by_ref() {
            match piece {
                Piece::Open(element) => self.open(&element),
                Piece::Close(name) => self.close(&name),
                Piece::Text(text) if self.in_text && !self.passing.is_on() => {
                    self.begin();
                    self.flow.words(&text);
                }
                Piece::Text(_) => {}
            }
        }
        self.problems.extend(xml.problems(what));
    }

    fn open(&mut self, element: &Element<'_>) {
        let name = element.name.as_str();
        if self.passing.opens(name, LEFT_OUT, &mut self.dropped) {
            return;
        }
        let value = || element.attribute("val").unwrap_or_default();
        match name {
            "p" => self.paragraphs.push(Paragraph::default()),
            "pStyle" => self.kind(|kind, styles| *kind = styles.get(&value()).copied().unwrap_or(*kind)),
            "ilvl" => self.kind(|kind, _| kind.level = value().parse().ok().or(kind.level)),
            "numId" if value() == "0" => self.kind(|kind, _| kind.level = None),
            "numId" => self.kind(|kind, _| kind.level = kind.level.or(Some(0))),
            "outlineLvl" => self.kind(|kind, _| kind.block = heading(&value()).or(kind.block)),
            "t" => self.in_text = true,
            "tab" | "ptab" if self.paragraphs.last().is_some_and(|it| it.begun) => self.flow.words(" "),
            "noBreakHyphen" => self.word("\u{2011}"),
            "br" | "cr" => self.flow.line(),
            "tr" => self.flow.line(),
            "tbl" => self.flow.paragraph(),
            "tc" => {
                self.flow.cell();
                self.blocks.enter();
            }
            "drawing" | "pict" => self.dropped.add("pictures"),
            "commentReference" => self.dropped.add("comments"),
            "txbxContent" => self.flow.paragraph(),
            "footnoteReference" | "endnoteReference" => {
                let key = (name == "endnoteReference", element.attribute("id").unwrap_or_default());
                let next = self.numbers.len() + 1;
                let number = *self.numbers.entry(key).or_insert(next);
                self.word(&format!("[{number}]"));
            }
            "footnote" | "endnote" => self.note(element),
            _ => {}
        }
    }

    /// A note at the end; separators have a type and are none.
    fn note(&mut self, element: &Element<'_>) {
        let key = (self.notes == Some(true), element.attribute("id").unwrap_or_default());
        self.flow.paragraph();
        if let Some(number) = self.numbers.get(&key) {
            self.flow.words(&format!("[{number}] "));
            self.blocks.enter();
        }
    }

    fn close(&mut self, name: &str) {
        if self.passing.closes(name, LEFT_OUT) {
            return;
        }
        match name {
            "t" => self.in_text = false,
            "p" => self.end(),
            "tc" | "footnote" | "endnote" => self.blocks.leave(),
            "tbl" | "txbxContent" => self.flow.paragraph(),
            "tr" => self.flow.line(),
            _ => {}
        }
    }

    fn end(&mut self) {
        if self.paragraphs.pop().is_some_and(|it| it.open) {
            self.flow.close();
        }
    }

    fn kind(&mut self, change: impl FnOnce(&mut Kind, &FxHashMap<String, Kind>)) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            change(&mut paragraph.kind, &self.styles);
        }
    }

    fn word(&mut self, word: &str) {
        self.begin();
        self.flow.words(word);
    }

    /// Before the first words of a paragraph: parts it from what stands before, and opens its block.
    fn begin(&mut self) {
        let Some(paragraph) = self.paragraphs.last_mut().filter(|it| !it.begun) else { return };
        paragraph.begun = true;
        let block = paragraph
            .kind
            .block
            .or(paragraph.kind.level.map(|level| BlockKind::ListItem(level.saturating_add(1))));
        paragraph.open = block.is_some();
        self.blocks.begin(&mut self.flow, block);
    }
}

/// The heading of an outline level, counted from 0; 9 is running text.
fn heading(level: &str) -> Option<BlockKind> {
    let level: u8 = level.parse().ok()?;
    (level < 9).then(|| BlockKind::Heading((level + 1).min(6)))
}

/// What paragraphs of each style are.
fn styles(text: &str) -> FxHashMap<String, Kind> {
    let mut found = FxHashMap::default();
    let mut id = String::new();
    let mut kind = Kind::default();
    for piece in Xml::new(text) {
        match piece {
            Piece::Open(element) => {
                let value = || element.attribute("val").unwrap_or_default();
                match element.name.as_str() {
                    "style" => {
                        (id, kind) = (element.attribute("styleId").unwrap_or_default(), Kind::default());
                    }
                    "name" => kind.block = of_style(&value()),
                    "basedOn" if kind == Kind::default() => {
                        kind = found.get(&value()).copied().unwrap_or_default();
                    }
                    "outlineLvl" => kind.block = heading(&value()).or(kind.block),
                    "numId" if value() != "0" => kind.level = kind.level.or(Some(0)),
                    "ilvl" => kind.level = value().parse().ok(),
                    _ => {}
                }
            }
            Piece::Close(name) if name == SmolStr::new_static("style") => {
                found.insert(std::mem::take(&mut id), std::mem::take(&mut kind));
            }
            _ => {}
        }
    }
    found
}

/// What a style is by its name: Word's own names are English in every language.
fn of_style(name: &str) -> Option<BlockKind> {
    let name = name.to_lowercase();
    if let Some(level) = name.strip_prefix("heading ").and_then(|level| level.trim().parse::<u8>().ok()) {
        return Some(BlockKind::Heading(level.clamp(1, 6)));
    }
    let level = || name.rsplit(' ').next().and_then(|last| last.parse().ok()).unwrap_or(1);
    match name.as_str() {
        "title" => Some(BlockKind::Heading(1)),
        "subtitle" => Some(BlockKind::Heading(2)),
        "quote" | "intense quote" | "block text" => Some(BlockKind::Quotation),
        "html preformatted" | "plain text" => None,
        _ if name.starts_with("list bullet") || name.starts_with("list number") => {
            Some(BlockKind::ListItem(level()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::container::tests::pack;

    fn sample() -> Vec<u8> {
        let p = |style: &str, body: &str| {
            format!(
                "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{body}</w:t></w:r></w:p>"
            )
        };
        let item = |level: u8, body: &str| {
            format!(
                "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:r><w:t>{body}</w:t></w:r></w:p>"
            )
        };
        let cell = |body: &str| format!("<w:tc><w:p><w:r><w:t>{body}</w:t></w:r></w:p></w:tc>");
        let document = [
            "<w:document xmlns:w=\"x\"><w:body>".to_owned(),
            p("H1", "Port &amp; harbour"),
            "<w:p><w:r><w:t xml:space=\"preserve\">The minister </w:t></w:r><w:del><w:r><w:delText>never </w:delText></w:r></w:del>\
             <w:ins><w:r><w:t>said</w:t></w:r></w:ins><w:r><w:footnoteReference w:id=\"2\"/><w:t>.</w:t><w:br/><w:t>Ж 😀</w:t></w:r></w:p>".to_owned(),
            item(0, "one"),
            item(1, "two"),
            p("Q", "“Never.”"),
            format!("<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>", cell("a"), cell("b"), cell("1"), cell("2")),
            "<w:p><w:r><w:drawing/></w:r></w:p></w:body></w:document>".to_owned(),
        ]
        .concat();
        pack(&[
            ("[Content_Types].xml", "<Types/>"),
            ("word/document.xml", &document),
            (
                "word/styles.xml",
                "<w:styles><w:style w:styleId=\"H1\"><w:name w:val=\"heading 1\"/></w:style><w:style w:styleId=\"Q\"><w:name w:val=\"Quote\"/></w:style></w:styles>",
            ),
            (
                "word/footnotes.xml",
                "<w:footnotes><w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:t>In Ankara.</w:t></w:r></w:p></w:footnote></w:footnotes>",
            ),
            (
                "docProps/core.xml",
                "<cp:coreProperties><dc:title>Port</dc:title><dc:creator>Ann</dc:creator><dcterms:created>2025-01-02T03:04:05Z</dcterms:created></cp:coreProperties>",
            ),
        ])
    }

    #[test]
    fn a_document_becomes_text() {
        let bytes = sample();
        assert!(Docx.recognises(&bytes, "x"));
        let read = Docx.read(&bytes, "x.docx").expect("read").remove(0);
        assert_eq!(
            read.article.text(),
            "Port & harbour\n\nThe minister said[1].\nЖ 😀\n\none\ntwo\n\n“Never.”\n\na\tb\n1\t2\n\n[1] In Ankara."
        );
        let blocks: Vec<_> =
            read.article.blocks().iter().map(|it| (read.article.slice(it.span), it.kind)).collect();
        assert_eq!(
            blocks,
            [
                ("Port & harbour", BlockKind::Heading(1)),
                ("one", BlockKind::ListItem(1)),
                ("two", BlockKind::ListItem(2)),
                ("“Never.”", BlockKind::Quotation)
            ]
        );
        assert_eq!(
            (read.meta.title.as_str(), read.meta.author.as_str(), read.meta.date.as_str()),
            ("Port", "Ann", "2025-01-02T03:04:05Z")
        );
        let told = read.problems.iter().map(ToString::to_string).collect::<String>();
        assert_eq!(told, "note: left out: 1 deletion in tracked changes, 1 picture");
    }
}
