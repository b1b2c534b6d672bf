//! W3C Web Annotation: an `AnnotationPage` of JSON-LD. Each target has both selectors: a position in code
//! points, and the words with what stands around them. The text itself is carried as the page's `text`; pages
//! of other programs need it beside, as `NAME.txt`.

use super::anchor::Anchors;
use super::flat::{self, Found, PART_OF};
use super::foreign::{self, Builder};
use super::{
    AnnotationFormat, Imported, Loss, OutFile, Unwritable, WriteOptions, only, peek::peek, records, tree,
};
use crate::formats::{Input, Unreadable, input};
use crate::model::{Annotation, Document};
use crate::text::{Article, Span, Unit};
use serde_json::{Map, Value, json};

/// W3C Web Annotation.
pub struct W3c;

/// How many characters stand before and after the words of a quote selector.
const AROUND: usize = 32;

impl AnnotationFormat for W3c {
    fn name(&self) -> &'static str {
        "w3c"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonld"]
    }

    fn describe(&self) -> &'static str {
        "W3C Web Annotations (JSON-LD); for annotation servers, Recogito, Hypothesis tools"
    }

    fn omits(&self) -> &'static str {
        "scores and reasons, the actors' registry"
    }

    fn recognises(&self, bytes: &[u8], _name: &str) -> bool {
        peek(bytes).is_some_and(|found| found.has(&["@context", "items"]))
    }

    fn companions(&self, _bytes: &[u8], name: &str) -> Vec<String> {
        vec![format!("{}.txt", input::stem(name))]
    }

    fn read(&self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        let page = tree::object(Unreadable::unless_utf8(input.bytes)?, self.name(), &[])?;
        let beside = self.companions(input.bytes, input.name).first().and_then(|name| input.companion(name));
        let beside = beside.map(Unreadable::unless_utf8).transpose()?;
        read(&page, beside, input.stem()).map(|imported| vec![imported])
    }

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        let page = page(only(self.name(), documents)?, options);
        let failed =
            |why: serde_json::Error| Unwritable::Failed { format: self.name(), why: why.to_string() };
        Ok(vec![OutFile::main(serde_json::to_vec_pretty(&page).map_err(failed)?)])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        let mut losses = super::loss::Losses::default();
        losses.left_out(document, options);
        losses.origins(document);
        losses.link_origins(document);
        losses.actors(document);
        losses.done()
    }
}

fn page(document: &Document, options: &WriteOptions) -> Value {
    let source = match document.meta().source.as_str() {
        "" => format!("urn:glossator:{}", document.id()),
        source => source.to_owned(),
    };
    let mut items: Vec<Value> = Vec::new();
    for annotation in foreign::shown(document, options) {
        items.push(item(document, annotation, &source));
    }
    for link in foreign::shown_links(document, options) {
        let Some(to) = link.to.annotation() else { continue };
        items.push(json!({
            "id": format!("urn:x-link:{}", link.id), "type": "Annotation", "motivation": "linking",
            "body": [
                { "type": "TextualBody", "purpose": "tagging", "value": link.role.as_str() },
                { "type": "SpecificResource", "purpose": "linking", "source": format!("urn:x-ann:{to}") },
            ],
            "target": format!("urn:x-ann:{}", link.from),
        }));
    }
    let mut page = json!({
        "@context": ["http://www.w3.org/ns/anno.jsonld", {
            "dcterms": "http://purl.org/dc/terms/", "title": "dcterms:title", "date": "dcterms:date",
            "language": "dcterms:language", "author": "dcterms:creator", "outlet": "dcterms:publisher",
            "source_of_text": "dcterms:source", "text": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
        }],
        "id": format!("urn:x-page:{}", document.id()), "type": "AnnotationPage",
        "partOf": { "id": "urn:x-coll:1", "type": "AnnotationCollection", "label": "Glossator", "total": items.len() },
    });
    if let Some(page) = page.as_object_mut() {
        for (name, value) in flat::meta(document, &[]) {
            page.insert(if name == "source" { "source_of_text".to_owned() } else { name }, value);
        }
        page.insert("text".to_owned(), document.text().into());
        page.insert("items".to_owned(), items.into());
    }
    page
}

fn item(document: &Document, annotation: &Annotation, source: &str) -> Value {
    let body = |purpose: &str, value: &str| json!({ "type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain" });
    let mut bodies = vec![body("classifying", annotation.layer.as_str())];
    for (name, value) in flat::said(document, annotation) {
        bodies.push(body("describing", &format!("{name}={}", flat::plain(&value))));
    }
    if !annotation.note.is_empty() {
        bodies.push(body("commenting", &annotation.note));
    }
    let mut targets: Vec<_> =
        annotation.fragments.iter().map(|span| target(document.article(), *span, source)).collect();
    let targets = if targets.len() == 1 { targets.swap_remove(0) } else { targets.into() };
    json!({
        "id": format!("urn:x-ann:{}", annotation.id), "type": "Annotation", "motivation": "classifying",
        "body": bodies, "target": targets,
    })
}

