//! How the person wants things to look: theme, text size, measure, panels. Kept in the settings.

use super::Workbench;
use super::command::Command;
use crate::store::Settings;
use crate::store::settings::{Reading, Theme};

/// The sizes that the zoom keys go through, in percent.
const SIZES: [u16; 12] = [75, 85, 92, 100, 110, 125, 150, 175, 200, 225, 250, 300];

fn next_size(now: u16) -> u16 {
    SIZES.into_iter().find(|size| *size > now).unwrap_or(300)
}

fn size_before(now: u16) -> u16 {
    SIZES.into_iter().rfind(|size| *size < now).unwrap_or(75)
}

impl Workbench {
    /// Says whether the dark theme is wanted.
    #[must_use]
    pub fn is_dark(&self) -> bool {
        match self.files.settings.theme {
            Theme::System => self.desktop_is_dark,
            Theme::Light => false,
            Theme::Dark => true,
        }
    }

    /// Notes whether the desktop is dark, as far as the window knows.
    pub fn note_desktop(&mut self, is_dark: bool) {
        self.desktop_is_dark = is_dark;
    }

    /// Returns how the article and the window are set.
    #[must_use]
    pub fn reading(&self) -> Reading {
        self.files.settings.reading
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

    /// Returns the settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.files.settings
    }

    /// Takes settings that were changed in the dialog.
    pub(super) fn set_settings(&mut self, settings: Settings) {
        if let Some(open) = &mut self.open {
            open.filter.min_score = settings.min_score;
            open.analyst = settings.analyst.trim().into();
        }
        let manner = (settings.closely, settings.attitudes);
        let former = std::mem::replace(&mut self.files.settings, settings);
        self.keep_settings();
        if manner != (former.closely, former.attitudes) {
            self.suggest_in_other_manner();
        }
    }

    pub(super) fn change_look(&mut self, command: Command) {
        let is_dark = self.is_dark();
        let settings = &mut self.files.settings;
        let reading = &mut settings.reading;
        match command {
            Command::ToggleTheme => settings.theme = if is_dark { Theme::Light } else { Theme::Dark },
            Command::ZoomIn => reading.text_percent = next_size(reading.text_percent),
            Command::ZoomOut => reading.text_percent = size_before(reading.text_percent),
            Command::ZoomReset => reading.text_percent = 100,
            Command::LargerWindow => reading.window_percent = next_size(reading.window_percent),
            Command::SmallerWindow => reading.window_percent = size_before(reading.window_percent),
            Command::WiderMeasure => reading.measure += 5,
            Command::NarrowerMeasure => reading.measure -= 5,
            Command::LooserLines => reading.leading += 10,
            Command::TighterLines => reading.leading -= 10,
            Command::ToggleNames => reading.names = !reading.names,
            Command::ToggleScores => reading.scores = !reading.scores,
            Command::ToggleKeywords => reading.keywords = !reading.keywords,
            Command::ToggleCalm => reading.calm = !reading.calm,
            Command::ToggleLeft => settings.left_panel = !settings.left_panel,
            Command::ToggleRight => settings.right_panel = !settings.right_panel,
            _ => {}
        }
        settings.reading = settings.reading.bounded();
        self.keep_settings();
    }

    /// Sets how the article and the window are set. A slider asks for it in every frame: it is written when the
    /// person pauses.
    pub(super) fn set_reading(&mut self, reading: Reading) {
        self.files.settings.reading = reading.bounded();
        self.keep_settings_soon();
    }

    pub(super) fn set_analyst(&mut self, name: &str) {
        name.trim().clone_into(&mut self.files.settings.analyst);
        if let Some(open) = &mut self.open {
            open.analyst = name.trim().into();
        }
        self.read_learned();
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
            Command::ToggleNames => self.reading().names,
            Command::ToggleScores => self.reading().scores,
            Command::ToggleKeywords => self.reading().keywords,
            Command::ToggleCalm => self.reading().calm,
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
