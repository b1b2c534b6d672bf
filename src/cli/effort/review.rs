//! Going through an article's suggestions as an analyst does, until it says what is wanted.

use super::goal::{Goal, Kind, LAYERS, Wanted};
use super::hand::{Hand, Step, cost, describe};
use super::tally::{Tally, What};
use super::{making, ways};
use crate::analysis::align;
use crate::cli::suggest::{How, suggested_with};
use crate::cli::tier::Closely;
use crate::model::{ActorId, Annotation, AnnotationId, Document, Edit, Filter, LayerId, Status, apply};
use crate::text::Span;
use crate::workbench::Command;
use rustc_hash::{FxHashMap, FxHashSet};

/// A suggestion with less in common with a goal than this is rejected, and the goal made by hand.
const ALIKE: f64 = 0.3;

/// One article under review.
struct Review<'a> {
    hand: Hand,
    goals: Vec<Goal>,
    layers: Vec<LayerId>,
    /// Which suggestion is to become which goal.
    pairs: FxHashMap<AnnotationId, usize>,
    tally: &'a mut Tally,
}

/// Reviews an article and counts what it cost.
pub(super) fn review(wanted: Wanted, closely: &Closely, tally: &mut Tally) {
    let attitudes = wanted.goals.iter().any(|goal| !goal.speech);
    let Wanted { document, goals, ignored, layers } = wanted;
    let how = How { min_score: 0.0, attitudes, learned: None, closely: Some(closely) };
    let mut document = suggested_with(document, &how, None);
    let filter = filter(&goals, &layers);
    let pairs = pairs(&document, &goals, &filter);
    ignore(&mut document, &ignored, &pairs);
    let hand = Hand::new(document, filter);
    for goal in &goals {
        tally.of(&goal.layer).gold += 1;
        let links = goal.voice.as_ref().is_some_and(|voice| *voice != super::goal::Voice::Nobody);
        tally.links += usize::from(links);
    }
    let mut review = Review { hand, goals, layers, pairs, tally };
    review.go_through();
    review.make_missing();
    review.count_unreached();
}

/// Shows what is labelled, and adjectives where they are.
fn filter(goals: &[Goal], layers: &[LayerId]) -> Filter {
    let mut filter = Filter::default();
    filter.hidden_layers.extend(LAYERS.into_iter().filter(|layer| !layers.contains(layer)));
    filter.show_adjectives = goals.iter().any(|goal| goal.kind == Kind::Label("NORP".into()));
    filter
}

/// Decides which shown suggestion is to become which goal: one-to-one, the most alike first.
fn pairs(document: &Document, goals: &[Goal], filter: &Filter) -> FxHashMap<AnnotationId, usize> {
    let text = document.text();
    let mut pairs = FxHashMap::default();
    for layer in LAYERS {
        let wanted: Vec<_> = goals.iter().enumerate().filter(|(_, goal)| goal.layer == layer).collect();
        let shown: Vec<_> = document
            .on_layer(&layer)
            .filter(|it| it.status == Status::Suggested && filter.shows(document, it))
            .collect();
        let hulls: Vec<_> = wanted.iter().map(|(_, goal)| goal.edged(text, goal.hull())).collect();
        let found: Vec<_> = shown
            .iter()
            .map(|it| wanted.first().map_or(it.hull(), |(_, goal)| goal.edged(text, it.hull())))
            .collect();
        for (g, f) in align::pair(text, &hulls, &found, ALIKE) {
            if let (Some((goal, _)), Some(it)) = (wanted.get(g), shown.get(f)) {
                pairs.insert(it.id.clone(), *goal);
            }
        }
    }
    pairs
}

/// Takes suggestions away that lie where nothing is asked for and nothing is wrong.
fn ignore(document: &mut Document, ignored: &[(LayerId, Span)], pairs: &FxHashMap<AnnotationId, usize>) {
    let gone: Vec<_> = document
        .annotations()
        .filter(|it| !pairs.contains_key(&it.id))
        .filter(|it| ignored.iter().any(|(layer, span)| it.layer == *layer && it.hull().overlaps(*span)))
        .map(|it| it.id.clone())
        .collect();
    for id in gone {
        let links = document.links_from(&id).chain(document.links_to(&id));
        let mut edits: Vec<_> = links.map(|link| Edit::RemoveLink(link.id.clone())).collect();
        edits.push(Edit::RemoveAnnotation(id));
        apply(document, Edit::Batch(edits));
    }
}

