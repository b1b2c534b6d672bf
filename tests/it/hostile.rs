//! Bad files for every reader, of articles and of annotations: a message or a document, never a panic, never a
//! wait, never much memory. The figures of so many of each format, with the worst time and memory:
//! `GLOSSATOR_MUTATIONS=10000 CARGO_PROFILE_DEV_OPT_LEVEL=2 cargo test --test it hostile -- --nocapture --test-threads=1`;
//! with `GLOSSATOR_READERS=docx,pdf` of these readers alone.

use super::support::mutate::{Dice, mutated};
use glossator::formats::annotation::{self, FileName, WriteOptions};
use glossator::formats::{self, Detected, Imported, Input, Unreadable, article};
use glossator::model::{Document, Meta, check};
use glossator::suggest::{Request, merge, suggest};
use std::fs;
use std::io::{Cursor, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Instant;

/// How many bad files of each format are made.
fn wanted() -> usize {
    asked().unwrap_or(100)
}

fn asked() -> Option<usize> {
    std::env::var("GLOSSATOR_MUTATIONS").ok()?.parse().ok()
}

/// The round to begin with, to go on where a run ended: `GLOSSATOR_FIRST_ROUND=4000`.
fn first_round() -> usize {
    std::env::var("GLOSSATOR_FIRST_ROUND").ok().and_then(|it| it.parse().ok()).unwrap_or(0)
}

/// Says whether a reader is among those that were asked for; all are when none was named.
fn is_asked(format: &str) -> bool {
    std::env::var("GLOSSATOR_READERS").map_or(true, |names| names.split(',').any(|name| name == format))
}

/// How many seconds a reader may take for each megabyte, and how much memory. The library that reads PDFs is
/// left after two seconds, which it takes a moment to notice. Among other tests on a busy machine neither can be
/// measured: then only what hangs fails.
fn limits(format: &str) -> (f64, u64) {
    match asked() {
        Some(_) => (if format == "pdf" { 2.2 } else { 2.0 }, 500 << 20),
        None => (100.0, u64::MAX),
    }
}

/// A good file: its format, its name and what lies beside it.
struct Seed {
    format: Detected,
    name: String,
    bytes: Vec<u8>,
    beside: Vec<(String, Vec<u8>)>,
}

impl Seed {
    fn read(&self, bytes: &[u8]) -> Result<Vec<Imported>, Unreadable> {
        self.format.read(&Input { bytes, name: &self.name, beside: &self.beside })
    }
}

/// The worst that was met with one format.
#[derive(Default)]
struct Worst {
    seconds_per_mb: f64,
    memory: u64,
    read: usize,
    refused: usize,
}

/// Reads one bad file; whatever is read must be sound enough to be shown.
#[track_caller]
fn survive(seed: &Seed, bytes: &[u8], what: &str, worst: &mut Worst) {
    let megabytes = (bytes.len() as f64 / f64::from(1 << 20)).max(1.0);
    let (patience, memory) = limits(seed.format.name());
    let before = Memory::now();
    let timed = || {
        let begin = Instant::now();
        let read = catch_unwind(AssertUnwindSafe(|| seed.read(bytes)));
        (read, begin.elapsed().as_secs_f64() / megabytes)
    };
    let (read, mut seconds) = timed();
    let used = before.peak();
    // What else the machine does may have held it up: what is slow three times is slow.
    for _ in 0..2 {
        if seconds >= patience {
            seconds = seconds.min(timed().1);
        }
    }
    let keep = || {
        let path = std::env::temp_dir().join(format!("glossator-bad-{}", seed.name));
        super::support::file::write(&path, bytes);
        format!("{} {what}, kept: {}", seed.format.name(), path.display())
    };
    let Ok(read) = read else { panic!("it panicked: {}", keep()) };
    match read {
        Ok(all) => {
            worst.read += 1;
            for imported in all.iter().take(20) {
                drop(check(&imported.document));
            }
        }
        Err(why) => {
            worst.refused += 1;
            assert!(!why.to_string().is_empty());
        }
    }
    worst.seconds_per_mb = worst.seconds_per_mb.max(seconds);
    worst.memory = worst.memory.max(used);
    assert!(seconds < patience, "it took {seconds:.1} s for each MB: {}", keep());
    assert!(used < memory, "it took {} MB: {}", used >> 20, keep());
}

/// How much memory the program holds; the peak since then, where the system tells.
struct Memory(u64);

impl Memory {
    fn now() -> Self {
        // Linux begins a new peak when this is written.
        if let Ok(mut file) = fs::OpenOptions::new().write(true).open("/proc/self/clear_refs") {
            drop(file.write_all(b"5"));
        }
        Self(Self::of("VmRSS:"))
    }

    fn peak(&self) -> u64 {
        Self::of("VmHWM:").saturating_sub(self.0)
    }

    fn of(name: &str) -> u64 {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
        line.split_whitespace().next().and_then(|number| number.parse::<u64>().ok()).unwrap_or(0) << 10
    }
}

fn mutate_all(seeds: &[Seed]) {
    for (number, seed) in seeds.iter().enumerate().filter(|(_, seed)| is_asked(seed.format.name())) {
        let mut worst = Worst::default();
        let good = seed.read(&seed.bytes);
        assert!(good.is_ok(), "{} {}: {good:?}", seed.format.name(), seed.name);
        for round in first_round()..wanted() {
            let mut dice = Dice::new((number as u64 + 1) << 32 | round as u64);
            let bytes = mutated(&seed.bytes, &mut dice);
            if asked().is_some() && seed.format.name() == "pdf" {
                // What ends the whole program cannot be kept afterwards.
                super::support::file::write(&std::env::temp_dir().join("glossator-last.pdf"), &bytes);
            }
            survive(seed, &bytes, &format!("round {round}"), &mut worst);
            if round % 8 == 0 {
                assert!(formats::detect(&bytes, &seed.name).is_none_or(|format| !format.name().is_empty()));
            }
        }
        println!(
            "{:<14} {:<24} {} bad files: {} read, {} refused; worst {:.2} s/MB, {} MB",
            seed.format.name(),
            seed.name,
            wanted(),
            worst.read,
            worst.refused,
            worst.seconds_per_mb,
            worst.memory >> 20
        );
    }
}

fn articles() -> Vec<Seed> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/articles");
    let mut names: Vec<_> =
        fs::read_dir(&folder).expect("samples").filter_map(Result::ok).map(|it| it.file_name()).collect();
    names.sort();
    let seeds = names.into_iter().filter_map(|name| {
        let name = name.to_string_lossy().into_owned();
        let bytes = fs::read(folder.join(&name)).expect("a sample");
        let format = formats::detect(&bytes, &name).filter(|_| name.starts_with("strait"))?;
        Some(Seed { format, name, bytes, beside: Vec::new() })
    });
    seeds.collect()
}

