//! HTML to a tree, within limits: hostile pages can make a parser's work grow with the square of their size.

use crate::formats::Unreadable;
use dom_query::Document;
use html5ever::driver::{ParseOpts, parse_document};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;

/// The longest page that is read, in bytes.
pub(super) const MOST_BYTES: usize = 16 << 20;

/// How deep elements may nest.
const MOST_DEPTH: usize = 1_000;

/// How many nodes a page may have.
const MOST_NODES: usize = 1_000_000;

/// Above how many nodes the main content is not looked for; the whole body is taken.
pub(super) const MOST_WEIGHED: usize = 60_000;

/// How long a text without an element in it may be, in bytes, before the same holds: the library's work
/// grows with its square.
const MOST_AT_ONCE: usize = 64 << 10;

/// Says whether a page holds such a text, outside its scripts and styles.
pub(super) fn has_long_text(page: &Document) -> bool {
    page.root().descendants_it().any(|node| {
        let unread =
            || node.parent().is_some_and(|parent| parent.has_name("script") || parent.has_name("style"));
        node.is_text() && node.text().len() > MOST_AT_ONCE && !unread()
    })
}

/// How much of a page is parsed before its nodes are counted again.
const STEP: usize = 4 << 10;

/// Parses a page.
///
/// # Errors
/// [`Unreadable::Limit`] when it is too long, too deep or too rich.
pub(super) fn parse(html: &str) -> Result<Document, Unreadable> {
    Unreadable::unless_fits(html.as_bytes(), MOST_BYTES)?;
    if depth(html) > MOST_DEPTH {
        return Err(Unreadable::Limit { what: "nested elements", limit: MOST_DEPTH as u64 });
    }
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let mut parser = parse_document(Document::default(), options);
    let mut rest = html;
    while !rest.is_empty() {
        let (head, tail) = rest.split_at_checked(rest.floor_char_boundary(STEP)).unwrap_or((rest, ""));
        parser.process(StrTendril::from_slice(head));
        if parser.tokenizer.sink.sink.tree.len() > MOST_NODES {
            return Err(Unreadable::Limit { what: "elements and texts", limit: MOST_NODES as u64 });
        }
        rest = tail;
    }
    Ok(parser.finish())
}

/// Elements that have no end tag, or whose end tag people leave out.
const UNENDED: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "rt",
    "rp", "html", "head", "body", "path", "use", "circle", "rect", "line", "polygon",
];

/// Returns how deep start tags outrun end tags, at most: an upper bound that one pass over the bytes finds.
fn depth(html: &str) -> usize {
    let bytes = html.as_bytes();
    let (mut open, mut deepest) = (0usize, 0usize);
    for at in memchr::memchr_iter(b'<', bytes) {
        let after = bytes.get(at + 1..).unwrap_or_default();
        let (ends, name) = match after.split_first() {
            Some((b'/', name)) => (true, name),
            _ => (false, after),
        };
        let length = name.iter().take(16).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let name = name.get(..length).unwrap_or_default();
        let unended = UNENDED.iter().any(|other| name.eq_ignore_ascii_case(other.as_bytes()));
        if !name.first().is_some_and(u8::is_ascii_alphabetic) || unended {
            continue;
        }
        open = if ends { open.saturating_sub(1) } else { open + 1 };
        deepest = deepest.max(open);
    }
    deepest
}
