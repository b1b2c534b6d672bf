//! Turns what the stages found into annotations, actors and links with ids, scores and reasons.

use super::found::{Claim, Found, Mention, Quote, Source, Why};
use super::prepared::Prepared;
use crate::model::link::role;
use crate::model::{
    Actor, ActorId, Annotation, AnnotationId, Attributes, LayerId, Link, LinkId, Origin, Status, Target,
};
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

/// Proposals for one article. Nothing in them was decided on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Suggestions {
    /// The language they were made for, ISO 639-1; "" when unknown.
    pub language: SmolStr,
    /// The actors that mentions point to.
    pub actors: Vec<Actor>,
    /// Mentions, quotes, cues and claims.
    pub annotations: Vec<Annotation>,
    /// Speakers, cues, addressees, sources.
    pub links: Vec<Link>,
    /// What the analyst should know.
    pub notes: Vec<String>,
}

impl Suggestions {
    /// Takes in what another suggester proposes. Where both propose the same, the first one stays, with the
    /// higher score of both and with what points to the other pointing to it.
    pub fn join(&mut self, other: Self) {
        let mut standing: FxHashMap<AnnotationId, AnnotationId> = FxHashMap::default();
        for theirs in other.annotations {
            let mentions = theirs.layer == LayerId::ACTOR;
            let same = self.annotations.iter_mut().find(|ours| {
                ours.layer == theirs.layer
                    && if mentions {
                        ours.fragments == theirs.fragments
                    } else {
                        ours.iou(&theirs.fragments) >= 0.5
                    }
            });
            match same {
                Some(ours) => {
                    if theirs.score() > ours.score() {
                        ours.origin.score = theirs.origin.score;
                        let reason = format!("{}; {} agrees", ours.origin.reason, theirs.origin.name);
                        ours.origin.reason = SmolStr::new(reason);
                    }
                    standing.insert(theirs.id, ours.id.clone());
                }
                None => {
                    standing.insert(theirs.id.clone(), theirs.id.clone());
                    self.annotations.push(theirs);
                }
            }
        }
        for mut link in other.links {
            let stands = |id: &AnnotationId| standing.get(id).unwrap_or(id).clone();
            link.from = stands(&link.from);
            if let Target::Annotation(id) = &link.to {
                link.to = Target::Annotation(stands(id));
            }
            let taken = self.links.iter().any(|ours| ours.from == link.from && ours.role == link.role);
            if !taken {
                self.links.push(link);
            }
        }
        let new = |actor: &Actor| self.actors.iter().all(|ours| ours.id != actor.id);
        let actors: Vec<_> = other.actors.into_iter().filter(new).collect();
        self.actors.extend(actors);
        self.notes.extend(other.notes);
    }
}

/// Gives ids and origins. The ids depend on rule and place alone, so that they are the same next time and in both
/// tiers.
#[must_use]
pub fn assemble(prepared: &Prepared<'_>, found: Found) -> Suggestions {
    let mut out = Assembly::default();
    let actors: Vec<_> = found.actors.iter().map(|actor| actor.id.clone()).collect();
    let mentions: Vec<_> = found.mentions.iter().map(|mention| out.mention(mention, &actors)).collect();
    let quotes: Vec<_> = found.quotes.iter().map(|quote| out.quote(quote, &mentions, &actors)).collect();
    for claim in &found.claims {
        out.claim(claim, &mentions, &quotes);
    }
    let actors = found.actors.into_iter().map(|actor| Actor { status: Status::Suggested, ..actor }).collect();
    Suggestions {
        language: prepared.language.clone(),
        actors,
        annotations: out.annotations,
        links: out.links,
        notes: found.notes,
    }
}

#[derive(Default)]
struct Assembly {
    taken: FxHashSet<AnnotationId>,
    annotations: Vec<Annotation>,
    links: Vec<Link>,
}

