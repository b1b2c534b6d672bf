//! `glossator evaluate GOLD --replay`: whether learning from decisions helps on the articles that follow.
//!
//! Each article is suggested for with what the ones before it taught, then decided on as the gold standard says:
//! what it has is accepted, what it has not is rejected. The curve compares with suggestions without learning.

use super::rows;
use super::suggest::{How, suggested_with};
use crate::analysis::{Options, Rates, Sample, edges, score};
use crate::model::{
    Actor, Annotation, AnnotationId, ArticleState, Document, Edit, LayerId, Link, LinkId, Origin, Status,
    Target, apply,
};
use crate::suggest::learned::{self, Learned};
use crate::suggest::{Request, Suggestions, suggest};
use crate::text::Span;
use smol_str::SmolStr;

/// Into how many parts the articles are divided.
const PARTS: usize = 8;
/// Suggestions below this score are not shown, and so not decided on.
pub(super) const SHOWN: f32 = 0.5;

/// Replays the decisions and writes the curve.
pub(super) fn curve(gold: &[Sample], options: &Options, how: &How<'_>) -> String {
    let (mut plain, mut taught) = (Vec::new(), Vec::new());
    let mut learned = Learned::default();
    for sample in gold {
        let bare = rows::document_of(sample);
        let with = How { learned: Some(&learned), ..*how };
        plain.push((sample.clone(), found(bare.clone(), how)));
        taught.push((sample.clone(), found(bare, &with)));
        let lessons = lessons(sample, &learned, &with);
        learned.put(&sample.id, lessons);
    }
    let mut out = format!("{:<22}{:>22}{:>22}\n", "articles", "without learning", "with learning");
    let size = gold.len().div_ceil(PARTS).max(1);
    for (part, (before, after)) in plain.chunks(size).zip(taught.chunks(size)).enumerate() {
        let from = part * size;
        line(&mut out, &format!("{}–{}", from + 1, from + before.len()), before, after, options);
    }
    let half = gold.len() / 2;
    let later = |all: &[(Sample, Sample)]| all.get(half..).unwrap_or_default().to_vec();
    line(&mut out, "the later half", &later(&plain), &later(&taught), options);
    line(&mut out, "all", &plain, &taught, options);
    let lessons = learned.lessons().count();
    out += &format!("{lessons} lessons were learned. Figures are F1: actors exact, quotes at 80 %.\n");
    out
}

fn found(document: Document, how: &How<'_>) -> Sample {
    Sample::of_document(&suggested_with(document, how, None), |_| true)
}

fn line(
    out: &mut String,
    name: &str,
    before: &[(Sample, Sample)],
    after: &[(Sample, Sample)],
    options: &Options,
) {
    let figures = |pairs: &[(Sample, Sample)]| {
        let scores = score(pairs, options);
        let actors = scores.actors.map(|actors| actors.exact);
        let quotes = scores.quotes.map(|quotes| quotes.o80);
        [("actors", actors), ("quotes", quotes)]
            .into_iter()
            .filter_map(|(name, rates): (_, Option<Rates>)| Some(format!("{name} {:.1}", rates?.f1())))
            .collect::<Vec<_>>()
            .join(", ")
    };
    *out += &format!("{name:<22}{:>22}{:>22}\n", figures(before), figures(after));
}

/// Returns what the decisions on one article teach.
fn lessons(sample: &Sample, learned: &Learned, how: &How<'_>) -> learned::Evidence {
    let mut document = rows::document_of(sample);
    let reading = how.closely.and_then(|closely| closely.reading(&document));
    let request = Request { attitudes: how.attitudes, reading: reading.as_ref(), ..Request::default() };
    let plain = suggest(document.article(), &request);
    let shown = suggest(document.article(), &Request { learned: Some(learned), ..request });
    let edit = decisions(sample, &shown);
    apply(&mut document, edit);
    learned::evidence(&document, &plain, learned)
}

