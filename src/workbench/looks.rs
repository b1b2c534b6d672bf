//! How the person wants things to look: theme, text size, measure, panels. Kept in the settings.

use super::Workbench;
use super::command::Command;
use crate::store::settings::Theme;

/// The sizes that the zoom keys go through, in percent.
const SIZES: [u16; 12] = [75, 85, 92, 100, 110, 125, 150, 175, 200, 225, 250, 300];
/// The measures that the keys go through, in characters.
const MEASURES: std::ops::RangeInclusive<u16> = 45..=110;

impl Workbench {
    /// Says whether the dark theme is wanted.
    #[must_use]
    pub fn is_dark(&self) -> bool {
        self.files.settings.theme == Theme::Dark
    }

    /// Returns the size of the text in percent.
    #[must_use]
    pub fn text_percent(&self) -> u16 {
        self.files.settings.text_percent
    }

    /// Returns the width of the column in characters.
    #[must_use]
    pub fn measure(&self) -> u16 {
        self.files.settings.measure
    }

    /// Says whether the left panel is wanted.
    #[must_use]
    pub fn shows_left(&self) -> bool {
        self.files.settings.left_panel
    }

    /// Says whether the right panel is wanted.
    #[must_use]
    pub fn shows_right(&self) -> bool {
        self.files.settings.right_panel
    }

    /// Returns the name that stands on what the person decides.
    #[must_use]
    pub fn analyst(&self) -> &str {
        &self.files.settings.analyst
    }

    pub(super) fn change_look(&mut self, command: Command) {
        let settings = &mut self.files.settings;
        match command {
            Command::ToggleTheme => {
                settings.theme = if settings.theme == Theme::Dark { Theme::Light } else { Theme::Dark }
            }
            Command::ZoomIn => {
                settings.text_percent =
                    SIZES.into_iter().find(|size| *size > settings.text_percent).unwrap_or(300);
            }
            Command::ZoomOut => {
                settings.text_percent =
                    SIZES.into_iter().rfind(|size| *size < settings.text_percent).unwrap_or(75);
            }
            Command::ZoomReset => settings.text_percent = 100,
            Command::WiderMeasure => settings.measure = (settings.measure + 5).min(*MEASURES.end()),
            Command::NarrowerMeasure => settings.measure = (settings.measure - 5).max(*MEASURES.start()),
            Command::ToggleLeft => settings.left_panel = !settings.left_panel,
            Command::ToggleRight => settings.right_panel = !settings.right_panel,
            _ => {}
        }
        self.keep_settings();
    }

    pub(super) fn set_analyst(&mut self, name: &str) {
        name.trim().clone_into(&mut self.files.settings.analyst);
        if let Some(open) = &mut self.open {
            open.analyst = name.trim().into();
        }
        self.keep_settings();
    }

    /// Says whether a command that shows or hides something shows it now.
    #[must_use]
    pub fn is_on(&self, command: Command) -> bool {
        use crate::model::LayerId;
        let filter = self.open.as_ref().map(|open| &open.filter);
        let shows = |layer: LayerId| filter.is_some_and(|filter| !filter.hidden_layers.contains(&layer));
        match command {
            Command::ToggleTheme => self.is_dark(),
            Command::ToggleAttitudes => self.files.settings.attitudes,
            Command::ToggleLeft => self.shows_left(),
            Command::ToggleRight => self.shows_right(),
            Command::CleanReading => self.open.as_ref().is_some_and(|open| open.clean),
            Command::ToggleActors => shows(LayerId::ACTOR),
            Command::ToggleQuotes => shows(LayerId::QUOTE),
            Command::ToggleClaims => shows(LayerId::CLAIM),
            Command::ToggleCues => shows(LayerId::CUE),
            Command::ToggleAdjectives => filter.is_some_and(|filter| filter.show_adjectives),
            Command::ToggleSuggested => filter.is_some_and(|filter| filter.show_suggested),
            Command::ToggleAccepted => filter.is_some_and(|filter| filter.show_accepted),
            Command::ToggleRejected => filter.is_some_and(|filter| filter.show_rejected),
            Command::LeastCertainFirst => self.open.as_ref().is_some_and(|open| open.least_certain_first),
            Command::FocusMode => self.open.as_ref().is_some_and(|open| open.focus),
            Command::MarkDone => self
                .open
                .as_ref()
                .is_some_and(|open| open.document().state() == crate::model::ArticleState::Done),
            _ => false,
        }
    }
}
