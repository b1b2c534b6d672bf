//! How Glossator looks: every colour, size and face of the program, for the light and the dark theme.
//!
//! Invariant: nothing outside this module names a colour or a font by value (clippy forbids it); it takes them
//! from [`Palette::of`], from the constants here, or from the style that [`install`] sets.

mod palette;
mod style;

pub use palette::{KEYWORD_COLOURS, LayerColours, Palette, contrast, mix};

use egui::{FontData, FontDefinitions, FontFamily, FontId, Theme, Vec2, vec2};
use palette::{DARK, LIGHT};
use std::sync::Arc;
use style::style;

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

/// The height of a row in lists of the panels.
pub const ROW: Vec2 = vec2(0.0, 26.0);

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
        ("Literata", include_bytes!("../../../assets/fonts/Literata-Regular.ttf")),
        ("Literata Italic", include_bytes!("../../../assets/fonts/Literata-Italic.ttf")),
        ("Literata Bold", include_bytes!("../../../assets/fonts/Literata-Bold.ttf")),
        ("Literata Bold Italic", include_bytes!("../../../assets/fonts/Literata-BoldItalic.ttf")),
        ("Inter", include_bytes!("../../../assets/fonts/Inter-Regular.ttf")),
        ("Inter SemiBold", include_bytes!("../../../assets/fonts/Inter-SemiBold.ttf")),
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

#[cfg(test)]
mod tests;
