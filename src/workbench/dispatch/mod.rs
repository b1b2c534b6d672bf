//! Runs commands and actions: the only code that changes the workbench.

mod document;
mod folder;

use super::Workbench;
use super::action::Action;
use super::command::{Command, Needs};
use super::effect::{Ask, Effect, Panel};
use super::exporting::ExportTo;
use super::open::Open;
use crate::model::Severity;

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
            Action::SaveAs(path) => self.save_as(path),
            Action::ExportTo(path) => self.export_to(ExportTo::One(path), false),
            Action::ExportAllTo(path) => self.export_to(ExportTo::All(path), false),
            Action::UnpackInto(parent) => self.unpack_into(&parent),
            Action::OpenHtml(html) => self.open_html(html),
            Action::MapLabels(labels) => self.map_labels(&labels),
            Action::SetExportFormat(format) => self.set_export_format(format),
            Action::SetExportRejected(rejected) => self.set_export_rejected(rejected),
            Action::SetExportPassage(passage) => self.set_export_passage(passage),
            Action::SetExportMaxqda(maxqda) => self.set_export_maxqda(maxqda),
            Action::WantPreview => self.want_preview(),
            Action::Answer(index) => self.answer(index),
            Action::SetAnalyst(name) => self.set_analyst(&name),
            Action::SetReading(reading) => self.set_reading(reading),
            Action::SetKeywords(keywords) => self.set_keywords(keywords),
            Action::Find(query) => self.find(query),
            Action::AnnotateHits(layer) => self.annotate_hits(&layer),
            Action::ShowActor(id) => self.effects.push(Effect::Show(Panel::Actor(id))),
            Action::ImportCodebook(path) => self.import_codebook(path),
            Action::ExportCodebook(path) => self.export_codebook(path),
            Action::SetKeys(command, keys) => self.set_keys(command, keys),
            Action::Forget(topic) => self.set_forgotten(topic, true),
            Action::LearnAgain(topic) => self.set_forgotten(topic, false),
            Action::ForgetAllLessons => self.forget_all(),
            Action::SuggestWith(name) => self.suggest_with(&name),
            Action::Dismiss(id) => self.notices.retain(|notice| notice.id != id),
            action => {
                let rest = self.run_on_folder(action);
                if let (Some(action), Some(open)) = (rest, &mut self.open) {
                    open.run(action);
                }
            }
        }
        if let Some(open) = &mut self.open {
            open.drop_stale_offer();
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
            Command::Save => self.save(),
            Command::SaveAs => self.effects.push(Effect::Ask(Ask::SaveAs(self.suggested_native_path()))),
            Command::Export => self.effects.push(Effect::Show(Panel::Export)),
            Command::ExportSave | Command::ExportCopy | Command::ExportAll => self.run_export(command),
            Command::Labels => self.effects.push(Effect::Show(Panel::Labels)),
            Command::Metadata => self.effects.push(Effect::Show(Panel::Metadata)),
            Command::CloseDocument => self.close_document(),
            Command::Quit => self.effects.push(Effect::Quit),
            Command::Copy | Command::CopyCitation => self.copy(command == Command::CopyCitation),
            Command::Find => self.effects.push(Effect::Show(Panel::Find)),
            Command::NextPane => self.effects.push(Effect::NextPane),
            Command::Appearance => self.effects.push(Effect::Show(Panel::Appearance)),
            Command::Keywords => self.effects.push(Effect::Show(Panel::Keywords)),
            Command::ColourWords => self.colour_words(),
            Command::Palette => self.effects.push(Effect::Show(Panel::Palette)),
            Command::ToggleTheme
            | Command::ZoomIn
            | Command::ZoomOut
            | Command::ZoomReset
            | Command::LargerWindow
            | Command::SmallerWindow
            | Command::WiderMeasure
            | Command::NarrowerMeasure
            | Command::LooserLines
            | Command::TighterLines
            | Command::ToggleNames
            | Command::ToggleScores
            | Command::ToggleKeywords
            | Command::ToggleCalm
            | Command::ToggleLeft
            | Command::ToggleRight => self.change_look(command),
            Command::ShowInspector => self.effects.push(Effect::Show(Panel::Inspector)),
            Command::ShowList => self.effects.push(Effect::Show(Panel::List)),
            Command::Suggest | Command::SuggestWith | Command::StopSuggesting => self.assist(command),
            Command::ToggleAttitudes | Command::ToggleClosely | Command::Lessons => self.assist(command),
            Command::Check => self.check_document(),
            Command::Analyst => self.effects.push(Effect::Show(Panel::Analyst)),
            Command::Help => self.effects.push(Effect::Show(Panel::Help)),
            Command::ChangeKeys => self.effects.push(Effect::Show(Panel::Keys)),
            Command::About => self.effects.push(Effect::Show(Panel::About)),
            Command::EditActor | Command::MergeActor => self.show_actor(command == Command::MergeActor),
            Command::Guidelines => self.effects.push(Effect::Show(Panel::Codebook)),
            Command::ImportCodebook => self.effects.push(Effect::Ask(Ask::ImportCodebook)),
            Command::ExportCodebook => {
                self.effects.push(Effect::Ask(Ask::ExportCodebook(self.suggested_codebook_path())));
            }
            Command::AcceptAll => self.effects.push(Effect::Show(Panel::Bulk { of_actor: false })),
            Command::AcceptActor => self.effects.push(Effect::Show(Panel::Bulk { of_actor: true })),
            Command::Note => self.effects.push(Effect::Show(Panel::Note)),
            _ => {
                if !self.run_folder_command(command) {
                    self.run_on_document(command);
                }
            }
        }
    }

    /// Shows the actor of what is selected: a mention's, or a speaker's.
    fn show_actor(&mut self, for_merging: bool) {
        match self.open.as_ref().and_then(Open::selected_actor) {
            Some(id) if for_merging => self.effects.push(Effect::Show(Panel::Merge(id))),
            Some(id) => self.effects.push(Effect::Show(Panel::Actor(id))),
            None => self.tell(Severity::Note, "No actor belongs to what is selected."),
        }
    }

    fn run_on_document(&mut self, command: Command) {
        if command == Command::Cancel && self.cancels_reading() {
            self.stop_suggesting();
            return;
        }
        let note = self.open.as_mut().and_then(|open| open.run_command(command));
        if let Some(note) = note {
            self.tell(Severity::Note, note);
        }
    }
}
