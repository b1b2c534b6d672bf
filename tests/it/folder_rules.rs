//! What a folder lays down for its articles (codebook, keys, names of actors), and who else works there.

use super::support::desk::Desk;
use super::support::file;
use glossator::formats::annotation::native;
use glossator::model::{Actor, Codebook, Document, Edit, LayerId, Status, apply};
use glossator::store::corpus::registry;
use glossator::store::{Disk as _, RealDisk};
use glossator::text::Span;
use glossator::workbench::{Action, Command, Shortcut, Workbench};
use std::path::Path;
use std::sync::Arc;

/// The standard codebook without claims, under another name.
fn book() -> Codebook {
    let mut book = Codebook::clone(&Codebook::standard());
    book.name = "Grain".to_owned();
    book.version = 7;
    book.layers.retain(|layer| layer.id != LayerId::CLAIM);
    book.links.retain(|rule| !rule.from.contains(&LayerId::CLAIM) && !rule.to.contains(&LayerId::CLAIM));
    book
}

fn put_book(folder: &Path) {
    file::write(&folder.join("corpus-codebook.ron"), book().to_ron());
}

fn codebook(desk: &Desk) -> Codebook {
    Codebook::clone(desk.bench.open().expect("open").document().codebook())
}

fn claim() -> Action {
    Action::Annotate { layer: LayerId::CLAIM, span: Span::new(0, 7) }
}

#[test]
fn a_new_article_takes_the_folders_codebook_and_a_worked_on_one_asks() {
    let mut desk = Desk::new(3);
    desk.run(claim());
    desk.run(Command::NextArticle);
    put_book(&desk.path(""));
    desk.run(Action::LookAgain);
    assert_eq!(codebook(&desk), book(), "nobody worked on it");
    assert_eq!(desk.bench.question(), None);
    desk.run(Command::NextArticle);
    let document = desk.bench.open().expect("open").document();
    assert!(
        document.on_layer(&LayerId::QUOTE).count() > 0 && document.on_layer(&LayerId::CLAIM).count() == 0
    );
    assert_eq!(**document.codebook(), book());

    desk.run(Action::OpenListed(0));
    let text = desk.bench.question().expect("somebody worked on it").text.clone();
    assert!(text.contains("“Grain” (version 7)") && text.contains("2 annotations and links"), "{text}");
    desk.run(Action::Answer(2));
    assert_eq!(codebook(&desk), *Codebook::standard());
    desk.run(Command::NextArticle);
    desk.run(Command::PreviousArticle);
    assert_eq!(desk.bench.question(), None, "it was answered");

    desk.start_again();
    desk.run(Action::OpenListed(0));
    desk.run(Action::Answer(0));
    assert_eq!(codebook(&desk), book());
    let document = desk.bench.open().expect("open").document();
    assert!(document.on_layer(&LayerId::CLAIM).count() == 1, "what was decided stays");
    desk.run(Command::Undo);
    assert_eq!(codebook(&desk), *Codebook::standard());
}

#[test]
fn a_documents_codebook_becomes_the_folders_and_is_removed_again() {
    let mut desk = Desk::new(2);
    desk.run(Command::KeepCodebook);
    assert_eq!(desk.bench.folder_codebook(), Some(&Codebook::standard()));
    let path = desk.path("corpus-codebook.ron");
    let text = std::fs::read_to_string(&path).expect("written");
    assert_eq!(Codebook::of_ron(&text).expect("whole"), *Codebook::standard());
    put_book(&desk.path(""));
    desk.run(Action::LookAgain);
    assert_eq!(codebook(&desk), book());
    desk.run(Command::Undo);
    desk.run(Command::DropCodebook);
    desk.run(Action::Answer(1));
    assert!(path.exists(), "it was only asked");
    desk.run(Command::DropCodebook);
    desk.run(Action::Answer(0));
    assert!(!path.exists() && desk.bench.folder_codebook().is_none());
    assert_eq!(codebook(&desk), book(), "the article keeps what it has");
    // One that cannot be read is told of and left alone.
    file::write(&path, "(id: \"broken");
    desk.run(Action::LookAgain);
    assert!(desk.was_told("corpus-codebook.ron cannot be read"), "{:?}", desk.bench.notices());
    assert_eq!(std::fs::read_to_string(&path).expect("there"), "(id: \"broken");
}

