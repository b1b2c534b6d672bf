//! What commands and actions do to the open document alone.

use crate::model::{ArticleState, Edit, LayerId, Status};
use crate::workbench::action::{Action, End};
use crate::workbench::command::Command;
use crate::workbench::extents::By;
use crate::workbench::open::{Open, Pending};

/// What is said when an annotation has no speaker.
const NO_VOICE: &str =
    "Only mentions, and what somebody says or asserts, have an actor, a speaker or a source.";

impl Open {
    /// Runs a command that concerns the open document alone. Returns what is to be told.
    pub(super) fn run_command(&mut self, command: Command) -> Option<String> {
        let picks = matches!(
            command,
            Command::NextSpeaker | Command::PreviousSpeaker | Command::ShowSpeakers | Command::Cancel
        );
        if !picks {
            self.pending = Pending::Nothing;
        }
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
            Command::ActorHere => self.actor_here(),
            Command::SetType => self.pending = Pending::Type,
            Command::Duplicate => self.pending = Pending::Layer,
            Command::LinkTo => self.begin_linking(),
            Command::Overlapping => self.select_overlapping(),
            Command::Delete => self.remove_selected(),
            Command::Undecide => self.undecide(),
            Command::MarkDone => self.toggle_done(),
            _ => return self.correct_or_review(command),
        }
        None
    }

    fn correct_or_review(&mut self, command: Command) -> Option<String> {
        let note = |done: bool, text: &str| (!done).then(|| text.to_owned());
        match command {
            Command::AllOccurrences => {
                let count = self.all_occurrences();
                Some(format!("{count} other occurrences done alike. Undo takes them back in one step."))
            }
            Command::AcceptParagraph => Some(match self.accept_paragraph() {
                0 => "Nothing in this paragraph is undecided.".to_owned(),
                count => format!("{count} accepted in this paragraph. Undo takes them back in one step."),
            }),
            Command::NextSpeaker | Command::PreviousSpeaker => {
                note(self.cycle_voice(command == Command::PreviousSpeaker), NO_VOICE)
            }
            Command::ShowSpeakers => note(self.show_candidates(), NO_VOICE),
            Command::SpeakerAuthor => note(self.voice_is_author(), NO_VOICE),
            Command::SplitQuote => note(
                self.split(),
                "No attribution was found in it. Put the caret where it is to be cut, or select what is to be taken out.",
            ),
            Command::JoinFragments => {
                self.join();
                None
            }
            Command::JoinNext => note(self.join_next(), "No further annotation of this layer follows."),
            Command::SplitActor => {
                note(self.split_actor(), "Only the mention of an actor can have one of its own.")
            }
            Command::NextUndecided | Command::PreviousUndecided if self.selection.linking.is_some() => {
                self.step_target(command == Command::PreviousUndecided);
                None
            }
            Command::NextUndecided | Command::PreviousUndecided => {
                note(self.go_undecided(command == Command::PreviousUndecided), "Nothing is left to decide.")
            }
            Command::NextAnnotation | Command::PreviousAnnotation => {
                note(self.go_annotation(command == Command::PreviousAnnotation), "Nothing is annotated.")
            }
            Command::Accept if self.selection.linking.is_some() => {
                self.link_under_caret();
                None
            }
            Command::Accept | Command::AcceptOne => {
                self.decide_and_go_on(Status::Accepted, command == Command::AcceptOne);
                None
            }
            Command::Reject | Command::RejectOne => {
                self.decide_and_go_on(Status::Rejected, command == Command::RejectOne);
                None
            }
            _ => {
                self.move_or_show(command);
                None
            }
        }
    }

    fn move_or_show(&mut self, command: Command) {
        match command {
            Command::StartLeft => self.step_end(End::Start, true, By::Word),
            Command::StartRight => self.step_end(End::Start, false, By::Word),
            Command::EndLeft => self.step_end(End::End, true, By::Word),
            Command::EndRight => self.step_end(End::End, false, By::Word),
            Command::StartLeftChar => self.step_end(End::Start, true, By::Character),
            Command::StartRightChar => self.step_end(End::Start, false, By::Character),
            Command::EndLeftChar => self.step_end(End::End, true, By::Character),
            Command::EndRightChar => self.step_end(End::End, false, By::Character),
            Command::StartBreakLeft => self.step_end(End::Start, true, By::Clause),
            Command::StartBreakRight => self.step_end(End::Start, false, By::Clause),
            Command::EndBreakLeft => self.step_end(End::End, true, By::Clause),
            Command::EndBreakRight => self.step_end(End::End, false, By::Clause),
            Command::SnapToMarks => self.snap_to_marks(),
            Command::SnapToSentence => self.snap_to_sentence(),
            Command::SnapToClause => self.snap_to_clause(),
            Command::LeastCertainFirst => self.least_certain_first = !self.least_certain_first,
            Command::FocusMode => self.focus = !self.focus,
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
    pub(in crate::workbench) fn run(&mut self, action: Action) {
        match action {
            Action::Select { id, reveal } => self.select(id, reveal),
            Action::ClickText(at) => self.click(at),
            Action::SelectText(text) => self.select_text(text),
            Action::Reveal(span) => self.reveal_span(span),
            Action::Letter(letter) => self.letter(letter),
            Action::Make(layer) => self.make(&layer),
            Action::PickVoice(index) => self.pick_voice(index),
            Action::ForgetOffer => self.offer = None,
            Action::Annotate { layer, span } => drop(self.annotate(&layer, span)),
            Action::MoveEnd { id, fragment, end, to, gesture } => {
                self.move_end(&id, fragment, end, to, Some(gesture));
            }
            Action::EndHere(at) => self.end_here(at),
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
            Action::EditActor(actor) => self.edit_actor(&actor),
            Action::SplitMentions(ids) => drop(self.split_mentions(&ids)),
            Action::MergeActors(old, new) => drop(self.merge_actors(&old, &new)),
            Action::SetMeta(meta) if *meta != *self.document.meta() => {
                self.perform("edit the metadata", None, Edit::SetMeta(meta));
            }
            Action::SetState(state) => self.perform("set the state", None, Edit::SetState(state)),
            Action::Recode(change) => self.recode(*change),
            Action::ConsiderCodebook(book) => self.incoming = Some(book),
            Action::ForgetCodebook => self.incoming = None,
            Action::SetFilter(filter) => self.filter = *filter,
            _ => {}
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
