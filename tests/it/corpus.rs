//! A folder of articles through the workbench: the list, the search, the actors of all, and what others change.

use super::support::desk::Desk;
use super::support::{cli, file};
use glossator::formats::annotation::native;
use glossator::model::{Actor, Annotation, ArticleState, Edit, LayerId, Meta, Status, apply};
use glossator::store::corpus::registry;
use glossator::store::{Places, RealDisk, atomic};
use glossator::text::Span;
use glossator::workbench::folder::{Arrange, Group, Order, Row};
use glossator::workbench::{Action, Command, Workbench};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

fn annotation(id: &str, note: &str) -> Edit {
    let mut one = Annotation::new(id.into(), LayerId::CLAIM, vec![Span::new(0, 7)]);
    one.note = note.to_owned();
    Edit::annotation(one)
}

#[test]
fn a_folder_is_listed_read_as_seen_and_paged_through() {
    let mut desk = Desk::new(12);
    assert_eq!(desk.opened(), "1");
    let folder = desk.bench.folder().expect("a folder");
    assert_eq!((folder.articles.len(), folder.rows.len()), (12, 12));
    assert!(folder.articles[5].card.is_none(), "what is not seen is not read");
    desk.run(Action::WantCards(vec![5, 6]));
    let card = desk.bench.folder().expect("a folder").articles[5].card.clone().expect("read");
    assert_eq!((card.words, card.state.as_str()), (21, "new"));
    let mut slowest = Duration::ZERO;
    for expected in ["2", "3", "4"] {
        let began = Instant::now();
        desk.bench.run(Command::NextArticle);
        let wanted = |bench: &Workbench| bench.open().is_some_and(|open| open.file_stem() == expected);
        while !wanted(&desk.bench) {
            std::thread::sleep(Duration::from_millis(1));
            desk.bench.poll();
        }
        slowest = slowest.max(began.elapsed());
    }
    eprintln!("next article: {:.1} ms at most, unoptimised", slowest.as_secs_f64() * 1e3);
    desk.run(Command::PreviousArticle);
    assert_eq!(desk.opened(), "3");
    desk.run(Action::Arrange(Box::new(Arrange {
        order: Order::Length,
        group: Group::State,
        ..Arrange::default()
    })));
    let folder = desk.bench.folder().expect("a folder");
    assert!(folder.articles.iter().all(|listed| listed.card.is_some()) && folder.reading.is_none());
    assert_eq!(folder.rows[0], Row::Head("new".to_owned(), 12));
}

#[test]
fn looking_leaves_nothing_behind_and_work_becomes_a_document_of_the_list() {
    let mut desk = Desk::new(3);
    desk.run(Command::NextArticle);
    desk.run(Command::PreviousArticle);
    assert!(
        desk.bench.notices().iter().all(|notice| !notice.text.contains("recovered")),
        "{:?}",
        desk.bench.notices()
    );
    let span = Span::new(0, 7);
    desk.run(Action::Annotate { layer: LayerId::CLAIM, span });
    desk.run(Command::NextArticle);
    desk.wait_until(|bench| {
        let folder = bench.folder().expect("a folder");
        folder.articles[0].entry.path.to_string_lossy().ends_with("1.gloss.ron")
    });
    assert_eq!(desk.bench.folder().expect("a folder").articles.len(), 3);
    desk.run(Command::PreviousArticle);
    let document = desk.bench.open().expect("open").document();
    assert_eq!(document.state(), ArticleState::InReview);
    assert!(document.on_layer(&LayerId::CLAIM).any(|one| one.status == Status::Accepted));
}

