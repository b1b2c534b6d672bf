//! What the stages find, before it gets ids: mentions, quotes, claims that refer to each other by index.

use crate::model::{Actor, By};
use crate::text::Span;
use smol_str::SmolStr;

/// Everything found in one article.
#[derive(Debug, Default)]
pub struct Found {
    /// The actors that mentions point to. Their ids are slugs, unique here.
    pub actors: Vec<Actor>,
    /// Mentions by the actor stage, in order of position; later stages append more.
    pub mentions: Vec<Mention>,
    /// Quotes.
    pub quotes: Vec<Quote>,
    /// What is held rather than said, by whom: no quotes, but somebody’s claims. Wants what claims are sought in.
    pub held: Vec<Held>,
    /// Claims.
    pub claims: Vec<Claim>,
    /// What the analyst should know: "no quotes in Hindi yet".
    pub notes: Vec<String>,
}

/// Why something is proposed.
#[derive(Debug, Clone, PartialEq)]
pub struct Why {
    /// A rule or a model.
    pub by: By,
    /// The name of the rule: `gazetteer`, `title`, `marks`.
    pub rule: &'static str,
    /// Its version; grows when its results change.
    pub version: u32,
    /// The probability that it is right, 0 to 1.
    pub score: f32,
    /// Whether the network of the precise tier was asked, too.
    pub closely: bool,
    /// Why, in words an analyst understands.
    pub reason: SmolStr,
}

impl Why {
    /// What a rule proposes.
    #[must_use]
    pub fn rule(rule: &'static str, version: u32, score: f32, reason: impl AsRef<str>) -> Self {
        Self { by: By::Rule, rule, version, score, closely: false, reason: SmolStr::new(reason) }
    }
}

/// A stretch that mentions an actor.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Where: the name without article, title and possessive; or the whole role; or the pronoun.
    pub span: Span,
    /// `person`, `state` … (values of the codebook's `kind`).
    pub kind: SmolStr,
    /// `name`, `adjective`, `role`, `pronoun`, `metonym`.
    pub form: &'static str,
    /// Index into [`Found::actors`].
    pub actor: Option<usize>,
    /// Why.
    pub why: Why,
}

/// What somebody is reported to have said.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    /// Where, by position; two or more when an attribution stands between.
    pub fragments: Vec<Span>,
    /// `direct`, `mixed`, `indirect`.
    pub kind: &'static str,
    /// `explicit`, `anaphoric`, `implicit`.
    pub reference: &'static str,
    /// Who says it: indexes into [`Found::mentions`] of what stands in the attribution.
    pub speakers: Vec<usize>,
    /// Who says it when nothing stands in the attribution: index into [`Found::actors`].
    pub implied_speaker: Option<usize>,
    /// To whom: index into [`Found::mentions`].
    pub addressee: Option<usize>,
    /// The words that tell of the saying.
    pub cue: Option<Span>,
    /// Why.
    pub why: Why,
    /// Why that speaker, and how sure.
    pub speaker_why: Option<Why>,
}

/// What somebody is reported to believe, expect, show: *analysts expect …*.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// What is held.
    pub content: Span,
    /// The words that name who holds it.
    pub holder: Span,
}

/// Who asserts a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The quote it stands in: index into [`Found::quotes`].
    Quote(usize),
    /// A mention: index into [`Found::mentions`].
    Mention(usize),
    /// Whoever wrote the article.
    Author,
}

/// A statement that could be checked or contested.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Where: the sentence, or the clause when the rest is attribution.
    pub span: Span,
    /// `factual`, `quantity`, `causal`, `prediction`, `accusation`, `demand`.
    pub kind: &'static str,
    /// 1 to 3.
    pub worth: u8,
    /// Who asserts it.
    pub source: Source,
    /// Whom it is about: indexes into [`Found::mentions`].
    pub about: Vec<usize>,
    /// Why; its score is the probability that the claim is worth highlighting (worth ≥ 2).
    pub why: Why,
}
