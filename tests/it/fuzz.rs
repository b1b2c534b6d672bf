//! Replays what fuzzing kept (`fuzz/corpus`), and what changes make of it. For long, with new changes each time, each
//! target on its own:
//! `GLOSSATOR_FUZZ_SECONDS=300 CARGO_PROFILE_DEV_OPT_LEVEL=2 cargo test --test it fuzz -- --nocapture`

#[expect(unreachable_pub, reason = "a library for the fuzz targets, a module here")]
#[path = "../../fuzz/src/lib.rs"]
mod targets;

use super::support::file;
use super::support::mutate::{Dice, mutated};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How long the changes of one target are tried, and how many at most, unless more is asked for.
const LONGEST: Duration = Duration::from_secs(2);
const MOST: u64 = 3_000;
/// What takes longer than this hangs, even where much else is done.
const PATIENCE: Duration = Duration::from_secs(20);

/// How many seconds were asked for.
fn asked() -> Option<Duration> {
    let seconds = std::env::var("GLOSSATOR_FUZZ_SECONDS").ok()?.parse().ok()?;
    Some(Duration::from_secs(seconds))
}

/// The kept inputs of a target, and the sample of its format.
fn kept(name: &str) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = fs::read_dir(root.join("fuzz/corpus").join(name)).into_iter().flatten();
    let mut paths: Vec<PathBuf> = corpus.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.push(root.join(format!("tests/files/articles/strait.{name}")));
    paths.sort();
    paths.iter().filter_map(|path| fs::read(path).ok()).collect()
}

/// Gives bytes to a target; what harms it is kept in a file that the message names.
fn survive(name: &str, target: fn(&[u8]), bytes: &[u8]) -> Duration {
    let began = Instant::now();
    let survived = catch_unwind(AssertUnwindSafe(|| target(bytes))).is_ok();
    let took = began.elapsed();
    if !survived || took > PATIENCE {
        let path = std::env::temp_dir().join(format!("glossator-fuzz-{name}-{}", std::process::id()));
        file::write(&path, bytes);
        panic!("fuzz {name}: survived: {survived}, {took:?}; the input: {}", path.display());
    }
    took
}

/// Tries a target with what was kept and with changes of it.
fn attack(name: &str) {
    let (_, target) = targets::TARGETS.into_iter().find(|(own, _)| *own == name).expect("a target");
    let mut all = kept(name);
    assert!(!all.is_empty(), "{name} has nothing to begin with");
    let began = Instant::now();
    for bytes in &all {
        survive(name, target, bytes);
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |now| now.as_secs());
    let (longest, most, seed) = asked().map_or((LONGEST, MOST, 1), |seconds| (seconds, u64::MAX, now));
    let mut dice = Dice::new(seed);
    let (mut tried, mut slowest) = (0, Duration::ZERO);
    let count = all.len();
    while began.elapsed() < longest && tried < most {
        let at = dice.below(all.len());
        let bytes = mutated(&all[at], &mut dice);
        slowest = slowest.max(survive(name, target, &bytes));
        tried += 1;
        // Some of what came of it is changed further.
        if tried % 50 == 0 && bytes.len() < 200_000 {
            let place = count + dice.below(200);
            if place < all.len() {
                all[place] = bytes;
            } else {
                all.push(bytes);
            }
        }
    }
    eprintln!(
        "fuzz {name}: {count} kept inputs and {tried} changes in {:.0} s, none harmful; the slowest took {:.0} ms (seed {seed})",
        began.elapsed().as_secs_f64(),
        slowest.as_secs_f64() * 1e3
    );
}

macro_rules! attacks {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            attack(stringify!($name));
        })*

        #[test]
        fn each_target_is_attacked() {
            let named: Vec<_> = targets::TARGETS.iter().map(|(name, _)| *name).collect();
            assert_eq!(named, [$(stringify!($name)),*]);
        }
    };
}

attacks! { native journal html docx pdf epub article annotation }
