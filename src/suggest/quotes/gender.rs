//! Whether a person is spoken of as *he* or as *she*: by *Mr* and *Mrs*, else by a common given name. Unknown people
//! fit both.

use super::scene::Scene;
use crate::suggest::found::{Found, Mention};
use crate::text::Span;

/// How a person is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    He,
    She,
}

const HE: &str = "Abdullah Ahmed Aleksandr Alexander Alexei Ali Andrei Andrey Andrew Anthony Antonio Antony Barack \
    Benjamin Bernie Bill Bob Boris Carlos Charles Chris Christopher Daniel David Dmitri Dmitry Donald Edward Emmanuel \
    Eric Francois François Frank Gary George Gordon Hamid Hassan Henry Hosni Hugo Hussein Ibrahim Igor Ivan Jack Jacob \
    Jacques James Jeff Jim Joe John Jonathan José Joseph Juan Justin Karl Keith Kevin Kofi Larry Luis Mahmoud Marco \
    Mark Martin Matthew Michael Mike Mikhail Mitt Mohamed Mohammed Muhammad Narendra Nicolas Nikita Nikolai Oleg Olaf \
    Osama Patrick Paul Pavel Peter Philip Pierre Recep Rex Richard Robert Ron Ronald Rudy Scott Sergei Sergey Sergio \
    Stephen Steve Steven Ted Thomas Tim Tom Tony Viktor Vladimir Volodymyr Walter William Yuri";
const SHE: &str = "Alexandra Amina Amy Angela Anna Anne Annalena Aung Barbara Benazir Catherine Christine Condoleezza \
    Cristina Diana Dilma Donna Elena Elizabeth Ellen Emily Eva Fatima Giorgia Gloria Hanna Helen Hillary Irina Isabel \
    Jacinda Jane Janet Jennifer Jessica Julia Kamala Karen Kate Kathleen Laura Leila Linda Lisa Loretta Madeleine Maia \
    Malala Margaret Maria María Marie Marine Marta Mary Melania Melanie Michelle Mira Nancy Natalia Nicola Nikki Olga \
    Patricia Rachel Rosa Ruth Samantha Sandra Sanna Sarah Sheikh-Hasina Sonia Sophie Susan Svetlana Tatiana Theresa \
    Tulsi Ursula Valentina Victoria Yulia";

/// Returns what a pronoun says.
pub(super) fn of_pronoun(word: &str) -> Option<Gender> {
    match word.get(..word.find(['’', '\'']).unwrap_or(word.len()))?.to_ascii_lowercase().as_str() {
        "he" | "his" | "him" => Some(Gender::He),
        "she" | "her" => Some(Gender::She),
        _ => None,
    }
}

/// Says whether a pronoun may stand for a mention.
pub(super) fn fits(scene: &Scene<'_, '_>, pronoun: &str, mention: &Mention, found: &Found) -> bool {
    let (Some(said), Some(known)) = (of_pronoun(pronoun), of_person(scene, mention, found)) else {
        return true;
    };
    said == known
}

/// Says whether a pronoun is what a mention is known to be spoken of with.
pub(super) fn is_sure(scene: &Scene<'_, '_>, pronoun: &str, mention: &Mention, found: &Found) -> bool {
    let said = of_pronoun(pronoun);
    said.is_some() && said == of_person(scene, mention, found)
}

fn of_person(scene: &Scene<'_, '_>, mention: &Mention, found: &Found) -> Option<Gender> {
    let text = scene.prepared.text();
    let title = text.get(..mention.span.start as usize)?.split_whitespace().next_back().unwrap_or_default();
    match title.trim_end_matches('.') {
        "Mr" => return Some(Gender::He),
        "Mrs" | "Ms" | "Miss" => return Some(Gender::She),
        _ => {}
    }
    if mention.form == "pronoun" {
        return of_pronoun(mention.span.of_text(text));
    }
    let actor = mention.actor.and_then(|actor| found.actors.get(actor));
    let given = |name: &str| {
        let first = name.split_whitespace().next()?;
        let among = |list: &str| list.split_whitespace().any(|known| known == first);
        if among(HE) { Some(Gender::He) } else { among(SHE).then_some(Gender::She) }
    };
    let words = |span: Span| span.of_text(text);
    given(words(mention.span)).or_else(|| actor.and_then(|actor| given(&actor.name)))
}
