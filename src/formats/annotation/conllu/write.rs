//! A document to sentences of tokens.

use super::super::tokens::{Token, tokens};
use super::super::{WriteOptions, flat, foreign};
use super::{FIELDS, SPACES, field};
use crate::model::Document;
use crate::text::{Span, Unit, segment};
use rustc_hash::{FxHashMap, FxHashSet};

/// What opens, closes, or does both, at a token; with the length in tokens, which orders them.
#[derive(Default, Clone)]
struct Brackets {
    closing: Vec<(usize, String)>,
    opening: Vec<(usize, String)>,
}

/// Writes one document.
pub(super) fn write(document: &Document, options: &WriteOptions) -> String {
    let text = document.text();
    let spans: Vec<_> = foreign::shown(document, options)
        .into_iter()
        .map(|it| {
            let parts = it.fragments.iter().map(|span| span.trim(text)).filter(|span| !span.is_empty());
            (it, parts.collect::<Vec<_>>())
        })
        .collect();
    let hulls = spans.iter().filter_map(|(_, parts)| Some(parts.first()?.hull(*parts.last()?)));
    let sentences = whole_sentences(text, hulls);
    let cuts = spans.iter().flat_map(|(_, parts)| parts).chain(&sentences);
    let words: Vec<Token> = tokens(text, cuts.flat_map(|span| [span.start, span.end]))
        .into_iter()
        .filter(|token| !token.span.of_text(text).trim().is_empty())
        .collect();
    let mut brackets = vec![Brackets::default(); words.len()];
    let shown: FxHashSet<&str> =
        spans.iter().filter(|(_, parts)| !parts.is_empty()).map(|(it, _)| it.id.as_str()).collect();
    let links = links(document, options, &shown);
    for (annotation, parts) in &spans {
        let said = flat::said(document, annotation);
        let said = said.iter().filter(|(_, value)| !is_target(value));
        let said = said.map(|(name, value)| format!("{}:{}", field(name), field(&flat::plain(value))));
        let tied = links.get(annotation.id.as_str()).into_iter().flatten().cloned();
        let other: Vec<_> = said.chain(tied).collect();
        let about = format!("{}-1-{}", field(annotation.layer.as_str()), other.join(","));
        for (part, span) in parts.iter().enumerate() {
            let name = match parts.len() {
                1 => field(annotation.id.as_str()),
                all => format!("{}[{}/{all}]", field(annotation.id.as_str()), part + 1),
            };
            bracket(&mut brackets, &words, *span, &name, about.trim_end_matches('-'));
        }
    }
    let mut out = head(document);
    rows(&mut out, document, &words, &sentences, &brackets);
    out
}

/// Sentences, joined where an annotation reaches from one into the next: readers know no mention in two sentences.
fn whole_sentences(text: &str, hulls: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut hulls: Vec<Span> = hulls.collect();
    hulls.sort_unstable();
    let mut hulls = hulls.into_iter().peekable();
    let mut joined: Vec<Span> = Vec::new();
    let mut reach = 0;
    for sentence in segment::sentences(text) {
        match joined.last_mut().filter(|_| reach > sentence.start) {
            Some(last) => last.end = sentence.end,
            None => joined.push(sentence),
        }
        while let Some(hull) = hulls.next_if(|hull| hull.start < sentence.end) {
            reach = reach.max(hull.end);
        }
    }
    joined
}

/// Says whether what is said is a link to an actor or to the author; those are written with the other links.
fn is_target(value: &serde_json::Value) -> bool {
    value.as_str().is_some_and(|value| value == "author" || value.starts_with("actor:"))
}

/// Links by the annotation they start from: `speaker:#a1`.
fn links<'a>(
    document: &'a Document,
    options: &WriteOptions,
    shown: &FxHashSet<&str>,
) -> FxHashMap<&'a str, Vec<String>> {
    let mut links: FxHashMap<&str, Vec<String>> = FxHashMap::default();
    for link in foreign::shown_links(document, options) {
        if link.to.annotation().is_some_and(|to| !shown.contains(to.as_str())) {
            continue;
        }
        let tie = format!("{}:#{}", field(&link.role), field(&link.to.to_text()));
        links.entry(link.from.as_str()).or_default().push(tie);
    }
    links
}

