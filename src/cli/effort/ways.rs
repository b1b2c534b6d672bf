//! The cheapest keys from what is there to what is wanted, found by trying the workbench's own commands.

use super::goal::{Goal, Kind, Voice, is_called};
use super::hand::{Hand, Step, cost};
use crate::model::{Annotation, LayerId};
use crate::text::{Span, segment};
use crate::workbench::command::Needs;
use crate::workbench::{Command, End, Menu, Open};

/// What can be wrong with an annotation, in the order in which it is put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Fault {
    /// An end, or the number of fragments.
    Ends,
    /// Type or kind.
    Kind,
    /// The speaker or source.
    Voice,
    /// The actor that a mention is of.
    Actor,
}

impl Fault {
    const ALL: [Self; 4] = [Self::Ends, Self::Kind, Self::Voice, Self::Actor];
}

/// The most that one fault is worth to put right: beyond it, nothing is found.
const MOST: usize = 24;

/// Puts the selected annotation right without counting; returns what was wrong and what was done about each.
pub(super) fn correct(hand: &mut Hand, goal: &Goal) -> Vec<(Fault, Vec<Step>)> {
    let mut done = Vec::new();
    for fault in Fault::ALL {
        if let Some(steps) = way(hand, goal, fault).filter(|steps| !steps.is_empty()) {
            hand.play(&steps);
            done.push((fault, steps));
        }
    }
    done
}

/// Returns the cheapest steps that put one fault of the selected annotation right: none when it is right.
fn way(hand: &mut Hand, goal: &Goal, fault: Fault) -> Option<Vec<Step>> {
    let id = hand.selected()?.id.clone();
    let wrong = |hand: &Hand| -> u32 {
        let open = hand.open();
        let it = open.and_then(|open| Some((open, open.document().annotation(&id)?)));
        it.map_or(u32::MAX, |(open, it)| wrongness(open, it, goal, fault))
    };
    let now = wrong(hand);
    if now == 0 {
        return Some(Vec::new());
    }
    let moves = moves(hand, goal, fault);
    search(hand, now, &moves, &wrong)
}

/// Says how wrong an annotation is in one respect; 0 when it is right.
fn wrongness(open: &Open, it: &Annotation, goal: &Goal, fault: Fault) -> u32 {
    let document = open.document();
    let right = match fault {
        Fault::Ends => return goal.distance(document.text(), it),
        Fault::Kind => goal.is_kind(it),
        Fault::Voice => goal.has_voice(document, it),
        Fault::Actor => goal.is_actor(document, it),
    };
    u32::from(!right)
}

/// Tries moves, the cheapest first, each time from where the selected annotation is now; goes on from those
/// that brought it nearer.
fn search(hand: &mut Hand, now: u32, moves: &[Vec<Step>], wrong: &dyn Fn(&Hand) -> u32) -> Option<Vec<Step>> {
    let mark = hand.mark();
    let mut best: Option<Vec<Step>> = None;
    let mut open: Vec<(Vec<Step>, u32)> = vec![(Vec::new(), now)];
    let mut seen = vec![now];
    while let Some((so_far, from)) = take_cheapest(&mut open) {
        for next in moves {
            let price = cost(&so_far) + cost(next);
            if price > MOST.max(cost(next)) || best.as_ref().is_some_and(|best| cost(best) <= price) {
                continue;
            }
            let steps: Vec<_> = so_far.iter().chain(next).cloned().collect();
            hand.play(&steps);
            let there = wrong(hand);
            hand.back_to(&mark);
            if there == 0 {
                best = Some(steps);
            } else if there < from && !seen.contains(&there) {
                seen.push(there);
                open.push((steps, there));
            }
        }
    }
    best
}

fn take_cheapest(open: &mut Vec<(Vec<Step>, u32)>) -> Option<(Vec<Step>, u32)> {
    let at = (0..open.len()).min_by_key(|at| open.get(*at).map(|(steps, wrong)| (cost(steps), *wrong)))?;
    Some(open.swap_remove(at))
}

/// Returns what could help against a fault.
fn moves(hand: &Hand, goal: &Goal, fault: Fault) -> Vec<Vec<Step>> {
    let Some(open) = hand.open() else { return Vec::new() };
    let Some(it) = open.selected() else { return Vec::new() };
    let mut all: Vec<Vec<Step>> = keys().map(|command| vec![Step::Key(command)]).collect();
    match fault {
        Fault::Ends => ends(open.document().text(), goal, it, &mut all),
        Fault::Kind => letters(open, it, goal, &mut all),
        Fault::Voice => voices(open, it, goal, &mut all),
        Fault::Actor => actors(open, goal, &mut all),
    }
    all
}

/// Goes through the keys that change the selected annotation and it alone, and wait for nothing.
fn keys() -> impl Iterator<Item = Command> {
    let waits = [
        Command::SetType,
        Command::LinkTo,
        Command::Note,
        Command::Delete,
        Command::AllOccurrences,
        Command::Overlapping,
    ];
    Command::all().filter(move |command| {
        let entry = command.entry();
        entry.menu == Menu::Annotate
            && matches!(entry.needs, Needs::Annotation)
            && !entry.keys.is_empty()
            && !waits.contains(command)
    })
}

