//! How fast suggestions come: an article of 1,000 words, and a text of a million.
//!
//!     cargo bench --bench suggest

use glossator::suggest::{Request, suggest};
use glossator::text::Article;
use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 200;

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
