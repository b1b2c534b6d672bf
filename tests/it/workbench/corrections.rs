//! Corrections that cost one key.

use super::{TEXT, bench, place_of, select, selected, speakers, status, words};
use glossator::model::{AnnotationId, Edit, LayerId, Status, Target};
use glossator::text::Span;
use glossator::workbench::{Action, Command, Pending, Shortcut, TextSelection, Workbench};

/// Types one key, as the window would.
fn key(bench: &mut Workbench, name: &str) {
    let key = Shortcut::of_name(name).expect("a key");
    let action = bench.action_of(key).expect("the key means something");
    bench.run(action);
}

#[test]
fn an_end_goes_to_the_next_break_with_one_key() {
    let (mut bench, _folder) = bench();
    select(&mut bench, "q2");
    let q2 = AnnotationId::new("q2");
    key(&mut bench, ")");
    assert_eq!(words(&bench, &q2), "“corridor of trust”,");
    key(&mut bench, "(");
    key(&mut bench, "(");
    assert_eq!(words(&bench, &q2), "“corridor of trust");
    key(&mut bench, ">");
    assert_eq!(words(&bench, &q2), "corridor of trust");
    key(&mut bench, "<");
    assert_eq!(words(&bench, &q2), "“corridor of trust");
    key(&mut bench, ".");
    assert_eq!(words(&bench, &q2), "A “corridor of trust”, critics say.");
    assert_eq!(status(&bench, "q2"), Status::Accepted);
}

#[test]
fn the_clause_grows_when_it_is_asked_for_again() {
    let (mut bench, _folder) = bench();
    let span = place_of("corridor is");
    bench.run(Action::Annotate { layer: LayerId::CLAIM, span });
    let claim = selected(&bench);
    key(&mut bench, ",");
    assert_eq!(words(&bench, &claim), "the corridor is safe");
    key(&mut bench, ",");
    assert_eq!(words(&bench, &claim), "Demir added that the corridor is safe.");
}

#[test]
fn digits_choose_among_the_candidates_that_are_shown() {
    let (mut bench, _folder) = bench();
    select(&mut bench, "q1");
    key(&mut bench, "w");
    let open = bench.open().expect("open");
    assert_eq!((open.pending, open.history().len()), (Pending::Voice, 0), "showing changes nothing");
    let names: Vec<_> =
        open.picking.as_ref().expect("shown").candidates.iter().map(|one| one.name.clone()).collect();
    let demir = names.iter().position(|name| name == "Aylin Demir").expect("offered");
    assert!(names.contains(&"Oleg Marchenko".to_owned()), "{names:?}");
    key(&mut bench, &(demir + 1).to_string());
    assert_eq!(speakers(&bench, "q1"), ["a1"]);
    assert_eq!(bench.open().expect("open").pending, Pending::Nothing);
    key(&mut bench, "1");
    let document = bench.open().expect("open").document();
    assert_eq!(document.annotation(&"q1".into()).map(|q| q.layer.clone()), Some(LayerId::ACTOR));
    select(&mut bench, "u1");
    bench.run(Command::NextSpeaker);
    assert!(bench.notices().iter().any(|notice| notice.text.contains("have an actor, a speaker")));
}

#[test]
fn an_unmarked_name_becomes_the_speaker_in_one_step() {
    let (mut bench, _folder) = bench();
    select(&mut bench, "q2");
    let before = bench.open().expect("open").document().clone();
    key(&mut bench, "l");
    let critics = place_of("critics");
    bench.run(Action::SelectText(TextSelection { anchor: critics.start, head: critics.end }));
    key(&mut bench, "Enter");
    assert_eq!(selected(&bench).as_str(), "q2");
    let document = bench.open().expect("open").document();
    let speaker = document.linked(&"q2".into(), "speaker").next().expect("linked").to.clone();
    let mention = speaker.annotation().expect("a mention");
    assert_eq!(words(&bench, mention), "critics");
    bench.run(Command::Undo);
    assert_eq!(*bench.open().expect("open").document(), before);
}

#[test]
fn a_quote_is_split_at_its_attribution_and_joined_again() {
    let (mut bench, _folder) = bench();
    let start = place_of("“Grain").start;
    let span = Span::new(start, place_of("Aylin Demir").start);
    bench.run(Action::MoveEnd {
        id: "q1".into(),
        fragment: 0,
        end: glossator::workbench::End::End,
        to: TEXT.len() as u32,
        gesture: glossator::model::Gesture(1),
    });
    select(&mut bench, "q1");
    key(&mut bench, "/");
    assert!(words(&bench, &"q1".into()).starts_with("“Grain will move by spring,” … "));
    key(&mut bench, "j");
    assert_eq!(words(&bench, &"q1".into()), TEXT);
    bench.run(Command::Undo);
    bench.run(Command::Undo);
    bench.run(Command::Undo);
    assert!(span.start < span.end && bench.open().expect("open").history().is_saved());
    select(&mut bench, "q1");
    key(&mut bench, "J");
    assert_eq!(words(&bench, &"q1".into()), "“Grain will move by spring,” … “corridor of trust”");
    assert_eq!(status(&bench, "q2"), Status::Rejected, "it must not come back");
    bench.run(Command::Undo);
    assert_eq!(status(&bench, "q2"), Status::Suggested);
}

