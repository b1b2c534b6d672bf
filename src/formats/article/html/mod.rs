//! Web pages: the article without menus, advertisements and comments, and what the page says about it.
//!
//! Nothing is fetched. What the page's main content is, is judged by a library; how it becomes text is ours
//! ([`content`]), so that the same page always gives the same text.

mod content;
mod tree;

use super::decode::{declared, decode};
use super::flow::Flow;
use super::{ArticleFormat, ArticleRead, caught, finish};
use crate::formats::{Unreadable, input};
use crate::model::{Meta, Place, Problem};
use crate::text::{Article, Block, Decoding};
use dom_query::Document;
use dom_smoothie::{Config, Readability};
use smol_str::SmolStr;

/// Web pages.
pub struct Html;

impl ArticleFormat for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml"]
    }

    fn describe(&self) -> &'static str {
        "a saved web page; its main content, with title, author, outlet, date"
    }

    fn recognises(&self, bytes: &[u8], name: &str) -> bool {
        let head = bytes.get(..bytes.len().min(1024)).unwrap_or(bytes).to_ascii_lowercase();
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head).trim_ascii_start();
        input::ends_in(name, self.extensions())
            || head.starts_with(b"<!doctype html")
            || head.starts_with(b"<html")
            || head.starts_with(b"<?xml") && memchr::memmem::find(head, b"<html").is_some()
    }

    fn read(&self, bytes: &[u8], _name: &str) -> Result<Vec<ArticleRead>, Unreadable> {
        page(bytes, None).map(|read| vec![read])
    }
}

/// Reads a page; `charset` is what was declared outside of it.
///
/// # Errors
/// When it is no text, too large, or has no text.
pub(super) fn page(bytes: &[u8], charset: Option<&str>) -> Result<ArticleRead, Unreadable> {
    Unreadable::unless_fits(bytes, tree::MOST_BYTES)?;
    let declared = charset.map(str::to_owned).or_else(|| declared(bytes));
    let decoded = decode(bytes, declared.as_deref())?;
    let mut problems = decoded.problems;
    let page = tree::parse(&decoded.text)?;
    let found = main_content(&page);
    let mut meta = found.as_ref().map(about).unwrap_or_default();
    let (mut text, mut blocks) = (String::new(), Vec::new());
    if let Some(found) = &found
        && let Ok(content) = tree::parse(&found.content)
    {
        (text, blocks) = content::text(content.root(), &meta.title);
    }
    if let Some(address) = page.select("link[rel=canonical]").attr("href")
        && meta.source.is_empty()
    {
        meta.source = address.trim().to_owned();
    }
    if text.trim().is_empty() {
        (text, blocks) = whole(&page, &mut meta);
        let message = "its main content was not found; the whole page was taken";
        problems.push(Problem::warning(Place::Whole, message));
    } else {
        problems.extend(left_out(&page, &text));
    }
    if text.trim().is_empty() {
        return Err(Unreadable::NotThis { format: Html.name(), why: "it has no text".to_owned() });
    }
    let article = Article::with_source(text, decoded.decoding, blocks);
    Ok(ArticleRead { article, meta, problems, format: Html.name(), name: String::new() })
}

/// Reads a piece of a page that a person copied: all of it.
///
/// # Errors
/// When it is too large, or has no text.
pub fn pasted(html: &str) -> Result<ArticleRead, Unreadable> {
    let mut flow = Flow::default();
    write(html, &mut flow)?;
    let meta = Meta { title: "Pasted text".to_owned(), ..Meta::default() };
    finish(Html.name(), flow, meta, Decoding::default(), Vec::new())
}

/// Writes all that a piece of HTML holds, for formats that carry some.
///
/// # Errors
/// When it is too large or too deep.
pub(super) fn write(html: &str, flow: &mut Flow) -> Result<(), Unreadable> {
    let page = tree::parse(html)?;
    content::write(page.body().unwrap_or_else(|| page.root()), flow);
    Ok(())
}

/// The words of a piece of HTML in one line.
pub(super) fn words(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return collapse(html);
    }
    let mut flow = Flow::default();
    match write(html, &mut flow) {
        Ok(()) => collapse(&flow.done().0),
        Err(_) => collapse(html),
    }
}

/// Says how much of the page is not in the article: menus, advertisements, comments.
fn left_out(page: &Document, text: &str) -> Option<Problem> {
    let mut flow = Flow::default();
    content::write(page.body()?, &mut flow);
    let (all, _) = flow.done();
    let count = all.split_whitespace().count().saturating_sub(text.split_whitespace().count());
    (count > 0).then(|| {
        Problem::note(format!("left out: {count} words around the article (menus, advertisements, comments)"))
    })
}

/// Finds the main content; `None` where there is none, or too much to look through.
fn main_content(page: &Document) -> Option<dom_smoothie::Article> {
    if page.tree.len() > tree::MOST_WEIGHED || tree::has_long_text(page) {
        return None;
    }
    let page = page.clone();
    caught(move || Readability::with_document(page, None, Some(Config::default())).ok()?.parse().ok())
        .flatten()
}

/// Takes the whole body, for pages that have no main content.
fn whole(page: &Document, meta: &mut Meta) -> (String, Vec<Block>) {
    if meta.title.is_empty() {
        let title = page.select("head title").text();
        meta.title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let root = page.body().unwrap_or_else(|| page.root());
    content::text(root, &meta.title)
}

/// What a page says about its article.
fn about(found: &dom_smoothie::Article) -> Meta {
    let one = |text: &Option<String>| text.as_deref().map(collapse).unwrap_or_default();
    let author = one(&found.byline);
    let author =
        ["By ", "by ", "BY "].iter().find_map(|by| author.strip_prefix(by)).unwrap_or(&author).to_owned();
    let language = one(&found.lang).split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let mut meta = Meta {
        title: collapse(&found.title),
        outlet: one(&found.site_name),
        author,
        date: one(&found.published_time),
        source: one(&found.url),
        language: SmolStr::new(language),
        ..Meta::default()
    };
    for (name, value) in [("description", &found.excerpt), ("modified", &found.modified_time)] {
        let value = one(value);
        if !value.is_empty() {
            meta.extra.insert(name.to_owned(), value);
        }
    }
    meta
}

fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
