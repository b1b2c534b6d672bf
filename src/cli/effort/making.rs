//! Making by hand what no suggestion proposes.

use super::goal::Goal;
use super::hand::{Hand, Step, cost};
use super::ways;
use crate::model::{LayerId, Status};
use crate::workbench::command::Needs;
use crate::workbench::{Command, Menu};

/// How often the same key may be pressed to go from the quotation to the sentence to the clause.
const AGAIN: usize = 3;

/// Makes an annotation by the cheapest steps. Returns them, or `None` when none lead there.
pub(super) fn make(hand: &mut Hand, goal: &Goal) -> Option<Vec<Step>> {
    let mark = hand.mark();
    let mut best: Option<Vec<Step>> = None;
    for beginning in beginnings(goal) {
        if best.as_ref().is_some_and(|best| cost(best) <= cost(&beginning)) {
            continue;
        }
        hand.look_at(None);
        hand.play(&beginning);
        if hand.selected().is_some_and(|it| it.layer == goal.layer && it.status == Status::Accepted) {
            let rest = ways::correct(hand, goal).into_iter().flat_map(|(_, steps)| steps);
            let steps: Vec<_> = beginning.into_iter().chain(rest).collect();
            let met = hand.document().zip(hand.selected()).is_some_and(|(all, it)| goal.is_met(all, it));
            if met && best.as_ref().is_none_or(|best| cost(&steps) < cost(best)) {
                best = Some(steps);
            }
        }
        hand.back_to(&mark);
    }
    let best = best?;
    hand.look_at(None);
    hand.play(&best);
    Some(best)
}

/// Returns how making can begin: a click and a key that knows what lies there, or a drag and the layer's key.
fn beginnings(goal: &Goal) -> Vec<Vec<Step>> {
    let mut all = Vec::new();
    let places = goal.fragments.iter().flat_map(|span| [span.start, span.start + span.len() / 2]);
    let here = Command::all().filter(|command| {
        let entry = command.entry();
        entry.menu == Menu::Annotate && matches!(entry.needs, Needs::Writable) && !entry.keys.is_empty()
    });
    for command in here {
        for place in places.clone() {
            for times in 1..=AGAIN {
                let keys = std::iter::repeat_n(Step::Key(command), times);
                all.push(std::iter::once(Step::Click(place)).chain(keys).collect());
            }
        }
    }
    let key = match &goal.layer {
        layer if *layer == LayerId::ACTOR => Command::MakeActor,
        layer if *layer == LayerId::QUOTE => Command::MakeQuote,
        _ => Command::MakeClaim,
    };
    let first = goal.fragments.first().copied().unwrap_or_default();
    for span in [first, goal.hull()] {
        all.push(vec![Step::Drag(span), Step::Key(key)]);
    }
    all.sort_by_key(|steps: &Vec<Step>| cost(steps));
    all
}
