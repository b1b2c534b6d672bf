//! A tree of HTML to text as it is read, with headings, list items, block quotations and preformatted text.

use crate::formats::article::flow::Flow;
use crate::text::{Block, BlockKind};
use dom_query::NodeRef;

/// Elements whose text nobody reads.
const UNREAD: &[&str] = &[
    "audio", "button", "canvas", "dialog", "embed", "head", "iframe", "math", "nav", "noscript", "object",
    "option", "script", "select", "style", "svg", "template", "textarea", "title", "video",
];

/// Elements that stand on lines of their own.
const PARAGRAPHS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "details",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
];

/// Elements that begin a line.
const LINES: &[&str] = &["br", "caption", "dd", "dt", "li", "tr"];

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave { name: String, block: bool },
}

/// Writes what `root` holds to `flow`. Walks without recursion.
pub(super) fn write(root: NodeRef<'_>, flow: &mut Flow) {
    let mut steps = vec![Step::Enter(root)];
    let mut preformatted = 0usize;
    while let Some(step) = steps.pop() {
        let node = match step {
            Step::Enter(node) => node,
            Step::Leave { name, block } => {
                preformatted -= usize::from(name == "pre");
                leave(flow, &name, block);
                continue;
            }
        };
        if node.is_text() {
            match preformatted {
                0 => flow.words(&node.text()),
                _ => flow.verbatim(&node.text().replace("\r\n", "\n")),
            }
            continue;
        }
        let name = node.node_name().unwrap_or_default().to_string();
        if node.is_comment() || node.is_doctype() || UNREAD.contains(&name.as_str()) || is_hidden(&node) {
            continue;
        }
        preformatted += usize::from(name == "pre");
        let block = enter(flow, &name);
        steps.push(Step::Leave { name, block });
        steps.extend(node.children_it(true).map(Step::Enter));
    }
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    node.is_element()
        && (node.has_attr("hidden") || node.attr("aria-hidden").is_some_and(|value| &*value == "true"))
}

/// Begins an element; returns whether it opened a block.
fn enter(flow: &mut Flow, name: &str) -> bool {
    if PARAGRAPHS.contains(&name) {
        // A list in a list goes on in the next line.
        if matches!(name, "ul" | "ol") && flow.list_depth() > 0 { flow.line() } else { flow.paragraph() }
    } else if LINES.contains(&name) {
        flow.line();
    } else if matches!(name, "td" | "th") {
        flow.cell();
    } else if name == "q" {
        flow.words("“");
    }
    let kind = match name {
        "blockquote" => BlockKind::Quotation,
        "pre" => BlockKind::Preformatted,
        "li" => BlockKind::ListItem(flow.list_depth().saturating_add(1)),
        _ => match name.strip_prefix('h').and_then(|level| level.parse().ok()) {
            Some(level @ 1..=6) => BlockKind::Heading(level),
            _ => return false,
        },
    };
    flow.open(kind);
    true
}

fn leave(flow: &mut Flow, name: &str, block: bool) {
    if name == "q" {
        flow.verbatim("”");
    }
    if block {
        flow.close();
    }
    if PARAGRAPHS.contains(&name) {
        if matches!(name, "ul" | "ol") && flow.list_depth() > 0 { flow.line() } else { flow.paragraph() }
    } else if LINES.contains(&name) {
        flow.line();
    }
}

/// Returns the text of a tree, with its blocks; `title` stands first unless it is there already.
pub(super) fn text(root: NodeRef<'_>, title: &str) -> (String, Vec<Block>) {
    let mut flow = Flow::default();
    write(root, &mut flow);
    let (text, blocks) = flow.done();
    let begins = text.get(..text.floor_char_boundary(400 + title.len())).unwrap_or(&text);
    if title.is_empty() || text.is_empty() || begins.contains(title) {
        return (text, blocks);
    }
    let mut flow = Flow::default();
    flow.open(BlockKind::Heading(1));
    flow.words(title);
    flow.close();
    flow.paragraph();
    write(root, &mut flow);
    flow.done()
}
