//! `glossator effort`: how many keys it costs to turn the suggestions into a gold standard.
//!
//! A pair of hands ([`hand::Hand`]) sits at a real workbench and knows what the analyst wants ([`goal::Goal`]).
//! They go through the suggestions as an analyst does ([`review`]): accept, reject, or correct by the cheapest
//! keys that a search among the workbench's own commands finds ([`ways`]); what no suggestion proposes is
//! made by hand ([`making`]). Every key counts one, a click one, a drag two.

mod goal;
mod hand;
mod making;
mod review;
mod rivals;
mod table;
mod tally;
mod ways;

use super::console::Progress;
use super::rows::{self, Labelled};
use super::tier::{Closely, Tier};
use super::{Failure, Outcome, console, input};
use crate::model::LayerId;
use clap::Args;
use goal::Wanted;
use std::path::PathBuf;
use tally::Tally;

/// Count the keys that a review costs
///
/// Opens each article of GOLD with its suggestions and drives the real commands until the document says what
/// GOLD says, by the cheapest keys it finds. A key counts one, a click one, a drag two. GOLD is rows
/// ({"id","text","actors","quotes","claims"}, offsets in Unicode scalars) or documents, of which the accepted
/// annotations count.
#[derive(Debug, Args)]
pub(super) struct Effort {
    /// What the articles should say in the end; `-` is standard input
    #[arg(value_name = "GOLD", required = true)]
    gold: Vec<PathBuf>,
    /// What they are in, where it does not show
    #[arg(long, value_name = "FORMAT")]
    from: Option<String>,
    /// Only quotes that are speech, as against attitudes and plans: others are neither asked for nor rejected
    #[arg(long)]
    speech: bool,
    /// Only so many articles
    #[arg(long, value_name = "N")]
    first: Option<usize>,
    /// How suggestions are made
    #[arg(long, value_enum, default_value_t = Tier::Fast)]
    tier: Tier,
    /// Print what was done for each annotation that was not right at once
    #[arg(long)]
    steps: bool,
}

impl Effort {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let from = input::from_format(self.from.as_deref())?;
        let gold = rows::read(&self.gold, from)?;
        let closely = Closely::of(Some(self.tier))?;
        let count = self.first.unwrap_or(gold.len()).min(gold.len());
        let mut progress = Progress::new(count);
        let mut tally = Tally::default();
        for labelled in gold.iter().take(count) {
            let wanted = self.wanted(labelled)?;
            if !wanted.goals.is_empty() {
                tally.articles += 1;
                review::review(wanted, &closely, &mut tally);
            }
            progress.step();
        }
        drop(progress);
        if tally.gold() == 0 {
            return Err(Failure::Input("the gold standard labels nothing".to_owned()));
        }
        let mut text = if self.steps { tally.steps.join("\n") + "\n\n" } else { String::new() };
        text += &table::of(&tally);
        console::print(&text)?;
        Ok(Outcome::Sound)
    }

    fn wanted(&self, labelled: &Labelled) -> Result<Wanted, Failure> {
        let mut wanted = match labelled {
            Labelled::Row(_) => Wanted::of_sample(&labelled.sample(None, |_| true)?),
            Labelled::Document(document) => Wanted::of_document(document),
        };
        if self.speech {
            wanted.leave_out(|goal| goal.layer == LayerId::QUOTE && !goal.speech);
        }
        Ok(wanted)
    }
}