#[test]
fn the_search_finds_in_all_articles_and_opens_the_place() {
    let mut desk = Desk::new(20);
    desk.run(Action::Seek("\"number 17\"".to_owned()));
    let seeking = desk.bench.seeking();
    assert_eq!((seeking.found.count, seeking.found.articles, seeking.error.clone()), (1, 1, None));
    desk.run(Action::OpenHit(0));
    assert_eq!(desk.opened(), "17");
    let open = desk.bench.open().expect("open");
    let selected = open.selection.stretch().expect("the words are selected");
    assert_eq!(selected.of_text(open.document().text()), "Number 17");
    desk.run(Action::Seek("grain".to_owned()));
    assert_eq!(desk.bench.seeking().found.count, 20);
    // What is open is searched as it is, with suggestions.
    desk.run(Action::Seek("by:demir is:quote".to_owned()));
    assert_eq!(desk.bench.seeking().found.count, 1);
    let table = desk.path("found.csv");
    desk.run(Action::WriteTable(table.clone()));
    let table = std::fs::read_to_string(table).expect("written");
    assert!(table.contains("quote · direct,Aylin Demir,suggested"), "{table}");
    desk.run(Action::Seek("/(/".to_owned()));
    assert!(desk.bench.seeking().error.is_some());
}

#[test]
fn what_the_search_needs_is_read_unasked_and_kept_until_it_is_deleted() {
    let mut desk = Desk::new(25);
    // Nobody searched.
    let began = Instant::now();
    while desk.cached(".search").is_empty() {
        assert!(began.elapsed() < Duration::from_secs(30), "it is not read unasked");
        std::thread::sleep(Duration::from_millis(50));
        desk.bench.poll();
    }
    desk.bench.settle();
    let count = |desk: &mut Desk, typed: &str| {
        desk.run(Action::Seek(typed.to_owned()));
        desk.bench.seeking().found.count
    };
    assert_eq!(count(&mut desk, "grain"), 25);
    // A file that looks the same is not read again; when the cache is deleted, it is.
    let path = desk.path("7.txt");
    let written = std::fs::metadata(&path).and_then(|facts| facts.modified()).expect("a time");
    let text = std::fs::read_to_string(&path).expect("there").replace("Grain", "Steel");
    file::write(&path, text);
    let file = std::fs::File::options().write(true).open(&path).expect("there");
    file.set_modified(written).expect("set");
    desk.start_again();
    assert_eq!(count(&mut desk, "grain"), 25, "read from the cache");
    for path in desk.cached(".search") {
        std::fs::remove_file(path).expect("it can be deleted");
    }
    desk.start_again();
    assert_eq!(count(&mut desk, "grain"), 24, "read anew");
}

#[test]
fn the_command_line_searches_a_folder() {
    let desk = Desk::new(3);
    let ran = cli::run(desk.folder.path(), &["search", ".", "\"number 2\""]);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 1), "{} {}", ran.out, ran.err);
    let ran = cli::run(desk.folder.path(), &["search", ".", "/number \\d ends/"]);
    assert_eq!(ran.out.lines().count(), 3, "{}", ran.out);
    assert!(ran.err.contains("3 places in 3 of 3 articles"), "{}", ran.err);
    let ran = cli::run(desk.folder.path(), &["search", ".", "--csv", "in:2"]);
    assert!(ran.out.lines().nth(1).is_some_and(|line| line.starts_with("2,")), "{}", ran.out);
    let ran = cli::run(desk.folder.path(), &["search", ".", "/(/"]);
    assert_eq!(ran.code, 2);
    let ran = cli::run(desk.folder.path(), &["search", "nowhere", "x"]);
    assert_eq!(ran.code, 1);
}

/// Accepts the actor of this name in the open article.
fn accept(desk: &mut Desk, name: &str) {
    let row = desk.bench.derived().actors.iter().find(|row| row.name == name).expect("suggested").clone();
    desk.run(Action::DecideActor(row.id, Status::Accepted));
}

fn name_of(desk: &Desk, id: &str) -> Option<String> {
    let actors = desk.bench.open().expect("open").document().actors();
    actors.get(&id.into()).map(|actor| actor.name.clone())
}

