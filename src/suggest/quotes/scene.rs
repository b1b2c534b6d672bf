//! The article as this stage sees it: classes of tokens, stretches in quotation marks, names, and blocks.
//!
//! A block is a sentence, or several that one stretch in quotation marks holds together:
//! `“He came. He saw,” she said.` is one block.

use super::dashes;
use super::lexicon::{Class, Lexicon};
use super::pairs::{self, Marked};
use super::words::Words;
use crate::suggest::found::Mention;
use crate::suggest::prepared::{Prepared, TokenKind};
use crate::text::Span;
use std::ops::Range;

/// A sentence, with the stretches in quotation marks that touch it kept whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// Its stretches in quotation marks: indexes into [`Scene::marked`].
    pub(crate) marked: Range<usize>,
    /// Whether a paragraph begins with it.
    pub(crate) opens_paragraph: bool,
}

/// Everything known before quotes are sought.
pub(crate) struct Scene<'a, 'b> {
    pub(crate) prepared: &'a Prepared<'b>,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) words: Words,
    pub(crate) marked: Vec<Marked>,
    pub(crate) blocks: Vec<Block>,
    /// For each token, the index of the stretch in quotation marks that it lies in, plus one.
    inside: Vec<u32>,
    /// For each token, the index of the name that it lies in, plus one.
    named: Vec<u32>,
}

impl<'a, 'b> Scene<'a, 'b> {
    /// Looks at the article.
    pub(crate) fn new(prepared: &'a Prepared<'b>, lexicon: &'a Lexicon, mentions: &[Mention]) -> Self {
        let words = Words::new(prepared, lexicon);
        let mut marked = pairs::pair(prepared, &words);
        if lexicon.dashes {
            marked = dashes::split(prepared, &words, marked);
        }
        let mut inside = vec![0; prepared.tokens.len()];
        for (index, marked) in marked.iter().enumerate() {
            if let Some(tokens) = inside.get_mut(marked.first..=marked.last) {
                tokens.fill(index as u32 + 1);
            }
        }
        let named = named(prepared, mentions);
        let mut scene = Self { prepared, lexicon, words, marked, blocks: Vec::new(), inside, named };
        scene.blocks = scene.split();
        scene
    }

    fn split(&self) -> Vec<Block> {
        let mut out: Vec<Block> = Vec::new();
        let (mut start, mut marked) = (0, 0);
        for sentence in 0..self.prepared.sentences.len() {
            let end = self.prepared.first_token.get(sentence + 1).map_or(0, |first| *first as usize);
            if end <= start || self.inside(end).is_some_and(|index| self.marked_at(index).first < end) {
                continue; // a stretch in quotation marks goes on
            }
            if self.asks(start, end) && self.tells(end, sentence + 1) {
                continue; // “Why?” X said.
            }
            let until = self.marked.partition_point(|marked| marked.first < end);
            let opens_paragraph = start == 0 || self.line_break_before(start);
            out.push(Block { tokens: start..end, marked: marked..until, opens_paragraph });
            (start, marked) = (end, until);
        }
        out
    }

    /// Whether a sentence ends with a question or an exclamation in quotation marks.
    fn asks(&self, start: usize, end: usize) -> bool {
        self.inside(end - 1).is_some_and(|index| {
            let marked = self.marked_at(index);
            marked.closed
                && marked.inner_end > start
                && self.is_mark(marked.inner_end - 1, &["?", "!", "…", "—"])
        })
    }

    /// Whether a sentence is an attribution of what stands before it: *Clinton said.*
    fn tells(&self, start: usize, sentence: usize) -> bool {
        let end = self.prepared.first_token.get(sentence + 1).map_or(0, |first| *first as usize);
        if start >= end || self.line_break_before(start) || self.inside(start).is_some() {
            return false;
        }
        let cue = (start..end.min(start + 14))
            .find(|&at| self.class(at).any(Class::CUE) || self.inside(at).is_some());
        cue.is_some_and(|cue| {
            let speaks =
                self.class(cue).any(Class::SAY.and(Class::MANNER)) && !self.class(cue).any(Class::PARTICIPLE);
            let next = self.class(cue + self.words.length(cue));
            let clause = next
                .any(Class::CLAUSE_OPENER.and(Class::ANTECEDENT).and(Class::FIRST).and(Class::POSSESSIVE));
            let colon = self.is_mark(cue + 1, &[":"])
                || self.is_mark(cue + 1, &[","]) && self.inside(cue + 2).is_some();
            self.inside(cue).is_none() && speaks && !clause && !colon
        })
    }

