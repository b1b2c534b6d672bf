//! From the words of an attribution to the mention that speaks; pronouns to whom they stand for.

use super::gender;
use super::lexicon::Class;
use super::phrase::Phrase;
use super::scene::Scene;
use crate::suggest::found::{Found, Mention, Why};
use crate::suggest::prepared::TokenKind;
use crate::text::Span;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::ops::Range;

/// Who speaks, and how the attribution names them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Speaker {
    /// Index into [`Found::mentions`].
    pub(crate) mention: usize,
    /// `explicit` or `anaphoric`.
    pub(crate) reference: &'static str,
    /// The probability that it is right.
    pub(crate) score: f32,
}

/// Finds mentions for phrases and remembers those it added and who spoke last.
#[derive(Debug, Default)]
pub(crate) struct Speakers {
    added: FxHashMap<Span, usize>,
    /// Who spoke last, for *he also stated*.
    pub(crate) last: Option<usize>,
}

impl Speakers {
    /// Returns the mention that speaks in `phrase`, adding one where the actor stage has none.
    /// None when nothing in it names anybody: *the*.
    pub(crate) fn of(
        &mut self,
        scene: &Scene<'_, '_>,
        phrase: &Phrase,
        found: &mut Found,
    ) -> Option<Speaker> {
        let first = phrase.tokens.start;
        let class = scene.class(first);
        let alone = phrase.tokens.len() == 1 && scene.name_at(first).is_none();
        if alone && class.any(Class::PRONOUN.and(Class::POSSESSIVE).and(Class::RELATIVE)) {
            return Some(self.pronoun(scene, first, found));
        }
        if let Some(name) = name_in(scene, phrase, found) {
            return Some(Speaker { mention: name, reference: "explicit", score: 0.95 });
        }
        let empty = Class::DETERMINER.and(Class::PREPOSITION).and(Class::CONJUNCTION).and(Class::ADVERB);
        let says = |at: usize| scene.kind(at) == Some(TokenKind::Word) && !scene.class(at).any(empty);
        let some = Class::PRONOUN.and(Class::RELATIVE).and(Class::POSSESSIVE);
        let letter = scene.is_mark(first + 1, &[":", "."]); // A: in a transcript
        if scene.lexicon.english
            && !letter
            && !phrase.tokens.clone().any(|at| says(at) || scene.class(at).any(some))
        {
            return None;
        }
        let (tokens, form) = match capitals(scene, phrase).filter(|tokens| !is_common(scene, tokens)) {
            Some(tokens) => (tokens, "name"),
            None => (trimmed(scene, phrase.tokens.clone()), "role"),
        };
        let span = without_possessive(scene, scene.span(tokens.clone()));
        let kind = kind_of(scene, tokens, form);
        let mention = self.mention(found, span, kind, form, None);
        Some(Speaker { mention, reference: "explicit", score: if form == "name" { 0.9 } else { 0.85 } })
    }

    fn pronoun(&mut self, scene: &Scene<'_, '_>, at: usize, found: &mut Found) -> Speaker {
        let class = scene.class(at);
        let points_back = class.any(Class::ANTECEDENT.and(Class::POSSESSIVE).and(Class::RELATIVE));
        let antecedent = if class.any(Class::RELATIVE) && at > 0 {
            (at.saturating_sub(3)..at).rev().find_map(|at| scene.name_at(at))
        } else {
            points_back.then(|| antecedent(scene, at, self.last, found)).flatten()
        };
        let actor =
            antecedent.and_then(|mention| found.mentions.get(mention)).and_then(|mention| mention.actor);
        let kind =
            antecedent.and_then(|mention| found.mentions.get(mention)).map(|mention| mention.kind.clone());
        let kind = kind.unwrap_or(SmolStr::new_static("person"));
        let span = without_verb(scene, scene.span(at..at + 1));
        let mention = self.mention(found, span, kind, "pronoun", actor);
        Speaker { mention, reference: "anaphoric", score: 0.9 }
    }