fn key(name: &str) -> Shortcut {
    Shortcut::of_name(name).expect("a key")
}

#[test]
fn the_folders_keys_go_before_the_persons_while_it_is_open() {
    let mut desk = Desk::new(1);
    desk.run(Action::SetKeys(Command::NextUndecided, Some(vec![key("j")])));
    let asks = |bench: &Workbench, name: &str| bench.action_of(key(name));
    assert_eq!(asks(&desk.bench, "j"), Some(Command::NextUndecided.into()));
    let path = desk.path("corpus-keys.ron");
    file::write(&path, "{\"NextUndecided\": [\"y\"]}\n");
    desk.run(Action::LookAgain);
    assert_eq!(asks(&desk.bench, "y"), Some(Command::NextUndecided.into()));
    assert_ne!(asks(&desk.bench, "j"), Some(Command::NextUndecided.into()));
    assert!(desk.was_told("keys of its own: Next undecided (y)"), "{:?}", desk.bench.notices());

    desk.run(Action::SetFolderKeys(Command::MarkDone, Some(vec![key("F8")])));
    let text = std::fs::read_to_string(&path).expect("written");
    assert_eq!(text, "{\n    \"NextUndecided\": [\"y\"],\n    \"MarkDone\": [\"F8\"],\n}\n");
    desk.run(Command::DropKeys);
    assert!(!path.exists());
    assert_eq!(asks(&desk.bench, "j"), Some(Command::NextUndecided.into()));
    desk.run(Command::KeepKeys);
    let text = std::fs::read_to_string(&path).expect("written");
    assert!(text.contains("\"NextUndecided\": [\"j\"]") && !text.contains("MarkDone"), "{text}");
    file::write(&path, "nonsense");
    desk.run(Action::LookAgain);
    assert!(desk.was_told("Keys of the folder: it is no list"), "{:?}", desk.bench.notices());
    // Another folder has its own, or none.
    let other = tempfile::tempdir().expect("a folder");
    file::write(&other.path().join("x.txt"), "Somebody said so.");
    desk.run(Action::Open(other.path().to_path_buf()));
    assert!(desk.bench.folder_keys().is_none());
}

/// Puts a document that calls an actor otherwise than the folder does.
fn put_differing(folder: &Path, name: &str) {
    let text = "Aylin Demir spoke of grain.\n";
    let mut document = Document::new(Arc::new(glossator::text::Article::new(text)), Codebook::standard());
    apply(&mut document, Edit::actor(Actor::new("aylin-demir".into(), "Minister Demir", "person")));
    file::write(&folder.join(name), native::write(&document));
}

#[test]
fn an_article_takes_the_folders_names_when_the_person_says_so() {
    let mut desk = Desk::with(1, |folder| {
        for name in ["a.gloss.ron", "b.gloss.ron"] {
            put_differing(folder, name);
        }
        let mut actors = glossator::model::Actors::default();
        actors.put(Actor::new("aylin-demir".into(), "Aylin Demir", "person"));
        registry::save(&RealDisk, folder, &actors).expect("saved");
    });
    let name = |desk: &Desk| {
        let actors = desk.bench.open().expect("open").document().actors();
        let actor = actors.get(&"aylin-demir".into()).expect("known").clone();
        (actor.name, actor.aliases)
    };
    desk.run(Action::OpenListed(1));
    let text = desk.bench.question().expect("it asks").text.clone();
    assert!(text.contains("“Minister Demir”") && text.contains("“Aylin Demir”"), "{text}");
    desk.run(Action::Answer(2));
    assert_eq!(name(&desk).0, "Minister Demir");
    desk.run(Action::OpenListed(2));
    desk.run(Action::Answer(1));
    assert_eq!(name(&desk), ("Aylin Demir".to_owned(), vec!["Minister Demir".to_owned()]));
    desk.run(Command::Undo);
    assert_eq!(name(&desk).0, "Minister Demir");
    desk.run(Action::OpenListed(1));
    assert_eq!(name(&desk).0, "Aylin Demir", "in every article from now on");
}

