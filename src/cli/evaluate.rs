//! `glossator evaluate`: predictions against a gold standard.

use super::console::Progress;
use super::rows::{self, Labelled};
use super::suggest::How;
use super::tier::{Closely, Tier};
use super::{Failure, Outcome, console, input, replay, suggest, threshold};
use crate::analysis::reliability::Bin;
use crate::analysis::score::{ActorScores, ClaimScores, QuoteScores};
use crate::analysis::{Mistakes, Options, Rates, Reliability, Sample, Scores, align, score};
use crate::model::Status;
use clap::{Args, ValueEnum};
use rustc_hash::FxHashMap;
use serde_json::{Map, Value, json};
use std::path::PathBuf;

/// Score suggestions against a gold standard
///
/// GOLD and PREDICTED are rows ({"id","text","actors","quotes","claims"}, offsets in Unicode scalars) or
/// documents: of GOLD the accepted annotations count, of PREDICTED all that are not rejected. Prints precision, recall
/// and F1, the commonest mistakes and the worst articles.
#[derive(Debug, Args)]
pub(super) struct Evaluate {
    /// What is right: JSON Lines of rows or documents; `-` is standard input
    #[arg(value_name = "GOLD")]
    gold: PathBuf,
    /// What is to be scored
    #[arg(value_name = "PREDICTED", required_unless_present_any = ["suggest", "replay"], conflicts_with = "suggest")]
    predicted: Option<PathBuf>,
    /// Score what the program itself suggests
    #[arg(long)]
    suggest: bool,
    /// Decide on the program's suggestions article by article as GOLD says, and print how learning from that raises
    /// the F1 of the articles that follow
    #[arg(long, conflicts_with_all = ["predicted", "suggest", "json"])]
    replay: bool,
    /// What both are in, where it does not show
    #[arg(long, value_name = "FORMAT")]
    from: Option<String>,
    /// Only this kind
    #[arg(long, value_enum)]
    task: Option<Task>,
    /// Only gold quotes of this type
    #[arg(long, value_parser = ["direct", "mixed", "indirect", "quoted", "speech"])]
    subset: Option<String>,
    /// Places and buildings count as states, for gold standards that mix them
    #[arg(long)]
    loc_as_gpe: bool,
    /// Print how far the scores can be relied on: of those scored 0.8, how many are right
    #[arg(long)]
    reliability: bool,
    /// Leave out predictions below this score, 0 to 1 [default: 0.5 with --suggest, else 0; 0 with --reliability]
    #[arg(long, value_name = "SCORE", value_parser = suggest::score)]
    min_score: Option<f32>,
    /// With --suggest and --replay: mark attitudes and plans as quotes, too
    #[arg(long, conflicts_with = "predicted")]
    attitudes: bool,
    /// With --suggest and --replay: how suggestions are made [default: precise with --suggest where it is built in,
    /// fast with --replay]
    #[arg(long, value_enum, conflicts_with = "predicted")]
    tier: Option<Tier>,
    /// How many classes of mistakes, examples of each, and worst articles are listed
    #[arg(long, value_name = "N", default_value_t = 5)]
    errors: usize,
    /// The figures alone, as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Task {
    /// Names of actors
    Actors,
    /// Quotes with their speakers
    Quotes,
    /// Claims, sentence by sentence
    Claims,
}

impl Evaluate {
    pub(super) fn run(&self) -> Result<Outcome, Failure> {
        if self.replay {
            let closely = Closely::of(Some(self.tier.unwrap_or(Tier::Fast)))?;
            let how = How {
                min_score: replay::SHOWN,
                attitudes: self.attitudes,
                learned: None,
                closely: Some(&closely),
            };
            console::print(&replay::curve(&self.gold()?, &self.options(), &how))?;
            return Ok(Outcome::Sound);
        }
        let pairs = self.pairs()?;
        let scores = score(&pairs, &self.options());
        if scores.actors.is_none() && scores.quotes.is_none() && scores.claims.is_none() {
            return Err(Failure::Input(
                "the gold standard labels nothing of what is to be scored".to_owned(),
            ));
        }
        if self.reliability {
            let tables = reliabilities(&scores);
            let all: String = tables.iter().map(|(kind, table)| reliability_table(kind, table)).collect();
            let json =
                || Map::from_iter(tables.iter().map(|(kind, table)| ((*kind).to_owned(), bins_json(table))));
            console::print(&if self.json { format!("{}\n", Value::Object(json())) } else { all })?;
        } else if self.json {
            console::print(&format!("{}\n", as_json(&scores)))?;
        } else {
            console::print(&as_text(&scores, self.errors))?;
        }
        Ok(Outcome::Sound)
    }

    fn options(&self) -> Options {
        Options { places_are_states: self.loc_as_gpe, subset: self.subset.as_deref().map(Into::into) }
    }

