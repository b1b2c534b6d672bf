//! Who is named in a sentence, and how much of it somebody says: features that need no lexicon, since the
//! stages before this one know the language.

use crate::suggest::found::{Found, Mention};
use crate::suggest::prepared::Prepared;

/// What is counted in each sentence. The means over the article follow as features of their own.
pub(super) const NAMES: [&str; 14] = [
    "who_person",
    "who_state",
    "who_body",
    "who_armed",
    "who_people",
    "who_place",
    "who_name",
    "who_role",
    "who_adjective",
    "who_pronoun",
    "said_direct",
    "said_reported",
    "said_cue",
    "who_nobody",
];
const DIRECT: usize = 10;
const CUE: usize = 12;
const NOBODY: usize = 13;

/// How sure a quote must be to count.
const SURE: f32 = 0.5;

/// One sentence.
pub(super) type Who = [f32; NAMES.len()];

/// Counts who is named and who speaks in every sentence.
pub(super) fn of_article(prepared: &Prepared<'_>, found: &Found) -> Vec<Who> {
    let mut all = vec![Who::default(); prepared.sentences.len()];
    for mention in &found.mentions {
        if let Some(who) = all.get_mut(prepared.sentence_at(mention.span.start)) {
            for at in places(mention).into_iter().flatten() {
                add(who, at, 1.0);
            }
        }
    }
    for quote in found.quotes.iter().filter(|quote| quote.why.score >= SURE) {
        let said = if quote.kind == "direct" { DIRECT } else { DIRECT + 1 };
        for fragment in &quote.fragments {
            let mut at = prepared.sentence_at(fragment.start);
            while let Some(sentence) = prepared.sentences.get(at).filter(|it| it.start < fragment.end) {
                let shared = sentence.intersection(*fragment).map_or(0, |shared| shared.len());
                if let Some(who) = all.get_mut(at) {
                    add(who, said, shared as f32 / sentence.len().max(1) as f32);
                    add(who, CUE, f32::from(u8::from(quote.cue.is_some())));
                }
                at += 1;
            }
        }
    }
    for who in &mut all {
        let nobody = who.iter().take(DIRECT).all(|count| *count == 0.0);
        for (at, count) in who.iter_mut().enumerate() {
            *count = if at < DIRECT { count.min(3.0) / 2.0 } else { count.min(1.0) };
        }
        add(who, NOBODY, f32::from(u8::from(nobody)));
    }
    all
}

fn add(who: &mut Who, at: usize, value: f32) {
    if let Some(slot) = who.get_mut(at) {
        *slot += value;
    }
}

/// Which counts a mention goes to: its kind and its form.
fn places(mention: &Mention) -> [Option<usize>; 2] {
    let kind = match mention.kind.as_str() {
        "person" => Some(0),
        "state" => Some(1),
        "organisation" | "government" | "igo" | "company" | "media" | "party" | "ngo" => Some(2),
        "armed-group" | "military" => Some(3),
        "people" | "group" => Some(4),
        "place" => Some(5),
        _ => None,
    };
    let form = match mention.form {
        "name" => Some(6),
        "role" => Some(7),
        "adjective" => Some(8),
        "pronoun" => Some(9),
        _ => None,
    };
    [kind, form]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suggest::{Request, actors, quotes};
    use crate::text::Article;

    #[test]
    fn who_is_named_and_who_speaks() {
        let article = Article::new("“We are ready to go,” said Angela Merkel. Nothing moved.");
        let prepared = Prepared::new(&article, "en");
        let (request, mut found) = (Request { language: "en", ..Request::default() }, Found::default());
        actors::find(&prepared, &request, &mut found);
        quotes::find(&prepared, &request, &mut found);
        let all = of_article(&prepared, &found);
        let value = |sentence: usize, name: &str| {
            all[sentence][NAMES.iter().position(|other| *other == name).expect(name)]
        };
        assert!(value(0, "who_person") > 0.0 && value(0, "said_direct") > 0.3);
        assert_eq!((value(0, "said_cue"), value(0, "who_nobody")), (1.0, 0.0));
        assert_eq!((value(1, "said_direct"), value(1, "who_nobody")), (0.0, 1.0));
    }
}
