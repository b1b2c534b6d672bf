//! What a reader left out of an article, counted, to be told in one line.

use crate::model::Problem;

/// Counts of what was left out, in the order it was first met.
#[derive(Debug, Default)]
pub(super) struct Dropped(Vec<(&'static str, usize)>);

impl Dropped {
    /// Counts one thing; `what` is the plural, "" is not worth telling.
    pub(super) fn add(&mut self, what: &'static str) {
        self.add_many(what, 1);
    }

    /// Counts several things.
    pub(super) fn add_many(&mut self, what: &'static str, count: usize) {
        if what.is_empty() || count == 0 {
            return;
        }
        match self.0.iter_mut().find(|(known, _)| *known == what) {
            Some((_, known)) => *known += count,
            None => self.0.push((what, count)),
        }
    }

    /// Says what was left out.
    pub(super) fn told(&self) -> Option<Problem> {
        if self.0.is_empty() {
            return None;
        }
        let all: Vec<_> =
            self.0.iter().map(|(what, count)| format!("{count} {}", noun(what, *count))).collect();
        Some(Problem::note(format!("left out: {}", all.join(", "))))
    }
}

/// The singular of a plural where one is meant: its first word that ends in s loses it.
fn noun(what: &str, count: usize) -> String {
    if count != 1 {
        return what.to_owned();
    }
    let (head, rest) = what.find("s ").map_or((what, ""), |at| what.split_at(at + 1));
    format!("{}{rest}", head.strip_suffix('s').unwrap_or(head))
}
