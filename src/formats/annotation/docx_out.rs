//! DOCX: the article in Word's format, layers as shading, annotations as comments.

use super::segments::segments;
use super::{
    AnnotationFormat, Loss, OutFile, Unwritable, WriteOptions, flat, loss::Losses, only, voice, xml,
};
use crate::formats::container;
use crate::model::codebook::Rgb;
use crate::model::{Annotation, Document};
use crate::text::Span;

/// DOCX with comments.
pub struct DocxOut;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

impl AnnotationFormat for DocxOut {
    fn name(&self) -> &'static str {
        "docx"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["docx"]
    }

    fn describe(&self) -> &'static str {
        "a document with shading and comments; for Word and LibreOffice"
    }

    fn omits(&self) -> &'static str {
        "scores, reasons; attributes, links and notes are words of a comment"
    }

    fn reads(&self) -> bool {
        false
    }

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        let document = only(self.name(), documents)?;
        let comments = comments(document, options);
        let relation = |id: &str, base: &str, kind: &str, target: &str| {
            format!("<Relationship Id=\"{id}\" Type=\"{base}/{kind}\" Target=\"{target}\"/>")
        };
        let relations = |all: String| {
            format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{all}</Relationships>")
        };
        let core = format!("{PACKAGE}/relationships/metadata");
        let top = relation("r1", OFFICE, "officeDocument", "word/document.xml")
            + &relation("r2", &core, "core-properties", "docProps/core.xml");
        let parts = [
            ("[Content_Types].xml", content_types()),
            ("_rels/.rels", relations(top)),
            ("word/document.xml", body(document, &comments)),
            ("word/comments.xml", written(document, &comments)),
            ("word/_rels/document.xml.rels", relations(relation("r1", OFFICE, "comments", "comments.xml"))),
            ("docProps/core.xml", properties(document)),
        ];
        let parts: Vec<_> =
            parts.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect();
        let failed = |why| Unwritable::Failed { format: self.name(), why };
        Ok(vec![OutFile::main(container::pack(&parts).map_err(failed)?)])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        let mut losses = Losses::default();
        losses.left_out(document, options);
        losses.parts(document, "each part gets a comment of its own");
        losses.origins(document);
        losses.undecided(document);
        losses.meta_but(document, &["title", "author", "source", "language"]);
        xml::losses(&mut losses, document);
        losses.done()
    }
}

/// One comment: the annotation and the part it stands at, by number.
struct Comment<'a> {
    annotation: &'a Annotation,
    span: Span,
}

fn comments<'a>(document: &'a Document, options: &WriteOptions) -> Vec<Comment<'a>> {
    let flat = flat::flat(document, options, false);
    flat.pieces.iter().map(|piece| Comment { annotation: piece.annotation, span: piece.span }).collect()
}

fn content_types() -> String {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let package = "application/vnd.openxmlformats-package";
    let parts = [
        ("/word/document.xml", format!("{word}.document.main+xml")),
        ("/word/comments.xml", format!("{word}.comments+xml")),
        ("/docProps/core.xml", format!("{package}.core-properties+xml")),
    ];
    let parts: String = parts
        .iter()
        .map(|(part, kind)| format!("<Override PartName=\"{part}\" ContentType=\"{kind}\"/>"))
        .collect();
    format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"{package}.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{parts}</Types>"
    )
}

fn properties(document: &Document) -> String {
    let meta = document.meta();
    let one = |name: &str, value: &str| match value {
        "" => String::new(),
        value => format!("<dc:{name}>{}</dc:{name}>", xml::escaped(value)),
    };
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         {}{}{}{}</cp:coreProperties>",
        one("title", &meta.title),
        one("creator", &meta.author),
        one("source", &meta.source),
        one("language", &meta.language)
    )
}