#[test]
fn a_quote_is_doubled_as_a_claim_with_the_quote_as_its_source() {
    let (mut bench, _folder) = bench();
    select(&mut bench, "q1");
    key(&mut bench, "d");
    key(&mut bench, "3");
    let claim = selected(&bench);
    let document = bench.open().expect("open").document();
    assert_eq!(document.annotation(&claim).map(|one| one.layer.clone()), Some(LayerId::CLAIM));
    let source = document.linked(&claim, "source").next().map(|link| link.to.clone());
    assert_eq!(source, Some(Target::Annotation("q1".into())));
    bench.run(Command::Undo);
    assert!(bench.open().expect("open").document().annotation(&claim).is_none());
}

#[test]
fn what_was_done_to_one_mention_is_offered_for_the_others() {
    let (mut bench, _folder) = bench();
    let at = place_of("corridor is").start;
    bench.run(Action::Annotate { layer: LayerId::ACTOR, span: Span::new(at, at + 8) });
    let offer = bench.open().expect("open").offer.clone().expect("offered");
    assert_eq!((offer.words.as_str(), offer.places.len()), ("corridor", 1));
    key(&mut bench, "a");
    assert!(bench.open().expect("open").offer.is_none());
    let layer = LayerId::ACTOR;
    let count = |bench: &Workbench| {
        let document = bench.open().expect("open").document();
        document
            .on_layer(&layer)
            .filter(|one| one.words(TEXT) == "corridor" && one.status == Status::Accepted)
            .count()
    };
    assert_eq!(count(&bench), 2);
    bench.run(Command::RejectOne);
    let offer = bench.open().expect("open").offer.clone().expect("offered after going on");
    assert_eq!((offer.what.as_str(), offer.places.len()), ("reject", 1));
    key(&mut bench, "a");
    assert_eq!(count(&bench), 0);
    bench.run(Command::Undo);
    assert_eq!(count(&bench), 1);
    bench.run(Command::NextUndecided);
    bench.run(Command::RejectOne);
    bench.run(Command::Accept);
    assert!(bench.open().expect("open").offer.is_none(), "another step ends the offer");
}

#[test]
fn a_pronoun_is_not_done_alike_elsewhere() {
    let (mut bench, _folder) = bench();
    let at = place_of("corridor is").start;
    bench.run(Action::Annotate { layer: LayerId::ACTOR, span: Span::new(at, at + 8) });
    let id = selected(&bench);
    bench.run(Action::SetAttribute { id, name: "form".into(), value: "pronoun".into() });
    assert!(bench.open().expect("open").offer.is_none(), "it stands for somebody else there");
    let before = bench.open().expect("open").document().annotation_count();
    key(&mut bench, "a");
    assert_eq!(bench.open().expect("open").document().annotation_count(), before);
}

#[test]
fn a_mention_gets_an_actor_of_its_own() {
    let (mut bench, _folder) = bench();
    select(&mut bench, "a2");
    key(&mut bench, "N");
    let document = bench.open().expect("open").document();
    let actor = document.annotation(&"a2".into()).and_then(|one| one.actor.clone()).expect("an actor");
    assert_eq!(actor.as_str(), "demir");
    assert_eq!(
        document.annotation(&"a1".into()).and_then(|one| one.actor.clone()),
        Some("aylin-demir".into())
    );
    assert!(bench.open().expect("open").offer.is_none(), "a part of a longer name is left alone");
    bench.run(Command::Undo);
    assert!(bench.open().expect("open").document().actors().get(&"demir".into()).is_none());
}

#[test]
fn a_layer_of_the_codebook_has_a_key_of_its_own() {
    let (mut bench, _folder) = bench();
    let mut book = (**bench.open().expect("open").document().codebook()).clone();
    let mut frame = book.layers[2].clone();
    frame.id = LayerId::new("frame");
    frame.key = Some('5');
    book.layers.push(frame);
    let mut document = bench.open().expect("open").document().clone();
    glossator::model::apply(&mut document, Edit::SetCodebook(book.into()));
    bench.hold(document, glossator::workbench::Place::default());
    let span = place_of("critics");
    bench.run(Action::SelectText(TextSelection { anchor: span.start, head: span.end }));
    key(&mut bench, "5");
    let id = selected(&bench);
    let document = bench.open().expect("open").document();
    assert_eq!(document.annotation(&id).map(|one| one.layer.as_str().to_owned()).as_deref(), Some("frame"));
}

