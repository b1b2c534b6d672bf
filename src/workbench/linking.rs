//! Links: whoever stands behind a quote or a claim, and how that is called.

use super::candidates;
use super::open::Open;
use crate::model::{Annotation, AnnotationId, Edit, LayerId, Link, LinkId, Status, Target};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;

impl Open {
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

    pub(super) fn label_of_mention(&self, mention: &Annotation) -> String {
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
        let Some(best) = candidates.first().filter(|best| best.rank >= candidates::LIKELY) else { return };
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
