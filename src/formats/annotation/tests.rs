//! What holds for every format.

use super::sample::{document, documents};
use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn written(format: &dyn AnnotationFormat, document: &Document) -> Vec<OutFile> {
    format.write(&[document], &WriteOptions::default()).expect("is written")
}

/// Reads what was written, companions beside.
fn read_back(format: &dyn AnnotationFormat, files: &[OutFile]) -> Vec<Imported> {
    let name = format!("visit.{}", format.extensions()[0]);
    let beside: Vec<_> = files
        .iter()
        .filter_map(|file| match file.name {
            FileName::Main => None,
            FileName::Stem(ending) => Some((format!("visit{ending}"), file.bytes.clone())),
            FileName::Beside(name) => Some((name.to_owned(), file.bytes.clone())),
        })
        .collect();
    let main = &files.iter().find(|file| file.name == FileName::Main).expect("a main file").bytes;
    match format.read(&Input { bytes: main, name: &name, beside: &beside }) {
        // A table does not bring the text along.
        Err(Unreadable::Companion(_)) => Vec::new(),
        read => read.expect("is read"),
    }
}

#[test]
fn names_and_endings_are_their_own() {
    let mut names = BTreeSet::new();
    for format in ALL {
        assert!(names.insert(format.name()), "{} twice", format.name());
        assert!(format.reads() || format.writes());
        assert!(!format.extensions().is_empty() && !format.describe().ends_with('.'));
    }
}

#[test]
fn each_recognises_what_it_wrote() {
    for format in ALL.iter().filter(|format| format.writes() && format.reads()) {
        let files = written(*format, &document());
        let name = format!("visit.{}", format.extensions()[0]);
        let found = crate::formats::detect(&files[0].bytes, &name).map(|found| found.name());
        assert_eq!(found, Some(format.name()), "what {} wrote", format.name());
    }
}

#[test]
fn writing_is_deterministic_and_keeps_the_text() {
    for format in ALL.iter().filter(|format| format.writes()) {
        assert_eq!(written(*format, &document()), written(*format, &document()), "{}", format.name());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_holds_everything_comes_back(document in documents()) {
        for format in ["json", "jsonl"].into_iter().filter_map(named) {
            let back = read_back(format, &written(format, &document));
            prop_assert_eq!(back.len(), 1);
            prop_assert_eq!(&back[0].problems, &[]);
            prop_assert_eq!(&back[0].document, &document);
        }
    }

    #[test]
    fn no_format_panics_on_writing(document in documents()) {
        for format in ALL.iter().filter(|format| format.writes()) {
            if let Ok(files) = format.write(&[&document], &WriteOptions { rejected: true, ..WriteOptions::default() })
                && format.reads()
            {
                let _ = read_back(*format, &files);
            }
        }
    }

    #[test]
    fn no_reader_panics(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3u8), 1..12)) {
        for format in ALL.iter().filter(|format| format.writes() && format.reads()) {
            let mut files = written(*format, &document());
            for file in &mut files {
                for (at, byte, what) in &changes {
                    let at = at.index(file.bytes.len().max(1));
                    match what {
                        0 if at < file.bytes.len() => file.bytes[at] = *byte,
                        1 if at < file.bytes.len() => drop(file.bytes.remove(at)),
                        _ => file.bytes.insert(at, *byte),
                    }
                }
            }
            let main = files[0].bytes.clone();
            let beside: Vec<_> = files.iter().skip(1).map(|file| ("visit.txt".to_owned(), file.bytes.clone())).collect();
            let input = Input { bytes: &main, name: "visit.x", beside: &beside };
            drop(format.read(&input));
            for other in ALL.iter().filter(|other| other.reads()) {
                let _ = other.recognises(&main, "visit");
                drop(other.read(&input));
            }
        }
    }
}

#[test]
fn unknown_keys_and_wrong_places_become_problems() {
    let text = r#"{"id": 7, "text": "😀 Putin spoke", "genre": "news", "annotations": [
        {"id": "a1", "layer": "actor", "colour": "red", "fragments": [{"start": 3, "end": 8, "text": "Putin"}]},
        {"id": "a1", "layer": "actor", "fragments": [{"start": 3, "end": 90}]},
        {"id": "a3", "layer": "actor", "status": "maybe", "fragments": [{"start": 9, "end": 14, "text": "spoke"}]}]}"#;
    let read = named("json").expect("json").read(&Input::new(text.as_bytes(), "x.json")).expect("is read");
    let problems: Vec<_> = read[0].problems.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(problems.join("\n"), @r"
    warning: genre: is no key of this format; `news` is kept with the metadata
    warning: annotations.0.colour: is no key of this format; its value `red` was not taken over
    note: its offsets count UTF-16 units; they were read so
    warning: a1: is the id of another thing already; this one is called `a1-2`
    warning: a1-2: 3–90 is no stretch of the text; this part was left out
    error: a1-2: covers nothing any more
    warning: a3: `maybe` is no status; it counts as suggested
    ");
    assert_eq!(read[0].document.id(), "7");
    let words: Vec<_> = read[0].document.annotations().map(|it| it.words(read[0].document.text())).collect();
    assert_eq!(words, ["Putin", "spoke"]);
    assert_eq!(read[0].document.meta().extra.get("genre").map(String::as_str), Some("news"));
}

