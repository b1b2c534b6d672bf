//! `glossator evaluate` gives the figures of the reference scorer, a script that the gold standards come with.

use super::support::cli::{Ran, run};
use super::support::file::write;
use serde_json::Value;
use std::path::Path;

/// What the script printed for `tests/files/evaluate`, by its options.
const REFERENCE: &[(&[&str], &str)] = &[
    (
        &[],
        r#"{"actors": {
        "exact": {"P": 71.4, "R": 83.3, "F1": 76.9, "tp": 5, "gold": 6, "pred": 7},
        "tight": {"P": 71.4, "R": 83.3, "F1": 76.9, "tp": 5, "gold": 6, "pred": 7},
        "overlap": {"P": 85.7, "R": 100.0, "F1": 92.3, "tp": 6, "gold": 6, "pred": 7},
        "typed_exact": {"P": 57.1, "R": 66.7, "F1": 61.5, "tp": 4, "gold": 6, "pred": 7}},
    "quotes": {
        "exact": {"P": 57.1, "R": 66.7, "F1": 61.5, "tp": 4, "gold": 6, "pred": 7},
        "o80": {"P": 57.1, "R": 66.7, "F1": 61.5, "tp": 4, "gold": 6, "pred": 7},
        "o50": {"P": 85.7, "R": 100.0, "F1": 92.3, "tp": 6, "gold": 6, "pred": 7},
        "touch": {"P": 85.7, "R": 100.0, "F1": 92.3, "tp": 6, "gold": 6, "pred": 7},
        "speaker": {"n": 3, "overlap_acc": 66.7, "exact_acc": 33.3, "missing": 0.0},
        "quote+speaker": {"P": 42.9, "R": 50.0, "F1": 46.2, "tp": 3, "gold": 6, "pred": 7},
        "cue": {"n": 3, "touch_acc": 100.0}},
    "claims": {
        "sentence": {"P": 33.3, "R": 33.3, "F1": 33.3, "tp": 1, "gold": 3, "pred": 3},
        "AP": 50.0,
        "base_rate": 42.9}}"#,
    ),
    (
        &["--loc-as-gpe", "--task", "actors"],
        r#"{"actors": {
        "exact": {"P": 55.6, "R": 71.4, "F1": 62.5, "tp": 5, "gold": 7, "pred": 9},
        "tight": {"P": 55.6, "R": 71.4, "F1": 62.5, "tp": 5, "gold": 7, "pred": 9},
        "overlap": {"P": 77.8, "R": 100.0, "F1": 87.5, "tp": 7, "gold": 7, "pred": 9},
        "typed_exact": {"P": 44.4, "R": 57.1, "F1": 50.0, "tp": 4, "gold": 7, "pred": 9}}}"#,
    ),
    (
        &["--subset", "speech", "--task", "quotes"],
        r#"{"quotes": {
        "exact": {"P": 50.0, "R": 60.0, "F1": 54.5, "tp": 3, "gold": 5, "pred": 6},
        "o80": {"P": 50.0, "R": 60.0, "F1": 54.5, "tp": 3, "gold": 5, "pred": 6},
        "o50": {"P": 83.3, "R": 100.0, "F1": 90.9, "tp": 5, "gold": 5, "pred": 6},
        "touch": {"P": 83.3, "R": 100.0, "F1": 90.9, "tp": 5, "gold": 5, "pred": 6},
        "speaker": {"n": 2, "overlap_acc": 50.0, "exact_acc": 0.0, "missing": 0.0},
        "quote+speaker": {"P": 33.3, "R": 40.0, "F1": 36.4, "tp": 2, "gold": 5, "pred": 6},
        "cue": {"n": 2, "touch_acc": 100.0}}}"#,
    ),
    (
        &["--subset", "direct", "--task", "quotes"],
        r#"{"quotes": {
        "exact": {"P": 33.3, "R": 50.0, "F1": 40.0, "tp": 1, "gold": 2, "pred": 3},
        "o80": {"P": 33.3, "R": 50.0, "F1": 40.0, "tp": 1, "gold": 2, "pred": 3},
        "o50": {"P": 66.7, "R": 100.0, "F1": 80.0, "tp": 2, "gold": 2, "pred": 3},
        "touch": {"P": 66.7, "R": 100.0, "F1": 80.0, "tp": 2, "gold": 2, "pred": 3},
        "speaker": {"n": 1, "overlap_acc": 100.0, "exact_acc": 0.0, "missing": 0.0},
        "quote+speaker": {"P": 33.3, "R": 50.0, "F1": 40.0, "tp": 1, "gold": 2, "pred": 3},
        "cue": {"n": 1, "touch_acc": 100.0}}}"#,
    ),
];

