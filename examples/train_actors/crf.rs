//! Training: a linear-chain conditional random field by stochastic gradients (AdaGrad), with tags that may be
//! left open, and with groups of features left out at random.

use super::data::{Row, Seen};
use super::swap::{Dice, Names, swapped};
use glossator::suggest::actors::tagger::model::Transitions;
use glossator::suggest::actors::tagger::{GROUP, TAGS, may_follow};
use std::collections::HashMap;

/// How to train.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// How often everything is seen.
    pub(crate) epochs: usize,
    /// How many features to keep.
    pub(crate) features: usize,
    /// The rate of learning.
    pub(crate) rate: f32,
    /// How much weights are drawn to zero.
    pub(crate) l2: f32,
    /// How often the features of the word itself are left out.
    pub(crate) drop: f32,
    /// How many names are replaced in the copies of articles with other names.
    pub(crate) swap: f32,
    /// How many of the last epochs are averaged.
    pub(crate) averaged: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { epochs: 12, features: 1_200_000, rate: 0.15, l2: 2e-6, drop: 0.2, swap: 0.4, averaged: 5 }
    }
}

/// What comes out.
pub(crate) struct Trained {
    /// Transitions from tag to tag.
    pub(crate) transitions: Transitions,
    /// The features that are kept, with their weights.
    pub(crate) features: Vec<(u32, [f32; TAGS - 1])>,
}

/// A stretch of words.
struct Stretch {
    rows: Vec<Vec<(u32, u8)>>,
    allowed: Vec<u16>,
    times: u8,
}

struct Field {
    weights: Vec<[f32; TAGS - 1]>,
    sums: Vec<[f32; TAGS - 1]>,
    transitions: Transitions,
    transition_sums: Transitions,
    /// Sums over the last epochs, and how many.
    averaged: Vec<[f32; TAGS - 1]>,
    transitions_averaged: Transitions,
    times: f32,
}

/// Trains.
pub(crate) fn train(rows: &[(Row, usize)], settings: &Settings) -> Trained {
    let mut dice = Dice(0x1234_5678_9abc_def1);
    let names = Names::load();
    let mut keys: HashMap<u32, u32> = HashMap::new();
    let mut counts: Vec<u32> = Vec::new();
    let mut stretches = Vec::new();
    for (row, times) in rows {
        add(row, *times, &mut keys, &mut counts, &mut stretches);
        if settings.swap > 0.0 {
            add(
                &swapped(row, &names, settings.swap, &mut dice),
                times.div_ceil(2),
                &mut keys,
                &mut counts,
                &mut stretches,
            );
        }
    }
    // Features seen once cannot be relied on.
    for stretch in &mut stretches {
        for row in &mut stretch.rows {
            row.retain(|(feature, _)| counts[*feature as usize] > 1);
        }
    }
    eprintln!("{} stretches, {} features", stretches.len(), keys.len());
    let mut field = Field {
        weights: vec![[0.0; TAGS - 1]; counts.len()],
        sums: vec![[1e-6; TAGS - 1]; counts.len()],
        transitions: [[0.0; TAGS]; TAGS],
        transition_sums: [[1e-6; TAGS]; TAGS],
        averaged: vec![[0.0; TAGS - 1]; counts.len()],
        transitions_averaged: [[0.0; TAGS]; TAGS],
        times: 0.0,
    };
    for (from, row) in field.transitions.iter_mut().enumerate() {
        for (to, weight) in row.iter_mut().enumerate() {
            *weight = if may_follow(from, to) { 0.0 } else { f32::NEG_INFINITY };
        }
    }
    for epoch in 0..settings.epochs {
        field.epoch(&mut stretches, settings, &mut dice, epoch);
        if epoch == settings.epochs / 3 {
            field.prune(settings.features, &counts, &mut stretches);
        }
        if epoch + settings.averaged >= settings.epochs {
            field.remember();
        }
    }
    field.average();
    let mut features: Vec<_> = keys
        .into_iter()
        .map(|(key, index)| (key, field.weights[index as usize]))
        .filter(|(_, weights)| weights.iter().any(|weight| weight.abs() > 0.02))
        .collect();
    features.sort_by_key(|(key, _)| *key);
    Trained { transitions: field.transitions, features }
}