    /// Says whether a line ends before the token.
    pub(crate) fn line_break_before(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|at| self.prepared.tokens.get(at)) else { return true };
        let Some(token) = self.prepared.tokens.get(at) else { return true };
        Span::new(before.span.end, token.span.start).of_text(self.prepared.text()).contains('\n')
    }

    /// Returns which stretch in quotation marks a token lies in.
    pub(crate) fn inside(&self, at: usize) -> Option<usize> {
        self.inside.get(at).and_then(|index| index.checked_sub(1)).map(|index| index as usize)
    }

    /// Returns a stretch in quotation marks.
    pub(crate) fn marked_at(&self, index: usize) -> Marked {
        self.marked.get(index).copied().unwrap_or(Marked {
            first: 0,
            last: 0,
            inner: 0,
            inner_end: 0,
            closed: true,
            continues: false,
        })
    }

    /// Returns the index of the mention, by name, that a token lies in.
    pub(crate) fn name_at(&self, at: usize) -> Option<usize> {
        self.named.get(at).and_then(|index| index.checked_sub(1)).map(|index| index as usize)
    }

    /// Returns what a token may be.
    pub(crate) fn class(&self, at: usize) -> Class {
        self.words.class(at)
    }

    /// Returns a token's words.
    pub(crate) fn word(&self, at: usize) -> &'b str {
        self.prepared.tokens.get(at).map_or("", |token| self.prepared.word(token))
    }

    /// Says whether a token is a mark and one of `marks`.
    pub(crate) fn is_mark(&self, at: usize, marks: &[&str]) -> bool {
        self.kind(at) == Some(TokenKind::Mark) && marks.contains(&self.word(at))
    }

    /// Returns what a token is made of.
    pub(crate) fn kind(&self, at: usize) -> Option<TokenKind> {
        self.prepared.tokens.get(at).map(|token| token.kind)
    }

    /// Says whether a token begins with a capital.
    pub(crate) fn capital(&self, at: usize) -> bool {
        self.prepared.tokens.get(at).is_some_and(|token| token.capital)
    }

    /// Returns where tokens lie, as one span.
    pub(crate) fn span(&self, tokens: Range<usize>) -> Span {
        let start = self.prepared.tokens.get(tokens.start).map_or(0, |token| token.span.start);
        let last = tokens.end.checked_sub(1).filter(|last| *last >= tokens.start);
        let end = last.and_then(|last| self.prepared.tokens.get(last)).map_or(start, |token| token.span.end);
        Span::new(start, end)
    }

    /// Says whether any of the tokens outside quotation marks may be of `class`.
    pub(crate) fn any(&self, mut tokens: Range<usize>, class: Class) -> bool {
        tokens.any(|at| self.class(at).any(class))
    }

    /// Counts the words and numbers among tokens.
    pub(crate) fn count_words(&self, tokens: Range<usize>) -> usize {
        self.prepared
            .tokens
            .get(tokens)
            .map_or(0, |tokens| tokens.iter().filter(|token| token.kind != TokenKind::Mark).count())
    }
}

/// Marks the tokens of mentions that are names; the longest wins.
fn named(prepared: &Prepared<'_>, mentions: &[Mention]) -> Vec<u32> {
    let mut out: Vec<u32> = vec![0; prepared.tokens.len()];
    for (index, mention) in mentions.iter().enumerate() {
        if mention.form != "name" && mention.form != "metonym" {
            continue;
        }
        let mut at = prepared.token_at(mention.span.start);
        while prepared.tokens.get(at).is_some_and(|token| token.span.start < mention.span.end) {
            if let Some(slot) = out.get_mut(at).filter(|slot| **slot == 0) {
                *slot = index as u32 + 1;
            }
            at += 1;
        }
    }
    out
}
