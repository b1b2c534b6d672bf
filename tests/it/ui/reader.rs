//! The reading pane.

use crate::support::stage::Stage;
use egui::Theme;

fn looks_like(name: &str, theme: Theme, mut stage: Stage) {
    stage.selection.annotation = Some("q3".into());
    stage.show(theme, [640.0, 480.0]).snapshot(name);
}

#[test]
fn it_looks_like_this_in_the_light() {
    looks_like("reader_light", Theme::Light, Stage::commentary());
}

#[test]
fn it_looks_like_this_in_the_dark() {
    looks_like("reader_dark", Theme::Dark, Stage::commentary());
}
