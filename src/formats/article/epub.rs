//! Books (EPUB): the chapters in their order, one text.

use super::flow::Flow;
use super::html;
use super::xml::{Piece, Xml, text_of};
use super::{ArticleFormat, ArticleRead, facts, finish};
use crate::formats::Unreadable;
use crate::formats::container::{self, Container};
use crate::model::{Meta, Place, Problem};
use crate::text::Decoding;
use rustc_hash::FxHashMap;

/// Books.
pub struct Epub;

impl ArticleFormat for Epub {
    fn name(&self) -> &'static str {
        "epub"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["epub"]
    }

    fn describe(&self) -> &'static str {
        "a book; its chapters in order, with title, author, publisher, date, language"
    }

    fn recognises(&self, bytes: &[u8], _name: &str) -> bool {
        container::has(bytes, "application/epub+zip") || container::has(bytes, "META-INF/container.xml")
    }

    fn read(&self, bytes: &[u8], _name: &str) -> Result<Vec<ArticleRead>, Unreadable> {
        let mut container = Container::open(bytes, self.name())?;
        let protected = container.part("META-INF/encryption.xml")?.unwrap_or_default();
        let package = root_file(&text_of(&container.need("META-INF/container.xml")?)?)
            .ok_or_else(|| self.refused("it names no package"))?;
        let opf = text_of(&container.need(&package)?)?;
        let mut meta = Meta::default();
        facts::read(&opf, &mut meta);
        let folder = package.rsplit_once('/').map_or("", |(folder, _)| folder);
        let (mut flow, mut problems) = (Flow::default(), Vec::new());
        for href in chapters(&opf) {
            let path = resolve(folder, &href);
            if !protected.is_empty() && memchr::memmem::find(&protected, href.as_bytes()).is_some() {
                return Err(self.refused("it is protected against copying (DRM); no text can be read"));
            }
            match container.part(&path) {
                Ok(Some(part)) => chapter(&part, &path, &mut flow, &mut problems),
                Ok(None) => missing(&path, "is missing", &mut problems),
                Err(limit @ Unreadable::Limit { .. }) => return Err(limit),
                Err(why) => missing(&path, &why.to_string(), &mut problems),
            }
        }
        Ok(vec![finish(self.name(), flow, meta, Decoding::default(), problems)?])
    }
}

impl Epub {
    fn refused(&self, why: &str) -> Unreadable {
        Unreadable::NotThis { format: self.name(), why: why.to_owned() }
    }
}

fn missing(path: &str, why: &str, problems: &mut Vec<Problem>) {
    const MOST: usize = 100;
    if problems.len() < MOST {
        problems.push(Problem::warning(Place::Whole, format!("a chapter was left out: {path} {why}")));
    }
}

fn chapter(part: &[u8], path: &str, flow: &mut Flow, problems: &mut Vec<Problem>) {
    flow.paragraph();
    match text_of(part).and_then(|text| html::write(&text, flow)) {
        Ok(()) | Err(Unreadable::Empty) => flow.paragraph(),
        Err(why) => missing(path, &why.to_string(), problems),
    }
}

/// The path of the package, as the container names it.
fn root_file(text: &str) -> Option<String> {
    Xml::new(text).find_map(|piece| match piece {
        Piece::Open(element) if element.name == "rootfile" => element.attribute("full-path"),
        _ => None,
    })
}

/// The files of the chapters in reading order, without the table of contents.
fn chapters(opf: &str) -> Vec<String> {
    let mut items = FxHashMap::default();
    let mut spine = Vec::new();
    for piece in Xml::new(opf) {
        let Piece::Open(element) = piece else { continue };
        let get = |name: &str| element.attribute(name).unwrap_or_default();
        match element.name.as_str() {
            "item" if get("properties").split(' ').any(|it| it == "nav") => {}
            "item" if get("media-type").contains("html") || get("media-type").is_empty() => {
                items.insert(get("id"), get("href"));
            }
            "itemref" => spine.push(get("idref")),
            _ => {}
        }
    }
    spine.iter().filter_map(|id| items.get(id).cloned()).collect()
}

/// The path of a part that is named from a folder; what leads out of the archive leads to its root.
fn resolve(folder: &str, href: &str) -> String {
    let href = href.split(['#', '?']).next().unwrap_or_default();
    let decoded = percent(href);
    let mut parts: Vec<&str> = Vec::new();
    let from = if decoded.starts_with('/') { "" } else { folder };
    for part in from.split('/').chain(decoded.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// Resolves `%20` and the like.
fn percent(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        match after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(b'%');
                rest = after;
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::container::tests::pack;
    use crate::text::BlockKind;

    #[test]
    fn chapters_come_in_the_order_of_the_spine() {
        let page = |body: &str| {
            format!(
                "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head><body>{body}</body></html>"
            )
        };
        let opf = "<package><metadata><dc:title>Straits</dc:title><dc:creator>Ann</dc:creator><dc:language>en</dc:language></metadata>\
            <manifest><item id='b' href='text/two.xhtml' media-type='application/xhtml+xml'/><item id='a' href='text/o%6ee.xhtml' media-type='application/xhtml+xml'/>\
            <item id='n' href='nav.xhtml' properties='nav' media-type='application/xhtml+xml'/><item id='e' href='../../../etc/passwd' media-type='application/xhtml+xml'/></manifest>\
            <spine><itemref idref='n'/><itemref idref='a'/><itemref idref='b'/><itemref idref='e'/></spine></package>";
        let bytes = pack(&[
            ("mimetype", "application/epub+zip"),
            (
                "META-INF/container.xml",
                "<container><rootfiles><rootfile full-path='OEBPS/x.opf'/></rootfiles></container>",
            ),
            ("OEBPS/x.opf", opf),
            ("OEBPS/text/one.xhtml", &page("<h1>One</h1><p>First&nbsp;words.</p>")),
            ("OEBPS/text/two.xhtml", &page("<h1>Two</h1><blockquote>Ж 😀</blockquote>")),
            ("OEBPS/nav.xhtml", &page("<nav>Contents</nav>")),
        ]);
        let read = Epub.read(&bytes, "x.epub").expect("read").remove(0);
        assert_eq!(read.article.text(), "One\n\nFirst\u{a0}words.\n\nTwo\n\nЖ 😀");
        assert_eq!(read.article.blocks().first().map(|it| it.kind), Some(BlockKind::Heading(1)));
        assert_eq!((read.meta.title.as_str(), read.meta.author.as_str()), ("Straits", "Ann"));
        assert_eq!(read.problems.len(), 1, "{:?}", read.problems);
        assert!(read.problems[0].message.contains("etc/passwd is missing"), "{:?}", read.problems);
    }
}
