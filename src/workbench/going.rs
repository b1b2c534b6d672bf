//! Work on many files of the folder, on a thread: how far it is, and how it is stopped. One such work at a time.

use super::Workbench;
use crate::model::Severity;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How work on many files is getting on.
#[derive(Debug, Clone)]
pub struct Going {
    /// What is done: "copying".
    pub what: &'static str,
    /// How many of the files are done.
    pub done: usize,
    /// How many there are.
    pub all: usize,
    stop: Arc<AtomicBool>,
}

impl Workbench {
    /// Returns how work on many files is getting on, while there is some.
    #[must_use]
    pub fn going(&self) -> Option<&Going> {
        self.going.as_ref()
    }

    /// Says whether work on many files goes on, and tells so.
    pub(super) fn is_at_work(&mut self) -> bool {
        let Some(going) = &self.going else { return false };
        let text = format!(
            "Still {} ({} of {} files). Wait until that is done, or stop it.",
            going.what, going.done, going.all
        );
        self.tell(Severity::Warning, text);
        true
    }

    /// Begins work on so many files; returns what says that it is to stop. `None` when other work goes on still.
    pub(super) fn begin(&mut self, what: &'static str, all: usize) -> Option<Arc<AtomicBool>> {
        if self.is_at_work() {
            return None;
        }
        let stop = Arc::new(AtomicBool::new(false));
        self.going = Some(Going { what, done: 0, all, stop: Arc::clone(&stop) });
        Some(stop)
    }

    /// Asks the work on many files to stop after the file that it is at.
    pub(super) fn stop_work(&self) {
        if let Some(going) = &self.going {
            going.stop.store(true, Ordering::Relaxed);
        }
    }

    pub(super) fn one_is_done(&mut self) {
        if let Some(going) = &mut self.going {
            going.done += 1;
        }
    }
}
