//! Documents to test formats with: one that has everything, and any that there can be.

use crate::model::annotation::By;
use crate::model::codebook::{Layer, Rgb, Shape};
use crate::model::{
    Actor, Annotation, ArticleState, Codebook, Document, Edit, LayerId, Link, Meta, Origin, Orphan, Status,
    Target, apply,
};
use crate::text::{Article, Block, BlockKind, Decoding, Span};
use proptest::prelude::*;
use std::sync::Arc;

pub(crate) const TEXT: &str = "Визит 😀 в Астану\n\n“Astana remains the main transit point,” noted Nikita Mendkovich, \
“and it <will> & must stay so.” President Putin's spokesman said that 3 trucks = 5 tonnes.\n=Reuters\t– конец\n";

fn span_of(words: &str) -> Span {
    let start = TEXT.find(words).expect("the words are there");
    Span::of(start..start + words.len())
}

fn suggested(id: &str, layer: LayerId, words: &[&str], score: f32) -> Annotation {
    let mut made = Annotation::new(id.into(), layer, words.iter().map(|words| span_of(words)).collect());
    made.status = Status::Suggested;
    made.origin = Origin {
        by: By::Rule,
        name: "marks".into(),
        version: 2,
        score: Some(score),
        reason: "quotation marks + cue".into(),
    };
    made
}

/// A document with Cyrillic and emoji before its annotations, which cross, nest, lie on one another and have
/// two parts; with links of every kind, all statuses, notes, metadata.
#[expect(clippy::too_many_lines, reason = "a table")]
pub(crate) fn document() -> Document {
    let block = |words, kind| Block { span: span_of(words), kind };
    let blocks =
        vec![block("Визит 😀 в Астану", BlockKind::Heading(1)), block("=Reuters", BlockKind::ListItem(1))];
    let article = Article::with_source(TEXT, Decoding::default(), blocks);
    let mut document = Document::with_id("visit", Arc::new(article), Codebook::standard());
    let mut speaker = suggested("a1", LayerId::ACTOR, &["Nikita Mendkovich"], 0.98);
    speaker.attributes = [("kind", "person"), ("form", "name")].into_iter().collect();
    speaker.actor = Some("nikita-mendkovich".into());
    let mut place = Annotation::new("a2".into(), LayerId::ACTOR, vec![span_of("Астану")]);
    place.attributes.set("kind", "place");
    place.note = "a \"note\",\nin two lines; with = and | and _".to_owned();
    place.origin = Origin::person("Анна");
    let mut role = suggested("a3", LayerId::ACTOR, &["President Putin's spokesman"], 0.7);
    role.attributes = [("kind", "person"), ("form", "role")].into_iter().collect();
    let mut name = suggested("a4", LayerId::ACTOR, &["Putin"], 0.9);
    name.attributes.set("kind", "person");
    let mut quote = suggested(
        "q1",
        LayerId::QUOTE,
        &["“Astana remains the main transit point,”", "“and it <will> & must stay so.”"],
        0.94,
    );
    quote.attributes = [("type", "direct"), ("reference", "explicit")].into_iter().collect();
    let cue = suggested("u1", LayerId::CUE, &["noted"], 0.94);
    let mut claim = suggested("c1", LayerId::CLAIM, &["Astana remains the main transit point"], 0.61);
    claim.attributes = [("type", "factual"), ("worth", "2")].into_iter().collect();
    let mut crossing = suggested("c2", LayerId::CLAIM, &["point,” noted Nikita"], 0.5);
    crossing.status = Status::Rejected;
    crossing.decided_by = "Анна".into();
    let indirect = suggested("q2", LayerId::QUOTE, &["3 trucks = 5 tonnes"], 0.8);
    let same = suggested("c3", LayerId::CLAIM, &["3 trucks = 5 tonnes"], 0.8);
    let lines = suggested("c4", LayerId::CLAIM, &["=Reuters\t– конец"], 0.2);
    let mut actor = Actor::new("nikita-mendkovich".into(), "Nikita Mendkovich", "person");
    actor.aliases = vec!["Менкович".to_owned()];
    actor.country = "RUS".into();
    actor.status = Status::Suggested;
    let merged = Actor::new("mendkovich".into(), "Mendkovich", "person");
    let link = |id: &str, from: &str, role: &str, to: Target| {
        let origin = Origin::person("Анна");
        Edit::link(Link {
            id: id.into(),
            from: from.into(),
            role: role.into(),
            to,
            status: Status::Accepted,
            origin,
        })
    };
    let mut meta =
        Meta { title: "Visit to \"Astana\"".to_owned(), date: "2026-08-01".to_owned(), ..Meta::default() };
    meta.language = "en".into();
    meta.source = "https://example.org/a?b=c&d".to_owned();
    meta.extra.insert("section".to_owned(), "World".to_owned());
    meta.extra.insert("title".to_owned(), "a second one".to_owned());
    let made = [speaker, place, role, name, quote, cue, claim, crossing, indirect, same, lines];
    let mut edits: Vec<_> = made.into_iter().map(Edit::annotation).collect();
    edits.extend([
        Edit::actor(actor),
        Edit::actor(merged),
        Edit::Redirect("mendkovich".into(), Some("nikita-mendkovich".into())),
        link("l1", "q1", "speaker", Target::Annotation("a1".into())),
        link("l2", "q1", "cue", Target::Annotation("u1".into())),
        link("l3", "c1", "source", Target::Annotation("q1".into())),
        link("l4", "c3", "source", Target::Author),
        link("l5", "q2", "speaker", Target::Actor("nikita-mendkovich".into())),
        link("l6", "c1", "about", Target::Annotation("a2".into())),
        Edit::SetMeta(Box::new(meta)),
        Edit::SetState(ArticleState::InReview),
    ]);
    apply(&mut document, Edit::Batch(edits));
    document
}

