//! Moving the ends of annotations, cutting them in two and joining them.

use super::action::End;
use super::open::Open;
use super::selection::TextSelection;
use super::under_caret::pairs_of_marks;
use crate::model::{Annotation, AnnotationId, Edit, Gesture, LayerId, Link, Status, Target};
use crate::text::segment::{self, Edge};
use crate::text::{Span, clause};
use rustc_hash::FxHashSet;

/// What an end moves by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Word,
    Character,
    /// To the next comma, dash, quotation mark, joining word or end of a sentence.
    Clause,
}

impl Open {
    /// Moves one end of a fragment to a byte; it stays at least one character long and does not run into
    /// the next fragment.
    pub(super) fn move_end(
        &mut self,
        id: &AnnotationId,
        fragment: usize,
        end: End,
        to: u32,
        gesture: Option<Gesture>,
    ) {
        let text = self.document.article().shared_text();
        let whole = self.document.article().whole();
        let Some(annotation) = self.document.annotation(id) else { return };
        let Some(old) = annotation.fragments.get(fragment).copied() else { return };
        let before = fragment.checked_sub(1).and_then(|at| annotation.fragments.get(at)).map_or(0, |s| s.end);
        let after = annotation.fragments.get(fragment + 1).map_or(whole.end, |span| span.start);
        let to = crate::text::span::offset(text.floor_char_boundary(to as usize)).clamp(before, after);
        let new = match end {
            End::Start => Span { start: to.min(segment::step_character(&text, old.end, true)), end: old.end },
            End::End => {
                Span { start: old.start, end: to.max(segment::step_character(&text, old.start, false)) }
            }
        };
        if new != old {
            let former = (annotation.words(&text), old);
            self.correct(id, "move an end", gesture, |annotation| {
                if let Some(span) = annotation.fragments.get_mut(fragment) {
                    *span = new;
                }
            });
            self.offer_ends(id, former);
        }
    }

    /// Moves the start or the end of the selected annotation by a word, a character or a clause.
    pub(super) fn step_end(&mut self, end: End, back: bool, by: By) {
        let Some(annotation) = self.selected() else { return };
        let id = annotation.id.clone();
        let text = self.document.text();
        let (fragment, at, edge) = match end {
            End::Start => (0, annotation.hull().start, Edge::Start),
            End::End => (annotation.fragments.len().saturating_sub(1), annotation.hull().end, Edge::End),
        };
        let to = match by {
            By::Character => segment::step_character(text, at, back),
            By::Word => segment::step(text, at, edge, back),
            By::Clause => clause::step(text, at, edge, back),
        };
        let span = annotation.fragments.get(fragment).copied().unwrap_or_default();
        let crosses = match end {
            End::Start => to >= span.end,
            End::End => to <= span.start,
        };
        if !crosses {
            let gesture = self.gesture_of(&format!("{id} {end:?}"));
            self.move_end(&id, fragment, end, to, Some(gesture));
        }
    }

    /// Moves the end of the selected annotation that is nearest to a place there: around the word that stands there.
    pub(super) fn end_here(&mut self, at: u32) {
        let Some(annotation) = self.selected() else { return };
        let id = annotation.id.clone();
        let edges = annotation.fragments.iter().enumerate().flat_map(|(fragment, span)| {
            [(span.start.abs_diff(at), fragment, End::Start), (span.end.abs_diff(at), fragment, End::End)]
        });
        let Some((_, fragment, end)) = edges.min_by_key(|(distance, ..)| *distance) else { return };
        let word = piece_at(self.document.text(), at);
        let to = match end {
            End::Start => word.start,
            End::End => word.end,
        };
        self.move_end(&id, fragment, end, to, None);
    }

    /// Makes the selected annotation cover exactly one stretch.
    pub(super) fn set_extent(&mut self, span: Span, label: &str) {
        let Some(old) = self.selected().filter(|old| !span.is_empty() && old.fragments != [span]) else {
            return;
        };
        let (id, former) = (old.id.clone(), (old.words(self.document.text()), old.hull()));
        self.correct(&id, label, None, |annotation| annotation.fragments = vec![span]);
        self.offer_ends(&id, former);
    }

    /// Sets both ends of the selected annotation to its clause; when they stand there, to the next breaks
    /// around it.
    pub(super) fn snap_to_clause(&mut self) {
        let Some(hull) = self.selected().map(Annotation::hull) else { return };
        let text = self.document.text();
        let mut clause = clause::around(text, hull);
        if clause == hull {
            clause = Span {
                start: clause::step(text, hull.start, Edge::Start, true),
                end: clause::step(text, hull.end, Edge::End, false),
            };
        }
        self.set_extent(clause, "to the clause");
    }

