//! `glossator suggest`: articles to documents with suggestions.

use super::console::{self, Progress};
use super::helped::Help;
use super::input::{self, Wanted};
use super::output::{Output, Stream};
use super::tier::{Closely, Tier};
use super::{Failure, Outcome, threshold};
use crate::formats::annotation::peek::peek;
use crate::formats::annotation::{self, AnnotationFormat, WriteOptions, json};
use crate::formats::{Detected, Imported};
use crate::model::{Document, Edit, apply};
use crate::suggest::{Learned, Request, Suggestions, merge, suggest};
use crate::text::Article;
use clap::Args;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Propose actors, quotes and claims
///
/// Articles (or documents) in, documents with suggestions out: on standard output, or where -o says.
/// JSON Lines are read and written line by line.
#[derive(Debug, Args)]
pub(super) struct Suggest {
    /// Articles; `-` is standard input, a folder stands for the articles in it
    #[arg(value_name = "IN", required = true)]
    inputs: Vec<PathBuf>,
    /// What the input is in, where it does not show (see `glossator formats`)
    #[arg(long, value_name = "FORMAT")]
    from: Option<String>,
    /// What to write: json, jsonl, ron, csv, html … [default: by the ending of OUT; json for one article, jsonl for several]
    #[arg(long, value_name = "FORMAT")]
    to: Option<String>,
    /// The file to write, or a folder for one file an article
    #[arg(short, long, value_name = "OUT")]
    out: Option<PathBuf>,
    /// Overwrite files that are there
    #[arg(long)]
    force: bool,
    /// Leave out suggestions below this score, 0 to 1; 0 keeps all
    #[arg(long, value_name = "SCORE", default_value_t = 0.5, value_parser = score)]
    min_score: f32,
    /// Mark what people are reported to believe, want, plan, back or oppose as quotes, too
    #[arg(long)]
    attitudes: bool,
    /// How suggestions are made [default: precise where it is built in and the article is in English]
    #[arg(long, value_enum)]
    tier: Option<Tier>,
    /// What decisions taught, a file that the window keeps: used, not changed
    #[arg(long, value_name = "FILE")]
    learned: Option<PathBuf>,
    /// Ask a program of your own too, by the name that it has in `suggesters.ron` in the settings folder
    #[arg(long, value_name = "NAME")]
    suggester: Option<String>,
}

/// Reads a score.
pub(super) fn score(text: &str) -> Result<f32, &'static str> {
    let score = text.parse().ok().filter(|score| (0.0..=1.0).contains(score));
    score.ok_or("a number between 0 and 1 is expected")
}

