//! The program: the window, or a sub-command without one.

use glossator::cli::{self, Start};
use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::start() {
        Start::Done(code) => code,
        Start::Window(paths) => match glossator::app::run(paths) {
            Ok(()) => ExitCode::SUCCESS,
            Err(message) => {
                drop(writeln!(std::io::stderr(), "glossator: {message}"));
                ExitCode::from(1)
            }
        },
    }
}
