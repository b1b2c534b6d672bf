//! Reads the lists of known actors. Each list says in its first line what its columns are.

use super::gazetteer::{Form, Gazetteer, Known};

/// Adds all lists; what comes first wins where two lists have the same name.
pub(super) fn all(out: &mut Gazetteer) {
    states(out, include_str!("../../../assets/gazetteer/states.tsv"));
    actors(out, include_str!("../../../assets/gazetteer/bodies.tsv"));
    peoples(out, include_str!("../../../assets/gazetteer/peoples.tsv"));
    actors(out, include_str!("../../../assets/gazetteer/regions.tsv"));
    people(out, include_str!("../../../assets/gazetteer/people.tsv"));
    actors(out, include_str!("../../../assets/gazetteer/companies.tsv"));
    cyrillic(out, include_str!("../../../assets/gazetteer/cyrillic.tsv"));
    foreign(out, include_str!("../../../assets/gazetteer/foreign.tsv"));
    cities(out, include_str!("../../../assets/gazetteer/cities.tsv"));
}

/// Goes through the lines that are no remarks, cut into columns.
fn rows(list: &'static str) -> impl Iterator<Item = [&'static str; 7]> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
        let mut columns = line.split('\t');
        std::array::from_fn(|_| columns.next().unwrap_or_default())
    })
}

