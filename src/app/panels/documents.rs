//! The articles of the open folder: found, ordered, grouped, with what is known of each.

use super::super::look::{self, Palette};
use crate::app::{hint as command_hint, name_field};
use crate::model::ArticleState;
use crate::workbench::folder::{self, Arrange, Folder, Group, Listed, Order, Row};
use crate::workbench::{Action, Command, Workbench};
use egui::{RichText, Ui, vec2};
use strum::IntoEnumIterator as _;

/// How high a row is: a title, and what is known below it.
const ROW: f32 = 38.0;

/// The list's state.
#[derive(Debug, Default)]
pub(crate) struct DocumentsPanel {
    /// The article that was in view when it was opened; another one is brought into view.
    shown: Option<usize>,
}

impl DocumentsPanel {
    /// Draws the list of articles, at most so high.
    pub(crate) fn ui(&mut self, ui: &mut Ui, bench: &Workbench, height: f32, out: &mut Vec<Action>) {
        let Some(folder) = bench.folder() else {
            alone(ui, bench, out);
            return;
        };
        if folder.articles.is_empty() {
            ui.weak("This folder holds no article that can be read.");
            return;
        }
        head(ui, bench, folder, out);
        let mut seen = Vec::new();
        let goes_to = (self.shown != folder.current).then_some(folder.current).flatten();
        self.shown = folder.current;
        let mut area =
            egui::ScrollArea::vertical().id_salt("articles").auto_shrink([false, true]).max_height(height);
        if let Some(row) = goes_to.and_then(|at| folder.rows.iter().position(|row| *row == Row::Article(at)))
        {
            let step = ROW + ui.spacing().item_spacing.y;
            let top = (row as f32).mul_add(step, -(height - step) / 2.0).max(0.0);
            area = area.vertical_scroll_offset(top);
        }
        area.show_rows(ui, ROW, folder.rows.len(), |ui, rows| {
            for row in folder.rows.get(rows).unwrap_or_default() {
                match row {
                    Row::Head(name, count) => group_head(ui, name, *count),
                    Row::Article(index) => {
                        let Some(listed) = folder.articles.get(*index) else { continue };
                        if listed.card.is_none() {
                            seen.push(*index);
                        }
                        article(ui, bench, folder, (*index, listed), out);
                    }
                }
            }
        });
        if !seen.is_empty() {
            out.push(Action::WantCards(seen));
        }
    }
}

/// No folder is open: the open article alone.
fn alone(ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) {
    if let Some(open) = bench.open() {
        ui.horizontal(|ui| {
            ui.label(folder::mark(open.document().state()));
            ui.add(egui::Label::new(open.title()).truncate());
        });
    }
    if ui.link("Open a folder…").on_hover_text(command_hint(ui, Command::OpenFolder)).clicked() {
        out.push(Command::OpenFolder.into());
    }
}

/// Draws the field and the menu that arrange the list, and how far reading is.
fn head(ui: &mut Ui, bench: &Workbench, folder: &Folder, out: &mut Vec<Action>) {
    let mut arrange = folder.arrange.clone();
    ui.horizontal(|ui| {
        let width = ui.available_width() - 64.0;
        let field =
            egui::TextEdit::singleline(&mut arrange.words).hint_text("Find an article").desired_width(width);
        name_field(&ui.add(field), "Find an article");
        let menu = ui.menu_button("Order", |ui| arrange_menu(ui, &mut arrange));
        menu.response.on_hover_text("What the articles are ordered and grouped by, and which are listed");
    });
    if let Some(going) = bench.going() {
        ui.horizontal(|ui| {
            let share = going.done as f32 / going.all.max(1) as f32;
            let text = format!("{} {} of {}", going.what, going.done, going.all);
            let bar =
                egui::ProgressBar::new(share).desired_height(14.0).desired_width(ui.available_width() - 30.0);
            ui.add(bar.text(RichText::new(text).size(look::SMALL)));
            if ui.small_button("✕").on_hover_text("Stop it after this file").clicked() {
                out.push(Action::StopWork);
            }
        });
    }
    let shown = folder.rows.iter().filter(|row| matches!(row, Row::Article(_))).count();
    let all = folder.articles.len();
    match folder.reading {
        Some((done, of)) if of > 50 => {
            let share = done as f32 / of.max(1) as f32;
            let text = format!("reading {done} of {of}");
            ui.add(
                egui::ProgressBar::new(share)
                    .desired_height(14.0)
                    .text(RichText::new(text).size(look::SMALL)),
            );
        }
        _ if shown < all => drop(ui.weak(format!("{shown} of {all} articles"))),
        _ => drop(ui.weak(format!("{all} articles"))),
    }
    if arrange != folder.arrange {
        out.push(Action::Arrange(Box::new(arrange)));
    }
}

