//! The review in the window: lists at the text, dialogs, and where keys work.

use super::window::{decided, press, window};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use glossator::model::{LayerId, Status};
use glossator::workbench::{Action, Command};

fn first_of(
    harness: &egui_kittest::Harness<'_, super::window::Window>,
    layer: LayerId,
) -> glossator::model::AnnotationId {
    let document = harness.state().bench.open().expect("open").document();
    document.on_layer(&layer).find(|one| one.status == Status::Suggested).expect("suggested").id.clone()
}

#[test]
fn candidates_stand_at_the_quote_and_a_digit_chooses() {
    let mut harness = window(Some("corridor-commentary.txt"));
    let quote = first_of(&harness, LayerId::QUOTE);
    harness.state_mut().bench.run(Action::Select { id: Some(quote), reveal: true });
    harness.run_steps(3);
    press(&mut harness, Key::S, "s");
    harness.get_by_label_contains("1–9 choose");
    let decided_now = decided(&harness);
    assert!(decided_now > 0, "taking the next candidate is a decision");
    press(&mut harness, Key::Num2, "2");
    assert!(harness.query_by_label_contains("1–9 choose").is_none());
}

#[test]
fn what_is_done_to_one_mention_is_offered_for_its_others() {
    let mut harness = window(Some("corridor-commentary.txt"));
    let document = harness.state().bench.open().expect("open").document().clone();
    let layer = LayerId::ACTOR;
    let repeated = document.on_layer(&layer).find(|one| {
        let words = one.words(document.text());
        document.on_layer(&layer).filter(|other| other.words(document.text()) == words).count() > 2
    });
    let id = repeated.expect("a name that comes again").id.clone();
    harness.state_mut().bench.run(Action::Select { id: Some(id), reveal: true });
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Backspace);
    harness.run_steps(3);
    harness.get_by_label_contains("other places: reject?");
    let before = decided(&harness);
    press(&mut harness, Key::A, "a");
    assert!(decided(&harness) > before);
    assert!(harness.query_by_label_contains("other places: reject?").is_none());
}

#[test]
fn many_are_listed_before_they_are_decided() {
    let mut harness = window(Some("grain-talks-agency.txt"));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run_steps(3);
    harness.get_by_label("Decide on many");
    harness.get_by_label_contains("what the filter hides is not touched");
    press(&mut harness, Key::Enter, "");
    let open = harness.state().bench.open().expect("open");
    assert!(open.bulk(&glossator::workbench::Bulk::default()).is_empty());
    assert_eq!(open.document().state(), glossator::model::ArticleState::Done);
    assert!(harness.query_by_label("Decide on many").is_none());
    harness.get_by_label_contains("● done");
}

#[test]
fn a_key_is_changed_in_the_dialog_which_says_whose_it_was() {
    let mut harness = window(Some("grain-talks-agency.txt"));
    harness.state_mut().bench.run(Command::ChangeKeys);
    harness.run_steps(3);
    harness.event(egui::Event::Text("next und".to_owned()));
    harness.run_steps(2);
    harness.get_by_label("Change the key: Next undecided").click();
    harness.run_steps(3);
    harness.get_by_label_contains("Press the new key");
    press(&mut harness, Key::P, "p");
    harness.get_by_label_contains("p is the key of “Previous undecided”");
    harness.get_by_label("Take it").click();
    harness.run_steps(3);
    harness.get_by_label("Close").click();
    harness.run_steps(3);
    press(&mut harness, Key::P, "p");
    assert!(harness.state().bench.open().expect("open").selection.annotation.is_some());
    press(&mut harness, Key::F1, "");
    harness.get_by_label_contains("A correction counts as a decision");
}

#[test]
fn the_actor_of_what_is_selected_is_edited() {
    let mut harness = window(Some("corridor-commentary.txt"));
    let mention = first_of(&harness, LayerId::ACTOR);
    harness.state_mut().bench.run(Action::Select { id: Some(mention), reveal: true });
    harness.run_steps(3);
    press(&mut harness, Key::E, "e");
    harness.get_by_role_and_label(Role::TextInput, "Country").click();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.event(egui::Event::Text("Peru".to_owned()));
    harness.run_steps(3);
    harness.get_by_label("PER Peru");
    harness.get_by_label("Take over").click();
    harness.run_steps(3);
    let document = harness.state().bench.open().expect("open").document();
    assert!(document.actors().iter().any(|actor| actor.country == "PER" && actor.status == Status::Accepted));
}

#[test]
fn the_codebook_stands_beside_the_text_and_is_edited_there() {
    let mut harness = window(Some("grain-talks-agency.txt"));
    let quote = first_of(&harness, LayerId::QUOTE);
    harness.state_mut().bench.run(Action::Select { id: Some(quote), reveal: true });
    harness.run_steps(2);
    press(&mut harness, Key::G, "g");
    harness.get_by_label_contains("reported to have said");
    harness.get_by_label("Change it").click();
    harness.run_steps(3);
    harness.get_by_label("Remove the layer").scroll_to_me();
    harness.run_steps(3);
    harness.get_by_label("Remove the layer").click();
    harness.run_steps(3);
    harness.get_by_label_contains("are touched.").scroll_to_me();
    harness.run_steps(3);
    harness.get_by_label("Remove the layer").click();
    harness.run_steps(3);
    let document = harness.state().bench.open().expect("open").document();
    assert!(document.codebook().layer(&LayerId::QUOTE).is_none());
    assert_eq!(document.on_layer(&LayerId::QUOTE).count(), 0);
}