    /// Reads what is right.
    fn gold(&self) -> Result<Vec<Sample>, Failure> {
        let from = input::from_format(self.from.as_deref())?;
        let mut gold: Vec<Sample> = rows::read(std::slice::from_ref(&self.gold), from)?
            .iter()
            .map(|it| it.sample(None, |annotation| annotation.status == Status::Accepted))
            .collect::<Result<_, _>>()?;
        gold.iter_mut().for_each(|sample| self.keep_task(sample));
        Ok(gold)
    }

    /// Reads both sides and brings together what is of the same article.
    fn pairs(&self) -> Result<Vec<(Sample, Sample)>, Failure> {
        let from = input::from_format(self.from.as_deref())?;
        let gold = self.gold()?;
        let Some(path) = &self.predicted else {
            let least = self.min_score.unwrap_or(if self.reliability { 0.0 } else { 0.5 });
            let closely = Closely::of(self.tier)?;
            let how =
                How { min_score: least, attitudes: self.attitudes, learned: None, closely: Some(&closely) };
            let mut progress = Progress::new(gold.len());
            let suggest = |gold: Sample| {
                progress.step();
                let document = suggest::suggested_with(rows::document_of(&gold), &how, None);
                let found = Sample::of_document(&document, |_| true);
                (gold, found)
            };
            return Ok(gold.into_iter().map(suggest).collect());
        };
        let mut predicted: FxHashMap<String, Labelled> = rows::read(std::slice::from_ref(path), from)?
            .into_iter()
            .map(|it| (it.id().to_owned(), it))
            .collect();
        let missing = gold.iter().filter(|sample| !predicted.contains_key(&sample.id)).count();
        if missing > 0 {
            console::say(&format!("{missing} of {} gold articles have no prediction", gold.len()));
        }
        let mut pairs = Vec::new();
        for gold in gold {
            let found = match predicted.remove(&gold.id) {
                Some(labelled) => self.found(labelled, &gold)?,
                None => Sample::default(),
            };
            pairs.push((gold, found));
        }
        Ok(pairs)
    }

    fn found(&self, mut labelled: Labelled, gold: &Sample) -> Result<Sample, Failure> {
        let least = self.min_score.unwrap_or(0.0);
        if let Labelled::Document(document) = &mut labelled {
            threshold::drop_below(document, least);
        }
        let mut found =
            labelled.sample(Some(&gold.text), |annotation| annotation.status != Status::Rejected)?;
        rows::mind_text(gold, &found)?;
        if let Some(claims) = &mut found.claims {
            claims.retain(|claim| claim.score.is_none_or(|score| score >= f64::from(least)));
        }
        Ok(found)
    }

    fn keep_task(&self, sample: &mut Sample) {
        let Some(task) = self.task else { return };
        if task != Task::Actors {
            sample.actors = None;
        }
        if task != Task::Quotes {
            sample.quotes = None;
        }
        if task != Task::Claims {
            sample.claims = None;
        }
    }
}

/// Rounds as people read it.
fn rounded(percent: f64) -> Value {
    format!("{percent:.1}").parse::<f64>().map_or(Value::Null, Value::from)
}

fn rates_json(rates: Rates) -> Value {
    json!({
        "P": rounded(rates.precision()), "R": rounded(rates.recall()), "F1": rounded(rates.f1()),
        "tp": rates.right, "gold": rates.gold, "pred": rates.found,
    })
}

fn as_json(scores: &Scores) -> Value {
    let mut all = Map::new();
    if let Some(it) = &scores.actors {
        let value = json!({
            "exact": rates_json(it.exact), "tight": rates_json(it.tight), "overlap": rates_json(it.overlap),
            "typed_exact": rates_json(it.typed),
        });
        all.insert("actors".to_owned(), value);
    }
    if let Some(it) = &scores.quotes {
        let of_speakers = |count| rounded(align::percent(count, it.speakers));
        let mut value = json!({
            "exact": rates_json(it.exact), "o80": rates_json(it.o80), "o50": rates_json(it.o50),
            "touch": rates_json(it.touch),
            "speaker": {
                "n": it.speakers, "overlap_acc": of_speakers(it.speaker_right),
                "exact_acc": of_speakers(it.speaker_exact), "missing": of_speakers(it.speaker_missing),
            },
            "quote+speaker": rates_json(it.with_speaker),
        });
        if let Some(value) = value.as_object_mut().filter(|_| it.cues > 0) {
            let cue = json!({"n": it.cues, "touch_acc": rounded(align::percent(it.cue_right, it.cues))});
            value.insert("cue".to_owned(), cue);
        }
        all.insert("quotes".to_owned(), value);
    }
    if let Some(it) = &scores.claims {
        let value = json!({
            "sentence": rates_json(it.sentences), "AP": rounded(it.average_precision()),
            "base_rate": rounded(it.base_rate()),
        });
        all.insert("claims".to_owned(), value);
    }
    Value::Object(all)
}

