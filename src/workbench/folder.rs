//! The open folder as a list of its articles.

pub use super::arrange::{Arrange, Group, Order};

use crate::analysis::search::Searchable;
use crate::model::ArticleState;
use crate::store::corpus::Card;
use crate::store::folder::{Entry, Kind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One article of the folder.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The file: the document when there is one, else the article.
    pub entry: Entry,
    /// What is known of it, once it was read.
    pub card: Option<Arc<Card>>,
    /// What the search needs, once it was read for that.
    pub(super) searchable: Option<Arc<Searchable>>,
    /// Who has it open elsewhere, if somebody has.
    pub elsewhere: Option<String>,
    /// Whether a thread was asked to read it, and to read it for the search.
    pub(super) asked: (bool, bool),
}

impl Listed {
    fn new(entry: Entry) -> Self {
        Self { entry, card: None, searchable: None, elsewhere: None, asked: (false, false) }
    }

    /// Returns what people read: the title, or the file's name while that is not known.
    #[must_use]
    pub fn title(&self) -> &str {
        match &self.card {
            Some(card) if !card.title.is_empty() => &card.title,
            _ => &self.entry.name,
        }
    }

    /// Returns how far its review is.
    #[must_use]
    pub fn state(&self) -> ArticleState {
        let known = self.card.as_ref().and_then(|card| ArticleState::of_name(&card.state));
        let guess =
            if self.entry.kind == Kind::Document { ArticleState::InReview } else { ArticleState::New };
        known.unwrap_or(guess)
    }

    /// Returns the sign of that.
    #[must_use]
    pub fn mark(&self) -> &'static str {
        mark(self.state())
    }

    /// Says what is known of it, in a few words for a second line: outlet, date, language, length, what is left.
    #[must_use]
    pub fn facts(&self) -> String {
        let elsewhere = if self.elsewhere.is_some() { "open elsewhere" } else { "" };
        let Some(card) = &self.card else { return elsewhere.to_owned() };
        if card.wrong.is_some() {
            return "cannot be read".to_owned();
        }
        let mut facts = vec![
            elsewhere.to_owned(),
            card.outlet.clone(),
            short_date(&card.date),
            card.language.to_string(),
        ];
        facts.push(format!("{} words", thousands(card.words)));
        if card.undecided > 0 {
            facts.push(format!("{} undecided", card.undecided));
        }
        facts.retain(|fact| !fact.is_empty());
        facts.join(" · ")
    }

    fn matches(&self, words: &str) -> bool {
        let has = |text: &str| text.to_lowercase().contains(words);
        has(&self.entry.name)
            || self.card.as_ref().is_some_and(|card| {
                has(&card.title)
                    || has(&card.outlet)
                    || card.date.starts_with(words)
                    || card.language == words
                    || card.people.iter().any(|name| has(name))
            })
    }
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// The head of a group, with how many are in it.
    Head(String, usize),
    /// An article, by its index.
    Article(usize),
}

/// A folder of articles.
#[derive(Debug, Clone, Default)]
pub struct Folder {
    /// Where it lies.
    pub path: PathBuf,
    /// Its articles, in natural order of their names.
    pub articles: Vec<Listed>,
    /// Which of them is open.
    pub current: Option<usize>,
    /// How the list is arranged.
    pub arrange: Arrange,
    /// The list as it is shown.
    pub rows: Vec<Row>,
    /// How many of how many articles are read, while that goes on.
    pub reading: Option<(usize, usize)>,
}

impl Folder {
    /// Takes a listing; what is known of articles that stayed as they were stays.
    #[must_use]
    pub fn new(path: PathBuf, entries: Vec<Entry>, former: Option<Self>) -> Self {
        let former = former.filter(|former| former.path == path);
        let (arrange, reading) =
            former.as_ref().map(|former| (former.arrange.clone(), former.reading)).unwrap_or_default();
        let mut known: rustc_hash::FxHashMap<PathBuf, Listed> = former
            .into_iter()
            .flat_map(|former| former.articles)
            .map(|listed| (listed.entry.path.clone(), listed))
            .collect();
        let articles = entries.into_iter().map(|entry| match known.remove(&entry.path) {
            Some(listed) if listed.entry == entry => listed,
            // It is shown as it was until it is read again.
            Some(listed) => Listed { card: listed.card, ..Listed::new(entry) },
            None => Listed::new(entry),
        });
        let mut folder = Self { path, articles: articles.collect(), arrange, reading, ..Self::default() };
        folder.arrange_rows();
        folder
    }

    /// Puts the rows in order.
    pub(super) fn arrange_rows(&mut self) {
        let Arrange { order, descending, group, words, state } = &self.arrange;
        let words = words.trim().to_lowercase();
        let mut shown: Vec<(usize, &Listed)> = self
            .articles
            .iter()
            .enumerate()
            .filter(|(_, listed)| words.is_empty() || listed.matches(&words))
            .filter(|(_, listed)| state.is_none_or(|state| listed.state() == state))
            .collect();
        if *order != Order::Name {
            shown.sort_by(|(_, a), (_, b)| order.compare(a, b));
        }
        if *descending {
            shown.reverse();
        }
        if *group == Group::Nothing {
            self.rows = shown.into_iter().map(|(index, _)| Row::Article(index)).collect();
            return;
        }
        let mut groups: std::collections::BTreeMap<String, Vec<usize>> = std::collections::BTreeMap::new();
        for (index, listed) in shown {
            groups.entry(group.of(listed)).or_default().push(index);
        }
        let rows = groups.into_iter().flat_map(|(name, members)| {
            std::iter::once(Row::Head(name, members.len())).chain(members.into_iter().map(Row::Article))
        });
        self.rows = rows.collect();
    }

