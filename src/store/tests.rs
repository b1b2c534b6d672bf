//! The disk stops at every byte, is full, is changed by others: nothing that was acknowledged is lost.

use super::desk::Desk;
use super::memory::{Fault, MemoryDisk};
use super::open::{Session, open};
use super::saved_edit::SavedEdit;
use super::{Disk, OpenError, Places, ReadOnly, Report, SaveError, SaveTo, Unsaved, folder, unsaved};
use crate::formats::annotation::native::saved::Words;
use crate::formats::annotation::native::{self, tests as any};
use crate::model::{
    ActorId, Annotation, ArticleState, Codebook, Document, Edit, LayerId, Meta, Problem, apply,
};
use crate::text::{Article, Span};
use proptest::prelude::*;
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const NATIVE: &str = "/texts/a.gloss.ron";

fn places() -> Places {
    Places::under(Path::new("/home"))
}

/// A small document, so that every byte of its file can be tried.
fn document() -> Document {
    let book = Codebook { layers: Vec::new(), links: Vec::new(), ..Codebook::clone(&Codebook::standard()) };
    Document::with_id("d1", Arc::new(Article::new("Ein Text.")), Arc::new(book))
}

fn put(id: &str, end: u32) -> Edit {
    Edit::annotation(Annotation::new(id.into(), LayerId::QUOTE, vec![Span::new(0, end)]))
}

fn work() -> Vec<Edit> {
    vec![
        put("q1", 3),
        Edit::Batch(vec![put("q2", 4), Edit::SetState(ArticleState::InReview)]),
        Edit::RemoveAnnotation("q1".into()),
        Edit::SetMeta(Box::new(Meta { title: "ü\n\"".to_owned(), ..Meta::default() })),
        put("q2", 9),
    ]
}

/// The document after none, one, two … of the edits.
fn states(edits: &[Edit]) -> Vec<Document> {
    let mut all = vec![document()];
    for edit in edits {
        let mut next = all.last().cloned().expect("one is there");
        apply(&mut next, edit.clone());
        all.push(next);
    }
    all
}

/// A program that journals the work, saving after some of it; returns how many edits were acknowledged, and
/// how many of those by a save.
fn session(disk: &MemoryDisk, save_after: &[usize]) -> (usize, usize) {
    session_with(disk, save_after, u64::MAX)
}

/// The same with journals that are written anew from so many bytes on.
fn session_with(disk: &MemoryDisk, save_after: &[usize], long: u64) -> (usize, usize) {
    let said = RefCell::new((0, 0));
    let report = |report: Report| {
        let mut said = said.borrow_mut();
        match report {
            Report::Journalled { number } => said.0 = said.0.max(number as usize),
            Report::Saved { number, .. } => *said = (said.0.max(number as usize), number as usize),
            Report::NotJournalled { .. } | Report::NotSaved(_) => {}
        }
    };
    let Ok(opened) = open(disk, &places(), Path::new(NATIVE)) else { return (0, 0) };
    let mut desk = Desk::new(Arc::new(disk.clone()), places(), opened.session, opened.document);
    desk.long = long;
    for (at, edit) in work().into_iter().enumerate() {
        desk.take(at as u64 + 1, edit);
        desk.journal(&report);
        if at == 3 {
            desk.look_after();
        }
        if save_after.contains(&(at + 1)) {
            desk.save(SaveTo::Own, &report);
        }
    }
    drop(desk);
    said.into_inner()
}

fn prepared() -> MemoryDisk {
    let disk = MemoryDisk::default();
    disk.put(Path::new(NATIVE), native::write(&document()).as_bytes());
    disk
}

#[test]
fn stopped_at_any_byte_no_acknowledged_edit_is_lost() {
    let states = states(&work());
    let mut runs = 0;
    for (saves, long) in [(&[][..], u64::MAX), (&[], 300), (&[5], 300), (&[2, 4], u64::MAX)] {
        let whole = {
            let disk = prepared();
            assert_eq!(session_with(&disk, saves, long).0, 5);
            disk.spent()
        };
        for budget in 0..=whole {
            let disk = prepared();
            disk.fail_after(budget, Fault::Stop);
            let (acknowledged, saved) = session_with(&disk, saves, long);
            match budget % 4 {
                0 => disk.cut_power(0.0),
                1 => disk.cut_power(0.5),
                2 => disk.cut_power(1.0),
                _ => disk.kill(),
            }
            let found = open(&disk, &places(), Path::new(NATIVE)).expect("it opens");
            let at = states.iter().rposition(|state| *state == found.document);
            let at = at.unwrap_or_else(|| panic!("{budget}: no state that ever was"));
            assert!(
                (acknowledged..=acknowledged + 1).contains(&at),
                "{budget}: {at}, acknowledged {acknowledged}"
            );
            assert!(found.problems.is_empty(), "{budget}: {:?}", found.problems);
            assert!(at >= saved, "{budget}");
            assert!(native::read(&disk.contents(Path::new(NATIVE)).expect("a file")).is_ok());
            runs += 1;
        }
    }
    eprintln!(
        "stopped at any byte (killed, or the power cut): {runs} runs of 5 edits, no acknowledged one lost"
    );
}

