//! The real window, used as an analyst uses it: keys and mouse under a virtual display, then the
//! saved file is read back.
//!
//! Run by `cargo test --test window`; needs Xvfb, xdotool and ImageMagick's `import`. With a path in
//! `GLOSSATOR_PICTURES`, screenshots are kept there.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod display;

use display::{Display, Program};
use glossator::formats::annotation::native;
use glossator::model::{Document, LayerId, Status};
use std::path::{Path, PathBuf};

const ARTICLE: &str = "corridor-commentary";

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let article = folder.path().join(format!("{ARTICLE}.txt"));
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/{ARTICLE}.txt"));
    std::fs::copy(&source, &article).expect("the example is there");
    let display = Display::start();
    let native = folder.path().join(format!("{ARTICLE}.gloss.ron"));

    let reviewed = review(&display, folder.path(), &article, &native);
    let reopened = reopen(&display, folder.path(), &article, &native);
    assert_eq!(reviewed, reopened, "closing and reopening changed the document");
    println!("window: 2 sessions, {} annotations saved and found again", reopened.annotation_count());
    let sockets = alone(&display, folder.path(), &article);
    println!("window: {sockets} sockets, all of the display");
    println!("3 passed, 0 failed");
}

/// One session: accept, reject, move an end, change a speaker, add a quote that is missing, save, close.
fn review(display: &Display, home: &Path, article: &Path, native: &Path) -> Document {
    let program = Program::start(display, home, &[article]);
    program.wait_for_title(ARTICLE);
    program.wait_until_idle();
    program.type_text("Nora"); // the name is asked for once
    program.keys(&["Return"]);
    program.wait_until_idle();
    program.picture("1-opened");

    program.keys(&["n", "Return", "n", "BackSpace"]);
    program.wait_for_title("•");
    program.keys(&["alt+1", "alt+3"]); // quotes alone
    program.keys(&["n", "bracketright", "s"]);
    program.picture("2-corrected");
    program.keys(&["n", "Return", "n", "Return"]);
    program.keys(&["alt+1", "alt+3"]);

    let before = saved(&program, native);
    let accepted = count(&before, Status::Accepted);
    assert!(accepted >= 4, "{accepted} annotations accepted");
    assert!(count(&before, Status::Rejected) >= 1, "nothing was rejected");
    assert!(made_links(&before) >= 1, "no speaker was changed");

    // a click puts the caret; q makes a quote of the sentence under it
    program.click_text();
    program.keys(&["q"]);
    program.picture("3-quote-added");
    let after = saved(&program, native);
    assert!(made(&after, &LayerId::QUOTE) > made(&before, &LayerId::QUOTE), "no quote was added");

    program.keys(&["ctrl+z"]);
    let undone = saved(&program, native);
    assert_eq!(made(&undone, &LayerId::QUOTE), made(&before, &LayerId::QUOTE), "undo left the quote");
    program.keys(&["ctrl+shift+z"]);
    let redone = saved(&program, native);
    assert_eq!(made(&redone, &LayerId::QUOTE), made(&after, &LayerId::QUOTE), "redo lost the quote");

    let json = export(&program, &home.join("export.json"));
    assert!(
        json.contains("\"layer\":\"quote\"") || json.contains("\"layer\": \"quote\""),
        "no quotes in the JSON"
    );
    let page = export(&program, &home.join("export.html"));
    assert!(page.contains("<!doctype html>") || page.contains("<!DOCTYPE html>"), "the page is no page");
    program.close();
    read(native)
}

/// Exports through the panel; the ending of the path says what to.
fn export(program: &Program<'_>, path: &Path) -> String {
    program.keys(&["ctrl+e"]);
    program.wait_until_idle();
    program.picture("4-export");
    program.command("Save the export");
    // without a desktop's dialog the window asks for a typed path
    program.wait_until_idle();
    program.keys(&["ctrl+a"]);
    program.type_text(&path.to_string_lossy());
    program.keys(&["Return"]);
    display::wait_for(|| std::fs::read_to_string(path).ok().filter(|text| !text.is_empty()))
}

fn reopen(display: &Display, home: &Path, article: &Path, native: &Path) -> Document {
    let program = Program::start(display, home, &[article]);
    program.wait_for_title(ARTICLE);
    program.wait_until_idle();
    program.keys(&["n"]);
    program.picture("5-reopened");
    program.keys(&["ctrl+shift+l"]);
    program.picture("6-dark");
    let ticks = program.idle_ticks();
    assert!(ticks <= 2, "the idle window used {ticks} clock ticks in two seconds");
    program.keys(&["ctrl+shift+l"]);
    program.close();
    read(native)
}

/// The program holds no socket but the display's, and needs no network.
fn alone(display: &Display, home: &Path, article: &Path) -> usize {
    let program = Program::start(display, home, &[article]);
    program.wait_for_title(ARTICLE);
    program.wait_until_idle();
    let sockets = program.sockets();
    let others: Vec<_> = sockets.iter().filter(|socket| !socket.starts_with("unix ")).collect();
    assert!(others.is_empty(), "{others:?}");
    assert!((1..=3).contains(&sockets.len()), "{sockets:?}");
    program.close();
    match Program::start_without_network(display, home, &[article]) {
        Some(program) => {
            program.wait_for_title(ARTICLE);
            program.keys(&["n"]);
            program.wait_until_idle();
            program.close();
            println!("window: works where there is no network");
        }
        None => println!("SKIPPED: no network can be taken away here"),
    }
    sockets.len()
}

/// Saves with the key and reads what was saved.
fn saved(program: &Program<'_>, native: &Path) -> Document {
    program.keys(&["ctrl+s"]);
    program.wait_for_title_without("•");
    read(native)
}

fn read(native: &Path) -> Document {
    let bytes = display::wait_for(|| std::fs::read(native).ok());
    let loaded = native::read(&bytes).expect("the saved file is whole");
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    assert!(glossator::model::check(&loaded.document).is_empty());
    loaded.document
}

fn count(document: &Document, status: Status) -> usize {
    document.annotations().filter(|annotation| annotation.status == status).count()
}

/// Counts what a person made.
fn made(document: &Document, layer: &LayerId) -> usize {
    document.on_layer(layer).filter(|annotation| annotation.origin.score.is_none()).count()
}

fn made_links(document: &Document) -> usize {
    document.links().iter().filter(|link| link.origin.score.is_none()).count()
}

/// Where screenshots go, if they are wanted.
fn pictures() -> Option<PathBuf> {
    std::env::var_os("GLOSSATOR_PICTURES").map(PathBuf::from)
}
