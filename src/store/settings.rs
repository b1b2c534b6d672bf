//! What the program remembers of a person: name, look, recent files, choices.

use super::atomic;
use super::disk::Disk;
use super::places::Places;
use super::recent::Recent;
use crate::model::{Place, Problem};
use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Path, PathBuf};

/// The longest settings file that is read.
const MAX_BYTES: u64 = 1 << 20;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Theme {
    /// As the desktop has it.
    #[default]
    System,
    /// Ink on paper.
    Light,
    /// Light on dark.
    Dark,
}

/// What a person chose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The analyst's name, which stands in each origin; "" until it was asked.
    pub analyst: String,
    /// Whether the name was asked for.
    pub asked_name: bool,
    /// Light or dark.
    pub theme: Theme,
    /// How large the article's text is, in percent of the usual size.
    pub text_percent: u16,
    /// How wide the article's column is, in characters.
    pub measure: u16,
    /// Whether the left panel is shown.
    pub left_panel: bool,
    /// Whether the right panel is shown.
    pub right_panel: bool,
    /// Suggestions with a lower score are not shown.
    pub min_score: f32,
    /// Whether what people are reported to believe, want and plan is suggested as a quote, too.
    pub attitudes: bool,
    /// What was open lately.
    pub recent: Recent,
    /// The format that was exported to last; "" for none.
    pub export_format: String,
    /// Whether exports carry rejected annotations too.
    pub export_rejected: bool,
    /// The folder that the last dialog was left in.
    pub last_folder: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            analyst: String::new(),
            asked_name: false,
            theme: Theme::default(),
            text_percent: 100,
            measure: 70,
            left_panel: true,
            right_panel: true,
            min_score: 0.5,
            attitudes: false,
            recent: Recent::default(),
            export_format: String::new(),
            export_rejected: false,
            last_folder: None,
        }
    }
}

impl Settings {
    /// Reads the settings. What cannot be read is kept aside, and the defaults are taken; the problem says so.
    #[must_use]
    pub fn load(disk: &dyn Disk, places: &Places) -> (Self, Vec<Problem>) {
        let path = places.settings();
        let bytes = match disk.read(&path, MAX_BYTES) {
            Ok(bytes) => bytes,
            Err(wrong) if wrong.kind() == io::ErrorKind::NotFound => return (Self::default(), Vec::new()),
            Err(why) => return (Self::default(), vec![unreadable(&why.to_string(), &path)]),
        };
        match parse(&bytes) {
            Ok((settings, unknown)) => {
                let unknown = unknown.into_iter().map(|key| {
                    let message =
                        format!("the setting `{key}` is not known and will be left out: {}", path.display());
                    Problem::warning(Place::Whole, message)
                });
                (settings.in_bounds(), unknown.collect())
            }
            Err(why) => {
                let kept = path.with_extension("ron.bad");
                let place = if disk.rename(&path, &kept).is_ok() { kept } else { path };
                (Self::default(), vec![unreadable(&why, &place)])
            }
        }
    }

    /// Writes the settings.
    ///
    /// # Errors
    /// When they cannot be written; then the former ones stay.
    pub fn save(&self, disk: &dyn Disk, places: &Places) -> io::Result<()> {
        disk.create_folder(&places.config)?;
        let text = ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::new().new_line("\n"))
            .map_err(io::Error::other)?;
        atomic::write(disk, &places.settings(), format!("{text}\n").as_bytes())
    }

    /// Brings numbers that a hand has written into their bounds.
    fn in_bounds(self) -> Self {
        let bounded = |value: f32, least: f32, most: f32, usual: f32| {
            if value.is_finite() { value.clamp(least, most) } else { usual }
        };
        Self {
            text_percent: self.text_percent.clamp(75, 300),
            measure: self.measure.clamp(45, 110),
            min_score: bounded(self.min_score, 0.0, 1.0, 0.5),
            ..self
        }
    }
}

fn parse(bytes: &[u8]) -> Result<(Settings, Vec<String>), String> {
    let text = std::str::from_utf8(bytes).map_err(|why| why.to_string())?;
    let mut file = ron::Deserializer::from_str(text).map_err(|why| why.to_string())?;
    let mut unknown = Vec::new();
    let mut ignored = |path: serde_ignored::Path<'_>| unknown.push(path.to_string());
    let settings = Settings::deserialize(serde_ignored::Deserializer::new(&mut file, &mut ignored));
    let settings = settings.map_err(|why| file.span_error(why).to_string())?;
    Ok((settings, unknown))
}

fn unreadable(why: &str, path: &Path) -> Problem {
    let message = format!(
        "The settings cannot be read ({why}); the usual ones are taken. They are kept: {}",
        path.display()
    );
    Problem::warning(Place::Whole, message)
}

#[cfg(test)]
mod tests {
    use super::super::memory::MemoryDisk;
    use super::*;

    #[test]
    fn settings_come_back_and_bad_ones_are_kept() {
        let (disk, places) = (MemoryDisk::default(), Places::under(Path::new("/home")));
        assert_eq!(Settings::load(&disk, &places), (Settings::default(), Vec::new()));
        let mut settings =
            Settings { analyst: "Ж. \"Q\"".to_owned(), text_percent: 125, ..Settings::default() };
        settings.recent.add(Path::new("/a"));
        settings.recent.add(Path::new("/b"));
        settings.recent.add(Path::new("/a"));
        settings.save(&disk, &places).expect("saved");
        assert_eq!(Settings::load(&disk, &places), (settings, Vec::new()));

        disk.put(&places.settings(), b"(text_percent: 999, colour: 3)");
        let (settings, problems) = Settings::load(&disk, &places);
        assert_eq!(settings.text_percent, 300);
        assert!(problems[0].message.contains("`colour`"), "{problems:?}");

        disk.put(&places.settings(), b"(measure: ");
        let (settings, problems) = Settings::load(&disk, &places);
        assert_eq!((settings, problems.len()), (Settings::default(), 1));
        assert_eq!(disk.contents(&places.config.join("settings.ron.bad")), Some(b"(measure: ".to_vec()));
    }
}
