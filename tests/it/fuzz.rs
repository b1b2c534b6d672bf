//! Replays what fuzzing kept (`fuzz/corpus`), and what small changes make of it.

#[expect(unreachable_pub, reason = "a library for the fuzz targets, a module here")]
#[path = "../../fuzz/src/lib.rs"]
mod targets;

use std::path::Path;
use std::time::{Duration, Instant};

/// How long the changes of one target are tried.
const LONGEST: Duration = Duration::from_secs(4);

#[test]
fn what_fuzzing_kept_harms_nothing() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (name, target) in targets::TARGETS {
        let mut kept = 0;
        let mut tried = 0_u64;
        let began = Instant::now();
        let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
        let mut all: Vec<_> = std::fs::read_dir(corpus.join(name))
            .expect("each target has a corpus")
            .map(|entry| std::fs::read(entry.expect("an entry").path()).expect("read"))
            .collect();
        all.sort();
        for bytes in &all {
            target(bytes);
            kept += 1;
        }
        while began.elapsed() < LONGEST && tried < 3_000 {
            let at = usize::try_from(next(&mut seed)).unwrap_or(0) % all.len();
            target(&changed(&all[at], &mut seed));
            tried += 1;
        }
        eprintln!("fuzz {name}: {kept} kept inputs and {tried} changes of them, none harmful");
        assert!(kept > 0);
    }
}

/// A number that looks like chance and is the same each time.
fn next(seed: &mut u64) -> u64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    *seed
}

/// Flips, cuts, doubles and moves some bytes.
fn changed(bytes: &[u8], seed: &mut u64) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..1 + next(seed) % 4 {
        if out.is_empty() {
            return out;
        }
        let length = out.len() as u64;
        let at = usize::try_from(next(seed) % length).unwrap_or(0);
        match next(seed) % 6 {
            0 => out[at] ^= 1 << (next(seed) % 8),
            1 => out.truncate(at),
            2 => drop(out.remove(at)),
            3 => {
                let end = (at + 1 + usize::try_from(next(seed) % 40).unwrap_or(0)).min(out.len());
                let part = out[at..end].to_vec();
                out.splice(at..at, part);
            }
            4 => out[at] = b"(){}[]\"\\,:<>&;\n\0\xff\xc3"[usize::try_from(next(seed) % 18).unwrap_or(0)],
            _ => {
                let other = usize::try_from(next(seed) % length).unwrap_or(0);
                out.swap(at, other);
            }
        }
    }
    out
}