#[test]
fn a_broken_line_is_named() {
    let lines = b"{\"id\":\"a\",\"text\":\"x\"}\n\n{\"id\":\"b\",\"text\":\n{\"id\":\"c\",\"text\":\"y\"}\n";
    let read = named("jsonl").expect("jsonl").read(&Input::new(lines, "x.jsonl")).expect("is read");
    assert_eq!(read.iter().map(|it| it.document.id().to_owned()).collect::<Vec<_>>(), ["a", "c"]);
    insta::assert_snapshot!(read[0].problems[0], @"error: line 3: left out: EOF while parsing a value");
}

/// What a document says, without ids: layers, places and attributes; links between annotations.
fn said(document: &Document) -> (BTreeSet<String>, BTreeSet<String>) {
    let place = |it: &crate::model::Annotation| format!("{} {:?}", it.layer, it.fragments);
    let kept = |it: &&crate::model::Annotation| it.status != crate::model::Status::Rejected;
    let annotations =
        document.annotations().filter(kept).map(|it| format!("{} {:?}", place(it), it.attributes));
    let links = document.links().into_iter().filter_map(|link| {
        let (from, to) = (document.annotation(&link.from)?, document.annotation(link.to.annotation()?)?);
        Some(format!("{} {} {}", place(from), link.role, place(to)))
    });
    (annotations.collect(), links.collect())
}

#[test]
fn exchange_formats_bring_back_spans_attributes_and_links() {
    for name in ["brat", "doccano", "prodigy", "w3c", "label-studio"] {
        let format = named(name).expect("a format");
        let before = document();
        let back = read_back(format, &written(format, &before));
        assert_eq!(back[0].problems, [], "{name}");
        assert_eq!(back[0].document.text(), before.text(), "{name}");
        assert_eq!(said(&back[0].document), said(&before), "{name}");
        assert_eq!(crate::model::check(&back[0].document), [], "{name}");
    }
}

#[test]
fn webanno_tsv_brings_back_all_but_blank_lines() {
    let format = named("webanno-tsv").expect("a format");
    let back = read_back(format, &written(format, &document())).remove(0);
    assert_eq!(back.problems, []);
    let words = |document: &Document| {
        let kept = document.annotations().filter(|it| it.status != crate::model::Status::Rejected);
        let words = kept.map(|it| format!("{} {} {:?}", it.layer, it.words(document.text()), it.attributes));
        words.collect::<BTreeSet<_>>()
    };
    assert_eq!(words(&back.document), words(&document()));
    assert_eq!(said(&back.document).1.len(), said(&document()).1.len());
    assert_eq!(back.document.links().len(), document().links().len());
    let tsv = String::from_utf8(written(format, &document()).remove(0).bytes).expect("UTF-8");
    insta::assert_snapshot!(tsv);
}

#[test]
fn brat_keeps_what_it_has_no_place_for_in_notes() {
    let format = named("brat").expect("brat");
    let back = read_back(format, &written(format, &document())).remove(0).document;
    let role = |role: &'static str| {
        back.links()
            .into_iter()
            .filter(move |link| link.role == role)
            .map(|link| link.to.to_text())
            .collect::<Vec<_>>()
    };
    assert!(
        role("speaker").contains(&"actor:nikita-mendkovich".into())
            && role("source").contains(&"author".into())
    );
    assert_eq!(
        back.actors().get(&"nikita-mendkovich".into()).map(|actor| actor.name.as_str()),
        Some("Nikita Mendkovich")
    );
    assert_eq!(back.annotations().filter(|it| it.status == crate::model::Status::Suggested).count(), 9);
    let ann = String::from_utf8(written(format, &document()).remove(0).bytes).expect("UTF-8");
    insta::assert_snapshot!(ann);
}

#[test]
fn losses_are_counted_for_the_document_at_hand() {
    let losses: String = ALL
        .iter()
        .filter(|format| format.name() != "parquet") // is not in every build
        .flat_map(|format| {
            let losses = format.losses(&document(), &WriteOptions::default());
            losses.into_iter().map(|loss| format!("{}: {loss}\n", format.name()))
        })
        .collect();
    insta::assert_snapshot!(losses);
}

