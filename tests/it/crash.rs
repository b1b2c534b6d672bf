//! A program that is killed with `kill -9` at a random moment, again and again: no acknowledged edit is lost, no file
//! is half written. `GLOSSATOR_KILLS=500 cargo test crash -- --nocapture` does it 500 times and prints the numbers.
//!
//! The program is this test binary itself, started again to run one of the children alone: [`child`] is the store,
//! [`bench_child`] the whole workbench, going from one article to the other.

use super::support::file::write as put;
use glossator::formats::annotation::native;
use glossator::model::{Annotation, Codebook, Document, Edit, LayerId, Severity, apply};
use glossator::store::{self, Disk as _, Places, RealDisk, Report, SaveTo, Unsaved, Writer, atomic};
use glossator::text::{Article, Span};
use glossator::workbench::{Action, Workbench, command};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

const FOLDER: &str = "GLOSSATOR_CRASH_TEST_FOLDER";

/// How often each program is killed.
fn rounds() -> u32 {
    std::env::var("GLOSSATOR_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(25)
}

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
fn kills_lose_no_acknowledged_edit() {
    let rounds = rounds();
    let folder = tempfile::tempdir().expect("a folder");
    let document = Document::new(Arc::new(Article::new("A text that is annotated.")), Codebook::standard());
    atomic::write(&RealDisk, &file(folder.path()), native::write(&document).as_bytes()).expect("written");
    let (mut safe_at_all, mut kept_more, mut saves) = (0, 0, 0);
    for round in 0..rounds {
        let (safe, saved) = run_and_kill(folder.path(), "child");
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
        "{rounds} kills of the store: {safe_at_all} edits acknowledged, none lost; {saves} saves; {kept_more} edits found \
         beyond those acknowledged"
    );
    assert!(safe_at_all > u64::from(rounds), "the program did work: {safe_at_all}");
}

const BENCH_FOLDER: &str = "GLOSSATOR_BENCH_CRASH_TEST_FOLDER";

/// Works on two articles until it is killed: each edit counts the article's title up. Prints how far is safe.
#[test]
fn bench_child() {
    let Some(folder) = std::env::var_os(BENCH_FOLDER).map(PathBuf::from) else { return };
    let mut bench = Workbench::in_places(Places::under(&folder.join("home")), Arc::new(|| {}));
    bench.run(Action::SetAnalyst("Nora".to_owned()));
    bench.run(Action::Open(folder.join("texts")));
    bench.settle();
    loop {
        let open = bench.open().expect("an article is open");
        let name = open.file_stem();
        let mut meta = open.document().meta().clone();
        let next = meta.title.parse::<u64>().unwrap_or(0) + 1;
        meta.title = next.to_string();
        bench.run(Action::SetMeta(Box::new(meta)));
        bench.run(Action::Annotate { layer: LayerId::CLAIM, span: Span::new(0, 3 + next as u32 % 20) });
        let began = Instant::now();
        while bench.safety().text != "safe in the journal" && began.elapsed() < Duration::from_secs(5) {
            std::thread::sleep(Duration::from_millis(1));
            bench.poll();
        }
        if bench.safety().text == "safe in the journal" {
            let mut out = std::io::stdout().lock();
            writeln!(out, "{name} safe {next}").and_then(|()| out.flush()).expect("the parent listens");
        }
        match chance() % 8 {
            0 => bench.run(command::Command::Save),
            1 => {
                bench.run(command::Command::NextArticle);
                bench.settle();
            }
            2 => {
                bench.run(command::Command::PreviousArticle);
                bench.settle();
            }
            _ => {}
        }
    }
}

#[test]
fn kills_of_the_whole_program_lose_no_acknowledged_edit() {
    let rounds = rounds();
    let folder = tempfile::tempdir().expect("a folder");
    let texts = folder.path().join("texts");
    std::fs::create_dir(&texts).expect("made");
    for name in ["a", "b"] {
        put(&texts.join(format!("{name}.txt")), "The minister said that grain will move by spring.\n");
    }
    let mut safe = std::collections::BTreeMap::from([("a", 0), ("b", 0)]);
    let mut beyond = 0;
    for round in 0..rounds {
        let said = start_and_kill(folder.path(), "bench_child");
        for line in &said {
            for (name, number) in &mut safe {
                let found =
                    line.split_once(&format!("{name} safe ")).and_then(|(_, rest)| rest.trim().parse().ok());
                *number = found.unwrap_or(0).max(*number);
            }
        }
        for (name, number) in &safe {
            let native = texts.join(format!("{name}.gloss.ron"));
            if let Ok(bytes) = RealDisk.read(&native, u64::MAX) {
                assert!(native::read(&bytes).is_ok(), "round {round}: the file is whole");
            }
            let places = Places::under(&folder.path().join("home"));
            let opened = store::open(&RealDisk, &places, &texts.join(format!("{name}.txt"))).expect("opened");
            let errors: Vec<_> =
                opened.problems.iter().filter(|one| one.severity == Severity::Error).collect();
            assert!(errors.is_empty(), "round {round}: {errors:?}");
            let found = opened.document.meta().title.parse::<u64>().unwrap_or(0);
            assert!(found >= *number, "round {round}, {name}: {found} found, {number} acknowledged");
            beyond += found - *number;
        }
    }
    let all: u64 = safe.values().sum();
    eprintln!(
        "{rounds} kills of the whole program: {all} edits acknowledged in two articles, none lost; {beyond} found beyond"
    );
    assert!(all >= u64::from(rounds) / 2, "the program did work: {all}");
}

/// Takes an annotation of its own to the document again and again, whenever the other process lets it.
#[test]
fn neighbour_child() {
    let Some(folder) = std::env::var_os("GLOSSATOR_NEIGHBOUR_FOLDER").map(PathBuf::from) else { return };
    let own = std::env::var("GLOSSATOR_NEIGHBOUR_NAME").expect("a name");
    let disk: Arc<dyn store::Disk> = Arc::new(RealDisk);
    for at in 0..NEIGHBOURLY {
        let edit = |_: &Document| {
            let id = format!("{own}{at}");
            Edit::annotation(Annotation::new(id.as_str().into(), LayerId::CLAIM, vec![Span::new(0, 9)]))
        };
        let began = Instant::now();
        while let Err(why) = store::corpus::bulk::change(&disk, &Places::under(&folder), &file(&folder), edit)
        {
            assert!(why.contains("another window"), "{why}");
            assert!(began.elapsed() < Duration::from_secs(60), "the lock is never free");
            std::thread::sleep(Duration::from_millis(chance() % 5));
        }
    }
}

const NEIGHBOURLY: usize = 15;

#[test]
fn two_processes_on_one_file_lose_nothing_of_each_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let document = Document::new(Arc::new(Article::new("A text that is annotated.")), Codebook::standard());
    atomic::write(&RealDisk, &file(folder.path()), native::write(&document).as_bytes()).expect("written");
    let start = |name: &str| {
        Command::new(std::env::current_exe().expect("this binary"))
            .args(["crash::neighbour_child", "--exact", "--test-threads=1"])
            .env("GLOSSATOR_NEIGHBOUR_FOLDER", folder.path())
            .env("GLOSSATOR_NEIGHBOUR_NAME", name)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("started")
    };
    let (mut one, mut other) = (start("x"), start("y"));
    assert!(one.wait().expect("ended").success() && other.wait().expect("ended").success());
    let opened = store::open(&RealDisk, &Places::under(folder.path()), &file(folder.path())).expect("opened");
    assert!(opened.problems.is_empty() && opened.read_only.is_none(), "{:?}", opened.problems);
    eprintln!(
        "two processes, {NEIGHBOURLY} edits and saves each: {} found",
        opened.document.annotation_count()
    );
    assert_eq!(opened.document.annotation_count(), 2 * NEIGHBOURLY);
}

