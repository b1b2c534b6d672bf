//! The colours of both themes, and of layers and keywords in them.
#![expect(clippy::disallowed_methods, reason = "this is the one place where colours are named")]

use crate::model::codebook::Rgb;
use egui::{Color32, Theme};

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// The colours of one theme.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Palette {
    /// Whether this is the dark theme.
    pub dark: bool,
    /// Behind the article.
    pub paper: Color32,
    /// The article, and what is most important in panels.
    pub ink: Color32,
    /// Secondary text, on paper and panels.
    pub faded: Color32,
    /// Behind panels.
    pub panel: Color32,
    /// Behind what can be written into, and cards in panels.
    pub raised: Color32,
    /// Thin lines between things.
    pub hairline: Color32,
    /// Behind buttons at rest.
    pub button: Color32,
    /// Behind buttons under the pointer, and rows of lists.
    pub hover: Color32,
    /// Behind what is pressed or open.
    pub pressed: Color32,
    /// What has the focus, the caret, links to click.
    pub accent: Color32,
    /// Behind selected text and chosen rows.
    pub selection: Color32,
    /// Behind the part of a selection that snapping to words adds.
    pub snapped: Color32,
    /// Behind search hits.
    pub hit: Color32,
    /// Around the current search hit.
    pub current_hit: Color32,
    /// What is well: saved, accepted.
    pub good: Color32,
    /// What deserves a look.
    pub warning: Color32,
    /// What went wrong, or destroys.
    pub danger: Color32,
}

/// The colours of a layer's highlights in one theme.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LayerColours {
    /// Lines: borders, bars, brackets, arcs.
    pub line: Color32,
    /// Behind the words.
    pub tint: Color32,
    /// Behind the words of the one under the pointer.
    pub hover: Color32,
    /// Behind the words of the selected one.
    pub selected: Color32,
    /// Text in this colour, on paper or a panel.
    pub text: Color32,
}

/// The colours that keywords can have, by name. None is one of the standard codebook's.
pub const KEYWORD_COLOURS: [(&str, Rgb); 6] = [
    ("yellow", Rgb(240, 228, 66)),
    ("sky blue", Rgb(86, 180, 233)),
    ("vermilion", Rgb(213, 94, 0)),
    ("violet", Rgb(122, 108, 196)),
    ("olive", Rgb(128, 134, 40)),
    ("grey", Rgb(120, 124, 130)),
];

impl LayerColours {
    /// Returns what lies behind the words of a suggestion with a score: the less certain, the paler.
    #[must_use]
    pub fn scored(&self, level: u8, score: f32) -> Color32 {
        self.nested(level).gamma_multiply(((score - 0.4) / 0.55).clamp(0.12, 1.0))
    }

    /// Returns what lies behind the words of one that is nested so deep. Nested tints add up; each is
    /// paler than the one it lies in.
    #[must_use]
    pub fn nested(&self, level: u8) -> Color32 {
        self.tint.gamma_multiply(0.6_f32.powi(i32::from(level)))
    }
}

pub(super) const LIGHT: Palette = Palette {
    dark: false,
    paper: rgb(0xfbfaf7),
    ink: rgb(0x1c1b19),
    faded: rgb(0x68635b),
    panel: rgb(0xf3f1ec),
    raised: rgb(0xfdfcfa),
    hairline: rgb(0xdedad2),
    button: rgb(0xe9e6df),
    hover: rgb(0xe3dfd6),
    pressed: rgb(0xd8d3c8),
    accent: rgb(0x2b5f75),
    selection: rgb(0xc5dde3),
    snapped: rgb(0xe0ecef),
    hit: rgb(0xf7eda0),
    current_hit: rgb(0xb8860b),
    good: rgb(0x3c6e47),
    warning: rgb(0x8a5a00),
    danger: rgb(0xa33a2c),
};

pub(super) const DARK: Palette = Palette {
    dark: true,
    paper: rgb(0x17181b),
    ink: rgb(0xe8e5de),
    faded: rgb(0xa09c93),
    panel: rgb(0x1f2125),
    raised: rgb(0x26282d),
    hairline: rgb(0x34373d),
    button: rgb(0x2b2e33),
    hover: rgb(0x33363c),
    pressed: rgb(0x3d4148),
    accent: rgb(0x86b8cc),
    selection: rgb(0x2b4a56),
    snapped: rgb(0x21333b),
    hit: rgb(0x574d12),
    current_hit: rgb(0xd9b650),
    good: rgb(0x8fbf97),
    warning: rgb(0xe0b25c),
    danger: rgb(0xe68a7c),
};

impl Palette {
    /// Returns the colours of a theme.
    #[must_use]
    pub const fn of_theme(theme: Theme) -> &'static Self {
        match theme {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
        }
    }

    /// Returns the colours of the theme that `ui` is drawn in.
    #[must_use]
    pub fn of(ui: &egui::Ui) -> &'static Self {
        if ui.visuals().dark_mode { &DARK } else { &LIGHT }
    }

    /// Returns the stroke of a marker in one of the colours for keywords.
    #[must_use]
    pub fn keyword(&self, colour: u8) -> Color32 {
        let index = usize::from(colour) % KEYWORD_COLOURS.len();
        let Rgb(red, green, blue) = KEYWORD_COLOURS.get(index).map_or(Rgb(120, 124, 130), |known| known.1);
        Color32::from_rgb(red, green, blue).gamma_multiply(if self.dark { 0.2 } else { 0.42 })
    }

    /// Returns the colours of a layer, of the colour that the codebook gives it.
    #[must_use]
    pub fn layer(&self, Rgb(red, green, blue): Rgb) -> LayerColours {
        let colour = Color32::from_rgb(red, green, blue);
        let line = if self.dark { mix(colour, Color32::WHITE, 0.22) } else { colour };
        let towards = if self.dark { Color32::WHITE } else { Color32::BLACK };
        let mut text = line;
        while contrast(text, self.panel) < 4.6 {
            text = mix(text, towards, 0.08);
        }
        let tint = |share: f32| line.gamma_multiply(share);
        let [rest, hover, selected] = if self.dark { [0.18, 0.25, 0.30] } else { [0.15, 0.24, 0.32] };
        LayerColours { line, tint: tint(rest), hover: tint(hover), selected: tint(selected), text }
    }
}

/// Mixes two opaque colours, `share` of the second.
#[must_use]
pub fn mix(a: Color32, b: Color32, share: f32) -> Color32 {
    let part = |a: u8, b: u8| (f32::from(a) * (1.0 - share) + f32::from(b) * share).round() as u8;
    Color32::from_rgb(part(a.r(), b.r()), part(a.g(), b.g()), part(a.b(), b.b()))
}

/// Returns the contrast of two opaque colours as the WCAG counts it, 1 to 21.
#[must_use]
pub fn contrast(a: Color32, b: Color32) -> f32 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: Color32) -> f32 {
    let linear = |byte: u8| {
        let value = f32::from(byte) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
}
