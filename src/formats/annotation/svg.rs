//! SVG: a drawing of the article for slides and papers, highlights under the words, links as arcs above them.
//!
//! Nobody knows the fonts of whoever looks at it: each run of words says how long it is, so that highlights fit.

use super::segments::{Segment, segments};
use super::{AnnotationFormat, Loss, OutFile, Unwritable, WriteOptions, flat, loss::Losses, only, xml};
use crate::model::codebook::{Rgb, Shape};
use crate::model::{Annotation, Document, Link};
use crate::text::Span;

/// A drawing.
pub struct Svg;

/// Lengths in the drawing's own units.
const WIDTH: f32 = 960.0;
const MARGIN: f32 = 24.0;
const SIZE: f32 = 16.0;
const LINE: f32 = 28.0;
const LEVEL: f32 = 18.0;

impl AnnotationFormat for Svg {
    fn name(&self) -> &'static str {
        "svg"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["svg"]
    }

    fn describe(&self) -> &'static str {
        "a drawing with highlights and links as arcs; for slides, papers and Inkscape"
    }

    fn omits(&self) -> &'static str {
        "attributes, notes, metadata, scores, links to no words; right-to-left lines are set left to right"
    }

    fn reads(&self) -> bool {
        false
    }

    fn draws_passages(&self) -> bool {
        true
    }

    fn write(&self, documents: &[&Document], options: &WriteOptions) -> Result<Vec<OutFile>, Unwritable> {
        let document = only(self.name(), documents)?;
        Ok(vec![OutFile::main(Drawing::of(document, options).written())])
    }

    fn losses(&self, document: &Document, options: &WriteOptions) -> Vec<Loss> {
        let mut losses = Losses::default();
        let around = passage(document, options);
        let is_out = |it: &Annotation| !it.fragments.iter().any(|part| part.overlaps(around));
        if options.passage.is_some() {
            let nouns = ("annotation outside the passage", "annotations outside the passage");
            losses.annotations(document, nouns, "not drawn", is_out);
            let leads_out = |link: &&&Link| {
                let ends = [Some(&link.from), link.to.annotation()];
                let out = ends
                    .into_iter()
                    .flatten()
                    .filter_map(|id| document.annotation(id))
                    .filter(|it| is_out(it));
                out.count() == 1
            };
            let leading = document.links().iter().filter(leads_out).count();
            let nouns = ("link that leads out of the passage", "links that lead out of the passage");
            losses.add(leading, nouns.0, nouns.1, "not drawn");
        }
        losses.left_out(document, options).undecided(document).spanless_links(document);
        losses.notes(document).meta(document);
        let nouns = ("annotation", "annotations");
        losses.annotations(document, nouns, "attributes are not drawn", |it| !it.attributes.is_empty());
        losses.done()
    }
}

/// Returns what is drawn.
fn passage(document: &Document, options: &WriteOptions) -> Span {
    let whole = document.article().whole();
    options.passage.map_or(whole, |passage| passage.clamp(whole).snap(document.text()))
}

/// A run of words on a line, covered by the same pieces.
struct Run {
    span: Span,
    left: f32,
    wide: f32,
    covered_by: Vec<usize>,
}

/// An arc between two places of a line, or from one to the line's edge.
struct Arc {
    from: f32,
    to: f32,
    level: usize,
    role: String,
    /// Whether it ends here with a tip.
    arrives: bool,
}

struct Line {
    runs: Vec<Run>,
    arcs: Vec<Arc>,
}

struct Drawing<'a> {
    document: &'a Document,
    looks: Vec<(Rgb, Shape, u32)>,
    lines: Vec<Line>,
}

/// How wide words are likely to be, in the units of the drawing.
fn width(words: &str) -> f32 {
    let one = |char: char| match char {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' | '’' | '('
        | ')' => 0.32,
        'm' | 'w' | 'M' | 'W' | '—' | 'ш' | 'щ' | 'ж' | 'ю' | 'ы' => 0.82,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe0e}' | '\u{fe0f}' => 0.0,
        '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{1f000}'.. => 1.0,
        _ if char.is_uppercase() => 0.68,
        _ => 0.53,
    };
    words.chars().map(one).sum::<f32>() * SIZE
}

