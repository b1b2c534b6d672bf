//! What stands above the text while something is being chosen: the candidates for a speaker, at the quote; and the
//! offer to do to a mention's other places what was done to it.

use super::hint;
use super::look::{self, Palette, UNIT};
use super::reader::Reader;
use crate::text::Span;
use crate::workbench::{Action, Command, Offer, Open, Pending};
use egui::{Align2, Area, Frame, Id, Order, RichText, Ui, vec2};

/// How many of the other places are shown.
const SHOWN: usize = 4;
/// How high a row of the list of candidates is.
const ROW: f32 = 22.0;
/// How many bytes of the text stand around one.
const AROUND: usize = 36;

/// Draws who may stand behind the selected annotation, below its last row. A digit or a click chooses.
pub(super) fn candidates(ui: &Ui, open: &Open, reader: &Reader, out: &mut Vec<Action>) {
    let (Some(picking), Pending::Voice) = (&open.picking, open.pending) else { return };
    let document = open.document();
    let Some(hull) = document.annotation(&picking.of).map(crate::model::Annotation::hull) else { return };
    let Some(place) = reader.place_of(hull.end).or_else(|| reader.place_of(hull.start)) else { return };
    let now = open.picked(picking);
    let pane = ui.max_rect();
    let height = (picking.candidates.len() as f32 + 1.0) * ROW + 6.0 * UNIT;
    let first = reader.place_of(hull.start).unwrap_or(place);
    let above = place.bottom() + height > pane.bottom() && first.top() - height > pane.top();
    let (pivot, at) = if above {
        (Align2::LEFT_BOTTOM, first.left_top() - vec2(40.0, UNIT))
    } else {
        (Align2::LEFT_TOP, place.left_bottom() + vec2(-40.0, UNIT))
    };
    let area = Area::new(Id::unique("candidates"))
        .order(Order::Foreground)
        .pivot(pivot)
        .fixed_pos(at)
        .constrain_to(ui.ctx().content_rect());
    area.show(ui.ctx(), |ui| {
        Frame::popup(ui.style()).show(ui, |ui| {
            ui.set_max_width(380.0);
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.spacing_mut().interact_size.y = ROW;
            for (index, candidate) in picking.candidates.iter().enumerate() {
                let chosen = now.as_ref() == Some(&candidate.target);
                let palette = Palette::of(ui);
                let mut text = egui::text::LayoutJob::default();
                let mut add = |words: &str, colour, space| {
                    let font = egui::TextStyle::Body.resolve(ui.style());
                    text.append(words, space, egui::TextFormat::simple(font, colour));
                };
                add(&(index + 1).to_string(), palette.accent, 0.0);
                add(&candidate.name, palette.ink, 2.0 * UNIT);
                add(&candidate.reason, palette.faded, 2.0 * UNIT);
                let row = ui.add(egui::Button::selectable(chosen, text).truncate());
                if row.clicked() {
                    out.push(Action::PickVoice(index));
                }
            }
            if picking.candidates.is_empty() {
                ui.label("Nobody is near. Link to… lets you click or select who it is.");
            }
            let keys = super::keymap(ui.ctx());
            let help = format!("{} next · 1–9 choose · Esc", keys.name(Command::NextSpeaker));
            ui.label(RichText::new(help).color(Palette::of(ui).faded).size(look::SMALL));
        });
    });
}

/// Draws the offer to do the same at the other places of an annotation's words, here and in the folder, with the first of
/// them in their context.
pub(super) fn offer(ui: &Ui, open: &Open, out: &mut Vec<Action>) {
    let Some(offer) = open.offer.as_ref().filter(|offer| offer.is_seen()) else { return };
    let below = ui.max_rect();
    let area = Area::new(Id::unique("offer"))
        .order(Order::Foreground)
        .pivot(Align2::CENTER_BOTTOM)
        .fixed_pos(below.center_bottom() - vec2(0.0, 3.0 * UNIT));
    area.show(ui.ctx(), |ui| {
        Frame::popup(ui.style()).show(ui, |ui| {
            ui.set_max_width((below.width() - 40.0).clamp(200.0, 560.0));
            ui.horizontal_wrapped(|ui| asked(ui, offer, out));
            if !offer.quiet {
                contexts(ui, open, offer, out);
            }
        });
    });
}

