//! XLSX: annotations, actors and articles as the sheets of a workbook. Every text is a text: no cell is guessed at,
//! none becomes a formula.

use super::csv::Columns;
use super::loss::Losses;
use super::{AnnotationFormat, Imported, Loss, OutFile, Unwritable, WriteOptions, flat, foreign, xlsx_in};
use crate::formats::{Input, Unreadable};
use crate::model::{Annotation, Document};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// A workbook.
pub struct Xlsx;

/// The longest text that a cell holds, in UTF-16 units.
const LONGEST_CELL: usize = 32_767;

/// The most rows that a sheet holds.
const MOST_ROWS: u32 = 1_048_576;

impl AnnotationFormat for Xlsx {
    fn name(&self) -> &'static str {
        "xlsx"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xlsx"]
    }

    fn describe(&self) -> &'static str {
        "a workbook with annotations, actors and articles; for Excel and LibreOffice"
    }

    fn omits(&self) -> &'static str {
        "links' status and origin, actors' aliases and notes when read back, the codebook"
    }

    fn holds_many(&self) -> bool {
        true
    }

    fn recognises(&self, bytes: &[u8], _name: &str) -> bool {
        bytes.starts_with(b"PK\x03\x04") && memchr::memmem::find(bytes, b"xl/worksheets/").is_some()
    }

    fn read(&self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        xlsx_in::read(input.bytes)
    }

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        let bytes = workbook(documents, options)
            .map_err(|why| Unwritable::Failed { format: self.name(), why: why.to_string() })?;
        Ok(vec![OutFile::main(bytes)])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        let mut losses = Losses::default();
        losses.left_out(document, options);
        let links = document.links().len();
        losses.add(links, "link", "links", "status, origin and reason are not carried");
        let is_long = |text: &str| text.encode_utf16().count() > LONGEST_CELL;
        let long = |it: &Annotation| is_long(document.article().slice(it.hull())) || is_long(&it.note);
        let nouns = ("annotation", "annotations");
        losses.annotations(document, nouns, "longer than a cell, which cuts it", long);
        losses.done()
    }
}

/// Cuts a text to what a cell holds.
fn cell(text: &str) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, char)| {
        units += char.len_utf16();
        units > LONGEST_CELL
    });
    text.get(..end.map_or(text.len(), |(at, _)| at)).unwrap_or_default()
}

/// Cuts a text into as many pieces as fit into cells.
fn pieces(text: &str) -> Vec<&str> {
    let (mut pieces, mut rest) = (Vec::new(), text);
    while !rest.is_empty() {
        let piece = cell(rest);
        pieces.push(piece);
        rest = rest.get(piece.len()..).unwrap_or_default();
    }
    pieces
}

fn head(sheet: &mut Worksheet, names: impl Iterator<Item = String>) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    for (name, column) in names.zip(0..) {
        sheet.write_string_with_format(0, column, &name, &bold)?;
        let wide = if name == "text" || name == "note" || name == "reason" { 60.0 } else { 14.0 };
        sheet.set_column_width(column, wide)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn workbook(documents: &[&Document], options: &WriteOptions) -> Result<Vec<u8>, XlsxError> {
    let [annotations, texts] = xlsx_in::SHEETS;
    let mut book = Workbook::new();
    // The same bytes each time: no hour of writing.
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&day));
    let columns = Columns::of(documents);
    let sheet = book.add_worksheet().set_name(annotations)?;
    head(sheet, columns.head())?;
    let numbers: Vec<bool> =
        columns.head().map(|name| matches!(name.as_str(), "start" | "end" | "score" | "paragraph")).collect();
    let all = documents.iter().flat_map(|document| {
        foreign::shown(document, options).into_iter().map(move |annotation| (*document, annotation))
    });
    for ((document, annotation), row) in all.zip(1..MOST_ROWS) {
        let cells = columns.row(document, annotation);
        for ((text, is_number), column) in cells.iter().zip(&numbers).zip(0..) {
            match text.parse::<f64>() {
                Ok(number) if *is_number => drop(sheet.write_number(row, column, number)?),
                _ if text.is_empty() => {}
                _ => drop(sheet.write_string(row, column, cell(text))?),
            }
        }
    }
    actors(book.add_worksheet().set_name("actors")?, documents)?;
    articles(book.add_worksheet().set_name(texts)?, documents)?;
    book.save_to_buffer()
}

