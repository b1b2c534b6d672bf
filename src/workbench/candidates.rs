//! Who may have said it: candidates for a quote's speaker or a claim's source, the likeliest first, each with the
//! reason that speaks most for it.
//!
//! What counts: whether a mention stands beside a verb of saying, as its subject; how far it is from the quote, and
//! what lies between; who speaks elsewhere in the article, decided or suggested; and what kind of actor it is.

use super::open::Open;
use crate::model::link::role;
use crate::model::{ActorId, Annotation, AnnotationId, LayerId, Status, Target};
use crate::suggest::quotes::tells_of_saying;
use crate::text::{Span, words};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::{SmolStr, format_smolstr};

/// Somebody who may stand behind a quote or a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// What the link would point to.
    pub target: Target,
    /// What people read.
    pub name: String,
    /// Why it is offered.
    pub reason: SmolStr,
    /// Higher is better; only the order counts.
    pub(super) rank: f32,
}

/// How many candidates are offered.
pub(super) const OFFERED: usize = 9;
/// From this rank a new quote or claim is linked to the first candidate at once.
pub(super) const LIKELY: f32 = 1.0;
/// How far a mention may be from a quote to be offered for where it stands, in bytes.
const NEAR: u32 = 1500;
/// How far from a mention its verb may be, in bytes.
const REACH: usize = 90;
/// How many words may stand between a mention and its verb: *said on Monday*, *has also said*.
const BETWEEN: usize = 3;

impl Open {
    /// Returns who may stand behind an annotation, the likeliest first.
    #[must_use]
    pub fn candidates(&self, id: &AnnotationId) -> Vec<Candidate> {
        let Some(annotation) = self.document.annotation(id) else { return Vec::new() };
        let mut all = self.near_mentions(annotation);
        if annotation.layer == LayerId::CLAIM {
            all.extend(self.quotes_around(annotation));
        }
        all.extend(self.voice_before(annotation));
        all.push(Candidate {
            target: Target::Author,
            name: "the article’s author".to_owned(),
            reason: SmolStr::new_static("wrote the article"),
            rank: if annotation.layer == LayerId::CLAIM { 1.5 } else { 0.01 },
        });
        all.sort_by(|a, b| b.rank.total_cmp(&a.rank));
        let mut seen = FxHashSet::default();
        all.retain(|candidate| seen.insert(candidate.target.clone()));
        all.truncate(OFFERED);
        all
    }

    /// Returns whom a mention may mention, the likeliest first: who is named beside it, or was named last.
    pub(super) fn candidate_actors(&self, id: &AnnotationId) -> Vec<Candidate> {
        let Some(mention) = self.document.annotation(id) else { return Vec::new() };
        let hull = mention.hull();
        let window = Span::new(hull.start.saturating_sub(2 * NEAR), hull.end.saturating_add(NEAR / 4));
        let mut best: FxHashMap<ActorId, Candidate> = FxHashMap::default();
        for (span, other) in self.document.overlapping(window) {
            let named = other.layer == LayerId::ACTOR && other.status != Status::Rejected && other.id != *id;
            let Some(actor) = other.actor.as_ref().filter(|_| named && !span.overlaps(hull)) else {
                continue;
            };
            let Some(actor) = self.document.actors().get(actor) else { continue };
            let between = gap(mention, span).of_text(self.document.text());
            let beside = matches!(between.trim(), "" | "," | "(" | "–" | "—") && !between.contains('\n');
            let mut rank = 1.0 / (1.0 + between.len() as f32 / 150.0);
            rank += if beside { 1.0 } else { 0.0 };
            rank -= if span.start > hull.start && !beside { 0.5 } else { 0.0 };
            rank += if actor.kind == "person" { 0.2 } else { 0.0 };
            let reason = SmolStr::new_static(if beside { "stands beside it" } else { "is named near" });
            let target = Target::Actor(actor.id.clone());
            let candidate = Candidate { target, name: actor.name.clone(), reason, rank };
            match best.get_mut(&actor.id) {
                Some(known) if known.rank >= rank => {}
                Some(known) => *known = candidate,
                None => drop(best.insert(actor.id.clone(), candidate)),
            }
        }
        let mut all: Vec<_> = best.into_values().collect();
        all.sort_by(|a, b| b.rank.total_cmp(&a.rank).then_with(|| a.name.cmp(&b.name)));
        all.truncate(OFFERED);
        all
    }

