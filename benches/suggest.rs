//! How fast suggestions come: an article of 1,000 words, and a text of a million; then the precise tier: the network
//! alone, with all the rest, the first of it, and the memory that it takes.
//!
//!     cargo bench --bench suggest

use glossator::suggest::precise::{self, Pass, Reading};
use glossator::suggest::{Request, suggest};
use glossator::text::{Article, Span};
use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 200;
/// How many words a large window shows.
const SHOWN: usize = 400;

fn main() {
    let words: Vec<&str> = [
        include_str!("../examples/corridor-commentary.txt"),
        include_str!("../examples/grain-talks-agency.txt"),
    ]
    .iter()
    .flat_map(|text| text.split(' '))
    .collect();
    let text = |count: usize| words.iter().copied().cycle().take(count).collect::<Vec<_>>().join(" ");
    let request = Request { language: "en", ..Request::default() };

    let article = Article::new(text(1000));
    black_box(suggest(&article, &request)); // lexicons and gazetteers are read once
    let mut times: Vec<Duration> = (0..ROUNDS).map(|_| time(&article, &request)).collect();
    times.sort_unstable();
    let millis = |at: usize| times.get(at).map_or(0.0, Duration::as_secs_f64) * 1e3;
    println!(
        "suggest 1000 words: p50 = {:.2} ms, p99 = {:.2} ms",
        millis(ROUNDS / 2),
        millis(ROUNDS * 99 / 100)
    );
    if precise::is_built_in() {
        closely(&text(SHOWN), &text(20_000));
    }

    for count in [100_000, 1_000_000] {
        let seconds = time(&Article::new(text(count)), &request).as_secs_f64();
        println!("suggest {count} words: {:.2} s, {:.0} words/s", seconds, count as f64 / seconds);
    }
}

fn time(article: &Article, request: &Request<'_>) -> Duration {
    let start = Instant::now();
    black_box(suggest(article, request));
    start.elapsed()
}

/// Measures the precise tier on what a window shows, when nothing of it is ready yet, and on a long text.
fn closely(shown: &str, long: &str) {
    let before = memory();
    let start = Instant::now();
    let made = Pass::new(&Article::new(""), &Reading::default());
    println!("network: made ready in {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    if let Err(why) = made {
        println!("network: {why}");
        return;
    }
    for name in ["first", "again"] {
        let start = Instant::now();
        whole(&Article::new(shown));
        println!("closely {SHOWN} words: {name} = {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    }
    let article = Article::new(long);
    let count = long.split(' ').count() as f64;
    let start = Instant::now();
    let reading = precise::read(&article, None);
    let seconds = start.elapsed().as_secs_f64();
    println!("network {count} words: {seconds:.2} s, {:.0} words/s on one core", count / seconds);
    let request = Request { language: "en", reading: reading.as_ref().ok(), ..Request::default() };
    let all = seconds + time(&article, &request).as_secs_f64();
    println!("closely {count} words: {all:.2} s, {:.0} words/s", count / all);
    if let (Some(before), Some(after)) = (before, memory()) {
        println!("closely: {:.0} MB more memory at most", (after - before) / 1024.0);
    }
}

/// Reads what is shown and suggests.
fn whole(article: &Article) {
    let mut reading = Reading::default();
    if let Ok(mut pass) = Pass::new(article, &reading) {
        while let Some(Ok(more)) = pass.next(Span::default()).map(|window| pass.read(window)) {
            reading.add(more);
        }
    }
    let request = Request { language: "en", reading: Some(&reading), ..Request::default() };
    black_box(suggest(article, &request));
}

/// Returns the most memory that the program took so far, in KB, where the system tells.
fn memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