#[test]
fn a_full_disk_loses_nothing_and_is_tried_again() {
    let expected = states(&[work(), vec![put("q3", 2)]].concat()).remove(6);
    let whole = {
        let disk = prepared();
        session(&disk, &[]);
        disk.spent()
    };
    let mut runs = 0;
    for (budget, fault) in (0..2 * whole).flat_map(|at| [(at, Fault::Full), (at, Fault::Once)]) {
        runs += 1;
        let disk = prepared();
        let opened = open(&disk, &places(), Path::new(NATIVE)).expect("opened");
        let said = RefCell::new(Vec::new());
        let report = |report: Report| said.borrow_mut().push(report);
        let mut desk = Desk::new(Arc::new(disk.clone()), places(), opened.session, opened.document);
        desk.long = 300;
        disk.fail_after(budget, fault);
        for (at, edit) in work().into_iter().enumerate() {
            desk.take(at as u64 + 1, edit);
            desk.journal(&report);
            desk.look_after();
        }
        if fault == Fault::Full {
            desk.save(SaveTo::Own, &report);
        }
        disk.mend();
        desk.take(6, put("q3", 2));
        desk.journal(&report);
        drop(desk);
        disk.cut_power(0.0);
        let found = open(&disk, &places(), Path::new(NATIVE)).expect("opened");
        assert_eq!(&found.document, &expected, "{budget}");
        assert_eq!(found.problems, Vec::<Problem>::new(), "{budget}");
        let failures = said.borrow().iter().filter(|one| matches!(one, Report::NotJournalled { .. })).count();
        assert!(failures <= 1, "said once: {failures}");
    }
    eprintln!("full, or refusing one call, at any byte: {runs} runs of 6 edits, none lost");
}

#[test]
fn work_goes_on_after_a_crash_and_ends_with_the_save() {
    let disk = prepared();
    let states = states(&work());
    let nobody = |_: Report| {};
    for at in 1..=5 {
        let opened = open(&disk, &places(), Path::new(NATIVE)).expect("opened");
        assert_eq!(opened.document, states[at - 1]);
        assert_eq!(opened.recovered, (at > 1).then_some(at - 1));
        let number = opened.session.number + 1;
        let mut desk = Desk::new(Arc::new(disk.clone()), places(), opened.session, opened.document);
        desk.take(number, work()[at - 1].clone());
        desk.journal(&nobody);
        disk.kill();
    }
    assert_eq!(unsaved::list(&disk, &places()).len(), 1);
    let opened = open(&disk, &places(), Path::new(NATIVE)).expect("opened");
    let mut desk = Desk::new(Arc::new(disk.clone()), places(), opened.session, opened.document);
    desk.save(SaveTo::Own, &nobody);
    drop(desk);
    let opened = open(&disk, &places(), Path::new(NATIVE)).expect("opened");
    assert_eq!((opened.recovered, &opened.document), (None, &states[5]));
    assert!(unsaved::list(&disk, &places()).is_empty());
    let left: Vec<_> = disk.paths().into_iter().filter(|path| path.starts_with("/texts")).collect();
    assert_eq!(left, [PathBuf::from(NATIVE)], "nothing lies beside the document");
}

