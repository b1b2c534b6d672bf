//! How the article is set: what a person can adjust, and the measures that follow from it.

use super::chunks::Kind;
use crate::app::look;
use crate::store::settings::Reading;
use egui::{Color32, FontFamily, FontId, TextFormat};

/// What a person can adjust about the article's text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReadingStyle {
    /// The size of the text, in points.
    pub size: f32,
    /// The distance of lines, as a multiple of the size.
    pub leading: f32,
    /// The length of a line, in characters.
    pub measure: f32,
    /// The space between paragraphs, as a multiple of the size.
    pub paragraph: f32,
    /// Whether each quote names its speaker in the margin.
    pub names: bool,
    /// Whether an uncertain suggestion is paler than a certain one.
    pub scores: bool,
    /// Whether the page jumps instead of gliding.
    pub calm: bool,
}

impl Default for ReadingStyle {
    fn default() -> Self {
        Self {
            size: 17.0,
            leading: 1.65,
            measure: 70.0,
            paragraph: 0.6,
            names: false,
            scores: false,
            calm: false,
        }
    }
}

impl ReadingStyle {
    /// The smallest and the largest size.
    pub const SIZES: std::ops::RangeInclusive<f32> = 11.0..=51.0;
    /// The shortest and the longest line.
    pub const MEASURES: std::ops::RangeInclusive<f32> = 40.0..=120.0;

    /// Returns how a person set it.
    #[must_use]
    pub fn of(reading: &Reading) -> Self {
        let usual = Self::default();
        let share = |percent: u16| f32::from(percent) / 100.0;
        Self {
            size: usual.size * share(reading.text_percent),
            leading: share(reading.leading),
            measure: f32::from(reading.measure),
            paragraph: share(reading.paragraph),
            names: reading.names,
            scores: reading.scores,
            calm: reading.calm,
        }
    }

    /// Returns itself with every value brought into its bounds.
    #[must_use]
    pub fn bounded(self) -> Self {
        Self {
            size: self.size.clamp(*Self::SIZES.start(), *Self::SIZES.end()),
            leading: self.leading.clamp(1.2, 2.4),
            measure: self.measure.clamp(*Self::MEASURES.start(), *Self::MEASURES.end()),
            paragraph: self.paragraph.clamp(0.0, 2.0),
            ..self
        }
    }
}

/// The measures of one kind of paragraph, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Setting {
    pub(super) kind: Kind,
    pub(super) size: f32,
    /// The distance of lines.
    pub(super) line: f32,
    /// The width of the lines.
    pub(super) width: f32,
    /// How far the lines stand in.
    pub(super) indent: f32,
    /// Space before the paragraph's first line.
    pub(super) above: f32,
    /// Space after its last line.
    pub(super) below: f32,
}

/// The measures of everything, for one style, width and scale of the screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sheet {
    pub(super) style: ReadingStyle,
    /// The width of the column.
    pub(super) column: f32,
    /// The mean width of a character at the body's size.
    pub(super) character: f32,
    pub(super) pixels_per_point: f32,
}

impl Sheet {
    /// Measures for a style where at most `room` points are free.
    pub(super) fn new(ui: &egui::Ui, style: ReadingStyle, room: f32) -> Self {
        const SAMPLE: &str =
            "The ministers of five states said on Tuesday that they would meet again in spring.";
        let style = style.bounded();
        let font = look::font(look::FONT_READING, style.size);
        let width = ui.painter().layout_no_wrap(SAMPLE.to_owned(), font, Color32::PLACEHOLDER).size().x;
        let character = width / SAMPLE.len() as f32;
        let column = (style.measure * character).min(room).max(6.0 * character).round();
        Self { style, column, character, pixels_per_point: ui.pixels_per_point() }
    }

    /// Returns the measures of a kind of paragraph.
    pub(super) fn setting(&self, kind: Kind) -> Setting {
        let body = self.style.size;
        let scale = match kind {
            Kind::Heading(1) => 1.5,
            Kind::Heading(2) => 1.28,
            Kind::Heading(3) => 1.12,
            Kind::Preformatted => 0.86,
            _ => 1.0,
        };
        let size = body * scale;
        let leading = match kind {
            Kind::Heading(_) => self.style.leading.min(1.35),
            _ => self.style.leading,
        };
        let indent = match kind {
            Kind::Item(depth) => f32::from(depth.clamp(1, 6)) * 1.5 * body,
            Kind::Quotation => 1.5 * body,
            _ => 0.0,
        };
        let indent = indent.min(0.4 * self.column).round();
        let space = self.style.paragraph * body;
        let (above, below) = match kind {
            Kind::Heading(_) => (1.2 * body, 0.6 * space),
            Kind::Item(_) => (0.0, 0.4 * space),
            Kind::Preformatted => (0.0, 0.2 * space),
            _ => (0.0, space),
        };
        let round = |points: f32| (points * self.pixels_per_point).round() / self.pixels_per_point;
        Setting {
            kind,
            size,
            line: round(size * leading),
            width: self.column - indent,
            indent,
            above: round(above),
            below: round(below),
        }
    }

    /// Returns the height of an empty paragraph.
    pub(super) fn blank(&self) -> f32 {
        (0.5 * self.style.size).round()
    }

    /// Estimates the height of a chunk of the given weight (see [`super::chunks::Chunk::weight`]).
    pub(super) fn estimate(&self, setting: &Setting, weight: f32) -> f32 {
        let per_line = setting.width / (self.character * setting.size / self.style.size);
        (weight / per_line.max(1.0)).ceil().max(1.0) * setting.line
    }
}

impl Setting {
    /// Returns the format of the text.
    pub(super) fn format(&self) -> TextFormat {
        let family = match self.kind {
            Kind::Heading(_) => FontFamily::Name(look::FONT_READING_BOLD.into()),
            Kind::Preformatted => FontFamily::Monospace,
            _ => FontFamily::Name(look::FONT_READING.into()),
        };
        TextFormat {
            font_id: FontId::new(self.size, family),
            line_height: Some(self.line),
            color: Color32::PLACEHOLDER,
            ..TextFormat::default()
        }
    }
}
