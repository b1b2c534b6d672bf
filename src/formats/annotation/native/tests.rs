//! What is written is read back equal; what was edited by hand is found again or kept.

use super::{looks_native, read, write};
use crate::formats::Unreadable;
use crate::model::{
    Actor, ActorId, Annotation, AnnotationId, ArticleState, Attributes, By, Codebook, Document, Edit,
    LayerId, Link, LinkId, Meta, Origin, Status, Target, apply,
};
use crate::text::{Article, Block, BlockKind, Decoding, Span};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use std::sync::Arc;

/// Strings with what has broken formats before.
pub(crate) fn awkward() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        "[a-zа-я ,.]{0,12}",
        Just("\r\n".to_owned()),
        Just("\r".to_owned()),
        Just("\0\u{1}\u{7f}\u{85}".to_owned()),
        Just("\"#\"##\\".to_owned()),
        Just("e\u{301}👩‍👩‍👧 שלום\u{202e}".to_owned()),
        Just("\n\n(id: \"x\"),\n".to_owned()),
    ];
    vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn origins() -> impl Strategy<Value = Origin> {
    (0..4_usize, awkward(), any::<u32>(), proptest::option::of(-1e30..1e30_f32), awkward()).prop_map(
        |(by, name, version, score, reason)| Origin {
            by: By::ALL[by],
            name: name.into(),
            version,
            score,
            reason: reason.into(),
        },
    )
}

pub(crate) fn annotations() -> impl Strategy<Value = Annotation> {
    (
        (awkward(), awkward(), vec((0..200_u32, 0..200_u32), 0..4)),
        btree_map(awkward(), awkward(), 0..3),
        proptest::option::of(awkward()),
        (awkward(), 0..3_usize, awkward()),
        origins(),
    )
        .prop_map(|((id, layer, spans), attributes, actor, (note, status, decided), origin)| {
            let spans = spans.into_iter().map(|(a, b)| Span::new(a, b)).collect();
            let mut one = Annotation::new(AnnotationId::new(id), LayerId::new(layer), spans);
            one.attributes = attributes.into_iter().collect::<Attributes>();
            one.actor = actor.map(ActorId::new);
            one.note = note;
            one.status = Status::ALL[status];
            one.decided_by = decided.into();
            one.origin = origin;
            one
        })
}

pub(crate) fn links() -> impl Strategy<Value = Link> {
    let target = prop_oneof![
        "[a-z]{1,3}".prop_map(|id| Target::Annotation(AnnotationId::new(format!("t{id}")))),
        awkward().prop_map(|id| Target::Actor(ActorId::new(id))),
        Just(Target::Author),
    ];
    (awkward(), awkward(), awkward(), target, 0..3_usize, origins()).prop_map(
        |(id, from, role, to, status, origin)| Link {
            id: LinkId::new(id),
            from: AnnotationId::new(from),
            role: role.into(),
            to,
            status: Status::ALL[status],
            origin,
        },
    )
}

pub(crate) fn actors() -> impl Strategy<Value = Actor> {
    (
        (awkward(), awkward(), awkward()),
        vec(awkward(), 0..3),
        (awkward(), proptest::option::of(awkward()), awkward(), 0..3_usize),
        origins(),
    )
        .prop_map(|((id, name, kind), aliases, (country, parent, note, status), origin)| {
            let mut actor = Actor::new(ActorId::new(id), name, kind);
            actor.aliases = aliases;
            actor.wikidata = country.as_str().into();
            actor.country = country.into();
            actor.parent = parent.map(ActorId::new);
            actor.note = note;
            actor.status = Status::ALL[status];
            actor.origin = origin;
            actor
        })
}

pub(crate) fn metas() -> impl Strategy<Value = Meta> {
    (vec(awkward(), 7..8), proptest::option::of(awkward()), btree_map(awkward(), awkward(), 0..3)).prop_map(
        |(mut fields, author_actor, extra)| {
            let mut next = || fields.pop().unwrap_or_default();
            Meta {
                title: next(),
                outlet: next(),
                author: next(),
                author_actor: author_actor.map(ActorId::new),
                date: next(),
                language: next().into(),
                source: next(),
                extra,
            }
        },
    )
}

pub(crate) fn books() -> impl Strategy<Value = Arc<Codebook>> {
    (awkward(), prop_oneof![any::<char>(), Just('\n'), Just('\r'), Just('\''), Just('\\')]).prop_map(
        |(name, key)| {
            let mut book = Codebook::clone(&Codebook::standard());
            if !name.is_empty() {
                book.name.clone_from(&name);
                for layer in book.layers.iter_mut().take(1) {
                    layer.guideline.clone_from(&name);
                    layer.key = Some(key);
                }
            }
            Arc::new(book)
        },
    )
}