/// An end goes where one clicks, handles can be dragged anywhere; a quote is cut at its attribution, or where one clicks.
fn ends(text: &str, goal: &Goal, it: &Annotation, all: &mut Vec<Vec<Step>>) {
    for (fragment, (wanted, found)) in goal.fragments.iter().zip(&it.fragments).enumerate() {
        if wanted.start != found.start {
            all.push(vec![Step::EndClick(wanted.start)]);
            all.push(vec![Step::DragEnd { fragment, end: End::Start, to: wanted.start }]);
        }
        if wanted.end != found.end {
            all.push(vec![Step::EndClick(segment::step_character(text, wanted.end, true))]);
            all.push(vec![Step::DragEnd { fragment, end: End::End, to: wanted.end }]);
        }
    }
    if goal.fragments.len() > it.fragments.len() {
        for pair in goal.fragments.windows(2) {
            if let [before, after] = pair {
                let gap = Span::new(before.end, after.start);
                all.push(vec![Step::Click(before.end), Step::Key(Command::SplitQuote)]);
                all.push(vec![Step::Drag(gap), Step::Key(Command::SplitQuote)]);
            }
        }
    }
}

/// Each value has a letter.
fn letters(open: &Open, it: &Annotation, goal: &Goal, all: &mut Vec<Vec<Step>>) {
    let layer = open.document().codebook().layer(&it.layer);
    let values = layer.and_then(|layer| layer.attributes.first()).map(|attribute| &attribute.values);
    for value in values.into_iter().flatten() {
        let fits = match &goal.kind {
            Kind::Value(_, wanted) => value.id == *wanted,
            Kind::Any | Kind::Label(_) => true,
        };
        if let Some(key) = value.key.filter(|_| fits) {
            all.push(vec![Step::Key(Command::SetType), Step::Letter(key)]);
        }
    }
}

/// Candidates have digits; any mention can be clicked; words that are no mention yet are made one.
fn voices(open: &Open, it: &Annotation, goal: &Goal, all: &mut Vec<Vec<Step>>) {
    for digit in '1'..='9' {
        all.push(vec![Step::Key(Command::NextSpeaker), Step::Letter(digit)]);
    }
    let document = open.document();
    match &goal.voice {
        Some(Voice::At(places)) => {
            for place in places {
                let there = document.overlapping(*place).map(|(span, other)| (span, other.layer.clone()));
                for (span, layer) in
                    there.filter(|(_, layer)| *layer == LayerId::ACTOR || *layer == LayerId::QUOTE)
                {
                    let at = if layer == LayerId::ACTOR { span.start } else { place.start };
                    all.push(vec![Step::Key(Command::LinkTo), Step::Click(at)]);
                }
                for at in [place.start, segment::step_character(document.text(), place.end, true)] {
                    all.push(vec![Step::Key(Command::LinkTo), Step::Click(at)]);
                }
                all.push(vec![Step::Key(Command::LinkTo), Step::Drag(*place), Step::Key(Command::Accept)]);
                all.push(vec![
                    Step::Drag(*place),
                    Step::Key(Command::MakeActor),
                    Step::Pick(it.id.clone()),
                    Step::Key(Command::LinkTo),
                    Step::Click(place.start),
                ]);
            }
        }
        Some(Voice::Nobody) => {
            let role = open.voice_role(&it.id);
            let links = role.iter().flat_map(|role| document.linked(&it.id, role));
            let mut ids: Vec<_> = links.map(|link| link.id.clone()).collect();
            ids.sort();
            all.push(ids.into_iter().map(Step::Unlink).collect());
        }
        Some(Voice::Actor(name)) => {
            let layer = LayerId::ACTOR;
            let mentions = document.on_layer(&layer).filter(|mention| {
                let actor = mention.actor.as_ref().and_then(|id| document.actors().get(id));
                actor.is_some_and(|actor| is_called(actor, name))
            });
            let nearest = mentions.min_by_key(|mention| mention.hull().start.abs_diff(it.hull().start));
            if let Some(nearest) = nearest {
                all.push(vec![Step::Key(Command::LinkTo), Step::Click(nearest.hull().start)]);
            }
        }
        Some(Voice::Author) | None => {}
    }
}

/// Candidates have digits; another actor that is known is chosen from the list; one that is not is typed.
fn actors(open: &Open, goal: &Goal, all: &mut Vec<Vec<Step>>) {
    let Some(name) = &goal.actor else { return };
    for digit in '1'..='9' {
        all.push(vec![Step::Key(Command::NextSpeaker), Step::Letter(digit)]);
    }
    match open.document().actors().iter().find(|actor| is_called(actor, name)) {
        Some(actor) => all.push(vec![Step::Actor(actor.id.clone())]),
        None => all.push(vec![Step::Name(name.clone())]),
    }
}
