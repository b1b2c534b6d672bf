//! Label Studio tasks: regions, choices for their attributes, relations; and the labelling configuration.
//!
//! Offsets count Unicode scalars. Undecided suggestions go to `predictions`, the rest to `annotations`.

use super::anchor::Anchors;
use super::flat::{self, Flat, Found, PART_OF};
use super::foreign::Builder;
use super::{
    AnnotationFormat, FileName, Imported, Loss, OutFile, Unwritable, WriteOptions, peek::peek, records, tree,
};
use crate::formats::{Input, Unreadable};
use crate::model::{Document, Place, Problem, Status};
use crate::text::{Article, Unit};
use rustc_hash::FxHashMap;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Label Studio tasks.
pub struct LabelStudio;

impl AnnotationFormat for LabelStudio {
    fn name(&self) -> &'static str {
        "label-studio"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["label-studio.json"]
    }

    fn describe(&self) -> &'static str {
        "tasks for Label Studio, with the labelling configuration beside"
    }

    fn omits(&self) -> &'static str {
        "reasons, the actors' registry; parts become regions of their own"
    }

    fn holds_many(&self) -> bool {
        true
    }

    fn recognises(&self, bytes: &[u8], _name: &str) -> bool {
        peek(bytes).is_some_and(|found| {
            found.in_list
                && found.has(&["data"])
                && (found.has(&["annotations"]) || found.has(&["predictions"]))
        })
    }

    fn read(&self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        let wrong = |why: &str| Unreadable::NotThis { format: self.name(), why: why.to_owned() };
        let tasks = tree::value(Unreadable::unless_utf8(input.bytes)?, self.name(), &[])?;
        let tasks = tasks.as_array().ok_or_else(|| wrong("it is no list of tasks"))?;
        let read = tasks.iter().zip(1..).map(|(task, number)| read(task.as_object()?, input.stem(), number));
        read.collect::<Option<_>>().ok_or_else(|| wrong("a task has no `data.text`"))
    }

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        let tasks: Vec<_> = documents.iter().map(|document| task(document, options)).collect();
        let failed =
            |why: serde_json::Error| Unwritable::Failed { format: self.name(), why: why.to_string() };
        let config = configuration(documents).into_bytes();
        Ok(vec![
            OutFile::main(serde_json::to_vec_pretty(&tasks).map_err(failed)?),
            OutFile { name: FileName::Stem("-config.xml"), bytes: config },
        ])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        let mut losses = flat::losses(document, options);
        let cr = document.text().matches('\r').count();
        losses
            .add(cr, "carriage return", "carriage returns", "Label Studio's editor counts them otherwise")
            .done()
    }
}

fn task(document: &Document, options: &WriteOptions) -> Value {
    let flat = flat::flat(document, options, false);
    let (mut decided, mut proposed) = (Vec::new(), Vec::new());
    let mut where_is = Vec::new();
    for piece in &flat.pieces {
        let is_decided = piece.annotation.status != Status::Suggested;
        where_is.push(is_decided);
        let into = if is_decided { &mut decided } else { &mut proposed };
        into.extend(regions(document, piece));
    }
    // A relation joins regions of one result; one that joins both kinds goes with the predictions' copies.
    for (role, from, to) in &flat.ties {
        let both = (where_is.get(*from), where_is.get(*to));
        let into = if both == (Some(&true), Some(&true)) { &mut decided } else { &mut proposed };
        into.extend(relation(&flat, role, *from, *to));
    }
    if !decided.is_empty() && !proposed.is_empty() {
        // Predictions are shown instead of annotations, so that they hold both.
        let copies: Vec<_> =
            decided.iter().filter(|it| it.get("type") != Some(&"relation".into())).cloned().collect();
        proposed.splice(0..0, copies);
    }
    let mut data = flat::meta(document, &["text", "doc_id"]);
    data.insert("text".to_owned(), document.text().into());
    data.insert("doc_id".to_owned(), document.id().into());
    let mut task = json!({ "data": data });
    if let Some(task) = task.as_object_mut() {
        if !proposed.is_empty() {
            let model = concat!("glossator ", env!("CARGO_PKG_VERSION"));
            task.insert("predictions".to_owned(), json!([{ "model_version": model, "result": proposed }]));
        }
        if !decided.is_empty() || proposed.is_empty() {
            task.insert("annotations".to_owned(), json!([{ "result": decided }]));
        }
    }
    task
}

