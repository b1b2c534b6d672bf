//! Labelled articles: rows of a data set (`{id, text, actors, quotes, claims, sents}`, offsets in Unicode
//! scalars), or documents.

use super::input::{self, Wanted};
use super::{Failure, console};
use crate::analysis::{Asserted, Named, Sample, Segment};
use crate::formats::Detected;
use crate::model::{Annotation, Codebook, Document};
use crate::text::offsets::{OffsetTable, Unit};
use crate::text::{Article, Span};
use serde::Deserialize;
use smol_str::SmolStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One labelled article, as it was read.
pub(super) enum Labelled {
    /// A row of a data set.
    Row(Box<Row>),
    /// A document.
    Document(Box<Document>),
}

/// A row of a data set. A key is absent where nobody labelled that kind.
#[derive(Debug, Deserialize)]
pub(super) struct Row {
    id: String,
    text: Option<Arc<str>>,
    sents: Option<Vec<(u32, u32)>>,
    #[serde(alias = "spans")]
    actors: Option<Vec<RowName>>,
    quotes: Option<Vec<RowQuote>>,
    claims: Option<Vec<RowClaim>>,
}

#[derive(Debug, Deserialize)]
struct RowName {
    start: u32,
    end: u32,
    label: SmolStr,
    score: Option<f64>,
}

#[derive(Debug, Deserialize)]
struct RowQuote {
    start: u32,
    end: u32,
    #[serde(rename = "type", default)]
    kind: SmolStr,
    #[serde(default)]
    speech: bool,
    attr: Option<usize>,
    speaker_start: Option<u32>,
    speaker_end: Option<u32>,
    #[serde(default)]
    speaker_parts: Vec<(u32, u32)>,
    cue_start: Option<u32>,
    cue_end: Option<u32>,
    score: Option<f64>,
}

#[derive(Debug, Deserialize)]
struct RowClaim {
    start: u32,
    end: u32,
    #[serde(default)]
    label: SmolStr,
    score: Option<f64>,
    keep: Option<bool>,
    source_start: Option<u32>,
    source_end: Option<u32>,
}

/// Reads the labelled articles of files.
pub(super) fn read(paths: &[PathBuf], from: Option<Detected>) -> Result<Vec<Labelled>, Failure> {
    let mut all = Vec::new();
    for path in input::files(paths, Wanted::Documents)? {
        let bytes = input::bytes(&path)?;
        if from.is_none() && are_rows(&bytes) {
            all.extend(rows(&bytes, &path)?);
            continue;
        }
        for imported in input::parse(&bytes, &path, from)? {
            input::report(&imported, &path);
            all.push(Labelled::Document(Box::new(imported.document)));
        }
    }
    Ok(all)
}

/// Says whether the first line is a row: an object with an id, and no document.
fn are_rows(bytes: &[u8]) -> bool {
    let line = bytes.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty());
    let Some(Ok(serde_json::Value::Object(row))) = line.map(serde_json::from_slice) else { return false };
    row.contains_key("id") && !row.contains_key("annotations")
}

fn rows(bytes: &[u8], path: &Path) -> Result<Vec<Labelled>, Failure> {
    let lines = bytes.split(|byte| *byte == b'\n').zip(1..).filter(|(line, _)| !line.trim_ascii().is_empty());
    lines
        .map(|(line, number)| {
            let row = serde_json::from_slice(line);
            row.map(|row| Labelled::Row(Box::new(row)))
                .map_err(|why| Failure::Input(format!("line {number}: {why}: {}", input::shown(path))))
        })
        .collect()
}

impl Labelled {
    /// Returns the article's name.
    pub(super) fn id(&self) -> &str {
        match self {
            Self::Row(row) => &row.id,
            Self::Document(document) => document.id(),
        }
    }

    /// Returns what is labelled: of a document, the annotations that `counts` lets through. A row without a text is
    /// one of `text`.
    pub(super) fn sample(
        &self,
        text: Option<&Arc<str>>,
        counts: impl Fn(&Annotation) -> bool,
    ) -> Result<Sample, Failure> {
        match self {
            Self::Row(row) => row.sample(text),
            Self::Document(document) => Ok(Sample::of_document(document, counts)),
        }
    }
}

/// Returns an unlabelled document of a sample's text, in the language that it turns out to be in.
pub(super) fn document_of(sample: &Sample) -> Document {
    Document::with_id(&sample.id, Arc::new(Article::new(Arc::clone(&sample.text))), Codebook::standard())
}

impl Row {
    fn sample(&self, text: Option<&Arc<str>>) -> Result<Sample, Failure> {
        let text = self.text.as_ref().or(text).cloned();
        let text = text.ok_or_else(|| Failure::Input(format!("the article {} has no text", self.id)))?;
        let table = OffsetTable::new(&text);
        let span = |start: u32, end: u32| {
            let byte = |at| table.byte(&text, at, Unit::Scalars);
            let found = byte(start).zip(byte(end)).map(|(start, end)| Span::new(start, end));
            let outside = || format!("{start}..{end} lies outside of the text of {}", self.id);
            found.ok_or_else(|| Failure::Input(outside()))
        };
        let pair = |start: Option<u32>, end: Option<u32>| {
            start.zip(end).map(|(start, end)| span(start, end)).transpose()
        };
        let name = |it: &RowName| {
            Ok(Named { span: span(it.start, it.end)?, label: it.label.clone(), score: it.score })
        };
        let segment = |(index, it): (usize, &RowQuote)| {
            Ok(Segment {
                span: span(it.start, it.end)?,
                kind: it.kind.clone(),
                speech: it.speech,
                group: it.attr.unwrap_or(index),
                speaker: pair(it.speaker_start, it.speaker_end)?,
                speaker_parts: it
                    .speaker_parts
                    .iter()
                    .map(|it| span(it.0, it.1))
                    .collect::<Result<_, _>>()?,
                cue: pair(it.cue_start, it.cue_end)?,
                score: it.score,
            })
        };
        let claim = |it: &RowClaim| {
            Ok(Asserted {
                span: span(it.start, it.end)?,
                kind: it.label.clone(),
                score: it.score,
                keep: it.keep,
                source: pair(it.source_start, it.source_end)?,
            })
        };
        let sentences = self.sents.iter().flatten().map(|it| span(it.0, it.1));
        Ok(Sample {
            id: self.id.clone(),
            sentences: sentences.collect::<Result<_, Failure>>()?,
            actors: self.actors.as_ref().map(|all| all.iter().map(name).collect()).transpose()?,
            quotes: self
                .quotes
                .as_ref()
                .map(|all| all.iter().enumerate().map(segment).collect())
                .transpose()?,
            claims: self.claims.as_ref().map(|all| all.iter().map(claim).collect()).transpose()?,
            text,
        })
    }
}

/// Says that a prediction is of another text than the gold standard.
pub(super) fn mind_text(gold: &Sample, found: &Sample) -> Result<(), Failure> {
    if gold.text == found.text {
        return Ok(());
    }
    console::say("offsets of one text say nothing about another");
    Err(Failure::Input(format!("the text predicted on is another than the labelled one: {}", gold.id)))
}
