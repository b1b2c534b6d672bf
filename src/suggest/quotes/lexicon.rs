//! The words of a language that matter for reported speech: verbs of saying and what they take, and the
//! small words around them. Read from `assets/lexicons/LANGUAGE.txt`, once.
//!
//! A line of such a file holds the forms of one word; `_` joins the words of a phrase; `[section]` says
//! what the lines below are; `#` starts a remark.

use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// What a word may be. A set of bits: *that* is several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Class(u64);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal, $section:literal;)*) => {
        impl Class {
            $($(#[$doc])* pub(crate) const $name: Self = Self(1 << $bit);)*

            /// The class that a section of a lexicon names.
            fn of_section(name: &str) -> Option<Self> {
                match name { $($section => Some(Self::$name),)* _ => None }
            }
        }
    };
}

classes! {
    /// Takes a bare clause: *said he would go*.
    SAY = 0, "say";
    /// Takes a clause after *that*.
    CLAUSE = 1, "clause";
    /// Reports only words in quotation marks.
    MANNER = 2, "manner";
    /// Takes a thing: *criticised the plan*.
    THING = 3, "thing";
    /// Takes somebody and a deed: *accused Y of lying*.
    ACCUSE = 4, "accuse";
    /// Takes somebody and an order: *urged Y to leave*.
    URGE = 5, "urge";
    /// Takes an infinitive: *promised to come*.
    PROMISE = 6, "promise";
    /// What somebody holds, not says.
    ATTITUDE = 7, "attitude";
    /// Forms of *to be*.
    BE = 8, "be";
    /// Other auxiliaries.
    AUXILIARY = 9, "auxiliary";
    /// *not*, *never*.
    NEGATION = 10, "negation";
    /// May stand between who speaks and the verb: *also*.
    ADVERB = 11, "adverb";
    /// May stand for somebody who speaks.
    PRONOUN = 12, "pronoun";
    /// A pronoun that points back: *he*.
    ANTECEDENT = 13, "antecedent";
    /// *I*, *we*.
    FIRST = 14, "first";
    /// *the*, *his*, *three*.
    DETERMINER = 15, "determiner";
    /// *his*, *their*.
    POSSESSIVE = 16, "possessive";
    /// *that*.
    THAT = 17, "that";
    /// Opens a reported clause: *that*, *how*, *whether*.
    CLAUSE_OPENER = 18, "clause_opener";
    /// *who*, *which*.
    RELATIVE = 19, "relative";
    /// Prepositions.
    PREPOSITION = 20, "preposition";
    /// Prepositions that stand inside the name of an office: *head of*.
    LINKS_NOUNS = 21, "links_nouns";
    /// *and*, *but*.
    CONJUNCTION = 22, "conjunction";
    /// *because*, *when*.
    SUBORDINATOR = 23, "subordinator";
    /// *Monday*, *yesterday*.
    TIME = 24, "time";
    /// People who speak: *minister*.
    ROLE = 25, "role";
    /// *claim*, *statement*.
    SAYING_NOUN = 26, "saying_noun";
    /// *according to*: who speaks follows.
    ACCORDING = 27, "according";
    /// *in his view*.
    VIEW = 28, "view";
    /// A verb that tells of nothing said.
    VERB = 29, "verb";
    /// *him*, *himself*: never who speaks.
    NOT_SUBJECT = 30, "not_subject";
    /// The form that goes on beside another verb: *saying*, *adding*.
    PARTICIPLE = 31, "participle";
    /// The bare form of a verb: *say*.
    BARE = 32, "bare";
    /// Could be a noun as well: *claim*, *reports*.
    AMBIGUOUS = 33, "ambiguous";
    /// Takes what is talked about: *discussed the plan*.
    TOPIC = 34, "topic";
    /// Things that something may accord with and that say nothing: *principle*, *plan*.
    NOT_SPEAKER = 35, "not_speaker";
    /// Gives a name: *dubbed the road “X”*.
    NAME = 36, "name";
    /// What somebody is for or against: *opposes the bill*.
    STANCE = 37, "stance";
    /// Stands behind who speaks: *X’e göre*.
    AFTERWARDS = 38, "afterwards";
}

impl Class {
    /// The verbs that report speech, whatever they take.
    pub(crate) const CUE: Self = Self(
        Self::SAY.0
            | Self::CLAUSE.0
            | Self::MANNER.0
            | Self::THING.0
            | Self::ACCUSE.0
            | Self::URGE.0
            | Self::PROMISE.0
            | Self::TOPIC.0
            | Self::NAME.0,
    );
    /// What shows that a clause has a verb.
    pub(crate) const FINITE: Self =
        Self(Self::CUE.0 | Self::ATTITUDE.0 | Self::BE.0 | Self::AUXILIARY.0 | Self::VERB.0);