    /// Notes which articles are open in other programs.
    pub(super) fn note_elsewhere(&mut self, elsewhere: Vec<(PathBuf, String)>) {
        let holders: rustc_hash::FxHashMap<PathBuf, String> = elsewhere.into_iter().collect();
        for listed in &mut self.articles {
            if holders.is_empty() {
                listed.elsewhere = None;
                continue;
            }
            let of = |path: &PathBuf| holders.get(path).cloned();
            let natives = crate::store::open::native_paths(&listed.entry.path);
            listed.elsewhere = of(&listed.entry.path).or_else(|| natives.iter().find_map(of));
        }
    }

    /// Notes which article is open.
    pub(super) fn note_open(&mut self, paths: &[&Path]) {
        self.current = self.articles.iter().position(|listed| paths.contains(&listed.entry.path.as_path()));
    }

    /// Returns the article that comes so many places after the open one in the list, if there is one.
    #[must_use]
    pub fn neighbour(&self, back: bool) -> Option<usize> {
        let mut order = self.rows.iter().filter_map(|row| match row {
            Row::Article(index) => Some(*index),
            Row::Head(..) => None,
        });
        let Some(current) = self.current else { return order.next() };
        let mut before = None;
        for index in order.by_ref() {
            if index == current {
                return if back { before } else { order.next() };
            }
            before = Some(index);
        }
        // The open one is not in the list as it is filtered now: it begins anew.
        self.rows.iter().find_map(|row| if let Row::Article(index) = row { Some(*index) } else { None })
    }
}

/// Returns the sign of how far a review is: empty, half, full.
#[must_use]
pub const fn mark(state: ArticleState) -> &'static str {
    match state {
        ArticleState::New => "○",
        ArticleState::InReview => "◐",
        ArticleState::Done => "●",
    }
}

/// The day of a date that may carry a time.
fn short_date(date: &str) -> String {
    date.split('T').next().unwrap_or_default().chars().take(16).collect()
}

/// Writes a number with a mark between thousands.
fn thousands(number: u32) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> Folder {
        let entry = |name: &str| Entry {
            name: name.to_owned(),
            path: PathBuf::from(format!("/t/{name}.txt")),
            kind: Kind::Article("plain"),
            length: 1,
            modified: None,
        };
        let names = ["1", "2", "10", "11"];
        let mut folder = Folder::new(PathBuf::from("/t"), names.map(entry).to_vec(), None);
        let cards =
            [("Tass", "2024-05-01", "done"), ("", "2024-03-01", "new"), ("Reuters", "2024-03-09", "new")];
        for (listed, (outlet, date, state)) in folder.articles.iter_mut().zip(cards) {
            let (outlet, date) = (outlet.to_owned(), date.to_owned());
            listed.card =
                Some(Arc::new(Card { outlet, date, state: state.into(), words: 12_345, ..Card::default() }));
        }
        folder
    }

    #[track_caller]
    fn check(arrange: Arrange, expected: &[&str]) {
        let mut folder = folder();
        folder.arrange = arrange;
        folder.arrange_rows();
        let rows = folder.rows.iter().map(|row| match row {
            Row::Head(name, count) => format!("{name} {count}"),
            Row::Article(index) => folder.articles[*index].entry.name.clone(),
        });
        assert_eq!(rows.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_list_is_ordered_filtered_and_grouped() {
        check(Arrange::default(), &["1", "2", "10", "11"]);
        check(Arrange { order: Order::Outlet, ..Arrange::default() }, &["10", "1", "11", "2"]);
        check(
            Arrange { order: Order::Date, descending: true, ..Arrange::default() },
            &["11", "1", "10", "2"],
        );
        check(Arrange { words: "reut".to_owned(), ..Arrange::default() }, &["10"]);
        check(Arrange { state: Some(ArticleState::Done), ..Arrange::default() }, &["1"]);
        check(
            Arrange { group: Group::Month, ..Arrange::default() },
            &["2024-03 2", "2", "10", "2024-05 1", "1", "not read yet 1", "11"],
        );
    }

    #[test]
    fn neighbours_follow_the_list_as_it_is_shown() {
        let mut folder = folder();
        folder.arrange = Arrange { group: Group::Month, ..Arrange::default() };
        folder.arrange_rows();
        folder.current = Some(2);
        assert_eq!((folder.neighbour(true), folder.neighbour(false)), (Some(1), Some(0)));
        folder.current = Some(3);
        assert_eq!(folder.neighbour(false), None);
        assert_eq!(folder.articles[0].facts(), "Tass · 2024-05-01 · 12,345 words");
    }

    #[test]
    fn what_is_known_stays_while_the_file_does() {
        let former = folder();
        let mut entries: Vec<_> = former.articles.iter().map(|listed| listed.entry.clone()).collect();
        entries[0].length = 2;
        entries.remove(1);
        let folder = Folder::new(PathBuf::from("/t"), entries, Some(former));
        let known: Vec<_> = folder.articles.iter().map(|listed| listed.card.is_some()).collect();
        assert_eq!(known, [true, true, false]);
    }
}
