//! Parquet: the table of annotations by columns, for pandas, R, DuckDB and Spark. The columns are those of the CSV;
//! places are numbers. The articles' texts lie in the file's own metadata, so that it can be read back alone.

use super::csv::Columns;
use super::foreign::{self, Builder};
use super::loss::Losses;
use super::table::{Head, Row};
use super::{AnnotationFormat, Imported, Loss, OutFile, Unwritable, WriteOptions, csv_in, flat};
use crate::formats::{Input, Unreadable};
use crate::model::Document;
use crate::text::Article;
use csv::StringRecord;
use parquet::basic::{Compression, ConvertedType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::record::Field;
use parquet::schema::types::Type;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// A table by columns.
pub struct Parquet;

/// What the file's metadata hold under our name: id, text and metadata of each article.
const OURS: &str = "glossator";

/// The longest file that is read, and the most that its columns may unpack to, in bytes.
const MOST_BYTES: usize = 256 << 20;

/// The most rows that are read.
const MOST_ROWS: i64 = 4 << 20;

impl AnnotationFormat for Parquet {
    fn name(&self) -> &'static str {
        "parquet"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["parquet"]
    }

    fn describe(&self) -> &'static str {
        "a table by columns, one row an annotation; for pandas, R, DuckDB, Spark"
    }

    fn omits(&self) -> &'static str {
        "links' status and origin, actors' aliases and notes, the codebook"
    }

    fn holds_many(&self) -> bool {
        true
    }

    fn recognises(&self, bytes: &[u8], _name: &str) -> bool {
        bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1")
    }

    fn read(&self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        Unreadable::unless_fits(input.bytes, MOST_BYTES)?;
        // The library is not ours, and files are anybody's.
        let read = catch_unwind(AssertUnwindSafe(|| read(input)));
        read.unwrap_or_else(|_panicked| {
            Err(broken("it is damaged in a way that the library cannot cope with"))
        })
    }

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        let failed = |why: ParquetError| Unwritable::Failed { format: "parquet", why: why.to_string() };
        Ok(vec![OutFile::main(write(documents, options).map_err(failed)?)])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        let mut losses = Losses::default();
        losses.left_out(document, options);
        losses.add(document.links().len(), "link", "links", "status, origin and reason are not carried");
        losses.actors(document);
        losses.done()
    }
}

fn broken(why: &str) -> Unreadable {
    Unreadable::NotThis { format: "parquet", why: why.to_owned() }
}

/// What a column holds, by its name.
fn physical(name: &str) -> Physical {
    match name {
        "start" | "end" | "paragraph" | "origin_version" => Physical::INT32,
        "score" => Physical::DOUBLE,
        _ => Physical::BYTE_ARRAY,
    }
}

