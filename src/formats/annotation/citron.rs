//! Citron's JSON: quotations with cue, sources and contents. Offsets count Unicode scalars.

use super::anchor::{Anchors, doubt};
use super::attributions::{self, Put};
use super::foreign::Builder;
use super::peek::peek;
use super::{AnnotationFormat, Imported, Loss, OutFile, Unwritable, WriteOptions, only, records, tree};
use crate::formats::{Input, Unreadable};
use crate::model::{AnnotationId, Document, LayerId};
use crate::text::{Article, Span, Unit};
use serde_json::{Map, Value, json};

/// Citron's JSON.
pub struct Citron;

impl AnnotationFormat for Citron {
    fn name(&self) -> &'static str {
        "citron"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["citron.json"]
    }

    fn describe(&self) -> &'static str {
        "quotations with cue, sources and contents; for Citron and its annotator"
    }

    fn omits(&self) -> &'static str {
        "everything but quotes with their cue and speakers"
    }

    fn recognises(&self, bytes: &[u8], _name: &str) -> bool {
        peek(bytes).is_some_and(|found| !found.in_list && found.has(&["text", "quotes"]))
    }

    fn read(&self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        let file = tree::object(Unreadable::unless_utf8(input.bytes)?, self.name(), &[])?;
        let text = file.get("text").and_then(Value::as_str).filter(|text| !text.is_empty());
        let text = text
            .ok_or_else(|| Unreadable::NotThis { format: self.name(), why: "it has no `text`".to_owned() })?;
        Ok(vec![Reading::of(text, &file, input.stem())])
    }

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        let document = only(self.name(), documents)?;
        let article = document.article();
        let stretch = |span: &Span| {
            json!({
                "start": article.count(span.start, Unit::Scalars), "end": article.count(span.end, Unit::Scalars),
                "text": article.slice(*span),
            })
        };
        let quotes: Vec<_> = attributions::of(document, options)
            .iter()
            .map(|it| {
                let mut quote = Map::new();
                quote.insert("id".to_owned(), it.quote.id.as_str().into());
                if let Some(cue) = it.cue {
                    quote.insert("cue".to_owned(), stretch(&cue.hull()));
                }
                let sources = it.speakers.iter().flat_map(|speaker| &speaker.fragments).map(stretch);
                quote.insert("sources".to_owned(), sources.collect());
                quote.insert("contents".to_owned(), it.quote.fragments.iter().map(stretch).collect());
                quote.insert("confidence".to_owned(), it.quote.score().into());
                Value::Object(quote)
            })
            .collect();
        let file = json!({ "text": document.text(), "quotes": quotes });
        let bytes = serde_json::to_vec_pretty(&file)
            .map_err(|why| Unwritable::Failed { format: self.name(), why: why.to_string() })?;
        Ok(vec![OutFile::main(bytes)])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        attributions::losses(document, options)
    }
}

struct Reading<'a> {
    builder: Builder,
    anchors: Anchors<'a>,
    put: Put,
}

impl Reading<'_> {
    fn of(text: &str, file: &Map<String, Value>, stem: &str) -> Imported {
        let mut builder = Builder::new(stem, Article::new(text), "citron");
        let article = builder.article();
        let samples = records::objects(file, "quotes").flat_map(|quote| {
            let lists = ["sources", "contents"].into_iter().flat_map(|name| records::objects(quote, name));
            lists.chain(quote.get("cue").and_then(Value::as_object)).filter_map(sample)
        });
        let (anchors, note) = Anchors::choose(&article, Unit::Scalars, samples);
        builder.problems.extend(note);
        let mut reading = Reading { builder, anchors, put: Put::default() };
        for (quote, number) in records::objects(file, "quotes").zip(1..) {
            reading.quote(quote, number);
        }
        reading.builder.done()
    }

    fn quote(&mut self, quote: &Map<String, Value>, number: usize) {
        let name = quote.get("id").map_or_else(|| format!("q{number}"), super::flat::plain);
        let contents = self.spans(records::objects(quote, "contents"), &name);
        if contents.is_empty() {
            let problem = doubt(&name, "has no contents; left out".to_owned());
            self.builder.problems.push(problem);
            return;
        }
        let id = self.builder.annotation(&name, LayerId::QUOTE.as_str(), contents);
        if let Some(score) = quote.get("confidence").and_then(Value::as_f64).filter(|score| *score < 1.0)
            && let Some(annotation) = self.builder.get(&id)
        {
            annotation.origin.score = Some(score as f32);
        }
        let cue = self.spans(quote.get("cue").and_then(Value::as_object).into_iter(), &name);
        let sources = self.spans(records::objects(quote, "sources"), &name);
        let mut one = |layer: &LayerId, letter: char, span: Span| -> AnnotationId {
            let name = format!("{letter}{number}");
            self.put.stretch(&mut self.builder, &name, layer.clone(), vec![span])
        };
        let cues: Vec<_> = cue.into_iter().map(|span| one(&LayerId::CUE, 'u', span)).collect();
        let sources: Vec<_> = sources.into_iter().map(|span| one(&LayerId::ACTOR, 'a', span)).collect();
        Put::tie(&mut self.builder, &id, &cues, &sources);
    }

    fn spans<'v>(&mut self, all: impl Iterator<Item = &'v Map<String, Value>>, name: &str) -> Vec<Span> {
        let mut spans = Vec::new();
        for (start, end, words) in all.filter_map(sample) {
            match self.anchors.place(start, end, Some(words)) {
                Ok(placed) => {
                    spans.push(placed.span);
                    self.builder.problems.extend(placed.doubt.map(|why| doubt(name, why)));
                }
                Err(why) => self.builder.problems.push(doubt(name, format!("{why}; left out"))),
            }
        }
        spans
    }
}

fn sample(stretch: &Map<String, Value>) -> Option<(u32, u32, &str)> {
    let number = |key| records::number(stretch.get(key));
    Some((number("start")?, number("end")?, records::text(stretch, "text")))
}
