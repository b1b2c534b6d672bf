//! What a format cannot hold of a document, in words, counted for that very document.

use super::WriteOptions;
use crate::model::{Annotation, Document, Status};
use std::fmt;

/// Something that an export leaves out or changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// How many things it concerns.
    pub count: usize,
    /// What happens to them: "41 reasons are not carried".
    pub message: String,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Collects losses; what concerns nothing is no loss.
#[derive(Debug, Default)]
pub struct Losses(Vec<Loss>);

impl Losses {
    /// Adds "COUNT WHAT FATE" when there is something to lose; `one` and `many` are the noun.
    pub fn add(&mut self, count: usize, one: &str, many: &str, fate: &str) -> &mut Self {
        if count > 0 {
            let noun = if count == 1 { one } else { many };
            self.0.push(Loss { count, message: format!("{count} {noun}: {fate}") });
        }
        self
    }

    /// Counts annotations that `lost` picks.
    pub fn annotations(
        &mut self,
        document: &Document,
        (one, many): (&str, &str),
        fate: &str,
        lost: impl Fn(&Annotation) -> bool,
    ) -> &mut Self {
        let count = document.annotations().filter(|annotation| lost(annotation)).count();
        self.add(count, one, many, fate)
    }

    /// Counts what formats for other programs leave out: rejected annotations, unless they are wanted, and
    /// annotations whose words are no longer in the text.
    pub fn left_out(&mut self, document: &Document, options: &WriteOptions) -> &mut Self {
        let nouns = ("rejected annotation", "rejected annotations");
        self.annotations(document, nouns, "left out", |annotation| {
            !options.rejected && annotation.status == Status::Rejected
        });
        let lost = document.orphans().len() + document.unplaced().len();
        self.add(
            lost,
            "annotation without a place in the text",
            "annotations without a place in the text",
            "left out",
        )
    }

    /// Counts what is known of the article, where the format has no place for it.
    pub fn meta(&mut self, document: &Document) -> &mut Self {
        self.meta_but(document, &[])
    }

    /// Counts what is known of the article but for what the format has a place for.
    pub fn meta_but(&mut self, document: &Document, held: &[&str]) -> &mut Self {
        let meta = document.meta();
        let known = [
            ("title", meta.title.as_str()),
            ("outlet", &meta.outlet),
            ("author", &meta.author),
            ("date", &meta.date),
            ("source", &meta.source),
            ("language", &meta.language),
        ];
        let count = known.iter().filter(|(name, value)| !value.is_empty() && !held.contains(name)).count();
        self.add(count + meta.extra.len(), "entry of the metadata", "entries of the metadata", "not carried")
    }

    /// Counts scores, reasons and names of rules, where the format has no place for them.
    pub fn origins(&mut self, document: &Document) -> &mut Self {
        let nouns = ("score and reason of a suggestion", "scores and reasons of suggestions");
        self.annotations(document, nouns, "not carried", |annotation| {
            annotation.origin.score.is_some() || !annotation.origin.reason.is_empty()
        })
    }

    /// Counts suggestions that nobody has decided on, where the format cannot tell them from the rest.
    pub fn undecided(&mut self, document: &Document) -> &mut Self {
        let nouns = ("undecided suggestion", "undecided suggestions");
        let fate = "written like what a person accepted";
        self.annotations(document, nouns, fate, |annotation| annotation.status == Status::Suggested)
    }

    /// Counts links' own status and origin, where the format has no place for them.
    pub fn link_origins(&mut self, document: &Document) -> &mut Self {
        let told =
            |link: &&&crate::model::Link| link.status != Status::Accepted || link.origin.score.is_some();
        let count = document.links().iter().filter(told).count();
        self.add(count, "suggested link", "suggested links", "status, score and reason are not carried")
    }

    /// Counts actors, where the format holds no more than their names.
    pub fn actors(&mut self, document: &Document) -> &mut Self {
        let count = document.actors().entries().count();
        self.add(
            count,
            "actor of the registry",
            "actors of the registry",
            "no more than name or id is carried",
        )
    }

    /// Counts annotations of several parts, where the format has none: each part is written on its own.
    pub fn parts(&mut self, document: &Document, fate: &str) -> &mut Self {
        let nouns = ("annotation of several parts", "annotations of several parts");
        self.annotations(document, nouns, fate, |annotation| annotation.fragments.len() > 1)
    }

    /// Counts links, where the format has none.
    pub fn links(&mut self, document: &Document) -> &mut Self {
        self.add(document.links().len(), "link", "links", "not carried")
    }

    /// Counts links to an actor without a mention or to the author, where links join spans only.
    pub fn spanless_links(&mut self, document: &Document) -> &mut Self {
        let count = document.links().iter().filter(|link| link.to.annotation().is_none()).count();
        self.add(
            count,
            "link to the author or to an actor without a mention",
            "links to the author or to actors without a mention",
            "not carried",
        )
    }

    /// Counts notes, where the format has no place for them.
    pub fn notes(&mut self, document: &Document) -> &mut Self {
        self.annotations(document, ("note", "notes"), "not carried", |annotation| !annotation.note.is_empty())
    }

    /// Returns what was collected.
    #[must_use]
    pub fn done(&mut self) -> Vec<Loss> {
        std::mem::take(&mut self.0)
    }
}
