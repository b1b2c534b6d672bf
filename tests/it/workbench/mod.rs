//! The workbench through its one door, without a window: what keys do to a document.

mod actors;
mod codebook;
mod corrections;
mod loops;

use glossator::model::{
    Actor, Annotation, AnnotationId, Attributes, Codebook, Document, Edit, LayerId, Link, LinkId, Origin,
    Status, Target, apply,
};
use glossator::text::{Article, Span};
use glossator::workbench::{Action, Command, Place, TextSelection, Workbench};
use std::sync::Arc;

pub(crate) const TEXT: &str = "“Grain will move by spring,” said the minister, Aylin Demir. \
    Port director Oleg Marchenko stood beside her.\n\
    Demir added that the corridor is safe.\nA “corridor of trust”, critics say.";

fn place_of(words: &str) -> Span {
    let start = TEXT.find(words).expect("the words are in the text");
    Span::of(start..start + words.len())
}

fn suggestion(id: &str, layer: LayerId, words: &str, attributes: &[(&str, &str)]) -> Annotation {
    let mut annotation = Annotation::new(id.into(), layer, vec![place_of(words)]);
    annotation.status = Status::Suggested;
    annotation.attributes = attributes.iter().copied().collect::<Attributes>();
    annotation.origin = Origin { score: Some(0.9), name: "test".into(), ..Origin::default() };
    annotation
}

fn mention(id: &str, words: &str, actor: &str) -> Annotation {
    let mut mention = suggestion(id, LayerId::ACTOR, words, &[("kind", "person"), ("form", "name")]);
    mention.actor = Some(actor.into());
    mention
}

fn link(id: &str, from: &str, role: &str, to: &str) -> Edit {
    let origin = Origin { score: Some(0.8), ..Origin::default() };
    let (from, role) = (from.into(), role.into());
    Edit::link(Link {
        id: LinkId::new(id),
        from,
        role,
        to: Target::of_text(to),
        status: Status::Suggested,
        origin,
    })
}

fn document() -> Document {
    let mut document = Document::with_id("d", Arc::new(Article::new(TEXT)), Codebook::standard());
    let demir =
        Actor { status: Status::Suggested, ..Actor::new("aylin-demir".into(), "Aylin Demir", "person") };
    let marchenko =
        Actor { status: Status::Suggested, ..Actor::new("oleg".into(), "Oleg Marchenko", "person") };
    let mut short = mention("a2", "Demir added", "aylin-demir");
    short.fragments = vec![Span::new(place_of("Demir added").start, place_of("Demir added").start + 5)];
    let edits = vec![
        Edit::actor(demir),
        Edit::actor(marchenko),
        Edit::annotation(mention("a1", "Aylin Demir", "aylin-demir")),
        Edit::annotation(short),
        Edit::annotation(mention("a3", "Oleg Marchenko", "oleg")),
        Edit::annotation(suggestion(
            "q1",
            LayerId::QUOTE,
            "“Grain will move by spring,”",
            &[("type", "direct")],
        )),
        Edit::annotation(suggestion("u1", LayerId::CUE, "said", &[])),
        Edit::annotation(suggestion("q2", LayerId::QUOTE, "“corridor of trust”", &[("type", "direct")])),
        link("l1", "q1", "speaker", "a3"),
        link("l2", "q1", "cue", "u1"),
    ];
    apply(&mut document, Edit::Batch(edits));
    document
}

fn bench() -> (Workbench, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut bench = bench_in(folder.path());
    bench.run(Action::SetAnalyst("Nora".to_owned()));
    bench.hold(document(), Place::default());
    (bench, folder)
}

/// A workbench with nothing open that keeps its settings in a folder.
fn bench_in(folder: &std::path::Path) -> Workbench {
    Workbench::in_places(glossator::store::Places::under(folder), Arc::new(|| {}))
}

fn status(bench: &Workbench, id: &str) -> Status {
    bench.open().expect("open").document().annotation(&id.into()).expect("there").status
}

fn words(bench: &Workbench, id: &AnnotationId) -> String {
    let document = bench.open().expect("open").document();
    document.annotation(id).expect("there").words(document.text())
}

fn selected(bench: &Workbench) -> AnnotationId {
    bench.open().expect("open").selection.annotation.clone().expect("something is selected")
}

fn speakers(bench: &Workbench, id: &str) -> Vec<String> {
    let document = bench.open().expect("open").document();
    document.linked(&id.into(), "speaker").map(|link| link.to.to_text().to_string()).collect()
}

