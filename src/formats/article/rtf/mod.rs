//! Rich Text Format (RTF): paragraphs, headings, lists, tables, notes, in any of its code pages.

mod pages;
mod tokens;
mod words;

use super::dropped::Dropped;
use super::flow::Flow;
use super::{ArticleFormat, ArticleRead, facts, finish};
use crate::formats::Unreadable;
use crate::model::{Meta, Place, Problem};
use crate::text::{BlockKind, Decoding};
use encoding_rs::Encoding;
use pages::{Page, code_page, of_charset};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use tokens::{Token, Tokens};
use words::{Into, of_style};

/// Rich Text Format.
pub struct Rtf;

/// How deep groups may nest.
const MOST_DEPTH: usize = 1_000;

impl ArticleFormat for Rtf {
    fn name(&self) -> &'static str {
        "rtf"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["rtf"]
    }

    fn describe(&self) -> &'static str {
        "Rich Text Format; headings, lists, tables, notes, with title, author, date"
    }

    fn recognises(&self, bytes: &[u8], _name: &str) -> bool {
        bytes.trim_ascii_start().starts_with(b"{\\rtf")
    }

    fn read(&self, bytes: &[u8], _name: &str) -> Result<Vec<ArticleRead>, Unreadable> {
        if bytes.is_empty() {
            return Err(Unreadable::Empty);
        }
        if !self.recognises(bytes, "") {
            return Err(Unreadable::NotThis {
                format: self.name(),
                why: "it does not begin with {\\rtf".to_owned(),
            });
        }
        let mut reading = Reading::default();
        for token in Tokens::new(bytes) {
            reading.take(token)?;
        }
        reading.end_bytes();
        let mut problems: Vec<_> = reading.dropped.told().into_iter().collect();
        if !reading.groups.is_empty() {
            problems.push(Problem::warning(Place::Whole, "the file ends in the middle; its end is missing"));
        }
        let decoding = Decoding { encoding: SmolStr::new(reading.page.name()), ..Decoding::default() };
        let (notes, mut flow) = (std::mem::take(&mut reading.notes), std::mem::take(&mut reading.flow));
        for (note, number) in notes.into_iter().zip(1..) {
            let (text, _) = note.done();
            flow.paragraph();
            flow.words(&format!("[{number}] {text}"));
        }
        Ok(vec![finish(self.name(), flow, reading.meta, decoding, problems)?])
    }
}

/// What holds within a group.
#[derive(Debug, Clone)]
struct Group {
    into: Into,
    /// How many characters stand for a `\u` that is understood.
    skip: usize,
    font: i32,
    hidden: bool,
}

impl Default for Group {
    fn default() -> Self {
        Self { into: Into::Text, skip: 1, font: 0, hidden: false }
    }
}

/// What holds for a paragraph.
#[derive(Debug, Clone, Copy, Default)]
struct Paragraph {
    style: i32,
    outline: Option<u8>,
    item: Option<u8>,
    in_table: bool,
}

#[derive(Default)]
struct Reading {
    flow: Flow,
    notes: Vec<Flow>,
    groups: Vec<Group>,
    now: Group,
    paragraph: Paragraph,
    /// Whether the paragraph's first words were written, and whether it opened a block.
    begun: bool,
    open: bool,
    in_list: bool,
    in_table: bool,
    row_begun: bool,
    page: Page,
    /// The code pages of fonts, and which font or style is being defined.
    fonts: FxHashMap<i32, &'static Encoding>,
    styles: FxHashMap<i32, BlockKind>,
    defined: i32,
    /// Bytes that wait to be decoded together.
    waiting: Vec<u8>,
    /// How many characters are still to be passed over.
    skipping: usize,
    surrogate: Option<u16>,
    /// Whether the next control word belongs to a destination that may be passed over.
    star: bool,
    words: String,
    meta: Meta,
    date: [i32; 3],
    dropped: Dropped,
}

