//! Roles: *the Russian president*, *US Assistant Secretary of State*, *the head of the Eurasian Analytical Club*,
//! *the Kazakh elites*. Finds where they stand; [`super::holders`] says who holds them.

use super::gazetteer::Gazetteer;
use super::lexicon::class;
use super::names::{Label, Name};
use super::words::{Shape, Word};
use crate::text::Span;

/// A role in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Role {
    /// The index of its first word, an article left out.
    pub(crate) start: usize,
    /// The index of its noun.
    pub(crate) noun: usize,
    /// The index after its last word.
    pub(crate) end: usize,
    /// Where, with the article.
    pub(crate) span: Span,
    /// The index of the name of the country or body that the role belongs to.
    pub(crate) of: Option<usize>,
    /// The index of the name of who holds it, when that stands beside it.
    pub(crate) holder: Option<usize>,
    /// Whether many hold it: *elites*, *officials*, *authorities*.
    pub(crate) many: bool,
}

/// What the roles are looked for in.
pub(crate) struct Page<'a> {
    /// The article.
    pub(crate) text: &'a str,
    /// Its words.
    pub(crate) words: &'a [Word],
    /// The names in them, in order.
    pub(crate) names: &'a [Name],
    /// For each word the index of the name it is in, + 1; 0 for none.
    pub(crate) name_of: &'a [u32],
}

impl Page<'_> {
    fn word(&self, at: usize) -> Option<&Word> {
        self.words.get(at)
    }

    fn written(&self, at: usize) -> &str {
        self.word(at).map_or("", |word| word.span.of_text(self.text))
    }

    fn name_at(&self, at: usize) -> Option<usize> {
        (*self.name_of.get(at)? as usize).checked_sub(1)
    }

    fn name(&self, index: usize) -> Option<&Name> {
        self.names.get(index)
    }

    /// Says whether the lists know the words from `start` to `noun` as a phrase: *Caspian countries*.
    fn is_known(&self, start: usize, noun: usize) -> bool {
        self.words.get(start..=noun).is_some_and(|words| Gazetteer::shared().phrase(words).is_some())
    }

    fn is_mark(&self, at: usize) -> bool {
        self.word(at).is_none_or(|word| word.shape == Shape::Mark)
    }

    fn together(&self, a: usize, b: usize) -> bool {
        matches!((self.word(a), self.word(b)), (Some(a), Some(b)) if a.sentence == b.sentence)
    }
}

/// Nouns in the plural, or of many people.
const MANY: &[&str] = &[
    "elite",
    "elites",
    "authorities",
    "government",
    "leadership",
    "regime",
    "army",
    "military",
    "parliament",
    "ministry",
    "embassy",
    "delegation",
    "opposition",
    "administration",
    "police",
    "forces",
    "troops",
];

/// Finds the roles, in order of their nouns.
pub(crate) fn roles(page: &Page<'_>) -> Vec<Role> {
    let mut out: Vec<Role> = Vec::new();
    for (at, word) in page.words.iter().enumerate() {
        if !word.is(class::ROLE) || word.glued || page.name_at(at).is_some_and(|name| covers_role(page, name))
        {
            continue;
        }
        if out.last().is_some_and(|role| at < role.end) {
            continue;
        }
        out.extend(role(page, at));
    }
    out
}

/// Says whether a role's noun inside a name is part of the name: *Security Council*, *King Abdullah*.
fn covers_role(page: &Page<'_>, name: usize) -> bool {
    page.name(name).is_some_and(|name| name.end - name.start > 1 || name.alias.is_some())
}

fn role(page: &Page<'_>, mut noun: usize) -> Option<Role> {
    // The last of nouns in a row is the head: "Assistant Secretary", "government officials".
    while page.together(noun, noun + 1)
        && page.word(noun + 1).is_some_and(|next| next.is(class::ROLE))
        && page.name_at(noun + 1).is_none()
    {
        noun += 1;
    }
    let (start, of, named) = leftwards(page, noun);
    let (end, of_behind) = rightwards(page, noun);
    let holder = holder(page, start, end);
    let article =
        start.checked_sub(1).filter(|before| is_determiner(page, *before) && page.together(*before, noun));
    let last = page.word(noun)?;
    let many = is_many(page, noun);
    let definite = article.is_some_and(|at| !matches!(page.written(at), "a" | "an" | "A" | "An"));
    let worth = holder.is_some() || named || definite || !many && of_behind.is_some() && article.is_some();
    let of_people = of.and_then(|of| page.name(of)).is_some_and(|of| of.label == Label::People);
    if last.is(class::BLOCK) && !of_people && !page.is_known(start, noun) {
        return None;
    }
    let one_of_many = article.is_some() && !definite && MANY.contains(&page.written(noun));
    if !worth || one_of_many || many && !named && of_behind.is_none() && !MANY.contains(&page.written(noun)) {
        return None;
    }
    let first = page.word(article.unwrap_or(start))?;
    let span = first.span.hull(page.word(end.checked_sub(1)?)?.span).hull(last.span);
    Some(Role { start, noun, end, span, of: of.or(of_behind), holder, many })
}

