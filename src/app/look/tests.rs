//! Whether everything can be read and told apart.
#![expect(clippy::disallowed_methods, reason = "colours are compared by value")]

use super::*;
use crate::model::Codebook;
use crate::model::codebook::Rgb;
use egui::Color32;

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
        let Palette { paper, panel, raised, button, hover, pressed, selection, snapped, hit, .. } = *palette;
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
    assert!(strength.is_sorted() && strength[0] < strength[1] && strength[1] < strength[2], "{strength:?}");
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
