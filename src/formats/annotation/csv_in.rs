//! Tables of annotations back to documents: the columns that [`csv`](super::csv) writes, or any table with a label,
//! a start and an end. The article's text lies beside.

use super::Imported;
use super::anchor::{Anchors, doubt};
use super::flat;
use super::foreign::Builder;
use crate::formats::{Input, Unreadable};
use crate::model::{ActorId, AnnotationId, By, Origin, Place, Problem, Status, Target};
use crate::text::{Article, Span, Unit};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// One row, by the columns' names.
pub(super) type Row = BTreeMap<String, String>;

/// Says whether a table's first line names what an annotation needs.
pub(super) fn is_table(bytes: &[u8]) -> bool {
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = std::str::from_utf8(line).unwrap_or_default().trim_start_matches('\u{feff}').trim_end();
    let names: Vec<&str> = line.split(',').map(|name| name.trim_matches('"')).collect();
    ["ann_id", "label", "start", "end"].iter().all(|name| names.contains(name))
}

/// Reads the table; `excel` takes an apostrophe away that made a cell harmless.
///
/// # Errors
/// When the text is missing, or the table is broken or holds several articles.
pub(super) fn read(input: &Input<'_>, format: &'static str, excel: bool) -> Result<Imported, Unreadable> {
    let needed = format!("{}.txt", input.stem());
    let text = input.companion(&needed).ok_or(Unreadable::Companion(needed))?;
    Unreadable::unless_fits(text, Article::MAX_BYTES)?;
    Unreadable::unless_fits(input.bytes, Article::MAX_BYTES)?;
    let table = Unreadable::unless_utf8(input.bytes)?;
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(table.as_bytes());
    let broken = |why: csv::Error| {
        let line = why.position().map_or(1, csv::Position::line);
        Unreadable::Syntax { format, line, why: why.to_string() }
    };
    let names = reader.headers().map_err(broken)?.clone();
    let mut rows: Vec<(u64, Row)> = Vec::new();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let cells = names.iter().zip(&record).filter(|(_, cell)| !cell.is_empty());
        let plain = |cell: &str| if excel { unharmed(cell) } else { cell.to_owned() };
        let row = cells.map(|(name, cell)| (name.to_owned(), plain(cell))).collect();
        rows.push((record.position().map_or(0, csv::Position::line), row));
    }
    let ids: FxHashSet<&str> =
        rows.iter().filter_map(|(_, row)| row.get("doc_id").map(String::as_str)).collect();
    if ids.len() > 1 {
        let why = format!("it holds the annotations of {} articles; one table for each is read", ids.len());
        return Err(Unreadable::NotThis { format, why });
    }
    let id = ids.into_iter().next().unwrap_or(input.stem()).to_owned();
    let builder = Builder::new(&id, Article::new(Unreadable::unless_utf8(text)?), format);
    Ok(put(builder, &rows))
}

/// Takes back what makes a cell harmless in a spreadsheet.
fn unharmed(cell: &str) -> String {
    let inner = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@', '\t', '\r']));
    inner.unwrap_or(cell).to_owned()
}

/// `3-9;12-15`, or else start and end.
fn places(row: &Row) -> Option<Vec<(u32, u32)>> {
    let number = |text: &str| text.trim().parse::<u32>().ok();
    let pair =
        |part: &str| part.split_once('-').and_then(|(start, end)| Some((number(start)?, number(end)?)));
    match row.get("fragments") {
        Some(fragments) => fragments.split(';').map(pair).collect(),
        None => Some(vec![(number(row.get("start")?)?, number(row.get("end")?)?)]),
    }
}

/// Puts rows into a document: spans first, then what ties them.
pub(super) fn put(mut builder: Builder, rows: &[(u64, Row)]) -> Imported {
    let article = builder.article();
    let samples = rows.iter().filter_map(|(_, row)| match places(row)?.as_slice() {
        [(start, end)] => Some((*start, *end, row.get("text")?.as_str())),
        _ => None,
    });
    let samples: Vec<_> = samples.collect();
    let (anchors, note) = Anchors::choose(&article, Unit::Scalars, samples.into_iter());
    builder.problems.extend(note);
    let mut ids: FxHashMap<&str, AnnotationId> = FxHashMap::default();
    for (line, row) in rows {
        let cell = |name: &str| row.get(name).map_or("", String::as_str);
        match spans(&anchors, row) {
            Ok((spans, problems)) => {
                builder.problems.extend(problems);
                let id = builder.annotation(cell("ann_id"), cell("label"), spans);
                about(&mut builder, &id, row);
                ids.entry(cell("ann_id")).or_insert(id);
            }
            Err(why) => builder.problems.push(Problem::error(Place::Line(*line), format!("{why}; left out"))),
        }
    }
    for (line, row) in rows {
        let Some(from) = row.get("ann_id").and_then(|id| ids.get(id.as_str())) else { continue };
        let mut roles: Vec<_> =
            row.iter().filter_map(|(name, ends)| Some((role_of(name, row)?, ends))).collect();
        roles.sort_unstable();
        for (role, ends) in roles {
            for end in ends.split(';') {
                let to = match Target::of_text(end) {
                    Target::Annotation(_) => ids.get(end).cloned().map(Target::Annotation),
                    other => Some(other),
                };
                match to {
                    Some(to) => builder.link(from, role, to),
                    None => {
                        let message =
                            format!("a `{role}` leads to `{end}`, which is not in the table; left out");
                        builder.problems.push(Problem::warning(Place::Line(*line), message));
                    }
                }
            }
        }
    }
    if let Some((_, first)) = rows.first() {
        for (name, value) in first {
            if let Some(name) = name.strip_prefix("doc_").filter(|name| *name != "id") {
                flat::take_meta(&mut builder, name, &value.as_str().into());
            }
        }
    }
    builder.done()
}