impl<'a> Drawing<'a> {
    fn of(document: &'a Document, options: &WriteOptions) -> Self {
        let flat = flat::flat(document, options, true);
        let passage = passage(document, options);
        let stretches: Vec<_> = flat.pieces.iter().map(|piece| piece.span).zip(0..).collect();
        let look = |piece: &flat::Piece<'_>| {
            let layer = document.codebook().layer(&piece.annotation.layer);
            let (colour, shape) = layer.map_or((Rgb(120, 120, 120), Shape::Box), |it| (it.colour, it.shape));
            (colour, shape, piece.span.len())
        };
        let looks = flat.pieces.iter().map(look).collect();
        let mut drawing = Self { document, looks, lines: vec![Line { runs: Vec::new(), arcs: Vec::new() }] };
        let mut left = MARGIN;
        for segment in segments(passage, &stretches) {
            drawing.lay(&segment, &mut left);
        }
        let places = drawing.places();
        for (role, from, to) in &flat.ties {
            let (from, to) = (places.get(*from).copied().flatten(), places.get(*to).copied().flatten());
            if let (Some(from), Some(to)) = (from, to) {
                drawing.tie(role, from, to);
            }
        }
        drawing
    }

    /// Puts the words of a segment on lines, the longest that fit.
    fn lay(&mut self, segment: &Segment, left: &mut f32) {
        let text = self.document.text();
        let words = segment.span.of_text(text);
        let mut at = segment.span.start;
        for word in words.split_inclusive([' ', '\n', '\t']) {
            let span = Span::new(at, at + word.len() as u32);
            at = span.end;
            let shown = word.trim_end_matches('\n');
            let wide = width(shown);
            if *left + width(shown.trim_end()) > WIDTH - MARGIN && *left > MARGIN {
                self.lines.push(Line { runs: Vec::new(), arcs: Vec::new() });
                *left = MARGIN;
            }
            let Some(line) = self.lines.last_mut() else { continue };
            match line
                .runs
                .last_mut()
                .filter(|run| run.covered_by == segment.covered_by && run.span.end == span.start)
            {
                Some(run) => {
                    run.span.end = span.end;
                    run.wide += wide;
                }
                None if wide > 0.0 => {
                    let covered_by = segment.covered_by.clone();
                    line.runs.push(Run { span, left: *left, wide, covered_by });
                }
                None => {}
            }
            *left += wide;
            if word.ends_with('\n') {
                self.lines.push(Line { runs: Vec::new(), arcs: Vec::new() });
                *left = MARGIN;
            }
        }
    }

    /// Returns for each piece the line that it begins on, and the middle of its words there.
    fn places(&self) -> Vec<Option<(usize, f32)>> {
        let mut stretches: Vec<Option<(usize, f32, f32)>> = vec![None; self.looks.len()];
        for (number, line) in self.lines.iter().enumerate() {
            for (run, piece) in
                line.runs.iter().flat_map(|run| run.covered_by.iter().map(move |it| (run, *it)))
            {
                let Some(stretch) = stretches.get_mut(piece) else { continue };
                match stretch {
                    None => *stretch = Some((number, run.left, run.left + run.wide)),
                    Some((begun, _, right)) if *begun == number => *right = run.left + run.wide,
                    Some(_) => {}
                }
            }
        }
        let middle = |(line, left, right)| (line, f32::midpoint(left, right));
        stretches.into_iter().map(|stretch| stretch.map(middle)).collect()
    }

    fn tie(&mut self, role: &str, from: (usize, f32), to: (usize, f32)) {
        let ends = if from.0 == to.0 {
            vec![(from.0, from.1, to.1, true)]
        } else {
            // It leaves over the edge of one line and comes in over that of the other.
            let (out, back) = if from.0 < to.0 { (WIDTH - MARGIN, MARGIN) } else { (MARGIN, WIDTH - MARGIN) };
            vec![(from.0, from.1, out, false), (to.0, back, to.1, true)]
        };
        for (number, from, to, arrives) in ends {
            let Some(line) = self.lines.get_mut(number) else { continue };
            let apart = |arc: &Arc| {
                arc.from.max(arc.to) < from.min(to) - 4.0 || arc.from.min(arc.to) > from.max(to) + 4.0
            };
            let is_free = |level: usize| line.arcs.iter().filter(|arc| arc.level == level).all(apart);
            let level = (0..).find(|level| is_free(*level)).unwrap_or_default();
            line.arcs.push(Arc { from, to, level, role: role.to_owned(), arrives });
        }
    }

    fn written(&self) -> String {
        let mut body = String::new();
        let mut top = MARGIN;
        for line in &self.lines {
            let levels = line.arcs.iter().map(|arc| arc.level + 1).max().unwrap_or(0);
            top += levels as f32 * LEVEL;
            line.runs.iter().for_each(|run| self.run(&mut body, run, top));
            line.arcs.iter().for_each(|arc| arc.written(&mut body, top));
            top += LINE;
        }
        let tall = top + MARGIN;
        let title = xml::escaped(&self.document.meta().title);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {tall}\" width=\"{WIDTH}\" height=\"{tall}\" \
             font-family=\"'Noto Sans', 'Segoe UI', Helvetica, Arial, sans-serif\" font-size=\"{SIZE}\">\n<title>{title}</title>\n\
             <defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">\
             <path d=\"M0 0L8 4L0 8z\" fill=\"#666\"/></marker></defs>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n{body}</svg>\n"
        )
    }

    /// Highlights, the longest first, and the words over them.
    fn run(&self, body: &mut String, run: &Run, top: f32) {
        let mut covering: Vec<_> = run.covered_by.iter().filter_map(|piece| self.looks.get(*piece)).collect();
        covering.sort_by_key(|(.., long)| std::cmp::Reverse(*long));
        for (depth, (colour, shape, _)) in covering.iter().enumerate() {
            let fill = format!("rgb({},{},{})", colour.0, colour.1, colour.2);
            let (left, wide, down) = (run.left, run.wide, top + 5.0 + depth as f32 * 2.5);
            *body += &match shape {
                Shape::Box | Shape::Band => {
                    let (up, tall) = (top - SIZE, SIZE + 5.0);
                    format!(
                        "<rect x=\"{left:.1}\" y=\"{up:.1}\" width=\"{wide:.1}\" height=\"{tall}\" fill=\"{fill}\" fill-opacity=\"0.22\"/>\n"
                    )
                }
                Shape::Bracket | Shape::Underline => {
                    let right = left + wide;
                    format!(
                        "<path d=\"M{left:.1} {down:.1}H{right:.1}\" stroke=\"{fill}\" stroke-width=\"1.6\" fill=\"none\"/>\n"
                    )
                }
            };
        }
        let words = run.span.of_text(self.document.text());
        let shown = words.trim_end_matches('\n').replace(['\t', '\n'], " ");
        *body += &format!(
            "<text x=\"{:.1}\" y=\"{top:.1}\" textLength=\"{:.1}\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\">{}</text>\n",
            run.left,
            run.wide,
            xml::escaped(&shown)
        );
    }
}

