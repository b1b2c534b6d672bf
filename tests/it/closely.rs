//! The precise tier: what the network sees and says of sentences of ours, as it was kept; both tiers on the command
//! line; reading closely in the workbench.

use crate::support::{cli, file};
use glossator::model::{Annotation, Codebook, Document, Edit, LayerId, Origin, Status, apply};
use glossator::store::Places;
use glossator::suggest::actors::tagger::decode::{Decoder, bars};
use glossator::suggest::precise::pieces::Vocabulary;
use glossator::suggest::precise::{Pass, Reading};
use glossator::text::{Article, Span};
use glossator::workbench::closely::Reach;
use glossator::workbench::{Action, Command, Place, View, Workbench};
use std::path::Path;
use std::sync::Arc;

const TEXT: &str = "“Grain will move by spring,” said the minister, Aylin Demir.\n\
    The Houthis and two Seychellois fishermen met in Odesa. Turkey welcomed that.";

/// Writes what the network sees and says of a sentence: the pieces of each word with its shape, then the names.
fn read(sentence: &str) -> String {
    let article = Article::new(sentence);
    let mut pass = Pass::new(&article, &Reading::default()).expect("a network");
    let mut out = format!("{sentence}\n ");
    let mut decoder = Decoder::new(bars());
    for window in 0..pass.windows().len() {
        let reading = pass.read(window).expect("read");
        let words = &pass.words().words[pass.windows()[window].clone()];
        for word in words {
            let pieces = pass.words().pieces_of(word).iter();
            let names: Vec<_> = pieces.map(|piece| Vocabulary::shared().name(*piece)).collect();
            out += &format!(" {}/{}", names.join("+"), word.shape);
        }
        decoder.clear();
        words.iter().for_each(|word| decoder.push(*reading.tags(word.span).expect("read")));
        decoder.decide();
        let mut names = Vec::new();
        decoder.names(0, &mut names);
        for name in names {
            let span = words[name.start].span.hull(words[name.end - 1].span);
            out += &format!("\n  {:?}: {}", name.label, span.of_text(sentence));
        }
    }
    out
}

#[test]
fn pieces_and_names_of_our_sentences_stay() {
    let sentences = include_str!("../files/closely/sentences.txt");
    assert_eq!(sentences.lines().count(), 200);
    insta::assert_snapshot!(sentences.lines().map(read).collect::<Vec<_>>().join("\n\n"));
}

#[test]
fn the_order_of_reading_makes_no_difference() {
    let article = Article::new(TEXT.repeat(20));
    let mut pass = Pass::new(&article, &Reading::default()).expect("a network");
    let count = pass.windows().len();
    assert!(count > 3);
    let mut reading = Reading::default();
    let seen = Span::new(1500, 1700);
    let first = pass.next(seen).expect("a window");
    assert!(pass.span(first).overlaps(seen), "what is seen comes first");
    while let Some(window) = pass.next(seen) {
        reading.add(pass.read(window).expect("read"));
    }
    assert_eq!(Ok(reading), glossator::suggest::precise::read(&article, None));
}

#[test]
fn the_tier_is_chosen_on_the_command_line() {
    let folder = tempfile::tempdir().expect("a folder");
    file::write(&folder.path().join("a.txt"), TEXT);
    for name in ["r.txt", "s.txt"] {
        file::write(&folder.path().join(name), "Министр иностранных дел прибыл в Астану во вторник.");
    }
    let check = |arguments: &[&str], network: bool, told: usize| {
        let ran = cli::run(folder.path(), &[&["suggest"], arguments].concat());
        assert_eq!((ran.code, ran.out.contains("+network")), (0, network), "{arguments:?}: {}", ran.err);
        assert_eq!(ran.err.matches("the precise tier reads English").count(), told, "{}", ran.err);
    };
    check(&["a.txt"], true, 0);
    check(&["a.txt", "--tier", "precise"], true, 0);
    check(&["a.txt", "--tier", "fast"], false, 0);
    check(&["r.txt", "s.txt"], false, 0);
    check(&["r.txt", "s.txt", "--tier", "precise"], false, 1);
}

fn bench(folder: &Path) -> Workbench {
    let mut bench = Workbench::in_places(Places::under(folder), Arc::new(|| {}));
    bench.settle();
    bench
}

fn open(bench: &mut Workbench, text: &str) {
    bench.run(Action::OpenText { name: "a".to_owned(), text: text.to_owned() });
    bench.settle();
}

