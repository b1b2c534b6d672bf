//! What concerns the open folder: its list, its search, its actors.

use super::super::Workbench;
use super::super::action::Action;
use super::super::command::Command;
use super::super::effect::{Effect, Panel};

impl Workbench {
    /// Runs an action that concerns the folder; gives back one that does not.
    pub(super) fn run_on_folder(&mut self, action: Action) -> Option<Action> {
        match action {
            Action::OpenListed(index) => self.open_listed(index),
            Action::Arrange(arrange) => self.arrange(*arrange),
            Action::WantCards(seen) => self.read_seen(&seen),
            Action::LookAgain => {
                self.list_again();
                self.look_at_own_file();
            }
            Action::Seek(typed) => self.seek(typed),
            Action::OpenHit(index) => self.open_hit(index),
            Action::WriteTable(path) => self.write_table(path),
            Action::AnnotateFound(layer) => self.annotate_found(&layer),
            Action::WantFolderActors => self.count_actors(),
            Action::Drop(paths) => self.take_dropped(paths),
            Action::StopWork => self.stop_work(),
            Action::OpenAll(paths) => self.open_all(paths),
            Action::SetSettings(settings) => self.set_settings(*settings),
            Action::NoteView(view) => self.note_view(*view),
            Action::ShowVersion(index) => self.show_version(index),
            Action::RestoreVersion => self.restore_version(),
            Action::RenameActor(..) | Action::MergeActors(..) => return self.ask_where(action),
            Action::SetFolderKeys(command, keys) => self.set_folder_keys(command, keys),
            Action::RenameEverywhere(id, name) => self.rename_everywhere(&id, &name),
            Action::MergeEverywhere(old, new) => self.merge_everywhere(&old, &new),
            other => return Some(other),
        }
        None
    }

    /// Runs a command that concerns the folder; says whether it does.
    pub(super) fn run_folder_command(&mut self, command: Command) -> bool {
        match command {
            Command::NextArticle => self.step_article(false),
            Command::PreviousArticle => self.step_article(true),
            Command::SearchFolder => self.effects.push(Effect::Show(Panel::Search)),
            Command::SearchTable => self.ask_for_table(),
            Command::FolderActors => self.effects.push(Effect::Show(Panel::FolderActors)),
            Command::Settings => self.effects.push(Effect::Show(Panel::Settings)),
            Command::CopyDiagnostics => self.copy_diagnostics(),
            Command::FormerVersions => self.list_versions(),
            Command::KeepCodebook => self.make_folder_book(),
            Command::DropCodebook => self.ask_to_drop_book(),
            Command::KeepKeys => self.make_folder_keys(),
            Command::DropKeys => self.drop_folder_keys(),
            Command::OccurrencesInFolder => self.occurrences_in_folder(),
            Command::UndoInFolder => self.undo_in_folder(),
            _ => return false,
        }
        true
    }
}
