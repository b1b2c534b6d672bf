//! Suggesters of the user's own: programs that read Glossator JSON Lines on standard input and write them back with
//! annotations.
//!
//! Which there are stands in `suggesters.ron` in the settings folder ([`Suggesters`]); a corpus folder may name
//! those that it wants, and none that the settings do not name ever runs. A program is started without a
//! shell ([`process`]), is killed when it takes too long or the person cancels, and its answer is
//! checked ([`answer`]) before anything of it is proposed.

mod answer;
mod named;
mod process;

pub use named::{Suggester, Suggesters};

use crate::model::Document;
use crate::suggest::Suggestions;
use std::sync::atomic::AtomicBool;

/// What a suggester says of one article, or why it says nothing.
pub type Answer = Result<Suggestions, String>;

/// Has a suggester look at documents, all in one run. Returns one answer a document, in their order.
///
/// `answered` is told after each how many there are.
#[must_use]
pub fn ask(
    suggester: &Suggester,
    documents: &[&Document],
    cancelled: &AtomicBool,
    answered: &mut dyn FnMut(usize),
) -> Vec<Answer> {
    let mut lines = Vec::new();
    for document in documents {
        match crate::formats::annotation::json::write_line(document) {
            Ok(line) => lines.push(line),
            Err(why) => return documents.iter().map(|_| Err(why.to_string())).collect(),
        }
    }
    let ran = process::run(suggester, lines, cancelled, answered);
    let mut answers: Vec<Option<Answer>> = documents.iter().map(|_| None).collect();
    let mut stray = 0usize;
    for (number, line) in ran.lines.iter().enumerate() {
        match answer::read(line, number as u64 + 1, documents, suggester) {
            Ok((index, suggestions)) => {
                if let Some(slot) = answers.get_mut(index) {
                    *slot = Some(Ok(suggestions));
                }
            }
            Err((Some(index), why)) => {
                if let Some(slot) = answers.get_mut(index) {
                    *slot = Some(Err(format!("{}: {why}", suggester.name)));
                }
            }
            Err((None, why)) => {
                stray += 1;
                if let Some(slot) = answers.iter_mut().find(|slot| slot.is_none()) {
                    *slot = Some(Err(format!("{}: line {}: {why}", suggester.name, number + 1)));
                }
            }
        }
    }
    let silent = match (&ran.wrong, stray) {
        (Some(why), _) => format!("{}: {why}", suggester.name),
        (None, 0) => format!("{}: it ended without an answer for this article", suggester.name),
        (None, _) => format!("{}: what it wrote is no answer for this article", suggester.name),
    };
    let said = |answer: Option<Answer>| match answer {
        Some(Ok(suggestions)) => Ok(suggestions),
        Some(Err(why)) if ran.wrong.is_none() => Err(why),
        Some(Err(_)) | None => Err(silent.clone()),
    };
    answers.into_iter().map(said).collect()
}
