//! The panels beside the text. Each draws from the workbench and pushes actions; none changes anything.

pub(super) mod actor;
pub(super) mod actors;
pub(super) mod annotations;
pub(super) mod appearance;
pub(super) mod bulk;
pub(super) mod codebook;
pub(super) mod documents;
pub(super) mod export;
pub(super) mod find;
pub(super) mod folder_actors;
mod folder_book;
pub(super) mod inspector;
pub(super) mod keywords;
pub(super) mod labels;
pub(super) mod learned;
pub(super) mod merge;
pub(super) mod metadata;
mod preview;
pub(super) mod search;
pub(super) mod settings;
pub(super) mod suggesters;
mod swatches;
pub(super) mod versions;

use super::look::{self, Palette};

/// Draws what stands above a part of a panel.
pub(super) fn section(ui: &mut egui::Ui, name: &str) {
    let text = egui::RichText::new(name).font(look::font(look::FONT_STRONG, look::SMALL));
    ui.label(text.color(Palette::of(ui).faded));
}
