//! The review loop: in which order it goes, many at once, and how the article's state follows.

use super::{bench, select, selected, status};
use glossator::model::{Annotation, ArticleState, Edit, Filter, LayerId, Origin, Status, apply};
use glossator::workbench::{Action, Bulk, Command, Place, Shortcut, Workbench};

fn state(bench: &Workbench) -> ArticleState {
    bench.open().expect("open").document().state()
}

/// Gives an annotation another score.
fn rescore(bench: &mut Workbench, id: &str, score: f32) {
    let mut document = bench.open().expect("open").document().clone();
    let old = document.annotation(&id.into()).expect("there").clone();
    let origin = Origin { score: Some(score), ..old.origin.clone() };
    apply(&mut document, Edit::annotation(Annotation { origin, ..old }));
    bench.hold(document, Place::default());
}

#[test]
fn the_least_certain_comes_first_when_that_is_wished() {
    let (mut bench, _folder) = bench();
    rescore(&mut bench, "q2", 0.55);
    rescore(&mut bench, "a3", 0.7);
    bench.run(Command::LeastCertainFirst);
    assert!(bench.is_on(Command::LeastCertainFirst));
    bench.run(Command::NextUndecided);
    assert_eq!(selected(&bench).as_str(), "q2");
    bench.run(Command::Accept);
    assert_eq!(selected(&bench).as_str(), "a3");
    bench.run(Command::LeastCertainFirst);
    bench.run(Command::NextUndecided);
    assert_eq!(selected(&bench).as_str(), "q1", "by position again, around the end");
}

#[test]
fn many_are_decided_in_one_step_and_nothing_hidden_is_touched() {
    let (mut bench, _folder) = bench();
    rescore(&mut bench, "q2", 0.6);
    let hidden = Filter { hidden_layers: [LayerId::ACTOR, LayerId::CUE].into(), ..Filter::default() };
    bench.run(Action::SetFilter(Box::new(hidden)));
    let open = bench.open().expect("open");
    let names = |bulk: &Bulk| open.bulk(bulk).iter().map(|id| id.to_string()).collect::<Vec<_>>();
    assert_eq!(names(&Bulk::default()), ["q1", "q2"]);
    assert_eq!(names(&Bulk { min_score: 0.8, ..Bulk::default() }), ["q1"]);
    assert_eq!(names(&Bulk { layer: Some(LayerId::CLAIM), ..Bulk::default() }), Vec::<String>::new());
    assert_eq!(names(&Bulk { actor: Some("oleg".into()), ..Bulk::default() }), ["q1"], "he speaks it");
    let ids = open.bulk(&Bulk::default());
    let before = open.document().clone();
    bench.run(Action::Decide { ids, status: Status::Accepted });
    assert_eq!((status(&bench, "q2"), status(&bench, "a1")), (Status::Accepted, Status::Suggested));
    bench.run(Command::Undo);
    assert_eq!(*bench.open().expect("open").document(), before);
}

#[test]
fn a_paragraph_is_accepted_with_one_key_and_nothing_else() {
    let (mut bench, _folder) = bench();
    let hidden = Filter { hidden_layers: [LayerId::QUOTE].into(), ..Filter::default() };
    bench.run(Action::SetFilter(Box::new(hidden)));
    bench.run(Command::NextUndecided);
    assert_eq!(selected(&bench).as_str(), "a1");
    let before = bench.open().expect("open").document().clone();
    bench.run(Command::AcceptParagraph);
    assert_eq!((status(&bench, "a1"), status(&bench, "a3")), (Status::Accepted, Status::Accepted));
    assert_eq!(status(&bench, "q1"), Status::Suggested, "what is hidden stays");
    assert_eq!(status(&bench, "a2"), Status::Suggested, "the next paragraph stays");
    assert_eq!(selected(&bench).as_str(), "a2", "and is gone to");
    assert!(bench.notices().iter().any(|notice| notice.text.starts_with("2 accepted in this paragraph")));
    bench.run(Command::Undo);
    assert_eq!(*bench.open().expect("open").document(), before);
}

#[test]
fn the_state_follows_the_decisions_and_can_be_set() {
    let (mut bench, _folder) = bench();
    assert_eq!(state(&bench), ArticleState::New);
    bench.run(Command::NextUndecided);
    for _ in 0..3 {
        bench.run(Command::Accept);
    }
    assert_eq!(state(&bench), ArticleState::InReview);
    bench.run(Command::Accept);
    assert_eq!(state(&bench), ArticleState::Done, "nothing is left");
    bench.run(Command::Undo);
    assert_eq!(state(&bench), ArticleState::InReview);
    bench.run(Command::Redo);
    select(&mut bench, "q1");
    bench.run(Command::Undecide);
    assert_eq!(state(&bench), ArticleState::InReview);
    bench.run(Action::SetState(ArticleState::Done));
    bench.run(Command::SpeakerAuthor);
    assert_eq!(state(&bench), ArticleState::Done, "what a person set stays");
}

#[test]
fn what_the_filter_hides_keeps_the_article_from_being_done() {
    let (mut bench, _folder) = bench();
    let hidden = Filter { hidden_layers: [LayerId::ACTOR, LayerId::CUE].into(), ..Filter::default() };
    bench.run(Action::SetFilter(Box::new(hidden)));
    bench.run(Command::NextUndecided);
    bench.run(Command::Accept);
    bench.run(Command::Accept);
    assert_eq!((status(&bench, "q2"), state(&bench)), (Status::Accepted, ArticleState::InReview));
}

#[test]
fn changed_keys_work_at_once_and_after_a_restart() {
    let (mut bench, folder) = bench();
    let key = |name: &str| Shortcut::of_name(name).expect("a key");
    bench.run(Action::SetKeys(Command::NextUndecided, Some(vec![key("p")])));
    assert_eq!(bench.action_of(key("p")), Some(Action::Run(Command::NextUndecided)));
    assert_eq!(bench.action_of(key("n")), None);
    assert!(bench.keymap().of(Command::PreviousUndecided).is_empty(), "the key was taken from it");
    drop(bench);
    let places = glossator::store::Places::under(folder.path());
    let again = Workbench::in_places(places, std::sync::Arc::new(|| {}));
    assert_eq!(again.action_of(key("p")), Some(Action::Run(Command::NextUndecided)));
    assert!(again.keymap().hint(Command::NextUndecided).ends_with("(p)"));
    let path = folder.path().join("config").join("keys.ron");
    crate::support::file::write(&path, b"{\"Undo\": [\"Wheel\"]}");
    let places = glossator::store::Places::under(folder.path());
    let told = Workbench::in_places(places, std::sync::Arc::new(|| {}));
    assert!(told.notices().iter().any(|notice| notice.text.contains("Wheel")), "a wrong file is told");
}
