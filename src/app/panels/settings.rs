//! The settings, in a dialog; they lie in a readable file.

use crate::app::{hint, look, name_field};
use crate::store::Settings;
use crate::store::settings::Theme;
use crate::suggest::precise;
use crate::workbench::{Action, Command, Workbench};
use egui::{Context, RichText, Slider};

/// The dialog's state: the settings as they are being changed.
#[derive(Debug)]
pub(crate) struct SettingsDialog {
    settings: Settings,
}

impl SettingsDialog {
    /// Opens the dialog.
    #[must_use]
    pub(crate) fn new(bench: &Workbench) -> Self {
        Self { settings: bench.settings().clone() }
    }

    /// Draws the dialog; what is changed holds at once. Says whether it stays open.
    pub(crate) fn ui(&mut self, ctx: &Context, bench: &Workbench, out: &mut Vec<Action>) -> bool {
        let before = self.settings.clone();
        let settings = &mut self.settings;
        let modal = egui::Modal::new(egui::Id::unique("settings")).show(ctx, |ui| {
            ui.set_width(580.0);
            ui.label(RichText::new("Settings").font(look::font(look::FONT_STRONG, look::SMALL)));
            ui.add_space(6.0);
            egui::Grid::new("settings").num_columns(2).spacing([16.0, 8.0]).show(ui, |ui| {
                let label = ui.label("Your name");
                let field = ui.add(egui::TextEdit::singleline(&mut settings.analyst).desired_width(300.0));
                name_field(&field, "Your name");
                drop(field.labelled_by(label.id));
                ui.end_row();
                ui.label("Theme");
                ui.horizontal(|ui| {
                    for (theme, name) in
                        [(Theme::System, "as the desktop"), (Theme::Light, "light"), (Theme::Dark, "dark")]
                    {
                        ui.radio_value(&mut settings.theme, theme, name);
                    }
                });
                ui.end_row();
                ui.label("Text and window");
                if ui.button("Appearance…").on_hover_text(hint(ui, Command::Appearance)).clicked() {
                    out.push(Command::Appearance.into());
                }
                ui.end_row();
                let label = ui.label("Suggestions are shown from a certainty of");
                ui.add(Slider::new(&mut settings.min_score, 0.0..=1.0).step_by(0.05)).labelled_by(label.id);
                ui.end_row();
                ui.label("English articles");
                let closely =
                    egui::Checkbox::new(&mut settings.closely, "Read closely after the first suggestions");
                ui.add_enabled(precise::is_built_in(), closely)
                    .on_hover_text(hint(ui, Command::ToggleClosely))
                    .on_disabled_hover_text("Not built into this program.");
                ui.end_row();
                ui.label("At the start");
                ui.checkbox(&mut settings.reopen, "Go on where the last session ended");
                ui.end_row();
            });
            ui.add_space(8.0);
            for (name, path) in bench.places().into_iter().take(2) {
                ui.weak(format!("{name}: {}", path.display()));
            }
            ui.add_space(8.0);
            ui.button("Close").clicked()
        });
        if before != self.settings {
            out.push(Action::SetSettings(Box::new(self.settings.clone())));
        }
        !modal.inner && !modal.should_close()
    }
}
