//! The command line: what it prints, says and returns. It never needs a display.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// Runs the program in a folder, without a display.
fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_glossator"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("piped");
    let input = input.to_vec();
    let writer = std::thread::Builder::new().spawn(move || drop(stdin.write_all(&input))).expect("a thread");
    let Output { status, stdout, stderr } = child.wait_with_output().expect("it ends");
    writer.join().expect("written");
    (
        status.code().expect("an exit status"),
        String::from_utf8(stdout).expect("UTF-8"),
        String::from_utf8(stderr).expect("UTF-8"),
    )
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, bytes: &[u8]| {
        let mut file = fs::File::create(folder.path().join(name)).expect("a file");
        file.write_all(bytes).expect("written");
    };
    put("visit.txt", "President Putin arrived.\r\n“We will stay,” said Vladimir Putin 😀.\n".as_bytes());
    put("empty.txt", b"");
    put("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    let russian = "Он сказал: «Мы останемся надолго».\n".as_bytes();
    put("broken.txt", &russian[..russian.len() - 3]);
    put(
        "lines.jsonl",
        "{\"id\":\"a\",\"text\":\"Putin spoke.\"}\n\n{\"id\":\"b\",\"text\":\"Обама молчал.\"}\n".as_bytes(),
    );
    folder
}

#[track_caller]
fn check(arguments: &[&str], input: &str, code: i32, says: &str) -> String {
    let folder = folder();
    let (found, out, err) = run(folder.path(), arguments, input.as_bytes());
    assert!(err.contains(says), "{arguments:?} says\n{err}, not {says}");
    assert_eq!(found, code, "{arguments:?} said {err}");
    assert!(!err.contains("panicked"), "{err}");
    out
}

#[test]
fn suggest_prints_a_document() {
    let out = check(&["suggest", "visit.txt"], "", 0, "");
    let document: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(document["id"], "visit");
    assert_eq!(document["text"], "President Putin arrived.\n“We will stay,” said Vladimir Putin 😀.\n");
}

#[test]
fn attitudes_are_marked_when_asked_for() {
    let text = "Vladimir Putin opposes the new treaty on the harbour.";
    let quotes = |more: &[&str]| {
        let out = check(&[&["suggest", "-"], more].concat(), text, 0, "");
        out.matches("\"layer\": \"quote\"").count() + out.matches("\"layer\":\"quote\"").count()
    };
    assert_eq!((quotes(&[]), quotes(&["--attitudes"])), (0, 1));
}

#[test]
fn an_unsupported_language_is_said() {
    let text = "हम तैयार हैं और हम इंतज़ार करेंगे, मंत्री ने मंगलवार को राजधानी में कहा।";
    check(&["suggest", "-"], text, 0, "Hindi is not supported yet");
}

#[test]
fn what_is_wrong_with_the_input_is_said() {
    check(&["suggest", "absent.txt"], "", 1, "there is no such file: absent.txt");
    check(&["suggest", "empty.txt"], "", 1, "it is empty: empty.txt");
    check(&["suggest", "picture.txt"], "", 1, "it is not a text but a picture (PNG): picture.txt");
    check(&["suggest", "-"], "", 1, "it is empty: standard input");
    let out =
        check(&["suggest", "broken.txt"], "", 0, "1 character is not UTF-8 and stands as U+FFFD: broken.txt");
    assert!(out.contains('\u{fffd}'));
    check(&["check", "--from", "json", "visit.txt"], "", 1, "");
    check(&["convert", "visit.txt", "--from", "json", "--to", "jsonl"], "", 1, "line 1");
}

#[test]
fn wrong_usage_is_said() {
    check(&["suggest"], "", 2, "Usage");
    check(&["suggest", "visit.txt", "--to", "nonsense"], "", 2, "`nonsense` is no format");
    check(&["suggest", "visit.txt", "--min-score", "7"], "", 2, "between 0 and 1");
    #[cfg(not(feature = "precise"))]
    check(&["suggest", "visit.txt", "--tier", "precise"], "", 2, "not built into");
    check(&["suggest", "visit.txt", "broken.txt", "--to", "json"], "", 2, "holds one document");
    check(&["convert", "lines.jsonl"], "", 2, "--to");
    check(&["suggest", "-", "-"], "", 2, "twice");
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let out = check(&["suggest", "absent.txt", "visit.txt", "--to", "jsonl"], "", 1, "no such file");
    assert_eq!(out.lines().count(), 1);
}

