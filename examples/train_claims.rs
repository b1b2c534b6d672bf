//! Learns `assets/models/claims.txt` from labelled articles.
//!
//!     cargo run --release --example train_claims -- claims.jsonl > assets/models/claims.txt
//!
//! A row has `text`, `sents` ([[start, end], …]) and `claims` ([{start, end}, …], those worth highlighting);
//! offsets count Unicode scalars. What a cross-validation over articles gives goes to standard error.
//! `training/probe.py --judged JUDGED.jsonl` writes what the network says of each sentence when its article is held
//! out; given as a second argument, both are joined as the program does, and measured.
//! Nothing here is random: the same rows give the same file.

use glossator::suggest::claims::features::{self, COUNT, Features};
use glossator::suggest::precise::reading::joined_claim;
use glossator::suggest::{Found, Prepared, Request, actors, quotes};
use glossator::text::Article;
use serde_json::Value;
use std::ops::Range;

/// A sentence: its features, whether it is worth it, which article it comes from.
struct Row {
    features: Features,
    worth: bool,
    article: usize,
    /// What the network says of it in each repetition, its article being held out.
    said: Option<[f32; 3]>,
}

/// Where a sentence is, in which article, and what the network says of it.
type Judged = (String, Range<usize>, [f32; 3]);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: train_claims CLAIMS.jsonl [JUDGED.jsonl]")?;
    let judged = match std::env::args().nth(2) {
        Some(path) => judged(&std::fs::read_to_string(path)?)?,
        None => Vec::new(),
    };
    let mut columns = Vec::new();
    for language in ["en", ""] {
        let rows = read(&std::fs::read_to_string(&path)?, language, &judged)?;
        validate(&rows, if language.is_empty() { "any language" } else { "English" }, |own, _| own);
        if language == "en" && !judged.is_empty() {
            validate(&rows, "English with the network", |own, said| {
                said.map_or(own, |said| f64::from(joined_claim(own as f32, said)))
            });
        }
        columns.push(train(&rows.iter().collect::<Vec<_>>()));
    }
    println!("# feature, weight in English, weight in other languages. Made by examples/train_claims.rs.");
    for (at, name) in features::names().iter().enumerate() {
        println!("{name} {:.4} {:.4}", columns[0][at], columns[1][at]);
    }
    Ok(())
}

fn judged(source: &str) -> Result<Vec<Judged>, Box<dyn std::error::Error>> {
    let number = |value: &Value| value.as_u64().unwrap_or_default() as usize;
    let one = |line: &str| {
        let row: Value = serde_json::from_str(line)?;
        let scores = std::array::from_fn(|at| row["scores"][at].as_f64().unwrap_or_default() as f32);
        let id = row["id"].as_str().unwrap_or_default().to_owned();
        Ok((id, number(&row["start"])..number(&row["end"]), scores))
    };
    source.lines().map(one).collect()
}

fn read(source: &str, language: &str, judged: &[Judged]) -> Result<Vec<Row>, Box<dyn std::error::Error>> {
    let mut out = Vec::new();
    for (index, line) in source.lines().enumerate() {
        let row: Value = serde_json::from_str(line)?;
        let text = row["text"].as_str().unwrap_or_default();
        let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let span = |value: &Value, from: &str, to: &str| {
            let at = |value: &Value| {
                bytes.get(value.as_u64().unwrap_or_default() as usize).copied().unwrap_or(text.len())
            };
            if from.is_empty() { at(&value[0])..at(&value[1]) } else { at(&value[from])..at(&value[to]) }
        };
        let gold: Vec<_> =
            row["sents"].as_array().into_iter().flatten().map(|sent| span(sent, "", "")).collect();
        let claims: Vec<_> =
            row["claims"].as_array().into_iter().flatten().map(|claim| span(claim, "start", "end")).collect();
        let article = Article::new(text);
        let prepared = Prepared::new(&article, "en");
        let (request, mut found) = (Request { language: "en", ..Request::default() }, Found::default());
        actors::find(&prepared, &request, &mut found);
        quotes::find(&prepared, &request, &mut found);
        for (sentence, mut features) in prepared.sentences.iter().zip(features::of_article(&prepared, &found))
        {
            let range = sentence.range();
            let covered = |spans: &[Range<usize>]| {
                spans
                    .iter()
                    .map(|span| span.end.min(range.end).saturating_sub(span.start.max(range.start)))
                    .sum::<usize>()
                    * 2
                    >= range.len()
            };
            if !covered(&gold) {
                continue; // not labelled
            }
            if language.is_empty() {
                // What needs no word groups is alike in every language.
                for (value, name) in features.iter_mut().zip(features::names()) {
                    *value *= f32::from(u8::from(!features::is_lexical(&name)));
                }
            }
            let byte = |at: usize| bytes.get(at).copied().unwrap_or(text.len());
            let here = |(id, span, _): &&Judged| {
                *id == row["id"] && covered(std::slice::from_ref(&(byte(span.start)..byte(span.end))))
            };
            let said = judged.iter().find(here).map(|(_, _, scores)| *scores);
            out.push(Row { features, worth: covered(&claims), article: index, said });
        }
    }
    Ok(out)
}

