//! How the list of a folder is arranged: in which order, grouped by what, and which articles are listed.

use super::folder::Listed;
use crate::model::ArticleState;
use crate::store::folder::natural;
use std::cmp::Ordering;
use strum::{EnumIter, IntoStaticStr};

#[derive(PartialEq)]
enum Key<'a> {
    Text(&'a str),
    Number(u64),
    Time(Option<std::time::SystemTime>),
    Unknown,
}

impl Key<'_> {
    fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            // What says nothing stands last.
            (Self::Text(""), Self::Text("")) => Ordering::Equal,
            (Self::Text(""), _) => Ordering::Greater,
            (_, Self::Text("")) => Ordering::Less,
            (Self::Text(a), Self::Text(b)) => natural(a, b),
            (Self::Number(a), Self::Number(b)) => a.cmp(b),
            (Self::Time(a), Self::Time(b)) => a.cmp(b),
            (Self::Unknown, Self::Unknown) => Ordering::Equal,
            (Self::Unknown, _) => Ordering::Greater,
            _ => Ordering::Less,
        }
    }
}

/// What the articles are ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumIter, IntoStaticStr)]
pub enum Order {
    /// The file's name, with numbers as numbers.
    #[default]
    Name,
    /// The headline.
    Title,
    /// The newspaper, agency or site.
    Outlet,
    /// When it appeared.
    Date,
    /// The language.
    Language,
    /// How many words it has.
    Length,
    /// How far its review is.
    State,
    /// How much of it is undecided.
    Undecided,
    /// When its file was changed.
    Changed,
}

impl Order {
    /// Returns what people read.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Returns what an article is ordered by.
    fn key(self, listed: &Listed) -> Key<'_> {
        let Some(card) = listed.card.as_deref() else {
            return match self {
                Self::Name => Key::Text(&listed.entry.name),
                Self::Title => Key::Text(listed.title()),
                Self::Changed => Key::Time(listed.entry.modified),
                Self::State => Key::Number(listed.state() as u64),
                _ => Key::Unknown,
            };
        };
        match self {
            Self::Name => Key::Text(&listed.entry.name),
            Self::Title => Key::Text(listed.title()),
            Self::Outlet => Key::Text(&card.outlet),
            Self::Date => Key::Text(&card.date),
            Self::Language => Key::Text(&card.language),
            Self::Length => Key::Number(u64::from(card.words)),
            Self::State => Key::Number(listed.state() as u64),
            Self::Undecided => Key::Number(u64::from(card.undecided)),
            Self::Changed => Key::Time(listed.entry.modified),
        }
    }

    /// Compares two articles.
    pub(super) fn compare(self, a: &Listed, b: &Listed) -> Ordering {
        self.key(a).compare(&self.key(b))
    }

    /// Says whether all articles must be read for it.
    fn needs_cards(self) -> bool {
        !matches!(self, Self::Name | Self::Changed)
    }
}

/// What the articles are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumIter, IntoStaticStr)]
pub enum Group {
    /// Not at all.
    #[default]
    Nothing,
    /// The newspaper, agency or site.
    Outlet,
    /// The month it appeared in.
    Month,
    /// The language.
    Language,
    /// How far its review is.
    State,
    /// Who worked on it first.
    Person,
}

impl Group {
    /// Returns what people read.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Returns the group of an article.
    pub(super) fn of(self, listed: &Listed) -> String {
        let Some(card) = &listed.card else { return "not read yet".to_owned() };
        let word = match self {
            Self::Nothing => String::new(),
            Self::Outlet => card.outlet.clone(),
            Self::Month => card.date.chars().take(7).collect(),
            Self::Language => card.language.to_string(),
            Self::State => return listed.state().name().to_owned(),
            Self::Person => card.people.first().map(ToString::to_string).unwrap_or_default(),
        };
        if word.is_empty() { "not known".to_owned() } else { word }
    }
}

/// How the list is arranged.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Arrange {
    /// What it is ordered by.
    pub order: Order,
    /// Whether the last comes first.
    pub descending: bool,
    /// What it is grouped by.
    pub group: Group,
    /// Only articles with this in name, title, outlet, date or people.
    pub words: String,
    /// Only articles of this state.
    pub state: Option<ArticleState>,
}

impl Arrange {
    /// Says whether all articles must be read to arrange them so.
    pub(super) fn needs_cards(&self) -> bool {
        self.order.needs_cards()
            || self.group != Group::Nothing
            || self.state.is_some()
            || !self.words.is_empty()
    }
}
