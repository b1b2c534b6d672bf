//! Disks that write a little at a time, refuse renames, are slow; a clock that goes back; very much work: nothing
//! that was acknowledged is lost. Each test prints what it did.

use super::backup;
use super::desk::Desk;
use super::memory::MemoryDisk;
use super::open::open;
use super::{Disk as _, Places, Report, SaveError, SaveTo, Unsaved, Writer};
use crate::formats::annotation::native;
use crate::model::{Annotation, Codebook, Document, Edit, LayerId, apply};
use crate::text::{Article, Span};
use jiff::{Timestamp, ToSpan as _};
use std::cell::RefCell;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

const NATIVE: &str = "/texts/a.gloss.ron";

fn places() -> Places {
    Places::under(Path::new("/home"))
}

fn document() -> Document {
    let book = Codebook { layers: Vec::new(), links: Vec::new(), ..Codebook::clone(&Codebook::standard()) };
    Document::with_id("d1", Arc::new(Article::new("Ein Text.")), Arc::new(book))
}

fn edit(at: usize) -> Edit {
    let id = format!("q{}", at % 50);
    let mut one = Annotation::new(id.as_str().into(), LayerId::QUOTE, vec![Span::new(0, 1 + at as u32 % 8)]);
    one.note = format!("edit {at}");
    Edit::annotation(one)
}

fn prepared() -> MemoryDisk {
    let disk = MemoryDisk::default();
    disk.put(Path::new(NATIVE), native::write(&document()).as_bytes());
    disk
}

fn desk(disk: &MemoryDisk) -> Desk {
    let opened = open(disk, &places(), Path::new(NATIVE)).expect("opened");
    Desk::new(Arc::new(disk.clone()), places(), opened.session, opened.document)
}

/// What is found after a power cut that keeps nothing unsynced.
fn after_power_cut(disk: &MemoryDisk) -> Document {
    disk.cut_power(0.0);
    let found = open(disk, &places(), Path::new(NATIVE)).expect("it opens");
    assert!(found.problems.is_empty(), "{:?}", found.problems);
    found.document
}

/// Notes what a desk reports.
#[derive(Default)]
struct Said {
    safe: RefCell<u64>,
    alarms: RefCell<Vec<String>>,
    refused: RefCell<Vec<SaveError>>,
}

impl Said {
    fn take(&self, report: Report) {
        match report {
            Report::Journalled { number } | Report::Saved { number, .. } => *self.safe.borrow_mut() = number,
            Report::NotJournalled { message } => self.alarms.borrow_mut().push(message),
            Report::NotSaved(why) => self.refused.borrow_mut().push(why),
        }
    }
}

#[test]
fn a_disk_that_writes_a_few_bytes_at_a_time_loses_nothing() {
    let mut expected = document();
    (1..=5).for_each(|at| drop(apply(&mut expected, edit(at))));
    let most = 80;
    for short in 1..=most {
        let disk = prepared();
        let said = Said::default();
        let mut desk = desk(&disk);
        disk.write_short(short);
        for at in 1..=5 {
            desk.take(at as u64, edit(at));
            desk.journal(&|report| said.take(report));
            if at == 3 {
                desk.save(SaveTo::Own, &|report| said.take(report));
            }
        }
        drop(desk);
        assert_eq!(*said.safe.borrow(), 5, "{short}");
        assert_eq!(after_power_cut(&disk), expected, "{short}");
    }
    eprintln!("short writes: 1 to {most} bytes a call, 5 edits and a save each, none lost");
}

#[test]
fn a_rename_that_fails_or_crosses_devices_loses_nothing_and_is_told() {
    let kinds = [io::ErrorKind::CrossesDevices, io::ErrorKind::PermissionDenied, io::ErrorKind::Other];
    let (mut runs, mut refusals, mut alarms) = (0, 0, 0);
    for kind in kinds {
        for through in 0..8 {
            let disk = prepared();
            let said = Said::default();
            let mut desk = desk(&disk);
            disk.refuse_renames_after(through, kind);
            let mut states = vec![document()];
            for at in 1..=6 {
                desk.take(at as u64, edit(at));
                desk.journal(&|report| said.take(report));
                desk.look_after();
                let mut next = states.last().expect("one").clone();
                apply(&mut next, edit(at));
                states.push(next);
                if at % 2 == 0 {
                    desk.save(SaveTo::Own, &|report| said.take(report));
                }
            }
            drop(desk);
            let acknowledged = usize::try_from(*said.safe.borrow()).expect("small");
            disk.mend();
            let left: Vec<_> =
                disk.paths().into_iter().filter(|path| path.to_string_lossy().contains("-tmp")).collect();
            assert!(left.is_empty(), "{through} {kind:?}: {left:?}");
            let found = after_power_cut(&disk);
            let at = states.iter().rposition(|state| *state == found).expect("a state that was");
            assert!(at >= acknowledged, "{through} {kind:?}: {at}, acknowledged {acknowledged}");
            for why in said.refused.borrow().iter() {
                assert!(why.to_string().ends_with("/texts/a.gloss.ron"), "{why}");
            }
            runs += 1;
            refusals += said.refused.borrow().len();
            alarms += said.alarms.borrow().len();
        }
    }
    eprintln!(
        "refused renames: {runs} runs, {refusals} saves refused and told, {alarms} alarms, no acknowledged edit lost"
    );
    assert!(refusals > 20 && alarms > 0);
}