fn select(bench: &mut Workbench, id: &str) {
    bench.run(Action::Select { id: Some(id.into()), reveal: false });
}

#[test]
fn accepting_a_quote_takes_its_cue_and_links_along_and_goes_on() {
    let (mut bench, _folder) = bench();
    bench.run(Command::NextUndecided);
    assert_eq!(selected(&bench).as_str(), "q1");
    bench.run(Command::Accept);
    assert_eq!((status(&bench, "q1"), status(&bench, "u1")), (Status::Accepted, Status::Accepted));
    assert_eq!(selected(&bench).as_str(), "a1");
    let document = bench.open().expect("open").document();
    assert!(document.links().iter().all(|link| link.status == Status::Accepted));
    assert_eq!(document.annotation(&"q1".into()).map(|q| q.decided_by.as_str()), Some("Nora"));
}

#[test]
fn an_actor_is_decided_with_all_its_mentions_and_enters_the_registry() {
    let (mut bench, _folder) = bench();
    select(&mut bench, "a1");
    bench.run(Command::Accept);
    assert_eq!((status(&bench, "a1"), status(&bench, "a2")), (Status::Accepted, Status::Accepted));
    assert_eq!(status(&bench, "a3"), Status::Suggested);
    let actor = bench.open().expect("open").document().actors().get(&"aylin-demir".into()).cloned();
    assert_eq!(actor.map(|actor| actor.status), Some(Status::Accepted));
    bench.run(Command::Undo);
    select(&mut bench, "a1");
    bench.run(Command::RejectOne);
    assert_eq!((status(&bench, "a1"), status(&bench, "a2")), (Status::Rejected, Status::Suggested));
}

#[test]
fn a_correction_is_a_decision() {
    let (mut bench, _folder) = bench();
    select(&mut bench, "q1");
    bench.run(Command::NextSpeaker);
    assert_eq!(status(&bench, "q1"), Status::Accepted);
    assert_ne!(speakers(&bench, "q1"), ["a3"]);
    bench.run(Command::Undo);
    assert_eq!((status(&bench, "q1"), speakers(&bench, "q1")), (Status::Suggested, vec!["a3".to_owned()]));
    bench.run(Command::SpeakerAuthor);
    assert_eq!(speakers(&bench, "q1"), ["author"]);
    bench.run(Command::SetType);
    bench.run(Action::Letter('m'));
    let document = bench.open().expect("open").document();
    let kind = document.annotation(&"q1".into()).and_then(|q| q.attributes.get("type").map(str::to_owned));
    assert_eq!(kind.as_deref(), Some("mixed"));
}

#[test]
fn both_ends_move_by_words_and_characters_as_one_step_each() {
    let (mut bench, _folder) = bench();
    select(&mut bench, "q2");
    let q2 = AnnotationId::new("q2");
    bench.run(Command::EndRight);
    bench.run(Command::EndRight);
    assert_eq!(words(&bench, &q2), "“corridor of trust”, critics");
    bench.run(Command::StartRight);
    assert_eq!(words(&bench, &q2), "corridor of trust”, critics");
    bench.run(Command::EndLeftChar);
    assert_eq!(words(&bench, &q2), "corridor of trust”, critic");
    bench.run(Command::SnapToMarks);
    assert_eq!(words(&bench, &q2), "“corridor of trust”");
    for _ in 0..4 {
        bench.run(Command::Undo);
    }
    select(&mut bench, "u1");
    bench.run(Command::EndLeft);
    assert_eq!(words(&bench, &"u1".into()), "said", "an end does not cross the other");
    assert_eq!(words(&bench, &q2), "“corridor of trust”");
    assert!(bench.open().expect("open").history().is_saved());
}

#[test]
fn what_is_missing_is_made_from_the_caret() {
    let (mut bench, _folder) = bench();
    let at = place_of("the corridor is safe").start;
    bench.run(Action::SelectText(TextSelection::caret(at)));
    bench.run(Command::QuoteHere);
    let quote = selected(&bench);
    assert_eq!(words(&bench, &quote), "the corridor is safe", "what is reported comes first");
    bench.run(Command::QuoteHere);
    assert_eq!(words(&bench, &quote), "Demir added that the corridor is safe", "then the sentence");
    bench.run(Command::Undo);
    assert_eq!(words(&bench, &quote), "the corridor is safe");
    assert_eq!(speakers(&bench, quote.as_str()), ["a2"]);
    bench.run(Command::ClaimHere);
    let claim = selected(&bench);
    let document = bench.open().expect("open").document();
    let source = document.linked(&claim, "source").next().map(|link| link.to.clone());
    assert_eq!(source, Some(Target::Annotation(quote)));
}

