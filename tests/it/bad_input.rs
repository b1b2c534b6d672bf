//! What an analyst meets on a bad day: each has a message that says what happened, to which file and what to
//! do, and loses nothing.

use super::support::file::write;
use glossator::model::Severity;
use glossator::store::Places;
use glossator::store::memory::{Fault, MemoryDisk};
use glossator::workbench::{Action, Command, Workbench};
use std::path::{Path, PathBuf};
use std::sync::Arc;

struct Desk {
    bench: Workbench,
    home: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        let bench = bench(home.path());
        Self { bench, home }
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.home.path().join(name);
        write(&path, bytes);
        path
    }

    fn open(&mut self, path: &Path) {
        self.bench.run(Action::Open(path.to_owned()));
        self.bench.settle();
    }

    /// Opens what cannot be opened and checks that the message has all of `wanted`.
    #[track_caller]
    fn refuses(&mut self, path: &Path, wanted: &[&str]) {
        self.open(path);
        let notice = self.bench.notices().last().expect("a message").clone();
        assert_eq!(notice.severity, Severity::Error);
        for word in wanted {
            assert!(notice.text.contains(word), "{word:?} is not in: {}", notice.text);
        }
        assert!(self.bench.open().is_none());
    }

    fn edit_something(&mut self) {
        self.bench.run(Command::NextUndecided);
        self.bench.run(Command::Accept);
        self.bench.settle();
    }

    fn told(&self) -> String {
        self.bench.notices().iter().map(|notice| notice.text.as_str()).collect::<Vec<_>>().join("\n")
    }
}

fn bench(home: &Path) -> Workbench {
    Workbench::in_places(Places::under(&home.join("places")), Arc::new(|| {}))
}

const ARTICLE: &[u8] =
    "“The harbour is open,” said the minister, Aylin Demir, in Ankara. Turkey agrees.".as_bytes();

#[test]
fn files_that_are_no_articles() {
    let mut desk = Desk::new();
    let missing = desk.home.path().join("missing.txt");
    desk.refuses(&missing, &["no such file", "missing.txt"]);
    let empty = desk.file("empty.txt", b"");
    desk.refuses(&empty, &["empty", "empty.txt"]);
    let binary = desk.file("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x02\0\0\0");
    desk.refuses(&binary, &["picture.txt"]);
}

#[test]
fn a_file_of_two_gigabytes() {
    let mut desk = Desk::new();
    let path = desk.file("huge.txt", b"x");
    let file = std::fs::OpenOptions::new().write(true).open(&path).expect("opened");
    file.set_len(2 << 30).expect("a sparse file");
    desk.refuses(&path, &["2048 MB", "huge.txt"]);
}

#[test]
fn broken_utf_8_is_read_and_said() {
    let mut desk = Desk::new();
    let path = desk
        .file("broken.txt", b"Grain \xff\xfe will move, said the minister. \xc3\x28 And so on and so forth.");
    desk.open(&path);
    let open = desk.bench.open().expect("it opens all the same");
    assert!(open.document().text().contains("will move"));
    assert!(!open.problems.is_empty() || open.document().article().decoding().guessed);
}

#[test]
fn a_native_file_cut_in_half() {
    let mut desk = Desk::new();
    let article = desk.file("article.txt", ARTICLE);
    desk.open(&article);
    desk.edit_something();
    desk.bench.run(Command::Save);
    desk.bench.settle();
    desk.bench.run(Command::CloseDocument);
    desk.bench.settle();
    let native = desk.home.path().join("article.gloss.ron");
    let whole = std::fs::read(&native).expect("saved");
    write(&native, &whole[..whole.len() / 2]);
    desk.refuses(&native, &["article.gloss.ron"]);
    assert_eq!(std::fs::read(&native).expect("there").len(), whole.len() / 2, "the broken file was touched");
}

#[test]
fn a_file_of_a_newer_version_is_opened_to_be_read() {
    let mut desk = Desk::new();
    let article = desk.file("article.txt", ARTICLE);
    desk.open(&article);
    desk.edit_something();
    desk.bench.run(Command::Save);
    desk.bench.settle();
    desk.bench.run(Command::CloseDocument);
    desk.bench.settle();
    let native = desk.home.path().join("article.gloss.ron");
    let text = std::fs::read_to_string(&native).expect("saved");
    write(&native, text.replace("glossator: 1,", "glossator: 99,"));
    desk.open(&native);
    let open = desk.bench.open().expect("open");
    assert!(open.place.read_only.as_ref().is_some_and(|why| why.contains("newer")), "{:?}", open.place);
    let before = open.document().clone();
    desk.bench.run(Command::NextUndecided);
    desk.bench.run(Command::Accept);
    assert_eq!(*desk.bench.open().expect("open").document(), before);
    assert!(desk.told().contains("reading only"), "{}", desk.told());
}

#[test]
fn a_file_that_another_program_changed() {
    let mut desk = Desk::new();
    let article = desk.file("article.txt", ARTICLE);
    desk.open(&article);
    desk.edit_something();
    desk.bench.run(Command::Save);
    desk.bench.settle();
    let native = desk.home.path().join("article.gloss.ron");
    write(&native, "somebody else's words");
    desk.bench.run(Command::NextUndecided);
    desk.bench.run(Command::Reject);
    desk.bench.run(Command::Save);
    desk.bench.settle();
    let question = desk.bench.question().expect("a question").clone();
    assert!(question.text.contains("Another program"), "{}", question.text);
    assert_eq!(std::fs::read_to_string(&native).expect("there"), "somebody else's words");
    desk.bench.run(Action::Answer(0));
    desk.bench.settle();
    assert!(std::fs::read_to_string(&native).expect("there").contains("glossator: 1"));
    assert!(desk.bench.open().expect("open").history().is_saved());
}