impl Suggest {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        let tier = Closely::of(self.tier)?;
        let from = input::from_format(self.from.as_deref())?;
        let help = Help::find(self.learned.as_deref(), self.suggester.as_deref())?;
        let files = input::files(&self.inputs, Wanted::Articles)?;
        let lines = from.is_some_and(|format| format.name() == "jsonl");
        let default = if files.len() == 1 && !lines { "json" } else { "jsonl" };
        let to =
            input::to_format(self.to.as_deref(), self.out.as_deref())?.or_else(|| annotation::named(default));
        let Some(to) = to else { return Err(Failure::Usage(format!("`{default}` is no format"))) };
        let output = Output { path: self.out.as_deref(), force: self.force };
        let folder = self.out.as_deref().is_some_and(Path::is_dir);
        if to.name() == "jsonl" && !folder && help.suggester.is_none() {
            let mut stream = output.stream()?;
            return match self.stream(&files, from, &self.how(&help, &tier), &mut stream) {
                Ok(outcome) => stream.finish().map(|()| outcome),
                Err(why) => {
                    stream.abandon();
                    Err(why)
                }
            };
        }
        self.batch(&files, from, (&help, &tier), to, output)
    }

    fn how<'a>(&self, help: &'a Help, closely: &'a Closely) -> How<'a> {
        let learned = help.learned.as_ref();
        How { min_score: self.min_score, attitudes: self.attitudes, learned, closely: Some(closely) }
    }

    /// Writes each document as soon as it is there.
    fn stream(
        &self,
        files: &[PathBuf],
        from: Option<Detected>,
        how: &How<'_>,
        out: &mut Stream,
    ) -> Result<Outcome, Failure> {
        let mut progress = Progress::new(if files.len() > 1 { files.len() } else { 0 });
        let mut outcome = Outcome::Sound;
        for path in files {
            let mut each = |imported: Result<Imported, Failure>| {
                progress.step();
                match imported {
                    Ok(imported) => {
                        if input::report(&imported, path) {
                            outcome = Outcome::Unsound;
                        }
                        let document = suggested_with(imported.document, how, None);
                        let line =
                            json::write_line(&document).map_err(|why| Failure::Input(why.to_string()))?;
                        out.write(&line)
                    }
                    Err(Failure::Input(message)) => {
                        console::say(&message);
                        outcome = Outcome::Unsound;
                        Ok(())
                    }
                    Err(other) => Err(other),
                }
            };
            read_each(path, from, &mut each)?;
        }
        Ok(outcome)
    }

    /// Reads everything, then writes.
    fn batch(
        &self,
        files: &[PathBuf],
        from: Option<Detected>,
        (help, tier): (&Help, &Closely),
        to: &dyn AnnotationFormat,
        output: Output<'_>,
    ) -> Result<Outcome, Failure> {
        let mut progress = Progress::new(files.len());
        let mut outcome = Outcome::Sound;
        let mut documents = Vec::new();
        for path in files {
            progress.step();
            match input::load(path, from) {
                Ok(all) => {
                    for imported in all {
                        if input::report(&imported, path) {
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
        drop(progress);
        let theirs = help.ask(&documents, &mut outcome);
        let documents: Vec<_> = documents
            .into_iter()
            .zip(theirs)
            .map(|(document, theirs)| suggested_with(document, &self.how(help, tier), theirs))
            .collect();
        if !documents.is_empty() {
            let documents: Vec<_> = documents.iter().collect();
            output.write(to, &documents, &WriteOptions::default())?;
        }
        Ok(outcome)
    }
}

/// How suggestions are made.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct How<'a> {
    /// What scores less is left out.
    pub(super) min_score: f32,
    /// Whether attitudes and plans count as quotes, too.
    pub(super) attitudes: bool,
    /// What decisions taught.
    pub(super) learned: Option<&'a Learned>,
    /// What reads articles closely; none for the fast tier.
    pub(super) closely: Option<&'a Closely>,
}

/// Brings suggestions into a document, with what a suggester of the user's own proposes.
pub(super) fn suggested_with(mut document: Document, how: &How<'_>, theirs: Option<Suggestions>) -> Document {
    let (language, known) = (&document.meta().language, Some(document.actors()));
    let How { min_score, attitudes, learned, closely } = *how;
    let reading = closely.and_then(|closely| closely.reading(&document));
    let reading = reading.as_ref();
    let request = Request { language, known, attitudes, learned, reading, ..Request::default() };
    let mut suggestions = suggest(document.article(), &request);
    if let Some(theirs) = theirs {
        suggestions.join(theirs);
    }
    for note in &suggestions.notes {
        console::say(&format!("{note}: {}", document.id()));
    }
    if document.meta().language.is_empty() {
        let mut meta = document.meta().clone();
        meta.language = suggestions.language.clone();
        apply(&mut document, Edit::SetMeta(Box::new(meta)));
    }
    let edit = merge(&document, suggestions);
    apply(&mut document, edit);
    threshold::drop_below(&mut document, min_score);
    document
}

type Each<'a> = dyn FnMut(Result<Imported, Failure>) -> Result<(), Failure> + 'a;

/// Hands over the documents of a file: line by line where it is JSON Lines, else after reading it whole.
fn read_each(path: &Path, from: Option<Detected>, each: &mut Each<'_>) -> Result<(), Failure> {
    let name = path.to_string_lossy();
    let standard = input::is_standard(path);
    let lines = match from {
        Some(format) => format.name() == "jsonl",
        None => {
            standard
                || annotation::named("jsonl")
                    .is_some_and(|it| crate::formats::input::ends_in(&name, it.extensions()))
        }
    };
    if !lines {
        return read_whole(input::load(path, from), each);
    }
    let mut reader: Box<dyn BufRead> = if standard {
        Box::new(io::stdin().lock())
    } else {
        match File::open(path) {
            Ok(file) => Box::new(BufReader::with_capacity(1 << 16, file)),
            Err(_) => return read_whole(input::load(path, from), each), // says why
        }
    };
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        // One byte more than a line may have, so that a longer one is refused rather than cut.
        let read = (&mut reader).take(Article::MAX_BYTES as u64 + 1).read_until(b'\n', &mut line);
        match read {
            Ok(0) if number == 1 => {
                return each(Err(Failure::Input(format!("it is empty: {}", input::shown(path)))));
            }
            Ok(0) => return Ok(()),
            Ok(_) => {}
            Err(why) => {
                return each(Err(Failure::Input(format!(
                    "it cannot be read ({why}): {}",
                    input::shown(path)
                ))));
            }
        }
        if number == 1 && from.is_none() && !is_ours(&line) {
            // No JSON Lines of ours: an article, one document over several lines, texts under other names.
            if let Err(why) = reader.read_to_end(&mut line) {
                return each(Err(Failure::Input(format!(
                    "it cannot be read ({why}): {}",
                    input::shown(path)
                ))));
            }
            return read_whole(input::parse(&line, path, from), each);
        }
        match json::read_line(&line, number) {
            Ok(None) => {}
            Ok(Some(imported)) => each(Ok(imported))?,
            Err(why) => each(Err(Failure::Input(format!("line {number}: {why}: {}", input::shown(path)))))?,
        }
    }
    Ok(())
}

fn read_whole(read: Result<Vec<Imported>, Failure>, each: &mut Each<'_>) -> Result<(), Failure> {
    match read {
        Ok(all) => all.into_iter().try_for_each(|imported| each(Ok(imported))),
        Err(why) => each(Err(why)),
    }
}

/// Says whether a line is one whole JSON object with a `text`.
fn is_ours(line: &[u8]) -> bool {
    peek(line).is_some_and(|found| !found.in_list && found.has(&["text"]))
        && serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok()
}
