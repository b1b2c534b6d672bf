//! Going on where the last session ended: folder, article, place, filters, sizes.

use super::Workbench;
use super::folder::{Arrange, Group, Order};
use crate::model::{Filter, LayerId};
use crate::store::Resume;
use crate::store::resume::{Shown, Window};
use crate::text::Span;
use std::path::Path;
use strum::IntoEnumIterator as _;

/// How the window looks.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct View {
    /// Where it stands; `None` while that is not known.
    pub window: Option<Window>,
    /// The widths of the left and the right panel, and the height of the search; 0 for what is not shown.
    pub sizes: [f32; 3],
    /// The byte of the article that is a third down the page.
    pub at: Option<u32>,
    /// The stretch of the open article that is on the screen.
    pub seen: Option<Span>,
}

impl Workbench {
    /// Returns what was on the screen last.
    #[must_use]
    pub fn resume(&self) -> &Resume {
        &self.resume
    }

    /// Opens what was open when the last session ended, if the person wants that.
    pub fn resume_session(&mut self) {
        if !self.files.settings.reopen {
            return;
        }
        let there = |path: &Path| self.files.disk.facts(path).is_ok();
        let folder = self.resume.folder.clone().filter(|path| there(path));
        let article = self.resume.article.clone().filter(|path| there(path));
        if let Some(article) = article {
            self.open_path(article);
        }
        if let Some(folder) = folder {
            self.list_folder(folder);
        }
    }

    pub(super) fn note_view(&mut self, view: View) {
        if let Some(seen) = view.seen {
            self.note_seen(seen);
        }
        self.resume.window = view.window.or(self.resume.window);
        for (kept, size) in self.resume.sizes.iter_mut().zip(view.sizes) {
            if size > 0.0 {
                *kept = size;
            }
        }
        let path =
            self.open.as_ref().filter(|open| open.place.native.is_some()).map(|open| open.place.path.clone());
        if let (Some(path), Some(at)) = (path, view.at) {
            self.resume.note_place(&path, at);
        }
    }

    /// Notes what is open and what of it is shown.
    pub(super) fn note_session(&mut self) {
        if self.folder.is_none() && self.open.is_none() {
            // Nothing is there yet that could take the place of the last session.
            return;
        }
        self.resume.folder = self.folder.as_ref().map(|folder| folder.path.clone());
        if let Some(folder) = &self.folder {
            let Arrange { order, group, descending, .. } = &folder.arrange;
            self.resume.list = (order.name().into(), group.name().into(), *descending);
        }
        let named = self.open.as_ref().filter(|open| open.place.native.is_some());
        self.resume.article = named.map(|open| open.place.path.clone());
        if let Some(open) = &self.open {
            let filter = &open.filter;
            self.resume.shown = Shown {
                hidden_layers: filter.hidden_layers.iter().map(|layer| layer.as_str().into()).collect(),
                suggested: filter.show_suggested,
                accepted: filter.show_accepted,
                rejected: filter.show_rejected,
                adjectives: filter.show_adjectives,
            };
        }
    }

    /// Shows of an article what was shown of the one before.
    pub(super) fn resume_filter(&self, filter: &mut Filter) {
        let shown = &self.resume.shown;
        filter.hidden_layers = shown.hidden_layers.iter().map(LayerId::new).collect();
        filter.show_suggested = shown.suggested;
        filter.show_accepted = shown.accepted;
        filter.show_rejected = shown.rejected;
        filter.show_adjectives = shown.adjectives;
    }

    /// Goes where the open article was left.
    pub(super) fn resume_place(&mut self) {
        let Some(open) = &mut self.open else { return };
        let place = self.resume.place(&open.place.path).filter(|at| *at > 0);
        if let Some(at) = place {
            let text = open.document.text();
            let at = text.floor_char_boundary((at as usize).min(text.len()));
            open.reveal_span(Span::of(at..at));
        }
    }

    /// Returns how the folder's list was arranged.
    pub(super) fn resumed_list(&self) -> Arrange {
        let (order, group, descending) = &self.resume.list;
        Arrange {
            order: Order::iter().find(|one| one.name() == order).unwrap_or_default(),
            group: Group::iter().find(|one| one.name() == group).unwrap_or_default(),
            descending: *descending,
            ..Arrange::default()
        }
    }
}
