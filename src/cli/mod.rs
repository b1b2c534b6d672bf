//! The program without a window, one file a sub-command: text in, results on standard output, messages and
//! progress on standard error.
//!
//! Exit status: 0 done, 1 something was wrong with the input, 2 wrong usage. Never needs a display.

mod check;
mod codebook;
mod console;
mod convert;
mod effort;
mod evaluate;
mod formats;
mod helped;
mod input;
mod labels;
mod output;
mod passage;
mod replay;
mod rows;
mod search;
mod stats;
mod suggest;
mod threshold;
mod tier;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Annotates geopolitical texts: who acts, who speaks, what is asserted.
///
/// Without a sub-command the window opens, with the articles, documents or folder that PATH names.
#[derive(Debug, Parser)]
#[command(
    name = "glossator",
    version,
    args_conflicts_with_subcommands = true,
    arg_required_else_help = false
)]
struct Arguments {
    /// Articles, documents or a folder to open in the window
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Suggest(suggest::Suggest),
    Convert(convert::Convert),
    Check(check::Check),
    Formats(formats::Formats),
    Stats(stats::Stats),
    Evaluate(evaluate::Evaluate),
    Effort(effort::Effort),
    Search(search::Search),
}

/// What the arguments ask for.
#[derive(Debug)]
pub enum Start {
    /// The window, with these paths.
    Window(Vec<PathBuf>),
    /// Nothing more: a sub-command ran, and this is how it ended.
    Done(ExitCode),
}

/// Why a sub-command gave up.
#[derive(Debug)]
enum Failure {
    /// Something was wrong with the input: exit status 1.
    Input(String),
    /// Something was asked for that cannot be: exit status 2.
    Usage(String),
    /// Whoever read the results has gone: no failure.
    Gone,
}

/// How a sub-command that went through all of its input found it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Nothing was wrong.
    Sound,
    /// Something was wrong, and was said.
    Unsound,
}

/// Reads the arguments and runs the sub-command that they name, if they do.
#[must_use]
pub fn start() -> Start {
    let arguments = Arguments::parse();
    let Some(command) = arguments.command else { return Start::Window(arguments.paths) };
    let outcome = match command {
        Command::Suggest(suggest) => suggest.run(),
        Command::Convert(convert) => convert.run(),
        Command::Check(check) => check.run(),
        Command::Formats(formats) => formats.run(),
        Command::Stats(stats) => stats.run(),
        Command::Evaluate(evaluate) => evaluate.run(),
        Command::Effort(effort) => effort.run(),
        Command::Search(search) => search.run(),
    };
    Start::Done(match outcome {
        Ok(Outcome::Sound) | Err(Failure::Gone) => ExitCode::SUCCESS,
        Ok(Outcome::Unsound) => ExitCode::from(1),
        Err(Failure::Input(message)) => {
            console::say(&message);
            ExitCode::from(1)
        }
        Err(Failure::Usage(message)) => {
            console::say(&message);
            ExitCode::from(2)
        }
    })
}