fn words() -> impl Strategy<Value = String> {
    proptest::string::string_regex(
        "([a-z]{1,4}|😀|Ж|é|\"|\\\\|<|&|=|;|\\||_|\t|\n| |\u{1}|\r|\u{2028}|\u{301}){0,8}",
    )
    .expect("a pattern")
}

fn name() -> impl Strategy<Value = String> {
    "[a-z][a-z0-9-]{0,8}"
}

fn origin() -> impl Strategy<Value = Origin> {
    (0..4usize, words(), 0..9u32, proptest::option::of(0..=1000u32), words()).prop_map(
        |(by, name, version, score, reason)| {
            let by = By::ALL.get(by).copied().unwrap_or_default();
            let score = score.map(|score| score as f32 / 1000.0);
            Origin { by, name: name.into(), version, score, reason: reason.into() }
        },
    )
}

fn status() -> impl Strategy<Value = Status> {
    (0..3usize).prop_map(|at| Status::ALL.get(at).copied().unwrap_or_default())
}

/// A mention, quote or other annotation of a text; places are fractions of it.
fn annotation(text: String) -> impl Strategy<Value = Annotation> {
    let places = proptest::collection::vec((0..1000u32, 1..200u32), 0..3);
    let layer = prop_oneof![Just("actor"), Just("quote"), Just("claim"), Just("cue"), Just("frame")];
    let said = proptest::collection::vec(
        (prop_oneof![Just("type".to_owned()), Just("kind".to_owned()), name()], words()),
        0..3,
    );
    let rest = (proptest::option::of(name()), words(), status(), origin(), words());
    (name(), layer, places, said, rest).prop_map(move |(id, layer, places, said, rest)| {
        let length = text.len() as u32;
        let at = |(start, long): (u32, u32)| {
            let start = u64::from(start) * u64::from(length) / 1000;
            let start = start as u32;
            Span::new(start, (start + 1 + long * length / 1000).min(length)).snap(&text)
        };
        let mut made = Annotation::new(
            format!("{layer}-{id}").as_str().into(),
            layer.into(),
            places.into_iter().map(at).collect(),
        );
        made.attributes = said.into_iter().collect();
        let (actor, note, status, origin, decided_by) = rest;
        made.actor = actor.map(|actor| actor.as_str().into());
        (made.note, made.status, made.origin, made.decided_by) = (note, status, origin, decided_by.into());
        made
    })
}

fn actor() -> impl Strategy<Value = Actor> {
    (
        name(),
        words(),
        name(),
        proptest::collection::vec(words(), 0..3),
        proptest::option::of(name()),
        words(),
        proptest::option::of((0..=255u8, 0..=255u8, 0..=255u8)),
        status(),
        origin(),
    )
        .prop_map(|(id, name, kind, aliases, parent, note, colour, status, origin)| {
            let mut made = Actor::new(id.as_str().into(), name, kind);
            made.colour = colour.map(|(red, green, blue)| Rgb(red, green, blue));
            made.parent = parent.map(|parent| parent.as_str().into());
            (made.aliases, made.note, made.status, made.origin) = (aliases, note, status, origin);
            made
        })
}

