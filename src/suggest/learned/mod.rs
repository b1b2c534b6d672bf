//! What a person's decisions teach: names to find and to leave, where names and quotes begin and end, verbs
//! that tell of saying.
//!
//! Pure: [`evidence`] reads lessons off a document with decisions; [`Learned`] sums them over the articles of a
//! corpus; [`names`] and [`quotes`] bring them to bear on the next article. The evidence of an article replaces
//! what the same article said before, so that undoing a decision undoes its lesson.

mod adjust;
mod cues;
mod evidence;
mod places;

pub use adjust::{names, quotes};
pub use evidence::evidence;

use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// What a lesson is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Topic {
    /// These words, as they are written, mention somebody.
    Name(String),
    /// This word tells of saying: its language, and the word in lower case.
    Cue(SmolStr, String),
    /// What is marked on a layer begins with this word or mark, where it stands there.
    Start(SmolStr, String),
    /// What is marked on a layer ends with this word or mark, where it stands there.
    End(SmolStr, String),
}

/// How often decisions spoke for a topic, and how often against it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lesson {
    /// How often for it.
    pub yes: u32,
    /// How often against it.
    pub no: u32,
    /// For a name: how often its words were left unmarked in an article that is done.
    pub left: u32,
    /// For a name: the kind that was accepted most often.
    pub kind: SmolStr,
    /// For a name: the actor it was accepted as.
    pub actor: String,
}

impl Lesson {
    /// Says whether more spoke for it than against it.
    #[must_use]
    pub const fn is_yes(&self) -> bool {
        self.yes > self.no
    }

    /// Says whether more spoke against it than for it.
    #[must_use]
    pub const fn is_no(&self) -> bool {
        self.no > self.yes
    }

    fn add(&mut self, other: &Self) {
        self.yes += other.yes;
        self.no += other.no;
        self.left += other.left;
        if !other.actor.is_empty() {
            self.actor.clone_from(&other.actor);
        }
    }
}

/// The lessons of one article.
pub type Evidence = BTreeMap<Topic, Lesson>;

/// The lessons of a corpus.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Learned {
    /// By article.
    articles: BTreeMap<String, Evidence>,
    /// What the person asked to forget.
    forgotten: BTreeSet<Topic>,
    /// The sums, without what is forgotten.
    totals: BTreeMap<Topic, Lesson>,
}

impl Learned {
    /// Takes what a file keeps.
    #[must_use]
    pub fn new(articles: BTreeMap<String, Evidence>, forgotten: BTreeSet<Topic>) -> Self {
        let mut learned = Self { articles, forgotten, totals: BTreeMap::new() };
        learned.sum();
        learned
    }

    /// Replaces what an article taught. Says whether that changed anything.
    pub fn put(&mut self, article: &str, evidence: Evidence) -> bool {
        let changed = if evidence.is_empty() {
            self.articles.remove(article).is_some()
        } else {
            let former = self.articles.insert(article.to_owned(), evidence);
            former.as_ref() != self.articles.get(article)
        };
        if changed {
            self.sum();
        }
        changed
    }

    /// Says whether an article taught something.
    #[must_use]
    pub fn has(&self, article: &str) -> bool {
        self.articles.contains_key(article)
    }

    /// Forgets a lesson, until it is to be learned again.
    pub fn forget(&mut self, topic: Topic) {
        self.forgotten.insert(topic);
        self.sum();
    }

    /// Takes a forgotten lesson up again.
    pub fn learn_again(&mut self, topic: &Topic) {
        self.forgotten.remove(topic);
        self.sum();
    }

    /// Forgets everything, the articles too.
    pub fn forget_all(&mut self) {
        *self = Self::default();
    }

    /// Goes through the lessons, by topic.
    pub fn lessons(&self) -> impl Iterator<Item = (&Topic, &Lesson)> {
        self.totals.iter()
    }

    /// Goes through what was forgotten.
    pub fn forgotten(&self) -> impl Iterator<Item = &Topic> {
        self.forgotten.iter()
    }

    /// Goes through the articles and what each taught.
    pub fn articles(&self) -> impl Iterator<Item = (&str, &Evidence)> {
        self.articles.iter().map(|(article, evidence)| (article.as_str(), evidence))
    }

    /// Returns what is known of a topic.
    #[must_use]
    pub fn lesson(&self, topic: &Topic) -> Option<&Lesson> {
        self.totals.get(topic)
    }

    /// Says whether nothing was learned.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.totals.is_empty()
    }

    fn sum(&mut self) {
        self.totals.clear();
        let mut kinds: BTreeMap<&Topic, BTreeMap<&SmolStr, u32>> = BTreeMap::new();
        for (topic, lesson) in self.articles.values().flatten() {
            if !self.forgotten.contains(topic) {
                self.totals.entry(topic.clone()).or_default().add(lesson);
                if !lesson.kind.is_empty() {
                    *kinds.entry(topic).or_default().entry(&lesson.kind).or_default() += lesson.yes;
                }
            }
        }
        for (topic, kinds) in kinds {
            let most = kinds.into_iter().max_by_key(|(_, times)| *times);
            if let (Some((kind, _)), Some(lesson)) = (most, self.totals.get_mut(topic)) {
                lesson.kind = kind.clone();
            }
        }
    }
}

/// Says in words what a lesson does: "“Astana” is marked as a state".
#[must_use]
pub fn what(topic: &Topic, lesson: &Lesson) -> String {
    let yes = !lesson.is_no();
    match topic {
        Topic::Name(words) if !yes => format!("“{words}” is left alone"),
        Topic::Name(words) if lesson.actor.is_empty() || lesson.actor == *words => {
            format!("“{words}” is marked: {}", lesson.kind)
        }
        Topic::Name(words) => format!("“{words}” is marked: {}, {}", lesson.actor, lesson.kind),
        Topic::Cue(_, word) if yes => format!("“{word}” tells of saying"),
        Topic::Cue(_, word) => format!("“{word}” tells of nothing said"),
        Topic::Start(layer, word) if yes => format!("“{word}” belongs to the start of a {layer}"),
        Topic::Start(layer, word) => format!("“{word}” does not belong to the start of a {layer}"),
        Topic::End(layer, word) if yes => format!("“{word}” belongs to the end of a {layer}"),
        Topic::End(layer, word) => format!("“{word}” does not belong to the end of a {layer}"),
    }
}

/// Says in words why: "because you accepted it 3 times and rejected it once".
#[must_use]
pub fn why(lesson: &Lesson) -> String {
    let times = |count: u32| match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        many => format!("{many} times"),
    };
    let mut said = Vec::new();
    for (verb, count) in [("accepted", lesson.yes), ("rejected", lesson.no), ("passed over", lesson.left)] {
        if count > 0 {
            said.push(format!("{verb} it {}", times(count)));
        }
    }
    format!("because you {}", said.join(" and "))
}

#[cfg(test)]
mod tests;
