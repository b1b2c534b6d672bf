//! A program that is killed with `kill -9` at a random moment, fifty times: no acknowledged edit is lost.
//!
//! The program is this test binary itself, started again to run [`child`] alone.

use glossator::formats::annotation::native;
use glossator::model::{Annotation, Codebook, Document, Edit, LayerId, apply};
use glossator::store::{self, Disk as _, Places, RealDisk, Report, SaveTo, Unsaved, Writer, atomic};
use glossator::text::{Article, Span};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

const FOLDER: &str = "GLOSSATOR_CRASH_TEST_FOLDER";
const ROUNDS: u32 = 50;

fn file(folder: &Path) -> PathBuf {
    folder.join("a.gloss.ron")
}

/// A number that cannot be foreseen.
fn chance() -> u64 {
    use std::hash::{BuildHasher as _, RandomState};
    RandomState::new().hash_one(0)
}

/// Edits the document until it is killed; prints how many annotations are safe.
#[test]
fn child() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let opened = store::open(&RealDisk, &Places::under(&folder), &file(&folder)).expect("opened");
    assert!(opened.read_only.is_none(), "the lock of a killed program is free");
    let mut document = opened.document;
    let (mut number, before) = (None, document.annotation_count() as u64);
    let (first, says) = std::sync::mpsc::channel::<u64>();
    let report = move |report: Report| {
        static START: std::sync::OnceLock<u64> = std::sync::OnceLock::new();
        let start = *START.get_or_init(|| says.recv().expect("the first number"));
        let line = match report {
            Report::Journalled { number } => format!("safe {}", before + number + 1 - start),
            Report::Saved { number, .. } => format!("saved {}", before + number + 1 - start),
            other => format!("failed {other:?}"),
        };
        let mut out = std::io::stdout().lock();
        writeln!(out, "{line}").and_then(|()| out.flush()).expect("the parent listens");
    };
    let disk = Arc::new(RealDisk);
    let places = Places::under(&folder);
    let mut writer = Writer::start(disk, places, opened.session, document.clone(), report).expect("a thread");
    for at in before + 1.. {
        let id = format!("e{at}");
        let edit =
            Edit::annotation(Annotation::new(id.as_str().into(), LayerId::CLAIM, vec![Span::new(0, 9)]));
        apply(&mut document, edit.clone());
        let given = writer.edit(edit);
        if number.is_none() {
            number = Some(given);
            first.send(given).expect("the thread is there");
        }
        match chance() % 8 {
            0 => writer.save(SaveTo::Own),
            1..4 => std::thread::sleep(Duration::from_micros(chance() % 20_000)),
            _ => {}
        }
    }
    writer.close(Unsaved::Keep);
}

#[test]
fn fifty_kills_lose_no_acknowledged_edit() {
    let folder = tempfile::tempdir().expect("a folder");
    let document = Document::new(Arc::new(Article::new("A text that is annotated.")), Codebook::standard());
    atomic::write(&RealDisk, &file(folder.path()), native::write(&document).as_bytes()).expect("written");
    let (mut safe_at_all, mut kept_more, mut saves) = (0, 0, 0);
    for round in 0..ROUNDS {
        let (safe, saved) = run_and_kill(folder.path());
        let bytes = RealDisk.read(&file(folder.path()), u64::MAX).expect("the file is there");
        assert!(native::read(&bytes).is_ok(), "round {round}: the file is whole");
        let opened =
            store::open(&RealDisk, &Places::under(folder.path()), &file(folder.path())).expect("opened");
        assert!(opened.problems.is_empty(), "round {round}: {:?}", opened.problems);
        let found = opened.document.annotation_count() as u64;
        assert!(found >= safe, "round {round}: {found} annotations, {safe} were acknowledged");
        for at in 1..=found {
            let id = format!("e{at}");
            assert!(opened.document.annotation(&id.as_str().into()).is_some(), "round {round}: {id}");
        }
        safe_at_all = safe_at_all.max(safe);
        kept_more += found - safe;
        saves += saved;
    }
    eprintln!(
        "{ROUNDS} kills: {safe_at_all} edits acknowledged, none lost; {saves} saves; {kept_more} edits found \
         beyond those acknowledged"
    );
    assert!(safe_at_all > u64::from(ROUNDS), "the program did work: {safe_at_all}");
}

/// Starts the program, kills it after a moment; returns how many annotations it had called safe, and how many
/// saves it had done.
fn run_and_kill(folder: &Path) -> (u64, u64) {
    let mut program = Command::new(std::env::current_exe().expect("this binary"))
        .args(["crash::child", "--exact", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("started");
    let mut lines = BufReader::new(program.stdout.take().expect("its output")).lines();
    let mut said = Vec::new();
    // The moment is counted from its first word, so that it is hit at work.
    for line in lines.by_ref() {
        let line = line.expect("a line");
        let begun = line.contains("safe ");
        said.push(line);
        if begun {
            break;
        }
    }
    let until = Instant::now() + Duration::from_micros(chance() % 60_000);
    std::thread::sleep(until.saturating_duration_since(Instant::now()));
    program.kill().expect("killed");
    program.wait().expect("ended");
    // The last line may have been cut.
    said.extend(lines.map_while(Result::ok));
    let number = |line: &str, word: &str| line.split_once(word)?.1.trim().parse::<u64>().ok();
    assert!(!said.iter().any(|line| line.contains("failed")), "{said:?}");
    let safe = said.iter().filter_map(|line| number(line, "safe ").or_else(|| number(line, "saved "))).max();
    (safe.unwrap_or(0), said.iter().filter(|line| line.contains("saved ")).count() as u64)
}
