//! The hash by which spaCy knows strings.

/// Returns the 64-bit MurmurHash64A of some bytes with seed 1; 0 for none, as spaCy has it.
///
/// Source: Austin Appleby's MurmurHash2, 64-bit version for 64-bit platforms, placed in the public domain.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    const FACTOR: u64 = 0xc6a4_a793_5bd1_e995;
    if bytes.is_empty() {
        return 0;
    }
    let mut sum = 1 ^ (bytes.len() as u64).wrapping_mul(FACTOR);
    let (blocks, rest) = bytes.as_chunks::<8>();
    for block in blocks {
        let mut part = u64::from_le_bytes(*block).wrapping_mul(FACTOR);
        part ^= part >> 47;
        sum = (sum ^ part.wrapping_mul(FACTOR)).wrapping_mul(FACTOR);
    }
    if !rest.is_empty() {
        let tail = rest.iter().rev().fold(0u64, |tail, byte| tail << 8 | u64::from(*byte));
        sum = (sum ^ tail).wrapping_mul(FACTOR);
    }
    sum = (sum ^ (sum >> 47)).wrapping_mul(FACTOR);
    sum ^ (sum >> 47)
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn strings_that_spacy_hashed() {
        assert_eq!(hash(b"coffee"), 3_197_928_453_018_144_401);
        assert_eq!(hash(b"apple"), 8_566_208_034_543_834_098);
        assert_eq!(hash(b""), 0);
    }
}
