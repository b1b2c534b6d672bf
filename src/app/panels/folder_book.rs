//! What the codebook panel says of the folder's codebook, and how the article's becomes that or takes it.

use crate::app::hint;
use crate::workbench::{Action, Command, Open, Workbench};
use egui::Ui;

/// Draws a line on the folder's codebook where a folder is open.
pub(super) fn ui(ui: &mut Ui, bench: &Workbench, open: &Open, out: &mut Vec<Action>) {
    if bench.folder().is_none() {
        return;
    }
    let own = open.document().codebook();
    ui.horizontal_wrapped(|ui| {
        match bench.folder_codebook() {
            Some(book) if **book == **own => {
                ui.weak("This is the folder’s codebook.");
                return;
            }
            Some(book) => {
                ui.weak(format!("The folder has “{}”, version {}.", book.name, book.version));
                let take = ui.add_enabled(open.is_writable(), egui::Button::new("Take it"));
                if take.on_hover_text("Shows what that would change, and asks.").clicked() {
                    out.push(Action::ConsiderCodebook(book.clone()));
                }
            }
            None => {
                ui.weak("The folder has none of its own.");
            }
        }
        let make = ui.button("Make this the folder’s");
        if make.on_hover_text(hint(ui, Command::KeepCodebook)).clicked() {
            out.push(Command::KeepCodebook.into());
        }
    });
}