/// A document with everything that suggestions bring.
fn document() -> Document {
    let text = "“The strait 😀 stays open,” said the harbour minister, Selin Arda, on Thursday. Порт Северный молчит.\n\n\
        Oleg Marin, the envoy of Turkey, said that the fees “were agreed long ago”. “Nobody,” he added, “is served by a closed strait.” \
        Exports fell by 12% in 2024 because of the dispute.";
    let read = article::ALL.last().expect("plain").read(text.as_bytes(), "x.txt").expect("read");
    let mut document = article::into_documents(read, "strait").remove(0).document;
    let suggestions = suggest(document.article(), &Request { language: "en", ..Request::default() });
    let edit = merge(&document, suggestions);
    glossator::model::apply(&mut document, edit);
    let meta = Meta { title: "Two ports".to_owned(), author: "Nora".to_owned(), ..Meta::default() };
    glossator::model::apply(&mut document, glossator::model::Edit::SetMeta(Box::new(meta)));
    document
}

fn annotations() -> Vec<Seed> {
    let document = document();
    let readable = annotation::ALL.iter().copied().filter(|format| format.reads() && format.writes());
    let seeds = readable.filter_map(|format| {
        let files = format.write(&[&document], &WriteOptions::default()).ok()?;
        let ending = format.extensions().first().copied().unwrap_or("txt");
        let name = format!("strait.{ending}");
        // A table of annotations has no text of its own and is read beside its article.
        let mut beside = vec![("strait.txt".to_owned(), document.text().as_bytes().to_vec())];
        let mut main = Vec::new();
        for file in files {
            match file.name {
                FileName::Main => main = file.bytes,
                FileName::Stem(".txt") => beside[0].1 = file.bytes,
                FileName::Stem(ending) => beside.push((format!("strait{ending}"), file.bytes)),
                FileName::Beside(name) => beside.push((name.to_owned(), file.bytes)),
            }
        }
        Some(Seed { format: Detected::Annotation(format), name, bytes: main, beside })
    });
    seeds.collect()
}

