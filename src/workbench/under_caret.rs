//! What lies under the caret: the quotation, the sentence.

use super::attribution;
use super::open::Open;
use crate::model::LayerId;
use crate::text::clause::{self, Breaks};
use crate::text::{Span, segment};

/// Opening and closing marks; straight ones are both.
const OPENING: &[char] = &['“', '„', '«', '‹', '「', '『', '‟', '"', '‘', '‚'];
const CLOSING: &[char] = &['”', '“', '»', '›', '」', '』', '"', '’', '‟'];

/// Returns the quotations in a stretch of a paragraph, their marks in, by position; single marks count only at
/// the edges of words.
#[must_use]
pub(super) fn pairs_of_marks(text: &str, stretch: Span) -> Vec<Span> {
    let line = stretch.of_text(text);
    let mut pairs = Vec::new();
    let mut open = None;
    let mut straight = false;
    for (index, char) in line.char_indices() {
        let before = line.get(..index).and_then(|text| text.chars().next_back());
        let after = line.get(index + char.len_utf8()..).and_then(|text| text.chars().next());
        let inside_word =
            before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
        if inside_word {
            continue;
        }
        let closes = CLOSING.contains(&char) && (char != '"' || straight);
        if let Some(start) = open.filter(|_| closes) {
            let base = stretch.start as usize;
            pairs.push(Span::of(base + start..base + index + char.len_utf8()));
            open = None;
            straight = false;
        } else if OPENING.contains(&char) && open.is_none() {
            open = Some(index);
            straight = char == '"';
        }
    }
    pairs
}

/// Returns the quotation around `at`, its marks in, within one paragraph.
#[must_use]
pub(super) fn quotation_at(text: &str, paragraph: Span, at: u32) -> Option<Span> {
    pairs_of_marks(text, paragraph).into_iter().find(|pair| pair.start <= at && at <= pair.end)
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

    /// Makes a quote of the selected text, or of the quotation, the line of a transcript, what is reported, the sentence
    /// or the clause under the caret: asked again, of the next of these. Whoever the transcript's line names speaks.
    pub(super) fn quote_here(&mut self) {
        let Some(at) = self.caret() else { return };
        let text = self.document.text();
        let sentence = segment::sentence_at(text, at);
        let reported = Breaks::of(text, sentence).reported.filter(|start| *start < sentence.end);
        let reported = reported.map(|start| without_final_point(text, Span { start, end: sentence.end }));
        let article = self.document.article();
        let paragraph = article.paragraphs().get(article.paragraph_at(at)).copied().unwrap_or_default();
        let turn = attribution::turn_in(text, paragraph);
        let units = [
            self.quotation_under(at),
            turn.map(|turn| turn.said),
            reported,
            attribution::said_in(text, &self.document.meta().language, sentence, at),
            Some(without_final_point(text, self.sentence_said(at))),
            Some(clause::around(text, Span::new(at, at))),
        ];
        self.make_in_turn(&LayerId::QUOTE, &units);
        let made = self.selected().is_some_and(|it| turn.is_some_and(|turn| it.fragments == [turn.said]));
        if let Some(turn) = turn.filter(|_| made) {
            self.speaks(turn.label);
        }
    }

    /// Makes an actor of the selected text, or of the name under the caret.
    pub(super) fn actor_here(&mut self) {
        let name = || attribution::name_at(self.document.text(), self.caret()?);
        if let Some(span) = self.selection.stretch().or_else(name) {
            self.annotate(&LayerId::ACTOR, span);
        }
    }

    /// Makes a claim of the selected text, or of the sentence under the caret, inside a quote of the quote's
    /// part of it, or of the clause: asked again, of the next of these.
    pub(super) fn claim_here(&mut self) {
        let Some(at) = self.caret() else { return };
        let text = self.document.text();
        let sentence = segment::sentence_at(text, at);
        let quoted = self
            .document
            .overlapping(Span::new(at, at))
            .find(|(span, other)| other.layer == LayerId::QUOTE && span.contains(at))
            .and_then(|(span, _)| span.intersection(sentence));
        let units = [quoted, Some(sentence), Some(clause::around(text, Span::new(at, at)))];
        self.make_in_turn(&LayerId::CLAIM, &units);
    }

    /// Makes an annotation of the selected text or the first of some stretches; when the selected annotation is
    /// one of them, it takes the next one's extent.
    fn make_in_turn(&mut self, layer: &LayerId, units: &[Option<Span>]) {
        if let Some(span) = self.selection.stretch() {
            self.annotate(layer, span);
            return;
        }
        let mut stretches: Vec<Span> = Vec::new();
        for unit in units.iter().flatten().filter(|unit| !unit.is_empty()) {
            if !stretches.contains(unit) {
                stretches.push(*unit);
            }
        }
        let selected = self.selected().filter(|selected| selected.layer == *layer);
        let now = selected.and_then(|one| stretches.iter().position(|unit| one.fragments == [*unit]));
        match now.and_then(|now| stretches.get((now + 1) % stretches.len())).copied() {
            Some(next) if stretches.len() > 1 => self.set_extent(next, &format!("another {layer}")),
            Some(_) => {}
            None => {
                if let Some(first) = stretches.first() {
                    self.annotate(layer, *first);
                }
            }
        }
    }

    /// Sets both ends of the selected annotation to the quotation marks around its middle.
    pub(super) fn snap_to_marks(&mut self) {
        let Some(hull) = self.selected().map(crate::model::Annotation::hull) else { return };
        let places = [hull.start, hull.start + hull.len() / 2, hull.end];
        if let Some(span) = places.into_iter().find_map(|at| self.quotation_under(at)) {
            self.set_extent(span, "to the quotation marks");
        }
    }

    /// Sets both ends of the selected annotation to its sentence; when they stand there, to its paragraph.
    pub(super) fn snap_to_sentence(&mut self) {
        let Some(hull) = self.selected().map(crate::model::Annotation::hull) else { return };
        let sentence = self.sentence_said(hull.start);
        if sentence == hull {
            let article = self.document.article();
            let paragraph = article.paragraphs().get(article.paragraph_at(hull.start)).copied();
            let paragraph = paragraph.unwrap_or(sentence);
            let turn = attribution::turn_in(article.text(), paragraph).filter(|turn| turn.said.covers(hull));
            let whole = turn.map_or_else(|| paragraph.trim(article.text()), |turn| turn.said);
            self.set_extent(whole, "to the paragraph");
        } else {
            self.set_extent(sentence, "to the sentence");
        }
    }
}

impl Open {
    /// Returns the sentence at a place; of a transcript's line without who speaks.
    fn sentence_said(&self, at: u32) -> Span {
        let article = self.document.article();
        let sentence = segment::sentence_at(article.text(), at);
        let paragraph = article.paragraphs().get(article.paragraph_at(at)).copied().unwrap_or_default();
        let turn = attribution::turn_in(article.text(), paragraph);
        turn.and_then(|turn| turn.said.intersection(sentence)).unwrap_or(sentence)
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
