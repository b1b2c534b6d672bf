//! Changing keys: every command with its keys; a new one is pressed, and the dialog says whose it was.

use super::look::{self, Palette};
use super::{cell, keep_focus, keys, name_field, tall};
use crate::workbench::{Action, Command, Shortcut, Workbench};
use egui::{Context, RichText, ScrollArea, Ui};

/// The dialog while it is open.
#[derive(Debug, Default)]
pub(super) struct KeyDialog {
    filter: String,
    /// Whether the folder's keys are changed rather than the person's own; `None` while nobody said.
    for_folder: Option<bool>,
    /// The command that waits for its key, and the key once it was pressed.
    asking: Option<(Command, Option<Shortcut>)>,
}

impl KeyDialog {
    /// Draws the dialog. Says whether it stays open.
    pub(super) fn ui(&mut self, ctx: &Context, bench: &Workbench, out: &mut Vec<Action>) -> bool {
        if let Some((command, None)) = self.asking {
            let escape = Shortcut::of_name("Esc");
            let pressed = ctx.input_mut(keys::capture);
            self.asking = (pressed.is_none() || pressed != escape).then_some((command, pressed));
        }
        let asking = self.asking.is_some();
        let modal = egui::Modal::new(egui::Id::unique("keys")).show(ctx, |ui| {
            ui.set_width(620.0_f32.min(ctx.content_rect().width() - 64.0));
            ui.heading("Change the keys");
            clashes(ui, bench);
            self.whose(ui, bench, out);
            ui.add_space(look::UNIT);
            let field = egui::TextEdit::singleline(&mut self.filter)
                .hint_text("Find a command")
                .desired_width(f32::INFINITY);
            let field = ui.add_enabled(!asking, field);
            name_field(&field, "Find a command");
            if !asking {
                keep_focus(&field);
            }
            self.ask(ui, bench, out);
            ui.add_space(look::UNIT);
            let height = (ctx.content_rect().height() - 300.0).max(120.0);
            tall(ui, height, |ui| {
                ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
                    let wanted = self.filter.to_lowercase();
                    for command in Command::all().filter(|one| one.name().to_lowercase().contains(&wanted)) {
                        self.row(ui, bench, command, out);
                    }
                });
            });
            ui.add_space(2.0 * look::UNIT);
            ui.button("Close").clicked()
        });
        !modal.inner && (asking || !modal.should_close())
    }

    /// Says whether what is changed is the folder's.
    fn of_folder(&self, bench: &Workbench) -> bool {
        bench.folder().is_some() && self.for_folder.unwrap_or(bench.folder_keys().is_some())
    }

    fn set(&self, bench: &Workbench, command: Command, keys: Option<Vec<Shortcut>>) -> Action {
        if self.of_folder(bench) {
            Action::SetFolderKeys(command, keys)
        } else {
            Action::SetKeys(command, keys)
        }
    }

    /// Asks whose keys are changed, where a folder is open.
    fn whose(&mut self, ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) {
        if bench.folder().is_none() {
            return;
        }
        ui.horizontal(|ui| {
            let mut of_folder = self.of_folder(bench);
            ui.radio_value(&mut of_folder, false, "Your own keys");
            let folder = ui.radio_value(&mut of_folder, true, "The folder’s keys");
            folder.on_hover_text(
                "They lie beside the articles (corpus-keys.ron) and go before everybody’s own.",
            );
            self.for_folder = Some(of_folder);
            let command = if bench.folder_keys().is_some() { Command::DropKeys } else { Command::KeepKeys };
            if of_folder && ui.button(command.name()).on_hover_text(command.entry().hint).clicked() {
                out.push(command.into());
            }
        });
    }

    fn row(&mut self, ui: &mut Ui, bench: &Workbench, command: Command, out: &mut Vec<Action>) {
        let keymap = bench.keymap();
        ui.horizontal(|ui| {
            let palette = Palette::of(ui);
            let names: Vec<_> = keymap.of(command).iter().map(|key| key.name()).collect();
            let clash = !keymap.clashes(command).is_empty();
            let colour = if clash { palette.danger } else { palette.accent };
            let shown = if names.is_empty() { "—".to_owned() } else { names.join("  ") };
            let name = RichText::new(command.name());
            cell(ui, 236.0, name).on_hover_text(command.entry().hint);
            let keys = RichText::new(shown).monospace().color(colour);
            cell(ui, 162.0, keys);
            let named = |response: egui::Response, what: &str| {
                let name = format!("{what}: {}", command.name());
                response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
                response.clicked()
            };
            let of_folder = self.of_folder(bench);
            let laid_down = bench.folder_keys().is_some_and(|folder| folder.is_changed(command));
            if laid_down && !of_folder {
                ui.weak("the folder’s").on_hover_text("Choose “The folder’s keys” above to change it.");
                return;
            }
            if named(ui.small_button("change"), "Change the key") {
                self.asking = Some((command, None));
            }
            if !names.is_empty() && named(ui.small_button("none"), "No key") {
                out.push(self.set(bench, command, Some(Vec::new())));
            }
            let changed = if of_folder { laid_down } else { bench.own_keys().is_changed(command) };
            if changed && named(ui.small_button("as it was"), "Its own key again") {
                out.push(self.set(bench, command, None));
            }
        });
    }

    /// Waits for a key, and asks before it takes one from another command.
    fn ask(&mut self, ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) {
        let Some((command, key)) = self.asking else { return };
        ui.add_space(look::UNIT);
        egui::Frame::group(ui.style()).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                let Some(key) = key else {
                    ui.label(format!("Press the new key of “{}”.", command.name()));
                    if ui.button("Cancel").clicked() {
                        self.asking = None;
                    }
                    return;
                };
                let owner = bench.keymap().command_of(key).filter(|owner| *owner != command);
                let layer = layer_of(bench, key);
                let text = match (owner, &layer) {
                    (Some(owner), _) => {
                        format!("{} is the key of “{}”, which would lose it.", key.name(), owner.name())
                    }
                    (None, Some(layer)) => {
                        format!(
                            "{} is the codebook's key of the layer “{layer}”; the command would have it.",
                            key.name()
                        )
                    }
                    (None, None) => format!("{} is free.", key.name()),
                };
                ui.label(text);
                let take = if owner.is_some() { "Take it" } else { "Use it" };
                if ui.button(take).clicked() {
                    out.push(self.set(bench, command, Some(vec![key])));
                    self.asking = None;
                } else if ui.button("Another key").clicked() {
                    self.asking = Some((command, None));
                } else if ui.button("Cancel").clicked() {
                    self.asking = None;
                }
            });
        });
    }
}

/// Says which keys two commands share: a file written by hand can say so.
fn clashes(ui: &mut Ui, bench: &Workbench) {
    for (key, one, other) in bench.keymap().all_clashes().into_iter().take(4) {
        let text = format!("{} is the key of “{}” and of “{}”.", key.name(), one.name(), other.name());
        ui.colored_label(Palette::of(ui).danger, text);
    }
    ui.label(
        RichText::new("Keys without Ctrl work while the text has the keyboard.").color(Palette::of(ui).faded),
    );
}

/// Returns the layer of the open document that a key belongs to.
fn layer_of(bench: &Workbench, key: Shortcut) -> Option<String> {
    let crate::workbench::Key::Char(char) = key.key else { return None };
    let layers = &bench.open()?.document().codebook().layers;
    let plain = !key.ctrl && !key.alt;
    layers.iter().find(|layer| plain && layer.key == Some(char)).map(|layer| layer.name.clone())
}
