//! For formats whose spans have one part: annotations cut into pieces that are tied by `part_of`, and put
//! together again.

use super::WriteOptions;
use super::anchor::Anchors;
use super::foreign::{self, Builder};
use super::loss::Losses;
use crate::model::{Annotation, AnnotationId, Document, Link, Place, Problem, Status, Target};
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::{Map, Value};
use smol_str::SmolStr;

/// The role that ties a further part to the first one.
pub(super) const PART_OF: &str = "part_of";

/// One part of an annotation.
pub(super) struct Piece<'a> {
    /// The annotation.
    pub annotation: &'a Annotation,
    /// Where this part lies.
    pub span: Span,
    /// Its own name: the annotation's id, with a number for further parts.
    pub key: String,
}

/// A document as pieces and ties between them, by number.
pub(super) struct Flat<'a> {
    /// The pieces, by position of their annotations.
    pub pieces: Vec<Piece<'a>>,
    /// Role, from, to.
    pub ties: Vec<(SmolStr, usize, usize)>,
}

impl Flat<'_> {
    /// Returns for each piece the roles and numbers of what it points to.
    pub(super) fn targets(&self) -> Vec<Vec<(&str, usize)>> {
        let mut targets = vec![Vec::new(); self.pieces.len()];
        for (role, from, to) in &self.ties {
            if let Some(mine) = targets.get_mut(*from) {
                mine.push((role.as_str(), *to));
            }
        }
        targets
    }
}

/// Cuts a document into pieces. `trim` leaves out white space at the ends of each, for formats of tokens.
pub(super) fn flat<'a>(document: &'a Document, options: &WriteOptions, trim: bool) -> Flat<'a> {
    let mut flat = Flat { pieces: Vec::new(), ties: Vec::new() };
    let mut first: FxHashMap<&AnnotationId, usize> = FxHashMap::default();
    for annotation in foreign::shown(document, options) {
        for (part, span) in annotation.fragments.iter().enumerate() {
            let span = if trim { span.trim(document.text()) } else { *span };
            if span.is_empty() {
                continue;
            }
            let number = flat.pieces.len();
            let head = *first.entry(&annotation.id).or_insert(number);
            if head != number {
                flat.ties.push((SmolStr::new_static(PART_OF), number, head));
            }
            let is_first = head == number;
            let key = if is_first { annotation.id.to_string() } else { format!("{}.{part}", annotation.id) };
            flat.pieces.push(Piece { annotation, span, key });
        }
    }
    for link in foreign::shown_links(document, options) {
        let to = link.to.annotation().and_then(|to| first.get(to));
        if let (Some(from), Some(to)) = (first.get(&link.from), to) {
            flat.ties.push((link.role.clone(), *from, *to));
        }
    }
    flat
}

/// What is said of an annotation besides its place: attributes, the actor, an undecided status, the note, links
/// that lead to no span.
pub(super) fn said(document: &Document, annotation: &Annotation) -> Map<String, Value> {
    let mut said = Map::new();
    let mut say =
        |name: &str, value: &str| drop(said.insert(name.to_owned(), Value::String(value.to_owned())));
    annotation.attributes.iter().for_each(|(name, value)| say(name, value));
    if let Some(actor) = &annotation.actor {
        say("actor", actor.as_str());
    }
    if annotation.status != Status::Accepted {
        say("status", annotation.status.name());
    }
    if !annotation.note.is_empty() {
        say("note", &annotation.note);
    }
    let spanless = |link: &&Link| link.to.annotation().is_none() && link.status != Status::Rejected;
    for link in document.links_from(&annotation.id).filter(spanless) {
        say(&link.role, &link.to.to_text());
    }
    said
}

/// The names of the metadata that every article can have.
pub(super) const KNOWN: [&str; 6] = ["title", "outlet", "author", "date", "source", "language"];

/// What is known of the article, as names and values that do not clash with `reserved`.
pub(super) fn meta(document: &Document, reserved: &[&str]) -> Map<String, Value> {
    let meta = document.meta();
    let language = meta.language.to_string();
    let known = [
        ("title", &meta.title),
        ("outlet", &meta.outlet),
        ("author", &meta.author),
        ("date", &meta.date),
        ("source", &meta.source),
        ("language", &language),
    ];
    let known = known.into_iter().filter(|(_, value)| !value.is_empty());
    let known = known.map(|(name, value)| (name, value, reserved.contains(&name)));
    let extra = meta.extra.iter().map(|(name, value)| (name.as_str(), value));
    let extra = extra.map(|(name, value)| (name, value, reserved.contains(&name) || KNOWN.contains(&name)));
    let mut all = Map::new();
    for (name, value, clashes) in known.chain(extra) {
        let name = if clashes { format!("meta_{name}") } else { name.to_owned() };
        all.insert(name, Value::String(value.clone()));
    }
    all
}

/// Takes metadata back.
pub(super) fn take_meta(builder: &mut Builder, name: &str, value: &Value) {
    let text = plain(value);
    let meta = &mut builder.meta;
    match name {
        _ if text.is_empty() => {}
        "title" => meta.title = text,
        "outlet" => meta.outlet = text,
        "author" => meta.author = text,
        "date" => meta.date = text,
        "source" => meta.source = text,
        "language" => meta.language = SmolStr::new(text),
        _ => {
            // An entry that is called like one of the known ones.
            let other = name.strip_prefix("meta_").filter(|it| KNOWN.contains(it)).unwrap_or(name);
            meta.extra.insert(other.to_owned(), text);
        }
    }
}

