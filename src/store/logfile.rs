//! The log: what the program did, in a file that is rotated. No article's text goes into it: messages lose what
//! stands between quotation marks, and of a panic only the place is kept.

use super::places::Places;
use log::{Level, LevelFilter, Log, Metadata, Record};
use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// How long a log grows before the next one is begun.
const LONGEST: u64 = 1 << 20;
/// How many former logs are kept.
const KEPT: u32 = 3;

struct Logfile {
    path: PathBuf,
    file: Mutex<Option<(File, u64)>>,
    longest: u64,
}

impl Logfile {
    fn at(path: PathBuf, longest: u64) -> Self {
        Self { path, file: Mutex::new(None), longest }
    }

    fn write(&self, line: &str) -> std::io::Result<()> {
        let mut held = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if held.as_ref().is_none_or(|(_, length)| *length + line.len() as u64 > self.longest) {
            *held = None;
            rotate(&self.path, self.longest)?;
            let file = OpenOptions::new().create(true).append(true).open(&self.path)?;
            let length = file.metadata()?.len();
            *held = Some((file, length));
        }
        if let Some((file, length)) = held.as_mut() {
            file.write_all(line.as_bytes())?;
            *length += line.len() as u64;
        }
        Ok(())
    }
}

/// Moves the logs on when the latest is long.
fn rotate(path: &Path, longest: u64) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    if fs::metadata(path).is_ok_and(|found| found.len() + 1024 > longest) {
        let numbered = |number: u32| path.with_extension(format!("log.{number}"));
        for number in (1..KEPT).rev() {
            if numbered(number).exists() {
                fs::rename(numbered(number), numbered(number + 1))?;
            }
        }
        fs::rename(path, numbered(1))?;
    }
    Ok(())
}

impl Log for Logfile {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        let own = metadata.target().starts_with("glossator");
        metadata.level() <= if own { Level::Info } else { Level::Warn }
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) {
            let now = jiff::Timestamp::now().strftime("%F %T");
            let message = without_quotations(&record.args().to_string());
            let line = format!("{now} {:5} {}: {message}\n", record.level(), record.target());
            // Where no log can be written, the program goes on without.
            let _unwritten = self.write(&line);
        }
    }

    fn flush(&self) {}
}

/// Begins to log into the state folder, and notes where a panic happened.
pub fn start(places: &Places) {
    let logger = Logfile::at(places.log(), LONGEST);
    if log::set_boxed_logger(Box::new(logger)).is_ok() {
        log::set_max_level(LevelFilter::Info);
    }
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let thread = std::thread::current().name().unwrap_or("?").to_owned();
        match panic.location() {
            Some(place) => log::error!("panic in the thread {thread} at {place}"),
            None => log::error!("panic in the thread {thread}"),
        }
        usual(panic);
    }));
}

/// Returns the last lines of the log.
#[must_use]
pub fn tail(places: &Places, most: u64) -> String {
    let read = || -> std::io::Result<String> {
        let mut file = File::open(places.log())?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(most)))?;
        let mut bytes = Vec::new();
        file.take(most).read_to_end(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ok(if length > most {
            text.split_once('\n').map(|(_, rest)| rest.to_owned()).unwrap_or_default()
        } else {
            text
        })
    };
    read().unwrap_or_default()
}

/// Takes out what stands between quotation marks: it may be an article's text.
#[must_use]
pub fn without_quotations(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    let mut depth = 0_u32;
    for char in message.chars() {
        match char {
            '“' => {
                depth += 1;
                if depth == 1 {
                    out.push_str("“…");
                }
            }
            '”' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    out.push('”');
                }
            }
            '\n' | '\r' if depth == 0 => out.push(' '),
            _ if depth == 0 => out.push(char),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_log_moves_on_and_three_are_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("logs/glossator.log");
        let log = Logfile::at(path.clone(), 4096);
        for at in 0..2_000 {
            log.write(&format!("line {at}, which is not short\n")).expect("written");
        }
        let mut names: Vec<_> = fs::read_dir(folder.path().join("logs"))
            .expect("listed")
            .map(|entry| entry.expect("one").file_name().into_string().expect("a name"))
            .collect();
        names.sort();
        assert_eq!(names, ["glossator.log", "glossator.log.1", "glossator.log.2", "glossator.log.3"]);
        let last = fs::read_to_string(path).expect("read");
        assert!(last.len() <= 4096 && last.ends_with("line 1999, which is not short\n"));
    }

    #[test]
    fn no_words_of_an_article_are_logged() {
        let message = "the actor “A “B” C” differs\nfrom “D”: /texts/a.txt";
        assert_eq!(without_quotations(message), "the actor “…” differs from “…”: /texts/a.txt");
    }
}
