//! Which stretches stand in quotation marks, whatever they are: speech, a title, irony.
//!
//! Pairs are sought within a paragraph, with a stack, first strictly (`„` with `“`), then leniently
//! (a mark that leans the right way closes what another kind opened). A mark that nothing closes ends
//! before the next one opens, or with its paragraph.

use super::lexicon::Class;
use super::marks::{Lean, Nature, Sign, lean, partners, sign};
use super::words::Words;
use crate::suggest::prepared::{Prepared, TokenKind};
use crate::text::Span;

/// A stretch in quotation marks that lies in no other one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marked {
    /// Its first token: the opening mark.
    pub(crate) first: usize,
    /// Its last token: the closing mark, when it has one.
    pub(crate) last: usize,
    /// The first token inside.
    pub(crate) inner: usize,
    /// The token behind the last one inside.
    pub(crate) inner_end: usize,
    /// Whether something closes it.
    pub(crate) closed: bool,
    /// Whether it goes on in the next paragraph, which opens again.
    pub(crate) continues: bool,
}

impl Marked {
    /// Returns where it lies, from the opening to the closing mark.
    pub(crate) fn span(&self, prepared: &Prepared<'_>) -> Span {
        let start = prepared.tokens.get(self.first).map_or(0, |token| token.span.start);
        let end = prepared.tokens.get(self.last).map_or(start, |token| token.span.end);
        Span::new(start, end)
    }
}

/// A mark that waits to be closed.
#[derive(Debug, Clone, Copy)]
struct Opened {
    at: usize,
    sign: Sign,
}

/// Finds the outermost stretches in quotation marks, in order.
pub(crate) fn pair(prepared: &Prepared<'_>, words: &Words) -> Vec<Marked> {
    let mut out = Vec::new();
    let mut from = 0;
    while from < prepared.tokens.len() {
        let to = paragraph_end(prepared, from);
        Paragraph { prepared, words, from, to }.pair(&mut out);
        from = to;
    }
    join_paragraphs(prepared, &mut out);
    out
}

/// Returns the index behind the last token of the paragraph that `from` lies in.
pub(crate) fn paragraph_end(prepared: &Prepared<'_>, from: usize) -> usize {
    let mut at = from + 1;
    while at < prepared.tokens.len() && !breaks_before(prepared, at) {
        at += 1;
    }
    at
}

fn breaks_before(prepared: &Prepared<'_>, at: usize) -> bool {
    let (Some(before), Some(token)) =
        (at.checked_sub(1).and_then(|at| prepared.tokens.get(at)), prepared.tokens.get(at))
    else {
        return true;
    };
    token.sentence != before.sentence
        && Span::new(before.span.end, token.span.start).of_text(prepared.text()).contains('\n')
}

struct Paragraph<'a, 'b> {
    prepared: &'a Prepared<'b>,
    words: &'a Words,
    from: usize,
    to: usize,
}

impl Paragraph<'_, '_> {
    fn pair(&self, out: &mut Vec<Marked>) {
        let mut stack: Vec<Opened> = Vec::new();
        let mut found: Vec<Marked> = Vec::new();
        let mut stray: Vec<usize> = Vec::new();
        let mut at = self.from;
        while at < self.to {
            let Some(sign) = self.sign_at(at) else {
                at += 1;
                continue;
            };
            self.step(Opened { at, sign }, &mut stack, &mut found, &mut stray);
            at += sign.tokens;
        }
        for open in stack.into_iter().filter(|open| !open.sign.single) {
            found.push(self.unclosed(open, &found, &stray));
        }
        found.sort_by_key(|marked| (marked.first, std::cmp::Reverse(marked.last)));
        let mut end = 0;
        for marked in found {
            if marked.first >= end && marked.inner < marked.inner_end {
                end = marked.last + 1;
                out.push(marked);
            }
        }
    }

