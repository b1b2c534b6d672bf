//! What the program remembers of a person: name, look, recent files, choices.

use super::atomic;
use super::disk::Disk;
use super::places::Places;
use super::recent::Recent;
use crate::model::{Place, Problem};
use serde::{Deserialize, Serialize};
use std::io;
use std::ops::RangeInclusive;
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

/// How the article and the window are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reading {
    /// How large the article's text is, in percent of the usual size.
    pub text_percent: u16,
    /// How wide the article's column is, in characters.
    pub measure: u16,
    /// The distance of lines, in percent of the text's size.
    pub leading: u16,
    /// The space between paragraphs, in percent of the text's size.
    pub paragraph: u16,
    /// How large everything in the window is, in percent.
    pub window_percent: u16,
    /// Whether each quote names its speaker in the margin.
    pub names: bool,
    /// Whether an uncertain suggestion is paler than a certain one.
    pub scores: bool,
    /// Whether keywords are coloured.
    pub keywords: bool,
    /// Whether the page jumps instead of gliding, and nothing spins.
    pub calm: bool,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            text_percent: 100,
            measure: 70,
            leading: 165,
            paragraph: 60,
            window_percent: 100,
            names: false,
            scores: false,
            keywords: true,
            calm: false,
        }
    }
}

impl Reading {
    /// The sizes of the text and of the window, in percent.
    pub const PERCENT: RangeInclusive<u16> = 75..=300;
    /// The shortest and the longest line, in characters.
    pub const MEASURE: RangeInclusive<u16> = 45..=110;
    /// The distances of lines, in percent of the size.
    pub const LEADING: RangeInclusive<u16> = 120..=240;
    /// The spaces between paragraphs, in percent of the size.
    pub const PARAGRAPH: RangeInclusive<u16> = 0..=200;

    /// Returns itself with every number brought into its bounds.
    #[must_use]
    pub fn bounded(self) -> Self {
        let within = |value: u16, bounds: RangeInclusive<u16>| value.clamp(*bounds.start(), *bounds.end());
        Self {
            text_percent: within(self.text_percent, Self::PERCENT),
            measure: within(self.measure, Self::MEASURE),
            leading: within(self.leading, Self::LEADING),
            paragraph: within(self.paragraph, Self::PARAGRAPH),
            window_percent: within(self.window_percent, Self::PERCENT),
            ..self
        }
    }
}

/// An expression whose matches are coloured wherever they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Keyword {
    /// The regular expression.
    pub pattern: String,
    /// Whether upper and lower case differ.
    pub case: bool,
    /// Which of the colours for keywords it has.
    pub colour: u8,
    /// Whether it is coloured now.
    pub shown: bool,
}

impl Default for Keyword {
    fn default() -> Self {
        Self { pattern: String::new(), case: false, colour: 0, shown: true }
    }
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
    /// How the article and the window are set.
    pub reading: Reading,
    /// What is coloured wherever it stands.
    pub keywords: Vec<Keyword>,
    /// Whether the left panel is shown.
    pub left_panel: bool,
    /// Whether the right panel is shown.
    pub right_panel: bool,
    /// Suggestions with a lower score are not shown.
    pub min_score: f32,
    /// Whether what people are reported to believe, want and plan is suggested as a quote, too.
    pub attitudes: bool,
    /// Whether a network reads English articles after the first suggestions.
    pub closely: bool,
    /// What was open lately.
    pub recent: Recent,
    /// The format that was exported to last; "" for none.
    pub export_format: String,
    /// Whether exports carry rejected annotations too.
    pub export_rejected: bool,
    /// Whether the program goes on where the last session ended.
    pub reopen: bool,
    /// The folder that the last dialog was left in.
    pub last_folder: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            analyst: String::new(),
            asked_name: false,
            theme: Theme::default(),
            reading: Reading::default(),
            keywords: Vec::new(),
            left_panel: true,
            right_panel: true,
            min_score: 0.5,
            attitudes: false,
            closely: true,
            recent: Recent::default(),
            export_format: String::new(),
            export_rejected: false,
            reopen: true,
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
        Self { reading: self.reading.bounded(), min_score: bounded(self.min_score, 0.0, 1.0, 0.5), ..self }
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
        let mut settings = Settings { analyst: "Ж. \"Q\"".to_owned(), ..Settings::default() };
        settings.reading.text_percent = 125;
        let pattern = r#"\bsanction\w* ""#.to_owned();
        settings.keywords.push(Keyword { pattern, colour: 3, ..Keyword::default() });
        settings.recent.add(Path::new("/a"));
        settings.recent.add(Path::new("/b"));
        settings.recent.add(Path::new("/a"));
        settings.save(&disk, &places).expect("saved");
        assert_eq!(Settings::load(&disk, &places), (settings, Vec::new()));

        disk.put(&places.settings(), b"(reading: (text_percent: 999, window_percent: 1), colour: 3)");
        let (settings, problems) = Settings::load(&disk, &places);
        assert_eq!((settings.reading.text_percent, settings.reading.window_percent), (300, 75));
        assert!(problems[0].message.contains("`colour`"), "{problems:?}");

        disk.put(&places.settings(), b"(measure: ");
        let (settings, problems) = Settings::load(&disk, &places);
        assert_eq!((settings, problems.len()), (Settings::default(), 1));
        assert_eq!(disk.contents(&places.config.join("settings.ron.bad")), Some(b"(measure: ".to_vec()));
    }
}