    /// Returns both sets in one.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Says whether the two sets share anything.
    pub(crate) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Says whether the set is empty.
    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// The phrases that begin with one word: their other words and their class.
type Phrases = Vec<(Vec<&'static str>, Class)>;

/// The words of one language.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    words: FxHashMap<&'static str, Class>,
    phrases: FxHashMap<&'static str, Phrases>,
    /// Whether speech may open with a dash in this language's newspapers.
    pub(crate) dashes: bool,
    /// Whether the language has articles, so that a noun phrase can be told by its start.
    pub(crate) english: bool,
}

impl Lexicon {
    /// Returns what a word, in lower case, may be.
    pub(crate) fn class(&self, word: &str) -> Class {
        self.words.get(word).copied().unwrap_or_default()
    }

    /// Returns the phrases that begin with a word, in lower case; the longest first.
    pub(crate) fn phrases(&self, first: &str) -> &[(Vec<&'static str>, Class)] {
        self.phrases.get(first).map_or(&[], Vec::as_slice)
    }

    fn parse(source: &'static str, dashes: bool, english: bool) -> Self {
        let mut lexicon = Self { dashes, english, ..Self::default() };
        let mut section = Class::default();
        for line in source.lines().map(str::trim) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                section = Class::of_section(name).unwrap_or_default();
            } else if !line.starts_with('#') {
                for (place, form) in line.split_whitespace().enumerate() {
                    lexicon.add(form, section.and(lexicon.shape(form, place, section)));
                }
            }
        }
        lexicon
    }

    /// In English the first form of a verb is bare, the one in *-ing* is a participle, and bare and *-s*
    /// forms are often nouns too.
    fn shape(&self, form: &str, place: usize, section: Class) -> Class {
        if !self.english || !section.any(Class::CUE.and(Class::ATTITUDE)) {
            return Class::default();
        }
        let head = form.split('_').next().unwrap_or(form);
        match (place, head) {
            (_, head) if head.ends_with("ing") => Class::PARTICIPLE,
            (0, head) if !head.ends_with('s') || head.ends_with("ss") => Class::BARE.and(Class::AMBIGUOUS),
            (0 | 1, head) if head.ends_with('s') => Class::AMBIGUOUS,
            _ => Class::default(),
        }
    }

    fn add(&mut self, form: &'static str, class: Class) {
        let mut words = form.split('_');
        let Some(first) = words.next() else { return };
        let rest: Vec<_> = words.collect();
        if rest.is_empty() {
            let known = self.words.entry(first).or_default();
            *known = known.and(class);
            return;
        }
        let phrases = self.phrases.entry(first).or_default();
        match phrases.iter_mut().find(|(known, _)| *known == rest) {
            Some((_, known)) => *known = known.and(class),
            None => {
                let at = phrases.partition_point(|(known, _)| known.len() >= rest.len());
                phrases.insert(at, (rest, class));
            }
        }
    }
}

/// A language: its code, its words, whether dashes open speech.
type Language = (&'static str, &'static str, bool);

const LANGUAGES: &[Language] = &[
    ("en", include_str!("../../../assets/lexicons/en.txt"), false),
    ("ru", include_str!("../../../assets/lexicons/ru.txt"), true),
    ("uk", include_str!("../../../assets/lexicons/uk.txt"), true),
    ("fr", include_str!("../../../assets/lexicons/fr.txt"), true),
    ("de", include_str!("../../../assets/lexicons/de.txt"), false),
    ("es", include_str!("../../../assets/lexicons/es.txt"), true),
    ("it", include_str!("../../../assets/lexicons/it.txt"), true),
    ("pl", include_str!("../../../assets/lexicons/pl.txt"), true),
    ("tr", include_str!("../../../assets/lexicons/tr.txt"), true),
];

/// Returns the lexicon of a language, ISO 639-1, where there is one.
pub(crate) fn of(language: &str) -> Option<&'static Lexicon> {
    static LEXICONS: [OnceLock<Lexicon>; LANGUAGES.len()] = [const { OnceLock::new() }; LANGUAGES.len()];
    let at = LANGUAGES.iter().position(|(code, ..)| *code == language)?;
    let (code, source, dashes) = LANGUAGES.get(at)?;
    Some(LEXICONS.get(at)?.get_or_init(|| Lexicon::parse(source, *dashes, *code == "en")))
}

/// Returns a lexicon without words, for languages that have none yet.
pub(crate) fn none() -> &'static Lexicon {
    static NONE: OnceLock<Lexicon> = OnceLock::new();
    NONE.get_or_init(Lexicon::default)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lexicon_knows_verbs_of_saying_and_its_sections() {
        for (code, source, _) in LANGUAGES {
            let lexicon = of(code).expect("listed");
            assert!(lexicon.words.values().any(|class| class.any(Class::SAY)), "{code}");
            for line in source.lines().filter_map(|line| line.strip_prefix('[')) {
                let name = line.trim_end_matches(']');
                assert!(Class::of_section(name).is_some(), "{code}: [{name}]");
            }
        }
    }

    #[test]
    fn words_of_english() {
        let english = of("en").expect("listed");
        assert!(english.class("said").any(Class::SAY));
        assert!(english.class("saying").any(Class::PARTICIPLE));
        assert!(english.class("says").any(Class::AMBIGUOUS));
        assert!(english.phrases("according").iter().any(|(rest, _)| rest == &["to"]));
        assert!(english.class("harbour").is_empty());
    }
}
