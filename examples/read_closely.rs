//! What the network of the precise tier says by itself: windows, pieces, shapes and tags of each article.
//!
//! `cargo run --release --example read_closely < articles.jsonl > windows.jsonl` takes rows of `{"id","text"}`; each
//! window becomes `{"id","sentences","words","pieces","shapes","tags"}`, with offsets in Unicode scalars.
//! `training/check.py` compares that with what the training program makes of the same articles.

use glossator::suggest::actors::tagger::decode::{Decoder, bars};
use glossator::suggest::precise::{Pass, Reading};
use glossator::text::{Article, Span};
use serde_json::{Value, json};
use std::io::{BufRead as _, Write as _};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let row: Value = serde_json::from_str(&line?)?;
        let text = row.get("text").and_then(Value::as_str).unwrap_or_default();
        let article = Article::new(text);
        for mut window in windows(&article)? {
            if let Some(fields) = window.as_object_mut() {
                fields.insert("id".to_owned(), row.get("id").cloned().unwrap_or_default());
            }
            writeln!(out, "{window}")?;
        }
    }
    Ok(())
}

fn windows(article: &Article) -> Result<Vec<Value>, String> {
    let scalars = |span: Span| {
        let before = |at: u32| article.slice(Span::new(0, at)).chars().count();
        json!([before(span.start), before(span.end)])
    };
    let mut pass = Pass::new(article, &Reading::default())?;
    let mut decoder = Decoder::new(bars());
    let mut out = Vec::new();
    for index in 0..pass.windows().len() {
        let reading = pass.read(index)?;
        let range = pass.windows().get(index).cloned().unwrap_or_default();
        let words = pass.words().words.get(range).unwrap_or_default();
        decoder.clear();
        for tags in words.iter().filter_map(|word| reading.tags(word.span)) {
            decoder.push(*tags);
        }
        decoder.decide();
        let mut sentences: Vec<_> = words.iter().map(|word| word.sentence as usize).collect();
        sentences.dedup();
        out.push(json!({
            "sentences": sentences.iter().filter_map(|at| pass.sentences().get(*at)).map(|span| scalars(*span)).collect::<Vec<_>>(),
            "words": words.iter().map(|word| scalars(word.span)).collect::<Vec<_>>(),
            "pieces": words.iter().map(|word| pass.words().pieces_of(word)).collect::<Vec<_>>(),
            "shapes": words.iter().map(|word| word.shape).collect::<Vec<_>>(),
            "tags": decoder.tags(),
        }));
    }
    Ok(out)
}
