//! What lies under the caret: the quotation, the sentence.

use super::open::Open;
use crate::model::LayerId;
use crate::text::{Span, segment};

/// Opening and closing marks; straight ones are both.
const OPENING: &[char] = &['“', '„', '«', '‹', '「', '『', '‟', '"', '‘', '‚'];
const CLOSING: &[char] = &['”', '“', '»', '›', '」', '』', '"', '’', '‟'];

/// Returns the quotation around `at`, its marks in, within one paragraph; single marks count only at the
/// edges of words.
#[must_use]
pub(super) fn quotation_at(text: &str, paragraph: Span, at: u32) -> Option<Span> {
    let line = paragraph.of_text(text);
    let at = text.floor_char_boundary(at as usize).checked_sub(paragraph.start as usize)?.min(line.len());
    let mut open = None;
    let mut straight = false;
    for (index, char) in line.char_indices() {
        if open.is_none() && index > at {
            break;
        }
        let before = line.get(..index).and_then(|text| text.chars().next_back());
        let after = line.get(index + char.len_utf8()..).and_then(|text| text.chars().next());
        let inside_word =
            before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
        if inside_word {
            continue;
        }
        let closes = CLOSING.contains(&char) && (char != '"' || straight) && open.is_some();
        if closes {
            let end = index + char.len_utf8();
            if let Some(start) = open.filter(|start| *start <= at && at <= end) {
                return Some(Span::of(paragraph.start as usize + start..paragraph.start as usize + end));
            }
            open = None;
            straight = false;
        } else if OPENING.contains(&char) && open.is_none() {
            open = Some(index);
            straight = char == '"';
        }
    }
    None
}

/// Tells from its marks what type a quote is.
#[must_use]
pub(super) fn quote_type(text: &str, span: Span) -> &'static str {
    let covered = span.of_text(text);
    let opens = covered.starts_with(OPENING) && covered.ends_with(CLOSING);
    if opens {
        "direct"
    } else if covered.contains(['“', '”', '„', '«', '»', '"']) {
        "mixed"
    } else {
        "indirect"
    }
}

impl Open {
    fn caret(&self) -> Option<u32> {
        let caret = self.selection.text.map(|text| text.head);
        caret.or_else(|| self.selected().map(|annotation| annotation.hull().start))
    }

    fn quotation_under(&self, at: u32) -> Option<Span> {
        let article = self.document.article();
        let paragraph = article.paragraphs().get(article.paragraph_at(at)).copied()?;
        quotation_at(article.text(), paragraph, at)
    }

    /// Makes a quote of the selected text, or of the quotation or sentence under the caret.
    pub(super) fn quote_here(&mut self) {
        let Some(at) = self.caret() else { return };
        let span = self.selection.stretch().or_else(|| self.quotation_under(at)).unwrap_or_else(|| {
            without_final_point(self.document.text(), segment::sentence_at(self.document.text(), at))
        });
        self.annotate(&LayerId::QUOTE, span);
    }

    /// Makes a claim of the selected text, or of the sentence under the caret; inside a quote, of the
    /// quote's part of the sentence.
    pub(super) fn claim_here(&mut self) {
        let Some(at) = self.caret() else { return };
        let span = self.selection.stretch().unwrap_or_else(|| {
            let sentence = segment::sentence_at(self.document.text(), at);
            self.document
                .overlapping(Span::new(at, at))
                .find(|(span, other)| other.layer == LayerId::QUOTE && span.contains(at))
                .and_then(|(span, _)| span.intersection(sentence))
                .unwrap_or(sentence)
        });
        self.annotate(&LayerId::CLAIM, span);
    }

    /// Sets both ends of the selected annotation to the quotation marks around its middle.
    pub(super) fn snap_to_marks(&mut self) {
        let Some(hull) = self.selected().map(crate::model::Annotation::hull) else { return };
        let places = [hull.start, hull.start + hull.len() / 2, hull.end];
        if let Some(span) = places.into_iter().find_map(|at| self.quotation_under(at)) {
            self.set_extent(span, "to the quotation marks");
        }
    }

    /// Sets both ends of the selected annotation to its sentence.
    pub(super) fn snap_to_sentence(&mut self) {
        let Some(hull) = self.selected().map(crate::model::Annotation::hull) else { return };
        let sentence = segment::sentence_at(self.document.text(), hull.start);
        self.set_extent(sentence, "to the sentence");
    }
}

fn without_final_point(text: &str, sentence: Span) -> Span {
    let covered = sentence.of_text(text);
    match covered.strip_suffix('.') {
        Some(shorter) => {
            Span { start: sentence.start, end: sentence.start + crate::text::span::offset(shorter.len()) }
        }
        None => sentence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, at: usize, expected: Option<&str>) {
        let whole = Span::of(0..text.len());
        assert_eq!(quotation_at(text, whole, at as u32).map(|span| span.of_text(text)), expected);
    }

    #[test]
    fn quotations_under_the_caret() {
        let text = "He said: “It’s done”, and \"left\" «there».";
        check(text, text.find("done").unwrap(), Some("“It’s done”"));
        check(text, text.find("left").unwrap(), Some("\"left\""));
        check(text, text.find("there").unwrap(), Some("«there»"));
        check(text, 2, None);
        check(text, text.find("and").unwrap(), None);
        assert_eq!(quote_type(text, Span::of(0..text.len())), "mixed");
        assert_eq!(quote_type("„ja“", Span::of(0.."„ja“".len())), "direct");
    }
}
