//! Many texts in one file: a table with a column of texts (CSV, TSV), and JSON whose objects have one, in
//! lines or in a list. What the columns are called is recognised by their usual names.

use super::decode::{self, decode};
use super::{ArticleFormat, ArticleRead, facts};
use crate::formats::annotation::peek::peek;
use crate::formats::{Unreadable, input};
use crate::model::{Meta, Place, Problem};
use crate::text::{Article, Decoding};
use serde_json::Value;

/// Tables with a column of texts.
pub struct CsvTexts;

/// JSON objects with a text each.
pub struct JsonTexts;

/// The most texts that one file may hold.
const MOST: usize = 200_000;

/// What a column holds, by its usual names; the first of each that is there is taken.
const TEXT: &[&str] = &[
    "text",
    "full_text",
    "fulltext",
    "article_text",
    "articlebody",
    "maintext",
    "body_text",
    "bodytext",
    "body",
    "content",
    "contents",
    "article",
    "story",
    "message",
    "текст",
    "texte",
    "texto",
];
const TITLE: &[&str] = &["title", "headline", "heading", "subject", "заголовок", "titre", "titel"];
const OTHERS: &[(&str, &[&str])] = &[
    ("creator", &["author", "authors", "byline", "creator", "автор"]),
    (
        "date",
        &[
            "date",
            "published",
            "publish_date",
            "publication_date",
            "date_publish",
            "pubdate",
            "created_at",
            "дата",
        ],
    ),
    (
        "publisher",
        &["outlet", "source_name", "publisher", "newspaper", "publication", "site", "source_domain", "media"],
    ),
    ("language", &["language", "lang"]),
    ("source", &["url", "link", "source", "uri", "address"]),
];

impl ArticleFormat for CsvTexts {
    fn name(&self) -> &'static str {
        "csv-texts"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv", "tsv"]
    }

    fn describe(&self) -> &'static str {
        "a table (CSV, TSV) with a column `text`, `content` or `body`; an article a row"
    }

    fn holds_many(&self) -> bool {
        true
    }

    fn recognises(&self, bytes: &[u8], name: &str) -> bool {
        input::ends_in(name, self.extensions()) && decode::is_text(bytes)
    }

    fn read(&self, bytes: &[u8], _name: &str) -> Result<Vec<ArticleRead>, Unreadable> {
        let refused = |why: String| Unreadable::NotThis { format: self.name(), why };
        let decoded = decode(bytes, None)?;
        let first = decoded.text.lines().next().unwrap_or_default();
        let mut table = csv::ReaderBuilder::new()
            .delimiter(delimiter(first))
            .flexible(true)
            .from_reader(decoded.text.as_bytes());
        let head = table.headers().map_err(|why| refused(why.to_string()))?.clone();
        let names: Vec<&str> = head.iter().collect();
        if names.contains(&"ann_id") {
            return Err(refused("it is a table of annotations, not of texts".to_owned()));
        }
        if !names.iter().any(|name| TEXT.contains(&name.trim().to_lowercase().as_str())) {
            let shown: Vec<_> =
                names.iter().take(12).map(|name| name.chars().take(30).collect::<String>()).collect();
            return Err(refused(format!(
                "no column is called `text`, `content` or `body` (its first row says: {})",
                shown.join(", ")
            )));
        }
        let mut gathered = Gathered::new(self.name(), decoded.decoding.clone());
        let (mut line, mut counted) = (1, 0);
        for record in table.records() {
            let record = match record {
                Ok(record) => record,
                Err(why) => {
                    gathered.broken(line, &why.to_string());
                    break;
                }
            };
            let at = record.position().map_or(counted, |it| usize::try_from(it.byte()).unwrap_or(counted));
            let rest = decoded.text.as_bytes().get(at..).unwrap_or_default();
            let at = at + rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            let passed = decoded.text.as_bytes().get(counted..at).unwrap_or_default();
            (line, counted) = (line + memchr::memchr_iter(b'\n', passed).count() as u64, at.max(counted));
            let fields =
                names.iter().zip(record.iter()).map(|(name, value)| ((*name).to_owned(), value.to_owned()));
            gathered.row(line, fields.collect())?;
        }
        gathered.problems.extend(decoded.problems);
        gathered.done()
    }
}

/// The character that parts the cells of a first row.
fn delimiter(first: &str) -> u8 {
    let count = |char: &u8| first.bytes().filter(|byte| byte == char).count();
    [b',', b'\t', b';', b'|'].into_iter().rev().max_by_key(count).unwrap_or(b',')
}

impl ArticleFormat for JsonTexts {
    fn name(&self) -> &'static str {
        "json-texts"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn describe(&self) -> &'static str {
        "JSON or JSON Lines whose objects have a `text`, `content` or `body`; an article an object"
    }

    fn holds_many(&self) -> bool {
        true
    }

    fn recognises(&self, bytes: &[u8], _name: &str) -> bool {
        peek(bytes)
            .is_some_and(|found| found.keys.iter().any(|key| TEXT.contains(&key.to_lowercase().as_str())))
    }

    fn read(&self, bytes: &[u8], _name: &str) -> Result<Vec<ArticleRead>, Unreadable> {
        Unreadable::unless_fits(bytes, Article::MAX_BYTES)?;
        let text = Unreadable::unless_utf8(bytes)?;
        let mut gathered = Gathered::new(self.name(), Decoding::default());
        let objects = serde_json::Deserializer::from_str(text).into_iter::<Value>();
        for object in objects {
            let line = gathered.all.len() as u64 + gathered.left_out as u64 + 1;
            match object {
                Ok(Value::Array(all)) => {
                    for (object, line) in all.into_iter().zip(line..) {
                        gathered.row(line, fields(object))?;
                    }
                }
                Ok(object) => gathered.row(line, fields(object))?,
                Err(why) => {
                    gathered.broken(why.line() as u64, &why.to_string());
                    break;
                }
            }
        }
        gathered.done()
    }
}

