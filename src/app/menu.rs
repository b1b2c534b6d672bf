//! The menu bar: every command in its menu, with its key.

use super::hint;
use crate::model::LayerId;
use crate::workbench::{Action, Command, Menu, Workbench};
use strum::IntoEnumIterator as _;

/// Draws the menu bar.
pub(super) fn bar(ui: &mut egui::Ui, bench: &Workbench, out: &mut Vec<Action>) {
    egui::MenuBar::new().ui(ui, |ui| {
        for menu in Menu::iter() {
            ui.menu_button(menu.name(), |ui| {
                ui.set_min_width(230.0);
                for command in Command::all().filter(|command| command.entry().menu == menu) {
                    item(ui, bench, command, out);
                }
                if menu == Menu::View {
                    layers(ui, bench, out);
                }
                if menu == Menu::File {
                    recent(ui, bench, out);
                }
            });
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            for (command, sign) in [(Command::ToggleTheme, "☾"), (Command::Find, "⌕"), (Command::Help, "?")]
            {
                let button = egui::Button::new(egui::RichText::new(sign).size(16.0)).frame(false);
                let response =
                    ui.add_enabled(bench.is_enabled(command), button).on_hover_text(hint(ui, command));
                response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, command.name()));
                if response.clicked() {
                    out.push(command.into());
                }
            }
        });
    });
}

fn item(ui: &mut egui::Ui, bench: &Workbench, command: Command, out: &mut Vec<Action>) {
    let entry = command.entry();
    let key = bench.keymap().name(command);
    let button = egui::Button::new(entry.name).shortcut_text(key).selected(bench.is_on(command));
    let response = ui.add_enabled(bench.is_enabled(command), button).on_hover_text(entry.hint);
    if response.clicked() {
        out.push(command.into());
        ui.close();
    }
}

/// The layers that a codebook has besides those with a command of their own.
fn layers(ui: &mut egui::Ui, bench: &Workbench, out: &mut Vec<Action>) {
    const KNOWN: [LayerId; 4] = [LayerId::ACTOR, LayerId::QUOTE, LayerId::CLAIM, LayerId::CUE];
    let Some(open) = bench.open() else { return };
    for layer in open.document().codebook().layers.iter().filter(|layer| !KNOWN.contains(&layer.id)) {
        let shown = !open.filter.hidden_layers.contains(&layer.id);
        if ui.add(egui::Button::new(format!("Show {}", layer.name)).selected(shown)).clicked() {
            let mut filter = open.filter.clone();
            if !filter.hidden_layers.remove(&layer.id) {
                filter.hidden_layers.insert(layer.id.clone());
            }
            out.push(Action::SetFilter(Box::new(filter)));
            ui.close();
        }
    }
}

fn recent(ui: &mut egui::Ui, bench: &Workbench, out: &mut Vec<Action>) {
    if bench.recent().is_empty() {
        return;
    }
    ui.separator();
    ui.menu_button("Recent", |ui| {
        for path in bench.recent() {
            let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
            if ui.button(name.as_ref()).on_hover_text(path.to_string_lossy()).clicked() {
                out.push(Action::Open(path.to_path_buf()));
                ui.close();
            }
        }
    });
}
