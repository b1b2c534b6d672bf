//! The search over the folder: live while it is typed, on a thread, over what was read.

use super::Workbench;
use super::effect::{Ask, Effect};
use super::event::Event;
use crate::analysis::search::{self, Found, Hit, Query, Searchable};
use crate::model::{AnnotationId, Severity};
use crate::store;
use crate::text::Span;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// An article as the search knows it.
pub type Held = (PathBuf, Arc<Searchable>);

/// The state of the search over the folder.
#[derive(Debug, Clone, Default)]
pub struct Seeking {
    /// What was typed.
    pub typed: String,
    /// What is wrong with it.
    pub error: Option<String>,
    /// What was found.
    pub found: Arc<Found>,
    /// The articles that it was found in.
    pub articles: Arc<Vec<Held>>,
    /// How long it took.
    pub took: Duration,
    /// Whether a thread looks.
    pub working: bool,
    /// Whether something changed since it began to look.
    again: bool,
    stop: Arc<AtomicBool>,
    /// The generation and revision of the open document that is searched.
    of_open: (u64, u64),
    /// What is to be shown once the article is open.
    reveal: Option<(PathBuf, Span, Option<AnnotationId>)>,
}

/// What a search found, with what it looked through.
pub(super) struct Sought {
    typed: String,
    found: Found,
    articles: Vec<Held>,
    took: Duration,
}

impl Seeking {
    /// Says whether something is looked for.
    pub(super) fn is_wanted(&self) -> bool {
        !self.typed.trim().is_empty()
    }

    /// Returns the article and the place of a hit.
    #[must_use]
    pub fn hit(&self, index: usize) -> Option<(&Held, &Hit)> {
        let hit = self.found.hits.get(index)?;
        Some((self.articles.get(hit.article as usize)?, hit))
    }
}

impl Workbench {
    /// Returns the search over the folder.
    #[must_use]
    pub fn seeking(&self) -> &Seeking {
        &self.seeking
    }

    /// Looks for something in all articles.
    pub(super) fn seek(&mut self, typed: String) {
        self.seeking.typed = typed;
        self.seeking.error = Query::parse(&self.seeking.typed).err();
        if self.seeking.is_wanted() {
            self.read_articles(true);
        }
        self.seek_again();
    }

    /// Looks again, with what was read meanwhile. What is under way gives up.
    pub(super) fn seek_again(&mut self) {
        if self.seeking.working {
            self.seeking.stop.store(true, Ordering::Relaxed);
            self.seeking.again = true;
            return;
        }
        let Ok(query) = Query::parse(&self.seeking.typed) else { return };
        if query.is_empty() {
            self.seeking.found = Arc::default();
            return;
        }
        self.refresh_open();
        let Some(folder) = &self.folder else { return };
        let articles: Vec<Held> = folder
            .rows
            .iter()
            .filter_map(|row| match row {
                super::folder::Row::Article(index) => folder.articles.get(*index),
                super::folder::Row::Head(..) => None,
            })
            .filter_map(|listed| Some((listed.entry.path.clone(), Arc::clone(listed.searchable.as_ref()?))))
            .collect();
        let stop = Arc::new(AtomicBool::new(false));
        (self.seeking.working, self.seeking.again) = (true, false);
        self.seeking.stop = Arc::clone(&stop);
        let (typed, ticket) = (self.seeking.typed.clone(), self.corpus.ticket);
        self.jobs.spawn("search", move || {
            let began = Instant::now();
            let found = search::search(&query, articles.iter().map(|(_, article)| &**article), Some(&stop));
            Event::Sought(ticket, Box::new(Sought { typed, found, articles, took: began.elapsed() }))
        });
    }

    /// What is open is searched as it is now.
    pub(super) fn refresh_open(&mut self) {
        let (Some(folder), Some(open)) = (&mut self.folder, &self.open) else { return };
        let Some(listed) = folder.current.and_then(|at| folder.articles.get_mut(at)) else { return };
        let now = (open.generation, open.document.revision());
        if std::mem::replace(&mut self.seeking.of_open, now) != now || listed.searchable.is_none() {
            let name = store::corpus::read::stem(&listed.entry.path);
            listed.searchable = Some(Arc::new(Searchable::of(open.document(), &name)));
            listed.asked.1 = true;
        }
    }

    pub(super) fn sought(&mut self, sought: Sought) {
        self.seeking.working = false;
        if sought.typed == self.seeking.typed {
            self.seeking.found = Arc::new(sought.found);
            self.seeking.articles = Arc::new(sought.articles);
            self.seeking.took = sought.took;
        }
        if self.seeking.again {
            self.seek_again();
        }
    }

    /// Opens the article of a hit and shows it there.
    pub(super) fn open_hit(&mut self, index: usize) {
        let Some(((path, article), hit)) = self.seeking.hit(index) else { return };
        let mark = hit.mark.and_then(|mark| article.marks.get(mark as usize));
        let id = mark.filter(|mark| mark.span == hit.span).map(|mark| mark.id.clone());
        let (path, span) = (path.clone(), hit.span);
        self.seeking.reveal = Some((path.clone(), span, id));
        if self.is_open(&path) {
            self.show_hit();
        } else {
            self.open_path(path);
        }
    }

    fn is_open(&self, path: &Path) -> bool {
        let place = self.open.as_ref().map(|open| &open.place);
        place.is_some_and(|place| place.path == path || place.native.as_deref() == Some(path))
    }

    /// Shows what was to be shown in the article that is open now.
    pub(super) fn show_hit(&mut self) {
        let Some((path, span, id)) = self.seeking.reveal.take_if(|_| true) else { return };
        if !self.is_open(&path) {
            return;
        }
        let Some(open) = &mut self.open else { return };
        match id {
            Some(id) => open.select(Some(id), true),
            None => {
                open.selection.annotation = None;
                open.selection.text = Some(super::TextSelection { anchor: span.start, head: span.end });
                open.reveal_span(span);
            }
        }
    }

    /// Asks where to write what was found.
    pub(super) fn ask_for_table(&mut self) {
        let folder = self.folder.as_ref().map(|folder| folder.path.clone()).unwrap_or_default();
        self.effects.push(Effect::Ask(Ask::Table(folder.join("search.csv"))));
    }

    /// Writes what was found as a table for spreadsheets.
    pub(super) fn write_table(&mut self, path: PathBuf) {
        let (found, articles) = (Arc::clone(&self.seeking.found), Arc::clone(&self.seeking.articles));
        let disk = Arc::clone(&self.files.disk);
        self.jobs.spawn("table", move || {
            let rows = found
                .hits
                .iter()
                .filter_map(|hit| articles.get(hit.article as usize).map(|(_, article)| (&**article, *hit)));
            let bytes = search::table(rows);
            let result = store::atomic::write(&*disk, &path, &bytes).map_err(|why| why.to_string());
            let text = match result {
                Ok(()) => Ok(format!("{} places written: {}", found.hits.len(), path.display())),
                Err(why) => Err(format!("What was found could not be written ({why}): {}", path.display())),
            };
            Event::Told(text)
        });
    }

    pub(super) fn told(&mut self, text: Result<String, String>) {
        match text {
            Ok(text) => self.tell(Severity::Note, text),
            Err(text) => self.tell(Severity::Error, text),
        }
    }
}
