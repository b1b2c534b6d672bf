//! A project to documents, one for each text in it.

use super::super::anchor::Anchors;
use super::super::flat::{self, Found};
use super::super::foreign::Builder;
use super::super::line_ends::LineEnds;
use super::super::{Imported, xml};
use super::book::PARENT;
use crate::formats::Unreadable;
use crate::model::{Place, Problem};
use crate::text::{Article, Unit};
use roxmltree::Node;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::{Map, Value};

/// What a code stands for.
enum Code {
    Label(String),
    Value(String, String),
}

struct Project<'a> {
    /// Whether Glossator wrote it, so that memos are read as it writes them.
    ours: bool,
    /// Whether the program counts a line end of two characters as one.
    counts_one: bool,
    codes: FxHashMap<String, Code>,
    variables: FxHashMap<String, String>,
    links: Vec<(String, String, String)>,
    parts: &'a [(String, Vec<u8>)],
}

fn guid(node: Node<'_, '_>, name: &str) -> String {
    node.attribute(name).unwrap_or_default().to_lowercase()
}

/// Reads the project; `parts` are the texts.
pub(super) fn read(
    tree: &roxmltree::Document<'_>,
    parts: &[(String, Vec<u8>)],
    stem: &str,
) -> Result<Vec<Imported>, Unreadable> {
    let root = tree.root_element();
    let origin = root.attribute("origin").unwrap_or_default();
    let all = |name: &'static str| {
        root.descendants().filter(move |it| it.is_element() && it.tag_name().name() == name)
    };
    let project = Project {
        ours: origin.starts_with("Glossator"),
        counts_one: ["ATLAS", "MAXQDA"].iter().any(|it| origin.to_uppercase().contains(it)),
        codes: all("Code").map(|code| (guid(code, "guid"), meaning(code))).collect(),
        variables: all("Variable")
            .map(|it| (guid(it, "guid"), it.attribute("name").unwrap_or_default().to_owned()))
            .collect(),
        links: all("Link")
            .map(|link| {
                let role = link.attribute("name").unwrap_or("link").to_owned();
                (role, guid(link, "originGUID"), guid(link, "targetGUID"))
            })
            .collect(),
        parts,
    };
    let mut read: Vec<_> = all("TextSource").filter_map(|source| project.source(source, stem)).collect();
    let others = ["PDFSource", "PictureSource", "AudioSource", "VideoSource"].iter();
    let others: usize = others.map(|name| all(name).count()).sum();
    if read.is_empty() {
        return Err(xml::not_this("refi-qda", "it has no text with `plainTextPath` or `PlainTextContent`"));
    }
    if let Some(first) = read.first_mut().filter(|_| others > 0) {
        let message = format!("{others} sources are no texts (PDF, pictures, sound) and were left out");
        first.problems.push(Problem::warning(Place::Whole, message));
    }
    Ok(read)
}

/// A code `kind: person` under `attribute kind` is a value; every other a label.
fn meaning(code: Node<'_, '_>) -> Code {
    let name = code.attribute("name").unwrap_or_default();
    let above = code.parent().and_then(|it| it.attribute("name")?.strip_prefix(PARENT));
    let value =
        above.and_then(|attribute| Some((attribute, name.strip_prefix(attribute)?.strip_prefix(": ")?)));
    match value {
        Some((attribute, value)) => Code::Value(attribute.to_owned(), value.to_owned()),
        _ => Code::Label(name.to_owned()),
    }
}

