//! The open document with everything that a person has in hand while working on it.
//!
//! Invariant: the document changes through [`Open::perform`], [`Open::undo`], [`Open::absorb`] and
//! [`Open::exchange`] alone; each
//! leaves the edit in `unsent`, from where it goes into the journal.

use super::closely::Reach;
use super::finding::Finding;
use super::occurrences::Offer;
use super::picking::Picking;
use super::selection::{Selection, TextSelection};
use crate::model::{
    Annotation, AnnotationId, ArticleState, Codebook, Document, Edit, Filter, Gesture, History, Origin,
    Problem, Status, apply,
};
use crate::suggest::Reading;
use crate::text::Span;
use smol_str::SmolStr;
use std::path::PathBuf;
use std::sync::{Arc, RwLock};

/// What the next key means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pending {
    /// What the table of commands says.
    #[default]
    Nothing,
    /// A letter chooses the type of the selected annotation.
    Type,
    /// A layer's key chooses where a double of the selected annotation goes.
    Layer,
    /// A digit chooses one of the candidates that are shown.
    Voice,
}

/// Where the document lies and how safe it is.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// The article or document that was opened; empty for a pasted text.
    pub path: PathBuf,
    /// The native file that saving writes; `None` while it must be asked for.
    pub native: Option<PathBuf>,
    /// Why the document cannot be changed, if it cannot.
    pub read_only: Option<String>,
    /// Which format the article was read from: "plain text, windows-1251 (guessed)".
    pub came_from: String,
}

/// An open document.
#[derive(Debug)]
pub struct Open {
    /// The document. Read it; change it through the methods of this module.
    pub(super) document: Document,
    pub(super) history: History,
    /// What is selected.
    pub selection: Selection,
    /// What is shown.
    pub filter: Filter,
    /// Whether all highlights are hidden for reading.
    pub clean: bool,
    /// The search in the article.
    pub finding: Finding,
    /// What the next key means.
    pub pending: Pending,
    /// The candidates for the selected annotation's speaker or source, while [`Pending::Voice`].
    pub picking: Option<Picking>,
    /// Whether it lies in the open folder.
    pub(super) in_folder: bool,
    /// What was done last to an annotation, for the other places of its words.
    pub offer: Option<Offer>,
    /// A codebook that could be taken.
    pub incoming: Option<Arc<Codebook>>,
    /// The review goes to the least certain suggestion first, rather than by position.
    pub least_certain_first: bool,
    /// Everything but the selected annotation's sentence is dimmed.
    pub focus: bool,
    /// What is wrong with the file or the document.
    pub problems: Vec<Problem>,
    /// Where it lies.
    pub place: Place,
    /// Whether suggestions are being made.
    pub suggesting: bool,
    /// Whether suggestions were made since it was opened.
    pub(super) is_suggested: bool,
    /// How far the network is that reads closely.
    pub closely: Reach,
    /// What it said so far.
    pub(super) reading: Arc<RwLock<Reading>>,
    /// The suggester of the user's own that is being asked; "" for none.
    pub asking: SmolStr,
    /// What the pane should scroll to; the number changes with each wish.
    pub reveal: Option<(u64, Span)>,
    /// Who works on it; stands in the origin of what is made.
    pub analyst: SmolStr,
    /// Edits that the journal has not been given yet.
    pub(super) unsent: Vec<Edit>,
    /// Grows with each gesture that the workbench itself makes.
    gestures: u64,
    /// Grows each time another document comes in; jobs for an older one are dropped.
    pub(super) generation: u64,
}

impl Open {
    /// Takes a document that is saved as it stands.
    #[must_use]
    pub fn new(document: Document, place: Place) -> Self {
        Self {
            document,
            history: History::saved(),
            selection: Selection::default(),
            filter: Filter::default(),
            clean: false,
            finding: Finding::default(),
            pending: Pending::default(),
            picking: None,
            in_folder: false,
            offer: None,
            incoming: None,
            least_certain_first: false,
            focus: false,
            problems: Vec::new(),
            place,
            suggesting: false,
            is_suggested: false,
            closely: Reach::default(),
            reading: Arc::default(),
            asking: SmolStr::default(),
            reveal: None,
            analyst: SmolStr::default(),
            unsent: Vec::new(),
            gestures: 0,
            generation: 0,
        }
    }

    /// Returns the document.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Returns what can be undone and redone.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Says whether the document may be changed.
    #[must_use]
    pub fn is_writable(&self) -> bool {
        self.place.read_only.is_none()
    }

    /// Returns the selected annotation.
    #[must_use]
    pub fn selected(&self) -> Option<&Annotation> {
        self.document.annotation(self.selection.annotation.as_ref()?)
    }

    /// Returns the selected annotation if nobody decided on it: it is not to move while it is selected.
    pub(super) fn held(&self) -> Option<AnnotationId> {
        let selected = self.selected().filter(|one| one.status == Status::Suggested);
        selected.map(|one| one.id.clone())
    }

