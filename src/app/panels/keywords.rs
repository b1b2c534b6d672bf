//! The list of keywords: the person's own expressions with their colours.

use crate::app::look::{KEYWORD_COLOURS, Palette};
use crate::app::name_field;
use crate::store::settings::Keyword;
use crate::workbench::keywords::free_colour;
use crate::workbench::{Action, Command, Workbench};
use egui::{Align2, Context, RichText, ScrollArea, Sense, TextEdit, Ui, vec2};

/// The state of the list.
#[derive(Debug, Default)]
pub(crate) struct KeywordsPanel {
    /// Which row is to have the keyboard.
    focus: Option<usize>,
    started: bool,
}

impl KeywordsPanel {
    /// Draws the list. Says whether it stays open.
    pub(crate) fn ui(&mut self, ctx: &Context, bench: &Workbench, out: &mut Vec<Action>) -> bool {
        let mut open = true;
        let mut keywords = bench.keywords().to_vec();
        if !std::mem::replace(&mut self.started, true) && keywords.is_empty() {
            self.add(&mut keywords);
        }
        let shown = egui::Window::new("Keywords")
            .open(&mut open)
            .anchor(Align2::RIGHT_BOTTOM, vec2(-24.0, -48.0))
            .collapsible(false)
            .resizable(false)
            .show(ctx, |ui| {
                ui.set_width(400.0);
                ui.label("Regular expressions that are marked wherever they stand, in every article.");
                ui.label(
                    RichText::new(r"sanction\w*     \d+ (million|billion)     NATO|OTAN|НАТО")
                        .monospace()
                        .weak(),
                );
                ui.add_space(4.0);
                let list = ScrollArea::vertical().max_height(280.0);
                let entered = list.show(ui, |ui| self.rows(ui, bench, &mut keywords)).inner;
                ui.add_space(4.0);
                ui.horizontal(|ui| {
                    if ui.button("Add").clicked() {
                        self.add(&mut keywords);
                    }
                    let mut shows = bench.reading().keywords;
                    let toggled = ui
                        .checkbox(&mut shows, "Show")
                        .on_hover_text(crate::app::hint(ui, Command::ToggleKeywords));
                    if toggled.changed() {
                        out.push(Command::ToggleKeywords.into());
                    }
                    ui.weak("k marks the selected words");
                });
                entered
            });
        if shown.and_then(|shown| shown.inner).unwrap_or(false) {
            self.add(&mut keywords);
        }
        if keywords != bench.keywords() {
            out.push(Action::SetKeywords(keywords));
        }
        open && !ctx.input(|input| input.key_pressed(egui::Key::Escape))
    }

    /// Adds an empty row, or goes to the one that is there.
    fn add(&mut self, keywords: &mut Vec<Keyword>) {
        if let Some(empty) = keywords.iter().position(|keyword| keyword.pattern.is_empty()) {
            self.focus = Some(empty);
            return;
        }
        keywords.push(Keyword { colour: free_colour(keywords), ..Keyword::default() });
        self.focus = Some(keywords.len() - 1);
    }

    /// Draws the rows. Says whether Enter was pressed in one.
    fn rows(&mut self, ui: &mut Ui, bench: &Workbench, keywords: &mut Vec<Keyword>) -> bool {
        let (mut gone, mut entered) = (None, false);
        for (index, keyword) in keywords.iter_mut().enumerate() {
            ui.push_id(("keyword", index), |ui| {
                ui.horizontal(|ui| {
                    let shown = ui.checkbox(&mut keyword.shown, "").on_hover_text("Mark this expression");
                    name_check(&shown, keyword.shown, &format!("Mark {}", keyword.pattern));
                    colour(ui, &mut keyword.colour);
                    let edit = TextEdit::singleline(&mut keyword.pattern)
                        .font(egui::TextStyle::Monospace)
                        .hint_text("expression")
                        .desired_width(230.0);
                    let field = ui.add(edit);
                    name_field(&field, "Expression");
                    entered |= field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
                    if self.focus == Some(index) {
                        field.request_focus();
                        self.focus = None;
                    }
                    ui.toggle_value(&mut keyword.case, "Aa").on_hover_text("Upper and lower case differ");
                    let remove = ui.button("✕").on_hover_text("Remove this expression");
                    remove.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, "Remove"));
                    if remove.clicked() {
                        gone = Some(index);
                    }
                });
                if let Some(error) = bench.keyword_finder().error(index) {
                    ui.label(RichText::new(error).color(Palette::of(ui).danger));
                }
            });
        }
        if let Some(index) = gone {
            keywords.remove(index);
        }
        entered
    }
}

fn name_check(response: &egui::Response, on: bool, name: &str) {
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, on, name));
}

/// A button in the colour, which offers the others by name.
fn colour(ui: &mut Ui, colour: &mut u8) {
    let palette = Palette::of(ui);
    let name = |index: u8| KEYWORD_COLOURS.get(usize::from(index)).map_or("", |known| known.0);
    let (rect, response) = ui.allocate_exact_size(vec2(28.0, 18.0), Sense::click());
    ui.painter().rect_filled(rect, 3, palette.keyword(*colour));
    if response.hovered() || response.has_focus() {
        let line = egui::Stroke::new(1.0, palette.accent);
        ui.painter().rect_stroke(rect, 3, line, egui::StrokeKind::Inside);
    }
    let label = format!("Colour: {}", name(*colour));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &label));
    egui::Popup::menu(&response).show(|ui| {
        for index in 0..KEYWORD_COLOURS.len() as u8 {
            let text = RichText::new(format!(" {} ", name(index))).background_color(palette.keyword(index));
            if ui.button(text).clicked() {
                *colour = index;
            }
        }
    });
    response.on_hover_text(label);
}