impl Project<'_> {
    fn source(&self, source: Node<'_, '_>, stem: &str) -> Option<Imported> {
        let mut problems = Vec::new();
        let text = match xml::children(source, "PlainTextContent").next() {
            Some(content) => xml::text_of(content),
            None => {
                let path = source.attribute("plainTextPath")?;
                let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
                let part = self
                    .parts
                    .iter()
                    .find(|(name, _)| name.rsplit('/').next().unwrap_or(name).eq_ignore_ascii_case(file));
                let text = String::from_utf8_lossy(part.map_or(&[][..], |(_, bytes)| bytes));
                if part.is_none() || text.contains('\u{fffd}') {
                    let message = format!("its text {file} is missing or not in UTF-8");
                    problems.push(Problem::error(Place::Whole, message));
                }
                text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned()
            }
        };
        if text.is_empty() {
            return None;
        }
        let name = source.attribute("name").filter(|name| !name.is_empty()).unwrap_or(stem);
        let mut builder = Builder::new(name, Article::new(text), "refi-qda");
        builder.problems = problems;
        for value in xml::children(source, "VariableValue") {
            let variable = xml::children(value, "VariableRef").next().map(|it| guid(it, "targetGUID"));
            let name = variable.and_then(|it| self.variables.get(&it));
            let text = value.children().filter(Node::is_element).nth(1).map(xml::text_of);
            if let Some((name, text)) = name.zip(text) {
                flat::take_meta(&mut builder, name, &text.into());
            }
        }
        self.selections(source, &mut builder);
        Some(builder.done())
    }

    fn selections(&self, source: Node<'_, '_>, builder: &mut Builder) {
        let mut found: Vec<Found> =
            xml::children(source, "PlainTextSelection").flat_map(|it| self.selection(it)).collect();
        let known: FxHashSet<&str> = found.iter().map(|it| it.key.as_str()).collect();
        let mut ties: Vec<_> = self
            .links
            .iter()
            .filter(|(_, from, to)| known.contains(from.as_str()) && known.contains(to.as_str()))
            .cloned()
            .collect();
        let article = builder.article();
        let samples = found.iter().filter_map(|it| Some((it.place.0, it.place.1, it.place.2.as_deref()?)));
        let (lines, note) = LineEnds::choose(&article, samples, self.counts_one);
        builder.problems.extend(note);
        for one in &mut found {
            let (start, end, words) = &one.place;
            one.place = (lines.place(*start), lines.place(*end), words.clone());
        }
        flat::take_ids(&mut found, &mut ties);
        let samples = found.iter().filter_map(|it| Some((it.place.0, it.place.1, it.place.2.as_deref()?)));
        let (anchors, note) = Anchors::choose(&article, Unit::Scalars, samples);
        builder.problems.extend(note);
        flat::put(builder, &anchors, found, &ties);
    }

    /// A selection is as many annotations as it has labels; values are said of each.
    fn selection(&self, selection: Node<'_, '_>) -> Vec<Found> {
        let number = |name| selection.attribute(name).and_then(|it| it.trim().parse::<u32>().ok());
        let (Some(start), Some(end)) = (number("startPosition"), number("endPosition")) else {
            return Vec::new();
        };
        let words = selection.attribute("name").filter(|it| !it.is_empty()).map(str::to_owned);
        let (mut labels, mut said) = (Vec::new(), Map::new());
        for code in selection.descendants().filter(|it| it.is_element() && it.tag_name().name() == "CodeRef")
        {
            match self.codes.get(&guid(code, "targetGUID")) {
                Some(Code::Label(label)) => labels.push(label.clone()),
                Some(Code::Value(name, value)) => drop(said.insert(name.clone(), value.as_str().into())),
                None => {}
            }
        }
        let memo = xml::children(selection, "Description").next().map(xml::text_of).unwrap_or_default();
        if self.ours {
            said.extend(memo.split('\n').filter(|line| !line.starts_with('→')).filter_map(told));
        } else if !memo.is_empty() {
            said.insert("note".to_owned(), memo.into());
        }
        if labels.is_empty() {
            labels.push("span".to_owned());
        }
        let own = guid(selection, "guid");
        let found = labels.into_iter().enumerate().map(|(at, label)| {
            let key = if at == 0 { own.clone() } else { format!("{own}+{at}") };
            Found { key, label, place: (start, end, words.clone()), said: said.clone() }
        });
        found.collect()
    }
}

/// Reads a line of a memo as it is written here.
fn told(line: &str) -> Option<(String, Value)> {
    let (name, value) = line.split_once(": ").or_else(|| Some((line.strip_suffix(':')?, "")))?;
    let mut plain = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(char) = chars.next() {
        match char {
            '\\' => plain.push(if chars.next() == Some('n') { '\n' } else { '\\' }),
            _ => plain.push(char),
        }
    }
    let name = if name == "id" { flat::ID } else { name };
    Some((name.to_owned(), plain.into()))
}