impl Review<'_> {
    /// Decides on one suggestion after the other.
    fn go_through(&mut self) {
        let most = 4 * self.hand.document().map_or(0, Document::annotation_count) + 8;
        self.go_on(None);
        for _ in 0..most {
            let Some(it) = self.hand.selected().filter(|it| it.status == Status::Suggested).cloned() else {
                break;
            };
            if !self.take_paragraph(&it) {
                self.decide(&it);
            }
        }
    }

    /// Puts right what is wrong in a paragraph and accepts the rest with one key, where that is cheaper than one after
    /// the other. Says whether it was.
    fn take_paragraph(&mut self, it: &Annotation) -> bool {
        let all = self.in_paragraph(it);
        let (right, wrong): (Vec<_>, Vec<_>) = all.into_iter().partition(|other| self.is_right(&other.id));
        let stops: FxHashSet<_> =
            right.iter().map(|it| it.actor.as_ref().map_or(it.id.as_str(), ActorId::as_str)).collect();
        let clicks = wrong.iter().filter(|other| other.id != it.id).count();
        let mended = wrong.iter().filter(|other| self.pairs.contains_key(&other.id)).count();
        if clicks + 1 >= stops.len() + mended {
            return false;
        }
        for other in &wrong {
            if self.hand.selected().is_none_or(|it| it.id != other.id) {
                self.hand.play(&[Step::Pick(other.id.clone())]);
                self.tally.note(&other.layer, What::GoingOn, 1, 1);
            }
            match self.pairs.get(&other.id).copied() {
                Some(goal) => self.put_right(&other.id, goal),
                None => self.press(Command::Delete, other, What::Rejected, 1),
            }
        }
        for layer in &self.layers.clone() {
            let count = right.iter().filter(|it| it.layer == *layer).count();
            self.tally.note(layer, What::Accepted, count, 0);
        }
        self.press(Command::AcceptParagraph, it, What::Accepted, 0);
        true
    }

    /// Returns what is undecided in the paragraph of an annotation.
    fn in_paragraph(&self, it: &Annotation) -> Vec<Annotation> {
        let Some(open) = self.hand.open() else { return Vec::new() };
        let (document, article) = (open.document(), open.document().article());
        let paragraph = article.paragraphs().get(article.paragraph_at(it.hull().start)).copied();
        let paragraph = paragraph.unwrap_or_default();
        let within = document.annotations().filter(|other| {
            other.status == Status::Suggested
                && (paragraph.start..paragraph.end).contains(&other.hull().start)
                && self.layers.contains(&other.layer)
                && open.filter.shows(document, other)
        });
        within.cloned().collect()
    }

    /// Presses the key that goes to the next undecided suggestion.
    fn go_on(&mut self, after: Option<&LayerId>) {
        self.hand.play(&[Step::Key(Command::NextUndecided)]);
        let layer = after.cloned().or_else(|| self.layers.first().cloned());
        if let Some(layer) = layer {
            self.tally.note(&layer, What::GoingOn, 1, 1);
        }
    }

    fn decide(&mut self, it: &Annotation) {
        let group = self.group(it);
        let right = group.iter().filter(|id| self.is_right(id)).count();
        let paired = group.iter().filter(|id| self.pairs.contains_key(*id)).count();
        if right == group.len() {
            self.press(Command::Accept, it, What::Accepted, group.len());
        } else if paired == 0 {
            self.press(Command::Reject, it, What::Rejected, group.len());
        } else if group.len() > 1 && 1 + 2 * (group.len() - right) < group.len() {
            self.accept_then_mend(it, &group, right);
        } else if self.is_right(&it.id) {
            self.press(Command::AcceptOne, it, What::Accepted, 1);
        } else if let Some(goal) = self.pairs.get(&it.id).copied() {
            self.mend(it, goal);
        } else {
            self.press(Command::RejectOne, it, What::Rejected, 1);
        }
    }

    /// Returns what a plain decision on `it` decides: a mention's undecided siblings too.
    fn group(&self, it: &Annotation) -> Vec<AnnotationId> {
        let mut group = vec![it.id.clone()];
        if let (Some(open), Some(actor)) = (self.hand.open(), &it.actor) {
            let document = open.document();
            let actors = document.actors();
            let layer = LayerId::ACTOR;
            let same = document.on_layer(&layer).filter(|other| {
                other.id != it.id
                    && other.status == Status::Suggested
                    && other.actor.as_ref().is_some_and(|id| actors.resolve(id) == actors.resolve(actor))
                    && open.filter.shows(document, other)
            });
            group.extend(same.map(|other| other.id.clone()));
        }
        group
    }

    fn is_right(&self, id: &AnnotationId) -> bool {
        let goal = self.pairs.get(id).and_then(|goal| self.goals.get(*goal));
        let found = self.hand.document().and_then(|all| Some((all, all.annotation(id)?)));
        goal.zip(found).is_some_and(|(goal, (all, it))| goal.is_met(all, it))
    }

    fn press(&mut self, command: Command, it: &Annotation, what: What, times: usize) {
        self.hand.play(&[Step::Key(command)]);
        self.tally.note(&it.layer, what, times, 1);
    }

    /// Accepts all mentions of an actor, and puts the few right that are not.
    fn accept_then_mend(&mut self, it: &Annotation, group: &[AnnotationId], right: usize) {
        let wrong: Vec<_> = group.iter().filter(|id| !self.is_right(id)).cloned().collect();
        self.press(Command::Accept, it, What::Accepted, right);
        let next = self.hand.selected().map(|it| it.id.clone());
        for id in wrong {
            if self.is_right(&id) {
                continue; // put right with a sibling
            }
            self.hand.play(&[Step::Pick(id.clone())]);
            self.tally.note(&it.layer, What::GoingOn, 1, 1);
            match self.pairs.get(&id).copied() {
                Some(goal) => self.put_right(&id, goal),
                None => {
                    self.hand.play(&[Step::Key(Command::Delete)]);
                    self.tally.note(&it.layer, What::Rejected, 1, 1);
                }
            }
        }
        self.hand.look_at(next);
    }

    /// Puts the selected suggestion right and goes on.
    fn mend(&mut self, it: &Annotation, goal: usize) {
        self.put_right(&it.id, goal);
        let decided = self.hand.selected().is_some_and(|it| it.status != Status::Suggested);
        if decided || !self.is_right(&it.id) {
            self.go_on(Some(&it.layer));
        }
    }

    fn put_right(&mut self, id: &AnnotationId, goal: usize) {
        let Some(wanted) = self.goals.get(goal).cloned() else { return };
        self.hand.look_at(Some(id.clone()));
        let done = ways::correct(&mut self.hand, &wanted);
        for (fault, steps) in done {
            self.tally.note(&wanted.layer, What::Mended(fault), 1, cost(&steps));
            self.tell(&wanted, &format!("{fault:?}"), &steps);
        }
        if self.is_right(id) {
            self.spread(&wanted);
        }
    }

    /// Makes what is still missing.
    fn make_missing(&mut self) {
        for at in 0..self.goals.len() {
            let Some(goal) = self.goals.get(at).filter(|goal| !self.is_there(goal)).cloned() else {
                continue;
            };
            let Some(steps) = making::make(&mut self.hand, &goal) else { continue };
            self.tally.note(&goal.layer, What::Made, 1, cost(&steps));
            self.tally.made_links +=
                usize::from(goal.voice.is_some_and(|voice| voice != super::goal::Voice::Nobody));
            let goal = self.goals.get(at).cloned();
            if let Some(goal) = goal {
                self.tell(&goal, "made", &steps);
                self.spread(&goal);
            }
        }
    }

    /// Has done to all occurrences what was done to this mention, where that helps and harms nowhere.
    fn spread(&mut self, goal: &Goal) {
        if goal.layer != LayerId::ACTOR {
            return;
        }
        let (mark, before) = (self.hand.mark(), self.standing());
        self.hand.play(&[Step::Key(Command::AllOccurrences)]);
        let after = self.standing();
        if after.0 > before.0 && after.1 <= before.1 {
            self.tally.note(&goal.layer, What::Spread, after.0 - before.0, 1);
        } else {
            self.hand.back_to(&mark);
        }
    }

    /// Returns how many goals are met, and how many accepted annotations meet none.
    fn standing(&self) -> (usize, usize) {
        let met = self.goals.iter().filter(|goal| self.is_there(goal)).count();
        let Some(document) = self.hand.document() else { return (met, 0) };
        let accepted = document
            .annotations()
            .filter(|it| it.status == Status::Accepted && self.layers.contains(&it.layer))
            .filter(|it| it.attributes.get("form") != Some("pronoun"));
        let surplus = accepted.filter(|it| {
            !self.goals.iter().any(|goal| goal.hull().overlaps(it.hull()) && goal.is_met(document, it))
        });
        (met, surplus.count())
    }

    fn is_there(&self, goal: &Goal) -> bool {
        let Some(document) = self.hand.document() else { return false };
        document
            .overlapping(goal.hull())
            .any(|(_, it)| it.status == Status::Accepted && goal.is_met(document, it))
    }

    fn count_unreached(&mut self) {
        let (met, surplus) = self.standing();
        self.tally.unreached += self.goals.len() - met;
        self.tally.surplus += surplus;
        let lost: Vec<_> = self.goals.iter().filter(|goal| !self.is_there(goal)).cloned().collect();
        for goal in lost {
            self.tell(&goal, "not reached", &[]);
        }
    }

    fn tell(&mut self, goal: &Goal, what: &str, steps: &[Step]) {
        let Some(document) = self.hand.document() else { return };
        let words: String = goal.hull().of_text(document.text()).chars().take(60).collect();
        self.tally.steps.push(format!("{} {what}: {} — {words}", document.id(), describe(steps)));
    }
}
