//! What labels of other programs become: the file that the window keeps, applied on the command line.

use super::input::{bytes, shown};
use super::{Failure, console};
use crate::formats::labels::{Labels, MAX_BYTES, foreign};
use crate::model::{Document, apply};
use std::collections::BTreeMap;
use std::path::Path;

/// Reads the file. A line that is not understood is said and passed over.
pub(super) fn read(path: &Path) -> Result<Labels, Failure> {
    let bytes = bytes(path)?;
    if bytes.len() > MAX_BYTES {
        let limit = MAX_BYTES >> 20;
        return Err(Failure::Input(format!(
            "it is larger than {limit} MB, no file of labels: {}",
            shown(path)
        )));
    }
    let text = String::from_utf8(bytes)
        .map_err(|why| Failure::Input(format!("it is not UTF-8 ({why}): {}", shown(path))))?;
    let (labels, problems) = Labels::parse(&text);
    problems.iter().for_each(|problem| console::say(&format!("{problem}: {}", shown(path))));
    Ok(labels)
}

/// Brings the labels of documents where the file says, and names those that it says nothing of.
pub(super) fn map(labels: &Labels, path: &Path, documents: &mut [Document]) {
    let mut unknown: BTreeMap<String, usize> = BTreeMap::new();
    for document in documents {
        let edit = labels.edit(document);
        apply(document, edit);
        for left in foreign(document).into_iter().filter(|left| labels.get(&left.label).is_none()) {
            *unknown.entry(left.label).or_default() += left.count;
        }
    }
    for (label, count) in unknown {
        let noun = if count == 1 { "annotation" } else { "annotations" };
        console::say(&format!(
            "the label `{label}` ({count} {noun}) is not in the file of labels and stays a layer of its own; add \
             `{label} = LAYER`, `= own layer` or `= left out`: {}",
            shown(path)
        ));
    }
}
