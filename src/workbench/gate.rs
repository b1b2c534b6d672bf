//! Opening waits for closing: whoever goes back to the article he just left must not find it locked by
//! himself.

use crate::store::open::native_paths;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// How long an opening waits for closings at most.
const PATIENCE: Duration = Duration::from_secs(20);

/// Knows the documents that are being let go, by where they are saved.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gate(Arc<(Mutex<Vec<PathBuf>>, Condvar)>);

/// A document that is being let go; dropping it says that it has gone.
#[derive(Debug)]
pub(crate) struct Leaving(Gate, PathBuf);

impl Gate {
    /// Notes that the document of a path is being let go.
    pub(crate) fn leave(&self, path: &Path) -> Leaving {
        let key = key(path);
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner).push(key.clone());
        Leaving(self.clone(), key)
    }

    /// Waits while the document of a path is being let go.
    pub(crate) fn wait(&self, path: &Path) {
        let (leaving, gone) = &*self.0;
        let key = key(path);
        let leaving = leaving.lock().unwrap_or_else(PoisonError::into_inner);
        drop(gone.wait_timeout_while(leaving, PATIENCE, |leaving| leaving.contains(&key)));
    }
}

/// An article and its document are the same here.
fn key(path: &Path) -> PathBuf {
    let [usual, _] = native_paths(path);
    usual
}

impl Drop for Leaving {
    fn drop(&mut self) {
        let (leaving, gone) = &*self.0.0;
        let mut leaving = leaving.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = leaving.iter().position(|key| *key == self.1) {
            leaving.swap_remove(at);
        }
        gone.notify_all();
    }
}
