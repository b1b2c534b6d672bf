//! How Glossator looks: every colour, size and face of the program, for the light and the dark theme.
//!
//! Invariant: no other file names a colour or a font by value (clippy forbids it); they take them
//! from [`Palette::of`], from the constants here, or from the style that [`install`] sets.
#![expect(clippy::disallowed_methods, reason = "this is the one place where colours are named")]

use crate::model::codebook::Rgb;
use egui::style::{HandleShape, WidgetVisuals, Widgets};
use egui::{
    Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Shadow, Stroke, Style,
    TextStyle, Theme, Vec2, Visuals, vec2,
};
use std::sync::Arc;

/// One unit of spacing, in points. Distances are whole multiples of it.
pub const UNIT: f32 = 4.0;
/// The corner radius of everything that has corners.
pub const RADIUS: u8 = 4;
/// The width of a hairline.
pub const HAIRLINE: f32 = 1.0;
/// The size of the window's text.
pub const TEXT: f32 = 13.5;
/// The size of the window's secondary text.
pub const SMALL: f32 = 11.5;

/// The size of captions in the text.
pub const TINY: f32 = 10.0;

/// The reading face.
pub const FONT_READING: &str = "reading";
/// The reading face, italic.
pub const FONT_READING_ITALIC: &str = "reading-italic";
/// The reading face, bold.
pub const FONT_READING_BOLD: &str = "reading-bold";
/// The reading face, bold italic.
pub const FONT_READING_BOLD_ITALIC: &str = "reading-bold-italic";
/// The window's face, semibold: headings and what is chosen.
pub const FONT_STRONG: &str = "strong";

/// Makes a font id of one of the families above.
#[must_use]
pub fn font(family: &'static str, size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(family.into()))
}

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

