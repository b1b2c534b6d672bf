//! The open folder: its articles, and going from one to the next.

use super::Workbench;
use super::action::Action;
use crate::model::ArticleState;
use crate::store::folder::{Entry, Kind};
use std::path::{Path, PathBuf};

/// One article of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What people read: the file's name without its ending.
    pub name: String,
    /// What opening it opens: the document when there is one, else the article.
    pub path: PathBuf,
    /// How far it is: `○` new, `◐` begun.
    pub mark: &'static str,
}

/// Returns the sign of how far a review is: empty, half, full.
#[must_use]
pub const fn mark(state: ArticleState) -> &'static str {
    match state {
        ArticleState::New => "○",
        ArticleState::InReview => "◐",
        ArticleState::Done => "●",
    }
}

/// A folder of articles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folder {
    /// Where it lies.
    pub path: PathBuf,
    /// Its articles, in natural order of their names.
    pub articles: Vec<Listed>,
    /// Which of them is open.
    pub current: Option<usize>,
}

impl Folder {
    /// Takes a listing.
    #[must_use]
    pub fn new(path: PathBuf, entries: Vec<Entry>) -> Self {
        let articles = entries
            .into_iter()
            .map(|entry| Listed {
                name: entry.name,
                mark: if entry.kind == Kind::Document { "◐" } else { "○" },
                path: entry.path,
            })
            .collect();
        Self { path, articles, current: None }
    }

    /// Notes which article is open.
    fn note_open(&mut self, paths: &[&Path]) {
        self.current = self.articles.iter().position(|listed| paths.contains(&listed.path.as_path()));
    }
}

impl Workbench {
    pub(super) fn open_listed(&mut self, index: usize) {
        let path = self
            .folder
            .as_ref()
            .and_then(|folder| folder.articles.get(index))
            .map(|listed| listed.path.clone());
        if let Some(path) = path {
            self.run(Action::Open(path));
        }
    }

    pub(super) fn step_article(&mut self, back: bool) {
        let Some(folder) = &self.folder else { return };
        let last = folder.articles.len().saturating_sub(1);
        let next = match folder.current {
            None => 0,
            Some(at) if back => at.saturating_sub(1),
            Some(at) => (at + 1).min(last),
        };
        if folder.current != Some(next) {
            self.open_listed(next);
        }
    }

    /// Marks the open article in the list, and that it has been begun.
    pub(super) fn note_in_folder(&mut self) {
        let (Some(folder), Some(open)) = (&mut self.folder, &self.open) else { return };
        let native = open.place.native.clone().unwrap_or_default();
        folder.note_open(&[&open.place.path, &native]);
        if !open.history().is_empty()
            && let Some(listed) = folder.current.and_then(|at| folder.articles.get_mut(at))
        {
            listed.mark = mark(open.document().state());
        }
    }
}
