//! Changing the codebook: each change takes along what it touches, in one step.
//!
//! Glossator's own ids (`actor`, `person`, `direct` …) stay when something is renamed, for suggestions name them; other
//! ids follow the name, in all annotations.

use super::open::Open;
use crate::model::codebook::{Attribute, Layer, LinkRule, Rgb, Value};
use crate::model::{ActorId, Annotation, Codebook, Document, Edit, LayerId, Link, Status};
use rustc_hash::FxHashSet;
use smol_str::SmolStr;
use std::sync::Arc;

/// A value's place in the codebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueAt {
    /// The layer.
    pub layer: LayerId,
    /// The attribute.
    pub attribute: SmolStr,
    /// The value.
    pub value: SmolStr,
}

/// A change of the codebook.
#[derive(Debug, Clone, PartialEq)]
pub enum Recode {
    /// Adds a layer of that name.
    AddLayer(String),
    /// Replaces what is said of a layer: name, key, colour, shape, guideline, examples.
    EditLayer(Box<Layer>),
    /// Removes a layer with its annotations and their links.
    RemoveLayer(LayerId),
    /// Adds an attribute of that name.
    AddAttribute(LayerId, String),
    /// Replaces what is said of an attribute; its values stay.
    EditAttribute(LayerId, Box<Attribute>),
    /// Removes an attribute, from all annotations too.
    RemoveAttribute(LayerId, SmolStr),
    /// Adds a value of that name.
    AddValue(LayerId, SmolStr, String),
    /// Replaces what is said of a value.
    EditValue(ValueAt, Box<Value>),
    /// Makes one value of two: annotations that have the first get the second.
    MergeValues(ValueAt, SmolStr),
    /// Removes a value, from all annotations too.
    RemoveValue(ValueAt),
    /// Adds a kind of link, or replaces the one of its role.
    PutLink(Box<LinkRule>),
    /// Removes a kind of link with its links.
    RemoveLink(SmolStr),
    /// Takes another codebook. Undecided suggestions that it has no layer for go; what was decided stays, and the
    /// check lists it.
    Replace(Arc<Codebook>),
    /// Takes another codebook's layers and links in addition.
    Include(Arc<Codebook>),
}

impl Open {
    /// Returns how many annotations and links a change would change or remove.
    #[must_use]
    pub fn touched_by(&self, change: &Recode) -> usize {
        let document = &self.document;
        let having = |at: &ValueAt| {
            let has = |one: &&Annotation| one.attributes.get(&at.attribute) == Some(at.value.as_str());
            document.on_layer(&at.layer).filter(has).count()
        };
        match change {
            Recode::RemoveLayer(layer) => {
                let gone: FxHashSet<_> = document.on_layer(layer).map(|one| &one.id).collect();
                let tied = |link: &&Link| {
                    gone.contains(&link.from) || link.to.annotation().is_some_and(|to| gone.contains(to))
                };
                gone.len() + document.links().into_iter().filter(tied).count()
            }
            Recode::RemoveAttribute(layer, name) => {
                document.on_layer(layer).filter(|one| one.attributes.get(name).is_some()).count()
            }
            Recode::MergeValues(at, _) | Recode::RemoveValue(at) => having(at),
            Recode::RemoveLink(role) => {
                document.links().into_iter().filter(|link| link.role == *role).count()
            }
            Recode::Replace(book) => {
                let decided = document.annotations().filter(|one| one.status != Status::Suggested);
                let lost = decided.filter(|one| book.layer(&one.layer).is_none()).count();
                let allowed = |link: &&Link| {
                    let from = document.annotation(&link.from);
                    from.is_none_or(|from| book.link_rule(&from.layer, &link.role).is_some())
                };
                let links = document.links().into_iter().filter(|link| link.status != Status::Suggested);
                lost + links.filter(|link| !allowed(link)).count()
            }
            _ => 0,
        }
    }

    /// Changes the codebook, with what that touches.
    pub(super) fn recode(&mut self, change: Recode) {
        self.incoming = None;
        let mut book = (**self.document.codebook()).clone();
        let mut edits = Vec::new();
        let mut replaces = false;
        let label = match change {
            Recode::AddLayer(name) => {
                add_layer(&mut book, &name);
                "add a layer"
            }
            Recode::EditLayer(layer) => {
                self.edit_layer(&mut book, *layer, &mut edits);
                "edit a layer"
            }
            Recode::RemoveLayer(layer) => {
                self.remove_layer(&mut book, &layer, &mut edits);
                "remove a layer"
            }
            Recode::PutLink(rule) => {
                match book.links.iter_mut().find(|old| old.role == rule.role) {
                    Some(old) => *old = *rule,
                    None => book.links.push(*rule),
                }
                "edit a kind of link"
            }
            Recode::RemoveLink(role) => {
                book.links.retain(|rule| rule.role != role);
                let gone = self.document.links().into_iter().filter(|link| link.role == role);
                edits.extend(gone.map(|link| Edit::RemoveLink(link.id.clone())));
                "remove a kind of link"
            }
            Recode::Replace(new) => {
                book = (*new).clone();
                replaces = true;
                edits.extend(self.without_layers_of(&new));
                "take another codebook"
            }
            Recode::Include(other) => {
                include(&mut book, &other);
                "add a codebook’s layers"
            }
            of_attribute => self.recode_attribute(&mut book, of_attribute, &mut edits),
        };
        let old = self.document.codebook();
        if book == **old {
            return;
        }
        if book.id == old.id && !replaces {
            book.version = old.version + 1;
        }
        edits.push(Edit::SetCodebook(Arc::new(book)));
        self.perform(label, None, Edit::Batch(edits));
    }

