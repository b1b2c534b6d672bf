//! Speech that a dash opens or interrupts, as in Russian, French, Spanish or Polish newspapers:
//! *— Мы нашли борозду, — рассказал X. — Она обрывается.* and *«Да, — сказал он, — это так»*.

use super::lexicon::Class;
use super::pairs::{Marked, paragraph_end};
use super::words::Words;
use crate::suggest::prepared::{Prepared, TokenKind};
use std::ops::Range;

/// How far behind a dash the verb of saying may stand.
const REACH: usize = 5;

/// Adds the speech of paragraphs that open with a dash, and splits marked stretches that an attribution
/// in dashes interrupts.
pub(crate) fn split(prepared: &Prepared<'_>, words: &Words, marked: Vec<Marked>) -> Vec<Marked> {
    let text = Dashes { prepared, words };
    let mut out = Vec::with_capacity(marked.len());
    for whole in &marked {
        let parts = text.speech(whole.inner..whole.inner_end);
        if parts.len() < 2 && parts.first().is_none_or(|part| part.end == whole.inner_end) {
            out.push(*whole);
            continue;
        }
        let count = parts.len();
        for (at, part) in parts.into_iter().enumerate() {
            let first = if at == 0 { whole.first } else { part.start };
            let last = if at + 1 == count && part.end == whole.inner_end { whole.last } else { part.end - 1 };
            out.push(Marked {
                first,
                last,
                inner: part.start,
                inner_end: part.end,
                closed: true,
                continues: false,
            });
        }
    }
    let mut from = 0;
    while from < prepared.tokens.len() {
        let to = paragraph_end(prepared, from);
        let taken = marked.iter().any(|other| other.first < to && from <= other.last);
        if text.is_dash(from) && !taken {
            let parts = text.speech(from + 1..to);
            if parts.first().is_some_and(|part| part.end < to) {
                out.extend(parts.into_iter().map(whole));
            }
        }
        from = to;
    }
    out.sort_by_key(|marked| marked.first);
    out
}

fn whole(part: Range<usize>) -> Marked {
    Marked {
        first: part.start,
        last: part.end - 1,
        inner: part.start,
        inner_end: part.end,
        closed: false,
        continues: false,
    }
}

struct Dashes<'a, 'b> {
    prepared: &'a Prepared<'b>,
    words: &'a Words,
}

impl Dashes<'_, '_> {
    fn is(&self, at: usize, marks: &[&str]) -> bool {
        let token = self.prepared.tokens.get(at).filter(|token| token.kind == TokenKind::Mark);
        token.is_some_and(|token| marks.contains(&self.prepared.word(token)))
    }

    fn is_dash(&self, at: usize) -> bool {
        self.is(at, &["—", "–", "―", "-"])
    }

    /// The parts of a stretch that are speech, without the attributions between dashes.
    fn speech(&self, stretch: Range<usize>) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let (mut start, mut at) = (stretch.start, stretch.start);
        while at < stretch.end {
            if at > start && self.attributes(at, stretch.end) {
                let comma = self.is(at - 1, &[","]);
                parts.push(start..at - usize::from(comma));
                let next = (at + 1..stretch.end).find(|&next| self.returns(next));
                let stop = next.is_some_and(|next| self.is(next + 1, &[".", ",", ":"])); // dijo—. Sí
                start = next.map_or(stretch.end, |next| next + 1 + usize::from(stop));
                at = start;
            } else if at > start && self.parenthesis(at, stretch.end) {
                parts.push(start..at);
                let next = (at + 1..stretch.end).find(|&next| self.is(next, &[",", ".", "!", "?"]));
                start = next.map_or(stretch.end, |next| next + 1);
                at = start;
            } else {
                at += 1;
            }
        }
        if start < stretch.end {
            parts.push(start..stretch.end);
        }
        parts.retain(|part| part.start < part.end);
        parts
    }

    /// Whether an attribution begins behind a dash: *…, — сказал*.
    fn attributes(&self, dash: usize, end: usize) -> bool {
        let closes = dash > 0 && self.is(dash - 1, &[",", ".", "!", "?", "…"]);
        let at_once = self.words.class(dash + 1).any(Class::SAY.and(Class::MANNER)); // —Sí —dijo
        self.is_dash(dash)
            && (closes || at_once)
            && (dash + 1..end.min(dash + 1 + REACH))
                .take_while(|&at| !self.is(at, &[",", ".", "—", "–", ":"]))
                .any(|at| self.words.class(at).any(Class::SAY.and(Class::MANNER)))
    }

    /// Whether an attribution begins behind a comma, as in French: *…, a dit X, …*, *…, explique-t-il*.
    fn parenthesis(&self, comma: usize, end: usize) -> bool {
        let says = |at: usize| at < end && self.words.class(at).any(Class::SAY.and(Class::MANNER));
        let word = self.prepared.tokens.get(comma + 1).map_or("", |token| self.prepared.word(token));
        let asks = word.contains("-t-") || word.ends_with("-il") || word.ends_with("-elle");
        self.prepared.language == "fr"
            && self.is(comma, &[","])
            && (says(comma + 1)
                || asks
                || self.words.class(comma + 1).any(Class::AUXILIARY) && says(comma + 2))
    }

    /// Whether speech goes on behind a dash: *…сказал он, — …*.
    fn returns(&self, dash: usize) -> bool {
        const MARKS: &[&str] = &[",", ".", ":", "!", "?"];
        self.is_dash(dash) && dash > 0 && (self.is(dash - 1, MARKS) || self.is(dash + 1, MARKS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suggest::quotes::{lexicon, pairs};
    use crate::text::Article;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let article = Article::new(text);
        let prepared = Prepared::new(&article, "ru");
        let words = Words::new(&prepared, lexicon::of("ru").expect("listed"));
        let found = split(&prepared, &words, pairs::pair(&prepared, &words));
        let found: Vec<_> = found.iter().map(|marked| marked.span(&prepared).of_text(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn dashes_open_and_interrupt_speech() {
        check("— Мы нашли борозду, — рассказал Лехто. — Она длинная.", &["Мы нашли борозду", "Она длинная."]);
        check("«Да, — сказал он, — это так».", &["«Да", "это так»"]);
        check("— первый пункт;\n— второй пункт.", &[]);
        check("«Третий — лишний».", &["«Третий — лишний»"]);
    }
}
