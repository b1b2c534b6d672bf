//! The whole window, driven by keys and accessible names, without a display.

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use glossator::app::{Screen, look};
use glossator::model::Status;
use glossator::store::Places;
use glossator::workbench::{Action, Command, Workbench};
use std::path::Path;
use std::sync::Arc;

pub(crate) struct Window {
    pub(crate) bench: Workbench,
    screen: Screen,
    home: tempfile::TempDir,
}

pub(crate) fn window(article: Option<&str>) -> Harness<'static, Window> {
    let home = tempfile::tempdir().expect("a temporary folder");
    let mut bench = Workbench::in_places(Places::under(home.path()), Arc::new(|| {}));
    bench.run(Action::SetAnalyst("Nora".to_owned()));
    if let Some(name) = article {
        let path = home.path().join(name);
        std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name), &path)
            .expect("an example");
        bench.run(Action::Open(path));
        bench.settle();
    }
    let mut installed = false;
    let draw = move |ui: &mut egui::Ui, window: &mut Window| {
        if !std::mem::replace(&mut installed, true) {
            look::install(ui.ctx(), egui::Theme::Light);
        }
        window.screen.logic(&ui.ctx().clone(), &mut window.bench);
        window.screen.ui(ui, &mut window.bench);
    };
    let state = Window { bench, screen: Screen::default(), home };
    let mut harness = Harness::builder().with_size([1280.0, 800.0]).build_ui_state(draw, state);
    harness.run_steps(3);
    harness
}

pub(crate) fn press(harness: &mut Harness<'_, Window>, key: Key, text: &str) {
    harness.key_press(key);
    if !text.is_empty() {
        harness.event(egui::Event::Text(text.to_owned()));
    }
    harness.run_steps(3);
}

pub(crate) fn decided(harness: &Harness<'_, Window>) -> usize {
    let document = harness.state().bench.open().expect("open").document();
    document.annotations().filter(|annotation| annotation.status != Status::Suggested).count()
}

#[test]
fn the_welcome_page_offers_everything() {
    let mut harness = window(None);
    for command in [Command::Open, Command::OpenFolder, Command::Paste, Command::OpenExample] {
        harness.get_by_label_contains(command.name());
    }
    harness.get_by_label_contains(Command::OpenExample.name()).click();
    harness.run_steps(2);
    harness.state_mut().bench.settle();
    harness.run_steps(3);
    assert!(harness.state().bench.open().is_some_and(|open| open.document().annotation_count() > 20));
    harness.get_by_label_contains("reviewed");
}

#[test]
fn the_review_goes_by_keys() {
    let mut harness = window(Some("corridor-commentary.txt"));
    press(&mut harness, Key::N, "n");
    harness.get_by_label("✓ Accept");
    press(&mut harness, Key::Enter, "");
    let accepted = decided(&harness);
    assert!(accepted > 0);
    press(&mut harness, Key::Backspace, "");
    assert!(decided(&harness) > accepted);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    assert_eq!(decided(&harness), accepted);
    harness.state_mut().bench.settle();
    harness.run_steps(2);
    harness.get_by_label_contains("safe in the journal");
}

#[test]
fn the_review_goes_by_mouse() {
    let mut harness = window(Some("corridor-commentary.txt"));
    press(&mut harness, Key::N, "n");
    harness.get_by_label("✓ Accept").click();
    harness.run_steps(3);
    assert!(decided(&harness) > 0);
}

#[test]
fn every_key_stands_in_the_help_sheet() {
    let mut harness = window(Some("grain-talks-agency.txt"));
    press(&mut harness, Key::F1, "");
    for command in Command::all().filter(|command| !command.entry().keys.is_empty()) {
        let found = harness.query_all_by_label(command.name()).count();
        assert!(found > 0, "{command:?} is not on the sheet");
    }
    press(&mut harness, Key::Escape, "");
    assert!(harness.query_by_label("Close").is_none());
}

#[test]
fn the_palette_finds_and_runs_commands() {
    let mut harness = window(Some("grain-talks-agency.txt"));
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    harness.run_steps(3);
    harness.event(egui::Event::Text("clean read".to_owned()));
    harness.run_steps(3);
    press(&mut harness, Key::Enter, "");
    assert!(harness.state().bench.open().expect("open").clean);
    assert!(harness.query_by_label("Command").is_none(), "the palette is closed");
}

#[test]
fn the_export_panel_shows_a_preview_and_what_is_lost() {
    let mut harness = window(Some("grain-talks-agency.txt"));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::E);
    harness.run_steps(3);
    harness.state_mut().bench.run(Action::SetExportFormat("csv".into()));
    harness.run_steps(2);
    harness.state_mut().bench.settle();
    harness.run_steps(3);
    assert!(!harness.state().bench.export().losses.is_empty());
    harness.get_by_label("What this format cannot hold:");
    harness.get_by_label("Save…");
}