#[test]
fn on_a_slow_disk_nobody_waits_but_the_stores_thread() {
    let disk = prepared();
    let opened = open(&disk, &places(), Path::new(NATIVE)).expect("opened");
    disk.slow_down(Duration::from_millis(20));
    let mut writer = Writer::start(Arc::new(disk.clone()), places(), opened.session, opened.document, |_| {})
        .expect("a thread");
    let began = Instant::now();
    let mut slowest = Duration::ZERO;
    for at in 1..=200 {
        let one = Instant::now();
        writer.edit(edit(at));
        slowest = slowest.max(one.elapsed());
    }
    let asked = began.elapsed();
    assert!(writer.flush(Duration::from_secs(20)), "all are safe in the end");
    eprintln!(
        "a disk of 20 ms a call: 200 edits given in {:.1} ms (the slowest {:.2} ms), safe after {:.0} ms",
        asked.as_secs_f64() * 1e3,
        slowest.as_secs_f64() * 1e3,
        began.elapsed().as_secs_f64() * 1e3
    );
    assert!(asked < began.elapsed() / 2, "giving an edit does not wait for the disk");
    writer.close(Unsaved::Keep);
    assert_eq!(after_power_cut(&disk).annotation_count(), 50);
}

#[test]
fn a_clock_that_goes_back_costs_no_version() {
    let (disk, folder) = (MemoryDisk::default(), Path::new("/backups"));
    let mut now: Timestamp = "2026-06-01T12:00:00Z".parse().expect("a time");
    for at in 0..60 {
        backup::keep(&disk, folder, format!("version {at}").as_bytes(), now).expect("kept");
        now = now.checked_sub(30.hours()).expect("a time");
        let newest = backup::list(&disk, folder).into_iter().next().expect("one is there");
        let found = disk.read(&newest.path, 100).expect("read");
        assert_eq!(found, format!("version {at}").as_bytes(), "the latest stays the newest");
    }
    let all = backup::list(&disk, folder);
    let last: Vec<_> = all.iter().take(10).map(|one| disk.contents(&one.path).expect("there")).collect();
    let expected: Vec<_> = (50..60).rev().map(|at| format!("version {at}").into_bytes()).collect();
    assert_eq!(last, expected);
    eprintln!("a clock set back 60 times by 30 hours: {} versions kept, the last ten among them", all.len());
}

#[test]
fn ten_thousand_edits_with_the_journal_shortened() {
    let many = 10_000;
    let disk = prepared();
    let said = Said::default();
    let mut at_work = desk(&disk);
    at_work.long = 40_000;
    let mut expected = document();
    let journal = |disk: &MemoryDisk| {
        let name =
            disk.paths().into_iter().find(|path| path.extension().is_some_and(|ending| ending == "journal"));
        name.and_then(|path| disk.contents(&path)).map_or(0, |bytes| bytes.len())
    };
    let (mut longest, mut shortened, mut before, mut crashes) = (0, 0, 0, 0);
    for at in 1..=many {
        at_work.take(at as u64, edit(at));
        apply(&mut expected, edit(at));
        if at % 10 == 0 {
            at_work.journal(&|report| said.take(report));
            at_work.look_after();
            let length = journal(&disk);
            longest = longest.max(length);
            shortened += usize::from(length < before);
            before = length;
        }
        if at % 1_000 == 0 {
            drop(at_work);
            assert_eq!(after_power_cut(&disk), expected, "{at}");
            crashes += 1;
            at_work = desk(&disk);
            at_work.long = 40_000;
        }
    }
    eprintln!(
        "{many} edits: journal {longest} bytes at most, shortened {shortened} times, {crashes} power cuts, none lost"
    );
    assert!(longest < 200_000 && shortened > 20, "{longest} {shortened}");
}
