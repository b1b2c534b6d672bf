//! What people see on standard error: messages, and progress where it takes long.

use super::Failure;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// Says something. Nobody listening is no reason to stop.
pub(super) fn say(message: &str) {
    drop(writeln!(io::stderr(), "glossator: {message}"));
}

/// Prints to standard output.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|why| unwritten(&why))
}

/// Turns an error of writing to standard output into what to do about it.
pub(super) fn unwritten(why: &io::Error) -> Failure {
    match why.kind() {
        io::ErrorKind::BrokenPipe => Failure::Gone,
        _ => Failure::Input(format!("standard output cannot be written: {why}")),
    }
}

/// How far a batch is, on one line of a terminal, once it takes longer than a second.
#[derive(Debug)]
pub(super) struct Progress {
    total: usize,
    done: usize,
    next: Instant,
    shown: bool,
}

impl Progress {
    /// Begins; `total` is 0 where it is not known.
    pub(super) fn new(total: usize) -> Self {
        Self { total, done: 0, next: Instant::now() + Duration::from_secs(1), shown: false }
    }

    /// Counts one more.
    pub(super) fn step(&mut self) {
        self.done += 1;
        if Instant::now() < self.next || !io::stderr().is_terminal() {
            return;
        }
        self.next = Instant::now() + Duration::from_millis(200);
        self.shown = true;
        let of = if self.total > 0 { format!(" of {}", self.total) } else { String::new() };
        drop(write!(io::stderr(), "\rglossator: {}{of} articles", self.done));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            drop(writeln!(io::stderr()));
        }
    }
}