    /// Takes the selected text out of the selected annotation, or cuts it at the caret inside it; with neither
    /// there, takes out what stands between its quotations: the attribution.
    pub(super) fn split(&mut self) -> bool {
        let Some(annotation) = self.selected() else { return false };
        let (id, hull) = (annotation.id.clone(), annotation.hull());
        let within = |at: u32| hull.start < at && at < hull.end;
        let chosen = self.selection.text.filter(|text| {
            let span = text.span();
            if span.is_empty() { within(text.head) } else { span.overlaps(hull) }
        });
        let Some(cut) = chosen.map(TextSelection::span).or_else(|| self.attribution_in(annotation)) else {
            return false;
        };
        let text = self.document.article().shared_text();
        let parts = |span: &Span| {
            [
                Span::new(span.start, cut.start.clamp(span.start, span.end)),
                Span::new(cut.end.clamp(span.start, span.end), span.end),
            ]
        };
        self.correct(&id, "split", None, |annotation| {
            let parts = annotation.fragments.iter().flat_map(parts);
            annotation.fragments =
                parts.map(|span| span.trim(&text)).filter(|span| !span.is_empty()).collect();
        });
        self.selection.text = Some(TextSelection::caret(cut.end));
        true
    }

    /// Finds the attribution that an annotation runs over: what stands between two quotations in it, else its
    /// cue and its speaker with the commas around them.
    fn attribution_in(&self, annotation: &Annotation) -> Option<Span> {
        let text = self.document.text();
        let hull = annotation.hull();
        let pairs = pairs_of_marks(text, hull);
        let between = pairs.iter().zip(pairs.iter().skip(1)).map(|(a, b)| Span::new(a.end, b.start));
        if let Some(gap) = between.filter(|gap| !gap.trim(text).is_empty()).max_by_key(|gap| gap.len()) {
            return Some(gap);
        }
        let tied = self.document.links_from(&annotation.id).filter(|link| link.status != Status::Rejected);
        let inside = tied
            .filter_map(|link| self.document.annotation(link.to.annotation()?))
            .map(Annotation::hull)
            .filter(|place| hull.start < place.start && place.end < hull.end);
        let words = inside.reduce(Span::hull)?;
        let separates =
            |char: char| char.is_whitespace() || matches!(char, ',' | '–' | '—' | '-' | ';' | ':');
        let before = text.get(hull.start as usize..words.start as usize)?;
        let after = text.get(words.end as usize..hull.end as usize)?;
        let end = hull.end - crate::text::span::offset(after.trim_start_matches(separates).len());
        let start = hull.start + crate::text::span::offset(before.trim_end_matches(separates).len());
        Some(Span::new(start, end))
    }

    /// Makes one stretch of all fragments of the selected annotation.
    pub(super) fn join(&mut self) {
        if let Some(hull) = self.selected().map(Annotation::hull) {
            self.set_extent(hull, "join the fragments");
        }
    }

    /// Takes the next annotation of the layer into the selected one, as a further fragment. What pointed to it
    /// points to the selected one. Says whether there was one.
    pub(super) fn join_next(&mut self) -> bool {
        let Some(first) = self.selected().cloned() else { return false };
        let next = self.document.on_layer(&first.layer).find(|other| {
            other.hull().start >= first.hull().end
                && other.status != Status::Rejected
                && self.filter.shows(&self.document, other)
        });
        let Some(next) = next.cloned() else { return false };
        let mut edits = Vec::new();
        let mut seen = FxHashSet::default();
        self.decision(&first.id, Status::Accepted, &mut seen, &mut edits);
        self.hand_over_links(&first, &next, &mut edits);
        if next.origin.score.is_some() {
            let rejected =
                Annotation { status: Status::Rejected, decided_by: self.analyst.clone(), ..next.clone() };
            edits.push(Edit::annotation(rejected));
        } else {
            edits.push(Edit::RemoveAnnotation(next.id.clone()));
        }
        let mut joined = first.clone();
        joined.status = Status::Accepted;
        joined.decided_by = self.analyst.clone();
        joined.fragments.extend(&next.fragments);
        if joined.layer == LayerId::QUOTE && joined.attributes.get("type") != next.attributes.get("type") {
            joined.attributes.set("type", "mixed");
        }
        joined.tidy();
        edits.push(Edit::annotation(joined));
        self.perform("join with the next", None, Edit::Batch(edits));
        self.select(Some(first.id), false);
        true
    }

    /// The links of the one that goes: those to it point to the one that stays; those from it go, but a voice
    /// that the one that stays lacks.
    fn hand_over_links(&self, stays: &Annotation, goes: &Annotation, edits: &mut Vec<Edit>) {
        for link in self.document.links_to(&goes.id) {
            edits.push(Edit::link(Link { to: Target::Annotation(stays.id.clone()), ..link.clone() }));
        }
        for link in self.document.links_from(&goes.id) {
            let lacks = self.document.linked(&stays.id, &link.role).next().is_none();
            if lacks && link.status != Status::Rejected {
                edits.push(Edit::link(Link {
                    from: stays.id.clone(),
                    status: Status::Accepted,
                    ..link.clone()
                }));
            } else {
                edits.push(self.drop_link(link));
            }
        }
    }
}

/// Returns the word at a place, or the mark.
fn piece_at(text: &str, at: u32) -> Span {
    match text.get(at as usize..).and_then(|rest| rest.chars().next()) {
        Some(char) if char.is_alphanumeric() => segment::word_at(text, at),
        Some(char) if !char.is_whitespace() => Span::new(at, segment::step_character(text, at, false)),
        _ => Span::new(at, at),
    }
}