/// Says what is offered, with a button for the article and one for the folder.
fn asked(ui: &mut Ui, offer: &Offer, out: &mut Vec<Action>) {
    let elsewhere = offer.elsewhere.as_ref().filter(|found| found.count > 0);
    let mut places = Vec::new();
    if !offer.places.is_empty() {
        places.push(counted(offer.places.len(), "other place"));
    }
    if let Some(found) = elsewhere {
        places.push(format!(
            "{} in {}",
            counted(found.count, "place"),
            counted(found.articles, "other article")
        ));
    }
    let text = format!("“{}” at {}: {}?", shortened(&offer.words), places.join(", and "), offer.what);
    let strong = RichText::new(text).font(look::font(look::FONT_STRONG, look::TEXT));
    ui.add(egui::Label::new(strong).wrap());
    let button = |ui: &mut Ui, name: &str, command: Command, out: &mut Vec<Action>| {
        let key = super::keymap(ui.ctx()).name(command);
        if ui.button(format!("{name}  {key}")).on_hover_text(hint(ui, command)).clicked() {
            out.push(command.into());
        }
    };
    if !offer.places.is_empty() {
        button(ui, "All here", Command::AllOccurrences, out);
    }
    if elsewhere.is_some() {
        button(ui, "All in the folder", Command::OccurrencesInFolder, out);
    }
    if ui.button("✕").on_hover_text("Leave them as they are (Esc)").clicked() {
        out.push(Action::ForgetOffer);
    }
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

fn contexts(ui: &mut Ui, open: &Open, offer: &Offer, out: &mut Vec<Action>) {
    for place in offer.places.iter().take(SHOWN) {
        let line = in_context(ui, open.document().text(), *place);
        if ui.add(egui::Button::new(line).frame(false).truncate()).clicked() {
            out.push(Action::Reveal(*place));
        }
    }
    if let Some(more) = offer.places.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        ui.weak(format!("and {more} more"));
    }
    let Some(found) = &offer.elsewhere else { return };
    for shown in &found.places {
        ui.horizontal(|ui| {
            ui.add(egui::Label::new(RichText::new(shortened(&shown.article)).color(Palette::of(ui).faded)));
            let line = in_context(ui, &shown.text, shown.place);
            ui.add(egui::Label::new(line).truncate());
        });
    }
    if let Some(more) = found.articles.checked_sub(found.places.len()).filter(|more| *more > 0) {
        ui.weak(format!("and {}", counted(more, "more article")));
    }
}

/// Sets a place with some words around it.
fn in_context(ui: &Ui, text: &str, place: Span) -> egui::text::LayoutJob {
    let (before, behind) = context(text, place);
    let palette = Palette::of(ui);
    let mut job = egui::text::LayoutJob::default();
    let font = look::font(look::FONT_READING, look::TEXT);
    job.append(&before, 0.0, egui::TextFormat::simple(font.clone(), palette.faded));
    job.append(place.of_text(text), 0.0, egui::TextFormat::simple(font.clone(), palette.ink));
    job.append(&behind, 0.0, egui::TextFormat::simple(font, palette.faded));
    job
}

/// Returns some words before and behind a place, on one line.
fn context(text: &str, place: Span) -> (String, String) {
    let from = text.ceil_char_boundary((place.start as usize).saturating_sub(AROUND));
    let to = text.floor_char_boundary((place.end as usize + AROUND).min(text.len()));
    let before = text.get(from..place.start as usize).unwrap_or_default();
    let behind = text.get(place.end as usize..to).unwrap_or_default();
    let before = before.split_once(' ').filter(|_| from > 0).map_or(before, |(_, rest)| rest);
    (format!("… {}", before.replace('\n', " ")), format!("{} …", behind.replace('\n', " ")))
}

fn shortened(words: &str) -> String {
    match words.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", words.get(..at).unwrap_or_default()),
        None => words.to_owned(),
    }
}
