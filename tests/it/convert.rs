//! `glossator convert`: labels, codebooks, passages, tables of several articles, what is written for MAXQDA.

use super::support::cli::{Ran, run};
use super::support::file::write;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, text: &str| write(&folder.path().join(name), text);
    put("raid.txt", "Words and more words.\n\nA second paragraph, said Ann.\n\nThe end.\n");
    put(
        "raid.ann",
        "T1\tAttack 0 5\tWords\nT2\tNoise 6 9\tand\nT3\tEvent 10 14\tmore\nT4\tquote 23 41\tA second paragraph\n",
    );
    put("labels.txt", "# mine\nAttack = claim type=accusation\nNoise = left out\nEvent = clam\n");
    folder
}

#[track_caller]
fn ran(folder: &Path, arguments: &[&str]) -> Ran {
    let ran = run(folder, &[&["convert"], arguments].concat());
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    ran
}

#[track_caller]
fn refused(folder: &Path, arguments: &[&str], says: &str) {
    let Ran { code, err, .. } = ran(folder, arguments);
    assert!(code == 2 && err.contains(says), "{arguments:?}: {code} {err}");
}

#[test]
fn labels_go_where_the_file_says() {
    let folder = folder();
    let Ran { code, out, err } = ran(folder.path(), &["raid.ann", "--to", "json", "--labels", "labels.txt"]);
    assert_eq!(code, 0, "{err}");
    let document: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let layers: Vec<_> = document["annotations"].as_array().expect("a list").iter().collect();
    let said: Vec<_> =
        layers.iter().map(|it| format!("{} {}", it["layer"], it["attributes"]["type"])).collect();
    assert_eq!(said, ["\"claim\" \"accusation\"", "\"Event\" null", "\"quote\" null"]);
    assert!(err.contains("line 4: `Event = clam`: the codebook has no layer `clam` but actor"), "{err}");
    assert!(err.contains("the label `Event` (1 annotation) is not in the file of labels"), "{err}");
    let Ran { code, err, .. } = ran(folder.path(), &["raid.ann", "--to", "json", "--labels", "absent.txt"]);
    assert!(code == 1 && err.contains("there is no such file: absent.txt"), "{err}");
}

#[test]
fn a_codebook_of_another_program_is_given() {
    let folder = folder();
    let qdc = r#"<?xml version="1.0"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>
        <Code guid="1" name="Event" isCodable="true"><Code guid="2" name="Raid" isCodable="true"/></Code></Codes></CodeBook>"#;
    write(&folder.path().join("mine.qdc"), qdc);
    let Ran { code, out, err } = ran(folder.path(), &["raid.ann", "--to", "ron", "--codebook", "mine.qdc"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("\"raid\"") && out.contains("\"Raid\""), "{out}");
    assert!(err.contains("1 annotation is on the layer `quote`, which the codebook `mine` lacks"), "{err}");
    let ours = ran(folder.path(), &["raid.ann", "--to", "refi-codebook", "-o", "ours.qdc"]);
    assert_eq!(ours.code, 0, "{}", ours.err);
    let Ran { code, out, err } = ran(folder.path(), &["raid.ann", "--to", "ron", "--codebook", "ours.qdc"]);
    assert!(code == 0 && !err.contains("lacks"), "{err}");
    assert!(out.contains("\"armed-group\"") && out.contains("\"speaker\""), "{out}");
    let Ran { code, err, .. } = ran(folder.path(), &["raid.ann", "--to", "ron", "--codebook", "raid.txt"]);
    assert!(code == 1 && err.contains("this is no codebook that can be taken"), "{err}");
}

#[test]
fn a_passage_is_drawn_alone() {
    let folder = folder();
    let drawn = |passage: &str| ran(folder.path(), &["raid.ann", "--to", "svg", "--passage", passage]);
    let Ran { code, out, err } = drawn("23..41");
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("second") && !out.contains("Words") && !out.contains("said Ann"), "{out}");
    assert!(err.contains("3 annotations outside the passage: not drawn"), "{err}");
    let Ran { out, .. } = drawn("T4");
    assert!(out.contains("said Ann") && !out.contains("Words") && !out.contains("The end"), "{out}");
    refused(folder.path(), &["raid.ann", "--to", "svg", "--passage", "T9"], "raid has no annotation `T9`");
    refused(folder.path(), &["raid.ann", "--to", "svg", "--passage", "900..950"], "which has 63 characters");
    refused(folder.path(), &["raid.ann", "--to", "svg", "--passage", "9..4"], "neither FROM..TO");
    refused(
        folder.path(),
        &["raid.ann", "--to", "json", "--passage", "T4"],
        "--passage is for drawings (svg)",
    );
}

#[test]
fn a_table_of_several_articles_comes_back() {
    let folder = folder();
    for name in ["a", "b"] {
        write(&folder.path().join(format!("{name}.txt")), "Words and more.");
        write(&folder.path().join(format!("{name}.ann")), "T1\tquote 6 9\tand\n");
    }
    let Ran { code, err, .. } = ran(folder.path(), &["a.ann", "b.ann", "--to", "csv", "-o", "all.csv"]);
    assert_eq!(code, 0, "{err}");
    let Ran { code, out, err } = ran(folder.path(), &["all.csv", "--to", "jsonl"]);
    assert_eq!((code, out.lines().count()), (0, 2), "{err}");
    assert!(out.lines().all(|line| line.contains("\"text\":\"and\"")), "{out}");
    let Ran { code, err, .. } = ran(folder.path(), &["all.csv", "--to", "json", "-o", "each/"]);
    assert_eq!(code, 0, "{err}");
    assert!(folder.path().join("each/a.json").exists() && folder.path().join("each/b.json").exists());
    fs::remove_file(folder.path().join("b.txt")).expect("removed");
    let Ran { code, err, .. } = ran(folder.path(), &["all.csv", "--to", "jsonl"]);
    assert!(code == 1 && err.contains("b.txt is not beside; 1 annotations"), "{err}");
}

#[test]
fn maxqda_gets_its_line_ends() {
    let folder = folder();
    let Ran { code, err, .. } =
        ran(folder.path(), &["raid.ann", "--to", "refi-qda", "-o", "raid.qdpx", "--maxqda"]);
    assert!(code == 0 && err.contains("5 line ends: written for MAXQDA"), "{err}");
    let Ran { code, out, err } = ran(folder.path(), &["raid.qdpx", "--to", "json"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("\"A second paragraph\"") && out.contains("\\r\\n"), "{out}");
    refused(folder.path(), &["raid.ann", "--to", "json", "--maxqda"], "--maxqda is for refi-qda");
}

#[test]
fn offsets_that_count_a_line_end_as_one_are_understood() {
    let folder = folder();
    write(&folder.path().join("crlf.txt"), "One\r\nTwo\r\nThree words here.\r\n");
    write(&folder.path().join("crlf.ann"), "T1\tquote 8 13\tThree\nT2\tquote 14 19\twords\n");
    let Ran { code, out, err } = ran(folder.path(), &["crlf.ann", "--to", "json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("\"text\": \"Three\"") || out.contains("\"text\":\"Three\""), "{out}");
}
