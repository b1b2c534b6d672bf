//! The dialogs: at most one stands above everything else.

use super::dialogs::TypedPath;
use super::key_dialog::KeyDialog;
use super::panels::{
    actor::ActorDialog, bulk::BulkDialog, folder_actors::FolderActors, labels::LabelsDialog,
    learned::LearnedDialog, merge::MergeDialog, metadata::MetadataDialog, settings::SettingsDialog,
    suggesters, versions,
};
use super::{help, keep_focus, name_field, palette};
use crate::text::Span;
use crate::workbench::effect::Panel;
use crate::workbench::{Action, Workbench};
use egui::Context;

/// What stands above everything else.
#[derive(Debug, Default)]
pub(super) enum Above {
    #[default]
    Nothing,
    Help,
    Keys(KeyDialog),
    Bulk(BulkDialog),
    Actor(ActorDialog),
    Merge(MergeDialog),
    About,
    Palette(palette::Palette),
    Metadata(MetadataDialog),
    Learned(LearnedDialog),
    Suggesters,
    Labels(LabelsDialog),
    Analyst(String),
    Versions,
    Settings(SettingsDialog),
    FolderActors(FolderActors),
    Path(TypedPath),
}

impl Above {
    /// Returns the dialog that a panel is, when it is one and there is what it needs; `visible` is the part of the
    /// text that is on the screen.
    pub(super) fn of(panel: Panel, bench: &Workbench, visible: Span) -> Option<Self> {
        let open = bench.open();
        match panel {
            Panel::Settings => Some(Self::Settings(SettingsDialog::new(bench))),
            Panel::Versions => Some(Self::Versions),
            Panel::FolderActors => Some(Self::FolderActors(FolderActors::default())),
            Panel::Metadata => open.map(|open| Self::Metadata(MetadataDialog::new(open))),
            Panel::Labels => open.map(|open| Self::Labels(LabelsDialog::new(bench, open))),
            Panel::Palette => Some(Self::Palette(palette::Palette::default())),
            Panel::Help => Some(Self::Help),
            Panel::Keys => Some(Self::Keys(KeyDialog::default())),
            Panel::Actor(id) => open.map(|open| Self::Actor(ActorDialog::new(open, &id))),
            Panel::Merge(id) => Some(Self::Merge(MergeDialog::new(id))),
            Panel::Bulk { of_actor } => open.map(|open| Self::Bulk(BulkDialog::new(open, of_actor, visible))),
            Panel::About => Some(Self::About),
            Panel::Learned => Some(Self::Learned(LearnedDialog::default())),
            Panel::Suggesters => Some(Self::Suggesters),
            Panel::Analyst => Some(Self::Analyst(name_or_user(bench))),
            _ => None,
        }
    }

    /// Says whether there is none.
    pub(super) const fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }

    /// Draws it. Afterwards there is none when it was closed.
    pub(super) fn ui(&mut self, ctx: &Context, bench: &Workbench, out: &mut Vec<Action>) {
        let stays = match self {
            Self::Nothing => return,
            Self::Help => help::keys(ctx, bench, out),
            Self::Keys(dialog) => dialog.ui(ctx, bench, out),
            Self::Actor(dialog) => bench.open().is_some_and(|open| dialog.ui(ctx, open, out)),
            Self::Merge(dialog) => bench.open().is_some_and(|open| dialog.ui(ctx, open, out)),
            Self::Bulk(dialog) => bench.open().is_some_and(|open| dialog.ui(ctx, open, out)),
            Self::About => help::about(ctx, bench),
            Self::Settings(settings) => settings.ui(ctx, bench, out),
            Self::Versions => versions::dialog(ctx, bench, out),
            Self::FolderActors(actors) => actors.ui(ctx, bench, out),
            Self::Learned(dialog) => dialog.ui(ctx, bench, out),
            Self::Suggesters => suggesters::ui(ctx, bench, out),
            Self::Palette(palette) => palette.ui(ctx, bench, out),
            Self::Labels(dialog) => bench.open().is_some_and(|open| dialog.ui(ctx, open, out)),
            Self::Metadata(dialog) => bench.open().is_some_and(|open| dialog.ui(ctx, open, out)),
            Self::Analyst(name) => analyst(ctx, name, out),
            Self::Path(path) => path.ui(ctx, out),
        };
        if !stays {
            *self = Self::Nothing;
        }
    }
}

fn name_or_user(bench: &Workbench) -> String {
    let user = || std::env::var("USER").or_else(|_| std::env::var("USERNAME")).unwrap_or_default();
    match bench.analyst() {
        "" => user(),
        known => known.to_owned(),
    }
}

fn analyst(ctx: &Context, name: &mut String, out: &mut Vec<Action>) -> bool {
    let modal = egui::Modal::new(egui::Id::unique("analyst")).show(ctx, |ui| {
        ui.set_width(380.0);
        ui.label("Your name stands on what you decide, in the document and in exports.");
        ui.add_space(4.0);
        let field = ui
            .add(egui::TextEdit::singleline(name).hint_text("Name or initials").desired_width(f32::INFINITY));
        name_field(&field, "Your name");
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        keep_focus(&field);
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            let take = ui.button("OK").clicked() || entered;
            if take {
                out.push(Action::SetAnalyst(name.clone()));
            }
            ui.button("Cancel").clicked() || take
        })
        .inner
    });
    !modal.inner && !modal.should_close()
}
