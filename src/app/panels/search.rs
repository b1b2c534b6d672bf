//! The search over the folder: what was found, in its context, with what it is and who says it.

use super::super::look::{self, Palette};
use crate::analysis::search::query::CONDITIONS;
use crate::analysis::search::{self, Line};
use crate::app::{hint, name_field};
use crate::model::Codebook;
use crate::workbench::{Action, Command, Seeking, Workbench};
use egui::{Align2, Color32, FontId, Key, Rect, RichText, Ui, pos2, vec2};
use std::borrow::Cow;

/// How many bytes of text are shown to each side.
const CONTEXT: usize = 160;
/// How wide the sign is that says that text goes on.
const SIGN: f32 = 16.0;

/// The panel's state while it is open.
#[derive(Debug, Default)]
pub(crate) struct SearchPanel {
    typed: String,
    wants_focus: bool,
    /// The place that was opened last.
    current: Option<usize>,
}

impl SearchPanel {
    /// Opens the panel with what was looked for last, or with the selected words.
    #[must_use]
    pub(crate) fn new(bench: &Workbench) -> Self {
        let mut typed = bench.seeking().typed.clone();
        if let Some(open) = bench.open()
            && let Some(span) = open.selection.stretch().filter(|span| span.len() < 200)
        {
            let words = open.document().article().slice(span);
            typed =
                if words.contains(char::is_whitespace) { format!("\"{words}\"") } else { words.to_owned() };
        }
        Self { typed, wants_focus: true, current: None }
    }

    /// Draws the panel. Says whether it stays open.
    pub(crate) fn ui(&mut self, ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) -> bool {
        let seeking = bench.seeking();
        let mut stays = true;
        ui.horizontal(|ui| {
            let field = egui::TextEdit::singleline(&mut self.typed)
                .hint_text("words, \"a phrase\", /expression/, by:name about:word is:quote")
                .desired_width(380.0);
            let field = ui.add(field);
            name_field(&field, "Search the folder");
            if field.changed() || self.wants_focus {
                self.current = None;
                out.push(Action::Seek(self.typed.clone()));
            }
            if std::mem::take(&mut self.wants_focus) {
                field.request_focus();
            }
            if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
                let back = ui.input(|input| input.modifiers.shift);
                self.step(seeking, back, out);
                field.request_focus();
            }
            ui.label("?").on_hover_ui(conditions);
            ui.label(summary(bench));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                stays = !ui.button("✕").on_hover_text("Close the search").clicked();
                let some = !seeking.found.hits.is_empty();
                annotate_all(ui, bench, out);
                let save = ui.add_enabled(some, egui::Button::new("Save as a table…"));
                if save.on_hover_text(hint(ui, Command::SearchTable)).clicked() {
                    out.push(Command::SearchTable.into());
                }
            });
        });
        ui.separator();
        self.lines(ui, seeking, out);
        stays && !ui.input(|input| input.key_pressed(Key::Escape))
    }

    /// Opens the next place.
    fn step(&mut self, seeking: &Seeking, back: bool, out: &mut Vec<Action>) {
        let all = seeking.found.hits.len();
        if all == 0 {
            return;
        }
        let next = match self.current {
            None => 0,
            Some(at) if back => (at + all - 1) % all,
            Some(at) => (at + 1) % all,
        };
        self.current = Some(next);
        out.push(Action::OpenHit(next));
    }

    fn lines(&mut self, ui: &mut Ui, seeking: &Seeking, out: &mut Vec<Action>) {
        let height = look::ROW.y;
        // Where nothing found lies in an annotated article, the columns of kind and voice are left to the text.
        let of_hit = |hit: &search::Hit| seeking.articles.get(hit.article as usize);
        let annotated = |hit| of_hit(hit).is_some_and(|(_, article)| !article.marks.is_empty());
        let columns = seeking.found.hits.iter().any(annotated);
        egui::ScrollArea::vertical().id_salt("found").auto_shrink([false, false]).show_rows(
            ui,
            height,
            seeking.found.hits.len(),
            |ui, rows| {
                for index in rows {
                    let Some(((_, article), hit)) = seeking.hit(index) else { continue };
                    let Some(line) = search::line(article, hit, CONTEXT) else { continue };
                    let name = if article.title.is_empty() { &article.name } else { &article.title };
                    if row(ui, name, &line, (self.current == Some(index), columns)) {
                        self.current = Some(index);
                        out.push(Action::OpenHit(index));
                    }
                }
            },
        );
    }
}

/// Offers to make annotations of all that was found, in all articles.
fn annotate_all(ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) {
    let found = &bench.seeking().found;
    ui.add_enabled_ui(!found.hits.is_empty(), |ui| {
        ui.menu_button("Annotate all", |ui| {
            let own = bench.open().map(|open| open.document().codebook().clone());
            let book = bench.folder_codebook().cloned().or(own).unwrap_or_else(Codebook::standard);
            for layer in book.layers.iter().filter(|layer| layer.reviewed) {
                let places = found.hits.len();
                let name = format!(
                    "{places} places in {} articles as {}",
                    found.articles,
                    layer.name.to_lowercase()
                );
                if ui.button(name).clicked() {
                    out.push(Action::AnnotateFound(layer.id.clone()));
                    ui.close();
                }
            }
        });
    });
}

