//! Runs commands and actions: the only code that changes the workbench.

use super::Workbench;
use super::action::{Action, End};
use super::command::{Command, Needs};
use super::effect::{Ask, Effect, Panel};
use super::open::{Open, Pending};
use super::selection::TextSelection;
use crate::model::{ArticleState, Edit, LayerId, Severity, Status};
use crate::text::Span;

impl Workbench {
    /// Says whether a command makes sense now.
    #[must_use]
    pub fn is_enabled(&self, command: Command) -> bool {
        let open = self.open.as_ref();
        let writable = open.is_some_and(Open::is_writable);
        match command.entry().needs {
            Needs::Nothing => true,
            Needs::Document => open.is_some(),
            Needs::Writable => writable,
            Needs::Annotation => writable && open.is_some_and(|open| open.selected().is_some()),
            Needs::Selection => {
                writable
                    && open
                        .is_some_and(|open| open.selected().is_some() || open.selection.stretch().is_some())
            }
            Needs::Undo => writable && open.is_some_and(|open| open.history().undo_label().is_some()),
            Needs::Redo => writable && open.is_some_and(|open| open.history().redo_label().is_some()),
            Needs::Folder => self.folder.is_some(),
        }
    }

    /// Does what a person asks for, and hands the edits to the journal.
    pub fn run(&mut self, action: impl Into<Action>) {
        match action.into() {
            Action::Run(command) if self.is_enabled(command) => self.run_command(command),
            Action::Run(command) => self.explain(command),
            Action::Open(path) => self.open_path(path),
            Action::OpenText { name, text } => self.open_text(&name, text),
            Action::OpenLeft(journal) => self.open_left(journal),
            Action::OpenListed(index) => self.open_listed(index),
            Action::SaveAs(path) => self.save_as(path),
            Action::ExportTo(path) => self.export_to(path, false),
            Action::SetExportFormat(format) => self.set_export_format(format),
            Action::WantPreview => self.want_preview(),
            Action::Answer(index) => self.answer(index),
            Action::SetAnalyst(name) => self.set_analyst(&name),
            Action::Dismiss(id) => self.notices.retain(|notice| notice.id != id),
            action => {
                if let Some(open) = &mut self.open {
                    open.run(action);
                }
            }
        }
        self.after_change();
    }

    /// Says why a key did nothing.
    fn explain(&mut self, command: Command) {
        let open = self.open.as_ref();
        let text = match command.entry().needs {
            Needs::Document | Needs::Writable if open.is_none() => "No article is open.".to_owned(),
            _ if open.is_some_and(|open| !open.is_writable()) => {
                let why = open.and_then(|open| open.place.read_only.clone()).unwrap_or_default();
                format!("The document is open for reading only: {why}")
            }
            Needs::Annotation => {
                format!("“{}” needs a selected annotation: press n, or click one.", command.name())
            }
            Needs::Selection => format!("“{}” needs selected text or a selected annotation.", command.name()),
            Needs::Undo => "There is nothing to undo.".to_owned(),
            Needs::Redo => "There is nothing to redo.".to_owned(),
            Needs::Folder => "No folder is open: File, Open folder.".to_owned(),
            _ => return,
        };
        self.tell(Severity::Note, text);
    }

