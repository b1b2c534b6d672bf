//! Learning from decisions in the workbench: at once, in a file, seen and forgotten.

use crate::support::file;
use glossator::model::{LayerId, Status};
use glossator::store::Places;
use glossator::suggest::learned::Topic;
use glossator::workbench::{Action, Command, Workbench};
use std::path::Path;
use std::sync::Arc;

fn bench(folder: &Path) -> Workbench {
    let mut bench = Workbench::in_places(Places::under(folder), Arc::new(|| {}));
    bench.settle();
    bench
}

fn open(bench: &mut Workbench, path: &Path) {
    bench.run(Action::Open(path.to_path_buf()));
    bench.settle();
    bench.settle();
}

/// Returns whether a mention of these words is shown.
fn shown(bench: &Workbench, words: &str) -> bool {
    let open = bench.open().expect("open");
    let document = open.document();
    document
        .on_layer(&LayerId::ACTOR)
        .any(|it| it.words(document.text()) == words && open.filter.shows(document, it))
}

fn reject(bench: &mut Workbench, words: &str) {
    let document = bench.open().expect("open").document();
    let found =
        document.annotations().find(|it| it.layer == LayerId::ACTOR && it.words(document.text()) == words);
    let id = found.expect("suggested").id.clone();
    bench.run(Action::Decide { ids: vec![id], status: Status::Rejected });
    bench.settle();
    bench.settle();
}

#[test]
fn what_is_rejected_in_one_article_does_not_return_in_the_next() {
    let folder = tempfile::tempdir().expect("a folder");
    let (one, two) = (folder.path().join("one.txt"), folder.path().join("two.txt"));
    file::write(&one, "President Putin came to Astana on Monday.\n");
    file::write(&two, "President Putin left Astana on Tuesday.\n");
    let mut bench = bench(&folder.path().join("home"));
    open(&mut bench, &one);
    assert!(shown(&bench, "Astana"));
    reject(&mut bench, "Astana");
    let topic = Topic::Name("Astana".to_owned());
    assert!(bench.learned().lesson(&topic).is_some_and(|lesson| lesson.is_no()), "used at once");
    let path = bench.learned_path().expect("a file").to_path_buf();
    let kept = std::fs::read_to_string(&path).expect("kept");
    assert!(kept.contains("Name(\"Astana\")"), "{kept}");

    open(&mut bench, &two);
    assert!(shown(&bench, "Putin") && !shown(&bench, "Astana"));

    bench.run(Action::Forget(topic.clone()));
    bench.settle();
    bench.run(Command::Suggest);
    bench.settle();
    assert!(shown(&bench, "Astana"), "forgotten");
    bench.run(Action::LearnAgain(topic.clone()));
    assert!(bench.learned().lesson(&topic).is_some());

    open(&mut bench, &one);
    bench.run(Command::Undo);
    bench.settle();
}

#[test]
fn undoing_a_decision_undoes_its_lesson() {
    let folder = tempfile::tempdir().expect("a folder");
    let one = folder.path().join("one.txt");
    file::write(&one, "President Putin came to Astana on Monday.\n");
    let mut bench = bench(&folder.path().join("home"));
    open(&mut bench, &one);
    reject(&mut bench, "Astana");
    assert!(!bench.learned().is_empty());
    bench.run(Command::Undo);
    bench.settle();
    bench.settle();
    let rejected = bench.learned().lesson(&Topic::Name("Astana".to_owned())).is_some_and(|it| it.is_no());
    assert!(!rejected, "nothing is decided any more");
}

#[test]
fn a_file_that_cannot_be_read_is_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path().join("home");
    std::fs::create_dir_all(home.join("config")).expect("a folder");
    file::write(&home.join("config/learned.ron"), "(version: 99)");
    let one = folder.path().join("one.txt");
    file::write(&one, "President Putin came to Astana on Monday.\n");
    let mut bench = bench(&home);
    assert!(bench.notices().iter().any(|notice| notice.text.contains("newer Glossator")));
    open(&mut bench, &one);
    reject(&mut bench, "Astana");
    assert_eq!(std::fs::read_to_string(home.join("config/learned.ron")).expect("there"), "(version: 99)");
}
