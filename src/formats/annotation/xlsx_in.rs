//! Workbooks of annotations back to documents: the sheets that [`xlsx`](super::xlsx) writes, whoever saved them last.

use super::foreign::Builder;
use super::table::{Head, Row};
use super::{Imported, csv_in, flat, xml};
use crate::formats::Unreadable;
use crate::formats::article::xml::{Piece, Xml, text_of};
use crate::formats::container::Container;
use crate::model::Problem;
use crate::text::Article;
use csv::StringRecord;
use std::collections::BTreeMap;

const FORMAT: &str = "xlsx";

/// The sheets that are read.
pub(super) const SHEETS: [&str; 2] = ["annotations", "articles"];

/// What the names of columns begin with in which a text goes on that is longer than a cell.
const TEXT_GOES_ON: &str = "text (";

/// Returns the column that holds a part of a text, counted from 1.
pub(super) fn text_column(part: usize) -> String {
    if part == 1 { "text".to_owned() } else { format!("{TEXT_GOES_ON}{part})") }
}

/// The most columns of a row that are read: Excel has no more.
const MOST_COLUMNS: usize = 16_384;

/// The most cells of a sheet that are read, empty ones too.
const MOST_CELLS: usize = 12 << 20;

type Parts = BTreeMap<String, Vec<u8>>;

/// Reads all articles of a workbook.
///
/// # Errors
/// When it is broken, or a sheet is missing.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Imported>, Unreadable> {
    let is_part = |name: &str| name.starts_with("xl/") && (name.ends_with(".xml") || name.ends_with(".rels"));
    let parts: Parts = Container::parts(bytes, FORMAT, is_part)?.into_iter().collect();
    let mut problems = Vec::new();
    let strings = match parts.get("xl/sharedStrings.xml") {
        Some(part) => shared(part, &mut problems)?,
        None => Vec::new(),
    };
    let [annotations, articles] = SHEETS.map(|name| sheet(&parts, name, &strings, &mut problems));
    let (Sheet { head, rows: annotations }, articles) = (annotations?, articles?);
    let mut rows: BTreeMap<String, Vec<Row<'_>>> = BTreeMap::new();
    for (line, cells) in annotations {
        let row = Row { head: &head, line, cells };
        match rows.get_mut(row.cell("doc_id")) {
            Some(mine) => mine.push(row),
            None => drop(rows.insert(row.cell("doc_id").to_owned(), vec![row])),
        }
    }
    let mut all = Vec::new();
    for (line, cells) in articles.rows {
        let article = Row { head: &articles.head, line, cells };
        let id = article.cell("doc_id");
        let mut text = article.cell("text").to_owned();
        for further in (2..).map_while(|number| article.get(&text_column(number))) {
            text.push_str(further);
        }
        let mut builder = Builder::new(id, Article::new(text), FORMAT);
        for (name, value) in article.all() {
            if name != "doc_id" && name != "text" && !name.starts_with(TEXT_GOES_ON) {
                flat::take_meta(&mut builder, name, &value.into());
            }
        }
        all.push(csv_in::put(builder, &rows.remove(id).unwrap_or_default()));
    }
    match all.first_mut() {
        Some(first) => first.problems.extend(problems),
        None => return Err(xml::not_this(FORMAT, "its sheet `articles` has no rows")),
    }
    Ok(all)
}

/// The texts that cells point to: runs joined, hints on pronunciation left out.
fn shared(part: &[u8], problems: &mut Vec<Problem>) -> Result<Vec<String>, Unreadable> {
    let text = text_of(part)?;
    let mut xml = Xml::new(&text);
    let (mut strings, mut words) = (Vec::new(), Words::default());
    for piece in xml.by_ref() {
        match piece {
            Piece::Close(name) if name == "si" => strings.push(words.take()),
            piece => words.add(piece),
        }
    }
    problems.extend(xml.problems("the list of texts"));
    Ok(strings)
}

/// The words of a string, piece by piece.
#[derive(Default)]
struct Words {
    text: String,
    in_text: bool,
    in_hint: bool,
}

impl Words {
    fn add(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Open(element) => match element.name.as_str() {
                "t" => self.in_text = true,
                "rPh" => self.in_hint = true,
                _ => {}
            },
            Piece::Close(name) if name == "t" => self.in_text = false,
            Piece::Close(name) if name == "rPh" => self.in_hint = false,
            Piece::Text(text) if self.in_text && !self.in_hint => self.text.push_str(&text),
            _ => {}
        }
    }

    fn take(&mut self) -> String {
        xml::plain_name(&std::mem::take(self).text)
    }
}

