//! Names of actors: the same ends, half the same characters, any overlap; and the same type.

use super::{Options, missing, spurious};
use crate::analysis::{Mistakes, Named, Rates, Reliability, Sample, align, edges};
use crate::text::Span;
use rustc_hash::FxHashSet;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// The labels that are actors; others neither reward nor punish.
const ACTORS: [&str; 4] = ["PERSON", "ORG", "GPE", "NORP"];

/// How well one type of names was found.
#[derive(Debug, Clone, Copy, Default)]
pub struct OfType {
    /// With the same ends and this type.
    pub rates: Rates,
    /// With the same ends and any type.
    pub found: usize,
}

/// How well names of actors were found.
#[derive(Debug, Clone, Default)]
pub struct ActorScores {
    /// With the same ends.
    pub exact: Rates,
    /// With half the characters in common.
    pub tight: Rates,
    /// With any character in common.
    pub overlap: Rates,
    /// With the same ends and the same type.
    pub typed: Rates,
    /// By type.
    pub types: BTreeMap<SmolStr, OfType>,
    /// How far the scores can be relied on: right are the same ends.
    pub reliability: Reliability,
    /// What went wrong.
    pub mistakes: Mistakes,
}

impl ActorScores {
    pub(super) fn add(&mut self, gold: &Sample, actors: &[Named], found: &Sample, options: &Options) {
        let text = &*gold.text;
        let (wanted, ignored): (Vec<_>, Vec<_>) =
            trimmed(text, actors, options).into_iter().partition(is_actor);
        let mut named = trimmed(text, found.actors.as_deref().unwrap_or_default(), options);
        named.retain(is_actor);
        let (gold_spans, found_spans) = (spans(&wanted), spans(&named));
        let dropped = |pairs: &[(usize, usize)]| {
            unmatched(&named, pairs).filter(|it| touches(&ignored, it.span)).count()
        };
        let exact = align::pair_exact(&gold_spans, &found_spans);
        let tight = align::pair(text, &gold_spans, &found_spans, 0.5);
        let overlap = align::pair(text, &gold_spans, &found_spans, 0.0);
        for (rates, pairs) in
            [(&mut self.exact, &exact), (&mut self.tight, &tight), (&mut self.overlap, &overlap)]
        {
            rates.add(pairs.len(), wanted.len(), named.len() - dropped(pairs));
        }
        let same = |(g, f): &&(usize, usize)| {
            wanted.get(*g).map(|it| &it.label) == named.get(*f).map(|it| &it.label)
        };
        self.typed.add(exact.iter().filter(same).count(), wanted.len(), named.len() - dropped(&exact));
        self.count_types(&wanted, &named, &ignored, &exact);
        let matched: FxHashSet<_> = exact.iter().map(|(_, f)| *f).collect();
        for (f, it) in named.iter().enumerate() {
            let right = matched.contains(&f);
            if let Some(score) = it.score.filter(|_| right || !touches(&ignored, it.span)) {
                self.reliability.add(score, right);
            }
        }
        self.note(gold, (&wanted, &named, &ignored), &exact, &overlap);
    }

    fn count_types(
        &mut self,
        wanted: &[Named],
        named: &[Named],
        ignored: &[Named],
        exact: &[(usize, usize)],
    ) {
        for it in wanted {
            self.types.entry(it.label.clone()).or_default().rates.gold += 1;
        }
        for (g, f) in exact {
            let (Some(gold), Some(found)) = (wanted.get(*g), named.get(*f)) else { continue };
            let of_type = self.types.entry(gold.label.clone()).or_default();
            of_type.found += 1;
            of_type.rates.right += usize::from(gold.label == found.label);
        }
        let matched: FxHashSet<_> = exact.iter().map(|(_, f)| *f).collect();
        for (f, it) in named.iter().enumerate() {
            if matched.contains(&f) || !touches(ignored, it.span) {
                self.types.entry(it.label.clone()).or_default().rates.found += 1;
            }
        }
    }

    fn note(
        &mut self,
        article: &Sample,
        (wanted, named, ignored): (&[Named], &[Named], &[Named]),
        exact: &[(usize, usize)],
        overlap: &[(usize, usize)],
    ) {
        let words = |span: Span| span.of_text(&article.text);
        for (g, f) in overlap {
            let (Some(gold), Some(found)) = (wanted.get(*g), named.get(*f)) else { continue };
            if gold.span != found.span && !exact.iter().any(|(other, _)| other == g) {
                let example = format!("{} ← {}", words(gold.span), words(found.span));
                self.mistakes.note(&article.id, format!("boundary: {}", gold.label), example);
            }
        }
        for (g, f) in exact {
            let (Some(gold), Some(found)) = (wanted.get(*g), named.get(*f)) else { continue };
            if gold.label != found.label {
                let class = format!("type: {} taken for {}", gold.label, found.label);
                self.mistakes.note(&article.id, class, words(gold.span));
            }
        }
        let flipped: Vec<_> = overlap.iter().map(|(g, f)| (*f, *g)).collect();
        for it in unmatched(wanted, &flipped) {
            missing(&mut self.mistakes, &article.id, &it.label, words(it.span));
        }
        for it in unmatched(named, overlap).filter(|it| !touches(ignored, it.span)) {
            spurious(&mut self.mistakes, &article.id, &it.label, words(it.span));
        }
    }
}

/// Names without their edges, each place once, labels as one standard says them.
fn trimmed(text: &str, all: &[Named], options: &Options) -> Vec<Named> {
    let mut seen = FxHashSet::default();
    let trim = |it: &Named| {
        let label = label(&it.label, options.places_are_states);
        let mut span = edges::of_name(text, it.span);
        if label == "PERSON" {
            span = edges::of_person(text, span);
        }
        Named { span, label, score: it.score }
    };
    all.iter().map(trim).filter(|it| !it.span.is_empty() && seen.insert(it.span)).collect()
}

fn label(label: &str, places_are_states: bool) -> SmolStr {
    let upper = label.to_uppercase();
    SmolStr::new(match upper.as_str() {
        "PER" | "PEOPLE" => "PERSON",
        "ORGANIZATION" | "ORGANISATION" => "ORG",
        "COUNTRY" | "STATE" => "GPE",
        "GROUP" => "NORP",
        "FACILITY" | "FAC" | "LOC" if places_are_states => "GPE",
        "FACILITY" => "FAC",
        other => other,
    })
}

fn is_actor(it: &Named) -> bool {
    ACTORS.contains(&it.label.as_str())
}

fn spans(all: &[Named]) -> Vec<Span> {
    all.iter().map(|it| it.span).collect()
}

fn touches(all: &[Named], span: Span) -> bool {
    all.iter().any(|it| it.span.overlaps(span))
}

/// What no pair has as its second.
fn unmatched<'a>(all: &'a [Named], pairs: &[(usize, usize)]) -> impl Iterator<Item = &'a Named> {
    let matched: FxHashSet<_> = pairs.iter().map(|(_, second)| *second).collect();
    all.iter().enumerate().filter(move |(at, _)| !matched.contains(at)).map(|(_, it)| it)
}
