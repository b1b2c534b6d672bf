//! Choosing paths: the system's dialog on a thread of its own, or a typed path where there is none.

use super::{keep_focus, name_field};
use crate::formats::{annotation, article, codebook};
use crate::workbench::{Action, effect::Ask};
use egui::Context;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::{Duration, Instant};

/// Below this, a dialog that brought nothing was not there at all (on Linux, without a portal).
const TOO_FAST: Duration = Duration::from_millis(100);

/// A dialog that is open.
#[derive(Debug)]
pub(super) struct Dialog {
    ask: Ask,
    began: Instant,
    answer: Receiver<Option<PathBuf>>,
}

/// A path that is being typed, because no dialog could be shown.
#[derive(Debug)]
pub(super) struct TypedPath {
    ask: Ask,
    text: String,
}

/// What became of a dialog.
#[derive(Debug)]
pub(super) enum Outcome {
    /// It is still open.
    Open(Dialog),
    /// A path was chosen.
    Chosen(Action),
    /// Nothing was chosen.
    Cancelled,
    /// The system has no dialog.
    NoDialog(TypedPath),
}

impl Dialog {
    /// Shows the system's dialog.
    #[must_use]
    pub(super) fn new(ask: Ask, ctx: &Context) -> Self {
        let (sender, answer) = channel();
        let dialog = native(&ask);
        let (asked, ctx) = (ask.clone(), ctx.clone());
        let show = move || {
            let chosen = pollster::block_on(async {
                match asked {
                    Ask::Open | Ask::ImportCodebook => dialog.pick_file().await,
                    Ask::OpenFolder | Ask::ExportFolder | Ask::UnpackInto => dialog.pick_folder().await,
                    Ask::SaveAs(_)
                    | Ask::Export(_)
                    | Ask::ExportAll(_)
                    | Ask::ExportCodebook(_)
                    | Ask::Table(_) => dialog.save_file().await,
                }
            });
            // the window may be gone; then nobody waits for the answer
            drop(sender.send(chosen.map(|file| file.path().to_owned())));
            ctx.request_repaint();
        };
        drop(std::thread::Builder::new().name("dialog".to_owned()).spawn(show));
        Self { ask, began: Instant::now(), answer }
    }

    /// Looks whether the person has answered.
    #[must_use]
    pub(super) fn poll(self) -> Outcome {
        match self.answer.try_recv() {
            Ok(Some(path)) => Outcome::Chosen(action(&self.ask, path)),
            Err(TryRecvError::Empty) => Outcome::Open(self),
            Ok(None) if self.began.elapsed() > TOO_FAST => Outcome::Cancelled,
            Ok(None) | Err(TryRecvError::Disconnected) => Outcome::NoDialog(TypedPath::new(self.ask)),
        }
    }
}

fn native(ask: &Ask) -> rfd::AsyncFileDialog {
    let dialog = rfd::AsyncFileDialog::new();
    match ask {
        Ask::Open => dialog
            .set_title("Open an article or a document")
            .add_filter("Articles and documents", &endings())
            .add_filter("All files", &["*"]),
        Ask::OpenFolder => dialog.set_title("Open a folder of articles"),
        Ask::SaveAs(path) => proposing(dialog.set_title("Save the document"), path),
        Ask::Export(path) => proposing(dialog.set_title("Save the export"), path),
        Ask::ImportCodebook => {
            dialog.set_title("Import a codebook").add_filter("Codebooks", &codebook::ENDINGS)
        }
        Ask::ExportCodebook(path) => proposing(dialog.set_title("Export the codebook"), path),
        Ask::Table(path) => proposing(dialog.set_title("Save what was found"), path),
        Ask::ExportAll(path) => proposing(dialog.set_title("Save the export of all documents"), path),
        Ask::ExportFolder => dialog.set_title("The folder to export all documents to"),
        Ask::UnpackInto => dialog.set_title("Where to make the folder of articles"),
    }
}

/// The endings of everything that can be opened.
fn endings() -> Vec<&'static str> {
    let articles = article::ALL.iter().flat_map(|format| format.extensions());
    let annotated =
        annotation::ALL.iter().filter(|format| format.reads()).flat_map(|format| format.extensions());
    let last = |ending: &&'static str| ending.rsplit('.').next().unwrap_or_default();
    let mut all: Vec<_> = articles.chain(annotated).map(last).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn proposing(mut dialog: rfd::AsyncFileDialog, path: &std::path::Path) -> rfd::AsyncFileDialog {
    if let Some(name) = path.file_name() {
        dialog = dialog.set_file_name(name.to_string_lossy());
    }
    match path.parent().filter(|folder| folder.is_dir()) {
        Some(folder) => dialog.set_directory(folder),
        None => dialog,
    }
}

fn action(ask: &Ask, path: PathBuf) -> Action {
    match ask {
        Ask::Open | Ask::OpenFolder => Action::Open(path),
        Ask::SaveAs(_) => Action::SaveAs(path),
        Ask::Export(_) => Action::ExportTo(path),
        Ask::ImportCodebook => Action::ImportCodebook(path),
        Ask::ExportCodebook(_) => Action::ExportCodebook(path),
        Ask::Table(_) => Action::WriteTable(path),
        Ask::ExportAll(_) | Ask::ExportFolder => Action::ExportAllTo(path),
        Ask::UnpackInto => Action::UnpackInto(path),
    }
}

impl TypedPath {
    /// Begins with what is proposed.
    #[must_use]
    pub(super) fn new(ask: Ask) -> Self {
        let text = match &ask {
            Ask::SaveAs(path)
            | Ask::Export(path)
            | Ask::ExportAll(path)
            | Ask::ExportCodebook(path)
            | Ask::Table(path) => path.to_string_lossy().into_owned(),
            _ => String::new(),
        };
        Self { ask, text }
    }

    /// Draws the field. Says whether it stays open.
    pub(super) fn ui(&mut self, ctx: &Context, out: &mut Vec<Action>) -> bool {
        let modal = egui::Modal::new(egui::Id::unique("path")).show(ctx, |ui| {
            ui.set_width(520.0);
            ui.label(match self.ask {
                Ask::Open => "The path of an article or a document:",
                Ask::OpenFolder => "The path of a folder:",
                Ask::SaveAs(_) => "Where to save the document:",
                Ask::ImportCodebook => "The path of a codebook:",
                Ask::ExportCodebook(_) => "Where to write the codebook:",
                Ask::Table(_) => "Where to save what was found:",
                Ask::Export(_) | Ask::ExportAll(_) => "Where to save the export:",
                Ask::ExportFolder => "The path of the folder to export to:",
                Ask::UnpackInto => "The path of the folder to make it in:",
            });
            let field = ui.add(egui::TextEdit::singleline(&mut self.text).desired_width(f32::INFINITY));
            name_field(&field, "Path");
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            keep_focus(&field);
            ui.add_space(8.0);
            ui.horizontal(|ui| {
                let given = !self.text.trim().is_empty();
                let take = (ui.add_enabled(given, egui::Button::new("OK")).clicked() || entered) && given;
                if take {
                    out.push(action(&self.ask, PathBuf::from(self.text.trim())));
                }
                ui.button("Cancel").clicked() || take
            })
            .inner
        });
        !modal.inner && !modal.should_close()
    }
}