fn names(column: &'static str) -> impl Iterator<Item = &'static str> {
    column.split("; ").map(str::trim).filter(|name| !name.is_empty())
}

fn bare(name: &'static str) -> &'static str {
    name.trim_start_matches(['?', '=', '~'])
}

fn states(out: &mut Gazetteer, list: &'static str) {
    for [name, country, others, adjectives, people, capitals, seats] in rows(list) {
        let add = |out: &mut Gazetteer, name: &'static str, kind| {
            out.add(Known { name: bare(name), kind, country, offices: "" })
        };
        let state = add(out, name, "state");
        out.name(state, Form::Name, name);
        names(others).for_each(|other| out.name(state, Form::Name, other));
        names(adjectives).for_each(|adjective| out.name(state, Form::Adjective, adjective));
        names(seats).for_each(|seat| out.name(state, Form::Metonym, seat));
        if let Some(plural) = names(people).next() {
            let all = add(out, plural, "people");
            names(people).for_each(|noun| out.name(all, Form::Name, noun));
        }
        if let Some(first) = names(capitals).next() {
            let city = add(out, first, "place");
            names(capitals).for_each(|name| out.name(city, Form::Name, name));
            out.capital(city, state);
        }
    }
}

fn actors(out: &mut Gazetteer, list: &'static str) {
    for [name, kind, country, others, ..] in rows(list) {
        let known = out.add(Known { name: bare(name), kind, country, offices: "" });
        out.name(known, Form::Name, name);
        names(others).for_each(|other| out.name(known, Form::Name, other));
    }
}

fn peoples(out: &mut Gazetteer, list: &'static str) {
    for [name, country, others, adjectives, ..] in rows(list) {
        let known = out.add(Known { name: bare(name), kind: "people", country, offices: "" });
        out.name(known, Form::Name, name);
        names(adjectives).for_each(|adjective| out.name(known, Form::Adjective, adjective));
        names(others).for_each(|other| out.name(known, Form::Name, other));
    }
}

fn people(out: &mut Gazetteer, list: &'static str) {
    for [name, country, others, offices, ..] in rows(list) {
        let known = out.add(Known { name: bare(name), kind: "person", country, offices });
        out.name(known, Form::Name, name);
        names(others).for_each(|other| out.name(known, Form::Name, other));
    }
}

fn foreign(out: &mut Gazetteer, list: &'static str) {
    for [name, others, ..] in rows(list) {
        if let Some(known) = out.called(name) {
            names(others).for_each(|other| out.name(known, Form::Name, other));
        }
    }
}

fn cities(out: &mut Gazetteer, list: &'static str) {
    let mut unsure = String::new();
    for [country, cities, ..] in rows(list) {
        for name in names(cities) {
            let known = out.add(Known { name, kind: "place", country, offices: "" });
            unsure.clear();
            unsure.push('?');
            unsure.push_str(name);
            out.name(known, Form::Name, &unsure);
        }
    }
}

/// Endings of nouns by the class that the list names.
const ENDINGS: &[(&str, &[&str])] = &[
    ("м", &["", "а", "у", "ом", "ем", "е", "і"]),
    ("й", &["й", "я", "ю", "ем", "е"]),
    ("я", &["я", "и", "ю", "ей"]),
    ("а", &["а", "ы", "и", "е", "у", "ой"]),
    ("ь", &["ь", "и", "ью", "і", "ю"]),
    ("ф", &["", "а", "у", "ым", "им", "е", "і"]),
    ("с", &["ий", "ого", "ому", "им", "ом"]),
    ("ї", &["я", "ї", "ю", "єю"]),
    ("у", &["а", "и", "і", "у", "ою"]),
    ("цы", &["ец", "ца", "цу", "цем", "цы", "цев", "цам", "цами", "цах"]),
    ("не", &["ин", "ина", "ину", "ином", "не", "н", "нам", "нами", "нах"]),
    ("и", &["и", "ы", "ов", "ам", "ами", "ах", "а", ""]),
    ("0", &[""]),
];

/// Endings of adjectives, Russian and Ukrainian.
const ADJECTIVE: &[&str] = &[
    "ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ое", "ие", "их", "ими", "ою", "а", "ої", "ій", "у",
    "е", "і",
];

fn cyrillic(out: &mut Gazetteer, list: &'static str) {
    for [name, nouns, adjectives, people, ..] in rows(list) {
        let Some((known, form)) = referred(out, name) else { continue };
        names(nouns).for_each(|noun| declined(out, known, form, noun));
        for stem in names(adjectives) {
            ADJECTIVE.iter().for_each(|end| out.name(known, Form::Adjective, &format!("{stem}{end}")));
        }
        let Some(country) = out.known(known).map(|known| known.country).filter(|_| !people.is_empty()) else {
            continue;
        };
        let plural = out
            .iter()
            .find(|other| other.kind == "people" && other.country == country)
            .map(|other| other.name)
            .and_then(|plural| out.called(plural));
        if let Some(plural) = plural {
            names(people).for_each(|noun| declined(out, plural, Form::Name, noun));
        }
    }
}

/// Returns the actor that a line means: by its own name, or as a seat of government.
fn referred(out: &Gazetteer, name: &'static str) -> Option<(u32, Form)> {
    let seat = [
        ("Kremlin", "Russia"),
        ("White House", "United States"),
        ("IAEA", "International Atomic Energy Agency"),
    ];
    match seat.iter().find(|(seat, _)| *seat == name) {
        Some(("IAEA", body)) => Some((out.called(body)?, Form::Name)),
        Some((_, state)) => Some((out.called(state)?, Form::Metonym)),
        None => Some((out.called(name)?, Form::Name)),
    }
}

fn declined(out: &mut Gazetteer, known: u32, form: Form, noun: &str) {
    let (stem, class) = noun.rsplit_once(':').unwrap_or((noun, "0"));
    let endings = ENDINGS.iter().find(|(name, _)| *name == class).map_or(&[""][..], |(_, endings)| endings);
    for ending in endings {
        out.name(known, form, &format!("{stem}{ending}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_dependent_lists_names_a_known_actor() {
        let gazetteer = Gazetteer::shared();
        for list in ["cyrillic", "foreign"] {
            let list = match list {
                "cyrillic" => include_str!("../../../assets/gazetteer/cyrillic.tsv"),
                _ => include_str!("../../../assets/gazetteer/foreign.tsv"),
            };
            for [name, ..] in rows(list) {
                assert!(referred(gazetteer, name).is_some(), "{name}");
            }
        }
        for line in include_str!("../../../assets/gazetteer/cyrillic.tsv").lines() {
            for noun in line
                .split('\t')
                .skip(1)
                .flat_map(|column| column.split("; "))
                .filter(|_| !line.starts_with('#'))
            {
                if let Some((_, class)) = noun.rsplit_once(':') {
                    assert!(ENDINGS.iter().any(|(name, _)| *name == class), "{noun}");
                }
            }
        }
    }
}
