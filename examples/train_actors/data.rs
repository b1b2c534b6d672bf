//! Labelled articles, as the tagger's words with the tags that are allowed for each.

use glossator::suggest::actors::tagger::{Label, Observed, observe, tag};
use glossator::text::Article;
use std::path::Path;

/// A labelled article. Offsets are bytes.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// The text.
    pub(crate) text: String,
    /// The names: start, end, label; none for what is neither right nor wrong.
    pub(crate) names: Vec<(usize, usize, Option<Label>)>,
    /// Whether the set has no labels for peoples.
    pub(crate) no_peoples: bool,
}

/// Reads a file of rows.
pub(crate) fn read(path: &Path) -> Result<Vec<Row>, String> {
    let file = std::fs::read_to_string(path).map_err(|problem| format!("{}: {problem}", path.display()))?;
    let no_peoples = path.to_string_lossy().contains("uner");
    let rows = file.lines().filter_map(|line| row(line, no_peoples)).collect();
    Ok(rows)
}

fn row(line: &str, no_peoples: bool) -> Option<Row> {
    let value: serde_json::Value = serde_json::from_str(line).ok()?;
    let text = value["text"].as_str()?.to_owned();
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut names = Vec::new();
    for actor in value["actors"].as_array()? {
        let byte = |key: &str| bytes.get(usize::try_from(actor[key].as_u64()?).ok()?).copied();
        let label = match actor["label"].as_str()? {
            "PERSON" => Some(Label::Person),
            "ORG" => Some(Label::Body),
            "GPE" => Some(Label::Place),
            "NORP" => Some(Label::People),
            _ => None,
        };
        names.push((byte("start")?, byte("end")?, label));
    }
    Some(Row { text, names, no_peoples })
}

/// An article as the tagger sees it.
pub(crate) struct Seen {
    /// Words, stretches, features.
    pub(crate) observed: Observed,
    /// For each word the tags that are right, as bits.
    pub(crate) allowed: Vec<u16>,
}

const OUTSIDE: u16 = 1;
const ANY: u16 = 0x1ff;
const PEOPLES: u16 = 1 << 7 | 1 << 8;

impl Seen {
    /// Observes a row and aligns its labels with the words.
    pub(crate) fn new(row: &Row) -> Self {
        let article = Article::new(row.text.as_str());
        let observed = observe(&article);
        let mut allowed: Vec<u16> =
            vec![if row.no_peoples { OUTSIDE | PEOPLES } else { OUTSIDE }; observed.spans.len()];
        for (at, glued) in observed.glued.iter().enumerate() {
            if *glued {
                allowed[at] = ANY;
            }
        }
        for (start, end, label) in &row.names {
            let mut first = observed.spans.partition_point(|span| span.end as usize <= *start);
            let last = observed.spans.partition_point(|span| (span.start as usize) < *end);
            let whole = |at: usize| {
                observed.spans[at].start as usize >= *start && observed.spans[at].end as usize <= *end
            };
            if *label == Some(Label::Person) {
                while first + 1 < last && observed.titles[first] {
                    first += 1;
                }
            }
            while first + 1 < last
                && matches!(observed.spans[first].of_text(&row.text), "the" | "The" | "a" | "an" | "A" | "An")
            {
                first += 1;
            }
            for (at, allowed) in allowed.iter_mut().enumerate().take(last).skip(first) {
                *allowed = match label {
                    Some(label) if whole(at) => 1 << tag(*label, at == first),
                    _ => ANY,
                };
            }
        }
        Self { observed, allowed }
    }

    /// Returns the names by their words.
    pub(crate) fn names(&self) -> Vec<(usize, usize)> {
        let mut out: Vec<(usize, usize)> = Vec::new();
        for (at, allowed) in self.allowed.iter().enumerate().filter(|(_, allowed)| allowed.count_ones() == 1)
        {
            match allowed.trailing_zeros() {
                0 => {}
                tag if tag % 2 == 1 => out.push((at, at + 1)),
                _ => {
                    if let Some(last) = out.last_mut().filter(|last| last.1 == at) {
                        last.1 = at + 1;
                    }
                }
            }
        }
        out
    }
}