    fn near_mentions(&self, quote: &Annotation) -> Vec<Candidate> {
        let hull = quote.hull();
        let window = Span::new(hull.start.saturating_sub(NEAR), hull.end.saturating_add(NEAR));
        let voices = self.voices(&quote.id);
        let mut found: Vec<_> = self
            .document
            .overlapping(window)
            .map(|(_, other)| other)
            .filter(|other| other.layer == LayerId::ACTOR && other.status != Status::Rejected)
            .filter(|other| other.attributes.get("form") != Some("adjective"))
            .filter(|other| quote.fragments.iter().all(|span| !span.overlaps(other.hull())))
            .map(|other| (self.signs(quote, other, &voices), other))
            .collect();
        found.sort_by(|a, b| b.0.1.total_cmp(&a.0.1));
        let mut actors = FxHashSet::default();
        found.retain(|((_, rank), other)| {
            let first = other.actor.as_ref().is_none_or(|id| actors.insert(id.clone()));
            first || *rank > 2.0
        });
        let candidate = |((reason, rank), other): ((SmolStr, f32), &Annotation)| Candidate {
            target: Target::Annotation(other.id.clone()),
            name: self.label_of_mention(other),
            reason,
            rank,
        };
        found.into_iter().map(candidate).collect()
    }

    /// Returns who speaks elsewhere in the article, with how much that counts: more when a person said so.
    fn voices(&self, but: &AnnotationId) -> FxHashMap<ActorId, f32> {
        let mut voices: FxHashMap<ActorId, f32> = FxHashMap::default();
        for link in self.document.links() {
            if link.role != role::SPEAKER || link.from == *but || link.status == Status::Rejected {
                continue;
            }
            let actor = match &link.to {
                Target::Actor(id) => Some(id),
                Target::Annotation(id) => self.document.annotation(id).and_then(|it| it.actor.as_ref()),
                Target::Author => None,
            };
            let worth = if link.status == Status::Accepted { 0.6 } else { 0.3 };
            if let Some(actor) = actor.map(|id| self.document.actors().resolve(id)) {
                let known = voices.entry(actor.clone()).or_default();
                *known = known.max(worth);
            }
        }
        voices
    }

    /// Weighs what speaks for a mention; returns the strongest reason, and the sum.
    fn signs(
        &self,
        quote: &Annotation,
        mention: &Annotation,
        voices: &FxHashMap<ActorId, f32>,
    ) -> (SmolStr, f32) {
        let text = self.document.text();
        let gap = gap(quote, mention.hull());
        let between = gap.of_text(text);
        let near = 1.0 / (1.0 + gap.len() as f32 / 60.0);
        let mut rank = near;
        rank += if between.contains('\n') { 0.0 } else { 0.6 };
        rank -= 0.4 * between.matches(['.', '!', '?']).count().min(3) as f32;
        rank += match mention.attributes.get("kind") {
            Some("person") => 0.3,
            Some("state" | "place" | "people") => -0.5,
            _ => 0.0,
        };
        let mut reason =
            SmolStr::new_static(if near > 0.4 { "stands beside it" } else { "is mentioned near" });
        let actor = mention.actor.as_ref().map(|id| self.document.actors().resolve(id));
        if let Some(worth) = actor.and_then(|id| voices.get(id)) {
            rank += worth;
            if near <= 0.4 {
                reason = SmolStr::new_static("speaks elsewhere in the article");
            }
        }
        if gap.end == quote.hull().start && between.trim() == ":" {
            reason = SmolStr::new_static("stands before the colon");
            rank += 2.0;
        }
        let pronoun = mention.attributes.get("form") == Some("pronoun");
        match subject(text, &self.document.meta().language, quote, mention.hull()) {
            Some((verb, before)) => {
                let side = if before { "before" } else { "behind" };
                reason = format_smolstr!("stands {side} “{}”", verb.of_text(text));
                rank += if self.is_cue(quote, verb) { 2.0 } else { 1.5 };
            }
            None if pronoun => rank -= 1.0,
            None => {}
        }
        (reason, rank)
    }

    /// Says whether a verb is the cue that the quote is linked to.
    fn is_cue(&self, quote: &Annotation, verb: Span) -> bool {
        let cues = self.document.linked(&quote.id, role::CUE);
        let mut places = cues.filter_map(|link| self.document.annotation(link.to.annotation()?));
        places.any(|cue| cue.hull().overlaps(verb))
    }

    fn quotes_around(&self, claim: &Annotation) -> Vec<Candidate> {
        let hull = claim.hull();
        let around = self.document.overlapping(hull).map(|(_, other)| other);
        around
            .filter(|other| other.layer == LayerId::QUOTE && other.status != Status::Rejected)
            .map(|other| Candidate {
                target: Target::Annotation(other.id.clone()),
                name: self.name_of_target(&Target::Annotation(other.id.clone())),
                reason: SmolStr::new_static("the quote it stands in"),
                rank: 10.0 + 1.0 / (1.0 + other.covered() as f32),
            })
            .collect()
    }

