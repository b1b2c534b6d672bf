//! Running a suggester: no shell, lines in, lines out, killed when it hangs.

use super::Suggester;
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// The most that is read of one line, and of all that the program writes.
const MOST: u64 = 512 << 20;
/// The most of its messages that is shown.
const MESSAGES: u64 = 2_000;
/// How often it is asked whether the person cancelled.
const TICK: Duration = Duration::from_millis(50);

/// What a run brought.
#[derive(Debug, Default)]
pub(super) struct Ran {
    /// The lines it wrote, without those that are empty.
    pub(super) lines: Vec<Vec<u8>>,
    /// Why it ended badly, if it did.
    pub(super) wrong: Option<String>,
}

/// Starts a suggester, gives it lines and collects what it answers.
pub(super) fn run(
    suggester: &Suggester,
    input: Vec<Vec<u8>>,
    cancelled: &AtomicBool,
    answered: &mut dyn FnMut(usize),
) -> Ran {
    let started = Command::new(&suggester.program)
        .args(&suggester.arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = match started {
        Ok(child) => child,
        Err(why) => {
            let wrong = format!("it cannot be started ({why}): {}", suggester.program.display());
            return Ran { lines: Vec::new(), wrong: Some(wrong) };
        }
    };
    let expected = input.len();
    let (lines, messages) = connect(&mut child, input);
    let mut ran = Ran::default();
    let wrong = collect(suggester, &lines, expected, cancelled, &mut ran.lines, answered);
    let status = match &wrong {
        Some(_) => {
            drop(child.kill());
            child.wait().ok()
        }
        None => wait(&mut child, suggester),
    };
    let said = messages.recv_timeout(Duration::from_millis(500)).unwrap_or_default();
    let said = said.trim();
    let failed = status.filter(|status| !status.success()).map(|status| format!("it failed ({status})"));
    ran.wrong =
        wrong.or(failed).map(|why| if said.is_empty() { why } else { format!("{why}; it says: {said}") });
    ran
}

/// Lets threads write to and read from the program, so that neither side can block the other.
fn connect(child: &mut Child, input: Vec<Vec<u8>>) -> (Receiver<Vec<u8>>, Receiver<String>) {
    let (sender, lines) = channel();
    let (teller, messages) = channel();
    if let Some(mut stdin) = child.stdin.take() {
        start("suggester in", move || {
            for line in input {
                if stdin.write_all(&line).is_err() {
                    break; // it ended or reads no more: its answer says what is missing
                }
            }
        });
    }
    if let Some(stdout) = child.stdout.take() {
        start("suggester out", move || read_lines(stdout, &sender));
    }
    if let Some(stderr) = child.stderr.take() {
        start("suggester says", move || {
            let mut said = Vec::new();
            let mut stderr = stderr;
            drop((&mut stderr).take(MESSAGES).read_to_end(&mut said));
            drop(teller.send(String::from_utf8_lossy(&said).into_owned()));
            drop(std::io::copy(&mut stderr, &mut std::io::sink()));
        });
    }
    (lines, messages)
}

fn start(name: &str, work: impl FnOnce() + Send + 'static) {
    // Without a thread the channel closes, and the run ends with a message.
    drop(std::thread::Builder::new().name(name.to_owned()).spawn(work));
}

fn read_lines(out: impl Read, sender: &Sender<Vec<u8>>) {
    let mut out = BufReader::new(out.take(MOST));
    loop {
        let mut line = Vec::new();
        match out.read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return,
            Ok(_) if line.trim_ascii().is_empty() => {}
            Ok(_) => {
                if sender.send(line).is_err() {
                    return;
                }
            }
        }
    }
}

/// Takes lines until the program closes its output; returns why it was given up.
fn collect(
    suggester: &Suggester,
    lines: &Receiver<Vec<u8>>,
    expected: usize,
    cancelled: &AtomicBool,
    out: &mut Vec<Vec<u8>>,
    answered: &mut dyn FnMut(usize),
) -> Option<String> {
    let limit = Duration::from_secs(suggester.seconds.max(1));
    let mut last = Instant::now();
    loop {
        match lines.recv_timeout(TICK) {
            Ok(line) => {
                last = Instant::now();
                out.push(line);
                answered(out.len());
                if out.len() > 2 * expected + 16 {
                    return Some("it writes more lines than it was given, and was stopped".to_owned());
                }
            }
            Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) if cancelled.load(Ordering::Relaxed) => {
                return Some("it was stopped".to_owned());
            }
            Err(RecvTimeoutError::Timeout) if last.elapsed() > limit => {
                let seconds = suggester.seconds.max(1);
                return Some(format!("it wrote nothing for {seconds} seconds and was stopped"));
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

/// Waits a little for a program that has closed its output; then it is killed.
fn wait(child: &mut Child, suggester: &Suggester) -> Option<std::process::ExitStatus> {
    let until = Instant::now() + Duration::from_secs(suggester.seconds.clamp(1, 5));
    while Instant::now() < until {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) => std::thread::sleep(Duration::from_millis(10)),
            Err(_) => return None,
        }
    }
    drop(child.kill());
    drop(child.wait());
    None // it had answered: that it lingers is no failure
}
