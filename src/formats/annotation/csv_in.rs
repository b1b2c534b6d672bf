//! Tables of annotations back to documents: the columns that [`csv`](super::csv) writes, or any table with a label,
//! a start and an end. The articles' texts lie beside: `TABLE.txt`, or `DOC_ID.txt` for each of several.

use super::Imported;
use super::anchor::{Anchors, doubt};
use super::flat;
use super::foreign::Builder;
use super::table::{Head, Row};
use crate::formats::input::free_name;
use crate::formats::{Input, Unreadable};
use crate::model::{ActorId, AnnotationId, By, Origin, Place, Problem, Status, Target};
use crate::text::{Article, Span, Unit};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// The most articles that one table may hold annotations of.
const MOST_ARTICLES: usize = 20_000;

/// Says whether a table's first line names what an annotation needs.
pub(super) fn is_table(bytes: &[u8]) -> bool {
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = std::str::from_utf8(line).unwrap_or_default().trim_start_matches('\u{feff}').trim_end();
    let names: Vec<&str> = line.split(',').map(|name| name.trim_matches('"')).collect();
    ["ann_id", "label", "start", "end"].iter().all(|name| names.contains(name))
}

/// Returns the names of the files that hold the texts of a table's articles.
pub(super) fn companions(bytes: &[u8], stem: &str) -> Vec<String> {
    let mut names = vec![format!("{stem}.txt")];
    let mut reader = reader(bytes);
    let column = reader.headers().ok().and_then(|names| names.iter().position(|name| name == "doc_id"));
    let Some(column) = column else { return names };
    let mut ids: BTreeSet<String> = BTreeSet::new();
    let mut record = csv::StringRecord::new();
    while ids.len() <= MOST_ARTICLES && reader.read_record(&mut record).unwrap_or(false) {
        if let Some(id) = record.get(column).filter(|id| !id.is_empty() && !ids.contains(*id)) {
            ids.insert(id.to_owned());
        }
    }
    names.extend(ids.iter().map(|id| text_of(id)));
    names
}

/// The file that holds the text of an article.
fn text_of(id: &str) -> String {
    format!("{}.txt", free_name(id, &mut BTreeSet::new()))
}

fn reader(bytes: &[u8]) -> csv::Reader<&[u8]> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    csv::ReaderBuilder::new().flexible(true).from_reader(bytes)
}

/// Reads the table; `excel` takes an apostrophe away that made a cell harmless.
///
/// # Errors
/// When all texts are missing, or the table is broken or holds too many articles.
pub(super) fn read(
    input: &Input<'_>,
    format: &'static str,
    excel: bool,
) -> Result<Vec<Imported>, Unreadable> {
    Unreadable::unless_fits(input.bytes, 2 * Article::MAX_BYTES)?;
    Unreadable::unless_utf8(input.bytes)?;
    let mut reader = reader(input.bytes);
    let broken = |why: csv::Error| {
        let line = why.position().map_or(1, csv::Position::line);
        Unreadable::Syntax { format, line, why: why.to_string() }
    };
    let head = Head::new(reader.headers().map_err(broken)?.clone());
    let mut articles: BTreeMap<String, Vec<Row<'_>>> = BTreeMap::new();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells = if excel { record.iter().map(unharmed).collect() } else { record };
        let row = Row { head: &head, line, cells };
        match articles.get_mut(row.cell("doc_id")) {
            Some(rows) => rows.push(row),
            None => drop(articles.insert(row.cell("doc_id").to_owned(), vec![row])),
        }
        if articles.len() > MOST_ARTICLES {
            return Err(Unreadable::Limit { what: "articles", limit: MOST_ARTICLES as u64 });
        }
    }
    beside(input, format, articles)
}

/// Puts the rows of each article on its text, which lies beside.
///
/// # Errors
/// When all texts are missing.
pub(super) fn beside(
    input: &Input<'_>,
    format: &'static str,
    mut articles: BTreeMap<String, Vec<Row<'_>>>,
) -> Result<Vec<Imported>, Unreadable> {
    if articles.is_empty() {
        articles.insert(String::new(), Vec::new());
    }
    let is_one = articles.len() == 1;
    let (mut all, mut missing) = (Vec::new(), Vec::new());
    for (id, rows) in articles {
        let own = Some(text_of(&id)).filter(|_| !id.is_empty());
        let usual = Some(format!("{}.txt", input.stem())).filter(|_| is_one);
        let text = usual.iter().chain(&own).find_map(|name| input.companion(name));
        let Some(text) = text else {
            missing.push((usual.or(own).unwrap_or_default(), rows.len()));
            continue;
        };
        Unreadable::unless_fits(text, Article::MAX_BYTES)?;
        let id = if id.is_empty() { input.stem() } else { &id };
        all.push(put(Builder::new(id, Article::new(Unreadable::unless_utf8(text)?), format), &rows));
    }
    match (all.first_mut(), missing.first()) {
        (None, Some((name, _))) => return Err(Unreadable::Companion(name.clone())),
        (Some(first), _) => first.problems.extend(missing.into_iter().map(|(name, count)| {
            let message = format!("{name} is not beside; {count} annotations of that article were left out");
            Problem::error(Place::Whole, message)
        })),
        (None, None) => {}
    }
    Ok(all)
}

/// Takes back what makes a cell harmless in a spreadsheet.
fn unharmed(cell: &str) -> &str {
    let inner = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@', '\t', '\r']));
    inner.unwrap_or(cell)
}

