//! Known names inside words of scripts that put no spaces between words (Chinese, Japanese, Thai), or that join
//! particles to them (Korean, Arabic, Hebrew).

use super::fold::{fold, join};
use super::gazetteer::Gazetteer;
use super::names::{Label, Name};
use super::words::{Shape, Word};
use crate::model::By;
use crate::text::Span;

/// How many characters a name has at most.
const LONGEST: usize = 10;

/// Adds the known names inside words. Keeps the order.
pub(crate) fn add(text: &str, words: &[Word], names: &mut Vec<Name>, gazetteer: &Gazetteer) {
    let mut found = Vec::new();
    let mut taken = names.iter().map(|name| name.start..name.end).peekable();
    for (at, word) in words.iter().enumerate().filter(|(_, word)| word.shape == Shape::Caseless) {
        while taken.next_if(|range| range.end <= at).is_some() {}
        if !taken.peek().is_some_and(|range| range.contains(&at)) {
            inside(text, word, at, gazetteer, &mut found);
        }
    }
    if !found.is_empty() {
        names.extend(found);
        names.sort_by_key(|name| name.span);
    }
}

fn inside(text: &str, word: &Word, index: usize, gazetteer: &Gazetteer, out: &mut Vec<Name>) {
    let written = word.span.of_text(text);
    let joined = written.chars().next().is_some_and(|first| matches!(first, '\u{590}'..='\u{6ff}'));
    let mut ends: Vec<usize> = written.char_indices().map(|(at, _)| at).collect();
    ends.push(written.len());
    let mut at = 0;
    // Arabic and Hebrew put one letter before a name at most; what follows is part of the word.
    while at + 1 < ends.len() && !(joined && at > 1) {
        let lengths = (2..=LONGEST).rev().filter(|length| !joined || at + length + 1 == ends.len());
        let hit = lengths.filter_map(|length| {
            let (start, end) = (*ends.get(at)?, *ends.get(at + length)?);
            let known = gazetteer.single(join(0, fold(written.get(start..end)?)))?;
            Some((length, start, end, known))
        });
        match hit.into_iter().next() {
            Some((length, start, end, alias)) => {
                let label =
                    gazetteer.known(alias.known).map_or(Label::Body, |known| Label::of(known, alias.form));
                out.push(Name {
                    start: index,
                    end: index + 1,
                    span: Span::new(word.span.start + start as u32, word.span.start + end as u32),
                    label,
                    alias: Some(alias),
                    score: 0.85,
                    by: By::Rule,
                    rule: "gazetteer",
                    reason: "known name",
                });
                at += length;
            }
            None => at += 1,
        }
    }
}
