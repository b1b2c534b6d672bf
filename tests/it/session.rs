//! A session ends and the next one goes on there; settings, log and diagnostics; files that are dropped.

use super::support::file;
use glossator::model::LayerId;
use glossator::store::Places;
use glossator::store::resume::Window;
use glossator::workbench::effect::Effect;
use glossator::workbench::folder::{Arrange, Order};
use glossator::workbench::{Action, Command, View, Workbench};
use std::path::{Path, PathBuf};
use std::sync::Arc;

const TEXT: &str = "The minister Aylin Demir spoke in Ankara.\n\nShe said: “Grain will move by spring.”\n";

fn folder(names: &[&str]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    for name in names {
        file::write(&folder.path().join(name), format!("{name}\n\n{TEXT}"));
    }
    let path = std::fs::canonicalize(folder.path()).expect("there");
    (folder, path)
}

fn bench(home: &Path) -> Workbench {
    Workbench::in_places(Places::under(home), Arc::new(|| {}))
}

#[test]
fn the_next_session_goes_on_where_the_last_one_ended() {
    let (_kept, texts) = folder(&["a.txt", "b.txt", "c.txt"]);
    let home = tempfile::tempdir().expect("a home");
    let window = Window { at: Some((40.0, 50.0)), size: (900.0, 700.0), maximized: false };
    {
        let mut bench = bench(home.path());
        bench.run(Action::Open(texts.clone()));
        bench.settle();
        bench.run(Action::Arrange(Box::new(Arrange {
            order: Order::Title,
            descending: true,
            ..Arrange::default()
        })));
        bench.run(Action::OpenListed(1));
        bench.settle();
        bench.run(Command::ToggleQuotes);
        let view = View { window: Some(window), sizes: [260.0, 310.0, 0.0], at: Some(30), seen: None };
        bench.run(Action::NoteView(Box::new(view)));
        bench.end();
    }
    let mut bench = bench(home.path());
    bench.resume_session();
    bench.settle();
    let open = bench.open().expect("the article is open again");
    assert_eq!(open.file_stem(), "b");
    assert!(open.filter.hidden_layers.contains(&LayerId::QUOTE));
    assert_eq!(open.reveal.map(|(_, span)| span.start), Some(30));
    let folder = bench.folder().expect("the folder is open again");
    assert_eq!((folder.path.clone(), folder.current), (texts, Some(1)));
    assert_eq!((folder.arrange.order, folder.arrange.descending), (Order::Title, true));
    assert_eq!((bench.resume().window, bench.resume().sizes), (Some(window), [260.0, 310.0, 0.0]));
    let mut settings = bench.settings().clone();
    settings.reopen = false;
    bench.run(Action::SetSettings(Box::new(settings)));
    bench.end();
    let mut bench = self::bench(home.path());
    bench.resume_session();
    bench.settle();
    assert!(bench.open().is_none() && bench.folder().is_none());
}

#[test]
fn diagnostics_hold_no_text_of_the_article() {
    let (_kept, texts) = folder(&["secret-name.txt"]);
    let home = tempfile::tempdir().expect("a home");
    let mut bench = bench(home.path());
    bench.run(Action::Open(texts.join("secret-name.txt")));
    bench.settle();
    bench.run(Command::CopyDiagnostics);
    bench.settle();
    let copied = bench.take_effects().into_iter().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text),
        _ => None,
    });
    let copied = copied.expect("in the clipboard");
    for word in ["Demir", "Ankara", "Grain", "minister", "secret"] {
        assert!(!copied.contains(word), "{word} is in\n{copied}");
    }
    assert!(copied.contains("Annotations: ") && copied.contains("Glossator "), "{copied}");
}

#[test]
fn many_files_that_are_dropped_are_copied_and_none_is_written_over() {
    let (_kept, texts) = folder(&["a.txt"]);
    let (_other, outside) = folder(&["a.txt", "b.txt", "c.md", "picture.png"]);
    let home = tempfile::tempdir().expect("a home");
    let mut bench = bench(home.path());
    bench.run(Action::Open(texts.clone()));
    bench.settle();
    let before = std::fs::read(texts.join("a.txt")).expect("there");
    let dropped = ["a.txt", "b.txt", "c.md", "picture.png"].map(|name| outside.join(name));
    bench.run(Action::Drop(dropped.to_vec()));
    assert_eq!(bench.going().map(|going| going.all), Some(4));
    bench.settle();
    assert!(bench.going().is_none());
    let names: Vec<_> =
        bench.folder().expect("a folder").articles.iter().map(|listed| listed.entry.name.clone()).collect();
    assert_eq!(names, ["a-2.txt", "a.txt", "b.txt", "c.md"]);
    assert_eq!(std::fs::read(texts.join("a.txt")).expect("there"), before);
    assert!(
        bench.notices().iter().any(|notice| notice.text.contains("picture.png")),
        "{:?}",
        bench.notices()
    );
    // Without a folder, files of one folder open it.
    let mut bench = self::bench(home.path());
    bench.run(Action::Drop(["b.txt", "c.md"].map(|name| outside.join(name)).to_vec()));
    bench.settle();
    assert_eq!(bench.open().expect("open").file_stem(), "b");
    assert_eq!(bench.folder().map(|folder| folder.path.clone()), Some(outside));
}
