//! Tables: one row an annotation. `csv` for analysis (UTF-8, LF, nothing changed), `csv-excel` for spreadsheets
//! (byte order mark, CRLF, cells that would become formulas made harmless). Read back with the article's text beside.

use super::{
    AnnotationFormat, Imported, Loss, OutFile, Unwritable, WriteOptions, csv_in, loss::Losses, voice,
};
use crate::formats::{Input, Unreadable, input};
use crate::model::{Annotation, Document, Status};
use crate::text::Unit;
use std::collections::BTreeSet;

/// A table of annotations.
pub struct Csv {
    /// Whether it is meant for a spreadsheet.
    pub excel: bool,
}

/// The byte order mark, by which Excel knows UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// The longest cell that Excel holds, in characters.
const LONGEST_CELL: usize = 32_767;

impl AnnotationFormat for Csv {
    fn name(&self) -> &'static str {
        if self.excel { "csv-excel" } else { "csv" }
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv"]
    }

    fn describe(&self) -> &'static str {
        if self.excel {
            "a table for Excel and LibreOffice, one row an annotation; no cell becomes a formula"
        } else {
            "a table for R, pandas and other programs, one row an annotation; offsets count characters"
        }
    }

    fn omits(&self) -> &'static str {
        "the article's text, links' status and origin, actors' aliases and notes, the codebook"
    }

    fn holds_many(&self) -> bool {
        true
    }

    fn recognises(&self, bytes: &[u8], _name: &str) -> bool {
        csv_in::is_table(bytes) && bytes.starts_with(MARK) == self.excel
    }

    fn companions(&self, bytes: &[u8], name: &str) -> Vec<String> {
        csv_in::companions(bytes, input::stem(name))
    }

    fn read(&self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        csv_in::read(input, self.name(), self.excel)
    }

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        let ends = if self.excel { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut table = csv::WriterBuilder::new().terminator(ends).from_writer(Vec::new());
        let failed = |why: String| Unwritable::Failed { format: self.name(), why };
        let columns = Columns::of(documents);
        table.write_record(columns.head()).map_err(|why| failed(why.to_string()))?;
        for document in documents {
            let shown = |it: &&Annotation| options.rejected || it.status != Status::Rejected;
            for annotation in document.annotations().filter(shown) {
                let row = columns.row(document, annotation);
                let row = row.into_iter().map(|cell| if self.excel { harmless(cell) } else { cell });
                table.write_record(row).map_err(|why| failed(why.to_string()))?;
            }
        }
        let rows = table.into_inner().map_err(|why| failed(why.to_string()))?;
        let mark = if self.excel { MARK } else { b"" };
        Ok(vec![OutFile::main([mark, &rows].concat())])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        let mut losses = Losses::default();
        losses.left_out(document, options);
        losses.add(
            1,
            "article",
            "articles",
            "its text is not carried, only the covered words; it must lie beside as a text file to be read back",
        );
        let links = document.links().len();
        losses.add(links, "link", "links", "status, origin and reason are not carried");
        let rich = document.actors().entries().filter(|actor| {
            !actor.aliases.is_empty()
                || !actor.note.is_empty()
                || actor.parent.is_some()
                || actor.colour.is_some()
                || !actor.wikidata.is_empty()
        });
        losses.add(
            rich.count(),
            "actor",
            "actors",
            "aliases, notes, parents, colours and Wikidata numbers are not carried",
        );
        if self.excel {
            let long = |it: &Annotation| document.article().slice(it.hull()).chars().count() > LONGEST_CELL;
            losses.annotations(
                document,
                ("annotation", "annotations"),
                "longer than an Excel cell, which cuts it",
                long,
            );
        }
        losses.done()
    }
}

/// Puts an apostrophe before what a spreadsheet would take for a formula.
fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

/// The columns that depend on what the documents hold.
pub(super) struct Columns {
    attributes: BTreeSet<String>,
    roles: BTreeSet<String>,
}

/// The columns that are always there, before the others.
const FIRST: [&str; 18] = [
    "doc_id",
    "ann_id",
    "label",
    "start",
    "end",
    "fragments",
    "text",
    "status",
    "actor",
    "actor_name",
    "note",
    "origin",
    "origin_name",
    "origin_version",
    "score",
    "reason",
    "decided_by",
    "paragraph",
];

