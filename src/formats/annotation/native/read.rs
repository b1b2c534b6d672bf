//! The bytes of a native file → a document, with everything that a person should know about it.

use super::reanchor::{Anchors, Found};
use super::saved::{self, SavedAnnotation, SavedDocument, SavedSpan, Words};
use super::shapes::TOO_MANY;
use super::{MAX_BYTES, MAX_ENTRIES, VERSION};
use crate::formats::Unreadable;
use crate::model::{
    ActorId, Annotation, AnnotationId, Codebook, Document, Edit, LinkId, Orphan, Place, Problem, apply,
};
use crate::text::{Article, Block, Span};
use ron::error::SpannedError;
use rustc_hash::FxHashMap;
use serde::Deserialize as _;
use smol_str::SmolStr;
use std::borrow::Cow;
use std::sync::Arc;

/// The name of the format on the command line.
const FORMAT: &str = "ron";
/// How many problems of one sort are told one by one; the rest are counted.
const TOLD: usize = 50;

/// A native file that was read.
#[derive(Debug)]
pub struct Loaded {
    /// The document. Annotations whose words are gone are its orphans.
    pub document: Document,
    /// What a person should know about how it was read.
    pub problems: Vec<Problem>,
    /// The version of the file, when it is newer than what is known here: then it may hold more than was
    /// read, and must not be written over.
    pub newer: Option<u32>,
}

/// What stands in front of a native file, read without the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The version of the format.
    pub version: u32,
    /// What the document is known as; "" when it cannot be told.
    pub id: SmolStr,
}

/// Returns what stands in front of a native file, whole or broken.
#[must_use]
pub fn head(bytes: &[u8]) -> Option<Head> {
    let front = bytes.get(..bytes.len().min(2048)).unwrap_or_default();
    let front = String::from_utf8_lossy(front);
    let front = front.trim_start_matches('\u{feff}');
    let mut lines = front.lines().map(str::trim).filter(|line| !line.is_empty());
    let opening = lines.find(|line| !line.starts_with("//") && !line.starts_with("#!"))?;
    let rest = opening.strip_prefix('(')?.trim_start();
    let version = if rest.is_empty() { lines.next()? } else { rest };
    let digits = version.strip_prefix("glossator")?.trim_start().strip_prefix(':')?.trim_start();
    let end = digits.find(|char: char| !char.is_ascii_digit()).unwrap_or(digits.len());
    let version = digits.get(..end)?.parse().ok()?;
    let id =
        lines.next().and_then(|line| line.strip_prefix("id: \"")).and_then(|rest| rest.split('"').next());
    Some(Head { version, id: id.unwrap_or_default().into() })
}

/// Says whether some bytes begin like a native file.
#[must_use]
pub fn looks_native(bytes: &[u8]) -> bool {
    head(bytes).is_some()
}

/// Reads a native file.
///
/// # Errors
/// When nothing can be read: it is no native file, it is cut off or otherwise broken, a limit is hit.
pub fn read(bytes: &[u8]) -> Result<Loaded, Unreadable> {
    Unreadable::unless_fits(bytes, MAX_BYTES)?;
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    let text = line_ends(Unreadable::unless_utf8(bytes)?);
    let mut unknown_keys = Vec::new();
    let saved = parse(&text, &mut unknown_keys).map_err(|wrong| unreadable(bytes, &text, &wrong))?;
    if saved.text.len() > Article::MAX_BYTES {
        return Err(Unreadable::Limit { what: "bytes of text", limit: Article::MAX_BYTES as u64 });
    }
    let newer = (saved.glossator > VERSION).then_some(saved.glossator);
    let mut problems = Vec::new();
    if let Some(found) = newer {
        let message = format!(
            "a newer Glossator wrote this file (version {found}; this one knows {VERSION}): it is opened \
             read-only, and what is not known here is not shown; update Glossator to change it"
        );
        problems.push(Problem::warning(Place::Whole, message));
    }
    tell(&mut problems, unknown_keys, |key| {
        let message = format!(
            "the key `{key}` is not known; saving leaves it out, the former file is kept as a backup"
        );
        Problem::warning(Place::Named(key), message)
    });
    let document = Reading { problems: &mut problems, words: Words::default() }.document(saved);
    Ok(Loaded { document, problems, newer })
}

/// Takes back line ends that another program changed: the file is written without carriage returns.
fn line_ends(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) }
}

fn parse<'a>(text: &'a str, unknown_keys: &mut Vec<String>) -> Result<SavedDocument<'a>, SpannedError> {
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let mut file = ron::Deserializer::from_str_with_options(text, &options)?;
    let mut ignored = |path: serde_ignored::Path<'_>| unknown_keys.push(path.to_string());
    let saved = SavedDocument::deserialize(serde_ignored::Deserializer::new(&mut file, &mut ignored));
    saved.and_then(|saved| file.end().map(|()| saved)).map_err(|wrong| file.span_error(wrong))
}

