//! Undo and redo: inverses of edits, grouped by gesture, with a mark where the document was saved.

use super::document::Document;
use super::edit::{Edit, apply};

/// Edits of one gesture are one step: all the moves of a drag carry the same number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Gesture(pub u64);

/// One step that can be taken back.
#[derive(Debug, Clone)]
struct Step {
    /// What the person did, for the menu: "accept quote".
    label: String,
    gesture: Option<Gesture>,
    /// What takes each of its edits back, in the order in which they were made.
    inverses: Vec<Edit>,
}

impl Step {
    fn new(label: &str, gesture: Option<Gesture>, inverse: Edit) -> Self {
        Self { label: label.to_owned(), gesture, inverses: vec![inverse] }
    }

    /// Returns the one edit that takes the step back. It is flat however many edits the step was made of.
    fn into_edit(mut self) -> Edit {
        if self.inverses.len() > 1 {
            self.inverses.reverse();
            return Edit::Batch(self.inverses);
        }
        self.inverses.pop().unwrap_or(Edit::nothing())
    }
}

/// What was done and can be undone, and what was undone and can be done again.
#[derive(Debug, Clone, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// How many steps were done when the document was saved; `None` when that state is out of reach.
    saved: Option<usize>,
}

impl History {
    /// A history of a document that is saved as it stands.
    #[must_use]
    pub fn saved() -> Self {
        Self { saved: Some(0), ..Self::default() }
    }

    /// Applies `edit` and remembers how to take it back. Edits of the same gesture in a row are one step.
    pub fn perform(&mut self, document: &mut Document, label: &str, gesture: Option<Gesture>, edit: Edit) {
        if edit.is_nothing() {
            return;
        }
        let inverse = apply(document, edit);
        if self.saved.is_some_and(|saved| saved > self.done.len()) {
            self.saved = None;
        }
        self.undone.clear();
        match self.done.last_mut() {
            Some(step) if gesture.is_some() && step.gesture == gesture => {
                label.clone_into(&mut step.label);
                step.inverses.push(inverse);
                if self.saved == Some(self.done.len()) {
                    self.saved = None;
                }
            }
            _ => self.done.push(Step::new(label, gesture, inverse)),
        }
    }

    /// Applies `edit` as part of the last step, which takes the new label.
    pub fn perform_with_last(&mut self, document: &mut Document, label: &str, edit: Edit) {
        const JOINED: Gesture = Gesture(u64::MAX);
        if let Some(step) = self.done.last_mut() {
            let former = step.gesture.replace(JOINED);
            self.perform(document, label, Some(JOINED), edit);
            if let Some(step) = self.done.last_mut() {
                step.gesture = former;
            }
        } else {
            self.perform(document, label, None, edit);
        }
    }

    /// Makes one step of the last two.
    pub fn join_last(&mut self, label: &str) {
        let Some(last) = self.done.pop() else { return };
        match self.done.last_mut() {
            Some(step) => {
                step.inverses.extend(last.inverses);
                label.clone_into(&mut step.label);
                step.gesture = None;
                if self.saved.is_some_and(|saved| saved >= self.done.len()) {
                    self.saved = None;
                }
            }
            None => self.done.push(last),
        }
    }

    /// Takes the last step back. Returns its label and the edit that was applied, for the journal.
    pub fn undo(&mut self, document: &mut Document) -> Option<(String, Edit)> {
        let step = self.done.pop()?;
        let label = step.label.clone();
        let edit = step.into_edit();
        let inverse = apply(document, edit.clone());
        self.undone.push(Step::new(&label, None, inverse));
        Some((label, edit))
    }

    /// Does again what was taken back last. Returns its label and the edit that was applied.
    pub fn redo(&mut self, document: &mut Document) -> Option<(String, Edit)> {
        let step = self.undone.pop()?;
        let label = step.label.clone();
        let edit = step.into_edit();
        let inverse = apply(document, edit.clone());
        self.done.push(Step::new(&label, None, inverse));
        Some((label, edit))
    }

