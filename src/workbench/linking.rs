//! Who says it: candidates for a quote's speaker or a claim's source, and links to them.

use super::open::Open;
use crate::model::{Annotation, AnnotationId, Edit, LayerId, Link, LinkId, Status, Target};
use crate::text::Span;
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

/// Somebody who may stand behind a quote or a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// What the link would point to.
    pub target: Target,
    /// What people read.
    pub name: String,
    /// Why it is offered.
    pub reason: &'static str,
    /// Higher is better; only the order counts.
    pub(super) rank: f32,
}

/// How many candidates are offered.
pub(super) const OFFERED: usize = 9;
/// How far a mention may be from a quote to be offered for where it stands, in bytes.
const NEAR: u32 = 1500;

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
            reason: "wrote the article",
            rank: if annotation.layer == LayerId::CLAIM { 0.5 } else { 0.01 },
        });
        all.sort_by(|a, b| b.rank.total_cmp(&a.rank));
        let mut seen = FxHashSet::default();
        all.retain(|candidate| seen.insert(candidate.target.clone()));
        all.truncate(OFFERED);
        all
    }

    fn near_mentions(&self, quote: &Annotation) -> Vec<Candidate> {
        let hull = quote.hull();
        let text = self.document.text();
        let window = Span::new(hull.start.saturating_sub(NEAR), hull.end.saturating_add(NEAR));
        let mut actors = FxHashSet::default();
        let mut found: Vec<_> = self
            .document
            .overlapping(window)
            .map(|(_, other)| other)
            .filter(|other| other.layer == LayerId::ACTOR && other.status != Status::Rejected)
            .filter(|other| other.attributes.get("form") != Some("adjective"))
            .filter(|other| quote.fragments.iter().all(|span| !span.overlaps(other.hull())))
            .map(|other| (self.nearness(quote, other, text), other))
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        found.retain(|(rank, other)| {
            *rank > 1.0 || other.actor.as_ref().is_none_or(|id| actors.insert(id.clone()))
        });
        found
            .into_iter()
            .map(|(rank, other)| Candidate {
                target: Target::Annotation(other.id.clone()),
                name: self.label_of_mention(other),
                reason: if rank > 1.0 { "stands beside it" } else { "is mentioned near" },
                rank,
            })
            .collect()
    }

    /// Ranks a mention by where it stands: in the same paragraph and close is above 1.
    fn nearness(&self, quote: &Annotation, mention: &Annotation, text: &str) -> f32 {
        let place = mention.hull();
        let gap = quote
            .fragments
            .iter()
            .map(|span| {
                if place.start >= span.end {
                    Span::new(span.end, place.start)
                } else {
                    Span::new(place.end, span.start)
                }
            })
            .min_by_key(|gap| gap.len())
            .unwrap_or_default();
        let between = gap.of_text(text);
        let mut rank = 1.0 / (1.0 + gap.len() as f32 / 40.0);
        if !between.contains('\n') {
            rank += 0.7;
        }
        if between.contains(['.', '!', '?']) {
            rank *= 0.6;
        }
        match mention.attributes.get("kind") {
            Some("person") => rank * 1.2,
            Some("state" | "place" | "people") => rank * 0.7,
            _ => rank,
        }
    }

    fn quotes_around(&self, claim: &Annotation) -> Vec<Candidate> {
        let hull = claim.hull();
        let around = self.document.overlapping(hull).map(|(_, other)| other);
        around
            .filter(|other| other.layer == LayerId::QUOTE && other.status != Status::Rejected)
            .map(|other| Candidate {
                target: Target::Annotation(other.id.clone()),
                name: self.name_of_target(&Target::Annotation(other.id.clone())),
                reason: "the quote it stands in",
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
                other.layer == LayerId::QUOTE && other.id != annotation.id && other.hull().end <= start
            })
            .last()?;
        let target = self.document.linked(&last.id, &rule.role).next()?.to.clone();
        let name = self.name_of_target(&target);
        Some(Candidate { target, name, reason: "speaks just before", rank: 0.8 })
    }

    /// Returns what people read for a link's target: an actor's name, a quote's speaker, "the author".
    #[must_use]
    pub fn name_of_target(&self, target: &Target) -> String {
        let document = &self.document;
        match target {
            Target::Author if document.meta().author.is_empty() => "the article’s author".to_owned(),
            Target::Author => document.meta().author.clone(),
            Target::Actor(id) => {
                document.actors().get(id).map_or_else(|| id.to_string(), |actor| actor.name.clone())
            }
            Target::Annotation(id) => match document.annotation(id) {
                Some(quote) if quote.layer == LayerId::QUOTE => {
                    let speaker = document.linked(id, crate::model::link::role::SPEAKER).next();
                    let name = speaker.map(|link| self.name_of_target(&link.to));
                    format!("quote of {}", name.as_deref().unwrap_or("an unnamed speaker"))
                }
                Some(other) if other.layer == LayerId::ACTOR => self.label_of_mention(other),
                Some(other) => other.words(document.text()),
                None => id.to_string(),
            },
        }
    }

    fn label_of_mention(&self, mention: &Annotation) -> String {
        let words = mention.words(self.document.text());
        match mention.actor.as_ref().and_then(|id| self.document.actors().get(id)) {
            Some(actor) if actor.name != words && mention.attributes.get("form") != Some("name") => {
                format!("{} ({words})", actor.name)
            }
            Some(actor) => actor.name.clone(),
            None => words,
        }
    }

    /// Makes the article's author the selected annotation's speaker or source.
    pub(super) fn voice_is_author(&mut self) -> bool {
        let Some(id) = self.selection.annotation.clone() else { return false };
        let Some(role) = self.voice_role(&id) else { return false };
        self.link(&id, &role, Target::Author, None);
        true
    }

    /// Returns the role of whoever stands behind an annotation.
    #[must_use]
    pub fn voice_role(&self, id: &AnnotationId) -> Option<SmolStr> {
        let layer = &self.document.annotation(id)?.layer;
        self.document.codebook().voice_of(layer).map(|rule| rule.role.clone())
    }

    /// Links a new annotation to whoever most likely stands behind it, when somebody is near.
    pub(super) fn link_best_voice(&mut self, id: &AnnotationId) {
        let Some(role) = self.voice_role(id) else { return };
        if self.document.linked(id, &role).next().is_some() {
            return;
        }
        let candidates = self.candidates(id);
        let Some(best) = candidates.first().filter(|best| best.rank >= 0.5) else { return };
        let edit = self.link_edit(id, &role, best.target.clone());
        let last = self.history.undo_label().unwrap_or_default().to_owned();
        self.perform_with_last(&last, edit);
    }

    /// Links an annotation; replaces what stood in the role when the role is the voice or single.
    pub(super) fn link(
        &mut self,
        from: &AnnotationId,
        role: &str,
        to: Target,
        gesture: Option<crate::model::Gesture>,
    ) {
        let Some(annotation) = self.document.annotation(from) else { return };
        let mut edits = Vec::new();
        if annotation.status != Status::Accepted {
            self.decision(from, Status::Accepted, &mut FxHashSet::default(), &mut edits);
        }
        edits.push(self.link_edit(from, role, to));
        self.perform(&format!("set the {role}"), gesture, Edit::Batch(edits));
    }

    fn link_edit(&self, from: &AnnotationId, role: &str, to: Target) -> Edit {
        let layer = self.document.annotation(from).map(|annotation| annotation.layer.clone());
        let rule = layer.as_ref().and_then(|layer| self.document.codebook().link_rule(layer, role));
        let replaces = rule.is_none_or(|rule| rule.single || rule.to_actor || rule.to_author);
        let mut edits = Vec::new();
        for old in self.document.linked(from, role).filter(|old| replaces && old.to != to) {
            edits.push(self.drop_link(old));
        }
        let link = match self.document.links_from(from).find(|old| old.role == role && old.to == to) {
            Some(old) => Link { status: Status::Accepted, ..old.clone() },
            None => Link {
                id: LinkId::random(),
                from: from.clone(),
                role: SmolStr::new(role),
                to,
                status: Status::Accepted,
                origin: self.by_hand(),
            },
        };
        edits.push(Edit::link(link));
        Edit::Batch(edits)
    }

    /// A suggested link is rejected, so that it does not come back; what a person made goes.
    pub(super) fn drop_link(&self, link: &Link) -> Edit {
        if link.origin.score.is_some() {
            Edit::link(Link { status: Status::Rejected, ..link.clone() })
        } else {
            Edit::RemoveLink(link.id.clone())
        }
    }

    /// Removes a link.
    pub(super) fn unlink(&mut self, id: &LinkId) {
        if let Some(link) = self.document.link(id) {
            let edit = self.drop_link(link);
            self.perform("remove a link", None, edit);
        }
    }
}