    fn run_command(&mut self, command: Command) {
        match command {
            Command::Open => self.effects.push(Effect::Ask(Ask::Open)),
            Command::OpenFolder => self.effects.push(Effect::Ask(Ask::OpenFolder)),
            Command::Paste => self.effects.push(Effect::Paste),
            Command::OpenExample => self.open_example(),
            Command::NextArticle => self.step_article(false),
            Command::PreviousArticle => self.step_article(true),
            Command::Save => self.save(),
            Command::SaveAs => self.effects.push(Effect::Ask(Ask::SaveAs(self.suggested_native_path()))),
            Command::Export => self.effects.push(Effect::Show(Panel::Export)),
            Command::ExportSave => self.effects.push(Effect::Ask(Ask::Export(self.suggested_export_path()))),
            Command::ExportCopy => self.copy_export(),
            Command::Metadata => self.effects.push(Effect::Show(Panel::Metadata)),
            Command::CloseDocument => self.close_document(),
            Command::Quit => self.effects.push(Effect::Quit),
            Command::Copy | Command::CopyCitation => self.copy(command == Command::CopyCitation),
            Command::Find => self.effects.push(Effect::Show(Panel::Find)),
            Command::Palette => self.effects.push(Effect::Show(Panel::Palette)),
            Command::ToggleTheme
            | Command::ZoomIn
            | Command::ZoomOut
            | Command::ZoomReset
            | Command::WiderMeasure
            | Command::NarrowerMeasure
            | Command::ToggleLeft
            | Command::ToggleRight => self.change_look(command),
            Command::ShowInspector => self.effects.push(Effect::Show(Panel::Inspector)),
            Command::ShowList => self.effects.push(Effect::Show(Panel::List)),
            Command::Suggest => self.start_suggesting(),
            Command::Check => self.check_document(),
            Command::Analyst => self.effects.push(Effect::Show(Panel::Analyst)),
            Command::Help => self.effects.push(Effect::Show(Panel::Help)),
            Command::About => self.effects.push(Effect::Show(Panel::About)),
            Command::Note => self.effects.push(Effect::Show(Panel::Note)),
            _ => self.run_on_document(command),
        }
    }

    fn run_on_document(&mut self, command: Command) {
        let Some(open) = &mut self.open else { return };
        let note = match command {
            Command::AcceptAll => {
                let count = open.accept_all_shown();
                Some(format!("{count} suggestions accepted. Undo takes them back in one step."))
            }
            Command::AllOccurrences => {
                let count = open.all_occurrences();
                Some(format!("{count} other occurrences done alike. Undo takes them back in one step."))
            }
            Command::NextUndecided | Command::PreviousUndecided if open.selection.linking.is_some() => {
                open.step_target(command == Command::PreviousUndecided);
                None
            }
            Command::NextUndecided if !open.go_undecided(false) => {
                Some("Nothing is left to decide.".to_owned())
            }
            Command::PreviousUndecided if !open.go_undecided(true) => {
                Some("Nothing is left to decide.".to_owned())
            }
            Command::NextUndecided | Command::PreviousUndecided => None,
            _ => {
                open.run_command(command);
                None
            }
        };
        if let Some(note) = note {
            self.tell(Severity::Note, note);
        }
    }
}

impl Open {
    /// Runs a command that concerns the open document alone.
    fn run_command(&mut self, command: Command) {
        match command {
            Command::Undo => drop(self.undo()),
            Command::Redo => drop(self.redo()),
            Command::Cancel => self.cancel(),
            Command::FindNext => self.step_hit(false),
            Command::FindPrevious => self.step_hit(true),
            Command::MakeActor => self.make(&LayerId::ACTOR),
            Command::MakeQuote => self.make(&LayerId::QUOTE),
            Command::MakeClaim => self.make(&LayerId::CLAIM),
            Command::QuoteHere => self.quote_here(),
            Command::ClaimHere => self.claim_here(),
            Command::SetType => self.pending = Pending::Type,
            Command::StartLeft => self.step_end(End::Start, true, false),
            Command::StartRight => self.step_end(End::Start, false, false),
            Command::EndLeft => self.step_end(End::End, true, false),
            Command::EndRight => self.step_end(End::End, false, false),
            Command::StartLeftChar => self.step_end(End::Start, true, true),
            Command::StartRightChar => self.step_end(End::Start, false, true),
            Command::EndLeftChar => self.step_end(End::End, true, true),
            Command::EndRightChar => self.step_end(End::End, false, true),
            Command::SnapToMarks => self.snap_to_marks(),
            Command::SnapToSentence => self.snap_to_sentence(),
            Command::NextSpeaker => self.cycle_voice(false),
            Command::PreviousSpeaker => self.cycle_voice(true),
            Command::SpeakerAuthor => self.voice_is_author(),
            Command::LinkTo => self.begin_linking(),
            Command::Overlapping => self.select_overlapping(),
            Command::SplitQuote => self.split(),
            Command::JoinFragments => self.join(),
            Command::Delete => self.remove_selected(),
            Command::NextAnnotation => drop(self.go_annotation(false)),
            Command::PreviousAnnotation => drop(self.go_annotation(true)),
            Command::Accept if self.selection.linking.is_some() => self.link_under_caret(),
            Command::Accept => self.decide_and_go_on(Status::Accepted, false),
            Command::Reject => self.decide_and_go_on(Status::Rejected, false),
            Command::AcceptOne => self.decide_and_go_on(Status::Accepted, true),
            Command::RejectOne => self.decide_and_go_on(Status::Rejected, true),
            Command::Undecide => self.undecide(),
            Command::MarkDone => self.toggle_done(),
            other => self.show_or_hide(other),
        }
    }

