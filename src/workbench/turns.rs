//! Writes of the same file on threads, each with all that is known: only the latest counts, and none overtakes it.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// Numbers writes and lets them through one at a time.
#[derive(Debug, Default)]
pub(super) struct Turns {
    given: AtomicU64,
    done: Mutex<u64>,
}

impl Turns {
    /// Returns the number of the next write.
    pub(super) fn next(&self) -> u64 {
        self.given.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Does the write of this number when it is its turn; `None` when a later one was done already.
    pub(super) fn in_turn<T>(&self, number: u64, write: impl FnOnce() -> T) -> Option<T> {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        if *done >= number {
            return None;
        }
        *done = number;
        Some(write())
    }
}