#[test]
fn deleting_rejects_suggestions_and_removes_what_was_made() {
    let (mut bench, _folder) = bench();
    select(&mut bench, "q2");
    bench.run(Command::Delete);
    assert_eq!(status(&bench, "q2"), Status::Rejected);
    let span = place_of("critics");
    bench.run(Action::Annotate { layer: LayerId::ACTOR, span });
    let made = selected(&bench);
    bench.run(Command::Delete);
    assert!(bench.open().expect("open").document().annotation(&made).is_none());
    bench.run(Command::Undo);
    assert_eq!(words(&bench, &made), "critics");
}

#[test]
fn actors_merge_and_come_apart_again() {
    let (mut bench, _folder) = bench();
    bench.run(Action::MergeActors("oleg".into(), "aylin-demir".into()));
    let names = |bench: &Workbench| {
        bench
            .open()
            .expect("open")
            .document()
            .actors()
            .iter()
            .map(|actor| actor.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&bench), ["Aylin Demir"]);
    assert_eq!(bench.derived().actors.len(), 1);
    bench.run(Command::Undo);
    assert_eq!(names(&bench), ["Aylin Demir", "Oleg Marchenko"]);
    bench.run(Action::RenameActor("oleg".into(), "O. Marchenko".to_owned()));
    let actor = bench.open().expect("open").document().actors().called("Oleg Marchenko").cloned();
    assert_eq!(actor.map(|actor| actor.name).as_deref(), Some("O. Marchenko"));
}

#[test]
fn all_occurrences_take_after_the_selected_one() {
    let (mut bench, _folder) = bench();
    let at = place_of("corridor is");
    let span = Span::new(at.start, at.start + 8);
    bench.run(Action::Annotate { layer: LayerId::ACTOR, span });
    bench.run(Command::AllOccurrences);
    let document = bench.open().expect("open").document();
    let layer = LayerId::ACTOR;
    let found = document.on_layer(&layer).filter(|a| a.words(document.text()) == "corridor").count();
    assert_eq!(found, 2);
}

#[test]
fn a_click_goes_from_the_innermost_outwards() {
    let (mut bench, _folder) = bench();
    let quote = place_of("“Grain will move by spring,”");
    let inner = place_of("move");
    bench.run(Action::Annotate { layer: LayerId::CLAIM, span: inner });
    let claim = selected(&bench);
    bench.run(Command::Cancel);
    bench.run(Action::ClickText(inner.start + 1));
    assert_eq!(selected(&bench), claim);
    bench.run(Action::ClickText(inner.start + 1));
    assert_eq!(selected(&bench).as_str(), "q1");
    bench.run(Action::ClickText(quote.end + 40));
    assert!(bench.open().expect("open").selection.annotation.as_ref() != Some(&"q1".into()));
}

#[test]
fn linking_by_click_and_by_key() {
    let (mut bench, _folder) = bench();
    select(&mut bench, "q2");
    bench.run(Command::LinkTo);
    bench.run(Action::ClickText(place_of("Oleg Marchenko").start + 2));
    assert_eq!(speakers(&bench, "q2"), ["a3"]);
    bench.run(Command::LinkTo);
    bench.run(Command::PreviousUndecided);
    bench.run(Command::Accept);
    assert_eq!(speakers(&bench, "q2"), ["a2"]);
    assert_eq!(selected(&bench).as_str(), "q2");
}

#[test]
fn everything_is_undone_to_the_document_that_was_opened() {
    let (mut bench, _folder) = bench();
    let before = bench.open().expect("open").document().clone();
    for command in Command::all() {
        let leaves = matches!(
            command,
            Command::CloseDocument
                | Command::Quit
                | Command::OpenExample
                | Command::Suggest
                | Command::ToggleAttitudes
        );
        if !leaves && command != Command::Undo && command != Command::Redo {
            select(&mut bench, "q1");
            bench.run(command);
            bench.run(Action::Letter('i'));
        }
    }
    while bench.is_enabled(Command::Undo) {
        bench.run(Command::Undo);
    }
    assert_eq!(*bench.open().expect("open").document(), before);
}

