//! `--passage`: the stretch of an article that is drawn.

use super::Failure;
use crate::model::{AnnotationId, Document};
use crate::text::{Span, Unit};

/// A passage as it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Passage {
    /// From one character to before another.
    Characters(u32, u32),
    /// The paragraphs that an annotation stands in.
    Around(String),
}

/// Reads `120..480`, or an annotation's id.
pub(super) fn parse(text: &str) -> Result<Passage, String> {
    let Some((start, end)) = text.split_once("..") else {
        return if text.is_empty() { Err(said(text)) } else { Ok(Passage::Around(text.to_owned())) };
    };
    let numbers = start.trim().parse::<u32>().ok().zip(end.trim().parse::<u32>().ok());
    let (start, end) = numbers.filter(|(start, end)| start < end).ok_or_else(|| said(text))?;
    Ok(Passage::Characters(start, end))
}

fn said(text: &str) -> String {
    format!("`{text}` is neither FROM..TO in characters nor the id of an annotation")
}

impl Passage {
    /// Finds the passage in a document.
    pub(super) fn find(&self, document: &Document) -> Result<Span, Failure> {
        let article = document.article();
        match self {
            Self::Characters(start, end) => {
                let length = article.count(article.whole().end, Unit::Scalars);
                let place = |at: u32| article.byte(at.min(length), Unit::Scalars);
                let found = place(*start).zip(place(*end)).map(|(start, end)| Span::new(start, end));
                found.filter(|span| !span.is_empty()).ok_or_else(|| {
                    Failure::Usage(format!(
                        "{start}..{end} is not in {}, which has {length} characters",
                        document.id()
                    ))
                })
            }
            Self::Around(id) => {
                let annotation = document.annotation(&AnnotationId::new(id));
                annotation
                    .map(|it| article.paragraphs_around(it.hull()))
                    .ok_or_else(|| Failure::Usage(format!("{} has no annotation `{id}`", document.id())))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_are_numbers_or_ids() {
        assert_eq!(parse("12..40"), Ok(Passage::Characters(12, 40)));
        assert_eq!(parse("q1"), Ok(Passage::Around("q1".to_owned())));
        for wrong in ["", "4..2", "a..b", "..", "-1..3"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
