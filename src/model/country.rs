//! Countries by their codes, ISO 3166.

use std::sync::LazyLock;

/// A country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-3: what actors hold.
    pub code: &'static str,
    /// ISO 3166-1 alpha-2.
    pub short: &'static str,
    /// What people read.
    pub name: &'static str,
}

static ALL: LazyLock<Vec<Country>> = LazyLock::new(|| {
    let lines =
        include_str!("../../assets/lists/countries.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut parts = line.split('\t');
            Some(Country { code: parts.next()?, short: parts.next()?, name: parts.next()? })
        })
        .collect()
});

/// Returns all countries, by code.
#[must_use]
pub fn all() -> &'static [Country] {
    &ALL
}

/// Finds the country that a person means: by either code or by its name, in any case.
#[must_use]
pub fn of(text: &str) -> Option<&'static Country> {
    let wanted = text.trim();
    ALL.iter().find(|country| country.code.eq_ignore_ascii_case(wanted)).or_else(|| {
        let folded = wanted.to_lowercase();
        ALL.iter().find(|country| {
            country.short.eq_ignore_ascii_case(wanted) || country.name.to_lowercase() == folded
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_found_by_code_and_name() {
        assert!(all().len() > 245);
        for wanted in ["KAZ", "kz", "Kazakhstan", " kaz "] {
            assert_eq!(of(wanted).map(|country| country.code), Some("KAZ"), "{wanted}");
        }
        assert_eq!(of("Atlantis"), None);
        assert_eq!(of(""), None);
        let codes: std::collections::BTreeSet<_> = all().iter().map(|country| country.code).collect();
        assert_eq!(codes.len(), all().len(), "a code stands twice");
        assert!(all().iter().all(|one| one.code.len() == 3 && one.short.len() == 2 && !one.name.is_empty()));
    }
}
