//! The actors of a document: what is known of them, merging and taking apart.

use super::{bench, select};
use glossator::model::codebook::Rgb;
use glossator::model::{Actor, ActorId, Document};
use glossator::workbench::{Action, Command, Workbench};

fn document(bench: &Workbench) -> &Document {
    bench.open().expect("open").document()
}

fn actor(bench: &Workbench, id: &str) -> Actor {
    document(bench).actors().get(&id.into()).expect("known").clone()
}

fn mentions(bench: &Workbench, id: &str) -> Vec<String> {
    bench.open().expect("open").mentions_of(&ActorId::new(id)).map(|one| one.id.to_string()).collect()
}

#[test]
fn everything_that_is_known_of_an_actor_can_be_edited_and_undone() {
    let (mut bench, _folder) = bench();
    let before = document(&bench).clone();
    let mut new = actor(&bench, "oleg");
    new.name = "Port of Kalvin".to_owned();
    new.kind = "company".into();
    new.country = "Kazakhstan".into();
    new.wikidata = "Q42".into();
    new.parent = Some("aylin-demir".into());
    new.note = "harbour".to_owned();
    new.colour = Some(Rgb(0, 158, 115));
    bench.run(Action::EditActor(Box::new(new)));
    let known = actor(&bench, "oleg");
    assert_eq!((known.country.as_str(), known.colour), ("KAZ", Some(Rgb(0, 158, 115))));
    assert_eq!(known.aliases, ["Oleg Marchenko"], "the former name is kept");
    let kind = document(&bench)
        .annotation(&"a3".into())
        .and_then(|one| one.attributes.get("kind").map(str::to_owned));
    assert_eq!(kind.as_deref(), Some("company"), "mentions follow");
    bench.run(Command::Undo);
    assert_eq!(*document(&bench), before);
}

#[test]
fn what_is_wrong_is_said_and_not_taken_over() {
    let (mut bench, _folder) = bench();
    let good = actor(&bench, "oleg");
    let wrong = [
        Actor { name: " ".to_owned(), ..good.clone() },
        Actor { country: "Atlantis".into(), ..good.clone() },
        Actor { wikidata: "159".into(), ..good.clone() },
        Actor { parent: Some("oleg".into()), ..good.clone() },
    ];
    for wrong in wrong {
        assert_eq!(wrong.problems(document(&bench).actors()).len(), 1, "{wrong:?}");
        bench.run(Action::EditActor(Box::new(wrong)));
        assert_eq!(actor(&bench, "oleg"), good);
    }
}

#[test]
fn merged_mentions_follow_and_some_are_taken_apart_again() {
    let (mut bench, _folder) = bench();
    bench.run(Action::MergeActors("oleg".into(), "aylin-demir".into()));
    assert_eq!(mentions(&bench, "aylin-demir"), ["a1", "a3", "a2"]);
    bench.run(Action::SplitMentions(vec!["a3".into()]));
    assert_eq!(mentions(&bench, "aylin-demir"), ["a1", "a2"]);
    let own = document(&bench).annotation(&"a3".into()).and_then(|one| one.actor.clone()).expect("its own");
    assert_eq!(actor(&bench, own.as_str()).name, "Oleg Marchenko");
    assert!(!actor(&bench, "aylin-demir").is_called("Oleg Marchenko"), "the name went with it");
    bench.run(Command::Undo);
    assert_eq!(mentions(&bench, "aylin-demir"), ["a1", "a3", "a2"]);
}

#[test]
fn keys_show_the_actor_of_what_is_selected() {
    use glossator::workbench::effect::{Effect, Panel};
    let (mut bench, _folder) = bench();
    select(&mut bench, "q1");
    bench.take_effects();
    bench.run(Command::EditActor);
    assert_eq!(bench.take_effects(), [Effect::Show(Panel::Actor("oleg".into()))], "the speaker's");
    bench.run(Command::MergeActor);
    assert_eq!(bench.take_effects(), [Effect::Show(Panel::Merge("oleg".into()))]);
    select(&mut bench, "q2");
    bench.run(Command::EditActor);
    assert!(bench.notices().iter().any(|notice| notice.text.contains("No actor belongs")));
}
