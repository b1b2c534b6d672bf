//! A suggester of the user's own: what it proposes is taken over, what is wrong with it is told, and it never hangs
//! the program.
#![cfg(unix)]

use crate::support::file;
use glossator::model::{Codebook, Document, LayerId};
use glossator::store::suggester::{Suggester, ask};
use glossator::text::Article;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

fn shell(script: &str, seconds: u64) -> Suggester {
    Suggester {
        name: "mine".to_owned(),
        program: PathBuf::from("/bin/sh"),
        arguments: vec!["-c".to_owned(), script.to_owned()],
        seconds,
    }
}

fn document(id: &str) -> Document {
    Document::with_id(id, Arc::new(Article::new("Vorstad 😀 spoke.")), Codebook::standard())
}

/// What the programs answer: one annotation at these scalars.
fn answer(id: &str, start: u32, end: u32, layer: &str) -> String {
    format!(
        r#"{{"id":"{id}","text":"Vorstad 😀 spoke.","annotations":[{{"id":"x","layer":"{layer}","fragments":[{{"start":{start},"end":{end}}}],"attributes":{{"kind":"company"}},"status":"accepted"}}]}}"#
    )
}

#[track_caller]
fn refused(script: &str, says: &str) {
    let document = document("one");
    let answers = ask(&shell(script, 1), &[&document], &AtomicBool::new(false), &mut |_| {});
    let why = answers.into_iter().next().expect("an answer").expect_err("refused");
    assert!(why.starts_with("mine: ") && why.contains(says), "{why}");
}

#[test]
fn what_it_proposes_is_a_suggestion_of_its_own() {
    let documents = [document("one"), document("two")];
    let script = format!(
        "cat >/dev/null; echo '{}'; echo '{}'",
        answer("two", 0, 7, "actor"),
        answer("one", 8, 9, "actor")
    );
    let all: Vec<_> = documents.iter().collect();
    let mut told = Vec::new();
    let answers = ask(&shell(&script, 5), &all, &AtomicBool::new(false), &mut |count| told.push(count));
    assert_eq!(told, [1, 2]);
    let words: Vec<_> = answers
        .iter()
        .map(|answer| {
            let found = answer.as_ref().expect("taken over");
            let it = found.annotations.first().expect("one");
            assert_eq!(it.status.name(), "suggested", "a program decides on nothing");
            assert_eq!((it.origin.name.as_str(), it.origin.reason.as_str()), ("mine", "proposed by mine"));
            it.words(documents[0].text())
        })
        .collect();
    assert_eq!(words, ["😀", "Vorstad"], "each answer is for the article of its id");
}

#[test]
fn what_is_wrong_is_told() {
    refused("sleep 30", "wrote nothing for 1 seconds");
    refused("cat >/dev/null; echo nonsense", "line 1");
    refused("cat >/dev/null; head -c 100000 /dev/zero", "line 1");
    refused("cat >/dev/null; echo 'no model' >&2; exit 3", "no model");
    refused("cat >/dev/null", "without an answer");
    refused("yes '{\"id\":\"one\",\"text\":\"x\"}'", "more lines");
    refused(
        "cat >/dev/null; echo '{\"id\":\"one\",\"text\":\"Another text.\",\"annotations\":[]}'",
        "its text is not the one",
    );
    refused("cat >/dev/null; echo '{\"id\":\"three\",\"text\":\"x\"}'", "no article with the id three");
    let absent = Suggester { program: PathBuf::from("/absent/program"), ..shell("", 1) };
    let document = document("one");
    let answers = ask(&absent, &[&document], &AtomicBool::new(false), &mut |_| {});
    assert!(answers[0].as_ref().is_err_and(|why| why.contains("cannot be started")), "{answers:?}");
}

#[test]
fn wrong_places_and_layers_are_left_out_and_told() {
    let one = document("one");
    for (line, says) in [(answer("one", 3, 900, "actor"), ""), (answer("one", 0, 7, "weather"), "weather")] {
        let script = format!("cat >/dev/null; echo '{line}'");
        let found =
            ask(&shell(&script, 5), &[&one], &AtomicBool::new(false), &mut |_| {}).remove(0).expect("read");
        let inside = found.annotations.iter().all(|it| it.hull().end as usize <= one.text().len());
        assert!(inside && found.annotations.iter().all(|it| it.layer == LayerId::ACTOR), "{found:?}");
        assert!(found.notes.iter().any(|note| note.contains(says)), "{:?}", found.notes);
    }
}

#[test]
fn it_is_stopped_when_the_person_wishes() {
    let (document, stop) = (document("one"), Arc::new(AtomicBool::new(false)));
    let later = Arc::clone(&stop);
    let thread = std::thread::Builder::new()
        .spawn(move || {
            std::thread::sleep(Duration::from_millis(200));
            later.store(true, Ordering::Relaxed);
        })
        .expect("a thread");
    let began = Instant::now();
    let answers = ask(&shell("exec sleep 60", 60), &[&document], &stop, &mut |_| {});
    thread.join().expect("done");
    assert!(answers[0].as_ref().is_err_and(|why| why.contains("it was stopped")), "{answers:?}");
    assert!(began.elapsed() < Duration::from_secs(20), "killed at once");
}

#[test]
fn the_command_line_asks_only_what_the_settings_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = folder.path().join("glossator");
    std::fs::create_dir_all(&config).expect("a folder");
    file::write(&folder.path().join("a.txt"), "Vorstad 😀 spoke.");
    let line = answer("a", 0, 7, "actor");
    let list = format!(
        r##"[(name: "mine", program: "/bin/sh", arguments: ["-c", r#"cat >/dev/null; echo '{line}'"#])]"##
    );
    file::write(&config.join("suggesters.ron"), list);
    let run = |name: &str| {
        Command::new(env!("CARGO_BIN_EXE_glossator"))
            .args(["suggest", "a.txt", "--suggester", name])
            .current_dir(folder.path())
            .env("XDG_CONFIG_HOME", folder.path())
            .env("HOME", folder.path())
            .output()
            .expect("it runs")
    };
    if cfg!(target_os = "linux") {
        let ran = run("mine");
        let out = String::from_utf8(ran.stdout).expect("UTF-8");
        assert!(
            ran.status.success() && out.contains("\"mine\""),
            "{out} {:?}",
            String::from_utf8(ran.stderr)
        );
    }
    let ran = run("theirs");
    assert_eq!(ran.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ran.stderr).contains("no suggester is called `theirs`"));
}