#[test]
fn saving_recovered_work_can_stop_at_any_byte() {
    let states = states(&work());
    let nobody = |_: Report| {};
    let attempt = |budget: Option<u64>| {
        let disk = prepared();
        session(&disk, &[]);
        disk.kill();
        let before = disk.spent();
        let opened = open(&disk, &places(), Path::new(NATIVE)).expect("opened");
        let mut desk = Desk::new(Arc::new(disk.clone()), places(), opened.session, opened.document);
        if let Some(budget) = budget {
            disk.fail_after(budget, Fault::Stop);
        }
        desk.save(SaveTo::Own, &nobody);
        drop(desk);
        (disk.spent() - before, disk)
    };
    for budget in 0..=attempt(None).0 {
        let disk = attempt(Some(budget)).1;
        disk.cut_power([0.0, 0.5, 1.0][(budget % 3) as usize]);
        let found = open(&disk, &places(), Path::new(NATIVE)).expect("opened");
        assert_eq!(&found.document, &states[5], "{budget}");
        assert_eq!(found.problems, Vec::<Problem>::new(), "{budget}");
    }
}

#[test]
fn a_save_that_failed_can_be_done_again() {
    for budget in 0..2000 {
        let disk = prepared();
        let said = RefCell::new(Vec::new());
        let report = |report: Report| said.borrow_mut().push(report);
        let opened = open(&disk, &places(), Path::new(NATIVE)).expect("opened");
        let mut desk = Desk::new(Arc::new(disk.clone()), places(), opened.session, opened.document);
        desk.take(1, put("q1", 3));
        desk.journal(&report);
        disk.fail_after(budget, Fault::Once);
        desk.save(SaveTo::Own, &report);
        let failed = matches!(said.borrow_mut().pop(), Some(Report::NotSaved(_)));
        disk.mend();
        if failed {
            desk.take(2, put("q2", 3));
            desk.journal(&report);
        }
        desk.save(SaveTo::Own, &report);
        let saved = said.borrow_mut().pop();
        assert!(matches!(saved, Some(Report::Saved { .. })), "{budget}: {saved:?}");
        disk.cut_power(0.0);
        let found = open(&disk, &places(), Path::new(NATIVE)).expect("opened");
        assert_eq!(found.document.annotation_count(), 1 + usize::from(failed), "{budget}");
        assert_eq!(found.problems, Vec::<Problem>::new(), "{budget}");
    }
}

#[test]
fn an_article_becomes_a_document_beside_it() {
    let disk = MemoryDisk::default();
    let nobody = |_: Report| {};
    let article = Path::new("/texts/x.txt");
    disk.put(article, b"One.\r\nTwo.");
    disk.put(Path::new("/texts/x.html"), b"<p>Another one.</p>");
    let start = |path: &Path| {
        let opened = open(&disk, &places(), path).expect("opened");
        let desk = Desk::new(Arc::new(disk.clone()), places(), opened.session, opened.document.clone());
        (opened.document, opened.native_path, opened.recovered, desk)
    };
    let (document, native, _, mut desk) = start(article);
    assert_eq!((document.text(), native.as_path()), ("One.\nTwo.", Path::new("/texts/x.gloss.ron")));
    desk.take(1, put("q1", 4));
    desk.journal(&nobody);
    disk.kill();
    drop(desk);
    // Before it was ever saved, the journal has it; opening the article finds it.
    let (again, _, recovered, mut desk) = start(article);
    assert_eq!((again.id(), again.annotation_count(), recovered), (document.id(), 1, Some(1)));
    desk.save(SaveTo::Own, &nobody);
    drop(desk);
    let (again, native, recovered, desk) = start(article);
    assert_eq!((again.id(), recovered), (document.id(), None));
    assert!(native.ends_with("x.gloss.ron"));
    drop(desk);
    // The other article of the same stem has a document of its own.
    let (other, native, _, _desk) = start(Path::new("/texts/x.html"));
    assert_ne!(other.id(), document.id());
    assert!(native.ends_with("x.html.gloss.ron"), "{}", native.display());
    assert_eq!(folder::list(&disk, Path::new("/texts")).expect("listed").len(), 1);
}