#[test]
fn typing_into_a_field_runs_no_command() {
    let mut harness = window(Some("grain-talks-agency.txt"));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run_steps(3);
    press(&mut harness, Key::N, "n");
    let open = harness.state().bench.open().expect("open");
    assert_eq!(open.finding.query.pattern, "n");
    assert!(open.selection.annotation.is_none());
}

#[test]
fn a_wrong_path_is_told_and_changes_nothing() {
    let mut harness = window(Some("grain-talks-agency.txt"));
    harness.state_mut().bench.run(Action::Open("does/not/exist.txt".into()));
    harness.state_mut().bench.settle();
    harness.run_steps(3);
    harness.get_by_label_contains("There is no such file");
}

#[test]
fn the_keyboard_reaches_the_panel_and_comes_back() {
    let mut harness = window(Some("corridor-commentary.txt"));
    press(&mut harness, Key::N, "n");
    let selected = |harness: &Harness<'_, Window>| {
        harness.state().bench.open().and_then(|open| open.selection.annotation.clone())
    };
    let first = selected(&harness);
    assert!(first.is_some());
    press(&mut harness, Key::F6, "");
    assert!(harness.get_by_label("Inspector").is_focused());
    press(&mut harness, Key::Tab, "");
    assert!(harness.get_by_label("List").is_focused(), "Tab goes on among the controls");
    press(&mut harness, Key::Enter, "");
    assert_eq!(selected(&harness), first, "and Enter presses one, it does not accept");
    assert_eq!(decided(&harness), 0);
    press(&mut harness, Key::F6, "");
    press(&mut harness, Key::Tab, "");
    assert_ne!(selected(&harness), first, "in the text, Tab goes to the next annotation");
}

#[test]
fn keywords_are_typed_one_after_the_other() {
    let mut harness = window(Some("corridor-commentary.txt"));
    harness.state_mut().bench.run(Command::Keywords);
    harness.run_steps(4);
    for pattern in ["corridor", "(oops"] {
        harness.event(egui::Event::Text(pattern.to_owned()));
        harness.run_steps(2);
        press(&mut harness, Key::Enter, "");
        harness.run_steps(3);
    }
    let patterns: Vec<_> =
        harness.state().bench.keywords().iter().map(|keyword| keyword.pattern.clone()).collect();
    assert_eq!(patterns, ["corridor", "(oops", ""]);
    harness.get_by_label_contains("the expression is wrong");
    assert_eq!(decided(&harness), 0, "no letter was a command");
}

#[test]
fn the_window_can_be_three_times_as_large() {
    let mut harness = window(Some("corridor-commentary.txt"));
    for _ in 0..9 {
        harness.state_mut().bench.run(Command::LargerWindow);
        harness.run_steps(3);
    }
    assert_eq!(harness.state().bench.reading().window_percent, 300);
    assert!((harness.ctx.zoom_factor() - 3.0).abs() < 0.01);
    let article = harness.get_by_label_contains("Article").rect();
    assert!(article.width() > 60.0, "the text keeps room: {article:?}");
}

/// A file as a desktop drops it.
#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|why| why.to_string())
    }
}

#[test]
fn a_dropped_pdf_opens() {
    let mut harness = window(None);
    let path = harness.state().home.path().join("strait.pdf");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/articles/strait.pdf");
    std::fs::copy(sample, &path).expect("a sample");
    harness.input_mut().dropped_files.push(Arc::new(Dropped(path)));
    harness.run_steps(2);
    harness.state_mut().bench.settle();
    harness.run_steps(2);
    let open = harness.state().bench.open().expect("it opens");
    assert!(open.document().text().contains("The strait stays open"));
}

#[test]
fn labels_of_another_program_are_asked_about() {
    let mut harness = window(None);
    let path = harness.state().home.path().join("x.ann");
    crate::support::file::write(&path.with_extension("txt"), "Words and more");
    crate::support::file::write(&path, "T1\tAttack 0 5\tWords\nT2\tAttack 90 99\tnowhere\n");
    harness.state_mut().bench.run(Action::Open(path));
    harness.state_mut().bench.settle();
    harness.run_steps(4);
    harness.get_by_label("Attack");
    harness.get_by_label_contains("1 × “Words”");
    assert!(harness.query_all_by_label_contains("is no stretch of the text").count() > 0);
    harness.get_by_label("Bring them there").click();
    harness.run_steps(3);
    assert!(harness.query_by_label("Bring them there").is_none(), "the dialog is closed");
}
