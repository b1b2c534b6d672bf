//! What a verb of saying takes: where a reported clause begins, and whether an order or an accusation follows.

use super::attribution::Attribution;
use super::lexicon::Class;
use super::phrase;
use super::scene::Scene;
use crate::suggest::prepared::TokenKind;

/// Finds *that* behind the cue, over words that say to whom, when and where: returns where the content begins.
pub(super) fn opener(scene: &Scene<'_, '_>, this: &Attribution, from: usize, end: usize) -> Option<usize> {
    let first = scene.class(from);
    let told = this.class.any(Class::URGE);
    let beside = first.any(
        Class::PREPOSITION
            .and(Class::TIME)
            .and(Class::ADVERB)
            .and(Class::CLAUSE_OPENER)
            .and(Class::NOT_SUBJECT),
    ) || scene.is_mark(from, &[","]);
    let reach = if beside {
        18
    } else if told {
        14
    } else {
        0
    };
    let apart = |at: usize| scene.is_mark(at, &[","]) && scene.class(at + 1).any(Class::THAT);
    let late = beside.then(|| (from..end.min(from + reach)).find(|&at| apart(at))).flatten();
    for at in from..end.min(from + reach) {
        let class = scene.class(at);
        if scene.inside(at).is_some() {
            return None;
        }
        if class.any(Class::THAT) && at + 1 < end {
            return Some(at + 1 + usize::from(scene.is_mark(at + 1, &[","])));
        }
        let when = scene.lexicon.english && matches!(scene.word(at), "when" | "where");
        let denied = scene.class(this.cue.start.wrapping_sub(1)).any(Class::NEGATION);
        if when && !denied && !this.class.any(Class::CLAUSE.and(Class::URGE)) {
            return None; // said when she resigned
        }
        let asks = class.any(Class::CLAUSE_OPENER)
            && (at == from || this.class.any(Class::CLAUSE) && at <= from + 4 || self::told(scene, this));
        if asks && at + 2 < end {
            return Some(at);
        }
        let verb = class.any(Class::FINITE) && !class.any(Class::AMBIGUOUS) && !scene.capital(at);
        if verb
            || class.any(Class::RELATIVE.and(Class::SUBORDINATOR))
            || at > from + 1 && late.is_none_or(|late| late < at) && scene.is_mark(at, &[",", ";", ":"])
        {
            return None;
        }
    }
    None
}

/// Finds a clause without *that*: returns where it begins.
pub(super) fn clause(scene: &Scene<'_, '_>, this: &Attribution, from: usize, end: usize) -> Option<usize> {
    let mut at = from;
    if scene.is_mark(at, &[","]) {
        at += 1;
        let compared = scene.class(at).any(Class::VERB) && scene.word(at).ends_with("ed");
        if scene.class(at).any(Class::PARTICIPLE) || compared {
            return None;
        }
    }
    while at < end
        && (scene.class(at).any(Class::TIME)
            || scene.word(at) == "on" && scene.class(at + 1).any(Class::TIME))
    {
        at += 1;
    }
    if this.class.any(Class::URGE) && !scene.is_mark(from, &[","]) && told(scene, this) {
        at = if scene.class(at).any(Class::NOT_SUBJECT) {
            at + 1
        } else {
            phrase::after(scene, at, end)?.tokens.end
        };
    }
    if scene.prepared.language == "de" && at == from + 1 && !scene.class(at).any(Class::SUBORDINATOR) {
        return (at + 2 < end).then_some(at); // sagte, die Gespräche würden weitergehen
    }
    at = behind_place(scene, this, at, end).unwrap_or(at);
    let class = scene.class(at);
    let pronoun = class.any(Class::PRONOUN) && class.any(Class::ANTECEDENT.and(Class::FIRST)); // she’ll
    let about = scene.word(at) == "about" && scene.kind(at + 1) == Some(TokenKind::Number);
    let begins = scene.kind(at) != Some(TokenKind::Mark)
        && (pronoun || !class.any(Class::SUBORDINATOR))
        && (pronoun
            || about
            || !class.any(Class::PREPOSITION.and(Class::CONJUNCTION).and(Class::BE).and(Class::AUXILIARY)))
        && (!class.any(Class::NOT_SUBJECT) || class.any(Class::POSSESSIVE))
        || scene.inside(at).is_some()
        || scene.word(at) == "if"
        || scene.is_mark(at, &["$", "€", "£"]);
    let quoted = this.class.any(Class::SAY); // says Kaine “has a passion …”
    let verb = (at + 1..end.min(at + 40))
        .any(|at| (quoted || scene.inside(at).is_none()) && finite(scene, at) && scene.word(at - 1) != "to");
    const LITTLE: &[&str] =
        &["something", "nothing", "anything", "everything", "more", "much", "little", "so"];
    let plain = matches!(scene.word(this.cue.start), "say" | "says" | "said" | "Says")
        && !LITTLE.contains(&scene.word(at));
    let verb = verb || pronoun && class.any(Class::AUXILIARY) || plain && scene.count_words(at..end) >= 3; // says the advantage obscures the rest
    (at < end && begins && verb).then_some(at)
}

