//! `glossator effort`: what a review costs, driven through the real commands.

use crate::support::cli::run;
use crate::support::file;
use std::path::Path;

/// Rows with gold quotes of which one is proposed as it is, one has another end, and one is not proposed.
const GOLD: &str = concat!(
    r#"{"id":"one","text":"“We will stay,” said Vladimir Putin. The minister said that talks would go on in Ankara on Monday.","#,
    r#""quotes":[{"start":0,"end":15,"type":"direct","speaker_start":21,"speaker_end":35,"speech":true},"#,
    r#"{"start":59,"end":86,"type":"indirect","speaker_start":37,"speaker_end":49,"speech":true}]}"#,
    "\n",
    r#"{"id":"two","text":"The harbour was quiet and grey all day, to hear Ms Ortega tell it. Nobody came.","#,
    r#""quotes":[{"start":0,"end":38,"type":"indirect","speaker_start":51,"speaker_end":57,"speech":false}]}"#,
    "\n",
);

/// Returns the number in front of a word in a line.
fn number(text: &str, line: &str, column: usize) -> f64 {
    let line =
        text.lines().find(|found| found.starts_with(line)).unwrap_or_else(|| panic!("{line} in {text}"));
    let rest: Vec<_> = line[line.len().min(24)..].split_whitespace().collect();
    rest[column].parse().unwrap_or_else(|_| panic!("a number: {line}"))
}

fn effort(arguments: &[&str]) -> (i32, String, String) {
    let folder = tempfile::tempdir().expect("a folder");
    file::write(&folder.path().join("gold.jsonl"), GOLD);
    let ran = run(folder.path(), arguments);
    (ran.code, ran.out, ran.err)
}

#[test]
fn each_key_of_a_review_is_counted() {
    let (code, out, err) = effort(&["effort", "gold.jsonl", "--steps"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("2 articles, 3 gold annotations, 3 with a speaker or source"), "{out}");
    assert!(!out.contains("No keys led"), "every gold annotation is reached: {out}");
    assert_eq!(number(&out, "quote", 0), 3.0, "{out}");
    let keys = number(&out, "all", 1);
    assert!((4.0..=24.0).contains(&keys), "{out}");
    let last = out.lines().last().expect("a last line");
    assert_eq!(last, format!("{:.2} keys per gold annotation", keys / 3.0));
    for rival in ["brat", "doccano", "Label Studio", "INCEpTION"] {
        assert!(out.contains(rival), "{out}");
    }
}

#[test]
fn only_speech_is_asked_for() {
    let (code, out, _) = effort(&["effort", "gold.jsonl", "--speech"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("1 articles, 2 gold annotations"), "{out}");
}

#[test]
fn the_annotated_example_costs_little() {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/grain-talks-annotated.gloss.ron");
    let ran = run(Path::new("."), &["effort", example]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let keys: f64 = ran
        .out
        .lines()
        .last()
        .and_then(|line| line.strip_suffix(" keys per gold annotation"))
        .and_then(|figure| figure.parse().ok())
        .expect("a figure");
    assert!(keys < 3.0, "{}", ran.out);
}

#[test]
fn nothing_labelled_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    file::write(&folder.path().join("bare.jsonl"), "{\"id\":\"a\",\"text\":\"Nothing.\"}\n");
    let ran = run(folder.path(), &["effort", "bare.jsonl"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("labels nothing"), "{}", ran.err);
}