#[test]
fn bad_articles() {
    mutate_all(&articles());
}

#[test]
fn bad_annotations() {
    mutate_all(&annotations());
}

/// What lies beside a file is anybody's too.
#[test]
fn bad_companions() {
    let mut seeds = annotations();
    for seed in seeds.iter_mut().filter(|seed| !seed.beside.is_empty() && is_asked(seed.format.name())) {
        let good = std::mem::take(&mut seed.beside);
        for round in 0..wanted().min(500) {
            let mut dice = Dice::new(round as u64);
            let mut beside = good.clone();
            let at = dice.below(beside.len());
            beside[at].1 = mutated(&beside[at].1, &mut dice);
            seed.beside = beside;
            survive(seed, &seed.bytes, &format!("beside, round {round}"), &mut Worst::default());
        }
    }
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut packer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        packer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("begun");
        packer.write_all(bytes).expect("written");
    }
    packer.finish().expect("finished").into_inner()
}

fn pdf(objects: &[&[u8]]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (object, number) in objects.iter().zip(1..) {
        places.push(file.len());
        file.extend(format!("{number} 0 obj\n").into_bytes());
        file.extend_from_slice(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).into_bytes());
    places.iter().for_each(|place| file.extend(format!("{place:010} 00000 n \n").into_bytes()));
    file.extend(
        format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", places.len() + 1)
            .into_bytes(),
    );
    file
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).expect("packed");
    packer.finish().expect("packed")
}

