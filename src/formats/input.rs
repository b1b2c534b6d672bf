//! What a reader is given: bytes, a name, and the files that lie beside.

use std::collections::BTreeSet;

/// Bytes to be read. Nothing here touches the disk: the caller brings what lies beside.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The bytes of the file.
    pub bytes: &'a [u8],
    /// The file's name, for its ending and the id of what is read; "" or "-" when there is none.
    pub name: &'a str,
    /// Companions that the format asked for and that were there: name and bytes.
    pub beside: &'a [(String, Vec<u8>)],
}

impl<'a> Input<'a> {
    /// Takes bytes with the name of their file.
    #[must_use]
    pub const fn new(bytes: &'a [u8], name: &'a str) -> Self {
        Self { bytes, name, beside: &[] }
    }

    /// Returns the file's name without folder and ending: what an article is known as.
    #[must_use]
    pub fn stem(&self) -> &'a str {
        stem(self.name)
    }

    /// Returns the bytes of a companion.
    #[must_use]
    pub fn companion(&self, name: &str) -> Option<&'a [u8]> {
        self.beside.iter().find(|(other, _)| other == name).map(|(_, bytes)| bytes.as_slice())
    }
}

/// Returns a file's name without folder and ending (`.gloss.ron` is one ending).
#[must_use]
pub fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let file = file.strip_suffix(".ron").unwrap_or(file);
    let file = file.strip_suffix(".gloss").unwrap_or(file);
    match file.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 8 && !ending.contains(' ') => stem,
        _ => file,
    }
}

/// Makes a file's name (without ending) of whatever something is called, and notes it as taken.
#[must_use]
pub fn free_name(called: &str, taken: &mut BTreeSet<String>) -> String {
    let forbidden = |char: char| char.is_control() || "/\\:*?\"<>|".contains(char);
    let clean: String =
        called.chars().map(|char| if forbidden(char) { '_' } else { char }).take(120).collect();
    let clean = clean.trim_matches([' ', '.']);
    let clean = if clean.is_empty() { "document" } else { clean };
    let names = std::iter::once(clean.to_owned()).chain((2u32..).map(|number| format!("{clean}-{number}")));
    let mut free = names.filter(|name| taken.insert(name.to_lowercase()));
    free.next().unwrap_or_default()
}

/// Says whether a name has one of the endings (lower case, without the point).
#[must_use]
pub fn ends_in(name: &str, endings: &[&str]) -> bool {
    let lower = name.to_lowercase();
    endings.iter().any(|ending| lower.strip_suffix(ending).is_some_and(|rest| rest.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_folder_and_ending() {
        let stems =
            ["a/b.txt", "b.gloss.ron", "c", "v1.0 of the report", ".hidden", "d.ann", "C:\\x\\y.html"];
        let found: Vec<_> = stems.into_iter().map(stem).collect();
        assert_eq!(found, ["b", "b", "c", "v1.0 of the report", ".hidden", "d", "y"]);
        assert!(ends_in("X.GLOSS.RON", &["gloss.ron"]) && !ends_in("xjson", &["json"]));
    }
}
