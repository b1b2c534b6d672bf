//! Hashes of words that do not tell apart what readers do not: case, the shape of an apostrophe, the points
//! of an abbreviation. Models on disk hold such hashes: the function must never change without them.

const SEED: u64 = 0x9ae1_6a3b_2f90_404f;
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// Returns the hash of one word.
pub(crate) fn fold(word: &str) -> u64 {
    let mut sum = SEED;
    if word.is_ascii() {
        for byte in word.bytes().filter(|byte| *byte != b'.') {
            sum = push(sum, u64::from(byte.to_ascii_lowercase()));
        }
    } else {
        for char in word.chars() {
            match char {
                '.' => {}
                '’' | 'ʼ' | '‘' | '`' => sum = push(sum, u64::from(b'\'')),
                '‐' | '‑' => sum = push(sum, u64::from(b'-')),
                '\u{ad}' | '\u{301}' => {}
                _ => char.to_lowercase().for_each(|lower| sum = push(sum, u64::from(u32::from(lower)))),
            }
        }
    }
    finish(sum)
}

/// Continues the hash of a phrase by one word.
pub(crate) fn join(phrase: u64, word: u64) -> u64 {
    (phrase.rotate_left(23) ^ word).wrapping_mul(STEP)
}

/// Spreads the bits of a hash over all of it.
pub(crate) fn finish(sum: u64) -> u64 {
    let mixed = (sum ^ (sum >> 32)).wrapping_mul(STEP);
    mixed ^ (mixed >> 29)
}

fn push(sum: u64, unit: u64) -> u64 {
    (sum ^ unit).wrapping_mul(STEP).rotate_left(5)
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn what_readers_do_not_tell_apart() {
        for (a, b) in [("U.S.", "us"), ("Da’esh", "DA'ESH"), ("Élysée", "ÉLYSÉE"), ("Россия", "РОССИЯ")]
        {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
        assert_ne!(fold("Iran"), fold("Iraq"));
    }
}