#[test]
fn what_another_program_did_is_never_overwritten_unasked() {
    let disk = prepared();
    let path = Path::new(NATIVE);
    let said = RefCell::new(Vec::new());
    let report = |report: Report| said.borrow_mut().push(report);
    let opened = open(&disk, &places(), path).expect("opened");
    let stamp = opened.stamp.expect("a stamp");
    assert!(stamp.seems_current(&disk, path).expect("asked"));
    let mut desk = Desk::new(Arc::new(disk.clone()), places(), opened.session, opened.document);
    desk.take(1, put("q1", 3));
    desk.journal(&report);
    desk.look_after();
    let theirs = native::write(&document()).replace("Actors, quotes", "Quotes, actors");
    disk.put(path, theirs.as_bytes());
    assert!(!stamp.seems_current(&disk, path).expect("asked"));
    desk.save(SaveTo::Own, &report);
    let refused = said.borrow_mut().pop();
    assert!(matches!(refused, Some(Report::NotSaved(SaveError::ChangedOnDisk(_)))));
    assert_eq!(disk.contents(path).expect("there"), theirs.as_bytes());
    disk.kill();
    drop(desk);
    // After a crash the work is there, and their file too, until the person decides.
    let opened = open(&disk, &places(), path).expect("opened");
    assert_eq!(opened.document.annotation_count(), 1);
    assert!(
        opened.problems.iter().any(|one| one.message.contains("another program")),
        "{:?}",
        opened.problems
    );
    let mut desk = Desk::new(Arc::new(disk.clone()), places(), opened.session, opened.document);
    desk.save(SaveTo::Own, &report);
    assert!(matches!(said.borrow_mut().pop(), Some(Report::NotSaved(SaveError::ChangedOnDisk(_)))));
    desk.save(SaveTo::Over, &report);
    assert!(matches!(said.borrow_mut().pop(), Some(Report::Saved { .. })));
    let kept = super::backup::list(&disk, &places().backups("d1", path));
    assert!(kept.iter().any(|one| disk.contents(&one.path).as_deref() == Some(theirs.as_bytes())));
}

#[test]
fn work_is_put_on_what_another_program_left_when_nothing_else_is_there() {
    let disk = prepared();
    assert_eq!(session(&disk, &[]).0, 5);
    for backup in super::backup::list(&disk, &places().backups("d1", Path::new(NATIVE))) {
        disk.remove(&backup.path).expect("removed");
    }
    disk.put(Path::new(NATIVE), native::write(&document()).replace("Ein Text.", "Ein Text!").as_bytes());
    disk.kill();
    for _ in 0..2 {
        let opened = open(&disk, &places(), Path::new(NATIVE)).expect("opened");
        assert_eq!((opened.document.text(), opened.document.annotation_count()), ("Ein Text!", 1));
        assert_eq!(opened.recovered, Some(5));
    }
}

#[test]
fn two_windows_on_one_file_and_folders_that_take_nothing() {
    let disk = prepared();
    let path = Path::new(NATIVE);
    let said = RefCell::new(Vec::new());
    let report = |report: Report| said.borrow_mut().push(report);
    let lock = super::atomic::beside(path, ".lock");
    let first = disk.lock(&lock, "Glossator, process 1\n").expect("locked");
    let second = open(&disk, &places(), path).expect("opened");
    assert!(matches!(&second.read_only, Some(ReadOnly::Locked(who)) if who.contains("process")));
    let mut desk = Desk::new(Arc::new(disk.clone()), places(), second.session, second.document);
    desk.take(1, put("q1", 3));
    desk.journal(&report);
    desk.save(SaveTo::Own, &report);
    assert!(matches!(said.borrow_mut().pop(), Some(Report::NotSaved(SaveError::ReadOnly(_)))));
    desk.save(SaveTo::As(PathBuf::from("/texts/copy.gloss.ron")), &report);
    assert!(matches!(said.borrow_mut().pop(), Some(Report::Saved { .. })));
    drop((first, desk));
    assert!(open(&disk, &places(), path).expect("opened").read_only.is_none());

    disk.set_read_only(Path::new("/texts"), true);
    let other = disk.lock(&places().lock(path), "Glossator, process 1\n");
    assert!(other.is_err(), "there is no folder for it yet");
    let opened = open(&disk, &places(), path).expect("opened");
    assert!(opened.read_only.is_none());
    assert!(matches!(disk.lock(&places().lock(path), ""), Ok(super::disk::Locking::Theirs(_))));
    let mut desk = Desk::new(Arc::new(disk.clone()), places(), opened.session, opened.document);
    desk.take(1, put("q1", 3));
    desk.journal(&report);
    assert!(matches!(said.borrow_mut().pop(), Some(Report::Journalled { number: 1 })));
    desk.save(SaveTo::Own, &report);
    let Some(Report::NotSaved(refused)) = said.borrow_mut().pop() else { panic!("it was saved") };
    assert!(matches!(refused, SaveError::Denied(_)), "{refused}");
    assert!(refused.to_string().ends_with(NATIVE));
}