/// Works on a disk that becomes full, until somebody makes room.
#[test]
fn full_child() {
    let Some(folder) = std::env::var_os("GLOSSATOR_FULL_FOLDER").map(PathBuf::from) else { return };
    let (says, said) = std::sync::mpsc::channel();
    let opened = store::open(&RealDisk, &Places::under(&folder), &file(&folder)).expect("opened");
    let report = move |report| drop(says.send(report));
    let places = Places::under(&folder);
    let mut writer =
        Writer::start(Arc::new(RealDisk), places.clone(), opened.session, opened.document, report)
            .expect("a thread");
    let (mut given, mut refused) = (0, 0);
    while refused == 0 {
        given += 1;
        let mut one =
            Annotation::new(format!("e{given}").as_str().into(), LayerId::CLAIM, vec![Span::new(0, 9)]);
        one.note = "x".repeat(2_000);
        writer.edit(Edit::annotation(one));
        refused += usize::from(!writer.flush(Duration::from_secs(5)));
        assert!(given < 1_000, "the disk is small");
    }
    writer.save(SaveTo::Own);
    let full = said
        .iter()
        .find_map(|report| if let Report::NotSaved(why) = report { Some(why.to_string()) } else { None });
    assert!(full.is_some_and(|why| why.contains("disk is full")));
    std::fs::remove_file(folder.join("ballast")).expect("room is made");
    assert!(writer.flush(Duration::from_secs(20)), "tried again");
    writer.close(Unsaved::Keep);
    let opened = store::open(&RealDisk, &places, &file(&folder)).expect("opened");
    assert_eq!(opened.document.annotation_count(), given);
    println!("full after {given} edits, none lost");
}

