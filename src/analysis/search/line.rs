//! A place that was found, as people read it: the words between those around them, what they are, who says them.

use super::find::Hit;
use super::searchable::Searchable;
use crate::text::Span;

/// A keyword in its context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What stands before, on one line.
    pub left: String,
    /// What was found.
    pub words: String,
    /// What stands behind.
    pub right: String,
    /// What it is: "quote · direct".
    pub kind: String,
    /// Who says or asserts it.
    pub voice: String,
    /// Whether somebody decided on it: "suggested".
    pub status: &'static str,
    /// What somebody noted on it.
    pub note: String,
}

/// Shows a place with so many bytes of text to each side; `None` when it is not in the article.
#[must_use]
pub fn line(article: &Searchable, hit: &Hit, context: usize) -> Option<Line> {
    let text = &*article.text;
    let Span { start, end } = hit.span;
    let (start, end) = (start as usize, end as usize);
    let words = text.get(start..end)?;
    let from = text.floor_char_boundary(start.saturating_sub(context));
    let until = text.ceil_char_boundary((end + context).min(text.len()));
    let mark = hit.mark.map(|mark| mark as usize).or_else(|| article.around(hit.span));
    let mark = mark.and_then(|mark| article.marks.get(mark));
    let kind = mark.map(|mark| match mark.values.first() {
        Some(value) => format!("{} · {value}", mark.layer),
        None => mark.layer.to_string(),
    });
    Some(Line {
        left: one_line(text.get(from..start)?),
        words: one_line(words),
        right: one_line(text.get(end..until)?),
        kind: kind.unwrap_or_default(),
        voice: mark.map(|mark| article.voice(mark)).unwrap_or_default(),
        status: mark.map_or("", |mark| mark.status.name()),
        note: mark.map(|mark| mark.note.to_string()).unwrap_or_default(),
    })
}

fn one_line(text: &str) -> String {
    text.chars().map(|char| if char.is_control() { ' ' } else { char }).collect()
}

/// The heads of the table that [`table`] makes.
const HEADS: [&str; 12] = [
    "article", "title", "outlet", "date", "start", "left", "words", "right", "kind", "voice", "status",
    "note",
];

/// Writes places as a table for spreadsheets (CSV with a mark in front that says UTF-8); no cell becomes a formula.
#[must_use]
pub fn table<'a>(hits: impl Iterator<Item = (&'a Searchable, Hit)>) -> Vec<u8> {
    let mut rows = csv::Writer::from_writer(b"\xef\xbb\xbf".to_vec());
    let mut done = rows.write_record(HEADS);
    for (article, hit) in hits {
        let Some(line) = line(article, &hit, 80) else { continue };
        let start = hit.span.start.to_string();
        let cells = [
            &article.name,
            &article.title,
            &article.outlet,
            &article.date,
            &start,
            &line.left,
            &line.words,
            &line.right,
            &line.kind,
            &line.voice,
            line.status,
            &line.note,
        ]
        .map(harmless);
        done = done.and_then(|()| rows.write_record(cells));
    }
    // Writing to memory does not fail.
    drop(done);
    rows.into_inner().unwrap_or_default()
}

/// Puts an apostrophe before what a spreadsheet would take for a formula.
fn harmless(cell: &str) -> String {
    if cell.trim_start_matches(' ').starts_with(['=', '+', '-', '@']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}