/// Says how much was found, or what is wrong.
fn summary(bench: &Workbench) -> RichText {
    let seeking = bench.seeking();
    if let Some(error) = &seeking.error {
        return RichText::new(error);
    }
    if seeking.typed.trim().is_empty() {
        return RichText::new("");
    }
    let reading = bench.folder().and_then(|folder| folder.reading);
    let reading = reading.map(|(done, of)| format!(" · reading {done} of {of}")).unwrap_or_default();
    let found = &seeking.found;
    RichText::new(match found.count {
        0 if seeking.working || !reading.is_empty() => format!("looking{reading}"),
        0 => "nothing found".to_owned(),
        1 => format!("one place{reading}"),
        count => format!("{count} places in {} articles{reading}", found.articles),
    })
}

fn conditions(ui: &mut Ui) {
    ui.label(
        "All words must occur. \"A phrase\" in quotation marks, /an expression/ between slashes. Conditions:",
    );
    egui::Grid::new("conditions").num_columns(2).show(ui, |ui| {
        for (key, meaning) in CONDITIONS {
            ui.label(RichText::new(format!("{key}:")).strong());
            ui.label(*meaning);
            ui.end_row();
        }
    });
}

/// Draws one place; says whether it was clicked.
fn row(ui: &mut Ui, name: &str, line: &Line, (here, columns): (bool, bool)) -> bool {
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), look::ROW.y), egui::Sense::click());
    let said = format!("{name}: {} {} {}", line.left.trim(), line.words, line.right.trim());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, here, &said));
    if ui.is_rect_visible(rect) {
        let look = ui.style().interact_selectable(&response, here);
        if here || response.hovered() {
            ui.painter().rect_filled(rect, look.corner_radius, look.weak_bg_fill);
        }
        paint(ui, name, line, rect, columns);
    }
    let voice = if line.voice.is_empty() { String::new() } else { format!("\n{}", line.voice) };
    let note = if line.note.is_empty() { String::new() } else { format!("\nNote: {}", line.note) };
    let kind =
        if line.kind.is_empty() { String::new() } else { format!("\n{} · {}", line.kind, line.status) };
    response.on_hover_text_at_pointer(format!("{name}{kind}{voice}{note}")).clicked()
}

fn paint(ui: &Ui, name: &str, line: &Line, rect: Rect, columns: bool) {
    let palette = Palette::of(ui);
    let font = egui::TextStyle::Body.resolve(ui.style());
    let strong = look::font(look::FONT_STRONG, font.size);
    let side = (rect.width() * 0.16).clamp(70.0, 190.0);
    let (left, right) =
        (rect.left() + side + 8.0, rect.right() - if columns { 2.0 * side + 8.0 } else { 0.0 });
    let middle = left + (right - left) * 0.42;
    let put = |clip: (f32, f32), x: f32, align: Align2, text: &str, strong_face: bool, faded: bool| {
        let clip = Rect::from_x_y_ranges(clip.0..=clip.1, rect.y_range());
        let font = if strong_face { strong.clone() } else { font.clone() };
        let colour = if faded { palette.faded } else { palette.ink };
        ui.painter().with_clip_rect(clip.intersect(ui.clip_rect())).text(
            pos2(x, rect.center().y),
            align,
            text,
            font,
            colour,
        )
    };
    put((rect.left(), rect.left() + side), rect.left() + 4.0, Align2::LEFT_CENTER, name, false, true);
    let before = ending(ui, line.left.trim_end(), &font, middle - 4.0 - left);
    put((left, middle - 4.0), middle - 4.0, Align2::RIGHT_CENTER, &before, false, false);
    let words = put((middle, right), middle, Align2::LEFT_CENTER, &line.words, true, false);
    let after = words.right() + if line.right.starts_with(' ') { 4.0 } else { 0.0 };
    let behind = beginning(ui, line.right.trim_start(), &font, right - after);
    put((after.min(right), right), after, Align2::LEFT_CENTER, &behind, false, false);
    if !columns {
        return;
    }
    put((right + 8.0, right + side), right + 8.0, Align2::LEFT_CENTER, &line.kind, false, true);
    put(
        (right + side + 8.0, rect.right()),
        right + side + 8.0,
        Align2::LEFT_CENTER,
        &line.voice,
        false,
        false,
    );
}

/// Cuts text at a word so that it is no wider than this, with a sign that it goes on.
fn beginning<'a>(ui: &Ui, text: &'a str, font: &FontId, width: f32) -> Cow<'a, str> {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font.clone(), Color32::PLACEHOLDER);
    if galley.size().x <= width {
        return text.into();
    }
    let room = galley.cursor_from_pos(vec2((width - SIGN).max(0.0), 0.0)).index.0;
    let cut = text.char_indices().nth(room).map_or(text.len(), |(at, _)| at);
    let fitting = text.get(..cut).unwrap_or_default();
    let end = fitting.rfind(char::is_whitespace).unwrap_or(fitting.len());
    format!("{} …", fitting.get(..end).unwrap_or_default()).into()
}

/// The same, from the end.
fn ending<'a>(ui: &Ui, text: &'a str, font: &FontId, width: f32) -> Cow<'a, str> {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font.clone(), Color32::PLACEHOLDER);
    let over = galley.size().x - width;
    if over <= 0.0 {
        return text.into();
    }
    let gone = galley.cursor_from_pos(vec2(over + SIGN, 0.0)).index.0;
    let cut = text.char_indices().nth(gone).map_or(text.len(), |(at, _)| at);
    let fitting = text.get(cut..).unwrap_or_default();
    let start = fitting.find(char::is_whitespace).unwrap_or(0);
    format!("…{}", fitting.get(start..).unwrap_or_default()).into()
}
