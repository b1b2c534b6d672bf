//! PolNeAR's layout of brat files: `Source`, `Cue` and `Content`, tied by an `Attribution` event on the cue.

use super::anchor::{Anchors, doubt};
use super::attributions::{self, Attribution, Put};
use super::brat::{Bound, bound, by_line};
use super::foreign::Builder;
use super::{AnnotationFormat, FileName, Imported, Loss, OutFile, Unwritable, WriteOptions, only};
use crate::formats::{Input, Unreadable, input};
use crate::model::{AnnotationId, Document, LayerId, Place, Problem};
use crate::text::{Article, Span, Unit};
use rustc_hash::FxHashMap;

/// PolNeAR's brat files.
pub struct Polnear;

/// What brat must know of the layout.
const CONFIGURATION: &str = "[entities]\nSource\nCue\nContent\nAttribution\n\n[relations]\n<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, \
<OVL-TYPE>:<ANY>\n\n[events]\nAttribution\tContent*:Content, Source*:Source, Cue*:Cue\n\n[attributes]\n";

/// The labels and the layers that they stand for.
static LABELS: [(&str, LayerId); 3] =
    [("Source", LayerId::ACTOR), ("Cue", LayerId::CUE), ("Content", LayerId::QUOTE)];

impl AnnotationFormat for Polnear {
    fn name(&self) -> &'static str {
        "polnear"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["ann"]
    }

    fn describe(&self) -> &'static str {
        "quotations in PolNeAR's layout of brat files; for models of attribution"
    }

    fn omits(&self) -> &'static str {
        "everything but quotes with their cue and speakers"
    }

    fn recognises(&self, bytes: &[u8], name: &str) -> bool {
        let has = |what: &[u8]| memchr::memmem::find(bytes, what).is_some();
        input::ends_in(name, self.extensions()) && has(b"\tAttribution:T") && has(b"\tContent ")
    }

    fn companions(&self, _bytes: &[u8], name: &str) -> Vec<String> {
        vec![format!("{}.txt", input::stem(name))]
    }

    fn read(&self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        let needed = format!("{}.txt", input.stem());
        let text = input.companion(&needed).ok_or(Unreadable::Companion(needed))?;
        Unreadable::unless_fits(text, Article::MAX_BYTES)?;
        Unreadable::unless_fits(input.bytes, Article::MAX_BYTES)?;
        let article = Article::new(Unreadable::unless_utf8(text)?);
        Ok(vec![read(Unreadable::unless_utf8(input.bytes)?, article, input.stem())])
    }

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        let document = only(self.name(), documents)?;
        let mut lines = Lines { document, out: String::new(), bounds: 0, known: FxHashMap::default() };
        for (attribution, number) in attributions::of(document, options).iter().zip(1..) {
            lines.attribution(attribution, number);
        }
        let text = document.text().as_bytes().to_vec();
        let configuration = CONFIGURATION.as_bytes().to_vec();
        Ok(vec![
            OutFile::main(lines.out),
            OutFile { name: FileName::Stem(".txt"), bytes: text },
            OutFile { name: FileName::Beside("annotation.conf"), bytes: configuration },
        ])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        attributions::losses(document, options)
    }
}

struct Lines<'a> {
    document: &'a Document,
    out: String,
    bounds: usize,
    /// The lines of annotations that several quotes name.
    known: FxHashMap<(&'a str, &'static str), String>,
}

impl<'a> Lines<'a> {
    fn attribution(&mut self, attribution: &Attribution<'a>, number: usize) {
        let quote = attribution.quote;
        let Some(content) = self.bound("Content", quote.id.as_str(), &quote.fragments) else { return };
        let trigger = attribution.cue.unwrap_or(quote);
        // The event hangs on the cue; on the quote where there is none.
        let Some(event) = self.fresh("Attribution", &trigger.fragments) else { return };
        let mut arguments = format!("Attribution:{event} Content:{content}");
        for (speaker, at) in attribution.speakers.iter().zip(1usize..) {
            if let Some(name) = self.bound("Source", speaker.id.as_str(), &speaker.fragments) {
                arguments +=
                    &format!(" Source{}:{name}", if at == 1 { String::new() } else { at.to_string() });
            }
        }
        if let Some(cue) = attribution.cue
            && let Some(name) = self.bound("Cue", cue.id.as_str(), &cue.fragments)
        {
            arguments += &format!(" Cue:{name}");
        }
        self.out += &format!("E{number}\t{arguments}\n");
    }

