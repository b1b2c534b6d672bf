//! Runs the program without a window.

use std::path::Path;
use std::process::Command;

/// How a run ended, and what it printed and said.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the program in a folder, without a display.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Ran {
    let ran = Command::new(env!("CARGO_BIN_EXE_glossator"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .expect("the program runs");
    Ran {
        code: ran.status.code().expect("an exit status"),
        out: String::from_utf8(ran.stdout).expect("UTF-8"),
        err: String::from_utf8(ran.stderr).expect("UTF-8"),
    }
}
