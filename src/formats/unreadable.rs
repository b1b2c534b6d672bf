//! Why nothing could be read from some bytes, in words a person can act on.
//!
//! The message does not name the file: whoever knows its path puts it last.

/// Nothing could be read. What was read in part is a document with a list of problems instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// There is nothing in it.
    #[error("it is empty")]
    Empty,
    /// It is no text at all.
    #[error("it is not a text but {0}")]
    Binary(&'static str),
    /// No format knows it.
    #[error("its format is not known; name it with --from, or see `glossator formats`")]
    UnknownFormat,
    /// It is not in the format that was asked for.
    #[error("it is not {format}: {why}")]
    NotThis {
        /// The format's name.
        format: &'static str,
        /// What is missing or different.
        why: String,
    },
    /// It is in the format, but breaks its rules.
    #[error("it is broken {format}, line {line}: {why}")]
    Syntax {
        /// The format's name.
        format: &'static str,
        /// The line, counted from 1.
        line: u64,
        /// What is wrong there.
        why: String,
    },
    /// Its bytes are not in the encoding that the format asks for.
    #[error("it is not {encoding}: byte {at} does not fit; save it as {encoding} and try again")]
    Encoding {
        /// The encoding that was expected.
        encoding: &'static str,
        /// The first byte that does not fit, counted from 0.
        at: u64,
    },
    /// A newer version of the program wrote it, and nothing of it can be shown.
    #[error(
        "a newer Glossator wrote it (version {found}; this one knows {known}); update Glossator to open it"
    )]
    Newer {
        /// The version the file names.
        found: u32,
        /// The newest version that is known here.
        known: u32,
    },
    /// A limit was hit.
    #[error("it has more than {limit} {what}, the most that is read")]
    Limit {
        /// What there is too much of: "bytes", "nested elements".
        what: &'static str,
        /// The most that is read.
        limit: u64,
    },
    /// A file that belongs to it is missing.
    #[error("it needs {0} beside it, which is not there")]
    Companion(String),
    /// The format is only written.
    #[error("{0} is written but not read")]
    WriteOnly(&'static str),
}

impl Unreadable {
    /// Refuses what is longer than `limit` bytes.
    ///
    /// # Errors
    /// [`Self::Limit`] when it is longer.
    pub fn unless_fits(bytes: &[u8], limit: usize) -> Result<(), Self> {
        if bytes.len() > limit {
            return Err(Self::Limit { what: "bytes", limit: limit as u64 });
        }
        Ok(())
    }

    /// Takes bytes that must be UTF-8; a byte order mark is cut off.
    ///
    /// # Errors
    /// [`Self::Encoding`] with the first byte that does not fit.
    pub fn unless_utf8(bytes: &[u8]) -> Result<&str, Self> {
        let text = std::str::from_utf8(bytes)
            .map_err(|wrong| Self::Encoding { encoding: "UTF-8", at: wrong.valid_up_to() as u64 })?;
        Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
    }
}
