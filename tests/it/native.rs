//! Native files of every version that ever was: they are read for ever.

use glossator::formats::annotation::native;
use glossator::model::{
    Actor, Annotation, ArticleState, By, Codebook, Document, Edit, LayerId, Link, Meta, Origin, Orphan,
    Status, Target, apply,
};
use glossator::text::{Article, Block, BlockKind, Decoding, Span};
use std::sync::Arc;

const VERSION_1: &str = include_str!("../files/native-v1.gloss.ron");

const TEXT: &str =
    "A \"visit\" to Astana\n\nPresident Tokayev said: “We shall keep the corridor open\", and left.\n";

fn at(words: &str) -> Span {
    let start = TEXT.find(words).expect("in the text");
    Span::of(start..start + words.len())
}

fn origin() -> Origin {
    Origin {
        by: By::Rule,
        name: "marks".into(),
        version: 3,
        score: Some(0.94),
        reason: "marks and a cue".into(),
    }
}

/// A document with something in every field.
fn document(codebook: Arc<Codebook>) -> Document {
    let blocks = vec![Block { span: at("A \"visit\" to Astana"), kind: BlockKind::Heading(1) }];
    let decoding = Decoding { encoding: "windows-1251".into(), guessed: true, replaced: 2 };
    let article = Article::with_source(TEXT, decoding, blocks);
    let id = "6f0b7c52-8d0c-4b39-9b0e-0d5a4d0f4a11";
    let mut document = Document::with_id(id, Arc::new(article), codebook);
    let mut name = Annotation::new("a1".into(), LayerId::ACTOR, vec![at("Tokayev")]);
    name.attributes.set("form", "name");
    name.actor = Some("kasym-zhomart-tokaev".into());
    let mut quote =
        Annotation::new("q1".into(), LayerId::QUOTE, vec![at("“We shall keep"), at("the corridor open\"")]);
    quote.attributes.set("type", "direct");
    quote.note = "The closing mark\nis a straight one.".to_owned();
    quote.status = Status::Rejected;
    quote.decided_by = "Ana Ž.".into();
    quote.origin = origin();
    let mut actor = Actor::new("kasym-zhomart-tokaev".into(), "Қасым-Жомарт Тоқаев", "person");
    actor.aliases = vec!["Tokayev".to_owned(), "Tokaev".to_owned()];
    actor.country = "KAZ".into();
    actor.wikidata = "Q1389228".into();
    actor.parent = Some("kazakhstan".into());
    actor.note = "President since 2019".to_owned();
    actor.origin = Origin::person("Ana Ž.");
    let link = Link {
        id: "l1".into(),
        from: "q1".into(),
        role: "speaker".into(),
        to: Target::Annotation("a1".into()),
        status: Status::Suggested,
        origin: origin(),
    };
    let to_author = Link { id: "l2".into(), role: "source".into(), to: Target::Author, ..link.clone() };
    let to_actor = Link { id: "l3".into(), to: Target::Actor("kasym-zhomart-tokaev".into()), ..link.clone() };
    let meta = Meta {
        title: "A \"visit\" to Astana".to_owned(),
        outlet: "The Bulletin".to_owned(),
        author: "A. Writer".to_owned(),
        author_actor: Some("kasym-zhomart-tokaev".into()),
        date: "2025-05-12".to_owned(),
        language: "en".into(),
        source: "https://example.org/visit".to_owned(),
        extra: [("file".to_owned(), "visit.txt".to_owned())].into(),
    };
    for edit in [
        Edit::annotation(name),
        Edit::annotation(quote),
        Edit::actor(actor),
        Edit::Redirect("tokayev".into(), Some("kasym-zhomart-tokaev".into())),
        Edit::link(link),
        Edit::link(to_author),
        Edit::link(to_actor),
        Edit::SetMeta(Box::new(meta)),
        Edit::SetState(ArticleState::InReview),
    ] {
        apply(&mut document, edit);
    }
    let lost = Annotation::new("c1".into(), LayerId::CLAIM, vec![Span::new(2, 40)]);
    document.with_orphans(vec![Orphan { annotation: lost, words: vec!["words that are gone".to_owned()] }])
}

#[test]
fn version_1_is_read() {
    let loaded = native::read(VERSION_1.as_bytes()).expect("read");
    // The default codebook changes; the file keeps the one it was made with.
    let codebook = loaded.document.codebook();
    assert_eq!((codebook.id.as_str(), codebook.version, codebook.layers.len()), ("default", 1, 4));
    let expected = document(Arc::clone(codebook));
    assert_eq!(loaded.document, expected);
    assert_eq!(loaded.document.article().decoding(), expected.article().decoding());
    assert_eq!(loaded.problems.len(), 1, "the orphan: {:?}", loaded.problems);
    assert_eq!(native::VERSION, 1, "keep a file of the new version too");
    assert_eq!(native::write(&loaded.document), VERSION_1);
}
