//! How fast each format is written and read: an annotated text of two megabytes, in megabytes of file a second; of
//! packed files what they unpack to is counted.
//!
//!     cargo bench --bench formats
//!     GLOSSATOR_BENCH_MB=10 cargo bench --bench formats     # of ten megabytes

use glossator::formats::Input;
use glossator::formats::annotation::{self, AnnotationFormat, FileName, OutFile, WriteOptions};
use glossator::model::{Annotation, Codebook, Document, Edit, Link, Origin, Status, Target, apply};
use glossator::text::{Article, Span};
use std::hint::black_box;
use std::io::{self, Cursor};
use std::sync::Arc;
use std::time::Instant;

const ROUNDS: usize = 3;

fn main() {
    let megabytes = std::env::var("GLOSSATOR_BENCH_MB").ok().and_then(|it| it.parse().ok()).unwrap_or(2usize);
    let document = document(megabytes << 20);
    let text = document.text().len() as f64 / 1e6;
    println!(
        "text {text:.1} MB, {} annotations, {} links",
        document.annotation_count(),
        document.links().len()
    );
    for format in annotation::ALL.iter().filter(|format| format.writes()) {
        let (seconds, files) = best(|| format.write(&[&document], &WriteOptions::default()));
        let Ok(files) = files else {
            println!("{:<14} cannot be written", format.name());
            continue;
        };
        let size = files.iter().map(|file| unpacked(&file.bytes)).sum::<usize>() as f64 / 1e6;
        let read = if format.reads() { read(*format, &files, document.text(), size) } else { "-".to_owned() };
        println!(
            "{:<14} {size:>6.1} MB  written {:>6.1} MB/s  read {read:>6} MB/s",
            format.name(),
            size / seconds
        );
    }
}

/// Reads files back, companions and the text beside; returns megabytes a second.
fn read(format: &dyn AnnotationFormat, files: &[OutFile], text: &str, mut size: f64) -> String {
    let name = format!("article.{}", format.extensions().first().copied().unwrap_or_default());
    let mut beside: Vec<_> = files
        .iter()
        .filter_map(|file| match file.name {
            FileName::Main => None,
            FileName::Stem(ending) => Some((format!("article{ending}"), file.bytes.clone())),
            FileName::Beside(name) => Some((name.to_owned(), file.bytes.clone())),
        })
        .collect();
    if format.companions(b"", &name).contains(&"article.txt".to_owned())
        && !beside.iter().any(|(name, _)| name == "article.txt")
    {
        beside.push(("article.txt".to_owned(), text.as_bytes().to_vec()));
        size += text.len() as f64 / 1e6;
    }
    let main = files.iter().find(|file| file.name == FileName::Main).map_or(&[][..], |file| &file.bytes);
    let input = Input { bytes: main, name: &name, beside: &beside };
    let (seconds, read) = best(|| format.read(&input));
    match read {
        Ok(_) => format!("{:.1}", size / seconds),
        Err(why) => format!("({why})"),
    }
}

/// Returns how many bytes a file holds, unpacked.
fn unpacked(bytes: &[u8]) -> usize {
    match bytes {
        [b'P', b'K', 3, 4, ..] => {
            let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return bytes.len() };
            let sizes = (0..archive.len()).filter_map(|at| archive.by_index(at).ok().map(|part| part.size()));
            sizes.sum::<u64>() as usize
        }
        [0x78, ..] => {
            io::copy(&mut flate2::read::ZlibDecoder::new(bytes), &mut io::sink()).unwrap_or(0) as usize
        }
        _ => bytes.len(),
    }
}

/// The shortest of some rounds, in seconds, and what the last one made.
fn best<T>(mut one: impl FnMut() -> T) -> (f64, T) {
    let mut timed = || {
        let start = Instant::now();
        let made = black_box(one());
        (start.elapsed().as_secs_f64(), made)
    };
    let mut best = timed();
    for _ in 1..ROUNDS {
        let next = timed();
        best = (best.0.min(next.0), next.1);
    }
    best
}

/// A text with an annotation every 60 words, every second of them linked to the one before.
fn document(bytes: usize) -> Document {
    let sample = include_str!("../examples/grain-talks-agency.txt");
    let mut text = String::with_capacity(bytes + sample.len());
    while text.len() < bytes {
        text.push_str(sample);
    }
    let mut document =
        Document::with_id("bench", Arc::new(Article::new(text.as_str())), Codebook::standard());
    let layers = document.codebook().layers.iter().map(|layer| layer.id.clone()).collect::<Vec<_>>();
    let mut edits = Vec::new();
    let (mut start, mut number) = (0, 0usize);
    let mut former = None;
    for word in text.split_inclusive(' ') {
        let end = start + word.trim_end().len();
        if number.is_multiple_of(60) && end > start {
            let layer =
                layers.get(number / 60 % layers.len().max(1)).cloned().unwrap_or_else(|| "actor".into());
            let id: glossator::model::AnnotationId = format!("n{number}").as_str().into();
            let mut made = Annotation::new(id.clone(), layer, vec![Span::of(start..end)]);
            made.attributes.set("type", "direct");
            edits.push(Edit::annotation(made));
            if let Some(to) = former.replace(id.clone()).filter(|_| number.is_multiple_of(120)) {
                let link = format!("l{number}").as_str().into();
                let (role, status, origin) = ("speaker".into(), Status::Accepted, Origin::person("bench"));
                edits.push(Edit::link(Link {
                    id: link,
                    from: id,
                    role,
                    to: Target::Annotation(to),
                    status,
                    origin,
                }));
            }
        }
        start += word.len();
        number += 1;
    }
    apply(&mut document, Edit::Batch(edits));
    document
}
