//! What was learned from decisions: each lesson in words, why, and a button to forget it.

use crate::suggest::learned::{self, Topic};
use crate::workbench::{Action, Workbench};
use egui::{Context, RichText, ScrollArea, Ui};

/// The dialog's state.
#[derive(Debug, Default)]
pub(in crate::app) struct LearnedDialog {
    /// Only lessons with this in them are shown.
    search: String,
}

/// The most lessons that are drawn at once.
const MOST: usize = 400;

impl LearnedDialog {
    /// Draws the dialog. Says whether it stays open.
    pub(in crate::app) fn ui(&mut self, ctx: &Context, bench: &Workbench, out: &mut Vec<Action>) -> bool {
        let modal = egui::Modal::new(egui::Id::unique("learned")).show(ctx, |ui| {
            ui.set_width(620.0);
            ui.heading("What was learned from your decisions");
            if let Some(path) = bench.learned_path() {
                ui.small(format!("It is kept for this corpus and for you: {}", path.display()));
            }
            ui.add_space(8.0);
            let field = egui::TextEdit::singleline(&mut self.search).hint_text("Find a lesson");
            crate::app::name_field(&ui.add(field.desired_width(f32::INFINITY)), "Find a lesson");
            ui.add_space(8.0);
            ScrollArea::vertical().max_height(420.0).auto_shrink([false, false]).show(ui, |ui| {
                self.lessons(ui, bench, out);
                self.forgotten(ui, bench, out);
            });
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                let any = !bench.learned().is_empty();
                if ui.add_enabled(any, egui::Button::new("Forget everything")).clicked() {
                    out.push(Action::ForgetAllLessons);
                }
                ui.button("Close").clicked()
            })
            .inner
        });
        !modal.inner && !modal.should_close()
    }

    fn lessons(&self, ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) {
        let learned = bench.learned();
        if learned.is_empty() {
            ui.label(
                "Nothing yet. Whatever you accept, reject or correct is used for the articles that follow.",
            );
            return;
        }
        let search = self.search.to_lowercase();
        let mut left_out = 0usize;
        let mut drawn = 0usize;
        for (topic, lesson) in learned.lessons() {
            let what = learned::what(topic, lesson);
            if !what.to_lowercase().contains(&search) {
                continue;
            }
            if drawn >= MOST {
                left_out += 1;
                continue;
            }
            drawn += 1;
            row(ui, topic, &what, &learned::why(lesson), "Forget", || Action::Forget(topic.clone()), out);
        }
        if left_out > 0 {
            ui.weak(format!("{left_out} more: find them by a word."));
        }
    }

    fn forgotten(&self, ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) {
        let mut all = bench.learned().forgotten().peekable();
        if all.peek().is_none() {
            return;
        }
        ui.add_space(8.0);
        ui.strong("Forgotten");
        for topic in all {
            let again = || Action::LearnAgain(topic.clone());
            row(ui, topic, word_of(topic), "is not used", "Learn again", again, out);
        }
    }
}

fn word_of(topic: &Topic) -> &str {
    match topic {
        Topic::Name(words) => words,
        Topic::Cue(_, word) | Topic::Start(_, word) | Topic::End(_, word) => word,
    }
}

fn row(
    ui: &mut Ui,
    topic: &Topic,
    what: &str,
    why: &str,
    button: &str,
    action: impl FnOnce() -> Action,
    out: &mut Vec<Action>,
) {
    ui.push_id(topic, |ui| {
        ui.horizontal(|ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.button(button).on_hover_text(format!("{button}: {what}")).clicked() {
                    out.push(action());
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    ui.add(egui::Label::new(what).truncate());
                    ui.add(egui::Label::new(RichText::new(why).weak()).truncate());
                });
            });
        });
    });
}
