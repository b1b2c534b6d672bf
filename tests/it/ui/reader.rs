//! The reading pane.

use crate::support::stage::Stage;
use egui::Theme;

#[test]
fn it_looks_like_this() {
    for (theme, name) in [(Theme::Light, "reader_light"), (Theme::Dark, "reader_dark")] {
        let mut stage = Stage::commentary();
        stage.selection.annotation = Some("q3".into());
        stage.show(theme, [640.0, 480.0]).snapshot(name);
    }
}