fn is_many(page: &Page<'_>, noun: usize) -> bool {
    let written = page.written(noun);
    MANY.iter().any(|many| many.eq_ignore_ascii_case(written))
        || written.ends_with('s') && !written.ends_with("ss")
}

fn is_determiner(page: &Page<'_>, at: usize) -> bool {
    matches!(
        page.written(at).to_ascii_lowercase().as_str(),
        "the" | "a" | "an" | "this" | "that" | "his" | "her" | "its" | "their" | "our" | "my" | "your"
    )
}

/// Goes left over what belongs to the role. Returns its first word, the country or body, and whether a name
/// stands before it at all.
fn leftwards(page: &Page<'_>, noun: usize) -> (usize, Option<usize>, bool) {
    let (mut start, mut of, mut named) = (noun, None, false);
    while let Some(before) = start.checked_sub(1).filter(|before| page.together(*before, noun)) {
        let Some(word) = page.word(before) else { break };
        if let Some(index) = page.name_at(before)
            && let Some(name) = page.name(index)
            && name.label != Label::Person
        {
            of = of.or(Some(index));
            named = true;
            start = name.start;
            if word.possessive {
                break;
            }
        } else if closes_title(page, before) {
            let capital = |at| page.word(at).is_some_and(Word::is_capital);
            let Some(open) = opening(page, before).filter(|open| capital(open + 1)) else { break };
            start = open;
            named = true;
            of = of.or(page.name_at(open + 1));
            break;
        } else if page.name_at(before).is_none()
            && !word.possessive
            && (word.is(class::FORMER) || word.is(class::ROLE) && word.is_capital())
            && !is_determiner(page, before)
        {
            start = before;
        } else {
            break;
        }
    }
    (start, of, named)
}

/// Says whether a quotation mark closes there right before the role: *“First Russian” columnist*.
fn closes_title(page: &Page<'_>, at: usize) -> bool {
    matches!(page.written(at), "”" | "\"" | "»")
}

fn opening(page: &Page<'_>, close: usize) -> Option<usize> {
    (close.saturating_sub(5)..close)
        .rev()
        .take_while(|at| page.together(*at, close))
        .find(|at| matches!(page.written(*at), "“" | "\"" | "«"))
}

/// Goes right over *of the Eurasian Analytical Club*, *on international relations*. Returns the end, and the
/// country or body.
fn rightwards(page: &Page<'_>, noun: usize) -> (usize, Option<usize>) {
    let mut end = noun + 1;
    let mut of = None;
    let preposition = page.written(end).to_ascii_lowercase();
    if !matches!(preposition.as_str(), "of" | "for" | "on" | "to") || !page.together(noun, end) {
        return (end, None);
    }
    let mut at = end + 1;
    if matches!(page.written(at), "the" | "The" | "its" | "his" | "our" | "their") {
        at += 1;
    }
    if preposition == "to" && page.name_at(at).is_none() || !page.together(noun, at) || page.is_mark(at) {
        return (end, None);
    }
    if let Some(name) = page.name_at(at).and_then(|index| Some((index, page.name(index)?))) {
        if name.1.label == Label::Person && preposition != "of" {
            return (end, None);
        }
        of = Some(name.0);
        end = name.1.end;
        // "of the Russian parliament": the adjective goes with a noun
        if name.1.label == Label::People && page.word(end).is_some_and(|word| word.shape == Shape::Lower) {
            end += 1;
        }
        return (end, of);
    }
    let limit = at + if preposition == "on" { 3 } else { 2 };
    let mut last = None;
    while at < limit && page.together(noun, at) && page.name_at(at).is_none() {
        let Some(word) = page.word(at) else { break };
        if word.shape == Shape::Mark
            || word.is(class::FUNCTION | class::SAY)
            || page.written(at).ends_with("ing")
        {
            break;
        }
        last = Some(at + 1);
        if word.is(class::ROLE | class::BODY | class::PLACE_HEAD) {
            break;
        }
        at += 1;
    }
    (last.unwrap_or(end), of)
}

/// Finds the person's name right after the role, or after a comma: *…, Nikita Mendkovich*; or right before
/// it with a comma: *Lavrov, the foreign minister*.
fn holder(page: &Page<'_>, start: usize, end: usize) -> Option<usize> {
    let person = |at: usize| {
        page.name_at(at).filter(|index| page.name(*index).is_some_and(|name| name.label == Label::Person))
    };
    if let Some(index) = person(end).filter(|_| page.together(start, end)) {
        return Some(index);
    }
    if page.written(end) == ","
        && let Some(index) = person(end + 1).filter(|_| page.together(start, end + 1))
    {
        return Some(index);
    }
    let before = start.checked_sub(1)?;
    let before = if is_determiner(page, before) { before.checked_sub(1)? } else { before };
    let name = before.checked_sub(1)?;
    (page.written(before) == "," && page.together(name, start)).then(|| person(name)).flatten()
}