fn files() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/evaluate")
}

#[test]
fn the_figures_are_those_of_the_script() {
    for (options, expected) in REFERENCE {
        let arguments = [&["evaluate", "gold.jsonl", "predicted.jsonl", "--json"], *options].concat();
        let Ran { code, out, err } = run(&files(), &arguments);
        assert_eq!(code, 0, "{err}");
        let found: Value = serde_json::from_str(&out).expect("JSON");
        let expected: Value = serde_json::from_str(expected).expect("JSON");
        assert_eq!(found, expected, "{options:?}");
    }
}

#[test]
fn mistakes_come_in_classes_with_examples() {
    let Ran { code, out, .. } = run(&files(), &["evaluate", "gold.jsonl", "predicted.jsonl"]);
    assert_eq!(code, 0);
    for line in [
        "type: GPE taken for ORG",
        "Varnian ← Varnian traders",
        "boundary: ends early",
        "Marek ← reporters: the harbour would open",
        "missing: claim",
        "worst articles",
    ] {
        assert!(out.contains(line), "{line} is not in\n{out}");
    }
}

#[test]
fn a_gold_standard_is_its_own_best_prediction_in_either_form() {
    let Ran { out, .. } =
        run(&files(), &["evaluate", "gold.jsonl", "gold.jsonl", "--task", "quotes", "--json"]);
    let found: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(found["quotes"]["quote+speaker"]["F1"], 100.0);
    let Ran { code, out, err } = run(&files(), &["evaluate", "gold.jsonl", "--suggest", "--errors", "0"]);
    assert_eq!(code, 0, "{err}");
    assert!(!out.contains("mistakes") && out.contains("quotes"), "{out}");
}

#[test]
fn how_far_scores_can_be_relied_on() {
    let arguments = ["evaluate", "gold.jsonl", "predicted.jsonl", "--reliability"];
    let Ran { code, out, .. } = run(&files(), &arguments);
    assert_eq!(code, 0);
    assert!(out.contains("claims") && out.contains("scored 0.8 to 0.9"), "{out}");
    let Ran { out, .. } = run(&files(), &[&arguments[..], &["--json"]].concat());
    let found: Value = serde_json::from_str(&out).expect("JSON");
    let bins = found["claims"].as_array().expect("a table");
    assert!(bins.iter().any(|bin| bin["from"] == 0.8 && bin["found"].as_u64() > Some(0)), "{out}");
    let Ran { out, .. } =
        run(&files(), &["evaluate", "gold.jsonl", "--suggest", "--reliability", "--task", "actors"]);
    assert!(out.contains("off by") && out.contains("scored 0.9 to 1.0"), "{out}");
}

#[test]
fn bad_input_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows =
        "{\"id\":\"a\",\"text\":\"Ann spoke.\",\"actors\":[{\"start\":0,\"end\":30,\"label\":\"PER\"}]}\n";
    write(&folder.path().join("rows.jsonl"), rows);
    write(&folder.path().join("bare.jsonl"), "{\"id\":\"a\",\"text\":\"Ann spoke.\"}\n");
    for (name, says) in [
        ("rows.jsonl", "0..30 lies outside"),
        ("bare.jsonl", "labels nothing"),
        ("none.jsonl", "no such file"),
    ] {
        let Ran { code, err, .. } = run(folder.path(), &["evaluate", name, "--suggest"]);
        assert_eq!(code, 1);
        assert!(err.contains(says), "{err}");
    }
    assert_eq!(run(folder.path(), &["evaluate", "rows.jsonl"]).code, 2);
}
