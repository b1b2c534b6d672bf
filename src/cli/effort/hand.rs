//! A pair of hands at a workbench: each key, click and drag goes through here, and has its price.

use crate::model::{ActorId, Annotation, AnnotationId, Document, Filter, Gesture, LinkId};
use crate::store::Places;
use crate::store::memory::MemoryDisk;
use crate::text::Span;
use crate::workbench::{Action, Command, End, Open, Place, TextSelection, Workbench};
use std::path::Path;
use std::sync::Arc;

/// Something that hands do.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    /// Press a command's key.
    Key(Command),
    /// Press a letter or digit that the last key waits for.
    Letter(char),
    /// Click a place of the text.
    Click(u32),
    /// Click an annotation.
    Pick(AnnotationId),
    /// Drag over a stretch of the text.
    Drag(Span),
    /// Drag an end of the selected annotation.
    DragEnd {
        /// Of which fragment.
        fragment: usize,
        /// Which end.
        end: End,
        /// To which byte.
        to: u32,
    },
    /// Click, with Ctrl, where the nearest end of the selected annotation is to stand.
    EndClick(u32),
    /// Click away a link in the inspector.
    Unlink(LinkId),
    /// Type the actor's name in the inspector.
    Name(String),
    /// Choose an actor from the inspector's list.
    Actor(ActorId),
}

impl Step {
    /// Returns what it costs: a key 1, a click 1, a drag 2 (press and release), a typed name its letters with a
    /// click before and Enter behind.
    pub(super) fn cost(&self) -> usize {
        match self {
            Self::Key(_)
            | Self::Letter(_)
            | Self::Click(_)
            | Self::EndClick(_)
            | Self::Pick(_)
            | Self::Unlink(_) => 1,
            Self::Drag(_) | Self::DragEnd { .. } | Self::Actor(_) => 2,
            Self::Name(name) => name.chars().count() + 2,
        }
    }
}

/// Returns what several steps cost.
pub(super) fn cost(steps: &[Step]) -> usize {
    steps.iter().map(Step::cost).sum()
}

/// Writes steps as people read them.
pub(super) fn describe(steps: &[Step]) -> String {
    let mut out = String::new();
    for step in steps {
        let word = match step {
            Step::Key(command) => {
                command.entry().keys.first().map_or_else(|| command.name().to_owned(), |key| key.name())
            }
            Step::Letter(letter) => letter.to_string(),
            Step::Click(_) | Step::Pick(_) => "click".to_owned(),
            Step::EndClick(_) => "Ctrl+click".to_owned(),
            Step::Drag(_) => "drag".to_owned(),
            Step::DragEnd { .. } => "drag-end".to_owned(),
            Step::Unlink(_) => "unlink".to_owned(),
            Step::Name(name) => format!("“{name}”"),
            Step::Actor(id) => format!("choose:{id}"),
        };
        let gap = if out.is_empty() { "" } else { " " };
        out.push_str(gap);
        out.push_str(&word);
    }
    out
}

/// A workbench with one open article.
pub(super) struct Hand {
    bench: Workbench,
    drags: u64,
}

/// A state of the workbench to come back to.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    steps: usize,
    selected: Option<AnnotationId>,
}

impl Hand {
    /// Opens a document on a workbench that leaves no trace; `filter` says what is shown.
    pub(super) fn new(document: Document, filter: Filter) -> Self {
        let places = Places::under(Path::new("/nowhere"));
        let mut bench = Workbench::on_disk(Arc::new(MemoryDisk::default()), places, Arc::new(|| {}));
        bench.run(Action::SetAnalyst("effort".to_owned()));
        bench.hold(document, Place::default());
        bench.run(Action::SetFilter(Box::new(filter)));
        Self { bench, drags: 0 }
    }

    /// Returns what is open.
    pub(super) fn open(&self) -> Option<&Open> {
        self.bench.open()
    }

    /// Returns the open document.
    pub(super) fn document(&self) -> Option<&Document> {
        self.open().map(Open::document)
    }

    /// Returns the selected annotation.
    pub(super) fn selected(&self) -> Option<&Annotation> {
        self.open().and_then(Open::selected)
    }

    /// Selects an annotation, to look at it.
    pub(super) fn look_at(&mut self, id: Option<AnnotationId>) {
        self.bench.run(Action::Select { id, reveal: false });
    }

    /// Remembers this state.
    pub(super) fn mark(&self) -> Mark {
        let open = self.open();
        Mark {
            steps: open.map_or(0, |open| open.history().len()),
            selected: open.and_then(|open| open.selection.annotation.clone()),
        }
    }

    /// Takes back what was done since.
    pub(super) fn back_to(&mut self, mark: &Mark) {
        while self.open().is_some_and(|open| open.history().len() > mark.steps) {
            self.bench.run(Command::Undo);
        }
        self.bench.run(Command::Cancel);
        self.look_at(mark.selected.clone());
    }

    /// Does steps.
    pub(super) fn play(&mut self, steps: &[Step]) {
        for step in steps {
            let action = self.action(step);
            if let Some(action) = action {
                self.bench.run(action);
            }
            drop(self.bench.take_effects());
        }
    }

    fn action(&mut self, step: &Step) -> Option<Action> {
        let selected = self.selected().map(|it| it.id.clone());
        Some(match step {
            Step::Key(command) => Action::Run(*command),
            Step::Letter(letter) => Action::Letter(*letter),
            Step::Click(at) => Action::ClickText(*at),
            Step::Pick(id) => Action::Select { id: Some(id.clone()), reveal: false },
            Step::EndClick(at) => Action::EndHere(*at),
            Step::Drag(span) => Action::SelectText(TextSelection { anchor: span.start, head: span.end }),
            Step::DragEnd { fragment, end, to } => {
                self.drags += 1;
                let gesture = Gesture(u64::MAX / 2 + self.drags);
                Action::MoveEnd { id: selected?, fragment: *fragment, end: *end, to: *to, gesture }
            }
            Step::Unlink(id) => Action::Unlink(id.clone()),
            Step::Name(name) => Action::SetActorByName(selected?, name.clone()),
            Step::Actor(id) => Action::SetActor(selected?, Some(id.clone())),
        })
    }
}
