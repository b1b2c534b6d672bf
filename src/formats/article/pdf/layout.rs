//! The words of a page, put into lines in the order in which they are read: columns one after the other, what
//! stands across them in between.

use pdf_oxide::layout::Word;

/// A line of a column.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Line {
    /// Its words.
    pub(super) text: String,
    /// Where it begins and ends across the page.
    pub(super) left: f32,
    pub(super) right: f32,
    /// Its baseline, from the bottom of the page.
    pub(super) base: f32,
    /// The size of its letters.
    pub(super) size: f32,
    /// The left and right edge of its column.
    pub(super) edges: (f32, f32),
    /// Whether a column or band begins with it.
    pub(super) first: bool,
}

/// A page.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Page {
    /// Its lines in reading order.
    pub(super) lines: Vec<Line>,
    /// Whether each line is a paragraph of its own.
    pub(super) as_is: bool,
}

impl Page {
    /// Says whether the page has no words.
    pub(super) fn is_blank(&self) -> bool {
        self.lines.iter().all(|line| line.text.trim().is_empty())
    }

    /// Returns how many bytes of text it has.
    pub(super) fn length(&self) -> usize {
        self.lines.iter().map(|line| line.text.len() + 1).sum()
    }
}

/// A word and where it stands.
#[derive(Debug, Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    left: f32,
    right: f32,
    base: f32,
    size: f32,
}

/// Says whether most letters are of a script that is not written from left to right in lines.
pub(super) fn runs_otherwise(words: &[Word]) -> bool {
    let (mut rtl, mut all) = (0usize, 0usize);
    for char in words.iter().flat_map(|word| word.text.chars()).filter(|char| char.is_alphabetic()) {
        all += 1;
        rtl += usize::from(
            matches!(char, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'),
        );
    }
    rtl * 2 > all
}

/// Takes a text whose lines are in order.
pub(super) fn as_is(text: &str) -> Page {
    let line = |text: &str| Line { text: text.trim().to_owned(), ..Line::default() };
    Page { lines: text.lines().map(line).collect(), as_is: true }
}

/// Lays out a page.
pub(super) fn page(words: &[Word]) -> Page {
    let pieces: Vec<Piece<'_>> = words.iter().filter_map(piece).collect();
    let rows = rows(pieces);
    let gutters = gutters(&rows);
    let mut lines = Vec::new();
    let mut band: Vec<&Row<'_>> = Vec::new();
    for row in &rows {
        // What stands across a gutter ends the columns above it.
        if gutters.iter().any(|gutter| row.crosses(*gutter)) {
            columns(&band, &gutters, &mut lines);
            band.clear();
            columns(&[row], &[], &mut lines);
        } else {
            band.push(row);
        }
    }
    columns(&band, &gutters, &mut lines);
    Page { lines, as_is: false }
}

fn piece(word: &Word) -> Option<Piece<'_>> {
    let text = word.text.trim();
    let (left, base) = (word.bbox.x, word.bbox.y);
    let (width, size) = (word.bbox.width, word.avg_font_size.max(1.0));
    let sound = [left, base, width, size].iter().all(|number| number.is_finite());
    (sound && !text.is_empty()).then_some(Piece { text, left, right: left + width.max(0.0), base, size })
}

/// Words on one baseline, from left to right.
struct Row<'a> {
    pieces: Vec<Piece<'a>>,
}

impl Row<'_> {
    fn crosses(&self, x: f32) -> bool {
        let inside = self.pieces.iter().any(|piece| piece.left < x - 0.5 && piece.right > x + 0.5);
        // Words that follow each other across it, as in a line of running text, cross it too.
        inside
            || self.pieces.windows(2).any(|pair| match pair {
                [one, other] => one.right <= x && other.left >= x && other.left - one.right < one.size * 0.6,
                _ => false,
            })
    }
}