    fn mention(
        &mut self,
        found: &mut Found,
        span: Span,
        kind: SmolStr,
        form: &'static str,
        actor: Option<usize>,
    ) -> usize {
        if let Some(known) = self.added.get(&span) {
            return *known;
        }
        let from = found.mentions.partition_point(|mention| mention.span.start < span.start);
        let same = |mention: &Mention| mention.span == span || form == "role" && covers_end(mention, span);
        if let Some(known) =
            found.mentions.iter().enumerate().skip(from).take(3).find(|(_, mention)| same(mention))
        {
            self.added.insert(span, known.0);
            return known.0;
        }
        let reason = match form {
            "pronoun" => "a pronoun that speaks; it stands for who was named before",
            "role" => "a role that speaks: it stands beside a verb of saying",
            _ => "capitalised words beside a verb of saying",
        };
        // Measured: what the tagger does not take for a name is one in less than half of the cases.
        let why = Why::rule("speaker", 2, if form == "name" { 0.5 } else { 0.8 }, reason);
        found.mentions.push(Mention { span, kind, form, actor, why });
        self.added.insert(span, found.mentions.len() - 1);
        found.mentions.len() - 1
    }
}

fn covers_end(mention: &Mention, span: Span) -> bool {
    mention.form == "role" && mention.span.end == span.end && mention.span.start <= span.start + 5
}

/// Whom a pronoun stands for: a person named in an earlier block of the paragraph before it, else who spoke last,
/// else the nearest person before of whom *he* or *she* is said.
fn antecedent(scene: &Scene<'_, '_>, at: usize, last: Option<usize>, found: &Found) -> Option<usize> {
    const NEAR: usize = 8;
    let pronoun = scene.word(at);
    let fits = |name: &usize| {
        found.mentions.get(*name).is_some_and(|mention| gender::fits(scene, pronoun, mention, found))
    };
    let person = |name: &usize| found.mentions.get(*name).is_some_and(|mention| mention.kind == "person");
    let spoke = last.and_then(|last| found.mentions.get(last)).map_or(0, |mention| mention.span.end);
    let block = scene.blocks.partition_point(|block| block.tokens.end <= at);
    let named = |block: usize| {
        let mut tokens = scene.blocks.get(block)?.tokens.clone().filter(|at| scene.inside(*at).is_none());
        tokens.find_map(|at| scene.name_at(at).filter(person).filter(fits))
    };
    for back in (1..=2).filter_map(|back| block.checked_sub(back)) {
        if scene.blocks.get(back).is_none_or(|block| scene.span(block.tokens.clone()).end <= spoke) {
            break;
        }
        if let Some(person) = named(back) {
            return Some(person);
        }
    }
    let known = |name: &usize| {
        found.mentions.get(*name).is_some_and(|mention| gender::is_sure(scene, pronoun, mention, found))
    };
    match last {
        Some(last) if !fits(&last) => {
            (1..=NEAR).filter_map(|back| named(block.checked_sub(back)?)).find(known)
        }
        last => last,
    }
}

/// The name in a phrase: the last one of the phrase itself, else that of the apposition; people first.
fn name_in(scene: &Scene<'_, '_>, phrase: &Phrase, found: &Found) -> Option<usize> {
    let names = |tokens: Range<usize>| {
        tokens
            .filter_map(|at| scene.name_at(at))
            .filter(|name| found.mentions.get(*name).is_some_and(|mention| !owns(scene, mention, phrase)))
    };
    let person = |name: &usize| found.mentions.get(*name).is_some_and(|mention| mention.kind == "person");
    let apposition = || phrase.apposition.clone().unwrap_or(0..0);
    let head = |name: &usize| {
        let from = found.mentions.get(*name).map_or(0, |mention| mention.span.start);
        !is_part(scene, phrase.tokens.start, scene.prepared.token_at(from))
    };
    let leads = names(phrase.tokens.clone()).filter(head).rfind(person);
    if leads.is_some() {
        return leads;
    }
    let beside = names(apposition()).find(person);
    if beside.is_some_and(|name| starts_at(scene, name, apposition().start, found)) {
        return beside;
    }
    // An organisation speaks when the phrase is its name and no more, but for an article.
    let whole = trimmed(scene, phrase.tokens.clone());
    let name = scene.name_at(whole.end.checked_sub(1)?)?;
    let start = found.mentions.get(name)?.span.start;
    let ahead = Span::new(scene.span(whole.clone()).start, start).of_text(scene.prepared.text());
    let article =
        scene.lexicon.english || scene.class(whole.start).any(Class::DETERMINER) || ahead.is_empty();
    let covers = article && ahead.split_whitespace().count() <= 1 && !scene.any(whole, Class::LINKS_NOUNS);
    covers.then_some(name)
}