/// Writes all annotations as one group of rows. An empty cell is null.
fn write(documents: &[&Document], options: &WriteOptions) -> Result<Vec<u8>, ParquetError> {
    let columns = Columns::of(documents);
    let names: Vec<String> = columns.head().collect();
    let rows = documents.iter().flat_map(|document| {
        let shown = foreign::shown(document, options).into_iter();
        shown.map(|annotation| columns.row(document, annotation)).collect::<Vec<_>>()
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let fields = names.iter().map(|name| {
        let kind =
            if physical(name) == Physical::BYTE_ARRAY { ConvertedType::UTF8 } else { ConvertedType::NONE };
        let field = Type::primitive_type_builder(name, physical(name)).with_converted_type(kind);
        field.with_repetition(Repetition::OPTIONAL).build().map(Arc::new)
    });
    let schema =
        Type::group_type_builder("annotations").with_fields(fields.collect::<Result<_, _>>()?).build()?;
    let articles: Vec<_> = documents.iter().map(|document| {
        json!({ "id": document.id(), "text": document.text(), "meta": flat::meta(document, &[]) })
    }).collect();
    let about = vec![
        KeyValue::new("offset_unit".to_owned(), "unicode_scalar".to_owned()),
        KeyValue::new(OURS.to_owned(), Value::Array(articles).to_string()),
    ];
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("Glossator ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_key_value_metadata(Some(about));
    let mut out = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut out, Arc::new(schema), Arc::new(properties.build()))?;
    let mut group = writer.next_row_group()?;
    for (at, name) in names.iter().enumerate() {
        let cells = rows.iter().map(|row| row.get(at).map_or("", String::as_str));
        match physical(name) {
            Physical::INT32 => column::<Int32Type>(&mut group, cells, |cell| cell.parse().ok())?,
            Physical::DOUBLE => column::<DoubleType>(&mut group, cells, |cell| cell.parse().ok())?,
            _ => column::<ByteArrayType>(&mut group, cells, |cell| Some(ByteArray::from(cell)))?,
        }
    }
    group.close()?;
    writer.close()?;
    Ok(out)
}

fn column<'c, T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, &mut Vec<u8>>,
    cells: impl Iterator<Item = &'c str>,
    value: impl Fn(&'c str) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let values: Vec<_> =
        cells.map(|cell| Some(cell).filter(|cell| !cell.is_empty()).and_then(&value)).collect();
    let levels: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
    let values: Vec<_> = values.into_iter().flatten().collect();
    if let Some(mut column) = group.next_column()? {
        column.typed::<T>().write_batch(&values, Some(&levels), None)?;
        column.close()?;
    }
    Ok(())
}

/// Reads all articles: with the texts of the file, or those that lie beside as a table's do.
fn read(input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
    let wrong = |why: ParquetError| broken(&why.to_string());
    let reader = SerializedFileReader::new(bytes::Bytes::copy_from_slice(input.bytes)).map_err(wrong)?;
    let about = reader.metadata().file_metadata();
    if about.num_rows() > MOST_ROWS {
        return Err(Unreadable::Limit { what: "rows", limit: MOST_ROWS as u64 });
    }
    let unpacked: i64 =
        reader.metadata().row_groups().iter().map(|group| group.total_byte_size().max(0)).sum();
    if unpacked > MOST_BYTES as i64 {
        return Err(Unreadable::Limit { what: "bytes unpacked", limit: MOST_BYTES as u64 });
    }
    let names: StringRecord =
        about.schema().get_fields().iter().map(|field| field.name().to_owned()).collect();
    if !["label", "start", "end"].iter().all(|name| names.iter().any(|other| other == *name)) {
        return Err(broken("it has no columns `label`, `start` and `end`"));
    }
    let head = Head::new(names);
    let mut rows: BTreeMap<String, Vec<Row<'_>>> = BTreeMap::new();
    for (row, line) in reader.get_row_iter(None).map_err(wrong)?.zip(1..) {
        let cells = row.map_err(wrong)?.get_column_iter().map(|(_, field)| plain(field)).collect();
        let row = Row { head: &head, line, cells };
        match rows.get_mut(row.cell("doc_id")) {
            Some(mine) => mine.push(row),
            None => drop(rows.insert(row.cell("doc_id").to_owned(), vec![row])),
        }
    }
    let pairs = about.key_value_metadata().into_iter().flatten();
    let ours = pairs.filter(|pair| pair.key == OURS).find_map(|pair| pair.value.as_deref());
    let ours: Value = ours.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let mut all = Vec::new();
    for article in ours.as_array().into_iter().flatten() {
        let id = article.get("id").map(flat::plain).unwrap_or_default();
        let text = article.get("text").and_then(Value::as_str).unwrap_or_default();
        let mut builder = Builder::new(&id, Article::new(text), "parquet");
        for (name, value) in article.get("meta").and_then(Value::as_object).into_iter().flatten() {
            flat::take_meta(&mut builder, name, value);
        }
        all.push(csv_in::put(builder, &rows.remove(&id).unwrap_or_default()));
    }
    if all.is_empty() {
        return csv_in::beside(input, "parquet", rows);
    }
    Ok(all)
}

/// A cell as the CSV would hold it.
fn plain(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        Field::Double(number) => number.to_string(),
        Field::Float(number) => number.to_string(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::annotation::sample::document;
    use crate::model::{Status, check};

    #[test]
    fn what_was_written_comes_back_by_itself() {
        let told = |document: &Document| -> Vec<_> {
            document.annotations().filter(|it| it.status != Status::Rejected).cloned().collect()
        };
        let ends = |document: &Document| -> Vec<_> {
            let tell = |it: &crate::model::Link| format!("{} {} {}", it.from, it.role, it.to.to_text());
            let mut ends: Vec<_> = document.links().into_iter().map(tell).collect();
            ends.sort();
            ends
        };
        let before = document();
        let file = Parquet.write(&[&before], &WriteOptions::default()).expect("written").remove(0);
        assert!(Parquet.recognises(&file.bytes, "x"));
        let back = Parquet.read(&Input::new(&file.bytes, "x.parquet")).expect("read").remove(0);
        assert_eq!(back.problems, []);
        assert_eq!(back.document.text(), before.text());
        assert_eq!(told(&back.document), told(&before));
        assert_eq!(ends(&back.document), ends(&before));
        assert_eq!(check(&back.document), []);
    }

    #[test]
    fn broken_files_are_told_of() {
        let file = Parquet.write(&[&document()], &WriteOptions::default()).expect("written").remove(0);
        for end in [4, file.bytes.len() / 2, file.bytes.len() - 1] {
            let cut = file.bytes.get(..end).expect("shorter");
            assert!(Parquet.read(&Input::new(cut, "x.parquet")).is_err(), "{end}");
        }
    }
}