/// Decides as the gold standard says: what it labels is accepted where it lies, what is shown and touches none
/// of it is rejected.
fn decisions(sample: &Sample, shown: &Suggestions) -> Edit {
    let text = &*sample.text;
    let mut edits = Vec::new();
    for (number, name) in sample.actors.iter().flatten().enumerate() {
        edits.extend(accepted_name(text, number, name.span, &name.label, shown));
    }
    for (number, quote) in sample.quotes.iter().flatten().enumerate() {
        let id = AnnotationId::new(format!("gq{number}"));
        let mut made = Annotation::new(id.clone(), LayerId::QUOTE, vec![quote.span]);
        made.attributes.set("type", &quote.kind);
        edits.push(Edit::annotation(made));
        if let Some(cue) = quote.cue {
            let to = AnnotationId::new(format!("gu{number}"));
            edits.push(Edit::annotation(Annotation::new(to.clone(), LayerId::CUE, vec![cue])));
            edits.push(Edit::link(Link {
                id: LinkId::new(format!("gl{number}")),
                from: id,
                role: SmolStr::new_static("cue"),
                to: Target::Annotation(to),
                status: Status::Accepted,
                origin: Origin::default(),
            }));
        }
    }
    let names: Vec<_> = sample.actors.iter().flatten().map(|it| it.span).collect();
    let quotes: Vec<_> = sample.quotes.iter().flatten().map(|it| it.span).collect();
    for proposal in shown.annotations.iter().filter(|it| it.score() >= SHOWN) {
        let gold = match &proposal.layer {
            layer if *layer == LayerId::ACTOR && sample.actors.is_some() => &names,
            layer if *layer == LayerId::QUOTE && sample.quotes.is_some() => &quotes,
            _ => continue,
        };
        let role = matches!(proposal.attributes.get("form"), Some("role" | "pronoun"));
        if !role && gold.iter().all(|span| !span.overlaps(proposal.hull())) {
            let mut rejected = proposal.clone();
            rejected.status = Status::Rejected;
            edits.push(Edit::annotation(rejected));
            edits.extend(cue_of(proposal, shown));
        }
    }
    edits.push(Edit::SetState(ArticleState::Done));
    Edit::Batch(edits)
}

/// Brings the cue of a rejected quote along, so that its verb is known.
fn cue_of(quote: &Annotation, shown: &Suggestions) -> Vec<Edit> {
    let links = shown.links.iter().filter(|link| link.from == quote.id && link.role == "cue");
    let mut edits = Vec::new();
    for link in links {
        let cue = shown.annotations.iter().find(|it| Some(&it.id) == link.to.annotation());
        edits.extend(cue.map(|cue| Edit::annotation(Annotation { status: Status::Rejected, ..cue.clone() })));
        edits.push(Edit::link(Link { status: Status::Rejected, ..link.clone() }));
    }
    edits
}

/// A labelled name is accepted as what is proposed at its place, when the label allows that.
fn accepted_name(text: &str, number: usize, span: Span, label: &str, shown: &Suggestions) -> Vec<Edit> {
    let bare = edges::of_name(text, span);
    let there = shown
        .annotations
        .iter()
        .find(|it| it.layer == LayerId::ACTOR && edges::of_name(text, it.hull()) == bare);
    let kind = match (label, there.and_then(|it| it.attributes.get("kind"))) {
        ("PERSON", _) => "person",
        ("NORP", _) => "people",
        ("GPE", Some(kind @ ("state" | "place" | "government"))) => kind,
        ("GPE", _) => "state",
        ("ORG", Some(kind)) if !matches!(kind, "person" | "state" | "place" | "people") => kind,
        ("ORG", _) => "organisation",
        ("LOC" | "FAC", _) => "place",
        _ => return Vec::new(),
    };
    let adjective = there.is_some_and(|it| it.attributes.get("form") == Some("adjective"));
    let mut made = Annotation::new(AnnotationId::new(format!("ga{number}")), LayerId::ACTOR, vec![bare]);
    made.attributes.set(
        "kind",
        if adjective { there.and_then(|it| it.attributes.get("kind")).unwrap_or(kind) } else { kind },
    );
    made.attributes.set("form", if adjective { "adjective" } else { "name" });
    let actor = there.and_then(|it| it.actor.as_ref());
    let actor = actor.and_then(|id| shown.actors.iter().find(|actor| actor.id == *id)).cloned();
    let mut edits = Vec::new();
    if let Some(actor) = actor {
        made.actor = Some(actor.id.clone());
        edits.push(Edit::actor(Actor { status: Status::Accepted, ..actor }));
    }
    edits.push(Edit::annotation(made));
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Named;

    #[test]
    fn what_was_rejected_early_is_not_proposed_late() {
        let article = |id: &str, text: &str, names: &[&str]| Sample {
            id: id.to_owned(),
            text: text.into(),
            actors: Some(
                names
                    .iter()
                    .map(|name| {
                        let at = text.find(name).expect("there");
                        Named { span: Span::of(at..at + name.len()), label: "PERSON".into(), score: None }
                    })
                    .collect(),
            ),
            ..Sample::default()
        };
        let gold = [
            article("1", "Astana was quiet. Angela Merkel came.", &["Angela Merkel"]),
            article("2", "Astana was loud. Angela Merkel left.", &["Angela Merkel"]),
        ];
        let curve = curve(&gold, &Options::default(), &How { min_score: SHOWN, ..How::default() });
        let last = curve.lines().find(|line| line.starts_with("the later half")).expect("a line");
        assert!(last.ends_with("actors 100.0"), "{curve}");
        assert!(last.contains("actors 66.7"), "{curve}");
    }
}