#[test]
fn a_name_and_a_merge_hold_in_all_articles_and_can_be_taken_back() {
    let mut desk = Desk::new(3);
    accept(&mut desk, "Aylin Demir");
    accept(&mut desk, "Ankara");
    let text = std::fs::read_to_string(desk.path("corpus-actors.ron"))
        .expect("the registry lies beside the articles");
    assert!(text.contains("\"aylin-demir\"") && text.lines().count() > 4, "{text}");
    desk.run(Command::NextArticle);
    desk.run(Action::RenameEverywhere("aylin-demir".into(), "A. Demir".to_owned()));
    assert_eq!(name_of(&desk, "aylin-demir").as_deref(), Some("A. Demir"));
    desk.run(Command::PreviousArticle);
    assert_eq!(name_of(&desk, "aylin-demir").as_deref(), Some("A. Demir"), "in an article that was closed");
    desk.run(Action::MergeEverywhere("ankara".into(), "aylin-demir".into()));
    desk.run(Command::NextArticle);
    let names =
        |desk: &Desk| desk.bench.derived().actors.iter().map(|row| row.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&desk), ["A. Demir"]);
    // It is saved with the merge, closed, and the merge taken back while it is closed.
    desk.run(Action::Annotate { layer: LayerId::CLAIM, span: Span::new(0, 7) });
    desk.run(Command::NextArticle);
    desk.run(Command::UndoInFolder);
    desk.run(Command::UndoInFolder);
    desk.run(Command::PreviousArticle);
    assert_eq!(name_of(&desk, "aylin-demir").as_deref(), Some("Aylin Demir"));
    let known = registry::load(&RealDisk, &desk.path("")).expect("read");
    assert_eq!(known.redirects().count(), 0);
}

#[test]
fn what_another_program_saves_is_taken_over_or_joined() {
    let mut desk = Desk::new(2);
    desk.run(Action::Annotate { layer: LayerId::CLAIM, span: Span::new(0, 7) });
    desk.run(Command::Save);
    let native = desk.path("1.gloss.ron");
    let change = |note: &str| {
        let bytes = std::fs::read(&native).expect("there");
        let mut document = native::read(&bytes).expect("whole").document;
        apply(&mut document, annotation(&format!("c-{note}"), note));
        atomic::write(&RealDisk, &native, native::write(&document).as_bytes()).expect("written");
    };
    let has = |bench: &Workbench, note: &str| {
        let open = bench.open();
        open.is_some_and(|open| open.document().annotations().any(|one| one.note == note))
    };
    change("first");
    desk.run(Action::LookAgain);
    desk.wait_until(|bench| has(bench, "first"));
    assert!(desk.bench.question().is_none(), "nothing was unsaved: it is taken over");
    let own = |one: &&Annotation| one.note.is_empty() && one.origin.name == "Nora";
    let id = desk.bench.open().expect("open").document().annotations().find(own).expect("one").id.clone();
    desk.run(Action::SetNote(id, "mine".to_owned()));
    change("second");
    desk.run(Action::LookAgain);
    desk.wait_until(|bench| bench.question().is_some());
    desk.run(Action::Answer(0));
    assert!(["first", "second", "mine"].iter().all(|note| has(&desk.bench, note)));
    let saved = native::read(&std::fs::read(&native).expect("there")).expect("whole").document;
    assert_eq!(saved, *desk.bench.open().expect("open").document());
    desk.run(Command::Undo);
    assert!(!has(&desk.bench, "second") && has(&desk.bench, "mine"));
}

#[test]
fn a_registry_that_cannot_be_read_is_told_of_and_left_alone() {
    let mut desk = Desk::new(1);
    let path = desk.path("corpus-actors.ron");
    file::write(&path, "(corpus_actors: 1, actors: [");
    desk.run(Action::Open(desk.folder.path().join("1.txt")));
    desk.run(Action::LookAgain);
    let places = Places::under(&desk.path("home"));
    let mut bench = Workbench::in_places(places, Arc::new(|| {}));
    bench.run(Action::Open(desk.folder.path().to_path_buf()));
    bench.settle();
    assert!(
        bench.notices().iter().any(|notice| notice.text.contains("corpus-actors.ron")),
        "{:?}",
        bench.notices()
    );
    let before = std::fs::read_to_string(&path).expect("there");
    assert_eq!(before, "(corpus_actors: 1, actors: [");
}