    /// Returns what takes undecided suggestions away that a codebook has no layer for.
    pub(super) fn without_layers_of(&self, book: &Codebook) -> Vec<Edit> {
        let mut edits = Vec::new();
        document_suggestions(&self.document)
            .filter(|one| book.layer(&one.layer).is_none())
            .for_each(|one| self.remove_with_links(one, &mut edits));
        edits
    }

    fn recode_attribute(&self, book: &mut Codebook, change: Recode, edits: &mut Vec<Edit>) -> &'static str {
        match change {
            Recode::AddAttribute(layer, name) => {
                let Some(layer) = layer_mut(book, &layer) else { return "" };
                let id = free_id(&name, |id| layer.attribute(id).is_some());
                let (values, default, guideline) = (Vec::new(), SmolStr::default(), String::new());
                layer.attributes.push(Attribute { id, name, values, default, guideline });
                "add an attribute"
            }
            Recode::EditAttribute(layer, new) => {
                let old = layer_mut(book, &layer)
                    .and_then(|layer| layer.attributes.iter_mut().find(|old| old.id == new.id));
                if let Some(old) = old {
                    old.default = new.default;
                    old.name = new.name;
                    old.guideline = new.guideline;
                }
                "edit an attribute"
            }
            Recode::RemoveAttribute(layer, id) => {
                self.set_everywhere(&layer, &id, None, "", edits);
                if let Some(layer) = layer_mut(book, &layer) {
                    layer.attributes.retain(|one| one.id != id);
                }
                "remove an attribute"
            }
            Recode::AddValue(layer, attribute, name) => {
                if let Some(attribute) = attribute_mut(book, &layer, &attribute) {
                    let id = free_id(&name, |id| attribute.value(id).is_some());
                    attribute.values.push(Value {
                        id,
                        name,
                        key: None,
                        guideline: String::new(),
                        examples: Vec::new(),
                    });
                }
                "add a value"
            }
            Recode::EditValue(at, new) => {
                self.edit_value(book, &at, *new, edits);
                "edit a value"
            }
            Recode::MergeValues(at, into) => {
                self.set_everywhere(&at.layer, &at.attribute, Some(&at.value), &into, edits);
                drop_value(book, &at, &into);
                "merge two values"
            }
            Recode::RemoveValue(at) => {
                self.set_everywhere(&at.layer, &at.attribute, Some(&at.value), "", edits);
                drop_value(book, &at, "");
                "remove a value"
            }
            _ => "",
        }
    }

    /// Sets an attribute on every annotation of a layer that has it (with this value).
    fn set_everywhere(
        &self,
        layer: &LayerId,
        name: &str,
        from: Option<&str>,
        to: &str,
        edits: &mut Vec<Edit>,
    ) {
        for one in self.document.on_layer(layer) {
            let now = one.attributes.get(name);
            if now.is_some() && from.is_none_or(|from| now == Some(from)) {
                let mut new = one.clone();
                new.attributes.set(name, to);
                edits.push(Edit::annotation(new));
            }
        }
        if *layer == LayerId::ACTOR && name == "kind" {
            for actor in self.document.actors().entries().filter(|actor| from == Some(actor.kind.as_str())) {
                let mut new = actor.clone();
                new.kind = to.into();
                edits.push(Edit::actor(new));
            }
        }
    }

    fn edit_layer(&self, book: &mut Codebook, mut new: Layer, edits: &mut Vec<Edit>) {
        let old = new.id.clone();
        let Some(at) = book.layers.iter().position(|layer| layer.id == old) else { return };
        let renamed = book.layers.get(at).is_some_and(|layer| layer.name != new.name);
        if renamed && Codebook::standard().layer(&old).is_none() {
            new.id = LayerId::new(free_id(&new.name, |id| {
                book.layers.iter().any(|layer| layer.id.as_str() == id && layer.id != old)
            }));
        }
        if new.id != old {
            edits.extend(
                self.document
                    .on_layer(&old)
                    .map(|one| Edit::annotation(Annotation { layer: new.id.clone(), ..one.clone() })),
            );
            for layer in book.links.iter_mut().flat_map(|rule| rule.from.iter_mut().chain(&mut rule.to)) {
                if *layer == old {
                    *layer = new.id.clone();
                }
            }
        }
        for other in book.layers.iter_mut().filter(|other| other.id != old && other.key == new.key) {
            other.key = None;
        }
        if let Some(layer) = book.layers.get_mut(at) {
            *layer = new;
        }
    }

    fn remove_with_links(&self, one: &Annotation, edits: &mut Vec<Edit>) {
        let links = self.document.links_from(&one.id).chain(self.document.links_to(&one.id));
        edits.extend(links.map(|link| Edit::RemoveLink(link.id.clone())));
        edits.push(Edit::RemoveAnnotation(one.id.clone()));
    }

    fn remove_layer(&self, book: &mut Codebook, layer: &LayerId, edits: &mut Vec<Edit>) {
        self.document.on_layer(layer).for_each(|one| self.remove_with_links(one, edits));
        book.layers.retain(|other| other.id != *layer);
        for rule in &mut book.links {
            rule.from.retain(|other| other != layer);
            rule.to.retain(|other| other != layer);
        }
        book.links
            .retain(|rule| !rule.from.is_empty() && (!rule.to.is_empty() || rule.to_actor || rule.to_author));
    }

    fn edit_value(&self, book: &mut Codebook, at: &ValueAt, mut new: Value, edits: &mut Vec<Edit>) {
        let own = Codebook::standard();
        let is_own = own
            .layer(&at.layer)
            .and_then(|layer| layer.attribute(&at.attribute))
            .is_some_and(|attribute| attribute.value(&at.value).is_some());
        let Some(attribute) = attribute_mut(book, &at.layer, &at.attribute) else { return };
        let renamed = attribute.value(&at.value).is_some_and(|value| value.name != new.name);
        new.id = if renamed && !is_own {
            free_id(&new.name, |id| id != at.value && attribute.value(id).is_some())
        } else {
            at.value.clone()
        };
        for other in attribute.values.iter_mut().filter(|other| other.id != at.value && other.key == new.key)
        {
            other.key = None;
        }
        if attribute.default == at.value {
            attribute.default = new.id.clone();
        }
        if new.id != at.value {
            self.set_everywhere(&at.layer, &at.attribute, Some(&at.value), &new.id, edits);
        }
        if let Some(value) = attribute.values.iter_mut().find(|value| value.id == at.value) {
            *value = new;
        }
    }
}

