//! The page itself: head, legend, text, lists.

use super::super::segments::{Segment, segments};
use super::super::{WriteOptions, voice};
use crate::model::codebook::{Layer, Rgb, Shape};
use crate::model::{Annotation, Document, LayerId, Status};
use crate::text::{BlockKind, Span};
use std::collections::BTreeMap;

/// What tells our pages from others.
pub(super) const GENERATOR: &str = "<meta name=\"generator\" content=\"Glossator\">";

const STYLE: &str = include_str!("page.css");

struct Page<'a> {
    document: &'a Document,
    layers: Vec<(&'a LayerId, Option<&'a Layer>)>,
    shown: Vec<&'a Annotation>,
    out: String,
}

/// Writes the page; `data` stands at its end.
pub(super) fn write(document: &Document, options: &WriteOptions, data: &str) -> String {
    let shown: Vec<_> =
        document.annotations().filter(|it| options.rejected || it.status != Status::Rejected).collect();
    let book = document.codebook();
    let mut layers: Vec<_> = book.layers.iter().map(|layer| (&layer.id, Some(layer))).collect();
    for annotation in &shown {
        if !layers.iter().any(|(id, _)| **id == annotation.layer) {
            layers.push((&annotation.layer, None));
        }
    }
    layers.retain(|(id, _)| shown.iter().any(|it| it.layer == **id));
    let mut page = Page { document, layers, shown, out: String::new() };
    page.head();
    page.legend();
    page.text();
    page.lists();
    page.out.push_str("</main>\n<footer><p>Annotated with Glossator.</p></footer>\n");
    page.out + data + "\n</body>\n</html>\n"
}