/// Times the list, the cards and the search over many documents; prints each figure.
#[test]
fn many_articles_are_listed_and_searched_quickly() {
    let many: usize =
        std::env::var("GLOSSATOR_ARTICLES").ok().and_then(|many| many.parse().ok()).unwrap_or(300);
    let folder = tempfile::tempdir().expect("a folder");
    let template = sample();
    for at in 0..many {
        let text = template.replace("NUMBER", &at.to_string());
        file::write(&folder.path().join(format!("article-{at}.gloss.ron")), text);
    }
    let home = tempfile::tempdir().expect("a home");
    for round in ["cold", "warm"] {
        let mut bench = Workbench::in_places(Places::under(home.path()), Arc::new(|| {}));
        let began = Instant::now();
        bench.run(Action::Open(folder.path().to_path_buf()));
        while bench.folder().is_none() {
            std::thread::sleep(Duration::from_millis(1));
            bench.poll();
        }
        let listed = began.elapsed();
        bench.run(Action::Arrange(Box::new(Arrange { order: Order::Date, ..Arrange::default() })));
        while bench.folder().is_some_and(|folder| folder.reading.is_some()) {
            std::thread::sleep(Duration::from_millis(1));
            bench.poll();
        }
        let read = began.elapsed();
        bench.settle();
        eprintln!(
            "{many} documents, {round}: listed after {:.0} ms, all cards after {:.0} ms",
            ms(listed),
            ms(read)
        );
        assert_eq!(bench.folder().expect("a folder").rows.len(), many);
        search(&mut bench, many, round);
        if round == "warm" {
            page(&mut bench, many);
        }
        bench.end();
    }
}

/// Goes from article to article, as fast as a person who looks at each for a moment.
fn page(bench: &mut Workbench, many: usize) {
    bench.run(Action::Arrange(Box::default()));
    bench.run(Action::OpenListed(0));
    bench.settle();
    let mut taken = Vec::new();
    for _ in 0..40.min(many - 1) {
        let before = bench.open().expect("open").place.path.clone();
        let began = Instant::now();
        bench.run(Command::NextArticle);
        while bench.open().is_none_or(|open| open.place.path == before) {
            std::thread::sleep(Duration::from_micros(200));
            bench.poll();
        }
        taken.push(began.elapsed());
        std::thread::sleep(Duration::from_millis(150));
        bench.poll();
    }
    taken.sort_unstable();
    eprintln!(
        "{many} documents: next article: p50 = {:.1} ms, max = {:.1} ms",
        ms(taken[taken.len() / 2]),
        ms(taken[taken.len() - 1])
    );
}

fn search(bench: &mut Workbench, many: usize, round: &str) {
    let began = Instant::now();
    bench.run(Action::Seek("x".to_owned()));
    bench.settle();
    eprintln!("{many} documents, {round}: read for the search in {:.0} ms", ms(began.elapsed()));
    for typed in
        ["corridor", "\"the corridor\"", "/corr\\w+ (is|was)/", "by:demir about:grain", "is:undecided", "e"]
    {
        bench.run(Action::Seek(typed.to_owned()));
        bench.settle();
        let seeking = bench.seeking();
        eprintln!(
            "{many} documents: search {typed}: {} places in {:.0} ms",
            seeking.found.count,
            ms(seeking.took)
        );
    }
}

fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