fn add(row: &Row, times: usize, keys: &mut HashMap<u32, u32>, counts: &mut Vec<u32>, out: &mut Vec<Stretch>) {
    let seen = Seen::new(row);
    for region in &seen.observed.regions {
        let mut stretch = Stretch { rows: Vec::new(), allowed: Vec::new(), times: times as u8 };
        for at in region.words.clone() {
            let mut features = Vec::new();
            for key in seen.observed.features_of(region, at) {
                let next = counts.len() as u32;
                let index = *keys.entry(*key).or_insert(next);
                if index == next {
                    counts.push(0);
                }
                counts[index as usize] += 1;
                features.push((index, (key & GROUP) as u8));
            }
            stretch.rows.push(features);
            stretch.allowed.push(seen.allowed[at]);
        }
        out.push(stretch);
    }
}

impl Field {
    fn epoch(&mut self, stretches: &mut [Stretch], settings: &Settings, dice: &mut Dice, epoch: usize) {
        for at in (1..stretches.len()).rev() {
            stretches.swap(at, (dice.next() % (at as u64 + 1)) as usize);
        }
        let mut loss = 0.0f64;
        let mut kept = Vec::new();
        for stretch in stretches.iter() {
            for _ in 0..stretch.times {
                let without = [
                    dice.hits(settings.drop),
                    dice.hits(settings.drop * 0.25),
                    dice.hits(settings.drop * 0.5),
                    dice.hits(settings.drop * 0.5),
                ];
                kept.clear();
                kept.extend(stretch.rows.iter().map(|row| {
                    row.iter()
                        .filter(|(_, group)| !without[*group as usize])
                        .map(|(index, _)| *index)
                        .collect::<Vec<u32>>()
                }));
                loss += self.step(&kept, &stretch.allowed, settings);
            }
        }
        eprintln!("epoch {epoch}: loss {:.4}", loss / stretches.len() as f64);
    }

    /// Learns from one stretch; returns its loss.
    fn step(&mut self, rows: &[Vec<u32>], allowed: &[u16], settings: &Settings) -> f64 {
        let scores: Vec<[f32; TAGS]> = rows
            .iter()
            .map(|row| {
                let mut scores = [0.0; TAGS];
                for feature in row {
                    for (score, weight) in scores[1..].iter_mut().zip(&self.weights[*feature as usize]) {
                        *score += weight;
                    }
                }
                scores
            })
            .collect();
        let free = marginals(&scores, &self.transitions, None);
        let right = marginals(&scores, &self.transitions, Some(allowed));
        let (Some(free), Some(right)) = (free, right) else { return 0.0 };
        for ((row, free), right) in rows.iter().zip(&free.nodes).zip(&right.nodes) {
            let mut gradient = [0.0; TAGS - 1];
            for (tag, slot) in gradient.iter_mut().enumerate() {
                *slot = free[tag + 1] - right[tag + 1];
            }
            if gradient.iter().all(|value| value.abs() < 1e-4) {
                continue;
            }
            for feature in row {
                let weights = &mut self.weights[*feature as usize];
                let sums = &mut self.sums[*feature as usize];
                for ((weight, sum), gradient) in weights.iter_mut().zip(sums).zip(gradient) {
                    let gradient = gradient + settings.l2 * 1000.0 * *weight;
                    *sum += gradient * gradient;
                    *weight -= settings.rate * gradient / sum.sqrt();
                }
            }
        }
        for from in 0..TAGS {
            for to in (0..TAGS).filter(|to| may_follow(from, *to)) {
                let gradient = free.edges[from][to] - right.edges[from][to];
                let sum = &mut self.transition_sums[from][to];
                *sum += gradient * gradient;
                self.transitions[from][to] -= settings.rate * gradient / sum.sqrt();
            }
        }
        free.log - right.log
    }

    /// Takes the weights of this epoch into the average.
    fn remember(&mut self) {
        for (sum, weights) in self.averaged.iter_mut().zip(&self.weights) {
            sum.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
        }
        let transitions = self.transitions.iter().flatten();
        self.transitions_averaged
            .iter_mut()
            .flatten()
            .zip(transitions)
            .for_each(|(sum, weight)| *sum += weight);
        self.times += 1.0;
    }

    /// Replaces the weights by their average: the last articles seen weigh no more than others.
    fn average(&mut self) {
        let times = self.times.max(1.0);
        self.weights = std::mem::take(&mut self.averaged);
        self.weights.iter_mut().flatten().for_each(|weight| *weight /= times);
        self.transitions = self.transitions_averaged.map(|row| row.map(|weight| weight / times));
    }