/// Says in words why a file could not be parsed.
fn unreadable(bytes: &[u8], text: &str, wrong: &SpannedError) -> Unreadable {
    let Some(head) = head(bytes) else {
        return Unreadable::NotThis {
            format: FORMAT,
            why: "it does not begin with `(` and `glossator: 1`".to_owned(),
        };
    };
    if head.version > VERSION {
        return Unreadable::Newer { found: head.version, known: VERSION };
    }
    if matches!(&wrong.code, ron::Error::Message(message) if message == TOO_MANY) {
        return Unreadable::Limit { what: "entries in a list", limit: MAX_ENTRIES as u64 };
    }
    let conflict = text.lines().position(|line| line.starts_with("<<<<<<< "));
    if let Some(line) = conflict {
        let why = "two versions were merged here and the conflict is not resolved".to_owned();
        return Unreadable::Syntax { format: FORMAT, line: line as u64 + 1, why };
    }
    let cut = matches!(
        wrong.code,
        ron::Error::Eof | ron::Error::ExpectedStringEnd | ron::Error::UnclosedBlockComment
    ) || !text.trim_end().ends_with(')');
    if cut {
        let why = "the file ends in the middle: it was cut off".to_owned();
        return Unreadable::Syntax { format: FORMAT, line: text.lines().count() as u64, why };
    }
    Unreadable::Syntax { format: FORMAT, line: wrong.span.start.line as u64, why: wrong.code.to_string() }
}

/// Adds a problem for each, up to a number; the rest are counted.
fn tell<T>(problems: &mut Vec<Problem>, all: Vec<T>, problem: impl Fn(T) -> Problem) {
    let rest = all.len().saturating_sub(TOLD);
    problems.extend(all.into_iter().take(TOLD).map(problem));
    if rest > 0 {
        problems.push(Problem::warning(Place::Whole, format!("… and {rest} more like the one before")));
    }
}

/// The ids that entries have, with the last number that was put behind each.
type Taken = FxHashMap<SmolStr, u32>;

/// Turns the saved shape into the model.
struct Reading<'p> {
    problems: &'p mut Vec<Problem>,
    words: Words,
}

