//! `.ann` with its `.txt` to a document.

use super::super::anchor::Anchors;
use super::super::foreign::Builder;
use super::super::line_ends::LineEnds;
use super::super::{Imported, anchor};
use crate::formats::{Input, Unreadable};
use crate::model::{AnnotationId, Place, Problem, Status, Target};
use crate::text::{Article, Span, Unit};
use rustc_hash::FxHashMap;

/// One `T` line.
pub(in super::super) struct Bound<'a> {
    /// Its number in the file.
    pub line: u64,
    /// `T1`.
    pub name: &'a str,
    /// What it is.
    pub label: &'a str,
    /// Where it lies, in scalars.
    pub places: Vec<(u32, u32)>,
    /// The words there.
    pub words: &'a str,
}

/// Reads the annotations; the text lies beside.
pub(super) fn read(input: &Input<'_>, companions: &[String]) -> Result<Imported, Unreadable> {
    let needed = companions.first().map(String::as_str).unwrap_or_default();
    let text = input.companion(needed).ok_or_else(|| Unreadable::Companion(needed.to_owned()))?;
    Unreadable::unless_fits(text, Article::MAX_BYTES)?;
    Unreadable::unless_fits(input.bytes, Article::MAX_BYTES)?;
    let article = Article::new(Unreadable::unless_utf8(text)?);
    let lines = Unreadable::unless_utf8(input.bytes)?;
    let mut reading =
        Reading { builder: Builder::new(input.stem(), article, "brat"), names: FxHashMap::default() };
    reading.bounds(lines);
    reading.events(lines);
    for (line, number) in lines.lines().zip(1..) {
        if reading.other(line.trim_end_matches('\r')).is_none() {
            let message = format!("`{}` was not understood; left out", anchor::shortened(line));
            reading.builder.problems.push(Problem::warning(Place::Line(number), message));
        }
    }
    Ok(reading.builder.done())
}

struct Reading<'a> {
    builder: Builder,
    /// What `T1`, `E1` … stand for.
    names: FxHashMap<&'a str, AnnotationId>,
}

impl<'a> Reading<'a> {
    fn bounds(&mut self, lines: &'a str) {
        let mut bounds: Vec<Bound<'a>> =
            lines.lines().zip(1..).filter_map(|(line, number)| bound(line, number)).collect();
        let article = self.builder.article();
        let (ends, note) = {
            let samples = bounds.iter().filter_map(|bound| match bound.places.as_slice() {
                [(start, end)] => Some((*start, *end, bound.words)),
                _ => None,
            });
            LineEnds::choose(&article, samples, false)
        };
        self.builder.problems.extend(note);
        for place in bounds.iter_mut().flat_map(|bound| &mut bound.places) {
            *place = (ends.place(place.0), ends.place(place.1));
        }
        let samples = bounds.iter().filter_map(|bound| match bound.places.as_slice() {
            [(start, end)] => Some((*start, *end, bound.words)),
            _ => None,
        });
        let (anchors, note) = Anchors::choose(&article, Unit::Scalars, samples);
        self.builder.problems.extend(note);
        for bound in &bounds {
            let spans = self.spans(&anchors, bound);
            if !spans.is_empty() {
                let id = self.builder.annotation(bound.name, bound.label, spans);
                self.names.insert(bound.name, id);
            }
        }
    }

