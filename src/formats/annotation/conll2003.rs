//! CoNLL-2003: four columns, one token a line, one flat layer in BIO. For trainers of taggers.
//!
//! Mentions of actors are written, or the layer that has most annotations where there are none. The text is
//! not carried as it is: white space is lost.

use super::foreign::{self, Builder};
use super::loss::Losses;
use super::tokens::tokens;
use super::{AnnotationFormat, Imported, Loss, OutFile, Unwritable, WriteOptions};
use crate::formats::{Input, Unreadable, input};
use crate::model::{Annotation, Document, LayerId};
use crate::text::{Article, Span, segment};
use std::collections::BTreeMap;

/// CoNLL-2003.
pub struct Conll2003;

const DOCUMENT: &str = "-DOCSTART- -X- O O";

impl AnnotationFormat for Conll2003 {
    fn name(&self) -> &'static str {
        "conll2003"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["conll"]
    }

    fn describe(&self) -> &'static str {
        "CoNLL-2003 columns, one token a line, BIO; for training taggers (spaCy, Flair, NLTK)"
    }

    fn omits(&self) -> &'static str {
        "all layers but one, overlaps, links, attributes, white space, metadata"
    }

    fn holds_many(&self) -> bool {
        true
    }

    fn recognises(&self, bytes: &[u8], name: &str) -> bool {
        bytes.starts_with(b"-DOCSTART-") || input::ends_in(name, self.extensions())
    }

    fn read(&self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        Unreadable::unless_fits(input.bytes, Article::MAX_BYTES)?;
        let text = Unreadable::unless_utf8(input.bytes)?;
        let (mut all, mut reading) = (Vec::new(), Reading::default());
        for line in text.lines().map(str::trim_end) {
            if line.starts_with("-DOCSTART-") {
                all.extend(std::mem::take(&mut reading).done(input.stem(), all.len()));
            } else {
                reading.line(line);
            }
        }
        all.extend(reading.done(input.stem(), all.len()));
        if all.is_empty() {
            return Err(Unreadable::NotThis { format: self.name(), why: "it has no tokens".to_owned() });
        }
        Ok(all)
    }

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        let all: String = documents.iter().map(|document| write(document, options)).collect();
        Ok(vec![OutFile::main(all)])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        let mut losses = Losses::default();
        losses.left_out(document, options);
        let layer = layer(document, options);
        let chosen = chosen(document, options, &layer);
        let parts: usize = foreign::shown(document, options)
            .iter()
            .filter(|it| it.layer == layer)
            .map(|it| it.fragments.len())
            .sum();
        losses.add(
            parts - chosen.len(),
            "overlapping span",
            "overlapping spans",
            "left out; the one that begins first stays, the longest of those that begin together",
        );
        let others = |it: &Annotation| it.layer != layer;
        losses.annotations(
            document,
            ("annotation of another layer", "annotations of other layers"),
            "left out",
            others,
        );
        losses.undecided(document);
        losses.links(document);
        losses.meta(document);
        losses.add(1, "text", "texts", "white space is not carried, only tokens");
        losses.done()
    }
}

/// The layer that is written.
fn layer(document: &Document, options: &WriteOptions) -> LayerId {
    let mut counts: BTreeMap<&LayerId, usize> = BTreeMap::new();
    let shown = foreign::shown(document, options);
    shown.iter().for_each(|it| *counts.entry(&it.layer).or_default() += 1);
    if counts.contains_key(&LayerId::ACTOR) {
        return LayerId::ACTOR;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map_or(LayerId::ACTOR, |(layer, _)| layer.clone())
}

/// The layer's spans without overlaps, from the left: of those that begin at one place the longest, then the next
/// that begins behind its end. A name within a longer one is left out; nothing moves when the text goes on.
fn chosen(document: &Document, options: &WriteOptions, layer: &LayerId) -> Vec<Span> {
    let shown = foreign::shown(document, options);
    let spans = shown.iter().filter(|it| it.layer == *layer).flat_map(|it| &it.fragments);
    let mut spans: Vec<Span> =
        spans.map(|span| span.trim(document.text())).filter(|span| !span.is_empty()).collect();
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    spans.retain(|span| {
        let free = span.start >= end;
        end = if free { span.end } else { end };
        free
    });
    spans
}

fn write(document: &Document, options: &WriteOptions) -> String {
    let text = document.text();
    let layer = layer(document, options);
    let label: String =
        layer.as_str().chars().map(|char| if char.is_whitespace() { '_' } else { char }).collect();
    let spans = chosen(document, options, &layer);
    let mut out = format!("{DOCUMENT}\n\n");
    let sentences = segment::sentences(text);
    let starts = sentences.iter().map(|sentence| sentence.start);
    let cuts = spans.iter().flat_map(|span| [span.start, span.end]).chain(starts.clone());
    let starts: Vec<u32> = starts.collect();
    let (mut sentence, mut span) = (0, 0);
    let mut empty = true;
    for token in tokens(text, cuts) {
        let words = token.span.of_text(text);
        while spans.get(span).is_some_and(|span| span.end <= token.span.start) {
            span += 1;
        }
        let inside = spans.get(span).filter(|span| span.covers(token.span));
        while starts.get(sentence).is_some_and(|start| *start <= token.span.start) {
            sentence += 1;
            let continues = inside.is_some_and(|span| span.start < token.span.start);
            if !empty && !continues {
                out.push('\n');
                empty = true;
            }
        }
        if words.trim().is_empty() {
            continue;
        }
        let tag = match inside {
            Some(span) if span.start == token.span.start => format!("B-{label}"),
            Some(_) => format!("I-{label}"),
            None => "O".to_owned(),
        };
        out += &format!("{words} -X- -X- {tag}\n");
        empty = false;
    }
    out.push('\n');
    out
}

/// One document of a file: tokens joined by blanks, sentences by line ends.
#[derive(Default)]
struct Reading {
    text: String,
    spans: Vec<(Span, String)>,
    /// Whether the last token was in a span, and so may go on.
    goes_on: bool,
}

impl Reading {
    fn line(&mut self, line: &str) {
        let mut columns = line.split([' ', '\t']).filter(|column| !column.is_empty());
        let Some(word) = columns.next() else {
            if !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push('\n');
            }
            self.goes_on = false;
            return;
        };
        let tag = columns.next_back().unwrap_or("O");
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(word);
        let span = Span::of(start..self.text.len());
        let Some((position, label)) = tag.split_once('-') else {
            self.goes_on = false;
            return;
        };
        match self.spans.last_mut() {
            Some((last, other)) if self.goes_on && position != "B" && position != "S" && other == label => {
                last.end = span.end;
            }
            _ => self.spans.push((span, label.to_owned())),
        }
        self.goes_on = position != "E" && position != "S";
    }

    fn done(self, stem: &str, number: usize) -> Option<Imported> {
        if self.text.trim().is_empty() {
            return None;
        }
        let id = if number == 0 { stem.to_owned() } else { format!("{stem}-{}", number + 1) };
        let mut builder = Builder::new(&id, Article::new(self.text), "conll2003");
        for ((span, label), number) in self.spans.into_iter().zip(1..) {
            builder.annotation(&format!("e{number}"), &label, vec![span]);
        }
        Some(builder.done())
    }
}