impl Reading {
    fn take(&mut self, token: Token<'_>) -> Result<(), Unreadable> {
        if !matches!(token, Token::Byte(_) | Token::Bytes(_)) {
            self.end_bytes();
        }
        match token {
            Token::Open => {
                if self.groups.len() >= MOST_DEPTH {
                    return Err(Unreadable::Limit { what: "nested groups", limit: MOST_DEPTH as u64 });
                }
                self.groups.push(self.now.clone());
                self.skipping = 0;
            }
            Token::Close => self.close(),
            Token::Word(word, value) => self.word(word, value),
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Byte(_) if self.skipping > 0 => self.skipping -= 1,
            Token::Byte(byte) => self.waiting.push(byte),
            Token::Bytes(bytes) => {
                let passed = self.skipping.min(bytes.len());
                self.skipping -= passed;
                self.waiting.extend_from_slice(bytes.get(passed..).unwrap_or_default());
            }
        }
        Ok(())
    }

    fn close(&mut self) {
        let closed = std::mem::replace(&mut self.now, self.groups.pop().unwrap_or_default());
        self.skipping = 0;
        if closed.into != self.now.into || matches!(closed.into, Into::Fact(_) | Into::StyleSheet) {
            self.end_of(closed.into);
        }
    }

    /// A destination ends: what was gathered is taken.
    fn end_of(&mut self, into: Into) {
        let words = std::mem::take(&mut self.words);
        match into {
            Into::Fact(name) => facts::take(&mut self.meta, name, &words),
            Into::StyleSheet => {
                if let Some(kind) = of_style(words.trim_end_matches(';')) {
                    self.styles.insert(self.defined, kind);
                }
                self.defined = 0;
            }
            _ => self.words = words,
        }
    }

    /// Decodes the bytes that wait, in the code page of the font.
    fn end_bytes(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        let page = self.fonts.get(&self.now.font).copied().unwrap_or(self.page.0);
        let bytes = std::mem::take(&mut self.waiting);
        let (text, _) = page.decode_without_bom_handling(&bytes);
        self.text(&text);
    }