/// A document as the program makes it of a typical article.
fn sample() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/corridor-commentary.txt");
    let home = tempfile::tempdir().expect("a home");
    let mut bench = Workbench::in_places(Places::under(home.path()), Arc::new(|| {}));
    let copy = home.path().join("article.txt");
    std::fs::copy(path, &copy).expect("copied");
    bench.run(Action::Open(copy));
    bench.settle();
    let mut document = bench.open().expect("open").document().clone();
    let meta = Meta { title: "Article NUMBER".to_owned(), date: "2024-NUMBER".to_owned(), ..Meta::default() };
    apply(&mut document, Edit::SetMeta(Box::new(meta)));
    apply(&mut document, Edit::actor(Actor::new("aylin-demir".into(), "Aylin Demir", "person")));
    native::write(&document)
}

#[test]
fn all_that_was_found_is_annotated_and_taken_back_in_one_step() {
    let mut desk = Desk::new(4);
    desk.run(Action::Seek("\"grain will move\"".to_owned()));
    assert_eq!(desk.bench.seeking().found.count, 4);
    desk.run(Action::AnnotateFound(LayerId::CLAIM));
    let accepted = |desk: &Desk, name: &str| {
        let bytes = std::fs::read(desk.path(&format!("{name}.gloss.ron"))).ok()?;
        let document = native::read(&bytes).expect("whole").document;
        let claims = document.annotations().filter(|one| one.layer == LayerId::CLAIM);
        let accepted = claims.filter(|one| one.status == Status::Accepted).count();
        Some((accepted, document.on_layer(&LayerId::QUOTE).count() > 0))
    };
    for name in ["2", "3", "4"] {
        assert_eq!(accepted(&desk, name), Some((1, true)), "{name}: annotated, with the usual suggestions");
    }
    let layer = LayerId::CLAIM;
    let here = |desk: &Desk| {
        let document = desk.bench.open().expect("open").document();
        document.on_layer(&layer).filter(|one| one.status == Status::Accepted).count()
    };
    assert_eq!(here(&desk), 1, "the open article is annotated too");
    desk.run(Command::UndoInFolder);
    for name in ["2", "3", "4"] {
        assert_eq!(accepted(&desk, name).map(|(claims, _)| claims), Some(0), "{name}");
    }
    desk.run(Command::Undo);
    assert_eq!(here(&desk), 0);
}

/// Returns how the mentions of these words stand in an article of the folder that was saved.
fn statuses(desk: &Desk, name: &str, words: &str) -> Vec<Status> {
    let Ok(bytes) = std::fs::read(desk.path(&format!("{name}.gloss.ron"))) else { return Vec::new() };
    let document = native::read(&bytes).expect("whole").document;
    let mentions = document.annotations().filter(|one| one.layer == LayerId::ACTOR);
    mentions.filter(|one| one.words(document.text()) == words).map(|one| one.status).collect()
}

/// Selects the first mention of these words in the open article.
fn select(desk: &mut Desk, words: &str) {
    let document = desk.bench.open().expect("open").document();
    let mut mentions = document.annotations().filter(|one| one.layer == LayerId::ACTOR);
    let id = mentions.find(|one| one.words(document.text()) == words).expect("suggested").id.clone();
    drop(mentions);
    desk.run(Action::Select { id: Some(id), reveal: false });
}