impl Reading<'_> {
    fn document(&mut self, saved: SavedDocument<'_>) -> Document {
        let text: Arc<str> = Arc::from(saved.text);
        let mut anchors = Anchors::new(&text);
        let blocks = self.blocks(saved.blocks.0, &mut anchors);
        let mut edits = Vec::with_capacity(saved.annotations.0.len() + saved.links.0.len() + 16);
        edits.push(Edit::SetMeta(Box::new(saved.meta.into_model())));
        edits.push(Edit::SetState(self.words.state(&saved.state)));
        self.unknown_words("state");
        let mut taken = Taken::default();
        for actor in saved.actors.0 {
            let mut actor = actor.into_model(&mut self.words);
            self.unknown_words(actor.id.as_str());
            if let Some(name) = self.free(actor.id.as_str(), &mut taken) {
                actor.id = ActorId::new(name);
            }
            edits.push(Edit::actor(actor));
        }
        edits.extend(saved.redirects.into_iter().map(|(old, new)| Edit::Redirect(old, Some(new))));
        let orphans = self.annotations(saved.annotations.0, saved.orphans.0, &mut anchors, &mut edits);
        taken.clear();
        for link in saved.links.0 {
            let mut link = link.into_model(&mut self.words);
            self.unknown_words(link.id.as_str());
            if let Some(name) = self.free(link.id.as_str(), &mut taken) {
                link.id = LinkId::new(name);
            }
            edits.push(Edit::link(link));
        }
        let codebook = self.codebook(saved.codebook);
        let article = Article::with_source(Arc::clone(&text), saved.decoding.into_model(), blocks);
        let mut document = Document::with_id(saved.id, Arc::new(article), codebook).with_orphans(orphans);
        apply(&mut document, Edit::Batch(edits));
        document
    }

    /// Adds the annotations that have a place; returns those that have none.
    fn annotations(
        &mut self,
        saved: Vec<SavedAnnotation<'_>>,
        orphaned: Vec<SavedAnnotation<'_>>,
        anchors: &mut Anchors<'_>,
        edits: &mut Vec<Edit>,
    ) -> Vec<Orphan> {
        let mut taken = Taken::default();
        let (mut orphans, mut moved, mut changed) = (Vec::new(), 0_usize, Vec::new());
        let all =
            saved.into_iter().map(|one| (one, false)).chain(orphaned.into_iter().map(|one| (one, true)));
        for (mut saved, was_orphan) in all {
            let at = std::mem::take(&mut saved.at);
            let mut annotation = saved.into_model(&mut self.words);
            self.unknown_words(annotation.id.as_str());
            if let Some(name) = self.free(annotation.id.as_str(), &mut taken) {
                annotation.id = AnnotationId::new(name);
            }
            let found: Option<Vec<_>> = at.iter().map(|one| anchors.find(one, was_orphan)).collect();
            let Some(found) = found else {
                orphans.push(orphan(annotation, at));
                continue;
            };
            let whole = annotation.id.clone();
            for (found, SavedSpan(_, _, words)) in found.iter().zip(&at) {
                match found {
                    Found::Same(_) => {}
                    Found::Moved(_) => moved += 1,
                    Found::Changed(span) => changed.push((whole.clone(), *span, words.clone().into_owned())),
                }
            }
            annotation.fragments = found.into_iter().map(Found::span).collect();
            edits.push(Edit::annotation(annotation));
        }
        self.tell_moves(moved, changed, &orphans);
        orphans
    }

    fn tell_moves(&mut self, moved: usize, changed: Vec<(AnnotationId, Span, String)>, orphans: &[Orphan]) {
        if moved > 0 {
            let message =
                format!("the text was changed outside; {moved} places were found again by their words");
            self.problems.push(Problem::note(message));
        }
        tell(self.problems, changed, |(id, span, words)| {
            let message = format!(
                "the text was changed outside; `{id}` covered “{words}” and now lies on similar words"
            );
            Problem::warning(Place::Text(span), message)
        });
        tell(self.problems, orphans.iter().collect(), |orphan| {
            let words = orphan.words.join(" … ");
            let message = format!(
                "its words are no longer in the text: “{words}”; it is kept in the file as an orphan"
            );
            Problem::warning(Place::Named(orphan.annotation.id.to_string()), message)
        });
    }

    fn blocks(&mut self, saved: Vec<saved::SavedBlock<'_>>, anchors: &mut Anchors<'_>) -> Vec<Block> {
        let mut blocks = Vec::with_capacity(saved.len());
        for block in saved {
            let Some(found) = anchors.find(&block.at, false) else {
                let message =
                    format!("a heading, list item or quotation is no longer in the text: “{}”", block.at.2);
                self.problems.push(Problem::note(message));
                continue;
            };
            match block.into_model(found.span()) {
                Ok(block) => blocks.push(block),
                Err(kind) => {
                    let message = format!("blocks of the kind `{kind}` are not known and left out");
                    self.problems.push(Problem::warning(Place::Text(found.span()), message));
                }
            }
        }
        blocks
    }

    fn codebook(&mut self, saved: Option<saved::SavedCodebook>) -> Arc<Codebook> {
        let Some(saved) = saved else {
            let message = "the file has no codebook; the default one is taken";
            self.problems.push(Problem::warning(Place::Whole, message));
            return Codebook::standard();
        };
        if saved.book == *Codebook::standard() { Codebook::standard() } else { Arc::new(saved.book) }
    }

    /// Returns a free name for an entry whose id is taken, so that none hides the other.
    fn free(&mut self, id: &str, taken: &mut Taken) -> Option<SmolStr> {
        let number = taken.entry(SmolStr::new(id)).and_modify(|number| *number += 1).or_insert(1);
        if *number == 1 {
            return None;
        }
        let mut name = smol_str::format_smolstr!("{id}-{number}");
        while taken.contains_key(&name) {
            let number = taken.entry(SmolStr::new(id)).and_modify(|number| *number += 1).or_insert(1);
            name = smol_str::format_smolstr!("{id}-{number}");
        }
        taken.insert(name.clone(), 1);
        let message = format!("two entries have the id `{id}`; the second one is now `{name}`");
        self.problems.push(Problem::warning(Place::Named(id.to_owned()), message));
        Some(name)
    }

    fn unknown_words(&mut self, entry: &str) {
        for word in self.words.unknown.drain(..) {
            let message = format!("`{word}` is not known here and was replaced by a default");
            self.problems.push(Problem::warning(Place::Named(entry.to_owned()), message));
        }
    }
}

fn orphan(mut annotation: Annotation, at: Vec<SavedSpan<'_>>) -> Orphan {
    annotation.fragments = at.iter().map(|SavedSpan(start, end, _)| Span::new(*start, *end)).collect();
    Orphan { annotation, words: at.into_iter().map(|SavedSpan(_, _, words)| words.into_owned()).collect() }
}