/// Whether a preposition makes a name part of somebody else’s: *a spokesman for President Orlov*.
fn is_part(scene: &Scene<'_, '_>, floor: usize, at: usize) -> bool {
    let mut at = at;
    let title =
        |at: usize| scene.class(at).any(Class::DETERMINER.and(Class::ROLE)) || scene.is_mark(at, &["."]);
    while at > floor && (title(at - 1) || scene.capital(at - 1) && scene.name_at(at - 1).is_none()) {
        at -= 1;
    }
    at > floor + 1 && scene.class(at - 1).any(Class::PREPOSITION)
}

fn starts_at(scene: &Scene<'_, '_>, name: usize, at: usize, found: &Found) -> bool {
    let start = scene.span(at..at + 1).start;
    found.mentions.get(name).is_some_and(|mention| {
        Span::new(start, mention.span.start).of_text(scene.prepared.text()).split_whitespace().count() <= 3
    })
}

/// Whether the name is only an owner: *Putin’s spokesman*.
fn owns(scene: &Scene<'_, '_>, mention: &Mention, phrase: &Phrase) -> bool {
    let end = scene.span(phrase.tokens.clone()).end;
    let rest = scene.prepared.text().get(mention.span.end as usize..).unwrap_or_default();
    let possessive =
        rest.starts_with("'s") || rest.starts_with("’s") || rest.starts_with("' ") || rest.starts_with("’ ");
    possessive && mention.span.end + 4 < end
}

/// The last run of capitalised words, when the actor stage has no name here.
fn capitals(scene: &Scene<'_, '_>, phrase: &Phrase) -> Option<Range<usize>> {
    let run = |tokens: Range<usize>| {
        let mut end = tokens.end;
        while end > tokens.start && !is_name_word(scene, end - 1) {
            if scene.class(end - 1).any(Class::LINKS_NOUNS) {
                return None;
            }
            end -= 1;
        }
        let mut start = end;
        while start > tokens.start
            && (is_name_word(scene, start - 1) || is_particle(scene, start, tokens.start))
        {
            start -= 1;
        }
        while end > start + 1 && (scene.class(start).any(Class::ROLE) || is_honorific(scene, start)) {
            start += 1; // Prosecutor X
        }
        let owner = !scene.lexicon.english && end == start + 1 && start > tokens.start; // министр Финляндии
        (end > start && end == tokens.end && !owner).then_some(start..end)
    };
    let own = run(phrase.tokens.clone());
    let headed = own.as_ref().is_some_and(|own| !linked(scene, phrase.tokens.start, own.start));
    if headed {
        return own;
    }
    phrase.apposition.clone().filter(|beside| is_name_word(scene, beside.start)).and_then(run)
}

/// *Mr*, *Dr* and the point behind it.
fn is_honorific(scene: &Scene<'_, '_>, at: usize) -> bool {
    const HONORIFICS: &[&str] = &["mr", "mrs", "ms", "miss", "dr", "sen", "rep", "gov", "sir"];
    scene.is_mark(at, &["."]) || HONORIFICS.iter().any(|word| scene.word(at).eq_ignore_ascii_case(word))
}

