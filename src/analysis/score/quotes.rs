//! Quotes, stretch by stretch: the same ends, 80 %, 50 %, any overlap; and of those at 80 %, the speaker.

use super::{Options, missing, spurious};
use crate::analysis::{Mistakes, Rates, Reliability, Sample, Segment, align, edges};
use crate::text::Span;
use rustc_hash::FxHashSet;

/// How well quotes were found.
#[derive(Debug, Clone, Default)]
pub struct QuoteScores {
    /// With the same ends.
    pub exact: Rates,
    /// With 80 % of the characters in common.
    pub o80: Rates,
    /// With 50 % of the characters in common.
    pub o50: Rates,
    /// With any character in common.
    pub touch: Rates,
    /// With 80 % of the characters in common and the right speaker.
    pub with_speaker: Rates,
    /// Quotes found at 80 % whose gold has a speaker.
    pub speakers: usize,
    /// Of those: the speaker found touches it.
    pub speaker_right: usize,
    /// Of those: the speaker found has the same ends.
    pub speaker_exact: usize,
    /// Of those: none was found.
    pub speaker_missing: usize,
    /// Quotes found at 80 % with a cue on both sides.
    pub cues: usize,
    /// Of those: the cues touch.
    pub cue_right: usize,
    /// How far the scores can be relied on: right are 80 % of the characters.
    pub reliability: Reliability,
    /// What went wrong.
    pub mistakes: Mistakes,
}

/// A segment without its edges, and as it was.
type Trimmed<'a> = (Span, &'a Segment);

impl QuoteScores {
    pub(super) fn add(&mut self, gold: &Sample, quotes: &[Segment], found: &Sample, options: &Options) {
        let text = &*gold.text;
        let (wanted, others): (Vec<_>, Vec<_>) =
            trimmed(text, quotes).into_iter().partition(|(_, segment)| options.wants(segment));
        let mut seen = FxHashSet::default();
        let mut said = trimmed(text, found.quotes.as_deref().unwrap_or_default());
        said.retain(|(span, _)| seen.insert(*span));
        let (gold_spans, found_spans) = (spans(&wanted), spans(&said));
        let exact = align::pair_exact(&gold_spans, &found_spans);
        let [o80, o50, touch] =
            [0.8, 0.5, 0.0].map(|least| align::pair(text, &gold_spans, &found_spans, least));
        for (rates, pairs) in [
            (&mut self.exact, &exact),
            (&mut self.o80, &o80),
            (&mut self.o50, &o50),
            (&mut self.touch, &touch),
        ] {
            let dropped = unmatched(&said, pairs).filter(|(span, _)| touches(&others, *span)).count();
            rates.add(pairs.len(), wanted.len(), said.len() - dropped);
        }
        for (g, f) in &o80 {
            if let (Some((_, gold_segment)), Some((_, segment))) = (wanted.get(*g), said.get(*f)) {
                self.judge(gold, gold_segment, segment);
            }
        }
        let matched: FxHashSet<_> = o80.iter().map(|(_, f)| *f).collect();
        for (f, (span, segment)) in said.iter().enumerate() {
            let right = matched.contains(&f);
            if let Some(score) = segment.score.filter(|_| right || !touches(&others, *span)) {
                self.reliability.add(score, right);
            }
        }
        self.with_speaker = Rates { right: self.with_speaker.right, ..self.o80 };
        self.note(gold, (&wanted, &said, &others), &o80, &touch);
    }