#[test]
fn each_bad_file_has_a_message_that_says_what_to_do() {
    let disk = prepared();
    let file = native::write(&document());
    disk.put(Path::new("/b/empty.txt"), b"");
    disk.put(Path::new("/b/picture.txt"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0");
    disk.put(Path::new("/b/half.gloss.ron"), &file.as_bytes()[..file.len() / 2]);
    disk.put(Path::new("/b/bad.gloss.ron"), b"(\n    glossator: 1,\n    id: \"\xff\"");
    disk.put(Path::new("/b/future.gloss.ron"), file.replace("glossator: 1", "glossator: 7").as_bytes());
    disk.put(Path::new("/b/other.gloss.ron"), b"Settings(a: 1)");
    let refused = |name: &str| {
        let path = Path::new("/b").join(name);
        let message = open(&disk, &places(), &path).err().map(|why| why.to_string()).expect("refused");
        assert!(message.ends_with(&format!(": {}", path.display())), "{message}");
        assert!(message.contains(". "), "says what to do: {message}");
        message
    };
    assert!(refused("missing.txt").contains("no such file"));
    assert!(refused("empty.txt").contains("empty"));
    assert!(refused("picture.txt").contains("not a text"));
    assert!(refused("half.gloss.ron").contains("cut off"));
    assert!(refused("bad.gloss.ron").contains("UTF-8"));
    assert!(refused("other.gloss.ron").contains("not"));
    assert!(matches!(open(&disk, &places(), Path::new("/b")), Err(OpenError::Folder(_))));
    let future = open(&disk, &places(), Path::new("/b/future.gloss.ron")).expect("opened to be read");
    assert_eq!(future.read_only, Some(ReadOnly::Newer(7)));
    // One with a backup names it.
    let kept = places().backups("d1", Path::new("/b/half.gloss.ron"));
    super::backup::keep(&disk, &kept, file.as_bytes(), jiff::Timestamp::now()).expect("kept");
    assert!(refused("half.gloss.ron").contains("Restore its backup of 2"));
}

#[test]
fn a_document_can_be_opened_again_while_it_is_being_closed() {
    let disk = prepared();
    let opened = open(&disk, &places(), Path::new(NATIVE)).expect("opened");
    let closing = std::thread::Builder::new().spawn(move || {
        std::thread::sleep(std::time::Duration::from_millis(100));
        drop(opened);
    });
    assert_eq!(open(&disk, &places(), Path::new(NATIVE)).expect("opened").read_only, None);
    closing.expect("a thread").join().expect("ended");
}

#[test]
fn an_article_that_was_changed_after_it_was_annotated_is_told_of() {
    let disk = MemoryDisk::default();
    let (article, nobody) = (Path::new("/texts/x.txt"), |_: Report| {});
    disk.put(article, b"One.");
    let opened = open(&disk, &places(), article).expect("opened");
    let mut desk = Desk::new(Arc::new(disk.clone()), places(), opened.session, opened.document);
    desk.save(SaveTo::Own, &nobody);
    drop(desk);
    assert_eq!(open(&disk, &places(), article).expect("opened").problems, Vec::<Problem>::new());
    disk.put(article, b"One and a half.");
    let opened = open(&disk, &places(), article).expect("opened");
    assert_eq!(opened.document.text(), "One.");
    assert!(opened.problems[0].message.contains("was changed after"), "{:?}", opened.problems);
}

#[test]
fn two_gigabytes_are_refused_unread() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("big.txt");
    std::fs::File::create(&path).and_then(|file| file.set_len(2 << 30)).expect("a sparse file");
    let places = Places::under(folder.path());
    let message = open(&super::RealDisk, &places, &path).err().expect("refused").to_string();
    assert!(message.starts_with("The file has 2048 MB; at most 256 MB are opened."), "{message}");
}

#[test]
fn a_pasted_text_is_kept_and_opened_again() {
    let disk = MemoryDisk::default();
    disk.create_folder(Path::new("/texts")).expect("made");
    let nobody = |_: Report| {};
    let mut desk = Desk::new(Arc::new(disk.clone()), places(), Session::untitled(), document());
    desk.take(1, put("q1", 3));
    desk.journal(&nobody);
    let left = unsaved::list(&disk, &places());
    assert_eq!((left.len(), &left[0].native_path, left[0].edits), (1, &None, 1));
    assert!(matches!(unsaved::open(&disk, &places(), &left[0].journal), Err(OpenError::Locked { .. })));
    disk.kill();
    drop(desk);
    let opened = unsaved::open(&disk, &places(), &left[0].journal).expect("opened");
    assert_eq!(opened.document.annotation_count(), 1);
    let mut desk = Desk::new(Arc::new(disk.clone()), places(), opened.session, opened.document);
    desk.save(SaveTo::As(PathBuf::from("/texts/pasted.gloss.ron")), &nobody);
    assert!(unsaved::list(&disk, &places()).is_empty());
    desk.take(2, put("q2", 3));
    desk.journal(&nobody);
    desk.close(Unsaved::Discard);
    let opened = open(&disk, &places(), Path::new("/texts/pasted.gloss.ron")).expect("opened");
    assert_eq!((opened.document.annotation_count(), opened.recovered), (1, None));
}

#[test]
fn a_damaged_journal_gives_what_it_can_and_is_kept() {
    let disk = prepared();
    assert_eq!(session(&disk, &[]).0, 5);
    disk.kill();
    let journal = unsaved::list(&disk, &places()).remove(0).journal;
    let mut bytes = disk.contents(&journal).expect("there");
    let line = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(2).expect("lines").0;
    bytes[line + 20] ^= 1;
    disk.put(&journal, &bytes);
    let opened = open(&disk, &places(), Path::new(NATIVE)).expect("opened");
    assert_eq!((opened.recovered, &opened.document), (Some(2), &states(&work())[2]));
    assert!(opened.problems[0].message.contains("kept-1"), "{:?}", opened.problems);
    drop(opened);
    disk.kill();
    // It goes on from a sound journal, and the damaged one is still there.
    let opened = open(&disk, &places(), Path::new(NATIVE)).expect("opened");
    assert_eq!(&opened.document, &states(&work())[2]);
    assert_eq!(opened.problems, Vec::<Problem>::new());
    assert_eq!(disk.contents(&journal.with_extension("kept-1")), Some(bytes));
}

fn leaves() -> impl Strategy<Value = Edit> {
    prop_oneof![
        any::annotations().prop_map(Edit::annotation),
        any::awkward().prop_map(|id| Edit::RemoveAnnotation(id.as_str().into())),
        any::links().prop_map(Edit::link),
        any::awkward().prop_map(|id| Edit::RemoveLink(id.as_str().into())),
        any::actors().prop_map(Edit::actor),
        any::awkward().prop_map(|id| Edit::RemoveActor(id.as_str().into())),
        (any::awkward(), proptest::option::of(any::awkward()))
            .prop_map(|(old, new)| Edit::Redirect(old.as_str().into(), new.map(ActorId::new))),
        any::metas().prop_map(|meta| Edit::SetMeta(Box::new(meta))),
        (0..3_usize).prop_map(|at| Edit::SetState(ArticleState::ALL[at])),
        any::books().prop_map(Edit::SetCodebook),
    ]
}

proptest! {
    #[test]
    fn any_edit_comes_back(one in leaves(), others in proptest::collection::vec(leaves(), 0..4)) {
        let batch = Edit::Batch(others);
        for edit in [one, batch] {
            let json = serde_json::to_string(&SavedEdit::of(&edit)).expect("written");
            prop_assert!(!json.contains('\n'));
            let mut unknown = Words::default();
            let back: SavedEdit<'_> = serde_json::from_str(&json).expect("read");
            prop_assert_eq!(back.into_model(&mut unknown), edit);
            prop_assert!(unknown.unknown.is_empty());
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_in_the_state_folder_make_opening_fail(bytes in proptest::collection::vec(any::<u8>(), 0..400), from in 0..400_usize) {
        let disk = prepared();
        prop_assert_eq!(session(&disk, &[]).0, 5);
        disk.kill();
        let journal = unsaved::list(&disk, &places()).remove(0).journal;
        let mut garbled = disk.contents(&journal).expect("there");
        garbled.truncate(from);
        garbled.extend(&bytes);
        disk.put(&journal, &garbled);
        disk.put(&places().settings(), &bytes);
        prop_assert!(open(&disk, &places(), Path::new(NATIVE)).is_ok());
        let _settings = super::Settings::load(&disk, &places());
        let _left = unsaved::list(&disk, &places());
    }
}

#[test]
fn a_batch_of_batches_is_flat_however_deep() {
    let deep = (0..50_000).fold(put("q0", 1), |inner, _| Edit::Batch(vec![inner]));
    let json = serde_json::to_string(&SavedEdit::of(&deep)).expect("written");
    let back: SavedEdit<'_> = serde_json::from_str(&json).expect("read");
    assert_eq!(back.into_model(&mut Words::default()), Edit::Batch(vec![put("q0", 1)]));
    std::mem::forget(deep); // dropping it would overflow the stack
}