    /// Places the fragments of a line; their words stand joined by blanks.
    fn spans(&mut self, anchors: &Anchors<'_>, bound: &Bound<'_>) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut rest = bound.words;
        let whole: u64 =
            bound.places.iter().map(|(start, end)| u64::from(end.saturating_sub(*start)) + 1).sum();
        let told = rest.chars().count() as u64 + 1 == whole || bound.places.len() == 1;
        for (start, end) in &bound.places {
            let words = match bound.places.len() {
                1 => Some(rest),
                _ if !told => None,
                _ => {
                    let long = end.saturating_sub(*start) as usize;
                    let cut = rest.char_indices().nth(long).map_or(rest.len(), |(at, _)| at);
                    let (words, after) = rest.split_at_checked(cut).unwrap_or((rest, ""));
                    rest = after.strip_prefix(' ').unwrap_or(after);
                    Some(words)
                }
            };
            let problem = match anchors.place(*start, *end, words) {
                Ok(placed) => {
                    spans.push(placed.span);
                    placed.doubt.map(|doubt| Problem::warning(Place::Line(bound.line), doubt))
                }
                Err(why) => Some(Problem::error(Place::Line(bound.line), format!("{why}; left out"))),
            };
            self.builder.problems.extend(problem);
        }
        spans
    }

    /// `E1<TAB>Type:T1 Role:T2`: the trigger is the annotation, its arguments are links.
    fn events(&mut self, lines: &'a str) {
        let events: Vec<_> = lines
            .lines()
            .filter(|line| line.starts_with('E'))
            .filter_map(|line| line.split_once('\t'))
            .collect();
        for (name, rest) in &events {
            let trigger = rest.split_whitespace().next().and_then(|first| first.split_once(':'));
            if let Some(id) = trigger.and_then(|(_, trigger)| self.names.get(trigger).cloned()) {
                self.names.insert(name, id);
            }
        }
        for (name, rest) in &events {
            let arguments = rest.split_whitespace().skip(1).filter_map(|argument| argument.split_once(':'));
            for (role, to) in arguments {
                let (from, to) = (self.names.get(name).cloned(), self.names.get(to).cloned());
                if let (Some(from), Some(to)) = (from, to) {
                    self.builder.link(&from, role, Target::Annotation(to));
                }
            }
        }
    }

    /// Everything but text-bound lines and events; `None` when it is not understood.
    fn other(&mut self, line: &str) -> Option<()> {
        if line.trim().is_empty() {
            return Some(());
        }
        let (id, rest) = line.split_once('\t')?;
        match id.chars().next()? {
            'T' => bound(line, 0).map(drop),
            'E' => rest.contains(':').then_some(()),
            'A' | 'M' => {
                let mut words = rest.split_whitespace();
                let (name, target) = (words.next()?, self.names.get(words.next()?)?.clone());
                let value = words.next().unwrap_or("yes");
                self.builder.get(&target)?.attributes.set(name, value);
                Some(())
            }
            'R' => {
                let mut words = rest.split_whitespace();
                let role = words.next()?;
                let mut end = || Some(words.next()?.split_once(':')?.1);
                let (from, to) = (self.names.get(end()?)?.clone(), self.names.get(end()?)?.clone());
                self.builder.link(&from, role, Target::Annotation(to));
                Some(())
            }
            '*' => {
                let mut words = rest.split_whitespace();
                let role = words.next()?;
                let all: Option<Vec<_>> = words.map(|name| self.names.get(name).cloned()).collect();
                for pair in all?.windows(2) {
                    if let [from, to] = pair {
                        self.builder.link(from, role, Target::Annotation(to.clone()));
                    }
                }
                Some(())
            }
            '#' => {
                let (head, text) = rest.split_once('\t')?;
                let (kind, target) = head.split_once(' ')?;
                let target = self.names.get(target.trim())?.clone();
                self.note(kind, &target, text)
            }
            _ => None, // N: a normalization, whose database is not here
        }
    }

    fn note(&mut self, kind: &str, target: &AnnotationId, text: &str) -> Option<()> {
        if kind == "actor" {
            let (slug, name) = text.split_once(' ').unwrap_or((text, ""));
            self.builder.actor(target, slug, name);
            return Some(());
        }
        if text == "author" || text.starts_with("actor:") && !text.contains(' ') {
            self.builder.link(target, kind, Target::of_text(text));
            return Some(());
        }
        let annotation = self.builder.get(target)?;
        match (kind, Status::of_name(text)) {
            ("status", Some(status)) => annotation.status = status,
            ("AnnotatorNotes", _) if annotation.note.is_empty() => annotation.note = text.to_owned(),
            ("AnnotatorNotes", _) => annotation.note += &format!("\n{text}"),
            _ => annotation.attributes.set(kind, text),
        }
        Some(())
    }
}

/// Reads `T1<TAB>Label 0 5;8 10<TAB>words`.
pub(in super::super) fn bound(line: &str, number: u64) -> Option<Bound<'_>> {
    let line = line.trim_end_matches('\r');
    let mut parts = line.strip_prefix('T').map(|_| line)?.splitn(3, '\t');
    let (name, what) = (parts.next()?, parts.next()?);
    let (label, places) = what.split_once(' ')?;
    let places: Option<Vec<_>> = places
        .split(';')
        .map(|place| {
            let (start, end) = place.trim().split_once(' ')?;
            Some((start.parse().ok()?, end.trim().parse().ok()?))
        })
        .collect();
    Some(Bound { line: number, name, label, places: places?, words: parts.next().unwrap_or_default() })
}
