//! Feeds (RSS, Atom): an article an entry, as much of it as the feed carries.

use super::decode::declared;
use super::flow::Flow;
use super::xml::text_of;
use super::{ArticleFormat, ArticleRead, caught, facts, finish, html};
use crate::formats::Unreadable;
use crate::model::{Meta, Place, Problem};
use crate::text::{BlockKind, Decoding};
use feed_rs::model::{Entry, Feed as Parsed, Person, Text};
use feed_rs::parser::Builder;

/// Feeds.
pub struct Feed;

/// The longest feed that is read, in bytes.
const MOST_BYTES: usize = 64 << 20;

impl ArticleFormat for Feed {
    fn name(&self) -> &'static str {
        "feed"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["rss", "atom", "rdf"]
    }

    fn describe(&self) -> &'static str {
        "a feed (RSS, Atom); an article an entry, with title, author, outlet, date, address"
    }

    fn holds_many(&self) -> bool {
        true
    }

    fn recognises(&self, bytes: &[u8], _name: &str) -> bool {
        let head = bytes.get(..bytes.len().min(2048)).unwrap_or(bytes);
        let has = |mark: &[u8]| memchr::memmem::find(head, mark).is_some();
        memchr::memchr(b'<', head).is_some()
            && (has(b"<rss") || has(b"<feed") && has(b"/Atom") || has(b"<rdf:RDF") && has(b"purl.org/rss"))
    }

    fn read(&self, bytes: &[u8], _name: &str) -> Result<Vec<ArticleRead>, Unreadable> {
        Unreadable::unless_fits(bytes, MOST_BYTES)?;
        let refused = |why: String| Unreadable::NotThis { format: self.name(), why };
        // The library decodes what the declaration names; a feed that lies about it is decoded here.
        let text = text_of(bytes)?;
        let text = match declared(bytes) {
            Some(label) => text.replacen(&label, "UTF-8", 1),
            None => text,
        };
        let parser = Builder::new().sanitize_content(false).build();
        let feed = caught(|| parser.parse(text.as_bytes()))
            .ok_or_else(|| refused("it cannot be understood".to_owned()))?;
        let feed = feed.map_err(|why| refused(why.to_string()))?;
        let mut all = Vec::new();
        let mut empty = 0usize;
        for entry in &feed.entries {
            match article(self.name(), &feed, entry) {
                Ok(read) => all.push(read),
                Err(Unreadable::NotThis { .. } | Unreadable::Empty) => empty += 1,
                Err(why) => return Err(why),
            }
        }
        if let (Some(first), 1..) = (all.first_mut(), empty) {
            first.problems.push(Problem::warning(
                Place::Whole,
                format!("entries without any text were left out: {empty}"),
            ));
        }
        if all.is_empty() { Err(refused("it has no entry with a text".to_owned())) } else { Ok(all) }
    }
}

fn article(format: &'static str, feed: &Parsed, entry: &Entry) -> Result<ArticleRead, Unreadable> {
    let words = |text: &Option<Text>| text.as_ref().map(|it| html::words(&it.content)).unwrap_or_default();
    let people = |all: &[Person]| {
        all.iter().filter_map(|it| it.name.clone().or(it.email.clone())).collect::<Vec<_>>().join(", ")
    };
    let mut meta = Meta { title: words(&entry.title), outlet: words(&feed.title), ..Meta::default() };
    meta.author = people(&entry.authors);
    if meta.author.is_empty() {
        meta.author = people(&feed.authors);
    }
    meta.date = entry.published.or(entry.updated).map(|at| at.to_rfc3339()).unwrap_or_default();
    let link = entry.links.iter().find(|it| it.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    meta.source = link.or(entry.links.first()).map(|it| it.href.trim().to_owned()).unwrap_or_default();
    meta.language =
        facts::language(entry.language.as_deref().or(feed.language.as_deref()).unwrap_or_default());
    let tags: Vec<_> =
        entry.categories.iter().map(|it| it.label.clone().unwrap_or(it.term.clone())).take(20).collect();
    if !tags.is_empty() {
        meta.extra.insert("tags".to_owned(), tags.join(", "));
    }
    let content = entry.content.as_ref().and_then(|it| it.body.as_deref());
    let (body, only_summary) = match (content, &entry.summary) {
        (Some(body), _) if !body.trim().is_empty() => (body, false),
        (_, Some(summary)) => (summary.content.as_str(), true),
        _ => return Err(Unreadable::Empty),
    };
    let mut flow = Flow::default();
    if !meta.title.is_empty() {
        flow.open(BlockKind::Heading(1));
        flow.words(&meta.title);
        flow.close();
        flow.paragraph();
    }
    html::write(body, &mut flow)?;
    let summary = || Problem::note("the feed carries a summary of it only");
    let problems = if only_summary { vec![summary()] } else { Vec::new() };
    let name = meta.title.clone();
    let read = finish(format, flow, meta, Decoding::default(), problems)?;
    Ok(ArticleRead { name, ..read })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_become_articles() {
        let source = "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'>\
            <channel><title>The Strait Courier</title><link>https://c.example</link><description>d</description><language>en-gb</language>\
            <item><title>Port &amp; harbour</title><link>https://c.example/1</link><dc:creator>Ann</dc:creator><pubDate>Thu, 02 Jan 2025 03:04:05 GMT</pubDate><description>Short.</description>\
            <content:encoded><![CDATA[<p>The <b>minister</b> said.</p><ul><li>Ж 😀</li></ul>]]></content:encoded></item>\
            <item><title>Two</title><description>&lt;p&gt;Only a summary.&lt;/p&gt;</description></item><item><guid>3</guid></item></channel></rss>";
        assert!(Feed.recognises(source.as_bytes(), "x.xml"));
        let all = Feed.read(source.as_bytes(), "x.xml").expect("read");
        let texts: Vec<_> = all.iter().map(|it| it.article.text()).collect();
        assert_eq!(texts, ["Port & harbour\n\nThe minister said.\n\nЖ 😀", "Two\n\nOnly a summary."]);
        let meta = &all[0].meta;
        assert_eq!(
            (meta.outlet.as_str(), meta.author.as_str(), meta.language.as_str()),
            ("The Strait Courier", "Ann", "en")
        );
        assert_eq!(
            (meta.source.as_str(), meta.date.as_str()),
            ("https://c.example/1", "2025-01-02T03:04:05+00:00")
        );
        assert_eq!((all[0].name.as_str(), all[1].problems.len()), ("Port & harbour", 1));
        let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><entry><title type='html'>A &amp;amp; b</title><id>1</id><updated>2025-01-02T03:04:05Z</updated>\
            <content type='html'>&lt;p&gt;Words.&lt;/p&gt;</content></entry></feed>";
        let all = Feed.read(atom.as_bytes(), "x").expect("read");
        assert_eq!(all[0].article.text(), "A & b\n\nWords.");
    }
}
