//! Who speaks how often: reads annotated documents of any format and counts the quotes of each speaker.
//!
//! `cargo run --example count_speakers -- article.gloss.ron more.json`

use glossator::formats::{self, Input};
use glossator::model::{Document, LayerId, Status, Target, link::role};
use std::collections::BTreeMap;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut counts = BTreeMap::new();
    for path in std::env::args().skip(1) {
        let read = std::fs::read(&path)
            .map_err(|why| why.to_string())
            .and_then(|bytes| formats::read(&Input::new(&bytes, &path)).map_err(|why| why.to_string()));
        match read {
            Ok(all) => all.iter().for_each(|imported| count(&imported.document, &mut counts)),
            Err(why) => {
                eprintln!("{why}: {path}");
                return ExitCode::FAILURE;
            }
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for (speaker, count) in counts {
        println!("{count:5} {speaker}");
    }
    ExitCode::SUCCESS
}

/// Adds the quotes of one document that nobody has turned down, by the name of who says them.
fn count(document: &Document, counts: &mut BTreeMap<String, usize>) {
    for quote in document.on_layer(&LayerId::QUOTE).filter(|quote| quote.status != Status::Rejected) {
        let mut speakers = document.linked(&quote.id, role::SPEAKER).peekable();
        if speakers.peek().is_none() {
            *counts.entry("(nobody named)".to_owned()).or_default() += 1;
        }
        for speaker in speakers {
            *counts.entry(name(document, &speaker.to)).or_default() += 1;
        }
    }
}

/// The actor's name where the mention has one, else the words that stand in the text.
fn name(document: &Document, speaker: &Target) -> String {
    let mention = speaker.annotation().and_then(|id| document.annotation(id));
    let actor = match speaker {
        Target::Actor(id) => Some(id),
        _ => mention.and_then(|mention| mention.actor.as_ref()),
    };
    match (actor.and_then(|id| document.actors().get(id)), mention) {
        (Some(actor), _) => actor.name.clone(),
        (None, Some(mention)) => mention.words(document.text()),
        (None, None) => speaker.to_text().to_string(),
    }
}