#[test]
fn annotating_in_many_articles_can_be_stopped_and_what_was_done_is_taken_back() {
    let mut desk = Desk::new(30);
    desk.run(Action::Seek("\"grain will move\"".to_owned()));
    desk.bench.run(Action::AnnotateFound(LayerId::CLAIM));
    assert_eq!(desk.bench.going().map(|going| (going.what, going.all)), Some(("changing", 29)));
    while desk.bench.going().is_some_and(|going| going.done < 2) {
        std::thread::sleep(std::time::Duration::from_millis(1));
        desk.bench.poll();
    }
    desk.run(Action::StopWork);
    assert!(desk.bench.going().is_none());
    let written = |desk: &Desk| {
        let found = RealDisk.list(&desk.path("")).expect("listed");
        found.iter().filter(|(name, _)| name.ends_with(native::ENDING)).count()
    };
    let count = written(&desk);
    assert!((2..29).contains(&count), "{count} articles were annotated before it stopped");
    assert!(desk.was_told("left out, as you wished"), "{:?}", desk.bench.notices());
    desk.run(Command::UndoInFolder);
    assert!(desk.was_told("Taken back"), "{:?}", desk.bench.notices());
}

#[test]
fn articles_that_are_annotated_unopened_take_the_folders_codebook() {
    let mut desk = Desk::with(2, put_book);
    desk.run(Action::Seek("\"grain will move\"".to_owned()));
    desk.run(Action::AnnotateFound(LayerId::QUOTE));
    let bytes = std::fs::read(desk.path("2.gloss.ron")).expect("annotated");
    let document = native::read(&bytes).expect("whole").document;
    assert_eq!(**document.codebook(), book());
    assert_eq!(document.on_layer(&LayerId::CLAIM).count(), 0, "it has no claims");
    assert!(document.on_layer(&LayerId::QUOTE).any(|one| one.status == Status::Accepted));
}

#[test]
fn a_folder_and_an_article_of_it_are_opened_together() {
    let mut desk = Desk::new(3);
    let (folder, article) = (desk.path(""), desk.path("3.txt"));
    let home = tempfile::tempdir().expect("a home");
    let places = glossator::store::Places::under(home.path());
    let mut bench = Workbench::in_places(places, Arc::new(|| {}));
    bench.run(Action::OpenAll(vec![folder.clone(), article]));
    bench.settle();
    assert_eq!(bench.open().expect("open").file_stem(), "3");
    let listed = bench.folder().expect("a folder");
    assert_eq!((listed.articles.len(), listed.current), (3, Some(2)));
    // The article that the other session has open is marked for this one; its own is not.
    desk.run(Action::LookAgain);
    let elsewhere = |bench: &Workbench| {
        bench.folder().expect("a folder").articles.iter().filter(|it| it.elsewhere.is_some()).count()
    };
    assert_eq!(elsewhere(&desk.bench), 0, "it is the same program");
    let lock = desk.path(".2.gloss.ron.lock");
    let _held = RealDisk.lock(&lock, "Glossator of zoe, process 1");
    desk.run(Action::LookAgain);
    let articles = &desk.bench.folder().expect("a folder").articles;
    assert_eq!(articles[1].elsewhere.as_deref(), Some("Glossator of zoe, process 1"));
    assert!(articles[1].facts().starts_with("open elsewhere"), "{}", articles[1].facts());
    drop(_held);
    desk.run(Action::LookAgain);
    assert_eq!(elsewhere(&desk.bench), 0);
}
