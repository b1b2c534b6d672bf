//! The actors of a whole corpus, in `corpus-actors.ron`: one entry a line, and which were merged into which.
//!
//! A merge is a redirect here, a new name an entry here: closed articles are not rewritten; an article that is
//! opened is brought in line with [`in_line`].

use super::super::disk::Disk;
use super::beside::{self, Part};
use crate::formats::annotation::native::saved::{SavedActor, Words};
use crate::model::{Actor, ActorId, Actors, Document, Edit, Status};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Serialize, Deserialize)]
struct Saved<'a> {
    /// The version of the shape.
    corpus_actors: u32,
    #[serde(borrow, default)]
    actors: Vec<SavedActor<'a>>,
    #[serde(default)]
    redirects: BTreeMap<ActorId, ActorId>,
}

/// Reads the actors of a folder; none when the file is not there.
///
/// # Errors
/// In words with the path, when the file is there and cannot be read.
pub fn load(disk: &dyn Disk, folder: &Path) -> Result<Actors, String> {
    let mut actors = Actors::default();
    let Some(text) = beside::text(disk, folder, Part::Actors)? else { return Ok(actors) };
    let saved: Saved<'_> = beside::parse(&text, folder, Part::Actors)?;
    let mut words = Words::default();
    for actor in saved.actors {
        actors.put(actor.into_model(&mut words));
    }
    for (old, new) in saved.redirects {
        actors.redirect(&old, Some(new));
    }
    Ok(actors)
}

/// Writes the actors of a folder.
///
/// # Errors
/// In words with the path, when they cannot be written; the former file stays.
pub fn save(disk: &dyn Disk, folder: &Path, actors: &Actors) -> Result<(), String> {
    let saved = Saved {
        corpus_actors: 1,
        actors: actors.entries().map(SavedActor::of).collect(),
        redirects: actors.redirects().map(|(old, new)| (old.clone(), new.clone())).collect(),
    };
    beside::write(disk, folder, Part::Actors, &saved)
}

/// How a document's actors differ from the corpus's.
#[derive(Debug, Clone, Default)]
pub struct InLine {
    /// What brings the document in line; `nothing` when it is.
    pub edit: Option<Edit>,
    /// Actors that a person named otherwise in the document than the corpus does, and never did: to be asked about.
    pub differing: Vec<(ActorId, String, String)>,
}

/// Compares a document's actors with the corpus's.
#[must_use]
pub fn in_line(document: &Document, corpus: &Actors) -> InLine {
    let mut edits = Vec::new();
    let mut differing = Vec::new();
    for (old, _) in document.actors().redirects() {
        if corpus.entry(old).is_some() && corpus.resolve(old) == old {
            // The corpus knows both: they were taken apart again.
            edits.push(Edit::Redirect(old.clone(), None));
        }
    }
    for own in document.actors().entries() {
        let same = (own.status == Status::Suggested && corpus.entry(&own.id).is_none())
            .then(|| corpus.entries().find(|known| known.name == own.name && known.kind == own.kind))
            .flatten();
        let to = corpus.resolve(same.map_or(&own.id, |known| &known.id));
        if *to != own.id && document.actors().resolve(&own.id) != to {
            if document.actors().entry(to).is_none()
                && let Some(kept) = corpus.entry(to)
            {
                edits.push(Edit::actor(kept.clone()));
            }
            edits.push(Edit::Redirect(own.id.clone(), Some(to.clone())));
            continue;
        }
        let Some(known) = corpus.entry(&own.id) else { continue };
        if own.name == known.name && own.kind == known.kind && own.country == known.country {
            continue;
        }
        if own.status != Status::Accepted || known.is_called(&own.name) {
            edits.push(Edit::actor(joined(known, own, corpus)));
        } else {
            differing.push((own.id.clone(), own.name.clone(), known.name.clone()));
        }
    }
    InLine { edit: (!edits.is_empty()).then_some(Edit::Batch(edits)), differing }
}

/// The corpus's entry with the names that the document has besides; suggested where the document says so.
#[must_use]
pub fn joined(known: &Actor, own: &Actor, corpus: &Actors) -> Actor {
    let mut actor = known.clone();
    actor.status = own.status;
    for name in std::iter::once(&own.name).chain(&own.aliases) {
        let of_another = corpus.called(name).is_some_and(|other| other.id != actor.id && other.id != own.id);
        if !actor.is_called(name) && !of_another {
            actor.aliases.push(name.clone());
        }
    }
    actor
}

/// Puts what a person accepted in a document into the corpus's actors; says whether anything was new.
pub fn learn(corpus: &mut Actors, document: &Document) -> bool {
    let mut new = false;
    for own in document.actors().iter().filter(|actor| actor.status == Status::Accepted) {
        if corpus.entry(&own.id).is_none() {
            corpus.put(own.clone());
            new = true;
        }
    }
    for (old, to) in document.actors().redirects() {
        if corpus.resolve(old) == old && corpus.resolve(to) != old && corpus.entry(to).is_some() {
            if let Some(gone) = document.actors().entry(old).filter(|_| corpus.entry(old).is_none()) {
                corpus.put(gone.clone());
            }
            corpus.redirect(old, Some(to.clone()));
            new = true;
        }
    }
    new
}
