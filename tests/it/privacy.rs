//! The program opens no connection: it does the same work where there is no network at all.

use super::support::file;
use std::process::{Command, Stdio};

#[test]
fn the_command_line_does_the_same_without_a_network() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "President Putin arrived in Astana.\n“We will stay,” said Vladimir Putin.\n";
    file::write(&folder.path().join("visit.txt"), text);
    file::write(
        &folder.path().join("page.html"),
        "<img src=\"http://127.0.0.1:9/x\"><p>President Putin spoke in Astana.</p>",
    );
    let program = env!("CARGO_BIN_EXE_glossator");
    let run = |wrapped: bool, arguments: &[&str]| {
        let mut command = if wrapped {
            let mut command = Command::new("unshare");
            command.args(["--user", "--map-root-user", "--net", program]);
            command
        } else {
            Command::new(program)
        };
        command.args(arguments).current_dir(folder.path()).stdin(Stdio::null()).output()
    };
    let allowed = Command::new("unshare").args(["--user", "--map-root-user", "--net", "true"]).status();
    if !allowed.is_ok_and(|status| status.success()) {
        eprintln!("SKIPPED: no network can be taken away here");
        return;
    }
    for arguments in [
        &["suggest", "visit.txt", "page.html", "--tier", "fast", "--to", "jsonl"][..],
        &["search", ".", "astana"],
        &["formats"],
    ] {
        let (with, without) = (run(false, arguments).expect("ran"), run(true, arguments).expect("ran"));
        assert!(with.status.success(), "{}", String::from_utf8_lossy(&with.stderr));
        assert_eq!(with.stdout, without.stdout, "{arguments:?}");
        assert_eq!(with.status, without.status);
    }
    eprintln!("three sub-commands without a network: the same output");
}
