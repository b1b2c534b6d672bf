//! What stands on the screen: which panels and dialogs are open, and the frame they stand in.

use super::above::Above;
use super::clipboard::{Pasted, Pasting, dropped, pasted};
use super::dialogs::{Dialog, Outcome};
use super::keys;
use super::look::{self, Palette};
use super::panels::{
    actors::ActorsPanel, annotations::AnnotationsPanel, appearance, codebook::CodebookPanel,
    documents::DocumentsPanel, export, find::FindBar, inspector::Inspector, keywords::KeywordsPanel,
    search::SearchPanel, section,
};
use super::reader::{Reader, ReadingStyle, Scene};
use super::{hint, menu, notify, overlay, status, welcome};
use crate::store::resume::Window;
use crate::workbench::effect::{Effect, Panel};
use crate::workbench::{Action, Command, View, Workbench};
use egui::{CentralPanel, Context, Frame, Margin, Ui, ViewportCommand};

/// The panel on the right.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Right {
    #[default]
    Inspector,
    List,
    Codebook,
    Export,
}

/// What stands in a corner of the text while work goes on.
#[derive(Debug, Default)]
enum Corner {
    #[default]
    Nothing,
    Appearance,
    Keywords(KeywordsPanel),
}

/// The state of the window that is nobody's work: panels, dialogs, scrolling.
#[derive(Default)]
pub struct Screen {
    reader: Reader,
    right: Right,
    above: Above,
    corner: Corner,
    dialog: Option<Dialog>,
    find: Option<FindBar>,
    search: Option<SearchPanel>,
    documents: DocumentsPanel,
    inspector: Inspector,
    annotations: AnnotationsPanel,
    actors: ActorsPanel,
    codebook: CodebookPanel,
    title: String,
    pasting: bool,
    /// The panel on the right is to get the keyboard.
    wants_panel: bool,
    view: View,
    noted: View,
    clipboard: Option<Pasting>,
}

impl Screen {
    /// Takes in what happened elsewhere and runs what keys ask for. Draws nothing.
    pub fn logic(&mut self, ctx: &Context, bench: &mut Workbench) {
        super::set_keymap(ctx, bench.keymap());
        if let Some(later) = bench.poll() {
            ctx.request_repaint_after(later);
        }
        self.take_dialog(bench);
        let dropped = dropped(ctx);
        if !dropped.is_empty() {
            bench.run(Action::Drop(dropped));
        }
        if ctx.input(|input| input.events.contains(&egui::Event::WindowFocused(true))) {
            bench.run(Action::LookAgain);
        }
        self.take_clipboard(ctx, bench);
        self.take_keys(ctx, bench);
        self.carry_out(ctx, bench);
        self.close_if_asked(ctx, bench);
        self.set_title(ctx, bench);
    }

    fn take_dialog(&mut self, bench: &mut Workbench) {
        match self.dialog.take().map(Dialog::poll) {
            Some(Outcome::Open(dialog)) => self.dialog = Some(dialog),
            Some(Outcome::Chosen(action)) => bench.run(action),
            Some(Outcome::NoDialog(path)) => self.above = Above::Path(path),
            Some(Outcome::Cancelled) | None => {}
        }
    }

    fn take_keys(&mut self, ctx: &Context, bench: &mut Workbench) {
        if bench.question().is_some() || !self.above.is_nothing() {
            return;
        }
        if self.pasting || bench.open().is_none() {
            self.take_paste(ctx);
        }
        let elsewhere = self.is_elsewhere(ctx);
        for action in ctx.input_mut(|input| keys::take(input, elsewhere, |key| bench.action_of(key))) {
            match action {
                Action::Run(Command::Cancel) if self.find.is_some() => {
                    self.find = None;
                    bench.run(Action::Find(crate::text::find::Query::default()));
                }
                Action::Run(Command::Cancel) if !matches!(self.corner, Corner::Nothing) => {
                    self.corner = Corner::Nothing;
                }
                action => bench.run(action),
            }
        }
    }

