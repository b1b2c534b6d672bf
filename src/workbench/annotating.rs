//! Changing articles of the folder that are not open, as one step; annotating all that the search over it found.

use super::Workbench;
use super::event::Event;
use super::open::{Open, Place};
use super::suggesting::edit_of;
use crate::model::{Codebook, Document, Edit, LayerId, Severity};
use crate::store::corpus::bulk;
use crate::suggest;
use crate::text::Span;
use smol_str::SmolStr;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// What was done in articles of the folder, and how it is taken back.
#[derive(Debug, Clone, Default)]
pub(super) struct Changed {
    label: String,
    /// Each document with what takes the change back.
    undo: Vec<(PathBuf, Edit)>,
    touched: usize,
    /// How many articles that are not open were changed.
    articles: usize,
    wrong: Vec<String>,
    /// How many articles were left out because the person stopped it.
    left_out: usize,
    /// Whether this itself took something back.
    back: bool,
}

impl Changed {
    /// Nothing was done yet.
    pub(super) fn new(label: String) -> Self {
        Self { label, ..Self::default() }
    }

    /// Notes what was done in the open article, so that it is taken back with the rest.
    pub(super) fn here(&mut self, open: &Open, count: usize, back: Edit) {
        self.touched += count;
        self.undo.extend(open.place.native.clone().map(|native| (native, back)));
    }

    pub(super) fn label(&self) -> &str {
        &self.label
    }
}

impl Workbench {
    /// Makes an annotation of every place that the search over the folder found.
    pub(super) fn annotate_found(&mut self, layer: &LayerId) {
        if self.is_at_work() {
            return;
        }
        let mut places: BTreeMap<PathBuf, Vec<Span>> = BTreeMap::new();
        for index in 0..self.seeking.found.hits.len() {
            if let Some(((path, _), hit)) = self.seeking.hit(index) {
                places.entry(path.clone()).or_default().push(hit.span);
            }
        }
        let own = self.open.as_ref().map(|open| open.place.clone()).unwrap_or_default();
        let here =
            places.keys().find(|path| **path == own.path || own.native.as_ref() == Some(path)).cloned();
        let mut touched = 0;
        if let (Some(spans), Some(open)) = (here.and_then(|path| places.remove(&path)), &mut self.open) {
            touched = open.annotate_spans(layer, &spans);
        }
        if places.is_empty() {
            self.tell(
                Severity::Note,
                format!("{touched} places annotated. Undo takes them back in one step."),
            );
            return;
        }
        let layer = layer.clone();
        let done = Changed { touched, ..Changed::new(format!("annotate what was found as {layer}")) };
        self.change_articles(places.keys().cloned().collect(), done, move |open| {
            let path = open.place.path.clone();
            let spans = places.get(&path).map(Vec::as_slice).unwrap_or_default();
            open.annotate_spans(&layer, spans)
        });
    }

    /// Changes articles that are not open, on a thread: `change` does to each what a person would who had it open, as
    /// one step, and returns how many places it touched.
    pub(super) fn change_articles(
        &mut self,
        paths: Vec<PathBuf>,
        done: Changed,
        change: impl Fn(&mut Open) -> usize + Send + 'static,
    ) {
        if paths.is_empty() {
            self.bulk_done(done);
            return;
        }
        let (disk, dirs) = (Arc::clone(&self.files.disk), self.files.places.clone());
        let Some(stop) = self.begin("changing", paths.len()) else { return };
        let (analyst, post) = (SmolStr::new(self.analyst()), self.jobs.post());
        let book = self.folder_codebook().cloned();
        self.jobs.spawn("annotate", move || {
            let mut done = done;
            for path in paths {
                if stop.load(Ordering::Relaxed) {
                    done.left_out += 1;
                    continue;
                }
                let inverse = RefCell::new((0, Edit::nothing()));
                let change = |document: &Document| {
                    let (edit, back, count) = changed(document, book.as_ref(), (&path, &analyst), &change);
                    *inverse.borrow_mut() = (count, back);
                    edit
                };
                match bulk::change(&disk, &dirs, &path, change) {
                    Ok(Some(native)) => {
                        let (count, back) = inverse.into_inner();
                        done.touched += count;
                        done.articles += 1;
                        done.undo.push((native, back));
                    }
                    Ok(None) => {}
                    Err(why) => done.wrong.push(why),
                }
                post.send(Event::OneIsDone);
            }
            Event::BulkDone(Box::new(done))
        });
    }