    /// Opens, closes or leaves the mark `now`.
    fn step(&self, now: Opened, stack: &mut Vec<Opened>, found: &mut Vec<Marked>, stray: &mut Vec<usize>) {
        let lean = self.lean(now);
        let apostrophe = now.sign.single && self.is_apostrophe(now, lean, stack);
        if apostrophe {
            if lean == Lean::Neutral {
                stray.push(now.at);
            }
            return;
        }
        let strict = stack.iter().rposition(|open| partners(open.sign.char, now.sign.char));
        let again = |open: &Opened| open.sign.char == now.sign.char && lean == Lean::Neutral;
        let strict = strict.or_else(|| stack.iter().rposition(again)); // “ so set “
        let depth =
            strict.filter(|_| lean != Lean::Opens || now.sign.nature == Nature::Closes).or_else(|| {
                let same = |open: &Opened| open.sign.single == now.sign.single;
                stack.iter().rposition(same).filter(|_| lean == Lean::Closes)
            });
        if let Some(depth) = depth
            && let Some(open) = stack.get(depth).copied()
        {
            stack.truncate(depth);
            found.push(self.closed(open, now));
        } else if lean != Lean::Closes && (!now.sign.single || lean == Lean::Opens) {
            stack.push(now);
        } else {
            stray.push(now.at);
        }
    }

    /// The mark at a token; two single ones without a space are a double one.
    fn sign_at(&self, at: usize) -> Option<Sign> {
        let token = self.prepared.tokens.get(at).filter(|token| token.kind == TokenKind::Mark)?;
        let char = self.prepared.word(token).chars().next()?;
        let twin = self.prepared.tokens.get(at + 1).filter(|next| {
            at + 1 < self.to
                && next.span.start == token.span.end
                && self.prepared.word(next) == self.prepared.word(token)
        });
        match (char, twin) {
            ('\'' | '`' | '´' | '’' | '‘', Some(_)) => {
                Some(Sign { char: '"', nature: Nature::Either, single: false, tokens: 2 })
            }
            (',' | '‚', Some(_)) => {
                let low = Sign { char: '„', nature: Nature::Opens, single: false, tokens: 2 };
                (self.lean(Opened { at, sign: low }) == Lean::Opens).then_some(low)
            }
            _ => sign(char),
        }
    }

    fn lean(&self, now: Opened) -> Lean {
        let text = self.prepared.text();
        let (Some(first), Some(last)) =
            (self.prepared.tokens.get(now.at), self.prepared.tokens.get(now.at + now.sign.tokens - 1))
        else {
            return Lean::Neutral;
        };
        let before = text.get(..first.span.start as usize).and_then(|text| text.chars().next_back());
        let after = text.get(last.span.end as usize..).and_then(|text| text.chars().next());
        lean(before, after)
    }

    /// Single marks are apostrophes unless they open before a word and something closes them.
    fn is_apostrophe(&self, now: Opened, lean: Lean, stack: &[Opened]) -> bool {
        let open = stack.iter().any(|open| open.sign.single);
        match lean {
            Lean::Opens => {
                let next = self.prepared.tokens.get(now.at + 1);
                let digit = next.is_some_and(|next| next.kind == TokenKind::Number);
                now.sign.nature != Nature::Opens && (digit || open || !self.closes_later(now.at))
            }
            Lean::Neutral | Lean::Closes => {
                let s = now.at.checked_sub(1).and_then(|at| self.prepared.tokens.get(at));
                let possessive = lean == Lean::Closes
                    && s.is_some_and(|word| self.prepared.word(word).ends_with(['s', 'S']))
                    && self.prepared.tokens.get(now.at + 1).is_some_and(|next| next.kind == TokenKind::Word);
                !open || possessive && self.closes_later(now.at)
            }
        }
    }

    fn closes_later(&self, at: usize) -> bool {
        let mut later = at + 1;
        while later < self.to {
            if let Some(sign) = self.sign_at(later) {
                let lean = self.lean(Opened { at: later, sign });
                if sign.single && lean == Lean::Closes {
                    return true;
                }
                if !sign.single || lean == Lean::Opens {
                    return false;
                }
            }
            later += 1;
        }
        false
    }