/// One paragraph for each line; the empty ones at the end are left out.
fn body(document: &Document, comments: &[Comment<'_>]) -> String {
    let text = document.text();
    let stretches: Vec<_> = comments.iter().map(|it| it.span).zip(0..).collect();
    let mut starts: Vec<(u32, usize)> =
        stretches.iter().map(|(span, number)| (span.start, *number)).collect();
    let mut ends: Vec<(u32, usize)> = stretches.iter().map(|(span, number)| (span.end, *number)).collect();
    starts.sort_unstable();
    ends.sort_unstable();
    let (mut starts, mut ends) = (starts.into_iter().peekable(), ends.into_iter().peekable());
    let mut out = format!("{HEAD}<w:document xmlns:w=\"{WORD}\"><w:body><w:p>");
    let last = text.trim_end_matches('\n').len() as u32;
    for segment in segments(document.article().whole(), &stretches) {
        let at = segment.span.start;
        close(&mut out, &mut ends, at);
        while let Some((_, number)) = starts.next_if(|(start, _)| *start <= at) {
            out += &format!("<w:commentRangeStart w:id=\"{number}\"/>");
        }
        let shade = segment
            .covered_by
            .iter()
            .filter_map(|number| comments.get(*number))
            .min_by_key(|comment| comment.span.len())
            .and_then(|comment| document.codebook().layer(&comment.annotation.layer))
            .map(|layer| shading(layer.colour))
            .unwrap_or_default();
        for (number, line) in segment.span.of_text(text).split('\n').enumerate() {
            let here = line.as_ptr() as usize - text.as_ptr() as usize;
            if number > 0 && here as u32 <= last {
                out += "</w:p><w:p>";
            }
            run(&mut out, line, &shade);
        }
    }
    close(&mut out, &mut ends, document.article().whole().end);
    out + "</w:p></w:body></w:document>"
}

/// Ends the comments that end at a place or before.
fn close(out: &mut String, ends: &mut std::iter::Peekable<std::vec::IntoIter<(u32, usize)>>, at: u32) {
    while let Some((_, number)) = ends.next_if(|(end, _)| *end <= at) {
        *out += &format!(
            "<w:commentRangeEnd w:id=\"{number}\"/><w:r><w:commentReference w:id=\"{number}\"/></w:r>"
        );
    }
}

fn run(out: &mut String, line: &str, shade: &str) {
    if line.is_empty() {
        return;
    }
    let words: Vec<_> = line
        .split('\t')
        .map(|part| match part {
            "" => String::new(),
            part => format!("<w:t xml:space=\"preserve\">{}</w:t>", xml::escaped(part)),
        })
        .collect();
    *out += &format!("<w:r>{shade}{}</w:r>", words.join("<w:tab/>"));
}

/// A layer's colour on paper, three quarters of it white.
fn shading(colour: Rgb) -> String {
    let light = |part: u8| 255 - (255 - part) / 4;
    let (red, green, blue) = (light(colour.0), light(colour.1), light(colour.2));
    format!(
        "<w:rPr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{red:02X}{green:02X}{blue:02X}\"/></w:rPr>"
    )
}

/// `quote [q1] type=direct; speaker → Nikita Mendkovich`, and the note below.
fn written(document: &Document, comments: &[Comment<'_>]) -> String {
    let mut out = format!("{HEAD}<w:comments xmlns:w=\"{WORD}\">");
    for (number, comment) in comments.iter().enumerate() {
        let annotation = comment.annotation;
        let mut said: Vec<_> =
            annotation.attributes.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if let Some(actor) = annotation.actor.as_ref().and_then(|id| document.actors().get(id)) {
            said.push(format!("actor={}", actor.name));
        }
        for link in document.links_from(&annotation.id) {
            said.push(format!("{} → {}", link.role, voice::name(document, &link.to)));
        }
        let head = format!("{} [{}] {}", annotation.layer, annotation.id, said.join("; "));
        let note = annotation.note.split('\n').filter(|line| !line.is_empty()).map(str::to_owned);
        let lines: String = std::iter::once(head)
            .chain(note)
            .map(|line| {
                format!("<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", xml::escaped(&line))
            })
            .collect();
        let author = match annotation.origin.name.as_str() {
            name if annotation.origin.by == crate::model::By::Person && !name.is_empty() => name,
            _ => "Glossator",
        };
        let initial: String = author.chars().take(1).collect();
        out += &format!(
            "<w:comment w:id=\"{number}\" w:author=\"{}\" w:initials=\"{}\">{lines}</w:comment>",
            xml::escaped(author),
            xml::escaped(&initial)
        );
    }
    out + "</w:comments>"
}
