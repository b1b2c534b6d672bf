//! Formats from outside, through the library's own door: what the examples hold, and bytes of every kind.

use glossator::formats::{self, Input, Unreadable, annotation, article};
use glossator::model::{Problem, Severity, check};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn every_example_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    for entry in fs::read_dir(folder).expect("examples").filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name == "README.md" || name.ends_with(".rs") || !entry.path().is_file() {
            continue;
        }
        let bytes = fs::read(entry.path()).expect("readable");
        let read = formats::read(&Input::new(&bytes, &name)).expect(&name);
        for imported in read {
            let notes = |problem: &Problem| problem.severity == Severity::Note;
            assert!(imported.problems.iter().all(notes), "{name}: {:?}", imported.problems);
            assert_eq!(check(&imported.document), [], "{name}");
            assert!(imported.document.text().len() > 500, "{name}");
        }
    }
}

#[test]
fn names_do_not_clash() {
    let articles: BTreeSet<_> = article::ALL.iter().map(|format| format.name()).collect();
    assert_eq!(articles.len(), article::ALL.len());
    for name in articles {
        let detected = formats::named(name).expect("is known by its name").name();
        assert_eq!(detected, name);
    }
    for format in annotation::ALL.iter().filter(|format| format.reads()) {
        assert_eq!(formats::named(format.name()).map(|found| found.name()), Some(format.name()));
    }
}

#[test]
fn short_bytes_of_every_kind_are_read_or_refused() {
    let bytes: [&[u8]; 12] = [
        b"{",
        b"[",
        b"{}",
        b"[{}]",
        b"<",
        b"\0",
        b"\xff\xfe",
        b"\xff\xfe\0",
        b"(",
        b"T1\t",
        b"#",
        b"\xf0\x9f",
    ];
    for bytes in bytes {
        for name in
            ["x", "x.json", "x.jsonl", "x.html", "x.md", "x.txt", "x.gloss.ron", "x.ann", "x.tsv", "x.conll"]
        {
            drop(formats::read(&Input::new(bytes, name)));
        }
        for format in annotation::ALL.iter().filter(|format| format.reads()) {
            drop(format.read(&Input::new(bytes, "x")));
        }
        for format in article::ALL {
            drop(format.read(bytes, "x"));
        }
    }
    assert_eq!(formats::read(&Input::new(b"", "x.json")), Err(Unreadable::Empty));
}
