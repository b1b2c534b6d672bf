//! Articles of every format, through the library's door: the same text on every import, what was left out is
//! told, many articles from one file.

use super::support::cli::run;
use glossator::formats::{self, Input, article};
use glossator::model::{Severity, check};
use glossator::text::hash;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The sample files with their format, how many articles they hold, and the hash of all their texts. A hash
/// that changes is a text that changes: annotations that people made on it would point elsewhere.
const SAMPLES: &[(&str, &str, usize, u64)] = &[
    ("strait.atom", "feed", 1, 14_677_373_551_591_725_050),
    ("strait.csv", "csv-texts", 2, 121_251_218_310_102_212),
    ("strait.docx", "docx", 1, 4_859_606_176_657_830_338),
    ("strait.eml", "mail", 1, 5_581_825_480_868_792_086),
    ("strait.epub", "epub", 1, 14_677_373_551_591_725_050),
    ("strait.html", "html", 1, 14_677_373_551_591_725_050),
    ("strait.md", "markdown", 1, 14_677_373_551_591_725_050),
    ("strait.odt", "odt", 1, 10_943_388_321_588_725_513),
    ("strait.pdf", "pdf", 1, 2_674_878_818_541_921_864),
    ("strait.rss", "feed", 2, 6_002_301_152_552_650_787),
    ("strait.rtf", "rtf", 1, 14_677_373_551_591_725_050),
    ("strait.srt", "subtitles", 1, 17_821_286_963_280_385_594),
    ("strait.texts.jsonl", "json-texts", 2, 1_155_044_956_145_126_772),
    ("strait.vtt", "subtitles", 1, 4_752_610_995_075_156_197),
    ("strait.warc.gz", "warc", 2, 2_058_366_934_300_654_678),
    ("strait.windows-1251.txt", "plain", 1, 8_406_284_519_199_363_165),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/articles")
}

fn texts(name: &str) -> Vec<String> {
    let bytes = fs::read(folder().join(name)).expect(name);
    let read = formats::read(&Input::new(&bytes, name)).expect(name);
    read.iter().map(|imported| imported.document.text().to_owned()).collect()
}

#[test]
fn the_same_text_on_every_import() {
    let mut found = Vec::new();
    for (name, format, ..) in SAMPLES {
        let bytes = fs::read(folder().join(name)).expect(name);
        assert_eq!(formats::detect(&bytes, name).map(formats::Detected::name), Some(*format), "{name}");
        let all = texts(name);
        assert_eq!(all, texts(name), "{name}: another text the second time");
        found.push((*name, *format, all.len(), hash::fnv1a(all.join("\u{1}").as_bytes())));
    }
    assert_eq!(found, SAMPLES);
}

#[test]
fn every_format_has_a_sample_and_every_sample_is_sound() {
    let known: BTreeSet<_> = SAMPLES.iter().map(|(_, format, ..)| *format).collect();
    let all: BTreeSet<_> = article::ALL.iter().map(|format| format.name()).collect();
    assert_eq!(known, all);
    for (name, ..) in SAMPLES {
        let bytes = fs::read(folder().join(name)).expect(name);
        for imported in formats::read(&Input::new(&bytes, name)).expect(name) {
            assert_eq!(check(&imported.document), [], "{name}");
            let errors = imported.problems.iter().filter(|problem| problem.severity == Severity::Error);
            assert_eq!(errors.count(), 0, "{name}: {:?}", imported.problems);
        }
    }
}

#[test]
fn the_words_are_those_of_the_article() {
    for (name, ..) in SAMPLES.iter().filter(|(name, ..)| !name.ends_with(".txt")) {
        let text = texts(name).join("\n");
        assert!(
            text.contains("“The strait stays open,” said the harbour minister, Selin Arda"),
            "{name}: {text}"
        );
        assert!(text.contains("Порт Северный молчит."), "{name}: {text}");
        for gone in ["More news", "All rights reserved", "Contents"] {
            assert!(!text.contains(gone), "{name}: {gone} in {text}");
        }
    }
}

#[test]
fn the_command_line_reads_them() {
    let folder = folder();
    for (name, _, count, _) in SAMPLES {
        let ran = run(&folder, &["suggest", name, "--to", "jsonl"]);
        assert_eq!((ran.code, ran.out.lines().count()), (0, *count), "{name}: {}", ran.err);
    }
    let ran = run(&folder, &["suggest", "strait.docx", "--to", "jsonl"]);
    assert!(ran.out.contains("\"Selin Arda\"") && ran.out.contains("\"layer\":\"quote\""), "{}", ran.out);
    let to = tempfile::tempdir().expect("a folder");
    let out = to.path().join("news").to_string_lossy().into_owned() + "/";
    let ran = run(&folder, &["convert", "strait.rss", "--to", "ron", "-o", &out]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let names: BTreeSet<_> = fs::read_dir(to.path().join("news"))
        .expect("made")
        .filter_map(Result::ok)
        .map(|it| it.file_name())
        .collect();
    let names: Vec<_> = names.iter().map(|it| it.to_string_lossy()).collect();
    assert_eq!(names, ["1 Two ports, one strait.gloss.ron", "2 Fees agreed.gloss.ron"]);
}