    fn text(&mut self, text: &str) {
        self.star = false;
        if self.now.hidden {
            return;
        }
        match self.now.into {
            Into::Text => {
                self.begin(text);
                self.flow.words(text);
            }
            Into::Note => self.notes.last_mut().into_iter().for_each(|note| note.words(text)),
            Into::Fact(_) | Into::StyleSheet => {
                const MOST: usize = 1_000;
                if self.words.len() < MOST {
                    self.words += text;
                }
            }
            Into::FontTable | Into::Nothing => {}
        }
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'*' => self.star = true,
            b'~' => self.text("\u{a0}"),
            b'_' => self.text("\u{2011}"),
            b'\n' | b'\r' => self.end_paragraph(),
            _ => {}
        }
    }

    fn word(&mut self, word: &str, value: Option<i32>) {
        let star = std::mem::take(&mut self.star);
        let number = value.unwrap_or(1);
        if self.destination(word, star) || self.character(word, value) || self.layout(word, number) {
            return;
        }
        match word {
            "ansicpg" => self.page = Page(code_page(number).unwrap_or(self.page.0)),
            "mac" => self.page = Page(encoding_rs::MACINTOSH),
            "uc" => self.now.skip = usize::try_from(value.unwrap_or(1)).unwrap_or(1).min(64),
            "f" if self.now.into == Into::FontTable => self.defined = value.unwrap_or(0),
            "f" => self.now.font = value.unwrap_or(0),
            "fcharset" => {
                if let Some(page) = of_charset(number) {
                    self.fonts.insert(self.defined, page);
                }
            }
            "v" => self.now.hidden = value != Some(0),
            "plain" => self.now.hidden = false,
            "yr" if self.now.into == Into::Fact("date") => self.date = [number, 1, 1],
            "mo" if self.now.into == Into::Fact("date") => self.date = [self.date[0], number, self.date[2]],
            "dy" if self.now.into == Into::Fact("date") => {
                let [year, month, _] = self.date;
                self.words = format!("{year:04}-{month:02}-{number:02}");
            }
            "deleted" => {
                self.now.hidden = value != Some(0);
                if self.now.hidden {
                    self.dropped.add("deletions in tracked changes");
                }
            }
            _ => {}
        }
    }

    /// Takes a word that says what a group is for.
    fn destination(&mut self, word: &str, star: bool) -> bool {
        let Some((into, what)) = words::destination(word, star) else { return false };
        let inside = matches!(self.now.into, Into::Nothing | Into::Note) && !matches!(into, Into::Fact(_));
        if into == Into::Note && self.now.into == Into::Text {
            self.notes.push(Flow::default());
            let number = self.notes.len();
            self.text(&format!("[{number}]"));
        }
        if !inside || into == Into::Nothing {
            self.now.into = into;
        }
        self.dropped.add(what);
        true
    }

    /// Takes a word that stands for a character.
    fn character(&mut self, word: &str, value: Option<i32>) -> bool {
        if word == "u" {
            self.skipping = self.now.skip;
            return self.unit(value.unwrap_or(0) as u16);
        }
        let Some(text) = words::character(word) else { return false };
        self.text(text);
        true
    }

    fn unit(&mut self, unit: u16) -> bool {
        let pair = match self.surrogate.take() {
            Some(high) => vec![high, unit],
            None if (0xd800..0xdc00).contains(&unit) => {
                self.surrogate = Some(unit);
                return true;
            }
            None => vec![unit],
        };
        let text = String::from_utf16_lossy(&pair);
        self.text(&text);
        true
    }

    /// Takes a word that lays out paragraphs.
    fn layout(&mut self, word: &str, number: i32) -> bool {
        match word {
            "par" | "sect" | "page" => self.end_paragraph(),
            "line" => self.flow.line(),
            "pard" => self.paragraph = Paragraph::default(),
            "s" if self.now.into == Into::StyleSheet => self.defined = number,
            "s" => self.paragraph.style = number,
            "outlinelevel" if self.now.into == Into::Text => {
                self.paragraph.outline = u8::try_from(number).ok();
            }
            "ls" => self.paragraph.item = self.paragraph.item.or(Some(0)),
            "ilvl" => self.paragraph.item = u8::try_from(number).ok(),
            "intbl" => self.paragraph.in_table = true,
            "cell" => {
                self.end_block();
                self.flow.cell();
            }
            "row" => {
                self.end_block();
                self.flow.line();
                self.row_begun = false;
            }
            _ => return false,
        }
        true
    }

    /// Before the first words of a paragraph: parts it from what stands before, and opens its block.
    fn begin(&mut self, text: &str) {
        if self.begun || text.trim().is_empty() {
            return;
        }
        self.begun = true;
        let at = self.paragraph;
        let heading =
            at.outline.filter(|level| *level < 9).map(|level| BlockKind::Heading((level + 1).min(6)));
        let style = self.styles.get(&at.style).copied();
        let item = at.item.map(|level| BlockKind::ListItem(level.saturating_add(1).min(9)));
        let block = heading.or(style).or(item);
        let in_list = matches!(block, Some(BlockKind::ListItem(_)));
        let after_row = std::mem::replace(&mut self.in_table, at.in_table);
        match (at.in_table, std::mem::replace(&mut self.row_begun, at.in_table)) {
            (true, true) => {}
            (true, false) if after_row => self.flow.line(),
            _ if in_list && self.in_list => self.flow.line(),
            _ => self.flow.paragraph(),
        }
        self.in_list = in_list;
        if let Some(block) = block {
            self.open = true;
            self.flow.open(block);
        }
    }

    fn end_block(&mut self) {
        if std::mem::take(&mut self.open) {
            self.flow.close();
        }
        self.begun = false;
    }

    fn end_paragraph(&mut self) {
        match self.now.into {
            Into::Text if self.paragraph.in_table => {
                self.end_block();
                self.flow.line();
            }
            Into::Text => self.end_block(),
            Into::Note => self.notes.last_mut().into_iter().for_each(Flow::line),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
