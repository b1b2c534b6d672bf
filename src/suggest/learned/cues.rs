//! Verbs that tell of saying, learned by use: quotes by verbs that were rejected are hidden, and clauses behind
//! verbs that were accepted are found.

use super::adjust::share;
use super::{Learned, Topic, why};
use crate::suggest::Found;
use crate::suggest::found::{Quote, Why};
use crate::suggest::prepared::{Prepared, Token, TokenKind};
use crate::text::Span;
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

const VERSION: u32 = 1;
/// How often a verb must have been accepted before clauses behind it are proposed.
const OFTEN: u32 = 2;
/// How far before the verb its speaker may end, in tokens.
const NEAR: usize = 3;
/// The shortest clause that is proposed, in tokens.
const SHORTEST: usize = 3;

fn topic(prepared: &Prepared<'_>, word: &str) -> Topic {
    Topic::Cue(prepared.language.clone(), word.to_lowercase())
}

/// Hides indirect quotes by verbs that were mostly rejected.
pub(super) fn rescore(prepared: &Prepared<'_>, learned: &Learned, found: &mut Found) {
    for quote in found.quotes.iter_mut().filter(|quote| quote.kind == "indirect") {
        let Some(cue) = quote.cue else { continue };
        let Some(lesson) = learned.lesson(&topic(prepared, prepared.article.slice(cue))) else { continue };
        if lesson.no >= OFTEN && lesson.is_no() {
            quote.why.score = quote.why.score.min(share(lesson));
            quote.why.reason = SmolStr::new(format!("the verb tells of nothing said: {}", why(lesson)));
        } else if lesson.is_yes() && quote.why.score < 0.5 && lesson.yes >= OFTEN {
            quote.why.score = share(lesson).max(0.5);
            quote.why.reason = SmolStr::new(format!("the verb tells of saying: {}", why(lesson)));
        }
    }
}

/// Proposes the clause behind a learned verb as an indirect quote.
pub(super) fn find(prepared: &Prepared<'_>, learned: &Learned, found: &mut Found) {
    let verbs: FxHashSet<&str> = learned
        .lessons()
        .filter_map(|(topic, lesson)| match topic {
            Topic::Cue(language, word)
                if *language == prepared.language && lesson.is_yes() && lesson.yes >= OFTEN =>
            {
                Some(word.as_str())
            }
            _ => None,
        })
        .collect();
    if verbs.is_empty() {
        return;
    }
    let mut new = Vec::new();
    for sentence in 0..prepared.sentences.len() {
        let tokens = prepared.tokens_of(sentence);
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.kind == TokenKind::Word) {
            let word = prepared.word(token).to_lowercase();
            if verbs.contains(word.as_str())
                && let Some(span) = clause(prepared, tokens, at)
                && is_free(found, &new, token.span, span)
            {
                new.extend(quote(prepared, learned, found, (tokens, at), span));
            }
        }
    }
    found.quotes.extend(new);
    found.quotes.sort_by_key(|quote| quote.fragments.first().map(|span| span.start));
}

/// Returns what follows a verb up to the end of its sentence, without *that*, commas and the final point.
fn clause(prepared: &Prepared<'_>, tokens: &[Token], verb: usize) -> Option<Span> {
    let rest = tokens.get(verb + 1..)?;
    let skipped = rest.iter().take_while(|token| matches!(prepared.word(token), "that" | "," | ":")).count();
    let rest = rest.get(skipped..)?;
    let end = rest.iter().rposition(|token| !matches!(prepared.word(token), "." | "!" | "?" | ";"))?;
    let rest = rest.get(..=end)?;
    let first = rest.first().filter(|first| first.kind != TokenKind::Mark)?;
    (rest.len() >= SHORTEST).then(|| Span::new(first.span.start, rest.last().map_or(0, |last| last.span.end)))
}

/// Says whether no quote has this verb or lies here.
fn is_free(found: &Found, new: &[Quote], verb: Span, span: Span) -> bool {
    let clear = |quote: &Quote| {
        quote.cue.is_none_or(|cue| !cue.overlaps(verb))
            && quote.fragments.iter().all(|fragment| !fragment.overlaps(span) && !fragment.overlaps(verb))
    };
    found.quotes.iter().all(clear) && new.iter().all(clear)
}

fn quote(
    prepared: &Prepared<'_>,
    learned: &Learned,
    found: &Found,
    (tokens, verb): (&[Token], usize),
    span: Span,
) -> Option<Quote> {
    let token = tokens.get(verb)?;
    let lesson = learned.lesson(&topic(prepared, prepared.word(token)))?;
    let from = tokens.get(verb.saturating_sub(NEAR))?.span.start;
    let near = found.mentions.iter().enumerate().rev();
    let speaker = near
        .filter(|(_, mention)| mention.span.end <= token.span.start && mention.span.end >= from)
        .filter(|(_, mention)| mention.form != "adjective")
        .max_by_key(|(_, mention)| mention.span.end)
        .map(|(index, _)| index);
    let named = tokens.get(..verb)?.iter().any(|token| token.kind == TokenKind::Word);
    if speaker.is_none() && !named {
        return None;
    }
    let score = share(lesson).min(if speaker.is_some() { 0.9 } else { 0.7 });
    let reason = format!("a clause behind “{}”: {}", prepared.word(token), why(lesson));
    Some(Quote {
        fragments: vec![span],
        kind: "indirect",
        reference: "explicit",
        speakers: speaker.into_iter().collect(),
        implied_speaker: None,
        addressee: None,
        cue: Some(token.span),
        why: Why::rule("learned", VERSION, score, reason),
        speaker_why: None,
    })
}