fn arrange_menu(ui: &mut Ui, arrange: &mut Arrange) {
    ui.weak("Order by");
    for order in Order::iter() {
        if ui.radio(arrange.order == order, order.name()).clicked() {
            arrange.descending = arrange.order == order && !arrange.descending;
            arrange.order = order;
        }
    }
    ui.checkbox(&mut arrange.descending, "The last first");
    ui.separator();
    ui.weak("Group by");
    for group in Group::iter() {
        ui.radio_value(&mut arrange.group, group, group.name());
    }
    ui.separator();
    ui.weak("List");
    ui.radio_value(&mut arrange.state, None, "all");
    for state in ArticleState::ALL {
        ui.radio_value(&mut arrange.state, Some(state), state.name());
    }
}

fn group_head(ui: &mut Ui, name: &str, count: usize) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), egui::Sense::hover());
    let text = RichText::new(format!("{name} ({count})")).font(look::font(look::FONT_STRONG, look::SMALL));
    let place = egui::Rect::from_min_max(rect.left_center(), rect.right_bottom());
    ui.put(place, egui::Label::new(text).truncate().halign(egui::Align::Min));
}

fn article(
    ui: &mut Ui,
    bench: &Workbench,
    folder: &Folder,
    (index, listed): (usize, &Listed),
    out: &mut Vec<Action>,
) {
    let here = folder.current == Some(index);
    let state = bench.open().filter(|_| here).map(|open| open.document().state());
    let mark = state.map_or_else(|| listed.mark(), folder::mark);
    let palette = Palette::of(ui);
    let body = egui::TextStyle::Body.resolve(ui.style());
    let small = look::font(look::FONT_STRONG, look::SMALL);
    let small = egui::FontId { family: body.family.clone(), ..small };
    let mut text = egui::text::LayoutJob::default();
    let wrong = listed.card.as_ref().and_then(|card| card.wrong.clone());
    let ink = if wrong.is_some() { palette.faded } else { palette.ink };
    let title = listed.title().replace(['\n', '\r'], " ");
    text.append(mark, 0.0, egui::TextFormat::simple(body.clone(), palette.faded));
    text.append(&title, 6.0, egui::TextFormat::simple(body, ink));
    let facts =
        egui::text::LayoutJob::single_section(listed.facts(), egui::TextFormat::simple(small, palette.faded));
    let size = vec2(ui.available_width(), ROW);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, here, &title));
    if ui.is_rect_visible(rect) {
        let look = ui.style().interact_selectable(&response, here);
        if here || response.hovered() {
            ui.painter().rect_filled(rect, look.corner_radius, look.weak_bg_fill);
        }
        for (mut job, top, left) in [(text, 3.0, 4.0), (facts, 20.0, 20.0)] {
            job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - left - 4.0);
            let galley = ui.painter().layout_job(job);
            ui.painter().galley(rect.left_top() + vec2(left, top), galley, palette.ink);
        }
    }
    let response = response.on_hover_text_at_pointer(hint(listed, wrong));
    if response.clicked() && !here {
        out.push(Action::OpenListed(index));
    }
}

/// All that is known of an article.
fn hint(listed: &Listed, wrong: Option<String>) -> String {
    let mut lines = vec![listed.title().to_owned(), listed.entry.path.to_string_lossy().into_owned()];
    lines.extend(wrong);
    lines.extend(listed.elsewhere.as_ref().map(|who| format!("open elsewhere: {who}")));
    if let Some(card) = listed.card.as_ref().filter(|card| card.wrong.is_none()) {
        let counts = [
            (card.actors, "actors"),
            (card.quotes, "quotes"),
            (card.claims, "claims"),
            (card.notes, "notes"),
        ];
        let counts: Vec<_> = counts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        lines.push(listed.facts());
        lines.push(format!(
            "{}: {} decided, {} undecided",
            listed.state().name(),
            card.decided,
            card.undecided
        ));
        lines.push(counts.join(" · "));
        lines.push(card.people.join(", "));
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}
