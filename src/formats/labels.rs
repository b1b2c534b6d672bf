//! What labels of other programs become: an own layer, a layer of the codebook, or nothing. Kept in a file that
//! people can read and edit, one label a line.

use super::annotation::foreign::extended;
use crate::model::{Annotation, Codebook, Document, Edit, LayerId, Link, Place, Problem};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// What becomes of a label.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Fate {
    /// It stays a layer of its own.
    #[default]
    Own,
    /// Its annotations are left out.
    LeftOut,
    /// Its annotations go on this layer, with an attribute set.
    Layer(LayerId, Option<(SmolStr, SmolStr)>),
}

/// What becomes of labels, by their names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Labels(BTreeMap<String, Fate>);

/// A label of another program in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foreign {
    /// The label.
    pub label: String,
    /// How many annotations have it.
    pub count: usize,
    /// The words of the first one.
    pub example: String,
}

const HEAD: &str = "# What labels of other programs become in Glossator, one a line:\n\
    #   LABEL = LAYER, or LABEL = LAYER ATTRIBUTE=VALUE, or LABEL = own layer, or LABEL = left out\n";

/// The longest file of labels that is read, in bytes.
pub const MAX_BYTES: usize = 1 << 20;

impl Labels {
    /// Reads the file. A line that is not understood is a problem and is passed over.
    #[must_use]
    pub fn parse(text: &str) -> (Self, Vec<Problem>) {
        let (mut labels, mut problems) = (Self::default(), Vec::new());
        for (line, number) in text.lines().zip(1..) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let read = line.rsplit_once(" = ").map(|(label, fate)| (label.trim(), fate_of(fate.trim())));
            let wrong = match read {
                Some((label, Ok(fate))) if !label.is_empty() => {
                    labels.set(label, fate);
                    continue;
                }
                Some((_, Err(why))) => format!("`{line}`: {why}; passed over"),
                _ => format!("`{line}` is not LABEL = LAYER [ATTRIBUTE=VALUE]; passed over"),
            };
            problems.push(Problem::warning(Place::Line(number), wrong));
        }
        (labels, problems)
    }

    /// Writes the file.
    #[must_use]
    pub fn print(&self) -> String {
        let mut text = HEAD.to_owned();
        for (label, fate) in &self.0 {
            let fate = match fate {
                Fate::Own => "own layer".to_owned(),
                Fate::LeftOut => "left out".to_owned(),
                Fate::Layer(layer, None) => layer.to_string(),
                Fate::Layer(layer, Some((name, value))) => format!("{layer} {name}={value}"),
            };
            text += &format!("{} = {fate}\n", label.replace(['\n', '\r'], " "));
        }
        text
    }

    /// Returns what becomes of a label, if that is known.
    #[must_use]
    pub fn get(&self, label: &str) -> Option<&Fate> {
        self.0.get(label)
    }

    /// Says what becomes of a label.
    pub fn set(&mut self, label: &str, fate: Fate) {
        self.0.insert(label.to_owned(), fate);
    }

    /// Takes over what another set says.
    pub fn extend(&mut self, others: &Self) {
        self.0.extend(others.0.iter().map(|(label, fate)| (label.clone(), fate.clone())));
    }

    /// Makes the edit that brings the labels of a document where they belong.
    #[must_use]
    pub fn edit(&self, document: &Document) -> Edit {
        let mut edits = Vec::new();
        let (mut kept, mut gone) = (Vec::new(), Vec::new());
        for annotation in document.annotations() {
            match foreign_name(document, &annotation.layer).and_then(|label| self.get(&label)) {
                Some(Fate::LeftOut) => gone.push(annotation.id.clone()),
                Some(Fate::Layer(layer, said)) => {
                    let mut moved = Annotation { layer: layer.clone(), ..annotation.clone() };
                    if let Some((name, value)) = said {
                        moved.attributes.set(name, value);
                    }
                    edits.push(Edit::annotation(moved.clone()));
                    kept.push(moved);
                }
                _ => kept.push(annotation.clone()),
            }
        }
        if edits.is_empty() && gone.is_empty() {
            return Edit::nothing();
        }
        let leads_nowhere = |link: &Link| {
            gone.contains(&link.from) || link.to.annotation().is_some_and(|to| gone.contains(to))
        };
        let (lost, links): (Vec<_>, Vec<_>) = document.links().into_iter().cloned().partition(leads_nowhere);
        edits.extend(lost.into_iter().map(|link| Edit::RemoveLink(link.id)));
        edits.extend(gone.iter().cloned().map(Edit::RemoveAnnotation));
        edits.push(Edit::SetCodebook(extended(&kept, &links)));
        Edit::Batch(edits)
    }
}