#[test]
fn a_real_disk_that_is_full_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let document = Document::new(Arc::new(Article::new("A text that is annotated.")), Codebook::standard());
    put(&folder.path().join("document"), native::write(&document));
    let small = folder.path().join("small");
    std::fs::create_dir(&small).expect("made");
    let script = "mount -t tmpfs -o size=400k tmpfs \"$1\" || exit 77; cp \"$0\" \"$1/a.gloss.ron\" && \
        head -c 120000 /dev/zero > \"$1/ballast\" && exec \"$2\" crash::full_child --exact --nocapture --test-threads=1";
    let ran = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", script])
        .arg(folder.path().join("document"))
        .arg(&small)
        .arg(std::env::current_exe().expect("this binary"))
        .env("GLOSSATOR_FULL_FOLDER", &small)
        .output();
    match ran {
        Ok(ran) if ran.status.success() => {
            let out = String::from_utf8_lossy(&ran.stdout).into_owned();
            let line = out.lines().find(|line| line.contains("full after")).expect("it says how far it came");
            eprintln!("a tmpfs of 400 kB: {line}");
        }
        Ok(ran) if ran.status.code() == Some(101) => {
            panic!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr))
        }
        other => eprintln!("SKIPPED: no small disk can be mounted here ({other:?})"),
    }
}

/// Starts the program, kills it after a moment; returns how many annotations it had called safe, and how many
/// saves it had done.
fn run_and_kill(folder: &Path, child: &str) -> (u64, u64) {
    let said = start_and_kill(folder, child);
    let number = |line: &str, word: &str| line.split_once(word)?.1.trim().parse::<u64>().ok();
    assert!(!said.iter().any(|line| line.contains("failed")), "{said:?}");
    let safe = said.iter().filter_map(|line| number(line, "safe ").or_else(|| number(line, "saved "))).max();
    (safe.unwrap_or(0), said.iter().filter(|line| line.contains("saved ")).count() as u64)
}

/// Starts a child, kills it a moment after its first word; returns what it said.
fn start_and_kill(folder: &Path, child: &str) -> Vec<String> {
    let variable = if child == "child" { FOLDER } else { BENCH_FOLDER };
    let mut program = Command::new(std::env::current_exe().expect("this binary"))
        .args([&format!("crash::{child}"), "--exact", "--nocapture", "--test-threads=1"])
        .env(variable, folder)
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
    said
}
