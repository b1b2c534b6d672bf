//! The search bar above the text.

use crate::app::{hint, name_field};
use crate::text::find::Query;
use crate::workbench::{Action, Command, Open};
use egui::{Key, Ui};

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
    pub(crate) fn ui(&mut self, ui: &mut Ui, open: &Open, out: &mut Vec<Action>) -> bool {
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
            ui.toggle_value(&mut self.query.case, "Aa").on_hover_text("Upper and lower case differ");
            ui.toggle_value(&mut self.query.accents, "á").on_hover_text("Accents differ");
            ui.toggle_value(&mut self.query.whole_words, "“w”").on_hover_text("Whole words only");
            ui.toggle_value(&mut self.query.regex, ".*").on_hover_text("Regular expression");
            self.hits(ui, open);
            if ui.button("‹").on_hover_text(hint(ui, Command::FindPrevious)).clicked() {
                out.push(Command::FindPrevious.into());
            }
            if ui.button("›").on_hover_text(hint(ui, Command::FindNext)).clicked() {
                out.push(Command::FindNext.into());
            }
            annotate_all(ui, open, out);
            let close = ui.button("✕").on_hover_text("Close the search");
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

    fn hits(&self, ui: &mut Ui, open: &Open) {
        let finding = &open.finding;
        let text = match (&finding.error, finding.current) {
            (Some(error), _) => error.clone(),
            (None, Some(current)) => format!("{} of {}", current + 1, finding.hits.len()),
            (None, None) if self.query.pattern.is_empty() => String::new(),
            (None, None) => "no hits".to_owned(),
        };
        ui.label(text);
    }
}

/// Offers to make annotations of all hits, in one step.
fn annotate_all(ui: &mut Ui, open: &Open, out: &mut Vec<Action>) {
    let some = !open.finding.hits.is_empty() && open.is_writable();
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
