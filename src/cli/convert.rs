//! `glossator convert`: documents and annotation formats into each other.

use super::console;
use super::input::{self, Wanted};
use super::output::Output;
use super::passage::{self, Passage};
use super::{Failure, Outcome, codebook, labels};
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
    /// What labels of other programs become, a line LABEL = LAYER [ATTRIBUTE=VALUE], `own layer` or `left out`: the
    /// `labels.txt` that the window keeps in the settings folder
    #[arg(long, value_name = "FILE")]
    labels: Option<PathBuf>,
    /// Give the documents this codebook: RON, or a codebook or project of REFI-QDA
    #[arg(long, value_name = "FILE")]
    codebook: Option<PathBuf>,
    /// Draw a passage alone (svg): FROM..TO in characters, or the paragraphs of an annotation by its id
    #[arg(long, value_name = "PASSAGE", value_parser = passage::parse)]
    passage: Option<Passage>,
    /// Write line ends as MAXQDA counts them (refi-qda)
    #[arg(long)]
    maxqda: bool,
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
        self.fits(to)?;
        let labels = self.labels.as_deref().map(|path| Ok((labels::read(path)?, path))).transpose()?;
        let book = self.codebook.as_deref().map(codebook::read).transpose()?;
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
        if let Some((labels, path)) = &labels {
            labels::map(labels, path, &mut documents);
        }
        if let Some(book) = &book {
            codebook::give(book, &mut documents);
        }
        let options = self.options(&documents)?;
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

impl Convert {
    /// Refuses options that the format has no use for.
    fn fits(&self, to: &dyn AnnotationFormat) -> Result<(), Failure> {
        let name = to.name();
        if self.passage.is_some() && !to.draws_passages() {
            return Err(Failure::Usage(format!("--passage is for drawings (svg), not for {name}")));
        }
        if self.maxqda && !to.for_maxqda() {
            return Err(Failure::Usage(format!("--maxqda is for refi-qda, not for {name}")));
        }
        Ok(())
    }

    fn options(&self, documents: &[Document]) -> Result<WriteOptions, Failure> {
        let passage = match (&self.passage, documents) {
            (None, _) => None,
            (Some(passage), [document]) => Some(passage.find(document)?),
            (Some(_), _) => {
                return Err(Failure::Usage("--passage is of one document; name one".to_owned()));
            }
        };
        Ok(WriteOptions { rejected: self.rejected, passage, maxqda: self.maxqda })
    }
}

fn losses(to: &dyn AnnotationFormat, documents: &[Document], options: &WriteOptions) -> String {
    let of_one = |document: &Document| {
        let line = |loss| format!("{}: {loss}: {}\n", to.name(), document.id());
        to.losses(document, options).into_iter().map(line).collect::<String>()
    };
    documents.iter().map(of_one).collect()
}
