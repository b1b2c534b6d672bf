//! Lines to paragraphs: what goes on in the next line, column or page is joined, words that a line end cut
//! are made whole, larger lines are headings, bullets are list items.

use super::layout::{Line, Page, unspaced};
use crate::formats::article::flow::Flow;
use crate::text::BlockKind;
use rustc_hash::FxHashSet;

/// The size that most letters have.
pub(super) fn usual_size(pages: &[Page]) -> f32 {
    let mut sizes: Vec<(f32, usize)> =
        pages.iter().flat_map(|page| &page.lines).map(|line| (line.size, line.text.len())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, length)| length).sum::<usize>() / 2;
    let mut passed = 0;
    for (size, length) in sizes {
        passed += length;
        if passed >= half {
            return size;
        }
    }
    0.0
}

/// Writes all pages.
pub(super) fn flow(pages: &[Page]) -> Flow {
    let joiner =
        Joiner { usual: usual_size(pages), leading: usual_leading(pages), hyphened: hyphened(pages) };
    let mut flow = Flow::default();
    let mut paragraph = Paragraph::default();
    let mut before: Option<&Line> = None;
    for page in pages {
        for (number, line) in page.lines.iter().filter(|line| !line.text.is_empty()).enumerate() {
            let first = line.first || number == 0;
            let goes_on =
                !page.as_is && before.is_some_and(|before| joiner.goes_on(before, line, first, &paragraph));
            if !goes_on {
                std::mem::take(&mut paragraph).write(&mut flow);
                paragraph = Paragraph { block: joiner.block(line), ..Paragraph::default() };
            }
            joiner.add(&mut paragraph.text, &line.text);
            before = Some(line);
        }
    }
    paragraph.write(&mut flow);
    flow
}

#[derive(Default)]
struct Paragraph {
    text: String,
    block: Option<BlockKind>,
}

impl Paragraph {
    fn write(self, flow: &mut Flow) {
        if self.text.is_empty() {
            return;
        }
        flow.paragraph();
        if let Some(block) = self.block {
            flow.open(block);
        }
        flow.words(&self.text);
        if self.block.is_some() {
            flow.close();
        }
        flow.paragraph();
    }
}

struct Joiner {
    usual: f32,
    leading: f32,
    /// Words that are written with a hyphen in the middle of a line, lower case.
    hyphened: FxHashSet<String>,
}

impl Joiner {
    /// Says whether `line` belongs to the paragraph that `before` ends.
    fn goes_on(&self, before: &Line, line: &Line, first: bool, paragraph: &Paragraph) -> bool {
        let heading = |block: Option<BlockKind>| matches!(block, Some(BlockKind::Heading(_)));
        let block = self.block(line);
        if matches!(block, Some(BlockKind::ListItem(_)))
            || (before.size - line.size).abs() > self.usual * 0.15
        {
            return false;
        }
        if heading(block) || heading(paragraph.block) {
            return heading(block)
                && heading(paragraph.block)
                && before.base - line.base < line.size * 1.6
                && !first;
        }
        let ended = before
            .text
            .trim_end()
            .ends_with(['.', '!', '?', '…', ':', '”', '»', '"', '’', ')', '。', '！', '？']);
        let full = before.right > before.edges.1 - (before.edges.1 - before.edges.0) * 0.12;
        if first {
            // The next column or page: running text goes on in the middle of a sentence.
            let small = line.text.chars().next().is_some_and(|char| char.is_lowercase() || char.is_numeric());
            let long = before.right > before.edges.0 + (before.edges.1 - before.edges.0) * 0.6;
            return !ended && (small || long) || cut(&before.text).is_some() && small;
        }
        let gap = before.base - line.base;
        if gap > self.leading * 1.35 || gap < -line.size {
            return false;
        }
        let indent = line.left - line.edges.0;
        let indented = indent > line.size * 0.7 && before.left - before.edges.0 < line.size * 0.7;
        let hanging = paragraph.block.is_some();
        (!indented || hanging) && (full || !ended)
    }

    fn block(&self, line: &Line) -> Option<BlockKind> {
        let mut chars = line.text.chars();
        let bullet = matches!(chars.next(), Some('•' | '▪' | '‣' | '◦' | '●' | '■' | '–' | '—'));
        if bullet && chars.next() == Some(' ') && !line.text.starts_with(['–', '—']) {
            return Some(BlockKind::ListItem(1));
        }
        let long = line.text.chars().count() > 160;
        match line.size / self.usual.max(0.1) {
            ratio if ratio > 1.6 && !long => Some(BlockKind::Heading(1)),
            ratio if ratio > 1.15 && !long => Some(BlockKind::Heading(2)),
            _ => None,
        }
    }

    /// Adds a line; a word that the line end cut becomes whole.
    fn add(&self, text: &mut String, line: &str) {
        let next = line.chars().next().is_some_and(char::is_lowercase);
        match cut(text).filter(|_| next) {
            Some(soft) => {
                let head = text.rsplit(|char: char| char.is_whitespace()).next().unwrap_or_default();
                let tail = line.split(|char: char| !char.is_alphanumeric()).next().unwrap_or_default();
                let whole = format!("{head}{tail}").to_lowercase();
                if soft || !self.hyphened.contains(whole.trim_matches(|char: char| !char.is_alphanumeric())) {
                    text.pop();
                }
            }
            None if text.is_empty() || unspaced(text, line) => {}
            None => text.push(' '),
        }
        text.push_str(line);
    }
}

/// Says whether a line ends in a cut word, and if so whether its hyphen is a soft one.
fn cut(text: &str) -> Option<bool> {
    let mut chars = text.chars().rev();
    let last = chars.next()?;
    let letter = chars.next().is_some_and(char::is_alphabetic);
    match last {
        '\u{ad}' => Some(true),
        '-' | '\u{2010}' if letter => Some(false),
        _ => None,
    }
}

/// The distance between lines that is most common.
fn usual_leading(pages: &[Page]) -> f32 {
    let mut gaps: Vec<f32> = pages
        .iter()
        .flat_map(|page| page.lines.windows(2))
        .filter_map(|pair| match pair {
            [one, other] if !other.first && one.base > other.base => Some(one.base - other.base),
            _ => None,
        })
        .collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() * 2 / 5).copied().unwrap_or(f32::MAX)
}

/// Words with a hyphen in the middle of lines.
fn hyphened(pages: &[Page]) -> FxHashSet<String> {
    let lines = pages.iter().flat_map(|page| &page.lines);
    let words = lines.flat_map(|line| line.text.split_whitespace());
    let bare = words.map(|word| word.trim_matches(|char: char| !char.is_alphanumeric()));
    bare.filter(|word| word.contains(['-', '\u{2010}'])).map(str::to_lowercase).collect()
}
