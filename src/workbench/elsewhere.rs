//! What was done to one annotation, done to its words in the folder's other articles: looked for at once, shown
//! before it is done, done as one step.
//!
//! What the search has read is looked through on a thread, again whenever more was read. Each article decides for itself
//! what is to do there; what somebody decided otherwise stays.

use super::Workbench;
use super::annotating::Changed;
use super::event::Event;
use super::occurrences::{Alike, query};
use super::seeking::Held;
use crate::analysis::search::Searchable;
use crate::model::{Severity, Status, apply};
use crate::text::Span;
use std::path::PathBuf;
use std::sync::Arc;

/// In a folder of more articles nothing is read ahead of being asked for.
const MANY: usize = 2_000;
/// How many places are kept to be shown.
const SHOWN: usize = 4;

/// Where the words of an offer stand in the folder's other articles.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Elsewhere {
    /// How many places are not as the annotation is.
    pub count: usize,
    /// In how many articles.
    pub articles: usize,
    /// The first of them.
    pub places: Vec<Shown>,
    /// The articles.
    pub(super) paths: Vec<PathBuf>,
    /// Whether all articles were looked through.
    pub whole: bool,
}

/// A place in another article.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The article's headline or file name.
    pub article: String,
    /// Its text.
    pub text: Arc<str>,
    /// Where the words stand in it.
    pub place: Span,
}

/// What is looked for: the words, and what would be done with them.
struct Wanted {
    words: String,
    alike: Alike,
}

impl Workbench {
    /// Looks for the words of the offer in the folder's other articles, when there is one that this is not known of.
    pub(super) fn look_elsewhere(&mut self) {
        let Some(offer) = self.open.as_ref().and_then(|open| open.offer.as_ref()) else { return };
        let Some(folder) = &self.folder else { return };
        let asked = offer.asked;
        if asked.is_none() && folder.articles.len() <= MANY {
            self.read_articles(true);
        }
        let Some(state) = self.read_state().filter(|state| asked != Some(*state)) else { return };
        if asked.is_some() && !state.1 {
            return;
        }
        let others = self.others();
        let Some(open) = &mut self.open else { return };
        let alike = open.alike();
        let (generation, steps) = (open.generation, open.history.len());
        let (Some(alike), Some(offer)) = (alike, open.offer.as_mut()) else { return };
        offer.asked = Some(state);
        let wanted = Wanted { words: offer.words.clone(), alike };
        self.jobs.spawn("elsewhere", move || {
            let found = Elsewhere { whole: state.1, ..wanted.find(&others) };
            Event::Elsewhere((generation, steps), Box::new(found))
        });
    }

    /// Returns how many articles were read for the search, and whether no more will be.
    fn read_state(&self) -> Option<(usize, bool)> {
        let folder = self.folder.as_ref()?;
        let read = folder.articles.iter().filter(|listed| listed.searchable.is_some()).count();
        let mut others = folder.articles.iter().enumerate().filter(|(at, _)| folder.current != Some(*at));
        Some((read, folder.reading.is_none() && others.all(|(_, listed)| listed.asked.1)))
    }

    /// The articles that were read, without the open one.
    fn others(&self) -> Vec<Held> {
        let Some(folder) = &self.folder else { return Vec::new() };
        let others = folder.articles.iter().enumerate().filter(|(at, _)| folder.current != Some(*at));
        let held = |(_, listed): (_, &super::folder::Listed)| {
            Some((listed.entry.path.clone(), Arc::clone(listed.searchable.as_ref()?)))
        };
        others.filter_map(held).collect()
    }

    pub(super) fn found_elsewhere(&mut self, of: (u64, usize), found: Elsewhere) {
        let Some(open) = self.open.as_mut().filter(|open| (open.generation, open.history.len()) == of) else {
            return;
        };
        if let Some(offer) = &mut open.offer {
            offer.elsewhere = Some(found);
        }
    }

    /// Does the same everywhere in the folder: here, and in the articles that are not open. What is not shown yet is
    /// looked for and shown first.
    pub(super) fn occurrences_in_folder(&mut self) {
        if self.is_at_work() {
            return;
        }
        let Some(open) = self.open.as_mut().filter(|open| open.is_writable()) else { return };
        if open.offer.is_none()
            && let Some(id) = open.selection.annotation.clone()
        {
            open.offer_occurrences(&id, "the same");
        }
        let Some(offer) = &open.offer else {
            self.tell(Severity::Note, "Select what is to be done alike: a mention, a quote or a claim.");
            return;
        };
        let Some(elsewhere) = offer.elsewhere.clone().filter(|found| found.whole) else {
            self.read_articles(true);
            self.tell(
                Severity::Note,
                "Looking through the folder. Press the key again when it says how many there are.",
            );
            return;
        };
        let (Some(alike), label) = (open.alike(), format!("{}: {}", offer.words, offer.what)) else { return };
        let mut done = Changed::new(label);
        open.offer = None;
        let (count, edit) = open.edit_alike(&alike, true);
        if count > 0 {
            let back = apply(&mut open.document().clone(), edit.clone());
            open.perform("all occurrences", None, edit);
            done.here(open, count, back);
        }
        self.change_articles(elsewhere.paths, done, move |open| {
            let (count, edit) = open.edit_alike(&alike, false);
            open.perform("all occurrences", None, edit);
            count
        });
    }
}

impl Wanted {
    fn find(&self, others: &[Held]) -> Elsewhere {
        let mut found = Elsewhere::default();
        let Ok(finder) = query(&self.words).finder() else { return found };
        for (path, article) in others {
            let hits = finder.hits(&article.text).into_iter().filter(|span| self.is_to_do(article, *span));
            let hits: Vec<_> = hits.collect();
            if hits.is_empty() {
                continue;
            }
            found.count += hits.len();
            found.articles += 1;
            found.paths.push(path.clone());
            if found.places.len() < SHOWN {
                let name = if article.title.is_empty() { &article.name } else { &article.title };
                let text = Arc::clone(&article.text);
                found.places.extend(hits.first().map(|place| Shown {
                    article: name.clone(),
                    text,
                    place: *place,
                }));
            }
        }
        found
    }

    /// Says whether something would be done at a place, as far as the search knows it.
    fn is_to_do(&self, article: &Searchable, span: Span) -> bool {
        if article.marks.is_empty() {
            return !self.alike.moves(); // nobody has looked: suggestions come first
        }
        let model = &self.alike.model;
        let mut marks =
            article.marks.iter().filter(|mark| mark.layer == model.layer && mark.span.overlaps(span));
        let there = marks.clone().find(|mark| mark.span == span);
        match there {
            Some(mark) if self.alike.moves() => mark.status != Status::Rejected,
            Some(mark) => mark.status == Status::Suggested,
            None => {
                !self.alike.moves()
                    && model.status != Status::Rejected
                    && !marks.any(|mark| mark.status != Status::Rejected)
            }
        }
    }
}
