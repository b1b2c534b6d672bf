//! The tagger's file: a table of features with a weight for each tag, made to be read where it lies.
//!
//! Little-endian: `GLAC`, version, the number of slots, the scale (f32); transitions (i16, from × to, "outside"
//! before the first and behind the last word); the sixteen values (i16) that a weight can have; then for each
//! slot a fingerprint (u16, 0 when free); then for each slot eight weights of four bits, one for every tag but
//! "outside", which has 0. Fingerprints can be mistaken once in some ten thousand look-ups.

use super::{TAGS, may_follow};
use std::sync::LazyLock;

const MAGIC: &[u8; 4] = b"GLAC";
/// The version of the file and of the features: grows with either.
pub const VERSION: u32 = 2;
const HEAD: usize = 16;
const VALUES: usize = HEAD + TAGS * TAGS * 2;
const PRINTS: usize = VALUES + LEVELS * 2;
const LEVELS: usize = 16;
const WEIGHTS: usize = TAGS - 1;
const PACKED: usize = WEIGHTS / 2;

/// Transitions from tag to tag.
pub type Transitions = [[f32; TAGS]; TAGS];

/// A model in its file.
#[derive(Debug, Clone)]
pub struct Model<'a> {
    prints: &'a [[u8; 2]],
    weights: &'a [[u8; PACKED]],
    transitions: Transitions,
    scale: f32,
    /// The two weights that a byte holds.
    pairs: Vec<[i32; 2]>,
}

impl<'a> Model<'a> {
    /// Returns the model that the program ships.
    #[must_use]
    pub fn shared() -> Option<&'static Model<'static>> {
        static SHARED: LazyLock<Option<Model<'static>>> =
            LazyLock::new(|| Model::read(include_bytes!("../../../../assets/models/actors.bin")));
        SHARED.as_ref()
    }

    /// Reads a model; none when the bytes are no model of this version.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        let slots = number(8)? as usize;
        let fits = slots > 0 && bytes.len() == PRINTS + slots * (2 + PACKED);
        (bytes.get(..4)? == MAGIC && number(4)? == VERSION && fits).then_some(())?;
        let scale = f32::from_bits(number(12)?);
        let short = |bytes: &'a [u8]| bytes.as_chunks::<2>().0.iter().map(|pair| i16::from_le_bytes(*pair));
        let mut transitions = [[f32::NEG_INFINITY; TAGS]; TAGS];
        let mut weights = short(bytes.get(HEAD..VALUES)?);
        for (from, row) in transitions.iter_mut().enumerate() {
            for (to, slot) in row.iter_mut().enumerate() {
                let weight = f32::from(weights.next()?) * scale;
                if may_follow(from, to) {
                    *slot = weight;
                }
            }
        }
        let values: Vec<i32> = short(bytes.get(VALUES..PRINTS)?).map(i32::from).collect();
        let value = |level: usize| values.get(level).copied().unwrap_or_default();
        Some(Self {
            prints: bytes.get(PRINTS..PRINTS + slots * 2)?.as_chunks().0,
            weights: bytes.get(PRINTS + slots * 2..)?.as_chunks().0,
            transitions,
            scale,
            pairs: (0..256).map(|byte| [value(byte & 15), value(byte >> 4)]).collect(),
        })
    }

    /// Returns the transitions.
    #[must_use]
    pub const fn transitions(&self) -> &Transitions {
        &self.transitions
    }

    /// Returns the score of every tag for a word with these features.
    #[must_use]
    pub fn score(&self, features: &[u32]) -> [f32; TAGS] {
        let mut sums = [0i32; WEIGHTS];
        for packed in features.iter().filter_map(|feature| self.weights_of(*feature)) {
            let (pairs, _) = sums.as_chunks_mut::<2>();
            for (sum, byte) in pairs.iter_mut().zip(packed) {
                if let Some([low, high]) = self.pairs.get(usize::from(*byte)) {
                    sum[0] += low;
                    sum[1] += high;
                }
            }
        }
        let mut out = [0.0; TAGS];
        for (score, sum) in out.iter_mut().skip(1).zip(sums) {
            *score = sum as f32 * self.scale + BIAS;
        }
        out
    }

    fn weights_of(&self, feature: u32) -> Option<&[u8; PACKED]> {
        let (mut slot, print) = home(feature, self.prints.len());
        loop {
            match u16::from_le_bytes(*self.prints.get(slot)?) {
                0 => return None,
                found if found == print => return self.weights.get(slot),
                _ => slot = if slot + 1 == self.prints.len() { 0 } else { slot + 1 },
            }
        }
    }
}

/// How much a name is preferred to none: what training texts leave unlabelled makes the tagger too shy.
const BIAS: f32 = 0.5;