    /// Says whether something else than the text has the keyboard.
    fn is_elsewhere(&self, ctx: &Context) -> bool {
        ctx.memory(egui::Memory::focused).is_some_and(|id| Some(id) != self.reader.focus_id())
    }

    /// Gives the keyboard to the panel, or back to the text.
    fn next_pane(&mut self, ctx: &Context, bench: &mut Workbench) {
        if !self.is_elsewhere(ctx) {
            self.wants_panel = true;
            if !bench.shows_right() {
                bench.run(Command::ToggleRight);
            }
        } else if let Some(reader) = self.reader.focus_id() {
            ctx.memory_mut(|memory| memory.request_focus(reader));
        }
    }

    fn take_paste(&mut self, ctx: &Context) {
        if let Some(text) = pasted(ctx) {
            self.pasting = false;
            self.clipboard = Some(Pasting::begin(ctx, Some(text)));
        }
    }

    /// Takes what the clipboard holds: a piece of a page, else text.
    fn take_clipboard(&mut self, ctx: &Context, bench: &mut Workbench) {
        match self.clipboard.take().map(Pasting::poll) {
            None => {}
            Some(Pasted::Not(pasting)) => self.clipboard = Some(pasting),
            Some(Pasted::Html(html)) => bench.run(Action::OpenHtml(html)),
            Some(Pasted::Text(text)) => bench.run(Action::OpenText { name: "Pasted text".to_owned(), text }),
            Some(Pasted::Nothing) => {
                self.pasting = true;
                ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
            }
        }
    }

    /// Does what only a window can do.
    fn carry_out(&mut self, ctx: &Context, bench: &mut Workbench) {
        for effect in bench.take_effects() {
            match effect {
                Effect::Ask(ask) if self.dialog.is_none() => self.dialog = Some(Dialog::new(ask, ctx)),
                Effect::Ask(_) => {}
                Effect::Show(panel) => self.show(panel, ctx, bench),
                Effect::Copy(text) => ctx.copy_text(text),
                Effect::NextPane => self.next_pane(ctx, bench),
                Effect::Paste => self.clipboard = Some(Pasting::begin(ctx, None)),
                Effect::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            }
        }
        let theme = super::theme(ctx, bench);
        if ctx.theme() != theme {
            look::set_theme(ctx, theme);
        }
        ctx.set_zoom_factor(f32::from(bench.reading().window_percent) / 100.0);
    }

    fn show(&mut self, panel: Panel, ctx: &Context, bench: &mut Workbench) {
        let wanted = panel.clone();
        match panel {
            Panel::Inspector => self.right = Right::Inspector,
            Panel::List => self.right = Right::List,
            Panel::Codebook => self.right = Right::Codebook,
            Panel::Export => self.right = Right::Export,
            Panel::Note => {
                self.right = Right::Inspector;
                self.inspector.wants_note = true;
            }
            Panel::Find => self.find = bench.open().map(FindBar::new),
            Panel::Search => self.search = bench.folder().map(|_| SearchPanel::new(bench)),
            Panel::Appearance => self.corner = Corner::Appearance,
            Panel::Keywords => self.corner = Corner::Keywords(KeywordsPanel::default()),
            dialog => {
                if let Some(dialog) = Above::of(dialog, bench, self.reader.visible()) {
                    self.above = dialog;
                }
            }
        }
        let right =
            matches!(wanted, Panel::Inspector | Panel::List | Panel::Codebook | Panel::Export | Panel::Note);
        if right && !bench.shows_right() {
            bench.run(Command::ToggleRight);
        }
        ctx.request_repaint();
    }

