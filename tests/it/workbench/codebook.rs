//! Changing the codebook, and what that takes along.

use super::{bench, select, status};
use glossator::model::codebook::Value;
use glossator::model::{Codebook, Document, LayerId, Status};
use glossator::workbench::coding::{Recode, ValueAt};
use glossator::workbench::{Action, Command, Workbench};

fn document(bench: &Workbench) -> &Document {
    bench.open().expect("open").document()
}

fn recode(bench: &mut Workbench, change: Recode) {
    bench.run(Action::Recode(Box::new(change)));
}

fn attribute(bench: &Workbench, id: &str, name: &str) -> Option<String> {
    document(bench).annotation(&id.into()).and_then(|one| one.attributes.get(name).map(str::to_owned))
}

fn at(layer: LayerId, attribute: &str, value: &str) -> ValueAt {
    ValueAt { layer, attribute: attribute.into(), value: value.into() }
}

#[test]
fn a_layer_of_ones_own_is_added_used_renamed_and_removed() {
    let (mut bench, _folder) = bench();
    let before = document(&bench).clone();
    recode(&mut bench, Recode::AddLayer("Frame".to_owned()));
    let frame = document(&bench).codebook().layers.last().cloned().expect("added");
    assert_eq!((frame.id.as_str(), frame.key), ("frame", Some('4')));
    recode(&mut bench, Recode::AddAttribute(frame.id.clone(), "Tone".to_owned()));
    recode(&mut bench, Recode::AddValue(frame.id.clone(), "tone".into(), "Hopeful".to_owned()));
    select(&mut bench, "q2");
    bench.run(Action::SetLayer("q2".into(), frame.id.clone()));
    bench.run(Action::SetAttribute { id: "q2".into(), name: "tone".into(), value: "hopeful".into() });
    let tone =
        document(&bench).codebook().layer(&frame.id).and_then(|layer| layer.attribute("tone")).cloned();
    let old = tone.expect("there").values.first().cloned().expect("there");
    let new = Value { name: "Full of hope".to_owned(), ..old };
    recode(&mut bench, Recode::EditValue(at(frame.id.clone(), "tone", "hopeful"), Box::new(new)));
    assert_eq!(
        attribute(&bench, "q2", "tone").as_deref(),
        Some("full-of-hope"),
        "renamed in all annotations"
    );
    let mut renamed = document(&bench).codebook().layer(&frame.id).cloned().expect("there");
    renamed.name = "Framing".to_owned();
    recode(&mut bench, Recode::EditLayer(Box::new(renamed)));
    let layer = document(&bench).annotation(&"q2".into()).map(|one| one.layer.to_string());
    assert_eq!(layer.as_deref(), Some("framing"));
    assert_eq!(document(&bench).codebook().problems(), Vec::<String>::new());
    let remove = Recode::RemoveLayer(LayerId::new("framing"));
    assert_eq!(bench.open().expect("open").touched_by(&remove), 1);
    recode(&mut bench, remove);
    assert!(document(&bench).annotation(&"q2".into()).is_none());
    while bench.is_enabled(Command::Undo) {
        bench.run(Command::Undo);
    }
    assert_eq!(*document(&bench), before);
}

#[test]
fn values_merge_and_go_with_what_they_touch() {
    let (mut bench, _folder) = bench();
    let person = at(LayerId::ACTOR, "kind", "person");
    assert_eq!(bench.open().expect("open").touched_by(&Recode::RemoveValue(person.clone())), 3);
    recode(&mut bench, Recode::MergeValues(person, "group".into()));
    assert_eq!(attribute(&bench, "a1", "kind").as_deref(), Some("group"));
    let actor = document(&bench).actors().get(&"oleg".into()).map(|actor| actor.kind.to_string());
    assert_eq!(actor.as_deref(), Some("group"), "the registry follows");
    recode(&mut bench, Recode::RemoveValue(at(LayerId::QUOTE, "type", "direct")));
    assert_eq!(attribute(&bench, "q1", "type"), None);
    let layer =
        document(&bench).codebook().layer(&LayerId::QUOTE).and_then(|layer| layer.attribute("type")).cloned();
    assert_eq!(layer.map(|attribute| attribute.default.to_string()).as_deref(), Some(""));
    assert!(document(&bench).codebook().version > Codebook::standard().version);
}

#[test]
fn glossators_own_ids_stay_when_something_is_renamed() {
    let (mut bench, _folder) = bench();
    let mut quote = document(&bench).codebook().layer(&LayerId::QUOTE).cloned().expect("there");
    quote.name = "Saying".to_owned();
    recode(&mut bench, Recode::EditLayer(Box::new(quote)));
    let layer = document(&bench).codebook().layer(&LayerId::QUOTE).cloned().expect("its id stays");
    assert_eq!(layer.name, "Saying");
}

#[test]
fn a_ready_codebook_replaces_the_old_one_or_is_added() {
    let (mut bench, _folder) = bench();
    select(&mut bench, "q1");
    bench.run(Action::Annotate { layer: LayerId::CLAIM, span: super::place_of("Demir added") });
    let network =
        Codebook::ready().iter().find(|book| book.id == "discourse-network").expect("there").clone();
    bench.run(Action::ConsiderCodebook(network.clone()));
    assert!(bench.open().expect("open").incoming.is_some());
    assert_eq!(
        bench.open().expect("open").touched_by(&Recode::Replace(network.clone())),
        2,
        "the claim and its source"
    );
    let quotes = Recode::RemoveLayer(LayerId::QUOTE);
    assert_eq!(bench.open().expect("open").touched_by(&quotes), 4, "two quotes, a speaker, a cue");
    recode(&mut bench, Recode::Include(network.clone()));
    let ids: Vec<_> = document(&bench).codebook().layers.iter().map(|layer| layer.id.to_string()).collect();
    assert_eq!(ids, ["actor", "quote", "claim", "cue", "statement"]);
    recode(&mut bench, Recode::Replace(network));
    assert_eq!(document(&bench).codebook().id, "discourse-network");
    assert_eq!(status(&bench, "q1"), Status::Suggested, "what it has a layer for stays");
    assert!(bench.open().expect("open").incoming.is_none());
}

#[test]
fn codebooks_go_out_and_come_in_as_ron() {
    let (mut bench, folder) = bench();
    let path = folder.path().join("book.ron");
    bench.run(Action::ExportCodebook(path.clone()));
    bench.settle();
    bench.run(Action::ImportCodebook(path.clone()));
    bench.settle();
    assert_eq!(bench.open().expect("open").incoming.as_ref(), Some(&Codebook::standard()));
    crate::support::file::write(&path, b"(id: \"x\")");
    bench.run(Action::ImportCodebook(path));
    bench.settle();
    assert!(bench.notices().iter().any(|notice| notice.text.contains("no codebook")));
}
