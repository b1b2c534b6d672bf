//! Annotating all that the search over the folder found, in articles that are not open too, as one step.

use super::Workbench;
use super::event::Event;
use super::open::{Open, Place};
use crate::model::{Document, Edit, LayerId, Severity};
use crate::store::corpus::bulk;
use crate::suggest;
use crate::text::Span;
use smol_str::SmolStr;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What was done in closed articles, and how it is taken back.
#[derive(Debug, Clone, Default)]
pub(super) struct Done {
    label: String,
    /// Each document with what takes the change back.
    undo: Vec<(PathBuf, Edit)>,
    touched: usize,
    wrong: Vec<String>,
    /// Whether this itself took something back.
    back: bool,
}

impl Workbench {
    /// Makes an annotation of every place that the search over the folder found.
    pub(super) fn annotate_found(&mut self, layer: &LayerId) {
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
        let (disk, dirs) = (Arc::clone(&self.files.disk), self.files.places.clone());
        let (analyst, layer) = (SmolStr::new(self.analyst()), layer.clone());
        let label = format!("annotate what was found as {layer}");
        self.tell(Severity::Note, format!("Annotating in {} articles …", places.len()));
        self.jobs.spawn("annotate", move || {
            let mut done = Done { label, touched, ..Done::default() };
            for (path, spans) in places {
                let inverse = RefCell::new((0, Edit::nothing()));
                let change = |document: &Document| {
                    let (edit, back, count) = annotated(document, &layer, &spans, &analyst);
                    *inverse.borrow_mut() = (count, back);
                    edit
                };
                match bulk::change(&disk, &dirs, &path, change) {
                    Ok(Some(native)) => {
                        let (count, back) = inverse.into_inner();
                        done.touched += count;
                        done.undo.push((native, back));
                    }
                    Ok(None) => {}
                    Err(why) => done.wrong.push(why),
                }
            }
            Event::BulkDone(Box::new(done))
        });
    }

    pub(super) fn bulk_done(&mut self, done: Done) {
        self.list_again();
        let articles = done.undo.len();
        if done.back {
            self.tell(Severity::Note, format!("Taken back: {}.", done.label));
        } else {
            let text = format!(
                "{} places annotated; {articles} articles that are not open were changed and saved. “Undo in the folder” takes that back.",
                done.touched
            );
            self.tell(Severity::Note, text);
        }
        if let Some(first) = done.wrong.first() {
            let text = format!("{} articles could not be changed. The first: {first}", done.wrong.len());
            self.tell(Severity::Error, text);
        }
        if !done.back && articles > 0 {
            self.registry.note_bulk(done);
        }
    }

    /// Takes back what was done in closed articles.
    pub(super) fn undo_bulk(&mut self, done: Done) {
        let (disk, dirs) = (Arc::clone(&self.files.disk), self.files.places.clone());
        let here = self.open.as_ref().and_then(|open| open.place.native.clone());
        let (own, closed): (Vec<_>, Vec<_>) =
            done.undo.into_iter().partition(|(path, _)| Some(path) == here.as_ref());
        if let Some(open) = &mut self.open {
            for (_, edit) in own {
                open.perform(&format!("take back: {}", done.label), None, edit);
            }
        }
        let label = done.label;
        self.jobs.spawn("undo", move || {
            let mut back = Done { label, back: true, ..Done::default() };
            for (path, edit) in closed {
                if let Err(why) = bulk::change(&disk, &dirs, &path, |_| edit) {
                    back.wrong.push(why);
                }
            }
            Event::BulkDone(Box::new(back))
        });
    }
}

impl Done {
    pub(super) fn label(&self) -> &str {
        &self.label
    }
}

/// Annotates a document as a person would who had it open; returns the edit, what takes it back, and how many
/// places were touched. One that nobody looked at yet gets its suggestions first.
fn annotated(document: &Document, layer: &LayerId, spans: &[Span], analyst: &SmolStr) -> (Edit, Edit, usize) {
    let mut open =
        Open::new(document.clone(), Place { native: Some(Path::new("x").into()), ..Place::default() });
    open.analyst = analyst.clone();
    if document.annotation_count() == 0 {
        let language = document.meta().language.clone();
        let request = suggest::Request {
            language: &language,
            known: Some(document.actors()),
            ..suggest::Request::default()
        };
        let suggestions = suggest::suggest(document.article(), &request);
        open.absorb(suggest::merge(document, suggestions));
    }
    let count = open.annotate_spans(layer, spans);
    let edit: Edit = std::mem::take(&mut open.unsent).into_iter().collect();
    open.undo();
    let back: Edit = std::mem::take(&mut open.unsent).into_iter().collect();
    (if count == 0 { Edit::nothing() } else { edit }, back, count)
}