    fn show_or_hide(&mut self, command: Command) {
        let mut toggle = |layer: LayerId| {
            if !self.filter.hidden_layers.remove(&layer) {
                self.filter.hidden_layers.insert(layer);
            }
        };
        match command {
            Command::CleanReading => self.clean = !self.clean,
            Command::ToggleActors => toggle(LayerId::ACTOR),
            Command::ToggleQuotes => toggle(LayerId::QUOTE),
            Command::ToggleClaims => toggle(LayerId::CLAIM),
            Command::ToggleCues => toggle(LayerId::CUE),
            Command::ToggleAdjectives => self.filter.show_adjectives = !self.filter.show_adjectives,
            Command::ToggleSuggested => self.filter.show_suggested = !self.filter.show_suggested,
            Command::ToggleAccepted => self.filter.show_accepted = !self.filter.show_accepted,
            Command::ToggleRejected => self.filter.show_rejected = !self.filter.show_rejected,
            Command::ShowMore => self.filter.min_score = (self.filter.min_score - 0.05).max(0.0),
            Command::ShowFewer => self.filter.min_score = (self.filter.min_score + 0.05).min(1.0),
            _ => {}
        }
    }

    /// Runs an action that concerns the open document alone.
    fn run(&mut self, action: Action) {
        match action {
            Action::Select { id, reveal } => self.select(id, reveal),
            Action::ClickText(at) => self.click(at),
            Action::SelectText(text) => self.select_text(text),
            Action::Reveal(span) => self.reveal_span(span),
            Action::Letter(letter) => self.letter(letter),
            Action::Annotate { layer, span } => drop(self.annotate(&layer, span)),
            Action::MoveEnd { id, fragment, end, to, gesture } => {
                self.move_end(&id, fragment, end, to, Some(gesture));
            }
            Action::Decide { ids, status } => {
                self.decide(&ids, status, &format!("{} {}", status.name(), ids.len()));
            }
            Action::Remove(ids) => self.remove(&ids),
            Action::SetAttribute { id, name, value } => self.set_attribute(&id, &name, &value),
            Action::SetLayer(id, layer) => self.set_layer(&id, &layer),
            Action::SetNote(id, note) => self.set_note(&id, note),
            Action::SetActor(id, actor) => self.set_actor(&id, actor),
            Action::SetActorByName(id, name) => self.set_actor_by_name(&id, &name),
            Action::Link { from, role, to } => self.link(&from, &role, to, None),
            Action::Unlink(id) => self.unlink(&id),
            Action::DecideActor(id, status) => self.decide_actor(&id, status),
            Action::RenameActor(id, name) => self.rename_actor(&id, &name),
            Action::SetActorKind(id, kind) => self.set_actor_kind(&id, &kind),
            Action::SetActorCountry(id, country) => self.set_actor_country(&id, &country),
            Action::MergeActors(old, new) => drop(self.merge_actors(&old, &new)),
            Action::SetMeta(meta) if *meta != *self.document.meta() => {
                self.perform("edit the metadata", None, Edit::SetMeta(meta));
            }
            Action::SetState(state) => self.perform("set the state", None, Edit::SetState(state)),
            Action::SetFilter(filter) => self.filter = *filter,
            Action::Find(query) => self.find(query),
            Action::AnnotateHits(layer) => drop(self.annotate_hits(&layer)),
            _ => {}
        }
    }