    /// Keeps the features with the greatest weights; the rest is forgotten.
    fn prune(&mut self, count: usize, counts: &[u32], stretches: &mut [Stretch]) {
        let most =
            |weights: &[f32; TAGS - 1]| weights.iter().fold(0.0f32, |most, weight| most.max(weight.abs()));
        let worth = |(weights, count): (&[f32; TAGS - 1], &u32)| most(weights) * (*count as f32).sqrt();
        let all: Vec<f32> = self.weights.iter().zip(counts).map(worth).collect();
        let mut sizes = all.clone();
        if sizes.len() <= count {
            return;
        }
        sizes.sort_by(|a, b| b.total_cmp(a));
        let least = sizes[count];
        let gone: Vec<bool> = all.iter().map(|worth| *worth <= least).collect();
        for (weights, gone) in self.weights.iter_mut().zip(&gone) {
            if *gone {
                *weights = [0.0; TAGS - 1];
            }
        }
        for row in stretches.iter_mut().flat_map(|stretch| &mut stretch.rows) {
            row.retain(|(feature, _)| !gone[*feature as usize]);
        }
        eprintln!("kept features of weight {least:.3} and more");
    }
}

struct Marginals {
    nodes: Vec<[f32; TAGS]>,
    edges: [[f32; TAGS]; TAGS],
    log: f64,
}

/// Computes how probable tags and transitions are; with `allowed` among those sequences only.
fn marginals(
    scores: &[[f32; TAGS]],
    transitions: &Transitions,
    allowed: Option<&[u16]>,
) -> Option<Marginals> {
    let ease = transitions.map(|row| row.map(f32::exp));
    let mut log = 0.0f64;
    let emissions: Vec<[f32; TAGS]> = scores
        .iter()
        .enumerate()
        .map(|(at, scores)| {
            let most = scores.iter().copied().fold(f32::MIN, f32::max);
            log += f64::from(most);
            let mask = allowed.map_or(0x1ff, |allowed| allowed[at]);
            std::array::from_fn(|tag| if mask >> tag & 1 == 1 { (scores[tag] - most).exp() } else { 0.0 })
        })
        .collect();
    let mut forward = Vec::with_capacity(scores.len());
    let mut row = ease[0];
    for (at, emission) in emissions.iter().enumerate() {
        if at > 0 {
            row = std::array::from_fn(|to| (0..TAGS).map(|from| row[from] * ease[from][to]).sum());
        }
        row.iter_mut().zip(emission).for_each(|(value, emission)| *value *= emission);
        log += f64::from(rescale(&mut row)?).ln();
        forward.push(row);
    }
    let mut back: [f32; TAGS] = std::array::from_fn(|from| ease[from][0]);
    log += f64::from(row.iter().zip(&back).map(|(a, b)| a * b).sum::<f32>()).ln();
    let mut out = Marginals { nodes: vec![[0.0; TAGS]; scores.len()], edges: [[0.0; TAGS]; TAGS], log };
    let last = scores.len() - 1;
    for at in (0..scores.len()).rev() {
        let mut node: [f32; TAGS] = std::array::from_fn(|tag| forward[at][tag] * back[tag]);
        rescale(&mut node)?;
        out.nodes[at] = node;
        if at == last {
            (0..TAGS).for_each(|tag| out.edges[tag][0] += node[tag]);
        }
        if at == 0 {
            (0..TAGS).for_each(|tag| out.edges[0][tag] += node[tag]);
            break;
        }
        let weighted: [f32; TAGS] = std::array::from_fn(|to| emissions[at][to] * back[to]);
        let mut edges = [[0.0f32; TAGS]; TAGS];
        let mut sum = 0.0;
        for from in 0..TAGS {
            for to in 0..TAGS {
                edges[from][to] = forward[at - 1][from] * ease[from][to] * weighted[to];
                sum += edges[from][to];
            }
        }
        for (total, edges) in out.edges.iter_mut().flatten().zip(edges.iter().flatten()) {
            *total += edges / sum.max(1e-30);
        }
        back = std::array::from_fn(|from| (0..TAGS).map(|to| ease[from][to] * weighted[to]).sum());
        rescale(&mut back)?;
    }
    Some(out)
}

fn rescale(row: &mut [f32; TAGS]) -> Option<f32> {
    let sum: f32 = row.iter().sum();
    (sum > 0.0 && sum.is_finite()).then(|| {
        row.iter_mut().for_each(|value| *value /= sum);
        sum
    })
}