fn actors(sheet: &mut Worksheet, documents: &[&Document]) -> Result<(), XlsxError> {
    let names =
        ["doc_id", "actor", "name", "kind", "aliases", "country", "wikidata", "parent", "status", "note"];
    head(sheet, names.iter().map(|name| (*name).to_owned()))?;
    let all =
        documents.iter().flat_map(|document| document.actors().iter().map(move |actor| (document, actor)));
    for ((document, actor), row) in all.zip(1..MOST_ROWS) {
        let aliases = actor.aliases.join("; ");
        let parent = actor.parent.as_ref().map(ToString::to_string).unwrap_or_default();
        let cells = [
            document.id(),
            actor.id.as_str(),
            &actor.name,
            &actor.kind,
            &aliases,
            &actor.country,
            &actor.wikidata,
            &parent,
            actor.status.name(),
            &actor.note,
        ];
        for (text, column) in cells.into_iter().zip(0..).filter(|(text, _)| !text.is_empty()) {
            sheet.write_string(row, column, cell(text))?;
        }
    }
    Ok(())
}

fn articles(sheet: &mut Worksheet, documents: &[&Document]) -> Result<(), XlsxError> {
    let metas: Vec<_> = documents.iter().map(|document| flat::meta(document, &["doc_id", "text"])).collect();
    let mut names: Vec<String> = vec!["doc_id".to_owned()];
    for name in metas.iter().flat_map(|meta| meta.keys()) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let texts: Vec<Vec<&str>> = documents.iter().map(|document| pieces(document.text())).collect();
    let most = texts.iter().map(Vec::len).max().unwrap_or(0);
    let first_text = names.len();
    names.extend((1..=most).map(xlsx_in::text_column));
    head(sheet, names.iter().cloned())?;
    for (((document, meta), texts), row) in documents.iter().zip(&metas).zip(&texts).zip(1..MOST_ROWS) {
        for (name, column) in names.iter().take(first_text).zip(0..) {
            let text = match name.as_str() {
                "doc_id" => document.id().to_owned(),
                name => meta.get(name).map(flat::plain).unwrap_or_default(),
            };
            if !text.is_empty() {
                sheet.write_string(row, column, cell(&text))?;
            }
        }
        for (text, column) in texts.iter().zip(u16::try_from(first_text).unwrap_or(u16::MAX)..) {
            sheet.write_string(row, column, *text)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::annotation::sample::document;
    use crate::formats::container::Container;

    #[test]
    fn cells_are_texts_and_numbers() {
        let bytes = Xlsx.write(&[&document()], &WriteOptions::default()).expect("written").remove(0).bytes;
        let parts = Container::parts(&bytes, "xlsx", |name| name.ends_with(".xml")).expect("an archive");
        let part = |end: &str| {
            let part = parts.iter().find(|(name, _)| name.ends_with(end)).expect("there");
            String::from_utf8_lossy(&part.1).into_owned()
        };
        assert!(!part("sheet1.xml").contains("<f>"), "no formula");
        assert_eq!(part("sheet1.xml").matches("<row ").count(), document().annotation_count());
        assert!(part("sharedStrings.xml").contains("=Reuters"));
        let long = format!("{}\n{}", "😀".repeat(20_000), "\u{1} _x0041_ =1+1");
        let article = crate::text::Article::new(long.as_str());
        let book = crate::model::Codebook::standard();
        let other = Document::with_id("long", std::sync::Arc::new(article), book);
        let both = [&other, &document()];
        let bytes = Xlsx.write(&both, &WriteOptions::default()).expect("written").remove(0).bytes;
        let back = Xlsx.read(&Input::new(&bytes, "x.xlsx")).expect("read");
        let texts: Vec<_> = back.iter().map(|it| it.document.text()).collect();
        assert_eq!(texts, [long.as_str(), document().text()]);
        assert_eq!(cell(&"😀".repeat(20_000)).chars().count(), LONGEST_CELL / 2);
    }
}
