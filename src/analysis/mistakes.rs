//! What went wrong, in classes with examples, and where most went wrong.

use std::collections::BTreeMap;

/// Mistakes by class and by article.
#[derive(Debug, Clone, Default)]
pub struct Mistakes {
    classes: BTreeMap<String, Vec<String>>,
    articles: BTreeMap<String, usize>,
}

impl Mistakes {
    /// Notes a mistake.
    pub fn note(&mut self, article: &str, class: impl Into<String>, example: impl AsRef<str>) {
        *self.articles.entry(article.to_owned()).or_default() += 1;
        self.classes.entry(class.into()).or_default().push(on_one_line(example.as_ref()));
    }

    /// Returns the classes with how many there are, the commonest first.
    #[must_use]
    pub fn classes(&self) -> Vec<(&str, usize)> {
        by_count(self.classes.iter().map(|(class, all)| (class.as_str(), all.len())))
    }

    /// Returns the commonest examples of a class with how often each occurs.
    #[must_use]
    pub fn examples(&self, class: &str) -> Vec<(&str, usize)> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for example in self.classes.get(class).into_iter().flatten() {
            *counts.entry(example).or_default() += 1;
        }
        by_count(counts.into_iter())
    }

    /// Returns the articles with how many mistakes each has, the worst first.
    #[must_use]
    pub fn articles(&self) -> Vec<(&str, usize)> {
        by_count(self.articles.iter().map(|(article, count)| (article.as_str(), *count)))
    }
}

fn by_count<'a>(all: impl Iterator<Item = (&'a str, usize)>) -> Vec<(&'a str, usize)> {
    let mut all: Vec<_> = all.collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    all
}

/// Shortens an example to what fits on a line: its beginning and its end.
fn on_one_line(text: &str) -> String {
    const MOST: usize = 100;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let count = line.chars().count();
    if count <= MOST {
        return line;
    }
    let head: String = line.chars().take(MOST - 30).collect();
    let tail: String = line.chars().skip(count - 27).collect();
    format!("{head} … {tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commonest_come_first() {
        let mut mistakes = Mistakes::default();
        for (article, class, example) in
            [("a", "missing", "x"), ("b", "spurious", "y"), ("b", "spurious", "y")]
        {
            mistakes.note(article, class, example);
        }
        assert_eq!(mistakes.classes(), [("spurious", 2), ("missing", 1)]);
        assert_eq!(mistakes.examples("spurious"), [("y", 2)]);
        assert_eq!(mistakes.articles(), [("b", 2), ("a", 1)]);
        assert_eq!(on_one_line(&"word ".repeat(60)).chars().count(), MOST_SHOWN);
    }

    const MOST_SHOWN: usize = 100;
}
