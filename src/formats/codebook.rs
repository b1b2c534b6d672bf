//! Codebooks alone: ours as RON, and those of programs for qualitative analysis, in a codebook (`.qdc`) or a project
//! (`.qdpx`) of REFI-QDA.

use super::annotation::refi;
use super::container::Container;
use super::{Unreadable, input};
use crate::model::{Codebook, Problem};

/// The endings of files that a codebook can be read from.
pub const ENDINGS: [&str; 3] = ["ron", "qdc", "qdpx"];

/// The longest file that a codebook is read from, in bytes.
pub const MAX_BYTES: usize = 64 << 20;

/// Reads a codebook; one that has no name of its own gets the file's.
///
/// # Errors
/// In words, when there is none, or it breaks its own rules.
pub fn read(bytes: &[u8], name: &str) -> Result<(Codebook, Vec<Problem>), String> {
    Unreadable::unless_fits(bytes, MAX_BYTES).map_err(|why| why.to_string())?;
    let stem = input::stem(name);
    let refi = |bytes: &[u8]| refi::codebook(bytes, stem).map_err(|why| why.to_string());
    if bytes.starts_with(b"PK\x03\x04") {
        let is_project = |name: &str| name.ends_with(".qde");
        let parts = Container::parts(bytes, "refi-qda", is_project).map_err(|why| why.to_string())?;
        let project = parts.first().ok_or("it has no `project.qde`")?;
        return refi(&project.1);
    }
    let text = Unreadable::unless_utf8(bytes).map_err(|why| why.to_string())?;
    if text.trim_start().starts_with('<') {
        return refi(bytes);
    }
    Codebook::of_ron(text).map(|book| (book, Vec::new()))
}