fn meta() -> impl Strategy<Value = Meta> {
    let extra = proptest::collection::btree_map(
        prop_oneof![name(), Just("title".to_owned()), Just("extra".to_owned())],
        words(),
        0..4,
    );
    (words(), words(), words(), proptest::option::of(name()), words(), words(), extra).prop_map(
        |(title, outlet, author, author_actor, date, source, extra)| {
            let author_actor = author_actor.map(|id| id.as_str().into());
            Meta { title, outlet, author, author_actor, date, source, language: "ru".into(), extra }
        },
    )
}

fn codebook() -> impl Strategy<Value = Arc<Codebook>> {
    any::<bool>().prop_map(|own| {
        let mut book = (*Codebook::standard()).clone();
        if !own {
            book.id = "mine".into();
            book.layers.push(Layer {
                id: "frame".into(),
                name: "Рамка".to_owned(),
                key: Some('5'),
                colour: Rgb(1, 2, 3),
                shape: Shape::Bracket,
                reviewed: true,
                attributes: Vec::new(),
                guideline: String::new(),
                examples: Vec::new(),
            });
        }
        Arc::new(book)
    })
}

/// Any document: the text is at least one character long.
pub(crate) fn documents() -> impl Strategy<Value = Document> {
    (proptest::collection::vec(words(), 0..12), "[a-zЖ😀]").prop_flat_map(|(words, last)| {
        let text = words.concat() + &last;
        let annotations = proptest::collection::vec(annotation(text.clone()), 0..8);
        let orphans = proptest::collection::vec(annotation(text.clone()), 0..2);
        let actors = proptest::collection::vec(actor(), 0..4);
        let links = proptest::collection::vec(
            (name(), any::<prop::sample::Index>(), name(), 0..4u8, status(), origin()),
            0..5,
        );
        let blocks = proptest::collection::vec((0..40u32, 1..9u32, 0..4u8), 0..3);
        (Just(text), (annotations, orphans), actors, links, blocks, meta(), codebook(), 0..3usize).prop_map(
            |(text, (annotations, orphans), actors, links, blocks, meta, book, state)| {
                let kinds = [
                    BlockKind::Heading(2),
                    BlockKind::ListItem(1),
                    BlockKind::Quotation,
                    BlockKind::Preformatted,
                ];
                let blocks = blocks.into_iter().filter_map(|(start, long, kind)| {
                    let span = Span::new(start, start + long).snap(&text);
                    Some(Block { span, kind: *kinds.get(usize::from(kind))? })
                });
                let article = Article::with_source(text.as_str(), Decoding::default(), blocks.collect());
                let mut document = Document::with_id("any", Arc::new(article), book);
                let ids: Vec<_> = annotations.iter().map(|made| made.id.clone()).collect();
                let mut edits = vec![Edit::SetMeta(Box::new(meta))];
                edits.extend(ArticleState::ALL.get(state).map(|state| Edit::SetState(*state)));
                for pair in actors.windows(2) {
                    if pair[0].id != pair[1].id {
                        edits.push(Edit::Redirect(pair[0].id.clone(), Some(pair[1].id.clone())));
                    }
                }
                edits.extend(annotations.into_iter().map(Edit::annotation));
                edits.extend(actors.into_iter().map(Edit::actor));
                for (id, from, role, to, status, origin) in links.into_iter().filter(|_| !ids.is_empty()) {
                    let to = match to {
                        0 => Target::Author,
                        1 => Target::Actor("somebody".into()),
                        _ => Target::Annotation(ids[from.index(ids.len())].clone()),
                    };
                    let from = from.get(&ids).clone();
                    edits.push(Edit::link(Link {
                        id: id.as_str().into(),
                        from,
                        role: role.into(),
                        to,
                        status,
                        origin,
                    }));
                }
                apply(&mut document, Edit::Batch(edits));
                let gone = |annotation: Annotation| {
                    let words = annotation.fragments.iter().map(|_| "gone".to_owned()).collect();
                    Orphan { annotation, words }
                };
                document.with_orphans(orphans.into_iter().map(gone).collect())
            },
        )
    })
}
