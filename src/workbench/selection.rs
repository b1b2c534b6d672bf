//! What is selected: an annotation, a stretch of the text, or a caret in it.

use crate::model::AnnotationId;
use crate::text::Span;

/// A selection in the text, from where it began to where it stands now; a caret when both are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextSelection {
    /// Where it began.
    pub anchor: u32,
    /// Where it stands; the caret is drawn here.
    pub head: u32,
}

impl TextSelection {
    /// A caret.
    #[must_use]
    pub const fn caret(at: u32) -> Self {
        Self { anchor: at, head: at }
    }

    /// Returns the selected stretch; empty for a caret.
    #[must_use]
    pub const fn span(self) -> Span {
        Span::new(self.anchor, self.head)
    }
}

/// What is selected in the open document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// The selected annotation.
    pub annotation: Option<AnnotationId>,
    /// The caret or selection in the text.
    pub text: Option<TextSelection>,
    /// The next click or key chooses what the selected annotation is linked to, in this role.
    pub linking: Option<smol_str::SmolStr>,
}

impl Selection {
    /// Returns the selected stretch of text, if it is not just a caret.
    #[must_use]
    pub fn stretch(&self) -> Option<Span> {
        self.text.map(TextSelection::span).filter(|span| !span.is_empty())
    }
}