impl Arc {
    fn written(&self, body: &mut String, top: f32) {
        let base = top - SIZE - 2.0;
        let up = base - (self.level as f32 + 0.6) * LEVEL;
        let (from, to) = (self.from, self.to);
        // An end at the edge of the line stays up there.
        let at_edge = |x: f32| x <= MARGIN || x >= WIDTH - MARGIN;
        let start = if at_edge(from) { up } else { base };
        let end = if at_edge(to) && !self.arrives { up } else { base };
        let turn = ((to - from) / 2.0).clamp(-6.0, 6.0);
        let tip = if self.arrives { " marker-end=\"url(#tip)\"" } else { "" };
        *body += &format!(
            "<path d=\"M{from:.1} {start:.1}L{:.1} {up:.1}H{:.1}L{to:.1} {end:.1}\" stroke=\"#666\" fill=\"none\"{tip}/>\n\
             <text x=\"{:.1}\" y=\"{:.1}\" font-size=\"10\" fill=\"#444\" text-anchor=\"middle\" stroke=\"#fff\" stroke-width=\"3\" \
             paint-order=\"stroke\">{}</text>\n",
            from + turn,
            to - turn,
            f32::midpoint(from, to),
            up + 3.0,
            xml::escaped(&self.role)
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::annotation::sample::document;

    #[test]
    fn all_words_are_drawn_and_the_links_between_them() {
        let svg = Svg.write(&[&document()], &WriteOptions::default()).expect("written").remove(0).bytes;
        let (words, roles) = xml::read(&svg, "svg", |tree| {
            let texts =
                tree.descendants().filter(|it| it.has_tag_name(("http://www.w3.org/2000/svg", "text")));
            let (words, roles): (Vec<_>, Vec<_>) =
                texts.partition(|text| text.attribute("textLength").is_some());
            let all =
                |nodes: Vec<roxmltree::Node<'_, '_>>| nodes.into_iter().map(xml::text_of).collect::<Vec<_>>();
            Ok((all(words).concat(), all(roles)))
        })
        .expect("sound XML");
        let plain = |text: &str| text.replace([' ', '\n', '\t'], "");
        assert_eq!(plain(&words), plain(document().text()));
        for role in ["speaker", "cue", "source", "about", flat::PART_OF] {
            assert!(roles.iter().any(|it| it == role), "{role} in {roles:?}");
        }
    }
}