/// Puts words on their baselines, from the top of the page to its bottom.
fn rows(mut pieces: Vec<Piece<'_>>) -> Vec<Row<'_>> {
    pieces.sort_by(|a, b| b.base.total_cmp(&a.base).then(a.left.total_cmp(&b.left)));
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut base = f32::INFINITY;
    for piece in pieces {
        if base - piece.base > piece.size * 0.4 || rows.is_empty() {
            base = piece.base;
            rows.push(Row { pieces: Vec::new() });
        }
        if let Some(row) = rows.last_mut() {
            row.pieces.push(piece);
        }
    }
    rows.iter_mut().for_each(|row| row.pieces.sort_by(|a, b| a.left.total_cmp(&b.left)));
    rows
}

/// Finds the white stripes between columns: few rows cross them, and much stands on both sides.
fn gutters(rows: &[Row<'_>]) -> Vec<f32> {
    const FEWEST_ROWS: usize = 6;
    let edges = rows
        .iter()
        .flat_map(|row| &row.pieces)
        .fold((f32::MAX, f32::MIN), |(left, right), piece| (left.min(piece.left), right.max(piece.right)));
    let width = edges.1 - edges.0;
    if rows.len() < FEWEST_ROWS || !(100.0..20_000.0).contains(&width) {
        return Vec::new();
    }
    let all: usize = rows.iter().map(|row| row.pieces.len()).sum();
    let share = |x: f32| {
        let crossing = rows.iter().filter(|row| row.crosses(x)).count();
        let left = rows.iter().flat_map(|row| &row.pieces).filter(|piece| piece.right <= x).count();
        (crossing, left)
    };
    const STEPS: usize = 200;
    let good: Vec<Option<f32>> = (1..STEPS)
        .map(|step| edges.0 + width * step as f32 / STEPS as f32)
        .map(|x| {
            let (crossing, left) = share(x);
            let both = left * 7 > all && (all - left) * 7 > all;
            (crossing * 4 < rows.len() && both).then_some(x)
        })
        .collect();
    // Of neighbouring places the middle one is the gutter.
    let mut found = Vec::new();
    for run in good.split(Option::is_none).filter(|run| !run.is_empty()) {
        found.extend(run.get(run.len() / 2).copied().flatten());
    }
    found
}

/// Writes the lines of a band, column by column.
fn columns(band: &[&Row<'_>], gutters: &[f32], lines: &mut Vec<Line>) {
    let mut left = f32::MIN;
    for right in gutters.iter().copied().chain([f32::MAX]) {
        let begin = lines.len();
        for row in band {
            let inside: Vec<_> =
                row.pieces.iter().filter(|it| it.left >= left && it.left < right).copied().collect();
            lines.extend(line(&inside));
        }
        let edges = lines
            .iter()
            .skip(begin)
            .fold((f32::MAX, f32::MIN), |(left, right), line| (left.min(line.left), right.max(line.right)));
        for (number, line) in lines.iter_mut().skip(begin).enumerate() {
            (line.edges, line.first) = (edges, number == 0);
        }
        left = right;
    }
}

fn line(pieces: &[Piece<'_>]) -> Option<Line> {
    let (first, last) = (pieces.first()?, pieces.last()?);
    let mut text = String::new();
    let mut before: Option<&Piece<'_>> = None;
    for piece in pieces {
        if before.is_some_and(|it| piece.left - it.right > it.size * 0.1 || !touching(it.text, piece.text)) {
            text.push(' ');
        }
        text.push_str(piece.text);
        before = Some(piece);
    }
    let size = pieces.iter().map(|piece| piece.size * piece.text.len() as f32).sum::<f32>()
        / pieces.iter().map(|piece| piece.text.len() as f32).sum::<f32>().max(1.0);
    let base = first.base;
    Some(Line { text, left: first.left, right: last.right, base, size, ..Line::default() })
}

/// Says whether two words without a gap are one: where there are no blanks, as in Chinese, and at marks that
/// stand at a word. Other words are parted even then: the widths of letters are often wrong.
fn touching(before: &str, after: &str) -> bool {
    let opens = |char: char| matches!(char, '“' | '«' | '(' | '[' | '‘' | '„' | '"');
    let closes = |char: char| {
        matches!(char, '”' | '»' | ')' | ']' | '’' | '"' | '.' | ',' | ';' | ':' | '!' | '?' | '…')
    };
    unspaced(before, after) || before.chars().all(opens) || after.chars().all(closes)
}

/// Says whether no blank stands between two words of a script without blanks.
pub(super) fn unspaced(before: &str, after: &str) -> bool {
    let wide = |char: char| matches!(char, '\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}');
    before.chars().next_back().is_some_and(wide) && after.chars().next().is_some_and(wide)
}
