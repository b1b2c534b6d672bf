//! What is pasted: the clipboard's HTML where it has some, so that headings, lists and quotations stay; else its
//! text; and what is dropped. The system is asked on a thread: another program may be slow to answer.

use egui::{Context, Event};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// A look into the clipboard that is under way.
#[derive(Debug)]
pub(super) struct Pasting {
    html: Receiver<Option<String>>,
    /// The text that came with the key press.
    text: Option<String>,
}

/// What was found.
#[derive(Debug)]
pub(super) enum Pasted {
    /// The system has not answered yet.
    Not(Pasting),
    /// A piece of a page.
    Html(String),
    /// Text, and no HTML.
    Text(String),
    /// No HTML, and nobody has asked for the text yet.
    Nothing,
}

impl Pasting {
    /// Asks the system; `text` is taken when it has no HTML.
    pub(super) fn begin(ctx: &Context, text: Option<String>) -> Self {
        let (sender, html) = channel();
        let ctx = ctx.clone();
        let ask = move || {
            let found = arboard::Clipboard::new().and_then(|mut clipboard| clipboard.get().html());
            // the window may be gone; then nobody waits for the answer
            drop(sender.send(found.ok().filter(|html| !html.trim().is_empty())));
            ctx.request_repaint();
        };
        drop(std::thread::Builder::new().name("clipboard".to_owned()).spawn(ask));
        Self { html, text }
    }

    /// Looks whether the system has answered.
    pub(super) fn poll(self) -> Pasted {
        match (self.html.try_recv(), self.text) {
            (Err(TryRecvError::Empty), text) => Pasted::Not(Self { html: self.html, text }),
            (Ok(Some(html)), _) => Pasted::Html(html),
            (_, Some(text)) => Pasted::Text(text),
            _ => Pasted::Nothing,
        }
    }
}

/// Returns the text that was pasted with this frame's keys.
pub(super) fn pasted(ctx: &Context) -> Option<String> {
    ctx.input(|input| {
        input.events.iter().find_map(|event| match event {
            Event::Paste(text) => Some(text.clone()),
            _ => None,
        })
    })
}

/// Returns the files that were dropped on the window.
pub(super) fn dropped(ctx: &Context) -> Vec<PathBuf> {
    let paths: Vec<PathBuf> =
        ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_path_buf()).collect());
    paths.into_iter().filter(|path| !path.as_os_str().is_empty()).collect()
}