impl Page<'_> {
    fn head(&mut self) {
        let meta = self.document.meta();
        let language = if meta.language.is_empty() { "und" } else { &meta.language };
        let title = if meta.title.is_empty() { self.document.id() } else { &meta.title };
        let title = if title.trim().is_empty() { "Article" } else { title };
        let style = STYLE.to_owned() + &self.layer_styles();
        let (language, title) = (escaped(language), escaped(title));
        self.out += &format!(
            "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n{GENERATOR}\n\
            <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
            <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
            <title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n\
            <header>\n<h1 dir=\"auto\">{title}</h1>\n"
        );
        let known = [&meta.author, &meta.outlet, &meta.date, &meta.source];
        let known: Vec<_> = known.into_iter().filter(|it| !it.is_empty()).map(|it| escaped(it)).collect();
        if !known.is_empty() {
            self.out += &format!("<p class=\"about\" dir=\"auto\">{}</p>\n", known.join(" · "));
        }
        self.out.push_str("</header>\n");
    }

    /// How the highlights of each layer look, and that they go when its box is not ticked. Each has a tint and
    /// a line of its own, so that those that lie on one another stay apart.
    fn layer_styles(&self) -> String {
        let mut css = String::new();
        let (mut tints, mut lines) = (Vec::new(), Vec::new());
        for (number, (_, layer)) in self.layers.iter().enumerate() {
            let Rgb(red, green, blue) = layer.map_or(Rgb(0, 158, 115), |layer| layer.colour);
            let shape = layer.map_or(Shape::Underline, |layer| layer.shape);
            let (tint, line) = match shape {
                Shape::Box => (0.22, 0.0),
                Shape::Band => (0.14, 1.0),
                Shape::Bracket => (0.0, 0.9),
                Shape::Underline => (0.0, 0.6),
            };
            css += &format!(
                ".l{number}{{--t{number}:rgba({red},{green},{blue},{tint});--u{number}:rgba({red},{green},{blue},{line})}}\n\
                #s{number}:checked~.legend label[for=s{number}]::before{{content:\"☑ \"}}\n\
                #s{number}:focus-visible~.legend label[for=s{number}]{{outline:2px solid}}\n\
                #s{number}:not(:checked)~main .l{number}{{--t{number}:transparent;--u{number}:transparent}}\n"
            );
            tints.push(format!("linear-gradient(var(--t{number},transparent),var(--t{number},transparent))"));
            lines.push(format!("inset 0 -{}px 0 var(--u{number},transparent)", 2 * (number + 1)));
        }
        if !tints.is_empty() {
            css += &format!("mark{{background:{};box-shadow:{}}}\n", tints.join(","), lines.join(","));
        }
        css
    }

    fn legend(&mut self) {
        let mut labels = String::new();
        for (number, (id, layer)) in self.layers.iter().enumerate() {
            let count = self.shown.iter().filter(|it| it.layer == **id).count();
            let name = layer.map_or(id.as_str(), |layer| &layer.name);
            let checked = if layer.is_none_or(|layer| layer.reviewed) { " checked" } else { "" };
            self.out += &format!("<input class=\"show\" type=\"checkbox\" id=\"s{number}\"{checked}>\n");
            labels += &format!(
                "<label for=\"s{number}\"><mark class=\"l{number}\">{}</mark> {count}</label>\n",
                escaped(name)
            );
        }
        self.out += &format!(
            "<div class=\"legend\">\n{labels}<span>solid: accepted · dashed: suggested</span>\n</div>\n"
        );
    }

    fn text(&mut self) {
        let mut stretches: Vec<(Span, usize)> = Vec::new();
        for (number, annotation) in self.shown.iter().enumerate() {
            stretches.extend(annotation.fragments.iter().map(|span| (*span, number)));
        }
        let heading = self.shown.len();
        let blocks = self.document.article().blocks();
        let headings = blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading(_)));
        stretches.extend(headings.map(|block| (block.span, heading)));
        // The parser swallows the line end that follows the tag.
        self.out.push_str("<main>\n<pre id=\"doc\" dir=\"auto\">\n");
        for piece in segments(self.document.article().whole(), &stretches) {
            let words = escaped(self.document.article().slice(piece.span));
            let bold = piece.covered_by.last() == Some(&heading);
            let words = if bold { format!("<b>{words}</b>") } else { words };
            match self.mark(&piece) {
                Some(mark) => self.out += &format!("{mark}{words}</mark>"),
                None => self.out.push_str(&words),
            }
        }
        self.out.push_str("</pre>\n");
    }

    /// The start tag of a piece that annotations cover.
    fn mark(&self, piece: &Segment) -> Option<String> {
        let covering: Vec<_> = piece.covered_by.iter().filter_map(|number| self.shown.get(*number)).collect();
        let (mut ids, mut classes, mut says) = (Vec::new(), Vec::new(), Vec::new());
        for annotation in &covering {
            ids.push(escaped(annotation.id.as_str()).replace(' ', "_"));
            let layer = self.layers.iter().position(|(id, _)| **id == annotation.layer)?;
            classes.push(format!("l{layer}"));
            classes.push(annotation.status.name().to_owned());
            says.push(escaped(&voice::summary(self.document, annotation)));
        }
        classes.sort();
        classes.dedup();
        (!ids.is_empty()).then(|| {
            let (ids, classes, says) = (ids.join(" "), classes.join(" "), says.join("&#10;"));
            format!("<mark data-ann=\"{ids}\" class=\"{classes}\" title=\"{says}\">")
        })
    }

    /// Quotes, claims and whatever else is reviewed, in order; then actors with how often they are mentioned.
    fn lists(&mut self) {
        let reviewed = self.layers.clone().into_iter().filter(|(id, _)| **id != LayerId::ACTOR);
        for (id, layer) in reviewed.filter(|(_, layer)| layer.is_none_or(|layer| layer.reviewed)) {
            let name = layer.map_or(id.as_str(), |layer| &layer.name);
            self.out += &format!("<h2>{}</h2>\n<ol>\n", escaped(name));
            let items: Vec<_> = self.shown.iter().filter(|it| it.layer == *id).copied().collect();
            for annotation in items {
                let words = escaped(&annotation.words(self.document.text()));
                let mut says = escaped(&voice::summary(self.document, annotation));
                if !annotation.note.is_empty() {
                    says += &format!("<br>{}", escaped(&annotation.note));
                }
                self.out += &format!(
                    "<li><span class=\"words\" dir=\"auto\">{words}</span> <span class=\"why\">{says}</span></li>\n"
                );
            }
            self.out.push_str("</ol>\n");
        }
        let mut mentions: BTreeMap<String, usize> = BTreeMap::new();
        for actor in self.shown.iter().filter_map(|it| it.actor.as_ref()) {
            let known = self.document.actors().get(actor);
            *mentions
                .entry(known.map_or_else(|| actor.to_string(), |actor| actor.name.clone()))
                .or_default() += 1;
        }
        if !mentions.is_empty() {
            let mut mentions: Vec<_> = mentions.into_iter().collect();
            mentions.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            self.out.push_str("<h2>Actors</h2>\n<ul>\n");
            for (name, count) in mentions {
                self.out += &format!("<li>{} <span class=\"why\">{count}</span></li>\n", escaped(&name));
            }
            self.out.push_str("</ul>\n");
        }
    }
}

/// Text that can stand anywhere in a page. What HTML cannot hold stands as U+FFFD.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 16);
    for char in text.chars() {
        match char {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\r' => safe.push_str("&#13;"),
            '\t' | '\n' => safe.push(char),
            _ if char.is_control() || (u32::from(char) & 0xfffe) == 0xfffe => safe.push('\u{fffd}'),
            _ => safe.push(char),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::annotation::sample::document;

    #[test]
    fn the_page() {
        let page = write(&document(), &WriteOptions::default(), "");
        let (_, body) = page.split_once("</style>").expect("a style");
        insta::assert_snapshot!(body);
    }

    #[test]
    fn nothing_is_fetched_and_nothing_runs() {
        let page = write(&document(), &WriteOptions { rejected: true, ..WriteOptions::default() }, "");
        for word in ["http-equiv=\"refresh", "<script", "src=", "url(", "@import", "onclick", "<link"] {
            assert!(!page.contains(word), "{word}");
        }
    }
}
