//! Reads lessons off a document: what was accepted, what was rejected, which ends were moved.

use super::places::Wanted;
use super::{Evidence, Learned, Lesson, Topic};
use crate::model::link::role;
use crate::model::{Annotation, ArticleState, Document, LayerId, Status};
use crate::suggest::Suggestions;
use crate::suggest::prepared::{Prepared, Token, TokenKind};
use crate::text::Span;
use smol_str::SmolStr;

/// The most tokens that a moved end may have passed to be a habit rather than another reading.
const HABIT: usize = 2;
/// What has less in common with a proposal is something else, not the same with other ends.
const ALIKE: f32 = 0.4;
/// The longest name that is learned, in bytes.
const LONGEST: usize = 80;

/// Returns what the decisions in a document teach, beside what was suggested for it without any lessons. Of ends
/// that were left as they were only those count that `learned` or this document knows a habit about: all
/// would be too many to keep.
#[must_use]
pub fn evidence(document: &Document, suggested: &Suggestions, learned: &Learned) -> Evidence {
    let article = document.article().clone();
    let language = match document.meta().language.as_str() {
        "" => suggested.language.clone(),
        known => SmolStr::new(known),
    };
    let prepared = Prepared::new(&article, &language);
    let mut reading =
        Reading { document, prepared: &prepared, language, out: Evidence::new(), left: Evidence::new() };
    for annotation in document.annotations().filter(|it| it.status != Status::Suggested) {
        if annotation.layer == LayerId::ACTOR {
            reading.name(annotation);
        } else if annotation.layer == LayerId::QUOTE {
            reading.cue(annotation);
        }
    }
    for proposal in &suggested.annotations {
        if proposal.layer == LayerId::ACTOR || proposal.layer == LayerId::QUOTE {
            reading.ends(proposal);
        }
    }
    if document.state() == ArticleState::Done {
        reading.passed_over(learned);
    }
    let Reading { mut out, left, .. } = reading;
    for (topic, lesson) in left {
        if out.contains_key(&topic) || learned.lesson(&topic).is_some() {
            out.entry(topic).or_default().add(&lesson);
        }
    }
    out
}

struct Reading<'a> {
    document: &'a Document,
    prepared: &'a Prepared<'a>,
    language: SmolStr,
    out: Evidence,
    /// Of ends that were left as they were.
    left: Evidence,
}