    fn closed(&self, open: Opened, close: Opened) -> Marked {
        Marked {
            first: open.at,
            last: close.at + close.sign.tokens - 1,
            inner: open.at + open.sign.tokens,
            inner_end: close.at,
            closed: true,
            continues: false,
        }
    }

    /// Ends what nothing closes: at a mark left over, before "…, said X", before the next pair, or with
    /// the paragraph.
    fn unclosed(&self, open: Opened, found: &[Marked], stray: &[usize]) -> Marked {
        let inner = open.at + open.sign.tokens;
        let next =
            found.iter().map(|other| other.first).filter(|first| *first > open.at).min().unwrap_or(self.to);
        if let Some(close) = stray.iter().copied().find(|at| *at > inner && *at < next) {
            return Marked {
                first: open.at,
                last: close,
                inner,
                inner_end: close,
                closed: true,
                continues: false,
            };
        }
        let told = (inner + 2..next.min(self.to).saturating_sub(1)).find(|&at| self.tells(at));
        let end = told.unwrap_or(if next < self.to { next } else { self.to });
        Marked {
            first: open.at,
            last: end.saturating_sub(1),
            inner,
            inner_end: end,
            closed: false,
            continues: false,
        }
    }

    /// Whether a comma stands at `at` and a finite verb of saying right after.
    fn tells(&self, at: usize) -> bool {
        let comma = self.prepared.tokens.get(at).is_some_and(|token| self.prepared.word(token) == ",");
        let class = self.words.class(at + 1);
        comma && class.any(Class::SAY) && !class.any(Class::PARTICIPLE.and(Class::BARE))
    }
}

/// A stretch that nothing closes goes on where the next paragraph opens again.
fn join_paragraphs(prepared: &Prepared<'_>, all: &mut [Marked]) {
    for at in 1..all.len() {
        let (Some(before), Some(next)) = (all.get(at - 1).copied(), all.get(at).copied()) else { continue };
        let ends = !before.closed && breaks_before(prepared, before.last + 1);
        if ends
            && next.first == before.last + 1
            && let Some(before) = all.get_mut(at - 1)
        {
            before.continues = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suggest::quotes::lexicon;
    use crate::text::Article;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let article = Article::new(text);
        let prepared = Prepared::new(&article, "en");
        let words = Words::new(&prepared, lexicon::of("en").expect("listed"));
        let found: Vec<_> =
            pair(&prepared, &words).iter().map(|marked| marked.span(&prepared).of_text(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn marks_of_the_world() {
        check("He said “a” and «b» and „c“ and »d« and ”e”.", &["“a”", "«b»", "„c“", "»d«", "”e”"]);
        check("「今日」と『明日』", &["「今日」", "『明日』"]);
        check("''Fine,'' she said. ``Good.''", &["''Fine,''", "``Good.''"]);
        check("״שלום״ אמר", &["״שלום״"]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        check("The parties' claims and the states’ rights, in the '90s.", &[]);
        check("‘The parties’ claims are void,’ he said.", &["‘The parties’ claims are void,’"]);
        check("He won't go to 'the front' again.", &["'the front'"]);
        check("rock 'n' roll", &["'n'"]);
    }

    #[test]
    fn nested_marks_count_once() {
        check("“about ‘color revolutions’ in them,” he said", &["“about ‘color revolutions’ in them,”"]);
        check("\"He said \"no\" to me\"", &["\"He said \"no\" to me\""]);
    }

    #[test]
    fn careless_typesetting() {
        check("(training of ” agents of influence”)", &["” agents of influence”"]);
        check("„ We lease it “ – with these", &["„ We lease it “"]);
        check("\" does not interfere ' but expects", &["\" does not interfere '"]);
        check("“ It is a shrug “ ,considers X. ”It built.”", &["“ It is a shrug “", "”It built.”"]);
        check("a question of \"vital interest”.", &["\"vital interest”"]);
        check("“Nobody has seen it , said the deputy X.", &["“Nobody has seen it"]);
        check("“One.\n“Two,” he said.", &["“One.", "“Two,”"]);
        check("the state ,,we have two, and one works\".", &[",,we have two, and one works\""]);
    }
}