    fn voice_before(&self, annotation: &Annotation) -> Option<Candidate> {
        let quote = LayerId::QUOTE;
        let rule = self.document.codebook().voice_of(&quote)?;
        let start = annotation.hull().start;
        let before = Span::new(start.saturating_sub(2 * NEAR), start);
        let last = self
            .document
            .overlapping(before)
            .map(|(_, other)| other)
            .filter(|other| {
                other.layer == LayerId::QUOTE
                    && other.id != annotation.id
                    && other.hull().end <= start
                    && other.status != Status::Rejected
            })
            .last()?;
        let target = self.document.linked(&last.id, &rule.role).next()?.to.clone();
        let name = self.name_of_target(&target);
        Some(Candidate { target, name, reason: SmolStr::new_static("speaks just before"), rank: 0.9 })
    }
}

/// Returns what lies between a quote and a place beside it.
fn gap(quote: &Annotation, place: Span) -> Span {
    let beside = quote.fragments.iter().map(|span| {
        if place.start >= span.end {
            Span::new(span.end, place.start)
        } else {
            Span::new(place.end, span.start)
        }
    });
    beside.min_by_key(|gap| gap.len()).unwrap_or_default()
}

/// Returns the verb of saying that a mention is the subject of, and whether the mention stands before it. A verb before
/// it counts only behind what was said (*“…,” said Demir*): else it is whom it was said to.
fn subject(text: &str, language: &str, quote: &Annotation, mention: Span) -> Option<(Span, bool)> {
    let language = if language.is_empty() { "en" } else { language };
    let outside = |verb: &Span| quote.fragments.iter().all(|span| !span.overlaps(*verb));
    if let Some(verb) = verb_behind(text, language, mention.end).filter(outside) {
        return Some((verb, true));
    }
    let verb = verb_before(text, language, mention.start).filter(outside)?;
    let inverted = quote.fragments.iter().any(|span| span.end <= verb.start && verb.start - span.end < 8);
    let according = verb.of_text(text).to_lowercase().starts_with("according");
    (inverted || according).then_some((verb, false))
}

/// Looks for a verb of saying behind a mention, past few words, or past what stands between commas.
fn verb_behind(text: &str, language: &str, at: u32) -> Option<Span> {
    let from = at as usize;
    let to = text.floor_char_boundary((from + REACH).min(text.len()));
    let rest = text.get(from..to)?;
    let rest = rest.split(['\n', '.', '!', '?', '“', '"', '«']).next().unwrap_or_default();
    let start = match rest.trim_start().strip_prefix(',').and_then(|inner| Some((inner, inner.find(',')?))) {
        Some((inner, end)) => rest.len() - inner.len() + end + 1,
        None => 0,
    };
    let mut seen = 0;
    for (index, word) in words::pieces(rest.get(start..)?) {
        if word.starts_with(char::is_alphanumeric) {
            if tells_of_saying(language, word) {
                let begin = from + start + index;
                return Some(Span::of(begin..begin + word.len()));
            }
            seen += 1;
        }
        if seen > BETWEEN || matches!(word, "," | ";" | ":" | "(") {
            return None;
        }
    }
    None
}

/// Looks for a verb of saying before a mention: its title or role may stand between.
fn verb_before(text: &str, language: &str, at: u32) -> Option<Span> {
    let to = at as usize;
    let from = text.ceil_char_boundary(to.saturating_sub(REACH));
    let before = text.get(from..to)?;
    let cut = before.rfind(['\n', '.', '!', '?', '”', '"', '»']).map_or(0, |end| end + 1);
    let cut = before.ceil_char_boundary(cut);
    let tail = before.get(cut..)?;
    let verb = words::pieces(tail).into_iter().find(|(_, word)| tells_of_saying(language, word));
    let (index, word) = verb?;
    let between = tail.get(index + word.len()..)?.split_whitespace().count();
    let begin = from + cut + index;
    (between <= 2 * BETWEEN).then(|| Span::of(begin..begin + word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, quote: &str, mention: &str, expected: Option<&str>) {
        let span = |words: &str| {
            let start = text.find(words).expect("there");
            Span::of(start..start + words.len())
        };
        let quote = Annotation::new("q".into(), LayerId::QUOTE, vec![span(quote)]);
        let found = subject(text, "en", &quote, span(mention));
        assert_eq!(found.map(|(verb, _)| verb.of_text(text)), expected);
    }

    #[test]
    fn the_subject_of_a_verb_of_saying_speaks() {
        let text =
            "“We stay,” said the minister, Aylin Demir. Oleg, the director, also told Anna that it rains.";
        check(text, "“We stay,”", "Aylin Demir", Some("said"));
        check(text, "it rains", "Oleg", Some("told"));
        check(text, "it rains", "Anna", None);
        check(text, "“We stay,”", "Anna", None);
    }

    #[test]
    fn whoever_something_accords_with_speaks() {
        let text = "It rains, according to Oleg Marchenko.";
        check(text, "It rains", "Oleg Marchenko", Some("according"));
        check(text, "rains", "Oleg Marchenko", Some("according"));
    }
}