impl Reading<'_> {
    fn note(&mut self, topic: Topic, yes: bool) -> &mut Lesson {
        let lesson = self.out.entry(topic).or_default();
        if yes {
            lesson.yes += 1;
        } else {
            lesson.no += 1;
        }
        lesson
    }

    /// A mention's words name somebody, or nobody. Pronouns teach nothing.
    fn name(&mut self, mention: &Annotation) {
        let form = mention.attributes.get("form").unwrap_or("name");
        let words = mention.words(self.document.text());
        if form == "pronoun" || words.len() > LONGEST || mention.fragments.len() != 1 {
            return;
        }
        let accepted = mention.status == Status::Accepted;
        let kind = SmolStr::new(mention.attributes.get("kind").unwrap_or_default());
        let actors = self.document.actors();
        // Another article's minister is another person.
        let named = mention.actor.as_ref().filter(|_| form != "role");
        let actor = named.and_then(|id| actors.get(id)).map(|actor| actor.name.clone());
        let lesson = self.note(Topic::Name(words), accepted);
        if accepted {
            lesson.kind = kind;
            lesson.actor = actor.unwrap_or_default();
        }
    }

    /// In an article that is done, words that were names elsewhere and are none here count against them.
    fn passed_over(&mut self, learned: &Learned) {
        let own: Vec<String> = self.out.keys().filter_map(name_of).map(str::to_owned).collect();
        let known =
            learned.lessons().filter(|(_, lesson)| lesson.yes > 0).filter_map(|(topic, _)| name_of(topic));
        let wanted = Wanted::new(own.iter().map(String::as_str).chain(known));
        for (span, words) in wanted.places(self.prepared) {
            let mut there = self.document.overlapping(span).map(|(_, it)| it);
            if !there.any(|it| it.layer == LayerId::ACTOR && it.status != Status::Suggested) {
                self.out.entry(Topic::Name(words.to_owned())).or_default().left += 1;
            }
        }
    }

    /// A quote's cue tells of saying, or of nothing said.
    fn cue(&mut self, quote: &Annotation) {
        let Some(cue) = self.cue_of(quote) else { return };
        let word = cue.of_text(self.document.text()).to_lowercase();
        if !word.is_empty() && word.len() <= LONGEST && word.split_whitespace().count() <= 2 {
            self.note(Topic::Cue(self.language.clone(), word), quote.status == Status::Accepted);
        }
    }

    /// Returns the cue that a quote is linked to; else the word between its speaker and it.
    fn cue_of(&self, quote: &Annotation) -> Option<Span> {
        let target = |role: &'static str| {
            let links = self.document.links_from(&quote.id).filter(move |link| link.role == role);
            links.filter_map(|link| self.document.annotation(link.to.annotation()?)).next()
        };
        if let Some(cue) = target(role::CUE) {
            return cue.fragments.first().copied();
        }
        let (speaker, said) = (target(role::SPEAKER)?.hull(), quote.hull());
        if speaker.end > said.start {
            return None;
        }
        let between = Span::new(speaker.end, said.start);
        let words: Vec<_> = self
            .tokens(between)
            .filter(|token| token.kind == TokenKind::Word && self.prepared.word(token) != "that")
            .collect();
        match words.as_slice() {
            [verb] | [_, verb] => Some(verb.span),
            _ => None,
        }
    }

    fn tokens(&self, span: Span) -> impl Iterator<Item = &Token> {
        let first = self.prepared.token_at(span.start);
        let rest = self.prepared.tokens.get(first..).unwrap_or_default();
        rest.iter()
            .take_while(move |token| token.span.end <= span.end)
            .filter(move |token| token.span.start >= span.start)
    }

    /// Whoever moved an end past a word or mark prefers it in, or out; whoever left it prefers it as it was.
    fn ends(&mut self, proposal: &Annotation) {
        let named = matches!(proposal.attributes.get("form"), None | Some("name"));
        let Some(kept) = self.kept(proposal).filter(|_| named) else { return };
        let layer = SmolStr::new(proposal.layer.as_str());
        let (was, is) = (proposal.hull(), kept.hull());
        if proposal.layer == LayerId::ACTOR && was != is {
            self.note(Topic::Name(proposal.words(self.document.text())), false);
        }
        for (token, inside) in self.passed(was.start, is.start, is.start < was.start) {
            self.note(Topic::Start(layer.clone(), token), inside);
        }
        for (token, inside) in self.passed(was.end, is.end, is.end > was.end) {
            self.note(Topic::End(layer.clone(), token), inside);
        }
        if was.start == is.start {
            self.left_alone(was.start, true, &layer);
        }
        if was.end == is.end {
            self.left_alone(was.end, false, &layer);
        }
    }

    /// Returns what became of a proposal: the accepted annotation at its place.
    fn kept(&self, proposal: &Annotation) -> Option<Annotation> {
        let there = self.document.overlapping(proposal.hull()).map(|(_, it)| it);
        let same = there.filter(|it| it.layer == proposal.layer && it.status == Status::Accepted);
        let alike = same.map(|it| (it.iou(&proposal.fragments), it)).filter(|(iou, _)| *iou >= ALIKE);
        alike.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, it)| it.clone())
    }

    /// Returns the few words and marks between two ends, in lower case, and whether they came in.
    fn passed(&self, was: u32, is: u32, inside: bool) -> Vec<(String, bool)> {
        let span = Span::new(was.min(is), was.max(is));
        let all: Vec<_> = self.tokens(span).map(|token| self.prepared.word(token).to_lowercase()).collect();
        if all.len() > HABIT { Vec::new() } else { all.into_iter().map(|word| (word, inside)).collect() }
    }

    /// A word or mark at an end that was left is evidence too: inside it stays in, outside it stays out.
    fn left_alone(&mut self, at: u32, start: bool, layer: &SmolStr) {
        let index = self.prepared.token_at(at);
        let word = |token: Option<&Token>| token.map(|token| self.prepared.word(token).to_lowercase());
        let before = word(index.checked_sub(1).and_then(|index| self.prepared.tokens.get(index)));
        let after = word(self.prepared.tokens.get(index));
        let (inside, outside) = if start { (after, before) } else { (before, after) };
        for (word, yes) in [(inside, true), (outside, false)] {
            let Some(word) = word else { continue };
            let topic =
                if start { Topic::Start(layer.clone(), word) } else { Topic::End(layer.clone(), word) };
            let lesson = self.left.entry(topic).or_default();
            if yes {
                lesson.yes += 1;
            } else {
                lesson.no += 1;
            }
        }
    }
}

fn name_of(topic: &Topic) -> Option<&str> {
    match topic {
        Topic::Name(words) => Some(words),
        _ => None,
    }
}