    pub(super) fn bulk_done(&mut self, done: Changed) {
        self.going = None;
        self.list_again();
        let left_out = match done.left_out {
            0 => String::new(),
            count => format!(" {count} articles were left out, as you wished."),
        };
        let articles = done.articles;
        if done.back {
            self.tell(Severity::Note, format!("Taken back: {}.{left_out}", done.label));
        } else {
            let text = format!(
                "{} places: {}. {articles} articles that are not open were changed and saved. “Undo in the folder” takes that back.{left_out}",
                done.touched, done.label
            );
            self.tell(Severity::Note, text);
        }
        if let Some(first) = done.wrong.first() {
            let text = format!("{} articles could not be changed. The first: {first}", done.wrong.len());
            self.tell(Severity::Error, text);
        }
        if !done.undo.is_empty() {
            self.registry.note_bulk(Changed { back: false, ..done });
        }
    }

    /// Takes back what was done in articles of the folder.
    pub(super) fn undo_bulk(&mut self, done: Changed) {
        let (disk, dirs) = (Arc::clone(&self.files.disk), self.files.places.clone());
        let here = self.open.as_ref().and_then(|open| open.place.native.clone());
        let (own, closed): (Vec<_>, Vec<_>) =
            done.undo.into_iter().partition(|(path, _)| Some(path) == here.as_ref());
        if let Some(open) = &mut self.open {
            for (_, edit) in own {
                open.perform(&format!("take back: {}", done.label), None, edit);
            }
        }
        if closed.is_empty() {
            return;
        }
        let Some(stop) = self.begin("taking back", closed.len()) else {
            self.registry.note_bulk(Changed { undo: closed, ..done });
            return;
        };
        let (label, post) = (done.label, self.jobs.post());
        self.jobs.spawn("undo", move || {
            let mut back = Changed { back: true, ..Changed::new(label) };
            for (path, edit) in closed {
                if stop.load(Ordering::Relaxed) {
                    back.left_out += 1;
                    back.undo.push((path, edit));
                    continue;
                }
                if let Err(why) = bulk::change(&disk, &dirs, &path, |_| edit) {
                    back.wrong.push(why);
                }
                post.send(Event::OneIsDone);
            }
            Event::BulkDone(Box::new(back))
        });
    }
}

/// Changes a document as a person would who had it open; returns the edit, what takes it back, and how many places
/// were touched. One that nobody looked at yet gets its suggestions first.
fn changed(
    document: &Document,
    book: Option<&Arc<Codebook>>,
    (path, analyst): (&Path, &SmolStr),
    change: impl Fn(&mut Open) -> usize,
) -> (Edit, Edit, usize) {
    let place = Place { path: path.to_owned(), native: Some(path.to_owned()), ..Place::default() };
    let mut open = Open::new(document.clone(), place);
    open.analyst = analyst.clone();
    if let Some(book) = book {
        open.takes_unasked(book);
    }
    if document.annotation_count() == 0 {
        let language = document.meta().language.clone();
        let request = suggest::Request {
            language: &language,
            known: Some(document.actors()),
            ..suggest::Request::default()
        };
        let suggestions = suggest::suggest(document.article(), &request);
        open.absorb(edit_of(&open.document, suggestions, None));
    }
    let count = change(&mut open);
    let edit: Edit = std::mem::take(&mut open.unsent).into_iter().collect();
    open.undo();
    let back: Edit = std::mem::take(&mut open.unsent).into_iter().collect();
    (if count == 0 { Edit::nothing() } else { edit }, back, count)
}