fn bracket(brackets: &mut [Brackets], words: &[Token], span: Span, name: &str, about: &str) {
    let first = words.partition_point(|word| word.span.start < span.start);
    let end = words.partition_point(|word| word.span.start < span.end);
    let long = end.saturating_sub(first);
    if long == 1 {
        let both = (0, format!("({name}-{about})"));
        brackets.get_mut(first).into_iter().for_each(|it| it.opening.push(both.clone()));
    } else if long > 1 {
        let (open, close) = (format!("({name}-{about}"), format!("{name})"));
        brackets.get_mut(first).into_iter().for_each(|it| it.opening.push((long, open.clone())));
        brackets.get_mut(end - 1).into_iter().for_each(|it| it.closing.push((first, close.clone())));
    }
}

fn head(document: &Document) -> String {
    let mut out = format!("# newdoc id = {}\n{FIELDS}eid-etype-head-other\n", spaces(document.id(), " "));
    for (name, value) in flat::meta(document, &[]) {
        out += &format!("# meta::{} = {}\n", field(&name), spaces(&flat::plain(&value), " "));
    }
    out
}

fn rows(out: &mut String, document: &Document, words: &[Token], sentences: &[Span], brackets: &[Brackets]) {
    let text = document.text();
    let count = |at| document.article().count(at, Unit::Scalars);
    let whole = document.article().whole().end;
    let (mut sentence, mut number, mut ends) = (0, 0, 0);
    for (at, (word, brackets)) in words.iter().zip(brackets).enumerate() {
        let next = words.get(at + 1).map_or(whole, |next| next.span.start);
        if word.span.start >= ends {
            let mine = sentences.get(sentence..).unwrap_or_default();
            let skip = mine.iter().position(|it| it.end > word.span.start).unwrap_or(mine.len());
            ends = mine.get(skip).map_or(whole, |it| it.end);
            let shown = Span::new(word.span.start, ends).of_text(text).split_whitespace();
            let shown = shown.collect::<Vec<_>>().join(" ");
            *out += &format!(
                "{}# sent_id = s{}\n# text = {shown}\n",
                if sentence == 0 { "" } else { "\n" },
                sentence + 1
            );
            (sentence, number) = (sentence + skip + 1, 0);
        }
        number += 1;
        let mut misc = Vec::new();
        let entity = entity(brackets);
        if !entity.is_empty() {
            misc.push(format!("Entity={entity}"));
        }
        match Span::new(word.span.end, next).of_text(text) {
            "" => misc.push("SpaceAfter=No".to_owned()),
            " " if at + 1 < words.len() => {}
            gap => misc.push(format!("SpacesAfter={}", spaces(gap, "\\s"))),
        }
        if at == 0 && word.span.start > 0 {
            misc.push(format!("SpacesBefore={}", spaces(Span::new(0, word.span.start).of_text(text), "\\s")));
        }
        misc.push(format!("TokenRange={}:{}", count(word.span.start), count(word.span.end)));
        let (head, relation) = if number == 1 { (0, "root") } else { (1, "dep") };
        let form = word.span.of_text(text);
        *out += &format!("{number}\t{form}\t_\tX\t_\t_\t{head}\t{relation}\t_\t{}\n", misc.join("|"));
    }
    out.push('\n');
}

/// Closings come first, the latest opened before the others; then openings, the longest first.
fn entity(brackets: &Brackets) -> String {
    let mut brackets = brackets.clone();
    brackets.closing.sort_by_key(|(opened, _)| std::cmp::Reverse(*opened));
    brackets.opening.sort_by_key(|(long, _)| std::cmp::Reverse(*long));
    brackets.closing.into_iter().chain(brackets.opening).map(|(_, words)| words).collect()
}

/// White space with strokes; `blank` stands for a blank.
fn spaces(text: &str, blank: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for char in text.chars() {
        match SPACES.iter().find(|(plain, _)| *plain == char) {
            Some((' ', _)) => safe.push_str(blank),
            Some((_, letter)) => safe.extend(['\\', *letter]),
            None => safe.push(char),
        }
    }
    safe
}
