//! Opening waits for closing: whoever goes back to the article he just left must not find it locked by
//! himself.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// How long an opening waits for closings at most.
const PATIENCE: Duration = Duration::from_secs(20);

/// Counts the documents that are being let go.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gate(Arc<(Mutex<usize>, Condvar)>);

/// A document that is being let go; dropping it says that it has gone.
#[derive(Debug)]
pub(crate) struct Leaving(Gate);

impl Gate {
    /// Notes that a document is being let go.
    pub(crate) fn leave(&self) -> Leaving {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        Leaving(self.clone())
    }

    /// Waits until no document is being let go.
    pub(crate) fn wait(&self) {
        let (count, gone) = &*self.0;
        let leaving = count.lock().unwrap_or_else(PoisonError::into_inner);
        drop(gone.wait_timeout_while(leaving, PATIENCE, |leaving| *leaving > 0));
    }
}

impl Drop for Leaving {
    fn drop(&mut self) {
        let (count, gone) = &*self.0.0;
        *count.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        gone.notify_all();
    }
}
