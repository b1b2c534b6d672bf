//! The window: the only layer that names egui. It shows what the workbench holds and asks it for changes.
//!
//! [`App::logic`] takes events in and runs commands; [`App::ui`] draws and collects actions. Nothing is
//! changed while drawing.

pub mod look;

pub mod reader;

mod above;
mod clipboard;
mod dialogs;
mod help;
mod key_dialog;
mod keys;
mod menu;
mod notify;
mod overlay;
mod palette;
mod panels;
mod screen;
mod status;
mod welcome;

pub use screen::Screen;

use crate::store::resume::Window;
use crate::store::{Places, RealDisk, Resume, logfile};
use crate::workbench::{Action, Command, Keymap, Workbench};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

/// The program in its window.
pub struct App {
    bench: Workbench,
    screen: Screen,
    /// When the program began, until its first frame is drawn.
    began: Option<Instant>,
}

impl App {
    /// Begins with the given paths: articles, documents or a folder.
    #[must_use]
    pub fn new(ctx: &egui::Context, paths: Vec<PathBuf>) -> Self {
        let waker = ctx.clone();
        let mut bench = Workbench::new(Arc::new(move || waker.request_repaint()));
        ctx.options_mut(|options| options.zoom_with_keyboard = false); // the zoom keys size the article
        look::install(ctx, theme(ctx, &mut bench));
        if paths.is_empty() {
            bench.resume_session();
        }
        bench.run(Action::OpenAll(paths));
        Self { bench, screen: Screen::default(), began: None }
    }
}

/// Gives a text field the name that accessibility tools read.
fn name_field(field: &egui::Response, name: &str) {
    field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, name));
}

/// Returns what a command does, with the key that it has now.
fn hint(ui: &egui::Ui, command: Command) -> String {
    keymap(ui.ctx()).hint(command)
}

/// Returns the keys of all commands, as [`set_keymap`] put them where every panel finds them.
fn keymap(ctx: &egui::Context) -> Arc<Keymap> {
    ctx.data(|data| data.get_temp(egui::Id::unique("keymap"))).unwrap_or_default()
}

fn set_keymap(ctx: &egui::Context, keymap: &Arc<Keymap>) {
    ctx.data_mut(|data| data.insert_temp(egui::Id::unique("keymap"), Arc::clone(keymap)));
}

/// Draws what may need scrolling in a dialog, at a height of its own: one that grew into the room that there is
/// would take a frame for each step, and move under the pointer meanwhile.
fn tall<T>(ui: &mut egui::Ui, height: f32, content: impl FnOnce(&mut egui::Ui) -> T) -> T {
    let size = egui::vec2(ui.available_width(), height);
    ui.allocate_ui(size, |ui| {
        ui.set_min_height(height);
        content(ui)
    })
    .inner
}

/// Draws text at the left of a column in a list of a dialog.
fn cell(ui: &mut egui::Ui, width: f32, text: egui::RichText) -> egui::Response {
    let left = egui::Layout::left_to_right(egui::Align::Center);
    let draw = |ui: &mut egui::Ui| {
        ui.set_min_width(width);
        ui.add(egui::Label::new(text).truncate())
    };
    ui.allocate_ui_with_layout(egui::vec2(width, look::ROW.y), left, draw).inner
}

/// Gives a field the keyboard for as long as it is shown. Asking again while it has it would break off what is
/// being typed, and keep a window busy that is not in front.
fn keep_focus(field: &egui::Response) {
    if field.ctx.memory(egui::Memory::focused) != Some(field.id) {
        field.request_focus();
    }
}

/// Returns the theme that is wanted; where nobody said, the desktop's, and a light one where that is not known.
fn theme(ctx: &egui::Context, bench: &mut Workbench) -> egui::Theme {
    bench.note_desktop(ctx.system_theme() == Some(egui::Theme::Dark));
    if bench.is_dark() { egui::Theme::Dark } else { egui::Theme::Light }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.screen.logic(ctx, &mut self.bench);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.screen.ui(ui, &mut self.bench);
        if let Some(began) = self.began.take() {
            log::info!("the first frame after {:.0} ms", began.elapsed().as_secs_f64() * 1e3);
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.bench.end();
    }
}

/// Puts the window where it stood last, if it would be seen there.
fn as_last_time(viewport: egui::ViewportBuilder, window: Option<Window>) -> egui::ViewportBuilder {
    let Some(window) = window else { return viewport };
    let viewport = viewport.with_inner_size([window.size.0, window.size.1]).with_maximized(window.maximized);
    match window.at.filter(|(x, y)| (-40.0..8000.0).contains(x) && (-40.0..4000.0).contains(y)) {
        Some((x, y)) => viewport.with_position([x, y]),
        None => viewport,
    }
}

/// Opens the window and stays until it is closed.
///
/// # Errors
/// In words, when there is no display or no way to draw on it.
pub fn run(paths: Vec<PathBuf>) -> Result<(), String> {
    let began = Some(Instant::now());
    let icon = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/icon-256.png"));
    let places = Places::of_user();
    let resume = places.as_ref().map(|places| Resume::load(&RealDisk, places)).unwrap_or_default();
    if let Some(places) = &places {
        logfile::start(places);
    }
    log::info!("Glossator {} starts", env!("CARGO_PKG_VERSION"));
    let viewport = egui::ViewportBuilder::default()
        .with_app_id("glossator")
        .with_title("Glossator")
        .with_inner_size([1280.0, 860.0])
        .with_min_inner_size([640.0, 420.0]);
    let viewport = match icon {
        Ok(icon) => viewport.with_icon(icon),
        Err(_) => viewport,
    };
    let viewport = as_last_time(viewport, resume.window);
    let centered = resume.window.and_then(|window| window.at).is_none();
    let options = eframe::NativeOptions { viewport, centered, ..Default::default() };
    eframe::run_native(
        "Glossator",
        options,
        Box::new(move |cc| Ok(Box::new(App { began, ..App::new(&cc.egui_ctx, paths) }))),
    )
    .map_err(|error| {
        format!(
            "the window could not be opened: {error}\nThe command line works without one: glossator --help"
        )
    })
}