impl Assembly {
    fn add(&mut self, layer: LayerId, fragments: &[Span], attributes: Attributes, why: &Why) -> AnnotationId {
        let id = AnnotationId::of_suggestion(&layer, why.rule, fragments, |id| self.taken.contains(id));
        self.taken.insert(id.clone());
        let mut annotation = Annotation::new(id.clone(), layer, fragments.to_vec());
        annotation.attributes = attributes;
        annotation.status = Status::Suggested;
        annotation.origin = origin(why);
        self.annotations.push(annotation);
        id
    }

    fn link(&mut self, from: &AnnotationId, role: &'static str, to: Target, why: &Why) {
        let id = LinkId::of_suggestion(from, role, &to.to_text());
        let role = SmolStr::new_static(role);
        self.links.push(Link {
            id,
            from: from.clone(),
            role,
            to,
            status: Status::Suggested,
            origin: origin(why),
        });
    }

    fn mention(&mut self, mention: &Mention, actors: &[ActorId]) -> AnnotationId {
        let attributes = Attributes::default().with("kind", &mention.kind).with("form", mention.form);
        let id = self.add(LayerId::ACTOR, &[mention.span], attributes, &mention.why);
        if let Some(annotation) = self.annotations.last_mut() {
            annotation.actor = mention.actor.and_then(|actor| actors.get(actor)).cloned();
        }
        id
    }

    fn quote(&mut self, quote: &Quote, mentions: &[AnnotationId], actors: &[ActorId]) -> AnnotationId {
        let attributes = Attributes::default().with("type", quote.kind).with("reference", quote.reference);
        let id = self.add(LayerId::QUOTE, &quote.fragments, attributes, &quote.why);
        let why = quote.speaker_why.as_ref().unwrap_or(&quote.why);
        for speaker in quote.speakers.iter().filter_map(|speaker| mentions.get(*speaker)) {
            self.link(&id, role::SPEAKER, Target::Annotation(speaker.clone()), why);
        }
        if let Some(actor) = quote.implied_speaker.and_then(|actor| actors.get(actor))
            && quote.speakers.is_empty()
        {
            self.link(&id, role::SPEAKER, Target::Actor(actor.clone()), why);
        }
        if let Some(addressee) = quote.addressee.and_then(|addressee| mentions.get(addressee)) {
            self.link(&id, role::ADDRESSEE, Target::Annotation(addressee.clone()), &quote.why);
        }
        if let Some(cue) = quote.cue {
            let cue = self.add(LayerId::CUE, &[cue], Attributes::default(), &quote.why);
            self.link(&id, role::CUE, Target::Annotation(cue), &quote.why);
        }
        id
    }

    fn claim(&mut self, claim: &Claim, mentions: &[AnnotationId], quotes: &[AnnotationId]) {
        let worth = claim.worth.to_string();
        let attributes = Attributes::default().with("type", claim.kind).with("worth", worth);
        let id = self.add(LayerId::CLAIM, &[claim.span], attributes, &claim.why);
        let source = match claim.source {
            Source::Quote(quote) => quotes.get(quote).cloned().map(Target::Annotation),
            Source::Mention(mention) => mentions.get(mention).cloned().map(Target::Annotation),
            Source::Author => Some(Target::Author),
        };
        if let Some(source) = source {
            self.link(&id, role::SOURCE, source, &claim.why);
        }
        for about in claim.about.iter().filter_map(|about| mentions.get(*about)) {
            self.link(&id, role::ABOUT, Target::Annotation(about.clone()), &claim.why);
        }
    }
}

fn origin(why: &Why) -> Origin {
    Origin {
        by: why.by,
        name: if why.closely {
            SmolStr::new(format!("{}+network", why.rule))
        } else {
            SmolStr::new_static(why.rule)
        },
        version: why.version,
        score: Some(why.score.clamp(0.0, 1.0)),
        reason: why.reason.clone(),
    }
}
