//! Bytes to Unicode scalars to UTF-16 units and back.
//!
//! The only place where offsets change their unit. A table of running counts, one entry each
//! [`STEP`] bytes, keeps every conversion short however long the text is.

/// How a foreign format or toolkit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Unicode scalar values: Python's characters.
    Scalars,
    /// UTF-16 code units: Java's and JavaScript's characters.
    Utf16,
}

const STEP: usize = 512;

/// Running counts of one text.
#[derive(Debug, Clone)]
pub struct OffsetTable {
    /// Units before the first character that starts at or after `index * STEP` bytes: scalars, UTF-16.
    /// Empty when the text is all ASCII, where every unit is a byte.
    before: Vec<(u32, u32)>,
}

impl OffsetTable {
    /// Counts `text` once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self { before: Vec::new() };
        }
        let mut before = Vec::with_capacity(text.len() / STEP + 1);
        let (mut scalars, mut units) = (0, 0);
        for (at, char) in text.char_indices() {
            while before.len() * STEP <= at {
                before.push((scalars, units));
            }
            scalars += 1;
            units += char.len_utf16() as u32;
        }
        Self { before }
    }

    /// Returns how many units lie before the byte offset `at` (floored to a character, cut to the text).
    #[must_use]
    pub fn count(&self, text: &str, at: u32, unit: Unit) -> u32 {
        let at = text.floor_char_boundary(at as usize);
        if self.before.is_empty() {
            return super::span::offset(at);
        }
        let index = (at / STEP).min(self.before.len() - 1);
        let from = text.ceil_char_boundary(index * STEP).min(at);
        let known = self.before.get(index).copied().unwrap_or_default();
        pick(known, unit) + measure(text.get(from..at).unwrap_or_default(), unit)
    }

    /// Returns the byte offset with `count` units before it; `None` behind the end of the text or
    /// inside a surrogate pair.
    #[must_use]
    pub fn byte(&self, text: &str, count: u32, unit: Unit) -> Option<u32> {
        if self.before.is_empty() {
            return (count as usize <= text.len()).then_some(count);
        }
        let index = self.before.partition_point(|entry| pick(*entry, unit) <= count).saturating_sub(1);
        let mut at = text.ceil_char_boundary(index * STEP);
        let mut left = count - pick(*self.before.get(index)?, unit);
        for char in text.get(at..)?.chars() {
            if left == 0 {
                break;
            }
            left = left.checked_sub(if unit == Unit::Utf16 { char.len_utf16() as u32 } else { 1 })?;
            at += char.len_utf8();
        }
        (left == 0).then_some(super::span::offset(at))
    }
}

fn pick((scalars, units): (u32, u32), unit: Unit) -> u32 {
    match unit {
        Unit::Scalars => scalars,
        Unit::Utf16 => units,
    }
}

fn measure(text: &str, unit: Unit) -> u32 {
    match unit {
        Unit::Scalars => text.chars().count() as u32,
        Unit::Utf16 => text.chars().map(|char| char.len_utf16() as u32).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn there_and_back(text in "([a-z ]{0,40}|\\PC|😀|é){0,60}") {
            let table = OffsetTable::new(&text);
            for (scalars, (at, _)) in text.char_indices().chain([(text.len(), ' ')]).enumerate() {
                let at = at as u32;
                prop_assert_eq!(table.count(&text, at, Unit::Scalars), scalars as u32);
                for unit in [Unit::Scalars, Unit::Utf16] {
                    let count = table.count(&text, at, unit);
                    prop_assert_eq!(count, measure(&text[..at as usize], unit));
                    prop_assert_eq!(table.byte(&text, count, unit), Some(at));
                }
            }
            prop_assert_eq!(table.byte(&text, text.len() as u32 + 1, Unit::Scalars), None);
        }
    }

    #[test]
    fn half_a_surrogate_pair_is_no_offset() {
        let text = "a😀b";
        assert_eq!(OffsetTable::new(text).byte(text, 2, Unit::Utf16), None);
    }
}
