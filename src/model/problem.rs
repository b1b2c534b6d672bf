//! What is wrong with a document or a file, in words a person can act on.

use crate::text::Span;
use std::fmt;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Note,
    /// Something was left out or changed.
    Warning,
    /// Something is wrong and must be mended.
    Error,
}

/// Where a problem is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The whole file or document.
    Whole,
    /// A line of the file, counted from 1.
    Line(u64),
    /// A stretch of the article's text.
    Text(Span),
    /// A named thing: an annotation's, link's or actor's id.
    Named(String),
}

/// Something that a person should know about a document or file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What happened.
    pub message: String,
}

impl Problem {
    /// Makes an error.
    #[must_use]
    pub fn error(place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, place, message: message.into() }
    }

    /// Makes a warning.
    #[must_use]
    pub fn warning(place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, place, message: message.into() }
    }

    /// Makes a note.
    #[must_use]
    pub fn note(message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, place: Place::Whole, message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        match &self.place {
            Place::Whole => write!(f, "{severity}: {}", self.message),
            Place::Line(line) => write!(f, "{severity}: line {line}: {}", self.message),
            Place::Text(span) => write!(f, "{severity}: bytes {}–{}: {}", span.start, span.end, self.message),
            Place::Named(name) => write!(f, "{severity}: {name}: {}", self.message),
        }
    }
}
