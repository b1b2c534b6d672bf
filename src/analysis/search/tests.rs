//! The search finds words, phrases, expressions and what is annotated, in many articles, quickly.

use super::*;
use crate::model::{
    Actor, Annotation, Attributes, Codebook, Document, Edit, LayerId, Link, LinkId, Meta, Origin, Status,
    Target, apply,
};
use crate::text::{Article, Span};
use std::sync::Arc;

const TEXT: &str = "“Grain will move by spring,” said the minister, Aylin Demir.\n\
    Čaputová doubted that the corridor is safe.\nA =corridor, critics say.";

fn annotation(id: &str, layer: LayerId, words: &str, attributes: &[(&str, &str)]) -> Annotation {
    let start = TEXT.find(words).expect("in the text");
    let mut one = Annotation::new(id.into(), layer, vec![Span::of(start..start + words.len())]);
    one.attributes = attributes.iter().copied().collect::<Attributes>();
    one
}

fn link(id: &str, from: &str, role: &str, to: &str) -> Edit {
    let (from, role, to) = (from.into(), role.into(), Target::of_text(to));
    Edit::link(Link {
        id: LinkId::new(id),
        from,
        role,
        to,
        status: Status::Accepted,
        origin: Origin::default(),
    })
}

fn article() -> Searchable {
    let mut document = Document::with_id("d", Arc::new(Article::new(TEXT)), Codebook::standard());
    let mut demir = annotation("a1", LayerId::ACTOR, "Aylin Demir", &[("kind", "person")]);
    demir.actor = Some("aylin-demir".into());
    let mut claim = annotation("c1", LayerId::CLAIM, "the corridor is safe", &[("type", "factual")]);
    claim.note = "check this".to_owned();
    let mut doubt = annotation("c2", LayerId::CLAIM, "Grain will move by spring", &[("type", "prediction")]);
    doubt.status = Status::Suggested;
    let mut actor = Actor::new("aylin-demir".into(), "Aylin Demir", "person");
    actor.aliases.push("the minister".to_owned());
    let meta = Meta { title: "Grain talks".to_owned(), date: "2024-03-15".to_owned(), ..Meta::default() };
    let edits = vec![
        Edit::actor(actor),
        Edit::SetMeta(Box::new(meta)),
        Edit::annotation(demir),
        Edit::annotation(annotation(
            "q1",
            LayerId::QUOTE,
            "“Grain will move by spring,”",
            &[("type", "direct")],
        )),
        Edit::annotation(claim),
        Edit::annotation(doubt),
        link("l1", "q1", "speaker", "a1"),
        link("l2", "c2", "source", "q1"),
        link("l3", "c1", "source", "author"),
    ];
    apply(&mut document, Edit::Batch(edits));
    Searchable::of(&document, "grain-talks")
}

#[track_caller]
fn check(typed: &str, expected: &[(&str, &str, &str)]) {
    let article = article();
    let query = Query::parse(typed).expect("a good search");
    let found = search(&query, std::iter::once(&article), None);
    let lines: Vec<_> = found.hits.iter().filter_map(|hit| line(&article, hit, 20)).collect();
    let lines: Vec<_> =
        lines.iter().map(|line| (line.words.as_str(), line.kind.as_str(), line.voice.as_str())).collect();
    assert_eq!(lines, expected, "{typed}");
}

#[test]
fn words_are_found_with_what_they_stand_in() {
    check("GRAIN", &[("Grain", "claim · prediction", "Aylin Demir")]);
    check("caputova", &[("Čaputová", "", "")]);
    check("\"corridor is\"", &[("corridor is", "claim · factual", "author")]);
    check("/c[or]+idor/", &[("corridor", "claim · factual", "author"), ("corridor", "", "")]);
    check("grain nowhere", &[]);
    check("\"corrid", &[("corrid", "claim · factual", "author"), ("corrid", "", "")]);
    check("", &[]);
}

#[test]
fn annotations_are_found_by_what_they_are() {
    let claim = ("Grain will move by spring", "claim · prediction", "Aylin Demir");
    let quote = ("“Grain will move by spring,”", "quote · direct", "Aylin Demir");
    check("by:demir", &[quote, claim]);
    check("by:\"the minister\" is:claim", &[claim]);
    check("by:demir about:grain is:quote", &[quote]);
    check("is:undecided", &[claim]);
    check("has:note", &[("the corridor is safe", "claim · factual", "author")]);
    check("note:check by:author", &[("the corridor is safe", "claim · factual", "author")]);
    check("actor:demir", &[("Aylin Demir", "actor · person", "")]);
    check("type:direct", &[quote]);
    check("is:quote corridor", &[]);
    check("is:quote after:2024-03", &[quote]);
    check("is:quote before:2024", &[]);
    check("in:grain", &[("“Grain will move by spring,” said the minister, Aylin Demir.", "", "")]);
}

#[test]
fn what_is_wrong_is_said() {
    assert!(Query::parse("/(/").is_err());
    assert!(Query::parse("has:wings").expect_err("unknown").contains("has:note"));
    let unknown = Query::parse("https://example.org/a").expect("words");
    assert!(!unknown.is_empty());
}

#[test]
fn the_table_carries_no_formula() {
    let article = article();
    let query = Query::parse("/=corridor/").expect("a good search");
    let hits = search(&query, std::iter::once(&article), None).hits;
    let table = String::from_utf8(table(hits.into_iter().map(|hit| (&article, hit)))).expect("UTF-8");
    assert!(table.starts_with("\u{feff}article,title,"), "{table}");
    assert!(table.contains(",'=corridor,"), "{table}");
}
