//! The first lines of an export, with strings, numbers, names and tags in colours of their own.

use super::super::look::Palette;
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId, TextStyle, Ui};
use std::ops::Range;

/// What a stretch of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    /// A name before a colon, an attribute of a tag.
    Name,
    Text,
    Number,
    /// `<p class=…>`, `{`, `#`: what holds the rest together.
    Frame,
}

/// Draws lines; only those in view are laid out.
pub(super) fn lines(ui: &mut Ui, text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    let height = ui.text_style_height(&TextStyle::Monospace);
    let font = TextStyle::Monospace.resolve(ui.style());
    let palette = Palette::of(ui);
    let area = egui::ScrollArea::both().id_salt("preview").auto_shrink([false, false]);
    area.show_rows(ui, height, lines.len(), |ui, range| {
        for line in lines.get(range).unwrap_or_default() {
            ui.add(egui::Label::new(job(line, &font, palette)).extend());
        }
    });
}

fn job(line: &str, font: &FontId, palette: &Palette) -> LayoutJob {
    let mut job = LayoutJob::default();
    for (range, kind) in stretches(line) {
        let format = TextFormat::simple(font.clone(), colour(kind, palette));
        job.append(line.get(range).unwrap_or_default(), 0.0, format);
    }
    job
}

fn colour(kind: Kind, palette: &Palette) -> Color32 {
    match kind {
        Kind::Plain => palette.ink,
        Kind::Name => palette.accent,
        Kind::Text => palette.good,
        Kind::Number => palette.warning,
        Kind::Frame => palette.faded,
    }
}

/// Cuts a line into stretches that cover it. Knows no format: what most of them share is enough to read by.
fn stretches(line: &str) -> Vec<(Range<usize>, Kind)> {
    let mut found: Vec<(Range<usize>, Kind)> = Vec::new();
    let mut at = 0;
    let mut before = ' ';
    while let Some(char) = line.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = line.get(at..).unwrap_or_default();
        let (length, kind) = match char {
            '"' => {
                let length = quoted(rest);
                let after = rest.get(length..).unwrap_or_default().trim_start();
                (length, if after.starts_with(':') { Kind::Name } else { Kind::Text })
            }
            '<' | '>' | '{' | '}' | '[' | ']' | '(' | ')' | '|' | '\t' | '#' => {
                (char.len_utf8(), Kind::Frame)
            }
            '0'..='9' if !before.is_alphanumeric() && before != '_' => {
                let number =
                    |char: char| char.is_ascii_alphanumeric() || matches!(char, '.' | '-' | ':' | '_');
                let length = rest.find(|char: char| !number(char)).unwrap_or(rest.len());
                let is_number =
                    rest.get(..length).unwrap_or_default().bytes().all(|byte| !byte.is_ascii_alphabetic());
                (length, if is_number { Kind::Number } else { Kind::Plain })
            }
            _ if char.is_alphabetic() && !before.is_alphanumeric() => {
                let word = |char: char| char.is_alphanumeric() || matches!(char, '_' | '-' | ':');
                let length = rest.find(|char: char| !word(char)).unwrap_or(rest.len());
                let named = rest.get(length..).unwrap_or_default().starts_with('=');
                let tag =
                    matches!(before, '<' | '/') && found.last().is_some_and(|(_, kind)| *kind == Kind::Frame);
                (length, if named || tag { Kind::Name } else { Kind::Plain })
            }
            _ => (char.len_utf8(), Kind::Plain),
        };
        let end = at + length.max(1);
        before = line.get(at..end).and_then(|it| it.chars().next_back()).unwrap_or(' ');
        match found.last_mut() {
            Some((last, known)) if *known == kind => last.end = end,
            _ => found.push((at..end, kind)),
        }
        at = end;
    }
    found
}

/// The length of what stands in quotation marks, with them.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (at, char) in text.char_indices().skip(1) {
        match char {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, kinds: &[(&str, Kind)]) {
        let found = stretches(line);
        let whole: String = found.iter().map(|(range, _)| &line[range.clone()]).collect();
        assert_eq!(whole, line);
        let shown: Vec<_> = found.iter().map(|(range, kind)| (&line[range.clone()], *kind)).collect();
        for kind in kinds {
            assert!(shown.contains(kind), "{kind:?} is not in {shown:?}");
        }
    }

    #[test]
    fn lines_are_cut_by_what_they_hold() {
        check(
            r#"  "start": 12, "text": "Ж \" 😀""#,
            &[(r#""start""#, Kind::Name), ("12", Kind::Number), (r#""Ж \" 😀""#, Kind::Text)],
        );
        check(r#"<mark class="a">Putin2</mark>"#, &[("mark", Kind::Name), (r#""a""#, Kind::Text)]);
        check("T1\tquote 0 5\tWords", &[("0", Kind::Number), ("T1", Kind::Plain)]);
        for line in ["", "\"", "<", "“Ж", "1a", "\t\t"] {
            check(line, &[]);
        }
    }
}
