//! How long the store takes: `cargo bench --bench store`. One line a measure.
#![expect(clippy::expect_used, clippy::cast_precision_loss, reason = "a bench fails by panicking")]

use glossator::formats::annotation::native;
use glossator::model::{
    Actor, Annotation, By, Codebook, Document, Edit, LayerId, Link, LinkId, Origin, Status, Target, apply,
};
use glossator::store::{self, Places, RealDisk, Report, SaveTo, Session, Unsaved, Writer};
use glossator::text::{Article, Span};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

const SENTENCE: &str = "President Tokayev said on Monday that “Astana remains the main transit point” for grain — \
    и это важно; the ministers of both countries agreed to meet again in the spring.\n";

/// A document of about `megabytes` MB with `annotations` annotations, a link for every fifth.
fn document(megabytes: usize, annotations: usize) -> Document {
    let text = SENTENCE.repeat((megabytes << 20) / SENTENCE.len());
    let starts: Vec<u32> = text.match_indices(' ').map(|(at, _)| Span::of(0..at + 1).end).collect();
    let article = Arc::new(Article::new(text));
    let mut document = Document::new(Arc::clone(&article), Codebook::standard());
    let origin = Origin {
        by: By::Rule,
        name: "gazetteer".into(),
        version: 1,
        score: Some(0.87),
        reason: "a known name, with its role before it".into(),
    };
    let mut edits = vec![Edit::actor(Actor::new("tokayev".into(), "Tokayev", "person"))];
    for at in 0..annotations {
        let start = starts[at * starts.len() / annotations];
        let length = if at % 10 == 0 { 150 } else { 12 };
        let span = Span::new(start, start + length).snap(article.text());
        let layer = if at % 10 == 0 { LayerId::QUOTE } else { LayerId::ACTOR };
        let mut one = Annotation::new(format!("a{at:07}").as_str().into(), layer, vec![span]);
        one.attributes.set("form", "name");
        one.actor = Some("tokayev".into());
        (one.status, one.origin) = (Status::Suggested, origin.clone());
        edits.push(Edit::annotation(one));
        if at % 5 == 0 && at > 0 {
            edits.push(Edit::link(Link {
                id: LinkId::new(format!("l{at:07}")),
                from: format!("a{at:07}").as_str().into(),
                role: "speaker".into(),
                to: Target::Annotation(format!("a{:07}", at - 1).as_str().into()),
                status: Status::Suggested,
                origin: origin.clone(),
            }));
        }
    }
    apply(&mut document, Edit::Batch(edits));
    document
}

fn measure(name: &str, times: usize, mut work: impl FnMut() -> Duration) {
    let mut all: Vec<_> = (0..times).map(|_| work()).collect();
    all.sort_unstable();
    let at = |share: f64| all[((all.len() - 1) as f64 * share).round() as usize].as_secs_f64() * 1e3;
    println!("{name}: p50 = {:.2} ms, p99 = {:.2} ms, max = {:.2} ms", at(0.5), at(0.99), at(1.0));
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let _kept_until_measured = std::hint::black_box(work());
    start.elapsed()
}

fn main() {
    for (name, megabytes, annotations, times) in
        [("10 MB 100000 annotations", 10, 100_000, 7), ("1 MB 1000 annotations", 1, 1_000, 30)]
    {
        let folder = tempfile::tempdir().expect("a folder");
        let places = Places::under(folder.path());
        let document = document(megabytes, annotations);
        let file = native::write(&document);
        println!("file {name}: {:.1} MB", file.len() as f64 / 1e6);
        measure(&format!("write {name}"), times, || timed(|| native::write(&document)));
        measure(&format!("read {name}"), times, || timed(|| native::read(file.as_bytes()).expect("read")));
        let edited = file.replacen("President", "The president", 1);
        measure(&format!("re-anchor {name}"), times, || {
            timed(|| native::read(edited.as_bytes()).expect("read"))
        });
        let path = folder.path().join("a.gloss.ron");
        let (says, said) = channel();
        let report = move |report| says.send(report).expect("the bench listens");
        let disk = Arc::new(RealDisk);
        let mut writer = Writer::start(disk, places.clone(), Session::untitled(), document.clone(), report)
            .expect("a thread");
        measure(&format!("save {name}"), times, || {
            timed(|| {
                writer.save(SaveTo::As(path.clone()));
                assert!(matches!(said.recv(), Ok(Report::Saved { .. })));
            })
        });
        measure(&format!("edit to disk {name}"), 200, || {
            let edit = Edit::annotation(Annotation::new("n".into(), LayerId::CLAIM, vec![Span::new(0, 9)]));
            timed(|| {
                let number = writer.edit(edit);
                assert!(matches!(said.recv(), Ok(Report::Journalled { number: at }) if at == number));
            })
        });
        writer.close(Unsaved::Discard);
        measure(&format!("load {name}"), times, || {
            timed(|| store::open(&RealDisk, &places, &path).expect("opened").document)
        });
    }
}