pub(crate) fn documents() -> impl Strategy<Value = Document> {
    let kind = prop_oneof![
        (1..7_u8).prop_map(BlockKind::Heading),
        any::<u8>().prop_map(BlockKind::ListItem),
        Just(BlockKind::Quotation),
        Just(BlockKind::Preformatted),
    ];
    let blocks = vec(((0..200_u32, 0..200_u32), kind), 0..4);
    let entries = (
        vec(annotations(), 0..8),
        vec(links(), 0..5),
        vec(actors(), 0..4),
        vec((awkward(), awkward()), 0..3),
    );
    (awkward(), awkward(), blocks, any::<(bool, u32)>(), (metas(), 0..3_usize, books()), entries).prop_map(
        |(
            id,
            text,
            blocks,
            (guessed, replaced),
            (meta, state, book),
            (annotations, links, actors, redirects),
        )| {
            let blocks =
                blocks.into_iter().map(|((a, b), kind)| Block { span: Span::new(a, b), kind }).collect();
            let decoding = Decoding { encoding: "KOI8-R".into(), guessed, replaced };
            let article = Article::with_source(text, decoding, blocks);
            let mut document = Document::with_id(id, Arc::new(article), book);
            let edits = annotations.into_iter().map(Edit::annotation);
            let edits =
                edits.chain(links.into_iter().map(Edit::link)).chain(actors.into_iter().map(Edit::actor));
            for edit in edits {
                apply(&mut document, edit);
            }
            for (old, new) in redirects {
                apply(&mut document, Edit::Redirect(ActorId::new(old), Some(ActorId::new(new))));
            }
            apply(&mut document, Edit::SetMeta(Box::new(meta)));
            apply(&mut document, Edit::SetState(ArticleState::ALL[state]));
            document
        },
    )
}

proptest! {
    #[test]
    fn any_document_comes_back(document in documents()) {
        let file = write(&document);
        prop_assert!(!file.contains('\r') && !file.contains('\0'));
        prop_assert!(looks_native(file.as_bytes()));
        let loaded = read(file.as_bytes()).expect("what was written is read");
        prop_assert_eq!(&loaded.document, &document);
        prop_assert_eq!(loaded.document.article().decoding(), document.article().decoding());
        prop_assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
        prop_assert_eq!(write(&loaded.document), file.clone());
        let other_line_ends = read(file.replace('\n', "\r\n").as_bytes()).expect("read");
        prop_assert_eq!(&other_line_ends.document, &document);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in vec(any::<u8>(), 0..300), tail in awkward()) {
        let _one = read(&bytes);
        let _two = read(format!("(\n glossator: 1,\n id: \"x\",\n text: {tail}").as_bytes());
    }

    #[test]
    fn a_file_that_is_cut_or_garbled_is_refused_or_read_but_never_panics(
        document in documents(), at in any::<prop::sample::Index>(), byte in any::<u8>(),
    ) {
        let file = write(&document).into_bytes();
        let cut = at.index(file.len() - 1);
        prop_assert!(read(&file[..cut]).is_err(), "cut at {cut} of {}", file.len());
        let mut garbled = file;
        garbled[cut] = byte;
        let _either = read(&garbled);
    }
}

#[test]
fn a_line_of_a_megabyte_with_everything_in_it_comes_back() {
    let piece = "Слово \"#\r e\u{301} 👩‍👩‍👧 \0 שלום ";
    let text = piece.repeat((1 << 20) / piece.len());
    let mut document = Document::new(Arc::new(Article::new(text.as_str())), Codebook::standard());
    let words = text.match_indices("👩‍👩‍👧").step_by(7).enumerate();
    let edits = words.map(|(number, (at, word))| {
        let span = Span::of(at..(at + word.len() * (number % 5 + 1)).min(text.len())).snap(&text);
        Edit::annotation(Annotation::new(format!("q{number}").as_str().into(), LayerId::QUOTE, vec![span]))
    });
    apply(&mut document, edits.collect());
    let loaded = read(write(&document).as_bytes()).expect("read");
    assert!(document.annotation_count() > 2000 && loaded.problems.is_empty());
    assert_eq!(loaded.document, document);
}

const TEXT: &str = "President Putin met Tokayev in Astana. “Astana remains the main transit point for circumventing \
the anti-Russian sanctions and for much else besides, as every customs officer knows”, noted Nikita Mendkovich.";

fn sample() -> Document {
    let mut document = Document::with_id("d", Arc::new(Article::new(TEXT)), Codebook::standard());
    for (id, words) in [
        ("a1", "Putin"),
        ("a2", "Tokayev"),
        ("a3", "Nikita Mendkovich"),
        (
            "q1",
            "“Astana remains the main transit point for circumventing the anti-Russian sanctions and for much else besides, as every customs officer knows”",
        ),
    ] {
        let start = TEXT.find(words).expect("in the text");
        let layer = if id == "q1" { LayerId::QUOTE } else { LayerId::ACTOR };
        apply(
            &mut document,
            Edit::annotation(Annotation::new(id.into(), layer, vec![Span::of(start..start + words.len())])),
        );
    }
    document
}

