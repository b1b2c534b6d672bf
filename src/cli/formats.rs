//! `glossator formats`: what can be read and written, and what each cannot hold.

use super::{Failure, Outcome, console};
use crate::formats::{annotation, article};
use clap::Args;

/// List the formats
#[derive(Debug, Args)]
pub(super) struct Formats {}

impl Formats {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        console::print(&listing())?;
        Ok(Outcome::Sound)
    }
}

fn listing() -> String {
    let mut text = "Articles are read from\n".to_owned();
    for format in article::ALL {
        text += &format!("  {:<15} {}\n", format.name(), format.describe());
    }
    text += "\nDocuments are read from and written to\n";
    for format in annotation::ALL {
        let use_of = match (format.reads(), format.writes()) {
            (true, true) => "read, written",
            (true, false) => "read",
            _ => "written",
        };
        text += &format!("  {:<15} {} ({use_of})\n", format.name(), format.describe());
        if !format.omits().is_empty() {
            text += &format!("  {:<15} does not hold {}\n", "", format.omits());
        }
    }
    text + "\nWhat of a document would be lost: glossator convert IN --to FORMAT --dry-run\n"
}
