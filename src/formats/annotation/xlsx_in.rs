//! Workbooks of annotations back to documents: the sheets that [`xlsx`](super::xlsx) writes, whoever saved them last.

use super::csv_in::{self, Row};
use super::foreign::Builder;
use super::{Imported, flat, packed, xml};
use crate::formats::Unreadable;
use crate::text::Article;
use roxmltree::Node;
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

type Parts = BTreeMap<String, Vec<u8>>;

/// Reads all articles of a workbook.
///
/// # Errors
/// When it is broken, or a sheet is missing.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Imported>, Unreadable> {
    let is_part = |name: &str| name.starts_with("xl/") && (name.ends_with(".xml") || name.ends_with(".rels"));
    let parts: Parts = packed::unpack(FORMAT, bytes, is_part)?.into_iter().collect();
    let strings = match parts.get("xl/sharedStrings.xml") {
        Some(part) => xml::read(part, FORMAT, |tree| Ok(shared(tree.root_element())))?,
        None => Vec::new(),
    };
    let [annotations, articles] = SHEETS.map(|name| sheet(&parts, name, &strings));
    let (annotations, articles) = (annotations?, articles?);
    let mut rows: BTreeMap<String, Vec<(u64, Row)>> = BTreeMap::new();
    for (line, row) in annotations {
        rows.entry(row.get("doc_id").cloned().unwrap_or_default()).or_default().push((line, row));
    }
    let mut all = Vec::new();
    for (_, article) in articles {
        let id = article.get("doc_id").cloned().unwrap_or_default();
        let mut text = article.get("text").cloned().unwrap_or_default();
        for further in (2..).map_while(|number| article.get(&text_column(number))) {
            text.push_str(further);
        }
        let mut builder = Builder::new(&id, Article::new(text), FORMAT);
        for (name, value) in &article {
            if name != "doc_id" && name != "text" && !name.starts_with(TEXT_GOES_ON) {
                flat::take_meta(&mut builder, name, &value.as_str().into());
            }
        }
        all.push(csv_in::put(builder, &rows.remove(&id).unwrap_or_default()));
    }
    if all.is_empty() { Err(xml::not_this(FORMAT, "its sheet `articles` has no rows")) } else { Ok(all) }
}

/// The texts that cells point to.
fn shared(root: Node<'_, '_>) -> Vec<String> {
    xml::children(root, "si").map(words).collect()
}

/// The words of a string: runs joined, hints on pronunciation left out.
fn words(string: Node<'_, '_>) -> String {
    let texts = string.descendants().filter(|it| it.is_element() && it.tag_name().name() == "t");
    let spoken = |it: &Node<'_, '_>| it.ancestors().any(|above| above.tag_name().name() == "rPh");
    let joined: String = texts.filter(|it| !spoken(it)).filter_map(|it| it.text()).collect();
    xml::plain_name(&joined)
}

/// Reads a sheet as rows by the names in its first one.
fn sheet(parts: &Parts, name: &str, strings: &[String]) -> Result<Vec<(u64, Row)>, Unreadable> {
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
    xml::read(part(&path)?, FORMAT, |tree| {
        let mut rows =
            tree.descendants().filter(|it| it.is_element() && it.tag_name().name() == "row").zip(1u64..).map(
                |(row, number)| {
                    let line = row.attribute("r").and_then(|line| line.parse().ok()).unwrap_or(number);
                    (line, cells(row, strings))
                },
            );
        let names = rows.next().map(|(_, names)| names).unwrap_or_default();
        let by_name = |cells: BTreeMap<usize, String>| -> Row {
            let named = cells.into_iter().filter_map(|(at, cell)| Some((names.get(&at)?.clone(), cell)));
            named.filter(|(_, cell)| !cell.is_empty()).collect()
        };
        Ok(rows.map(|(line, cells)| (line, by_name(cells))).filter(|(_, row)| !row.is_empty()).collect())
    })
}

/// The cells of a row by their columns' numbers.
fn cells(row: Node<'_, '_>, strings: &[String]) -> BTreeMap<usize, String> {
    let mut cells = BTreeMap::new();
    let mut next = 0;
    for cell in xml::children(row, "c") {
        let at = cell.attribute("r").and_then(column).unwrap_or(next);
        next = at + 1;
        let value = || xml::children(cell, "v").next().map(xml::text_of).unwrap_or_default();
        let text = match cell.attribute("t") {
            Some("s") => {
                value().parse::<usize>().ok().and_then(|at| strings.get(at)).cloned().unwrap_or_default()
            }
            Some("inlineStr") => words(cell),
            Some("str") => xml::plain_name(&value()),
            _ => value(),
        };
        cells.insert(at, text);
    }
    cells
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