fn as_text(scores: &Scores, errors: usize) -> String {
    let mut out = String::new();
    if let Some(actors) = &scores.actors {
        out.push_str(&actors_table(actors));
        out.push_str(&mistakes(&actors.mistakes, errors));
    }
    if let Some(quotes) = &scores.quotes {
        out.push_str(&quotes_table(quotes));
        out.push_str(&mistakes(&quotes.mistakes, errors));
    }
    if let Some(claims) = &scores.claims {
        out.push_str(&claims_table(claims));
        out.push_str(&mistakes(&claims.mistakes, errors));
    }
    out
}

/// The tables of what the gold standard labels.
fn reliabilities(scores: &Scores) -> Vec<(&'static str, &Reliability)> {
    let actors = scores.actors.iter().map(|it| ("actors", &it.reliability));
    let quotes = scores.quotes.iter().map(|it| ("quotes", &it.reliability));
    actors.chain(quotes).chain(scores.claims.iter().map(|it| ("claims", &it.reliability))).collect()
}

fn bins_json(table: &Reliability) -> Value {
    let bin = |(from, bin): (f64, &Bin)| json!({"from": from, "found": bin.found, "score": rounded(bin.mean()), "right": rounded(bin.right())});
    table.bins().map(bin).collect()
}

fn reliability_table(kind: &str, table: &Reliability) -> String {
    let mut out = format!("{kind:<22}  found   score   right\n");
    for (from, bin) in table.bins() {
        let name = format!("scored {from:.1} to {:.1}", from + 0.1);
        out += &format!("  {name:<20} {:>6} {:>5.1} % {:>5.1} %\n", bin.found, bin.mean(), bin.right());
    }
    out + &format!("  off by {:.1} points on the mean\n", table.error())
}

fn head(title: &str) -> String {
    format!("{title:<22}      P      R     F1   right    gold   found\n")
}

fn row(name: &str, rates: Rates) -> String {
    let Rates { right, gold, found } = rates;
    let (p, r, f1) = (rates.precision(), rates.recall(), rates.f1());
    format!("  {name:<20} {p:>6.1} {r:>6.1} {f1:>6.1} {right:>7} {gold:>7} {found:>7}\n")
}

fn actors_table(it: &ActorScores) -> String {
    let mut out = head("actors") + &row("exact", it.exact) + &row("half in common", it.tight);
    out += &(row("overlap", it.overlap) + &row("exact, with type", it.typed));
    for (label, of_type) in it.types.iter().filter(|(_, of_type)| of_type.rates.gold > 0) {
        out += &row(&label.to_lowercase(), of_type.rates);
    }
    out
}

fn quotes_table(it: &QuoteScores) -> String {
    let mut out = head("quotes") + &row("exact", it.exact) + &row("80 % in common", it.o80);
    out += &(row("50 % in common", it.o50) + &row("overlap", it.touch));
    out += &row("80 % and speaker", it.with_speaker);
    let of = |count| align::percent(count, it.speakers);
    let speakers = it.speakers;
    let (right, exact, none) = (of(it.speaker_right), of(it.speaker_exact), of(it.speaker_missing));
    out +=
        &format!("  speakers: {right:.1} % right, {exact:.1} % exact, {none:.1} % missing, of {speakers}\n");
    if it.cues > 0 {
        let right = align::percent(it.cue_right, it.cues);
        out += &format!("  cues: {right:.1} % right, of {}\n", it.cues);
    }
    out
}

fn claims_table(it: &ClaimScores) -> String {
    let (precision, base) = (it.average_precision(), it.base_rate());
    head("claims")
        + &row("sentences", it.sentences)
        + &format!("  average precision {precision:.1}; {base:.1} % of the sentences are claims\n")
}

/// Lists the commonest classes with examples, and the articles with the most.
fn mistakes(mistakes: &Mistakes, most: usize) -> String {
    let mut out = String::new();
    if most == 0 || mistakes.classes().is_empty() {
        return out;
    }
    out.push_str("  commonest mistakes\n");
    for (class, count) in mistakes.classes().into_iter().take(most) {
        out += &format!("    {count:>5}  {class}\n");
        for (example, times) in mistakes.examples(class).into_iter().take(most) {
            let times = if times > 1 { format!("{times} × ") } else { String::new() };
            out += &format!("             {times}{example}\n");
        }
    }
    out.push_str("  worst articles\n");
    for (article, count) in mistakes.articles().into_iter().take(most) {
        out += &format!("    {count:>5}  {article}\n");
    }
    out
}