/// Where a clause begins behind words of place or time that stand between it and the verb of saying: *said
/// after the meeting she would resign*.
fn behind_place(scene: &Scene<'_, '_>, this: &Attribution, at: usize, end: usize) -> Option<usize> {
    let opens = scene.lexicon.english
        && this.class.any(Class::SAY)
        && scene.class(at).any(Class::PREPOSITION)
        && !scene.class(at).any(Class::THAT)
        && scene.kind(at + 1) == Some(TokenKind::Word);
    let place = opens.then(|| phrase::after(scene, at + 1, end)).flatten()?;
    let next = place.tokens.end;
    let class = scene.class(next);
    let subject = class.any(Class::PRONOUN) && class.any(Class::ANTECEDENT.and(Class::FIRST))
        || class.any(Class::DETERMINER);
    let verb = (next + 1..end.min(next + 8)).any(|at| scene.inside(at).is_none() && finite(scene, at));
    (subject && verb && place.tokens.len() <= 7).then_some(next)
}

/// *which he said were at his side*: what is said of something that stands before.
pub(super) fn of_relative(scene: &Scene<'_, '_>, this: &Attribution, from: usize) -> bool {
    let start = this.whole().start;
    let related = start > 0 && scene.class(start - 1).any(Class::RELATIVE);
    scene.lexicon.english
        && related
        && this.class.any(Class::SAY)
        && scene.class(from).any(Class::BE.and(Class::AUXILIARY))
        && !scene.class(from).any(Class::PRONOUN)
}

pub(super) fn finite(scene: &Scene<'_, '_>, at: usize) -> bool {
    let class = scene.class(at);
    let name = scene.capital(at) && !class.any(Class::BE.and(Class::AUXILIARY));
    class.any(Class::FINITE) && !class.any(Class::PARTICIPLE) && !name
        || class.any(Class::PRONOUN.and(Class::AUXILIARY))
}

/// Whether the verb wants a hearer at once: *told them*.
pub(super) fn told(scene: &Scene<'_, '_>, this: &Attribution) -> bool {
    let word = scene.word(this.cue.start).to_ascii_lowercase();
    matches!(
        word.as_str(),
        "tell"
            | "tells"
            | "told"
            | "telling"
            | "remind"
            | "reminds"
            | "reminded"
            | "advised"
            | "advises"
            | "assured"
            | "assures"
            | "informed"
            | "informs"
    )
}

/// Whether *somebody to …* follows.
pub(super) fn infinitive(scene: &Scene<'_, '_>, from: usize, end: usize) -> bool {
    let Some(object) = phrase::after(scene, from, end) else {
        return scene.class(from).any(Class::NOT_SUBJECT) && scene.word(from + 1) == "to";
    };
    (object.tokens.end..end.min(object.tokens.end + 6)).any(|at| scene.word(at) == "to")
}

/// Whether *somebody of …* or *for …* follows.
pub(super) fn accusation(scene: &Scene<'_, '_>, from: usize, end: usize) -> bool {
    (from + 1..end.min(from + 14)).any(|at| matches!(scene.word(at), "of" | "for" | "over" | "as"))
}
