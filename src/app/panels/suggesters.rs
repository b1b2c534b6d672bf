//! The suggesters of the user's own: which there are, and asking one about the open article.

use crate::workbench::{Action, Workbench};
use egui::{Context, ScrollArea, Ui};

/// How a suggester is described in the settings.
const EXAMPLE: &str = "[\n    (name: \"spacy\", program: \"python3\",\n     arguments: [\"PATH/TO/spacy_suggester.py\"], seconds: 120),\n]";

/// Draws the dialog. Says whether it stays open.
pub(in crate::app) fn ui(ctx: &Context, bench: &Workbench, out: &mut Vec<Action>) -> bool {
    let modal = egui::Modal::new(egui::Id::unique("suggesters")).show(ctx, |ui| {
        ui.set_width(560.0);
        ui.heading("Suggest with a program of your own");
        ui.add_space(8.0);
        ScrollArea::vertical()
            .max_height(360.0)
            .show(ui, |ui| {
                let asked = listed(ui, bench, out);
                for problem in &bench.suggesters().problems {
                    ui.label(format!("⚠ {problem}"));
                }
                described(ui, bench);
                asked
            })
            .inner
            | ui.button("Close").clicked()
    });
    !modal.inner && !modal.should_close()
}

fn listed(ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) -> bool {
    let found = bench.suggesters();
    let writable = bench.open().is_some_and(crate::workbench::Open::is_writable);
    let mut asked = false;
    for suggester in &found.all {
        ui.push_id(&suggester.name, |ui| {
            ui.horizontal(|ui| {
                let button = egui::Button::new(format!("Ask {}", suggester.name));
                if ui.add_enabled(writable, button).clicked() {
                    out.push(Action::SuggestWith(suggester.name.clone()));
                    asked = true;
                }
                if found.wanted.contains(&suggester.name) {
                    ui.label("wanted by this corpus");
                }
                let program = egui::RichText::new(suggester.program.display().to_string()).weak();
                ui.add(egui::Label::new(program).truncate());
            });
        });
    }
    asked
}

fn described(ui: &mut Ui, bench: &Workbench) {
    ui.add_space(8.0);
    if bench.suggesters().all.is_empty() {
        ui.label("None is described yet.");
    }
    ui.label(format!("They are described in {}:", bench.suggesters_path().display()));
    ui.monospace(EXAMPLE);
    ui.label(
        "Such a program reads Glossator JSON Lines on standard input and writes the same lines back with its annotations. It is started without a shell and stopped when it takes too long. Only what this file names ever runs.",
    );
    ui.add_space(8.0);
}
