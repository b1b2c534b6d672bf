//! Runs of words with a capital, and what they are part of: *Food* **and** *Agriculture Organization* **of the**
//! *United Nations*. They tell how a long name begins and ends to each of its words.

use crate::suggest::actors::lexicon::class;
use crate::suggest::actors::words::{Shape, Word};
use std::ops::Range;

/// For each word the run that it is in, and the chain of runs; empty ranges outside.
#[derive(Debug, Default)]
pub(super) struct Runs {
    runs: Vec<Range<u32>>,
    chains: Vec<Range<u32>>,
}

impl Runs {
    /// Goes through the words.
    pub(super) fn new(text: &str, words: &[Word]) -> Self {
        let mut out = Self { runs: vec![0..0; words.len()], chains: vec![0..0; words.len()] };
        let mut at = 0;
        while at < words.len() {
            let end = run_end(words, at);
            if end == at {
                at += 1;
                continue;
            }
            let start = at;
            let mut last = end;
            out.mark_run(start..end);
            while let Some(next) = behind_links(text, words, last) {
                let end = run_end(words, next);
                out.mark_run(next..end);
                last = end;
            }
            for slot in out.chains.get_mut(start..last).into_iter().flatten() {
                *slot = start as u32..last as u32;
            }
            at = last;
        }
        out
    }

    fn mark_run(&mut self, range: Range<usize>) {
        for slot in self.runs.get_mut(range.clone()).into_iter().flatten() {
            *slot = range.start as u32..range.end as u32;
        }
    }

    /// Returns the words with a capital around a word; an empty range when it has none.
    pub(super) fn run(&self, at: usize) -> Range<usize> {
        usize_range(self.runs.get(at))
    }

    /// Returns the chain of runs around a word; an empty range when it is in none.
    pub(super) fn chain(&self, at: usize) -> Range<usize> {
        usize_range(self.chains.get(at))
    }
}

fn usize_range(range: Option<&Range<u32>>) -> Range<usize> {
    range.map_or(0..0, |range| range.start as usize..range.end as usize)
}

fn run_end(words: &[Word], start: usize) -> usize {
    let Some(first) = words.get(start) else { return start };
    let more = |word: &&Word| word.sentence == first.sentence && word.is_capital();
    start + words.get(start..).into_iter().flatten().take_while(more).count()
}

/// Returns where the next run starts when nothing but small links stands before it.
fn behind_links(text: &str, words: &[Word], end: usize) -> Option<usize> {
    let sentence = words.get(end.checked_sub(1)?)?.sentence;
    let mut at = end;
    while at - end < 2 {
        let word = words.get(at).filter(|word| word.sentence == sentence)?;
        if at > end && word.is_capital() {
            return Some(at);
        }
        let written = word.span.of_text(text);
        let small = word.shape == Shape::Lower && word.is(class::PARTICLE);
        (small || matches!(written, "of" | "for" | "and" | "the" | "&" | "-" | "on" | "in")).then_some(())?;
        at += 1;
    }
    words.get(at).filter(|word| word.sentence == sentence && word.is_capital()).map(|_| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suggest::Prepared;
    use crate::suggest::actors::lexicon::Lexicon;
    use crate::suggest::actors::words;
    use crate::text::Article;

    #[test]
    fn runs_and_chains() {
        let text = "We asked the Food and Agriculture Organization of the United Nations today.";
        let article = Article::new(text);
        let words = words::words(&Prepared::new(&article, "en"), Lexicon::shared(), |_| false);
        let runs = Runs::new(text, &words);
        assert_eq!((runs.run(5), runs.chain(5)), (5..7, 3..11));
        assert_eq!((runs.run(4), runs.chain(4)), (0..0, 3..11));
        assert_eq!((runs.run(11), runs.chain(12)), (0..0, 0..0));
    }
}