fn target(article: &Article, span: Span, source: &str) -> Value {
    let text = article.text();
    let before = text.get(..span.start as usize).unwrap_or_default();
    let from = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let after = text.get(span.end as usize..).unwrap_or_default();
    let to = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    json!({
        "type": "SpecificResource", "source": source,
        "selector": [
            {
                "type": "TextPositionSelector", "start": article.count(span.start, Unit::Scalars),
                "end": article.count(span.end, Unit::Scalars),
            },
            {
                "type": "TextQuoteSelector", "exact": article.slice(span),
                "prefix": before.get(from..).unwrap_or_default(), "suffix": after.get(..to).unwrap_or_default(),
            },
        ],
    })
}

/// One or several, as JSON-LD writes them.
fn each<'a>(object: &'a Map<String, Value>, key: &str) -> impl Iterator<Item = &'a Value> {
    let value = object.get(key);
    let many = value.and_then(Value::as_array).into_iter().flatten();
    value.filter(|value| !value.is_array()).into_iter().chain(many)
}

fn read(page: &Map<String, Value>, beside: Option<&str>, stem: &str) -> Result<Imported, Unreadable> {
    let text = page.get("text").and_then(Value::as_str).or(beside);
    let text = text.ok_or_else(|| Unreadable::Companion(format!("the text, as {stem}.txt,")))?;
    let id = records::text(page, "id").strip_prefix("urn:x-page:").unwrap_or(stem);
    let mut builder = Builder::new(id, Article::new(text), "w3c");
    let (mut found, mut ties, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    for (item, number) in records::objects(page, "items").zip(1..) {
        let key = name(records::text(item, "id"), number);
        let bodies: Vec<_> = each(item, "body").filter_map(Value::as_object).collect();
        let purposed =
            |purpose: &str| bodies.iter().find(|body| records::text(body, "purpose") == purpose).copied();
        let value =
            |purpose: &str| purposed(purpose).map(|body| records::text(body, "value")).unwrap_or_default();
        if records::text(item, "motivation") == "linking" {
            let from = each(item, "target").find_map(Value::as_str).unwrap_or_default();
            let to = purposed("linking").map(|body| records::text(body, "source")).unwrap_or_default();
            ties.push((value("tagging").to_owned(), name(from, 0), name(to, 0)));
            continue;
        }
        let label = [value("classifying"), value("tagging")]
            .into_iter()
            .find(|it| !it.is_empty())
            .unwrap_or_default();
        let describing = bodies.iter().filter(|body| records::text(body, "purpose") == "describing");
        let pairs = describing.filter_map(|body| records::text(body, "value").split_once('='));
        let said: Map<_, _> = pairs.map(|(name, value)| (name.to_owned(), value.into())).collect();
        if !value("commenting").is_empty() {
            notes.push((key.clone(), value("commenting").to_owned()));
        }
        for (part, target) in each(item, "target").filter_map(Value::as_object).enumerate() {
            let key_of_part = if part == 0 { key.clone() } else { format!("{key}.{part}") };
            if part > 0 {
                ties.push((PART_OF.to_owned(), key_of_part.clone(), key.clone()));
            }
            let place = place(target);
            found.push(Found { key: key_of_part, label: label.to_owned(), place, said: said.clone() });
        }
    }
    let article = builder.article();
    let samples = found.iter().filter_map(|it| Some((it.place.0, it.place.1, it.place.2.as_deref()?)));
    let (anchors, note) = Anchors::choose(&article, Unit::Scalars, samples);
    builder.problems.extend(note);
    flat::put(&mut builder, &anchors, found, &ties);
    for (key, note) in notes {
        if let Some(annotation) = builder.get(&key.as_str().into()) {
            annotation.note = note;
        }
    }
    const OURS: [&str; 6] = ["@context", "id", "type", "partOf", "text", "items"];
    for (name, value) in page.iter().filter(|(name, _)| !OURS.contains(&name.as_str())) {
        flat::take_meta(&mut builder, if name == "source_of_text" { "source" } else { name }, value);
    }
    Ok(builder.done())
}

/// The last part of an address of an annotation.
fn name(address: &str, number: u32) -> String {
    match address.rsplit([':', '/']).next() {
        Some(name) if !name.is_empty() => name.to_owned(),
        _ => number.to_string(),
    }
}

/// Position and words of a target; without a position, the words are looked for from the beginning.
fn place(target: &Map<String, Value>) -> (u32, u32, Option<String>) {
    let selectors: Vec<_> = each(target, "selector").filter_map(Value::as_object).collect();
    let of = |kind: &str| selectors.iter().find(|selector| records::text(selector, "type") == kind).copied();
    let position = of("TextPositionSelector");
    let number = |key| records::number(position.and_then(|position| position.get(key))).unwrap_or(0);
    let words = of("TextQuoteSelector").map(|quote| records::text(quote, "exact").to_owned());
    (number("start"), number("end"), words)
}
