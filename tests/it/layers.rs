//! The layers of the code: imports run one way only (the map is in `src/lib.rs`).

use std::fs;
use std::path::{Path, PathBuf};

/// Each layer with what it may name besides itself.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("model", &["text"]),
    ("suggest", &["text", "model"]),
    ("formats", &["text", "model"]),
    ("analysis", &["text", "model"]),
    ("store", &["text", "model", "suggest", "formats", "analysis"]),
    ("workbench", &["text", "model", "suggest", "formats", "analysis", "store"]),
    ("cli", &["text", "model", "suggest", "formats", "analysis", "store", "workbench"]),
    ("app", &["text", "model", "suggest", "formats", "analysis", "store", "workbench"]),
];

/// What only some layers may name.
const RESERVED: &[(&str, &[&str])] = &[
    ("egui", &["app"]),
    ("eframe", &["app"]),
    ("egui_extras", &["app"]),
    ("rfd", &["app"]),
    ("arboard", &["app"]),
    ("std::fs", &["store", "cli"]),
    ("std::net", &[]),
    ("clap", &["cli"]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("src is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The layer a file of `src/` belongs to: its first folder, or its name.
fn layer_of(path: &Path) -> String {
    let first = path.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Code without comments and without the tests at the end of the file.
fn code(text: &str) -> String {
    let body = text.split("#[cfg(test)]").next().unwrap_or_default();
    body.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

fn names(code: &str, path: &str) -> bool {
    code.match_indices(path).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + path.len()..].chars().next();
        let inside = |char: Option<char>| char.is_some_and(|char| char.is_alphanumeric() || char == '_');
        !inside(before)
            && !inside(after)
            && (path.contains("::") || code[at + path.len()..].starts_with("::"))
    })
}

#[test]
fn imports_run_one_way() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for path in sources(&src) {
        let short = path.strip_prefix(&src).expect("inside src").to_path_buf();
        let layer = layer_of(&short);
        let code = code(&fs::read_to_string(&path).expect("readable"));
        if path.ends_with("tests.rs") {
            continue; // compiled into tests alone
        }
        if let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == layer) {
            for (other, _) in LAYERS {
                let named = names(&code, &format!("crate::{other}"));
                if named && *other != layer && !allowed.contains(other) {
                    wrong.push(format!("{}: {layer} may not import {other}", short.display()));
                }
            }
            for (library, layers) in RESERVED {
                if names(&code, library) && !layers.contains(&layer.as_str()) {
                    wrong.push(format!("{}: {layer} may not name {library}", short.display()));
                }
            }
        } else if !matches!(layer.as_str(), "lib" | "main") {
            wrong.push(format!("{}: is in no layer", short.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_is_too_long_and_each_says_what_it_owns() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for path in sources(&src) {
        let text = fs::read_to_string(&path).expect("readable");
        let lines = text.split("#[cfg(test)]").next().unwrap_or_default().lines().count();
        if lines > 600 {
            wrong.push(format!("{} has {lines} lines", path.display()));
        }
        if !text.starts_with("//!") {
            wrong.push(format!("{} does not say what it owns", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_rules_themselves_catch_a_wrong_import() {
    assert!(names("use crate::model::Edit;", "crate::model"));
    assert!(names("fn f() -> egui::Ui", "egui"));
    assert!(!names("let egui_kittest = 1;", "egui"));
    assert!(!names("use crate::models::X;", "crate::model"));
}
