//! Finds mentions of actors and ties them to actors.
//!
//! In order: the article's [`words`]; known names ([`gazetteer`]); all [`names`]; who they are ([`resolve`]);
//! the [`roles`] and who holds them ([`holders`]). Pronouns are left to the quotes that need them.

mod again;
mod fold;
mod gazetteer;
mod holders;
mod joined;
mod kinds;
mod lexicon;
mod load;
mod names;
mod registry;
mod resolve;
mod roles;
mod seats;
pub mod tagger;
mod tidy;
mod unspaced;
mod variants;
mod words;

use super::found::{Mention, Why};
use super::{Found, Prepared, Reading, Request};
use gazetteer::Gazetteer;
use lexicon::Lexicon;
use names::Name;
use smol_str::SmolStr;
use tagger::model::Model;

/// The version of the stage; grows when its results change.
const VERSION: u32 = 1;

/// Adds mentions and actors to `found`.
pub fn find(prepared: &Prepared<'_>, request: &Request<'_>, found: &mut Found) {
    let gazetteer = Gazetteer::shared();
    let text = prepared.text();
    let words = words::words(prepared, Lexicon::shared(), |hash| gazetteer.is_name(hash));
    let matches = gazetteer.matches(text, &words);
    let mut names = match Model::shared().filter(|_| matches!(prepared.language.as_str(), "en" | "")) {
        Some(model) => {
            let tags = tagger::tags(text, &words, &matches, model, request.reading);
            let tagged = tidy::tidy(text, &words, tags.names, &matches);
            joined::join(&words, &tagged, &matches, &tags.known, request.reading)
        }
        None => names::by_rules(&words, &matches, gazetteer),
    };
    let registry = registry::Registry::new(request.known);
    registry.add(&words, &mut names);
    unspaced::add(text, &words, &mut names, gazetteer);
    again::named_again(&words, &mut names);
    names::agree(&words, &mut names);
    if prepared.language == "en" {
        seats::stand_for_states(text, &words, &mut names, gazetteer);
    }
    let mut cast = resolve::Cast::new(text, gazetteer, &registry);
    let actors = cast.tie(&names, &words, found);
    let name_of = names_of_words(&names, words.len());
    let page = roles::Page { text, words: &words, names: &names, name_of: &name_of };
    let roles = roles::roles(&page);
    let of_roles = holders::mentions(&page, &roles, &actors, &mut cast, found);
    for (name, actor) in names.iter().zip(&actors) {
        let closely = request.reading.and_then(|reading| verdict(name, &words, reading));
        let mention = mention(name, *actor, closely, found);
        found.mentions.push(mention);
    }
    found.mentions.extend(of_roles);
    found.mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
}

fn mention(name: &Name, actor: usize, closely: Option<&str>, found: &Found) -> Mention {
    let why = Why {
        by: name.by,
        rule: name.rule,
        version: VERSION,
        score: calibrated(name.score, closely.is_some()),
        closely: closely.is_some(),
        reason: match closely {
            Some(verdict) => SmolStr::new(format!("{}; {verdict}", name.reason)),
            None => SmolStr::new_static(name.reason),
        },
    };
    let kind = found.actors.get(actor).map_or(SmolStr::new_static("other"), |actor| actor.kind.clone());
    Mention { span: name.span, kind, form: resolve::form(name), actor: Some(actor), why }
}

/// Says what the network makes of a name, where it has read it.
fn verdict(name: &Name, words: &[words::Word], reading: &Reading) -> Option<&'static str> {
    let best = |at: usize| {
        let tags = reading.tags(words.get(at)?.span)?;
        (0..tagger::TAGS).max_by(|a, b| tags[*a].total_cmp(&tags[*b]))
    };
    let all: Vec<_> = (name.start..name.end).map(best).collect::<Option<_>>()?;
    let labels = || all.iter().map(|tag| tagger::meaning(*tag).map(|(label, _)| label));
    Some(if labels().all(|label| label == Some(name.label)) {
        "the network that reads the sentence agrees"
    } else if labels().any(|label| label.is_some()) {
        "the network that reads the sentence sees another name here"
    } else {
        "the network that reads the sentence sees no name here"
    })
}

/// Turns the confidence of a list or the tagger into a probability: both are too sure of what they are surest of, and
/// more so where the network, which goes by the same words, has spoken, too.
/// Measured on development data: `glossator evaluate … --suggest --task actors --reliability`.
fn calibrated(score: f32, closely: bool) -> f32 {
    let from = if closely { 0.65 } else { 0.7 };
    let above = (score - from) / (1.0 - from);
    match above {
        above if above <= 0.0 => score,
        above if closely => from + above.powi(3) * (0.97 - from),
        above => from + above * (0.97 - from),
    }
}

/// Returns for each word the index of the name it is in, + 1; 0 for none.
fn names_of_words(names: &[Name], count: usize) -> Vec<u32> {
    let mut out = vec![0; count];
    for (index, name) in names.iter().enumerate() {
        for slot in out.get_mut(name.start..name.end).into_iter().flatten() {
            *slot = index as u32 + 1;
        }
    }
    out
}

#[cfg(test)]
mod tests;
