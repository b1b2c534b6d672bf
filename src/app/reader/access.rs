//! The pane for those who hear it: paragraphs and annotations stand in the tree of AccessKit by name.
//!
//! Only what is on the screen is in the tree. Nothing is done while nobody listens.

use super::Scene;
use super::chunks::Chunk;
use super::marks::{Mark, Marks};
use super::page::Page;
use super::voice;
use crate::text::Article;
use crate::workbench::Action;
use egui::accesskit::{Action as Asked, Role};
use egui::{Id, Rect, Response, Sense, Ui};

/// Describes the pane, its paragraphs and its highlights; takes in what a reader of the screen asks for.
pub(super) fn ui(
    ui: &Ui,
    scene: &Scene<'_>,
    (marks, page): (&Marks<'_>, &Page),
    (article, chunks): (&Article, &[Chunk]),
    pane: &Response,
    actions: &mut Vec<Action>,
) {
    let title = &scene.document.meta().title;
    let name = if title.is_empty() { "Article".to_owned() } else { format!("Article: {title}") };
    let listening = ui.ctx().accesskit_node_builder(pane.id, |node| {
        node.set_role(Role::Document);
        node.set_label(name);
        if scene.read_only {
            node.set_read_only();
        }
    });
    if listening.is_none() {
        return;
    }
    for placed in &page.placed {
        let Some(chunk) = chunks.get(placed.index).filter(|chunk| !chunk.span.is_empty()) else { continue };
        let rect = Rect::from_min_max(placed.origin, egui::pos2(page.column.max, placed.bottom()));
        let place = format!("paragraph {} of {}", chunk.paragraph + 1, article.paragraphs().len());
        node(ui, ui.scope_id().with(("paragraph", placed.index)), rect, |node| {
            node.set_role(Role::Paragraph);
            node.set_label(article.slice(chunk.span));
            node.set_description(place);
        });
    }
    for mark in &marks.all {
        let Some(piece) = marks.pieces(mark).first() else { continue };
        let id = ui.scope_id().with(("annotation", mark.annotation.id.as_str(), mark.fragment()));
        let name = name_of(scene, mark);
        node(ui, id, piece.rect.intersect(page.view), |node| {
            node.set_role(Role::Button);
            node.set_label(name);
            node.set_selected(mark.selected);
            node.add_action(Asked::Click);
        });
        if ui.input(|input| input.has_accesskit_action_request(id, Asked::Click)) {
            actions.push(Action::Select { id: Some(mark.annotation.id.clone()), reveal: false });
        }
    }
}

fn node(ui: &Ui, id: Id, rect: Rect, fill: impl FnOnce(&mut egui::accesskit::Node)) {
    let response = ui.interact(rect, id, Sense::hover());
    let scale = f64::from(ui.pixels_per_point());
    ui.ctx().accesskit_node_builder(response.id, |node| {
        let edge = |points: f32| f64::from(points) * scale;
        node.set_bounds(egui::accesskit::Rect {
            x0: edge(rect.left()),
            y0: edge(rect.top()),
            x1: edge(rect.right()),
            y1: edge(rect.bottom()),
        });
        fill(node);
    });
}

/// Returns what an annotation is called: "Quote, direct, suggested: “…”, Speaker: Nikita Mendkovich".
fn name_of(scene: &Scene<'_>, mark: &Mark<'_>) -> String {
    let (layer, kind) = voice::kind_of(scene.document, mark.annotation);
    let kind = if kind.is_empty() { layer } else { format!("{layer}, {kind}") };
    let words = voice::words_of(scene.document, mark.annotation);
    let mut name = format!("{kind}, {}: {words}", mark.annotation.status.name());
    if let Some((role, names)) = voice::voices(scene.document, mark.annotation) {
        name.push_str(&format!(", {role}: {names}"));
    }
    name
}
