//! `glossator convert`: documents and annotation formats into each other.

use super::console;
use super::input::{self, Wanted};
use super::output::Output;
use super::{Failure, Outcome};
use crate::formats::annotation::{AnnotationFormat, WriteOptions};
use crate::model::Document;
use clap::Args;
use std::path::PathBuf;

/// Turn documents from one format into another
///
/// What the other format cannot hold is said on standard error.
#[derive(Debug, Args)]
pub(super) struct Convert {
    /// Documents; `-` is standard input, a folder stands for the documents in it
    #[arg(value_name = "IN", required = true)]
    inputs: Vec<PathBuf>,
    /// What to write (see `glossator formats`) [default: by the ending of OUT]
    #[arg(long, value_name = "FORMAT")]
    to: Option<String>,
    /// The main file to write, or a folder for one file a document
    #[arg(short, long, value_name = "OUT")]
    out: Option<PathBuf>,
    /// What the input is in, where it does not show
    #[arg(long, value_name = "FORMAT")]
    from: Option<String>,
    /// Say what would be lost; write nothing
    #[arg(long)]
    dry_run: bool,
    /// Overwrite files that are there
    #[arg(long)]
    force: bool,
    /// Carry rejected annotations too
    #[arg(long)]
    rejected: bool,
}

impl Convert {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let from = input::from_format(self.from.as_deref())?;
        let to = input::to_format(self.to.as_deref(), self.out.as_deref())?;
        let Some(to) = to else {
            return Err(Failure::Usage(
                "name the format to write with --to; `glossator formats` lists them".to_owned(),
            ));
        };
        let mut outcome = Outcome::Sound;
        let mut documents = Vec::new();
        for path in input::files(&self.inputs, Wanted::Documents)? {
            match input::load(&path, from) {
                Ok(all) => {
                    for imported in all {
                        if input::report(&imported, &path) {
                            outcome = Outcome::Unsound;
                        }
                        documents.push(imported.document);
                    }
                }
                Err(Failure::Input(message)) => {
                    console::say(&message);
                    outcome = Outcome::Unsound;
                }
                Err(other) => return Err(other),
            }
        }
        if documents.is_empty() {
            return Ok(outcome);
        }
        let options = WriteOptions { rejected: self.rejected };
        let losses = losses(to, &documents, &options);
        if self.dry_run {
            let nothing = format!("{}: nothing is lost\n", to.name());
            console::print(if losses.is_empty() { &nothing } else { &losses })?;
            return Ok(outcome);
        }
        losses.lines().for_each(console::say);
        let documents: Vec<_> = documents.iter().collect();
        Output { path: self.out.as_deref(), force: self.force }.write(to, &documents, &options)?;
        Ok(outcome)
    }
}

fn losses(to: &dyn AnnotationFormat, documents: &[Document], options: &WriteOptions) -> String {
    let of_one = |document: &Document| {
        let line = |loss| format!("{}: {loss}: {}\n", to.name(), document.id());
        to.losses(document, options).into_iter().map(line).collect::<String>()
    };
    documents.iter().map(of_one).collect()
}