/// What is known of the article, in the last columns.
const LAST: [&str; 6] = ["doc_title", "doc_outlet", "doc_author", "doc_date", "doc_language", "doc_source"];

impl Columns {
    /// All attributes and roles of the codebooks, and whatever else is used.
    pub(super) fn of(documents: &[&Document]) -> Self {
        let mut columns = Self { attributes: BTreeSet::new(), roles: BTreeSet::new() };
        for document in documents {
            let book = document.codebook();
            let attributes = book.layers.iter().flat_map(|layer| &layer.attributes);
            columns.attributes.extend(attributes.map(|attribute| attribute.id.to_string()));
            columns.roles.extend(book.links.iter().map(|rule| rule.role.to_string()));
            for annotation in document.annotations() {
                columns.attributes.extend(annotation.attributes.iter().map(|(name, _)| name.to_owned()));
            }
            columns.roles.extend(document.links().iter().map(|link| link.role.to_string()));
        }
        columns
    }

    /// Returns the columns' names.
    pub(super) fn head(&self) -> impl Iterator<Item = String> {
        let first = FIRST.iter().map(|name| (*name).to_owned());
        let attributes = self.attributes.iter().map(|name| format!("attr_{name}"));
        let roles = self.roles.iter().flat_map(|role| [format!("rel_{role}"), format!("rel_{role}_name")]);
        first.chain(attributes).chain(roles).chain(LAST.iter().map(|name| (*name).to_owned()))
    }

    /// Returns the cells of an annotation, one for each column.
    pub(super) fn row(&self, document: &Document, annotation: &Annotation) -> Vec<String> {
        let article = document.article();
        let count = |at| article.count(at, Unit::Scalars);
        let hull = annotation.hull();
        let fragments: Vec<_> = annotation
            .fragments
            .iter()
            .map(|span| format!("{}-{}", count(span.start), count(span.end)))
            .collect();
        let words: Vec<_> = annotation.fragments.iter().map(|span| article.slice(*span)).collect();
        let origin = &annotation.origin;
        let actor = annotation.actor.as_ref().map(|id| document.actors().resolve(id));
        let mut row = vec![
            document.id().to_owned(),
            annotation.id.to_string(),
            annotation.layer.to_string(),
            count(hull.start).to_string(),
            count(hull.end).to_string(),
            fragments.join(";"),
            words.join(" "),
            annotation.status.name().to_owned(),
            actor.map(ToString::to_string).unwrap_or_default(),
            actor
                .and_then(|id| document.actors().get(id))
                .map(|actor| actor.name.clone())
                .unwrap_or_default(),
            annotation.note.clone(),
            origin.by.name().to_owned(),
            origin.name.to_string(),
            if origin.version > 0 { origin.version.to_string() } else { String::new() },
            origin.score.map(|score| score.to_string()).unwrap_or_default(),
            origin.reason.to_string(),
            annotation.decided_by.to_string(),
            (article.paragraph_at(hull.start) + 1).to_string(),
        ];
        let attributes =
            self.attributes.iter().map(|name| annotation.attributes.get(name).unwrap_or_default());
        row.extend(attributes.map(str::to_owned));
        for role in &self.roles {
            let links: Vec<_> = document.linked(&annotation.id, role).map(|link| &link.to).collect();
            let ids: Vec<_> = links.iter().map(|to| to.to_text()).collect();
            let names: Vec<_> = links.iter().map(|to| voice::name(document, to)).collect();
            row.extend([ids.join(";"), names.join("; ")]);
        }
        let meta = document.meta();
        let known = [&meta.title, &meta.outlet, &meta.author, &meta.date];
        row.extend(known.map(String::from));
        row.extend([meta.language.to_string(), meta.source.clone()]);
        row
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::annotation::sample::document;

    #[test]
    fn the_table() {
        let write = |excel| {
            let files = Csv { excel }.write(&[&document()], &WriteOptions::default()).expect("is written");
            String::from_utf8(files[0].bytes.clone()).expect("UTF-8")
        };
        insta::assert_snapshot!(write(false));
        let safe = write(true);
        assert!(
            safe.starts_with('\u{feff}') && safe.contains(",\"'=Reuters\t– конец\",")
                || safe.contains(",'=Reuters\t– конец,"),
            "{safe}"
        );
        assert_eq!(safe.matches("\r\n").count(), 1 + document().annotation_count() - 1);
    }
}