    /// Holds the window open until the work is safe.
    fn close_if_asked(&self, ctx: &Context, bench: &mut Workbench) {
        if ctx.input(|input| input.viewport().close_requested()) && !bench.may_close() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        } else if bench.is_closing() && bench.may_close() {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    fn set_title(&mut self, ctx: &Context, bench: &Workbench) {
        let title = match bench.open() {
            Some(open) => {
                format!("{}{} — Glossator", if open.history().is_saved() { "" } else { "• " }, open.title())
            }
            None => "Glossator".to_owned(),
        };
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// Draws everything, then runs what was asked for.
    pub fn ui(&mut self, ui: &mut Ui, bench: &mut Workbench) {
        let mut out = Vec::new();
        let ctx = ui.ctx().clone();
        let edge = |ui: &Ui| Frame::new().fill(Palette::of(ui).panel).inner_margin(Margin::symmetric(8, 4));
        egui::Panel::top("menu").frame(edge(ui)).show(ui, |ui| menu::bar(ui, bench, &mut out));
        egui::Panel::bottom("status").frame(edge(ui)).show(ui, |ui| status::bar(ui, bench, &mut out));
        if bench.open().is_some() || bench.folder().is_some() {
            // Where there is no room for three, the text and the inspector stay.
            if bench.shows_left() && ui.available_width() > 700.0 {
                self.left(ui, bench, &mut out);
            }
            if bench.shows_right() && bench.open().is_some() {
                self.right(ui, bench, &mut out);
            }
        }
        let paper = Frame::new().fill(Palette::of(ui).paper);
        CentralPanel::default().frame(paper).show(ui, |ui| self.centre(ui, bench, &mut out));
        self.keep_keyboard(&ctx, bench);
        self.corner(&ctx, bench, &mut out);
        self.above.ui(&ctx, bench, &mut out);
        notify::notices(&ctx, bench, &mut out);
        notify::question(&ctx, bench, &mut out);
        for action in out {
            bench.run(action);
        }
        self.carry_out(&ctx, bench);
        self.note_view(&ctx, bench);
    }

    /// Notes how the window looks, when that has changed.
    fn note_view(&mut self, ctx: &Context, bench: &mut Workbench) {
        let window = ctx.input(|input| {
            let port = input.viewport();
            let maximized = port.maximized.unwrap_or(false) || port.fullscreen.unwrap_or(false);
            let at = port.outer_rect.map(|rect| (rect.left(), rect.top()));
            port.inner_rect.map(|rect| Window { at, size: (rect.width(), rect.height()), maximized })
        });
        // What filled the screen keeps the size that it had before.
        let former = self.view.window.filter(|_| window.is_some_and(|window| window.maximized));
        self.view.window = former.map(|former| Window { maximized: true, ..former }).or(window);
        let visible = self.reader.visible();
        self.view.at =
            bench.open().map(|_| if visible.start == 0 { 0 } else { visible.start + visible.len() * 3 / 10 });
        self.view.seen = bench.open().map(|_| visible).filter(|visible| !visible.is_empty());
        if self.view != self.noted {
            self.noted = self.view;
            bench.run(Action::NoteView(Box::new(self.view)));
        }
    }

    fn left(&mut self, ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) {
        let frame = Frame::new().fill(Palette::of(ui).panel).inner_margin(Margin::same(8));
        let most = (0.3 * ui.available_width()).clamp(110.0, 420.0);
        let size = usual(bench.resume().sizes[0], 220.0).min(most);
        let panel = egui::Panel::left("left").frame(frame).default_size(size).size_range(110.0..=most);
        let shown = panel.show(ui, |ui| {
            section(ui, "Articles");
            let share = if bench.open().is_some() { 0.45 } else { 1.0 };
            let height = (ui.available_height() * share).max(120.0);
            self.documents.ui(ui, bench, height, out);
            if bench.open().is_some() {
                ui.add_space(8.0);
                section(ui, "Actors");
                self.actors.ui(ui, bench, out);
            }
        });
        self.view.sizes[0] = shown.response.rect.width();
    }

    fn right(&mut self, ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) {
        let frame = Frame::new().fill(Palette::of(ui).panel).inner_margin(Margin::same(8));
        let most = (0.45 * ui.available_width()).clamp(140.0, 560.0);
        let size = usual(bench.resume().sizes[1], 300.0).min(most);
        let panel = egui::Panel::right("right").frame(frame).default_size(size).size_range(140.0..=most);
        let shown = panel.show(ui, |ui| {
            ui.horizontal(|ui| {
                let inspector = ui.selectable_value(&mut self.right, Right::Inspector, "Inspector");
                if std::mem::take(&mut self.wants_panel) {
                    inspector.request_focus();
                }
                let list = ui.selectable_value(&mut self.right, Right::List, "List");
                list.on_hover_text(hint(ui, Command::ShowList));
                let codebook = ui.selectable_value(&mut self.right, Right::Codebook, "Codebook");
                codebook.on_hover_text(hint(ui, Command::Guidelines));
                let export = ui.selectable_value(&mut self.right, Right::Export, "Export");
                export.on_hover_text(hint(ui, Command::Export));
            });
            ui.separator();
            match self.right {
                Right::Inspector => self.inspector.ui(ui, bench, out),
                Right::Codebook => self.codebook.ui(ui, bench, out),
                Right::List => self.annotations.ui(ui, bench, out),
                Right::Export => {
                    out.push(Action::WantPreview);
                    export::ui(ui, bench, out);
                }
            }
        });
        self.view.sizes[1] = shown.response.rect.width();
    }

    fn centre(&mut self, ui: &mut Ui, bench: &Workbench, out: &mut Vec<Action>) {
        if let Some(mut panel) = self.search.take().filter(|_| bench.folder().is_some()) {
            let frame = Frame::new().fill(Palette::of(ui).panel).inner_margin(Margin::symmetric(8, 6));
            let found = egui::Panel::bottom("search")
                .frame(frame)
                .default_size(usual(bench.resume().sizes[2], 230.0))
                .size_range(110.0..=600.0);
            let shown = found.show(ui, |ui| panel.ui(ui, bench, out));
            self.view.sizes[2] = shown.response.rect.height();
            self.search = shown.inner.then_some(panel);
        }
        let Some(open) = bench.open() else {
            welcome::page(ui, bench, out);
            return;
        };
        if let Some(mut bar) = self.find.take() {
            let calm = bench.reading().calm;
            let frame = Frame::new().fill(Palette::of(ui).panel).inner_margin(Margin::symmetric(8, 4));
            let stays =
                egui::Panel::top("find").frame(frame).show(ui, |ui| bar.ui(ui, open, calm, out)).inner;
            self.find = stays.then_some(bar);
        }
        if let Some(why) = &open.place.read_only {
            let frame = Frame::new().fill(Palette::of(ui).hit).inner_margin(Margin::symmetric(8, 4));
            egui::Panel::top("read only").frame(frame).show(ui, |ui| {
                ui.label(format!("Open for reading only: {why}"));
            });
        }
        let style = ReadingStyle::of(&bench.reading());
        let scene = Scene {
            document: open.document(),
            filter: &open.filter,
            selection: &open.selection,
            clean: open.clean,
            focus: open.focus,
            hits: &open.finding.hits,
            current_hit: open.finding.current,
            keywords: bench.reading().keywords.then(|| bench.keyword_finder()),
            style: &style,
            read_only: !open.is_writable(),
            reveal: open.reveal,
        };
        out.extend(self.reader.ui(ui, &scene));
        overlay::candidates(ui, open, &self.reader, out);
        overlay::offer(ui, open, out);
    }

    /// Gives the reading pane the keyboard while nothing else has it.
    fn keep_keyboard(&self, ctx: &Context, bench: &Workbench) {
        let idle = self.above.is_nothing() && bench.question().is_none() && self.find.is_none();
        if let Some(id) = self.reader.focus_id().filter(|_| idle && bench.open().is_some())
            && ctx.memory(egui::Memory::focused).is_none()
        {
            ctx.memory_mut(|memory| memory.request_focus(id));
        }
    }

    fn corner(&mut self, ctx: &Context, bench: &Workbench, out: &mut Vec<Action>) {
        let stays = match &mut self.corner {
            Corner::Nothing => return,
            Corner::Appearance => appearance::ui(ctx, bench, out),
            Corner::Keywords(panel) => panel.ui(ctx, bench, out),
        };
        if !stays {
            self.corner = Corner::Nothing;
        }
    }
}

/// The size of last time, or the usual one.
fn usual(last: f32, usual: f32) -> f32 {
    if last > 0.0 { last } else { usual }
}
