//! `glossator stats`: how much there is of what.

use super::input::{self, Wanted};
use super::{Failure, Outcome, console};
use crate::model::{Document, LayerId, Status};
use clap::Args;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Count words, actors and annotations
///
/// A table, tab-separated: one line a document and layer.
#[derive(Debug, Args)]
pub(super) struct Stats {
    /// Documents; `-` is standard input, a folder stands for the documents in it
    #[arg(value_name = "IN", required = true)]
    inputs: Vec<PathBuf>,
    /// What the input is in, where it does not show
    #[arg(long, value_name = "FORMAT")]
    from: Option<String>,
}

/// Suggested, accepted, rejected; each by layer.
type Counts = BTreeMap<LayerId, [usize; 3]>;

impl Stats {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let from = input::from_format(self.from.as_deref())?;
        let mut outcome = Outcome::Sound;
        console::print("document\tlayer\tsuggested\taccepted\trejected\tall\n")?;
        let mut total = Counts::new();
        let mut documents = 0;
        for path in input::files(&self.inputs, Wanted::Documents)? {
            let all = match input::load(&path, from) {
                Ok(all) => all,
                Err(Failure::Input(message)) => {
                    console::say(&message);
                    outcome = Outcome::Unsound;
                    continue;
                }
                Err(other) => return Err(other),
            };
            for imported in all {
                if input::report(&imported, &path) {
                    outcome = Outcome::Unsound;
                }
                let counts = counts(&imported.document);
                console::print(&table(imported.document.id(), &counts))?;
                for (layer, numbers) in counts {
                    let sums = total.entry(layer).or_default();
                    sums.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += number);
                }
                documents += 1;
            }
        }
        if documents > 1 {
            console::print(&table("all", &total))?;
        }
        Ok(outcome)
    }
}

fn counts(document: &Document) -> Counts {
    let mut counts = Counts::new();
    for annotation in document.annotations() {
        let numbers = counts.entry(annotation.layer.clone()).or_default();
        let at = Status::ALL.iter().position(|status| *status == annotation.status);
        if let Some(number) = at.and_then(|at| numbers.get_mut(at)) {
            *number += 1;
        }
    }
    counts
}

fn table(name: &str, counts: &Counts) -> String {
    let name: String = name.chars().map(|char| if char.is_control() { ' ' } else { char }).collect();
    let rows = counts.iter().map(|(layer, [suggested, accepted, rejected])| {
        let all = suggested + accepted + rejected;
        format!("{name}\t{layer}\t{suggested}\t{accepted}\t{rejected}\t{all}\n")
    });
    let rows: String = rows.collect();
    if rows.is_empty() { format!("{name}\t-\t0\t0\t0\t0\n") } else { rows }
}