/// A sheet by the names in its first row.
struct Sheet {
    head: Head,
    rows: Vec<(u64, StringRecord)>,
}

/// Reads a sheet, a row at a time.
fn sheet(
    parts: &Parts,
    name: &str,
    strings: &[String],
    problems: &mut Vec<Problem>,
) -> Result<Sheet, Unreadable> {
    let missing = || xml::not_this(FORMAT, &format!("it has no sheet `{name}`"));
    let part = |path: &str| parts.get(path).ok_or_else(missing);
    let relation = xml::read(part("xl/workbook.xml")?, FORMAT, |tree| {
        let sheets = tree.descendants().filter(|it| it.is_element() && it.tag_name().name() == "sheet");
        let wanted = sheets.filter(|it| it.attribute("name") == Some(name));
        let ids =
            wanted.flat_map(|it| it.attributes()).filter(|it| it.name() == "id" && it.namespace().is_some());
        Ok(ids.map(|it| it.value().to_owned()).next())
    })?;
    let relation = relation.ok_or_else(missing)?;
    let path = xml::read(part("xl/_rels/workbook.xml.rels")?, FORMAT, |tree| {
        let wanted = tree.descendants().find(|it| it.attribute("Id") == Some(relation.as_str()));
        let target = wanted.and_then(|it| it.attribute("Target")).unwrap_or_default();
        Ok(target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned))
    })?;
    let text = text_of(part(&path)?)?;
    let mut xml = Xml::new(&text);
    let (mut rows, mut row, mut count) = (Vec::new(), Cells::default(), 0);
    for piece in xml.by_ref() {
        match piece {
            Piece::Open(element) if element.name == "row" => {
                row =
                    Cells { line: element.attribute("r").and_then(|it| it.parse().ok()), ..Cells::default() };
            }
            Piece::Close(name) if name == "row" => {
                let Cells { line, cells, .. } = std::mem::take(&mut row);
                count += cells.len();
                if count > MOST_CELLS {
                    return Err(Unreadable::Limit { what: "cells", limit: MOST_CELLS as u64 });
                }
                rows.push((line.unwrap_or(rows.len() as u64 + 1), cells));
            }
            piece => row.add(piece, strings),
        }
    }
    problems.extend(xml.problems(&format!("the sheet `{name}`")));
    let mut rows = rows.into_iter();
    let head = Head::new(rows.next().map(|(_, names)| names).unwrap_or_default());
    Ok(Sheet { head, rows: rows.filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty())).collect() })
}

/// The cells of a row, piece by piece.
#[derive(Default)]
struct Cells {
    line: Option<u64>,
    cells: StringRecord,
    /// The column and the kind of the cell that is open.
    at: usize,
    kind: String,
    in_value: bool,
    value: String,
    words: Words,
}

impl Cells {
    fn add(&mut self, piece: Piece<'_>, strings: &[String]) {
        match piece {
            Piece::Open(element) if element.name == "c" => {
                let column = element.attribute("r").as_deref().and_then(column);
                self.at = column.unwrap_or(self.cells.len());
                self.kind = element.attribute("t").unwrap_or_default();
            }
            Piece::Open(element) if element.name == "v" => self.in_value = true,
            Piece::Close(name) if name == "v" => self.in_value = false,
            Piece::Text(text) if self.in_value => self.value.push_str(&text),
            Piece::Close(name) if name == "c" => self.end(strings),
            piece => self.words.add(piece),
        }
    }

    /// A cell ends. One that stands before its predecessor has no place.
    fn end(&mut self, strings: &[String]) {
        let (value, words) = (std::mem::take(&mut self.value), self.words.take());
        let text = match self.kind.as_str() {
            "s" => value.parse::<usize>().ok().and_then(|at| strings.get(at)).cloned().unwrap_or_default(),
            "inlineStr" => words,
            "str" => xml::plain_name(&value),
            _ => value,
        };
        while self.cells.len() < self.at {
            self.cells.push_field("");
        }
        if self.cells.len() == self.at {
            self.cells.push_field(&text);
        }
    }
}

/// `AB12` is in column 27.
fn column(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_uppercase);
    let number = letters
        .fold(0usize, |number, letter| (number * 26 + usize::from(letter - b'A') + 1).min(MOST_COLUMNS));
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::column;

    #[test]
    fn columns_have_numbers() {
        assert_eq!(
            ["A1", "Z9", "AA1", "AB12", "1", "ZZZZZZZZ1"].map(column),
            [Some(0), Some(25), Some(26), Some(27), None, Some(16_383)]
        );
    }
}