    /// Applies an edit as one step that can be undone; edits of one gesture in a row are one step.
    pub(super) fn perform(&mut self, label: &str, gesture: Option<Gesture>, edit: Edit) {
        if edit.is_nothing() || !self.is_writable() {
            return;
        }
        let edit = match self.document.state() {
            ArticleState::New if !matches!(edit, Edit::SetState(_) | Edit::SetMeta(_)) => {
                Edit::Batch(vec![edit, Edit::SetState(ArticleState::InReview)])
            }
            _ => edit,
        };
        let decision = self.decision_in(&edit);
        self.unsent.push(edit.clone());
        self.history.perform(&mut self.document, label, gesture, edit);
        self.follow_state(label, decision);
    }

    /// Applies an edit as part of the last step.
    pub(super) fn perform_with_last(&mut self, label: &str, edit: Edit) {
        if self.is_writable() && !edit.is_nothing() {
            self.unsent.push(edit.clone());
            self.history.perform_with_last(&mut self.document, label, edit);
        }
    }

    /// Applies an edit that nobody made by hand: new suggestions. It is no step of the history.
    pub(super) fn absorb(&mut self, edit: Edit) {
        if !edit.is_nothing() {
            self.unsent.push(edit.clone());
            apply(&mut self.document, edit);
            self.drop_lost_selection();
        }
    }

    /// Takes over a document that is this one with `edit` applied. It is no step of the history.
    pub(super) fn exchange(&mut self, document: Document, edit: Edit) {
        self.document = document;
        self.unsent.push(edit);
        self.drop_lost_selection();
    }

    /// Takes the last step back and selects nothing that is gone. Returns the step's label.
    pub(super) fn undo(&mut self) -> Option<String> {
        let (label, edit) = self.history.undo(&mut self.document)?;
        self.follow(&edit);
        self.unsent.push(edit);
        Some(label)
    }

    /// Does the last undone step again. Returns its label.
    pub(super) fn redo(&mut self) -> Option<String> {
        let (label, edit) = self.history.redo(&mut self.document)?;
        self.follow(&edit);
        self.unsent.push(edit);
        Some(label)
    }

    /// Selects what an undone or redone edit touched, so that the person sees it: what is selected already
    /// if it is among that, else the first that is reviewed on its own.
    fn follow(&mut self, edit: &Edit) {
        let mut touched = Vec::new();
        annotations_in(edit, &mut touched);
        let is_reviewed = |id: &&AnnotationId| {
            let layer = self.document.annotation(id).and_then(|a| self.document.codebook().layer(&a.layer));
            layer.is_some_and(|layer| layer.reviewed)
        };
        let selected = self.selection.annotation.as_ref().filter(|id| touched.contains(id));
        let shown = selected.or_else(|| touched.iter().find(is_reviewed)).cloned();
        if let Some(hull) = shown.as_ref().and_then(|id| self.document.annotation(id)).map(Annotation::hull) {
            self.selection.annotation = shown;
            self.reveal_span(hull);
        }
        self.drop_lost_selection();
    }

    fn drop_lost_selection(&mut self) {
        let lost = |id: &AnnotationId| self.document.annotation(id).is_none();
        if self.selection.annotation.as_ref().is_some_and(lost) {
            self.selection.annotation = None;
        }
    }

    /// Asks the pane to scroll to a stretch of the text.
    pub(super) fn reveal_span(&mut self, span: Span) {
        let number = self.reveal.map_or(0, |(number, _)| number) + 1;
        self.reveal = Some((number, span));
    }

    /// Selects an annotation, puts the caret at its start and scrolls there if wished.
    pub(super) fn select(&mut self, id: Option<AnnotationId>, reveal: bool) {
        self.pending = Pending::Nothing;
        let hull = id.as_ref().and_then(|id| self.document.annotation(id)).map(Annotation::hull);
        self.selection.annotation = id;
        if let Some(hull) = hull {
            self.selection.text = Some(TextSelection::caret(hull.start));
            if reveal {
                self.reveal_span(hull);
            }
        }
    }

    /// Returns a gesture of its own for steps that belong together.
    pub(super) fn gesture_of(&mut self, what: &str) -> Gesture {
        self.gestures += u64::from(what.is_empty());
        Gesture(crate::text::hash::fnv1a(what.as_bytes()) ^ self.gestures)
    }

    /// Returns the origin of what the person makes.
    pub(super) fn by_hand(&self) -> Origin {
        Origin::person(&self.analyst)
    }
}

fn annotations_in(edit: &Edit, found: &mut Vec<AnnotationId>) {
    match edit {
        Edit::PutAnnotation(annotation) => found.push(annotation.id.clone()),
        Edit::Batch(edits) => edits.iter().for_each(|edit| annotations_in(edit, found)),
        _ => {}
    }
}