/// Reads what stands behind the sign.
fn fate_of(text: &str) -> Result<Fate, String> {
    if text == "own layer" {
        return Ok(Fate::Own);
    }
    if text == "left out" {
        return Ok(Fate::LeftOut);
    }
    let book = Codebook::standard();
    let (layer, said) = text.split_once(' ').unwrap_or((text, ""));
    let Some(layer) = book.layer(&LayerId::new(layer)) else {
        let layers: Vec<_> = book.layers.iter().map(|layer| layer.id.as_str()).collect();
        return Err(format!("the codebook has no layer `{layer}` but {}", layers.join(", ")));
    };
    if said.is_empty() {
        return Ok(Fate::Layer(layer.id.clone(), None));
    }
    let (name, value) = said.split_once('=').ok_or_else(|| format!("`{said}` is not ATTRIBUTE=VALUE"))?;
    let (name, value) = (name.trim(), value.trim());
    match layer.attribute(name) {
        None => Err(format!("the layer `{}` has no attribute `{name}`", layer.id)),
        Some(attribute) if !attribute.allows(value) => {
            let values: Vec<_> = attribute.values.iter().map(|value| value.id.as_str()).collect();
            Err(format!("`{name}` cannot be `{value}` but {}", values.join(", ")))
        }
        Some(_) => Ok(Fate::Layer(layer.id.clone(), Some((SmolStr::new(name), SmolStr::new(value))))),
    }
}

/// Returns a layer's name when another program brought it along.
fn foreign_name(document: &Document, layer: &LayerId) -> Option<String> {
    let brought = document.codebook().id == "imported" && Codebook::standard().layer(layer).is_none();
    brought.then(|| layer.to_string())
}

/// Returns the labels that another program brought into a document, the commonest first.
#[must_use]
pub fn foreign(document: &Document) -> Vec<Foreign> {
    let mut found: BTreeMap<String, Foreign> = BTreeMap::new();
    for annotation in document.annotations() {
        let Some(label) = foreign_name(document, &annotation.layer) else { continue };
        let known = found.entry(label.clone()).or_insert_with(|| {
            let example = annotation.words(document.text()).chars().take(60).collect();
            Foreign { label, count: 0, example }
        });
        known.count += 1;
    }
    let mut found: Vec<_> = found.into_values().collect();
    found.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{self, Input};
    use crate::model::{apply, check};

    #[test]
    fn labels_go_where_they_belong() {
        let brat = "T1\tAttack 0 5\tWords\nT2\tNoise 6 9\tand\nT3\tEvent 10 14\tmore\nT4\tPerson 0 5\tWords\nR1\thits Arg1:T1 Arg2:T2\nA1\tMode T1 loud\n";
        let beside = vec![("x.txt".to_owned(), b"Words and more".to_vec())];
        let mut all =
            formats::read(&Input { bytes: brat.as_bytes(), name: "x.ann", beside: &beside }).expect("read");
        let mut document = all.remove(0).document;
        let found = foreign(&document);
        let labels: Vec<_> =
            found.iter().map(|it| (it.label.as_str(), it.count, it.example.as_str())).collect();
        assert_eq!(labels, [("Attack", 1, "Words"), ("Event", 1, "more"), ("Noise", 1, "and")]);
        let (labels, problems) = Labels::parse(
            "# x\nAttack = claim type=accusation\nNoise = left out\nEvent = own layer\nnonsense\nA = clam\nB = claim type=x\n",
        );
        let said: Vec<_> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 3);
        assert!(
            said[1].contains("line 6: `A = clam`: the codebook has no layer `clam` but actor"),
            "{said:?}"
        );
        assert!(said[2].contains("`type` cannot be `x` but factual"), "{said:?}");
        assert_eq!(Labels::parse(&labels.print()), (labels.clone(), Vec::new()));
        let before = document.clone();
        let edit = labels.edit(&document);
        let inverse = apply(&mut document, edit);
        assert_eq!(check(&document), []);
        let attack =
            document.annotations().find(|it| it.attributes.get("type") == Some("accusation")).expect("moved");
        assert_eq!(attack.layer, LayerId::CLAIM);
        assert_eq!((document.annotation_count(), document.links().len()), (3, 0));
        assert_eq!(foreign(&document).len(), 1);
        apply(&mut document, inverse);
        assert_eq!(document, before);
    }
}