/// `3-9;12-15`, or else start and end.
fn places(row: &Row<'_>) -> Option<Vec<(u32, u32)>> {
    let number = |text: &str| text.trim().parse::<u32>().ok();
    let pair =
        |part: &str| part.split_once('-').and_then(|(start, end)| Some((number(start)?, number(end)?)));
    match row.get("fragments") {
        Some(fragments) => fragments.split(';').map(pair).collect(),
        None => Some(vec![(number(row.get("start")?)?, number(row.get("end")?)?)]),
    }
}

/// Puts rows into a document: spans first, then what ties them.
pub(super) fn put(mut builder: Builder, rows: &[Row<'_>]) -> Imported {
    let article = builder.article();
    let samples = rows.iter().filter_map(|row| match places(row)?.as_slice() {
        [(start, end)] => Some((*start, *end, row.get("text")?)),
        _ => None,
    });
    let samples: Vec<_> = samples.collect();
    let (anchors, note) = Anchors::choose(&article, Unit::Scalars, samples.into_iter());
    builder.problems.extend(note);
    let mut ids: FxHashMap<&str, AnnotationId> = FxHashMap::default();
    for row in rows {
        match spans(&anchors, row) {
            Ok((spans, problems)) => {
                builder.problems.extend(problems);
                let id = builder.annotation(row.cell("ann_id"), row.cell("label"), spans);
                about(&mut builder, &id, row);
                ids.entry(row.cell("ann_id")).or_insert(id);
            }
            Err(why) => {
                builder.problems.push(Problem::error(Place::Line(row.line), format!("{why}; left out")));
            }
        }
    }
    for row in rows {
        if let Some(from) = row.get("ann_id").and_then(|id| ids.get(id)) {
            link(&mut builder, &ids, from, row);
        }
    }
    if let Some(first) = rows.first() {
        for (name, value) in first.all() {
            if let Some(name) = name.strip_prefix("doc_").filter(|name| *name != "id") {
                flat::take_meta(&mut builder, name, &value.into());
            }
        }
    }
    builder.done()
}

/// Adds the links that a row says.
fn link(builder: &mut Builder, ids: &FxHashMap<&str, AnnotationId>, from: &AnnotationId, row: &Row<'_>) {
    for (role, end) in row.roles().flat_map(|(role, ends)| ends.split(';').map(move |end| (role, end))) {
        let to = match Target::of_text(end) {
            Target::Annotation(_) => ids.get(end).cloned().map(Target::Annotation),
            other => Some(other),
        };
        match to {
            Some(to) => builder.link(from, role, to),
            None => {
                let message = format!("a `{role}` leads to `{end}`, which is not in the table; left out");
                builder.problems.push(Problem::warning(Place::Line(row.line), message));
            }
        }
    }
}

fn spans(anchors: &Anchors<'_>, row: &Row<'_>) -> Result<(Vec<Span>, Vec<Problem>), String> {
    let places = places(row).ok_or("has no place")?;
    let words = row.get("text").filter(|_| places.len() == 1);
    let (mut spans, mut problems) = (Vec::new(), Vec::new());
    for (start, end) in places {
        let placed = anchors.place(start, end, words)?;
        spans.push(placed.span);
        problems.extend(placed.doubt.map(|why| doubt(row.cell("ann_id"), why)));
    }
    Ok((spans, problems))
}

fn about(builder: &mut Builder, id: &AnnotationId, row: &Row<'_>) {
    if let Some(annotation) = builder.get(id) {
        row.attributes().for_each(|(name, value)| annotation.attributes.set(name, value));
        annotation.note = row.cell("note").to_owned();
        annotation.status = Status::of_name(row.cell("status")).unwrap_or(Status::Accepted);
        annotation.decided_by = SmolStr::new(row.cell("decided_by"));
        if let Some(by) = By::of_name(row.cell("origin")) {
            annotation.origin = Origin {
                by,
                name: SmolStr::new(row.cell("origin_name")),
                version: row.cell("origin_version").parse().unwrap_or_default(),
                score: row.cell("score").parse().ok().filter(|score| (0.0..=1.0).contains(score)),
                reason: SmolStr::new(row.cell("reason")),
            };
        }
    }
    if let Some(actor) = row.get("actor") {
        let slug = ActorId::new(actor);
        builder.actor(id, slug.as_str(), row.cell("actor_name"));
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

    #[test]
    fn a_table_of_several_articles_finds_their_texts() {
        let text = "doc_id,ann_id,label,start,end,text\n../a,x,actor,0,3,One\nb,x,actor,0,3,Two\nc,y,actor,0,1,T\nc,z,actor,1,2,h\n";
        let table = Csv { excel: false };
        assert_eq!(table.companions(text.as_bytes(), "x.csv"), ["x.txt", "_a.txt", "b.txt", "c.txt"]);
        let beside =
            [("_a.txt".to_owned(), b"One sat.".to_vec()), ("b.txt".to_owned(), b"Two sat.".to_vec())];
        let all =
            table.read(&Input { bytes: text.as_bytes(), name: "x.csv", beside: &beside }).expect("read");
        let said: Vec<_> = all
            .iter()
            .map(|it| {
                let document = &it.document;
                let words = document.annotations().map(|it| it.words(document.text())).collect::<Vec<_>>();
                format!("{} {words:?}", document.id())
            })
            .collect();
        assert_eq!(said, ["../a [\"One\"]", "b [\"Two\"]"]);
        let told = all[0].problems.iter().map(ToString::to_string).collect::<String>();
        assert_eq!(told, "error: c.txt is not beside; 2 annotations of that article were left out");
    }
}