type Bomb = (&'static str, Vec<u8>);

/// An entity that would be a billion words.
fn laughs() -> String {
    let levels =
        (0..30).map(|level| format!("<!ENTITY l{} '{}'>", level + 1, format!("&l{level};").repeat(10)));
    format!("<?xml version='1.0'?><!DOCTYPE x [<!ENTITY l0 'ha'>{}]>", levels.collect::<String>())
}

/// Archives that unpack to much, nest deep, name what is outside.
fn archives() -> Vec<Bomb> {
    let laughs = laughs();
    let word = |content: &str| zipped(&[("word/document.xml", content.as_bytes())]);
    let odt = |content: &str| {
        zipped(&[
            ("mimetype", b"application/vnd.oasis.opendocument.text"),
            ("content.xml", content.as_bytes()),
        ])
    };
    let book = "<package><manifest><item id='a' href='a.xhtml' media-type='text/html'/></manifest><spine>"
        .to_owned()
        + &"<itemref idref='a'/>".repeat(20_000)
        + "</spine></package>";
    vec![
        ("docx", word(&"word ".repeat(12 << 20))),
        ("docx", word(&format!("<w:body>{}", "<w:p><w:r><w:t>x</w:t></w:r></w:p>".repeat(200_000)))),
        ("docx", word(&format!("{laughs}<w:p><w:t>&l30;</w:t></w:p>"))),
        ("odt", odt(&format!("{laughs}<text:p>&l30;</text:p>"))),
        ("odt", odt(&"<text:list><text:list-item>".repeat(100_000))),
        (
            "epub",
            zipped(&[
                ("META-INF/container.xml", b"<rootfile full-path='../../x.opf'/>"),
                ("../../x.opf", book.as_bytes()),
                ("a.xhtml", "<p>x".repeat(5_000).as_bytes()),
            ]),
        ),
    ]
}

/// Pages in circles, pages without number, content without end.
fn pdfs() -> Vec<Bomb> {
    let content = deflated(&b"BT /F1 9 Tf 1 1 Td (x) Tj ET\n".repeat(600_000));
    let head = format!("<</Length {}/Filter/FlateDecode>>stream\n", content.len());
    let stream = [head.into_bytes(), content, b"\nendstream".to_vec()].concat();
    let page = |kids: &str| format!("<</Type/Pages/Count 2147483647/Kids[{kids}]>>").into_bytes();
    let leaf: &[u8] =
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>";
    let font: &[u8] = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
    let catalog: &[u8] = b"<</Type/Catalog/Pages 2 0 R>>";
    let all = |kids: &str| pdf(&[catalog, &page(kids), leaf, &stream, font]);
    vec![
        ("pdf", all("2 0 R 2 0 R")),
        ("pdf", all(&"3 0 R ".repeat(200_000))),
        ("pdf", all("3 0 R")),
        ("pdf", pdf(&[catalog, b"<</Type/Pages/Count 1/Kids 2 0 R>>"])),
        ("pdf", format!("%PDF-1.4\n{}", "[".repeat(300_000)).into_bytes()),
        ("pdf", pdf(&[catalog, &page("3 0 R"), &[leaf, &b"[".repeat(20_000)].concat(), &stream, font])),
        (
            "pdf",
            pdf(&[
                catalog,
                &page("3 0 R"),
                format!("<</Type/Page/MediaBox{}", "[".repeat(20_000)).as_bytes(),
                &stream,
                font,
            ]),
        ),
    ]
}

/// Depths, counts and lengths that lie.
fn lies() -> Vec<Bomb> {
    let laughs = laughs();
    let nested = |level: u32| format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n");
    let within = "--a\nContent-Type: message/rfc822\n\n".repeat(20_000);
    let texts: Vec<(&'static str, String)> = vec![
        (
            "feed",
            format!("{laughs}<rss version='2.0'><channel><item><title>&l30;</title></item></channel></rss>"),
        ),
        ("feed", format!("<feed xmlns='http://www.w3.org/2005/Atom'>{}", "<entry>".repeat(50_000))),
        ("rtf", format!("{{\\rtf1 \\bin2147483647 {}", "x".repeat(1 << 20))),
        ("rtf", format!("{{\\rtf1 {}", "{\\footnote x".repeat(200_000))),
        ("rtf", format!("{{\\rtf1 {}", "\\u-10179 ".repeat(200_000))),
        ("warc", "WARC/1.0\r\nContent-Length: 18446744073709551615\r\n\r\n".repeat(20_000)),
        ("mail", format!("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n{within}")),
        ("mail", (0..3_000).map(nested).collect()),
        ("mail", (0..900).map(nested).collect()),
        ("subtitles", "1\n00:00:00,000 --> 99999:99:99,999\n<v ".repeat(20_000)),
        ("json-texts", format!("[{}", "{\"body\":[".repeat(100_000))),
        ("csv-texts", format!("text,title\n{}", "\"".repeat(1 << 20))),
    ];
    texts.into_iter().map(|(name, text)| (name, text.into_bytes())).collect()
}

/// Files that are made to hurt.
fn bombs() -> Vec<Bomb> {
    [archives(), pdfs(), lies()].concat()
}

#[test]
fn bombs_do_not_go_off() {
    for (number, (name, bytes)) in bombs().into_iter().enumerate() {
        let format = article::named(name).expect(name);
        let seed = Seed {
            format: Detected::Article(format),
            name: format!("bomb-{number}"),
            bytes: Vec::new(),
            beside: Vec::new(),
        };
        let mut worst = Worst::default();
        survive(&seed, &bytes, &format!("bomb {number}"), &mut worst);
        println!(
            "{name:<12} bomb {number}: {} bytes, {:.2} s/MB, {} MB, refused {}",
            bytes.len(),
            worst.seconds_per_mb,
            worst.memory >> 20,
            worst.refused
        );
    }
}

/// As many lines as fit into a megabyte.
fn many(line: impl Fn(usize) -> String) -> String {
    const SIZE: usize = 1 << 20;
    let mut text = String::with_capacity(SIZE + 100);
    for number in 0.. {
        if text.len() > SIZE {
            break;
        }
        text += &line(number);
    }
    text
}

type Crowd = (&'static str, String);

/// brat files that hold much of one kind: equal ids, labels, values, attributes, actors, roles, lost words, parts.
fn brat_crowds() -> Vec<Crowd> {
    let one = "T1\tquote 0 5\tWords\n".to_owned();
    let all = vec![
        many(|_| one.clone()),
        many(|at| format!("T{at}\tL{at} 0 5\tWords\n")),
        one.clone() + &many(|at| format!("A1\ttype T1 v{at}\n")),
        one.clone() + &many(|at| format!("A1\tn{at} T1 v\n")),
        many(|at| format!("T{at}\tactor 0 5\tWords\n#1\tactor T{at}\ta{at} A\n")),
        many(|at| format!("T{at}\tactor 0 5\tWords\nA1\tkind T{at} v{at}\n")),
        many(|at| format!("T{at}\tquote 0 5\tWords\nR1\tr{at} Arg1:T{at} Arg2:T0\n")),
        many(|at| format!("T{at}\tquote 7 9\tWords\n")),
        many(|at| format!("T{at}\tquote 0 5\tWords\nR1\tpart_of Arg1:T{at} Arg2:T{}\n", at + 1)),
    ];
    all.into_iter().map(|text| ("brat", text)).collect()
}

/// Files of other formats that hold much of one kind.
fn crowds() -> Vec<Crowd> {
    let table = |head: &str, line: &dyn Fn(usize) -> String| format!("{head}\n{}", many(line));
    let json = |named: &dyn Fn(usize) -> String| {
        let place = "\"fragments\":[{\"start\":0,\"end\":5}]";
        let all = many(|at| format!("{{{},{place}}},", named(at)));
        format!("{{\"id\":\"x\",\"text\":\"Words\",\"annotations\":[{}]}}", all.trim_end_matches(','))
    };
    let labels = many(|at| format!("[0,5,\"L{at}\"],"));
    let entities = many(|_| "(a-b-1-".to_owned());
    let others = vec![
        ("csv", table("ann_id,label,start,end", &|_| "x,quote,0,5\n".to_owned())),
        ("csv", table("doc_id,ann_id,label,start,end", &|at| format!("x,{at},L{at},0,5\n"))),
        ("json", json(&|_| "\"layer\":\"quote\"".to_owned())),
        ("json", json(&|_| "\"id\":\"a\",\"layer\":\"quote\"".to_owned())),
        ("json", json(&|at| format!("\"layer\":\"l{at}\""))),
        ("doccano", format!("{{\"text\":\"Words\",\"label\":[{labels}[0,1,\"x\"]]}}")),
        ("conll2003", many(|at| format!("w -X- -X- B-L{at}\n"))),
        (
            "conllu",
            format!(
                "# global.Entity = eid-etype-head-other\n1\tw\t_\t_\t_\t_\t0\troot\t_\tEntity={entities}\n"
            ),
        ),
    ];
    [brat_crowds(), others].concat()
}

#[test]
fn crowds_take_no_longer_than_others() {
    for (number, (name, text)) in crowds().into_iter().enumerate().filter(|(_, (name, _))| is_asked(name)) {
        let format = Detected::Annotation(annotation::named(name).expect(name));
        let ending = if name == "brat" { "x.ann" } else { "x.txt.x" };
        let beside =
            ["x.txt", "x.txt.txt"].map(|name| (name.to_owned(), b"Words and more".to_vec())).to_vec();
        let seed = Seed { format, name: ending.to_owned(), bytes: Vec::new(), beside };
        let mut worst = Worst::default();
        survive(&seed, text.as_bytes(), &format!("crowd {number}"), &mut worst);
        println!(
            "{name:<12} crowd {number}: {} bytes, {:.2} s/MB, {} MB, refused {}",
            text.len(),
            worst.seconds_per_mb,
            worst.memory >> 20,
            worst.refused
        );
    }
}

#[test]
fn circles_among_relations_end() {
    let brat = "T1\tquote 0 5\tWords\nT2\tquote 6 9\tand\nR1\tpart_of Arg1:T1 Arg2:T2\nR2\tpart_of Arg1:T2 Arg2:T1\nR3\tpart_of Arg1:T1 Arg2:T1\nE1\tquote:T1 x:E1\n";
    let beside = vec![("x.txt".to_owned(), b"Words and more".to_vec())];
    let format = Detected::Annotation(annotation::named("brat").expect("brat"));
    let seed = Seed { format, name: "x.ann".to_owned(), bytes: Vec::new(), beside };
    survive(&seed, brat.as_bytes(), "circle", &mut Worst::default());
    let link = |from: &str, to: &str| {
        format!(
            "{{\"id\":\"l{from}{to}\",\"from\":\"{from}\",\"role\":\"speaker\",\"to\":\"{to}\",\"status\":\"accepted\"}}"
        )
    };
    let mark = |id: &str| {
        format!("{{\"id\":\"{id}\",\"layer\":\"quote\",\"fragments\":[{{\"start\":0,\"end\":5}}]}}")
    };
    let json = format!(
        "{{\"id\":\"x\",\"text\":\"Words and more\",\"annotations\":[{},{}],\"links\":[{},{},{}]}}",
        mark("a"),
        mark("b"),
        link("a", "b"),
        link("b", "a"),
        link("a", "a")
    );
    let format = Detected::Annotation(annotation::named("json").expect("json"));
    let seed = Seed { format, name: "x.json".to_owned(), bytes: Vec::new(), beside: Vec::new() };
    survive(&seed, json.as_bytes(), "circle", &mut Worst::default());
}