    fn cancel(&mut self) {
        if self.pending != Pending::Nothing {
            self.pending = Pending::Nothing;
        } else if self.selection.linking.take().is_none() {
            self.selection.annotation = None;
            self.selection.text = self.selection.text.map(|text| TextSelection::caret(text.head));
        }
    }

    /// Selects the innermost annotation at a place, again the next one out; while linking, the target.
    fn click(&mut self, at: u32) {
        if self.selection.linking.is_some() && self.link_to_place(at) {
            return;
        }
        let stack = self.stack_at(at);
        let now =
            self.selection.annotation.as_ref().and_then(|id| stack.iter().position(|other| other == id));
        let next = now.map_or(0, |now| (now + 1) % stack.len().max(1));
        self.select(stack.get(next).cloned(), false);
        self.selection.text = Some(TextSelection::caret(at));
    }

    /// The shown annotations at a place, the innermost first.
    fn stack_at(&self, at: u32) -> Vec<crate::model::AnnotationId> {
        let mut stack: Vec<_> = self
            .document
            .overlapping(Span::new(at, at))
            .filter(|(span, other)| {
                span.start <= at && at <= span.end && !self.clean && self.filter.shows(&self.document, other)
            })
            .map(|(span, other)| ((!span.contains(at), other.hull().len()), other.id.clone()))
            .collect();
        stack.sort();
        stack.dedup_by(|a, b| a.1 == b.1);
        stack.into_iter().map(|(_, id)| id).collect()
    }

    fn select_overlapping(&mut self) {
        let at = self.selection.text.map(|text| text.head);
        if let Some(at) = at.or_else(|| self.selected().map(|annotation| annotation.hull().start)) {
            self.click(at);
        }
    }

    fn select_text(&mut self, text: TextSelection) {
        let snapped = text.span().snap(self.document.text());
        self.selection.text = Some(if text.anchor <= text.head {
            TextSelection { anchor: snapped.start, head: snapped.end }
        } else {
            TextSelection { anchor: snapped.end, head: snapped.start }
        });
        if !snapped.is_empty() {
            self.selection.annotation = None;
        }
    }

    /// A letter that was typed while something waits for one.
    fn letter(&mut self, letter: char) {
        if self.pending == Pending::Type {
            self.pending = Pending::Nothing;
            self.choose_type(letter);
        }
    }

    fn link_under_caret(&mut self) {
        let at = self.selection.text.map(|text| text.head);
        if let Some(at) = at {
            self.link_to_place(at);
        }
    }

    fn remove_selected(&mut self) {
        if let Some(id) = self.selection.annotation.clone() {
            self.remove(&[id]);
        }
    }

    fn undecide(&mut self) {
        if let Some(id) = self.selection.annotation.clone() {
            self.decide(&[id], Status::Suggested, "undecide");
        }
    }

    fn set_note(&mut self, id: &crate::model::AnnotationId, note: String) {
        let Some(annotation) = self.document.annotation(id).filter(|annotation| annotation.note != note)
        else {
            return;
        };
        let mut new = annotation.clone();
        new.note = note;
        let gesture = self.gesture_of(&format!("note {id}"));
        self.perform("write a note", Some(gesture), Edit::annotation(new));
    }

    fn toggle_done(&mut self) {
        let state = match self.document.state() {
            ArticleState::Done => ArticleState::InReview,
            _ => ArticleState::Done,
        };
        self.perform("mark the article", None, Edit::SetState(state));
    }
}
