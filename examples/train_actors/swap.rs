//! Articles with other people in them: so that the tagger learns from what stands around a name.

use super::data::Row;
use glossator::suggest::actors::tagger::Label;
use std::collections::HashMap;

/// A small generator of numbers that look random.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// Returns the next number.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Says yes with a probability.
    pub(crate) fn hits(&mut self, probability: f32) -> bool {
        (self.next() >> 40) as f32 / ((1u64 << 24) as f32) < probability
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[(self.next() % list.len() as u64) as usize]
    }
}

/// Names to put in.
pub(crate) struct Names {
    given: Vec<&'static str>,
    family: Vec<&'static str>,
    cities: Vec<&'static str>,
}

impl Names {
    /// Reads the lists that the program ships.
    pub(crate) fn load() -> Self {
        let list = |text: &'static str| text.lines().skip(1).flat_map(str::split_whitespace).collect();
        Self {
            given: list(include_str!("../../assets/lexicons/given-names.txt")),
            family: list(include_str!("../../assets/lexicons/family-names.txt")),
            cities: include_str!("../../assets/gazetteer/cities.tsv")
                .lines()
                .skip(1)
                .filter_map(|line| line.split_once('\t'))
                .flat_map(|(_, names)| names.split("; "))
                .collect(),
        }
    }
}

/// Returns the row with some of its people and places renamed, each in the same way throughout.
pub(crate) fn swapped(row: &Row, names: &Names, share: f32, dice: &mut Dice) -> Row {
    let mut words: HashMap<String, String> = HashMap::new();
    let mut out = Row { text: String::with_capacity(row.text.len()), names: Vec::new(), ..row.clone() };
    let mut sorted = row.names.clone();
    sorted.sort_by_key(|name| name.0);
    let mut at = 0;
    for (start, end, label) in sorted {
        if start < at {
            continue;
        }
        out.text.push_str(&row.text[at..start]);
        let written = &row.text[start..end];
        let from = out.text.len();
        match label {
            Some(Label::Person) => person(written, names, share, dice, &mut words, &mut out.text),
            Some(Label::Place) => {
                let new = words.entry(written.to_owned()).or_insert_with(|| {
                    if dice.hits(share * 0.4) {
                        dice.of(&names.cities).to_owned()
                    } else {
                        written.to_owned()
                    }
                });
                out.text.push_str(new);
            }
            _ => out.text.push_str(written),
        }
        out.names.push((from, out.text.len(), label));
        at = end;
    }
    out.text.push_str(&row.text[at..]);
    out
}

fn person(
    written: &str,
    names: &Names,
    share: f32,
    dice: &mut Dice,
    words: &mut HashMap<String, String>,
    out: &mut String,
) {
    let parts: Vec<&str> = written.split(' ').collect();
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        let plain = part.len() > 2
            && part.chars().all(|char| char.is_alphabetic() || char == '-')
            && part.starts_with(char::is_uppercase);
        let title =
            ["Mr", "Mrs", "President", "Prime", "Minister", "General", "King", "Pope", "Queen", "Secretary"]
                .contains(part);
        if !plain || title {
            out.push_str(part);
            continue;
        }
        let last = index + 1 == parts.len();
        let new = words.entry((*part).to_owned()).or_insert_with(|| {
            if !dice.hits(share) {
                (*part).to_owned()
            } else if last {
                dice.of(&names.family).to_owned()
            } else {
                dice.of(&names.given).to_owned()
            }
        });
        out.push_str(new);
    }
}