fn show(bench: &mut Workbench) {
    bench.run(Action::NoteView(Box::new(View { seen: Some(Span::new(0, 40)), ..View::default() })));
}

/// Counts what was suggested with the network.
fn of_network(bench: &Workbench) -> usize {
    let document = bench.open().expect("open").document();
    document.annotations().filter(|one| one.origin.name.ends_with("+network")).count()
}

fn mention<'a>(bench: &'a Workbench, words: &str) -> Option<&'a Annotation> {
    let document = bench.open().expect("open").document();
    document.annotations().find(|one| one.layer == LayerId::ACTOR && one.words(document.text()) == words)
}

fn reach(bench: &Workbench) -> Reach {
    bench.open().expect("open").closely
}

#[test]
fn the_network_corrects_the_first_suggestions_and_nothing_decided_moves() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut bench = bench(folder.path());
    open(&mut bench, TEXT);
    assert_eq!(of_network(&bench), 0, "nothing is read before it is known what is shown");
    let id = mention(&bench, "Odesa").expect("found at once").id.clone();
    let turkey = mention(&bench, "Turkey").expect("found at once").clone();
    bench.run(Action::Decide { ids: vec![turkey.id.clone()], status: Status::Rejected });
    show(&mut bench);
    assert!(matches!(reach(&bench), Reach::Until(_)));
    bench.settle();
    assert_eq!(reach(&bench), Reach::End);
    assert!(of_network(&bench) > 3);
    let odesa = mention(&bench, "Odesa").expect("found again");
    assert_eq!(
        (&odesa.id, odesa.origin.name.ends_with("+network")),
        (&id, true),
        "the same, of the other tier"
    );
    let rejected = mention(&bench, "Turkey").expect("kept");
    assert_eq!((&rejected.id, rejected.status), (&turkey.id, Status::Rejected));
    assert_eq!(rejected.origin, turkey.origin);
    assert!(bench.open().expect("open").history().redo_label().is_none());

    bench.run(Command::ToggleClosely);
    bench.settle();
    assert_eq!(of_network(&bench), 0, "turned off");
    bench.run(Command::ToggleClosely);
    bench.settle();
    assert!(of_network(&bench) > 3 && reach(&bench) == Reach::End, "what was read is remembered");
}

#[test]
fn reading_can_be_stopped_and_goes_on_when_suggesting_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut bench = bench(folder.path());
    open(&mut bench, &TEXT.repeat(30));
    show(&mut bench);
    bench.run(Command::Cancel);
    bench.settle();
    assert_eq!(reach(&bench), Reach::Stopped);
    show(&mut bench);
    bench.settle();
    assert_eq!(reach(&bench), Reach::Stopped);
    bench.run(Command::Suggest);
    bench.settle();
    assert!(reach(&bench) == Reach::End && of_network(&bench) > 3);
}

#[test]
fn other_languages_and_closed_articles_are_not_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut bench = bench(folder.path());
    open(&mut bench, "Министр иностранных дел Сергей Иванов прибыл в Астану во вторник.");
    show(&mut bench);
    bench.settle();
    assert_eq!(reach(&bench), Reach::Nowhere);
    open(&mut bench, &TEXT.repeat(30));
    show(&mut bench);
    bench.run(Command::CloseDocument);
    bench.settle();
    assert!(bench.open().is_none());
}

#[test]
fn a_selected_suggestion_stays_until_it_is_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut document = Document::with_id("d", Arc::new(Article::new(TEXT)), Codebook::standard());
    let at = TEXT.find("spring").expect("there");
    let mut made = Annotation::new("x1".into(), LayerId::ACTOR, vec![Span::of(at..at + 6)]);
    made.status = Status::Suggested;
    made.origin = Origin { score: Some(0.9), name: "test".into(), ..Origin::default() };
    apply(&mut document, Edit::annotation(made));
    let mut bench = bench(folder.path());
    bench.hold(document, Place::default());
    show(&mut bench);
    bench.run(Action::Select { id: Some("x1".into()), reveal: false });
    bench.run(Command::Suggest);
    bench.settle();
    assert!(reach(&bench) == Reach::End && of_network(&bench) > 3);
    assert_eq!(bench.open().expect("open").selection.annotation, Some("x1".into()));
    bench.run(Action::Select { id: None, reveal: false });
    bench.settle();
    assert!(mention(&bench, "spring").is_none(), "it was not found again");
}