/// A region, and a choice for each of its attributes that has a list of values.
fn regions(document: &Document, piece: &flat::Piece<'_>) -> Vec<Value> {
    let article = document.article();
    let place = json!({
        "start": article.count(piece.span.start, Unit::Scalars), "end": article.count(piece.span.end, Unit::Scalars),
        "text": article.slice(piece.span),
    });
    let result = |from: &str, kind: &str, key: &str, value: &str| {
        let mut place = place.clone();
        if let Some(place) = place.as_object_mut() {
            place.insert(key.to_owned(), json!([value]));
        }
        json!({ "id": piece.key, "from_name": from, "to_name": "text", "type": kind, "value": place })
    };
    let annotation = piece.annotation;
    let mut region = result("label", "labels", "labels", annotation.layer.as_str());
    if let Some(region) = region.as_object_mut() {
        let said = flat::said(document, annotation);
        if !said.is_empty() {
            region.insert("meta".to_owned(), json!({ "text": [Value::Object(said).to_string()] }));
        }
        if let Some(score) = annotation.origin.score {
            region.insert("score".to_owned(), score.into());
        }
    }
    let mut all = vec![region];
    for (name, value) in annotation.attributes.iter() {
        all.push(result(name, "choices", "choices", value));
    }
    all
}

fn relation(flat: &Flat<'_>, role: &str, from: usize, to: usize) -> Option<Value> {
    let (from, to) = (&flat.pieces.get(from)?.key, &flat.pieces.get(to)?.key);
    Some(json!({ "type": "relation", "from_id": from, "to_id": to, "direction": "right", "labels": [role] }))
}

