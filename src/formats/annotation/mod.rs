//! What a document can be written to and read from: the trait, and every format.

pub mod anchor;
mod attributions;
mod csv_in;
mod flat;
pub(super) mod foreign;
mod gexf;
mod graphml;
mod line_ends;
pub mod loss;
mod network;
pub mod peek;
mod records;
mod segments;
mod table;
mod tokens;
mod tree;
mod voice;
mod xlsx_in;
mod xml;

pub mod native;

pub mod json;

pub mod csv;
pub mod html_page;

pub mod brat;
pub mod citron;
pub mod conll2003;
pub mod conllu;
pub mod dna;
pub mod doccano;
pub mod docx_out;
pub mod gate;
pub mod graph;
pub mod label_studio;
pub mod markdown_out;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod polnear;
pub mod prodigy;
pub mod ptc;
pub mod refi;
pub mod spacy;
pub mod spacy_jsonl;
pub mod svg;
pub mod tei;
pub mod uima;
pub mod w3c;
pub mod webanno_tsv;
pub mod xlsx;

pub use loss::Loss;

use super::{Input, Unreadable};
use crate::model::{Document, Problem};
use crate::text::Span;

/// A document that was read, with what was left out or changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The document.
    pub document: Document,
    /// What a person should know about how it was read.
    pub problems: Vec<Problem>,
}

/// What a writer may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WriteOptions {
    /// Whether formats for other programs carry rejected annotations too.
    pub rejected: bool,
    /// The stretch of the text that is drawn, by formats that [draw passages](AnnotationFormat::draws_passages);
    /// the whole article when there is none.
    pub passage: Option<Span>,
    /// Whether lines end as MAXQDA counts them, in formats that [can](AnnotationFormat::for_maxqda).
    pub maxqda: bool,
}

/// How a written file is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileName {
    /// The name that the person gave.
    Main,
    /// The main file's stem with another ending: `.txt`.
    Stem(&'static str),
    /// A name of its own in the same folder: `annotation.conf`.
    Beside(&'static str),
}

/// One written file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutFile {
    /// How it is called.
    pub name: FileName,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl OutFile {
    /// Makes the main file.
    #[must_use]
    pub fn main(bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: FileName::Main, bytes: bytes.into() }
    }
}

/// Why nothing could be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unwritable {
    /// A file of the format holds one document.
    #[error("a {0} file holds one document; give a folder as the output, one file for each")]
    OneDocument(&'static str),
    /// The format is only read.
    #[error("{0} is read but not written")]
    ReadOnly(&'static str),
    /// Something in the document has no form there.
    #[error("{format} cannot be written: {why}")]
    Failed {
        /// The format's name.
        format: &'static str,
        /// What stood in the way.
        why: String,
    },
}

/// A format of annotated documents.
pub trait AnnotationFormat: Sync {
    /// Returns its name on the command line: `json`.
    fn name(&self) -> &'static str;

    /// Returns its endings, the first of which new files get: `gloss.ron`, without the point before.
    fn extensions(&self) -> &'static [&'static str];

    /// Says in one line what it is and who reads it.
    fn describe(&self) -> &'static str;

    /// Says what it cannot hold of any document: "notes, links"; "" when it holds everything.
    fn omits(&self) -> &'static str {
        ""
    }

    /// Says whether it can be read.
    fn reads(&self) -> bool {
        true
    }

    /// Says whether it can be written.
    fn writes(&self) -> bool {
        true
    }

    /// Says whether one file can hold several documents.
    fn holds_many(&self) -> bool {
        false
    }

    /// Says whether it can draw a passage alone.
    fn draws_passages(&self) -> bool {
        false
    }

    /// Says whether it can be written the way that MAXQDA counts lines.
    fn for_maxqda(&self) -> bool {
        false
    }

    /// Says whether bytes look like it; their whole need not be sound.
    fn recognises(&self, bytes: &[u8], name: &str) -> bool {
        let _ = (bytes, name);
        false
    }

    /// Returns the names of the files that lie beside one called `name` that holds `bytes`.
    fn companions(&self, bytes: &[u8], name: &str) -> Vec<String> {
        let _ = (bytes, name);
        Vec::new()
    }

    /// Reads the documents.
    ///
    /// # Errors
    /// When nothing can be read; what is read in part comes with problems instead.
    fn read(&self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        let _ = input;
        Err(Unreadable::WriteOnly(self.name()))
    }

    /// Writes documents: the main file first, then its companions.
    ///
    /// # Errors
    /// When the format holds one document only, is not written, or has no form for something.
    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable>;

    /// Says what of this very document the format cannot hold.
    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss>;
}

/// All formats, in the order of use.
pub const ALL: &[&dyn AnnotationFormat] = &[
    &native::Native,
    &json::Json,
    &json::JsonLines,
    &csv::Csv { excel: false },
    &csv::Csv { excel: true },
    &xlsx::Xlsx,
    #[cfg(feature = "parquet")]
    &parquet::Parquet,
    &html_page::HtmlPage,
    &markdown_out::MarkdownOut,
    &docx_out::DocxOut,
    &svg::Svg,
    &polnear::Polnear,
    &brat::Brat,
    &webanno_tsv::WebAnnoTsv,
    &uima::Xmi,
    &uima::CasJson,
    &conll2003::Conll2003,
    &conllu::Conllu,
    &w3c::W3c,
    &label_studio::LabelStudio,
    &doccano::Doccano,
    &prodigy::Prodigy,
    &spacy::Spacy,
    &spacy_jsonl::SpacyJsonl,
    &gate::Gate,
    &tei::Tei,
    &refi::RefiQda,
    &refi::RefiCodebook,
    &dna::Dna,
    &citron::Citron,
    &ptc::Ptc,
    &graph::Graph { gexf: false },
    &graph::Graph { gexf: true },
];

/// Returns the format of a name.
#[must_use]
pub fn named(name: &str) -> Option<&'static dyn AnnotationFormat> {
    ALL.iter().find(|format| format.name() == name).copied()
}

/// Returns the first format that is written to files with the ending of `name`.
#[must_use]
pub fn written_to(name: &str) -> Option<&'static dyn AnnotationFormat> {
    ALL.iter().copied().find(|format| format.writes() && super::input::ends_in(name, format.extensions()))
}

/// Returns the one document of a format whose files hold one.
///
/// # Errors
/// [`Unwritable::OneDocument`] when there are none or several.
pub fn only<'a>(format: &'static str, documents: &[&'a Document]) -> Result<&'a Document, Unwritable> {
    match documents {
        [document] => Ok(document),
        _ => Err(Unwritable::OneDocument(format)),
    }
}

#[cfg(test)]
pub(crate) mod sample;

#[cfg(test)]
mod tests;
