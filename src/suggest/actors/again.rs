//! Names that the article names elsewhere, and that were passed over here.

use super::lexicon::class;
use super::names::{Label, Name};
use super::words::{Shape, Word};
use crate::model::By;
use rustc_hash::FxHashMap;

/// How probable a name must be for its words to be looked for elsewhere.
const SURE: f32 = 0.75;

/// Adds what is named elsewhere: single names, and surnames of people named in full. Keeps the order.
pub(crate) fn named_again(words: &[Word], names: &mut Vec<Name>) {
    let mut known: FxHashMap<u64, Label> = FxHashMap::default();
    let worth = |word: &Word| {
        word.span.len() > 2
            && matches!(word.shape, Shape::Capital | Shape::Caps | Shape::Mixed)
            && !word.is(class::TITLE
                | class::ROLE
                | class::FORMER
                | class::FUNCTION
                | class::MONTH
                | class::DAY
                | class::THING)
    };
    for name in names.iter().filter(|name| name.score >= SURE) {
        let whole = name.end - name.start == 1 && name.alias.is_none();
        if let Some(word) = words.get(name.end - 1).filter(|word| worth(word))
            && (whole || name.label == Label::Person)
        {
            known.entry(word.fold).or_insert(name.label);
        }
    }
    if known.is_empty() {
        return;
    }
    let mut found = Vec::new();
    let mut taken = names.iter().map(|name| name.start..name.end).peekable();
    for (at, word) in words.iter().enumerate() {
        while taken.next_if(|range| range.end <= at).is_some() {}
        if taken.peek().is_some_and(|range| range.contains(&at)) || !worth(word) {
            continue;
        }
        let Some(label) = known.get(&word.fold) else { continue };
        let capital = |at: Option<usize>| {
            at.and_then(|at| words.get(at)).is_some_and(|near| {
                near.sentence == word.sentence
                    && near.is_capital()
                    && !near.is(class::TITLE | class::FUNCTION)
            })
        };
        if !capital(at.checked_sub(1)) && !capital(Some(at + 1)) {
            found.push(Name {
                start: at,
                end: at + 1,
                span: word.span,
                label: *label,
                alias: None,
                score: 0.7,
                by: By::Rule,
                rule: "again",
                reason: "named elsewhere in the article",
            });
        }
    }
    if !found.is_empty() {
        names.extend(found);
        names.sort_by_key(|name| name.start);
    }
}
