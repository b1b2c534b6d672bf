//! Who holds a role: the person named beside it, the one it was said of before, or the holder of the office.

use super::gazetteer::Gazetteer;
use super::names::{Label, Name};
use super::resolve::Cast;
use super::roles::{Page, Role};
use crate::suggest::Found;
use crate::suggest::found::{Mention, Why};
use rustc_hash::FxHashMap;

/// The version of the rules for roles.
const VERSION: u32 = 1;

/// Turns roles into mentions. `actors` has the actor of each name.
pub(crate) fn mentions(
    page: &Page<'_>,
    roles: &[Role],
    actors: &[usize],
    cast: &mut Cast<'_>,
    found: &mut Found,
) -> Vec<Mention> {
    let mut said_of: FxHashMap<String, usize> = FxHashMap::default();
    for role in roles {
        if let Some(actor) = role.holder.and_then(|name| actors.get(name)) {
            for key in keys(page, role) {
                said_of.entry(key).or_insert(*actor);
            }
        }
    }
    let mut out = Vec::with_capacity(roles.len());
    for role in roles {
        let (actor, score, reason) = if let Some(actor) = role.holder.and_then(|name| actors.get(name)) {
            (Some(*actor), 0.9, "role beside the name of who holds it")
        } else if role.many {
            (collective(page, role, cast, found), 0.75, "group called by what it does")
        } else if let Some(actor) = office_holder(page, role, actors, cast, found) {
            (Some(actor), 0.8, "role; the office is known")
        } else if let Some(actor) = keys(page, role).into_iter().find_map(|key| said_of.get(&key).copied()) {
            (Some(actor), 0.8, "role; the article says elsewhere who holds it")
        } else {
            (None, 0.6, "role; who holds it is not said")
        };
        let kind = actor
            .and_then(|actor| found.actors.get(actor))
            .map_or(if role.many { "group" } else { "person" }.into(), |actor| actor.kind.clone());
        let why = Why::rule("role", VERSION, score, reason);
        out.push(Mention { span: role.span, kind, form: "role", actor, why });
    }
    out
}

/// Returns what a role is remembered by: all its words, then its noun with the country.
fn keys(page: &Page<'_>, role: &Role) -> Vec<String> {
    let words = |from: usize, to: usize| {
        let from = page.words.get(from).map_or(0, |word| word.span.start);
        let to = to.checked_sub(1).and_then(|to| page.words.get(to)).map_or(from, |word| word.span.end);
        crate::text::Span::new(from, to).of_text(page.text).to_lowercase()
    };
    let mut keys = vec![words(role.start, role.end)];
    if role.of.is_none() {
        keys.push(words(role.noun, role.noun + 1));
    } else {
        keys.push(words(role.start, role.noun + 1));
    }
    keys
}

/// Offices by the last words of a role.
const OFFICES: &[(&str, &str)] = &[
    ("prime minister", "premier"),
    ("premier", "premier"),
    ("chancellor", "premier"),
    ("foreign minister", "foreign"),
    ("minister of foreign affairs", "foreign"),
    ("secretary of state", "foreign"),
    ("foreign secretary", "foreign"),
    ("top diplomat", "foreign"),
    ("defense minister", "defence"),
    ("defence minister", "defence"),
    ("minister of defense", "defence"),
    ("minister of defence", "defence"),
    ("secretary of defense", "defence"),
    ("defense secretary", "defence"),
    ("defence secretary", "defence"),
    ("secretary-general", "chief"),
    ("secretary general", "chief"),
    ("supreme leader", "chief"),
    ("chief", "chief"),
    ("president", "head"),
    ("leader", "head"),
    ("head of state", "head"),
    ("king", "head"),
    ("pope", "head"),
    ("emir", "head"),
];

fn office(page: &Page<'_>, role: &Role) -> Option<&'static str> {
    let text = keys(page, role).swap_remove(0);
    if ["former", "deputy", "vice", "assistant", "ex-", "acting", "first"]
        .iter()
        .any(|word| text.contains(word))
    {
        return None;
    }
    let head = text.split(" of the ").next().unwrap_or(&text);
    OFFICES
        .iter()
        .find(|(words, _)| text.ends_with(words) || head.ends_with(words) || text.starts_with(words))
        .map(|(_, office)| *office)
}

/// Returns who holds the office of that country: somebody the article names, else the holder of today.
fn office_holder(
    page: &Page<'_>,
    role: &Role,
    actors: &[usize],
    cast: &mut Cast<'_>,
    found: &mut Found,
) -> Option<usize> {
    let office = office(page, role)?;
    let Some(of) = role.of else {
        // "the president of the republic": of the state that the article is about, when it names its holder
        let text = keys(page, role).swap_remove(0);
        let here = ["republic", "country", "state", "nation"].iter().any(|word| text.ends_with(word));
        let country = cast.main_country(actors).filter(|_| here)?;
        return cast.holders(country, office).0;
    };
    let country = cast.country(*actors.get(of)?)?;
    let (named, today) = cast.holders(country, office);
    match named {
        Some(actor) => Some(actor),
        None => today.map(|index| cast.known_actor(index, found)),
    }
}

/// Makes the actor of *the Kazakh elites*: a country or body with what it is called.
fn collective(page: &Page<'_>, role: &Role, cast: &mut Cast<'_>, found: &mut Found) -> Option<usize> {
    let of = page.names.get(role.of?).filter(|name| name.start >= role.start && fits(name))?;
    let inner = page.words.get(of.start..=role.noun)?;
    if let Some(known) = Gazetteer::shared().phrase(inner) {
        return Some(cast.known_actor(known, found));
    }
    let noun = page.words.get(role.noun)?.span.of_text(page.text).to_lowercase();
    let name = crate::text::Span::new(of.span.start, page.words.get(role.noun)?.span.end).of_text(page.text);
    let kind = match noun.as_str() {
        "government" | "authorities" | "leadership" | "regime" | "parliament" | "ministry" | "embassy"
        | "delegation" | "administration" | "police" => "government",
        "army" | "military" | "forces" | "troops" | "soldiers" => "military",
        _ => "group",
    };
    // "the Kazakh elite" and "the Kazakh elites" are one
    let name = if noun == "elite" { format!("{name}s") } else { name.to_owned() };
    Some(cast.enter(&name.replace("'s ", " ").replace("’s ", " "), kind, "", found))
}

fn fits(name: &Name) -> bool {
    matches!(name.label, Label::People | Label::Place | Label::Body)
}
