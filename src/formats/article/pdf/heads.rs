//! Running heads, feet and page numbers: lines at the top or bottom of pages that come back on others.

use super::layout::{Line, Page};
use crate::model::Problem;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// How many lines from the top and from the bottom of a page are looked at.
const ZONE: usize = 3;

/// Takes running heads out of the pages. Returns what was taken out, in words.
pub(super) fn drop_from(pages: &mut [Page]) -> Option<Problem> {
    let usual = super::paragraphs::usual_size(pages);
    let mut seen: FxHashMap<(bool, String), usize> = FxHashMap::default();
    for page in pages.iter() {
        let mut here: Vec<_> = zone(page).into_iter().map(|(at, top)| (top, key(page, at))).collect();
        here.sort();
        here.dedup();
        here.into_iter().for_each(|key| *seen.entry(key).or_default() += 1);
    }
    let enough = if pages.len() < 4 { 2 } else { (pages.len() / 4).max(3) };
    let mut dropped = 0;
    let mut example = String::new();
    for page in pages.iter_mut().filter(|page| !page.as_is) {
        let gone: BTreeSet<usize> = zone(page)
            .into_iter()
            .filter(|(at, top)| {
                let line = page.lines.get(*at);
                let key = key(page, *at);
                let often = seen.get(&(*top, key.clone())).copied().unwrap_or(0);
                let plain = line.is_some_and(|line| line.size < usual * 1.25);
                plain && (often >= enough || often >= 2 && is_number(&key))
            })
            .map(|(at, _)| at)
            .collect();
        for at in &gone {
            let text = page.lines.get(*at).map(|line| line.text.clone()).unwrap_or_default();
            if example.is_empty() && text.chars().any(char::is_alphabetic) {
                example = text.chars().take(60).collect();
            }
        }
        dropped += gone.len();
        let mut at = 0;
        page.lines.retain(|_| {
            at += 1;
            !gone.contains(&(at - 1))
        });
    }
    let lines = if dropped == 1 { "running head or page number" } else { "running heads and page numbers" };
    let named = if example.is_empty() { String::new() } else { format!(" (“{example}” …)") };
    (dropped > 0).then(|| Problem::note(format!("left out: {dropped} {lines}{named}")))
}

/// The outermost lines of a page: their indices, and whether they stand at the top.
fn zone(page: &Page) -> Vec<(usize, bool)> {
    let mut order: Vec<usize> = (0..page.lines.len()).collect();
    let base = |at: usize| page.lines.get(at).map_or(0.0, |line: &Line| line.base);
    order.sort_by(|a, b| base(*b).total_cmp(&base(*a)));
    let top = order.iter().take(ZONE).map(|at| (*at, true));
    let bottom = order.iter().rev().take(ZONE).map(|at| (*at, false));
    top.chain(bottom).collect()
}

/// A line with its numbers made alike.
fn key(page: &Page, at: usize) -> String {
    let text = page.lines.get(at).map_or("", |line| line.text.as_str());
    let mut key = String::new();
    for char in text.chars().filter(|char| !char.is_whitespace()) {
        match char {
            '0'..='9' if key.ends_with('#') => {}
            '0'..='9' => key.push('#'),
            other => key.extend(other.to_lowercase()),
        }
    }
    key
}

/// Says whether a line is no more than a page's number.
fn is_number(key: &str) -> bool {
    let bare = key.trim_matches(|char: char| "-–—|[](){}./".contains(char));
    matches!(
        bare,
        "#" | "page#" | "p.#" | "#of#" | "page#of#" | "#/#" | "seite#" | "стр.#" | "с.#" | "страница#"
    )
}