/// Whether capitals are no sign of a name: those of a sentence's first word, of titles and of single words after
/// *the*: *Officials say …*, *the Prime Minister said*.
fn is_common(scene: &Scene<'_, '_>, tokens: &Range<usize>) -> bool {
    let before = (0..tokens.start).rev().find(|at| scene.kind(*at) != Some(TokenKind::Mark));
    let sentence = |at: usize| scene.prepared.tokens.get(at).map(|token| token.sentence);
    let single = tokens.len() == 1;
    let first = before.and_then(sentence) != sentence(tokens.start);
    let determined = before.is_some_and(|at| scene.class(at).any(Class::DETERMINER.and(Class::POSSESSIVE)));
    let title =
        |at: usize| scene.class(at).any(Class::ROLE) || matches!(scene.word(at), "Prime" | "Opposition");
    let titles = tokens.clone().all(title);
    scene.lexicon.english
        && (single && (first || titles) || titles && tokens.len() <= 3 || determined && single)
}

/// Whether *of* or the like stands right before a name: it is then no head.
fn linked(scene: &Scene<'_, '_>, floor: usize, at: usize) -> bool {
    let mut at = at;
    while at > floor && scene.class(at - 1).any(Class::DETERMINER) {
        at -= 1;
    }
    at > floor && scene.class(at - 1).any(Class::PREPOSITION.and(Class::CONJUNCTION))
}

fn is_name_word(scene: &Scene<'_, '_>, at: usize) -> bool {
    let class = scene.class(at);
    scene.capital(at)
        && !class.any(Class::DETERMINER.and(Class::PRONOUN).and(Class::PREPOSITION).and(Class::TIME))
}

fn is_particle(scene: &Scene<'_, '_>, start: usize, floor: usize) -> bool {
    start > floor + 1
        && is_name_word(scene, start - 2)
        && (scene.is_mark(start - 1, &["."])
            || matches!(
                scene.word(start - 1),
                "de" | "von" | "van" | "al" | "el" | "bin" | "da" | "di" | "la"
            ))
}

/// A phrase without a conjunction or adverb at its start.
fn trimmed(scene: &Scene<'_, '_>, mut tokens: Range<usize>) -> Range<usize> {
    while tokens.len() > 1 && scene.class(tokens.start).any(Class::CONJUNCTION.and(Class::ADVERB)) {
        tokens.start += 1;
    }
    tokens
}

fn without_possessive(scene: &Scene<'_, '_>, span: Span) -> Span {
    let words = span.of_text(scene.prepared.text());
    let cut = ["'s", "’s"].iter().find_map(|tail| words.strip_suffix(tail)).unwrap_or(words);
    Span::of(span.start as usize..span.start as usize + cut.len())
}

/// The pronoun at the end of *a-t-il* and at the start of *they’ve*.
fn without_verb(scene: &Scene<'_, '_>, span: Span) -> Span {
    let joined = span.of_text(scene.prepared.text()).find(['’', '\'']);
    if let Some(joined) = joined.filter(|joined| *joined > 0 && scene.lexicon.english) {
        return Span::new(span.start, span.start + joined as u32);
    }
    let hyphen = span.of_text(scene.prepared.text()).rfind('-');
    hyphen.map_or(span, |hyphen| Span::new(span.start + hyphen as u32 + 1, span.end))
}

fn kind_of(scene: &Scene<'_, '_>, tokens: Range<usize>, form: &str) -> SmolStr {
    let words = tokens.len();
    let plural = tokens.end.checked_sub(1).is_some_and(|last| scene.word(last).ends_with('s'));
    let body = tokens.end.checked_sub(1).is_some_and(|last| scene.class(last).any(Class::ROLE));
    SmolStr::new_static(match form {
        "name" if body => "organisation",
        "name" if (2..=4).contains(&words) => "person",
        "name" => "other",
        _ if plural => "group",
        _ => "person",
    })
}
