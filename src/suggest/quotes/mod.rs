//! Finds who says what: speech in quotation marks, reported speech, and both mixed.
//!
//! The article is seen as blocks ([`scene`]): sentences, with what stands in quotation marks kept whole.
//! In each block the attributions are found ([`attribution`]: a cue and who speaks), then the speech that
//! they touch ([`direct`]), then the clauses that they report ([`indirect`]); last, quotations that stand
//! alone behind an attributed one ([`floating`]). What stands in quotation marks and is said by nobody
//! — a title, a term, irony — is no quote.
//!
//! Languages are lexicons ([`lexicon`]); without one, only speech that stands alone is found, and a note
//! says so.

mod addressee;
mod attribution;
mod compose;
mod dashes;
mod direct;
mod floating;
mod indirect;
mod lexicon;
mod marks;
mod pairs;
mod phrase;
mod scene;
mod speaker;
#[cfg(test)]
mod tests;
mod words;

use super::{Found, Prepared, Request};
use compose::Composer;
use scene::Scene;

/// How many blocks are read between two looks at whether somebody asked to give up.
const BREATH: usize = 256;

/// Appends the quotes of the article, and mentions of speakers that the actor stage does not know.
pub fn find(prepared: &Prepared<'_>, request: &Request<'_>, found: &mut Found) {
    let lexicon = lexicon::of(&prepared.language).unwrap_or_else(|| {
        if !prepared.language.is_empty() {
            let note = "no verbs of saying are known in this language yet: only speech in quotation marks is suggested";
            found.notes.push(note.to_owned());
        }
        lexicon::none()
    });
    let scene = Scene::new(prepared, lexicon, &found.mentions);
    let mut composer = Composer::new(&scene, request.attitudes);
    for (at, block) in scene.blocks.iter().enumerate() {
        if at % BREATH == 0 && request.is_cancelled() {
            break;
        }
        composer.read(block, found);
    }
}