const LIGHT: Palette = Palette {
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

const DARK: Palette = Palette {
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

/// Sets faces and both themes' styles, and shows `theme`. Call it once; [`set_theme`] after that.
pub fn install(ctx: &egui::Context, theme: Theme) {
    ctx.set_fonts(fonts());
    ctx.set_style_of(Theme::Light, style(&LIGHT));
    ctx.set_style_of(Theme::Dark, style(&DARK));
    set_theme(ctx, theme);
}

/// Shows a theme.
pub fn set_theme(ctx: &egui::Context, theme: Theme) {
    ctx.set_theme(theme);
}

/// Returns the faces: Literata to read in, Inter for the window, egui's own after them; the system's
/// come last, by themselves.
#[must_use]
pub fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let faces: [(&str, &'static [u8]); 6] = [
        ("Literata", include_bytes!("../../assets/fonts/Literata-Regular.ttf")),
        ("Literata Italic", include_bytes!("../../assets/fonts/Literata-Italic.ttf")),
        ("Literata Bold", include_bytes!("../../assets/fonts/Literata-Bold.ttf")),
        ("Literata Bold Italic", include_bytes!("../../assets/fonts/Literata-BoldItalic.ttf")),
        ("Inter", include_bytes!("../../assets/fonts/Inter-Regular.ttf")),
        ("Inter SemiBold", include_bytes!("../../assets/fonts/Inter-SemiBold.ttf")),
    ];
    for (name, bytes) in faces {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let last = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let chains: [(FontFamily, &[&str]); 6] = [
        (FontFamily::Proportional, &["Inter"]),
        (FontFamily::Name(FONT_STRONG.into()), &["Inter SemiBold", "Inter"]),
        (FontFamily::Name(FONT_READING.into()), &["Literata", "Inter"]),
        (FontFamily::Name(FONT_READING_ITALIC.into()), &["Literata Italic", "Literata", "Inter"]),
        (FontFamily::Name(FONT_READING_BOLD.into()), &["Literata Bold", "Literata", "Inter"]),
        (FontFamily::Name(FONT_READING_BOLD_ITALIC.into()), &["Literata Bold Italic", "Literata", "Inter"]),
    ];
    for (family, own) in chains {
        let names = own.iter().map(|name| (*name).to_owned()).chain(last.iter().cloned()).collect();
        fonts.families.insert(family, names);
    }
    fonts
}

fn style(palette: &Palette) -> Style {
    let mut style = Style { visuals: visuals(palette), ..Style::default() };
    style.text_styles = [
        (TextStyle::Small, FontId::proportional(SMALL)),
        (TextStyle::Body, FontId::proportional(TEXT)),
        (TextStyle::Button, FontId::proportional(TEXT)),
        (TextStyle::Heading, font(FONT_STRONG, 16.0)),
        (TextStyle::Monospace, FontId::monospace(12.5)),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(2.0 * UNIT, 1.5 * UNIT);
    spacing.button_padding = vec2(2.0 * UNIT, UNIT);
    spacing.window_margin = Margin::same(12);
    spacing.menu_margin = Margin::same(6);
    spacing.interact_size = vec2(32.0, 24.0);
    spacing.indent = 4.0 * UNIT;
    spacing.icon_width = 16.0;
    spacing.icon_width_inner = 9.0;
    spacing.combo_width = 120.0;
    spacing.tooltip_width = 360.0;
    spacing.menu_width = 240.0;
    spacing.scroll = egui::style::ScrollStyle::thin();
    style.interaction.tooltip_delay = 0.35;
    style.interaction.selectable_labels = false;
    style.animation_time = 0.0;
    style
}

fn visuals(palette: &Palette) -> Visuals {
    let mut visuals = if palette.dark { Visuals::dark() } else { Visuals::light() };
    let line = |colour| Stroke::new(HAIRLINE, colour);
    let widget = |fill: Color32, border: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: line(border),
        corner_radius: CornerRadius::same(RADIUS),
        fg_stroke: line(palette.ink),
        expansion: 0.0,
    };
    visuals.widgets = Widgets {
        noninteractive: widget(palette.panel, palette.hairline),
        inactive: widget(palette.button, Color32::TRANSPARENT),
        hovered: widget(palette.hover, palette.hairline),
        // Pressed, or having the keyboard: that must be seen.
        active: WidgetVisuals {
            bg_stroke: Stroke::new(1.5, palette.accent),
            ..widget(palette.pressed, palette.hairline)
        },
        open: widget(palette.pressed, palette.hairline),
    };
    visuals.selection.bg_fill = palette.selection;
    visuals.selection.stroke = line(palette.accent);
    visuals.hyperlink_color = palette.accent;
    visuals.weak_text_color = Some(palette.faded);
    visuals.faint_bg_color = mix(palette.panel, palette.hover, 0.35);
    visuals.extreme_bg_color = palette.raised;
    visuals.text_edit_bg_color = Some(palette.raised);
    visuals.code_bg_color = palette.button;
    visuals.warn_fg_color = palette.warning;
    visuals.error_fg_color = palette.danger;
    visuals.panel_fill = palette.panel;
    visuals.window_fill = palette.panel;
    visuals.window_stroke = line(palette.hairline);
    visuals.window_corner_radius = CornerRadius::same(2 * RADIUS);
    visuals.menu_corner_radius = CornerRadius::same(RADIUS);
    let shade = Color32::from_black_alpha(if palette.dark { 96 } else { 36 });
    visuals.window_shadow = Shadow { offset: [0, 6], blur: 24, spread: 0, color: shade };
    visuals.popup_shadow = Shadow { offset: [0, 3], blur: 10, spread: 0, color: shade };
    visuals.text_cursor.stroke = Stroke::new(1.5, palette.accent);
    visuals.text_cursor.blink = false;
    visuals.handle_shape = HandleShape::Circle;
    visuals.slider_trailing_fill = true;
    visuals.indent_has_left_vline = false;
    visuals.striped = false;
    visuals
}

/// The height of a row in lists of the panels.
pub const ROW: Vec2 = vec2(0.0, 26.0);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Codebook;

    const BOTH: [&Palette; 2] = [&LIGHT, &DARK];

    /// Lays a translucent colour over an opaque one, as the window does.
    fn over(colour: Color32, behind: Color32) -> Color32 {
        let rest = 1.0 - f32::from(colour.a()) / 255.0;
        let part = |top: u8, under: u8| (f32::from(top) + f32::from(under) * rest).round() as u8;
        Color32::from_rgb(
            part(colour.r(), behind.r()),
            part(colour.g(), behind.g()),
            part(colour.b(), behind.b()),
        )
    }

    #[track_caller]
    fn readable(text: Color32, behind: Color32) {
        let found = contrast(text, behind);
        assert!(found >= 4.5, "{text:?} on {behind:?} has a contrast of {found:.2}");
    }

    #[test]
    fn text_is_readable_on_everything_it_stands_on() {
        for palette in BOTH {
            let Palette { paper, panel, raised, button, hover, pressed, selection, snapped, hit, .. } =
                *palette;
            for behind in [paper, panel, raised, button, hover, pressed, selection, snapped, hit] {
                readable(palette.ink, behind);
            }
            for text in [palette.faded, palette.accent, palette.good, palette.warning, palette.danger] {
                for behind in [paper, panel, raised] {
                    readable(text, behind);
                }
            }
        }
    }

    #[test]
    fn text_is_readable_under_eight_highlights() {
        for palette in BOTH {
            for layer in &Codebook::standard().layers {
                let colours = palette.layer(layer.colour);
                readable(colours.text, palette.paper);
                readable(colours.text, palette.panel);
                let mut behind = over(colours.selected, palette.paper);
                readable(palette.ink, behind);
                for level in 1..8 {
                    behind = over(colours.nested(level), behind);
                    readable(palette.ink, behind);
                }
            }
        }
    }

    #[test]
    fn text_is_readable_under_keywords() {
        for palette in BOTH {
            for colour in 0..KEYWORD_COLOURS.len() as u8 {
                let marker = over(palette.keyword(colour), palette.paper);
                readable(palette.ink, marker);
                for layer in &Codebook::standard().layers {
                    readable(palette.ink, over(palette.layer(layer.colour).selected, marker));
                }
            }
        }
    }

    #[test]
    fn a_less_certain_suggestion_is_paler() {
        let colours = LIGHT.layer(Rgb(0, 114, 178));
        let strength = [0.5, 0.7, 0.9, 1.0].map(|score| colours.scored(0, score).a());
        assert!(
            strength.is_sorted() && strength[0] < strength[1] && strength[1] < strength[2],
            "{strength:?}"
        );
        assert_eq!(colours.scored(0, 1.0), colours.nested(0));
    }

    /// How far apart two colours look: the distance in CIE Lab.
    fn distance(a: [f32; 3], b: [f32; 3]) -> f32 {
        let lab = |[r, g, b]: [f32; 3]| {
            let x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505;
            let y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
            let z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089;
            let f = |t: f32| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
            [116.0 * f(y) - 16.0, 500.0 * (f(x) - f(y)), 200.0 * (f(y) - f(z))]
        };
        lab(a).iter().zip(lab(b)).map(|(a, b)| (a - b) * (a - b)).sum::<f32>().sqrt()
    }

    fn linear(colour: Color32) -> [f32; 3] {
        let channel = |byte: u8| {
            let value = f32::from(byte) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        [channel(colour.r()), channel(colour.g()), channel(colour.b())]
    }

    /// What people without one kind of cone see (Machado, Oliveira and Fernandes 2009, full strength).
    const DICHROMACIES: [(&str, [[f32; 3]; 3]); 3] = [
        ("protanopia", [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]]),
        ("deuteranopia", [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]]),
        ("tritanopia", [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]]),
    ];

    #[test]
    fn kinds_are_told_apart_without_one_kind_of_cone() {
        for palette in BOTH {
            let layers = &Codebook::standard().layers;
            let lines: Vec<_> =
                layers.iter().map(|layer| (&layer.name, linear(palette.layer(layer.colour).line))).collect();
            for (name, matrix) in DICHROMACIES {
                let seen = |colour: [f32; 3]| {
                    matrix.map(|row| row.iter().zip(colour).map(|(a, b)| a * b).sum::<f32>().clamp(0.0, 1.0))
                };
                for (index, (a, first)) in lines.iter().enumerate() {
                    for (b, second) in &lines[..index] {
                        let found = distance(seen(*first), seen(*second));
                        assert!(found > 12.0, "{a} and {b} are {found:.0} apart in {name}");
                    }
                }
            }
        }
    }
}