/// Replaces words of the article's text in the file, as a person with an editor would.
#[track_caller]
fn edited(from: &str, to: &str) -> super::Loaded {
    let file = write(&sample());
    let (front, back) = file.split_once("\n    meta:").expect("meta follows the text");
    assert!(front.contains(from));
    let file = format!("{}\n    meta:{back}", front.replacen(from, to, 1));
    read(file.as_bytes()).expect("read")
}

fn words(loaded: &super::Loaded, id: &str) -> Option<String> {
    loaded.document.annotation(&id.into()).map(|one| one.words(loaded.document.text()))
}

#[test]
fn an_edited_text_is_re_anchored() {
    let loaded = edited("President Putin", "Yesterday, the Russian president, Vladimir Putin,");
    assert_eq!(words(&loaded, "a1").as_deref(), Some("Putin"));
    assert_eq!(words(&loaded, "a3").as_deref(), Some("Nikita Mendkovich"));
    assert_eq!(words(&loaded, "q1"), words(&read(write(&sample()).as_bytes()).expect("read"), "q1"));
    assert!(loaded.problems[0].message.contains("4 places were found again"), "{:?}", loaded.problems);

    let loaded = edited("Nikita Mendkovich", "Nikita Mendkovitch");
    assert_eq!(words(&loaded, "a3").as_deref(), Some("Nikita Mendkovitch"));
    assert_eq!(loaded.problems.len(), 1, "{:?}", loaded.problems);

    let loaded = edited("the main transit", "the most important transit");
    assert!(words(&loaded, "q1").is_some_and(|words| words.starts_with('“') && words.ends_with('”')));
}

#[test]
fn lost_words_become_orphans_that_are_kept_and_come_home() {
    let loaded = edited("Tokayev", "somebody");
    assert_eq!(words(&loaded, "a2"), None);
    assert_eq!(loaded.document.orphans().len(), 1);
    assert!(loaded.problems.iter().any(|problem| problem.message.contains("“Tokayev”")));
    let file = write(&loaded.document);
    let again = read(file.as_bytes()).expect("read");
    assert_eq!(again.document, loaded.document);
    // An orphan whose words are long enough to be its own comes back with them.
    let lost = edited("Nikita Mendkovich", "an expert of the club");
    let file = write(&lost.document).replacen("an expert of the club", "Nikita Mendkovich", 1);
    assert_eq!(words(&read(file.as_bytes()).expect("read"), "a3").as_deref(), Some("Nikita Mendkovich"));
}

#[test]
fn what_is_wrong_with_a_file_is_said() {
    let file = write(&sample());
    let why = |bytes: &[u8]| read(bytes).expect_err("unreadable").to_string();
    assert!(why(&file.as_bytes()[..file.len() / 2]).contains("cut off"));
    assert!(matches!(read(b""), Err(Unreadable::Empty)));
    assert!(matches!(read(b"A plain text."), Err(Unreadable::NotThis { .. })));
    assert!(matches!(read(b"(\n glossator: 1,\n id: \"\xff\""), Err(Unreadable::Encoding { .. })));
    assert!(why(file.replace("    state:", "<<<<<<< HEAD\n    state:").as_bytes()).contains("merged"));
    assert!(why(file.replace("state: \"new\"", "state: 7").as_bytes()).contains("line "));
    let newer = file.replace("glossator: 1", "glossator: 9").replace("state: \"new\"", "state: 7");
    assert!(matches!(read(newer.as_bytes()), Err(Unreadable::Newer { found: 9, .. })));
}

#[test]
fn what_is_not_known_is_a_problem() {
    let file = write(&sample());
    let newer = file
        .replace("glossator: 1", "glossator: 2")
        .replace("    links:", "    mood: (a: [1, (b: 2)]),\n    links:");
    let loaded = read(newer.as_bytes()).expect("read");
    assert_eq!(loaded.newer, Some(2));
    assert!(
        loaded.problems.iter().any(|problem| problem.message.contains("`mood`")),
        "{:?}",
        loaded.problems
    );
    let twice = file.replace("id: \"a2\"", "id: \"a1\"").replace("\"accepted\"", "\"perhaps\"");
    let loaded = read(twice.as_bytes()).expect("read");
    assert_eq!(loaded.document.annotation_count(), 4);
    assert!(loaded.problems.iter().any(|problem| problem.message.contains("`a1-2`")));
    assert!(loaded.problems.iter().any(|problem| problem.message.contains("`perhaps`")));
}
