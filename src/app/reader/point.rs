//! What the pointer and the keyboard do on the text.

use super::Scene;
use super::chunks;
use super::keys::Caret;
use super::marks::Marks;
use super::page::Target;
use super::pane::{Reader, lay};
use crate::workbench::{Action, TextSelection};
use egui::{CursorIcon, EventFilter, OutputCommand, Response, Ui};
use std::rc::Rc;

impl Reader {
    /// Takes in what the pointer does on the text.
    pub(super) fn point(
        &mut self,
        ui: &Ui,
        scene: &Scene<'_>,
        marks: &Marks<'_>,
        response: &Response,
        actions: &mut Vec<Action>,
    ) {
        let Some(article) = self.article.clone() else { return };
        let (time, modifiers, pointer) =
            ui.input(|input| (input.time, input.modifiers, input.pointer.clone()));
        let Some(at) = pointer.latest_pos() else { return };
        // on a slow machine a whole click can fall between two frames
        let pressed =
            pointer.primary_pressed() && (response.is_pointer_button_down_on() || response.clicked());
        if pressed {
            response.request_focus();
            self.caret = Caret::default();
            self.selecting.press(
                (at, time),
                modifiers,
                (&self.page, &article),
                scene.selection.text,
                actions,
            );
        } else if pointer.primary_down() {
            self.selecting.drag(at, modifiers, (&self.page, &article), actions);
        }
        if pointer.primary_released() {
            let selected = self.selecting.current.map(|selection| article.slice(selection.span()));
            if let Some(text) = selected.filter(|text| !text.is_empty()) {
                // Where the desktop has a selection of its own, the middle button pastes it.
                ui.ctx().send_cmd(OutputCommand::TextSelectionSettled(text.to_owned()));
            }
            if self.selecting.release() {
                match self.page.cell_at(at).filter(|_| modifiers.command) {
                    Some(cell) if scene.selection.annotation.is_some() => {
                        actions.push(Action::EndHere(cell.start));
                    }
                    _ => self.click(at, marks, actions),
                }
            }
        }
        if response.hovered() && self.page.cell_at(at).is_some() || self.selecting.is_dragging() {
            ui.set_cursor_icon(CursorIcon::Text);
        }
    }

    /// A click selects what lies there; beside the text it selects nothing.
    fn click(&mut self, at: egui::Pos2, marks: &Marks<'_>, actions: &mut Vec<Action>) {
        if let Some(cell) = self.page.cell_at(at) {
            actions.push(Action::ClickText(cell.start));
        } else if let Some(mark) = marks.under(at, &self.page).and_then(|index| marks.all.get(index)) {
            actions.push(Action::Select { id: Some(mark.annotation.id.clone()), reveal: false });
        } else if let Some((offset, before)) = self.page.offset_at(at) {
            self.caret.before = before;
            actions.push(Action::Select { id: None, reveal: false });
            actions.push(Action::SelectText(TextSelection::caret(offset)));
        }
    }

    /// Takes in what is typed while the pane has the focus.
    pub(super) fn type_keys(
        &mut self,
        ui: &Ui,
        scene: &Scene<'_>,
        response: &Response,
        actions: &mut Vec<Action>,
    ) {
        if !response.has_focus() {
            return;
        }
        let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let events = ui.input(|input| input.events.clone());
        let (Some(article), Some(sheet)) = (self.article.clone(), self.sheet) else { return };
        let from = scene.selection.text.unwrap_or_else(|| {
            let selected = scene.selection.annotation.as_ref().and_then(|id| scene.document.annotation(id));
            TextSelection::caret(selected.map_or(self.page.visible().start, |selected| selected.hull().start))
        });
        let lines = (self.page.view.height() / sheet.setting(chunks::Kind::Body).line) as i32 - 2;
        let (painter, chunks, known) = (ui.painter(), &self.chunks, &self.laid);
        let mut find = |at: u32| {
            let index = chunks::index_at(chunks, at);
            let fresh = || Rc::new(lay(painter, Some(&article), chunks, index, &sheet));
            known.get(&index).map_or_else(fresh, Rc::clone)
        };
        let pressed = self.caret.keys(&events, from, lines.max(1), &article, &mut find);
        if let Some(selection) = pressed.selection {
            actions.push(Action::SelectText(selection));
            self.keep_in_view(selection.head, sheet.setting(chunks::Kind::Body).line);
            ui.ctx().request_repaint();
        }
        if pressed.pages != 0.0 {
            self.target = Some(self.scrolled(pressed.pages * (self.page.view.height() - 60.0)));
            ui.ctx().request_repaint();
        }
    }

    /// Scrolls so that the row of an offset is in view, with a line around it.
    fn keep_in_view(&mut self, at: u32, line: f32) {
        let view = self.page.view;
        let down = view.height() - 3.0 * line;
        match self.page.caret(at, self.caret.before) {
            Some(caret) if caret.top() < view.top() + line => self.target = Some(Target::Row(at, 1.5 * line)),
            Some(caret) if caret.bottom() > view.bottom() - line => self.target = Some(Target::Row(at, down)),
            Some(_) => {}
            None => {
                let above = at < self.page.span().start;
                self.target = Some(Target::Row(at, if above { 1.5 * line } else { down }));
            }
        }
    }
}