fn fields(object: Value) -> Vec<(String, String)> {
    let Value::Object(object) = object else { return Vec::new() };
    let plain = |value: Value| match value {
        Value::String(text) => text,
        Value::Number(number) => number.to_string(),
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    };
    object.into_iter().map(|(name, value)| (name, plain(value))).collect()
}

/// Articles of rows.
struct Gathered {
    format: &'static str,
    decoding: Decoding,
    all: Vec<ArticleRead>,
    left_out: usize,
    problems: Vec<Problem>,
}

impl Gathered {
    fn new(format: &'static str, decoding: Decoding) -> Self {
        Self { format, decoding, all: Vec::new(), left_out: 0, problems: Vec::new() }
    }

    fn broken(&mut self, line: u64, why: &str) {
        let message = format!("it breaks off ({why}); what comes after is missing");
        self.problems.push(Problem::error(Place::Line(line), message));
    }

    /// Takes a row. The text is kept as it is, but for CRLF.
    fn row(&mut self, line: u64, mut fields: Vec<(String, String)>) -> Result<(), Unreadable> {
        if self.all.len() >= MOST {
            return Err(Unreadable::Limit { what: "texts", limit: MOST as u64 });
        }
        let mut take = |names: &[&str]| {
            let found = names.iter().find_map(|name| {
                fields
                    .iter()
                    .position(|(own, value)| own.trim().to_lowercase() == **name && !value.trim().is_empty())
            });
            found.map(|at| fields.remove(at).1)
        };
        let Some(text) = take(TEXT) else {
            self.left_out += 1;
            const SHOWN: usize = 20;
            if self.left_out <= SHOWN {
                self.problems.push(Problem::warning(Place::Line(line), "this row has no text; left out"));
            }
            return Ok(());
        };
        let mut meta = Meta { title: take(TITLE).unwrap_or_default(), ..Meta::default() };
        for (fact, names) in OTHERS {
            match (*fact, take(names)) {
                (_, None) => {}
                ("source", Some(value)) => meta.source = value,
                (fact, Some(value)) => facts::take(&mut meta, fact, &value),
            }
        }
        for (name, value) in fields.into_iter().filter(|(name, value)| !name.is_empty() && !value.is_empty())
        {
            meta.extra.insert(name, value);
        }
        let id = meta.extra.get("id").cloned().unwrap_or_default();
        let name = if meta.title.is_empty() { id } else { meta.title.clone() };
        let article = Article::with_source(text.replace("\r\n", "\n"), self.decoding.clone(), Vec::new());
        self.all.push(ArticleRead { article, meta, problems: Vec::new(), format: self.format, name });
        Ok(())
    }

    fn done(mut self) -> Result<Vec<ArticleRead>, Unreadable> {
        match self.all.first_mut() {
            Some(first) => first.problems.append(&mut self.problems),
            None => {
                let why =
                    self.problems.first().map_or_else(|| "it holds no text".to_owned(), ToString::to_string);
                return Err(Unreadable::NotThis { format: self.format, why });
            }
        }
        Ok(self.all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_articles() {
        let table = "\u{feff}id;headline;body;url;tone\r\n7;Port;\"The minister\r\nsaid; Ж 😀\";https://c.example/7;calm\r\n8;;;;\r\n9;;Words;;\r\n";
        let all = CsvTexts.read(table.as_bytes(), "x.csv").expect("read");
        let found: Vec<_> = all.iter().map(|it| (it.name.as_str(), it.article.text())).collect();
        assert_eq!(found, [("Port", "The minister\nsaid; Ж 😀"), ("9", "Words")]);
        assert_eq!(
            (all[0].meta.source.as_str(), all[0].meta.extra.get("tone").map(String::as_str)),
            ("https://c.example/7", Some("calm"))
        );
        assert!(all[0].problems[0].to_string().contains("line 4"), "{:?}", all[0].problems);
        let refused = CsvTexts.read(b"a,b\n1,2\n", "x.csv").expect_err("no texts").to_string();
        assert!(refused.contains("says: a, b"), "{refused}");
    }

    #[test]
    fn objects_become_articles() {
        for source in [
            "{\"title\":\"Port\",\"maintext\":\"Ж 😀\",\"authors\":[\"A\",\"B\"]}\n{\"x\":1}\n{\"content\":\"two\"}",
            "[{\"title\":\"Port\",\"maintext\":\"Ж 😀\",\"authors\":[\"A\",\"B\"]},{\"x\":1},{\"content\":\"two\"}]",
        ] {
            assert!(JsonTexts.recognises(source.as_bytes(), "x"));
            let all = JsonTexts.read(source.as_bytes(), "x").expect("read");
            let texts: Vec<_> = all.iter().map(|it| it.article.text()).collect();
            assert_eq!(texts, ["Ж 😀", "two"]);
            assert_eq!(all[0].meta.author, "A, B");
        }
    }
}