/// The labelling configuration: what the documents' codebooks allow, and what they use.
fn configuration(documents: &[&Document]) -> String {
    let mut layers: Vec<(String, String)> = Vec::new();
    let mut roles = BTreeSet::from([PART_OF.to_owned()]);
    let mut choices: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let choose = |choices: &mut BTreeMap<String, Vec<String>>, name: &str, value: &str| {
        let values = choices.entry(name.to_owned()).or_default();
        if !values.iter().any(|other| other == value) {
            values.push(value.to_owned());
        }
    };
    for document in documents {
        let book = document.codebook();
        for layer in &book.layers {
            let colour = layer.colour;
            let colour = format!("#{:02x}{:02x}{:02x}", colour.0, colour.1, colour.2);
            if !layers.iter().any(|(id, _)| *id == layer.id.as_str()) {
                layers.push((layer.id.to_string(), colour));
            }
            for attribute in &layer.attributes {
                attribute.values.iter().for_each(|value| choose(&mut choices, &attribute.id, &value.id));
            }
        }
        roles.extend(book.links.iter().map(|rule| rule.role.to_string()));
        roles.extend(document.links().iter().map(|link| link.role.to_string()));
        for annotation in document.annotations() {
            if !layers.iter().any(|(id, _)| *id == annotation.layer.as_str()) {
                layers.push((annotation.layer.to_string(), "#009e73".to_owned()));
            }
            annotation.attributes.iter().for_each(|(name, value)| choose(&mut choices, name, value));
        }
    }
    let relations: String =
        roles.iter().map(|role| format!("<Relation value=\"{}\"/>", escaped(role))).collect();
    let label = |(id, colour): &(String, String)| {
        format!("<Label value=\"{}\" background=\"{colour}\"/>", escaped(id))
    };
    let labels: String = layers.iter().map(label).collect();
    let choice = |(name, values): (&String, &Vec<String>)| {
        let values: String =
            values.iter().map(|value| format!("<Choice value=\"{}\"/>", escaped(value))).collect();
        format!(
            "  <Choices name=\"{}\" toName=\"text\" perRegion=\"true\">{values}</Choices>\n",
            escaped(name)
        )
    };
    let choices: String = choices.iter().map(choice).collect();
    format!(
        "<View>\n  <Relations>{relations}</Relations>\n  <Labels name=\"label\" toName=\"text\">{labels}</Labels>\n  \
        <Text name=\"text\" value=\"$text\" granularity=\"symbol\"/>\n{choices}</View>\n"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;").replace(['\n', '\r', '\t'], " ")
}

fn read(task: &Map<String, Value>, stem: &str, number: u64) -> Option<Imported> {
    let data = task.get("data")?.as_object()?;
    let text = data.get("text")?.as_str()?;
    let id = data.get("doc_id").or_else(|| task.get("id")).map(flat::plain).filter(|id| !id.is_empty());
    let mut builder =
        Builder::new(&id.unwrap_or_else(|| format!("{stem}-{number}")), Article::new(text), "label-studio");
    // The first annotation and the first prediction: further ones are other people's of the same text.
    let of = |kind: &str| records::objects(task, kind).count().saturating_sub(1);
    let others = of("annotations") + of("predictions");
    if others > 0 {
        let message =
            format!("{others} further results of the task, by other people or models, were not taken");
        builder.problems.push(Problem::warning(Place::Named(number.to_string()), message));
    }
    let mut results = Results::default();
    for (kind, predicted) in [("annotations", false), ("predictions", true)] {
        for result in records::objects(task, kind).take(1) {
            records::objects(result, "result").for_each(|region| results.take(region, predicted));
        }
    }
    let Results { found, ties, .. } = results;
    let article = builder.article();
    let samples = found.iter().filter_map(|it| Some((it.place.0, it.place.1, it.place.2.as_deref()?)));
    let (anchors, note) = Anchors::choose(&article, Unit::Scalars, samples);
    builder.problems.extend(note);
    flat::put(&mut builder, &anchors, found, &ties);
    for (name, value) in data.iter().filter(|(name, _)| !["text", "doc_id"].contains(&name.as_str())) {
        flat::take_meta(&mut builder, name, value);
    }
    Some(builder.done())
}

/// The regions and relations of a task.
#[derive(Default)]
struct Results {
    found: Vec<Found>,
    at: FxHashMap<String, usize>,
    ties: Vec<(String, String, String)>,
}

impl Results {
    fn take(&mut self, region: &Map<String, Value>, predicted: bool) {
        let key = records::text(region, "id").to_owned();
        let known = self.at.get(&key).copied();
        match (records::text(region, "type"), region.get("value").and_then(Value::as_object)) {
            ("relation", _) => {
                let role = each(region, "labels").next().unwrap_or("relation").to_owned();
                let end = |key| records::text(region, key).to_owned();
                self.ties.push((role, end("from_id"), end("to_id")));
            }
            ("labels", Some(value)) if known.is_none() => {
                self.at.insert(key.clone(), self.found.len());
                self.found.push(region_of(region, value, key, predicted));
            }
            ("choices", Some(value)) => {
                if let Some(found) = known.and_then(|at| self.found.get_mut(at)) {
                    let chosen = each(value, "choices").next().unwrap_or_default();
                    found.said.insert(records::text(region, "from_name").to_owned(), chosen.into());
                }
            }
            _ => {}
        }
    }
}

fn region_of(region: &Map<String, Value>, value: &Map<String, Value>, key: String, predicted: bool) -> Found {
    let number = |key| records::number(value.get(key)).unwrap_or(0);
    let words = value.get("text").and_then(Value::as_str).map(str::to_owned);
    let label = each(value, "labels").next().unwrap_or_default().to_owned();
    // What Glossator wrote beside: attributes, actor, status.
    let meta = region.get("meta").and_then(Value::as_object);
    let ours = meta.and_then(|meta| each(meta, "text").find_map(|text| serde_json::from_str(text).ok()));
    let mut said: Map<String, Value> = ours.unwrap_or_default();
    if predicted {
        said.entry("status").or_insert_with(|| Status::Suggested.name().into());
    }
    Found { key, label, place: (number("start"), number("end"), words), said }
}

/// The texts of a list.
fn each<'a>(object: &'a Map<String, Value>, key: &str) -> impl Iterator<Item = &'a str> {
    object.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}
