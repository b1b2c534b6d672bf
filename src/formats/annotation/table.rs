//! Rows of a table by the names of its columns, which all rows share.

use csv::StringRecord;
use rustc_hash::FxHashMap;

/// The names of columns, sorted out once.
pub(super) struct Head {
    names: StringRecord,
    at: FxHashMap<String, usize>,
    /// Columns that hold an attribute, by its name, and those that hold the ends of links, by their role.
    attributes: Vec<(String, usize)>,
    roles: Vec<(String, usize)>,
}

impl Head {
    /// Takes the names; of equal ones the last holds.
    pub(super) fn new(names: StringRecord) -> Self {
        let at: FxHashMap<String, usize> =
            names.iter().enumerate().map(|(at, name)| (name.to_owned(), at)).collect();
        let begun = |head: &'static str| {
            let named =
                at.iter().filter_map(move |(name, at)| Some((name.strip_prefix(head)?.to_owned(), *at)));
            let mut named: Vec<_> = named.collect();
            named.sort_unstable();
            named
        };
        let attributes = begun("attr_");
        // `rel_speaker` is a role; `rel_speaker_name` beside it is for people.
        let is_name = |role: &str| {
            role.strip_suffix("_name").is_some_and(|role| at.contains_key(&format!("rel_{role}")))
        };
        let roles = begun("rel_").into_iter().filter(|(role, _)| !is_name(role)).collect();
        Self { names, at, attributes, roles }
    }
}

/// One row. An empty cell is none.
pub(super) struct Row<'h> {
    /// The columns.
    pub head: &'h Head,
    /// Where it stands in the file.
    pub line: u64,
    /// What it holds, by column.
    pub cells: StringRecord,
}

impl<'h> Row<'h> {
    /// Returns what a column holds.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.at(*self.head.at.get(name)?)
    }

    fn at(&self, column: usize) -> Option<&str> {
        self.cells.get(column).filter(|cell| !cell.is_empty())
    }

    /// Returns what a column holds, "" for nothing.
    pub(super) fn cell(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    /// Returns all columns that hold something.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.head.names.iter().zip(&self.cells).filter(|(_, cell)| !cell.is_empty())
    }

    /// Returns attributes and their values.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&'h str, &str)> {
        self.head.attributes.iter().filter_map(|(name, at)| Some((name.as_str(), self.at(*at)?)))
    }

    /// Returns roles and the ends of their links.
    pub(super) fn roles(&self) -> impl Iterator<Item = (&'h str, &str)> {
        self.head.roles.iter().filter_map(|(name, at)| Some((name.as_str(), self.at(*at)?)))
    }
}
