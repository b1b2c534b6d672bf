//! Work on named threads, and the one inbox that its results come back through.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

/// Wakes the window when a result is there.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Starts threads and collects what they send.
pub(super) struct Jobs<E> {
    sender: Sender<(bool, E)>,
    receiver: Receiver<(bool, E)>,
    wake: Wake,
    running: usize,
}

/// Sends events from another thread and wakes the window.
pub(super) struct Post<E> {
    sender: Sender<(bool, E)>,
    wake: Wake,
    /// Whether what is sent ends a job.
    ends_job: bool,
}

impl<E> Post<E> {
    /// Sends an event; nobody minds when the window is gone.
    pub(super) fn send(&self, event: E) {
        if self.sender.send((self.ends_job, event)).is_ok() {
            (self.wake)();
        }
    }
}

impl<E> Clone for Post<E> {
    fn clone(&self) -> Self {
        Self { sender: self.sender.clone(), wake: Arc::clone(&self.wake), ends_job: self.ends_job }
    }
}

impl<E: Send + 'static> Jobs<E> {
    /// Makes an empty inbox.
    #[must_use]
    pub(super) fn new(wake: Wake) -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver, wake, running: 0 }
    }

    /// Returns a door for events from elsewhere.
    #[must_use]
    pub(super) fn post(&self) -> Post<E> {
        Post { sender: self.sender.clone(), wake: Arc::clone(&self.wake), ends_job: false }
    }

    /// Runs `work` on a thread of that name; its result comes into the inbox. When the system gives no
    /// thread, the work is done at once.
    pub(super) fn spawn(&mut self, name: &str, work: impl FnOnce() -> E + Send + 'static) {
        let post = Post { ends_job: true, ..self.post() };
        self.running += 1;
        let work = Arc::new(std::sync::Mutex::new(Some(work)));
        let taken = Arc::clone(&work);
        let run = move || {
            let work = taken.lock().ok().and_then(|mut work| work.take());
            if let Some(work) = work {
                post.send(work());
            }
        };
        if std::thread::Builder::new().name(name.to_owned()).spawn(run).is_err() {
            let work = work.lock().ok().and_then(|mut work| work.take());
            if let Some(work) = work {
                Post { ends_job: true, ..self.post() }.send(work());
            }
        }
    }

    /// Returns the next result, if one is there. With `wait`, waits for it while jobs run, at most ten
    /// seconds.
    pub(super) fn next(&mut self, wait: bool) -> Option<E> {
        let event = if wait && self.running > 0 {
            self.receiver.recv_timeout(std::time::Duration::from_secs(10)).ok()
        } else {
            self.receiver.try_recv().ok()
        };
        let (ended, event) = event?;
        self.running -= usize::from(ended);
        Some(event)
    }

    /// Says whether jobs may still send something.
    #[must_use]
    pub(super) fn is_busy(&self) -> bool {
        self.running > 0
    }
}
