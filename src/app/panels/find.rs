//! The search bar above the text.

use crate::app::look::Palette;
use crate::app::{hint, name_field};
use crate::text::find::{MAX_HITS, Query};
use crate::workbench::{Action, Command, Open};
use egui::{Key, Role, Ui, WidgetInfo};

/// The search bar's state while it is open.
#[derive(Debug, Default)]
pub(crate) struct FindBar {
    query: Query,
    wants_focus: bool,
}

impl FindBar {
    /// Opens the bar with what was looked for last, the field focused.
    #[must_use]
    pub(crate) fn new(open: &Open) -> Self {
        let mut query = open.finding.query.clone();
        if let Some(span) = open.selection.stretch().filter(|span| span.len() < 200) {
            query.pattern = open.document().article().slice(span).to_owned();
        }
        Self { query, wants_focus: true }
    }

    /// Draws the bar. Says whether it stays open.
    pub(crate) fn ui(&mut self, ui: &mut Ui, open: &Open, calm: bool, out: &mut Vec<Action>) -> bool {
        let before = self.query.clone();
        let mut stays = true;
        ui.horizontal(|ui| {
            let field =
                egui::TextEdit::singleline(&mut self.query.pattern).hint_text("Find").desired_width(220.0);
            let field = ui.add(field);
            name_field(&field, "Find in the article");
            if std::mem::take(&mut self.wants_focus) {
                field.request_focus();
                out.push(Action::Find(self.query.clone()));
            }
            if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
                let back = ui.input(|input| input.modifiers.shift);
                out.push(if back { Command::FindPrevious } else { Command::FindNext }.into());
                field.request_focus();
            }
            option(ui, &mut self.query.case, "Aa", "Upper and lower case differ");
            option(ui, &mut self.query.accents, "á", "Accents differ");
            option(ui, &mut self.query.whole_words, "“w”", "Whole words only");
            option(ui, &mut self.query.regex, ".*", "Regular expression");
            self.hits(ui, open, calm);
            for (command, sign) in [(Command::FindPrevious, "‹"), (Command::FindNext, "›")] {
                let some = !open.finding.hits.is_empty();
                let step = ui.add_enabled(some, egui::Button::new(sign)).on_hover_text(hint(ui, command));
                step.widget_info(|| WidgetInfo::labeled(Role::Button, some, command.name()));
                if step.clicked() {
                    out.push(command.into());
                }
            }
            annotate_all(ui, open, out);
            let close = ui.button("✕").on_hover_text("Close the search");
            close.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Close the search"));
            stays = !close.clicked() && !ui.input(|input| input.key_pressed(Key::Escape));
        });
        if before != self.query {
            out.push(Action::Find(self.query.clone()));
        }
        if !stays {
            out.push(Action::Find(Query::default()));
        }
        stays
    }

    fn hits(&self, ui: &mut Ui, open: &Open, calm: bool) {
        let finding = &open.finding;
        if finding.searching {
            if !calm {
                ui.add(egui::Spinner::new().size(12.0));
            }
            ui.label("searching …");
            return;
        }
        match (&finding.error, finding.current) {
            (Some(error), _) => drop(ui.colored_label(Palette::of(ui).danger, error)),
            (None, Some(current)) => {
                let more = if finding.hits.len() >= MAX_HITS { " or more" } else { "" };
                ui.label(format!("{} of {}{more}", current + 1, finding.hits.len()));
            }
            (None, None) if self.query.pattern.is_empty() => {}
            (None, None) => drop(ui.label("no hits")),
        }
    }
}

fn option(ui: &mut Ui, on: &mut bool, sign: &str, name: &str) {
    let response = ui.toggle_value(on, sign).on_hover_text(name);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, *on, name));
}

/// Offers to make annotations of all hits, in one step.
fn annotate_all(ui: &mut Ui, open: &Open, out: &mut Vec<Action>) {
    let finding = &open.finding;
    let some = !finding.hits.is_empty() && !finding.searching && open.is_writable();
    ui.add_enabled_ui(some, |ui| {
        ui.menu_button("Annotate all", |ui| {
            for layer in &open.document().codebook().layers {
                let name = format!("{} hits as {}", open.finding.hits.len(), layer.name.to_lowercase());
                if ui.button(name).clicked() {
                    out.push(Action::AnnotateHits(layer.id.clone()));
                    ui.close();
                }
            }
        });
    });
}
