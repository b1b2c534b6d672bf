//! Bytes to model and back; touches no file.
//!
//! What an article can be read from is in [`article`], what a document can be written to and read from in
//! [`annotation`]: a trait each, one format a file, and a `const ALL` that everything else goes
//! through. Invariants: no reader panics or hangs on any bytes; what a reader leaves out or changes is a
//! [`Problem`](crate::model::Problem), what a writer cannot hold a [`Loss`](annotation::Loss).

pub mod codebook;
mod container;
pub mod input;
pub mod labels;
mod names;
pub mod unreadable;

pub mod article;

pub mod annotation;

pub use annotation::{AnnotationFormat, Imported};
pub use article::{ArticleFormat, ArticleRead};
pub use input::Input;
pub use unreadable::Unreadable;

/// The format that some bytes are in.
#[derive(Clone, Copy)]
pub enum Detected {
    /// An article without annotations.
    Article(&'static dyn ArticleFormat),
    /// One or more documents.
    Annotation(&'static dyn AnnotationFormat),
}

impl Detected {
    /// Returns the format's name, as the command line knows it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Article(format) => format.name(),
            Self::Annotation(format) => format.name(),
        }
    }

    /// Returns the files that lie beside one called `name` that holds `bytes`.
    #[must_use]
    pub fn companions(self, bytes: &[u8], name: &str) -> Vec<String> {
        match self {
            Self::Article(_) => Vec::new(),
            Self::Annotation(format) => format.companions(bytes, name),
        }
    }

    /// Reads documents; an article becomes one without annotations, known by its file's name.
    ///
    /// # Errors
    /// When nothing can be read from the bytes.
    pub fn read(self, input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
        match self {
            Self::Article(format) => {
                Ok(article::into_documents(format.read(input.bytes, input.name)?, input.stem()))
            }
            Self::Annotation(format) => format.read(input),
        }
    }
}

/// Returns the format of some bytes: by what they hold first, by the file's name where that does not tell.
#[must_use]
pub fn detect(bytes: &[u8], name: &str) -> Option<Detected> {
    let annotated = annotation::ALL.iter().find(|format| format.reads() && format.recognises(bytes, name));
    annotated.map(|format| Detected::Annotation(*format)).or_else(|| {
        article::ALL
            .iter()
            .find(|format| format.recognises(bytes, name))
            .map(|format| Detected::Article(*format))
    })
}

/// Returns the format of a name: `json`, `html`, `plain`. What both an article and a document can be in is
/// taken as the document.
#[must_use]
pub fn named(name: &str) -> Option<Detected> {
    let annotated = annotation::ALL.iter().find(|format| format.reads() && format.name() == name);
    annotated.map(|format| Detected::Annotation(*format)).or_else(|| {
        article::ALL.iter().find(|format| format.name() == name).map(|format| Detected::Article(*format))
    })
}

/// Reads whatever the bytes hold, article or documents.
///
/// # Errors
/// When no format knows the bytes, or theirs cannot read them.
pub fn read(input: &Input<'_>) -> Result<Vec<Imported>, Unreadable> {
    if input.bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    match detect(input.bytes, input.name) {
        Some(format) => format.read(input),
        None => {
            Err(article::plain::binary(input.bytes).map_or(Unreadable::UnknownFormat, Unreadable::Binary))
        }
    }
}
