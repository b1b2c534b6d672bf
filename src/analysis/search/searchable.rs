//! What the search keeps of an article: its text, and of each annotation what can be asked for.

use super::kept::KeptMark;
use crate::model::{
    ActorId, Annotation, AnnotationId, By, Document, LayerId, Status, Target, link::role, query::Filter,
};
use crate::text::{Span, find};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::sync::Arc;

/// An index into [`Searchable::names`].
pub(super) type Name = u32;

/// An annotation as the search keeps it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(into = "KeptMark", try_from = "KeptMark")]
pub struct Mark {
    /// The annotation.
    pub id: AnnotationId,
    /// Its layer.
    pub layer: LayerId,
    /// From its first word to its last.
    pub span: Span,
    /// Whether somebody decided on it.
    pub status: Status,
    /// Whether a person made it.
    pub by_hand: bool,
    /// Its attributes' values; the first says best what it is.
    pub values: Box<[SmolStr]>,
    /// What somebody noted.
    pub note: Box<str>,
    pub(super) voices: Box<[Name]>,
    pub(super) about: Box<[Name]>,
    pub(super) actor: Option<Name>,
}

/// An article as the search keeps it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Searchable {
    /// The file's name without its ending.
    pub name: String,
    /// The headline.
    pub title: String,
    /// The newspaper, agency or site.
    pub outlet: String,
    /// When it appeared.
    pub date: String,
    /// The language.
    pub language: SmolStr,
    /// How far the review is.
    pub state: SmolStr,
    /// Whom it mentions, and how often.
    pub mentions: Vec<(ActorId, u32)>,
    /// The text.
    pub text: Arc<str>,
    /// The text without accents, where it has some.
    #[serde(skip)]
    pub(super) folded: Option<Box<str>>,
    /// The annotations by position; those of a low score, which nobody sees, are left out.
    pub marks: Vec<Mark>,
    /// Actors and words that stand for them: the name that is shown first, then the others.
    pub(super) names: Vec<Box<[Box<str>]>>,
}

impl Searchable {
    /// Takes what the search needs of a document that lies in a file of this name.
    #[must_use]
    pub fn of(document: &Document, name: &str) -> Self {
        let meta = document.meta();
        let mut names = Names { document, list: Vec::new(), known: FxHashMap::default() };
        let least = Filter::default().min_score;
        let marks = document
            .annotations()
            .filter(|one| one.layer != LayerId::CUE)
            .filter(|one| one.status != Status::Suggested || one.score() >= least)
            .map(|one| names.mark(one))
            .collect();
        Self {
            name: name.to_owned(),
            title: meta.title.clone(),
            outlet: meta.outlet.clone(),
            date: meta.date.clone(),
            language: meta.language.clone(),
            state: SmolStr::new_static(document.state().name()),
            mentions: mentions(document),
            text: document.article().shared_text(),
            folded: find::folded(document.text()).map(String::into_boxed_str),
            marks,
            names: names.list,
        }
    }

    /// Makes one whole that was kept: what can be made anew is not kept. `None` when it is not sound.
    #[must_use]
    pub fn whole(mut self) -> Option<Self> {
        let inside = |mark: &Mark| self.text.get(mark.span.start as usize..mark.span.end as usize).is_some();
        if !self.marks.iter().all(inside) {
            return None;
        }
        self.folded = find::folded(&self.text).map(String::into_boxed_str);
        Some(self)
    }

    /// Returns who says or asserts what a mark covers, as people read it; "" when nobody is known.
    #[must_use]
    pub fn voice(&self, mark: &Mark) -> String {
        let shown: Vec<&str> = mark.voices.iter().filter_map(|name| self.shown(*name)).collect();
        shown.join(", ")
    }

    fn shown(&self, name: Name) -> Option<&str> {
        self.names.get(name as usize)?.first().map(AsRef::as_ref)
    }

    /// Returns the innermost quote or claim around a place.
    pub(super) fn around(&self, span: Span) -> Option<usize> {
        let after = self.marks.partition_point(|mark| mark.span.start <= span.start);
        let before = self.marks.get(..after)?.iter().enumerate();
        before
            .filter(|(_, mark)| mark.span.covers(span) && mark.layer != LayerId::ACTOR)
            .filter(|(_, mark)| mark.status != Status::Rejected)
            .min_by_key(|(_, mark)| mark.span.len())
            .map(|(at, _)| at)
    }
}

