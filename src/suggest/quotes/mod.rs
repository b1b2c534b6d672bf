//! Finds who says what: speech in quotation marks, reported speech, and both mixed.
//!
//! The article is seen as blocks ([`scene`]): sentences, with what stands in quotation marks kept whole.
//! In each block the attributions are found ([`attribution`]: a cue and who speaks), then the speech that
//! they touch ([`direct`]), then the clauses that they report ([`indirect`]); last, quotations that stand
//! alone behind an attributed one ([`floating`]). Turns of a transcript and block quotations are speech without
//! marks ([`set_off`]). What stands in quotation marks and is said by nobody
//! — a title, a term, irony — is no quote.
//!
//! Languages are lexicons ([`lexicon`]); without one, only speech that stands alone is found, and a note
//! says so.

mod accordance;
mod addressee;
mod attribution;
mod clause;
mod compose;
mod dashes;
mod direct;
mod ends;
mod floating;
mod gender;
mod headline;
mod held;
mod indirect;
mod lexicon;
mod marks;
mod naming;
mod noun;
mod pairs;
mod phrase;
mod scene;
mod set_off;
mod speaker;
mod subject;
#[cfg(test)]
mod tests;
mod words;

use super::{Found, Prepared, Request, language};
use compose::Composer;
use scene::Scene;

/// Says whether reported speech is known in a language, ISO 639-1.
pub(super) fn is_supported(language: &str) -> bool {
    lexicon::of(language).is_some()
}

/// Says whether a word tells of saying in a language, ISO 639-1: *said*, *according*.
#[must_use]
pub fn tells_of_saying(language: &str, word: &str) -> bool {
    let word = word.to_lowercase();
    lexicon::of(language).is_some_and(|lexicon| {
        let according = |(_, class): &(_, lexicon::Class)| class.any(lexicon::Class::ACCORDING);
        lexicon.class(&word).any(lexicon::Class::CUE) || lexicon.phrases(&word).iter().any(according)
    })
}

/// How many words an article has at least of which it is worth saying that its language is unknown.
const FEW: usize = 20;

/// What to tell about a language without a lexicon.
fn unsupported(prepared: &Prepared<'_>) -> Option<String> {
    let limit =
        "only what stands in quotation marks as a whole sentence is suggested as a quote, and no claims";
    match prepared.language.as_str() {
        "" if prepared.tokens.len() < FEW => None,
        "" => Some(format!("The language cannot be told: {limit}. The metadata can name it")),
        code => Some(format!("{} is not supported yet: {limit}", language::name(code))),
    }
}

/// How many blocks are read between two looks at whether somebody asked to give up.
const BREATH: usize = 256;

/// Appends the quotes of the article, and mentions of speakers that the actor stage does not know.
pub fn find(prepared: &Prepared<'_>, request: &Request<'_>, found: &mut Found) {
    let lexicon = lexicon::of(&prepared.language).unwrap_or_else(|| {
        found.notes.extend(unsupported(prepared));
        lexicon::none()
    });
    let scene = Scene::new(prepared, lexicon, &found.mentions);
    let mut composer = Composer::new(&scene, request.attitudes, found);
    for (at, block) in scene.blocks.iter().enumerate() {
        if at % BREATH == 0 && request.is_cancelled() {
            break;
        }
        composer.read(block, found);
    }
}
