//! XML, as writers and readers of several formats share it: text made safe, names made legal, a tree that refuses
//! what could blow it up.

use super::loss::Losses;
use crate::formats::Unreadable;
use crate::model::Document;
use crate::text::Article;
use roxmltree::{Node, ParsingOptions};

/// The longest XML that is read, in bytes.
const MOST_BYTES: usize = Article::MAX_BYTES;

/// The most elements and stretches of text that are read: they are held as a tree.
const MOST_NODES: u32 = 4 << 20;

/// Text for XML, in an element or an attribute; what XML cannot hold stands as U+FFFD, so that offsets stay.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    escape_into(&mut safe, text);
    safe
}

/// Adds what [`escaped`] makes of a text.
pub(super) fn escape_into(safe: &mut String, text: &str) {
    for char in text.chars() {
        match char {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\t' => safe.push_str("&#9;"),
            '\n' => safe.push_str("&#10;"),
            '\r' => safe.push_str("&#13;"),
            _ if has_no_place(char) => safe.push('\u{fffd}'),
            _ => safe.push(char),
        }
    }
}

/// Adds running text: like [`escape_into`], but lines and tabulators stay, so that people can read it.
pub(super) fn running_text_into(safe: &mut String, text: &str) {
    for (at, line) in text.split(['\n', '\t']).enumerate() {
        if at > 0 {
            let before = line.as_ptr() as usize - text.as_ptr() as usize - 1;
            safe.push(text.as_bytes().get(before).map_or('\n', |byte| char::from(*byte)));
        }
        escape_into(safe, line);
    }
}

/// Says whether XML 1.0 has no way to write a character.
const fn has_no_place(char: char) -> bool {
    matches!(char, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// Counts what XML has no way to write, in the text and in what is said of it.
pub(super) fn losses(losses: &mut Losses, document: &Document) {
    let count = |text: &str| text.chars().filter(|char| has_no_place(*char)).count();
    let said = document
        .annotations()
        .map(|it| count(&it.note) + it.attributes.iter().map(|(_, value)| count(value)).sum::<usize>());
    let fate = "XML cannot hold them; U+FFFD stands for each";
    losses.add(count(document.text()) + said.sum::<usize>(), "control character", "control characters", fate);
}

/// Writes a name with nothing but what `keep` allows; the rest as `_x002D_`.
pub(super) fn legal(name: &str, keep: impl Fn(char) -> bool) -> String {
    let mut legal = String::with_capacity(name.len());
    let mut chars = name.chars().peekable();
    while let Some(char) = chars.next() {
        let is_mark = char == '_' && chars.peek() == Some(&'x');
        let is_first = legal.is_empty() && !(char.is_ascii_alphabetic() || char == '_');
        if keep(char) && !is_mark && !is_first {
            legal.push(char);
        } else {
            legal.push_str(&format!("_x{:04X}_", u32::from(char)));
        }
    }
    legal
}

/// Reads what [`legal`] wrote.
pub(super) fn plain_name(legal: &str) -> String {
    let mut plain = String::with_capacity(legal.len());
    let mut rest = legal;
    while let Some((before, after)) = rest.split_once("_x") {
        plain.push_str(before);
        let coded = after.split_once('_').and_then(|(code, after)| {
            let char = char::from_u32(u32::from_str_radix(code, 16).ok()?)?;
            (4..=6).contains(&code.len()).then_some((char, after))
        });
        match coded {
            Some((char, after)) => {
                plain.push(char);
                rest = after;
            }
            None => {
                plain.push_str("_x");
                rest = after;
            }
        }
    }
    plain + rest
}

/// Returns the name of the outermost element, with what follows it in the first kilobytes.
pub(super) fn root(bytes: &[u8]) -> Option<(&str, &str)> {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let head = match std::str::from_utf8(head) {
        Ok(head) => head,
        Err(wrong) => std::str::from_utf8(head.get(..wrong.valid_up_to())?).ok()?,
    };
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    while let Some(after) = rest.strip_prefix("<?").and_then(|rest| rest.split_once("?>")) {
        rest = after.1.trim_start();
    }
    while let Some(after) = rest.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")) {
        rest = after.1.trim_start();
    }
    let rest = rest.strip_prefix('<')?;
    let end = rest.find(|char: char| char.is_whitespace() || char == '>' || char == '/')?;
    rest.split_at_checked(end)
}

/// Reads bytes as a tree and gives it to `with`.
///
/// # Errors
/// When the bytes are too long, no UTF-8 or no XML; or what `with` says.
pub(super) fn read<T>(
    bytes: &[u8],
    format: &'static str,
    with: impl FnOnce(&roxmltree::Document<'_>) -> Result<T, Unreadable>,
) -> Result<T, Unreadable> {
    Unreadable::unless_fits(bytes, MOST_BYTES)?;
    let text = Unreadable::unless_utf8(bytes)?;
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let tree = roxmltree::Document::parse_with_options(text, options).map_err(|why| match why {
        roxmltree::Error::NodesLimitReached => {
            Unreadable::Limit { what: "XML nodes", limit: u64::from(MOST_NODES) }
        }
        why => Unreadable::Syntax { format, line: u64::from(why.pos().row), why: why.to_string() },
    })?;
    with(&tree)
}

/// Returns the child elements of a name, whatever its namespace.
pub(super) fn children<'a, 'i>(node: Node<'a, 'i>, name: &str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

/// Returns the first element of a name below a node.
pub(super) fn below<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.descendants().find(|child| child.is_element() && child.tag_name().name() == name)
}

/// Returns all text below a node.
pub(super) fn text_of(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

/// Says that bytes are XML of another kind.
pub(super) fn not_this(format: &'static str, why: &str) -> Unreadable {
    Unreadable::NotThis { format, why: why.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn names_come_back(name in "([a-zA-Z0-9_.x -]|Ж|_x|😀){0,12}") {
            let legal = legal(&name, |char| char.is_ascii_alphanumeric() || char == '_');
            prop_assert!(legal.chars().all(|char| char.is_ascii_alphanumeric() || char == '_'));
            prop_assert!(!legal.starts_with(|char: char| char.is_ascii_digit()));
            prop_assert_eq!(plain_name(&legal), name);
        }

        #[test]
        fn text_comes_back(text in "([a-z<>&\"' \n\t\r]|Ж|😀|\u{1}|\u{b}|\u{fffe}){0,30}") {
            let mut running = String::new();
            running_text_into(&mut running, &text);
            let file = format!("<a b=\"{}\">{running}</a>", escaped(&text));
            let held: String = text.chars().map(|char| if has_no_place(char) { '\u{fffd}' } else { char }).collect();
            let (attribute, content) = read(file.as_bytes(), "xml", |tree| {
                let root = tree.root_element();
                Ok((root.attribute("b").unwrap_or_default().to_owned(), text_of(root)))
            }).expect("sound");
            prop_assert_eq!((&attribute, &content), (&held, &held));
        }
    }

    #[test]
    fn bombs_are_refused() {
        let refused = |text: &str| read(text.as_bytes(), "xml", |_| Ok(())).expect_err("refused").to_string();
        assert!(refused(&"<a>".repeat(100_000)).contains("broken xml"));
        assert!(refused("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>").contains("broken xml, line 1"));
        assert_eq!(
            root(b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x --><TEI a='b'>").map(|it| it.0),
            Some("TEI")
        );
    }
}
