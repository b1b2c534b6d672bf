//! What the export panel shows: a format, what it cannot hold, a preview.

use crate::formats::annotation::{self, AnnotationFormat, OutFile, WriteOptions};
use crate::model::Document;
use smol_str::SmolStr;

/// How many lines of an export are previewed.
const PREVIEW_LINES: usize = 200;
/// How many bytes of a line are previewed.
const PREVIEW_COLUMNS: usize = 400;

/// The export panel's state.
#[derive(Debug, Clone)]
pub struct Export {
    /// The chosen format's name.
    pub format: SmolStr,
    /// What the format cannot hold of this document, in words.
    pub losses: Vec<String>,
    /// The first lines of the main file.
    pub preview: String,
    /// How many bytes the main file has.
    pub bytes: usize,
    /// Why nothing can be written.
    pub error: Option<String>,
    /// The document's generation and revision that the preview shows.
    pub(super) of: Option<(u64, u64)>,
    /// Whether a preview is being made.
    pub working: bool,
}

impl Default for Export {
    fn default() -> Self {
        Self {
            format: SmolStr::new_static("json"),
            losses: Vec::new(),
            preview: String::new(),
            bytes: 0,
            error: None,
            of: None,
            working: false,
        }
    }
}

/// A preview that a job made.
#[derive(Debug, Clone)]
pub struct Preview {
    losses: Vec<String>,
    text: String,
    bytes: usize,
    error: Option<String>,
}

/// Returns the formats that can be written.
pub fn formats() -> impl Iterator<Item = &'static dyn AnnotationFormat> {
    annotation::ALL.iter().copied().filter(|format| format.writes())
}

/// Writes a document in a format.
///
/// # Errors
/// In words, when the format is unknown or cannot hold the document at all.
pub fn write(document: &Document, format: &str) -> Result<Vec<OutFile>, String> {
    let format = annotation::named(format).ok_or_else(|| format!("there is no format `{format}`"))?;
    format.write(&[document], &WriteOptions::default()).map_err(|error| error.to_string())
}

/// Makes the preview of an export.
#[must_use]
pub fn preview(document: &Document, format: &str) -> Preview {
    let losses = annotation::named(format).map_or_else(Vec::new, |format| {
        format.losses(document, &WriteOptions::default()).iter().map(ToString::to_string).collect()
    });
    match write(document, format) {
        Ok(files) => {
            let main = files.first().map(|file| file.bytes.as_slice()).unwrap_or_default();
            Preview { losses, text: first_lines(main), bytes: main.len(), error: None }
        }
        Err(error) => Preview { losses, text: String::new(), bytes: 0, error: Some(error) },
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
    /// Takes a finished preview, unless another format or document is wanted by now.
    pub(super) fn show(&mut self, preview: Preview, of: (u64, u64), format: &str) {
        self.working = false;
        if self.format != format || self.of != Some(of) {
            self.of = None;
            return;
        }
        self.losses = preview.losses;
        self.preview = preview.text;
        self.bytes = preview.bytes;
        self.error = preview.error;
    }
}