#[test]
fn what_was_done_to_a_mention_is_offered_and_done_in_the_folder_and_taken_back() {
    let mut desk = Desk::new(4);
    let before = desk.bench.open().expect("open").document().clone();
    select(&mut desk, "Ankara");
    desk.run(Command::RejectOne);
    let offer = desk.bench.open().expect("open").offer.clone().expect("offered");
    let found = offer.elsewhere.clone().expect("looked for at once");
    assert_eq!((offer.what.as_str(), offer.places.len()), ("reject", 0));
    assert_eq!((found.count, found.articles, found.whole), (3, 3, true));
    assert_eq!(found.places[0].place.of_text(&found.places[0].text), "Ankara");
    desk.run(Command::OccurrencesInFolder);
    for name in ["2", "3", "4"] {
        assert_eq!(statuses(&desk, name, "Ankara"), [Status::Rejected], "{name}");
    }
    let undone = desk.bench.registry().undo_label().expect("something was done").to_owned();
    assert_eq!(undone, "Ankara: reject");

    // What somebody decided otherwise stays.
    select(&mut desk, "Aylin Demir");
    desk.run(Command::Accept);
    desk.run(Command::NextArticle);
    select(&mut desk, "Aylin Demir");
    desk.run(Command::RejectOne);
    desk.run(Command::PreviousArticle);
    select(&mut desk, "Aylin Demir");
    desk.run(Command::OccurrencesInFolder);
    desk.run(Command::OccurrencesInFolder);
    assert_eq!(statuses(&desk, "2", "Aylin Demir"), [Status::Rejected, Status::Accepted]);
    assert_eq!(statuses(&desk, "3", "Aylin Demir"), [Status::Accepted, Status::Accepted]);
    desk.run(Command::UndoInFolder);
    assert_eq!(statuses(&desk, "3", "Aylin Demir"), [Status::Suggested, Status::Suggested]);
    desk.run(Command::UndoInFolder);
    for name in ["2", "3", "4"] {
        assert_eq!(statuses(&desk, name, "Ankara"), [Status::Suggested], "{name}");
    }
    let now = desk.bench.open().expect("open").document();
    let rejected = now.annotations().filter(|one| one.status == Status::Rejected).count();
    assert_eq!(rejected, 1, "the one that was rejected by hand is not among what the folder takes back");
    assert_eq!(now.text(), before.text());
}

#[test]
fn a_former_version_is_shown_and_gone_back_to() {
    let mut desk = Desk::new(1);
    for span in [Span::new(0, 7), Span::new(11, 14), Span::new(15, 23)] {
        desk.run(Action::Annotate { layer: LayerId::CLAIM, span });
        desk.run(Command::Save);
    }
    let now = desk.bench.open().expect("open").document().clone();
    desk.run(Command::FormerVersions);
    assert_eq!(desk.bench.versions().list.len(), 2);
    desk.run(Action::ShowVersion(1));
    let shown = desk.bench.versions().shown.clone().expect("read");
    assert!(shown.lines.iter().any(|line| line.starts_with("goes: claim")), "{:?}", shown.lines);
    desk.run(Action::RestoreVersion);
    let layer = LayerId::CLAIM;
    let made = |desk: &Desk| {
        let document = desk.bench.open().expect("open").document();
        document.on_layer(&layer).filter(|one| one.origin.name == "Nora").count()
    };
    assert_eq!(made(&desk), 1);
    desk.run(Command::Undo);
    assert_eq!(*desk.bench.open().expect("open").document(), now);
}

#[test]
fn an_actor_of_the_folder_is_renamed_where_the_person_says() {
    let mut desk = Desk::new(3);
    accept(&mut desk, "Aylin Demir");
    desk.run(Command::NextArticle);
    desk.run(Action::WantFolderActors);
    desk.run(Action::WantFolderActors);
    let row = desk.bench.registry().rows().first().expect("counted").clone();
    assert_eq!((row.name.as_str(), row.articles > 0), ("Aylin Demir", true));
    desk.run(Action::RenameActor("aylin-demir".into(), "A. D.".to_owned()));
    let question = desk.bench.question().expect("it asks where").text.clone();
    assert!(question.contains("articles"), "{question}");
    desk.run(Action::Answer(2));
    assert_eq!(name_of(&desk, "aylin-demir").as_deref(), Some("Aylin Demir"));
    desk.run(Action::RenameActor("aylin-demir".into(), "A. D.".to_owned()));
    desk.run(Action::Answer(0));
    desk.run(Command::NextArticle);
    assert_eq!(name_of(&desk, "aylin-demir").as_deref(), Some("A. D."));
}