    /// Returns the label of what undo would take back.
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.done.last().map(|step| step.label.as_str())
    }

    /// Returns the label of what redo would do again.
    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.undone.last().map(|step| step.label.as_str())
    }

    /// Marks the present state as the saved one.
    pub fn mark_saved(&mut self) {
        self.saved = Some(self.done.len());
        if let Some(step) = self.done.last_mut() {
            step.gesture = None; // what follows is a step of its own
        }
    }

    /// Says whether the present state is the saved one.
    #[must_use]
    pub fn is_saved(&self) -> bool {
        self.saved == Some(self.done.len())
    }

    /// Says how many steps were done since the start.
    #[must_use]
    pub fn len(&self) -> usize {
        self.done.len()
    }

    /// Says whether nothing can be undone.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.done.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        Actor, Annotation, AnnotationId, ArticleState, Codebook, LayerId, Link, LinkId, Meta, Origin, Status,
        Target,
    };
    use super::*;
    use crate::text::{Article, Span};
    use proptest::prelude::*;
    use std::sync::Arc;

    fn edits() -> impl Strategy<Value = Edit> {
        let id = (0..6u8).prop_map(|n| AnnotationId::new(format!("a{n}")));
        let annotation =
            (id.clone(), proptest::collection::vec((0..40u32, 0..40u32), 1..3), 0..3usize, "[a-z]{0,3}")
                .prop_map(|(id, spans, status, note)| {
                    let spans = spans.into_iter().map(|(a, b)| Span::new(a, b)).collect();
                    let mut annotation = Annotation::new(id, LayerId::QUOTE, spans);
                    annotation.status = Status::ALL[status];
                    annotation.note = note;
                    Edit::annotation(annotation)
                });
        let link = (0..4u8, id.clone(), id.clone()).prop_map(|(n, from, to)| {
            Edit::link(Link {
                id: LinkId::new(format!("l{n}")),
                from,
                role: "speaker".into(),
                to: Target::Annotation(to),
                status: Status::Accepted,
                origin: Origin::default(),
            })
        });
        let leaf = prop_oneof![
            4 => annotation,
            2 => id.prop_map(Edit::RemoveAnnotation),
            2 => link,
            1 => (0..4u8).prop_map(|n| Edit::RemoveLink(LinkId::new(format!("l{n}")))),
            1 => "[a-c]".prop_map(|name| Edit::actor(Actor::new(name.as_str().into(), name, "person"))),
            1 => "[a-c]".prop_map(|name| Edit::RemoveActor(name.as_str().into())),
            1 => ("[a-c]", proptest::option::of("[a-c]")).prop_map(|(old, new)| {
                Edit::Redirect(old.as_str().into(), new.map(|new| new.as_str().into()))
            }),
            1 => "[a-z]{0,4}".prop_map(|title| Edit::SetMeta(Box::new(Meta { title, ..Meta::default() }))),
            1 => Just(Edit::SetState(ArticleState::Done)),
        ];
        leaf.prop_recursive(2, 400, 300, |inner| {
            proptest::collection::vec(inner, 0..300).prop_map(Edit::Batch)
        })
    }

    fn document() -> Document {
        Document::with_id(
            "d",
            Arc::new(Article::new("A text of some forty bytes to be marked…")),
            Codebook::standard(),
        )
    }

    fn by_position(document: &Document) -> Vec<String> {
        document
            .annotations()
            .map(|annotation| format!("{} {:?}", annotation.id, annotation.hull()))
            .collect()
    }

    proptest! {
        #[test]
        fn undoing_everything_gives_the_same_document(edits in proptest::collection::vec((edits(), 0..3u64), 0..12)) {
            let mut document = document();
            let mut history = History::saved();
            let mut states = vec![(document.clone(), 0)];
            for (edit, gesture) in edits {
                let gesture = (gesture > 0).then_some(Gesture(gesture));
                history.perform(&mut document, "edit", gesture, edit);
                if history.len() > states.last().map_or(0, |(_, steps)| *steps) {
                    states.push((document.clone(), history.len()));
                } else if let Some(last) = states.last_mut() {
                    last.0 = document.clone();
                }
            }
            let after = document.clone();
            for (state, _) in states.iter().rev().skip(1) {
                prop_assert!(history.undo(&mut document).is_some());
                prop_assert_eq!(&document, state);
                prop_assert_eq!(by_position(&document), by_position(state));
            }
            prop_assert!(history.is_empty() && (states.len() > 1 || history.is_saved()));
            while history.redo(&mut document).is_some() {}
            prop_assert_eq!(&document, &after);
        }
    }

    #[test]
    fn a_drag_is_one_step_and_saving_ends_it() {
        let (mut document, mut history) = (document(), History::saved());
        let drag = |document: &mut Document, history: &mut History, end| {
            let edit = Edit::annotation(Annotation::new("q".into(), LayerId::QUOTE, vec![Span::new(0, end)]));
            history.perform(document, "move end", Some(Gesture(7)), edit);
        };
        drag(&mut document, &mut history, 4);
        drag(&mut document, &mut history, 9);
        assert_eq!((history.len(), history.is_saved()), (1, false));
        history.mark_saved();
        drag(&mut document, &mut history, 12);
        assert_eq!((history.len(), history.is_saved()), (2, false));
        history.undo(&mut document);
        assert!(history.is_saved());
        assert_eq!(document.annotation(&"q".into()).map(Annotation::hull), Some(Span::new(0, 9)));
    }

    #[test]
    fn a_state_that_cannot_be_reached_again_is_not_the_saved_one() {
        let (mut document, mut history) = (document(), History::default());
        history.perform(&mut document, "done", None, Edit::SetState(ArticleState::Done));
        history.mark_saved();
        history.undo(&mut document);
        assert!(!history.is_saved());
        history.perform(&mut document, "review", None, Edit::SetState(ArticleState::InReview));
        assert!(!history.is_saved());
    }
}
