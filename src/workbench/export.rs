//! What the export panel shows: a format, what it cannot hold, a preview.

use crate::formats::annotation::{self, AnnotationFormat, OutFile, WriteOptions};
use crate::formats::input::ends_in;
use crate::model::{Document, Status};
use crate::text::Span;
use smol_str::SmolStr;
use std::path::{Path, PathBuf};

/// How many lines of an export are previewed.
const PREVIEW_LINES: usize = 200;
/// How many bytes of a line are previewed.
const PREVIEW_COLUMNS: usize = 400;

/// The export panel's state.
#[derive(Debug, Clone)]
pub struct Export {
    /// The chosen format's name.
    pub format: SmolStr,
    /// Whether rejected annotations are carried too.
    pub rejected: bool,
    /// Whether no more than the selected passage is drawn, by formats that draw passages.
    pub passage: bool,
    /// Whether lines end as MAXQDA counts them, in formats that can.
    pub maxqda: bool,
    /// The passage that is selected.
    pub selected: Option<Span>,
    /// How many rejected annotations the document has that the format would otherwise leave out.
    pub rejectable: usize,
    /// What the format cannot hold of this document, in words.
    pub losses: Vec<String>,
    /// The first lines of the main file.
    pub preview: String,
    /// How many bytes the main file has.
    pub bytes: usize,
    /// The names of the files that are written beside the main one.
    pub beside: Vec<String>,
    /// Why nothing can be written.
    pub error: Option<String>,
    /// The document's generation and revision that the preview shows.
    pub(super) of: Option<(u64, u64)>,
    /// Whether a preview is being made.
    pub working: bool,
    /// Whether an export is being written.
    pub writing: bool,
}

impl Default for Export {
    fn default() -> Self {
        Self {
            format: SmolStr::new_static("json"),
            rejected: false,
            passage: false,
            maxqda: false,
            selected: None,
            rejectable: 0,
            losses: Vec::new(),
            preview: String::new(),
            bytes: 0,
            beside: Vec::new(),
            error: None,
            of: None,
            working: false,
            writing: false,
        }
    }
}

/// What is written: the format and what it was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The format's name.
    pub format: SmolStr,
    /// What it is told.
    pub options: WriteOptions,
}

/// A preview that a job made.
#[derive(Debug, Clone)]
pub struct Preview {
    losses: Vec<String>,
    rejectable: usize,
    text: String,
    bytes: usize,
    beside: Vec<String>,
    error: Option<String>,
}

/// Returns the formats that can be written.
pub fn formats() -> impl Iterator<Item = &'static dyn AnnotationFormat> {
    annotation::ALL.iter().copied().filter(|format| format.writes())
}

impl Choice {
    /// Returns the format.
    ///
    /// # Errors
    /// In words, when there is none of its name.
    pub fn format(&self) -> Result<&'static dyn AnnotationFormat, String> {
        annotation::named(&self.format).ok_or_else(|| format!("there is no format `{}`", self.format))
    }

    /// Returns the choice for a file that somebody named: its ending decides when it is another format's.
    #[must_use]
    pub fn for_file(mut self, path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let own = self.format().is_ok_and(|format| ends_in(&name, format.extensions()));
        if let Some(other) = annotation::written_to(&name).filter(|_| !own) {
            self.format = other.name().into();
        }
        self
    }

    /// Writes documents.
    ///
    /// # Errors
    /// In words, when the format is unknown or cannot hold them at all.
    pub fn write(&self, documents: &[&Document]) -> Result<Vec<OutFile>, String> {
        self.format()?.write(documents, &self.options).map_err(|error| error.to_string())
    }

    /// Makes the preview of an export to a file of this stem.
    #[must_use]
    pub fn preview(&self, document: &Document, stem: &str) -> Preview {
        let losses = self.format().map(|format| format.losses(document, &self.options)).unwrap_or_default();
        let losses = losses.iter().map(ToString::to_string).collect();
        let rejectable = self.rejectable(document);
        let (mut text, mut bytes, mut beside, mut error) = (String::new(), 0, Vec::new(), None);
        match self.write(&[document]) {
            Ok(files) => {
                let main = files.first().map(|file| file.bytes.as_slice()).unwrap_or_default();
                (text, bytes) = (first_lines(main), main.len());
                let name = |file: &OutFile| target(Path::new(stem), file).to_string_lossy().into_owned();
                beside = files.iter().skip(1).map(name).collect();
            }
            Err(why) => error = Some(why),
        }
        Preview { losses, rejectable, text, bytes, beside, error }
    }

    /// Counts the rejected annotations that the format carries only when it is told to.
    fn rejectable(&self, document: &Document) -> usize {
        let losses = |rejected| {
            let options = WriteOptions { rejected, ..self.options };
            self.format().map(|format| format.losses(document, &options)).unwrap_or_default()
        };
        let count = document.annotations().filter(|it| it.status == Status::Rejected).count();
        if count > 0 && losses(false) != losses(true) { count } else { 0 }
    }
}

/// Returns where a file of an export goes, given where the main one does.
pub(super) fn target(main: &Path, file: &OutFile) -> PathBuf {
    match &file.name {
        annotation::FileName::Main => main.to_path_buf(),
        annotation::FileName::Stem(ending) => {
            let name = main.file_name().unwrap_or_default().to_string_lossy();
            main.with_file_name(format!("{}{ending}", crate::formats::input::stem(&name)))
        }
        annotation::FileName::Beside(name) => main.with_file_name(name),
    }
}

fn first_lines(bytes: &[u8]) -> String {
    let head = bytes.get(..bytes.len().min(PREVIEW_LINES * PREVIEW_COLUMNS)).unwrap_or_default();
    if head.iter().take(1024).any(|byte| *byte == 0) {
        return format!("(binary, {} bytes)", bytes.len());
    }
    let text = String::from_utf8_lossy(head);
    let lines = text.lines().take(PREVIEW_LINES).map(|line| {
        let end = line.floor_char_boundary(PREVIEW_COLUMNS);
        if end < line.len() {
            format!("{} …", line.get(..end).unwrap_or_default())
        } else {
            line.to_owned()
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

impl Export {
    /// Returns what is to be written.
    #[must_use]
    pub fn choice(&self) -> Choice {
        let can = |test: fn(&dyn AnnotationFormat) -> bool| annotation::named(&self.format).is_some_and(test);
        let passage = self.selected.filter(|_| self.passage && can(|it| it.draws_passages()));
        let maxqda = self.maxqda && can(|it| it.for_maxqda());
        let options = WriteOptions { rejected: self.rejected, passage, maxqda };
        Choice { format: self.format.clone(), options }
    }

    /// Takes a finished preview, unless something else is wanted by now.
    pub(super) fn show(&mut self, preview: Preview, of: (u64, u64), choice: &Choice) {
        self.working = false;
        if self.choice() != *choice || self.of != Some(of) {
            self.of = None;
            return;
        }
        self.losses = preview.losses;
        self.rejectable = preview.rejectable;
        self.preview = preview.text;
        self.bytes = preview.bytes;
        self.beside = preview.beside;
        self.error = preview.error;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(chosen: &'static str, file: &str, expected: &str) {
        let choice = Choice { format: chosen.into(), options: WriteOptions::default() };
        assert_eq!(choice.for_file(Path::new(file)).format, expected);
    }

    #[test]
    fn the_ending_of_a_file_decides_when_it_is_another_formats() {
        check("json", "report.html", "html");
        check("json", "report.json", "json");
        check("polnear", "report.ann", "polnear");
        check("csv", "report.txt", "csv");
        check("csv", "report", "csv");
    }
}
