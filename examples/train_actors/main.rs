//! Trains the tagger of actors and writes `assets/models/actors.bin`.
//!
//!     cargo run --release --example train_actors -- PATH_TO_DATA [--out FILE] [--epochs N] [--features N]
//!
//! `PATH_TO_DATA` holds `train/*.jsonl`; nothing else is read. Every tenth row of `gmb.jsonl` is held out and
//! scored at the end. The same data give the same model, bit for bit.

mod crf;
mod data;
mod swap;

use glossator::suggest::actors::tagger::decode::Decoder;
use glossator::suggest::actors::tagger::model::{Model, write};
use std::path::Path;

/// What is trained on: the file, how often, whether whole labels are missing from it.
const SETS: &[(&str, usize)] = &[
    ("gmb", 1),
    ("wikigold", 3),
    ("crossner-politics", 3),
    ("crossner-politics.dev", 3),
    ("uner-ewt.dev", 3),
    ("gum-academic", 2),
    ("gum-bio", 4),
    ("gum-court", 2),
    ("gum-interview", 4),
    ("gum-speech", 4),
    ("gum-textbook", 4),
    ("gum-voyage", 3),
];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut path = String::new();
    let mut out = "assets/models/actors.bin".to_owned();
    let mut settings = crf::Settings::default();
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().and_then(|value| value.parse::<f32>().ok()).unwrap_or_default();
        match argument.as_str() {
            "--epochs" => settings.epochs = number() as usize,
            "--features" => settings.features = number() as usize,
            "--rate" => settings.rate = number(),
            "--l2" => settings.l2 = number(),
            "--drop" => settings.drop = number(),
            "--swap" => settings.swap = number(),
            "--averaged" => settings.averaged = number() as usize,
            "--out" => out = arguments.next().unwrap_or_default(),
            _ => path = argument,
        }
    }
    if path.is_empty() {
        eprintln!("usage: train_actors PATH_TO_DATA [--out FILE] [--epochs N] [--features N]");
        std::process::exit(2);
    }
    if let Err(problem) = run(Path::new(&path), Path::new(&out), &settings) {
        eprintln!("{problem}");
        std::process::exit(1);
    }
}

fn run(path: &Path, out: &Path, settings: &crf::Settings) -> Result<(), String> {
    let mut train = Vec::new();
    let mut held_out = Vec::new();
    for (name, times) in SETS {
        let rows = data::read(&path.join("train").join(format!("{name}.jsonl")))?;
        let (mut kept, mut words) = (0, 0);
        for (index, row) in rows.into_iter().enumerate() {
            if *name == "gmb" && index % 10 == 0 {
                held_out.push(row);
                continue;
            }
            kept += 1;
            words += row.text.split_whitespace().count();
            train.push((row, *times));
        }
        eprintln!("{name}: {kept} rows, {words} words, {times} times");
    }
    let trained = crf::train(&train, settings);
    let bytes = write(&trained.transitions, &trained.features);
    if let Some(folder) = out.parent() {
        std::fs::create_dir_all(folder).map_err(|problem| problem.to_string())?;
    }
    #[expect(clippy::disallowed_methods, reason = "a program of its own")]
    std::fs::write(out, &bytes).map_err(|problem| format!("{}: {problem}", out.display()))?;
    println!("{} features, {} bytes", trained.features.len(), bytes.len());
    let model = Model::read(&bytes).ok_or("the model that was written cannot be read")?;
    score(&model, &held_out);
    Ok(())
}

/// Prints how the tagger alone does on rows that it did not see.
fn score(model: &Model<'_>, rows: &[data::Row]) {
    let mut decoder = Decoder::new(*model.transitions());
    let (mut right, mut found, mut gold) = (0, 0, 0);
    for row in rows {
        let seen = data::Seen::new(row);
        let mut names = Vec::new();
        for region in &seen.observed.regions {
            decoder.clear();
            for at in region.words.clone() {
                decoder.push(model.score(seen.observed.features_of(region, at)));
            }
            decoder.decide();
            decoder.names(region.words.start, &mut names);
        }
        let expected = seen.names();
        found += names.len();
        gold += expected.len();
        right += names.iter().filter(|name| expected.contains(&(name.start, name.end))).count();
    }
    let (precision, recall) = (right as f64 / found as f64, right as f64 / gold as f64);
    println!(
        "held out of gmb: {} rows, exact P {:.1} R {:.1} F1 {:.1}",
        rows.len(),
        100.0 * precision,
        100.0 * recall,
        200.0 * precision * recall / (precision + recall)
    );
}