    /// Judges speaker and cue of a quote that was found.
    fn judge(&mut self, article: &Sample, gold: &Segment, found: &Segment) {
        let text = &*article.text;
        let right = match (gold.speaker, found.speaker) {
            (None, None) => true,
            (None, Some(_)) => false,
            (Some(_), None) => {
                self.speaker_missing += 1;
                false
            }
            (Some(wanted), Some(named)) => {
                let (wanted, named) = (edges::of_name(text, wanted), edges::of_name(text, named));
                self.speaker_exact += usize::from(wanted == named);
                let right =
                    wanted.overlaps(named) || gold.speaker_parts.iter().any(|part| part.overlaps(named));
                self.speaker_right += usize::from(right);
                right
            }
        };
        self.speakers += usize::from(gold.speaker.is_some());
        self.with_speaker.right += usize::from(right);
        if let (Some(wanted), Some(cue)) = (gold.cue, found.cue) {
            self.cues += 1;
            self.cue_right += usize::from(wanted.overlaps(cue));
        }
        if !right {
            let name = |span: Option<Span>| span.map_or("nobody", |span| span.of_text(text));
            let class = match (gold.speaker, found.speaker) {
                (Some(_), None) => "speaker: not found",
                (None, Some(_)) => "speaker: one where there is none",
                _ => "speaker: another",
            };
            let example =
                format!("{} ← {}: {}", name(gold.speaker), name(found.speaker), gold.span.of_text(text));
            self.mistakes.note(&article.id, class, example);
        }
    }

    fn note(
        &mut self,
        article: &Sample,
        (wanted, said, others): (&[Trimmed<'_>], &[Trimmed<'_>], &[Trimmed<'_>]),
        o80: &[(usize, usize)],
        touch: &[(usize, usize)],
    ) {
        let good: FxHashSet<_> = o80.iter().map(|(g, _)| *g).collect();
        for (g, f) in touch.iter().filter(|(g, _)| !good.contains(g)) {
            let (Some((gold, _)), Some((found, _))) = (wanted.get(*g), said.get(*f)) else { continue };
            let example = format!("{} ← {}", gold.of_text(&article.text), found.of_text(&article.text));
            self.mistakes.note(&article.id, boundary(*gold, *found), example);
        }
        let flipped: Vec<_> = touch.iter().map(|(g, f)| (*f, *g)).collect();
        for (span, segment) in unmatched(wanted, &flipped) {
            missing(&mut self.mistakes, &article.id, &segment.kind, span.of_text(&article.text));
        }
        for (span, segment) in unmatched(said, touch).filter(|(span, _)| !touches(others, *span)) {
            spurious(&mut self.mistakes, &article.id, &segment.kind, span.of_text(&article.text));
        }
    }
}

/// Says which end is wrong, and how.
fn boundary(gold: Span, found: Span) -> String {
    let start = match found.start.cmp(&gold.start) {
        std::cmp::Ordering::Less => "starts early",
        std::cmp::Ordering::Equal => "",
        std::cmp::Ordering::Greater => "starts late",
    };
    let end = match found.end.cmp(&gold.end) {
        std::cmp::Ordering::Less => "ends early",
        std::cmp::Ordering::Equal => "",
        std::cmp::Ordering::Greater => "ends late",
    };
    let both = if start.is_empty() || end.is_empty() { "" } else { ", " };
    format!("boundary: {start}{both}{end}")
}

fn trimmed<'a>(text: &str, all: &'a [Segment]) -> Vec<Trimmed<'a>> {
    all.iter()
        .map(|segment| (edges::of_quote(text, segment.span), segment))
        .filter(|(span, _)| !span.is_empty())
        .collect()
}

fn spans(all: &[Trimmed<'_>]) -> Vec<Span> {
    all.iter().map(|(span, _)| *span).collect()
}

fn touches(all: &[Trimmed<'_>], span: Span) -> bool {
    all.iter().any(|(other, _)| other.overlaps(span))
}

/// What no pair has as its second.
fn unmatched<'a, 'b>(
    all: &'b [Trimmed<'a>],
    pairs: &[(usize, usize)],
) -> impl Iterator<Item = &'b Trimmed<'a>> + use<'a, 'b> {
    let matched: FxHashSet<_> = pairs.iter().map(|(_, second)| *second).collect();
    all.iter().enumerate().filter(move |(at, _)| !matched.contains(at)).map(|(_, it)| it)
}
