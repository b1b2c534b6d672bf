//! The tab-separated form of the propaganda techniques corpus: article, technique, start, end; the text beside.
//! Offsets count Unicode scalars.
//!
//! A technique is an annotation on the layer `technique`, its attribute `type` says which; annotations on other
//! layers are written under their layer's name.

use super::anchor::Anchors;
use super::foreign::Builder;
use super::loss::Losses;
use super::{AnnotationFormat, FileName, Imported, Loss, OutFile, Unwritable, WriteOptions, flat, only};
use crate::formats::{Input, Unreadable, input};
use crate::model::{Annotation, Codebook, Document, LayerId, Place, Problem};
use crate::text::{Article, Unit};

/// Propaganda techniques.
pub struct Ptc;

const LAYER: LayerId = LayerId::fixed("technique");
const TYPE: &str = "type";

impl AnnotationFormat for Ptc {
    fn name(&self) -> &'static str {
        "ptc"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["labels"]
    }

    fn describe(&self) -> &'static str {
        "article, technique, start and end in columns; for scorers and models of propaganda techniques"
    }

    fn omits(&self) -> &'static str {
        "attributes, links, notes, metadata, scores, the actors' registry; parts become rows of their own"
    }

    fn recognises(&self, bytes: &[u8], name: &str) -> bool {
        let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        input::ends_in(name, self.extensions())
            || line.len() < 400 && std::str::from_utf8(line).is_ok_and(|line| row(line).is_some())
    }

    fn companions(&self, _bytes: &[u8], name: &str) -> Vec<String> {
        // `article7.task2-TC.labels` belongs to `article7.txt`.
        let stem = input::stem(name);
        let mut names = vec![format!("{stem}.txt")];
        names.extend(stem.split_once('.').map(|(short, _)| format!("{short}.txt")));
        names
    }

    fn read(&self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        let names = self.companions(input.bytes, input.name);
        let text = names.iter().find_map(|name| input.companion(name));
        let text = text.ok_or_else(|| Unreadable::Companion(names.join(" or ")))?;
        Unreadable::unless_fits(text, Article::MAX_BYTES)?;
        Unreadable::unless_fits(input.bytes, Article::MAX_BYTES)?;
        let article = Article::new(Unreadable::unless_utf8(text)?);
        Ok(vec![read(Unreadable::unless_utf8(input.bytes)?, article, input.stem())])
    }

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        let document = only(self.name(), documents)?;
        let count = |at| document.article().count(at, Unit::Scalars);
        let id = column(document.id());
        let rows: String = flat::flat(document, options, false)
            .pieces
            .iter()
            .map(|piece| {
                let label = column(label(piece.annotation));
                format!("{id}\t{label}\t{}\t{}\n", count(piece.span.start), count(piece.span.end))
            })
            .collect();
        let text = OutFile { name: FileName::Stem(".txt"), bytes: document.text().as_bytes().to_vec() };
        Ok(vec![OutFile::main(rows), text])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        let mut losses = Losses::default();
        losses.left_out(document, options);
        losses.parts(document, "each part becomes a row of its own");
        let said = |it: &Annotation| {
            it.actor.is_some() || it.attributes.iter().any(|(name, _)| !(it.layer == LAYER && name == TYPE))
        };
        let nouns = ("annotation", "annotations");
        losses.annotations(document, nouns, "attributes and actor are not carried", said);
        losses.links(document).notes(document).origins(document).undecided(document).meta(document);
        losses.actors(document).done()
    }
}

fn label(annotation: &Annotation) -> &str {
    let technique = annotation.attributes.get(TYPE).filter(|_| annotation.layer == LAYER);
    technique.unwrap_or(annotation.layer.as_str())
}

fn column(text: &str) -> String {
    text.replace(['\t', '\n', '\r'], " ")
}

fn row(line: &str) -> Option<(&str, u32, u32)> {
    let mut columns = line.trim_end_matches('\r').split('\t');
    let (_, label) = (columns.next()?, columns.next()?);
    let (start, end) = (columns.next()?.parse().ok()?, columns.next()?.trim().parse().ok()?);
    columns.next().is_none().then_some((label, start, end))
}

fn read(rows: &str, article: Article, stem: &str) -> Imported {
    let id = rows.split(['\t', '\n']).next().filter(|id| !id.is_empty()).unwrap_or(stem);
    let mut builder = Builder::new(id, article, "ptc");
    let article = builder.article();
    let anchors = Anchors::new(&article, Unit::Scalars);
    let book = Codebook::standard();
    for (line, number) in rows.split('\n').zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        let place = row(line).ok_or_else(|| "has no four columns".to_owned());
        let place = place.and_then(|(label, start, end)| Ok((label, anchors.place(start, end, None)?.span)));
        match place {
            Ok((label, span)) => {
                let name = format!("t{number}");
                if book.layer(&LayerId::new(label)).is_some() {
                    builder.annotation(&name, label, vec![span]);
                } else {
                    let id = builder.annotation(&name, LAYER.as_str(), vec![span]);
                    builder.get(&id).into_iter().for_each(|it| it.attributes.set(TYPE, label));
                }
            }
            Err(why) => {
                builder.problems.push(Problem::error(Place::Line(number), format!("{why}; left out")));
            }
        }
    }
    builder.done()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn techniques_there_and_back() {
        let beside = [("article7.txt".to_owned(), "😀 They are traitors, all of them.".as_bytes().to_vec())];
        let rows = b"7\tName_Calling,Labeling\t11\t19\n7\tactor\t2\t6\n7\tDoubt\t90\t95\n7\tx\n";
        let name = "article7.task2-TC.labels";
        let found = crate::formats::detect(rows, "x").map(|found| found.name());
        assert_eq!(found, Some("ptc"));
        let read = Ptc.read(&Input { bytes: rows, name, beside: &beside }).expect("read").remove(0);
        let problems: Vec<_> = read.problems.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(problems.join("\n"), @r"
        error: line 3: 90–95 is no stretch of the text; left out
        error: line 4: has no four columns; left out
        ");
        let written = Ptc.write(&[&read.document], &WriteOptions::default()).expect("written");
        assert_eq!(
            String::from_utf8_lossy(&written[0].bytes),
            "7\tactor\t2\t6\n7\tName_Calling,Labeling\t11\t19\n"
        );
    }
}
