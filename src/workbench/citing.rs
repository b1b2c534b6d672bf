//! What the clipboard gets: the selected words, or a citation with speaker, source and place.

use super::Workbench;
use super::effect::Effect;
use super::open::Open;
use crate::model::{Annotation, LayerId, Severity};

impl Workbench {
    /// Puts the selected words into the clipboard, or a citation of them.
    pub(super) fn copy(&mut self, citation: bool) {
        let Some(open) = &self.open else { return };
        let text = if citation { open.citation() } else { open.selected_words() };
        if text.is_empty() {
            self.tell(Severity::Note, "Nothing is selected that could be copied.");
        } else {
            self.effects.push(Effect::Copy(text));
        }
    }
}

impl Open {
    /// Returns the article's title: its own, or its file's name.
    #[must_use]
    pub fn title(&self) -> String {
        let meta = self.document.meta();
        if meta.title.is_empty() { self.file_stem() } else { meta.title.clone() }
    }

    /// Returns the article's file name without its ending.
    #[must_use]
    pub fn file_stem(&self) -> String {
        let name = self.place.path.file_name().or_else(|| self.place.native.as_ref()?.file_name());
        let stem = name.map(|name| crate::formats::input::stem(&name.to_string_lossy()).to_owned());
        stem.unwrap_or_else(|| {
            let slug = crate::model::ActorId::of_name(&self.document.meta().title, |_| false);
            slug.as_str().to_owned()
        })
    }

    /// Returns the selected text, or the selected annotation's words.
    #[must_use]
    pub fn selected_words(&self) -> String {
        let text = self.document.text();
        match (self.selection.stretch(), self.selected()) {
            (Some(span), _) => span.of_text(text).to_owned(),
            (None, Some(annotation)) => annotation.words(text),
            (None, None) => String::new(),
        }
    }

    /// Returns the words with who says them, where they stand and since when.
    #[must_use]
    pub fn citation(&self) -> String {
        let words = self.selected_words();
        if words.is_empty() {
            return words;
        }
        let quote = self.selected().filter(|annotation| annotation.layer == LayerId::QUOTE);
        let speaker = quote.and_then(|quote| self.speaker_of(quote));
        let start = self.selection.stretch().or_else(|| self.selected().map(Annotation::hull));
        let paragraph = start.map_or(0, |span| self.document.article().paragraph_at(span.start)) + 1;
        let meta = self.document.meta();
        let mut parts: Vec<String> = Vec::new();
        parts.extend(speaker);
        parts.extend(
            [&meta.author, &meta.outlet, &meta.date].into_iter().filter(|part| !part.is_empty()).cloned(),
        );
        parts.push(self.title());
        parts.push(format!("paragraph {paragraph}"));
        format!("{words}\n— {}", parts.join(", "))
    }

    fn speaker_of(&self, quote: &Annotation) -> Option<String> {
        let link = self.document.linked(&quote.id, crate::model::link::role::SPEAKER).next()?;
        Some(self.name_of_target(&link.to))
    }
}