fn document_suggestions(document: &Document) -> impl Iterator<Item = &Annotation> {
    document.annotations().filter(|one| one.status == Status::Suggested)
}

fn layer_mut<'a>(book: &'a mut Codebook, id: &LayerId) -> Option<&'a mut Layer> {
    book.layers.iter_mut().find(|layer| layer.id == *id)
}

fn attribute_mut<'a>(book: &'a mut Codebook, layer: &LayerId, id: &str) -> Option<&'a mut Attribute> {
    layer_mut(book, layer)?.attributes.iter_mut().find(|attribute| attribute.id == id)
}

fn drop_value(book: &mut Codebook, at: &ValueAt, instead: &str) {
    if let Some(attribute) = attribute_mut(book, &at.layer, &at.attribute) {
        attribute.values.retain(|value| value.id != at.value);
        if attribute.default == at.value {
            attribute.default = instead.into();
        }
    }
}

fn add_layer(book: &mut Codebook, name: &str) {
    let id = free_id(name, |id| book.layers.iter().any(|layer| layer.id.as_str() == id));
    let used = |colour: &Rgb| book.layers.iter().any(|layer| layer.colour == *colour);
    let colour = Rgb::FREE.into_iter().find(|colour| !used(colour)).unwrap_or(Rgb::FREE[0]);
    let key = ('4'..='9').find(|key| book.layers.iter().all(|layer| layer.key != Some(*key)));
    let shape = crate::model::codebook::Shape::Band;
    book.layers.push(Layer { key, shape, ..Layer::new(LayerId::new(id), name.trim(), colour) });
}

/// Takes the layers and links of another codebook that this one lacks; their keys only where they are free.
fn include(book: &mut Codebook, other: &Codebook) {
    for layer in &other.layers {
        if book.layer(&layer.id).is_none() {
            let key = layer.key.filter(|key| book.layers.iter().all(|known| known.key != Some(*key)));
            book.layers.push(Layer { key, ..layer.clone() });
        }
    }
    for rule in &other.links {
        match book.links.iter_mut().find(|known| known.role == rule.role) {
            Some(known) => {
                let from = rule.from.iter().filter(|layer| !known.from.contains(layer)).cloned();
                known.from.extend(from.collect::<Vec<_>>());
                let to = rule.to.iter().filter(|layer| !known.to.contains(layer)).cloned();
                known.to.extend(to.collect::<Vec<_>>());
            }
            None => book.links.push(rule.clone()),
        }
    }
}

/// Returns an id of a name, in Latin letters and lower case, that is not taken.
fn free_id(name: &str, taken: impl Fn(&str) -> bool) -> SmolStr {
    SmolStr::new(ActorId::of_name(name, |id| taken(id.as_str())).as_str())
}