/// Returns the first slot of a feature, and its fingerprint.
fn home(feature: u32, slots: usize) -> (usize, u16) {
    let spread = feature.wrapping_mul(0x9e37_79b1);
    let spread = (spread ^ (spread >> 15)).wrapping_mul(0x85eb_ca77);
    let slot = (u64::from(spread) * slots as u64) >> 32;
    (slot as usize, ((feature.wrapping_mul(0xc2b2_ae3d) >> 16) as u16).max(1))
}

/// Writes a model of features with their weights for every tag but "outside".
#[must_use]
pub fn write(transitions: &Transitions, features: &[(u32, [f32; WEIGHTS])]) -> Vec<u8> {
    const SCALE: f32 = 1.0 / 1024.0;
    let levels = levels(features);
    let level = |weight: f32| {
        let near = |level: &f32| (level - weight).abs();
        let best = levels.iter().enumerate().min_by(|(_, a), (_, b)| near(a).total_cmp(&near(b)));
        best.map_or(0, |(index, _)| index as u8)
    };
    let slots = features.len() * 5 / 4 + 16;
    let mut prints = vec![0u16; slots];
    let mut table = vec![[0u8; PACKED]; slots];
    for (feature, weights) in features {
        let (mut slot, print) = home(*feature, slots);
        while prints.get(slot).is_some_and(|print| *print != 0) {
            slot = (slot + 1) % slots;
        }
        if let (Some(free), Some(row)) = (prints.get_mut(slot), table.get_mut(slot)) {
            *free = print;
            for (byte, [low, high]) in row.iter_mut().zip(weights.as_chunks::<2>().0) {
                *byte = level(*low) | level(*high) << 4;
            }
        }
    }
    let mut out = Vec::with_capacity(PRINTS + slots * (2 + PACKED));
    out.extend(MAGIC);
    for number in [VERSION, slots as u32, SCALE.to_bits()] {
        out.extend(number.to_le_bytes());
    }
    for weight in transitions.iter().flatten().chain(&levels) {
        out.extend(((weight / SCALE).clamp(-32000.0, 32000.0) as i16).to_le_bytes());
    }
    prints.iter().for_each(|print| out.extend(print.to_le_bytes()));
    out.extend(table.iter().flatten());
    out
}

/// Chooses the sixteen values that keep the weights best: by turns, the middle of what lies nearest to each.
fn levels(features: &[(u32, [f32; WEIGHTS])]) -> [f32; LEVELS] {
    let most =
        features.iter().flat_map(|(_, weights)| weights).fold(0.5f32, |most, weight| most.max(weight.abs()));
    // 0, then eight values down and seven up, further apart the greater they are
    let mut levels: [f32; LEVELS] = std::array::from_fn(|at| {
        let (sign, step) = if at % 2 == 1 { (-1.0, at.div_ceil(2)) } else { (1.0, at / 2) };
        sign * most.min(4.0) * (step as f32 / 8.0).powi(2)
    });
    for _ in 0..12 {
        let (mut sums, mut counts) = ([0.0f64; LEVELS], [0u32; LEVELS]);
        for weight in features.iter().flat_map(|(_, weights)| weights) {
            let nearest = levels
                .iter()
                .enumerate()
                .min_by(|(_, a), (_, b)| (*a - weight).abs().total_cmp(&(*b - weight).abs()));
            if let Some((index, _)) = nearest
                && let (Some(sum), Some(count)) = (sums.get_mut(index), counts.get_mut(index))
            {
                *sum += f64::from(*weight);
                *count += 1;
            }
        }
        for ((level, sum), count) in
            levels.iter_mut().zip(sums).zip(counts).skip(1).filter(|(_, count)| *count > 0)
        {
            *level = (sum / f64::from(count)) as f32;
        }
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut transitions = [[0.0; TAGS]; TAGS];
        transitions[1][2] = 1.5;
        let bytes =
            write(&transitions, &[(12, [1.0, -1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 3.0]), (99, [0.5; WEIGHTS])]);
        let model = Model::read(&bytes).unwrap();
        let near = |a: f32, b: f32| (a - b).abs() < 0.05 + BIAS;
        let score = model.score(&[12, 99, 7]);
        assert!(
            score[0] == 0.0 && near(score[1], 1.5) && near(score[2], -0.5) && near(score[8], 3.5),
            "{score:?}"
        );
        assert!(near(model.transitions()[1][2], 1.5) && model.transitions()[0][2] == f32::NEG_INFINITY);
        assert!(Model::read(&bytes[..bytes.len() - 1]).is_none() && Model::read(b"").is_none());
    }

    #[test]
    fn the_shipped_model_can_be_read() {
        assert!(Model::shared().is_some());
    }
}
