//! Puts files where the program will find them: what the analyst, or another program, left there.

use std::path::Path;

/// Writes `bytes` to `path`.
#[expect(
    clippy::disallowed_methods,
    reason = "the store's disk writes what the program keeps; this comes from outside"
)]
pub(crate) fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    std::fs::write(path, bytes).expect("written");
}