/// What a format of flat spans can hold of a document: ids, layers, places, what is said; links.
fn held(format: &str, document: &Document, trim: bool) -> (BTreeSet<String>, BTreeSet<String>) {
    let text = document.text();
    let kept = |it: &&crate::model::Annotation| it.status != crate::model::Status::Rejected;
    let place = |it: &crate::model::Annotation| {
        let spans = it.fragments.iter().map(|span| if trim { span.trim(text) } else { *span });
        let counted = spans.filter(|span| !span.is_empty()).map(|span| {
            let count = |at| document.article().count(at, crate::text::Unit::Scalars);
            format!("{}-{}", count(span.start), count(span.end))
        });
        counted.collect::<Vec<_>>().join(";")
    };
    let shown: Vec<_> = document.annotations().filter(kept).filter(|it| !place(it).is_empty()).collect();
    let annotations = shown.iter().map(|it| {
        let actor = it.actor.as_ref().map(ToString::to_string).unwrap_or_default();
        let said: Vec<_> =
            it.attributes.iter().map(|(name, value)| format!("{name}={}", kept_in(format, value))).collect();
        let (note, status) = (kept_in(format, &it.note), it.status.name());
        format!("{} {} {} {said:?} {actor} {status} {note:?}", it.id, it.layer, place(it))
    });
    let is_shown = |id: &crate::model::AnnotationId| shown.iter().any(|it| it.id == *id);
    let links = document.links().into_iter().filter(|link| {
        link.status != crate::model::Status::Rejected
            && is_shown(&link.from)
            && link.to.annotation().is_none_or(is_shown)
    });
    let links = links.map(|link| format!("{} {} {}", link.from, link.role, link.to.to_text()));
    (annotations.collect(), links.collect())
}

/// What is known of the article.
fn known(format: &str, document: &Document) -> BTreeSet<String> {
    let meta = document.meta();
    let named = [
        ("title", &meta.title),
        ("outlet", &meta.outlet),
        ("author", &meta.author),
        ("date", &meta.date),
        ("source", &meta.source),
    ];
    let extra = meta.extra.iter().map(|(name, value)| (name.as_str(), value));
    let all = named
        .into_iter()
        .map(|(name, value)| (name, value, ""))
        .chain(extra.map(|(name, value)| (name, value, "extra ")));
    all.filter(|(_, value, _)| !value.is_empty())
        .map(|(name, value, more)| format!("{more}{name}: {}", kept_in(format, value)))
        .collect()
}

/// A text without what a format cannot write.
fn kept_in(format: &str, text: &str) -> String {
    let is_xml = ["xmi", "gate", "tei", "refi-qda"].contains(&format);
    let held = |char: char| match char {
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' if is_xml => '\u{fffd}',
        _ => char,
    };
    text.chars().map(held).collect()
}

/// The formats of flat spans that hold all of [`held`], and whether they trim spans.
const FLAT: &[(&str, bool)] = &[
    ("xmi", false),
    ("cas-json", false),
    ("gate", false),
    ("tei", false),
    ("conllu", true),
    ("spacy", true),
];

#[track_caller]
fn comes_back(name: &str, trim: bool, before: &Document) {
    let format = named(name).expect("a format");
    let back = read_back(format, &written(format, before)).remove(0);
    assert_eq!(back.problems, [], "{name}");
    assert_eq!(back.document.text(), kept_in(name, before.text()), "{name}");
    assert_eq!(back.document.id(), before.id(), "{name}");
    assert_eq!(held(name, &back.document, trim), held(name, before, trim), "{name}");
    if !["xmi", "cas-json"].contains(&name) {
        assert_eq!(known(name, &back.document), known(name, before), "{name}");
    }
    assert_eq!(crate::model::check(&back.document), [], "{name}");
}

#[test]
fn flat_formats_bring_back_the_sample() {
    for (name, trim) in FLAT {
        comes_back(name, *trim, &document());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn flat_formats_bring_back_any_document(document in documents()) {
        for (name, trim) in FLAT {
            comes_back(name, *trim, &document);
        }
    }
}

#[test]
fn formats_of_quotations_bring_back_who_says_what() {
    let told = |document: &Document| -> BTreeSet<String> {
        let quotes = document.annotations().filter(|it| it.layer == crate::model::LayerId::QUOTE);
        quotes
            .map(|quote| {
                let ends = document.links_from(&quote.id).filter_map(|link| {
                    let to = document.annotation(link.to.annotation()?)?;
                    Some(format!("{} {:?}", link.role, to.fragments))
                });
                let mut ends: Vec<_> = ends.collect();
                ends.sort();
                format!("{:?} {ends:?}", quote.fragments)
            })
            .collect()
    };
    for name in ["citron", "polnear"] {
        let format = named(name).expect("a format");
        let back = read_back(format, &written(format, &document())).remove(0);
        assert_eq!(back.problems, [], "{name}");
        assert_eq!(told(&back.document), told(&document()), "{name}");
        assert_eq!(crate::model::check(&back.document), [], "{name}");
    }
}