/// A value as words.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// A span of a foreign file.
pub(super) struct Found {
    /// Its name in the file.
    pub key: String,
    /// What it is.
    pub label: String,
    /// Where: two offsets, and the words when the file holds them.
    pub place: (u32, u32, Option<String>),
    /// What is said of it.
    pub said: Map<String, Value>,
}

/// The name under which formats without ids of their own carry an annotation's.
pub(super) const ID: &str = "annId";

/// Takes over the ids that spans carry as `annId`; those that carry the same are parts of one annotation.
pub(super) fn take_ids(found: &mut [Found], ties: &mut Vec<(String, String, String)>) {
    let mut names: FxHashMap<String, String> = FxHashMap::default();
    let mut taken: FxHashSet<String> = FxHashSet::default();
    let mut parts = Vec::new();
    for span in found {
        let Some(id) = span.said.shift_remove(ID).map(|id| plain(&id)).filter(|id| !id.is_empty()) else {
            continue;
        };
        let name = if taken.insert(id.clone()) { id } else { format!("{id} {}", span.key) };
        if let Some((id, _)) = name.split_once(' ').filter(|(id, _)| taken.contains(*id)) {
            parts.push((PART_OF.to_owned(), name.clone(), id.to_owned()));
        }
        names.insert(std::mem::replace(&mut span.key, name.clone()), name);
    }
    for (_, from, to) in ties.iter_mut() {
        for end in [from, to] {
            if let Some(name) = names.get(end.as_str()) {
                end.clone_from(name);
            }
        }
    }
    ties.extend(parts);
}

/// Puts spans and ties (role, from, to) into a document, parts joined to their first.
pub(super) fn put(
    builder: &mut Builder,
    anchors: &Anchors<'_>,
    found: Vec<Found>,
    ties: &[(String, String, String)],
) {
    let mut head: FxHashMap<&str, &str> = FxHashMap::default();
    for (_, part, of) in ties.iter().filter(|(role, part, of)| role == PART_OF && part != of) {
        head.insert(part, of);
    }
    let head_of = |key: &str| -> String {
        let mut at = key;
        for _ in 0..64 {
            match head.get(at) {
                Some(next) => at = next,
                None => return at.to_owned(),
            }
        }
        key.to_owned()
    };
    let mut order: Vec<(Found, Vec<Span>)> = Vec::new();
    let mut number: FxHashMap<String, usize> = FxHashMap::default();
    for span in found {
        let (start, end, words) = &span.place;
        match anchors.place(*start, *end, words.as_deref()) {
            Ok(placed) => {
                let doubt = placed.doubt.map(|doubt| Problem::warning(Place::Named(span.key.clone()), doubt));
                builder.problems.extend(doubt);
                let key = head_of(&span.key);
                let at = *number.entry(key.clone()).or_insert(order.len());
                match order.get_mut(at) {
                    Some((_, spans)) => spans.push(placed.span),
                    None => order.push((Found { key, ..span }, vec![placed.span])),
                }
            }
            Err(why) => {
                builder.problems.push(Problem::error(Place::Named(span.key), format!("{why}; left out")));
            }
        }
    }
    let mut ids: FxHashMap<String, AnnotationId> = FxHashMap::default();
    for (Found { key, label, said, .. }, spans) in order {
        let id = builder.annotation(&key, &label, spans);
        said.iter().for_each(|(name, value)| say(builder, &id, name, &plain(value)));
        ids.insert(key, id);
    }
    for (role, from, to) in ties.iter().filter(|(role, ..)| role != PART_OF) {
        match (ids.get(&head_of(from)), ids.get(&head_of(to))) {
            (Some(from), Some(to)) => builder.link(from, role, Target::Annotation(to.clone())),
            _ => {
                let message = format!("a `{role}` from `{from}` to `{to}` leads nowhere; left out");
                builder.problems.push(Problem::warning(Place::Whole, message));
            }
        }
    }
}

/// Takes back what [`said`] wrote.
fn say(builder: &mut Builder, id: &AnnotationId, name: &str, value: &str) {
    if name == "actor" {
        builder.actor(id, value, "");
    } else if value == "author" || value.starts_with("actor:") {
        builder.link(id, name, Target::of_text(value));
    } else if let Some(annotation) = builder.get(id) {
        match Status::of_name(value) {
            Some(status) if name == "status" => annotation.status = status,
            _ if name == "note" => value.clone_into(&mut annotation.note),
            _ => annotation.attributes.set(name, value),
        }
    }
}

/// What all formats of this kind lose.
pub(super) fn losses(document: &Document, options: &WriteOptions) -> Losses {
    let mut losses = Losses::default();
    losses.left_out(document, options);
    losses.parts(document, "each part becomes a span of its own, tied by `part_of`");
    losses.origins(document);
    losses.actors(document);
    losses.link_origins(document);
    losses
}
