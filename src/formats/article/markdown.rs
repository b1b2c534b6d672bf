//! Markdown: the text without the marks, and the front matter.

use super::decode::decode;
use super::flow::Flow;
use super::{ArticleFormat, ArticleRead, finish};
use crate::formats::{Unreadable, input};
use crate::model::Meta;
use crate::text::BlockKind;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use smol_str::SmolStr;

/// Markdown.
pub struct Markdown;

impl ArticleFormat for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown", "mdown"]
    }

    fn describe(&self) -> &'static str {
        "Markdown; the text without the marks, with title, author, date of its front matter"
    }

    fn recognises(&self, _bytes: &[u8], name: &str) -> bool {
        input::ends_in(name, self.extensions())
    }

    fn read(&self, bytes: &[u8], _name: &str) -> Result<Vec<ArticleRead>, Unreadable> {
        let decoded = decode(bytes, None)?;
        let source = decoded.text.replace("\r\n", "\n");
        let mut reading = Reading::default();
        for event in Parser::new_ext(&source, options()) {
            reading.take(event);
        }
        let mut meta = meta(&reading.front);
        if meta.title.is_empty() {
            meta.title = reading.title;
        }
        Ok(vec![finish(self.name(), reading.flow, meta, decoded.decoding, decoded.problems)?])
    }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
}

#[derive(Default)]
struct Reading {
    flow: Flow,
    front: String,
    in_front: bool,
    in_code: bool,
    /// The first heading of the first level.
    title: String,
    in_title: bool,
}

impl Reading {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_front => self.front.push_str(&text),
            Event::Text(text) if self.in_code => self.flow.verbatim(text.trim_end_matches('\n')),
            Event::Text(text) | Event::Code(text) => {
                if self.in_title {
                    self.title.push_str(&text);
                }
                self.flow.words(&text);
            }
            Event::SoftBreak => self.flow.words(" "),
            Event::HardBreak => self.flow.line(),
            Event::Rule => self.flow.paragraph(),
            Event::FootnoteReference(name) => self.flow.words(&format!("[{name}]")),
            Event::TaskListMarker(done) => self.flow.words(if done { "[x] " } else { "[ ] " }),
            Event::Html(html) | Event::InlineHtml(html) => self.flow.words(&without_tags(&html)),
            Event::InlineMath(math) | Event::DisplayMath(math) => self.flow.words(&math),
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flow.paragraph();
                self.flow.open(BlockKind::Heading(*level as u8));
                self.in_title = *level as u8 == 1 && self.title.is_empty();
            }
            Tag::BlockQuote(_) => {
                self.flow.paragraph();
                self.flow.open(BlockKind::Quotation);
            }
            Tag::CodeBlock(_) => {
                self.flow.paragraph();
                self.flow.open(BlockKind::Preformatted);
                self.in_code = true;
            }
            Tag::Item => {
                self.flow.line();
                self.flow.open(BlockKind::ListItem(self.flow.list_depth().saturating_add(1)));
            }
            Tag::List(_) if self.flow.list_depth() > 0 => self.flow.line(),
            Tag::List(_) | Tag::Table(_) | Tag::HtmlBlock => self.flow.paragraph(),
            Tag::TableHead | Tag::TableRow => self.flow.line(),
            Tag::TableCell => self.flow.cell(),
            Tag::FootnoteDefinition(name) => {
                self.flow.paragraph();
                self.flow.words(&format!("[{name}] "));
            }
            Tag::MetadataBlock(_) => self.in_front = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::BlockQuote(_) | TagEnd::CodeBlock => {
                self.flow.close();
                self.flow.paragraph();
                (self.in_code, self.in_title) = (false, false);
            }
            TagEnd::Item => {
                self.flow.close();
                self.flow.line();
            }
            TagEnd::Paragraph if self.flow.list_depth() > 0 => self.flow.line(),
            TagEnd::List(_) if self.flow.list_depth() > 0 => self.flow.line(),
            TagEnd::Paragraph
            | TagEnd::List(_)
            | TagEnd::Table
            | TagEnd::HtmlBlock
            | TagEnd::FootnoteDefinition => self.flow.paragraph(),
            TagEnd::TableHead | TagEnd::TableRow => self.flow.line(),
            TagEnd::MetadataBlock(_) => self.in_front = false,
            _ => {}
        }
    }
}

/// HTML in Markdown without its tags and comments.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let end = if tag.starts_with("!--") { "-->" } else { ">" };
        rest = tag.split_once(end).map_or("", |(_, after)| after);
    }
    text + rest
}

/// Reads lines of `key: value`; what is not known by name becomes further metadata.
fn meta(front: &str) -> Meta {
    let mut meta = Meta::default();
    for (key, value) in front.lines().filter_map(|line| line.split_once(':')) {
        let key = key.trim().to_lowercase();
        let value = value.trim();
        let bare = value.strip_prefix(['"', '\'']).and_then(|value| value.strip_suffix(['"', '\'']));
        let value = bare.unwrap_or(value).to_owned();
        if value.is_empty() || key.is_empty() || key.starts_with(['#', '-']) {
            continue;
        }
        match key.as_str() {
            "title" => meta.title = value,
            "author" | "byline" => meta.author = value,
            "date" | "published" => meta.date = value,
            "outlet" | "publisher" | "site" => meta.outlet = value,
            "source" | "url" | "link" => meta.source = value,
            "language" | "lang" => meta.language = SmolStr::new(value.split('-').next().unwrap_or_default()),
            _ => drop(meta.extra.insert(key, value)),
        }
    }
    meta
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_go_and_blocks_stay() {
        let source = "---\ntitle: \"A: b\"\nauthor: Ann\nplace: Osh\n---\n# Head *one*\r\n\r\nA [link](x) and\n`code` \\* &amp;.  \nNext<br>line[^1]\n\n\
            > Said **so**.\n\n* a\n  * b\n\n1. c\n\n```\nx  y\n```\n\n| h | i |\n|---|---|\n| 1 | 2 |\n\n[^1]: Foot.\n";
        let read = Markdown.read(source.as_bytes(), "x.md").expect("read").remove(0);
        assert_eq!(
            read.article.text(),
            "Head one\n\nA link and code * &.\nNextline[1]\n\nSaid so.\n\na\nb\n\nc\n\nx  y\n\nh\ti\n1\t2\n\n[1] Foot."
        );
        let blocks: Vec<_> =
            read.article.blocks().iter().map(|block| (read.article.slice(block.span), block.kind)).collect();
        assert_eq!(
            blocks,
            [
                ("Head one", BlockKind::Heading(1)),
                ("Said so.", BlockKind::Quotation),
                ("a\nb", BlockKind::ListItem(1)),
                ("b", BlockKind::ListItem(2)),
                ("c", BlockKind::ListItem(1)),
                ("x  y", BlockKind::Preformatted),
            ]
        );
        assert_eq!((read.meta.title.as_str(), read.meta.author.as_str()), ("A: b", "Ann"));
        assert_eq!(read.meta.extra.get("place").map(String::as_str), Some("Osh"));
    }

    proptest! {
        #[test]
        fn anything_is_read(source in "([#>*`|_\\[\\](){}<>!~\\\\ \n\t-]|[a-zЖ😀]{1,4}|---\n|\\[\\^1\\]){0,80}") {
            drop(Markdown.read(source.as_bytes(), "x.md"));
        }
    }
}
