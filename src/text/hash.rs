//! A stable hash: the same number on every machine and in every version, for ids and for "is this
//! still the same text". Not for security.

/// Returns the 64-bit FNV-1a hash of `bytes`.
///
/// Source: Fowler, Noll, Vo; <http://www.isthe.com/chongo/tech/comp/fnv/>.
#[must_use]
pub fn fnv1a(bytes: &[u8]) -> u64 {
    extend(0xcbf2_9ce4_8422_2325, bytes)
}

/// Goes on from the hash of what came before.
#[must_use]
pub fn extend(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Writes the low bits of `hash` as `length` characters of `0-9a-v`.
#[must_use]
pub fn short(mut hash: u64, length: usize) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";
    let mut out = String::with_capacity(length);
    for _ in 0..length {
        out.push(DIGITS.get((hash & 31) as usize).map_or('0', |digit| char::from(*digit)));
        hash >>= 5;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_test_vectors_hold() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
        assert_eq!(short(0b00001_00000_11111, 3), "v01");
    }
}