#[test]
fn two_windows_on_one_file() {
    let mut desk = Desk::new();
    let article = desk.file("article.txt", ARTICLE);
    desk.open(&article);
    desk.edit_something();
    desk.bench.run(Command::Save);
    desk.bench.settle();
    let mut other = bench(desk.home.path());
    other.run(Action::Open(article));
    other.settle();
    let why = other.open().expect("open").place.read_only.clone();
    assert!(why.is_some_and(|why| why.contains("another window")));
}

#[test]
fn work_survives_without_saving() {
    let mut desk = Desk::new();
    let article = desk.file("article.txt", ARTICLE);
    desk.open(&article);
    desk.edit_something();
    let before = desk.bench.open().expect("open").document().clone();
    let Desk { bench: first, home } = desk;
    drop(first); // the window is gone, nothing was saved
    let mut second = bench(home.path());
    second.run(Action::Open(article));
    second.settle();
    assert_eq!(*second.open().expect("open").document(), before);
    assert!(second.notices().iter().any(|notice| notice.text.contains("recovered")));
}

#[test]
fn leaving_an_article_saves_it_and_going_back_finds_it() {
    let mut desk = Desk::new();
    let first = desk.file("1.txt", ARTICLE);
    desk.file("2.txt", ARTICLE);
    let folder = desk.home.path().to_owned();
    desk.open(&folder);
    assert_eq!(desk.bench.folder().map(|folder| folder.articles.len()), Some(2));
    desk.open(&first);
    desk.edit_something();
    let before = desk.bench.open().expect("open").document().clone();
    desk.bench.run(Command::NextArticle);
    desk.bench.settle();
    assert_ne!(desk.bench.open().expect("open").document().id(), before.id());
    desk.bench.run(Command::PreviousArticle);
    desk.bench.settle();
    let open = desk.bench.open().expect("open");
    assert_eq!((open.document(), open.place.read_only.clone()), (&before, None));
    assert!(folder.join("1.gloss.ron").exists());
}

#[test]
fn a_folder_without_articles() {
    let mut desk = Desk::new();
    let folder = desk.home.path().join("nothing");
    std::fs::create_dir(&folder).expect("made");
    desk.open(&folder);
    assert_eq!(desk.bench.folder().map(|folder| folder.articles.len()), Some(0));
    assert!(desk.told().contains("no article"), "{}", desk.told());
}

#[test]
fn a_window_that_may_not_close_yet() {
    let mut desk = Desk::new();
    let article = desk.file("article.txt", ARTICLE);
    desk.open(&article);
    assert!(desk.bench.may_close(), "nothing was changed");
    desk.edit_something();
    assert!(!desk.bench.may_close(), "the work is being saved");
    desk.bench.settle();
    assert!(desk.bench.may_close());
    assert!(desk.home.path().join("article.gloss.ron").exists());
}

fn on_memory() -> (MemoryDisk, Workbench) {
    let disk = MemoryDisk::default();
    disk.put(Path::new("/texts/article.txt"), ARTICLE);
    let places = Places::under(Path::new("/places"));
    let mut bench = Workbench::on_disk(Arc::new(disk.clone()), places, Arc::new(|| {}));
    bench.run(Action::Open("/texts/article.txt".into()));
    bench.settle();
    bench.run(Command::NextUndecided);
    bench.run(Command::Accept);
    bench.settle();
    (disk, bench)
}

#[test]
fn a_full_disk_loses_nothing() {
    let (disk, mut bench) = on_memory();
    disk.fail_after(0, Fault::Full);
    bench.run(Command::Save);
    bench.settle();
    let told = bench.notices().last().expect("a message").text.clone();
    assert!(told.contains("full") && told.contains("article.gloss.ron"), "{told}");
    bench.run(Command::NextUndecided);
    bench.run(Command::Reject);
    bench.settle();
    assert!(bench.safety().is_alarm, "{:?}", bench.safety());
    let before = bench.open().expect("open").document().clone();
    disk.mend();
    bench.run(Command::Save);
    bench.settle();
    assert!(!bench.safety().is_alarm && bench.open().expect("open").history().is_saved());
    assert_eq!(*bench.open().expect("open").document(), before);
    assert!(disk.contents(Path::new("/texts/article.gloss.ron")).is_some());
}

#[test]
fn a_folder_that_may_not_be_written() {
    let (disk, mut bench) = on_memory();
    disk.set_read_only(Path::new("/texts"), true);
    bench.run(Command::Save);
    bench.settle();
    let told = bench.notices().last().expect("a message").text.clone();
    assert!(told.contains("may not be written") && told.contains("another"), "{told}");
    disk.put(Path::new("/elsewhere/other.txt"), b"x");
    bench.run(Action::SaveAs("/elsewhere/article".into()));
    bench.settle();
    assert!(disk.contents(Path::new("/elsewhere/article.gloss.ron")).is_some());
    assert!(bench.open().expect("open").history().is_saved());
}