    fn bound(&mut self, label: &'static str, id: &'a str, fragments: &[Span]) -> Option<String> {
        if let Some(known) = self.known.get(&(id, label)) {
            return Some(known.clone());
        }
        let name = self.fresh(label, fragments)?;
        self.known.insert((id, label), name.clone());
        Some(name)
    }

    fn fresh(&mut self, label: &str, fragments: &[Span]) -> Option<String> {
        let article = self.document.article();
        let parts: Vec<Span> =
            fragments.iter().flat_map(|span| by_line(self.document.text(), *span)).collect();
        let count = |at| article.count(at, Unit::Scalars);
        let places: Vec<_> =
            parts.iter().map(|span| format!("{} {}", count(span.start), count(span.end))).collect();
        let words: Vec<_> = parts.iter().map(|span| article.slice(*span)).collect();
        if parts.is_empty() {
            return None;
        }
        self.bounds += 1;
        let name = format!("T{}", self.bounds);
        self.out += &format!("{name}\t{label} {}\t{}\n", places.join(";"), words.join(" "));
        Some(name)
    }
}

fn read(lines: &str, article: Article, stem: &str) -> Imported {
    let mut builder = Builder::new(stem, article, "polnear");
    let article = builder.article();
    let bounds: Vec<Bound<'_>> =
        lines.lines().zip(1..).filter_map(|(line, number)| bound(line, number)).collect();
    let samples = bounds.iter().filter_map(|bound| match bound.places.as_slice() {
        [(start, end)] => Some((*start, *end, bound.words)),
        _ => None,
    });
    let (anchors, note) = Anchors::choose(&article, Unit::Scalars, samples);
    builder.problems.extend(note);
    let mut put = Put::default();
    let mut names: FxHashMap<&str, (LayerId, AnnotationId)> = FxHashMap::default();
    for bound in &bounds {
        let Some((_, layer)) = LABELS.iter().find(|(label, _)| *label == bound.label) else { continue };
        let words = (bound.places.len() == 1).then_some(bound.words);
        let mut spans = Vec::new();
        for (start, end) in &bound.places {
            match anchors.place(*start, *end, words) {
                Ok(placed) => {
                    spans.push(placed.span);
                    builder.problems.extend(placed.doubt.map(|why| doubt(bound.name, why)));
                }
                Err(why) => {
                    let place = Place::Line(bound.line);
                    builder.problems.push(Problem::error(place, format!("{why}; left out")));
                }
            }
        }
        if !spans.is_empty() {
            let id = put.stretch(&mut builder, bound.name, layer.clone(), spans);
            names.insert(bound.name, (layer.clone(), id));
        }
    }
    for (line, number) in lines.lines().zip(1..).filter(|(line, _)| line.starts_with('E')) {
        let arguments = line.split_once('\t').map_or("", |(_, rest)| rest).split_whitespace().skip(1);
        let ends: Vec<_> = arguments.filter_map(|it| names.get(it.split_once(':')?.1)).collect();
        let on = |wanted: &LayerId| -> Vec<AnnotationId> {
            ends.iter().filter(|(layer, _)| layer == wanted).map(|(_, id)| id.clone()).collect()
        };
        let quotes = on(&LayerId::QUOTE);
        if quotes.is_empty() {
            let message = "is an attribution without content; left out";
            builder.problems.push(Problem::warning(Place::Line(number), message));
        }
        for quote in quotes {
            Put::tie(&mut builder, &quote, &on(&LayerId::CUE), &on(&LayerId::ACTOR));
        }
    }
    builder.done()
}
