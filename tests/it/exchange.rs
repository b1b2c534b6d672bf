//! Exports that are asked about, folders made of one file, labels of other programs: the workbench's side, as a
//! window drives it.

use super::support::file::write;
use glossator::formats::labels::{Fate, Labels, foreign};
use glossator::model::{LayerId, Status};
use glossator::store::Places;
use glossator::workbench::coding::Recode;
use glossator::workbench::effect::{Ask, Effect, Panel};
use glossator::workbench::{Action, Command, TextSelection, Workbench};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

struct Desk {
    bench: Workbench,
    home: TempDir,
}

impl Desk {
    fn new() -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        let bench = bench(home.path());
        Self { bench, home }
    }

    fn sample(&self, name: &str) -> PathBuf {
        let path = self.home.path().join(name);
        fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/articles").join(name), &path)
            .expect(name);
        path
    }

    fn run(&mut self, action: impl Into<Action>) {
        self.bench.run(action);
        self.bench.settle();
    }

    fn told(&self) -> String {
        self.bench.notices().iter().map(|notice| notice.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    fn decide_something(&mut self) {
        self.run(Command::NextUndecided);
        self.run(Command::Accept);
        self.run(Command::NextUndecided);
        self.run(Command::Reject);
    }
}

fn bench(home: &Path) -> Workbench {
    Workbench::in_places(Places::under(&home.join("places")), Arc::new(|| {}))
}

#[test]
fn every_kind_of_article_opens_in_the_window() {
    let mut desk = Desk::new();
    for name in [
        "strait.docx",
        "strait.odt",
        "strait.rtf",
        "strait.pdf",
        "strait.epub",
        "strait.eml",
        "strait.srt",
        "strait.atom",
    ] {
        let path = desk.sample(name);
        let fresh = desk.home.path().join(name.rsplit('.').next().expect("an ending"));
        fs::create_dir(&fresh).expect("made");
        fs::rename(&path, fresh.join(name)).expect("moved");
        desk.run(Action::Open(fresh.join(name)));
        let open = desk.bench.open().expect(name);
        assert!(open.document().text().contains("The strait stays open"), "{name}");
        assert!(open.document().annotation_count() > 3, "{name}: nothing was suggested");
    }
}

#[test]
fn a_file_of_many_articles_becomes_a_folder() {
    let mut desk = Desk::new();
    let feed = desk.sample("strait.rss");
    desk.run(Action::Open(feed.clone()));
    let question = desk.bench.question().expect("a question").clone();
    assert!(
        question.text.contains("2 articles") && question.text.contains("strait.rss"),
        "{}",
        question.text
    );
    desk.run(Action::Answer(2));
    assert!(desk.bench.open().is_none() && desk.bench.question().is_none());
    desk.run(Action::Open(feed.clone()));
    desk.run(Action::Answer(0));
    let folder = desk.bench.folder().expect("a folder");
    assert_eq!(folder.path, desk.home.path().join("strait"));
    let names: Vec<_> = folder.articles.iter().map(|it| it.entry.name.as_str()).collect();
    assert_eq!(names, ["1 Two ports, one strait", "2 Fees agreed"]);
    let open = desk.bench.open().expect("the first one");
    assert_eq!(open.document().meta().outlet, "The Strait Courier");
    assert!(open.document().annotation_count() > 3);
    desk.run(Action::Open(feed.clone()));
    assert!(desk.bench.question().expect("a question").text.contains("already"));
    desk.run(Action::Answer(1));
    assert_eq!(desk.bench.folder().expect("a folder").path, desk.home.path().join("strait 2"));
    desk.run(Action::Open(feed));
    desk.run(Action::UnpackInto(desk.home.path().join("places")));
    assert!(desk.home.path().join("places/strait/2 Fees agreed.gloss.ron").exists());
}

#[test]
fn what_is_there_is_asked_about() {
    let mut desk = Desk::new();
    let article = desk.sample("strait.docx");
    desk.run(Action::Open(article));
    desk.decide_something();
    let to = desk.home.path().join("out.json");
    write(&to, "somebody's");
    desk.run(Action::SetExportFormat("json".into()));
    desk.run(Action::ExportTo(to.clone()));
    assert!(desk.bench.question().expect("a question").text.contains("out.json"));
    desk.run(Action::Answer(1));
    assert_eq!(fs::read_to_string(&to).expect("there"), "somebody's");
    desk.run(Action::ExportTo(to.clone()));
    desk.run(Action::Answer(0));
    assert!(fs::read_to_string(&to).expect("there").contains("The strait stays open"));
    assert!(desk.told().contains("Exported"), "{}", desk.told());
    // Of several files none is written when one is there.
    write(&desk.home.path().join("annotation.conf"), "mine");
    desk.run(Action::SetExportFormat("brat".into()));
    desk.run(Action::ExportTo(desk.home.path().join("out.ann")));
    assert!(desk.bench.question().is_some() && !desk.home.path().join("out.ann").exists());
    desk.run(Action::Answer(1));
    assert_eq!(fs::read_to_string(desk.home.path().join("annotation.conf")).expect("there"), "mine");
}

#[test]
fn the_last_choices_are_kept() {
    let mut desk = Desk::new();
    let article = desk.sample("strait.docx");
    desk.run(Action::Open(article.clone()));
    desk.decide_something();
    desk.run(Action::SetExportFormat("csv".into()));
    desk.run(Action::WantPreview);
    assert_eq!(desk.bench.export().rejectable, 1);
    let rows = desk.bench.export().preview.lines().count();
    desk.run(Action::SetExportRejected(true));
    desk.run(Action::WantPreview);
    assert_eq!(desk.bench.export().preview.lines().count(), rows + 1);
    let elsewhere = desk.home.path().join("elsewhere");
    fs::create_dir(&elsewhere).expect("made");
    desk.run(Action::ExportTo(elsewhere.join("out.csv")));
    let mut again = bench(desk.home.path());
    again.settle();
    assert_eq!((again.export().format.as_str(), again.export().rejected), ("csv", true));
    drop(desk.bench);
    again.run(Action::Open(article));
    again.settle();
    again.take_effects();
    again.run(Command::ExportSave);
    assert_eq!(again.take_effects(), [Effect::Ask(Ask::Export(elsewhere.join("strait.csv")))]);
}

#[test]
fn all_of_a_folder_is_exported() {
    let mut desk = Desk::new();
    let feed = desk.sample("strait.rss");
    desk.run(Action::Open(feed));
    desk.run(Action::Answer(0));
    desk.decide_something();
    let out = desk.home.path().join("out");
    fs::create_dir(&out).expect("made");
    desk.run(Action::SetExportFormat("brat".into()));
    desk.bench.take_effects();
    desk.run(Command::ExportAll);
    assert_eq!(desk.bench.take_effects(), [Effect::Ask(Ask::ExportFolder)]);
    desk.run(Action::ExportAllTo(out.clone()));
    assert!(desk.bench.question().is_none(), "{:?}", desk.bench.question());
    for name in
        ["1 Two ports, one strait.ann", "1 Two ports, one strait.txt", "2 Fees agreed.ann", "annotation.conf"]
    {
        assert!(out.join(name).exists(), "{name} is missing: {}", desk.told());
    }
    let ann = fs::read_to_string(out.join("1 Two ports, one strait.ann")).expect("there");
    assert!(ann.contains("quote"), "what is open is exported as it stands: {ann}");
    desk.run(Action::SetExportFormat("jsonl".into()));
    desk.run(Command::ExportAll);
    assert_eq!(
        desk.bench.take_effects(),
        [Effect::Ask(Ask::ExportAll(desk.home.path().join("strait/strait.jsonl")))]
    );
    desk.run(Action::ExportAllTo(out.join("all.jsonl")));
    assert_eq!(fs::read_to_string(out.join("all.jsonl")).expect("there").lines().count(), 2);
}

fn brat(desk: &Desk, name: &str) -> PathBuf {
    write(&desk.home.path().join(format!("{name}.txt")), "Words and more");
    let path = desk.home.path().join(format!("{name}.ann"));
    write(
        &path,
        "T1\tAttack 0 5\tWords\nT2\tNoise 6 9\tand\nT3\tquote 10 14\tmore\nT4\tAttack 90 99\tnowhere\n",
    );
    path
}

#[test]
fn labels_are_asked_about_once() {
    let mut desk = Desk::new();
    let first = brat(&desk, "a");
    desk.run(Action::Open(first));
    assert!(desk.bench.take_effects().contains(&Effect::Show(Panel::Labels)));
    let open = desk.bench.open().expect("open");
    assert_eq!(foreign(open.document()).len(), 2);
    assert!(!open.problems.is_empty(), "the span that leads nowhere is told");
    let mut labels = Labels::default();
    labels.set("Attack", Fate::Layer(LayerId::CLAIM, Some(("type".into(), "accusation".into()))));
    labels.set("Noise", Fate::LeftOut);
    desk.run(Action::MapLabels(Box::new(labels)));
    let document = desk.bench.open().expect("open").document();
    assert_eq!((foreign(document).len(), document.annotation_count()), (0, 2));
    desk.run(Command::Undo);
    assert_eq!(desk.bench.open().expect("open").document().annotation_count(), 3);
    desk.run(Command::Redo);
    let kept = fs::read_to_string(desk.home.path().join("places/config/labels.txt")).expect("kept");
    assert!(
        kept.contains("Attack = claim type=accusation\n") && kept.contains("Noise = left out\n"),
        "{kept}"
    );
    let second = brat(&desk, "b");
    desk.bench.take_effects();
    desk.run(Action::Open(second));
    assert!(!desk.bench.take_effects().contains(&Effect::Show(Panel::Labels)), "nothing is left to ask");
    let document = desk.bench.open().expect("open").document();
    assert!(document.annotations().any(|it| it.layer == LayerId::CLAIM && it.status == Status::Accepted));
    assert!(desk.told().contains("went where they went before"), "{}", desk.told());
}

#[test]
fn a_pasted_page_keeps_its_headings() {
    let mut desk = Desk::new();
    let html = "<!--StartFragment--><h2>Head</h2><p>The minister, <b>Selin Arda</b>, said: “No.”</p><ul><li>one</ul>";
    desk.run(Action::OpenHtml(html.to_owned()));
    let open = desk.bench.open().expect("open");
    assert_eq!(open.document().text(), "Head\n\nThe minister, Selin Arda, said: “No.”\n\none");
    assert_eq!(open.document().article().blocks().len(), 2);
}

#[test]
fn the_selected_passage_is_drawn_alone() {
    let mut desk = Desk::new();
    let article = desk.sample("strait.docx");
    desk.run(Action::Open(article));
    desk.run(Action::SetExportFormat("svg".into()));
    desk.run(Action::SetExportPassage(true));
    desk.run(Action::WantPreview);
    let whole = desk.bench.export().bytes;
    assert!(desk.bench.export().losses.iter().all(|loss| !loss.contains("outside the passage")));
    desk.run(Action::SelectText(TextSelection { anchor: 0, head: 12 }));
    desk.run(Action::WantPreview);
    let export = desk.bench.export();
    assert!(export.bytes < whole / 2, "{} of {whole}", export.bytes);
    assert!(export.losses.iter().any(|loss| loss.contains("outside the passage")), "{:?}", export.losses);
    // A passage is of drawings only.
    desk.run(Action::SetExportFormat("markdown".into()));
    desk.run(Action::WantPreview);
    assert!(desk.bench.export().losses.iter().all(|loss| !loss.contains("outside the passage")));
}

#[test]
fn a_codebook_of_another_program_is_offered() {
    let mut desk = Desk::new();
    let article = desk.sample("strait.docx");
    desk.run(Action::Open(article));
    let path = desk.home.path().join("theirs.qdc");
    write(
        &path,
        r#"<?xml version="1.0"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="1" name="Threat"
        isCodable="true"><Code guid="2" name="Trade" isCodable="true"/></Code></Codes><Sets><Set guid="3" name="s"/></Sets></CodeBook>"#,
    );
    desk.run(Action::ImportCodebook(path));
    let incoming = desk.bench.open().expect("open").incoming.clone().expect("a codebook is offered");
    assert_eq!((incoming.name.as_str(), incoming.layers.len()), ("theirs", 1));
    assert_eq!(incoming.layers[0].attributes[0].values[0].name, "Trade");
    assert!(desk.told().contains("sets of codes were left out: 1"), "{}", desk.told());
    desk.run(Action::Recode(Box::new(Recode::Include(incoming))));
    let book = desk.bench.open().expect("open").document().codebook().clone();
    assert!(book.layer(&"Threat".into()).is_some() && book.layer(&LayerId::QUOTE).is_some());
}