#[test]
fn an_end_goes_where_one_clicks() {
    let (mut bench, _folder) = bench();
    select(&mut bench, "q2");
    let q2 = AnnotationId::new("q2");
    bench.run(Action::EndHere(place_of("critics").start + 2));
    assert_eq!(words(&bench, &q2), "“corridor of trust”, critics");
    bench.run(Action::EndHere(place_of("”, critics").start));
    assert_eq!(words(&bench, &q2), "“corridor of trust”", "the mark that was clicked is in");
    bench.run(Action::EndHere(place_of("A “").start));
    assert_eq!(words(&bench, &q2), "A “corridor of trust”", "the nearest end moves");
    assert_eq!(status(&bench, "q2"), Status::Accepted);
}

#[test]
fn a_name_under_the_caret_becomes_an_actor() {
    let (mut bench, _folder) = bench();
    bench.run(Action::ClickText(place_of("critics").start + 1));
    key(&mut bench, "i");
    let made = selected(&bench);
    assert_eq!(words(&bench, &made), "critics");
    key(&mut bench, "s");
    let open = bench.open().expect("open");
    let document = open.document();
    let actor = document.annotation(&made).and_then(|one| one.actor.clone()).expect("an actor");
    assert_eq!(actor.as_str(), "aylin-demir", "who was named last is the first candidate");
    assert_eq!(open.picking.as_ref().map(|picking| picking.candidates.len()), Some(3));
    key(&mut bench, "3");
    let document = bench.open().expect("open").document();
    assert_ne!(document.annotation(&made).and_then(|one| one.actor.clone()), Some(actor));
}

#[test]
fn a_click_on_an_unmarked_name_makes_it_the_speaker_in_one_step() {
    let (mut bench, _folder) = bench();
    select(&mut bench, "q2");
    let before = bench.open().expect("open").document().clone();
    key(&mut bench, "l");
    bench.run(Action::ClickText(place_of("critics").start + 3));
    assert_eq!(selected(&bench).as_str(), "q2");
    let document = bench.open().expect("open").document();
    let speaker = document.linked(&"q2".into(), "speaker").next().expect("linked").to.clone();
    assert_eq!(words(&bench, speaker.annotation().expect("a mention")), "critics");
    bench.run(Command::Undo);
    assert_eq!(*bench.open().expect("open").document(), before);
}

#[test]
fn a_line_of_a_transcript_becomes_a_quote_of_whom_it_names() {
    let (mut bench, _folder) = bench();
    let text = "Talks in Ankara.\n\nWALLACE: Let us start. Will grain move?\n\nDEMIR: It will.";
    let article = std::sync::Arc::new(glossator::text::Article::new(text));
    let document = glossator::model::Document::with_id("t", article, glossator::model::Codebook::standard());
    bench.hold(document, glossator::workbench::Place::default());
    let at = text.find("start").expect("there") as u32;
    bench.run(Action::ClickText(at));
    key(&mut bench, "q");
    let quote = selected(&bench);
    assert_eq!(words(&bench, &quote), "Let us start. Will grain move?");
    let document = bench.open().expect("open").document();
    let speaker = document.linked(&quote, "speaker").next().expect("linked").to.clone();
    assert_eq!(words(&bench, speaker.annotation().expect("a mention")), "WALLACE");
    key(&mut bench, "q");
    assert_eq!(words(&bench, &quote), "Let us start", "again: the sentence");
    bench.run(Command::Undo);
    bench.run(Command::Undo);
    assert_eq!(bench.open().expect("open").document().annotation_count(), 0, "one step");
}

#[test]
fn moved_ends_are_offered_where_the_same_words_stand() {
    let (mut bench, _folder) = bench();
    let text = "President Putin left. President Putin came back.";
    let mut document = glossator::model::Document::with_id(
        "t",
        std::sync::Arc::new(glossator::text::Article::new(text)),
        glossator::model::Codebook::standard(),
    );
    for (id, start) in [("p1", 0), ("p2", 22)] {
        let mut one =
            glossator::model::Annotation::new(id.into(), LayerId::ACTOR, vec![Span::new(start, start + 15)]);
        one.status = Status::Suggested;
        glossator::model::apply(&mut document, Edit::annotation(one));
    }
    bench.hold(document, glossator::workbench::Place::default());
    select(&mut bench, "p1");
    key(&mut bench, "]");
    let offer = bench.open().expect("open").offer.clone().expect("offered");
    assert_eq!((offer.words.as_str(), offer.places.len()), ("President Putin", 1));
    key(&mut bench, "a");
    assert_eq!((words(&bench, &"p2".into()).as_str(), status(&bench, "p2")), ("Putin", Status::Accepted));
    bench.run(Command::Undo);
    assert_eq!(words(&bench, &"p2".into()), "President Putin");
}