fn mentions(document: &Document) -> Vec<(ActorId, u32)> {
    let mut counts: FxHashMap<&ActorId, u32> = FxHashMap::default();
    let mentions = document.annotations().filter(|one| one.status != Status::Rejected);
    for id in mentions.filter_map(|one| one.actor.as_ref()) {
        *counts.entry(document.actors().resolve(id)).or_default() += 1;
    }
    let mut all: Vec<_> = counts.into_iter().map(|(id, count)| (id.clone(), count)).collect();
    all.sort_unstable();
    all
}

/// Collects names while marks are made.
struct Names<'d> {
    document: &'d Document,
    list: Vec<Box<[Box<str>]>>,
    known: FxHashMap<SmolStr, Name>,
}

impl Names<'_> {
    fn mark(&mut self, one: &Annotation) -> Mark {
        let roles = [role::SPEAKER, role::SOURCE];
        let voices = self.targets(one, &roles, true);
        let about = self.targets(one, &[role::ABOUT, role::ADDRESSEE], false);
        let actor = (one.layer == LayerId::ACTOR).then(|| self.mention(one));
        Mark {
            id: one.id.clone(),
            layer: one.layer.clone(),
            span: one.hull(),
            status: one.status,
            by_hand: one.origin.by == By::Person,
            values: self.values(one),
            note: one.note.as_str().into(),
            voices,
            about,
            actor,
        }
    }

    /// The values in the codebook's order.
    fn values(&self, one: &Annotation) -> Box<[SmolStr]> {
        let layer = self.document.codebook().layer(&one.layer);
        let place = |name: &str| layer.and_then(|layer| layer.attributes.iter().position(|it| it.id == name));
        let mut all: Vec<_> = one.attributes.iter().collect();
        all.sort_by_key(|(name, _)| place(name).unwrap_or(usize::MAX));
        all.into_iter().map(|(_, value)| SmolStr::new(value)).collect()
    }

    /// What the links of some roles point to; a quote that is a claim's source stands for its speaker.
    fn targets(&mut self, one: &Annotation, roles: &[&str], through: bool) -> Box<[Name]> {
        let document = self.document;
        let mut found = Vec::new();
        let links = document.links_from(&one.id);
        for link in
            links.filter(|link| roles.contains(&link.role.as_str()) && link.status != Status::Rejected)
        {
            match &link.to {
                Target::Author => found.push(self.author()),
                Target::Actor(id) => found.push(self.actor(id.as_str())),
                Target::Annotation(to) => match document.annotation(to) {
                    Some(quote) if through && quote.layer == LayerId::QUOTE => {
                        found.extend(self.targets(quote, &[role::SPEAKER], false));
                    }
                    Some(mention) => found.push(self.mention(mention)),
                    None => {}
                },
            }
        }
        found.dedup();
        found.into()
    }

    fn author(&mut self) -> Name {
        let author = &self.document.meta().author;
        let names: Box<[Box<str>]> = match author.as_str() {
            "" => ["author".into()].into(),
            name => [name.into(), "author".into()].into(),
        };
        self.intern("author", names)
    }

    fn actor(&mut self, id: &str) -> Name {
        let names = match self.document.actors().get(&id.into()) {
            Some(actor) => {
                std::iter::once(&actor.name).chain(&actor.aliases).map(|name| name.as_str().into()).collect()
            }
            None => [id.into()].into(),
        };
        self.intern(&format!("actor:{id}"), names)
    }

    fn mention(&mut self, mention: &Annotation) -> Name {
        match &mention.actor {
            Some(id) => {
                let id = self.document.actors().resolve(id).clone();
                self.actor(id.as_str())
            }
            None => {
                let words = mention.words(self.document.text());
                self.intern(&format!("words:{words}"), [words.as_str().into()].into())
            }
        }
    }

    fn intern(&mut self, key: &str, names: Box<[Box<str>]>) -> Name {
        if let Some(known) = self.known.get(key) {
            return *known;
        }
        let name = Name::try_from(self.list.len()).unwrap_or(Name::MAX);
        self.list.push(names);
        self.known.insert(SmolStr::new(key), name);
        name
    }
}