#[test]
fn lines_are_streamed_and_keep_their_ids() {
    let out = check(&["suggest", "lines.jsonl", "--to", "jsonl"], "", 0, "");
    let ids: Vec<_> = out
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["id"].clone())
        .collect();
    assert_eq!(ids, ["a", "b"]);
    let lines = "{\"id\":\"x\",\"text\":\"One.\"}\n{\"id\":\n{\"text\":\"Three.\"}";
    for arguments in
        [&["suggest", "-", "--to", "jsonl"][..], &["suggest", "--from", "jsonl", "--to", "jsonl", "-"]]
    {
        let out = check(arguments, lines, 1, "line 2: ");
        assert_eq!(out.lines().count(), 2, "the other lines are done");
    }
    let out = check(&["suggest", "-"], "Just some words.\nIn two lines.", 0, "");
    assert!(out.contains("Just some words.\\nIn two lines."));
    let whole = check(&["suggest", "visit.txt"], "", 0, "");
    assert_eq!(check(&["suggest", "-"], &whole, 0, ""), whole, "a document over several lines");
}

#[test]
fn a_stream_answers_line_by_line() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_glossator"))
        .args(["suggest", "--from", "jsonl", "--to", "jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("piped");
    let mut stdout = std::io::BufReader::new(child.stdout.take().expect("piped"));
    for number in 0..3 {
        writeln!(stdin, "{{\"id\":\"{number}\",\"text\":\"Putin spoke.\"}}").expect("written");
        let mut line = String::new();
        std::io::BufRead::read_line(&mut stdout, &mut line).expect("an answer before the next line");
        assert!(line.starts_with(&format!("{{\"id\":\"{number}\"")), "{line}");
    }
    drop(stdin);
    assert!(child.wait().expect("it ends").success());
}

#[test]
fn nothing_is_overwritten_unless_asked() {
    let folder = folder();
    let suggest = |more: &[&str]| {
        run(folder.path(), &[&["suggest", "visit.txt", "-o", "out.json"], more].concat(), b"")
    };
    assert_eq!(suggest(&[]).0, 0);
    let before = fs::read(folder.path().join("out.json")).expect("written");
    let (code, _, err) = suggest(&[]);
    assert!(code == 2 && err.contains("--force overwrites it: out.json"), "{err}");
    assert_eq!(suggest(&["--force"]).0, 0);
    assert_eq!(fs::read(folder.path().join("out.json")).expect("written"), before);
    let hidden = fs::read_dir(folder.path()).expect("a folder").filter_map(Result::ok);
    assert!(
        hidden.into_iter().all(|entry| !entry.file_name().to_string_lossy().starts_with('.')),
        "no half files"
    );
}

#[test]
fn a_folder_stands_for_its_files() {
    let folder = folder();
    for name in ["empty.txt", "picture.txt"] {
        fs::remove_file(folder.path().join(name)).expect("removed");
    }
    let (code, _, err) = run(folder.path(), &["suggest", ".", "--to", "json", "-o", "done/"], b"");
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("2 articles in the folder"), "{err}");
    let (code, out, err) = run(folder.path(), &["check", "done"], b"");
    assert_eq!((code, out.lines().count()), (0, 2), "{out}{err}");
    let (_, out, _) = run(folder.path(), &["stats", "done"], b"");
    assert!(out.starts_with("document\tlayer\tsuggested"), "{out}");
    let (code, _, err) = run(folder.path(), &["convert", "done", "--to", "jsonl", "-o", "all.jsonl"], b"");
    assert_eq!(code, 0, "{err}");
    let (code, _, err) = run(folder.path(), &["convert", "all.jsonl", "--to", "json", "-o", "again/"], b"");
    assert_eq!(code, 0, "{err}");
    let read = |path: &str| fs::read(folder.path().join(path)).expect("written");
    assert_eq!(read("done/visit.json"), read("again/visit.json"));
    fs::create_dir(folder.path().join("nothing")).expect("a folder");
    let (code, _, err) = run(folder.path(), &["check", "nothing"], b"");
    assert!(code == 1 && err.contains("holds no documents"), "{err}");
}

#[test]
fn formats_are_listed() {
    let out = check(&["formats"], "", 0, "");
    for name in ["plain", "json", "jsonl"] {
        assert!(out.contains(&format!("  {name} ")), "{out}");
    }
    let out = check(&["convert", "lines.jsonl", "--to", "json", "--dry-run"], "", 0, "");
    assert_eq!(out, "json: nothing is lost\n");
}
