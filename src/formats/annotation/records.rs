//! JSON Lines of other programs: a record a line, each an article.

use super::{Imported, tree};
use crate::formats::Unreadable;
use crate::model::{Place, Problem};
use serde_json::{Map, Value};

/// Reads each line as an object, without its list of tokens, which the text has anyway. Lines that hold none become problems of the first that does.
pub(super) fn read(
    bytes: &[u8],
    format: &'static str,
    mut one: impl FnMut(Map<String, Value>, u64) -> Result<Imported, String>,
) -> Result<Vec<Imported>, Unreadable> {
    Unreadable::unless_fits(bytes, tree::MOST_BYTES)?;
    let text = Unreadable::unless_utf8(bytes)?;
    let (mut all, mut broken) = (Vec::new(), Vec::new());
    for (line, number) in text.lines().zip(1..) {
        if line.trim().is_empty() {
            continue;
        }
        let read = tree::object(line, format, &["tokens"]).map_err(|why| match why {
            Unreadable::Syntax { why, .. } | Unreadable::NotThis { why, .. } => why,
            other => other.to_string(),
        });
        match read.and_then(|record| one(record, number)) {
            Ok(imported) => all.push(imported),
            Err(why) => broken.push((number, why)),
        }
    }
    let first = broken.first().cloned();
    match (all.first_mut(), first) {
        (None, Some((line, why))) => Err(Unreadable::Syntax { format, line, why }),
        (None, None) => Err(Unreadable::Empty),
        (Some(imported), _) => {
            let problems = broken
                .into_iter()
                .map(|(line, why)| Problem::error(Place::Line(line), format!("left out: {why}")));
            imported.problems.extend(problems);
            Ok(all)
        }
    }
}

/// Writes a record as a line.
pub(super) fn line(record: Map<String, Value>) -> String {
    Value::Object(record).to_string() + "\n"
}

/// Returns a whole number of a record.
pub(super) fn number(value: Option<&Value>) -> Option<u32> {
    value.and_then(Value::as_u64).and_then(|number| u32::try_from(number).ok())
}

/// Returns a text of a record, "" when there is none.
pub(super) fn text<'a>(record: &'a Map<String, Value>, key: &str) -> &'a str {
    record.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Returns the objects of a list of a record.
pub(super) fn objects<'a>(
    record: &'a Map<String, Value>,
    key: &str,
) -> impl Iterator<Item = &'a Map<String, Value>> + Clone {
    record.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object)
}