/// How much the squared weights of even features count: little is known of each from so few sentences.
const PENALTY: f64 = 12.0;

/// Logistic regression on features that are made even — mean 0, deviation 1 — by accelerated gradient descent. The
/// weights are those of the features as they are.
fn train(rows: &[&Row]) -> [f64; COUNT] {
    let count = rows.len() as f64;
    let (mut means, mut spreads) = ([0.0; COUNT], [0.0; COUNT]);
    for at in 1..COUNT {
        let values = || rows.iter().map(|row| f64::from(row.features[at]));
        means[at] = values().sum::<f64>() / count;
        spreads[at] = (values().map(|x| (x - means[at]).powi(2)).sum::<f64>() / count).sqrt();
    }
    let even = |at: usize, x: f32| {
        if at == 0 {
            1.0
        } else if spreads[at] > 0.0 {
            (f64::from(x) - means[at]) / spreads[at]
        } else {
            0.0
        }
    };
    let evened: Vec<[f64; COUNT]> =
        rows.iter().map(|row| std::array::from_fn(|at| even(at, row.features[at]))).collect();
    let fitted = fit(&evened, rows);
    let mut weights = [0.0; COUNT];
    weights[0] = fitted[0];
    for at in (1..COUNT).filter(|at| spreads[*at] > 0.0) {
        weights[at] = fitted[at] / spreads[at];
        weights[0] -= weights[at] * means[at];
    }
    weights
}

fn fit(evened: &[[f64; COUNT]], rows: &[&Row]) -> [f64; COUNT] {
    let norm = evened.iter().flatten().map(|x| x.powi(2)).sum::<f64>();
    let step = 1.0 / (0.25 * norm + PENALTY);
    let (mut weights, mut ahead) = ([0.0; COUNT], [0.0; COUNT]);
    for round in 0..2_000 {
        let mut gradient = ahead.map(|weight| PENALTY * weight);
        gradient[0] = 0.0;
        for (features, row) in evened.iter().zip(rows) {
            let sum: f64 = ahead.iter().zip(features).map(|(weight, x)| weight * x).sum();
            let error = 1.0 / (1.0 + (-sum).exp()) - f64::from(u8::from(row.worth));
            for (slot, x) in gradient.iter_mut().zip(features) {
                *slot += error * x;
            }
        }
        let momentum = f64::from(round) / f64::from(round + 3);
        for at in 0..COUNT {
            let next = ahead[at] - step * gradient[at];
            ahead[at] = next + momentum * (next - weights[at]);
            weights[at] = next;
        }
    }
    weights
}

fn score(weights: &[f64; COUNT], features: &Features) -> f64 {
    weights.iter().zip(features).map(|(weight, x)| weight * f64::from(*x)).sum()
}

/// Six parts of whole articles, three times: average precision and F1 of what `joined` makes of our score and the
/// network's.
fn validate(rows: &[Row], what: &str, joined: impl Fn(f64, Option<f32>) -> f64) {
    let (mut precision, mut f1) = (0.0, 0.0);
    for repeat in 0..3 {
        let part = |article: usize| (article * 7 + article / 6 * repeat + repeat) % 6;
        let mut judged = Vec::new();
        for held in 0..6 {
            let known: Vec<_> = rows.iter().filter(|row| part(row.article) != held).collect();
            let weights = train(&known);
            for row in rows.iter().filter(|row| part(row.article) == held) {
                let said = row.said.map(|said| said[repeat]);
                judged.push((joined(score(&weights, &row.features), said), row.worth));
            }
        }
        if repeat == 0 {
            print_reliability(&judged);
        }
        let (ap, f) = measures(judged);
        precision += ap / 3.0;
        f1 += f / 3.0;
    }
    eprintln!(
        "{what}: {} sentences, average precision {:.1}, F1 {:.1}",
        rows.len(),
        100.0 * precision,
        100.0 * f1
    );
}

/// Of the sentences scored so, how many are worth it.
fn print_reliability(judged: &[(f64, bool)]) {
    for tenth in 0..10 {
        let inside = |(score, _): &&(f64, bool)| {
            let probability = 1.0 / (1.0 + (-score).exp());
            (probability * 10.0).floor().min(9.0) as usize == tenth
        };
        let here: Vec<_> = judged.iter().filter(inside).collect();
        let right = here.iter().filter(|(_, worth)| *worth).count();
        let share = 100.0 * right as f64 / here.len().max(1) as f64;
        eprintln!("scored 0.{tenth} to 0.{tenth}9: {share:.0} % of {} are worth it", here.len());
    }
}

fn measures(mut judged: Vec<(f64, bool)>) -> (f64, f64) {
    judged.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut hits, mut sum) = (0.0, 0.0);
    for (rank, (_, worth)) in judged.iter().enumerate() {
        if *worth {
            hits += 1.0;
            sum += hits / (rank + 1) as f64;
        }
    }
    let right = judged.iter().filter(|(score, worth)| *score > 0.0 && *worth).count() as f64;
    let proposed = judged.iter().filter(|(score, _)| *score > 0.0).count() as f64;
    (sum / hits, 2.0 * right / (proposed + hits))
}
