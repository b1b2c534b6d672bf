//! The program: the window, or a sub-command without one.

use glossator::cli::{self, Start};
use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::start() {
        Start::Done(code) => code,
        Start::Window(_paths) => {
            let message =
                "glossator: the window is not built in yet; `glossator --help` lists the sub-commands";
            drop(writeln!(std::io::stderr(), "{message}"));
            ExitCode::from(1)
        }
    }
}