#[test]
fn all_hits_become_annotations_in_one_step() {
    let (mut bench, _folder) = bench();
    let query = glossator::text::find::Query { pattern: "demir".to_owned(), ..Default::default() };
    bench.run(Action::Find(query));
    assert_eq!(bench.open().expect("open").finding.hits.len(), 2);
    let before = bench.open().expect("open").document().clone();
    bench.run(Action::AnnotateHits(LayerId::CLAIM));
    let layer = LayerId::CLAIM;
    assert_eq!(bench.open().expect("open").document().on_layer(&layer).count(), 2);
    bench.run(Command::Undo);
    assert_eq!(*bench.open().expect("open").document(), before);
}

#[test]
fn attitudes_are_suggested_when_asked_for_and_it_is_remembered() {
    let (mut bench, folder) = bench();
    let text = "Anna Keller opposes the new treaty on the harbour.";
    let article = Arc::new(Article::new(text));
    bench.hold(Document::with_id("d2", article, Codebook::standard()), Place::default());
    let quotes = |bench: &mut Workbench| {
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(60);
        while bench.open().expect("open").suggesting && std::time::Instant::now() < deadline {
            bench.poll();
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        bench.open().expect("open").document().on_layer(&LayerId::QUOTE).count()
    };
    bench.run(Command::ToggleAttitudes);
    assert!(bench.is_on(Command::ToggleAttitudes));
    assert_eq!(quotes(&mut bench), 1);
    bench.settle();
    let again = Workbench::in_places(glossator::store::Places::under(folder.path()), Arc::new(|| {}));
    assert!(again.is_on(Command::ToggleAttitudes), "the choice is kept");
    bench.run(Command::ToggleAttitudes);
    assert_eq!(quotes(&mut bench), 0);
}

#[test]
fn a_long_article_is_searched_on_a_thread_and_thousands_of_hits_are_one_step() {
    let text = "Demir spoke. The port of Aktau was quiet, the port of Baku was not.\n".repeat(6000);
    let (mut bench, _folder) = bench();
    let document = Document::with_id("long", Arc::new(Article::new(text.as_str())), Codebook::standard());
    bench.hold(document, Place::default());
    let query =
        |pattern: &str| glossator::text::find::Query { pattern: pattern.to_owned(), ..Default::default() };
    bench.run(Action::Find(query("nowhere")));
    bench.run(Action::Find(query("port of")));
    assert!(bench.open().expect("open").finding.searching);
    bench.run(Action::AnnotateHits(LayerId::ACTOR));
    assert_eq!(bench.open().expect("open").document().annotation_count(), 0, "not while it is searching");
    bench.settle();
    let finding = &bench.open().expect("open").finding;
    assert_eq!((finding.searching, finding.hits.len(), finding.current), (false, 12_000, Some(0)));
    bench.run(Action::AnnotateHits(LayerId::ACTOR));
    let open = bench.open().expect("open");
    assert_eq!((open.document().annotation_count(), open.document().actors().iter().count()), (12_000, 1));
    bench.run(Command::Undo);
    assert_eq!(bench.open().expect("open").document().annotation_count(), 0);
    bench.run(Command::Redo);
    assert_eq!(bench.open().expect("open").document().annotation_count(), 12_000);
}

#[test]
fn selected_words_become_a_keyword_and_are_let_go_again() {
    let (mut bench, _folder) = bench();
    let at = place_of("corridor is safe");
    bench.run(Action::SelectText(TextSelection { anchor: at.start, head: at.end }));
    bench.run(Command::ColourWords);
    assert_eq!(bench.keywords()[0].pattern, r"corridor\s+is\s+safe");
    let whole = Span::of(0..TEXT.len());
    assert_eq!(bench.keyword_finder().hits(TEXT, whole), [(at, 0)]);
    bench.run(Command::ToggleKeywords);
    assert!(!bench.is_on(Command::ToggleKeywords));
    bench.run(Command::ColourWords);
    assert!(bench.keywords().is_empty() && bench.is_on(Command::ToggleKeywords));
}

#[test]
fn how_the_page_is_set_stays_in_bounds_and_is_kept() {
    let (mut bench, folder) = bench();
    for _ in 0..30 {
        bench.run(Command::NarrowerMeasure);
        bench.run(Command::LooserLines);
        bench.run(Command::LargerWindow);
    }
    let reading = bench.reading();
    assert_eq!((reading.measure, reading.leading, reading.window_percent), (45, 240, 300));
    bench.run(Action::SetReading(glossator::store::settings::Reading {
        paragraph: 150,
        names: true,
        ..reading
    }));
    assert!(bench.may_close(), "and what was put off is written");
    bench.settle();
    drop(bench);
    let again = bench_in(folder.path());
    assert_eq!((again.reading().paragraph, again.reading().names), (150, true));
}