/// `rel_speaker` is a role; `rel_speaker_name` beside it is for people.
fn role_of<'a>(name: &'a str, row: &Row) -> Option<&'a str> {
    let role = name.strip_prefix("rel_")?;
    let is_name = role.strip_suffix("_name").is_some_and(|role| row.contains_key(&format!("rel_{role}")));
    (!is_name).then_some(role)
}

fn spans(anchors: &Anchors<'_>, row: &Row) -> Result<(Vec<Span>, Vec<Problem>), String> {
    let places = places(row).ok_or("has no place")?;
    let words = row.get("text").filter(|_| places.len() == 1).map(String::as_str);
    let id = row.get("ann_id").map_or("", String::as_str);
    let (mut spans, mut problems) = (Vec::new(), Vec::new());
    for (start, end) in places {
        let placed = anchors.place(start, end, words)?;
        spans.push(placed.span);
        problems.extend(placed.doubt.map(|why| doubt(id, why)));
    }
    Ok((spans, problems))
}

fn about(builder: &mut Builder, id: &AnnotationId, row: &Row) {
    let cell = |name: &str| row.get(name).map_or("", String::as_str);
    if let Some(annotation) = builder.get(id) {
        for (name, value) in row {
            if let Some(name) = name.strip_prefix("attr_") {
                annotation.attributes.set(name, value);
            }
        }
        annotation.note = cell("note").to_owned();
        annotation.status = Status::of_name(cell("status")).unwrap_or(Status::Accepted);
        annotation.decided_by = SmolStr::new(cell("decided_by"));
        if let Some(by) = By::of_name(cell("origin")) {
            annotation.origin = Origin {
                by,
                name: SmolStr::new(cell("origin_name")),
                version: cell("origin_version").parse().unwrap_or_default(),
                score: cell("score").parse().ok().filter(|score| (0.0..=1.0).contains(score)),
                reason: SmolStr::new(cell("reason")),
            };
        }
    }
    if let Some(actor) = row.get("actor") {
        let slug = ActorId::new(actor);
        builder.actor(id, slug.as_str(), cell("actor_name"));
    }
}

#[cfg(test)]
mod tests {
    use crate::formats::annotation::{AnnotationFormat as _, WriteOptions, csv::Csv, sample::document};
    use crate::formats::{Input, Unreadable};
    use crate::model::{Document, Status, check};

    #[test]
    fn what_was_written_comes_back_with_the_text_beside() {
        let told = |document: &Document| -> Vec<_> {
            let kept = document.annotations().filter(|it| it.status != Status::Rejected).cloned();
            kept.collect()
        };
        let ends = |document: &Document| -> Vec<_> {
            let ends =
                document.links().into_iter().map(|it| format!("{} {} {}", it.from, it.role, it.to.to_text()));
            let mut ends: Vec<_> = ends.collect();
            ends.sort();
            ends
        };
        let before = document();
        for excel in [false, true] {
            let bytes =
                Csv { excel }.write(&[&before], &WriteOptions::default()).expect("written").remove(0).bytes;
            let beside = [("x.txt".to_owned(), before.text().as_bytes().to_vec())];
            let input = Input { bytes: &bytes, name: "x.csv", beside: &beside };
            let back = Csv { excel }.read(&input).expect("read").remove(0);
            assert_eq!(back.problems, []);
            assert_eq!(told(&back.document), told(&before));
            assert_eq!(ends(&back.document), ends(&before));
            assert_eq!(
                (back.document.id(), &back.document.meta().title),
                (before.id(), &before.meta().title)
            );
            assert_eq!(check(&back.document), []);
            let alone = Csv { excel }.read(&Input::new(&bytes, "x.csv"));
            assert_eq!(alone, Err(Unreadable::Companion("x.txt".to_owned())));
        }
    }
}
